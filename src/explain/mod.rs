//! What every code of a finding means: the catalogue, one table a code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::diag::Severity;

/// What is told about a code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    /// How grave a finding with this code is; of `typesetting`, how grave it mostly is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub summary: String,
    /// What the finding means, and why it is one.
    pub meaning: String,
    /// The clause that asks for it, or who else does.
    pub source: String,
    /// What is wrong in a folder that is good otherwise.
    pub example: Example,
    /// What to do.
    pub remedy: String,
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
    Prose(String),
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
pub fn text(entry: &Entry) -> String {
    let Entry { meaning, source, remedy, .. } = entry;
    let example = match &entry.example {
        Example::Body(lines) => format!("Wrong, in the text of a document:\n\n{}", indented(lines)),
        Example::FrontMatter(lines) => format!("Wrong, in the front matter of a document:\n\n{}", indented(lines)),
        Example::Files(files) => {
            let files = files.iter().map(|(path, text)| format!("Wrong, in `{path}`:\n\n{}", indented(text)));
            files.collect::<Vec<_>>().join("\n\n")
        }
        Example::Without(path) => format!("Wrong: there is no `{path}`."),
        Example::Prose(words) => format!("Wrong: {}", words.trim_end()),
    };
    format!("{}\n\nSource: {source}\n\n{example}\n\nRemedy: {}", meaning.trim_end(), remedy.trim_end())
}

/// Lines as they stand in a file, set apart from the words around them.
fn indented(lines: &str) -> String {
    lines.trim_end().lines().map(|line| format!("    {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
