//! The contents of all sources side by side, for people.

use super::{Contents, Entry};
use crate::language::{Language, Message};
use crate::proof::columns::columns;

/// Lines of text in columns, under a line of headings.
pub fn table(contents: &Contents, language: Language) -> Vec<String> {
    let headings = [
        message!("table-contents"),
        message!("table-foot"),
        message!("table-label"),
        message!("table-bookmark"),
        Message::verbatim("toc --json"),
        Message::verbatim("index.html"),
        message!("table-pdf-page"),
        Message::verbatim(""),
        message!("table-document"),
    ];
    let verdicts = [message!("table-good"), message!("table-wrong")];
    let verdicts = verdicts.each_ref().map(|verdict| verdict.text(language));
    let mut rows = vec![headings.each_ref().map(|heading| heading.text(language).to_owned())];
    rows.extend(contents.entries.iter().map(|entry| row(entry, verdicts)));
    columns(&rows, &[7, 8])
}

fn row(entry: &Entry, [good, wrong]: [&str; 2]) -> [String; 9] {
    let number = |number: Option<u32>| number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    [
        number(entry.contents),
        number(entry.foot),
        number(entry.label),
        number(entry.bookmark),
        number(entry.toc),
        number(entry.index),
        number(entry.sheet),
        if entry.faults.is_empty() { good } else { wrong }.to_owned(),
        entry.title.clone(),
    ]
}
