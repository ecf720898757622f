//! The contents of all sources side by side, for people.

use super::{Contents, Entry};
use crate::proof::columns::columns;

/// Lines of text in columns, under a line of headings.
pub fn table(contents: &Contents) -> Vec<String> {
    let headings = ["contents", "foot", "label", "bookmark", "toc --json", "index.html", "PDF page", "", "document"];
    let mut rows = vec![headings.map(str::to_owned)];
    rows.extend(contents.entries.iter().map(row));
    columns(&rows, &[7, 8])
}

fn row(entry: &Entry) -> [String; 9] {
    let number = |number: Option<u32>| number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    [
        number(entry.contents),
        number(entry.foot),
        number(entry.label),
        number(entry.bookmark),
        number(entry.toc),
        number(entry.index),
        number(entry.sheet),
        if entry.faults.is_empty() { "good" } else { "WRONG" }.to_owned(),
        entry.title.clone(),
    ]
}
