//! `gazette lock`: what a published issue was made of and what it came to, written beside its `issue.toml`.

use std::path::PathBuf;

use anyhow::Result;

use super::{Outcome, Sink, examine_and, tell};
use crate::artefact;
use crate::compile::Goal;
use crate::lock::Lock;
use crate::source::show;

/// Locks every issue that is good; a wrong one keeps the lock it has.
pub(super) fn run(sink: &mut Sink, issues: &[PathBuf]) -> Result<Outcome> {
    let mut outcome = Outcome::Good;
    for issue in issues {
        let (edition, found, lock) = examine_and(sink, issue, Goal::Artefacts(&[]), |dir, edition, _| {
            edition.map(|edition| Lock::of(dir, edition))
        })?;
        match edition.zip(lock) {
            Some((edition, lock)) if found == Outcome::Good => {
                let path = artefact::write_lock(issue, &lock.to_toml())?;
                let (documents, sheets) = (edition.pagination.documents.len(), edition.pagination.sheets);
                let file = path.display().to_string();
                tell(sink, &message!("locked", file = &file, documents, sheets))?;
                sink.next(|| message!("next-locked", file, issue = show(issue)))?;
            }
            _ => outcome = Outcome::Wrong,
        }
    }
    Ok(outcome)
}
