//! What a PDF says, read in the order of its structure (ISO 32000-1, 14.7), and cut into the documents of the issue.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::char::is_combining_mark;

use super::stream::{Item, Stream};
use crate::proof::reader::{Glyph, Kid, Node, Pdf};

/// How a template marks an item of a list without numbers.
const BULLET: &str = "●";

/// The text of all pages that have a folio, and what a reader of the structure would miss of them.
#[derive(Debug, Default)]
pub(super) struct Paper {
    stream: Stream,
    /// For each heading of the first level the item at which it begins.
    titles: Vec<usize>,
    /// What is printed and stands in no structure: text and page.
    pub(super) strays: Vec<(String, usize)>,
}

/// Characters by page, from 1, and number of marked content.
pub(in crate::proof) type Contents = BTreeMap<(u32, u32), String>;

impl Paper {
    /// Reads the pages that have a folio; `None` where the file has no structure.
    pub(super) fn read(pdf: &Pdf) -> Option<Self> {
        let kids = pdf.structure.as_ref()?;
        let numbered: BTreeSet<u32> = (1..).zip(&pdf.labels).filter_map(is_numbered).collect();
        let mut reader = Reader { contents: contents(pdf), numbered, paper: Self::default(), last: 1 };
        reader.kids(kids, Within::Text);
        reader.strays(pdf);
        Some(reader.paper)
    }

    /// The text of each document, given how many items each has above its title; `Err` says how many titles there are if not
    /// one for each.
    ///
    /// What stands above a title begins at the top of its page, and nothing of the document before it does.
    pub(super) fn documents(&self, above_titles: &[usize]) -> Result<Vec<&[(Item, usize)]>, usize> {
        if self.titles.len() != above_titles.len() {
            return Err(self.titles.len());
        }
        let items = &self.stream.items;
        let mut first_on_sheet = HashMap::new();
        for (at, (_, sheet)) in items.iter().enumerate() {
            first_on_sheet.entry(*sheet).or_insert(at);
        }
        let starts = self.titles.iter().zip(above_titles).map(|(&title, &above)| {
            let on_sheet = items.get(title).and_then(|(_, sheet)| first_on_sheet.get(sheet));
            if above == 0 { title } else { *on_sheet.unwrap_or(&title) }
        });
        let mut starts: Vec<usize> = starts.collect();
        // What stands before the first title belongs to that document, so that it is missed or found too much there.
        starts[..1].fill(0);
        let ends = starts.iter().skip(1).copied().chain([items.len()]);
        Ok(starts.iter().zip(ends).map(|(&start, end)| items.get(start..end).unwrap_or_default()).collect())
    }
}

fn is_numbered((sheet, label): (u32, &String)) -> Option<u32> {
    label.parse::<u32>().is_ok().then_some(sheet)
}

/// The characters of every marked content, as the file tells those who copy them.
pub(in crate::proof) fn contents(pdf: &Pdf) -> Contents {
    let mut contents = Contents::new();
    for (page, sheet) in pdf.pages.iter().zip(1..) {
        let mut before: Option<&Glyph> = None;
        for glyph in page.glyphs.iter().filter(|glyph| !glyph.is_artifact) {
            // The writer tells a letter with its accents once for each of their glyphs, of which the first begins the next again.
            let is_same = |first: &Glyph| first.text == glyph.text && first.code != glyph.code;
            let is_again = is_accented(&glyph.text) && before.is_some_and(is_same);
            if let Some(id) = glyph.content.filter(|_| !is_again) {
                contents.entry((sheet, id)).or_default().push_str(&glyph.text);
                before = Some(glyph);
            }
        }
    }
    contents
}

/// Whether a text is a letter and accents that no single character has with it.
fn is_accented(text: &str) -> bool {
    text.chars().count() > 1 && text.chars().skip(1).all(is_combining_mark)
}

/// What the parent of an element makes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Labels are marks of footnotes.
    Text,
    /// Labels are those of items.
    ListItem,
    /// The label repeats the mark.
    Note,
}

struct Reader {
    contents: Contents,
    numbered: BTreeSet<u32>,
    paper: Paper,
    /// The last page that something stood on.
    last: u32,
}

