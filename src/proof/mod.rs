//! Proofs: what is claimed of an edition, found again in its finished bytes.
//!
//! A proof is given nothing but the bytes and what is expected of them. [`reader`] and [`web`] share no code with the writer (but
//! for the boxes of outlines, which ttf-parser tells both), so that one mistake cannot be made twice, once in setting and once in
//! proving.

mod columns;
pub mod contents;
pub mod reader;
pub mod ruler;
pub mod web;

use serde::Serialize;

use self::contents::{Contents, Entry, Others};
use self::reader::Pdf;
use self::ruler::{Expected, Measurement};
use crate::artefact::{self, Artefacts, INDEX};
use crate::diag::Diagnostics;
use crate::issue::Issue;
use crate::pagination::Pagination;
use crate::place::Place;

/// What the proofs found in an edition, as `report.json` has it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Proofs {
    /// One number, told by six sources.
    pub contents: Contents,
    /// What the ruler measured; lengths in mm.
    pub ruler: Vec<Measurement>,
}

/// Proves an edition against its issue; what is wrong goes to `diagnostics`, at the document concerned or else at `whole`.
pub(crate) fn prove(
    artefacts: &Artefacts,
    issue: &Issue,
    pagination: &Pagination,
    whole: &Place,
    diagnostics: &mut Diagnostics,
) -> Proofs {
    let pdf = match reader::read(&artefacts[&issue.pdf()]) {
        Ok(pdf) => pdf,
        Err(message) => {
            diagnostics.error("unreadable-pdf", whole.clone(), message, "report this, with the issue's folder");
            return Proofs::default();
        }
    };
    let contents = contents_of(&pdf, artefacts, issue, pagination, whole, diagnostics);
    let expected = Expected::of(issue, pagination);
    let ruler = ruler::measure_pages(&pdf.pages, &expected);
    ruler::report(&ruler, &expected, whole, diagnostics);
    Proofs { contents, ruler }
}

/// The contents proof of a built edition; what is wrong is reported at the document concerned.
fn contents_of(
    pdf: &Pdf,
    artefacts: &Artefacts,
    issue: &Issue,
    pagination: &Pagination,
    whole: &Place,
    diagnostics: &mut Diagnostics,
) -> Contents {
    let toc = artefact::entries(issue, pagination);
    let unreadable = |message| format!("`{INDEX}` cannot be read: {message}");
    let index = web::read(&artefacts[INDEX]).map_err(unreadable);
    let proved = index.and_then(|index| contents::prove(pdf, Others { toc: Some(&toc), index: Some(&index) }));
    match proved {
        Ok(contents) => {
            let place = |entry: &Entry| {
                let document = issue.documents().zip(&toc).find(|(_, toc)| Some(toc.page.0) == entry.toc);
                document.map_or(whole.clone(), |(document, _)| document.title().place.clone())
            };
            contents::report(&contents, place, whole, diagnostics);
            contents
        }
        Err(message) => {
            diagnostics.error("contents-differ", whole.clone(), message, "report this, with the issue's folder");
            Contents::default()
        }
    }
}
