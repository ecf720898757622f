//! `gazette check`: everything a build would find wrong, with nothing written.

use std::path::PathBuf;

use anyhow::Result;

use super::{Outcome, compile};
use crate::args::{Args, Format};
use crate::compile::Goal;

/// Checks every issue.
pub(super) fn run(args: &Args, issues: &[PathBuf]) -> Result<Outcome> {
    let mut outcome = Outcome::Good;
    for issue in issues {
        match compile(args, issue, Goal::Artefacts)? {
            Some(edition) if args.format == Format::Human => {
                let documents = edition.pagination.documents.len();
                println!("{}: good, {documents} documents on {} pages", issue.display(), edition.pagination.sheets);
            }
            Some(_) => {}
            None => outcome = Outcome::Wrong,
        }
    }
    Ok(outcome)
}
