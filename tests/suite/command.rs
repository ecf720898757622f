//! The program as it is called: what it prints, what it writes, how it ends.

use std::fs;
use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};

use crate::support::{Folder, gazette, issue, root, text, without_progress};

#[test]
fn build_writes_the_edition_and_prints_a_line_for_each_file_and_document() {
    let folder = Folder::new();
    let output = gazette(folder.series(), &["build", "2024-01"]).success().get_output().clone();
    let stdout = text(&output.stdout);
    let out = folder.series().join("dist/2024-01");
    for name in ["2024-01.pdf", "a.html", "gazette.css", "index.html", "report.json"] {
        let bytes = fs::metadata(out.join(name)).unwrap().len();
        let line = format!("{bytes:>9} bytes  {}", Path::new("dist").join("2024-01").join(name).display());
        assert!(stdout.lines().any(|printed| printed == line), "{line} is not in\n{stdout}");
    }
    assert!(stdout.contains("01–01 pages  关于测试的通知"), "{stdout}");
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn out_names_another_folder() {
    let folder = Folder::new();
    gazette(folder.series(), &["build", "2024-01", "--out", "a/b"]).success();
    assert!(folder.series().join("a/b/2024-01/index.html").is_file());
    assert!(!folder.series().join("dist").exists());
}

#[test]
fn check_writes_nothing() {
    let folder = Folder::new();
    let output = gazette(folder.series(), &["check", "2024-01"]).success().get_output().clone();
    let stdout = text(&output.stdout);
    assert!(stdout.ends_with("\n2024-01: good, 1 document on 5 pages\n"), "{stdout}");
    assert_eq!(fs::read_dir(folder.series()).unwrap().count(), 2);
}

#[test]
fn check_does_not_call_good_what_it_warned_of() {
    let folder = Folder::new().put("2024-01/备忘.txt", "甲");
    for (language, told) in [
        ("en", "2024-01: no errors, 1 warning, 1 document on"),
        ("zh", "2024-01：没有错误，有 1 处警告，刊登公文 1 件，"),
    ] {
        let output = gazette(folder.series(), &["check", "2024-01", "--lang", language]).success().get_output().clone();
        let stdout = text(&output.stdout);
        assert!(stdout.lines().last().unwrap().starts_with(told), "{stdout}");
    }
}

#[test]
fn check_prints_what_the_ruler_measured() {
    let output = gazette(root(), &["check", "issues/2024-02"]).success().get_output().clone();
    let stdout = text(&output.stdout);
    let line = stdout.lines().find(|line| line.starts_with("版心 width ")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words[..9], ["版心", "width", "5.2.1", "156.00", "mm", "–", "156.00", "mm", "+0.00"]);
}

#[test]
fn check_prints_its_tables_in_the_language_of_the_run() {
    let folder = Folder::with_body("正文䶮。\n");
    let output = gazette(folder.series(), &["--lang", "zh", "check", "2024-01"]).success().get_output().clone();
    let stdout = text(&output.stdout);
    let tables: Vec<Vec<&str>> = stdout.split("\n\n").map(|table| table.lines().collect()).collect();
    let [contents, texts, ruler, glyphs] = tables.as_slice() else { panic!("{stdout}") };
    assert_eq!(
        contents[..],
        [
            "目录  页脚  页面标签  书签  toc --json  index.html  PDF 页        公文",
            "   1     1         1     1           1           1       5  正确  关于测试的通知",
        ]
    );
    assert_eq!(texts[..], ["字数  脚注  表格格数  PDF   HTML  公文", "  17     0         0  一致  一致  a.md"]);
    assert_eq!(
        ruler[..2],
        [
            "GB/T 9704               条款        标准  设定       实测      偏差  页  处数",
            "用纸宽度                5.1    210.00 mm     –  210.00 mm  +0.00 mm   1     5",
        ]
    );
    let first: Vec<&str> = glyphs[0].split_whitespace().collect();
    assert_eq!(first, ["字体", "字数", "覆盖字数", "嵌入许可", "授权条款"]);
    assert!(glyphs.contains(&"䶮  U+4DAE  用 LXGW WenKai  a.md:5"), "{stdout}");
}

#[test]
fn toc_prints_the_contents() {
    let output = gazette(root(), &["toc", "issues/2024-02"]).success().get_output().clone();
    let stdout = text(&output.stdout);
    let starts: Vec<&str> = stdout.lines().filter(|line| !line.starts_with('【')).map(|line| &line[..2]).collect();
    assert_eq!(starts, ["01", "15", "18", "21", "25", "36"]);
    assert!(stdout.starts_with("【区政府文件】\n01  关于印发《"), "{stdout}");
}

#[test]
fn toc_prints_json_for_machines() {
    let output = gazette(root(), &["toc", "issues/2024-02", "--json"]).success().get_output().clone();
    let toc: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(toc["issue"], "2024-02");
    let expected: serde_json::Value = serde_json::json!({
        "section": "区政府文件", "title": "关于调整区政府领导成员工作分工的通知", "number": "市中政发〔2024〕5号",
        "page": 21, "last_page": 24, "sheet": 25, "source": "zhengfa-05.md", "html": "zhengfa-05.html",
    });
    assert_eq!(toc["entries"][3], expected);
    let pages: Vec<u64> =
        toc["entries"].as_array().unwrap().iter().map(|entry| entry["page"].as_u64().unwrap()).collect();
    assert_eq!(pages, [1, 15, 18, 21, 25, 36]);
}

#[test]
fn a_wrong_issue_ends_with_1_and_leaves_the_former_output_untouched() {
    let folder = Folder::new();
    gazette(folder.series(), &["build", "2024-01"]).success();
    let out = folder.series().join("dist/2024-01");
    let before = fs::read(out.join("2024-01.pdf")).unwrap();
    let folder = folder.put("2024-01/a.md", "+++\nissuer = \"甲\"\ntitel = \"乙\"\n+++\n丙\n");
    let output = gazette(folder.series(), &["build", "2024-01"]).code(1).get_output().clone();
    let stderr = text(&output.stderr);
    for part in
        ["error[unknown-key]: unknown key `titel`", "2024-01/a.md:3:1", "titel = \"乙\"", "help: did you mean `title`?"]
    {
        assert!(stderr.contains(part), "{part} is not in\n{stderr}");
    }
    assert!(stderr.ends_with("2024-01: 2 errors, 0 warnings\n"), "{stderr}");
    assert_eq!(fs::read(out.join("2024-01.pdf")).unwrap(), before);
}

#[test]
fn findings_are_json_lines_for_machines() {
    let folder = Folder::with_body("正文<br>。\n");
    let output = gazette(folder.series(), &["check", "2024-01", "--format", "json"]).code(1).get_output().clone();
    let finding: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    let expected = serde_json::json!({
        "file": "2024-01/a.md", "line": 5, "column": 3, "code": "unsupported", "severity": "error",
        "message": "raw HTML cannot be printed",
        "help": "write it in Markdown; for a sign that is to be printed, write `\\<`",
    });
    assert_eq!(finding, expected);
}

#[test]
fn warnings_fail_an_issue_only_when_denied() {
    let folder = Folder::new().put("2024-01/old.txt", "x");
    gazette(folder.series(), &["check", "2024-01"]).success();
    gazette(folder.series(), &["check", "2024-01", "--deny", "warnings"]).code(1);
    gazette(folder.series(), &["build", "2024-01", "--deny", "warnings"]).code(1);
    assert!(!folder.series().join("dist").exists());
}

#[test]
fn a_wrong_issue_does_not_keep_others_from_being_built() {
    let folder = Folder::new()
        .put("2024-02/issue.toml", "year = 2024\n")
        .put("2024-03/issue.toml", issue(&["a.md"]))
        .put("2024-03/a.md", crate::support::document("正文。\n"));
    gazette(folder.series(), &["build", "2024-02", "2024-03"]).code(1);
    assert!(folder.series().join("dist/2024-03/index.html").is_file());
    assert!(!folder.series().join("dist/2024-02").exists());
}

#[track_caller]
fn environment(folder: &Path, args: &[&str], expected: &str) {
    let output = gazette(folder, args).code(2).get_output().clone();
    let stderr = text(&output.stderr);
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.starts_with(expected), "{stderr}");
}

