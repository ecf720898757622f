//! Whether the readings of each document agree, for people.

use super::{Text, Texts};
use crate::language::{Language, Message};
use crate::proof::columns::columns;

/// Lines of text in columns, under a line of headings.
pub fn table(texts: &Texts, language: Language) -> Vec<String> {
    let headings = [
        message!("table-characters"),
        message!("table-notes"),
        message!("table-cells"),
        Message::verbatim("PDF"),
        Message::verbatim("HTML"),
        message!("table-document"),
    ];
    let verdicts = [message!("table-same"), message!("table-differs")];
    let verdicts = verdicts.each_ref().map(|verdict| verdict.text(language));
    let mut rows = vec![headings.each_ref().map(|heading| heading.text(language).to_owned())];
    rows.extend(texts.documents.iter().map(|text| row(text, verdicts)));
    columns(&rows, &[3, 4, 5])
}

fn row(text: &Text, [same, differs]: [&str; 2]) -> [String; 6] {
    let verdict = |fault: &Option<Message>| if fault.is_none() { same } else { differs }.to_owned();
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
