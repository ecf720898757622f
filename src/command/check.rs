//! `gazette check`: everything a build would find wrong, and what the ruler measured, with nothing written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::progress::Stage;
use super::second_build::second_build;
use super::{Outcome, Sink, examine_and, tell, tell_line};
use crate::artefact::{Artefacts, compare};
use crate::compile::{Edition, Goal, compile};
use crate::diag::{Diagnostics, state};
use crate::lock::{self, Lock, Shift};
use crate::place::Place;
use crate::proof::{contents, glyphs, press, ruler, text};
use crate::source::{IssueDir, show};
use crate::typeset::FontSet;
use crate::uses::Use;

/// Checks every issue.
pub(super) fn run(
    sink: &mut Sink,
    issues: &[PathBuf],
    uses: &[Use],
    locked: bool,
    reproducible: bool,
) -> Result<Outcome> {
    let mut outcome = Outcome::Good;
    for issue in issues {
        let (edition, mut found, (shifts, warnings)) =
            examine_and(sink, issue, Goal::Artefacts(uses), |dir, edition, diagnostics| {
                let shifts = if locked { since_lock(dir, edition, uses, diagnostics) } else { Vec::new() };
                (shifts, diagnostics.counts().1)
            })?;
        if let Some(edition) = &edition {
            let proofs = &edition.proofs;
            let language = sink.language();
            let tables = [
                contents::table(&proofs.contents, language),
                text::table(&proofs.text, language),
                ruler::table(&proofs.ruler, language),
                glyphs::table(&proofs.glyphs, language),
            ];
            let press = proofs.press.iter().map(|proved| press::table(proved, language));
            for line in tables.into_iter().chain(press).collect::<Vec<_>>().join(&String::new()) {
                tell_line(sink, &line)?;
            }
            if reproducible && found == Outcome::Good {
                found = reproduce(sink, issue, uses, &edition.artefacts)?;
            }
        }
        for shift in shifts {
            tell_line(sink, &shift.to_string())?;
        }
        match edition {
            Some(edition) if found == Outcome::Good => {
                let (documents, sheets) = (edition.pagination.documents.len(), edition.pagination.sheets);
                let (shown, state) = (issue.display().to_string(), state(warnings));
                let good = if locked {
                    message!("check-good-locked", issue = shown, state, documents, sheets)
                } else {
                    message!("check-good", issue = shown, state, documents, sheets)
                };
                tell(sink, &good)?;
                sink.next(|| message!("next-checked", issue = show(issue)))?;
            }
            _ => outcome = Outcome::Wrong,
        }
    }
    Ok(outcome)
}

/// Reports how an issue differs from its lock, if it could be made at all: what is wrong with itself comes first.
///
/// A lock is that of the published edition alone: further editions add files, and links to them on its pages.
fn since_lock(dir: &IssueDir, edition: Option<&Edition>, uses: &[Use], diagnostics: &mut Diagnostics) -> Vec<Shift> {
    let lock = Lock::read(dir, diagnostics);
    let alone = || {
        let fonts = Arc::new(FontSet::new(&dir.fonts));
        compile(dir, &fonts, Goal::Artefacts(&[]), &mut Diagnostics::default())
    };
    let alone = edition.filter(|_| !uses.is_empty()).and_then(|_| alone());
    let edition = alone.as_ref().or(edition);
    lock.zip(edition).map(|(lock, edition)| lock::compare(dir, edition, &lock, diagnostics)).unwrap_or_default()
}

/// Builds the issue once more and reports where the files are not the same.
fn reproduce(sink: &mut Sink, issue: &Path, uses: &[Use], first: &Artefacts) -> Result<Outcome> {
    let shown = issue.display().to_string();
    let mut diagnostics = Diagnostics::default();
    let progress = sink.progress(&shown, Stage::SecondBuild);
    let second = second_build(issue, uses);
    drop(progress);
    match compare(first, &second?) {
        Some(difference) => {
            let (place, help) = (Place::whole(shown.clone()), message!("not-reproducible.help"));
            diagnostics.error("not-reproducible", place, difference.message(), help);
        }
        None => tell(sink, &message!("reproducible", issue = &shown, files = first.len()))?,
    }
    sink.take(&shown, &diagnostics, |_| None)
}
