//! Whether the readings of each document agree, for people.

use super::{Text, Texts};
use crate::language::Message;
use crate::proof::columns::columns;

/// Lines of text in columns, under a line of headings.
pub fn table(texts: &Texts) -> Vec<String> {
    let headings = ["characters", "notes", "cells", "PDF", "HTML", "document"];
    let mut rows = vec![headings.map(str::to_owned)];
    rows.extend(texts.documents.iter().map(row));
    columns(&rows, &[3, 4, 5])
}

fn row(text: &Text) -> [String; 6] {
    let verdict = |fault: &Option<Message>| if fault.is_none() { "same" } else { "DIFFERS" }.to_owned();
    // Without the sources the web page is what the PDF is compared with.
    let is_page = text.document.ends_with(".html");
    [
        text.characters.to_string(),
        text.notes.to_string(),
        text.cells.to_string(),
        verdict(&text.pdf),
        if is_page { "–".to_owned() } else { verdict(&text.html) },
        text.document.clone(),
    ]
}
