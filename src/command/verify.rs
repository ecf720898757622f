//! `gazette verify`: built editions and PDF files, proved without the sources.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::progress::Stage;
use super::{Outcome, Sink, tell, tell_line};
use crate::artefact::{Fault, MOST_BYTES, Read};
use crate::diag::{Diagnostic, Diagnostics, state};
use crate::language::OrFail;
use crate::proof::{contents, text};
use crate::verify::{self, Verified};

/// Verifies every folder and file; a wrong one does not keep the others from being verified.
pub(super) fn run(sink: &mut Sink, paths: &[PathBuf]) -> Result<Outcome> {
    let mut outcome = Outcome::Good;
    for path in paths {
        let data = fs::metadata(path).or_fail(|| message!("cannot-find", path = path.display().to_string()))?;
        let found = if data.is_dir() { folder(sink, path)? } else { file(sink, path, data.len())? };
        if found == Outcome::Wrong {
            outcome = Outcome::Wrong;
        }
    }
    if outcome == Outcome::Good {
        let has_edition = paths.iter().any(|path| path.is_dir());
        sink.next(|| if has_edition { message!("next-verified") } else { message!("next-verified-pdf") })?;
    }
    Ok(outcome)
}

fn folder(sink: &mut Sink, path: &Path) -> Result<Outcome> {
    let shown = path.display().to_string();
    let mut diagnostics = Diagnostics::default();
    let Read { text, built } = Read::of(path, shown.trim_end_matches('/'), &mut diagnostics)?;
    let progress = sink.progress(&shown, Stage::Files);
    let proved = built.as_ref().and_then(|built| verify::folder(built, &mut diagnostics));
    drop(progress);
    let text = |found: &Diagnostic| text.clone().filter(|text| text.shown() == found.place.file);
    let outcome = sink.take(&shown, &diagnostics, text)?;
    let Some(built) = built else { return Ok(outcome) };
    for listed in &built.manifest.files {
        let (bytes, file) = (format!("{:>9}", listed.bytes), &listed.file);
        let line = match built.faults.get(file) {
            None => message!("verify-file-good", bytes, file = file),
            Some(Fault::Missing) => message!("verify-file-missing", bytes, file = file),
            Some(Fault::Changed(_)) => message!("verify-file-changed", bytes, file = file),
        };
        tell(sink, &line)?;
    }
    print(sink, &proved)?;
    if outcome == Outcome::Good {
        let (files, documents) = (built.manifest.files.len(), built.manifest.documents.len());
        tell(sink, &message!("verify-good", path = shown, state = state(diagnostics.counts().1), files, documents))?;
    }
    Ok(outcome)
}

fn file(sink: &mut Sink, path: &Path, bytes: u64) -> Result<Outcome> {
    let shown = path.display().to_string();
    if bytes > MOST_BYTES {
        bail!(message!("too-many-bytes", file = shown, bytes = bytes.to_string(), most = MOST_BYTES.to_string()));
    }
    let bytes = fs::read(path).or_fail(|| message!("cannot-read", file = &shown))?;
    let mut diagnostics = Diagnostics::default();
    let progress = sink.progress(&shown, Stage::Files);
    let proved = verify::pdf(&bytes, &shown, &mut diagnostics);
    drop(progress);
    let outcome = sink.take(&shown, &diagnostics, |_| None)?;
    print(sink, &proved)?;
    if let Some(proved) = proved.filter(|_| outcome == Outcome::Good) {
        let (state, documents) = (state(diagnostics.counts().1), proved.contents.entries.len());
        tell(sink, &message!("verify-good-pdf", path = shown, state, documents))?;
    }
    Ok(outcome)
}

fn print(sink: &Sink, proved: &Option<Verified>) -> Result<()> {
    let Some(Verified { contents, text }) = proved else { return Ok(()) };
    let language = sink.language();
    let texts = if text.documents.is_empty() { Vec::new() } else { text::table(text, language) };
    let tables = [contents::table(contents, language), texts];
    let tables: Vec<_> = tables.into_iter().filter(|table| !table.is_empty()).collect();
    tables.join(&String::new()).into_iter().try_for_each(|line| tell_line(sink, &line))
}
