//! One issue, or several: as many at once as there are cores, each told as a whole, in the order in which they were named. Nothing that
//! goes wrong with one keeps the others from their turn.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use anyhow::{Result, anyhow};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::desk::{Desk, Done, Findings};
use super::faces::Faces;
use super::progress::{Manner, Stage};
use super::summary::{Row, summary};
use super::{Outcome, Sink, tell_line};
use crate::language::{self, OrFail};
use crate::source::{ISSUE_FILE, SERIES_FILE, SHARED_FOLDERS, show};
use crate::timings;

/// As much as the main thread has: what can be built does not depend on how many issues were named.
const STACK_BYTES: usize = 8 << 20;

/// Does `work` on every issue, tells what came of each, and sums up.
///
/// # Errors
/// Nothing can be printed any more.
pub(super) fn run(
    sink: &mut Sink,
    issues: &[&PathBuf],
    work: impl Fn(&Desk, &Path) -> Result<Done> + Sync,
) -> Result<Outcome> {
    let is_one = issues.len() == 1;
    let manner = match sink.manner() {
        manner if is_one || manner == Manner::Verbose => manner,
        _ => Manner::Silent,
    };
    let desk = Desk { faces: Faces::default(), measure: sink.measure(), language: sink.language(), manner };
    let work = |issue: &Path| {
        let _time = timings::scope(&show(issue));
        guarded(issue, || work(&desk, issue))
    };
    if let [issue] = issues {
        let done = work(issue);
        let row = tell(sink, &done)?;
        if let Ok(end) = &done.end {
            sink.next(|| end.next().clone())?;
        }
        return Ok(row.outcome);
    }
    let mut rows = Vec::new();
    at_once(sink, issues, work, |sink, done| {
        rows.push(tell(sink, &done)?);
        Ok(())
    })?;
    for line in summary(&rows, sink.language()) {
        tell_line(sink, &line)?;
    }
    Ok(rows.iter().map(|row| row.outcome).max().unwrap_or(Outcome::Good))
}

/// The issues among what was named: where a shell put all that lies in the folder of a series, its own files are named, too.
pub(super) fn issues(named: &[PathBuf]) -> Vec<&PathBuf> {
    let issues: Vec<&PathBuf> = named.iter().filter(|path| !is_of_series(path)).collect();
    // Who names nothing else hears what is wrong with it.
    if issues.is_empty() { named.iter().collect() } else { issues }
}

/// Whether a path is what the issues of a series share.
fn is_of_series(path: &Path) -> bool {
    let Some(name) = path.file_name() else { return false };
    let is_shared = SHARED_FOLDERS.iter().any(|shared| name == *shared)
        && path.is_dir()
        && path.with_file_name(SERIES_FILE).is_file()
        && !path.join(ISSUE_FILE).is_file();
    is_shared || name == SERIES_FILE && path.is_file()
}

/// Works on issues in threads, and hands what came of them to `take` in order.
fn at_once(
    sink: &mut Sink,
    issues: &[&PathBuf],
    work: impl Fn(&Path) -> Done + Sync,
    mut take: impl FnMut(&mut Sink, Done) -> Result<()>,
) -> Result<()> {
    let (turn, memory) = (AtomicUsize::new(0), Memory::default());
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        let cores = rayon::current_num_threads();
        for _ in 0..cores.min(issues.len()) {
            let (send, turn, memory, work) = (send.clone(), &turn, &memory, &work);
            let each = move || {
                let _alone = (issues.len() >= cores).then(alone);
                while let Some((at, issue)) = next(issues, turn) {
                    let begun = memory.begin();
                    let done = work(issue);
                    memory.end(begun);
                    // Nobody hears any more if nothing can be printed.
                    if send.send((at, done)).is_err() {
                        break;
                    }
                }
            };
            let thread = thread::Builder::new().stack_size(STACK_BYTES);
            thread.spawn_scoped(scope, each).or_fail(|| message!("no-thread"))?;
        }
        let (mut early, mut ended) = (BTreeMap::new(), 0);
        for at in 0..issues.len() {
            let progress = sink.progress_of_all(Stage::Issues(ended, issues.len()));
            while !early.contains_key(&at) {
                let (other, done) = receive.recv().expect("every issue gets its turn");
                early.insert(other, done);
                ended += 1;
                progress.stage(Stage::Issues(ended, issues.len()));
            }
            drop(progress);
            early.remove(&at).map_or(Ok(()), |done| take(sink, done))?;
        }
        Ok(())
    })
}

/// The next issue whose turn it is, and its place among all.
fn next<'a>(issues: &[&'a PathBuf], turn: &AtomicUsize) -> Option<(usize, &'a PathBuf)> {
    let at = turn.fetch_add(1, Ordering::Relaxed);
    issues.get(at).map(|issue| (at, *issue))
}

