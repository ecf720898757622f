//! What `gazette fmt` writes otherwise and what it leaves, as the program is called.

use std::fs;
use std::path::Path;

use gazette::compile::Goal;

use crate::support::{Folder, gazette, root, text};

/// The lines before the Markdown of a document.
const MATTER: &str = "+++\nissuer = \"某区人民政府\"\ntitle = \"某区人民政府关于测试的通知\"\n+++\n";

/// What becomes of a file of a series; what says the same stays, and doing it twice changes nothing.
#[track_caller]
fn becomes(path: &str, before: impl AsRef<[u8]>) -> String {
    let folder = Folder::new().put(path, before);
    let output = gazette(folder.series(), &["fmt", "2024-01"]).success().get_output().clone();
    assert_eq!(text(&output.stderr), "");
    let after = fs::read_to_string(folder.series().join(path)).unwrap();
    let output = gazette(folder.series(), &["fmt", "2024-01", "--check"]).success().get_output().clone();
    assert_eq!(text(&output.stdout), "2024-01: nothing to change\n");
    after
}

/// What becomes of Markdown, without the blank line above it.
#[track_caller]
fn body(before: &str) -> String {
    let after = becomes("2024-01/a.md", format!("{MATTER}\n{before}"));
    after.strip_prefix(&format!("{MATTER}\n")).unwrap().to_owned()
}

#[track_caller]
fn series(before: &str) -> String {
    becomes("gazette.toml", before)
}

#[track_caller]
fn issue(before: &str) -> String {
    becomes("2024-01/issue.toml", before)
}

/// The folder of the series with copies of everything below it.
fn copy_of(series: &Path) -> Folder {
    let mut folder = Folder::new().without("2024-01/a.md").without("2024-01/issue.toml");
    for entry in walkdir::WalkDir::new(series).into_iter().map(|entry| entry.unwrap()) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(series).unwrap().to_str().unwrap().to_owned();
            folder = folder.put(&path, fs::read(entry.path()).unwrap());
        }
    }
    folder
}

#[test]
fn toml_has_one_blank_around_its_signs_and_keeps_its_comments() {
    assert_eq!(
        series("\n\n# 头  \nname=\"甲  乙\"#注\n\n\n  sponsor   =\t'丙'   # 又注  \n# 再注\n\n\n\n"),
        "# 头\nname = \"甲  乙\" #注\n\n  sponsor = '丙'   # 又注\n# 再注\n"
    );
    assert_eq!(
        series("name = \"甲\"\nsponsor = \"乙\"\nnotice = \"\"\"\n△  x=1  \n\n\n[y]\"\"\"\n"),
        "name = \"甲\"\nsponsor = \"乙\"\nnotice = \"\"\"\n△  x=1  \n\n\n[y]\"\"\"\n"
    );
    assert_eq!(
        series("name = \"甲\"\nsponsor = \"乙\"\nsizes . title=22.0\nlayout. lines = 22"),
        "name = \"甲\"\nsponsor = \"乙\"\nsizes.title = 22.0\nlayout.lines = 22\n"
    );
    assert_eq!(
        series("name = \"甲\"\nsponsor = \"乙\"\nlayout={lines=22,chars = 28}\n"),
        "name = \"甲\"\nsponsor = \"乙\"\nlayout = { lines = 22, chars = 28 }\n"
    );
}

#[test]
fn a_blank_line_stands_before_a_table_and_the_comment_above_it() {
    assert_eq!(
        series("name = \"甲\"\nsponsor = \"乙\"\n# 版式\n[ layout ]# 注\nlines=22\n\n\n\n[sizes]\n"),
        "name = \"甲\"\nsponsor = \"乙\"\n\n# 版式\n[layout] # 注\nlines = 22\n\n[sizes]\n"
    );
    // Which of the two a comment belongs to is its editor's to say.
    let parted = "name = \"甲\"\nsponsor = \"乙\"\n# 以上为必填\n\n[sizes]\n";
    assert_eq!(series(parted), parted);
}

