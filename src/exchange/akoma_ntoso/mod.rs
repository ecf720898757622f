//! `akn.xml`: the issue as an `officialGazette` of Akoma Ntoso (OASIS LegalDocML, Akoma Ntoso 1.0, the schema 3.0).
//!
//! Each section is an `interstitial` and each document a `doc` of its own, with the elements of GB/T 9704 in its `preface` and
//! `conclusions`, its text in `mainBody`, and issued texts and attachments as `attachments`. 编章节条 are `book`, `chapter`,
//! `section` and `article`, other headings `level`. The class of a line is the key of the front matter that it comes from.
//!
//! All text of the documents is in it in the order of paper, but for 版记, which stands in `conclusions`. Not text here are the
//! addresses of links, which are what the links lead to. Whoever signs by a stamp is named, as on the web.
//!
//! China has no scheme for the addresses of documents in Akoma Ntoso; those here follow the naming convention with the names as
//! they are: `/akn/cn/doc/某某区人民政府/2024-09-12/某政发〔2024〕6号`.

mod body;
mod elements;
mod id;
mod inline;
mod meta;
mod table;

use self::body::Body;
use self::id::{COMPONENT, identify};
use self::meta::{Agent, Work};
use super::document_record::{DocumentRecord, part_title};
use super::record::IssueRecord;
use super::xml::Element;
use crate::address::iri_part;
use crate::issue::{Document, Issue};
use crate::manifest::{Form, Layout};
use crate::markdown::{Block, Part};

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// The bytes of `akn.xml`.
pub(super) fn akoma_ntoso(issue: &Issue, record: &IssueRecord) -> Vec<u8> {
    let publishers: Vec<Agent> = Agent::all(&record.gazette.sponsors, "publisher");
    let gazette = iri_part(&record.gazette.name);
    let work = Work {
        uri: format!("/akn/cn/officialGazette/{gazette}/{}/{}", record.date.iso(), record.number),
        component: "main".to_owned(),
        date: record.date,
        authors: &publishers,
        publisher: &publishers[0],
        subtype: None,
        number: record.number.to_string(),
        name: record.title.clone(),
        citation: record.title.clone(),
    };
    let mut components = Components::default();
    let mut documents = issue.documents().zip(&record.documents);
    let mut toc = Element::new("toc");
    for (section, listed) in issue.sections.iter().zip(&record.sections) {
        let words = Element::line("p").text(&listed.title);
        let id = components.add(Element::new("interstitial").kid(words));
        toc = toc.kid(item("1", &id).text(&listed.title));
        for (document, own) in documents.by_ref().take(section.documents.len()) {
            let id = components.next();
            components.add(documented(document, own, record, &publishers, &issue.series.layout, &id));
            toc = toc.kid(entry(own, &id));
        }
    }
    let contents = Element::new("component").kid(toc);
    let gazette = Element::new("officialGazette")
        .with("name", "政府公报")
        .kid(work.meta(record, &publishers))
        .kid(preface(record))
        .kid(Element::new("collectionBody").kid(contents).kids(components.list));
    let mut root = Element::new("akomaNtoso").with("xmlns", NAMESPACE).kid(gazette);
    identify(&mut root);
    root.file()
}

/// The components of the issue behind its contents.
#[derive(Default)]
struct Components {
    list: Vec<Element>,
}

impl Components {
    /// What the next one is known by; the contents are the first of all.
    fn next(&self) -> String {
        format!("{COMPONENT}_{}", self.list.len() + 2)
    }

    fn add(&mut self, content: Element) -> String {
        let id = self.next();
        self.list.push(Element::new("component").with("eId", &id).kid(content));
        id
    }
}

