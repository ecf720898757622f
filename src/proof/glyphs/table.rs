//! The faces side by side, and the characters that are worth a look, for people.

use std::collections::BTreeMap;

use super::{FileLine, Glyphs, Passport};
use crate::language::{Language, Message};
use crate::proof::columns::columns;

/// How many places of a character are told.
const PLACES: usize = 3;

/// Lines of text in columns, under a line of headings; the characters come after the faces.
pub fn table(glyphs: &Glyphs, language: Language) -> Vec<String> {
    let headings = [
        message!("table-face"),
        message!("table-characters"),
        message!("table-coverage"),
        message!("table-embedding"),
        message!("table-licence"),
    ];
    let mut faces = vec![headings];
    faces.extend(glyphs.faces.iter().map(|face| row(face, glyphs.characters)));
    let mut lines = columns(&told(&faces, language), &[0, 3, 4]);
    lines.extend(columns(&told(&characters(glyphs), language), &[0, 1, 2, 3]));
    lines
}

/// Rows in one language.
fn told<const N: usize>(rows: &[[Message; N]], language: Language) -> Vec<[String; N]> {
    rows.iter().map(|row| row.each_ref().map(|cell| cell.text(language).to_owned())).collect()
}

fn row(face: &Passport, all: usize) -> [Message; 5] {
    let told = |message: Option<Message>| message.unwrap_or_else(|| Message::verbatim("–"));
    [
        Message::verbatim(&face.name),
        Message::verbatim(face.characters.to_string()),
        told(face.coverage.map(|coverage| message!("table-of-all", coverage, all))),
        told(face.embedding.map(|embedding| embedding.words())),
        told(face.licence.as_ref().map(Message::verbatim)),
    ]
}

/// A row for each character: itself, its code point, what is to be known of it, and its places.
fn characters(glyphs: &Glyphs) -> Vec<[Message; 4]> {
    let mut rows: BTreeMap<char, (&str, Vec<Message>, Vec<&FileLine>)> = BTreeMap::new();
    for listed in &glyphs.listed {
        let kind = listed.kind.words();
        let what = match listed.meant {
            Some(meant) => message!("table-like", kind, meant),
            None => kind,
        };
        let row = rows.entry(listed.character).or_default();
        *row = (&listed.code, vec![what], listed.places.iter().collect());
    }
    for substitute in &glyphs.substitutes {
        let row = rows.entry(substitute.character).or_default();
        (row.0, row.2) = (&substitute.code, substitute.places.iter().collect());
        row.1.push(message!("table-in-face", face = &substitute.face));
    }
    let row = |(character, (code, what, lines)): (char, (&str, Vec<Message>, Vec<&FileLine>))| {
        let what = Message::joined(&what, [", ", "，"]);
        [Message::verbatim(character), Message::verbatim(code), what, places(&lines)]
    };
    rows.into_iter().map(row).collect()
}

fn places(lines: &[&FileLine]) -> Message {
    let place = |line: &&FileLine| Message::verbatim(format!("{}:{}", line.file, line.line));
    let told: Vec<Message> = lines.iter().take(PLACES).map(place).collect();
    let places = Message::joined(&told, [", ", "、"]);
    match lines.len() - told.len() {
        0 => places,
        more => message!("table-more-places", places, more),
    }
}
