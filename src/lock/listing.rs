//! Documents that were added, taken out or moved, and what stands before all of them.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::cause::{About, Difference};
use super::{Lock, LockedDocument};
use crate::language::Message;
use crate::place::Place;
use crate::source::{ISSUE_FILE, IssueDir};

/// How the list of documents differs.
pub(super) fn listings(dir: &IssueDir, was: &Lock, now: &Lock) -> Vec<Difference> {
    let mut differences = Vec::new();
    let is_in = |documents: &[LockedDocument], source: &str| documents.iter().any(|document| document.source == source);
    let mut add = |source: &str, clause: Message| {
        let about = About::Listing(source.to_owned());
        differences.push(Difference::new(about, entry(dir, source), clause));
    };
    for document in now.documents.iter().filter(|document| !is_in(&was.documents, &document.source)) {
        let source = &document.source;
        add(source, message!("lock-added", source = source, pages = pages(document)));
    }
    for document in was.documents.iter().filter(|document| !is_in(&now.documents, &document.source)) {
        let source = &document.source;
        add(source, message!("lock-taken-out", source = source, pages = pages(document)));
    }
    let order = |documents: &[LockedDocument], others: &[LockedDocument]| -> Vec<String> {
        documents.iter().map(|document| document.source.clone()).filter(|source| is_in(others, source)).collect()
    };
    let (before, after) = (order(&was.documents, &now.documents), order(&now.documents, &was.documents));
    for op in capture_diff_slices(Algorithm::Lcs, &before, &after) {
        if op.tag() == DiffTag::Equal {
            continue;
        }
        for index in op.new_range() {
            let source = &after[index];
            let clause = match index.checked_sub(1) {
                Some(before) => message!("lock-moved-after", source = source, before = &after[before]),
                None => message!("lock-moved-first", source = source),
            };
            add(source, clause);
        }
    }
    differences.extend(sections(dir, was, now));
    differences
}

/// Documents that stand under another section title.
fn sections(dir: &IssueDir, was: &Lock, now: &Lock) -> Vec<Difference> {
    let mut moved: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for now in &now.documents {
        let was = was.documents.iter().find(|was| was.source == now.source);
        if let Some(was) = was.filter(|was| was.section != now.section) {
            moved.entry((&was.section, &now.section)).or_default().push(&now.source);
        }
    }
    let differences = moved.into_iter().map(|((was, now), sources)| {
        let (source, more) = (sources[0], sources.len() - 1);
        let clause = match more {
            0 => message!("lock-section", source = source, was = was, now = now),
            more => message!("lock-sections", source = source, more, was = was, now = now),
        };
        Difference::new(About::Listing(source.to_owned()), entry(dir, now), clause)
    });
    differences.collect()
}

/// The pages before the first document, which have no page number that could move.
pub(super) fn front(dir: &IssueDir, was: &Lock, now: &Lock) -> Option<Difference> {
    let (was, now) = (was.documents.first()?, now.documents.first()?);
    let is_before = was.sheet != now.sheet && was.page == now.page;
    is_before.then(|| {
        let clause = message!("lock-front", now = now.sheet, was = was.sheet);
        Difference::new(About::Aside, Place::whole(dir.show(ISSUE_FILE)), clause)
    })
}

fn pages(document: &LockedDocument) -> Message {
    let (first, last) = (document.page, document.last_page);
    if first == last { message!("lock-page", page = first) } else { message!("lock-pages", first, last) }
}

/// Where `issue.toml` has this text between quotation marks.
fn entry(dir: &IssueDir, text: &str) -> Place {
    let found = dir.texts.get(ISSUE_FILE).and_then(|file| {
        let at = file.text().find(&format!("\"{text}\""))?;
        Some(file.place(at..at + text.len() + 2))
    });
    found.unwrap_or_else(|| Place::whole(dir.show(ISSUE_FILE)))
}
