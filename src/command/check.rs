//! `gazette check`: everything a build would find wrong, and what the ruler measured, with nothing written.

use std::path::{Path, PathBuf};

use anyhow::Result;
use typst_timing::timed;

use super::desk::{Desk, Done, End, Size, Work};
use super::progress::Stage;
use super::second_build::second_build;
use super::{Outcome, Sink, batch};
use crate::artefact::{Artefacts, compare};
use crate::compile::{Edition, Goal, compile};
use crate::diag::{Diagnostics, state};
use crate::lock::{self, Lock, Shift};
use crate::place::Place;
use crate::proof::{contents, glyphs, press, ruler, text};
use crate::source::show;
use crate::uses::Use;

/// What is examined.
#[derive(Clone, Copy)]
pub(super) struct Options<'a> {
    /// Beside the edition that is published.
    pub(super) uses: &'a [Use],
    /// Whether the lock is compared.
    pub(super) locked: bool,
    /// Whether there is a second build.
    pub(super) reproducible: bool,
}

/// Checks every issue.
pub(super) fn run(sink: &mut Sink, issues: &[PathBuf], options: Options) -> Result<Outcome> {
    batch::run(sink, &batch::issues(issues), |desk, issue| check(desk, issue, options))
}

fn check(desk: &Desk, issue: &Path, options: Options) -> Result<Done> {
    let mut work = desk.read(issue)?;
    let edition = work.compile(Goal::Artefacts(options.uses));
    let shifts = if options.locked { since_lock(desk, &mut work, edition.as_ref(), options.uses) } else { Vec::new() };
    let (_, warnings) = work.found.counts();
    let mut lines = edition.as_ref().map(|edition| tables(desk, edition)).unwrap_or_default();
    let size = edition.as_ref().map(Size::of);
    if let Some(edition) = edition.as_ref().filter(|_| options.reproducible && work.outcome() == Outcome::Good) {
        match reproduce(desk, &mut work, issue, options.uses, &edition.artefacts) {
            Ok(line) => lines.extend(line),
            Err(error) => return Ok(work.done(Err(error), size, lines)),
        }
    }
    lines.extend(shifts.iter().map(ToString::to_string));
    let Some(Size { documents, sheets }) = size.filter(|_| work.outcome() == Outcome::Good) else {
        let wrong = End::wrong(&work.dir.shown);
        return Ok(work.done(Ok(wrong), size, lines));
    };
    let (shown, state) = (issue.display().to_string(), state(warnings));
    lines.push(desk.told(&if options.locked {
        message!("check-good-locked", issue = shown, state, documents, sheets)
    } else {
        message!("check-good", issue = shown, state, documents, sheets)
    }));
    Ok(work.done(Ok(End::Good(message!("next-checked", issue = show(issue)))), size, lines))
}

/// What the proofs found, with a blank line between two tables.
fn tables(desk: &Desk, edition: &Edition) -> Vec<String> {
    let (proofs, language) = (&edition.proofs, desk.language);
    let tables = [
        contents::table(&proofs.contents, language),
        text::table(&proofs.text, language),
        ruler::table(&proofs.ruler, language),
        glyphs::table(&proofs.glyphs, language),
    ];
    let press = proofs.press.iter().map(|proved| press::table(proved, language));
    tables.into_iter().chain(press).collect::<Vec<_>>().join(&String::new())
}

/// Reports how an issue differs from its lock, if it could be made at all: what is wrong with itself comes first.
///
/// A lock is that of the published edition alone: further editions add files, and links to them on its pages.
fn since_lock(desk: &Desk, work: &mut Work, edition: Option<&Edition>, uses: &[Use]) -> Vec<Shift> {
    let (dir, found) = (&work.dir, &mut work.found);
    let lock = Lock::read(dir, found);
    let alone = || compile(dir, &desk.faces.of(&dir.fonts), Goal::Artefacts(&[]), &mut Diagnostics::default());
    let alone = edition.filter(|_| !uses.is_empty()).and_then(|_| alone());
    let edition = alone.as_ref().or(edition);
    lock.zip(edition).map(|(lock, edition)| lock::compare(dir, edition, &lock, found)).unwrap_or_default()
}

/// Builds the issue once more, reports where the files are not the same, or says that they are.
fn reproduce(desk: &Desk, work: &mut Work, issue: &Path, uses: &[Use], first: &Artefacts) -> Result<Option<String>> {
    let shown = issue.display().to_string();
    work.progress.stage(Stage::SecondBuild);
    match compare(first, &timed!("build once more", second_build(issue, uses))?) {
        Some(difference) => {
            let (place, help) = (Place::whole(shown), message!("not-reproducible.help"));
            work.found.error("not-reproducible", place, difference.message(), help);
            Ok(None)
        }
        None => Ok(Some(desk.told(&message!("reproducible", issue = shown, files = first.len())))),
    }
}
