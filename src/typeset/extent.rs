//! How many printed lines every passage takes and where it begins, counted on a finished layout.
//!
//! A printed line is a baseline. One that bears characters of a Markdown file belongs to the passage that they stand in; one that
//! bears only what templates print of the front matter belongs to the document's elements. Page numbers, running heads and what a
//! table repeats on its further pages are no lines of a document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Transform};
use typst::pdf::ArtifactElem;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::runs::{PageRuns, Run};
use crate::issue::{Document, Issue};
use crate::pagination::{self, Folio, Pagination};
use crate::passage::{Passage, PassageKind, passages};
use crate::source::IssueDir;

/// What a document takes on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Lines of its elements: heads, titles, signatures, 版记.
    pub elements: u32,
    /// What its file consists of, in order.
    pub passages: Vec<PrintedPassage>,
}

/// A passage as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedPassage {
    /// Where it stands in the file.
    pub passage: Passage,
    /// Its printed lines: none of an element, whose lines are counted together.
    pub lines: u32,
    /// The page it begins on; an element and what only makes a new page have none.
    pub folio: Option<Folio>,
}

impl Extent {
    /// All printed lines of the document.
    pub fn lines(&self) -> u32 {
        self.elements + self.passages.iter().map(|printed| printed.lines).sum::<u32>()
    }
}

/// Counts the lines of every document, in printed order.
pub(super) fn measure(
    paged: &PagedDocument,
    runs: &[Arc<PageRuns>],
    pages: &Pagination,
    issue: &Issue,
    dir: &IssueDir,
) -> Vec<Extent> {
    let files = issue.documents().filter_map(|document| {
        let passages = passages(dir.texts.get(&document.path)?, &document.body);
        Some((document.path.as_str(), File::new(passages)))
    });
    let mut counter = Counter { files: files.collect(), set: BTreeMap::new(), templates: BTreeSet::new() };
    for (sheet, page) in runs.iter().enumerate() {
        let running = page.texts.iter().filter(|run| run.is_running && run.is_inked());
        running.for_each(|run| counter.text(Baseline::of(sheet, run.transform), run));
    }
    let folio = |sheet: usize| paged.pages().get(sheet).map(|page| Folio(page.number as u32));
    let elements = counter.elements(&starts(paged, pages));
    let documents = issue.documents().zip(elements);
    documents.map(|(document, elements)| Extent { elements, passages: counter.printed(document, &folio) }).collect()
}

/// A line of print: where its baseline lies, whichever way it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Baseline {
    /// Page of the PDF, from 0.
    sheet: usize,
    /// The direction it runs in, as signs of its slopes: a turned table has lines of its own.
    direction: (i8, i8),
    /// Its distance from the origin of the page, in tenths of a point.
    pub(super) at: i64,
}

impl Baseline {
    /// The line on which text stands that begins at the origin of `transform`.
    pub(super) fn of(sheet: usize, transform: Transform) -> Self {
        let (x, y) = (transform.sx.get(), transform.ky.get());
        let length = x.hypot(y).max(f64::EPSILON);
        let at = (transform.ty.to_pt() * x - transform.tx.to_pt() * y) / length;
        let sign = |slope: f64| (slope / length).round() as i8;
        Self { sheet, direction: (sign(x), sign(y)), at: (at * 10.0).round() as i64 }
    }

    /// Whether it lies closer to another line than `distance`, in tenths of a point.
    pub(super) fn is_near(&self, other: &Self, distance: i64) -> bool {
        (self.sheet, self.direction) == (other.sheet, other.direction) && (self.at - other.at).abs() < distance
    }

    /// Whether it runs from the left to the right.
    pub(super) fn is_upright(&self) -> bool {
        self.direction == (1, 0)
    }

    /// Whether it runs up the page.
    pub(super) fn runs_up(&self) -> bool {
        self.direction == (0, -1)
    }
}

