//! What templates are told: facts, already in words, never a length, a colour or a typeface they could choose.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fonts::FontChains;
use super::measure::width;
use super::title;
use super::world::{ISSUE_JSON, ISSUE_ROOT, SECTIONS_JSON, SERIES_ROOT};
use crate::artefact::Artefacts;
use crate::issue::{Document, Issue};
use crate::manifest::{
    Colophon, Date, Form, FrontMatter, Home, Imprint, Layout, Picture, PicturePath, Series, Signatory, Sizes, Text,
};
use crate::pagination::{Pagination, TurnAt};

/// `/gazette/issue.json`
#[derive(Serialize)]
struct IssueView<'a> {
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
    /// What the edition is called where it is not the one that is published as a whole: 大字版.
    edition: Option<&'a str>,
    /// How many times as large as the series asks for its characters are.
    enlargement: f64,
    /// 6月30日出版
    published: String,
    date: DateView,
    layout: &'a Layout,
    sizes: &'a Sizes,
    /// What a line of a title holds, in thousandths of its type size.
    title_capacity: i64,
    fonts: &'a FontChains,
    /// The page number of the first document.
    first_folio: u32,
}

#[derive(Serialize)]
struct SeriesView<'a> {
    name: String,
    sponsor: &'a Text,
    /// ISSN and CN, letters and number.
    numbers: Vec<(&'static str, &'a str)>,
    /// Label and value of each line of the imprint, in printed order.
    imprint: Vec<(&'static str, Vec<&'a str>)>,
    notice: Option<&'a Text>,
    /// The foot of the cover: the numbers under which the gazette is registered, line by line.
    registration: Vec<String>,
    cover: CoverView,
    back_cover: Option<BackCoverView<'a>>,
    /// At the foot of every web page.
    footer: Option<&'a Text>,
}

#[derive(Serialize)]
struct CoverView {
    picture: Option<PictureView>,
    /// The file's path in the world.
    emblem: Option<String>,
}

#[derive(Serialize)]
struct BackCoverView<'a> {
    text: Option<&'a Text>,
    picture: Option<PictureView>,
}

#[derive(Serialize)]
struct PictureView {
    /// The file's path in the world.
    path: String,
    /// What it shows, for those who cannot see it.
    alt: String,
}

#[derive(Serialize)]
struct DateView {
    year: u16,
    month: u8,
    day: u8,
    /// 2024年6月30日
    print: String,
}

/// An entry of `/gazette/sections.json`.
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
    form: Form,
    contents_title: String,
    /// What names the document where its title is asked for, in printed lines.
    heading: Vec<String>,
    /// 份号, 密级 and 紧急程度, those that are given, from above.
    marks: Vec<Mark>,
    head: Option<Head<'a>>,
    number: Option<String>,
    signers: Option<&'a Text>,
    /// Printed lines; `none` where the head is all the title there is.
    title: Option<Vec<String>>,
    addressee: Option<String>,
    signature: Option<&'a Text>,
    /// A picture for each line of the signature.
    seals: Option<Vec<PictureView>>,
    signatories: Vec<SignatoryView>,
    date: Option<DateView>,
    /// Label and names, in printed order.
    attendance: Vec<(&'static str, String)>,
    note: Option<String>,
    colophon: Option<ColophonView>,
    /// Label and value of what the web tells of it besides its text, in order.
    facts: Vec<(&'static str, String)>,
}

/// 份号, 密级 or 紧急程度.
#[derive(Serialize)]
struct Mark {
    /// `copy-number`, `secrecy` or `urgency`.
    kind: &'static str,
    text: String,
}

/// 发文机关标志
#[derive(Serialize)]
struct Head<'a> {
    /// The bodies, the sponsoring one first.
    names: Vec<&'a str>,
    /// 文件, which stands beside the names of a joint issue.
    suffix: Option<&'a str>,
}

#[derive(Serialize)]
struct SignatoryView {
    title: String,
    name: String,
    stamp: Option<PictureView>,
}

#[derive(Serialize)]
struct ColophonView {
    addressee: Option<String>,
    copies_to: Option<String>,
    printed_by: Option<String>,
    /// 2024年2月29日印发
    printed_on: Option<String>,
}

