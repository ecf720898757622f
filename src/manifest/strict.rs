//! Strict reading of TOML that finds every mistake of a file in one pass.
//!
//! Serde stops at the first mistake. Here the entry it points at is reported, taken out of the parsed table, and the
//! table is read again, until nothing is wrong any more. Raw structs therefore make every key an `Option` and leave
//! "required" to [`Keys`], which knows what was taken out.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use crate::diag::Diagnostics;
use crate::nearest::nearest;
use crate::place::{Place, SourceFile};

/// Where the TOML stands: a whole file, or the front matter of a document.
#[derive(Clone)]
pub(crate) struct Toml<'a> {
    /// The file as messages name it.
    pub shown: &'a str,
    /// The TOML text.
    pub text: &'a str,
    /// Byte offset of the TOML in its file.
    pub offset: usize,
    /// Bytes in the file of the line on which the TOML begins, for what is missing from it.
    pub opening: Range<usize>,
}

impl<'a> Toml<'a> {
    /// A file that is TOML as a whole.
    pub(crate) fn whole(file: &'a SourceFile) -> Self {
        let opening = 0..file.text().lines().next().unwrap_or_default().len();
        Self { shown: file.shown(), text: file.text(), offset: 0, opening }
    }

    /// The place of a byte range of the TOML, in its file.
    pub(crate) fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.shown, range.start + self.offset..range.end + self.offset)
    }

    /// The place of the line on which the TOML begins.
    pub(crate) fn place_of_opening(&self) -> Place {
        Place::new(self.shown, self.opening.clone())
    }

    /// Reads a `T`, reporting every mistake; what was wrong is absent from the result.
    pub(crate) fn read<T: DeserializeOwned + Default>(&self, diagnostics: &mut Diagnostics) -> (T, Keys) {
        let (mut table, errors) = DeTable::parse_recoverable(self.text);
        let mut keys = Keys { unsound: !errors.is_empty(), taken: Vec::new() };
        let mut reported = Vec::new();
        for error in errors {
            let range = error.span().unwrap_or(0..0);
            reported.push(range.clone());
            let (message, help) = syntax_error(error.message());
            diagnostics.error("toml-syntax", self.place(widen(self.text, range)), message, help);
        }
        loop {
            let error = match T::deserialize(Deserializer::from(table.clone())) {
                Ok(value) => return (value, keys),
                Err(error) => error,
            };
            let span = error.span().unwrap_or(0..0);
            let (code, message, mut help) = explain(error.message());
            if code == "unknown-key" && !table.get_ref().keys().any(|key| key.span() == span) {
                let more = "everything below a line in brackets belongs to it; other keys stand above that line";
                help = Some(help.map_or_else(|| more.to_owned(), |help| format!("{help} ({more})")));
            }
            // A value that does not parse is in the table all the same, as text that no type takes.
            if !reported.contains(&span) {
                diagnostics.error(code, self.place(span.clone()), message, help);
            }
            let Some(key) = take(&mut table, &span) else {
                return (T::default(), Keys { unsound: true, ..keys });
            };
            keys.taken.push(key);
        }
    }
}

/// What became of the keys of a file, so that a key reported as wrong is not also reported as missing.
pub(crate) struct Keys {
    /// The file does not parse, so nothing can be said about what it lacks.
    unsound: bool,
    taken: Vec<String>,
}

impl Keys {
    /// Whether a mistake in `key` was reported, or may have been.
    pub(crate) fn was_wrong(&self, key: &str) -> bool {
        self.unsound || self.taken.iter().any(|taken| taken == key || taken.is_empty())
    }

    /// Reports `key` as missing unless its mistake was reported already.
    pub(crate) fn require(&self, key: &str, example: &str, toml: &Toml, diagnostics: &mut Diagnostics) {
        if !self.was_wrong(key) {
            diagnostics.error(
                "missing-key",
                toml.place_of_opening(),
                format!("the key `{key}` is missing"),
                format!("add a line such as `{key} = {example}`"),
            );
        }
    }
}

/// Removes the innermost entry that `span` points at and returns its key.
fn take(table: &mut Spanned<DeTable<'_>>, span: &Range<usize>) -> Option<String> {
    let covers = |range: Range<usize>| range.start <= span.start && span.end <= range.end;
    let entries = table.get_mut();
    let mut found = None;
    for (key, value) in entries.iter_mut() {
        let name = key.get_ref().to_string();
        if covers(key.span()) {
            found = Some(name);
            break;
        }
        // A table opened by a `[header]` spans its header only, so its entries are tried whatever it covers.
        if let Some(inner) = take_within(value, span) {
            return Some(inner);
        }
        if covers(value.span()) {
            found = Some(name);
            break;
        }
    }
    let name = found?;
    entries.remove(name.as_str());
    Some(name)
}

