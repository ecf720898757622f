//! What the pages of a finished layout print, run by run, and where it comes from.
//!
//! Lines, extents, turns and pages without text are all read from runs. A page that stays as it was is looked through once in the life of
//! the program, whatever becomes of the others.

use std::ops::Range;
use std::sync::Arc;

use comemo::{Track, Tracked};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use typst::World;
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Transform};
use typst::pdf::ArtifactElem;
use typst::syntax::Span;
use typst::text::TextItem;
use typst_layout::Page;

use super::joiner::JOINER;
use super::world::{self, GazetteWorld};

/// What a page prints.
#[derive(Debug, Default)]
pub(super) struct PageRuns {
    /// Its texts, in the order of the layout.
    pub(super) texts: Vec<Run>,
    /// Where its pictures come from, those of the issue's files alone.
    pub(super) pictures: Vec<Origin>,
}

/// Characters of one face and size that stand side by side and come from one text of one file.
#[derive(Debug)]
pub(super) struct Run {
    /// What leads from the beginning of its baseline to the page.
    pub(super) transform: Transform,
    /// The size of its type.
    pub(super) size: Abs,
    /// Whether it belongs to the text and not to the page, whose furniture are artifacts.
    pub(super) is_running: bool,
    /// Its characters, blanks included, joiners left out.
    pub(super) text: String,
    /// The widest advance of a character, in thousandths of the type size.
    pub(super) advance: i64,
    /// Where it comes from; `None` for what templates print.
    pub(super) origin: Option<Origin>,
}

/// Where something printed comes from.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// The file, within the issue folder.
    pub(super) path: &'static str,
    /// The bytes of the whole text there, or of the picture.
    pub(super) range: Range<usize>,
    /// The byte of the first character.
    pub(super) first: usize,
    /// The byte of the first character that is no blank; `None` where all are.
    pub(super) first_inked: Option<usize>,
}

impl Run {
    /// Whether anything of it is seen.
    pub(super) fn is_inked(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

/// The runs of each page of what was laid out of a world.
pub(super) fn all(pages: &[Page], world: &GazetteWorld) -> Vec<Arc<PageRuns>> {
    let world: &dyn World = world;
    pages.par_iter().map(|page| of(world.track(), &page.frame)).collect()
}

#[comemo::memoize]
fn of(world: Tracked<dyn World + '_>, page: &Frame) -> Arc<PageRuns> {
    let mut look = Look { world, artifacts: Vec::new(), runs: PageRuns::default() };
    look.frame(page, Transform::identity());
    Arc::new(look.runs)
}

/// One look through a page.
struct Look<'a> {
    world: Tracked<'a, dyn World + 'a>,
    /// Those that have begun and not ended.
    artifacts: Vec<Location>,
    runs: PageRuns,
}

impl Look<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (at, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Image(_, _, span) => {
                    let origin = self.origin(*span, 0);
                    self.runs.pictures.extend(origin);
                }
                FrameItem::Tag(Tag::Start(content, _)) if content.is::<ArtifactElem>() => {
                    self.artifacts.extend(content.location());
                }
                FrameItem::Tag(Tag::End(location, ..)) => self.artifacts.retain(|artifact| artifact != location),
                FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&mut self, item: &TextItem, transform: Transform) {
        let mut last = None;
        for glyph in &item.glyphs {
            let (span, offset) = glyph.span;
            let (text, offset) = (&item.text[glyph.range()], usize::from(offset));
            if last != Some(span) {
                last = Some(span);
                let origin = self.origin(span, offset);
                self.runs.texts.push(Run {
                    transform,
                    size: item.size,
                    is_running: self.artifacts.is_empty(),
                    text: String::new(),
                    advance: 0,
                    origin,
                });
            }
            let Some(run) = self.runs.texts.last_mut() else { continue };
            run.text.extend(text.chars().filter(|c| *c != JOINER));
            run.advance = run.advance.max((glyph.x_advance.get() * 1000.0) as i64);
            if let Some(origin) = &mut run.origin
                && !text.trim_matches(|c: char| c.is_whitespace() || c == JOINER).is_empty()
            {
                let at = (origin.range.start + offset).min(origin.range.end - 1);
                origin.first_inked = Some(origin.first_inked.map_or(at, |first| first.min(at)));
            }
        }
    }

    /// Where something comes from, if from a file of the issue.
    fn origin(&self, span: Span, offset: usize) -> Option<Origin> {
        let (path, range) = world::bytes_in_issue(self.world, span)?;
        Some(Origin { path, first: range.start + offset, range, first_inked: None })
    }
}
