//! The proof of an offprint: its pages are those of the issue, glyph by glyph and line by line, with the same folios, and there is
//! nothing more on them than where they are from.

use super::reader::{Glyph, Mark, Page, Pdf};
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::pagination::DocumentPages;
use crate::place::Place;

/// How far apart two readings of one place may be, in mm.
const NEAR: f64 = 0.01;

/// What an offprint has to be.
#[derive(Clone, Copy)]
pub struct Claim<'a> {
    /// The PDF of the issue.
    pub whole: &'a Pdf,
    /// The page of it on which the document begins, from 1.
    pub sheet: u32,
    /// Its first and its last folio.
    pub folios: (u32, u32),
    /// Where it is from, or as much of the end of that as is known.
    pub citation: &'a str,
}

impl<'a> Claim<'a> {
    /// What the offprint of a document has to be.
    pub(crate) fn of(whole: &'a Pdf, pages: &DocumentPages, citation: &'a str) -> Self {
        Self { whole, sheet: pages.sheet.0, folios: (pages.folio.0, pages.last_folio.0), citation }
    }
}

/// `第3—16页`
pub(crate) fn folios_in_words((first, last): (u32, u32)) -> String {
    if first == last { format!("第{first}页") } else { format!("第{first}—{last}页") }
}

/// How an offprint differs from the pages of the issue first, in a sentence.
pub fn fault(own: &Pdf, claim: &Claim) -> Option<Message> {
    let count = (claim.folios.1.saturating_sub(claim.folios.0) + 1) as usize;
    let first = claim.sheet.saturating_sub(1) as usize;
    let printed = claim.whole.pages.get(first..first + count).unwrap_or_default();
    if own.pages.len() != count || printed.len() != count {
        return Some(message!("offprint-pages", found = own.pages.len(), wanted = count));
    }
    for ((own_page, page), (folio, sheet)) in own.pages.iter().zip(printed).zip((claim.folios.0..).zip(1_usize..)) {
        let label = own.labels.get(sheet - 1).map_or("", String::as_str);
        if label != folio.to_string() {
            return Some(message!("offprint-label", sheet, label, folio));
        }
        let Some(added) = added(own_page, page) else { return Some(message!("offprint-page", sheet, folio)) };
        let words: String = added.iter().map(|glyph| squeezed(&glyph.text)).collect();
        let is_furniture = added.iter().all(|glyph| glyph.is_artifact);
        if !is_furniture || !words.ends_with(&squeezed(claim.citation)) || !words.starts_with('《') {
            return Some(message!("offprint-citation", sheet, words, citation = claim.citation));
        }
    }
    None
}

/// Reports it.
pub(crate) fn report(file: &str, fault: Option<Message>, place: Place, diagnostics: &mut Diagnostics) {
    if let Some(fault) = fault {
        let help = message!("offprint-fault.help");
        diagnostics.error("offprint-differs", place, message!("offprint-fault", file, fault), help);
    }
}

/// The glyphs that a page has after those of the other page, which it draws first; `None` where it draws anything else.
fn added<'a>(own: &'a Page, page: &Page) -> Option<&'a [Glyph]> {
    let (same, added) = own.glyphs.split_at_checked(page.glyphs.len())?;
    let is_same = same.iter().zip(&page.glyphs).all(|(a, b)| is_same_glyph(a, b))
        && own.marks.len() == page.marks.len()
        && own.marks.iter().zip(&page.marks).all(|(a, b)| is_same_mark(a, b));
    is_same.then_some(added)
}

fn is_same_glyph(a: &Glyph, b: &Glyph) -> bool {
    let near = [(a.x, b.x), (a.y, b.y), (a.size, b.size), (a.advance, b.advance)];
    near.iter().all(|(a, b)| (a - b).abs() < NEAR) && (&a.text, &a.font, a.colour) == (&b.text, &b.font, b.colour)
}

fn is_same_mark(a: &Mark, b: &Mark) -> bool {
    let near = [(a.left, b.left), (a.top, b.top), (a.right, b.right), (a.bottom, b.bottom)];
    a.kind == b.kind && near.iter().all(|(a, b)| (a - b).abs() < NEAR)
}

/// A text without white space.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
