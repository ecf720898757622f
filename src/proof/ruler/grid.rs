//! Paper, 版心 and the lines and characters that fill it (3, 5.1, 5.2).

use super::Expected;
use super::measurement::{Findings, Item, PLATE, TYPE, Value};
use super::sheet::{Line, Sheet};
use crate::proof::reader::Glyph;

const PAPER_WIDTH: Item = Item { what: "用纸 width", clause: "5.1", tolerance: 0.1 };
const PAPER_HEIGHT: Item = Item { what: "用纸 height", clause: "5.1", tolerance: 0.1 };
const WIDTH: Item = Item { what: "版心 width", clause: "5.2.1", tolerance: PLATE };
const HEIGHT: Item = Item { what: "版心 height", clause: "5.2.1", tolerance: PLATE };
const TOP: Item = Item { what: "天头", clause: "5.2.1", tolerance: PLATE };
const INNER: Item = Item { what: "订口", clause: "5.2.1", tolerance: PLATE };
const SIZE: Item = Item { what: "正文 3号", clause: "5.2.2", tolerance: TYPE };
/// Over a page of lines the errors of the pitch add up to what a plate may be off.
const PITCH: Item = Item { what: "行, line to line", clause: "3.2", tolerance: PLATE / 21.0 };
const GRID: Item = Item { what: "行, off the grid", clause: "5.2.3", tolerance: PLATE };
const LINES: Item = Item { what: "lines on a full page", clause: "5.2.3", tolerance: 0.0 };
const CHARS: Item = Item { what: "characters in a full line", clause: "5.2.3", tolerance: 0.0 };

/// Marks after which, or before which, a line is not set to its edge: a half of their cell may be cut off.
const CLOSING: &str = "，。、；：！？）》〉」』”’〕】,.;:!?)";
const OPENING: &str = "（《〈「『“‘〔【(";

/// Measures every page.
pub(super) fn measure(sheets: &[Sheet], expected: &Expected, findings: &mut Findings) {
    for sheet in sheets {
        findings.length(PAPER_WIDTH, sheet.number, 210.0, 210.0, Some(sheet.page.width));
        findings.length(PAPER_HEIGHT, sheet.number, 297.0, 297.0, Some(sheet.page.height));
    }
    let mut goes_on = false;
    for sheet in sheets.iter().filter(|sheet| sheet.document.is_some()) {
        let text = text(sheet, expected);
        edges(sheet, &text, expected, findings);
        lines(sheet, &text, expected, findings);
        // What follows a table that is continued from the page before need not stand on the lines.
        let is_below =
            goes_on && sheet.tables.first().is_some_and(|(top, _)| *top < expected.top_margin + expected.cell());
        for line in text.iter().filter(|_| !is_below) {
            let rows = (line.bottom() - expected.cell() - expected.top_margin) / expected.pitch();
            findings.length(GRID, sheet.number, 0.0, 0.0, Some((rows - rows.round()) * expected.pitch()));
        }
        goes_on = sheet.tables.last().is_some_and(|(_, bottom)| *bottom > expected.foot() - 2.0 * expected.pitch());
    }
}

/// Lines of running text: neither the elements of a head, nor 版记, nor the page number.
fn text<'s, 'a>(sheet: &'s Sheet<'a>, expected: &Expected) -> Vec<&'s Line<'a>> {
    let cell = expected.cell();
    // Where a head or a title stands, what is between its first line and the end of the title belongs to it, and so does the
    // number under a title or under a head without one.
    let large: Vec<&Line> = sheet.large_lines(cell).collect();
    let has_title = large.iter().any(|line| !line.colour().is_red());
    let is_numbered = expected
        .documents
        .iter()
        .any(|document| document.sheet == sheet.number && document.has_number && document.has_head() != has_title);
    let head = large.first().zip(large.last()).map(|(first, last)| {
        let below = sheet.text_lines(cell).filter(|line| is_numbered && line.y > last.y);
        // A long number has several lines, and an empty line below them.
        let end = below.map(|line| line.y).fold(None, |end: Option<f64>, y| match end {
            Some(end) if y - end > expected.pitch() * 1.2 => Some(end),
            _ => Some(y),
        });
        (first.y, end.unwrap_or(last.y))
    });
    let colophon = super::colophon::span(sheet, expected);
    // Tables, captions and notes may have been given a size near that of the text; the 版记 of a letter has no rules by which
    // it could be told.
    let ends_letter =
        expected.documents.iter().any(|letter| letter.has_bare_colophon && letter.last_sheet == sheet.number);
    let others = [expected.sizes.table, expected.sizes.note].into_iter();
    let others = others.chain(ends_letter.then_some(expected.sizes.colophon)).map(|size| expected.size(size));
    let others: Vec<f64> = others.collect();
    let is_other = |line: &Line| others.iter().any(|size| *size < cell - TYPE && (line.size - size).abs() < TYPE / 2.0);
    sheet
        .text_lines(cell)
        .filter(|line| line.y < expected.foot() + 3.5 && head.is_none_or(|(top, end)| line.y < top || line.y > end))
        .filter(|line| !is_other(line) && !sheet.is_beside_picture(line))
        .filter(|line| colophon.is_none_or(|(top, bottom)| !(top..=bottom).contains(&line.y)))
        .collect()
}

