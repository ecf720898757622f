//! Whether anything is drawn over a glyph: a shape, a line, a picture, another glyph.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

use super::quoted;
use crate::language::Message;
use crate::proof::reader::{Area, Glyph, Page};

/// The part of the smaller one of two glyphs that the other may lie over.
const SHARED: f64 = 0.4;

/// So many glyphs are told at most, where a page is printed over and over.
const ENOUGH: usize = 1000;

/// What is covered on a page; `glyphs` are those outside of pictures, `all` have those within too.
pub(super) fn faults(page: &Page, sheet: u32, glyphs: &[&Glyph], all: &[&Glyph]) -> Vec<Message> {
    let mut covered: Vec<&Glyph> = Vec::new();
    let mut marks: Vec<(Area, u32)> = page.marks.iter().map(|mark| (mark.area(), mark.order)).collect();
    // What is drawn before all text covers none.
    let first = glyphs.iter().map(|glyph| glyph.manner.order).min().unwrap_or(u32::MAX);
    marks.retain(|(area, order)| *order > first && area.right > area.left && area.bottom > area.top);
    for glyph in glyphs {
        let core = glyph.core();
        if marks.iter().any(|(area, order)| *order > glyph.manner.order && area.meets(&core)) {
            covered.push(glyph);
        }
    }
    let mut messages = Vec::new();
    if !covered.is_empty() {
        messages.push(message!("plain-covered", words = quoted(covered), sheet));
    }
    let overprinted = overprinted(glyphs, all);
    if !overprinted.is_empty() {
        messages.push(message!("plain-overprinted", words = quoted(overprinted), sheet));
    }
    messages
}

/// The glyphs outside of pictures over which others are printed.
fn overprinted<'a>(glyphs: &[&'a Glyph], all: &[&'a Glyph]) -> Vec<&'a Glyph> {
    let mut boxes: Vec<(Area, &Glyph)> =
        all.iter().filter(|glyph| is_whole(glyph)).map(|it| (it.core(), *it)).collect();
    boxes.sort_by(|a, b| a.0.top.total_cmp(&b.0.top));
    let mut orders = BTreeSet::new();
    for (at, (area, glyph)) in boxes.iter().enumerate() {
        for (other_area, other) in boxes[at + 1..].iter().take_while(|(other, _)| other.top < area.bottom) {
            let shared = area.within(other_area).size();
            if shared > area.size().min(other_area.size()) * SHARED && !is_one_text(glyph, other) {
                orders.insert(glyph.manner.order.min(other.manner.order));
            }
        }
        if orders.len() > ENOUGH {
            break;
        }
    }
    glyphs.iter().filter(|glyph| orders.contains(&glyph.manner.order)).copied().collect()
}

/// Whether a glyph fills its em box: accents do not, nor do marks of punctuation, which are set into each other.
fn is_whole(glyph: &Glyph) -> bool {
    let is_mark = |c: char| {
        let is_wide =
            matches!(c as u32, 0x2010..=0x203B | 0x3000..=0x303F | 0xFE10..=0xFE4F | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20);
        is_combining_mark(c)
            || c.is_ascii_punctuation()
            || is_wide
            || matches!(c as u32, 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65)
    };
    glyph.advance > 0.0 && !glyph.text.is_empty() && !glyph.text.chars().all(is_mark)
}

/// Whether two glyphs together stand for one text: a letter and its accent.
fn is_one_text(a: &Glyph, b: &Glyph) -> bool {
    a.replacement.is_some() && a.replacement == b.replacement || a.text == b.text && a.text.chars().count() > 1
}
