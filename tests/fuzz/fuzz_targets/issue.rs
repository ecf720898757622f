//! What the targets share, none of them all of it: an issue in memory, and what must be true of whatever becomes of it.

#![allow(dead_code)]

use std::sync::{Arc, OnceLock};

use gazette::compile::{Goal, compile};
use gazette::diag::Diagnostics;
use gazette::place::SourceFile;
use gazette::source::{ISSUE_FILE, IssueDir};
use gazette::typeset::FontSet;

/// What is asked of a series at least.
pub const SERIES: &str = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n";
/// The front matter of a document that needs no more than a body.
pub const HEAD: &str = "+++\nissuer = \"某区人民政府\"\ntitle = \"某区人民政府关于测试的通知\"\n+++\n";

/// An issue of these documents.
pub fn issue(series: &str, listed: &str, document: &str) -> IssueDir {
    let mut dir = IssueDir { name: "2024-01".to_owned(), shown: "2024-01".to_owned(), ..IssueDir::default() };
    dir.series = Some(SourceFile::new("gazette.toml", series));
    let head = "year = 2024\nnumber = 1\ndate = 2024-03-31\n";
    let listed = format!("{head}[[sections]]\ntitle = \"文件\"\ndocuments = [{listed}]\n");
    dir.texts.insert(ISSUE_FILE.to_owned(), SourceFile::new(dir.show(ISSUE_FILE), listed));
    dir.texts.insert("a.md".to_owned(), SourceFile::new(dir.show("a.md"), document));
    dir
}

/// What a proof says of files that the program itself made; no input may come to it.
const PROOFS: [&str; 12] = [
    "text-differs",
    "text-lost",
    "contents-differ",
    "wrong-glyph",
    "page-differs",
    "page-unsafe",
    "not-plain",
    "unreadable-pdf",
    "unsettled-layout",
    "unmarked-page",
    "overprinted",
    "format-differs",
];

/// Compiles an issue: whatever is wrong with it has a place in its files, and what is not refused passes the proofs.
pub fn build(dir: &IssueDir) {
    static FONTS: OnceLock<Arc<FontSet>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| Arc::new(FontSet::new(&[])));
    let mut diagnostics = Diagnostics::default();
    compile(dir, fonts, Goal::Artefacts(&[]), &mut diagnostics);
    for found in diagnostics.sorted() {
        let text = dir.file(&found.place.file).map_or("", SourceFile::text);
        assert!(text.get(found.place.range.clone()).is_some(), "{found:?} is nowhere");
        assert!(!PROOFS.contains(&found.code), "{found:?}");
    }
    // What Typst remembers of one input is of no use to the next.
    comemo::evict(0);
}
