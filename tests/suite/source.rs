//! What is read from disk, and what of it an editor is told about.

use crate::support::{Folder, document, issue};

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let typed = document("# 甲\n乙\n");
    let plain = Folder::new().put("2024-01/a.md", &typed);
    let windows = Folder::new()
        .put("2024-01/a.md", format!("\u{feff}{}", typed.replace('\n', "\r\n")))
        .put("2024-01/issue.toml", format!("\u{feff}{}", issue(&["a.md"]).replace('\n', "\r\n")));
    assert_eq!(plain.edition().artefacts, windows.edition().artefacts);
}

#[test]
fn whatever_ends_the_lines_of_whichever_file_the_edition_is_the_same() {
    let typed = [
        ("gazette.toml", "name = \"某区人民政府公报\"\nsponsor = \"\"\"\n某区人民政府\n某区人大\"\"\"\n".to_owned()),
        ("2024-01/issue.toml", issue(&["a.md"])),
        ("2024-01/a.md", document("# 甲\n乙\n\n| 丙 | 丁 |\n| - | - |\n| 1 | 2 |\n")),
        ("templates/gazette.css", "p {\n  margin: 0;\n}\n".to_owned()),
    ];
    let with = |ended: &dyn Fn(&str) -> String| {
        typed.iter().fold(Folder::new(), |folder, (path, text)| folder.put(path, ended(text))).edition().artefacts
    };
    let plain = with(&str::to_owned);
    let mixed = |text: &str| {
        let ends = ["\r\n", "\n", "\r"].into_iter().cycle();
        text.lines().zip(ends).map(|(line, end)| format!("{line}{end}")).collect::<String>()
    };
    assert!(with(&|text| format!("\u{feff}{}", text.replace('\n', "\r\n"))) == plain);
    assert!(with(&|text| text.replace('\n', "\r")) == plain);
    assert!(with(&mixed) == plain);
}

#[test]
fn places_are_the_same_whatever_ends_the_lines() {
    let typed = document("甲。\n\n乙<br>丙\n");
    for text in [typed.clone(), format!("\u{feff}{}", typed.replace('\n', "\r\n")), typed.replace('\n', "\r")] {
        let folder = Folder::new().put("2024-01/a.md", text);
        assert_eq!(folder.findings(), ["a.md:7:2 error unsupported: raw HTML cannot be printed"]);
    }
    let folder = Folder::new().put("2024-01/issue.toml", format!("\u{feff}{}", issue(&["b.md"]).replace('\n', "\r\n")));
    let absent = "issue.toml:7:14 error document-absent: the document `b.md` is not in the folder".to_owned();
    assert!(folder.findings().contains(&absent), "{:?}", folder.findings());
}

#[test]
fn text_in_another_encoding_is_reported_with_its_line() {
    let mut bytes = document("正文。\n").into_bytes();
    bytes.extend(b"\xb9\xab\xb1\xa8\n");
    let folder = Folder::new().put("2024-01/a.md", bytes);
    assert_eq!(folder.findings(), ["a.md:1:1 error not-utf-8: line 6 is not UTF-8 text"]);
}

#[test]
fn text_in_gb_18030_is_recognised_and_named() {
    // 甲、关于 and 正文。 as Windows Notepad saves them with the encoding ANSI on a Chinese system.
    let bytes = b"+++\nissuer = \"\xbc\xd7\"\ntitle = \"\xb9\xd8\xd3\xda\"\n+++\n\xd5\xfd\xce\xc4\xa1\xa3\n";
    let folder = Folder::new().put("2024-01/a.md", bytes);
    let told = "a.md:1:1 error not-utf-8: line 2 is GB 18030 (GBK) text; the file has to be UTF-8";
    assert_eq!(folder.findings(), [told]);
    assert_eq!(std::fs::read(folder.issue().join("a.md")).unwrap(), bytes);
    // The same bytes in Latin-1, which GB 18030 can be read from as well, are not Chinese.
    let folder = Folder::new().put("2024-01/a.md", b"caf\xe9 \xa9 2024\n");
    assert_eq!(folder.findings(), ["a.md:1:1 error not-utf-8: line 1 is not UTF-8 text"]);
}

