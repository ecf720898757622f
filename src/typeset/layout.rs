//! A finished layout that is kept to be looked at: its pages as pictures, and where the words on them come from.

use std::sync::Arc;

use typst::introspection::Introspector;
use typst::layout::{Point, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst_layout::{Page, PagedIntrospector};
use typst_svg::SvgOptions;

use super::origin;
use super::printed::{Printed, each_printed};
use super::spots::Spots;
use super::world::GazetteWorld;
use crate::issue::Issue;
use crate::pagination::Pagination;
use crate::place::Place;
use crate::source::IssueDir;

/// How far above or below a line of text, in points, a click still means it: half of the distance of lines in GB/T 9704. Beside
/// it, it means the line however far away.
const NEAR: f64 = 14.5;
/// So many times as far as across does down count, when the nearest text is looked for: a line is meant before its neighbour.
const STEEP: f64 = 8.0;

/// Pages that were laid out, and the files they were made of.
pub(crate) struct Layout {
    pages: Vec<Page>,
    /// Where everything stands.
    introspector: Arc<PagedIntrospector>,
    world: GazetteWorld,
    /// The sheet on which each document begins and its file within the issue folder, in printed order.
    documents: Vec<(u32, String)>,
}

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    /// The page of the PDF, from 1.
    pub(crate) sheet: u32,
    /// Points from the left edge of the page.
    pub(crate) x: f64,
    /// Points from its upper edge.
    pub(crate) y: f64,
}

/// A page as a frame around a picture of it needs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sheet {
    /// Its printed page number; 0 where the page has none.
    pub(crate) folio: u32,
    /// Its width in points.
    pub(crate) width: f64,
    /// Its height in points.
    pub(crate) height: f64,
    /// Changes when the page does.
    pub(crate) digest: u128,
}

impl Layout {
    /// Keeps finished pages, on which everything stands where `introspector` says.
    pub(super) fn new(
        pages: Vec<Page>,
        introspector: Arc<PagedIntrospector>,
        world: GazetteWorld,
        issue: &Issue,
        pagination: &Pagination,
    ) -> Self {
        let sheets = pagination.documents.iter().map(|pages| pages.sheet.0);
        let documents = sheets.zip(issue.documents().map(|document| document.path.clone())).collect();
        Self { pages, introspector, world, documents }
    }

    /// Where everything stands.
    pub(super) fn introspector(&self) -> &dyn Introspector {
        self.introspector.as_ref()
    }

    /// The pages in the order of the PDF.
    pub(crate) fn sheets(&self) -> Vec<Sheet> {
        let first = self.documents.first().map_or(u32::MAX, |(sheet, _)| *sheet);
        let pages = self.pages.iter().zip(1..);
        let sheets = pages.map(|(page, sheet)| Sheet {
            folio: if sheet < first { 0 } else { page.number as u32 },
            width: page.frame.width().to_pt(),
            height: page.frame.height().to_pt(),
            digest: typst::utils::hash128(&page.frame),
        });
        sheets.collect()
    }

    /// The picture of a page, from 1, as SVG; `None` where there is no such page.
    pub(crate) fn svg(&self, sheet: u32) -> Option<String> {
        let page = self.pages.get((sheet as usize).checked_sub(1)?)?;
        Some(typst_svg::svg(page, &SvgOptions::default()))
    }

    /// Where the words come from that are printed nearest to a spot: Markdown where the layout knows it, or the TOML that has
    /// the same words. `dir` is the folder that was laid out.
    pub(crate) fn place_at(&self, spot: Spot, dir: &IssueDir) -> Option<Place> {
        let page = self.pages.get((spot.sheet as usize).checked_sub(1)?)?;
        let mut nearest: Option<(f64, Hit)> = None;
        each_printed(&page.frame, &mut |transform, printed| {
            let (distance, hit) = match printed {
                Printed::Text(item) => match glyph_at(transform, item, spot) {
                    Some(found) => found,
                    None => return,
                },
                Printed::Picture(span) => {
                    let at = Point::zero().transform(transform);
                    let (x, y) = (spot.x - at.x.to_pt(), spot.y - at.y.to_pt());
                    // Its size is not known here: text nearer than its corner wins.
                    (x.hypot(y), Hit { span, offset: 0, text: String::new() })
                }
            };
            if nearest.as_ref().is_none_or(|(least, _)| distance < *least) {
                nearest = Some((distance, hit));
            }
        });
        let (_, hit) = nearest?;
        // A page number, or a comma, stands in many values.
        let is_telling = || hit.text.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let of_toml = || origin::of(&hit.text, self.document_on(spot.sheet), dir).filter(|_| is_telling());
        self.place_of(&hit, dir).or_else(|| Some(origin::line(&hit.text, of_toml()?, dir)))
    }

    /// Where the text of a place is printed, or what stands before it in its file, or else after it; `None` where the layout has
    /// nothing of that file. After a mistake this is asked of an earlier layout, where the text stood about there.
    pub(crate) fn spot_of(&self, place: &Place, dir: &IssueDir) -> Option<Spot> {
        let path = dir.texts.iter().find(|(_, file)| file.shown() == place.file)?.0;
        let found = Spots::of(&self.pages, &self.world).nearest(path, place.range.start)?;
        Some(Spot { sheet: found.sheet, x: found.left, y: found.bottom })
    }

    fn place_of(&self, hit: &Hit, dir: &IssueDir) -> Option<Place> {
        let (path, range) = self.world.bytes(hit.span)?;
        let file = dir.texts.get(path)?;
        let start = file.text().floor_char_boundary((range.start + hit.offset).min(range.end));
        Some(file.place(start..range.end.max(start)))
    }

    /// The file of the document that a page belongs to.
    fn document_on(&self, sheet: u32) -> Option<&str> {
        let begun = self.documents.iter().rev().find(|(first, _)| *first <= sheet);
        begun.map(|(_, path)| path.as_str())
    }
}

/// What was found under a click.
struct Hit {
    span: Span,
    /// Bytes from the beginning of what the span covers.
    offset: usize,
    /// The words of the text; empty for a picture.
    text: String,
}

/// The glyph of a text that lies nearest to a spot, and its distance in points; the text may be turned.
fn glyph_at(transform: Transform, item: &TextItem, spot: Spot) -> Option<(f64, Hit)> {
    let mut at = 0.0;
    let size = item.size.to_pt();
    let mut nearest: Option<(f64, Hit)> = None;
    let inverse = transform.invert()?;
    let point = Point::new(typst::layout::Abs::pt(spot.x), typst::layout::Abs::pt(spot.y)).transform(inverse);
    // The body of a Han character stands from 0.88 above the baseline to 0.12 below it.
    let down = beyond(point.y.to_pt(), -0.88 * size, 0.12 * size);
    if down > NEAR {
        return None;
    }
    for glyph in &item.glyphs {
        let advance = glyph.x_advance.at(item.size).to_pt();
        let distance = (STEEP * down).hypot(beyond(point.x.to_pt(), at, at + advance));
        at += advance;
        if nearest.as_ref().is_none_or(|(least, _)| distance < *least) {
            let hit = Hit { span: glyph.span.0, offset: usize::from(glyph.span.1), text: item.text.to_string() };
            nearest = Some((distance, hit));
        }
    }
    nearest
}

/// How far a number lies outside a range.
fn beyond(number: f64, from: f64, to: f64) -> f64 {
    (from - number).max(number - to).max(0.0)
}
