//! `gazette build`: all editions of each issue, written to disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use typst_timing::timed;

use super::desk::{Desk, Done, End, Size, Work};
use super::{Outcome, Sink, batch, prepare};
use crate::artefact::{self, Former};
use crate::compile::{Edition, Goal};
use crate::language::Message;
use crate::source::show;
use crate::uses::Use;

/// Builds every issue; a wrong one does not keep the others from being built.
pub(super) fn run(sink: &mut Sink, issues: &[PathBuf], out: &Path, uses: &[Use]) -> Result<Outcome> {
    let issues = batch::issues(issues);
    issues.iter().try_for_each(|issue| prepare(issue, out))?;
    refuse_same_name(&issues)?;
    batch::run(sink, &issues, |desk, issue| build(desk, issue, out, uses))
}

/// An edition has the name of its issue's folder, and of two issues one would be written over the other.
///
/// # Errors
/// Two have the same.
fn refuse_same_name(issues: &[&PathBuf]) -> Result<()> {
    let mut names = BTreeSet::new();
    for issue in issues {
        // One that is not there is told in its turn.
        let Ok(real) = issue.canonicalize() else { continue };
        let Some(name) = real.file_name() else { continue };
        if !names.insert(name.to_owned()) {
            bail!(message!("same-name", name = name.to_string_lossy().into_owned()));
        }
    }
    Ok(())
}

/// Builds an issue, unless its edition is there already.
fn build(desk: &Desk, issue: &Path, out: &Path, uses: &[Use]) -> Result<Done> {
    let mut work = desk.read(issue)?;
    let target = out.join(&work.dir.name);
    if let Some(Former { documents, sheets }) = timed!("compare with the former edition", former(&work, &target, uses))
    {
        let folder = target.display().to_string();
        let lines = vec![desk.told(&message!("build-unchanged", folder, documents, sheets))];
        return Ok(work.done(Ok(End::Unchanged(next(issue, &target))), Some(Size { documents, sheets }), lines));
    }
    let edition = work.compile(Goal::Artefacts(uses));
    let size = edition.as_ref().map(Size::of);
    let Some(edition) = edition.filter(|_| work.outcome() == Outcome::Good) else {
        let wrong = End::wrong(&work.dir.shown);
        return Ok(work.done(Ok(wrong), size, Vec::new()));
    };
    Ok(match timed!("write files", artefact::write(out, &edition.issue.name, &edition.artefacts)) {
        Ok(target) => work.done(Ok(End::Built(next(issue, &target))), size, lines(desk, &edition, &target)),
        Err(error) => work.done(Err(error), size, Vec::new()),
    })
}

/// The former edition of an issue, if it need not be built again.
fn former(work: &Work, target: &Path, uses: &[Use]) -> Option<Former> {
    let is_unspoken = work.found.counts() == (0, 0);
    is_unspoken.then(|| artefact::former(target, &artefact::inputs(&work.dir, uses))).flatten()
}

/// What comes after a build.
fn next(issue: &Path, target: &Path) -> Message {
    let index = target.join(artefact::INDEX).display().to_string();
    message!("next-built", index, issue = show(issue))
}

/// One line a file and one line a document.
fn lines(desk: &Desk, edition: &Edition, target: &Path) -> Vec<String> {
    let files = edition.artefacts.iter().map(|(file, bytes)| {
        let (bytes, file) = (format!("{:>9}", bytes.len()), target.join(file).display().to_string());
        desk.told(&message!("built-file", bytes, file))
    });
    let documents = artefact::entries(&edition.issue, &edition.pagination).into_iter().map(|entry| {
        let pages = format!("{}–{}", entry.page, entry.last_page);
        desk.told(&message!("built-document", pages = format!("{pages:>9}"), title = entry.title))
    });
    files.chain(documents).collect()
}
