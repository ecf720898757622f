//! A first look at the pages of an issue in which something was changed.
//!
//! Typst begins each layout as if nothing had a place yet, and needs a second round for the page numbers. A former layout says already where
//! everything stands: where a change moves nothing, one round on from it settles the pages. They are looked at and nothing else is made of
//! them. What is kept is laid out from the beginning, since there may be two layouts that each agree with themselves, and the same folder
//! gives the same bytes whatever was in it before.

use comemo::{Constraint, Track};
use typst::World;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{StyleChain, Target, TargetElem};
use typst::introspection::Introspector;
use typst::utils::Protected;
use typst_layout::{PagedDocument, layout_document};

use super::{Layout, Typesetter, joiner, lines, overflow};
use crate::pagination::Pagination;

impl Typesetter<'_> {
    /// The pages of the printed edition as they follow from a former layout; `None` where more than one round or a second layout is
    /// needed, or anything is wrong with them.
    pub(crate) fn glimpse(&self, former: &Layout) -> Option<Layout> {
        let world = self.world.with_main("print()");
        self.load_documents(&world);
        let document = one_round(&world, former.introspector())?;
        let pages = joiner::stripped_pages(document.pages());
        let is_loose = || lines::loose(&lines::paragraphs(&self.runs(&pages), self.issue)).is_some();
        let (is_loose, overflows) = rayon::join(is_loose, || overflow::find(&pages));
        if is_loose || !overflows.is_empty() {
            return None;
        }
        let pagination = Pagination::harvest(&document, self.issue).ok()?;
        Some(Layout::new(pages, document.introspector().clone(), self.world.clone(), self.issue, &pagination))
    }
}

/// Lays out a world with everything standing where `former` says; `None` if it stands elsewhere then, or something is wrong.
fn one_round(world: &dyn World, former: &dyn Introspector) -> Option<PagedDocument> {
    let (library, traced, mut sink) = (world.library(), Traced::default(), Sink::new());
    let main = world.source(world.main()).ok()?;
    let (tracked, route) = (world.track(), Route::default());
    let main = typst_eval::eval(tracked, library, traced.track(), sink.track_mut(), route.track(), &main).ok()?;
    let constraint = Constraint::new();
    let mut engine = Engine {
        library,
        world: tracked,
        introspector: Protected::new(former.track_with(&constraint)),
        traced: traced.track(),
        sink: sink.track_mut(),
        route: Route::default(),
    };
    let (base, target) = (StyleChain::new(&library.styles), TargetElem::target.set(Target::Paged).wrap());
    let document = layout_document(&mut engine, &main.content(), base.chain(&target)).ok()?;
    let is_settled = constraint.validate(document.introspector().as_ref() as &dyn Introspector);
    (is_settled && sink.delayed().is_empty() && sink.warnings().is_empty()).then_some(document)
}
