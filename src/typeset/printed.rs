//! What a finished layout prints: every text and picture of a page.

use typst::layout::{Frame, FrameItem, Transform};
use typst::syntax::Span;
use typst::text::TextItem;

/// A thing that ink is put on the paper for; rules and other shapes are left out.
#[derive(Clone, Copy)]
pub(crate) enum Printed<'a> {
    /// Characters of one face and size.
    Text(&'a TextItem),
    /// A picture, by where it comes from.
    Picture(Span),
}

/// Calls `see` with everything printed in a frame, and what leads from its origin (for text the beginning of the baseline)
/// to the page.
pub(crate) fn each_printed(frame: &Frame, see: &mut dyn FnMut(Transform, Printed)) {
    each_within(frame, Transform::identity(), see);
}

/// Calls `see` with every text printed in a frame; see [`each_printed`].
pub(super) fn each_text(frame: &Frame, see: &mut dyn FnMut(Transform, &TextItem)) {
    each_printed(frame, &mut |transform, printed| {
        if let Printed::Text(text) = printed {
            see(transform, text);
        }
    });
}

fn each_within(frame: &Frame, transform: Transform, see: &mut dyn FnMut(Transform, Printed)) {
    for (at, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => each_within(&group.frame, here.pre_concat(group.transform), see),
            FrameItem::Text(text) => see(here, Printed::Text(text)),
            FrameItem::Image(_, _, span) => see(here, Printed::Picture(*span)),
            FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}
