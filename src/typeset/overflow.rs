//! The last look at a layout: text that is not on its page, or lies on other text, is lost, and Typst does not say so.

use std::collections::HashMap;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use typst::ecow::EcoString;
use typst::layout::{Abs, Frame, Point, Size, Transform};
use typst::syntax::DiagSpan;
use typst::text::TextItem;
use typst_layout::Page;

use super::printed::each_text;

/// Text that cannot be read where it was put.
#[derive(Debug, Clone)]
pub(super) struct Overflow {
    /// What is wrong with it.
    pub(super) fault: Fault,
    /// The page of the PDF file, from 1.
    pub(super) sheet: usize,
    /// The words that are cut or missing.
    pub(super) text: String,
    /// Where they come from.
    pub(super) span: DiagSpan,
}

/// Why text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// A part of it lies outside its page.
    OffPage,
    /// It begins where this other text begins: what does not fit a block is piled up at the block's foot.
    Overprinted(String),
}

/// Finds text that cannot be read, once for each place it comes from.
pub(super) fn find(pages: &[Page]) -> Vec<Overflow> {
    let pages = pages.par_iter().enumerate();
    let on_sheet = |(at, page): (usize, &Page)| {
        let found = on_page(&page.frame).into_iter();
        found.map(move |found| Overflow { sheet: at + 1, ..found })
    };
    pages.flat_map_iter(on_sheet).collect()
}

/// The same on one page, as if it were the first. One that stays as it was is looked through once in the life of the program.
#[comemo::memoize]
fn on_page(page: &Frame) -> Vec<Overflow> {
    let mut found: Vec<Overflow> = Vec::new();
    let mut taken: HashMap<(i64, i64), EcoString> = HashMap::new();
    each_text(page, &mut |transform, item| {
        let at = Point::zero().transform(transform);
        // In tenths of a point: text set on purpose never comes that close.
        let corner = ((at.x.to_pt() * 10.0).round() as i64, (at.y.to_pt() * 10.0).round() as i64);
        let under = (item.width().to_pt() >= 0.1).then(|| taken.insert(corner, item.text.clone())).flatten();
        let fault = match (is_within(transform, item, page.size()), under) {
            (false, _) => Fault::OffPage,
            (true, Some(under)) => Fault::Overprinted(under.into()),
            (true, None) => return,
        };
        let span = item.glyphs.first().map_or(DiagSpan::detached(), |glyph| DiagSpan::from(glyph.span.0));
        if found.last().is_none_or(|last| last.span != span) {
            found.push(Overflow { fault, sheet: 1, text: item.text.to_string(), span });
        }
    });
    found
}

/// `transform` leads from the beginning of the baseline; a character rises and falls no more than its size.
fn is_within(transform: Transform, item: &TextItem, page: Size) -> bool {
    let (top, bottom) = (item.size * -0.7, item.size * 0.1);
    let corners = [Point::new(Abs::zero(), top), Point::new(item.width(), bottom)];
    // Text stands upright or is turned by quarters, so two corners bound it.
    corners
        .into_iter()
        .map(|corner| corner.transform(transform))
        .all(|corner| corner.x.to_pt() >= -0.1 && corner.x <= page.x && corner.y.to_pt() >= -0.1 && corner.y <= page.y)
}
