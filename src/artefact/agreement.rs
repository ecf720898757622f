//! Whether the manifest and the report of an edition say the same of it; both tell its documents.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;

use super::read::range_of;
use super::{Built, ListedDocument, REPORT_FILE, TocEntry};
use crate::language::Message;

/// What the report tells of an edition, as far as the manifest tells it too, and whose templates made it.
#[derive(Debug, Deserialize)]
pub(crate) struct Told {
    issue: String,
    title: String,
    date: String,
    /// The entries of `toc --json`.
    pub(crate) documents: Vec<TocEntry>,
    /// The series' own templates; a report of an earlier program does not tell them.
    #[serde(default)]
    pub(crate) templates: Vec<String>,
}

/// Where the manifest is not what the report says, or says a thing twice: bytes of its text, and a message.
pub(crate) fn disagreements(built: &Built, told: &Told) -> Vec<(Range<usize>, Message)> {
    let manifest = &built.manifest;
    let mut found = Vec::new();
    let mut differ = |key: &str, value: &str, of: &dyn Fn() -> Message, said: &str, told: &str| {
        if said != told {
            let message = message!("manifest-differs", of = of(), said = said, report = REPORT_FILE, told = told);
            found.push((range_of(&built.text, key, value), message));
        }
    };
    differ("issue", &manifest.issue, &|| message!("told-issue"), &manifest.issue, &told.issue);
    differ("title", &manifest.title, &|| message!("told-title"), &manifest.title, &told.title);
    differ("date", &manifest.date, &|| message!("told-date"), &manifest.date, &told.date);
    for (listed, entry) in manifest.documents.iter().zip(&told.documents) {
        for (key, said, told) in values(listed, entry) {
            differ("id", &listed.id, &|| message!("told-value", key = key, id = &listed.id), &said, &told);
        }
    }
    let (listed, told) = (manifest.documents.len(), told.documents.len());
    if listed == 0 {
        found.push((0..0, message!("manifest-no-documents")));
    } else if listed != told {
        found.push((0..0, message!("manifest-documents", listed, report = REPORT_FILE, told)));
    }
    let mut known = BTreeSet::new();
    for ListedDocument { id, html, source, .. } in &manifest.documents {
        let place = || range_of(&built.text, "id", id);
        if !known.insert(html) {
            found.push((place(), message!("manifest-page-twice", page = html)));
        }
        let name = html.strip_suffix(".html").unwrap_or(html);
        if *id != format!("{}/{name}", manifest.issue) || *source != format!("{name}.md") {
            found.push((place(), message!("manifest-page-foreign", id = id, source = source, page = html)));
        }
    }
    found
}

/// What both tell of a document.
fn values(listed: &ListedDocument, entry: &TocEntry) -> Vec<(&'static str, String, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "null".to_owned());
    // The contents leave the issuing bodies out.
    let title = if listed.title.ends_with(&entry.title) { &listed.title } else { &entry.title };
    vec![
        ("title", listed.title.clone(), title.clone()),
        ("number", text(&listed.number), text(&entry.number)),
        ("page", listed.page.to_string(), entry.page.to_string()),
        ("last_page", listed.last_page.to_string(), entry.last_page.to_string()),
        ("sheet", listed.sheet.0.to_string(), entry.sheet.0.to_string()),
        ("html", listed.html.clone(), entry.html.clone()),
        ("source", listed.source.clone(), entry.source.clone()),
    ]
}
