//! The files of an issue in one way of writing: their TOML and Markdown change, and what they say does not.
//!
//! A file that a check finds wrong is nobody's business here. What is written anew is read again and compared with the file as it was
//! ([`proof`]); what cannot be put in order with certainty stays as it is.

mod markdown;
mod proof;
mod table;
mod toml;

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::manifest::{FrontMatter, Split};
use crate::place::SourceFile;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// TOML as a whole.
    Toml,
    /// Front matter and Markdown.
    Document,
}

/// A file without mistakes as it should be written.
///
/// # Errors
/// It would say something else; where, in bytes of the file.
pub(crate) fn formatted(file: &SourceFile, kind: Kind) -> Result<String, Range<usize>> {
    let text = match kind {
        Kind::Toml => toml::formatted(file.text()),
        Kind::Document => document(file),
    };
    match proof::difference(file, &text, kind) {
        None => Ok(text),
        Some(place) => Err(place),
    }
}

fn document(file: &SourceFile) -> String {
    let Some(Split { toml, body }) = FrontMatter::split(file, &mut Diagnostics::default()) else {
        return file.text().to_owned();
    };
    let body = markdown::formatted(&file.text()[body]);
    format!("+++\n{}+++\n{body}", toml::formatted(toml.text))
}
