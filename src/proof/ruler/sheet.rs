//! A page as the ruler sees it: lines of type, long rules, and which part of it is a table.

use super::{Expected, ExpectedDocument};
use crate::proof::reader::{Colour, Glyph, Mark, MarkKind, Page};

/// The em box above and below the baseline, 1 being the type size.
const ABOVE: f64 = 0.88;
const BELOW: f64 = 0.12;
/// The part of the size of the text between which type counts as text, and above which it counts as a title or head.
const TEXT: std::ops::Range<f64> = 0.8..1.1;
/// Rules shorter than this in mm belong to a table, a footnote or a picture.
const LONG: f64 = 100.0;

/// A page and what stands on it.
pub(super) struct Sheet<'a> {
    /// The page itself.
    pub(super) page: &'a Page,
    /// Its place in the file, from 1.
    pub(super) number: u32,
    /// The document on it; none before the first.
    pub(super) document: Option<&'a ExpectedDocument>,
    /// The folio it should carry, 0 before the first document.
    pub(super) folio: u32,
    /// The left edge that the type area should have.
    pub(super) left: f64,
    /// All upright type that is no decoration, tables left out, from the top.
    pub(super) lines: Vec<Line<'a>>,
    /// Long horizontal rules that are not those of a table, from the top.
    pub(super) rules: Vec<Rule>,
    /// Tables: upper and lower edge.
    pub(super) tables: Vec<(f64, f64)>,
}

/// Glyphs of one size on one baseline, from the left.
pub(super) struct Line<'a> {
    /// Of the baseline.
    pub(super) y: f64,
    /// Type size of its first glyph in mm.
    pub(super) size: f64,
    /// At least one.
    pub(super) glyphs: Vec<&'a Glyph>,
}

/// A horizontal rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// Its axis.
    pub(super) y: f64,
    /// Its left end.
    pub(super) left: f64,
    /// Its right end.
    pub(super) right: f64,
    /// In mm.
    pub(super) weight: f64,
    /// Its colour.
    pub(super) colour: Colour,
}

impl Rule {
    /// Its upper edge.
    pub(super) fn upper_edge(&self) -> f64 {
        self.y - self.weight / 2.0
    }

    /// Its lower edge.
    pub(super) fn lower_edge(&self) -> f64 {
        self.y + self.weight / 2.0
    }
}

impl<'a> Sheet<'a> {
    /// What stands on a page.
    pub(super) fn new(page: &'a Page, number: u32, expected: &'a Expected) -> Self {
        let document = expected.document_on(number);
        let folio = document.map_or(0, |document| document.folio + (number - document.sheet));
        let left = expected.left(folio, page.width);
        let tables = tables(page);
        let mut glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.is_upright).collect();
        glyphs.retain(|glyph| !glyph.is_artifact && !within(&tables, glyph.y));
        let lines = lines(glyphs);
        let mut rules: Vec<Rule> = page
            .marks
            .iter()
            .filter_map(|mark| {
                let (width, height) = (mark.right - mark.left, mark.bottom - mark.top);
                let weight = match mark.kind {
                    MarkKind::Stroke(weight) if height < 0.1 => weight,
                    MarkKind::Fill if height < 3.0 => height,
                    MarkKind::Stroke(_) | MarkKind::Fill | MarkKind::Image => return None,
                };
                let y = (mark.top + mark.bottom) / 2.0;
                let is_rule = width >= LONG && !within(&tables, y);
                is_rule.then_some(Rule { y, left: mark.left, right: mark.right, weight, colour: mark.colour })
            })
            .collect();
        rules.sort_by(|a, b| a.y.total_cmp(&b.y));
        Self { page, number, document, folio, left, lines, rules, tables }
    }

    /// Whether nothing is printed on it but a folio or the like.
    pub(super) fn is_blank(&self) -> bool {
        self.page.glyphs.iter().all(|glyph| glyph.is_artifact) && self.page.marks.is_empty()
    }

    /// Whether a picture reaches over a line: 职务 stands at the middle of a 签名章, and names lie under seals.
    pub(super) fn is_beside_picture(&self, line: &Line) -> bool {
        let middle = line.middle();
        let is_picture = |mark: &Mark| match mark.kind {
            MarkKind::Image => true,
            // A drawn signature has a stroke there; a rule or a dot has not.
            MarkKind::Fill | MarkKind::Stroke(_) => mark.bottom - mark.top > line.size / 4.0,
        };
        self.page.marks.iter().any(|mark| (mark.top..=mark.bottom).contains(&middle) && is_picture(mark))
    }

    /// Lines of the text's size and not red.
    pub(super) fn text_lines(&self, cell: f64) -> impl Iterator<Item = &Line<'a>> {
        let lines = self.lines.iter();
        lines.filter(move |line| {
            TEXT.contains(&(line.size / cell)) && !line.colour().is_red() && !self.is_raised(line, cell)
        })
    }

    /// Whether a line is the mark of a footnote in a title: it stands a little higher than larger type.
    fn is_raised(&self, line: &Line, cell: f64) -> bool {
        self.large_lines(cell).any(|large| line.y < large.y && line.y > large.middle() && line.size < large.size)
    }

    /// Lines of greater type: heads and titles. A long head may be set smaller, but is red all the same.
    pub(super) fn large_lines(&self, cell: f64) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(move |line| line.size / cell >= TEXT.end || line.colour().is_red())
    }
}

