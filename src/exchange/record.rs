//! `issue.json`: what is known of an issue and its documents; `issue.schema.json` beside this file says the same of it.

use serde::Serialize;

use super::address::Addresses;
use super::document_record::{DocumentRecord, id};
use super::part_pages::part_pages;
use super::{AKOMA_NTOSO_FILE, CONTENTS_FILE, FEED_FILE, LANGUAGE};
use crate::artefact::{INDEX, entries};
use crate::issue::Issue;
use crate::manifest::{Date, Text};
use crate::pagination::Pagination;

/// The form of the file; a later program may write another.
const VERSION: u32 = 1;

/// An issue.
#[derive(Debug, Serialize)]
pub(super) struct IssueRecord {
    /// 1
    version: u32,
    /// The program and its version.
    pub(super) generator: &'static str,
    /// As RFC 5646 has it.
    pub(super) language: &'static str,
    /// The issue's folder: `2024-02`.
    pub(super) issue: String,
    /// The gazette's name with year and number.
    pub(super) title: String,
    /// What the issue is one of.
    pub(super) gazette: GazetteRecord,
    /// 年
    pub(super) year: u16,
    /// 期
    pub(super) number: u16,
    /// 总期号
    pub(super) serial: Option<u32>,
    /// 出版日期
    pub(super) date: Date,
    /// The address of the folder of the edition, where the site is known; so are all others.
    pub(super) url: Option<String>,
    /// The files of the edition that have the whole issue.
    pub(super) files: Files,
    /// The contents in printed order.
    pub(super) sections: Vec<SectionRecord>,
    /// In printed order.
    pub(super) documents: Vec<DocumentRecord>,
}

/// A gazette.
#[derive(Debug, Serialize)]
pub(super) struct GazetteRecord {
    /// 刊名
    pub(super) name: String,
    /// 主办单位
    pub(super) sponsors: Vec<String>,
    /// 编辑出版
    editor: Option<String>,
    /// 国际标准连续出版物号
    issn: Option<String>,
    /// 国内统一连续出版物号
    cn: Option<String>,
    /// 准印证号
    permit: Option<String>,
    /// 标准文本说明
    notice: Option<String>,
}

/// The files of an edition that have the whole issue.
#[derive(Debug, Serialize)]
pub(super) struct Files {
    /// The printed edition.
    pub(super) pdf: Pdf,
    /// The first page of the web edition.
    pub(super) html: File,
    /// The contents as a table.
    csv: File,
    /// Entries for a feed.
    pub(super) atom: File,
    /// The text as Akoma Ntoso.
    pub(super) akoma_ntoso: File,
}

/// A file of the edition.
#[derive(Debug, Serialize)]
pub(super) struct File {
    /// Its name.
    pub(super) file: String,
    /// Its address.
    url: Option<String>,
}

/// The PDF of the edition.
#[derive(Debug, Serialize)]
pub(super) struct Pdf {
    /// Its name.
    pub(super) file: String,
    /// Its address.
    url: Option<String>,
    /// Its size.
    pub(super) bytes: usize,
    /// How many pages it has.
    sheets: u32,
}

/// A section of the contents.
#[derive(Debug, Serialize)]
pub(super) struct SectionRecord {
    /// Without its 【】.
    pub(super) title: String,
    /// The ids of its documents.
    documents: Vec<String>,
}

impl IssueRecord {
    /// What is known of an issue whose PDF takes so many bytes.
    pub(super) fn of(issue: &Issue, pagination: &Pagination, addresses: &Addresses, pdf_bytes: usize) -> Self {
        let file = |name: &str| File { file: name.to_owned(), url: addresses.url(name) };
        let series = &issue.series;
        let imprint = &series.imprint;
        let sections = issue.sections.iter().map(|section| SectionRecord {
            title: section.title.joined(),
            documents: section.documents.iter().map(|document| id(issue, document)).collect(),
        });
        let documents = issue.documents().zip(entries(issue, pagination)).zip(part_pages(issue, pagination));
        Self {
            version: VERSION,
            generator: crate::CREATOR,
            language: LANGUAGE,
            issue: issue.name.clone(),
            title: issue.title(),
            gazette: GazetteRecord {
                name: series.name.joined(),
                sponsors: lines(&series.sponsor),
                editor: joined(&imprint.editor),
                issn: joined(&imprint.issn),
                cn: joined(&imprint.cn),
                permit: joined(&imprint.permit),
                notice: joined(&imprint.notice),
            },
            year: issue.year,
            number: issue.number,
            serial: issue.serial,
            date: issue.date,
            url: addresses.folder().map(str::to_owned),
            files: Files {
                pdf: Pdf {
                    file: issue.pdf(),
                    url: addresses.url(&issue.pdf()),
                    bytes: pdf_bytes,
                    sheets: pagination.sheets,
                },
                html: file(INDEX),
                csv: file(CONTENTS_FILE),
                atom: file(FEED_FILE),
                akoma_ntoso: file(AKOMA_NTOSO_FILE),
            },
            sections: sections.collect(),
            documents: documents
                .map(|((document, entry), pages)| DocumentRecord::of(issue, document, entry, &pages, addresses))
                .collect(),
        }
    }

    /// The bytes of `issue.json`.
    pub(super) fn json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("text and numbers serialise");
        bytes.push(b'\n');
        bytes
    }
}

/// The lines of a text, each a body of its own.
pub(super) fn lines(text: &Text) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// An optional text on one line.
pub(super) fn joined(text: &Option<Text>) -> Option<String> {
    text.as_ref().map(Text::joined)
}
