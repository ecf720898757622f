//! `--format github`: workflow commands, which GitHub Actions shows beside the lines of a pull request.

use super::{Diagnostic, ENVIRONMENT};
use crate::language::Language;
use crate::place::SourceFile;

impl Diagnostic {
    /// `::error file=…,line=…,col=…,title=code::message`, with the help on a line of its own within the message.
    pub fn to_github(&self, file: Option<&SourceFile>, language: Language) -> String {
        let [(line, column), _] = self.lines_columns(file);
        let (severity, file, title) = (self.severity, property(&self.place.file), property(self.code));
        let message = data(&self.text(language));
        format!("::{severity} file={file},line={line},col={column},title={title}::{message}")
    }
}

/// What kept the command from its work.
pub(crate) fn failure(message: &str) -> String {
    format!("::error title={ENVIRONMENT}::{}", data(message))
}

/// Text after the second `::`; a line break would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property; a colon or a comma would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("100%\r\n甲: 乙, 丙"), "100%25%0D%0A甲: 乙, 丙");
        assert_eq!(property("a%,b:c"), "a%25%2Cb%3Ac");
    }
}
