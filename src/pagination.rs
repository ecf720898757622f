//! Which page every document and heading begins on, read once from the finished layout.
//!
//! Before layout no page number exists; after it none exists elsewhere.

use std::fmt;

use serde::{Deserialize, Serialize};
use typst::foundations::{Content, Label, NativeElement, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{Abs, Frame};
use typst::model::HeadingElem;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::issue::{Issue, Slug};
use crate::language::Message;
use crate::typeset::each_printed;

/// The label on the marks that templates set where a document begins.
pub(crate) const START: &str = "gazette-mark";
/// The label on those where it ends.
pub(crate) const END: &str = "gazette-end";
/// The label on the first page after the documents, where there is a back cover.
const BACK_COVER: &str = "gazette-back-cover";

/// A printed page number (页码); the first document has 1, or what the issue says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Folio(pub u32);

/// Two digits at least, as the contents print it.
impl fmt::Display for Folio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// A page of the PDF file, from 1 at the cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SheetNumber(pub u32);

/// Where everything stands.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// How many pages the PDF has.
    pub sheets: u32,
    /// The documents in printed order.
    pub documents: Vec<DocumentPages>,
    /// The headings of all documents in printed order: titles of documents and parts, and those in the text.
    pub headings: Vec<HeadingPage>,
}

/// The pages of one document.
#[derive(Debug, Clone)]
pub struct DocumentPages {
    /// Which document.
    pub slug: Slug,
    /// Its first page.
    pub folio: Folio,
    /// Its last page.
    pub last_folio: Folio,
    /// The page of the PDF on which it begins.
    pub sheet: SheetNumber,
    /// Where its pages turn, in printed order; its first page is no turn.
    pub turns: Vec<PageTurn>,
}

/// A page of a document after its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageTurn {
    /// The page that begins.
    pub folio: Folio,
    /// What it begins with.
    pub at: TurnAt,
}

/// What a page begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnAt {
    /// Text of the document's file: the byte of its first character there.
    Text(usize),
    /// 发文机关署名 or 成文日期.
    Signature,
    /// 版记, or nothing.
    Colophon,
}

/// The page of one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingPage {
    /// Its words.
    pub text: String,
    /// 1 for a document's title, more for what is within.
    pub level: u32,
    /// Its page.
    pub folio: Folio,
    /// The page of the PDF on which it stands.
    pub sheet: SheetNumber,
}

impl Pagination {
    /// Reads the marks of a finished layout; `Err` names what the templates did not mark.
    pub fn harvest(document: &PagedDocument, issue: &Issue) -> Result<Self, Message> {
        let introspector = document.introspector();
        let folio = |sheet: SheetNumber| Some(Folio(document.pages().get(sheet.0 as usize - 1)?.number as u32));
        let starts = marks(introspector.as_ref(), START);
        let ends = marks(introspector.as_ref(), END);
        let mut documents = Vec::new();
        for document in issue.documents() {
            let slug = document.slug.as_str();
            let of = |marks: &[(String, SheetNumber)]| {
                let (_, sheet) = marks.iter().find(|(marked, _)| marked == slug)?;
                Some((folio(*sheet)?, *sheet))
            };
            let (folio, sheet) = of(&starts).ok_or_else(|| message!("unmarked-page", slug = slug))?;
            let (last_folio, last_sheet) = of(&ends).ok_or_else(|| message!("unmarked-last-page", slug = slug))?;
            let pages = DocumentPages { slug: document.slug.clone(), folio, last_folio, sheet, turns: Vec::new() };
            documents.push((pages, last_sheet));
        }
        // Footnotes may run on after the mark: a document ends on the last page before the next one that is not blank.
        let after = back_cover(document).map_or(document.pages().len() as u32 + 1, |sheet| sheet.0);
        let next = documents.iter().skip(1).map(|(pages, _)| pages.sheet.0).chain([after]);
        let next: Vec<u32> = next.collect();
        for ((pages, last), next) in documents.iter_mut().zip(next) {
            let has_print =
                |sheet: &u32| document.pages().get(*sheet as usize - 1).is_some_and(|page| is_printed(&page.frame));
            let end = (last.0 + 1..next).rev().find(has_print).unwrap_or(last.0);
            pages.last_folio = Folio(pages.last_folio.0 + end - last.0);
        }
        let documents: Vec<DocumentPages> = documents.into_iter().map(|(pages, _)| pages).collect();
        // The contents have a heading too, on a page before the first folio.
        let first = documents.first().map_or(SheetNumber(1), |pages| pages.sheet);
        let headings = introspector.query(&HeadingElem::ELEM.select()).into_iter().filter_map(|content| {
            let sheet = sheet_of(introspector.as_ref(), &content).filter(|sheet| *sheet >= first)?;
            let folio = folio(sheet)?;
            let heading = content.to_packed::<HeadingElem>()?;
            let level = heading.resolve_level(typst::foundations::StyleChain::default()).get() as u32;
            Some(HeadingPage { text: heading.body.plain_text().into(), level, folio, sheet })
        });
        Ok(Self { sheets: document.pages().len() as u32, headings: headings.collect(), documents })
    }

    /// The pages of a document of the issue.
    pub fn of(&self, slug: &Slug) -> &DocumentPages {
        let found = self.documents.iter().find(|pages| pages.slug == *slug);
        found.expect("every document of the issue was harvested")
    }
}

/// The marks with this label: the name of the document, and the page of the PDF.
pub(crate) fn marks(introspector: &impl Introspector, label: &str) -> Vec<(String, SheetNumber)> {
    let found = marked(introspector, label).into_iter();
    found.filter_map(|(slug, mark)| Some((slug, sheet_of(introspector, &mark)?))).collect()
}

/// Where the text of a document ends, as far as its template can know.
pub(crate) struct End {
    /// The name of the document.
    pub(crate) slug: String,
    /// The page of the PDF.
    pub(crate) sheet: SheetNumber,
    /// From the top of the page.
    pub(crate) y: Abs,
}

/// The end of each document.
pub(crate) fn ends(document: &PagedDocument) -> Vec<End> {
    let introspector = document.introspector();
    let ends = marked(introspector.as_ref(), END).into_iter().filter_map(|(slug, mark)| {
        let at = introspector.position(mark.location()?)?;
        Some(End { slug, sheet: SheetNumber(at.page.get() as u32), y: at.point.y })
    });
    ends.collect()
}

/// The first page after all documents, where there is a back cover.
pub(crate) fn back_cover(document: &PagedDocument) -> Option<SheetNumber> {
    marks(document.introspector().as_ref(), BACK_COVER).first().map(|(_, sheet)| *sheet)
}

/// The marks with this label, each with the name in it.
fn marked(introspector: &impl Introspector, label: &str) -> Vec<(String, Content)> {
    let label = Label::new(PicoStr::intern(label)).expect("the label is not empty");
    let found = introspector.query(&Selector::Label(label)).into_iter().filter_map(|content| {
        let Value::Str(slug) = &content.to_packed::<MetadataElem>()?.value else { return None };
        Some((slug.as_str().to_owned(), content))
    });
    found.collect()
}

fn sheet_of(introspector: &impl Introspector, content: &Content) -> Option<SheetNumber> {
    let sheet = introspector.page(content.location()?)?;
    Some(SheetNumber(sheet.get() as u32))
}

/// Whether anything is printed in a frame; a blank page carries no folio either.
fn is_printed(frame: &Frame) -> bool {
    let mut found = false;
    each_printed(frame, &mut |_, _| found = true);
    found
}
