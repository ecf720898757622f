//! Where the pages of a document turn, so that web pages can mark it: the first character of the file that each page prints.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use typst_layout::PagedDocument;

use super::lonely::SIGNED;
use super::runs::PageRuns;
use crate::issue::{Document, Issue};
use crate::markdown::BlockKind;
use crate::pagination::{self, DocumentPages, Folio, PageTurn, TurnAt};

/// The turns of every document, in printed order; its first page is none.
///
/// A page without text of the file has the signature, or else 版记 alone.
pub(super) fn find(
    paged: &PagedDocument,
    runs: &[Arc<PageRuns>],
    issue: &Issue,
    pages: &[DocumentPages],
) -> Vec<Vec<PageTurn>> {
    let first = first_characters(runs, issue);
    let signed = pagination::marks(paged.introspector().as_ref(), SIGNED);
    let turns = issue.documents().zip(pages).map(|(document, pages)| {
        let own = |sheet: u32| first.get(&(sheet, document.path.as_str())).copied();
        let signed = signed.iter().filter(|(slug, _)| slug == document.slug.as_str()).map(|(_, signed)| signed.0).max();
        let is_signed = |sheet: u32| signed.is_some_and(|signed| sheet <= signed);
        let mut last = 0;
        let further = (1..=pages.last_folio.0 - pages.folio.0).map(|step| {
            let sheet = pages.sheet.0 + step;
            let at = match own(sheet) {
                // What stands before the last turn has gone back to an earlier place, as a footnote does that runs on.
                Some(at) if at > last => {
                    last = at;
                    TurnAt::Text(at)
                }
                _ if is_signed(sheet) => TurnAt::Signature,
                _ => TurnAt::Colophon,
            };
            PageTurn { folio: Folio(pages.folio.0 + step), at }
        });
        further.collect()
    });
    turns.collect()
}

/// The page of a document, whose pages are these, that has what another layout of it begins a page with.
pub(crate) fn folio_of(at: TurnAt, paged: &PagedDocument, pages: &DocumentPages) -> Folio {
    match at {
        TurnAt::Text(at) => {
            let is_before = |turn: &&PageTurn| matches!(turn.at, TurnAt::Text(first) if first <= at);
            pages.turns.iter().rev().find(is_before).map_or(pages.folio, |turn| turn.folio)
        }
        TurnAt::Signature => {
            let signed = pagination::marks(paged.introspector().as_ref(), SIGNED);
            let sheet = signed.iter().filter(|(slug, _)| slug == pages.slug.as_str()).map(|(_, sheet)| sheet.0).min();
            sheet.map_or(pages.last_folio, |sheet| Folio(pages.folio.0 + sheet - pages.sheet.0))
        }
        TurnAt::Colophon => pages.last_folio,
    }
}

/// For each page of the PDF, from 1, and each Markdown file on it the first byte of that file's running text there.
fn first_characters(runs: &[Arc<PageRuns>], issue: &Issue) -> BTreeMap<(u32, &'static str), usize> {
    let mut files: BTreeMap<&str, File> =
        issue.documents().map(|document| (document.path.as_str(), File::of(document))).collect();
    let mut first: BTreeMap<(u32, &str), usize> = BTreeMap::new();
    for (runs, sheet) in runs.iter().zip(1..) {
        let texts = runs.texts.iter().filter(|run| run.is_running).filter_map(|run| run.origin.as_ref());
        let texts = texts.filter_map(|origin| Some((origin.path, origin.first_inked?)));
        let pictures = runs.pictures.iter().map(|origin| (origin.path, origin.first));
        for (path, at) in pictures.chain(texts) {
            if files.get_mut(path).is_some_and(|file| file.is_running(at, sheet)) {
                first.entry((sheet, path)).and_modify(|first| *first = at.min(*first)).or_insert(at);
            }
        }
    }
    first
}

/// What of a Markdown file is printed elsewhere than where it is typed.
struct File {
    /// The bytes of footnotes, which stand on the page of their mark.
    notes: Vec<Range<usize>>,
    /// The bytes of the cells in heads of tables, which are printed anew on every page, each with its first page.
    heads: Vec<(Range<usize>, Option<u32>)>,
}

impl File {
    fn of(document: &Document) -> Self {
        let mut notes = Vec::new();
        document.body.each_footnote(&mut |blocks| notes.extend(blocks.iter().map(|block| block.range.clone())));
        let parts = document.body.parts.iter().flat_map(|part| &part.blocks);
        let heads = document.body.text.iter().chain(parts).filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table.cells.iter().filter(|cell| cell.y < table.head_rows)),
            _ => None,
        });
        Self { notes, heads: heads.flatten().map(|cell| (cell.range.clone(), None)).collect() }
    }

    /// Whether the character at a byte, which stands on a page, is where the text runs.
    fn is_running(&mut self, at: usize, sheet: u32) -> bool {
        let head = self.heads.iter_mut().find(|(range, _)| range.contains(&at));
        let is_again = head.is_some_and(|(_, first)| *first.get_or_insert(sheet) != sheet);
        !is_again && !self.notes.iter().any(|note| note.contains(&at))
    }
}
