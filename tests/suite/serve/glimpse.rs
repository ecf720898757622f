//! What is shown at once of a change, made of the pages of before: it is what is printed in the end, and the places on it are right.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Client, digests, findings};
use crate::support::{Folder, document, gazette, issue};

/// Of several pages, each paragraph with a number.
fn long(paragraphs: usize) -> String {
    let paragraph =
        |number: usize| format!("第{number}段。{}\n\n", "各单位要认真组织实施，确保各项任务落到实处。".repeat(9));
    (1..=paragraphs).map(paragraph).collect()
}

/// An issue of a long document and a short one.
fn folder() -> Folder {
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md", "b.md"]));
    folder.put("2024-01/a.md", document(&long(20))).put("2024-01/b.md", document("第二件。\n"))
}

/// The first state after a change and the last, and how many there were.
fn states(client: &Client, body: &str, before: &Value) -> (Value, Value, u64) {
    fs::write(client.series.join("2024-01/a.md"), document(body)).unwrap();
    let first = client.json(&format!("/state?after={}", before["generation"]));
    let last = client.settled(before["generation"].as_u64().unwrap());
    let count = last["generation"].as_u64().unwrap() - before["generation"].as_u64().unwrap();
    (first, last, count)
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

#[test]
fn pages_are_shown_before_they_are_laid_out_from_the_beginning_and_are_the_same() {
    let folder = folder();
    let (client, before) = Client::of(&folder);
    for body in [long(20).replacen("认真", "一贯", 1), long(20).replacen("认真", "十分认真", 1)] {
        let (_, before, _) = states(&client, &long(20), &before);
        let (first, last, count) = states(&client, &body, &before);
        assert_eq!((count, &first["status"], &last["status"]), (3, &"proving".into(), &"good".into()), "{last}");
        assert_ne!(digests(&first), digests(&before));
        assert_eq!(digests(&first), digests(&last));
    }
}

#[test]
fn what_was_changed_again_and_again_is_printed_as_if_it_had_been_so_from_the_beginning() {
    let folder = folder();
    let (mut client, mut state) = Client::of(&folder);
    client.running.line();
    // The second document moves to another page and back, and the contents with it.
    for paragraphs in [21, 45, 22, 3, 20] {
        let body = long(paragraphs).replacen("认真", "十分认真", 1);
        (_, state, _) = states(&client, &body, &state);
        client.running.line();
        gazette(folder.series(), &["build", "2024-01", "--quiet", "--out", "anew"]).code(0);
        let [shown, anew] = ["dist", "anew"].map(|out| files(&folder.series().join(out).join("2024-01")));
        assert!(shown == anew, "{paragraphs} paragraphs");
    }
}

#[test]
fn places_follow_what_is_typed_before_them() {
    // The number is too long to be kept with what follows it, which stands alone on the last line.
    let end = format!("{}**{}号**。", "字".repeat(9), "1".repeat(34));
    let text = |first: &str| format!("{first}\n\n第二段。\n\n{end}\n");
    let folder = Folder::with_body(&text("第一段。"));
    let (client, state) = Client::of(&folder);
    let warned = "a paragraph ends on a line of one character";
    assert!(findings(&state)[0].starts_with("2024-01/a.md:9: "), "{:?}", findings(&state));
    let (_, state, _) = states(&client, &text("第一大段。\n\n又一段。"), &state);
    assert_eq!(findings(&state), [format!("2024-01/a.md:11: {warned}")]);
    let places = client.places(5);
    for line in [5, 7, 9, 11] {
        assert!(places.contains(&format!("2024-01/a.md:{line}")), "{line} in {places:?}");
    }
}