impl Reader {
    fn kids(&mut self, kids: &[Kid], within: Within) {
        for kid in kids {
            match kid {
                Kid::Node(node) => self.node(node, within),
                Kid::Content { sheet, id } => {
                    let text = self.take(*sheet, *id);
                    self.text(&text, *sheet);
                }
            }
        }
    }

    fn text(&mut self, text: &str, sheet: u32) {
        self.last = sheet;
        if self.numbered.contains(&sheet) {
            self.paper.stream.text(text, sheet as usize);
        }
    }

    fn push(&mut self, item: Item, sheet: u32) {
        self.last = sheet;
        if self.numbered.contains(&sheet) {
            self.paper.stream.push(item, sheet as usize);
        }
    }

    fn node(&mut self, node: &Node, within: Within) {
        let sheet = first_sheet(node).unwrap_or(self.last);
        match (node.kind.as_str(), within) {
            ("H1", _) => {
                if self.numbered.contains(&sheet) {
                    self.paper.titles.push(self.paper.stream.items.len());
                }
                self.kids(&node.kids, within);
            }
            ("Figure", _) => self.figure(node, sheet),
            ("Note", _) => {
                self.push(Item::Note, sheet);
                self.kids(&node.kids, Within::Note);
                self.push(Item::NoteEnd, sheet);
            }
            ("LI", _) => self.kids(&node.kids, Within::ListItem),
            ("Lbl", Within::ListItem) => {
                let label = self.words(node);
                if label.trim() == BULLET { self.push(Item::Bullet, sheet) } else { self.text(&label, sheet) }
            }
            ("Lbl", _) => drop(self.words(node)),
            ("Table", _) => {
                self.kids(&node.kids, Within::Text);
                self.push(Item::TableEnd, self.last);
            }
            ("TR", _) => {
                self.push(Item::Row, sheet);
                self.kids(&node.kids, Within::Text);
            }
            ("TH" | "TD", _) => {
                let (columns, rows) = node.span;
                self.push(Item::Cell { columns, rows }, sheet);
                self.kids(&node.kids, Within::Text);
            }
            _ => {
                let (captions, rest): (Vec<Kid>, Vec<Kid>) = node.kids.iter().cloned().partition(is_caption);
                let next = if within == Within::ListItem { Within::Text } else { within };
                self.kids(&rest, next);
                self.kids(&captions, next);
            }
        }
    }

    /// A picture; words within it belong to it, and what it shows is told in words.
    fn figure(&mut self, node: &Node, sheet: u32) {
        drop(self.words(node));
        self.last = sheet;
        if self.numbered.contains(&sheet) {
            self.paper.stream.picture(node.alt.as_deref().unwrap_or_default(), sheet as usize);
        }
    }

    /// All characters of an element, which then stand nowhere else.
    fn words(&mut self, node: &Node) -> String {
        let words = node.kids.iter().map(|kid| match kid {
            Kid::Node(node) => self.words(node),
            Kid::Content { sheet, id } => self.take(*sheet, *id),
        });
        words.collect()
    }

    fn take(&mut self, sheet: u32, id: u32) -> String {
        self.contents.remove(&(sheet, id)).unwrap_or_default()
    }

    /// What is left when the structure is read.
    fn strays(&mut self, pdf: &Pdf) {
        let mut left: BTreeMap<u32, String> = BTreeMap::new();
        for ((sheet, _), text) in std::mem::take(&mut self.contents) {
            left.entry(sheet).or_default().push_str(&text);
        }
        for (page, sheet) in pdf.pages.iter().zip(1..) {
            let untold = page.glyphs.iter().filter(|glyph| !glyph.is_artifact && glyph.content.is_none());
            untold.for_each(|glyph| left.entry(sheet).or_default().push_str(&glyph.text));
        }
        let left = left.into_iter().filter(|(_, text)| !text.trim().is_empty());
        self.paper.strays = left.map(|(sheet, text)| (text, sheet as usize)).collect();
    }
}

/// The caption of a picture is told before the picture that it stands below.
fn is_caption(kid: &Kid) -> bool {
    matches!(kid, Kid::Node(node) if node.kind == "Caption")
}

/// The page on which the first content of an element stands.
fn first_sheet(node: &Node) -> Option<u32> {
    node.kids.iter().find_map(|kid| match kid {
        Kid::Node(node) => first_sheet(node),
        Kid::Content { sheet, .. } => Some(*sheet),
    })
}
