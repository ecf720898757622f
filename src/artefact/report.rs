//! `report.json`, and the contents as `gazette toc --json` prints them.

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostics, Severity};
use crate::issue::Issue;
use crate::language::Message;
use crate::pagination::{Folio, Pagination, SheetNumber};
use crate::proof::Proofs;
use crate::proof::glyphs::Substitute;
use crate::source::IssueDir;

/// An entry of the contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// Files of the series that took the place of the program's templates, or came to them.
    templates: Vec<&'a str>,
    /// Characters that the faces of their roles lack.
    substitutes: &'a [Substitute],
    #[serde(flatten)]
    proofs: &'a Proofs,
    warnings: Vec<Warning<'a>>,
}

#[derive(Serialize)]
struct Warning<'a> {
    file: String,
    code: &'a str,
    /// In every language, so that a file does not depend on that of the run.
    message: &'a Message,
}

/// The bytes of `report.json`.
pub(crate) fn report(
    dir: &IssueDir,
    issue: &Issue,
    pagination: &Pagination,
    proofs: &Proofs,
    diagnostics: &Diagnostics,
) -> Vec<u8> {
    let warnings = diagnostics.sorted().into_iter().filter(|found| found.severity == Severity::Warning);
    let warnings = warnings.map(|found| Warning {
        file: dir.within(&found.place.file),
        code: found.code,
        message: &found.message,
    });
    let mut warnings: Vec<Warning> = warnings.collect();
    // They come in the order of the files as the user named them. Within a file it stays.
    warnings.sort_by(|a, b| a.file.cmp(&b.file));
    let report = Report {
        generator: crate::CREATOR,
        issue: &issue.name,
        title: issue.title(),
        date: issue.date.iso(),
        sheets: pagination.sheets,
        documents: entries(issue, pagination),
        templates: dir.templates.keys().map(String::as_str).collect(),
        substitutes: &proofs.glyphs.substitutes,
        proofs,
        warnings,
    };
    let mut bytes = serde_json::to_vec_pretty(&report).expect("text and numbers serialise");
    bytes.push(b'\n');
    bytes
}
