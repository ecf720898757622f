//! Waits until something is saved that an issue is made of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Result;
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::language::OrFail;
use crate::source::{SERIES_FILE, is_hidden, show};

/// A file is often saved in several strokes: it is emptied, written, given its name. So long nothing more has to come.
const SETTLED: Duration = Duration::from_millis(6);
/// But no longer than this, where something is written all the time.
const PATIENCE: Duration = Duration::from_millis(60);
/// How often a folder that is gone is looked for.
const LOOK_AGAIN: Duration = Duration::from_millis(300);
/// The folders beside `gazette.toml` that issues are made of.
const SHARED: [&str; 3] = ["fonts", "images", "templates"];

/// Eyes on the folder of an issue and on what it shares with its series.
pub(crate) struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// The folder of the issue, without links.
    issue: PathBuf,
    /// The folder above it.
    series: PathBuf,
    /// Where the edition is written, and a trace: what happens there is our own doing.
    own: Vec<PathBuf>,
    /// The folders that are watched now.
    watched: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches the issue in a folder, but neither its edition in `out` nor the file `trace`, which may lie within.
    ///
    /// # Errors
    /// The folder is not there, or the system watches no more files.
    pub(crate) fn new(issue: &Path, out: &Path, trace: Option<&Path>) -> Result<Self> {
        let shown = show(issue);
        let cannot = || message!("watch-cannot", folder = &shown);
        let issue = std::fs::canonicalize(issue).or_fail(|| message!("issue-folder-absent", shown = &shown))?;
        let series = issue.parent().unwrap_or(&issue).to_owned();
        let edition = issue.file_name().map(|name| real(out).map(|out| out.join(name)));
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender).or_fail(cannot)?;
        let own = edition.into_iter().chain(trace.map(real)).collect::<std::io::Result<_>>().or_fail(cannot)?;
        let mut watch = Self { watcher, events, issue, series, own, watched: BTreeSet::new() };
        watch.look().or_fail(cannot)?;
        Ok(watch)
    }

    /// Waits until something was saved, and until it is whole as far as can be told.
    pub(crate) fn wait(&mut self) {
        loop {
            let is_gone = !self.watched.contains(&self.issue);
            let event = match is_gone.then_some(LOOK_AGAIN) {
                Some(time) => self.events.recv_timeout(time),
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let is_news = match event {
                Ok(event) => self.is_news(event),
                // The watcher lives as long as this value does; should its thread end all the same, looking goes on.
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(LOOK_AGAIN);
                    true
                }
                // One that cannot be watched is told when it cannot be read, and that once.
                Err(RecvTimeoutError::Timeout) => self.look().is_ok() && self.watched.contains(&self.issue),
            };
            if is_news {
                self.settle();
                // A folder that cannot be watched is told when it cannot be read.
                let _ = self.look();
                return;
            }
        }
    }

    /// Waits until nothing more is saved.
    fn settle(&mut self) {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.events.recv_timeout(SETTLED) {
                Ok(event) => drop(self.is_news(event)),
                Err(_) => return,
            }
        }
    }

    /// Watches the folders that are there, and forgets those that are not.
    fn look(&mut self) -> notify::Result<()> {
        let shared = SHARED.map(|name| (self.series.join(name), RecursiveMode::Recursive));
        let own = [(self.issue.clone(), RecursiveMode::Recursive), (self.series.clone(), RecursiveMode::NonRecursive)];
        for (folder, mode) in own.into_iter().chain(shared) {
            if !folder.is_dir() {
                self.forget(&folder);
            } else if !self.watched.contains(&folder) {
                self.watcher.watch(&folder, mode)?;
                self.watched.insert(folder);
            }
        }
        Ok(())
    }

    fn forget(&mut self, folder: &Path) {
        if self.watched.remove(folder) {
            // A folder that is gone is watched no more, which is all that is asked for.
            let _ = self.watcher.unwatch(folder);
        }
    }

    /// Whether an event means that the issue is another one now.
    fn is_news(&mut self, event: notify::Result<Event>) -> bool {
        // What the watcher lost may have been anything.
        let Ok(event) = event else { return true };
        let mut is_gone = false;
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            // With a folder go those below it, which are no longer where they were.
            let is_below = |folder: &PathBuf| event.paths.iter().any(|path| folder.starts_with(path));
            let gone: Vec<PathBuf> = self.watched.iter().filter(|folder| is_below(folder)).cloned().collect();
            gone.iter().for_each(|folder| self.forget(folder));
            is_gone = !gone.is_empty();
        }
        let is_reading = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => true,
            _ => false,
        };
        !is_reading && (is_gone || event.need_rescan() || event.paths.iter().any(|path| self.is_part(path)))
    }

    /// Whether a file is one that the issue is made of.
    fn is_part(&self, path: &Path) -> bool {
        if self.own.iter().any(|own| path.starts_with(own)) {
            return false;
        }
        let Ok(below) = path.strip_prefix(&self.series) else { return false };
        let is_visible = below.iter().all(|name| !is_hidden(name));
        let is_shared = below == Path::new(SERIES_FILE) || SHARED.iter().any(|name| below.starts_with(name));
        is_visible && (is_shared || path.starts_with(&self.issue))
    }
}

/// A path without links, also where its last parts are not there yet, as before a first build.
pub(crate) fn real(path: &Path) -> std::io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let there = path.ancestors().find_map(|part| Some((part, std::fs::canonicalize(part).ok()?)));
    let Some((part, real)) = there else { return Ok(path) };
    Ok(path.strip_prefix(part).map_or_else(|_| path.clone(), |rest| real.join(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_into_the_issue_by_the_program_is_no_part_of_it() {
        let series = tempfile::tempdir().expect("a folder can be made");
        let issue = std::fs::canonicalize(series.path()).expect("it is there").join("2024-01");
        std::fs::create_dir(&issue).expect("a folder can be made");
        let (out, trace) = (issue.join("out"), issue.join("trace.json"));
        let watch = Watch::new(&issue, &out, Some(&trace)).expect("it can be watched");
        let is_part = |path: &str| watch.is_part(&issue.join(path));
        assert!(is_part("a.md") && is_part("other.json") && is_part("out/2024-02/a.html"));
        assert!(!is_part("trace.json") && !is_part("out/2024-01/a.html"));
    }
}
