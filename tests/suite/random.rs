//! Documents, TOML and damage made at random, the same on every run: nothing panics, whatever is wrong has a place, and what is not
//! refused is printed whole.

use std::collections::BTreeSet;

use gazette::artefact::{MANIFEST_FILE, Read};
use gazette::compile::{Goal, compile};
use gazette::diag::Diagnostics;
use gazette::lock::Lock;
use gazette::place::SourceFile;
use gazette::proof::reader;
use gazette::source::IssueDir;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::hostile::{issue_of, refused};
use crate::reader::pdf;
use crate::support::{Folder, document, fonts, gazette, issue};

/// Tries so many values, from the same beginning each time.
#[track_caller]
fn holds<S: Strategy>(cases: u32, values: &S, property: impl Fn(S::Value)) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let tried = runner.run(values, |value| {
        property(value);
        Ok::<(), TestCaseError>(())
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
}

/// What Markdown is made of, and what is easily mistaken for it.
const PIECES: [&str; 64] = [
    "甲",
    "乙丙。",
    "ab ",
    "第一条　",
    "一、",
    "（一）",
    "1. ",
    "- ",
    "* ",
    "> ",
    "# ",
    "## ",
    "###### ",
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\t",
    "    ",
    "\u{3000}",
    "**",
    "*",
    "_",
    "`",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "[文](https://a.gov.cn/b)",
    "<https://a.gov.cn/>",
    "![图](a.svg)",
    "[^1]",
    "\n\n[^1]: 注。\n\n",
    "[^2]: ",
    "\n\n| 甲 | 乙 |\n|---|:-:|\n| 丙 | < |\n| ^ | 丁 |\n\n",
    "| ",
    "|---|---|\n",
    "^",
    "<",
    "<br>",
    "\n\n<!-- 分页 -->\n\n乙。",
    "<b>",
    "&amp;",
    "&#65;",
    "&#0;",
    "\\*",
    "\\",
    "表1 丁\n\n",
    "单位：元\n\n",
    "注：戊。",
    "附件",
    "附件1",
    "附件：1. 己",
    "：",
    "!",
    "+++",
    "---",
    "===",
    "𠮷",
    "é",
    "\u{300}",
    "\u{202E}",
    "\0",
];

fn markdown() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 1..14).prop_map(|pieces| pieces.concat())
}

/// Documents with these bodies.
fn documents(bodies: &[String]) -> Vec<(String, String)> {
    bodies.iter().enumerate().map(|(index, body)| (format!("{index}.md"), document(&format!("{body}\n")))).collect()
}

#[test]
fn markdown_is_printed_whole_or_refused_with_its_place() {
    holds(4, &vec(markdown(), 100), |bodies| {
        let documents = documents(&bodies);
        let refused = refused(&documents);
        let known: BTreeSet<String> = documents.iter().map(|(name, _)| name.clone()).collect();
        assert!(refused.is_subset(&known), "{refused:?}");
        assert!(refused.len() < documents.len(), "some are printed");
    });
}

#[test]
fn fmt_changes_no_text_of_any_markdown() {
    holds(2, &vec(markdown(), 60), |bodies| {
        let documents = documents(&bodies);
        let refused = refused(&documents);
        let good: Vec<_> = documents.iter().filter(|(name, _)| !refused.contains(name)).collect();
        let names: Vec<&str> = good.iter().map(|(name, _)| name.as_str()).collect();
        let mut folder = Folder::new().without("2024-01/a.md").put("2024-01/issue.toml", issue(&names));
        for (name, text) in &good {
            folder = folder.put(&format!("2024-01/{name}"), text);
        }
        let before = texts(&folder);
        gazette(folder.series(), &["fmt", "2024-01"]).success();
        assert_eq!(texts(&folder), before);
        gazette(folder.series(), &["fmt", "--check", "2024-01"]).success();
    });
}

/// What the documents of an issue say.
fn texts(folder: &Folder) -> Vec<String> {
    let (edition, _) = folder.compile(Goal::Pagination);
    let text = |document: &gazette::issue::Document| {
        let mut text = String::new();
        document.body.each_text(&mut |_, piece| text.push_str(piece));
        text
    };
    edition.unwrap().issue.documents().map(text).collect()
}

/// What TOML is made of.
const TOML: [&str; 48] = [
    "title = ",
    "issuer = ",
    "number = ",
    "date = ",
    "form = ",
    "head = ",
    "signatories = ",
    "page = ",
    "note = ",
    "name = ",
    "sponsor = ",
    "lines = ",
    "[layout]\n",
    "[limits]\n",
    "[sizes]\n",
    "[cover]\n",
    "[[sections]]\n",
    "[colophon]\n",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\"\"\"",
    "'",
    "甲",
    "“甲”",
    "2024-03-01",
    "2024-13-40",
    "2024年3月1日",
    "1",
    "-1",
    "1e400",
    "99999999999999999999",
    "true",
    "nan",
    ", ",
    " = ",
    "\n",
    "\n\n",
    "#",
    "\\u0000",
    "\\",
    ".",
    "a.b.c",
    "，",
    "＝",
    "\0",
];

