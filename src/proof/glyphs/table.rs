//! The faces side by side, and the characters that are worth a look, for people.

use std::collections::BTreeMap;

use super::{FileLine, Glyphs, Passport};
use crate::proof::columns::columns;

/// How many places of a character are told.
const PLACES: usize = 3;

/// Lines of text in columns, under a line of headings; the characters come after the faces.
pub fn table(glyphs: &Glyphs) -> Vec<String> {
    let mut rows = vec![["face", "characters", "coverage", "embedding", "licence"].map(str::to_owned)];
    rows.extend(glyphs.faces.iter().map(|face| row(face, glyphs.characters)));
    let mut lines = columns(&rows, &[0, 3, 4]);
    lines.extend(columns(&characters(glyphs), &[0, 1, 2, 3]));
    lines
}

fn row(face: &Passport, all: usize) -> [String; 5] {
    let told = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    [
        face.name.clone(),
        face.characters.to_string(),
        told(face.coverage.map(|coverage| format!("{coverage} of {all}"))),
        told(face.embedding.map(|embedding| embedding.to_string())),
        told(face.licence.clone()),
    ]
}

/// A row for each character: itself, its code point, what is to be known of it, and its places.
fn characters(glyphs: &Glyphs) -> Vec<[String; 4]> {
    let mut rows: BTreeMap<char, (&str, Vec<String>, Vec<&FileLine>)> = BTreeMap::new();
    for listed in &glyphs.listed {
        let like = listed.meant.map(|meant| format!(" like {meant}")).unwrap_or_default();
        let row = rows.entry(listed.character).or_default();
        *row = (&listed.code, vec![listed.kind.words().to_string() + &like], listed.places.iter().collect());
    }
    for substitute in &glyphs.substitutes {
        let row = rows.entry(substitute.character).or_default();
        (row.0, row.2) = (&substitute.code, substitute.places.iter().collect());
        row.1.push(format!("in {}", substitute.face));
    }
    let row = |(character, (code, what, lines)): (char, (&str, Vec<String>, Vec<&FileLine>))| {
        [character.to_string(), code.to_owned(), what.join(", "), places(&lines)]
    };
    rows.into_iter().map(row).collect()
}

fn places(lines: &[&FileLine]) -> String {
    let told: Vec<String> = lines.iter().take(PLACES).map(|line| format!("{}:{}", line.file, line.line)).collect();
    match lines.len() - told.len() {
        0 => told.join(", "),
        more => format!("{} and {more} more", told.join(", ")),
    }
}
