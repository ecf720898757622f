//! Puts a joiner wherever [`super::compose`] forbids a line break, and takes it out of the finished layout again, so that
//! nobody who copies its text finds it.

use std::ops::Range;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use typst::layout::{Frame, FrameItem};
use typst::model::Document;
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};

use super::compose::{NOTE, Setting, joints};
use super::printed::each_text;
use crate::markdown::{Inline, InlineKind};

/// Forbids a line break where it stands; the text of an issue never holds it (`glyphs`).
pub(super) const JOINER: char = '\u{2060}';

/// The running text with [`JOINER`] in it where a line may not be broken.
pub(super) fn composed(inlines: &[Inline], setting: Setting) -> Vec<Inline> {
    let mut cutter = Cutter { joints: joints(&text_of(inlines), setting), next: 0, at: 0 };
    cutter.inlines(inlines)
}

/// The text with [`JOINER`] in it where a line may not be broken.
pub(super) fn composed_text(text: &str) -> String {
    Cutter { joints: joints(text, Setting::Line), next: 0, at: 0 }.text(text)
}

/// The same layout without joiners. They have no width, so nothing moves.
pub(super) fn stripped(document: &PagedDocument) -> PagedDocument {
    PagedDocument::new(stripped_pages(document.pages()).into(), document.info().clone())
}

/// The same pages without joiners.
pub(super) fn stripped_pages(pages: &[Page]) -> Vec<Page> {
    pages.par_iter().map(|page| Page { frame: stripped_page(&page.frame), ..page.clone() }).collect()
}

/// A page that stays as it was is looked through once in the life of the program.
#[comemo::memoize]
fn stripped_page(page: &Frame) -> Frame {
    let mut page = page.clone();
    strip(&mut page);
    page
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
    let mut found = false;
    each_text(frame, &mut |_, item| found |= item.text.contains(JOINER));
    found
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

/// The text of a paragraph as [`joints`] takes it.
pub(super) fn text_of(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, &mut text);
    text
}

/// The text of a paragraph, all marks taken together.
fn collect(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(part) => text.push_str(part),
            InlineKind::Break => text.push('\n'),
            InlineKind::Strong(body) | InlineKind::Emph(body) | InlineKind::Link { body, .. } => collect(body, text),
            InlineKind::Footnote(_) => text.push(NOTE),
        }
    }
}

/// Puts joiners into the pieces of a paragraph.
struct Cutter {
    joints: Vec<usize>,
    /// Index of the first joint that is not placed yet.
    next: usize,
    /// Byte offset in the text of the paragraph.
    at: usize,
}

impl Cutter {
    fn inlines(&mut self, inlines: &[Inline]) -> Vec<Inline> {
        let mut composed = Vec::with_capacity(inlines.len());
        for inline in inlines {
            let kind = match &inline.kind {
                InlineKind::Text(text) => InlineKind::Text(self.text(text)),
                InlineKind::Strong(body) => InlineKind::Strong(self.inlines(body)),
                InlineKind::Emph(body) => InlineKind::Emph(self.inlines(body)),
                InlineKind::Link { url, body, address } => {
                    InlineKind::Link { url: url.clone(), body: self.inlines(body), address: address.clone() }
                }
                InlineKind::Break => {
                    self.at += 1;
                    InlineKind::Break
                }
                InlineKind::Footnote(_) => {
                    composed.push(inline.clone());
                    let joiner = self.text_of_note();
                    composed.extend(joiner.map(|kind| Inline { range: inline.range.clone(), kind }));
                    continue;
                }
            };
            composed.push(Inline { range: inline.range.clone(), kind });
        }
        composed
    }

    /// A joiner follows the character it binds: Typst takes one before a character for a part of that character.
    fn text(&mut self, text: &str) -> String {
        let mut composed = String::with_capacity(text.len());
        let (base, mut from) = (self.at, 0);
        self.at += text.len();
        while let Some(&joint) = self.joints.get(self.next).filter(|joint| **joint <= self.at) {
            composed.push_str(&text[from..joint - base]);
            composed.push(JOINER);
            from = joint - base;
            self.next += 1;
        }
        composed.push_str(&text[from..]);
        composed
    }

    fn text_of_note(&mut self) -> Option<InlineKind> {
        self.at += NOTE.len_utf8();
        self.joints.get(self.next).filter(|joint| **joint == self.at)?;
        self.next += 1;
        Some(InlineKind::Text(JOINER.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_hold_across_marks_of_markdown() {
        let text = |text: &str| Inline { range: 0..1, kind: InlineKind::Text(text.to_owned()) };
        let strong = |body: Inline| Inline { range: 0..1, kind: InlineKind::Strong(vec![body]) };
        let note = Inline { range: 0..1, kind: InlineKind::Footnote(Vec::new()) };
        let pieces = [strong(text("2024")), text("年甲乙"), note.clone(), text("—丙丁")];
        let (joiner, joined) = (text("\u{2060}"), [strong(text("2024\u{2060}")), text("年甲乙\u{2060}"), note]);
        assert_eq!(composed(&pieces, Setting::Line), [&joined[..], &[joiner, text("—丙\u{2060}丁")]].concat());
    }
}
