//! One kind of finding for TOML, Markdown, Typst and the finished files, for people and for machines.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::{Deserialize, Serialize};

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
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// The findings of one run.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds an error; the caller goes on, so that one run reports all of them.
    pub fn error(&mut self, code: &'static str, place: Place, message: impl Into<String>, help: impl Into<Help>) {
        self.push(Severity::Error, code, place, message, help);
    }

    /// Adds a warning.
    pub fn warning(&mut self, code: &'static str, place: Place, message: impl Into<String>, help: impl Into<Help>) {
        self.push(Severity::Warning, code, place, message, help);
    }

    /// Adds a finding of either kind.
    pub fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        help: impl Into<Help>,
    ) {
        self.list.push(Diagnostic { severity, code, place, message: message.into(), help: help.into().0 });
    }

    /// Whether any finding forbids printing.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
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

/// An optional sentence of help, so that callers write `"…"` or `None`.
pub struct Help(Option<String>);

impl From<&str> for Help {
    fn from(text: &str) -> Self {
        Self(Some(text.to_owned()))
    }
}

impl From<String> for Help {
    fn from(text: String) -> Self {
        Self(Some(text))
    }
}

impl From<Option<String>> for Help {
    fn from(text: Option<String>) -> Self {
        Self(text)
    }
}

/// A finding as one line of `--format json`.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    code: &'a str,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

impl Diagnostic {
    /// One JSON object without a line break; line and column count from 1, columns in characters.
    pub fn to_json(&self, file: Option<&SourceFile>) -> String {
        let (line, column) = file.map_or((1, 1), |file| file.line_column(self.place.range.start));
        let line = Line {
            file: &self.place.file,
            line,
            column,
            code: self.code,
            severity: self.severity,
            message: &self.message,
            help: self.help.as_deref(),
        };
        serde_json::to_string(&line).expect("strings and numbers serialise")
    }

    /// The finding with an excerpt of its file, for people.
    pub fn to_human(&self, file: Option<&SourceFile>, renderer: &Renderer) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = Group::with_title(level.primary_title(self.message.as_str()).id(self.code));
        let excerpt = file.filter(|file| !self.place.range.is_empty() && self.place.range.end <= file.text().len());
        let shown = excerpt.map(|file| (file, file.excerpt(&self.place.range)));
        if let Some((_, excerpt)) = &shown {
            group = group.element(
                Snippet::source(excerpt.text.as_str())
                    .line_start(excerpt.line)
                    .path(self.place.file.as_str())
                    .annotation(AnnotationKind::Primary.span(excerpt.range.clone())),
            );
        } else {
            group = group.element(annotate_snippets::Origin::path(self.place.file.as_str()));
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }
}