/// What templates are told of an issue: `/gazette/issue.json`, and `/gazette/sections.json`, what stands in it. Whatever knows the latter
/// is set anew when a title is changed.
pub(super) fn told(issue: &Issue, fonts: &FontChains) -> [(&'static str, String); 2] {
    [(ISSUE_JSON, issue_json(issue, fonts)), (SECTIONS_JSON, sections_json(issue))]
}

fn sections_json(issue: &Issue) -> String {
    let sections = issue.sections.iter().map(|section| SectionView {
        title: section.title.joined(),
        documents: section.documents.iter().map(|it| document(it, issue)).collect(),
    });
    serde_json::to_string(&sections.collect::<Vec<_>>()).expect("text and numbers serialise")
}

fn issue_json(issue: &Issue, fonts: &FontChains) -> String {
    let series = &issue.series;
    let view = IssueView {
        pdf: issue.pdf(),
        series: SeriesView {
            name: series.name.joined(),
            sponsor: &series.sponsor,
            numbers: numbers(&series.imprint).collect(),
            imprint: imprint(&series.imprint),
            notice: series.imprint.notice.as_ref(),
            registration: registration(&series.imprint),
            cover: CoverView {
                picture: series.cover.picture.as_ref().map(picture),
                emblem: series.cover.emblem.as_ref().map(world_path),
            },
            back_cover: series
                .back_cover
                .as_ref()
                .map(|back| BackCoverView { text: back.text.as_ref(), picture: back.picture.as_ref().map(picture) }),
            footer: series.site.as_ref().and_then(|site| site.footer.as_ref()),
        },
        designation: issue.designation(),
        year: format!("{}年", issue.year),
        number: format!("第{}期", issue.number),
        serial: issue.serial.map(|serial| format!("总第{serial}期")),
        edition: issue.enlargement.as_ref().map(|enlargement| enlargement.name),
        enlargement: issue.enlargement.as_ref().map_or(1.0, |enlargement| enlargement.ratio),
        published: format!("{}月{}日出版", issue.date.month, issue.date.day),
        date: date(issue.date),
        layout: &series.layout,
        sizes: &series.sizes,
        title_capacity: title_capacity(series),
        fonts,
        first_folio: issue.first_folio,
    };
    serde_json::to_string(&view).expect("text and numbers serialise")
}

/// What a periodical without a CN number is and costs (内部资料性出版物管理办法).
const INTERNAL: &str = "内部资料，免费交流";

/// Label and value of each line of the imprint, in printed order.
fn imprint(imprint: &Imprint) -> Vec<(&'static str, Vec<&str>)> {
    let given = [
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
    let internal = imprint.permit.as_ref().map(|_| ("发行方式", vec![INTERNAL]));
    given.chain(internal).collect()
}

/// ISSN and CN, as far as the gazette has them.
fn numbers(imprint: &Imprint) -> impl Iterator<Item = (&'static str, &str)> {
    let given = [("ISSN", &imprint.issn), ("CN", &imprint.cn)];
    given.into_iter().filter_map(|(letters, number)| Some((letters, number.as_ref()?.text.as_str())))
}

/// The lines at the foot of the cover.
fn registration(imprint: &Imprint) -> Vec<String> {
    let numbers: Vec<String> = numbers(imprint).map(|(letters, number)| format!("{letters} {number}")).collect();
    let mut lines = Vec::new();
    if !numbers.is_empty() {
        lines.push(numbers.join("\u{3000}"));
    }
    if let Some(permit) = &imprint.permit {
        lines.extend([format!("准印证号：{}", permit.joined()), INTERNAL.to_owned()]);
    }
    lines
}

fn picture(picture: &Picture) -> PictureView {
    PictureView { path: world_path(&picture.path), alt: picture.alt.joined() }
}

/// Where a picture of the covers lies in the world.
fn world_path(picture: &PicturePath) -> String {
    let root = match picture.home {
        Home::Series => SERIES_ROOT,
        Home::Issue => ISSUE_ROOT,
    };
    format!("{root}/{}", picture.path.text)
}

/// `/gazette/pages.json`: what the web pages have of the printed edition.
#[derive(Serialize, Deserialize)]
pub(super) struct PrintedView {
    /// The size of the PDF, in words; `None` while it is not made, which only the page of the contents waits for.
    pdf_size: Option<String>,
    /// The pages of each document by its slug.
    pub(super) documents: BTreeMap<String, PagesView>,
}

/// The pages of a document, for `/gazette/pages.json`.
#[derive(Serialize, Deserialize)]
pub(super) struct PagesView {
    /// Its first page.
    pub(super) folio: u32,
    /// Its last page.
    pub(super) last_folio: u32,
    /// The page of the PDF on which it begins.
    pub(super) sheet: u32,
    /// Where its further pages begin in its file, in bytes.
    pub(super) turns: Vec<(usize, u32)>,
    /// The pages that begin with the signature.
    pub(super) signature: Vec<u32>,
    /// The pages that begin with 版记.
    pub(super) colophon: Vec<u32>,
    /// Its offprint, where there is one.
    offprint: Option<FileView>,
}

/// A file beside the web pages.
#[derive(Serialize, Deserialize)]
struct FileView {
    /// Its address.
    file: String,
    /// Its size in words.
    size: String,
}

/// What the web pages have of the printed edition, of the offprints among `artefacts`, and of `pdf`, the file of the whole issue.
pub(super) fn printed(pagination: &Pagination, artefacts: &Artefacts, pdf: Option<&[u8]>) -> PrintedView {
    let pages = pagination.documents.iter().map(|pages| {
        let with = |at: TurnAt| pages.turns.iter().filter(move |turn| turn.at == at).map(|turn| turn.folio.0).collect();
        let text = pages.turns.iter().filter_map(|turn| match turn.at {
            TurnAt::Text(at) => Some((at, turn.folio.0)),
            TurnAt::Signature | TurnAt::Colophon => None,
        });
        let view = PagesView {
            folio: pages.folio.0,
            last_folio: pages.last_folio.0,
            sheet: pages.sheet.0,
            turns: text.collect(),
            signature: with(TurnAt::Signature),
            colophon: with(TurnAt::Colophon),
            offprint: artefacts
                .get_key_value(&pages.slug.offprint())
                .map(|(file, bytes)| FileView { file: file.clone(), size: size(bytes.len()) }),
        };
        (pages.slug.to_string(), view)
    });
    PrintedView { pdf_size: pdf.map(|pdf| size(pdf.len())), documents: pages.collect() }
}

/// A size as people read it, in KB below 1 MB, each of 1000.
fn size(bytes: usize) -> String {
    let kilobytes = bytes.div_ceil(1000);
    if kilobytes < 1000 { format!("{kilobytes} KB") } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}

fn document<'a>(document: &'a Document, issue: &Issue) -> DocumentView<'a> {
    let series = &issue.series;
    let layout = &series.layout;
    let heading = title_lines(document, issue);
    let elements = &document.front_matter;
    // A series without red heads prints what would stand in them nowhere.
    let headed = |text: &'a Option<Text>| text.as_ref().filter(|_| layout.red_heads);
    let joined = |text: &Option<Text>| text.as_ref().map(Text::joined);
    let marks =
        [("copy-number", &elements.copy_number), ("secrecy", &elements.secrecy), ("urgency", &elements.urgency)];
    let marks = marks.into_iter().filter_map(|(kind, text)| Some(Mark { kind, text: headed(text)?.joined() }));
    let attendance = ["出席", "请假", "列席"].into_iter().zip(&elements.attendance);
    let attendance = attendance.filter_map(|(label, names)| Some((label, joined(names)?)));
    DocumentView {
        slug: document.slug.as_str(),
        page: document.slug.page(),
        path: format!("{ISSUE_ROOT}/{}", document.path),
        form: elements.form,
        contents_title: document.contents_title(),
        marks: marks.collect(),
        head: headed(&elements.head).map(head),
        number: joined(&elements.number),
        signers: headed(&elements.signers),
        title: Some(heading.clone()).filter(|_| elements.title.is_some() || !layout.red_heads),
        heading,
        addressee: joined(&elements.addressee),
        signature: elements.signature.as_ref(),
        seals: elements.seals.as_ref().map(|seals| {
            let bodies = elements.signature.iter().flat_map(Text::lines);
            seals.lines().zip(bodies).map(|(path, body)| stamp(path, format!("{body}印章"))).collect()
        }),
        signatories: elements.signatories.iter().map(signatory).collect(),
        date: elements.date.map(date),
        attendance: attendance.collect(),
        note: joined(&elements.note),
        colophon: elements.colophon.as_ref().filter(|_| layout.colophons).map(colophon),
        facts: facts(document, issue),
    }
}

