//! `--format json`: an object a line.

use serde::Serialize;

use super::{Diagnostic, ENVIRONMENT, Severity};
use crate::language::Language;
use crate::place::SourceFile;

/// A finding, or what kept the command from its work, which has no place.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    code: &'a str,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

impl Diagnostic {
    /// One JSON object without a line break; line and column count from 1, columns in characters.
    pub fn to_json(&self, file: Option<&SourceFile>, language: Language) -> String {
        let [(line, column), _] = self.lines_columns(file);
        written(&Line {
            file: Some(&self.place.file),
            line: Some(line),
            column: Some(column),
            code: self.code,
            severity: self.severity,
            message: self.message.text(language),
            help: self.help.as_ref().map(|help| help.text(language)),
        })
    }
}

/// What kept the command from its work.
pub(crate) fn failure(message: &str) -> String {
    let (code, severity) = (ENVIRONMENT, Severity::Error);
    written(&Line { file: None, line: None, column: None, code, severity, message, help: None })
}

fn written(line: &Line) -> String {
    serde_json::to_string(line).expect("strings and numbers serialise")
}
