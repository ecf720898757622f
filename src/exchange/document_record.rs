//! What `issue.json` tells of a document.

use serde::Serialize;

use super::address::Addresses;
use super::document_kind::document_kind;
use super::document_number::DocumentNumber;
use super::record::{joined, lines};
use crate::artefact::TocEntry;
use crate::issue::{Document, Issue};
use crate::manifest::{Date, Form, join_lines};
use crate::markdown::{Part, plain};
use crate::pagination::{Folio, HeadingPage, SheetNumber};

/// A document.
#[derive(Debug, Serialize)]
pub(super) struct DocumentRecord {
    /// The issue and the document's name, which no page number changes: `2024-02/zhengfa-01`.
    pub(super) id: String,
    /// The title of its section.
    pub(super) section: String,
    /// The title in full on one line.
    pub(super) title: String,
    /// The title as the contents have it, without the issuing body.
    pub(super) contents_title: String,
    /// 发文字号
    pub(super) number: Option<DocumentNumber>,
    /// 文种, where form and title say it for certain.
    pub(super) kind: Option<&'static str>,
    /// 公文格式
    pub(super) form: Form,
    /// 发文机关; an article may have none.
    pub(super) issuers: Vec<String>,
    /// 成文日期
    pub(super) date: Option<Date>,
    /// 发布日期
    pub(super) published: Date,
    /// 施行日期
    effective: Option<Date>,
    /// 失效日期
    expires: Option<Date>,
    /// 有效性
    validity: Option<String>,
    /// 索引号
    index_number: Option<String>,
    /// 主题分类
    subject: Option<String>,
    /// 主题词
    keywords: Vec<String>,
    /// 摘要
    pub(super) description: Option<String>,
    /// The folio of its first page.
    pub(super) page: Folio,
    /// The folio of its last page.
    pub(super) last_page: Folio,
    /// The page of the PDF on which it begins, from 1.
    pub(super) sheet: SheetNumber,
    /// Its web page's file name.
    pub(super) html: String,
    /// Its web page's address.
    pub(super) url: Option<String>,
    /// 印发件 and 附件, in order.
    parts: Vec<PartRecord>,
}

/// An issued text (印发件) or an attachment (附件).
#[derive(Debug, Serialize)]
struct PartRecord {
    /// 附件 or 附件1; an issued text has none.
    label: Option<String>,
    /// The title on one line.
    title: String,
    /// The folio of its first page, where templates of the series do not hide it.
    page: Option<Folio>,
    /// The page of the PDF on which it begins.
    sheet: Option<SheetNumber>,
}

impl DocumentRecord {
    /// What is known of a document whose parts begin on these pages.
    pub(super) fn of(
        issue: &Issue,
        document: &Document,
        entry: TocEntry,
        pages: &[Option<&HeadingPage>],
        addresses: &Addresses,
    ) -> Self {
        let elements = &document.front_matter;
        let web = &elements.web;
        let keywords = joined(&web.keywords).unwrap_or_default();
        let keywords =
            keywords.split([',', '，', '、', ';', '；']).map(str::trim).filter(|keyword| !keyword.is_empty());
        Self {
            id: id(issue, document),
            section: entry.section,
            title: document.title().joined(),
            contents_title: entry.title,
            number: entry.number.map(DocumentNumber::of),
            kind: document_kind(document),
            form: elements.form,
            issuers: elements.issuer.as_ref().map(lines).unwrap_or_default(),
            date: elements.date,
            published: web.published.unwrap_or(issue.date),
            effective: web.effective,
            expires: web.expires,
            validity: joined(&web.validity),
            index_number: joined(&web.index_number),
            subject: joined(&web.subject),
            keywords: keywords.map(str::to_owned).collect(),
            description: joined(&web.description),
            page: entry.page,
            last_page: entry.last_page,
            sheet: entry.sheet,
            url: addresses.url(&entry.html),
            html: entry.html,
            parts: document.body.parts.iter().zip(pages).map(|(part, page)| PartRecord::of(part, *page)).collect(),
        }
    }
}

impl PartRecord {
    fn of(part: &Part, page: Option<&HeadingPage>) -> Self {
        let label = part.label.as_deref().map(plain);
        Self {
            label: label.map(|label| label.trim().trim_end_matches(['：', ':']).to_owned()),
            title: part_title(part),
            page: page.map(|page| page.folio),
            sheet: page.map(|page| page.sheet),
        }
    }
}

/// The title of an issued text or an attachment on one line.
pub(super) fn part_title(part: &Part) -> String {
    let lines: Vec<String> = part.title.iter().map(|line| plain(line)).collect();
    join_lines(lines.iter().map(|line| line.trim()))
}

/// What a document is known by: the issue and its name, which no page number changes.
pub(super) fn id(issue: &Issue, document: &Document) -> String {
    format!("{}/{}", issue.name, document.slug)
}
