//! `manifest.json`: every file of an edition with its digests, and every document with what it is cited by.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};

use super::{Artefacts, entries};
use crate::digest::{sha256, sm3};
use crate::issue::{Issue, offprint_of};
use crate::manifest::Form;
use crate::pagination::{Folio, Pagination, SheetNumber};

/// The file that lists what a build wrote; a folder that has none was not written by `gazette`.
pub const MANIFEST_FILE: &str = "manifest.json";
/// The form of the file; a later program may write another.
pub(crate) const VERSION: u32 = 1;

/// What a folder of an edition holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// 1
    pub version: u32,
    /// The program and its version.
    pub generator: String,
    /// The issue's folder: `2024-02`.
    pub issue: String,
    /// The gazette's name with year and number.
    pub title: String,
    /// 出版日期, `2024-06-30`.
    pub date: String,
    /// The digest of all that it is made of, as `artefact::inputs` has it; a program before it did not tell it.
    #[serde(default)]
    pub inputs: Option<String>,
    /// Every file but this one, by name.
    pub files: Vec<ListedFile>,
    /// In printed order.
    pub documents: Vec<ListedDocument>,
}

/// A file of the edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedFile {
    /// Its path within the folder, with `/` between the parts.
    pub file: String,
    /// Its size.
    pub bytes: u64,
    /// 64 small hexadecimal digits (FIPS 180-4).
    pub sha256: String,
    /// 64 small hexadecimal digits (GB/T 32905-2016).
    pub sm3: String,
}

/// A document of the edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedDocument {
    /// The issue and the document's name, which no page number changes: `2024-02/zhengfa-01`.
    pub id: String,
    /// The title in full on one line.
    pub title: String,
    /// 发文字号, where it has one.
    pub number: Option<String>,
    /// 发文机关, where it has any.
    pub issuer: Option<String>,
    /// 公文格式
    pub form: Form,
    /// 成文日期, where it has one.
    pub date: Option<String>,
    /// The folio of its first page.
    pub page: Folio,
    /// The folio of its last page.
    pub last_page: Folio,
    /// The page of the PDF on which it begins, from 1.
    pub sheet: SheetNumber,
    /// Its web page's file name.
    pub html: String,
    /// Its Markdown file within the issue's folder.
    pub source: String,
}

impl ListedDocument {
    /// The file of its offprint, if there is one.
    pub(crate) fn offprint(&self) -> Option<String> {
        self.html.strip_suffix(".html").map(offprint_of)
    }
}

/// The bytes of `manifest.json` for all other files of an edition, which is made of what `inputs` is the digest of.
pub(crate) fn manifest(issue: &Issue, pagination: &Pagination, artefacts: &Artefacts, inputs: String) -> Vec<u8> {
    let files: Vec<ListedFile> = artefacts
        .par_iter()
        .map(|(file, bytes)| ListedFile {
            file: file.clone(),
            bytes: bytes.len() as u64,
            sha256: sha256(bytes),
            sm3: sm3(bytes),
        })
        .collect();
    let documents = issue.documents().zip(entries(issue, pagination)).map(|(document, entry)| ListedDocument {
        id: format!("{}/{}", issue.name, document.slug),
        title: document.title().joined(),
        number: entry.number,
        issuer: document.front_matter.issuer.as_ref().map(|issuer| issuer.lines().collect::<Vec<_>>().join("、")),
        form: document.front_matter.form,
        date: document.front_matter.date.map(|date| date.iso()),
        page: entry.page,
        last_page: entry.last_page,
        sheet: entry.sheet,
        html: entry.html,
        source: entry.source,
    });
    let manifest = Manifest {
        version: VERSION,
        generator: crate::CREATOR.to_owned(),
        issue: issue.name.clone(),
        title: issue.title(),
        date: issue.date.iso(),
        inputs: Some(inputs),
        files,
        documents: documents.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).expect("text and numbers serialise");
    bytes.push(b'\n');
    bytes
}
