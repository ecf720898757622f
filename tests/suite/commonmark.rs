//! The examples of CommonMark as documents: each is printed whole, or refused with its place.

use std::collections::{BTreeMap, BTreeSet};

use gazette::compile::{Edition, Goal, compile};
use gazette::diag::{Diagnostics, Severity};
use gazette::markdown::{Block, BlockKind, Inline, plain};
use gazette::place::SourceFile;
use gazette::source::{ISSUE_FILE, IssueDir};
use serde::Deserialize;

use crate::support::{document, fonts, html_text, issue, root};

/// An example of the CommonMark Spec; `tests/commonmark/LICENSE` says where it is from.
#[derive(Deserialize)]
struct Example {
    /// Its number in the spec.
    example: usize,
    /// What it is an example of.
    markdown: String,
    /// What it stands for.
    html: String,
}

/// The first line of a document's Markdown.
const FIRST_LINE: usize = 5;

fn examples() -> Vec<Example> {
    serde_json::from_str(&std::fs::read_to_string(root().join("tests/commonmark/examples.json")).unwrap()).unwrap()
}

/// An issue with one document for each example, in memory.
fn issue_of(examples: &[&Example]) -> IssueDir {
    let names: Vec<String> = examples.iter().map(|example| format!("{}.md", example.example)).collect();
    let mut dir = IssueDir { name: "2024-01".to_owned(), shown: "2024-01".to_owned(), ..IssueDir::default() };
    let series = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n";
    dir.series = Some(SourceFile::new("gazette.toml", series));
    let listed = issue(&names.iter().map(String::as_str).collect::<Vec<_>>());
    dir.texts.insert(ISSUE_FILE.to_owned(), SourceFile::new(dir.show(ISSUE_FILE), listed));
    for (name, example) in names.iter().zip(examples) {
        dir.texts.insert(name.clone(), SourceFile::new(dir.show(name), document(&example.markdown)));
    }
    dir
}

/// A finding in an example.
struct Found {
    example: usize,
    /// In the document, from 1.
    line: usize,
    severity: Severity,
    code: &'static str,
}

/// Compiles an issue of these examples; whatever is found is in one of them.
fn compiled(examples: &[&Example]) -> (Option<Edition>, Vec<Found>) {
    let dir = issue_of(examples);
    let mut diagnostics = Diagnostics::default();
    let edition = compile(&dir, &fonts(), Goal::Artefacts(&[]), &mut diagnostics);
    let found = diagnostics.sorted().into_iter().map(|found| {
        let name = found.place.file.trim_start_matches("2024-01/");
        let example = name.strip_suffix(".md").and_then(|number| number.parse().ok());
        let example = example.unwrap_or_else(|| panic!("{found:?} is in no example"));
        let line = dir.texts[name].line_column(found.place.range.start).0;
        Found { example, line, severity: found.severity, code: found.code }
    });
    (edition, found.collect())
}

/// Adds the words of blocks, without white space.
fn add_words(blocks: &[Block], words: &mut String) {
    let add =
        |inlines: &[Inline], words: &mut String| words.extend(plain(inlines).chars().filter(|c| !c.is_whitespace()));
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { body, .. } => add(body, words),
            BlockKind::Paragraph { lead, body } => {
                lead.iter().for_each(|lead| add(&lead.body, words));
                add(body, words);
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| add_words(item, words)),
            BlockKind::Quote(blocks) => add_words(blocks, words),
            BlockKind::Table(table) => table.cells.iter().for_each(|cell| add(&cell.body, words)),
            other => panic!("no example has {other:?}"),
        }
    }
}

#[test]
fn every_example_is_printed_whole_or_refused_with_its_place() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let (_, found) = compiled(&examples.iter().collect::<Vec<_>>());
    let refused: BTreeSet<usize> = found.iter().map(|found| found.example).collect();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for Found { example, line, severity, code } in &found {
        assert!(*severity == Severity::Error && *line >= FIRST_LINE, "{code} in line {line} of {example}");
        *codes.entry(code).or_default() += 1;
    }
    let expected = [
        ("bad-link", 108),
        ("empty-heading", 4),
        ("empty-item", 6),
        ("heading-level", 7),
        ("hidden-asterisk", 10),
        ("left-over-mark", 36),
        ("list-number", 3),
        ("no-description", 1),
        ("no-glyph", 11),
        ("no-heading", 2),
        ("picture-absent", 6),
        ("picture-outside", 11),
        ("unprinted-line", 101),
        ("unsupported", 275),
    ];
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), expected);
    let accepted: Vec<_> = examples.iter().filter(|example| !refused.contains(&example.example)).collect();
    assert_eq!(accepted.len(), 239);
    let (edition, found) = compiled(&accepted);
    let warned = found.iter().map(|found| (found.example, found.code, found.severity));
    assert_eq!(warned.collect::<Vec<_>>(), [(354, "substitute-face", Severity::Warning)]);
    for (document, example) in edition.unwrap().issue.documents().zip(accepted) {
        let mut words = String::new();
        add_words(&document.body.text, &mut words);
        for part in &document.body.parts {
            part.title.iter().for_each(|line| words.extend(plain(line).chars().filter(|c| !c.is_whitespace())));
            add_words(&part.blocks, &mut words);
        }
        assert_eq!(words, html_text(&example.html), "{}", example.example);
    }
}
