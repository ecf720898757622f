//! Which page every document and heading begins on, read once from the finished layout.
//!
//! Before layout no page number exists; after it none exists elsewhere.

use std::fmt;

use serde::Serialize;
use typst::foundations::{Label, NativeElement, Selector, Value};
use typst::introspection::{Introspector, Location, MetadataElem};
use typst::model::HeadingElem;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::issue::{Issue, Slug};

/// The label on the marks that templates set at a document's first page.
const MARK: &str = "gazette-mark";
/// The label on the first page after the documents, where there is a back cover.
const BACK_COVER: &str = "gazette-back-cover";

/// A printed page number (页码); the first document has 1, or what the issue says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Folio(pub u32);

/// Two digits at least, as the contents print it.
impl fmt::Display for Folio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// A page of the PDF file, from 1 at the cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    pub fn harvest(document: &PagedDocument, issue: &Issue) -> Result<Self, String> {
        let introspector = document.introspector();
        let place = |location: Location| -> Option<(Folio, SheetNumber)> {
            let sheet = introspector.page(location)?.get();
            let folio = document.pages().get(sheet - 1)?.number;
            Some((Folio(folio as u32), SheetNumber(sheet as u32)))
        };
        let mark = Label::new(PicoStr::intern(MARK)).expect("the label is not empty");
        let mut marks = Vec::new();
        for content in introspector.query(&Selector::Label(mark)) {
            let Some(metadata) = content.to_packed::<MetadataElem>() else { continue };
            let Value::Str(slug) = &metadata.value else { continue };
            let Some(at) = content.location().and_then(place) else { continue };
            marks.push((slug.as_str().to_owned(), at));
        }
        let mut documents = Vec::new();
        for document in issue.documents() {
            let found = marks.iter().find(|(slug, _)| slug == document.slug.as_str());
            let Some((_, (folio, sheet))) = found else {
                return Err(format!("the templates do not mark the first page of `{}`", document.slug));
            };
            documents.push(DocumentPages {
                slug: document.slug.clone(),
                folio: *folio,
                last_folio: *folio,
                sheet: *sheet,
            });
        }
        let back_cover = Label::new(PicoStr::intern(BACK_COVER)).expect("the label is not empty");
        let back_cover =
            introspector.query_first(&Selector::Label(back_cover)).and_then(|mark| place(mark.location()?));
        let end = back_cover.map_or(document.pages().len() as u32, |(_, sheet)| sheet.0 - 1);
        // A document ends on the page before the next one: whatever runs on to that page, a footnote too, is its own.
        let ends = documents.iter().skip(1).map(|next| next.sheet.0 - 1).chain([end]);
        let ends: Vec<u32> = ends.collect();
        for (pages, end) in documents.iter_mut().zip(ends) {
            pages.last_folio = Folio(pages.folio.0 + end.saturating_sub(pages.sheet.0));
        }
        // The contents have a heading too, on a page before the first folio.
        let first = documents.first().map_or(SheetNumber(1), |pages| pages.sheet);
        let headings = introspector.query(&HeadingElem::ELEM.select()).into_iter().filter_map(|content| {
            let (folio, sheet) = place(content.location()?).filter(|(_, sheet)| *sheet >= first)?;
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
