//! `gazette build`: all editions of each issue, written to disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{Outcome, Sink, compile, prepare, tell};
use crate::artefact;
use crate::compile::{Edition, Goal};
use crate::source::show;
use crate::uses::Use;

/// Builds every issue; a wrong one does not keep the others from being built.
pub(super) fn run(sink: &mut Sink, issues: &[PathBuf], out: &Path, uses: &[Use]) -> Result<Outcome> {
    issues.iter().try_for_each(|issue| prepare(issue, out))?;
    let mut outcome = Outcome::Good;
    let mut written = BTreeSet::new();
    for issue in issues {
        match compile(sink, issue, Goal::Artefacts(uses))? {
            Some(edition) => {
                if !written.insert(edition.issue.name.clone()) {
                    bail!(message!("same-name", name = &edition.issue.name));
                }
                let target = artefact::write(out, &edition.issue.name, &edition.artefacts)?;
                print(sink, &edition, &target)?;
                let index = || target.join(artefact::INDEX).display().to_string();
                sink.next(|| message!("next-built", index = index(), issue = show(issue)))?;
            }
            None => outcome = Outcome::Wrong,
        }
    }
    Ok(outcome)
}

/// One line a file and one line a document.
fn print(sink: &Sink, edition: &Edition, target: &Path) -> Result<()> {
    for (file, bytes) in &edition.artefacts {
        let (bytes, file) = (format!("{:>9}", bytes.len()), target.join(file).display().to_string());
        tell(sink, &message!("built-file", bytes, file))?;
    }
    for entry in artefact::entries(&edition.issue, &edition.pagination) {
        let pages = format!("{}–{}", entry.page, entry.last_page);
        tell(sink, &message!("built-document", pages = format!("{pages:>9}"), title = entry.title))?;
    }
    Ok(())
}
