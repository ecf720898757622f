//! Takes the joiners of [`super::compose`] out of a finished layout, so that nobody who copies its text finds them.

use std::ops::Range;

use typst::layout::{Frame, FrameItem};
use typst::model::Document;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::compose::JOINER;

/// The same layout without joiners. They have no width, so nothing moves.
pub(super) fn stripped(document: &PagedDocument) -> PagedDocument {
    let mut pages = document.pages().to_vec();
    pages.iter_mut().for_each(|page| strip(&mut page.frame));
    PagedDocument::new(pages.into(), document.info().clone())
}

fn strip(frame: &mut Frame) {
    // A frame that is changed is copied first.
    if !holds_joiner(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => strip(&mut group.frame),
            FrameItem::Text(text) => strip_text(text),
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
        !matches!(item, FrameItem::Text(text) if text.glyphs.is_empty())
    });
}

fn holds_joiner(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => holds_joiner(&group.frame),
        FrameItem::Text(text) => text.text.contains(JOINER),
        FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => false,
    })
}

fn strip_text(item: &mut TextItem) {
    let joiners: Vec<usize> = item.text.match_indices(JOINER).map(|(at, _)| at).collect();
    let moved =
        |offset: u16| offset - (joiners.partition_point(|at| *at < usize::from(offset)) * JOINER.len_utf8()) as u16;
    let text = &item.text;
    item.glyphs.retain(|glyph| {
        !text.get(glyph.range()).is_some_and(|of| of.starts_with(JOINER) && of.trim_matches(JOINER).is_empty())
    });
    for glyph in &mut item.glyphs {
        let Range { start, end } = glyph.range;
        glyph.range = moved(start)..moved(end);
    }
    item.text = item.text.chars().filter(|c| *c != JOINER).collect();
}
