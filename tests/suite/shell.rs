//! What `completions` and `man` print.

use crate::support::{gazette, root, text};

fn printed(args: &[&str]) -> String {
    text(&gazette(root(), args).success().get_output().stdout)
}

#[test]
fn shells_complete_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = printed(&["completions", shell]);
        for command in
            ["new", "add", "build", "check", "lock", "toc", "verify", "explain", "fonts", "doctor", "template"]
        {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
}

#[test]
fn every_command_has_a_manual_page_with_its_example() {
    assert!(printed(&["man"]).contains("gazette\\-build(1)"));
    assert!(printed(&["man", "build"]).contains("Example: gazette build issues/2024\\-02"));
    let wrong = gazette(root(), &["man", "bild", "--lang", "zh"]).code(2).get_output().clone();
    assert_eq!(text(&wrong.stderr), "错误：没有命令 `bild`；是不是 `build`？\n");
}