/// What the cover says.
fn preface(record: &IssueRecord) -> Element {
    let serial = record.serial.map(|serial| format!("（总第{serial}期）")).unwrap_or_default();
    let number = format!("{}年第{}期{serial}", record.year, record.number);
    let date = Element::line("docDate").with("date", record.date.iso()).text(record.date.to_string());
    let sponsors = record.gazette.sponsors.iter();
    Element::new("preface")
        .kid(Element::line("p").kid(Element::line("docTitle").text(&record.gazette.name)))
        .kid(Element::line("p").kid(Element::line("docNumber").text(number)))
        .kid(Element::line("p").kid(date))
        .kids(sponsors.map(|name| Element::line("p").kid(Element::line("docProponent").text(name))))
}

fn item(level: &str, id: &str) -> Element {
    Element::line("tocItem").with("level", level).with("href", format!("#{id}"))
}

/// A document in the contents, as they are printed.
fn entry(document: &DocumentRecord, id: &str) -> Element {
    let number = document.number.as_ref().map(|number| format!("（{}）", number.text)).unwrap_or_default();
    let folio = Element::line("span").with("class", "page").text(document.page.to_string());
    item("2", id).text(format!("{}{number} ", document.contents_title)).kid(folio)
}

/// A document with its issued texts and attachments.
fn documented(
    document: &Document,
    own: &DocumentRecord,
    record: &IssueRecord,
    publishers: &[Agent],
    layout: &Layout,
    id: &str,
) -> Element {
    let issuers = Agent::all(&own.issuers, &format!("{id}__issuer"));
    let authors = if issuers.is_empty() { publishers } else { &issuers };
    let date = own.date.unwrap_or(record.date);
    let known_as = own.number.as_ref().map_or_else(|| own.id.replace('/', "-"), |number| number.text.clone());
    let pages = if own.page == own.last_page {
        format!("第{}页", own.page.0)
    } else {
        format!("第{}—{}页", own.page.0, own.last_page.0)
    };
    let work = Work {
        uri: format!("/akn/cn/doc/{}/{}/{}", iri_part(&authors[0].name), date.iso(), iri_part(&known_as)),
        component: "main".to_owned(),
        date,
        authors,
        publisher: &publishers[0],
        subtype: own.kind,
        number: known_as,
        name: own.title.clone(),
        citation: format!("《{}》{}年第{}期，{pages}", record.gazette.name, record.year, record.number),
    };
    let mut body = Body::default();
    let text = main_body(&mut body, &document.body.text);
    let parts = document.body.parts.iter().enumerate().map(|(index, part)| {
        let component = format!("annex_{}", index + 1);
        let work = Work { component, subtype: None, name: part_title(part), ..work.clone() };
        Element::new("attachment").kid(attached(&mut body, part, &work, record))
    });
    let attachments = Element::new("attachments").kids(parts.collect::<Vec<_>>());
    Element::new("doc")
        .with("name", own.kind.unwrap_or(if own.form == Form::Article { "文章" } else { "公文" }))
        .kid(work.meta(record, &issuers))
        .kid(elements::preface(document, layout))
        .kid(text)
        .kids(Some(elements::conclusions(document, layout)).filter(|it| !it.is_empty()))
        .kids(Some(attachments).filter(|it| !it.is_empty()))
}

/// An issued text or an attachment.
fn attached(body: &mut Body, part: &Part, work: &Work, record: &IssueRecord) -> Element {
    let label = part.label.as_ref().map(|label| body.line("p", label).with("class", "label"));
    let title = Element::line("p").kid(body.printed_lines("docTitle", &part.title));
    Element::new("doc")
        .with("name", if part.label.is_some() { "附件" } else { "印发件" })
        .kid(work.meta(record, &[]))
        .kid(Element::new("preface").kids(label).kid(title))
        .kid(main_body(body, &part.blocks))
}

/// The text of a document; it is not allowed to be empty, as that of a document which only issues another may be.
fn main_body(body: &mut Body, blocks: &[Block]) -> Element {
    let text = body.structured(blocks);
    let none = Some(Element::line("p")).filter(|_| text.is_empty());
    Element::new("mainBody").kids(text).kids(none)
}
