//! What the pages of an edition have to say, told by its issue, or by the manifest and the report of its files.

use std::collections::BTreeSet;

use super::squeezed;
use crate::artefact::{Artefacts, ListedDocument, MANIFEST_FILE, Manifest, REPORT_FILE, TocEntry};
use crate::issue::{Document, Issue};
use crate::manifest::{Date, Form, FrontMatter, Imprint, Text};
use crate::pagination::Pagination;
use crate::proof::reader::Pdf;

/// Whose templates the pages are made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// The program's, so that everything on a page is known.
    Program,
    /// Those of the series, at least in part.
    Series,
}

/// What is known of an edition.
#[derive(Debug)]
pub struct Told {
    /// The issue's folder: `2024-02`.
    pub issue: String,
    /// The gazette's name with year and number.
    pub title: String,
    /// 出版日期, `2024-06-30`.
    pub date: String,
    /// The files of the edition.
    pub files: BTreeSet<String>,
    /// The size of its PDF.
    pub(super) pdf_bytes: u64,
    /// Whose templates made it.
    pub looks: Looks,
    /// In printed order.
    pub documents: Vec<ToldDocument>,
    /// What the PDF prints outside of the documents, on covers and imprint, without white space.
    pub(super) covers: Option<String>,
    /// What the files do not tell of the issue.
    pub(super) source: Option<Source>,
}

/// What is known of a document.
#[derive(Debug)]
pub struct ToldDocument {
    /// Its web page's file name.
    pub page: String,
    /// The title in full on one line.
    pub title: String,
    /// The title as the contents have it.
    pub entry: String,
    /// The title of its section.
    pub section: String,
    /// 发文字号
    pub number: Option<String>,
    /// 发文机关
    pub issuer: Option<String>,
    /// 成文日期, `2024-04-07`.
    pub date: Option<String>,
    /// 公文格式
    pub form: Form,
    /// Its first and its last page.
    pub folios: (u32, u32),
    /// The page of the PDF on which it begins.
    pub sheet: u32,
    /// Its offprint and how many bytes that has, where there is one.
    pub(super) offprint: Option<(String, u64)>,
    /// What the files do not tell of it.
    pub(super) source: Option<DocumentSource>,
}

/// What only the folder of an issue tells of it.
#[derive(Debug)]
pub(super) struct Source {
    /// The gazette's name.
    pub(super) name: String,
    /// 2024年第2期（总第31期）
    pub(super) designation: String,
    /// The foot of every page.
    pub(super) foot: String,
    /// The notice on standard texts.
    pub(super) notice: Option<String>,
    /// Label and value of each line of the imprint.
    pub(super) imprint: Vec<(&'static str, String)>,
    /// The text of the back cover.
    pub(super) back_cover: Option<String>,
    /// Where the series publishes.
    pub(super) address: Option<String>,
}

/// What only the folder of an issue tells of a document.
#[derive(Debug)]
pub(super) struct DocumentSource {
    /// 发布日期, `2024-06-30`.
    pub(super) published: String,
    /// Label and value of each of its facts, in order.
    pub(super) facts: Vec<(&'static str, String)>,
    /// 主题词
    pub(super) keywords: Option<String>,
    /// What it is about.
    pub(super) description: Option<String>,
    /// Its pictures in order.
    pub(super) pictures: Vec<String>,
    /// The addresses that it links to.
    pub(super) links: BTreeSet<String>,
}

impl Told {
    /// What an issue tells of the files that it was made to.
    pub fn by_issue(issue: &Issue, pagination: &Pagination, artefacts: &Artefacts, looks: Looks) -> Self {
        // The two that are written last describe the others.
        let files = artefacts.keys().map(String::as_str).chain([REPORT_FILE, MANIFEST_FILE]);
        let sections = issue
            .sections
            .iter()
            .flat_map(|section| section.documents.iter().map(|document| (section.title.joined(), document)));
        Self {
            issue: issue.name.clone(),
            title: issue.title(),
            date: issue.date.iso(),
            files: files.map(str::to_owned).collect(),
            pdf_bytes: artefacts.get(&issue.pdf()).map_or(0, |pdf| pdf.len() as u64),
            looks,
            documents: sections.map(|(section, it)| document(it, section, issue, pagination, artefacts)).collect(),
            covers: None,
            source: Some(source(issue)),
        }
    }

    /// What the manifest and the report of a built edition tell, whose documents are the same ones, and its PDF.
    pub fn by_manifest(manifest: &Manifest, toc: &[TocEntry], pdf: Option<&Pdf>, looks: Looks) -> Self {
        let files = manifest.files.iter().map(|listed| listed.file.as_str()).chain([MANIFEST_FILE]);
        let pdf_file = format!("{}.pdf", manifest.issue);
        let documents = manifest.documents.iter().zip(toc).map(|(listed, entry)| ToldDocument {
            page: listed.html.clone(),
            title: listed.title.clone(),
            entry: entry.title.clone(),
            section: entry.section.clone(),
            number: listed.number.clone(),
            issuer: listed.issuer.clone(),
            date: listed.date.clone(),
            form: listed.form,
            folios: (listed.page.0, listed.last_page.0),
            sheet: listed.sheet.0,
            offprint: offprint(listed, manifest),
            source: None,
        });
        Self {
            issue: manifest.issue.clone(),
            title: manifest.title.clone(),
            date: manifest.date.clone(),
            files: files.map(str::to_owned).collect(),
            pdf_bytes: manifest.files.iter().find(|listed| listed.file == pdf_file).map_or(0, |listed| listed.bytes),
            looks,
            covers: pdf.map(|pdf| covers(manifest, pdf)),
            documents: documents.collect(),
            source: None,
        }
    }

