//! The text proof: what was typed is what the PDF says and what the web says, character for character.
//!
//! Three readings of every document are compared item by item (`stream`): its file, the PDF in the order of its structure, its
//! web page. They are told apart by nothing but
//!
//! - white space, which paper and screen each set in their own way;
//! - the furniture of pages: folios, running heads, leaders, 续表 with the head of its table (which has to be that table's:
//!   `heads`), the pages' own words on the web (masthead, pager, page numbers);
//! - the marks of footnotes: a note stands where its mark does, whatever its number;
//! - the order above the title, which is that of paper;
//! - pictures, which are compared by what they show; seals and stamps are on paper only, and the web marks what has them.
//!
//! The first reading is made of the tree that the Markdown was parsed to; so that nothing is lost on the way there, every sign of
//! the file has to be in it, or be a mark of Markdown (`lost`).
//!
//! Where a web page marks the beginning of a printed page, that page of the PDF begins (`turns`).
//!
//! What counts: the number of an item, the cells of a table with the columns and rows they take, where a note stands, the address
//! of a link, which paper has in a note.

mod difference;
mod heads;
mod lost;
mod paper;
mod screen;
mod sign;
mod stream;
mod table;
mod turns;
mod typed;

use std::ops::Range;

use serde::Serialize;

use self::difference::difference;
pub(super) use self::heads::CONTINUED;
use self::lost::lost;
use self::paper::Paper;
pub(super) use self::paper::{Contents, contents};
use self::screen::Screen;
use self::stream::{Item, Stream};
pub use self::table::table;
use self::typed::Typed;
use super::reader::Pdf;
use super::web::Element;
use crate::diag::Diagnostics;
use crate::issue::Document;
use crate::language::Message;
use crate::manifest::{FrontMatter, Layout};
use crate::place::{Place, SourceFile};

/// What the proof found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Texts {
    /// Each document in printed order.
    pub documents: Vec<Text>,
    /// What is wrong with the PDF as a whole, a sentence each.
    pub faults: Vec<Message>,
}

/// A document, and whether its readings agree.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Text {
    /// What is compared with: its Markdown file within the issue folder; without the sources, its web page.
    pub document: String,
    /// How many characters it has that are no white space.
    pub characters: usize,
    /// How many footnotes, those with addresses of links included.
    pub notes: usize,
    /// How many cells its tables have.
    pub cells: usize,
    /// How the PDF differs, in a sentence.
    pub pdf: Option<Message>,
    /// How the web page differs, in a sentence.
    pub html: Option<Message>,
    /// Pieces of the Markdown that are neither text nor marks.
    pub lost: Vec<String>,
    /// Where the file differs from one of them first, in bytes.
    #[serde(skip)]
    at: Option<usize>,
    /// Where the lost pieces stand in the file, in bytes.
    #[serde(skip)]
    lost_at: Vec<Range<usize>>,
}

impl Text {
    /// Notes a place of a difference, of which the first is told.
    fn note(&mut self, at: Option<usize>) {
        self.at = self.at.into_iter().chain(at).min();
    }
}

/// Reports what is wrong; `place` gives the place of a range of bytes in a document's file, or that of the document without one.
pub fn report(
    texts: &Texts,
    place: impl Fn(usize, Option<Range<usize>>) -> Place,
    whole: &Place,
    diagnostics: &mut Diagnostics,
) {
    let help = || message!("text-fault.help");
    for (index, text) in texts.documents.iter().enumerate() {
        for fault in text.pdf.iter().chain(&text.html) {
            let message = message!("text-fault", document = &text.document, fault);
            diagnostics.error("text-differs", place(index, text.at.map(|at| at..at)), message, help());
        }
        for (lost, range) in text.lost.iter().zip(&text.lost_at) {
            let message = message!("text-lost", lost);
            diagnostics.error("text-lost", place(index, Some(range.clone())), message, message!("text-lost.help"));
        }
    }
    for fault in &texts.faults {
        diagnostics.error("text-differs", whole.clone(), fault.clone(), help());
    }
}

/// A document to be proved.
pub struct Subject<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its Markdown file.
    pub file: &'a SourceFile,
    /// Its web page, or why it cannot be read.
    pub page: Result<&'a Element, Message>,
}