#[test]
fn text_in_utf_16_is_recognised_and_named() {
    for is_big_endian in [false, true] {
        let units = format!("\u{feff}{}", document("正文。\n")).encode_utf16().collect::<Vec<_>>();
        let bytes = |unit: &u16| if is_big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
        let folder = Folder::new().put("2024-01/a.md", units.iter().flat_map(bytes).collect::<Vec<_>>());
        let told = crate::support::in_chinese(folder.series(), &["check", "2024-01"]);
        assert_eq!(told, ["not-utf-8: 文件是 UTF-16 编码（记事本里叫“Unicode”），须用 UTF-8 编码"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_to_its_folder_is_named() {
    let folder = Folder::new().put("fonts/readme.txt", "x");
    std::os::unix::fs::symlink("../fonts", folder.series().join("fonts/again")).unwrap();
    assert_eq!(folder.findings(), ["fonts/again:1:1 error symbolic-link: a symbolic link leads out of the folder"]);
}

#[test]
fn what_systems_and_editors_leave_behind_is_nobodys_document() {
    let folder = Folder::new().put("2024-01/.DS_Store", "x").put("2024-01/a.md~", "x").put("2024-01/~$b.docx", "x");
    assert_eq!(folder.findings(), Vec::<String>::new());
}

#[test]
fn files_that_no_document_uses_are_reported() {
    let folder = Folder::new().put("2024-01/notes.docx", "x").put("2024-01/images/map.png", "x");
    assert_eq!(
        folder.findings(),
        [
            "images/map.png:1:1 warning unused-file: no document uses `images/map.png`",
            "notes.docx:1:1 warning unused-file: no document uses `notes.docx`",
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_not_followed() {
    let folder = Folder::new().put("map.png", "x");
    std::os::unix::fs::symlink(folder.series().join("map.png"), folder.issue().join("map.png")).unwrap();
    assert_eq!(folder.findings(), ["map.png:1:1 error symbolic-link: a symbolic link leads out of the folder"]);
}

#[cfg(unix)]
#[test]
fn a_file_name_that_other_systems_read_as_a_folder_is_an_error() {
    let folder = Folder::new().put("2024-01/b\\c.md", "x");
    assert_eq!(folder.findings(), ["b\\c.md:1:1 error bad-name: the file's name has a backslash"]);
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    let folder = Folder::with_body("甲\r\r乙<br>丙\r");
    assert_eq!(folder.findings(), ["a.md:7:2 error unsupported: raw HTML cannot be printed"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_files_is_not_read() {
    let folder = Folder::new();
    let made = std::process::Command::new("mkfifo").arg(folder.issue().join("b.md")).status().unwrap();
    assert!(made.success());
    assert_eq!(folder.findings(), ["b.md:1:1 warning unused-file: no document uses `b.md`"]);
}

#[test]
fn a_series_given_as_an_issue_is_not_said_to_be_unused() {
    let folder = Folder::new();
    let findings = crate::support::in_chinese(folder.series(), &["check", "."]);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.split(':').next().unwrap()).collect();
    assert_eq!(codes, ["no-issue"], "{findings:?}");
}

#[test]
fn a_list_that_cannot_be_read_is_not_said_to_be_missing() {
    for path in ["2024-01/issue.toml", "gazette.toml"] {
        let folder = Folder::new();
        let text = std::fs::read_to_string(folder.series().join(path)).unwrap();
        let folder = folder.put(path, encoding_rs::GB18030.encode(&format!("# 公报\n{text}")).0);
        let findings = crate::support::in_chinese(folder.series(), &["check", "2024-01"]);
        assert!(findings.iter().all(|finding| finding.starts_with("not-utf-8: ")), "{findings:?}");
    }
}
