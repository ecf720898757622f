//! What templates are told: facts, already in words, never a length, a colour or a typeface they could choose.

use std::collections::BTreeMap;

use serde::Serialize;

use super::compose;
use super::fonts::FontChains;
use super::world::ISSUE_ROOT;
use crate::issue::{Document, Issue};
use crate::manifest::{Colophon, Date, Layout, Text};
use crate::pagination::Pagination;
use crate::title;

/// `/gazette/issue.json`
#[derive(Serialize)]
struct IssueView<'a> {
    name: &'a str,
    /// The PDF file beside the pages.
    pdf: String,
    series: SeriesView<'a>,
    /// 2024年第2期
    designation: String,
    /// 2024年
    year: String,
    /// 第2期
    number: String,
    /// 总第31期
    serial: Option<String>,
    /// 6月30日出版
    published: String,
    date: DateView,
    lines: u8,
    chars: u8,
    /// Whether Han characters keep a distance from Latin letters and digits.
    han_latin_gap: bool,
    /// What a line of a title holds, in thousandths of its type size.
    title_capacity: i64,
    fonts: &'a FontChains,
    sections: Vec<SectionView<'a>>,
}

#[derive(Serialize)]
struct SeriesView<'a> {
    name: String,
    sponsor: &'a Text,
    /// Label and value of each line of the imprint, in printed order.
    imprint: Vec<(&'static str, &'a Text)>,
    notice: Option<&'a Text>,
}

#[derive(Serialize)]
struct DateView {
    year: u16,
    month: u8,
    day: u8,
    iso: String,
    /// 2024年6月30日
    print: String,
}

#[derive(Serialize)]
struct SectionView<'a> {
    title: String,
    documents: Vec<DocumentView<'a>>,
}

#[derive(Serialize)]
struct DocumentView<'a> {
    slug: &'a str,
    page: String,
    /// For `gazette.markdown`.
    path: String,
    contents_title: String,
    head: Option<String>,
    number: Option<String>,
    /// Printed lines.
    title: Vec<&'a str>,
    addressee: Option<String>,
    signature: Option<&'a Text>,
    date: Option<DateView>,
    note: Option<String>,
    colophon: Option<ColophonView>,
}

#[derive(Serialize)]
struct ColophonView {
    copies_to: Option<String>,
    printed_by: Option<String>,
    /// 2024年2月29日印发
    printed_on: Option<String>,
}

/// `/gazette/issue.json` of an issue.
pub(super) fn issue_json(issue: &Issue, fonts: &FontChains) -> String {
    let series = &issue.series;
    let imprint = [
        ("编辑出版", &series.editor),
        ("地址", &series.address),
        ("邮编", &series.postcode),
        ("电话", &series.phone),
        ("电子邮箱", &series.email),
        ("承印", &series.printer),
    ];
    let imprint = imprint.into_iter().filter_map(|(label, value)| Some((label, value.as_ref()?)));
    let sections = issue.sections.iter().map(|section| SectionView {
        title: section.title.joined(),
        documents: section.documents.iter().map(|of| document(of, title_capacity(series.layout))).collect(),
    });
    let view = IssueView {
        name: &issue.name,
        pdf: format!("{}.pdf", issue.name),
        series: SeriesView {
            name: series.name.joined(),
            sponsor: &series.sponsor,
            imprint: imprint.collect(),
            notice: series.notice.as_ref(),
        },
        designation: issue.designation(),
        year: format!("{}年", issue.year),
        number: format!("第{}期", issue.number),
        serial: issue.serial.map(|serial| format!("总第{serial}期")),
        published: format!("{}月{}日出版", issue.date.month, issue.date.day),
        date: date(issue.date),
        lines: series.layout.lines,
        chars: series.layout.chars,
        han_latin_gap: series.layout.han_latin_gap,
        title_capacity: title_capacity(series.layout),
        fonts,
        sections: sections.collect(),
    };
    serde_json::to_string(&view).expect("text and numbers serialise")
}

/// First and last folio of each document by its slug, for `/gazette/pages.json`.
pub(super) fn pages(pagination: &Pagination) -> BTreeMap<&str, [u32; 3]> {
    let documents = pagination.documents.iter();
    documents.map(|pages| (pages.slug.as_str(), [pages.folio.0, pages.last_folio.0, pages.sheet.0])).collect()
}

fn document(document: &Document, title_capacity: i64) -> DocumentView<'_> {
    let elements = &document.front_matter;
    DocumentView {
        slug: document.slug.as_str(),
        page: document.slug.page(),
        path: format!("{ISSUE_ROOT}/{}", document.path),
        contents_title: document.contents_title(),
        head: elements.head.as_ref().map(Text::joined),
        number: elements.number.as_ref().map(Text::joined),
        title: title_lines(&elements.title, &elements.issuer, title_capacity),
        addressee: elements.addressee.as_ref().map(Text::joined),
        signature: elements.signature.as_ref(),
        date: elements.date.map(date),
        note: elements.note.as_ref().map(Text::joined),
        colophon: elements.colophon.as_ref().map(colophon),
    }
}

/// A title is 2号, 22 pt where the text is 3号, 16 pt (GB/T 9704 7.3.1).
fn title_capacity(layout: Layout) -> i64 {
    i64::from(layout.chars) * 16_000 / 22
}

/// The lines of a title, broken by the program where the editor gave only one.
fn title_lines<'a>(title: &'a Text, issuer: &Text, capacity: i64) -> Vec<&'a str> {
    let lines: Vec<&str> = title.lines().collect();
    let [line] = lines[..] else { return lines };
    let issuers: Vec<&str> = issuer.lines().collect();
    let breaks = title::breaks(line, capacity, &issuers, &compose::joints_in_line(line));
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    starts.zip(breaks.iter().copied().chain([line.len()])).map(|(start, end)| &line[start..end]).collect()
}

fn colophon(colophon: &Colophon) -> ColophonView {
    ColophonView {
        copies_to: colophon.copies_to.as_ref().map(Text::joined),
        printed_by: colophon.printed_by.as_ref().map(Text::joined),
        printed_on: colophon.printed_on.map(|date| format!("{date}印发")),
    }
}

fn date(date: Date) -> DateView {
    DateView { year: date.year, month: date.month, day: date.day, iso: date.iso(), print: date.to_string() }
}
