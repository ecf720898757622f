//! What was found so far, with the places on the pages that it means.

use serde::Serialize;

use super::Subject;
use crate::diag::{Diagnostic, Diagnostics};
use crate::language::{Language, Message};
use crate::manifest::FrontMatter;
use crate::place::{Place, SourceFile};
use crate::typeset::{Area, Beginning, Spots};

/// A finding as the proof tells it.
#[derive(Serialize)]
pub(super) struct Finding {
    /// From 1.
    pub(super) number: usize,
    /// How grave it is.
    pub(super) severity: String,
    /// The file from within the issue folder, with line and column where it is a text.
    pub(super) place: String,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it.
    pub(super) help: Option<String>,
    /// The printed page number of its place, if it has one.
    folio: Option<u32>,
    /// The page of the printed PDF, from 1.
    sheet: Option<u32>,
    /// Where it shows.
    #[serde(skip)]
    pub(super) shown: Shown,
}

/// Where a finding shows on the pages.
pub(super) enum Shown {
    /// Its words are printed there, one box a line.
    Words(Vec<Area>),
    /// Its words are printed nowhere; this is what stands nearest, or the first line of its document.
    Near(Area),
    /// It belongs to no document.
    Nowhere,
}

impl Finding {
    /// The first place where it shows.
    pub(super) fn area(&self) -> Option<Area> {
        match &self.shown {
            Shown::Words(areas) => areas.first().copied(),
            Shown::Near(area) => Some(*area),
            Shown::Nowhere => None,
        }
    }
}

/// All findings in the order in which a run reports them.
pub(super) fn findings(subject: &Subject, beginnings: &[Beginning], diagnostics: &Diagnostics) -> Vec<Finding> {
    let spots = subject.typesetter.spots(subject.paged);
    let found = diagnostics.sorted().into_iter().zip(1..);
    found.map(|(found, number)| finding(subject, found, number, shown(subject, found, &spots, beginnings))).collect()
}

fn finding(subject: &Subject, found: &Diagnostic, number: usize, shown: Shown) -> Finding {
    let words = |message: &Message| quoted(message.text(Language::Zh));
    let mut place = subject.dir.within(&found.place.file);
    if let Some(file) = subject.dir.file(&found.place.file) {
        let (line, column) = file.line_column(found.place.range.start);
        place = format!("{place}:{line}:{column}");
    }
    let mut finding = Finding {
        number,
        severity: words(&found.severity.name()),
        place,
        message: words(&found.message),
        help: found.help.as_ref().map(words),
        folio: None,
        sheet: None,
        shown,
    };
    finding.sheet = finding.area().map(|area| area.sheet);
    // A finding that shows is one of a document, whose pages have folios.
    let page = finding.sheet.and_then(|sheet| subject.paged.pages().get(sheet as usize - 1));
    finding.folio = page.map(|page| page.number as u32);
    finding
}

fn shown(subject: &Subject, found: &Diagnostic, spots: &Spots, beginnings: &[Beginning]) -> Shown {
    let place = &found.place;
    let Some(document) = subject.issue.documents().find(|document| document.shown == place.file) else {
        return Shown::Nowhere;
    };
    let words = spots.words(&document.path, &(place.range.start..place.range.end.max(place.range.start + 1)));
    if !words.is_empty() {
        return Shown::Words(words);
    }
    let mut own = beginnings.iter().filter(|beginning| beginning.path == document.path);
    if let Some(element) = subject.dir.texts.get(&document.path).and_then(|file| element(file, place, own.clone())) {
        return Shown::Words(vec![element]);
    }
    let is_element = subject.dir.texts.get(&document.path).is_some_and(|file| is_in_front_matter(file, place));
    let near = if is_element { None } else { spots.nearest(&document.path, place.range.start) };
    near.or_else(|| own.next().map(|first| first.area)).map_or(Shown::Nowhere, Shown::Near)
}

/// The printed line of a place in the front matter: what is printed of its value, or of its line in the file.
fn element<'a>(file: &SourceFile, place: &Place, own: impl Iterator<Item = &'a Beginning>) -> Option<Area> {
    let line = |at: usize| file.line_column(at).0;
    let typed = line(place.range.start);
    let printed: Vec<&Beginning> = own.filter(|own| place.range.contains(&own.at) || line(own.at) == typed).collect();
    // A long value is printed on several lines.
    let begun = printed.iter().rfind(|printed| printed.at <= place.range.start).or(printed.first());
    begun.map(|printed| printed.area)
}

/// Whether a place is in the TOML above the text of a document.
fn is_in_front_matter(file: &SourceFile, place: &Place) -> bool {
    let split = FrontMatter::split(file, &mut Diagnostics::default());
    split.is_some_and(|split| place.range.start < split.body.start)
}

/// A message with the quotation marks of print where its names are in backticks, with no blanks between them and Chinese.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for (index, piece) in text.split('`').enumerate() {
        let is_name = index % 2 == 1;
        let is_chinese = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        let after = piece.strip_prefix(' ').filter(|rest| index > 0 && !is_name && is_chinese(rest.chars().next()));
        let piece = after.unwrap_or(piece);
        let is_before_name = !is_name && text.split('`').count() > index + 1;
        let before = piece.strip_suffix(' ').filter(|rest| is_before_name && is_chinese(rest.chars().last()));
        let piece = before.unwrap_or(piece);
        match is_name {
            true => quoted.extend(["“", piece, "”"]),
            false => quoted.push_str(piece),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn names_stand_in_the_quotation_marks_of_print() {
        assert_eq!(
            quoted("看上去像 `一`（U+4E00），改 `[layout]` 的 `lines` 和 `chars`"),
            "看上去像“一”（U+4E00），改“[layout]”的“lines”和“chars”"
        );
        assert_eq!(quoted("写成 `a`"), "写成“a”");
        assert_eq!(quoted("the file `a` is gone"), "the file “a” is gone");
        assert_eq!(quoted("没有名称"), "没有名称");
    }
}