/// Baselines of elements closer than this, in tenths of a point, are one line.
const SAME: i64 = 10;

/// The passages of a file and the lines they are printed on.
struct File {
    passages: Vec<Passage>,
    /// Where a text begins in the file, where it ends, and its passage and cell.
    texts: BTreeMap<usize, (usize, usize, usize)>,
    /// For each passage the lines of each of its cells.
    lines: Vec<Vec<BTreeSet<Baseline>>>,
}

impl File {
    fn new(passages: Vec<Passage>) -> Self {
        let mut texts = BTreeMap::new();
        let mut lines = Vec::with_capacity(passages.len());
        for (index, passage) in passages.iter().enumerate() {
            let ranges = match &passage.kind {
                PassageKind::Element => Vec::new(),
                PassageKind::Text => vec![passage.range.clone()],
                PassageKind::Row { cells, .. } => cells.iter().map(|cell| cell.range.clone()).collect(),
            };
            lines.push(vec![BTreeSet::new(); ranges.len()]);
            texts.extend(ranges.into_iter().enumerate().map(|(cell, range)| (range.start, (range.end, index, cell))));
        }
        Self { passages, texts, lines }
    }

    fn origin(&self, at: usize) -> Option<(usize, usize)> {
        let (_, &(end, passage, cell)) = self.texts.range(..=at).next_back()?;
        (at < end).then_some((passage, cell))
    }

    /// How many lines a passage takes: a row as many as its highest cell.
    fn count(&self, index: usize) -> usize {
        let PassageKind::Row { cells, .. } = &self.passages[index].kind else {
            return self.lines[index].iter().map(BTreeSet::len).sum();
        };
        // A cell over several rows makes them higher only by what it has more than they.
        let joined = self.lines[index].iter().zip(cells).filter(|(_, cell)| cell.rowspan > 1).map(|(lines, cell)| {
            let rows = (index + 1..self.passages.len()).filter(|row| self.is_row(*row));
            let below: usize = rows.take(cell.rowspan - 1).map(|row| self.count_alone(row)).sum();
            lines.len().saturating_sub(below)
        });
        joined.fold(self.count_alone(index), usize::max)
    }

    /// How many lines a row takes but for the cells that reach further down.
    fn count_alone(&self, index: usize) -> usize {
        let PassageKind::Row { cells, .. } = &self.passages[index].kind else { return 0 };
        let alone = self.lines[index].iter().zip(cells).filter(|(_, cell)| cell.rowspan == 1);
        alone.map(|(lines, _)| lines.len()).max().unwrap_or(0)
    }

    fn is_row(&self, index: usize) -> bool {
        matches!(self.passages[index].kind, PassageKind::Row { .. })
    }

    /// Whether the passage is the head of a table.
    fn is_head(&self, index: usize) -> bool {
        matches!(self.passages[index].kind, PassageKind::Row { is_head: true, .. })
    }
}

/// Sorts the texts of a layout by the lines they stand on.
struct Counter<'a> {
    /// By their paths within the issue folder.
    files: BTreeMap<&'a str, File>,
    /// Lines with text of Markdown files, and its size in tenths of a point.
    set: BTreeMap<Baseline, i64>,
    /// Lines with text that templates print of their own accord.
    templates: BTreeSet<Baseline>,
}