#[test]
fn toml_is_read_or_refused_with_its_place() {
    let toml = vec(select(&TOML[..]), 0..16).prop_map(|pieces| pieces.concat());
    holds(150, &(toml.clone(), toml), |(series, front_matter)| {
        // The second document is not there, so that nothing is set.
        let mut dir = issue_of(&[
            ("a.md".to_owned(), format!("+++\n{front_matter}\n+++\n正文。\n")),
            ("b.md".to_owned(), String::new()),
        ]);
        dir.texts.remove("b.md");
        dir.series = Some(SourceFile::new("gazette.toml", series));
        let mut diagnostics = Diagnostics::default();
        assert!(compile(&dir, &fonts(), Goal::Pagination, &mut diagnostics).is_none());
        are_placed(&dir, &diagnostics);
    });
}

/// Whatever was found is in a file of the issue.
fn are_placed(dir: &IssueDir, diagnostics: &Diagnostics) {
    for found in diagnostics.sorted() {
        let text = dir.file(&found.place.file).map_or("", SourceFile::text);
        assert!(text.get(found.place.range.clone()).is_some(), "{found:?}");
    }
}

/// Places of a text and what to put there instead of some of its bytes.
fn damage() -> impl Strategy<Value = Vec<(usize, usize, Vec<u8>)>> {
    let bytes = vec(select(b"\0\xFF[]<>(){}/\"'0123456789=,.\n aR".as_slice()), 0..4);
    vec((any::<usize>(), 0_usize..12, bytes), 1..8)
}

fn damaged(bytes: &[u8], damage: Vec<(usize, usize, Vec<u8>)>) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, length, put) in damage {
        let at = at % (bytes.len() + 1);
        bytes.splice(at..(at + length).min(bytes.len()), put);
    }
    bytes
}

#[test]
fn a_damaged_lock_is_read_or_refused_with_its_place() {
    let folder = Folder::new();
    gazette(folder.series(), &["lock", "2024-01"]).success();
    let whole = std::fs::read(folder.issue().join("issue.lock")).unwrap();
    let mut dir = issue_of(&[("a.md".to_owned(), document("正文。\n"))]);
    holds(400, &damage(), |damage| {
        let mut dir = IssueDir { name: dir.name.clone(), shown: dir.shown.clone(), ..IssueDir::default() };
        dir.lock = Some(SourceFile::new("issue.lock", String::from_utf8_lossy(&damaged(&whole, damage))));
        let mut diagnostics = Diagnostics::default();
        let lock = Lock::read(&dir, &mut diagnostics);
        assert_eq!(lock.is_none(), diagnostics.has_errors());
        are_placed(&dir, &diagnostics);
    });
    dir.lock = Some(SourceFile::new("issue.lock", String::from_utf8(whole).unwrap()));
    assert!(Lock::read(&dir, &mut Diagnostics::default()).is_some(), "whole it is read");
}

#[test]
fn a_damaged_manifest_is_read_or_refused_with_its_place() {
    let whole = Folder::new().edition().artefacts[MANIFEST_FILE].clone();
    let folder = Folder::new();
    holds(400, &damage(), |damage| {
        std::fs::write(folder.issue().join(MANIFEST_FILE), damaged(&whole, damage)).unwrap();
        let mut diagnostics = Diagnostics::default();
        let read = Read::of(&folder.issue(), "2024-01", &mut diagnostics).unwrap();
        let text = read.text.as_ref().map_or("", SourceFile::text);
        let mut wrong = false;
        for found in diagnostics.sorted().into_iter().filter(|found| found.code == "bad-manifest") {
            wrong = true;
            assert!(text.get(found.place.range.clone()).is_some(), "{found:?}");
        }
        assert_eq!(read.built.is_none(), wrong);
    });
}

#[test]
fn a_damaged_pdf_is_read_or_refused() {
    let content = "BT /han 10 Tf 10 10 Td <4E004E8C> Tj ET q /rgb cs 1 0 0 sc 0 0 10 10 re f Q /form Do /Span <</MCID 0>> BDC EMC";
    let whole = pdf(&[content.to_owned(), content.to_owned()]);
    assert_eq!(reader::read(&whole).unwrap().pages.len(), 2);
    holds(1500, &(Just(whole), damage()), |(whole, damage)| drop(reader::read(&damaged(&whole, damage))));
}
