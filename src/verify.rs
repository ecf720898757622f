//! A built edition proved from its files alone, without the folder it was made of.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::artefact::{Built, INDEX, REPORT_FILE, TocEntry};
use crate::diag::Diagnostics;
use crate::manifest::Fonts;
use crate::place::Place;
use crate::proof::contents::{self, Contents, Others};
use crate::proof::glyphs::{self, Scope};
use crate::proof::reader::{self, Pdf};
use crate::proof::web;
use crate::typeset::FontSet;

/// Proves the files of a folder; `None` when its PDF cannot be read, as was reported.
///
/// Files that are missing or were changed are not looked into: that they are no part of the edition is reported already.
pub(crate) fn folder(built: &Built, diagnostics: &mut Diagnostics) -> Option<Contents> {
    let place = |file: &str| Place::whole(format!("{}/{file}", built.shown));
    let pdf = format!("{}.pdf", built.manifest.issue);
    let mut index = None;
    if let Some(bytes) = built.files.get(INDEX) {
        match web::read(bytes) {
            Ok(page) => index = Some(page),
            Err(message) => {
                let message = format!("`{INDEX}` cannot be read: {message}");
                diagnostics.error("contents-differ", place(INDEX), message, HELP);
            }
        }
    }
    let report = built.files.get(REPORT_FILE).map(|bytes| serde_json::from_slice::<serde_json::Value>(bytes));
    let toc = report.and_then(|report| Vec::<TocEntry>::deserialize(report.ok()?.get("documents")?).ok());
    if toc.is_none() && built.files.contains_key(REPORT_FILE) {
        let message = format!("`{REPORT_FILE}` does not tell the page numbers of the documents");
        diagnostics.error("contents-differ", place(REPORT_FILE), message, HELP);
    }
    let others = Others { toc: toc.as_deref(), index: index.as_ref() };
    prove(built.files.get(&pdf)?, others, &place(&pdf), diagnostics)
}

/// Proves a PDF file by itself; `None` when it cannot be read, as was reported.
pub(crate) fn pdf(bytes: &[u8], shown: &str, diagnostics: &mut Diagnostics) -> Option<Contents> {
    prove(bytes, Others::default(), &Place::whole(shown), diagnostics)
}

/// What to do about an edition that is not true.
const HELP: &str = "get the edition again from where it was published";

fn prove(bytes: &[u8], others: Others, place: &Place, diagnostics: &mut Diagnostics) -> Option<Contents> {
    let pdf = match reader::read(bytes) {
        Ok(pdf) => pdf,
        Err(message) => {
            diagnostics.error("unreadable-pdf", place.clone(), message, HELP);
            return None;
        }
    };
    prove_glyphs(&pdf, place, diagnostics);
    match contents::prove(&pdf, others) {
        Ok(contents) => {
            contents::report(&contents, |_| place.clone(), place, diagnostics);
            Some(contents)
        }
        Err(message) => {
            let help = "only gazettes whose contents have links can be proved; was it made by another program?";
            diagnostics.error("contents-differ", place.clone(), message, help);
            None
        }
    }
}

/// The glyph proof as far as it goes without the sources: against the font files of the program.
fn prove_glyphs(pdf: &Pdf, place: &Place, diagnostics: &mut Diagnostics) {
    let fonts = FontSet::new(&[]);
    let proved = glyphs::prove(pdf, &fonts.supply(&Fonts::default()), Scope::Program);
    glyphs::report_faults(&proved, &BTreeMap::new(), place, diagnostics);
}