/// 版心 and margins, from the lines that reach its edges.
fn edges(sheet: &Sheet, text: &[&Line], expected: &Expected, findings: &mut Findings) {
    let cell = expected.cell();
    let ends =
        |glyph: Option<&&Glyph>, marks: &str| glyph.is_some_and(|glyph| glyph.text.chars().any(|c| marks.contains(c)));
    // The end of a paragraph may be a character short of a full line; a line that goes on in the next may not.
    let goes_on = |line: &Line| {
        let next = text.iter().find(|next| next.y > line.y + 0.3);
        next.is_some_and(|next| next.y - line.y < expected.pitch() * 1.2 && next.left() - line.left() < 0.3 * cell)
    };
    let lacks = |line: &Line| (expected.width - line.right() + line.left()) / cell;
    let full = text.iter().filter(|line| lacks(line) < 0.6 || lacks(line) < 1.2 && goes_on(line));
    // A line of Latin letters has nothing that could be stretched to its edge.
    let ends_wide = |line: &Line| line.glyphs.last().is_some_and(|glyph| glyph.advance > 0.9 * line.size);
    let full = full.filter(|line| ends_wide(line));
    let full: Vec<_> =
        full.filter(|line| !ends(line.glyphs.first(), OPENING) && !ends(line.glyphs.last(), CLOSING)).collect();
    let left = full.iter().map(|line| line.left()).reduce(f64::min);
    let right = full.iter().map(|line| line.right()).reduce(f64::max);
    if let (Some(left), Some(right)) = (left, right) {
        findings.length(WIDTH, sheet.number, 156.0, expected.width, Some(right - left));
        let (measured, wanted) = if sheet.folio.is_multiple_of(2) {
            (sheet.page.width - right, sheet.page.width - sheet.left - expected.width)
        } else {
            (left, sheet.left)
        };
        findings.length(INNER, sheet.number, 28.0, wanted, Some(measured));
    }
    let Some((first, last)) = text.first().zip(text.last()) else { return };
    let is_above = |top: f64| top < first.top() - 0.1;
    // The rule of 书眉 lies outside the type area.
    let marks = sheet.page.marks.iter().filter(|mark| mark.bottom > expected.top_margin - PLATE);
    let begins =
        !sheet.lines.iter().any(|line| is_above(line.top())) && !marks.into_iter().any(|mark| is_above(mark.top));
    if begins {
        findings.length(TOP, sheet.number, 37.0, expected.top_margin, Some(first.top()));
    }
    // Only a line near the foot tells where the foot is.
    if begins && (last.bottom() - expected.foot()).abs() < expected.pitch() / 2.0 {
        findings.length(HEIGHT, sheet.number, 225.0, expected.height, Some(last.bottom() - first.top()));
    }
    for line in full {
        characters(sheet, line, expected, findings);
    }
}

/// Characters can be counted in a line in which each is followed by the next at its own distance.
fn characters(sheet: &Sheet, line: &Line, expected: &Expected, findings: &mut Findings) {
    let is_natural = line.glyphs.windows(2).all(|pair| (pair[1].x - pair[0].x - pair[0].advance).abs() < 0.05);
    let is_even = line.glyphs.windows(2).all(|pair| (pair[1].advance - pair[0].advance).abs() < 0.05);
    let is_full = (line.right() - line.left() - expected.width).abs() < PLATE;
    if is_full && is_natural && is_even {
        let count = line.glyphs.len() as u32;
        let (standard, wanted) = (Value::Count(28), Value::Count(u32::from(expected.chars)));
        findings.value(CHARS, sheet.number, Some(standard), wanted, Some(Value::Count(count)));
    }
}

/// Size, pitch and number of lines.
fn lines(sheet: &Sheet, text: &[&Line], expected: &Expected, findings: &mut Findings) {
    let standard = Expected::standard();
    let (cell, pitch) = (expected.cell(), expected.pitch());
    for line in text {
        findings.length(SIZE, sheet.number, standard.cell(), cell, Some(line.size));
    }
    let mut baselines: Vec<f64> = text.iter().map(|line| line.y).collect();
    baselines.dedup_by(|next, former| *next - *former < 0.3);
    let steps: Vec<f64> = baselines.windows(2).map(|pair| pair[1] - pair[0]).collect();
    // Greater steps are empty lines, tables and titles.
    for step in steps.iter().filter(|step| **step < pitch * 1.5) {
        findings.length(PITCH, sheet.number, standard.pitch(), pitch, Some(*step));
    }
    let Some((first, last)) = text.first().zip(text.last()) else { return };
    let is_full = (first.top() - expected.top_margin).abs() < pitch / 2.0
        && (last.bottom() - expected.foot()).abs() < pitch / 2.0
        && steps.iter().all(|step| *step < pitch * 1.5);
    if is_full {
        let (standard, wanted) = (Value::Count(22), Value::Count(u32::from(expected.lines)));
        findings.value(LINES, sheet.number, Some(standard), wanted, Some(Value::Count(baselines.len() as u32)));
    }
}
