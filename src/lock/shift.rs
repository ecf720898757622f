//! Where the pages of documents began to move, and which documents moved.

use std::fmt;

use super::LockedDocument;

/// A document that begins on another page than it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Its Markdown file.
    pub source: String,
    /// As the contents have it.
    pub title: String,
    /// Its first page when it was locked; one that was added has none.
    pub was: Option<u32>,
    /// Its first page; one that was taken out has none.
    pub is: Option<u32>,
}

/// The point from which on documents stand further on or further back than the ones before them do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Jump {
    /// The Markdown file of the first document that moves.
    pub(super) source: String,
    /// The Markdown file of the document before it, as things are.
    pub(super) after: Option<String>,
    /// The same when they were locked.
    pub(super) was_after: Option<String>,
    /// The place of the first document that moves among all, from 0.
    pub(super) index: usize,
    /// The documents that moved, up to the next jump; none when it brings pages back to where they were.
    pub(super) shifts: Vec<Shift>,
}

impl Shift {
    fn of(document: &LockedDocument, was: Option<u32>, is: Option<u32>) -> Self {
        Self { source: document.source.clone(), title: document.title.clone(), was, is }
    }
}

impl fmt::Display for Shift {
    /// `15 → 16  关于…`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = |page: Option<u32>| page.map_or("–".to_owned(), |page| page.to_string());
        write!(f, "{:>4} → {:<4}  {}", page(self.was), page(self.is), self.title)
    }
}

impl Jump {
    /// Whether other documents stand before than did.
    pub(super) fn is_listing(&self) -> bool {
        self.after != self.was_after
    }
}

/// Every document that moved, was added or was taken out, in printed order and those last.
pub(super) fn shifts(was: &[LockedDocument], now: &[LockedDocument]) -> Vec<Shift> {
    let shift = |document: &LockedDocument, was, is| (was != is).then(|| Shift::of(document, was, is));
    let there = now.iter().filter_map(|document| shift(document, page(was, document), Some(document.page)));
    let gone = was.iter().filter(|document| page(now, document).is_none());
    there.chain(gone.filter_map(|document| shift(document, Some(document.page), None))).collect()
}

/// The jumps in printed order.
pub(super) fn jumps(was: &[LockedDocument], now: &[LockedDocument]) -> Vec<Jump> {
    let before = |documents: &[LockedDocument], index: usize| {
        index.checked_sub(1).map(|before| documents[before].source.clone())
    };
    let mut jumps: Vec<Jump> = Vec::new();
    let mut last = 0;
    for (index, document) in now.iter().enumerate() {
        let Some(was_at) = was.iter().position(|was| was.source == document.source) else { continue };
        let page = was[was_at].page;
        let offset = i64::from(document.page) - i64::from(page);
        if offset != last {
            let (after, was_after) = (before(now, index), before(was, was_at));
            jumps.push(Jump { source: document.source.clone(), after, was_after, index, shifts: Vec::new() });
        }
        if let Some(jump) = jumps.last_mut().filter(|_| offset != 0) {
            jump.shifts.push(Shift::of(document, Some(page), Some(document.page)));
        }
        last = offset;
    }
    jumps
}

/// The first page of the document of the same file.
fn page(documents: &[LockedDocument], document: &LockedDocument) -> Option<u32> {
    documents.iter().find(|other| other.source == document.source).map(|other| other.page)
}