    /// Whether the PDF prints a text outside of the documents, as far as it is there.
    pub(super) fn is_on_covers(&self, text: &str) -> bool {
        self.covers.as_ref().is_none_or(|covers| covers.contains(&squeezed(text)))
    }

    /// The file name of the PDF.
    pub(super) fn pdf(&self) -> String {
        format!("{}.pdf", self.issue)
    }
}

impl Source {
    /// 主办单位
    pub(super) fn sponsor(&self) -> &str {
        self.imprint.first().map_or("", |(_, sponsor)| sponsor.as_str())
    }
}

impl ToldDocument {
    /// Whether it is a document of authority: it has a 发文字号, and is no minutes and no article.
    pub(super) fn has_authority(&self) -> bool {
        self.number.is_some() && !matches!(self.form, Form::Minutes | Form::Article)
    }
}

/// The offprint of a document among the files of its edition.
fn offprint(listed: &ListedDocument, manifest: &Manifest) -> Option<(String, u64)> {
    let file = listed.offprint()?;
    manifest.files.iter().find(|it| it.file == file).map(|it| (file, it.bytes))
}

/// What stands on the sheets before the first document and after the last.
fn covers(manifest: &Manifest, pdf: &Pdf) -> String {
    let first = manifest.documents.first().map_or(1, |first| first.sheet.0);
    let length = |last: &ListedDocument| last.last_page.0.saturating_sub(last.page.0);
    let last = manifest.documents.last().map_or(first, |last| last.sheet.0.saturating_add(length(last)));
    let pages = pdf.pages.iter().zip(1..).filter(|(_, sheet)| *sheet < first || *sheet > last);
    let glyphs = pages.flat_map(|(page, _)| &page.glyphs);
    glyphs.map(|glyph| squeezed(&glyph.text)).collect()
}

fn document(
    document: &Document,
    section: String,
    issue: &Issue,
    pagination: &Pagination,
    artefacts: &Artefacts,
) -> ToldDocument {
    let FrontMatter { issuer, number, date, form, web, .. } = &document.front_matter;
    let pages = pagination.of(&document.slug);
    let published = web.published.unwrap_or(issue.date);
    let text = |text: &Option<Text>| text.as_ref().map(Text::joined);
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let issuer = issuer.as_ref().map(|issuer| issuer.lines().collect::<Vec<_>>().join("、"));
    let facts = [
        ("索引号", text(&web.index_number)),
        ("主题分类", text(&web.subject)),
        ("发文机关", issuer.clone()),
        ("成文日期", day(*date)),
        ("标题", Some(document.title().joined())),
        ("发文字号", text(number)),
        ("发布日期", day(Some(published))),
        ("施行日期", day(web.effective)),
        ("失效日期", day(web.expires)),
        ("有效性", text(&web.validity)),
        ("主题词", text(&web.keywords)),
    ];
    let mut pictures = Vec::new();
    document.body.each_picture(&mut |_, path| pictures.push(path.to_owned()));
    let mut links = BTreeSet::new();
    document.body.each_link(&mut |url| links.extend([url.to_owned()]));
    ToldDocument {
        page: document.slug.page(),
        title: document.title().joined(),
        entry: document.contents_title(),
        section,
        number: text(number),
        issuer,
        date: date.map(|date| date.iso()),
        form: *form,
        folios: (pages.folio.0, pages.last_folio.0),
        sheet: pages.sheet.0,
        offprint: Some(document.slug.offprint())
            .and_then(|file| artefacts.get(&file).map(|pdf| (file, pdf.len() as u64))),
        source: Some(DocumentSource {
            published: published.iso(),
            facts: facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect(),
            keywords: text(&web.keywords),
            description: text(&web.description),
            pictures,
            links,
        }),
    }
}

fn source(issue: &Issue) -> Source {
    let series = &issue.series;
    let whole = |text: &Text| text.lines().collect::<String>();
    let sponsor = series.sponsor.lines().collect::<Vec<_>>().join("、");
    let site = series.site.as_ref();
    let footer = site.and_then(|site| site.footer.as_ref()).map(whole).unwrap_or_default();
    let serial = issue.serial.map(|serial| format!("（总第{serial}期）")).unwrap_or_default();
    Source {
        name: series.name.joined(),
        designation: issue.designation() + &serial,
        foot: format!("主办：{sponsor}{footer}"),
        notice: series.imprint.notice.as_ref().map(whole),
        imprint: imprint(&series.imprint, sponsor),
        back_cover: series.back_cover.as_ref().and_then(|cover| cover.text.as_ref()).map(whole),
        address: site.and_then(|site| site.url.clone()),
    }
}

/// Label and value of each line of the imprint.
fn imprint(imprint: &Imprint, sponsor: String) -> Vec<(&'static str, String)> {
    let given = [
        ("ISSN", &imprint.issn),
        ("CN", &imprint.cn),
        ("编辑出版", &imprint.editor),
        ("地址", &imprint.address),
        ("邮编", &imprint.postcode),
        ("电话", &imprint.phone),
        ("电子邮箱", &imprint.email),
        ("网址", &imprint.website),
        ("承印", &imprint.printer),
        ("准印证号", &imprint.permit),
        ("发送对象", &imprint.recipients),
        ("印数", &imprint.copies),
    ];
    let given = given.into_iter().filter_map(|(label, value)| Some((label, value.as_ref()?.lines().collect())));
    // What has a permit is no periodical, and free of charge (内部资料性出版物管理办法).
    let internal = imprint.permit.as_ref().map(|_| ("发行方式", "内部资料，免费交流".to_owned()));
    std::iter::once(("主办单位", sponsor)).chain(given).chain(internal).collect()
}