#[test]
fn long_lists_have_an_item_a_line() {
    let issue_of = |documents: &str| {
        format!("year = 2024\nnumber = 1\ndate = 2024-03-31\n\n[[sections]]\ntitle = \"甲\"\ndocuments = {documents}\n")
    };
    assert_eq!(issue(&issue_of("[ \"a.md\" , ]")), issue_of("[\"a.md\"]"));
    assert_eq!(issue(&issue_of("[\n\"a.md\"\n\n  ]")), issue_of("[\n    \"a.md\",\n]"));
    let commented = issue_of("[\n  # 首篇\n  \"a.md\" # 注\n]");
    assert_eq!(issue(&commented), commented);
    let long = format!("{}.md", "长".repeat(45));
    let folder = Folder::new().without("2024-01/a.md").put(&format!("2024-01/{long}"), format!("{MATTER}\n正文。\n"));
    let folder = folder.put("2024-01/issue.toml", issue_of(&format!("[\"{long}\"]")));
    gazette(folder.series(), &["fmt", "2024-01"]).success();
    let after = fs::read_to_string(folder.issue().join("issue.toml")).unwrap();
    assert_eq!(after, issue_of(&format!("[\n    \"{long}\",\n]")));
}

#[test]
fn front_matter_is_toml_between_bare_fences() {
    let before =
        MATTER.replace(" = ", "=").replace("+++\nissuer", "\n+++  \n\nissuer").replacen("通知\"\n", "通知\"\n\n", 1);
    assert_eq!(becomes("2024-01/a.md", format!("{before}正文。")), format!("{MATTER}\n正文。\n"));
}

#[test]
fn one_blank_line_stands_between_blocks() {
    assert_eq!(body("\n\n甲。\n\n\n乙。\n \n\t\n丙。\n\n\n"), "甲。\n\n乙。\n\n丙。\n");
    assert_eq!(
        body("甲。\n## 一、乙\n丙。\n- 丁\n- 戊\n\n\n- 己"),
        "甲。\n\n## 一、乙\n\n丙。\n\n- 丁\n- 戊\n\n- 己\n"
    );
    assert_eq!(
        body("甲[^1]。\n\n<!-- 分页 -->\n乙。\n\n[^1]: 丙。\n"),
        "甲[^1]。\n\n<!-- 分页 -->\n\n乙。\n\n[^1]: 丙。\n"
    );
    assert_eq!(
        body("表1 甲\n\n| 甲 |\n| --- |\n| 乙 |\n\n注：丙\n"),
        "表1 甲\n\n| 甲  |\n| --- |\n| 乙  |\n\n注：丙\n"
    );
}

#[test]
fn headings_have_one_blank_after_their_mark() {
    assert_eq!(body("##   一、甲  \n\n ###\t（一）乙\n"), "## 一、甲\n\n### （一）乙\n");
    assert_eq!(body("甲\n乙\n===\n\n## 丙 ##\n"), "甲\n乙\n===\n\n## 丙 ##\n");
}

#[test]
fn lines_end_without_blanks_and_break_visibly() {
    assert_eq!(body("甲 \n乙\t\n丙   \n"), "甲\n乙\n丙\n");
    assert_eq!(body("甲  \n乙\\\n丙\n"), "甲\\\n乙\\\n丙\n");
    // What a sign at the end would make something else of stays.
    for kept in ["甲\\ \n乙\n", "甲\\  \n乙\n", "甲　\n乙\n", "甲 | 乙  \n丙\n", "甲\\*  乙&nbsp;\n"] {
        assert_eq!(body(kept), kept);
    }
}

#[test]
fn lists_have_dashes() {
    assert_eq!(body("* 甲\n* 乙\n  + 丙\n\n正文。\n\n+ 丁\n"), "- 甲\n- 乙\n  - 丙\n\n正文。\n\n- 丁\n");
    assert_eq!(body("> * 甲\n>   乙\n"), "> - 甲\n>   乙\n");
    // One list more or less.
    assert_eq!(body("* 甲\n\n+ 乙\n"), "* 甲\n\n+ 乙\n");
    assert_eq!(body("1. 甲\n2. * 乙\n"), "1. 甲\n2. - 乙\n");
}

