//! Where the characters of the files are printed, from a finished layout.

use std::collections::HashMap;
use std::ops::Range;

use typst::layout::{Abs, Point, Transform};
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};
use typst_layout::Page;

use super::printed::each_text;
use super::world::GazetteWorld;

/// A box on a page, in points from the upper left corner of the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    /// The page of the PDF, from 1.
    pub(crate) sheet: u32,
    /// Left edge.
    pub(crate) left: f64,
    /// Upper edge.
    pub(crate) top: f64,
    /// Right edge.
    pub(crate) right: f64,
    /// Lower edge.
    pub(crate) bottom: f64,
}

impl Area {
    /// The smallest box around two of the same page.
    pub(crate) fn joined(self, other: Self) -> Self {
        Self {
            sheet: self.sheet,
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether two boxes stand on one line, upright or turned.
    fn is_beside(&self, other: &Self) -> bool {
        let is_same = |a: f64, b: f64| (a - b).abs() < 1.0;
        let is_row = is_same(self.top, other.top) && is_same(self.bottom, other.bottom);
        let is_column = is_same(self.left, other.left) && is_same(self.right, other.right);
        self.sheet == other.sheet && (is_row || is_column)
    }
}

/// The boxes of all characters that are printed of the files.
pub(crate) struct Spots {
    /// For each file, by its path within the issue folder, the byte where a character stands and its box, in the order of the file.
    files: HashMap<&'static str, Vec<(usize, Area)>>,
}

impl Spots {
    /// Finds them on finished pages.
    pub(super) fn of(pages: &[Page], world: &GazetteWorld) -> Self {
        let mut files: HashMap<&'static str, Vec<(usize, Area)>> = HashMap::new();
        // Characters that stand beside each other come from one text.
        let mut last = (Span::detached(), None);
        for (page, sheet) in pages.iter().zip(1..) {
            each_text(&page.frame, &mut |transform, item| {
                each_box(sheet, transform, item, &mut |glyph, area| {
                    let (span, offset) = glyph.span;
                    if last.0 != span {
                        last = (span, world.bytes(span));
                    }
                    let Some((path, range)) = &last.1 else { return };
                    files.entry(path).or_default().push((range.start + usize::from(offset), area));
                });
            });
        }
        for spots in files.values_mut() {
            spots.sort_by_key(|(at, _)| *at);
            // What a table repeats on its further pages is printed several times: the first one is meant.
            spots.dedup_by(|later, first| later.0 == first.0 && later.1.sheet != first.1.sheet);
        }
        Self { files }
    }

    /// The boxes of what is printed of some bytes of a file, one for each line of print; none where nothing is.
    pub(crate) fn words(&self, path: &str, range: &Range<usize>) -> Vec<Area> {
        let mut words: Vec<Area> = Vec::new();
        let spots = self.files.get(path).map_or(&[][..], Vec::as_slice);
        let before = |end: usize| spots.partition_point(|(at, _)| *at < end);
        for (_, area) in &spots[before(range.start)..before(range.end)] {
            match words.last_mut().filter(|last| last.is_beside(area)) {
                Some(last) => *last = last.joined(*area),
                None => words.push(*area),
            }
        }
        words
    }

    /// The box of the character at a byte of a file, or of what is printed before it, or else after it; `None` where nothing of that
    /// file is.
    pub(crate) fn nearest(&self, path: &str, at: usize) -> Option<Area> {
        let spots = self.files.get(path)?;
        let after = spots.partition_point(|(spot, _)| *spot <= at);
        // Of several characters at one byte the first is meant.
        let before = after.checked_sub(1).map(|last| spots.partition_point(|(spot, _)| *spot < spots[last].0));
        spots.get(before.unwrap_or(after)).map(|(_, area)| *area)
    }
}

/// Calls `see` with every character of a text that is no blank, and its box; `transform` leads from the text to the page.
pub(super) fn each_box(sheet: u32, transform: Transform, item: &TextItem, see: &mut dyn FnMut(&Glyph, Area)) {
    let mut x = Abs::zero();
    for glyph in &item.glyphs {
        let start = x;
        x += glyph.x_advance.at(item.size);
        if item.text[glyph.range()].trim().is_empty() {
            continue;
        }
        // The body of a Han character stands from 0.88 above the baseline to 0.12 below it.
        let corner = |x: Abs, up: f64| Point::new(x, item.size * -up).transform(transform);
        let (a, b) = (corner(start, 0.88), corner(x, -0.12));
        let area = Area {
            sheet,
            left: a.x.min(b.x).to_pt(),
            top: a.y.min(b.y).to_pt(),
            right: a.x.max(b.x).to_pt(),
            bottom: a.y.max(b.y).to_pt(),
        };
        see(glyph, area);
    }
}
