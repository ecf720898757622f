//! What the TOML says: the series, the issue, and the front matter of each document, with spans.
//!
//! The raw structs, all optional keys, stay in this module; what leaves it is complete or was reported.

mod archive;
mod cover;
mod date;
mod form;
mod front_matter;
mod grid;
mod issue;
mod layers;
mod layout;
mod limits;
mod periodical;
mod press;
mod schema;
mod series;
mod site;
mod slips;
mod strict;
mod terms;
mod web;

use std::fmt::Display;
use std::ops::RangeInclusive;

use serde::Serialize;
use toml::Spanned;

pub use self::archive::Archive;
pub use self::cover::{BackCover, Cover, Home, Picture, PicturePath};
pub use self::date::Date;
pub(crate) use self::date::{Typed, typed};
pub use self::form::Form;
pub(crate) use self::front_matter::Split;
pub use self::front_matter::{Colophon, FrontMatter, Pin, Signatory};
pub(crate) use self::issue::{IssueManifest, ListedSection, Listing, ManifestRead};
pub use self::layout::{Layout, Sizes, Start};
pub use self::limits::Limits;
pub use self::press::{Binding, Press};
pub(crate) use self::schema::{document_schema, issue_schema, series_schema};
pub use self::series::{Fonts, Imprint, Series};
pub use self::site::Site;
pub(crate) use self::strict::{Toml, explain};
pub use self::web::WebEntry;
use crate::diag::Diagnostics;
use crate::place::Place;

/// 页码
const FOLIO: RangeInclusive<i64> = 1..=9999;

/// Characters of an entry.
const MOST_CHARACTERS: usize = 20_000;
/// Characters of a title: the longest of all have some two hundred, and what is much longer takes Typst minutes to measure.
pub(crate) const MOST_OF_TITLE: usize = 500;

/// Whether a text has no more characters than that; reported if it has.
pub(crate) fn is_short(text: &str, most: usize, place: &Place, diagnostics: &mut Diagnostics) -> bool {
    let is_short = text.len() <= most || text.chars().nth(most).is_none();
    if !is_short {
        let (message, help) = (message!("long-text", most), message!("long-text.help"));
        diagnostics.error("too-large", place.clone(), message, help);
    }
    is_short
}

/// A piece of text that will be printed, and where it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text; several lines where the editor gave several.
    pub text: String,
    /// The TOML value it comes from.
    pub place: Place,
}

impl Text {
    /// The value of a key; empty text is reported, since it would print a label without a value.
    fn resolve(value: Spanned<String>, toml: &Toml, diagnostics: &mut Diagnostics) -> Option<Self> {
        let place = toml.place(value.span());
        let text = value.into_inner();
        if text.trim().is_empty() {
            diagnostics.error("empty-value", place, message!("empty-text"), message!("empty-text.help"));
            return None;
        }
        is_short(&text, MOST_CHARACTERS, &place, diagnostics)
            .then(|| Self { text: text.trim_matches('\n').to_owned(), place })
    }

    /// Its lines, as they are to be printed.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }

    /// Its lines joined: without a blank, as Chinese is, but with one between Latin words.
    pub fn joined(&self) -> String {
        join_lines(self.lines())
    }
}

/// Lines joined as those of a [`Text`] are.
pub(crate) fn join_lines<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for line in lines {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || ".,;:".contains(c));
        if is_word(joined.chars().next_back()) && is_word(line.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.lines().collect::<Vec<_>>().serialize(serializer)
    }
}

/// Resolves an optional text.
fn text(value: Option<Spanned<String>>, toml: &Toml, diagnostics: &mut Diagnostics) -> Option<Text> {
    value.and_then(|value| Text::resolve(value, toml, diagnostics))
}

/// Resolves an element of a document: its lines without the blanks at their ends, none of them empty, since each line is
/// a printed line or a body of its own.
fn element(value: Option<Spanned<String>>, toml: &Toml, diagnostics: &mut Diagnostics) -> Option<Text> {
    let Text { text, place } = text(value, toml, diagnostics)?;
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    if lines.contains(&"") {
        let help = message!("empty-line.help");
        diagnostics.error("empty-line", place, message!("empty-line"), help);
        return None;
    }
    Some(Text { text: lines.join("\n"), place })
}

/// A number within bounds; reported and `None` when it is not.
fn within<T: Copy + PartialOrd + Display>(
    value: Option<Spanned<T>>,
    bounds: RangeInclusive<T>,
    toml: &Toml,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let value = value?;
    if bounds.contains(value.get_ref()) {
        return Some(*value.get_ref());
    }
    diagnostics.error(
        "bad-value",
        toml.place(value.span()),
        message!("out-of-range", number = value.get_ref().to_string()),
        message!("out-of-range.help", least = bounds.start().to_string(), most = bounds.end().to_string()),
    );
    None
}
