//! What changed in one document since it was locked, and the printed lines that came and went with it.

use super::cause::{About, Difference};
use super::hunk::{Hunk, hunks};
use super::{LockedDocument, words};
use crate::issue::Document;
use crate::language::Message;
use crate::place::{Place, SourceFile};
use crate::typeset::Extent;

/// How a document differs from what was locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Passages that follow each other and were all changed, added or taken out; in the order of the file.
    pub(super) hunks: Vec<Hunk>,
    /// Printed lines that came with them, less those that went, elements included.
    pub(super) lines: i64,
    /// The same of passages that are as they were.
    pub(super) elsewhere: i64,
    /// Pages more than it had, as far as they are its own doing.
    pub(super) pages: i64,
    /// Whether its words are still the same.
    pub(super) has_same_words: bool,
}

impl Change {
    /// Compares a document with what was locked of it.
    pub(super) fn of(was: &LockedDocument, now: &LockedDocument, extent: &Extent, file: &SourceFile) -> Self {
        let passages = extent.passages.iter().map(|printed| (printed.passage.range.clone(), printed.folio));
        let (mut hunks, mut elsewhere) = hunks(&was.blocks, &now.blocks, &passages.collect::<Vec<_>>(), file);
        // The lines of all elements are counted together; they are put down to the first that changed.
        let elements = now.elements() - was.elements();
        match hunks.iter_mut().find(|hunk| hunk.has_elements) {
            Some(hunk) => hunk.lines += elements,
            None => elsewhere += elements,
        }
        let length = |document: &LockedDocument| i64::from(document.last_page) - i64::from(document.page);
        let lines = hunks.iter().map(|hunk| hunk.lines).sum();
        let (pages, has_same_words) = (length(now) - length(was), now.text == was.text);
        Self { hunks, lines, elsewhere, pages, has_same_words }
    }

    /// What there is to say of the document at `index`. A changed title or number that changes no lines is not said twice.
    pub(super) fn differences(
        &self,
        index: usize,
        (was, now): (&LockedDocument, &LockedDocument),
        document: &Document,
        file: &SourceFile,
        is_same_file: bool,
    ) -> Vec<Difference> {
        let source = &now.source;
        let mut differences = Vec::new();
        let mut named: Vec<&Place> = Vec::new();
        if was.title != now.title {
            let clause = message!("lock-title", source, was = &was.title, now = &now.title);
            named.push(&document.title().place);
            differences.push(Difference::new(About::Aside, document.title().place.clone(), clause));
        }
        if was.number != now.number {
            let words = |number: &Option<String>| match number {
                Some(number) => Message::verbatim(format!("`{number}`")),
                None => message!("lock-number-none"),
            };
            let clause = message!("lock-number", source, was = words(&was.number), now = words(&now.number));
            let place = document.front_matter.number.as_ref().map_or(file.place(0..0), |number| number.place.clone());
            named.extend(document.front_matter.number.as_ref().map(|number| &number.place));
            differences.push(Difference::new(About::Aside, place, clause));
        }
        let about = About::Document { index, lines: self.lines, elsewhere: self.elsewhere };
        let is_said = |hunk: &&Hunk| named.iter().any(|place| hunk.is_within(place, file));
        let weighty = self.hunks.iter().find(|hunk| hunk.lines != 0);
        if let Some(hunk) = weighty.or(self.hunks.iter().find(|hunk| !is_said(hunk))) {
            let place = file.place(file.line_from(hunk.range.start));
            differences.push(Difference::new(about, place, words::changed(source, self)));
        } else if self.hunks.is_empty() && !is_same_file {
            let clause = message!("lock-unprinted", source);
            differences.push(Difference::new(About::Unprinted, Place::whole(file.shown()), clause));
        }
        differences
    }
}
