//! Whether titles are those of the issue, and bookmarks lead to pages that have their words.

use std::collections::BTreeSet;

use super::{quote, squeezed};
use crate::language::Message;
use crate::proof::reader::{Bookmark, Kid, Page, Pdf};
use crate::proof::text::{Contents, contents};

/// What is wrong with titles and bookmarks; `title` is that of the issue, where it is known.
pub(super) fn faults(pdf: &Pdf, title: Option<&str>) -> Vec<Message> {
    let information = pdf.anatomy.title.as_deref();
    let wanted = title.or(information).unwrap_or_default();
    let is_other = |told: &&str| squeezed(told) != squeezed(wanted);
    let mut faults = Vec::new();
    if let Some(told) = information.filter(is_other) {
        faults.push(message!("plain-title", told = quote(told), wanted = quote(wanted)));
    }
    if let Some(told) = pdf.anatomy.metadata_title.as_deref().filter(is_other) {
        faults.push(message!("plain-metadata-title", told = quote(told), wanted = quote(wanted)));
    }
    let texts: Vec<String> = pdf.pages.iter().map(text).collect();
    let mut headings = BTreeSet::new();
    collect(pdf.structure.as_deref().unwrap_or_default(), &contents(pdf), &mut headings);
    let is_wrong = |bookmark: &&Bookmark| {
        let words = squeezed(&bookmark.title);
        let Some(sheet) = bookmark.target.sheet() else { return true };
        let is_printed = texts.get(sheet as usize - 1).is_some_and(|text| text.contains(&words));
        !is_printed && !headings.contains(&(sheet, words))
    };
    faults.extend(pdf.bookmarks.iter().filter(is_wrong).map(|bookmark| {
        let title = quote(&bookmark.title);
        match bookmark.target.sheet() {
            Some(sheet) => message!("plain-bookmark", title, sheet),
            None => message!("plain-bookmark-nowhere", title),
        }
    }));
    faults
}

/// The headings with the pages on which they begin; a bookmark has the words of their notes too, and not the marks of those.
fn collect(kids: &[Kid], contents: &Contents, found: &mut BTreeSet<(u32, String)>) {
    for kid in kids {
        let Kid::Node(node) = kid else { continue };
        let level = node.kind.strip_prefix('H').and_then(|level| level.parse::<u32>().ok());
        if let (Some(_), Some(sheet)) = (level, super::sheet_of(node)) {
            found.insert((sheet, squeezed(&words(&node.kids, contents))));
        }
        collect(&node.kids, contents, found);
    }
}

/// The characters of a part of the structure, without labels.
fn words(kids: &[Kid], contents: &Contents) -> String {
    let words = kids.iter().map(|kid| match kid {
        Kid::Node(node) if node.kind == "Lbl" => String::new(),
        Kid::Node(node) => words(&node.kids, contents),
        Kid::Content { sheet, id } => contents.get(&(*sheet, *id)).cloned().unwrap_or_default(),
    });
    words.collect()
}

/// All characters of a page.
fn text(page: &Page) -> String {
    page.glyphs.iter().map(|glyph| squeezed(&glyph.text)).collect()
}
