//! A first look at the pages of an issue in which something was changed.
//!
//! Typst begins each layout as if nothing had a place yet, and needs a second round for the page numbers. A former layout says already where
//! everything stands: where a change moves nothing, one round on from it settles the pages. They are looked at, and nothing else is made of
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

/// One is enough where nothing moves, and a second one where page numbers change with it, or a title.
const ROUNDS: usize = 2;

impl Typesetter<'_> {
    /// The pages of the printed edition as they follow from a former layout; `None` where they do not settle soon, a second layout is needed, or
    /// anything is wrong with them.
    pub(crate) fn glimpse(&self, former: &Layout) -> Option<Layout> {
        let world = self.world.with_main("print()");
        self.load_documents(&world);
        let document = rounds(&world, former.introspector())?;
        let pages = joiner::stripped_pages(document.pages());
        let runs = self.runs(&pages);
        let is_loose = lines::is_any_stretched(&runs) && lines::loose(&lines::paragraphs(&runs, self.issue)).is_some();
        if is_loose || !overflow::find(&pages).is_empty() {
            return None;
        }
        let pagination = Pagination::harvest(&document, self.issue).ok()?;
        Some(Layout::new(pages, document.introspector().clone(), self.world.clone(), self.issue, &pagination))
    }
}

/// Lays out a world in rounds, the first with everything standing where `former` says; `None` if they do not settle, or something is wrong.
fn rounds(world: &dyn World, former: &dyn Introspector) -> Option<PagedDocument> {
    let (library, traced, mut sink) = (world.library(), Traced::default(), Sink::new());
    let main = world.source(world.main()).ok()?;
    let (world, route) = (world.track(), Route::default());
    let main = typst_eval::eval(world, library, traced.track(), sink.track_mut(), route.track(), &main).ok()?;
    let content = main.content();
    let (base, target) = (StyleChain::new(&library.styles), TargetElem::target.set(Target::Paged).wrap());
    let (styles, mut last): (_, Option<PagedDocument>) = (base.chain(&target), None);
    for _ in 0..ROUNDS {
        let before = last.as_ref().map_or(former, |last| last.introspector().as_ref());
        // Only what the last round tells counts.
        let (constraint, mut sink) = (Constraint::new(), sink.clone());
        let mut engine = Engine {
            library,
            world,
            introspector: Protected::new(before.track_with(&constraint)),
            traced: traced.track(),
            sink: sink.track_mut(),
            route: Route::default(),
        };
        let document = layout_document(&mut engine, &content, styles).ok()?;
        if constraint.validate(document.introspector().as_ref() as &dyn Introspector) {
            return (sink.delayed().is_empty() && sink.warnings().is_empty()).then_some(document);
        }
        last = Some(document);
    }
    None
}
