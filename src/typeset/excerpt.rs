//! Some pages of a finished layout as a document of their own. Tags tell its structure, and those that begin or end on other pages
//! would leave it torn: what belongs to the document keeps its tags, whole; what stands beside it on a page that it shares is
//! furniture, which nothing tells.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use typst::foundations::{Content, NativeElement, Value};
use typst::introspection::{Location, MetadataElem, Tag, TagFlags};
use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst::model::{Destination, DocumentInfo};
use typst::pdf::ArtifactElem;
use typst_layout::{Page, PagedDocument};

use crate::pagination::{END, START};

/// Which pages, and what of them.
pub(crate) struct Excerpt<'a> {
    /// The name of the document.
    pub(crate) slug: &'a str,
    /// Pages of the PDF, from 1.
    pub(crate) sheets: RangeInclusive<u32>,
    /// Whether its first page has the end of another document above it.
    pub(crate) has_before: bool,
    /// Whether its last page has the beginning of another document below it.
    pub(crate) has_after: bool,
}

/// The pages of a document of the issue, told as `info` says.
pub(crate) fn excerpt(document: &PagedDocument, excerpt: &Excerpt, info: DocumentInfo) -> PagedDocument {
    let first = excerpt.sheets.start().saturating_sub(1) as usize;
    let count = excerpt.sheets.end().saturating_sub(*excerpt.sheets.start()) as usize + 1;
    let pages: Vec<&Page> = document.pages().iter().skip(first).take(count).collect();
    let mut own = HashSet::new();
    // What a page leads to may come after it: the first time it is only found out what there is.
    cut(&pages, excerpt, &mut own);
    PagedDocument::new(cut(&pages, excerpt, &mut own).into(), info)
}

/// Cuts the pages out, and adds to `own` what begins on them and belongs to the document.
fn cut(pages: &[&Page], excerpt: &Excerpt, own: &mut HashSet<Location>) -> Vec<Page> {
    let mut scissors = Scissors { excerpt, own, is_own: !excerpt.has_before, open: Vec::new(), veils: 0 };
    let mut cut: Vec<Page> =
        pages.iter().map(|page| Page { frame: scissors.frame(&page.frame), ..(*page).clone() }).collect();
    if let Some(last) = cut.last_mut() {
        for (location, key, flags) in scissors.open.into_iter().rev() {
            last.frame.push(Point::zero(), FrameItem::Tag(Tag::End(location, key, flags)));
        }
    }
    cut
}

struct Scissors<'a> {
    excerpt: &'a Excerpt<'a>,
    /// What begins on the pages and belongs to the document.
    own: &'a mut HashSet<Location>,
    /// Whether what comes next belongs to it.
    is_own: bool,
    /// Its tags that have begun and not ended.
    open: Vec<(Location, u128, TagFlags)>,
    /// How many stretches were told to be furniture.
    veils: u128,
}

impl Scissors<'_> {
    fn frame(&mut self, frame: &Frame) -> Frame {
        let mut cut = Frame::new(frame.size(), frame.kind());
        if frame.has_baseline() {
            cut.set_baseline(frame.baseline());
        }
        let mut veil: Option<Tag> = None;
        for (at, item) in frame.items() {
            let is_print = matches!(item, FrameItem::Text(_) | FrameItem::Image(..) | FrameItem::Shape(..));
            if let Some(end) = veil.take_if(|_| !is_print || self.is_own) {
                cut.push(*at, FrameItem::Tag(end));
            }
            match item {
                FrameItem::Tag(tag) => cut.push_multiple(self.tag(tag).map(|tag| (*at, FrameItem::Tag(tag)))),
                FrameItem::Group(group) => cut.push(*at, FrameItem::Group(self.group(group))),
                FrameItem::Link(target, _) if !self.is_own || !self.leads_within(target) => {}
                _ => {
                    if !self.is_own && veil.is_none() {
                        let (start, end) = self.veil();
                        cut.push(*at, FrameItem::Tag(start));
                        veil = Some(end);
                    }
                    cut.push(*at, item.clone());
                }
            }
        }
        cut.push_multiple(veil.map(|end| (Point::zero(), FrameItem::Tag(end))));
        cut
    }

    /// A tag, if it is kept.
    fn tag(&mut self, tag: &Tag) -> Option<Tag> {
        match tag {
            Tag::Start(content, flags) => {
                self.is_own |= self.is_mark(content, START);
                let is_kept = self.is_own;
                if is_kept {
                    self.own.insert(tag.location());
                    self.open.push((tag.location(), 0, *flags));
                }
                if self.excerpt.has_after && self.is_mark(content, END) {
                    self.is_own = false;
                }
                is_kept.then(|| tag.clone())
            }
            Tag::End(location, ..) => {
                let at = self.open.iter().rposition(|(open, ..)| open == location)?;
                self.open.remove(at);
                Some(tag.clone())
            }
        }
    }

    /// A group. One that is told elsewhere, as a footnote is at its mark, belongs to what that belongs to.
    fn group(&mut self, group: &GroupItem) -> GroupItem {
        let Some(parent) = group.parent else { return GroupItem { frame: self.frame(&group.frame), ..group.clone() } };
        let around = std::mem::replace(&mut self.is_own, self.own.contains(&parent.location));
        let frame = self.frame(&group.frame);
        let parent = Some(parent).filter(|_| self.is_own);
        self.is_own = around;
        GroupItem { frame, parent, ..group.clone() }
    }

    /// Whether a link leads to something that is there, or out of the file.
    fn leads_within(&self, target: &Destination) -> bool {
        match target {
            Destination::Url(_) => true,
            Destination::Location(location) => self.own.contains(location),
            Destination::Position(_) => false,
        }
    }

    /// Tags around what is furniture of the page.
    fn veil(&mut self) -> (Tag, Tag) {
        self.veils += 1;
        let key = typst::utils::hash128(&(self.excerpt.slug, self.veils));
        let mut content = ArtifactElem::new(Content::empty()).pack();
        content.set_location(Location::new(key));
        let flags = TagFlags { introspectable: false, tagged: true };
        (Tag::Start(content, flags), Tag::End(Location::new(key), key, flags))
    }

    /// Whether a mark of the templates with this label is that of the document.
    fn is_mark(&self, content: &Content, label: &str) -> bool {
        let is_labelled = content.label().is_some_and(|own| own.resolve().as_str() == label);
        let value = content.to_packed::<MetadataElem>().map(|mark| &mark.value);
        is_labelled && matches!(value, Some(Value::Str(slug)) if slug.as_str() == self.excerpt.slug)
    }
}
