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
    let words = |message: &Message| message.text(Language::Zh).to_owned();
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
    let is_meant =
        |own: &&Beginning| own.range.start < place.range.end && place.range.start < own.range.end;
    if let Some(element) = own.clone().find(is_meant) {
        return Shown::Words(vec![element.area]);
    }
    let is_element = subject.dir.texts.get(&document.path).is_some_and(|file| is_in_front_matter(file, place));
    let near = if is_element { None } else { spots.nearest(&document.path, place.range.start) };
    near.or_else(|| own.next().map(|first| first.area)).map_or(Shown::Nowhere, Shown::Near)
}

/// Whether a place is in the TOML above the text of a document.
fn is_in_front_matter(file: &SourceFile, place: &Place) -> bool {
    let split = FrontMatter::split(file, &mut Diagnostics::default());
    split.is_some_and(|split| place.range.start < split.body.start)
}
