//! `issue.lock` as a file: what it records, how it is written and read; and page numbers that were promised.

use std::fs;

use gazette::compile::Goal;
use gazette::diag::Diagnostics;

use crate::shift::three;
use crate::support::{Folder, gazette, text};

#[test]
fn the_lock_of_the_printed_issue_is_stable_and_agrees_with_it() {
    let folder = Folder::printed();
    let text = folder.lock_text();
    assert_eq!(Folder::printed().lock_text(), text);
    assert!(text.starts_with("# ") && text.contains("\nversion = 1\nissue = \"2024-01\"\nsheets = 45\n"), "{text}");
    let document = "source = \"zhengfa-02.md\"\nsection = \"区政府文件\"\ntitle = \"关于下达2024年度全区安全生产控制目标的通知\"\n\
                    number = \"市中政发〔2024〕2号\"\npage = 15\nlast-page = 17\nsheet = 19\nlines = 47\ntext = \"";
    assert!(text.contains(document), "{text}");
    let folder = folder.put("2024-01/issue.lock", &text);
    assert_eq!(folder.since_lock(), (Vec::new(), Vec::new()));
    // The lock itself is no part of what it records.
    assert_eq!(folder.lock_text(), text);
}

#[test]
fn an_issue_with_a_lock_is_built_as_one_without() {
    let folder = three();
    let without = folder.edition();
    let folder = folder.locked();
    assert_eq!(folder.edition().artefacts, without.artefacts);
    // Not even a lock that cannot be read is anybody's concern but of who asks for it.
    assert_eq!(folder.put("2024-01/issue.lock", b"\xff").edition().artefacts, without.artefacts);
}

#[test]
fn a_missing_lock_says_how_to_make_one() {
    three().differs(&["2024-01:1:1 error no-lock: there is no `issue.lock` in this folder"]);
}

#[test]
fn a_lock_that_cannot_be_used_is_one_error_with_its_place() {
    let folder = three().locked();
    let good = fs::read_to_string(folder.issue().join("issue.lock")).unwrap();
    let bad = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        let folder = three().put("2024-01/issue.lock", good.replacen(from, to, 1));
        let (findings, _) = folder.since_lock();
        let [found] = &findings[..] else { panic!("{findings:?}") };
        found.clone()
    };
    let after = |start: &str, digits: usize| {
        let at = good.find(start).unwrap() + start.len();
        good[at..at + digits].to_owned()
    };
    let (templates, first) = (after("\ntemplates = \"", 64), good.find(" 1\",").unwrap());
    let block = &good[first - 12..first];
    let line_of = |at: usize| good[..at].matches('\n').count() + 1;
    let (block_line, section_line) =
        (line_of(good[..first].rfind("= [").unwrap()), line_of(good.find("区政府文件").unwrap()));
    let damaged = "error bad-lock: the lock is damaged:";
    let keys = "a whole number is expected here, not the text \"7\"";
    let cases = [
        (
            "version = 1",
            "version = 2",
            "5:11 error bad-lock: the lock is of version 2, and this program reads version 1".to_owned(),
        ),
        (
            "issue = \"2024-01\"",
            "issue = \"2023-12\"",
            "6:9 error bad-lock: this is the lock of the issue `2023-12`, not of `2024-01`".to_owned(),
        ),
        ("sheets = ", "sheets == ", format!("7:9 {damaged} line 7 is not as the program wrote it")),
        ("sheets = ", "pages = ", format!("7:1 {damaged} unknown key `pages`")),
        ("sheets = 7", "sheets = \"7\"", format!("7:10 {damaged} {keys}")),
        ("version = 1\n", "", format!("1:1 {damaged} missing field `version`")),
        ("\n[program]", "\n<<<<<<< HEAD\n[program]", format!("9:9 {damaged} line 9 is not as the program wrote it")),
        ("templates = \"", "templates = \"x", format!("12:13 {damaged} `x{templates}` is no SHA-256")),
        (
            " 1\",",
            " eins\",",
            format!("{block_line}:10 {damaged} `{block} eins` is no block: 12 hexadecimal digits, a blank, a number"),
        ),
        ("区政府文件", "\u{fffd}", format!("{section_line}:12 error bad-lock: this is not UTF-8 text")),
    ];
    let found: Vec<String> = cases.iter().map(|(from, to, _)| bad(from, to)).collect();
    assert_eq!(found, cases.map(|(_, _, expected)| format!("issue.lock:{expected}")));
}

#[test]
fn what_is_wrong_with_the_issue_comes_first() {
    let folder = three().locked().edit("2024-01/a.md", "第二段。", "![](images/a.svg)");
    let (findings, shifts) = folder.since_lock();
    assert!(findings.iter().all(|found| !found.contains("lock")) && shifts.is_empty(), "{findings:?}");
}

