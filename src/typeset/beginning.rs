//! Where each printed line begins in the file of its document: for the proof, whose lines have the numbers of those of the file.

use std::collections::BTreeMap;
use std::ops::Range;

use typst::WorldExt;
use typst::layout::Transform;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::extent::{self, Baseline, each_running_text};
use super::origin;
use super::spots::{Area, each_box};
use super::world::{self, GazetteWorld};
use crate::issue::{Document, Issue};
use crate::pagination::Pagination;
use crate::source::IssueDir;

/// Baselines closer than this, in tenths of a point, get one number: two would touch.
const CLOSE: i64 = 75;

/// A printed line and where it begins in a file.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    /// The box of its words.
    pub(crate) area: Area,
    /// Where its baseline lies, in points: from the top of the page, or where it is turned from the left.
    pub(crate) baseline: f64,
    /// Whether it runs up the page, as in a table that is read from the side.
    pub(crate) is_turned: bool,
    /// The file within the issue folder.
    pub(crate) path: String,
    /// What it begins with there, in bytes; of words that a template prints the line of the element.
    pub(crate) range: Range<usize>,
}

/// The lines of all documents whose words stand in their files, page by page. A date is printed in other words than it is typed in.
pub(super) fn find(
    paged: &PagedDocument,
    pages: &Pagination,
    issue: &Issue,
    dir: &IssueDir,
    world: &GazetteWorld,
) -> Vec<Beginning> {
    let documents: Vec<&Document> = issue.documents().collect();
    let starts = extent::starts(paged, pages);
    let mut beginnings = Vec::new();
    for (sheet, page) in paged.pages().iter().enumerate() {
        let mut lines: BTreeMap<Baseline, Line> = BTreeMap::new();
        each_running_text(&page.frame, Transform::identity(), &mut Vec::new(), &mut |transform, item| {
            let line = Baseline::of(sheet, transform);
            if line.is_upright() || line.runs_up() {
                lines.entry(line).or_default().print(sheet as u32 + 1, line, transform, item, world);
            }
        });
        let is_beside = |line: &Baseline, found: &Line| {
            let typed = lines.iter().filter(|(_, other)| other.typed.is_some());
            found.typed.is_none() && typed.into_iter().any(|(other, typed)| other.is_near(line, typed.size))
        };
        let mut above: Option<Baseline> = None;
        for (line, found) in lines.iter().filter(|(line, found)| !is_beside(line, found)) {
            let begun = starts.partition_point(|start| *start <= (sheet, line.at));
            let document = begun.checked_sub(1).and_then(|index| documents.get(index));
            let is_close = above.is_some_and(|above| above.is_near(line, CLOSE));
            let beginning = document.and_then(|document| found.beginning(line, document, dir));
            if let Some(beginning) = beginning.filter(|_| !is_close) {
                above = Some(*line);
                beginnings.push(beginning);
            }
        }
    }
    beginnings
}

/// What stands on one baseline.
#[derive(Default)]
struct Line {
    /// The first character of a file of the issue: how far along the line, the file, and the byte there.
    typed: Option<(f64, &'static str, usize)>,
    /// What templates print, each with how far along the line it stands.
    told: Vec<(f64, String)>,
    /// The box of all that.
    area: Option<Area>,
    /// The largest type in tenths of a point.
    size: i64,
}

impl Line {
    fn print(&mut self, sheet: u32, line: Baseline, transform: Transform, item: &TextItem, world: &GazetteWorld) {
        self.size = self.size.max((item.size.to_pt() * 10.0).round() as i64);
        let mut told = None;
        each_box(sheet, transform, item, &mut |glyph, area| {
            self.area = Some(self.area.map_or(area, |all| all.joined(area)));
            let along = if line.is_upright() { area.left } else { -area.bottom };
            let (span, offset) = glyph.span;
            let Some((path, range)) = span.id().and_then(world::path_in_issue).zip(world.range(span)) else {
                told.get_or_insert(along);
                return;
            };
            if self.typed.is_none_or(|(first, ..)| along < first) {
                self.typed = Some((along, path, (range.start + usize::from(offset)).min(range.end - 1)));
            }
        });
        self.told.extend(told.map(|along| (along, item.text.to_string())));
    }

    /// Where it begins, if that is in the file of the document it belongs to.
    fn beginning(&self, line: &Baseline, document: &Document, dir: &IssueDir) -> Option<Beginning> {
        let range = match self.typed {
            Some((_, path, at)) => (path == document.path).then_some(at..at + 1)?,
            None => self.element(document, dir)?,
        };
        Some(Beginning {
            area: self.area?,
            baseline: line.at as f64 / 10.0,
            is_turned: line.runs_up(),
            path: document.path.clone(),
            range,
        })
    }

    /// The line of the front matter that a template prints here: the whole of it, or else the first piece that is found.
    fn element(&self, document: &Document, dir: &IssueDir) -> Option<Range<usize>> {
        let mut told = self.told.clone();
        told.sort_by(|a, b| a.0.total_cmp(&b.0));
        let whole: String = told.iter().map(|(_, words)| words.as_str()).collect();
        let pieces = std::iter::once(whole.as_str()).chain(told.iter().map(|(_, words)| words.as_str()));
        pieces.filter(|words| origin::is_telling(words)).find_map(|words| {
            let value = origin::of(words, Some(&document.path), dir)?;
            (value.file == document.shown).then(|| origin::line(words, value, dir).range)
        })
    }
}
