//! What every code of a finding means: the catalogue, one table a code, its texts in every language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::diag::Severity;
use crate::language::{Language, Message};

/// What is told about a code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    /// How grave a finding with this code is; of `typesetting`, how grave it mostly is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub summary: Message,
    /// What the finding means, and why it is one.
    pub meaning: Message,
    /// The clause that asks for it, or who else does.
    pub source: Message,
    /// What is wrong in a folder that is good otherwise.
    pub example: Example,
    /// What to do.
    pub remedy: Message,
}

/// An example that has the finding, and no other.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Example {
    /// The text of a document.
    Body(String),
    /// Lines of a document's front matter beside `issuer` and `title`.
    FrontMatter(String),
    /// Whole files, by their paths within the folder of the issue.
    Files(BTreeMap<String, String>),
    /// The file that is not there.
    Without(String),
    /// What leads to a finding that text in a folder cannot show.
    Prose(Message),
}

/// All entries by their codes.
pub fn catalogue() -> &'static BTreeMap<String, Entry> {
    static CATALOGUE: LazyLock<BTreeMap<String, Entry>> =
        LazyLock::new(|| toml::from_str(include_str!("catalogue.toml")).expect("the catalogue is read by a test"));
    &CATALOGUE
}

/// The entry of a code.
pub fn find(code: &str) -> Option<&'static Entry> {
    catalogue().get(code)
}

/// An entry as it is told below its summary.
pub fn text(entry: &Entry, language: Language) -> String {
    let Entry { meaning, source, remedy, .. } = entry;
    let told = |head: Message, lines: &str| format!("{}\n\n{}", head.text(language), indented(lines));
    let example = match &entry.example {
        Example::Body(lines) => told(message!("explain-body"), lines),
        Example::FrontMatter(lines) => told(message!("explain-front-matter"), lines),
        Example::Files(files) => {
            let files = files.iter().map(|(path, text)| told(message!("explain-file", path), text));
            files.collect::<Vec<_>>().join("\n\n")
        }
        Example::Without(path) => message!("explain-without", path).text(language).to_owned(),
        Example::Prose(words) => message!("explain-prose", words).text(language).to_owned(),
    };
    let (source, remedy) = (message!("explain-source", source), message!("explain-remedy", remedy));
    [meaning.text(language), source.text(language), &example, remedy.text(language)].map(str::trim_end).join("\n\n")
}

/// Lines as they stand in a file, set apart from the words around them.
fn indented(lines: &str) -> String {
    lines.trim_end().lines().map(|line| format!("    {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