#[test]
fn a_missing_folder_or_an_unwritable_output_ends_with_2_and_one_sentence() {
    let folder = Folder::new().put("file", "x");
    environment(folder.series(), &["build", "2024-09"], "error: cannot find the issue folder `2024-09`");
    environment(folder.series(), &["check", "file"], "error: `file` is a file; name the issue's folder");
    environment(folder.series(), &["build", "2024-01", "--out", "file"], "error: cannot write into `file`");
    environment(
        folder.series(),
        &["build", "2024-01", "--out", "."],
        "error: `./2024-01` holds `a.md`, which no build wrote",
    );
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = Folder::new();
    gazette(folder.series(), &[]).code(2);
    gazette(folder.series(), &["build"]).code(2);
    gazette(folder.series(), &["buidl", "2024-01"]).code(2);
    gazette(folder.series(), &["check", "2024-01", "--deny", "errors"]).code(2);
}

#[test]
fn an_issue_can_be_built_from_within_its_folder() {
    let folder = Folder::new();
    gazette(&folder.issue(), &["build", ".", "--out", "../dist"]).success();
    let folder = folder.put("gazette.toml", "name = \"甲\"\n");
    let output = gazette(&folder.issue(), &["check", "."]).code(1).get_output().clone();
    assert!(text(&output.stderr).contains("../gazette.toml"), "{}", text(&output.stderr));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let program = format!("'{}' toc issues/2024-02 | head -n 1", cargo_bin!("gazette").display());
    let output = Command::new("bash").current_dir(root()).args(["-o", "pipefail", "-c", &program]).assert();
    assert_eq!(without_progress(&output.success().get_output().stderr), "");
}

#[test]
fn two_issues_of_one_name_do_not_overwrite_each_other() {
    let folder = Folder::new();
    let other = Folder::new();
    let path = other.issue();
    let output = gazette(folder.series(), &["build", "2024-01", path.to_str().unwrap()]).code(2).get_output().clone();
    assert!(text(&output.stderr).contains("two of these issues are called `2024-01`"), "{}", text(&output.stderr));
    assert!(!folder.series().join("dist").exists(), "it is told before anything is built");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_at_standard_error_is_no_panic() {
    let program = format!("'{}' build nowhere 2>/dev/full", cargo_bin!("gazette").display());
    Command::new("bash").current_dir(root()).args(["-c", &program]).assert().code(2);
}

#[test]
fn two_processes_in_different_folders_write_the_same_bytes() {
    let edition = |folder: &Path, issue: &str| {
        let out = tempfile::tempdir().unwrap();
        gazette(folder, &["build", issue, "--out", out.path().to_str().unwrap()]).success();
        let mut files: Vec<_> =
            fs::read_dir(out.path().join("2024-02")).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files
            .into_iter()
            .map(|path| (path.file_name().unwrap().to_owned(), fs::read(path).unwrap()))
            .collect::<Vec<_>>()
    };
    assert!(edition(root(), "issues/2024-02") == edition(&root().join("issues/2024-02"), "."));
}
