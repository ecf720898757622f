//! Documents that were added, taken out or moved, and what stands before all of them.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::cause::{About, Difference};
use super::{Lock, LockedDocument};
use crate::diag::count;
use crate::place::Place;
use crate::source::{ISSUE_FILE, IssueDir};

/// How the list of documents differs.
pub(super) fn listings(dir: &IssueDir, was: &Lock, now: &Lock) -> Vec<Difference> {
    let mut differences = Vec::new();
    let is_in = |documents: &[LockedDocument], source: &str| documents.iter().any(|document| document.source == source);
    let mut add = |source: &str, clause: String| {
        let about = About::Listing(source.to_owned());
        differences.push(Difference::new(about, entry(dir, source), clause));
    };
    for document in now.documents.iter().filter(|document| !is_in(&was.documents, &document.source)) {
        add(&document.source, format!("`{}` was added, on {}", document.source, pages(document)));
    }
    for document in was.documents.iter().filter(|document| !is_in(&now.documents, &document.source)) {
        add(&document.source, format!("`{}` was taken out; it stood on {}", document.source, pages(document)));
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
            let neighbour =
                index.checked_sub(1).map_or("before all others".to_owned(), |at| format!("after `{}`", after[at]));
            add(&after[index], format!("`{}` was moved; it stands {neighbour}", after[index]));
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
        let more = sources.len() - 1;
        let more = if more > 0 { format!(" and of {}", count(more, "more document")) } else { String::new() };
        let clause = format!("the section of `{}`{more} was `{was}`, is `{now}`", sources[0]);
        Difference::new(About::Listing(sources[0].to_owned()), entry(dir, now), clause)
    });
    differences.collect()
}

/// The pages before the first document, which have no page number that could move.
pub(super) fn front(dir: &IssueDir, was: &Lock, now: &Lock) -> Option<Difference> {
    let (was, now) = (was.documents.first()?, now.documents.first()?);
    let clause = format!(
        "the first document begins on page {} of the PDF, not on {}: what stands before it changed",
        now.sheet, was.sheet
    );
    let is_before = was.sheet != now.sheet && was.page == now.page;
    is_before.then(|| Difference::new(About::Aside, Place::whole(dir.show(ISSUE_FILE)), clause))
}

fn pages(document: &LockedDocument) -> String {
    if document.page == document.last_page {
        format!("page {}", document.page)
    } else {
        format!("pages {} to {}", document.page, document.last_page)
    }
}

/// Where `issue.toml` has this text between quotation marks.
fn entry(dir: &IssueDir, text: &str) -> Place {
    let found = dir.texts.get(ISSUE_FILE).and_then(|file| {
        let at = file.text().find(&format!("\"{text}\""))?;
        Some(file.place(at..at + text.len() + 2))
    });
    found.unwrap_or_else(|| Place::whole(dir.show(ISSUE_FILE)))
}
