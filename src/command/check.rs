//! `gazette check`: everything a build would find wrong, and what the ruler measured, with nothing written.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::second_build::second_build;
use super::{Outcome, Sink, count, examine, say};
use crate::artefact::{Artefacts, compare};
use crate::compile::Goal;
use crate::diag::Diagnostics;
use crate::place::Place;
use crate::proof::{contents, ruler};

/// Checks every issue.
pub(super) fn run(sink: &mut Sink, issues: &[PathBuf], reproducible: bool) -> Result<Outcome> {
    let mut outcome = Outcome::Good;
    for issue in issues {
        let (edition, mut found) = examine(sink, issue, Goal::Artefacts)?;
        if let Some(edition) = &edition {
            let tables = [contents::table(&edition.proofs.contents), ruler::table(&edition.proofs.ruler)];
            for line in tables.join(&String::new()) {
                say(format_args!("{line}"))?;
            }
            if reproducible && found == Outcome::Good {
                found = reproduce(sink, issue, &edition.artefacts)?;
            }
        }
        match edition {
            Some(edition) if found == Outcome::Good => {
                let documents = count(edition.pagination.documents.len(), "document");
                let sheets = edition.pagination.sheets;
                say(format_args!("{}: good, {documents} on {sheets} pages", issue.display()))?;
            }
            _ => outcome = Outcome::Wrong,
        }
    }
    Ok(outcome)
}

/// Builds the issue once more and reports where the files are not the same.
fn reproduce(sink: &mut Sink, issue: &Path, first: &Artefacts) -> Result<Outcome> {
    let shown = issue.display().to_string();
    let mut diagnostics = Diagnostics::default();
    match compare(first, &second_build(issue)?) {
        Some(difference) => {
            let help = "if no file of the issue was changed meanwhile, report this, with the issue's folder";
            diagnostics.error("not-reproducible", Place::whole(shown.clone()), difference.to_string(), help);
        }
        None => say(format_args!("{shown}: 2 builds of {} are identical", count(first.len(), "file")))?,
    }
    sink.take(&shown, &diagnostics, |_| None)
}
