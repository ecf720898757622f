//! The same folder gives the same bytes, wherever and however it is built.

use std::fs;
use std::path::Path;

use gazette::artefact::{Artefacts, Difference, compare};
use snapbox::cmd::{Command, cargo_bin};

use crate::printed_issue::edition;
use crate::support::{Folder, gazette, root, text};

/// An issue whose report names files of the issue and of the series: warnings, and a character of another face in each.
fn folder() -> Folder {
    let folder = Folder::with_body("正文䶮字。\n").put("2024-01/2024-01/old.txt", "x");
    folder
        .put("gazette.toml", "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\neditor = \"䶮\"\n")
        .put("templates/notes.txt", "x")
}

/// The files that `gazette build` writes when it is called in `from` with `issue` and with these variables, of which an
/// empty one is not set.
fn build(from: &Path, issue: &str, variables: &[(&str, &str)]) -> Artefacts {
    let out = tempfile::tempdir().unwrap();
    let mut command = Command::new(cargo_bin!("gazette")).current_dir(from).args(["build", issue, "--out"]);
    command = command.arg(out.path());
    for (name, value) in variables {
        command = if value.is_empty() { command.env_remove(name) } else { command.env(name, value) };
    }
    command.assert().success();
    let folder = fs::read_dir(out.path()).unwrap().next().unwrap().unwrap().path();
    let file = |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap());
    fs::read_dir(folder).unwrap().map(|entry| file(entry.unwrap())).collect()
}

/// The report of a build, to show how two differ.
fn report(files: &Artefacts) -> &str {
    std::str::from_utf8(&files["report.json"]).unwrap()
}

#[track_caller]
fn same(first: &Artefacts, second: &Artefacts) {
    assert_eq!(report(first), report(second));
    assert_eq!(compare(first, second), None);
}

#[test]
fn an_issue_is_the_same_by_whatever_path_it_is_named() {
    let folder = folder();
    let first = build(folder.series(), "2024-01", &[]);
    let report: serde_json::Value = serde_json::from_str(report(&first)).unwrap();
    let files = |list: &serde_json::Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|item| item["file"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(files(&report["warnings"]), ["../gazette.toml", "../templates/notes.txt", "2024-01/old.txt"]);
    assert_eq!(files(&report["substitutes"][0]["places"]), ["../gazette.toml", "a.md"]);
    let below = folder.issue().join("2024-01");
    for (from, issue) in [
        (folder.series(), "./2024-01/"),
        (&folder.issue(), "."),
        (&below, ".."),
        (Path::new("/"), folder.issue().to_str().unwrap()),
    ] {
        same(&first, &build(from, issue, &[]));
    }
}

#[test]
fn an_issue_is_the_same_below_a_folder_with_blanks_and_chinese_characters() {
    let folder = folder();
    let first = build(folder.series(), "2024-01", &[]);
    let moved = tempfile::tempdir().unwrap();
    let moved = moved.path().join("区政府 公报 (2024)");
    fs::create_dir(&moved).unwrap();
    for path in ["gazette.toml", "templates/notes.txt", "2024-01/issue.toml", "2024-01/a.md", "2024-01/2024-01/old.txt"]
    {
        fs::create_dir_all(moved.join(path).parent().unwrap()).unwrap();
        fs::copy(folder.series().join(path), moved.join(path)).unwrap();
    }
    same(&first, &build(&moved, "2024-01", &[]));
}

#[test]
fn the_printed_issue_is_the_same_in_every_language_time_zone_and_number_of_threads() {
    let here = [("TZ", "Asia/Shanghai"), ("LC_ALL", "zh_CN.GB18030"), ("RAYON_NUM_THREADS", "7")];
    let first = build(root(), "issues/2024-02", &here);
    assert_eq!(compare(&first, &edition().artefacts), None);
    let there = [("TZ", "America/St_Johns"), ("LC_ALL", "tr_TR.UTF-8"), ("RAYON_NUM_THREADS", "1"), ("HOME", "")];
    same(&first, &build(&root().join("issues/2024-02"), ".", &there));
    let epoch = [("SOURCE_DATE_EPOCH", "86400"), ("LC_ALL", "C"), ("LANG", "C"), ("XDG_DATA_HOME", "/nowhere")];
    same(&first, &build(&root().join("src"), "../issues/2024-02", &epoch));
}

#[test]
fn check_builds_a_second_time_and_compares() {
    let output = gazette(root(), &["check", "issues/2024-02", "--reproducible"]).success().get_output().clone();
    let stdout = text(&output.stdout);
    let lines = "\nissues/2024-02: 2 builds of 18 files are identical\nissues/2024-02: good, 6 documents on 45 pages\n";
    assert!(stdout.ends_with(lines), "{stdout}");
    assert_eq!(text(&output.stderr), "");
    let folder = folder();
    let output = gazette(folder.series(), &["check", "2024-01", "--reproducible"]).success().get_output().clone();
    assert!(text(&output.stdout).contains("\n2024-01: 2 builds of 13 files are identical\n"), "{output:?}");
    assert_eq!(fs::read_dir(folder.series()).unwrap().count(), 3, "nothing is written");
}

#[test]
fn a_wrong_issue_is_not_built_a_second_time() {
    let folder = Folder::with_body("正文<br>。\n");
    let output = gazette(folder.series(), &["check", "2024-01", "--reproducible"]).code(1).get_output().clone();
    assert_eq!(text(&output.stdout), "");
}

#[test]
fn every_damage_to_one_of_two_builds_is_found() {
    let good = &edition().artefacts;
    assert_eq!(compare(good, good), None);
    let finds = |damage: &dyn Fn(&mut Artefacts), difference: Difference, message: &str| {
        let mut second = good.clone();
        damage(&mut second);
        assert_eq!(compare(good, &second).as_ref(), Some(&difference));
        assert_eq!(compare(&second, good).as_ref(), Some(&difference));
        assert_eq!(difference.message().to_string(), message);
    };
    let absent = |file: &str| Difference::Absent { file: file.to_owned() };
    let changed = |file: &str, byte| Difference::Changed { file: file.to_owned(), byte };
    finds(
        &|files| files.get_mut("2024-02.pdf").unwrap()[1234] ^= 1,
        changed("2024-02.pdf", 1235),
        "two builds differ: `2024-02.pdf` from byte 1235 on",
    );
    let size = good["index.html"].len();
    finds(
        &|files| files.get_mut("index.html").unwrap().push(b'\n'),
        changed("index.html", size + 1),
        &format!("two builds differ: `index.html` from byte {} on", size + 1),
    );
    finds(
        &|files| drop(files.remove("gazette.css")),
        absent("gazette.css"),
        "two builds differ: only one has `gazette.css`",
    );
    finds(
        &|files| drop(files.insert("a.html".to_owned(), Vec::new())),
        absent("a.html"),
        "two builds differ: only one has `a.html`",
    );
}
