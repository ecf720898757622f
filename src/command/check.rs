//! `gazette check`: everything a build would find wrong, and what the ruler measured, with nothing written.

use std::path::PathBuf;

use anyhow::Result;

use super::{Outcome, Sink, count, examine, say};
use crate::compile::Goal;
use crate::proof::{contents, ruler};

/// Checks every issue.
pub(super) fn run(sink: &mut Sink, issues: &[PathBuf]) -> Result<Outcome> {
    let mut outcome = Outcome::Good;
    for issue in issues {
        let (edition, found) = examine(sink, issue, Goal::Artefacts)?;
        if let Some(edition) = &edition {
            let tables = [contents::table(&edition.proofs.contents), ruler::table(&edition.proofs.ruler)];
            for line in tables.join(&String::new()) {
                say(format_args!("{line}"))?;
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
