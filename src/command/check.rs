//! `gazette check`: everything a build would find wrong, and what the ruler measured, with nothing written.

use std::path::PathBuf;

use anyhow::Result;

use super::{Outcome, Sink, count, examine_and, say};
use crate::compile::{Edition, Goal};
use crate::diag::Diagnostics;
use crate::lock::{self, Lock, Shift};
use crate::proof::{contents, ruler};
use crate::source::IssueDir;

/// Checks every issue.
pub(super) fn run(sink: &mut Sink, issues: &[PathBuf], locked: bool) -> Result<Outcome> {
    let mut outcome = Outcome::Good;
    for issue in issues {
        let (edition, found, shifts) = examine_and(sink, issue, Goal::Artefacts, |dir, edition, diagnostics| {
            if locked { since_lock(dir, edition, diagnostics) } else { Vec::new() }
        })?;
        if let Some(edition) = &edition {
            let tables = [contents::table(&edition.proofs.contents), ruler::table(&edition.proofs.ruler)];
            for line in tables.join(&String::new()) {
                say(format_args!("{line}"))?;
            }
        }
        for shift in shifts {
            say(format_args!("{shift}"))?;
        }
        match edition {
            Some(edition) if found == Outcome::Good => {
                let documents = count(edition.pagination.documents.len(), "document");
                let sheets = edition.pagination.sheets;
                let as_locked = if locked { ", as locked" } else { "" };
                say(format_args!("{}: good, {documents} on {sheets} pages{as_locked}", issue.display()))?;
            }
            _ => outcome = Outcome::Wrong,
        }
    }
    Ok(outcome)
}

/// Reports how an issue differs from its lock, if it could be made at all: what is wrong with itself comes first.
fn since_lock(dir: &IssueDir, edition: Option<&Edition>, diagnostics: &mut Diagnostics) -> Vec<Shift> {
    let lock = Lock::read(dir, diagnostics);
    lock.zip(edition).map(|(lock, edition)| lock::compare(dir, edition, &lock, diagnostics)).unwrap_or_default()
}