impl Counter<'_> {
    fn text(&mut self, line: Baseline, run: &Run) {
        let Some(origin) = &run.origin else {
            self.templates.insert(line);
            return;
        };
        self.set.insert(line, (run.size.to_pt() * 10.0).round() as i64);
        let Some(file) = self.files.get_mut(origin.path) else { return };
        let Some((passage, cell)) = origin.first_inked.and_then(|at| file.origin(at)) else { return };
        let is_head = file.is_head(passage);
        let lines = &mut file.lines[passage][cell];
        // The head of a table is printed anew on every page.
        if !is_head || lines.first().is_none_or(|first| first.sheet == line.sheet) {
            lines.insert(line);
        }
    }

    /// The lines of the elements of each document, where documents begin at `starts`.
    fn elements(&self, starts: &[(usize, i64)]) -> Vec<u32> {
        let mut elements = vec![0; starts.len()];
        let mut above: Option<Baseline> = None;
        for line in self.templates.iter().filter(|line| !self.is_beside(line)) {
            // What stands beside each other may be off by less than anybody sees.
            let is_same = above.is_some_and(|above| above.is_near(line, SAME));
            above = Some(*line);
            let document = starts.partition_point(|start| *start <= (line.sheet, line.at));
            let lines = document.checked_sub(1).and_then(|document| elements.get_mut(document));
            if let Some(lines) = lines.filter(|_| !is_same) {
                *lines += 1;
            }
        }
        elements
    }

    /// Whether text of a template belongs to a line of Markdown, as marks of notes and numbers of items do: no two lines are as
    /// close as the size of their type.
    fn is_beside(&self, line: &Baseline) -> bool {
        let on_sheet = Baseline { at: i64::MIN, ..*line }..=Baseline { at: i64::MAX, ..*line };
        self.set.range(on_sheet).any(|(set, size)| set.is_near(line, *size))
    }

    fn printed(&mut self, document: &Document, folio: &dyn Fn(usize) -> Option<Folio>) -> Vec<PrintedPassage> {
        let Some(file) = self.files.remove(document.path.as_str()) else { return Vec::new() };
        let counts: Vec<usize> = (0..file.passages.len()).map(|index| file.count(index)).collect();
        let printed = file.passages.into_iter().zip(file.lines).zip(counts);
        let printed = printed.map(|((passage, lines), count)| {
            let first = lines.iter().flatten().map(|line| line.sheet).min();
            PrintedPassage { passage, lines: count as u32, folio: first.and_then(folio) }
        });
        printed.collect()
    }
}

/// Where each document begins: the page of the PDF, from 0, and tenths of a point from its top; and at last the back cover.
pub(super) fn starts(paged: &PagedDocument, pages: &Pagination) -> Vec<(usize, i64)> {
    let ends = pagination::ends(paged);
    let mut starts: Vec<(usize, i64)> = Vec::with_capacity(pages.documents.len() + 1);
    for (index, document) in pages.documents.iter().enumerate() {
        let sheet = document.sheet.0 as usize - 1;
        // One that runs on begins on the page of the one before it, below that one's end.
        let before = index.checked_sub(1).map(|before| &pages.documents[before].slug);
        let end = ends
            .iter()
            .find(|end| before.is_some_and(|before| end.slug == before.as_str()) && end.sheet == document.sheet);
        starts.push((sheet, end.map_or(i64::MIN, |end| tenths(end.y))));
    }
    let back_cover = pagination::back_cover(paged).map(|sheet| (sheet.0 as usize - 1, i64::MIN));
    starts.extend(back_cover);
    starts
}

fn tenths(length: Abs) -> i64 {
    (length.to_pt() * 10.0).round() as i64
}

/// Calls `see` with every text of a frame that is no artifact: what belongs to the page and not to the text is one.
pub(super) fn each_running_text<'a>(
    frame: &'a Frame,
    transform: Transform,
    artifacts: &mut Vec<Location>,
    see: &mut dyn FnMut(Transform, &'a TextItem),
) {
    for (at, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => {
                each_running_text(&group.frame, here.pre_concat(group.transform), artifacts, see);
            }
            FrameItem::Text(text) if artifacts.is_empty() => see(here, text),
            FrameItem::Tag(Tag::Start(content, _)) if content.is::<ArtifactElem>() => {
                artifacts.extend(content.location())
            }
            FrameItem::Tag(Tag::End(location, ..)) => artifacts.retain(|artifact| artifact != location),
            _ => {}
        }
    }
}
