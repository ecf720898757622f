//! Where findings go: to standard error in one format, as they come or at the end of the run.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};

use annotate_snippets::Renderer;
use anyhow::Result;

use super::{Outcome, quietly};
use crate::args::{Deny, Format};
use crate::diag::{Diagnostic, Diagnostics, github, json, sarif, short};
use crate::language::{self, Language, Message};
use crate::place::SourceFile;

/// Takes what a command finds; standard output is left to results.
pub(super) struct Sink {
    format: Format,
    /// In which language people are told; machines are told in the same.
    language: Language,
    denies_warnings: bool,
    /// What machines were told, so that a finding in a file that several issues share is told once.
    told: BTreeSet<String>,
    log: sarif::Log,
}

impl Sink {
    /// A sink for one run of the program.
    pub(super) fn new(format: Format, language: Language, deny: Option<Deny>) -> Self {
        let denies_warnings = deny == Some(Deny::Warnings);
        Self { format, language, denies_warnings, told: BTreeSet::new(), log: sarif::Log::default() }
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
        let styled = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
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
        let is_good = errors == 0 && !(self.denies_warnings && warnings > 0);
        Ok(if is_good { Outcome::Good } else { Outcome::Wrong })
    }

    /// The language of the run.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// A message in the language of the run.
    pub(super) fn told<'m>(&self, message: &'m Message) -> &'m str {
        message.text(self.language)
    }

    /// Prints what is left to print when a command has ended, and returns the exit code.
    pub(super) fn finish(self, ended: Result<Outcome>) -> u8 {
        let exit_code = match &ended {
            Ok(Outcome::Good) => 0,
            Ok(Outcome::Wrong) => 1,
            Err(_) => 2,
        };
        let failure = ended.err().map(|error| language::failure(&error));
        let language = self.language;
        let last = match (self.format, failure) {
            (Format::Sarif, failure) => {
                Some(self.log.document(exit_code, failure.as_ref().map(|failure| failure.text(language))))
            }
            (Format::Human, Some(failure)) => Some(message!("failure", failure).text(language).to_owned()),
            (Format::Short, Some(failure)) => Some(short::failure(failure.text(language))),
            (Format::Json, Some(failure)) => Some(json::failure(failure.text(language))),
            (Format::Github, Some(failure)) => Some(github::failure(failure.text(language))),
            (_, None) => None,
        };
        // When not even this can be printed, the exit code has to say it.
        if last.is_some_and(|last| print(&last).is_err()) { 2 } else { exit_code }
    }
}

fn print(text: &str) -> Result<()> {
    quietly(writeln!(std::io::stderr(), "{text}"))
}
