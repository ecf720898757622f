//! `--format short`: a line each, in the order that editors and problem matchers know.

use super::printable::printable;
use super::{Diagnostic, ENVIRONMENT, Severity};
use crate::language::Language;
use crate::place::SourceFile;

impl Diagnostic {
    /// `file:line:column: error[code]: message — help`, the severity in the language of the message.
    pub fn to_short(&self, file: Option<&SourceFile>, language: Language) -> String {
        let [(line, column), _] = self.lines_columns(file);
        let Self { severity, code, place, message, help } = self;
        let help = help.iter().map(|help| format!(" — {}", help.text(language))).collect::<String>();
        let (severity, message) = (severity.name(), message.text(language));
        let severity = severity.text(language);
        one_line(&format!("{}:{line}:{column}: {severity}[{code}]: {message}{help}", place.file))
    }
}

/// What kept the command from its work.
pub(crate) fn failure(message: &str, language: Language) -> String {
    let severity = Severity::Error.name();
    one_line(&format!("{}[{ENVIRONMENT}]: {message}", severity.text(language)))
}

fn one_line(text: &str) -> String {
    printable(&text.replace('\n', " "))
}