fn take_within(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<String> {
    let range = value.span();
    match value.get_mut() {
        DeValue::Table(inner) => {
            let mut spanned = Spanned::new(range, std::mem::take(inner));
            let taken = take(&mut spanned, span);
            *inner = spanned.into_inner();
            taken
        }
        DeValue::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                if let Some(key) = take_within(item, span) {
                    return Some(key);
                }
                if item.span().start <= span.start && span.end <= item.span().end {
                    let kept = items.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, item)| item.clone());
                    let mut rest = toml::de::DeArray::new();
                    kept.for_each(|item| rest.push(item));
                    *items = rest;
                    return Some(String::new());
                }
            }
            None
        }
        _ => None,
    }
}

/// A syntax error at the end of a line has an empty range; a message needs something to point at.
fn widen(text: &str, range: Range<usize>) -> Range<usize> {
    if !range.is_empty() || range.start == 0 {
        return range;
    }
    let start = text[..text.floor_char_boundary(range.start)].char_indices().next_back().map_or(0, |(at, _)| at);
    start..range.end
}

fn syntax_error(message: &str) -> (String, Option<String>) {
    let help = if message.starts_with("invalid date") {
        Some("give a day that is in the calendar, as year-month-day: `2024-02-29`".to_owned())
    } else if message.contains("duplicate key") {
        Some("keep one of the two lines".to_owned())
    } else if message.contains("string") || message.contains("quot") {
        Some("put text between straight double quotes: `title = \"…\"`".to_owned())
    } else {
        Some("a line of TOML is `key = value`; text stands between straight double quotes".to_owned())
    };
    (message.trim().replace('\n', "; "), help)
}

/// Serde's message in an editor's words: code, message, help.
pub(crate) fn explain(message: &str) -> (&'static str, String, Option<String>) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let Some((unknown, known)) = quoted.split_first().filter(|_| message.starts_with("unknown field")) {
        let help = match nearest(unknown, known.iter().copied()) {
            Some(key) => format!("did you mean `{key}`?"),
            None => format!(
                "the keys here are {}",
                known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
            ),
        };
        return ("unknown-key", format!("unknown key `{unknown}`"), Some(help));
    }
    if let Some((unknown, known)) = quoted.split_first().filter(|_| message.starts_with("unknown variant")) {
        let known = known.iter().map(|choice| format!("`\"{choice}\"`")).collect::<Vec<_>>().join(", ");
        return ("bad-value", format!("`{unknown}` is not a choice here"), Some(format!("choose one of {known}")));
    }
    if message == "wanted string or table" {
        let message = "text in quotes is expected here".to_owned();
        return ("wrong-type", message, hint_for("text in quotes"));
    }
    let wrong = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((found, expected)) = wrong.and_then(|rest| rest.split_once(", expected ")) {
        let expected = plain(expected);
        return ("wrong-type", format!("{expected} is expected here, not {}", plain(found)), hint_for(&expected));
    }
    if let Some((message, help)) = message.split_once(" — ") {
        return ("bad-value", message.to_owned(), Some(help.to_owned()));
    }
    ("bad-value", message.to_owned(), Some("compare it with the keys in the README".to_owned()))
}

/// Serde's name of a type in plain words.
fn plain(kind: &str) -> String {
    match kind {
        "a string" => "text in quotes".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        "a sequence" | "sequence" => "a list in square brackets".to_owned(),
        "map" | "a map" => "a table".to_owned(),
        other if other.starts_with("struct ") => "a table".to_owned(),
        other => other.replace("string \"", "the text \"").replace("integer `", "the number `"),
    }
}

fn hint_for(expected: &str) -> Option<String> {
    let example = match expected {
        "text in quotes" => "write it between double quotes: `\"…\"`",
        "a whole number" => "write digits without quotes: `2`",
        "a number" => "write digits without quotes, with a point before decimals: `156.5`",
        "`true` or `false`" => "write it without quotes",
        "a date" => "write year-month-day without quotes: `2024-06-30`",
        "a list in square brackets" => "write `[\"…\", \"…\"]`",
        "a table" => "write its keys under a line `[name]`",
        _ => "compare it with the keys in the README",
    };
    Some(example.to_owned())
}
