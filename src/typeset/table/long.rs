//! A table that goes on over pages: what stands above it, above its further parts, and below it.
//!
//! Templates cannot do this: a text above every part but the first would have to ask for its page, and a block at the end
//! for its place, and both would have to be settled anew for every table. Here the parts are at hand.

use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, NativeRuleMap, Packed, Resolve, ShowFn, StyleChain, Target, elem};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, BlockElem, Fragment, Frame, Length, Point, Region, Regions, Size};
use typst_layout::{layout_fragment, layout_frame};

use super::around::reaching;
use super::whole::whole_lines;

/// A table of several pages. What is set of elements that no cell holds does not reach into it (`around`).
#[elem]
pub struct LongTableElem {
    /// Its title and unit, above the first part.
    #[required]
    pub above: Content,
    /// What stands above every further part, 续表.
    #[required]
    pub continued: Content,
    /// Its notes, below the last part.
    #[required]
    pub below: Content,
    /// From one line of the page to the next.
    #[required]
    pub pitch: Length,
    /// What is left between two lines of the page.
    #[required]
    pub gap: Length,
    /// The table.
    #[required]
    pub body: Content,
}

/// Lets Typst lay the element out in print.
pub(super) fn register(rules: &mut NativeRuleMap) {
    const LONG: ShowFn<LongTableElem> = |elem, _, _| Ok(BlockElem::multi_layouter(elem.clone(), layout).pack());
    rules.register(Target::Paged, LONG);
}

fn layout(
    elem: &Packed<LongTableElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let mut locator = locator.split();
    let span = elem.span();
    let width = regions.size.x;
    let room = Region::new(Size::new(width, Abs::inf()), Axes::new(true, false));
    let above = layout_frame(engine, &elem.above, locator.next(&span), styles, room)?;
    let below = layout_frame(engine, &elem.below, locator.next(&span), styles, room)?;
    let continued = layout_frame(engine, &elem.continued, locator.next(&span), styles, room)?.height();
    let (table, reaching) = (locator.next(&span), reaching(styles));
    // The height that the table has in the first part, and in those that follow.
    let height = |part: usize, region: Abs| region - if part == 0 { above.height() } else { continued };
    let heights = |parts: usize| regions.iter().enumerate().map(|(part, region)| height(part, region.y)).take(parts);
    let lay_out = |engine: &mut Engine, heights: &[Abs]| {
        let pod = Regions {
            size: Size::new(width, heights[0]),
            expand: Axes::new(true, false),
            full: regions.full,
            backlog: &heights[1..],
            last: regions.last.map(|last| height(1, last)),
        };
        layout_fragment(engine, &elem.body, table.relayout(), StyleChain::new(&reaching), pod)
            .map(Fragment::into_frames)
    };
    let move_on = |engine: &mut Engine| {
        // An empty first part makes Typst move the whole to the next page.
        let mut rest = regions;
        rest.next();
        let parts = layout(elem, engine, table.relayout(), styles, rest)?;
        Ok(Fragment::frames([Frame::soft(Size::zero())].into_iter().chain(parts).collect()))
    };
    let known: Vec<Abs> = heights(regions.backlog.len() + 1).collect();
    if known[0] <= Abs::zero() && regions.may_progress() {
        return move_on(engine);
    }
    let mut frames = lay_out(engine, &known)?;
    let last = heights(frames.len()).last().unwrap_or_default();
    if frames.last().is_some_and(|frame| !last.fits(frame.height() + below.height())) {
        // The last rows go to a page of their own with the notes.
        let mut shortened: Vec<Abs> = heights(frames.len()).collect();
        if let Some(last) = shortened.last_mut() {
            *last -= below.height();
        }
        frames = lay_out(engine, &shortened)?;
    }
    if frames.len() > 1 && frames[0].height().approx_eq(Abs::zero()) && regions.may_progress() {
        return move_on(engine);
    }
    let count = frames.len();
    let parts = frames.into_iter().enumerate().map(|(index, frame)| {
        let head = match index {
            0 => above.clone(),
            _ => layout_frame(engine, &elem.continued, locator.next(&index), styles, room)?,
        };
        let part = below_each_other(head, frame);
        if index + 1 < count {
            return Ok(part);
        }
        let mut part = below_each_other(part, below.clone());
        part.size_mut().y = whole_lines(part.height(), elem.pitch.resolve(styles), elem.gap.resolve(styles));
        Ok(part)
    });
    Ok(Fragment::frames(parts.collect::<SourceResult<_>>()?))
}

/// Two frames as one.
fn below_each_other(upper: Frame, lower: Frame) -> Frame {
    let foot = Point::with_y(upper.height());
    let mut both = Frame::soft(Size::new(lower.width().max(upper.width()), upper.height() + lower.height()));
    both.push_frame(Point::zero(), upper);
    both.push_frame(foot, lower);
    both
}
