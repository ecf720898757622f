//! The heads that a table has again on its further pages: they belong to the furniture of pages, so that no reading has them, and
//! still have to be those of the table.

use std::collections::BTreeMap;

use super::paper::{Contents, contents};
use super::stream::characters;
use crate::proof::reader::{Kid, Node, Pdf};

/// What a further part of a table begins with: 续表1.
pub(in crate::proof) const CONTINUED: char = '续';
/// What a table without a number is called there.
const UNNUMBERED: &str = "表";

/// A table as it begins.
struct Table {
    /// The words of its head.
    head: String,
    /// What stands above it, its title and its unit perhaps, the nearest first.
    above: Vec<String>,
}

/// Finds the heads that are no table's: what they say, and the page of the PDF, from 1.
pub(super) fn wrong(pdf: &Pdf, kids: &[Kid]) -> Vec<(String, usize)> {
    let mut tables = Vec::new();
    collect(kids, &contents(pdf), &mut tables);
    let pages = pdf.pages.iter().zip(1..).filter_map(|(page, sheet)| {
        let artifacts = page.glyphs.iter().filter(|glyph| glyph.is_artifact);
        let text: String = artifacts.flat_map(|glyph| characters(&glyph.text)).collect();
        let (_, head) = without_folio(&text).split_once(CONTINUED)?;
        let is_known = tables.iter().any(|table| table.is_begun_by(head));
        (!is_known).then(|| (format!("{CONTINUED}{head}"), sheet))
    });
    pages.collect()
}

/// The folio is the last on its page, between dashes.
fn without_folio(text: &str) -> &str {
    let bare = text.trim_end_matches('—').trim_end_matches(|c: char| c.is_ascii_digit());
    bare.strip_suffix('—').unwrap_or(text)
}

fn collect(kids: &[Kid], contents: &Contents, tables: &mut Vec<Table>) {
    let mut above: Vec<String> = Vec::new();
    for kid in kids {
        let Kid::Node(node) = kid else { continue };
        if node.kind == "Table" {
            let head = node.kids.iter().filter(|kid| matches!(kid, Kid::Node(node) if node.kind == "THead"));
            let above = above.iter().rev().take(2).cloned().collect();
            tables.push(Table { head: head.map(|kid| words(kid, contents)).collect(), above });
        }
        collect(&node.kids, contents, tables);
        above.push(words(kid, contents));
    }
}

/// The characters of a part of the structure.
fn words(kid: &Kid, contents: &Contents) -> String {
    match kid {
        Kid::Node(Node { kids, .. }) => kids.iter().map(|kid| words(kid, contents)).collect(),
        Kid::Content { sheet, id } => contents.get(&(*sheet, *id)).map_or("", String::as_str).to_owned(),
    }
}

impl Table {
    /// Whether a head is this table's: its number, its unit, and the words of its head in whatever order they are drawn.
    fn is_begun_by(&self, head: &str) -> bool {
        let none = String::new();
        let numbers = self.above.iter().flat_map(|line| prefixes(line)).chain([UNNUMBERED.to_owned()]);
        let mut wanted = numbers.flat_map(|number| {
            [&none].into_iter().chain(&self.above).map(move |unit| counts(&[&number, unit, &self.head]))
        });
        let found = counts(&[head]);
        wanted.any(|wanted| wanted == found)
    }
}

/// What may be the number at the beginning of a title; none is longer.
fn prefixes(line: &str) -> impl Iterator<Item = String> {
    let line: Vec<char> = characters(line).take(12).collect();
    (1..=line.len()).map(move |length| line[..length].iter().collect())
}

/// How often each character stands in some texts.
fn counts(texts: &[&str]) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in texts.iter().flat_map(|text| characters(text)) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}