impl Line<'_> {
    /// Upper edge of its em box.
    pub(super) fn top(&self) -> f64 {
        self.y - self.size * ABOVE
    }

    /// Lower edge of its em box.
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.size * BELOW
    }

    /// Upper and lower edge of its ink, which the standard measures from where it says 上边缘; of its em box where the
    /// file's face does not tell.
    pub(super) fn ink(&self) -> (f64, f64) {
        let inks = self.glyphs.iter().filter_map(|glyph| glyph.ink());
        inks.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((self.top(), self.bottom()))
    }

    /// The middle of its em box, where a dash is drawn.
    pub(super) fn middle(&self) -> f64 {
        self.y - self.size * (ABOVE - BELOW) / 2.0
    }

    /// Left edge of its first glyph.
    pub(super) fn left(&self) -> f64 {
        self.glyphs.first().map_or(0.0, |glyph| glyph.x)
    }

    /// Right edge of its last glyph.
    pub(super) fn right(&self) -> f64 {
        self.glyphs.last().map_or(0.0, |glyph| glyph.x + glyph.advance)
    }

    /// What it is filled with.
    pub(super) fn colour(&self) -> Colour {
        self.glyphs.first().map_or(Colour::BLACK, |glyph| glyph.colour)
    }

    /// Its characters.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }
}

/// A colour as it is written on the web.
pub(super) fn hex(colour: Colour) -> String {
    let byte = |part: f64| (part * 255.0).round() as u8;
    format!("#{:02x}{:02x}{:02x}", byte(colour.red), byte(colour.green), byte(colour.blue))
}

/// Glyphs by baseline and size, from the top and from the left.
pub(super) fn lines(mut glyphs: Vec<&Glyph>) -> Vec<Line<'_>> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut lines: Vec<Line> = Vec::new();
    // A blank at the end of a line reaches over its edge and is not seen; a combining mark stands over another glyph.
    let is_seen = |glyph: &&Glyph| ![" ", "\u{3000}"].contains(&glyph.text.as_str()) && glyph.advance > 0.0;
    for glyph in glyphs.into_iter().filter(is_seen) {
        let near = lines.iter_mut().rev().take_while(|line| glyph.y - line.y < 0.2);
        match near.into_iter().find(|line| (line.size - glyph.size).abs() < 0.05) {
            Some(line) => line.glyphs.push(glyph),
            None => lines.push(Line { y: glyph.y, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    for line in &mut lines {
        line.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines
}

/// Where vertical lines are, there is a table; overlapping ones are one.
fn tables(page: &Page) -> Vec<(f64, f64)> {
    let mut spans: Vec<(f64, f64)> = page
        .marks
        .iter()
        .filter_map(|mark| {
            let is_line = matches!(mark.kind, MarkKind::Stroke(_)) && mark.right - mark.left < 0.1;
            (is_line && mark.bottom - mark.top > 2.0).then_some((mark.top - 0.5, mark.bottom + 0.5))
        })
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut tables: Vec<(f64, f64)> = Vec::new();
    for (top, bottom) in spans {
        match tables.last_mut().filter(|last| top <= last.1) {
            Some(last) => last.1 = last.1.max(bottom),
            None => tables.push((top, bottom)),
        }
    }
    tables
}

fn within(spans: &[(f64, f64)], y: f64) -> bool {
    spans.iter().any(|(top, bottom)| (*top..=*bottom).contains(&y))
}