#[test]
fn tables_are_padded_with_han_characters_as_two_columns() {
    assert_eq!(
        body(
            "|序号|单位|<|金额|\n|:-:|-|:-|-:|\n|^|名称|a|^|\n|1|东镇[^1]|见\\|x|**1.5**|\n| | |\\<|22|\n\n[^1]: 注。\n"
        ),
        "\
| 序号 | 单位     | <     |    金额 |
| :--: | -------- | :---- | ------: |
|  ^   | 名称     | a     |       ^ |
|  1   | 东镇[^1] | 见\\|x | **1.5** |
|      |          | \\<    |      22 |

[^1]: 注。
"
    );
    let long = "长".repeat(60);
    assert_eq!(body(&format!("甲|乙\n--|:-----:\n{long}| |\n")), format!("| 甲 | 乙 |\n| --- | :-: |\n| {long} | |\n"));
}

#[test]
fn marks_and_line_ends_of_other_systems_go() {
    let after = becomes("2024-01/a.md", format!("\u{feff}{MATTER}\n甲  \n乙\n").replace('\n', "\r\n"));
    assert_eq!(after, format!("{MATTER}\n甲\\\n乙\n"));
    let after = becomes("gazette.toml", "\u{feff}name = \"甲\"\r\nsponsor = \"\"\"\r\n乙\r\n丙\"\"\"\r\n");
    assert_eq!(after, "name = \"甲\"\nsponsor = \"\"\"\n乙\n丙\"\"\"\n");
    // Neither compatibility characters nor combined ones are changed.
    let kept = format!("{MATTER}\n⽅ﬁ é e\u{301} Å\n");
    assert_eq!(becomes("2024-01/a.md", &kept), kept);
}

#[test]
fn every_issue_says_the_same_afterwards_and_a_second_time_nothing_changes() {
    let fixtures = fs::read_dir(root().join("tests/issues")).unwrap().map(|entry| (entry.unwrap().path(), "2024-01"));
    let mut count = 0;
    for (series, issue) in
        fixtures.chain([(root().join("issues"), "2024-02"), (root().join("tests/browser/series"), "2024-09")])
    {
        let folder = copy_of(&series);
        let compile = |folder: &Folder| {
            let path = folder.series().join(issue);
            let (edition, findings) = crate::support::compile(folder.series(), &path, Goal::Artefacts(&[]));
            let mut artefacts = edition.unwrap().artefacts;
            // It tells where characters stand in their files.
            artefacts.remove("report.json");
            artefacts.remove("manifest.json");
            let findings: Vec<String> =
                findings.iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect();
            (artefacts, findings)
        };
        let before = compile(&folder);
        let output = gazette(folder.series(), &["fmt", issue]).success().get_output().clone();
        let (changed, again) = (text(&output.stdout), gazette(folder.series(), &["fmt", issue, "--check"]));
        assert_eq!(text(&again.success().get_output().stdout), format!("{issue}: nothing to change\n"), "{series:?}");
        assert!(compile(&folder) == before, "{series:?} is another edition: {changed}");
        count += 1;
    }
    assert_eq!(count, 15);
}

#[test]
fn a_check_lists_what_would_change_and_writes_nothing() {
    let before = format!("{MATTER}##  甲\n\n正文。\n");
    let folder = Folder::new().put("2024-01/a.md", &before).put("gazette.toml", "name=\"甲\"\nsponsor = \"乙\"\n");
    let output = gazette(folder.series(), &["fmt", "2024-01", "--check"]).code(1).get_output().clone();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(text(&output.stdout), "`./gazette.toml` would change\n`2024-01/a.md` would change\n");
    assert_eq!(fs::read_to_string(folder.issue().join("a.md")).unwrap(), before);
    let output = gazette(folder.series(), &["fmt", "2024-01", "--lang", "zh"]).success().get_output().clone();
    assert_eq!(text(&output.stdout), "已整理 `./gazette.toml`\n已整理 `2024-01/a.md`\n");
}

