//! The commands, one a file, and what they share: how an issue is compiled, and how results are printed.

mod add;
mod batch;
mod build;
mod check;
mod completions;
mod desk;
mod doctor;
mod explain;
mod faces;
mod fmt;
mod fonts;
mod lock;
mod man;
mod new;
mod progress;
mod question;
mod schema;
mod second_build;
mod serve;
mod sink;
mod summary;
mod template;
mod toc;
mod verify;
mod watch;

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};

use self::progress::Stage;
use self::sink::Sink;
use crate::args::{self, Args, Verb};
use crate::artefact;
use crate::compile::{self, Edition, Goal};
use crate::diag::Diagnostics;
use crate::interrupt;
use crate::language::{Message, OrFail};
use crate::source::{IssueDir, is_hidden, show};
use crate::timings;
use crate::typeset::FontSet;
use crate::watch::real;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Everything is as it should be.
    Good,
    /// An issue has errors, or warnings that were denied.
    Wrong,
    /// Something other than an issue kept a part of the work from being done, as was told.
    Failed,
}

/// Carries out what was typed and returns the exit code.
pub(crate) fn run(args: &Args) -> u8 {
    // Where the system refuses, Ctrl-C does what it does elsewhere; that is no reason not to work.
    let _ = interrupt::clear_when_interrupted();
    let mut sink = Sink::new(args);
    let ended = match &args.verb {
        Verb::New(options) => new::run(&sink, options),
        Verb::Add(options) => add::run(&sink, options),
        Verb::Build { issues, out, editions, impose, timings } => {
            timings::traced(timings.as_deref(), || build::run(&mut sink, issues, out, &args::uses(editions, *impose)))
        }
        Verb::Watch(followed) => watch::run(&mut sink, followed),
        Verb::Serve { followed, listen } => serve::run(&mut sink, followed, *listen),
        Verb::Check { issues, editions, impose, locked, reproducible, timings } => {
            let (uses, locked, reproducible) = (&args::uses(editions, *impose), *locked, *reproducible);
            let options = check::Options { uses, locked, reproducible };
            timings::traced(timings.as_deref(), || check::run(&mut sink, issues, options))
        }
        Verb::Lock { issues } => lock::run(&mut sink, issues),
        Verb::Toc { issue, json } => toc::run(&mut sink, issue, *json),
        Verb::Verify { paths } => verify::run(&mut sink, paths),
        Verb::Explain { code } => explain::run(&sink, code.as_deref()),
        Verb::Fonts { issues } => fonts::run(&mut sink, issues),
        Verb::Doctor { folder, out } => doctor::run(&sink, args, folder.as_deref(), out),
        Verb::Fmt { issues, check } => fmt::run(&mut sink, issues, *check),
        Verb::Schema { kind } => schema::run(&sink, *kind),
        Verb::Template(template) => template::run(&sink, template),
        Verb::Completions { shell } => completions::run(&sink, *shell),
        Verb::Man { command } => man::run(&sink, command.as_deref()),
    };
    sink.finish(ended)
}

/// Compiles one issue, prints what was found, and returns it if it may be used.
fn compile(sink: &mut Sink, path: &Path, goal: Goal) -> Result<Option<Edition>> {
    let (edition, outcome) = examine(sink, path, goal)?;
    Ok(edition.filter(|_| outcome == Outcome::Good))
}

/// Compiles one issue, prints what was found, and returns it even if a proof found it wrong.
fn examine(sink: &mut Sink, path: &Path, goal: Goal) -> Result<(Option<Edition>, Outcome)> {
    let (edition, outcome, ()) = examine_and(sink, path, goal, |_, _, _| ())?;
    Ok((edition, outcome))
}

/// The same, with what `look` finds in the issue and its edition; its findings are printed with the others.
fn examine_and<T>(
    sink: &mut Sink,
    path: &Path,
    goal: Goal,
    look: impl FnOnce(&IssueDir, Option<&Edition>, &mut Diagnostics) -> T,
) -> Result<(Option<Edition>, Outcome, T)> {
    let mut diagnostics = Diagnostics::default();
    let progress = sink.progress(&show(path), Stage::Reading);
    let dir = IssueDir::read(path, &mut diagnostics)?;
    let fonts = Arc::new(FontSet::new(&dir.fonts));
    let edition = compile::compile_in_steps(&dir, &fonts, goal, &mut diagnostics, &mut |step| {
        progress.stage(Stage::from(&step));
    });
    let found = look(&dir, edition.as_ref(), &mut diagnostics);
    drop(progress);
    let outcome = sink.take(&dir.shown, &diagnostics, |found| compile::file_of(&dir, found))?;
    if outcome == Outcome::Wrong {
        sink.next(|| message!("next-wrong", issue = &dir.shown))?;
    }
    Ok((edition, outcome, found))
}

/// Sees to it that an edition of the issue may be written into `out`, and that the former one is there.
///
/// # Errors
/// It may not, or the former one cannot be put back.
fn prepare(issue: &Path, out: &Path) -> Result<()> {
    refuse_within(issue, out)?;
    let Ok(folder) = issue.canonicalize() else { return Ok(()) };
    let name = folder.file_name().and_then(|name| name.to_str());
    name.map_or(Ok(()), |name| artefact::put_back(out, name))
}

/// An edition may not lie among the files of its issue, which the next build would find unused; in a hidden folder nobody looks.
///
/// # Errors
/// It would.
fn refuse_within(issue: &Path, out: &Path) -> Result<()> {
    let (Ok(folder), Ok(target)) = (issue.canonicalize(), real(out)) else { return Ok(()) };
    let Ok(below) = target.strip_prefix(&folder) else { return Ok(()) };
    if below.iter().any(is_hidden) {
        return Ok(());
    }
    let beside = show(&issue.join("../dist"));
    bail!(message!("out-within", out = show(out), issue = show(issue), beside))
}

/// Prints a line of a command's result, which is what the command is called for.
fn say(line: std::fmt::Arguments) -> Result<()> {
    quietly(writeln!(std::io::stdout(), "{line}"))
}

/// Tells how a command went; those who want quiet are not told.
fn tell(sink: &Sink, message: &Message) -> Result<()> {
    tell_line(sink, sink.told(message))
}

/// The same, for what is no message: a line of a table.
fn tell_line(sink: &Sink, line: &str) -> Result<()> {
    if sink.is_quiet() { Ok(()) } else { say(format_args!("{line}")) }
}

/// Prints a command's result as it is.
fn write_out(bytes: &[u8]) -> Result<()> {
    quietly(std::io::stdout().write_all(bytes))
}

/// A reader that has seen enough and closed the pipe is no failure.
fn quietly(written: std::io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.or_fail(|| message!("cannot-print")),
    }
}
