//! `gazette check`: everything a build would find wrong, with nothing written.

use std::path::PathBuf;

use anyhow::Result;

use super::{Outcome, compile, count, say};
use crate::args::Args;
use crate::compile::Goal;

/// Checks every issue.
pub(super) fn run(args: &Args, issues: &[PathBuf]) -> Result<Outcome> {
    let mut outcome = Outcome::Good;
    for issue in issues {
        match compile(args, issue, Goal::Artefacts)? {
            Some(edition) => {
                let documents = count(edition.pagination.documents.len(), "document");
                let sheets = edition.pagination.sheets;
                say(format_args!("{}: good, {documents} on {sheets} pages", issue.display()))?;
            }
            None => outcome = Outcome::Wrong,
        }
    }
    Ok(outcome)
}
