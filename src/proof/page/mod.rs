//! The page proof: a web page is nothing but what it should be.
//!
//! The text proof reads what a document says, and the contents proof what leads to it. This one looks at the rest of every page:
//!
//! - what could be active on it, bring in something from elsewhere, or hide a part of it (`safe`, `address`);
//! - what its head says of it: title, `meta` elements, addresses, linked data (`head`, `linked_data`);
//! - what stands above the text, besides it and within it that is no text: facts, citation, page numbers, marks of notes
//!   (`article`);
//! - what stands outside of the text (`furniture`), which is the same on all pages.
//!
//! What is expected is told by the issue, or by the manifest and the report of a built edition (`told`). A series whose templates
//! are its own may have furniture of its own: what it prints in a known place has to be true, and what it prints elsewhere is not
//! judged. What is active, foreign or hidden is refused all the same.

mod address;
mod article;
mod facts;
mod furniture;
mod head;
mod index;
mod linked_data;
mod part;
mod safe;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::part::Part;
pub use self::told::{Looks, Told, ToldDocument};
use super::web::{Element, Node};
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::place::Place;

/// What the proof found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// How many pages were looked at.
    pub pages: usize,
    /// What is wrong with them.
    pub faults: Vec<Fault>,
}

/// What is wrong with a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The page's file name.
    pub page: String,
    /// Where it begins, in bytes of the page.
    pub byte: usize,
    /// Of what kind it is.
    pub kind: Kind,
    /// What is wrong, as the rest of a sentence.
    pub says: Message,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It could run, bring in something from elsewhere, or hide something.
    Unsafe,
    /// It is not true, or nobody knows whether it is.
    Untrue,
}

/// A page that is looked at.
struct Page<'a> {
    /// Its file name.
    name: &'a str,
    root: &'a Element,
    told: &'a Told,
    /// The place of its document in printed order, or `None` for the page of the contents.
    document: Option<usize>,
    /// What its elements are called.
    names: BTreeSet<&'a str>,
    /// What it tells of its document beside the text: where, label, value.
    facts: Vec<(usize, String, String)>,
    /// The address of the folder of the editions, where it tells addresses in full.
    folder: Option<String>,
    faults: Vec<Fault>,
    /// What it says that all pages have to say: what that is, where, and the words.
    shared: BTreeMap<Part<'static>, (usize, String)>,
}

/// Proves the pages of an edition, by their names; pages that cannot be read are left out.
pub fn prove(told: &Told, pages: &BTreeMap<String, &Element>) -> Pages {
    let names = std::iter::once((None, crate::artefact::INDEX));
    let documents = told.documents.iter().enumerate().map(|(at, document)| (Some(at), document.page.as_str()));
    let mut proved = Pages::default();
    let mut first: BTreeMap<Part, (String, String)> = BTreeMap::new();
    for (document, name) in names.chain(documents) {
        let Some(root) = pages.get(name) else { continue };
        let mut page = Page::new(name, root, told, document);
        page.safe();
        page.head();
        page.article();
        page.index();
        page.furniture();
        for (what, (at, words)) in std::mem::take(&mut page.shared) {
            let (elsewhere, said) = first.entry(what).or_insert_with(|| (name.to_owned(), words.clone()));
            if *said != words {
                page.untrue(at, message!("page-unshared", what = what.name(), words, elsewhere, said));
            }
        }
        page.faults.sort_by(|a, b| (a.byte, a.kind, &a.says).cmp(&(b.byte, b.kind, &b.says)));
        page.faults.dedup();
        proved.pages += 1;
        proved.faults.extend(page.faults);
    }
    proved
}

/// Reports what is wrong; `place` gives the place of a page.
pub fn report(pages: &Pages, place: impl Fn(&str) -> Place, diagnostics: &mut Diagnostics) {
    for Fault { page, byte, kind, says } in &pages.faults {
        let message = message!("page-fault", page, byte = *byte, says);
        let (code, help) = match kind {
            Kind::Unsafe => ("page-unsafe", message!("page-unsafe.help")),
            Kind::Untrue => ("page-differs", message!("page-fault.help")),
        };
        diagnostics.error(code, place(page), message, help);
    }
}

impl<'a> Page<'a> {
    fn new(name: &'a str, root: &'a Element, told: &'a Told, document: Option<usize>) -> Self {
        let names = root.descendants().into_iter().filter_map(|element| element.attributes.get("id"));
        Self {
            name,
            root,
            told,
            document,
            names: names.map(String::as_str).collect(),
            facts: facts::read(root),
            folder: None,
            faults: Vec::new(),
            shared: BTreeMap::new(),
        }
    }