/// Compares the three readings of every document.
pub fn prove(pdf: &Pdf, subjects: &[Subject], layout: &Layout) -> Texts {
    let typed = subjects.iter().map(|subject| typed::read(subject.document, subject.file, layout));
    let (typed, printed): (Vec<Stream>, Vec<_>) = typed.map(|Typed { stream, printed, .. }| (stream, printed)).unzip();
    let screens: Vec<_> = subjects.iter().map(|subject| subject.page.clone().and_then(screen::read)).collect();
    let mut texts = on_paper(pdf, &typed, &screens, |index| subjects[index].document.path.clone());
    for (index, (text, subject)) in texts.documents.iter_mut().zip(subjects).enumerate() {
        let body = FrontMatter::split(subject.file, &mut Diagnostics::default()).map(|split| split.body);
        text.lost_at = body.map(|body| lost(subject.file, body, &printed[index])).unwrap_or_default();
        text.lost = text.lost_at.iter().map(|range| subject.file.text()[range.clone()].to_owned()).collect();
        let page = subject.document.slug.page();
        match &screens[index] {
            Ok(screen) => {
                let found = difference(&typed[index].items, &screen.stream.items);
                text.note(found.as_ref().map(|found| found.here));
                let there = |byte: usize| message!("text-at-byte", page, byte);
                let found = found.map(|found| found.sentence(there(found.there)));
                text.html = found.or(text.html.take());
            }
            Err(why) => text.html = Some(message!("page-unreadable", page, why)),
        }
    }
    texts
}

/// Compares the files of all documents, in printed order, with a PDF that no web page goes with.
pub(super) fn prove_paper(pdf: &Pdf, documents: &[(&Document, &SourceFile)], layout: &Layout) -> Texts {
    let typed: Vec<Stream> =
        documents.iter().map(|(document, file)| typed::read(document, file, layout).stream).collect();
    let screens: Vec<_> = documents.iter().map(|_| Err(message!("text-untagged"))).collect();
    on_paper(pdf, &typed, &screens, |index| documents[index].0.path.clone())
}

/// Compares the web pages of all documents, named and in printed order, with the PDF.
pub fn prove_alone(pdf: &Pdf, pages: &[(String, &Element)]) -> Texts {
    let screens: Vec<_> = pages.iter().map(|(_, page)| screen::read(page)).collect();
    let read: Vec<Stream> =
        screens.iter().map(|screen| screen.as_ref().map(|screen| screen.stream.clone()).unwrap_or_default()).collect();
    let mut texts = on_paper(pdf, &read, &screens, |index| pages[index].0.clone());
    for (text, screen) in texts.documents.iter_mut().zip(screens) {
        text.html = screen.err().or(text.html.take());
    }
    texts
}

/// What can be found wrong in a PDF by itself: text that no document has, heads of tables that are no table's.
pub fn prove_bare(pdf: &Pdf) -> Texts {
    let faults = Paper::read(pdf).map_or_else(|| vec![message!("text-untagged")], |paper| faults(pdf, &paper));
    Texts { faults, ..Texts::default() }
}

/// What is wrong with a PDF as a whole.
fn faults(pdf: &Pdf, paper: &Paper) -> Vec<Message> {
    let strays = paper
        .strays
        .iter()
        .map(|(text, sheet)| message!("text-stray", text = text.chars().take(20).collect::<String>(), sheet = *sheet));
    let heads = heads::wrong(pdf, pdf.structure.as_deref().unwrap_or_default());
    strays.chain(heads.into_iter().map(|(text, sheet)| message!("text-other-head", text, sheet))).collect()
}

/// Compares readings of all documents, in printed order, with the PDF, and where that is the same, the marks of the web pages.
fn on_paper(
    pdf: &Pdf,
    readings: &[Stream],
    screens: &[Result<Screen, Message>],
    name: impl Fn(usize) -> String,
) -> Texts {
    let mut texts = Texts::default();
    let count = |reading: &Stream, is: fn(&Item) -> bool| reading.items.iter().filter(|(item, _)| is(item)).count();
    texts.documents.extend(readings.iter().enumerate().map(|(index, reading)| Text {
        document: name(index),
        characters: count(reading, |item| matches!(item, Item::Char(_))),
        notes: count(reading, |item| *item == Item::Note),
        cells: count(reading, |item| matches!(item, Item::Cell { .. })),
        ..Text::default()
    }));
    let Some(paper) = Paper::read(pdf) else {
        texts.faults.push(message!("text-untagged"));
        return texts;
    };
    texts.faults.extend(faults(pdf, &paper));
    let above: Vec<usize> = readings.iter().map(|reading| reading.above_title).collect();
    match paper.documents(&above) {
        Ok(documents) => {
            for (index, (text, items)) in texts.documents.iter_mut().zip(documents).enumerate() {
                let found = difference(&readings[index].items, items);
                if let (None, Ok(screen)) = (&found, &screens[index]) {
                    text.html = turns::fault(items, screen, &pdf.labels);
                }
                text.note(found.as_ref().map(|found| found.here));
                text.pdf = found.map(|found| found.sentence(message!("text-on-sheet", sheet = found.there)));
            }
        }
        Err(titles) => {
            texts.faults.push(message!("text-other-titles", titles, documents = readings.len()));
        }
    }
    texts
}