#[test]
fn a_promised_page_is_kept_or_reported() {
    let promised = |page: &str| three().edit("2024-01/c.md", "\"\n+++", &format!("\"\npage = {page}\n+++"));
    assert_eq!(promised("3").findings(), Vec::<String>::new());
    let found = "c.md:4:8 error pinned-page: this document begins on page 3, not on page 15 as promised here";
    assert_eq!(promised("15").findings(), [found]);
    assert_eq!(promised("15").compile(Goal::Pagination).1, [found]);
    assert_eq!(promised("0").findings(), ["c.md:4:8 error bad-value: 0 is out of range"]);
    assert_eq!(
        promised("\"3\"").findings(),
        ["c.md:4:8 error wrong-type: a whole number is expected here, not the text \"3\""]
    );
}

#[test]
fn a_promised_page_that_is_not_kept_is_put_down_to_its_cause() {
    let help = |folder: &Folder| {
        let mut diagnostics = Diagnostics::default();
        folder.compiled(&mut diagnostics);
        diagnostics
            .sorted()
            .into_iter()
            .find(|found| found.code == "pinned-page")
            .unwrap()
            .help
            .clone()
            .unwrap()
            .to_string()
    };
    let folder = three().edit("2024-01/c.md", "\"\n+++", "\"\npage = 3\n+++").locked();
    let folder = folder.edit("2024-01/a.md", "第二段。", &"第二段。\n\n".repeat(22));
    assert_eq!(
        help(&folder),
        "since the issue was locked: `a.md` grew by 21 lines (page 1, `a.md:9`); mend that, or give the page that it begins on"
    );
    let folder = folder.without("2024-01/issue.lock");
    assert_eq!(help(&folder), "shorten or lengthen what stands before it, or give the page that it begins on");
}

/// Calls the program in the folder of the series; what it prints, and how it ends.
fn called(folder: &Folder, args: &[&str]) -> (String, String, Option<i32>) {
    let output = gazette(folder.series(), args).get_output().clone();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn lock_writes_a_file_that_check_accepts() {
    let folder = three();
    let (stdout, stderr, code) = called(&folder, &["lock", "2024-01"]);
    assert_eq!((&*stdout, &*stderr, code), ("2024-01/issue.lock: locked, 3 documents on 7 pages\n", "", Some(0)));
    assert_eq!(fs::read_to_string(folder.issue().join("issue.lock")).unwrap(), three().lock_text());
    let names: Vec<_> = fs::read_dir(folder.issue()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    let (stdout, stderr, code) = called(&folder, &["check", "2024-01", "--locked", "--deny", "warnings"]);
    assert!(stdout.ends_with("\n2024-01: good, 3 documents on 7 pages, as locked\n"), "{stdout}");
    assert_eq!((&*stderr, code), ("", Some(0)));
}

#[test]
fn check_locked_prints_what_moved_and_fails() {
    let folder = three().locked().edit("2024-01/a.md", "第二段。", &"第二段。\n\n".repeat(22));
    let (stdout, stderr, code) = called(&folder, &["check", "2024-01", "--locked"]);
    assert!(stdout.ends_with("\n   2 → 3     关于乙的通知\n   3 → 4     关于丙的通知\n"), "{stdout}");
    assert!(
        stderr.contains("error[lock-differs]: `关于乙的通知` 2 → 3 and 1 document after it: `a.md` grew by 21 lines"),
        "{stderr}"
    );
    assert!(stderr.contains("lock the issue anew with `gazette lock 2024-01`"), "{stderr}");
    assert_eq!(code, Some(1));
    let (stdout, _, code) = called(&folder, &["check", "2024-01"]);
    assert!(stdout.ends_with("good, 3 documents on 8 pages\n"), "{stdout}");
    assert_eq!(code, Some(0));
}

#[test]
fn an_issue_that_is_wrong_keeps_the_lock_it_has() {
    let unused = three().put("2024-01/images/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    assert_eq!(called(&unused, &["lock", "2024-01", "--deny", "warnings"]).2, Some(1));
    assert!(!unused.issue().join("issue.lock").exists());
    assert_eq!(called(&unused, &["lock", "2024-01"]).2, Some(0));
    let wrong = three().locked().edit("2024-01/a.md", "甲。", "![](a.svg)");
    let before = fs::read(wrong.issue().join("issue.lock")).unwrap();
    assert_eq!(called(&wrong, &["lock", "2024-01"]).2, Some(1));
    assert_eq!(fs::read(wrong.issue().join("issue.lock")).unwrap(), before);
}

#[test]
fn toc_prints_no_page_that_breaks_a_promise() {
    let folder = three().edit("2024-01/c.md", "\"\n+++", "\"\npage = 9\n+++");
    let (stdout, stderr, code) = called(&folder, &["toc", "2024-01"]);
    assert_eq!((&*stdout, code), ("", Some(1)));
    assert!(stderr.contains("error[pinned-page]"), "{stderr}");
}

#[test]
fn a_lock_that_cannot_be_written_is_no_mistake_of_the_issue() {
    let folder = three();
    fs::create_dir(folder.issue().join("issue.lock")).unwrap();
    let (stdout, stderr, code) = called(&folder, &["lock", "2024-01"]);
    assert_eq!((&*stdout, code), ("", Some(2)));
    assert!(stderr.starts_with("error: cannot write `2024-01/issue.lock`: "), "{stderr}");
}
