//! The machine forms of an edition, beside its pages: what a portal, a database of laws or a spreadsheet takes over.
//!
//! All of them say the same of an issue. It is gathered once ([`record::IssueRecord`], which is `issue.json` itself); CSV and
//! Atom are made of that, and Akoma Ntoso of that and the trees of the documents. Nothing in them depends on a clock: what is
//! dated has the dates of the issue and its documents.

mod address;
mod akoma_ntoso;
mod atom;
mod contents_csv;
mod document_kind;
mod document_number;
mod document_record;
mod part_pages;
mod record;
mod xml;

use self::address::Addresses;
pub(crate) use self::document_number::DocumentNumber;
use self::record::IssueRecord;
use crate::artefact::Artefacts;
use crate::diag::Diagnostics;
use crate::issue::Issue;
use crate::pagination::Pagination;

/// What is known of the issue.
const ISSUE_FILE: &str = "issue.json";
/// Its contents as a table.
const CONTENTS_FILE: &str = "contents.csv";
/// Its entries for the feed of a site.
const FEED_FILE: &str = "feed.xml";
/// Its text with what every part of it is.
const AKOMA_NTOSO_FILE: &str = "akn.xml";

/// The language of a gazette (RFC 5646).
const LANGUAGE: &str = "zh-CN";

/// Adds the machine forms to the files of an edition, which has its PDF already.
pub(crate) fn add(issue: &Issue, pagination: &Pagination, artefacts: &mut Artefacts, diagnostics: &mut Diagnostics) {
    contents_csv::check(issue, diagnostics);
    let addresses = Addresses::of(issue);
    let pdf_bytes = artefacts.get(&issue.pdf()).map_or(0, Vec::len);
    let record = IssueRecord::of(issue, pagination, &addresses, pdf_bytes);
    let forms = [
        (ISSUE_FILE, record.json()),
        (CONTENTS_FILE, contents_csv::contents_csv(&record)),
        (FEED_FILE, atom::atom(&record, &addresses)),
        (AKOMA_NTOSO_FILE, akoma_ntoso::akoma_ntoso(issue, &record)),
    ];
    artefacts.extend(forms.map(|(name, bytes)| (name.to_owned(), bytes)));
}
