//! The faces that `fonts` lists by their roles.

use crate::support::{Folder, gazette, root, text};

fn printed(args: &[&str]) -> String {
    text(&gazette(root(), args).success().get_output().stdout)
}

#[test]
fn faces_are_listed_by_role_and_those_of_an_issue_are_marked() {
    let roles = ["仿宋", "楷体", "黑体", "宋体", "标题"];
    let all = printed(&["fonts", "--lang", "zh"]);
    for (line, role) in all.lines().skip(1).zip(roles) {
        assert!(line.starts_with(role) && line.ends_with("LXGW WenKai"), "{line}");
    }
    assert_eq!(all.lines().count(), 1 + roles.len());
    let of_issue = printed(&["fonts", "issues/2024-02", "--lang", "en"]);
    assert!(of_issue.contains("FandolFang R *, LXGW WenKai\n"), "{of_issue}");
    assert!(of_issue.ends_with("every character stands in the face of its role\n"), "{of_issue}");
}

#[test]
fn a_character_in_another_face_is_listed_with_its_place() {
    // FandolFang has no 堃, a character of names; LXGW WenKai has it.
    let folder = Folder::with_body("王堃同志。\n");
    let issue = folder.issue();
    let output = gazette(root(), &["fonts", issue.to_str().unwrap(), "--lang", "zh"]).get_output().clone();
    let listed = text(&output.stdout);
    assert!(listed.contains("有 1 个字在应有的字体中没有，改用其他字体：\n堃：LXGW WenKai（a.md:5）\n"), "{listed}");
}
