//! Folders that are named in place of others: what is said names the right ones.

use std::path::Path;

use crate::support::{Folder, gazette, issue, text};

/// The exit code of a command and what it says on standard error.
fn told(folder: &Path, language: &str, args: &[&str]) -> (i32, String) {
    let run = gazette(folder, &[&["--lang", language, "--format", "short"], args].concat());
    let output = run.get_output();
    (output.status.code().unwrap(), text(&output.stderr))
}

/// A folder with a series of so many issues in `issues`.
fn series(issues: usize) -> Folder {
    let folder = Folder::new().put("issues/gazette.toml", "name = \"甲\"\nsponsor = \"乙\"\n");
    (1..=issues)
        .fold(folder, |folder, number| folder.put(&format!("issues/2024-0{number}/issue.toml"), issue(&["a.md"])))
}

#[test]
fn a_series_in_place_of_an_issue_names_its_issues() {
    let folder = series(2);
    let english =
        "error[no-issue]: `issues` holds issues, and is none — name one of them: `issues/2024-01`, `issues/2024-02`\n";
    let chinese = "错误[no-issue]: `issues` 是放各期公报的文件夹，本身不是一期 — 写其中一期的文件夹：`issues/2024-01`、`issues/2024-02`\n";
    for (language, expected) in [("en", english), ("zh", chinese)] {
        assert_eq!(told(folder.series(), language, &["build", "issues"]), (1, format!("issues:1:1: {expected}")));
    }
    let (_, told) = told(series(5).series(), "en", &["check", "issues"]);
    assert!(told.contains("`issues/2024-03`, `issues/2024-04`, `issues/2024-05` and 2 more"), "{told}");
}

#[test]
fn a_series_without_issues_is_told_how_to_make_one() {
    let folder = series(0);
    let chinese = "错误[no-issue]: `issues` 是公报的文件夹，还没有任何一期 — 用 `gazette new issues/2024-01` 新建\n";
    let (code, said) = told(folder.series(), "zh", &["check", "issues"]);
    assert!(code == 1 && said.starts_with(&format!("issues:1:1: {chinese}")), "{said}");
    assert!(!said.contains("[no-series]"), "{said}");
    let (_, said) = told(folder.series(), "zh", &["watch", "issues"]);
    assert!(said.contains("还没有任何一期；用 `gazette new issues/2024-01` 新建"), "{said}");
}

#[test]
fn nothing_is_watched_that_is_no_issue() {
    let folder = series(1).put("notes/a.md", "x");
    for command in ["watch", "serve"] {
        let listen = if command == "serve" { &["--listen", "127.0.0.1:0"][..] } else { &[] };
        let (code, said) = told(folder.series(), "en", &[&[command, "issues"], listen].concat());
        assert_eq!(code, 2);
        assert!(said.contains("`issues` holds issues, and is none; name one of them: `issues/2024-01`"), "{said}");
        let (code, said) = told(folder.series(), "zh", &[&[command, "notes"], listen].concat());
        assert_eq!(code, 2);
        assert!(said.contains("文件夹中没有 `issue.toml`；新建一个"), "{said}");
    }
}

#[test]
fn verify_says_what_it_proves_of_what_it_is_given() {
    let folder = Folder::new().put("dist/2024-02/manifest.json", "{}").put("a.pdf.md", "%PD");
    let (_, said) = told(folder.series(), "en", &["verify", "dist"]);
    assert!(said.ends_with("`dist` has no `manifest.json` — name an edition in it: `dist/2024-02`\n"), "{said}");
    let (_, said) = told(folder.series(), "en", &["verify", "2024-01"]);
    assert!(said.contains("— this is an issue; write `gazette build 2024-01`"), "{said}");
    let (code, said) = told(folder.series(), "en", &["verify", "2024-01/a.md"]);
    let expected = "error[unreadable-pdf]: the PDF is none: it does not begin as one — name a folder that `gazette build` wrote, or a PDF file\n";
    assert_eq!((code, said), (1, format!("2024-01/a.md:1:1: {expected}")));
}

#[test]
fn add_names_what_a_document_can_be_added_to() {
    let folder = series(2).put("empty/gazette.toml", "name = \"甲\"\nsponsor = \"乙\"\n").put("notes/a.md", "x");
    let add = |path: &str| {
        let (code, said) = told(folder.series(), "en", &["add", path, "--section", "甲"]);
        assert_eq!(code, 2, "{said}");
        said
    };
    assert!(add("issues").contains("holds issues; name one of them: `issues/2024-01`, `issues/2024-02`"));
    assert!(add("empty").contains("make one with `gazette new empty/2024-01`"));
    assert!(add("issues/2024-03").contains("make an issue with `gazette new issues/2024-03`"));
    assert!(add("notes/gongbao").contains("begin a gazette with `gazette new --series notes/gongbao`"));
    assert!(add("notes").contains("it has no `issue.toml`; name one that has"));
}

#[test]
fn an_edition_is_not_put_among_the_files_of_its_issue() {
    let folder = Folder::new();
    for command in ["build", "watch", "serve"] {
        for out in ["2024-01", "2024-01/dist", "2024-01/../2024-01/a/b"] {
            let (code, said) = told(folder.series(), "en", &[command, "2024-01", "--out", out]);
            assert_eq!(code, 2, "{said}");
            assert!(said.contains("choose a folder beside it, such as `--out dist`"), "{said}");
        }
    }
    assert_eq!(std::fs::read_dir(folder.issue()).unwrap().count(), 2, "nothing was written");
    let (code, said) = told(folder.series(), "zh", &["build", "2024-01", "--out", "2024-01/dist"]);
    assert_eq!(code, 2);
    assert!(said.contains("在本期文件夹 `2024-01` 之内"), "{said}");
    assert_eq!(told(folder.series(), "en", &["build", "2024-01", "--out", "2024-01/.out"]), (0, String::new()));
    assert_eq!(told(folder.series(), "en", &["check", "2024-01"]), (0, String::new()));
}

#[test]
fn what_the_system_refuses_is_told_in_chinese_alone() {
    let folder = Folder::new();
    for args in [&["check", "2024-09"][..], &["verify", "x"], &["build", "2024-01", "--out", "gazette.toml/x"]] {
        let (code, said) = told(folder.series(), "zh", args);
        assert_eq!(code, 2, "{said}");
        assert!(!said.contains("os error"), "{said}");
    }
    let (_, said) = told(folder.series(), "zh", &["check", "2024-09"]);
    assert!(said.ends_with("没有这个文件或文件夹\n"), "{said}");
}
