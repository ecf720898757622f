//! One kind of finding for TOML, Markdown, Typst and the finished files, in a format for people and in four for machines.

pub(crate) mod github;
mod human;
pub(crate) mod json;
mod printable;
pub(crate) mod sarif;
pub(crate) mod short;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::{Language, Message};
use crate::place::{Place, SourceFile};

/// Whether an issue can be printed in spite of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The issue is not built.
    Error,
    /// The issue is built; `--deny warnings` makes it fail all the same.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

impl Severity {
    /// What people are told of it.
    pub(crate) fn name(self) -> Message {
        match self {
            Self::Error => message!("severity-error"),
            Self::Warning => message!("severity-warning"),
        }
    }
}

/// A finding with its place, what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// The stable name of the rule, kebab-case; `explain` has an entry for each.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// What is wrong: lower case, names in backticks, no full stop.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
}

/// The code of what keeps a command from its work; it stands in no file, and nobody can mend an issue to be rid of it.
pub(crate) const ENVIRONMENT: &str = "environment";

impl Diagnostic {
    /// Line and column at which it begins, and those after its end; a file that is not at hand as text, such as a PDF, has
    /// one place only.
    fn lines_columns(&self, file: Option<&SourceFile>) -> [(usize, usize); 2] {
        let range = &self.place.range;
        file.map_or([(1, 1); 2], |file| [range.start, range.end].map(|offset| file.line_column(offset)))
    }

    /// Message and help, where a format has room for one text only.
    fn text(&self, language: Language) -> String {
        let help = self.help.iter().map(|help| message!("finding-help", help).text(language).to_owned());
        [self.message.text(language).to_owned()].into_iter().chain(help).collect::<Vec<_>>().join("\n")
    }
}

/// Findings of one severity that are kept: nobody reads more, and a file of nothing but mistakes has a million.
const MOST: usize = 1000;

/// The findings of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// How many errors and how many warnings were found, kept or not.
    found: [usize; 2],
}

impl Diagnostics {
    /// Adds an error; the caller goes on, so that one run reports all of them.
    pub fn error(&mut self, code: &'static str, place: Place, message: impl Into<Message>, help: impl Into<Help>) {
        self.push(Severity::Error, code, place, message, help);
    }

    /// Adds a warning.
    pub fn warning(&mut self, code: &'static str, place: Place, message: impl Into<Message>, help: impl Into<Help>) {
        self.push(Severity::Warning, code, place, message, help);
    }

    /// Adds a finding of either kind.
    pub fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        place: Place,
        message: impl Into<Message>,
        help: impl Into<Help>,
    ) {
        let found = &mut self.found[severity as usize];
        *found += 1;
        if *found <= MOST {
            self.list.push(Diagnostic { severity, code, place, message: message.into(), help: help.into().0 });
        } else if *found == MOST + 1 {
            let (message, help) = (message!("more-findings", most = MOST), Some(message!("more-findings.help")));
            let place = Place::whole(place.file);
            self.list.push(Diagnostic { severity, code: "more-findings", place, message, help });
        }
    }

    /// Takes over what was found elsewhere.
    pub(crate) fn append(&mut self, found: Self) {
        for Diagnostic { severity, code, place, message, help } in found.list {
            self.push(severity, code, place, message, help);
        }
    }

    /// Takes over what was found in a file that is called `shown`.
    pub(crate) fn append_of(&mut self, found: &Self, shown: &str) {
        for Diagnostic { severity, code, place, message, help } in found.list.iter().cloned() {
            self.push(severity, code, Place { file: shown.to_owned(), ..place }, message, help);
        }
    }

    /// Whether any finding forbids printing.
    pub fn has_errors(&self) -> bool {
        self.found[Severity::Error as usize] > 0
    }

    /// Whether an error is in this file, as messages name it, or may be, where not all were kept.
    pub(crate) fn has_errors_in(&self, shown: &str) -> bool {
        self.found[Severity::Error as usize] > MOST
            || self.list.iter().any(|found| found.severity == Severity::Error && found.place.file == shown)
    }

    /// The findings sorted by file and place, each once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<_> = self.list.iter().collect();
        list.sort_by_key(|found| {
            (&found.place.file, found.place.range.start, found.severity, found.code, &found.message)
        });
        list.dedup();
        list
    }

    /// How many errors and how many warnings there are.
    pub fn counts(&self) -> (usize, usize) {
        let list = self.sorted();
        let errors = list.iter().filter(|found| found.severity == Severity::Error).count();
        (errors, list.len() - errors)
    }
}

/// How an issue or an edition without errors is: what was warned of is not kept silent.
pub(crate) fn state(warnings: usize) -> Message {
    match warnings {
        0 => message!("nothing-wrong"),
        _ => message!("no-errors", warnings = message!("warnings", warnings)),
    }
}

/// An optional sentence of help, so that callers write a message or `None`.
pub struct Help(Option<Message>);

impl From<Message> for Help {
    fn from(help: Message) -> Self {
        Self(Some(help))
    }
}

impl From<Option<Message>> for Help {
    fn from(help: Option<Message>) -> Self {
        Self(help)
    }
}