    fn fault(&mut self, kind: Kind, byte: usize, says: Message) {
        self.faults.push(Fault { page: self.name.to_owned(), byte, kind, says });
    }

    fn refuse(&mut self, byte: usize, says: Message) {
        self.fault(Kind::Unsafe, byte, says);
    }

    fn untrue(&mut self, byte: usize, says: Message) {
        self.fault(Kind::Untrue, byte, says);
    }

    /// Compares what the page says somewhere with what it has to say; white space does not count.
    fn compare(&mut self, byte: usize, what: Part, found: &str, expected: &str) {
        if squeezed(found) != squeezed(expected) {
            self.differs(byte, what, found, expected);
        }
    }

    /// Notes that the page says one thing somewhere, and has to say another.
    fn differs(&mut self, byte: usize, what: Part, found: &str, expected: &str) {
        let [found, expected] = apart(found, expected);
        self.untrue(byte, message!("page-says", what = what.name(), found, expected));
    }

    /// Whether its templates are those of the program, so that it has nothing that the program does not print.
    fn is_programs(&self) -> bool {
        self.told.looks == Looks::Program
    }

    fn told_document(&self) -> Option<&'a ToldDocument> {
        self.told.documents.get(self.document?)
    }

    /// The elements that are meant, in order.
    fn all(&self, is_meant: impl Fn(&Element) -> bool) -> Vec<&'a Element> {
        let mut found = self.root.descendants();
        found.retain(|element| is_meant(element));
        found
    }

    /// Notes what all pages have to say.
    fn share(&mut self, what: Part<'static>, byte: usize, words: &str) {
        self.shared.insert(what, (byte, squeezed(words)));
    }
}

/// A text without white space.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Two texts that differ as messages quote them: long ones from shortly before the first difference.
fn apart(found: &str, expected: &str) -> [String; 2] {
    const BEFORE: usize = 10;
    let lines = [found, expected].map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let same = lines[0].chars().zip(lines[1].chars()).take_while(|(one, other)| one == other).count();
    let skipped = same.saturating_sub(BEFORE);
    lines.map(|line| {
        if line.chars().count() <= MOST || skipped == 0 {
            return shown(&line);
        }
        format!("…{}", shown(&line.chars().skip(skipped).collect::<String>()))
    })
}

/// How many characters messages quote.
const MOST: usize = 60;

/// A text as messages quote it: on one line, and not whole where it is long.
fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// `2024年4月7日` as `2024-04-07`.
fn iso(date: &str) -> Option<String> {
    let date = squeezed(date);
    let (year, rest) = date.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let numbers = [year, month, rest.strip_suffix('日')?].map(|number| number.parse::<u16>().ok());
    let [Some(year), Some(month), Some(day)] = numbers else { return None };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// `2024-04-07` as `2024年4月7日`.
fn printed(iso: &str) -> Option<String> {
    let mut numbers = iso.splitn(3, '-').map(|number| number.parse::<u16>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some(format!("{year}年{month}月{day}日"))
}

fn attribute<'a>(element: &'a Element, name: &str) -> &'a str {
    element.attributes.get(name).map_or("", String::as_str)
}

/// Text within an element that stands in nothing that is known.
fn strays<'a>(element: &'a Element, is_known: &dyn Fn(&Element) -> bool, found: &mut Vec<(usize, &'a str)>) {
    for kid in &element.kids {
        match kid {
            Node::Text { text, at } if !text.trim().is_empty() => found.push((*at, text)),
            Node::Element(element) if !is_known(element) => strays(element, is_known, found),
            _ => {}
        }
    }
}

/// The elements that an element holds itself.
fn kids(element: &Element) -> impl Iterator<Item = &Element> {
    element.kids.iter().filter_map(|kid| match kid {
        Node::Element(element) => Some(element),
        Node::Text { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_in_both_ways() {
        assert_eq!(iso("2024年4月7日").as_deref(), Some("2024-04-07"));
        assert_eq!(printed("2024-04-07").as_deref(), Some("2024年4月7日"));
        assert_eq!((iso("2024年4月"), iso("年月日"), printed("2024-04"), printed("")), (None, None, None, None));
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(shown("甲 \n 乙"), "甲 乙");
        assert_eq!(shown(&"甲".repeat(61)), "甲".repeat(60) + "…");
        let long = "甲".repeat(70);
        let [one, other] = apart(&format!("{long}乙"), &format!("{long}丙"));
        assert_eq!((one, other), (format!("…{}乙", "甲".repeat(10)), format!("…{}丙", "甲".repeat(10))));
        assert_eq!(apart("甲", &long), ["甲".to_owned(), "甲".repeat(60) + "…"]);
    }
}
