//! `gazette watch`: an issue built anew whenever something of it is saved. `gazette serve` does the same, and shows it.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, bail};

use super::faces::Faces;
use super::progress::Stage;
use super::{Outcome, Sink, prepare, tell};
use crate::args::{Followed, Format};
use crate::artefact;
use crate::compile::{self, Edition, Goal, Step};
use crate::diag::Diagnostics;
use crate::language::{self, Message};
use crate::serve::Preview;
use crate::source::{ISSUE_FILE, IssueDir, SERIES_FILE, show};
use crate::timings::traced;
use crate::watch::Watch;
use crate::within;

/// So many builds after its last use a part of a layout is forgotten.
const REMEMBERED: usize = 10;

/// Builds, and waits for something to be saved; only the end of the program ends it.
///
/// # Errors
/// The issue is not there in the beginning, or nothing can be printed.
pub(super) fn run(sink: &mut Sink, followed: &Followed) -> Result<Outcome> {
    let watch = begin(sink, followed)?;
    follow(sink, watch, followed, None)
}

/// Sees to it that there is something to follow.
///
/// # Errors
/// The issue is not there, the edition would lie in it, or the format of findings has an end, which this has not.
pub(super) fn begin(sink: &Sink, followed: &Followed) -> Result<Watch> {
    let Followed { issue, out, timings } = followed;
    if sink.format() == Format::Sarif {
        bail!(message!("watch-sarif"));
    }
    if issue.is_dir() && !issue.join(ISSUE_FILE).is_file() {
        let [message, help] = within::no_issue(issue, &within::issues(issue), issue.join(SERIES_FILE).is_file());
        bail!(Message::joined(&[message, help], ["; ", "；"]));
    }
    prepare(issue, out)?;
    Watch::new(issue, out, timings.as_deref())
}

/// Builds whenever `watch` wakes, and shows everything in `preview`.
pub(super) fn follow(
    sink: &mut Sink,
    mut watch: Watch,
    followed: &Followed,
    preview: Option<&Preview>,
) -> Result<Outcome> {
    let faces = Faces::default();
    loop {
        let built = traced(followed.timings.as_deref(), || build(sink, followed, &faces, preview));
        if let Err(failure) = built.and_then(|ended| tell(sink, &ended)) {
            let failure = language::failure(&failure);
            sink.fail(&failure)?;
            if let Some(preview) = preview {
                preview.failed(failure);
            }
        }
        comemo::evict(REMEMBERED);
        watch.wait();
        sink.begin_anew();
    }
}

/// Builds once; how it ended.
fn build(sink: &mut Sink, followed: &Followed, faces: &Faces, preview: Option<&Preview>) -> Result<Message> {
    let (begun, Followed { issue, out, .. }) = (Instant::now(), followed);
    let mut diagnostics = Diagnostics::default();
    let progress = sink.progress(&show(issue), Stage::Reading);
    let dir = Arc::new(IssueDir::read(issue, &mut diagnostics)?);
    let fonts = faces.of(&dir.fonts);
    let edition = compile::compile_in_steps(&dir, &fonts, Goal::Artefacts(&[]), &mut diagnostics, &mut |step| {
        progress.stage(Stage::from(&step));
        match (step, preview) {
            (Step::Documents { glimpse, .. }, Some(preview)) => preview.glimpse(glimpse, &dir),
            (Step::Pages { layout, found, .. }, Some(preview)) => preview.pages(layout(), &dir, found),
            _ => {}
        }
    });
    drop(progress);
    if let Some(preview) = preview {
        preview.finished(edition.as_ref(), &dir, &diagnostics);
    }
    let outcome = sink.take(&dir.shown, &diagnostics, |found| compile::file_of(&dir, found))?;
    let good = edition.filter(|_| outcome == Outcome::Good);
    let Some(Edition { issue, artefacts, .. }) = good else {
        return Ok(message!("watch-wrong", issue = &dir.shown));
    };
    let target = artefact::write(out, &issue.name, &artefacts)?;
    let (target, seconds) = (target.display().to_string(), format!("{:.2}", begun.elapsed().as_secs_f64()));
    Ok(message!("watch-built", issue = &dir.shown, target, seconds))
}
