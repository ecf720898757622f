//! `gazette fmt`: the files of an issue in one way of writing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{Outcome, Sink, say, tell};
use crate::compile;
use crate::diag::Diagnostics;
use crate::fmt::{Kind, formatted};
use crate::issue::Draft;
use crate::language::OrFail;
use crate::place::SourceFile;
use crate::source::{self, ISSUE_FILE, IssueDir, SERIES_FILE, show};
use crate::start;

/// A file that is not written as it should be.
struct Change {
    path: PathBuf,
    shown: String,
    /// What it has now, letter by letter.
    former: String,
    /// What it gets.
    text: String,
}

/// What was found in an issue.
struct Found {
    changes: Vec<Change>,
    outcome: Outcome,
    /// Whether there is an `issue.lock`, which knows how its files are written.
    is_locked: bool,
}

/// Puts the files of every issue in order, or lists those that are not.
pub(super) fn run(sink: &mut Sink, issues: &[PathBuf], checks_only: bool) -> Result<Outcome> {
    let mut outcome = Outcome::Good;
    let (mut seen, mut changed, mut locked) = (BTreeSet::new(), Vec::new(), Vec::new());
    for issue in issues {
        let Found { changes, outcome: found, is_locked } = look(sink, issue, &mut seen)?;
        if changes.is_empty() && found == Outcome::Good {
            tell(sink, &message!("fmt-same", issue = show(issue)))?;
            sink.next(|| message!("next-well-formatted", issue = show(issue)))?;
        }
        if found == Outcome::Wrong || checks_only && !changes.is_empty() {
            outcome = Outcome::Wrong;
        }
        if !changes.is_empty() {
            changed.push(show(issue));
            locked.extend(is_locked.then(|| show(issue)));
        }
        for Change { path, shown, former, text } in changes {
            if checks_only {
                say(format_args!("{}", sink.told(&message!("fmt-would-change", file = shown))))?;
            } else {
                if !start::replace(&path, &former, &text)? {
                    bail!(message!("fmt-meanwhile", file = shown));
                }
                tell(sink, &message!("fmt-changed", file = shown))?;
            }
        }
    }
    for issue in locked.iter().filter(|_| !checks_only) {
        tell(sink, &message!("fmt-locked", issue))?;
    }
    if !changed.is_empty() {
        let issues = changed.join(" ");
        sink.next(|| if checks_only { message!("next-format", issues) } else { message!("next-formatted", issues) })?;
    }
    Ok(outcome)
}

/// What has to change in an issue and in the file of its series, which is looked at once; a file with errors stays, and they are told.
fn look(sink: &mut Sink, issue: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<Found> {
    let mut diagnostics = Diagnostics::default();
    let dir = IssueDir::read(issue, &mut diagnostics)?;
    drop(Draft::read(&dir, &mut diagnostics));
    let real = fs::canonicalize(issue).or_fail(|| message!("cannot-read", file = show(issue)))?;
    let series = real.parent().map(|parent| parent.join(SERIES_FILE));
    let of_series = dir.series.iter().zip(series).map(|(file, path)| (file, path, Kind::Toml));
    let own = dir.texts.iter().filter_map(|(path, file)| {
        let kind = if path == ISSUE_FILE { Kind::Toml } else { Kind::Document };
        (kind == Kind::Toml || path.ends_with(".md") && !path.contains('/')).then(|| (file, real.join(path), kind))
    });
    let mut changes = Vec::new();
    for (file, path, kind) in of_series.chain(own) {
        if diagnostics.has_errors_in(file.shown()) || !seen.insert(path.clone()) {
            continue;
        }
        match formatted(file, kind) {
            Ok(text) => changes.extend(change(file, path, text)?),
            Err(place) => {
                let help = message!("format-differs.help");
                diagnostics.error("format-differs", file.place(place), message!("format-differs"), help);
            }
        }
    }
    let outcome = sink.take(&dir.shown, &diagnostics, |found| compile::file_of(&dir, found))?;
    Ok(Found { changes, outcome, is_locked: dir.lock.is_some() })
}

/// The change that makes a file the text, if it is not letter by letter.
fn change(file: &SourceFile, path: PathBuf, text: String) -> Result<Option<Change>> {
    let exact = start::exact(&path)?;
    if source::lines(&exact) != file.text() {
        bail!(message!("fmt-meanwhile", file = file.shown()));
    }
    Ok((exact != text).then(|| Change { path, shown: file.shown().to_owned(), former: exact, text }))
}