#[test]
fn a_file_with_errors_stays_and_the_others_are_formatted() {
    let wrong = format!("{MATTER}##甲\n\n\n\n正文。\n");
    let folder = Folder::new().put("2024-01/a.md", &wrong).put("gazette.toml", "name=\"甲\"\nsponsor = \"乙\"\n");
    let output = gazette(folder.series(), &["fmt", "2024-01", "--format", "short"]).code(1).get_output().clone();
    assert!(text(&output.stderr).starts_with("2024-01/a.md:5:1: error[no-heading]: "), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().next(), Some("formatted `./gazette.toml`"));
    assert_eq!(fs::read_to_string(folder.issue().join("a.md")).unwrap(), wrong);
    // A text in GB 18030: 正文.
    let other = [MATTER.as_bytes(), b"\n\xD5\xFD\xCE\xC4\n"].concat();
    let folder = Folder::new().put("2024-01/a.md", &other);
    let output = gazette(folder.series(), &["fmt", "2024-01", "--format", "short", "--lang", "zh"]).code(1);
    let told = text(&output.get_output().stderr);
    assert!(told.starts_with("2024-01/a.md:1:1: 错误[not-utf-8]: "), "{told}");
    assert_eq!(fs::read(folder.issue().join("a.md")).unwrap(), other);
}

#[test]
fn the_file_of_the_series_is_told_of_once_and_other_files_are_left_alone() {
    let folder = Folder::new()
        .put("gazette.toml", "name=\"甲\"\nsponsor = \"乙\"\n")
        .put("2024-02/issue.toml", crate::support::issue(&["b.md"]).replace("number = 1", "number = 2"))
        .put("2024-02/b.md", format!("{MATTER}\n正文。\n"))
        .put("2024-01/a.md", format!("{MATTER}\n正文。\n"))
        .put("2024-01/.draft.md", "* 甲  \n")
        .put("2024-01/notes/b.md", "* 甲  \n");
    let output = gazette(folder.series(), &["fmt", "2024-01", "2024-02"]).success().get_output().clone();
    let expected = "formatted `./gazette.toml`\n2024-02: nothing to change\n";
    assert_eq!(text(&output.stdout), expected);
    for other in ["2024-01/.draft.md", "2024-01/notes/b.md"] {
        assert_eq!(fs::read_to_string(folder.series().join(other)).unwrap(), "* 甲  \n");
    }
}

#[test]
fn whoever_locked_an_issue_is_told() {
    let folder = Folder::new().put("2024-01/a.md", format!("{MATTER}\n甲。\n"));
    gazette(folder.series(), &["lock", "2024-01"]).success();
    let folder = folder.put("2024-01/a.md", format!("{MATTER}\n\n甲。\n"));
    let output = gazette(folder.series(), &["fmt", "2024-01"]).success().get_output().clone();
    assert!(text(&output.stdout).contains("\nnote: `2024-01` is locked"), "{}", text(&output.stdout));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_nothing_is_left_beside_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new().put("2024-01/a.md", format!("{MATTER}\n\n甲。\n"));
    let path = folder.issue().join("a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    gazette(folder.series(), &["fmt", "2024-01"]).success();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    let names = fs::read_dir(folder.issue()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["a.md", "issue.toml"]);
}

#[test]
fn what_the_program_makes_is_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let made = ["new", "--series", "a", "--name", "甲区公报", "--sponsor", "甲区", "--date", "2024-03-31"];
    gazette(folder.path(), &made).success();
    let added = ["add", "a/2024-01", "--section", "区政府文件", "--number", "甲政发〔2024〕1号"];
    gazette(folder.path(), &added);
    let output = gazette(folder.path(), &["fmt", "a/2024-01", "--check"]);
    assert_eq!(text(&output.get_output().stdout), "a/2024-01: nothing to change\n");
    output.success();
}
