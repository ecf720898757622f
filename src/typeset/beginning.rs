//! Where each printed line begins in the file of its document: for the proof, whose lines have the numbers of those of the file.

use std::collections::BTreeMap;

use typst::layout::Transform;
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};

use super::element::Elements;
use super::extent::{self, Baseline, each_running_text};
use super::spots::{Area, each_box};
use super::world::GazetteWorld;
use crate::issue::{Document, Issue};
use crate::pagination::Pagination;
use crate::source::IssueDir;

/// Baselines closer than this, in tenths of a point, get one number: two would touch.
const CLOSE: i64 = 90;

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
    /// The byte where it begins there.
    pub(crate) at: usize,
}

/// The lines of all documents whose words stand in their files, page by page.
pub(super) fn find(
    paged: &PagedDocument,
    pages: &Pagination,
    issue: &Issue,
    dir: &IssueDir,
    world: &GazetteWorld,
) -> Vec<Beginning> {
    let mut documents: Vec<(&Document, Elements)> = issue
        .documents()
        .filter_map(|document| Some((document, Elements::of(document, dir.texts.get(&document.path)?))))
        .collect();
    let starts = extent::starts(paged, pages);
    let mut beginnings = Vec::new();
    for (sheet, page) in paged.pages().iter().enumerate() {
        let mut above: Option<Baseline> = None;
        for (line, found) in lines(sheet, page, world) {
            if above.is_some_and(|above| above.is_near(&line, CLOSE)) {
                continue;
            }
            let begun = starts.partition_point(|start| *start <= (sheet, line.at));
            let document = begun.checked_sub(1).and_then(|index| documents.get_mut(index));
            let beginning = document.and_then(|(document, elements)| found.beginning(&line, document, elements));
            if let Some(beginning) = beginning {
                above = Some(line);
                beginnings.push(beginning);
            }
        }
    }
    beginnings
}

/// The lines of a page, from 0, in order. What templates print beside a line of Markdown, such as the number of an item, is none.
fn lines(sheet: usize, page: &Page, world: &GazetteWorld) -> Vec<(Baseline, Line)> {
    let mut lines: BTreeMap<Baseline, Line> = BTreeMap::new();
    each_running_text(&page.frame, Transform::identity(), &mut Vec::new(), &mut |transform, item| {
        let line = Baseline::of(sheet, transform);
        if line.is_upright() || line.runs_up() {
            lines.entry(line).or_default().print(sheet as u32 + 1, line, transform, item, world);
        }
    });
    let typed = lines.iter().filter(|(_, found)| found.typed.is_some()).map(|(line, found)| (*line, found.size));
    let typed: Vec<(Baseline, i64)> = typed.collect();
    lines.retain(|line, found| found.typed.is_some() || !typed.iter().any(|(typed, size)| typed.is_near(line, *size)));
    lines.into_iter().collect()
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
            let Some((path, range)) = world.bytes(span) else {
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
    fn beginning(&self, line: &Baseline, document: &Document, elements: &mut Elements) -> Option<Beginning> {
        let at = match self.typed {
            Some((_, path, at)) => (path == document.path).then_some(at)?,
            None => self.element(elements)?,
        };
        Some(Beginning {
            area: self.area?,
            baseline: line.at as f64 / 10.0,
            is_turned: line.runs_up(),
            path: document.path.clone(),
            at,
        })
    }

    /// Where the element stands that a template prints here: the whole line, or else a piece of it, or what follows its label.
    fn element(&self, elements: &mut Elements) -> Option<usize> {
        let mut told = self.told.clone();
        told.sort_by(|a, b| a.0.total_cmp(&b.0));
        let whole: String = told.iter().map(|(_, words)| words.as_str()).collect();
        let labelled = whole.split_once('：').map(|(_, words)| words);
        let pieces = told.iter().map(|(_, words)| words.as_str());
        std::iter::once(whole.as_str()).chain(pieces).chain(labelled).find_map(|words| elements.place(words))
    }
}
