//! The edition in large print (大字版): the issue laid out anew with larger characters on the same paper, with folios and contents of
//! its own, and with a table that leads from each page of the printed edition to the page of this one where it begins.
//!
//! Whatever cannot be set that large is no mistake of the issue: it is a warning.

use std::collections::BTreeMap;

use serde::Serialize;
use typst_layout::PagedDocument;

use super::Subject;
use crate::artefact::Artefacts;
use crate::diag::{Diagnostics, Severity};
use crate::issue::Issue;
use crate::pagination::Pagination;
use crate::place::Place;
use crate::proof;
use crate::typeset::{Typesetter, folio_of};

/// What the edition is called.
const NAME: &str = "大字版";
/// What its file's name ends in.
const SUFFIX: &str = "large-print";
/// From 3号, which is 16 pt on the grid of GB/T 9704, to 2号, 22 pt.
const RATIO: f64 = 22.0 / 16.0;

/// What the template of the table reads.
#[derive(Default, Serialize)]
struct Told {
    /// Each page of the printed edition, and the page of this one where it begins.
    pages: Vec<(u32, u32)>,
}

/// A layout and where its parts stand.
struct Laid {
    paged: PagedDocument,
    pagination: Pagination,
}

/// Makes the edition, unless it cannot be set that large, as warnings then say.
pub(super) fn add(subject: &Subject, artefacts: &mut Artefacts, diagnostics: &mut Diagnostics) -> Option<()> {
    let large = subject.issue.enlarged(NAME, SUFFIX, RATIO);
    let typesetter = subject.typesetter.of(&large);
    let mut found = Diagnostics::default();
    let laid = laid_out(&typesetter, &large, subject, &mut found);
    if let Some(laid) = &laid {
        for (place, size) in typesetter.small_tables(&laid.paged) {
            let help = message!("large-print-table.help");
            found.warning("large-print", place, message!("large-print-table", size = format!("{size:.1}")), help);
        }
    }
    for finding in found.sorted() {
        let message = message!("in-large-print", finding = &finding.message);
        diagnostics.push(Severity::Warning, finding.code, finding.place.clone(), message, finding.help.clone());
    }
    let Some(laid) = laid else {
        let (message, help) = (message!("no-large-print"), message!("no-large-print.help"));
        diagnostics.warning("large-print", Place::whole(subject.dir.shown.clone()), message, help);
        return Some(());
    };
    let pdf = typesetter.pdf(&laid.paged, diagnostics)?;
    proof::prove_paper(&pdf, subject.dir, &large, &laid.pagination, diagnostics);
    artefacts.insert(large.pdf(), pdf);
    Some(())
}

/// Lays the edition out twice: how many pages the table takes moves no folio, since it stands before the first.
fn laid_out(typesetter: &Typesetter, large: &Issue, subject: &Subject, diagnostics: &mut Diagnostics) -> Option<Laid> {
    let first = lay_out(typesetter, large, &Told::default(), &mut Diagnostics::default());
    let told = first.map(|laid| Told { pages: pages(&laid, subject.pagination) });
    lay_out(typesetter, large, &told.unwrap_or_default(), diagnostics)
}

fn lay_out(typesetter: &Typesetter, large: &Issue, told: &Told, diagnostics: &mut Diagnostics) -> Option<Laid> {
    let told = serde_json::to_string(told).expect("numbers serialise");
    let paged = typesetter.large_print(told, diagnostics)?;
    // What templates do not mark was reported of the printed edition.
    let mut pagination = Pagination::harvest(&paged, large).ok()?;
    let turns = typesetter.turns(&paged, &pagination);
    pagination.documents.iter_mut().zip(turns).for_each(|(pages, turns)| pages.turns = turns);
    Some(Laid { paged, pagination })
}

/// Each page of the printed edition that has text, and the page in large print where it begins.
fn pages(laid: &Laid, printed: &Pagination) -> Vec<(u32, u32)> {
    let mut pages = BTreeMap::new();
    for (printed, own) in printed.documents.iter().zip(&laid.pagination.documents) {
        // A page that two documents share begins with the first of them.
        pages.entry(printed.folio.0).or_insert(own.folio.0);
        for turn in &printed.turns {
            pages.entry(turn.folio.0).or_insert(folio_of(turn.at, &laid.paged, own).0);
        }
    }
    pages.into_iter().collect()
}
