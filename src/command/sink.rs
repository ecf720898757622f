//! Where findings go: to standard error in one format, as they come or at the end of the run.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};

use annotate_snippets::Renderer;
use anyhow::Result;

use super::progress::{Manner, Progress, Stage};
use super::{Outcome, quietly};
use crate::args::{Args, Color, Deny, Format};
use crate::diag::{Diagnostic, Diagnostics, github, json, sarif, short};
use crate::language::{self, Language, Message};
use crate::place::SourceFile;

/// How much is printed beside findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verbosity {
    /// Nothing.
    Quiet,
    /// Results, and progress where it takes long.
    Normal,
    /// Each step with its time, too.
    Verbose,
}

/// Takes what a command finds; standard output is left to results.
pub(super) struct Sink {
    format: Format,
    /// In which language people are told; machines are told in the same.
    language: Language,
    measure: Measure,
    color: Color,
    verbosity: Verbosity,
    /// What machines were told, so that a finding in a file that several issues share is told once.
    told: BTreeSet<String>,
    log: sarif::Log,
    /// What kept a command from its work, for the log.
    failures: Vec<String>,
}

/// What makes an issue wrong.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    denies_warnings: bool,
}

impl Measure {
    /// How findings leave what they are about.
    pub(super) fn outcome(self, diagnostics: &Diagnostics) -> Outcome {
        let (errors, warnings) = diagnostics.counts();
        let is_good = errors == 0 && !(self.denies_warnings && warnings > 0);
        if is_good { Outcome::Good } else { Outcome::Wrong }
    }
}

impl Sink {
    /// A sink for one run of the program.
    pub(super) fn new(args: &Args) -> Self {
        Self {
            format: args.format,
            language: args.language(),
            measure: Measure { denies_warnings: args.deny == Some(Deny::Warnings) },
            color: args.color,
            verbosity: match (args.quiet, args.verbose) {
                (true, _) => Verbosity::Quiet,
                (false, true) => Verbosity::Verbose,
                (false, false) => Verbosity::Normal,
            },
            told: BTreeSet::new(),
            log: sarif::Log::default(),
            failures: Vec::new(),
        }
    }

    /// Takes the findings about `subject`, an issue or a file as the user named it, and says how they leave it.
    ///
    /// `file_of` gives the text that a finding points into, where it is text and at hand.
    ///
    /// # Errors
    /// Standard error cannot be written.
    pub(super) fn take(
        &mut self,
        subject: &str,
        diagnostics: &Diagnostics,
        file_of: impl Fn(&Diagnostic) -> Option<SourceFile>,
    ) -> Result<Outcome> {
        let renderer = if self.is_coloured() { Renderer::styled() } else { Renderer::plain() };
        let language = self.language;
        for found in diagnostics.sorted() {
            let file = file_of(found);
            if self.format != Format::Human && !self.told.insert(found.to_short(file.as_ref(), language)) {
                continue;
            }
            match self.format {
                Format::Human => print(&format!("{}\n", found.to_human(file.as_ref(), language, &renderer)))?,
                Format::Short => print(&found.to_short(file.as_ref(), language))?,
                Format::Json => print(&found.to_json(file.as_ref(), language))?,
                Format::Sarif => self.log.take(found, file.as_ref(), language),
                Format::Github => print(&found.to_github(file.as_ref(), language))?,
            }
        }
        let (errors, warnings) = diagnostics.counts();
        if self.format == Format::Human && errors + warnings > 0 {
            let (errors, warnings) = (message!("errors", errors), message!("warnings", warnings));
            print(self.told(&message!("totals", subject = subject, errors, warnings)))?;
        }
        Ok(self.measure.outcome(diagnostics))
    }

    /// What makes an issue wrong in this run.
    pub(super) fn measure(&self) -> Measure {
        self.measure
    }

    /// The language of the run.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// A message in the language of the run.
    pub(super) fn told<'m>(&self, message: &'m Message) -> &'m str {
        message.text(self.language)
    }

    /// Whether findings have colours: as the user says, or on a terminal of somebody who does not refuse them.
    fn is_coloured(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => std::io::stderr().is_terminal() && !Color::are_refused(),
        }
    }

    /// Whether results in words are printed.
    pub(super) fn is_quiet(&self) -> bool {
        self.verbosity == Verbosity::Quiet
    }

    /// How progress is told; machines are told findings alone.
    pub(super) fn manner(&self) -> Manner {
        match self.verbosity {
            _ if self.format != Format::Human => Manner::Silent,
            Verbosity::Quiet => Manner::Silent,
            Verbosity::Verbose => Manner::Verbose,
            Verbosity::Normal if std::io::stderr().is_terminal() => Manner::Terminal,
            Verbosity::Normal => Manner::Plain,
        }
    }

    /// Tells from now on how far the work on `subject` has come.
    pub(super) fn progress(&self, subject: &str, stage: Stage) -> Progress {
        Progress::begin(self.manner(), self.language, subject, stage)
    }

    /// The same for the work on several things at once, whose steps are not told but where each of them is asked for.
    pub(super) fn progress_of_all(&self, stage: Stage) -> Progress {
        let manner = if self.manner() == Manner::Verbose { Manner::Silent } else { self.manner() };
        Progress::begin(manner, self.language, "", stage)
    }

    /// Says what to do next, to somebody who sits at a terminal.
    ///
    /// # Errors
    /// Standard error cannot be written.
    pub(super) fn next(&self, what: impl FnOnce() -> Message) -> Result<()> {
        let is_seen = std::io::stderr().is_terminal() && std::io::stdout().is_terminal();
        if !is_seen || self.is_quiet() || self.format != Format::Human {
            return Ok(());
        }
        let what = what();
        print(self.told(&message!("next", what)))
    }

    /// How findings are printed.
    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Tells once more what was told already: the files may have changed.
    pub(super) fn begin_anew(&mut self) {
        self.told.clear();
    }

    /// Prints what kept a command from its work; a log of SARIF has its own place for it.
    pub(super) fn fail(&mut self, failure: &Message) -> Result<()> {
        let text = failure.text(self.language);
        self.failures.push(text.to_owned());
        match self.format {
            Format::Human => print(self.told(&message!("failure", failure))),
            Format::Short => print(&short::failure(text, self.language)),
            Format::Json => print(&json::failure(text)),
            Format::Github => print(&github::failure(text)),
            Format::Sarif => Ok(()),
        }
    }

    /// Prints what is left to print when a command has ended, and returns the exit code.
    pub(super) fn finish(mut self, ended: Result<Outcome>) -> u8 {
        let exit_code = match &ended {
            Ok(Outcome::Good) => 0,
            Ok(Outcome::Wrong) => 1,
            Ok(Outcome::Failed) | Err(_) => 2,
        };
        let failure = ended.err().map(|error| language::failure(&error));
        let failed = failure.as_ref().map_or(Ok(()), |failure| self.fail(failure));
        let logged = match self.format {
            Format::Sarif => {
                let language = self.language;
                print(&self.log.document(exit_code, &self.failures, language))
            }
            _ => Ok(()),
        };
        // When not even this can be printed, the exit code has to say it.
        if failed.and(logged).is_err() { 2 } else { exit_code }
    }
}

fn print(text: &str) -> Result<()> {
    quietly(writeln!(std::io::stderr(), "{text}"))
}
