//! The commands, one a file, and what they share: how an issue is compiled and its findings are printed.

mod build;
mod check;
mod toc;

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use annotate_snippets::Renderer;
use anyhow::Result;

use crate::args::{Args, Deny, Format, Verb};
use crate::compile::{self, Edition, Goal};
use crate::diag::Diagnostics;
use crate::source::IssueDir;
use crate::typeset::FontSet;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    }
}

/// Compiles one issue, prints what was found, and returns it if it may be used.
fn compile(args: &Args, path: &Path, goal: Goal) -> Result<Option<Edition>> {
    let mut diagnostics = Diagnostics::default();
    let dir = IssueDir::read(path, &mut diagnostics)?;
    let fonts = Arc::new(FontSet::new(&dir.fonts));
    let edition = compile::compile(&dir, &fonts, goal, &mut diagnostics);
    print(args.format, &dir, &diagnostics)?;
    let (errors, warnings) = diagnostics.counts();
    let is_denied = args.deny == Some(Deny::Warnings) && warnings > 0;
    if args.format == Format::Human && errors + warnings > 0 {
        eprintln!("{}: {}, {}", dir.shown, count(errors, "error"), count(warnings, "warning"));
    }
    Ok(edition.filter(|_| errors == 0 && !is_denied))
}

/// Findings go to standard error for people and to standard output for machines.
fn print(format: Format, dir: &IssueDir, diagnostics: &Diagnostics) -> Result<()> {
    let styled = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    for found in diagnostics.sorted() {
        let file = compile::file_of(Some(dir), found);
        match format {
            Format::Human => writeln!(std::io::stderr(), "{}\n", found.to_human(file.as_ref(), &renderer))?,
            Format::Json => writeln!(std::io::stdout(), "{}", found.to_json(file.as_ref()))?,
        }
    }
    Ok(())
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