/// From now on Typst's work in this thread is done in it, since all cores have an issue of their own: to share the work on each of them
/// costs more than it brings. Where there is no such pool, it is shared.
fn alone() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok()
}

/// What came of the work on an issue, also where a fault of the program broke it off.
fn guarded(issue: &Path, work: impl FnOnce() -> Result<Done>) -> Done {
    // What is shared is not left half done: locks are held for whole steps only, and what broke off is not remembered.
    let done = panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|cause| {
        let (issue, what) = (issue.display().to_string(), words(&*cause).to_owned());
        Err(anyhow!(message!("broken-off", issue, what)))
    });
    done.unwrap_or_else(|error| Done {
        findings: Findings::none(issue),
        lines: Vec::new(),
        size: None,
        end: Err(error),
    })
}

/// What a panic says.
fn words(cause: &(dyn Any + Send)) -> &str {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    text.or(cause.downcast_ref::<&str>().copied()).unwrap_or_default()
}

/// Tells what came of an issue.
fn tell(sink: &mut Sink, done: &Done) -> Result<Row> {
    let Done { findings, lines, size, end } = done;
    sink.take(&findings.shown, &findings.list, |found| findings.file(&found.place.file).cloned())?;
    for line in lines {
        tell_line(sink, line)?;
    }
    let failure = end.as_ref().err().map(language::failure);
    if let Some(failure) = &failure {
        sink.fail(failure)?;
    }
    let first = findings.list.sorted().into_iter().min_by_key(|found| found.severity);
    let first = first.map(|found| found.to_short(findings.file(&found.place.file), sink.language()));
    let (errors, warnings) = findings.list.counts();
    let outcome = end.as_ref().map_or(Outcome::Failed, |end| end.outcome());
    let why = failure.map(|failure| sink.told(&failure).to_owned()).or(first);
    let end = end.as_ref().map_or_else(|_| message!("ended-failed"), |end| end.name());
    Ok(Row { issue: findings.shown.clone(), size: *size, errors, warnings, end, outcome, why })
}

/// After so many issues it is looked for what nobody asked for, since whoever asks for anything meanwhile has to wait.
const EVERY: usize = 2;

/// What Typst remembers for the next time, kept as long as an issue that is worked on may come back to it. So as many issues are
/// remembered as are begun while one is worked on, however many there are.
#[derive(Default)]
struct Memory(Mutex<Begun>);

#[derive(Default)]
struct Begun {
    /// How many issues have ended.
    ended: usize,
    /// For each that is worked on, how many had ended when it began.
    now: Vec<usize>,
}

impl Memory {
    fn begin(&self) -> usize {
        let mut begun = self.begun();
        let ended = begun.ended;
        begun.now.push(ended);
        ended
    }

    /// Ends the work on an issue that [`begin`](Self::begin) told this number, and forgets what nobody asked for since the oldest was
    /// begun that is still worked on.
    fn end(&self, number: usize) {
        let mut begun = self.begun();
        begun.ended += 1;
        if let Some(at) = begun.now.iter().position(|other| *other == number) {
            begun.now.swap_remove(at);
        }
        let oldest = begun.now.iter().min().copied().unwrap_or(number);
        if begun.ended.is_multiple_of(EVERY) {
            comemo::evict((begun.ended - oldest).div_ceil(EVERY));
        }
    }

    fn begun(&self) -> MutexGuard<'_, Begun> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::Args;
    use crate::command::desk::End;
    use crate::language::Message;

    #[test]
    fn a_fault_of_the_program_breaks_off_one_issue_alone() {
        let args = Args::parse_from(["gazette", "check", "a", "b", "c", "--quiet"]);
        let issues = ["a", "b", "c"].map(PathBuf::from);
        let work = |issue: &Path| {
            guarded(issue, || {
                assert!(issue != Path::new("b"), "the layout is upside down");
                let end = Ok(End::Good(Message::verbatim("")));
                Ok(Done { findings: Findings::none(issue), lines: Vec::new(), size: None, end })
            })
        };
        let mut told = Vec::new();
        let take = |_: &mut Sink, done: Done| {
            let end = done.end.map(|_| ()).map_err(|error| language::failure(&error).to_string());
            told.push((done.findings.shown, end));
            Ok(())
        };
        at_once(&mut Sink::new(&args), &issues.each_ref(), work, take).expect("all can be told");
        let broken_off = "`b` cannot be finished because of a fault of gazette; report this, with the issue's folder: \
                          the layout is upside down";
        let expected = [("a", Ok(())), ("b", Err(broken_off.to_owned())), ("c", Ok(()))];
        assert_eq!(told, expected.map(|(issue, end)| (issue.to_owned(), end)));
    }
}
