//! Proofs: what is claimed of an edition, found again in its finished bytes.
//!
//! A proof is given nothing but the bytes and what is expected of them. [`reader`] and [`web`] share no code with the writer (but
//! for the boxes of outlines, which ttf-parser tells both), so that one mistake cannot be made twice, once in setting and once in
//! proving.

pub mod reader;
pub mod ruler;
pub mod web;

use serde::Serialize;

use self::ruler::{Expected, Measurement};
use crate::artefact::Artefacts;
use crate::diag::Diagnostics;
use crate::issue::Issue;
use crate::pagination::Pagination;
use crate::place::Place;

/// What the proofs found in an edition, as `report.json` has it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Proofs {
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
    let expected = Expected::of(issue, pagination);
    let ruler = ruler::measure_pages(&pdf.pages, &expected);
    ruler::report(&ruler, &expected, whole, diagnostics);
    Proofs { ruler }
}
