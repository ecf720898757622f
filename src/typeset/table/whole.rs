//! A table that stays on one page if it fits one.
//!
//! Templates would have to measure it before they set it, all tables of an issue one after the other; here each is set once, on
//! whatever thread sets its pages.

use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, NativeRuleMap, Packed, Resolve, ShowFn, StyleChain, Target, elem};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, BlockElem, Fragment, Frame, Length, Point, Region, Regions, Size};
use typst_layout::{layout_fragment, layout_frame};

use super::around::reaching;

/// What is set whole, on whole lines of the page; or else, where no page has room for it, in parts.
///
/// What is set of elements that no cell holds does not reach into it (`around`). It may hold no footnote: Typst puts the note of what could be broken where its mark stands, and does not take it along to the
/// next page.
#[elem]
pub struct WholeTableElem {
    /// The table in one piece.
    #[required]
    pub body: Content,
    /// The same table in parts.
    #[required]
    pub parts: Content,
    /// From one line of the page to the next.
    #[required]
    pub pitch: Length,
    /// What is left between two lines of the page.
    #[required]
    pub gap: Length,
}

/// Lets Typst lay the element out in print.
pub(super) fn register(rules: &mut NativeRuleMap) {
    const WHOLE: ShowFn<WholeTableElem> = |elem, _, _| Ok(BlockElem::multi_layouter(elem.clone(), layout).pack());
    rules.register(Target::Paged, WHOLE);
}

fn layout(
    elem: &Packed<WholeTableElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let page = regions.last.unwrap_or(regions.full);
    let room = Region::new(Size::new(regions.size.x, Abs::inf()), Axes::new(true, false));
    let reaching = reaching(styles);
    let body = layout_frame(engine, &elem.body, locator.relayout(), StyleChain::new(&reaching), room)?;
    if !page.fits(body.height()) {
        return layout_fragment(engine, &elem.parts, locator, styles, regions);
    }
    let height = whole_lines(body.height(), elem.pitch.resolve(styles), elem.gap.resolve(styles));
    let mut whole = Frame::soft(Size::new(body.width(), height));
    whole.push_frame(Point::with_y((height - body.height()) / 2.0), body);
    // An empty first part makes Typst move the whole to the next page.
    let is_moved = !regions.size.y.fits(height) && regions.may_progress();
    let empty = is_moved.then(|| Frame::soft(Size::zero()));
    Ok(Fragment::frames(empty.into_iter().chain([whole]).collect()))
}

/// The height of the lines that `height` takes, so that the text after it stands on the lines of the page again.
pub(super) fn whole_lines(height: Abs, pitch: Abs, gap: Abs) -> Abs {
    if pitch <= Abs::zero() { height } else { pitch * ((height + gap) / pitch - 0.001).ceil() - gap }
}
