//! Names of files that would do something to the terminal they are shown in.

use crate::support::{Folder, document, gazette, text};

#[cfg(unix)]
#[test]
fn what_a_name_holds_reaches_no_terminal() {
    let mut folder = Folder::new();
    for name in
        ["甲\n乙.md", "\u{1B}[31m丙.md", "丁\u{7}.md", "\u{202E}dm.戊", "己\u{7F}.md", "庚\t.md", "\u{9B}31m辛.md"]
    {
        folder = folder.put(&format!("2024-01/{name}"), "");
    }
    folder = folder.put("2024-01/a.md", document("甲\u{9B}31m乙。"));
    for format in ["human", "short"] {
        let arguments = ["check", "2024-01", "--format", format];
        let output = gazette(folder.series(), &arguments).code(1).get_output().clone();
        let said = text(&output.stderr) + &text(&output.stdout);
        let is_moving = |c: char| c.is_control() && c != '\n' || c == '\u{202E}';
        assert!(!said.contains(is_moving), "{said:?}");
        assert!(said.contains("2024-01/␛[31m丙.md") && said.contains("2024-01/丁␇.md"), "{said}");
    }
}
