//! Pages that are read from the side: a table too wide for the page, with what belongs to it (GB/T 9704 clause 8).
//!
//! The page stays as it is, with its folio at its place; only what is in the type area is turned. The standard wants the
//! head of the table at the binding on odd pages and at the cut on even ones: that is the left edge of both. Typst can
//! turn only what stays on one page.
//!
//! The page of the file is not turned for the screen (`/Rotate`): its folio would lie on its side, and a print shop's
//! imposition takes such a page for one of another size.

use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, NativeRuleMap, Packed, ShowFn, StyleChain, Target, elem};
use typst::introspection::Locator;
use typst::layout::{Abs, Angle, Axes, BlockElem, Fragment, Frame, Regions, Size, Transform};
use typst_layout::layout_fragment;

/// What is set on turned pages of its own.
#[elem]
pub struct TurnedElem {
    /// It may go on over pages.
    #[required]
    pub body: Content,
}

/// Lets Typst lay the element out in print.
pub(super) fn register(rules: &mut NativeRuleMap) {
    const TURNED: ShowFn<TurnedElem> = |elem, _, _| Ok(BlockElem::multi_layouter(elem.clone(), layout).pack());
    rules.register(Target::Paged, TURNED);
}

fn layout(
    elem: &Packed<TurnedElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let page = Size::new(regions.size.x, regions.last.unwrap_or(regions.full));
    let size = Size::new(page.y, page.x);
    let sideways = Regions::repeat(size, Axes::new(true, false));
    let turned = layout_fragment(engine, &elem.body, locator, styles, sideways)?.into_iter().map(|mut frame| {
        // Its left is at the foot of the page, its top at the left.
        let to_foot = Transform::translate(Abs::zero(), page.y);
        frame.transform(to_foot.pre_concat(Transform::rotate(Angle::deg(-90.0))));
        frame.set_size(page);
        frame
    });
    // On a page that is begun, an empty first part makes Typst move the whole to the next one.
    let is_begun = !regions.size.y.fits(page.y) && regions.may_progress();
    let empty = is_begun.then(|| Frame::soft(Size::zero()));
    Ok(Fragment::frames(empty.into_iter().chain(turned).collect()))
}
