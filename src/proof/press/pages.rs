//! The pages: those of the printed edition, each within its boxes and between its marks, and blank ones up to whole sheets.

use super::file::{Boxes, Sides};
use crate::language::Message;
use crate::proof::reader::{Glyph, MarkKind, Page, Pdf};

/// Bleed that a print shop asks for, in mm.
const BLEED: f64 = 3.0;
/// How far a length may be off, in mm.
const NEAR: f64 = 0.05;
/// Millimetres in a point.
const POINT: f64 = 25.4 / 72.0;

/// What is wrong with the pages of `press`, held beside those of `printed`.
pub(super) fn faults(press: &Pdf, printed: &Pdf, boxes: &[Boxes], multiple: usize) -> Vec<Message> {
    let mut faults = Vec::new();
    if !press.pages.len().is_multiple_of(multiple) {
        faults.push(message!("press-multiple", pages = press.pages.len(), multiple));
    }
    let mut rest = printed.pages.iter().zip(1_usize..).peekable();
    let missing = press.pages.len().saturating_sub(printed.pages.len());
    let mut blanks = 0;
    for ((page, boxes), sheet) in press.pages.iter().zip(boxes).zip(1_usize..) {
        let Some((left, top)) = corner(boxes) else {
            faults.push(message!("press-boxes", sheet));
            continue;
        };
        if !is_marked(page, boxes) {
            faults.push(message!("press-marks", sheet));
        }
        let inside: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| is_inside(glyph, boxes)).collect();
        let is_blank =
            inside.is_empty() && rest.peek().is_none_or(|(page, _)| !page.glyphs.is_empty() || !page.marks.is_empty());
        if is_blank && blanks < missing {
            blanks += 1;
            continue;
        }
        match rest.next() {
            Some((printed, _)) if is_same(&inside, printed, left, top) => {}
            Some((_, other)) => faults.push(message!("press-other", sheet, other)),
            None => faults.push(message!("press-more", sheet)),
        }
    }
    if rest.next().is_some() || blanks != missing {
        faults.push(message!("press-fewer"));
    }
    faults
}

/// The upper left corner of the trim in mm from that of the media, if trim, bleed and media lie within each other as they have to.
fn corner(boxes: &Boxes) -> Option<(f64, f64)> {
    let (media, bleed, trim) = (boxes.media?, boxes.bleed?, boxes.trim?);
    let gaps = |outer: Sides, inner: Sides| {
        [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]].map(|gap| gap * POINT)
    };
    let is_bled = gaps(bleed, trim).iter().all(|gap| (gap - BLEED).abs() < NEAR);
    let has_room = gaps(media, bleed).iter().all(|gap| *gap > 0.0);
    (is_bled && has_room).then(|| ((trim[0] - media[0]) * POINT, (media[3] - trim[3]) * POINT))
}

/// Left, top, right and bottom of a box in mm from the upper left corner of the media.
fn edges(boxes: &Boxes, sides: Option<Sides>) -> [f64; 4] {
    let (media, sides) = (boxes.media.unwrap_or_default(), sides.unwrap_or_default());
    [sides[0] - media[0], media[3] - sides[3], sides[2] - media[0], media[3] - sides[1]].map(|side| side * POINT)
}

fn is_inside(glyph: &Glyph, boxes: &Boxes) -> bool {
    let [left, top, right, bottom] = edges(boxes, boxes.trim);
    (left..right).contains(&glyph.x) && (top..bottom).contains(&glyph.y)
}

/// Whether each corner of the trim has a line across and one down that point to it from outside of the bleed.
fn is_marked(page: &Page, boxes: &Boxes) -> bool {
    let [left, top, right, bottom] = edges(boxes, boxes.trim);
    let bleed = edges(boxes, boxes.bleed);
    let lines = || page.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Stroke(_)));
    let near = |one: f64, other: f64| (one - other).abs() < NEAR;
    let across = |y: f64, is_left: bool| {
        lines().any(|line| {
            let is_out = if is_left { line.right <= bleed[0] + NEAR } else { line.left >= bleed[2] - NEAR };
            near(line.top, y) && near(line.bottom, y) && is_out
        })
    };
    let down = |x: f64, is_top: bool| {
        lines().any(|line| {
            let is_out = if is_top { line.bottom <= bleed[1] + NEAR } else { line.top >= bleed[3] - NEAR };
            near(line.left, x) && near(line.right, x) && is_out
        })
    };
    [top, bottom].iter().all(|y| across(*y, true) && across(*y, false))
        && [left, right].iter().all(|x| down(*x, true) && down(*x, false))
}

/// Whether the same glyphs stand at the same places of the trimmed page.
fn is_same(inside: &[&Glyph], printed: &Page, left: f64, top: f64) -> bool {
    let is_one = |(press, printed): (&&Glyph, &Glyph)| {
        press.text == printed.text
            && press.font == printed.font
            && (press.x - left - printed.x).abs() < NEAR
            && (press.y - top - printed.y).abs() < NEAR
            && (press.size - printed.size).abs() < NEAR
    };
    inside.len() == printed.glyphs.len() && inside.iter().zip(&printed.glyphs).all(is_one)
}