/// What government sites tell of a document in a block of its own (公文类 metadata), as far as it is given.
fn facts(document: &Document, issue: &Issue) -> Vec<(&'static str, String)> {
    let FrontMatter { issuer, date, number, web, .. } = &document.front_matter;
    let text = |text: &Option<Text>| text.as_ref().map(Text::joined);
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let given = [
        ("索引号", text(&web.index_number)),
        ("主题分类", text(&web.subject)),
        ("发文机关", issuer.as_ref().map(|issuer| issuer.lines().collect::<Vec<_>>().join("、"))),
        ("成文日期", day(*date)),
        ("标题", Some(document.title().joined())),
        ("发文字号", text(number)),
        ("发布日期", day(Some(web.published.unwrap_or(issue.date)))),
        ("施行日期", day(web.effective)),
        ("失效日期", day(web.expires)),
        ("有效性", text(&web.validity)),
        ("主题词", text(&web.keywords)),
    ];
    given.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

/// What a line of a title holds, in thousandths of its type size; the text is 16 pt on the scale of the sizes.
pub(super) fn title_capacity(series: &Series) -> i64 {
    (f64::from(series.layout.chars) * 16_000.0 / series.sizes.title) as i64
}

/// The lines of a title, broken by the program where the editor gave only one.
fn title_lines(document: &Document, issue: &Issue) -> Vec<String> {
    let capacity = title_capacity(&issue.series);
    let lines: Vec<&str> = document.title().lines().collect();
    // Lines that were typed for print are broken anew where larger ones have no room.
    let is_torn = issue.enlargement.is_some() && lines.iter().any(|line| width(line) > capacity);
    if lines.len() > 1 && !is_torn {
        return lines.into_iter().map(str::to_owned).collect();
    }
    let line = document.title().joined();
    let issuers: Vec<&str> = document.front_matter.issuer.iter().flat_map(Text::lines).collect();
    let breaks = title::breaks(&line, capacity, &issuers);
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let lines = starts.zip(breaks.iter().copied().chain([line.len()]));
    lines.map(|(start, end)| line[start..end].trim_end().to_owned()).collect()
}

/// The lines of a 发文机关标志: 文件 on a line of its own belongs to all bodies above it.
fn head(text: &Text) -> Head<'_> {
    let mut names: Vec<&str> = text.lines().collect();
    let suffix = if names.len() > 1 { names.pop_if(|last| *last == "文件") } else { None };
    Head { names, suffix }
}

fn signatory(signatory: &Signatory) -> SignatoryView {
    let name = signatory.name.joined();
    SignatoryView {
        title: signatory.title.joined(),
        stamp: signatory.stamp.as_ref().map(|path| stamp(&path.text, format!("{name}签名章"))),
        name,
    }
}

/// A picture of a seal or a signature.
fn stamp(path: &str, alt: String) -> PictureView {
    PictureView { path: format!("{ISSUE_ROOT}/{path}"), alt }
}

fn colophon(colophon: &Colophon) -> ColophonView {
    ColophonView {
        addressee: colophon.addressee.as_ref().map(Text::joined),
        copies_to: colophon.copies_to.as_ref().map(Text::joined),
        printed_by: colophon.printed_by.as_ref().map(Text::joined),
        printed_on: colophon.printed_on.map(|date| format!("{date}印发")),
    }
}

fn date(date: Date) -> DateView {
    DateView { year: date.year, month: date.month, day: date.day, print: date.to_string() }
}
