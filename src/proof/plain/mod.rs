//! The plainness proof: a finished PDF has nothing that hides, covers or adds.
//!
//! The other proofs read what the operators of a file say. This one asks whether that is what is seen: whether glyphs are painted,
//! on the page, in a colour that can be told from what is below them, with nothing over them (`seen`, `covered`); whether what is
//! printed beside the text is furniture that belongs there (`furniture`); whether the file has nothing but pages and links (`file`);
//! whether its links lead where documents link to (`away`); whether its structure leads to all it claims and says nothing of its own (`structure`); whether the order in which it is read is
//! that in which it stands (`order`); and whether titles and bookmarks are those of the issue (`guide`).
//!
//! What stands in a picture is not judged, but for covering something outside of it: a picture is compared by what it shows.

mod away;
mod covered;
mod file;
mod furniture;
mod guide;
mod order;
mod seen;
mod structure;

use std::collections::BTreeSet;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelExtend, ParallelIterator};
use serde::Serialize;

pub use self::away::away;
use super::reader::{Glyph, Kid, Node, Page, Pdf};
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::place::Place;

/// How many characters of a passage are quoted.
const QUOTED: usize = 20;
/// How many findings are told of one file, which may have been made to have millions.
const MOST: usize = 100;

/// Something that hides, covers or adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The code of its finding.
    pub code: &'static str,
    /// What is wrong and on which page, in a sentence.
    pub message: Message,
}

/// Who may have furniture of his own on the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Furniture {
    /// The program alone: what it does not print was added.
    Own,
    /// Templates of a series, which may print more.
    Templates,
}

/// Looks at everything that a file draws and holds; `title` is that of the issue, where it is known.
pub fn prove(pdf: &Pdf, title: Option<&str>, furniture: Furniture) -> Vec<Fault> {
    let pictures = pictures(pdf);
    let mut messages = file::faults(pdf);
    messages.extend(guide::faults(pdf, title));
    let of_page = |(at, page): (usize, &Page)| {
        let sheet = at as u32 + 1;
        let is_picture = |content: Option<u32>| content.is_some_and(|id| pictures.contains(&(sheet, id)));
        let glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| is_printed(glyph)).collect();
        let text: Vec<&Glyph> = glyphs.iter().filter(|glyph| !is_picture(glyph.content)).copied().collect();
        let marks: Vec<_> = page.marks.iter().filter(|mark| !is_picture(mark.content)).collect();
        let mut messages = seen::faults(page, sheet, &text, &marks);
        messages.extend(covered::faults(page, sheet, &text, &glyphs));
        messages
    };
    messages.par_extend(pdf.pages.par_iter().enumerate().flat_map_iter(of_page));
    messages.extend(structure::faults(pdf));
    messages.extend(order::faults(pdf));
    let fault = |code| move |message| Fault { code, message };
    let mut faults: Vec<Fault> = messages.into_iter().map(fault("not-plain")).collect();
    let code = if furniture == Furniture::Own { "not-plain" } else { "unknown-furniture" };
    faults.extend(furniture::faults(pdf, title).into_iter().map(fault(code)));
    faults.truncate(MOST);
    faults
}

/// Reports what is wrong with the file as a whole.
pub(crate) fn report(faults: &[Fault], whole: &Place, diagnostics: &mut Diagnostics) {
    for Fault { code, message } in faults {
        match *code {
            "unknown-furniture" => {
                let help = message!("plain-furniture.help");
                diagnostics.warning("unknown-furniture", whole.clone(), message.clone(), help);
            }
            code => diagnostics.error(code, whole.clone(), message.clone(), message!("plain-fault.help")),
        }
    }
}

/// The marked contents of all pictures: page, from 1, and number.
fn pictures(pdf: &Pdf) -> BTreeSet<(u32, u32)> {
    fn walk(kids: &[Kid], is_inside: bool, found: &mut BTreeSet<(u32, u32)>) {
        for kid in kids {
            match kid {
                Kid::Node(Node { kind, kids, .. }) => walk(kids, is_inside || kind == "Figure", found),
                Kid::Content { sheet, id } => {
                    if is_inside {
                        found.insert((*sheet, *id));
                    }
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(pdf.structure.as_deref().unwrap_or_default(), false, &mut found);
    found
}

/// Whether a glyph is meant to leave ink.
fn is_printed(glyph: &Glyph) -> bool {
    glyph.text.chars().any(|c| !c.is_whitespace()) || glyph.text.is_empty()
}

/// The beginning of what glyphs say, in backticks.
fn quoted<'a>(glyphs: impl IntoIterator<Item = &'a Glyph>) -> String {
    quote(&glyphs.into_iter().map(|glyph| glyph.text.as_str()).collect::<String>())
}

/// The beginning of a text, in backticks.
fn quote(text: &str) -> String {
    let short: String = text.chars().take(QUOTED).collect();
    format!("`{short}{}`", if short.len() < text.len() { "…" } else { "" })
}

/// A text without white space.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The page on which the first content of an element stands.
fn sheet_of(node: &Node) -> Option<u32> {
    node.kids.iter().find_map(|kid| match kid {
        Kid::Node(node) => sheet_of(node),
        Kid::Content { sheet, .. } => Some(*sheet),
    })
}
