//! The commands, one a file, and what they share: how an issue is compiled and its findings are printed.

mod build;
mod check;
mod explain;
mod toc;

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use annotate_snippets::Renderer;
use anyhow::{Context, Result};

use crate::args::{Args, Deny, Format, Verb};
use crate::compile::{self, Edition, Goal};
use crate::diag::Diagnostics;
use crate::source::IssueDir;
use crate::typeset::FontSet;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything is as it should be.
    Good,
    /// An issue has errors, or warnings that were denied.
    Wrong,
}

/// Carries out what was typed.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    match &args.verb {
        Verb::Build { issues, out } => build::run(args, issues, out),
        Verb::Check { issues } => check::run(args, issues),
        Verb::Toc { issue, json } => toc::run(args, issue, *json),
        Verb::Explain { code } => explain::run(code.as_deref()),
    }
}

/// Compiles one issue, prints what was found, and returns it if it may be used.
fn compile(args: &Args, path: &Path, goal: Goal) -> Result<Option<Edition>> {
    let (edition, outcome) = examine(args, path, goal)?;
    Ok(edition.filter(|_| outcome == Outcome::Good))
}

/// Compiles one issue, prints what was found, and returns it even if a proof found it wrong.
fn examine(args: &Args, path: &Path, goal: Goal) -> Result<(Option<Edition>, Outcome)> {
    let mut diagnostics = Diagnostics::default();
    let dir = IssueDir::read(path, &mut diagnostics)?;
    let fonts = Arc::new(FontSet::new(&dir.fonts));
    let edition = compile::compile(&dir, &fonts, goal, &mut diagnostics);
    print(args.format, &dir, &diagnostics)?;
    let (errors, warnings) = diagnostics.counts();
    let is_denied = args.deny == Some(Deny::Warnings) && warnings > 0;
    let outcome = if errors == 0 && !is_denied { Outcome::Good } else { Outcome::Wrong };
    Ok((edition, outcome))
}

/// Findings go to standard error, so that standard output holds nothing but results.
fn print(format: Format, dir: &IssueDir, diagnostics: &Diagnostics) -> Result<()> {
    let mut stderr = std::io::stderr().lock();
    let styled = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    for found in diagnostics.sorted() {
        let file = compile::file_of(dir, found);
        quietly(match format {
            Format::Human => writeln!(stderr, "{}\n", found.to_human(file.as_ref(), &renderer)),
            Format::Json => writeln!(stderr, "{}", found.to_json(file.as_ref())),
        })?;
    }
    let (errors, warnings) = diagnostics.counts();
    if format == Format::Human && errors + warnings > 0 {
        quietly(writeln!(stderr, "{}: {}, {}", dir.shown, count(errors, "error"), count(warnings, "warning")))?;
    }
    Ok(())
}

/// Prints a line of a command's result.
fn say(line: std::fmt::Arguments) -> Result<()> {
    quietly(writeln!(std::io::stdout(), "{line}"))
}

/// A reader that has seen enough and closed the pipe is no failure.
fn quietly(written: std::io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot print"),
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
