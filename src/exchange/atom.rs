//! `feed.xml`: the issue and its documents as entries for the feed of a site (Atom, RFC 4287).
//!
//! A site merges them into its own feed, so each entry has all that it needs: its authors, and whole addresses as soon as
//! `[site]` has a `url`. Without one, links lead to the files beside this one.

use super::address::Addresses;
use super::document_record::DocumentRecord;
use super::record::IssueRecord;
use super::xml::Element;
use super::{AKOMA_NTOSO_FILE, FEED_FILE};
use crate::manifest::Date;

const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// The bytes of `feed.xml`.
pub(super) fn atom(record: &IssueRecord, addresses: &Addresses) -> Vec<u8> {
    let own = addresses.url(FEED_FILE).map(|url| link("self", "application/atom+xml", url));
    let feed = Element::new("feed")
        .with("xmlns", NAMESPACE)
        .with("xml:lang", record.language)
        .kid(line("id", addresses.id(FEED_FILE)))
        .kid(line("title", &record.title))
        .kid(line("updated", time(latest(record))))
        .kids(authors(&record.gazette.sponsors))
        .kids(own)
        .kid(link("alternate", "text/html", addresses.link(&record.files.html.file)))
        .kid(line("generator", record.generator))
        .kid(issue(record, addresses))
        .kids(record.documents.iter().map(|it| document(it, record, addresses)));
    feed.file()
}

/// The entry of the issue as a whole.
fn issue(record: &IssueRecord, addresses: &Addresses) -> Element {
    let pdf = link("enclosure", "application/pdf", addresses.link(&record.files.pdf.file));
    Element::new("entry")
        .kid(line("id", addresses.id("")))
        .kid(line("title", &record.title))
        .kid(line("updated", time(record.date)))
        .kid(line("published", time(record.date)))
        .kids(authors(&record.gazette.sponsors))
        .kid(link("alternate", "text/html", addresses.link(&record.files.html.file)))
        .kid(link("alternate", "application/akn+xml", addresses.link(AKOMA_NTOSO_FILE)))
        .kid(pdf.with("length", record.files.pdf.bytes.to_string()))
}

/// The entry of a document.
fn document(document: &DocumentRecord, record: &IssueRecord, addresses: &Addresses) -> Element {
    let slug = document.html.strip_suffix(".html").unwrap_or(&document.html);
    let authors_of = if document.issuers.is_empty() { &record.gazette.sponsors } else { &document.issuers };
    let at_page = format!("{}#page={}", addresses.link(&record.files.pdf.file), document.sheet.0);
    let categories = std::iter::once(document.section.as_str()).chain(document.kind);
    Element::new("entry")
        .kid(line("id", addresses.id(slug)))
        .kid(line("title", &document.title))
        .kid(line("updated", time(updated(document, record))))
        .kid(line("published", time(document.published)))
        .kids(authors(authors_of))
        .kids(categories.map(|term| Element::new("category").with("term", term)))
        .kid(link("alternate", "text/html", addresses.link(&document.html)))
        .kid(link("alternate", "application/pdf", at_page))
        .kids(document.description.as_ref().map(|summary| line("summary", summary)))
}

/// When a document was put into the issue or published, whichever came last.
fn updated(document: &DocumentRecord, record: &IssueRecord) -> Date {
    document.published.max(record.date)
}

/// When anything of the feed was.
fn latest(record: &IssueRecord) -> Date {
    record.documents.iter().map(|document| updated(document, record)).fold(record.date, Date::max)
}

/// The beginning of a day in China (RFC 3339).
fn time(date: Date) -> String {
    format!("{}T00:00:00+08:00", date.iso())
}

fn authors(names: &[String]) -> impl Iterator<Item = Element> {
    names.iter().map(|name| Element::new("author").kid(line("name", name)))
}

fn line(name: &'static str, text: impl Into<String>) -> Element {
    Element::line(name).text(text)
}

fn link(relation: &'static str, kind: &'static str, address: impl Into<String>) -> Element {
    Element::new("link").with("rel", relation).with("type", kind).with("href", address)
}
