//! `report.json`, and the contents as `gazette toc --json` prints them.

use serde::Serialize;

use super::Artefacts;
use crate::diag::{Diagnostics, Severity};
use crate::issue::Issue;
use crate::pagination::{Folio, Pagination, SheetNumber};
use crate::proof::ruler::Measurement;

/// An entry of the contents.
#[derive(Debug, Clone, Serialize)]
pub struct TocEntry {
    /// The section's title, without its 【】.
    pub section: String,
    /// The title as the contents have it, without the issuing body.
    pub title: String,
    /// 发文字号, where the document has one.
    pub number: Option<String>,
    /// The folio of its first page.
    pub page: Folio,
    /// The folio of its last page.
    pub last_page: Folio,
    /// The page of the PDF file on which it begins, from 1.
    pub sheet: SheetNumber,
    /// Its Markdown file, within the issue folder.
    pub source: String,
    /// Its web page's file name.
    pub html: String,
}

/// The contents in printed order.
pub fn entries(issue: &Issue, pagination: &Pagination) -> Vec<TocEntry> {
    let mut entries = Vec::new();
    for section in &issue.sections {
        for document in &section.documents {
            let pages = pagination.of(&document.slug);
            entries.push(TocEntry {
                section: section.title.joined(),
                title: document.contents_title(),
                number: document.front_matter.number.as_ref().map(|number| number.joined()),
                page: pages.folio,
                last_page: pages.last_folio,
                sheet: pages.sheet,
                source: document.path.clone(),
                html: document.slug.page(),
            });
        }
    }
    entries
}

#[derive(Serialize)]
struct Report<'a> {
    /// What wrote it.
    generator: &'a str,
    issue: &'a str,
    title: String,
    date: String,
    /// Pages of the PDF file, cover and contents included.
    sheets: u32,
    documents: Vec<TocEntry>,
    /// The files of the edition, this one left out.
    artefacts: Vec<Artefact<'a>>,
    /// What the ruler found in the PDF; lengths in mm.
    ruler: &'a [Measurement],
    warnings: Vec<Warning<'a>>,
}

#[derive(Serialize)]
struct Artefact<'a> {
    file: &'a str,
    bytes: usize,
}

#[derive(Serialize)]
struct Warning<'a> {
    file: &'a str,
    code: &'a str,
    message: &'a str,
}

/// The bytes of `report.json`.
pub(crate) fn report(
    issue: &Issue,
    pagination: &Pagination,
    artefacts: &Artefacts,
    measurements: &[Measurement],
    diagnostics: &Diagnostics,
) -> Vec<u8> {
    let warnings = diagnostics.sorted().into_iter().filter(|found| found.severity == Severity::Warning);
    let warnings = warnings.map(|found| {
        // The folder's own name only: the report is the same from whatever folder the program was called.
        let file =
            found.place.file.rsplit_once(&format!("{}/", issue.name)).map_or(&*found.place.file, |(_, file)| file);
        Warning { file, code: found.code, message: &found.message }
    });
    let report = Report {
        generator: crate::CREATOR,
        issue: &issue.name,
        title: format!("{}{}", issue.series.name.joined(), issue.designation()),
        date: issue.date.iso(),
        sheets: pagination.sheets,
        documents: entries(issue, pagination),
        artefacts: artefacts.iter().map(|(file, bytes)| Artefact { file, bytes: bytes.len() }).collect(),
        ruler: measurements,
        warnings: warnings.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&report).expect("text and numbers serialise");
    bytes.push(b'\n');
    bytes
}
