//! The folio at the foot of each page, beside what the file calls the page.

use serde::Serialize;

use crate::proof::reader::{Glyph, MarkKind, Page, Pdf};

/// How far above the foot of the paper the lower double line of a letter may stand, in mm; 20 with 1 to spare (10.1).
const LETTER_FOOT: f64 = 21.0;
/// The double lines of a letter are 170 mm wide (10.1); no other red line is wider than this.
const LETTER_WIDTH: f64 = 160.0;

/// A page whose folio is not what the file calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrongFolio {
    /// The page of the file, from 1.
    pub sheet: u32,
    /// The folio at its foot.
    pub foot: Option<u32>,
    /// Its page label.
    pub label: String,
}

/// The folio printed at the foot of a page: digits between dashes on its lowest line of decoration.
pub(super) fn foot(page: &Page) -> Option<u32> {
    let decoration = || page.glyphs.iter().filter(|glyph| glyph.is_artifact && !glyph.text.trim().is_empty());
    let lowest = decoration().map(|glyph| glyph.y).max_by(f64::total_cmp)?;
    let mut line: Vec<&Glyph> = decoration().filter(|glyph| lowest - glyph.y < glyph.size / 2.0).collect();
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let text: String = line.iter().map(|glyph| glyph.text.as_str()).collect();
    let digits = text.trim_matches(|c: char| !c.is_alphanumeric());
    digits.parse().ok().filter(|_| lowest > page.height / 2.0)
}

/// The pages that carry another folio than their label says, or none where they should.
pub(super) fn wrong(pdf: &Pdf) -> Vec<WrongFolio> {
    let pages = pdf.pages.iter().zip(&pdf.labels).zip(1..);
    let wrong = pages.filter_map(|((page, label), sheet)| {
        let foot = foot(page);
        let is_good = match (foot, label.parse::<u32>()) {
            (Some(foot), Ok(label)) => foot == label,
            (None, Ok(_)) => is_blank(page) || is_letter(page) || is_after_blank(pdf, sheet),
            // Cover, imprint, contents and back cover have no folio.
            (foot, Err(_)) => foot.is_none(),
        };
        (!is_good).then(|| WrongFolio { sheet, foot, label: label.clone() })
    });
    wrong.collect()
}

/// Whether a blank page stands before it: then a page of 版记 alone has no folio either (7.5). Where a document begins, its entry
/// in the contents asks for one.
fn is_after_blank(pdf: &Pdf, sheet: u32) -> bool {
    let before = (sheet as usize).checked_sub(2).and_then(|at| pdf.pages.get(at));
    before.is_some_and(is_blank)
}

/// Whether nothing is printed on a page.
pub(super) fn is_blank(page: &Page) -> bool {
    page.glyphs.is_empty() && page.marks.is_empty()
}

/// Whether a page has the lower double line of a letter, whose first page carries no folio (10.1).
pub(super) fn is_letter(page: &Page) -> bool {
    page.marks.iter().any(|mark| {
        mark.kind != MarkKind::Image
            && mark.colour.is_red()
            && mark.right - mark.left > LETTER_WIDTH
            && page.height - mark.bottom < LETTER_FOOT
            && page.height - mark.bottom > LETTER_FOOT - 3.0
    })
}
