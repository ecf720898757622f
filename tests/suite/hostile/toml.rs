//! TOML that would take the stack, the time or the memory of whoever reads it.

use crate::support::{Folder, document, issue};

#[test]
fn keys_that_stand_too_deep_have_a_place() {
    for (row, column) in [
        ("a.".repeat(100_000) + "b = 1", 1),
        (format!("[{}b]\nc = 1", "a.".repeat(100_000)), 1),
        (format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000)), 85),
        (format!("x = {}1{}", "{a=".repeat(50_000), "}".repeat(50_000)), 245),
    ] {
        let text = format!("# 甲\n{row}\n{}", issue(&["a.md"]));
        let found = Folder::new().put("2024-01/issue.toml", text).findings();
        let expected =
            format!("issue.toml:2:{column} error toml-syntax: keys, lists or tables stand too deep within each other");
        assert!(found.contains(&expected), "{expected}\n{:?}", &found[..found.len().min(3)]);
    }
}

#[test]
fn a_list_of_far_too_many_documents_is_told_in_part() {
    let names: Vec<String> = (0..5000).map(|number| format!("{number}.md")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = Folder::new().put("2024-01/issue.toml", issue(&names)).findings();
    assert_eq!(found.len(), 1001);
    assert_eq!(found[1], "issue.toml:7:14 error document-absent: the document `0.md` is not in the folder");
}

#[test]
fn texts_that_are_far_too_long_are_refused_at_their_place() {
    let title = |words: &str| document("甲。").replace("关于测试的通知", words);
    let too_long = |most: usize| format!("error too-large: this has more than {most} characters");
    let found = |text: String| Folder::new().put("2024-01/a.md", text).findings();
    let megabyte = "关于测试的".repeat(70_000);
    assert_eq!(found(title(&megabyte)), [format!("a.md:3:9 {}", too_long(20_000))]);
    assert_eq!(found(title(&"关于测试的".repeat(100))), [format!("a.md:3:9 {}", too_long(500))]);
    assert_eq!(found(document(&format!("# {megabyte}\n\n甲。"))), [format!("a.md:5:1 {}", too_long(500))]);
    let note = document("甲。").replace("+++\n甲", &format!("note = \"{megabyte}\"\n+++\n甲"));
    assert_eq!(found(note), [format!("a.md:4:8 {}", too_long(20_000))]);
}
