//! Offprints (单行本): the pages of each document as a PDF of its own, with the folios of the issue and a line that says where they
//! are from. A document that begins or ends on a page with another one has the whole page.

use serde::Serialize;
use typst::foundations::{Datetime, Smart};
use typst::layout::Abs;
use typst::model::{Document as _, DocumentInfo};
use typst_pdf::PdfStandard;

use super::Subject;
use crate::artefact::Artefacts;
use crate::diag::Diagnostics;
use crate::issue::{Document, Issue};
use crate::manifest::{Date, FrontMatter};
use crate::pagination::DocumentPages;
use crate::proof;
use crate::proof::offprint::{Claim, folios_in_words};
use crate::proof::reader::{self, Pdf};
use crate::typeset::{Excerpt, excerpt, laid_over};

/// What the template draws on each page.
#[derive(Serialize)]
struct Told<'a> {
    /// Where the document is from.
    citation: &'a str,
    /// How many pages it has.
    sheets: u32,
}

/// Makes the offprint of each document. `None` when what went wrong was reported.
pub(super) fn add(subject: &Subject, artefacts: &mut Artefacts, diagnostics: &mut Diagnostics) -> Option<()> {
    for document in subject.issue.documents() {
        artefacts.insert(document.slug.offprint(), offprint(subject, document, diagnostics)?);
    }
    Some(())
}

/// Proves that each offprint among `artefacts` is what the PDF of the issue, which was read, has of its document.
pub(super) fn prove(subject: &Subject, whole: &Pdf, artefacts: &Artefacts, diagnostics: &mut Diagnostics) {
    for document in subject.issue.documents() {
        let file = document.slug.offprint();
        let pages = subject.pagination.of(&document.slug);
        let citation = citation(subject.issue, pages);
        let claim = Claim::of(whole, pages, &citation);
        let fault = reader::read(&artefacts[&file]).map_or_else(Some, |own| proof::offprint::fault(&own, &claim));
        proof::offprint::report(&file, fault, document.title().place.clone(), diagnostics);
    }
}

fn offprint(subject: &Subject, document: &Document, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let Subject { issue, typesetter, paged, pagination, .. } = subject;
    let pages = pagination.of(&document.slug);
    let (before, rest) =
        pagination.documents.split_at(pagination.documents.iter().position(|it| it.slug == pages.slug)?);
    let last = last_sheet(pages);
    let cut = Excerpt {
        slug: document.slug.as_str(),
        sheets: pages.sheet.0..=last,
        has_before: before.iter().any(|other| last_sheet(other) >= pages.sheet.0),
        has_after: rest.iter().skip(1).any(|other| other.sheet.0 <= last),
    };
    let citation = citation(issue, pages);
    let told = Told { citation: &citation, sheets: last - pages.sheet.0 + 1 };
    let told = serde_json::to_string(&told).expect("text and numbers serialise");
    let line = typesetter.drawn("citations()", told, diagnostics)?;
    let locale = paged.info().locale;
    let cut = excerpt(paged, &cut, DocumentInfo { locale, ..info(issue, document, &citation) });
    let name = format!("{}/{}", issue.name, document.slug);
    typesetter.kept(&laid_over(&cut, &line, Abs::zero()), &name, PdfStandard::A_2a, diagnostics)
}

/// What the file says of itself: it is the document, not the issue.
fn info(issue: &Issue, document: &Document, citation: &str) -> DocumentInfo {
    let FrontMatter { issuer, date, .. } = &document.front_matter;
    let Date { year, month, day } = date.unwrap_or(issue.date);
    DocumentInfo {
        title: Some(document.title().joined().into()),
        author: issuer.as_ref().unwrap_or(&issue.series.sponsor).lines().map(Into::into).collect(),
        description: Some(citation.into()),
        date: Smart::Custom(Datetime::from_ymd(year.into(), month, day)),
        ..DocumentInfo::default()
    }
}

/// The page of the PDF on which a document ends.
fn last_sheet(pages: &DocumentPages) -> u32 {
    pages.sheet.0 + pages.last_folio.0 - pages.folio.0
}

/// `《某区人民政府公报》2024年第2期（总第31期）第3—16页`
fn citation(issue: &Issue, pages: &DocumentPages) -> String {
    let serial = issue.serial.map(|serial| format!("（总第{serial}期）")).unwrap_or_default();
    let folios = folios_in_words((pages.folio.0, pages.last_folio.0));
    format!("《{}》{}{serial}{folios}", issue.series.name.joined(), issue.designation())
}
