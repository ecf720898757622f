//! Pages that have what stands around a text and none of the text: a first page that is full before the text begins,
//! and a page that is signed and nothing else (GB/T 9704 7.3.3, 7.3.5.5).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use typst_layout::PagedDocument;

use super::runs::PageRuns;
use crate::diag::Diagnostics;
use crate::issue::{Document, Issue};
use crate::pagination::{self, Pagination, SheetNumber};
use crate::place::Place;

/// The label on the marks that templates set below 成文日期 and 附注.
pub(super) const SIGNED: &str = "gazette-signed";

/// Reports them, each at the element that an editor can change.
pub(super) fn check(
    paged: &PagedDocument,
    runs: &[Arc<PageRuns>],
    issue: &Issue,
    pagination: &Pagination,
    diagnostics: &mut Diagnostics,
) {
    let texts = texts(runs);
    let signed = pagination::marks(paged.introspector().as_ref(), SIGNED);
    for document in issue.documents() {
        let Some(sheets) = texts.get(document.path.as_str()) else { continue };
        let first = pagination.of(&document.slug).sheet;
        let has_text = !document.body.text.is_empty();
        if has_text && !sheets.contains(&first) {
            let message = message!("no-text-on-first-page", sheet = first.0);
            let help = message!("no-text-on-first-page.help");
            diagnostics.warning("no-text-on-first-page", above(document), message, help);
        }
        for (slug, sheet) in &signed {
            if has_text && slug == document.slug.as_str() && !sheets.contains(sheet) {
                let message = message!("signed-alone", sheet = sheet.0);
                let help = message!("signed-alone.help");
                diagnostics.warning("signed-alone", below(document), message, help);
                break;
            }
        }
    }
}

/// What stands last above the text.
fn above(document: &Document) -> Place {
    document.front_matter.addressee.as_ref().unwrap_or(document.title()).place.clone()
}

/// What stands first below the text.
fn below(document: &Document) -> Place {
    let matter = &document.front_matter;
    let element = matter.signature.as_ref().or(matter.signatories.first().map(|signatory| &signatory.title));
    element.or(matter.note.as_ref()).unwrap_or(document.title()).place.clone()
}

/// The pages on which text of each Markdown file stands, by the file's path within the issue folder.
fn texts(runs: &[Arc<PageRuns>]) -> BTreeMap<&'static str, BTreeSet<SheetNumber>> {
    let mut texts: BTreeMap<_, BTreeSet<SheetNumber>> = BTreeMap::new();
    for (runs, sheet) in runs.iter().zip(1..) {
        for origin in runs.texts.iter().filter_map(|run| run.origin.as_ref()).chain(&runs.pictures) {
            texts.entry(origin.path).or_default().insert(SheetNumber(sheet));
        }
    }
    texts
}
