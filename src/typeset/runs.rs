//! What the pages of a finished layout print, run by run, and where it comes from.
//!
//! Lines, extents, turns and pages without text are all read from runs. A page that stays as it was is looked through once in the life of
//! the program, whatever becomes of the others.

use std::ops::Range;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Transform};
use typst::pdf::ArtifactElem;
use typst::syntax::{DiagSpan, DiagSpanKind, Span};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::joiner::JOINER;
use super::world;

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

/// The runs of each page.
pub(super) fn all(document: &PagedDocument) -> Vec<Arc<PageRuns>> {
    document.pages().par_iter().map(|page| of(&page.frame)).collect()
}

#[comemo::memoize]
fn of(page: &Frame) -> Arc<PageRuns> {
    let mut runs = PageRuns::default();
    runs.frame(page, Transform::identity(), &mut Vec::new());
    Arc::new(runs)
}

impl PageRuns {
    /// `artifacts` are those that have begun and not ended.
    fn frame(&mut self, frame: &Frame, transform: Transform, artifacts: &mut Vec<Location>) {
        for (at, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform), artifacts),
                FrameItem::Text(text) => self.text(text, here, artifacts.is_empty()),
                FrameItem::Image(_, _, span) => self.pictures.extend(origin(*span, 0)),
                FrameItem::Tag(Tag::Start(content, _)) if content.is::<ArtifactElem>() => {
                    artifacts.extend(content.location());
                }
                FrameItem::Tag(Tag::End(location, ..)) => artifacts.retain(|artifact| artifact != location),
                FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&mut self, item: &TextItem, transform: Transform, is_running: bool) {
        let mut last = None;
        for glyph in &item.glyphs {
            let (span, offset) = glyph.span;
            let (text, offset) = (&item.text[glyph.range()], usize::from(offset));
            if last != Some(span) {
                last = Some(span);
                self.texts.push(Run {
                    transform,
                    size: item.size,
                    is_running,
                    text: String::new(),
                    advance: 0,
                    origin: origin(span, offset),
                });
            }
            let Some(run) = self.texts.last_mut() else { continue };
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
}

/// Where something comes from, if from a file of the issue, whose texts have their places with them.
fn origin(span: Span, offset: usize) -> Option<Origin> {
    let DiagSpanKind::Range { id, range } = DiagSpan::from(span).get() else { return None };
    let first = range.start + offset;
    Some(Origin { path: world::path_in_issue(id)?, range, first, first_inked: None })
}
