//! Strict reading of TOML that finds every mistake of a file in one pass.
//!
//! Serde stops at the first mistake. Here the entry it points at is reported, taken out of the parsed table, and the
//! table is read again, until nothing is wrong any more. Raw structs therefore make every key an `Option` and leave
//! "required" to [`Keys`], which knows what was taken out.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::date::{NO_DATE, NO_YEAR, Typed, typed};
use super::form::Form;
use super::slips::{self, Lists};
use super::terms::key_of;
use crate::diag::Diagnostics;
use crate::language::Message;
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

/// Mistakes of one file that are told: each takes another look at all of it.
const MOST_MISTAKES: usize = 100;

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
        let lists = Lists::of(self.text, &table, &errors);
        for (key, range) in &lists.found {
            let help = message!("toml-one-bracket.help", key = *key);
            diagnostics.error("toml-syntax", self.place(range.clone()), message!("toml-one-bracket", key = *key), help);
            table.get_mut().remove(*key);
            keys.taken.push((*key).to_owned());
        }
        let mut wrong = BTreeSet::new();
        for error in errors.iter().take(MOST_MISTAKES).filter(|error| !lists.explain(self.text, error)) {
            let range = error.span().unwrap_or_else(|| placeless(self.text));
            reported.push(range.clone());
            let place = widen(self.text, range.clone());
            let line = slips::line_of(self.text, place.start);
            // One mistake may come to several errors on its line, and a comma to one on the next.
            let before = slips::line_of(self.text, line.start.saturating_sub(1)).start;
            let is_of_before = error.message().starts_with("missing comma") && wrong.contains(&before);
            if !wrong.insert(line.start) || is_of_before {
                continue;
            }
            let Some(slip) = slips::find(self.text, &line, error.message()) else {
                let (message, help) = syntax_error(error.message(), self.text.get(range).unwrap_or_default());
                diagnostics.error("toml-syntax", self.place(place), message, help);
                continue;
            };
            diagnostics.error(slip.code, self.place(slip.range), slip.message, slip.help);
            // What was read of it was never meant.
            forget(table.get_mut(), &slips::reach(self.text, &line));
        }
        loop {
            let error = match T::deserialize(Deserializer::from(table.clone())) {
                Ok(value) => return (value, keys),
                Err(error) => error,
            };
            let span = error.span().unwrap_or(0..0);
            let (code, message, mut help) = explain(error.message());
            if code == "unknown-key" && !table.get_ref().keys().any(|key| key.span() == span) {
                let more = message!("unknown-key.below");
                help = Some(help.map_or(more.clone(), |help| message!("unknown-key.both", help, more)));
            }
            let key = take(&mut table, &span);
            if code == "wrong-type" && key.as_deref() == Some("signatories") {
                help = Some(message!("signatories-text.help"));
            }
            // A value that does not parse is in the table all the same, as text that no type takes.
            if !reported.contains(&span) {
                diagnostics.error(code, self.place(span), message, help);
            }
            let Some(key) = key else {
                return (T::default(), Keys { unsound: true, ..keys });
            };
            keys.taken.push(key);
            // Each time the whole table is read again.
            if keys.taken.len() == MOST_MISTAKES {
                return (T::default(), Keys { unsound: true, ..keys });
            }
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
                message!("key-missing", key = key),
                message!("key-missing.help", key = key, example = example),
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

/// The line with which the first mistake without a place begins, as nesting that is too deep is one.
fn placeless(text: &str) -> Range<usize> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let starts: Vec<usize> = lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len()))).collect();
    let is_good = |start: &usize| {
        let (_, errors) = DeTable::parse_recoverable(&text[..*start]);
        errors.iter().all(|error| error.span().is_some())
    };
    let line = starts.partition_point(is_good).saturating_sub(1);
    let start = starts.get(line).copied().unwrap_or(0);
    start..start + lines.get(line).map_or(0, |line| line.trim_end().len())
}

/// What the reader of TOML says at some words, in those of an editor: the message and the help.
fn syntax_error(said: &str, words: &str) -> (Message, Message) {
    if said == "duplicate key" {
        return (message!("toml-duplicate", key = words), message!("toml-duplicate.help"));
    }
    let began = |beginning: &str| said.starts_with(beginning);
    if began("recursion limit") || began("cannot recurse") {
        return (message!("toml-deep"), message!("toml-deep.help"));
    }
    if began("invalid date") || began("invalid time") {
        (message!("toml-date", typed = words), message!("toml-day.help"))
    } else if began("key with no value") {
        (message!("toml-no-equals"), message!("toml-syntax.help"))
    } else if began("invalid unquoted key") || began("unquoted keys cannot") {
        (message!("toml-no-key"), message!("toml-no-key.help"))
    } else if began("unclosed array,") || began("missing comma between array") {
        (message!("toml-list"), message!("type-list.help"))
    } else if began("missing escaped") || said.contains("escape") {
        (message!("toml-backslash"), message!("toml-backslash.help"))
    } else if began("unexpected key or value") {
        (message!("toml-more"), message!("toml-more.help"))
    } else if said.contains("multi-line ") {
        (message!("toml-open"), message!("toml-lines.help"))
    } else if began("invalid basic string") || began("invalid literal string") {
        (message!("toml-open"), message!("toml-open.help"))
    } else if said.contains("string") || said.contains("quot") {
        (message!("toml-text"), message!("type-text.help"))
    } else {
        // What the reader of TOML says has one language; that it is what another says is told before it.
        (message!("toml-syntax", detail = said.trim().replace('\n', "; ")), message!("toml-syntax.help"))
    }
}

/// Removes what stands on a line: its key, or the key whose value goes on over it.
fn forget(table: &mut DeTable<'_>, line: &Range<usize>) {
    let touches = |range: Range<usize>| range.start <= line.end && line.start <= range.end;
    let mut forgotten = Vec::new();
    for (key, value) in table.iter_mut() {
        let is_touched = touches(value.span());
        let has_tables = match value.get_mut() {
            DeValue::Table(inner) => {
                forget(inner, line);
                true
            }
            DeValue::Array(items) => items.iter_mut().fold(false, |has_tables, item| match item.get_mut() {
                DeValue::Table(inner) => {
                    forget(inner, line);
                    true
                }
                _ => has_tables,
            }),
            _ => false,
        };
        if touches(key.span()) || is_touched && !has_tables {
            forgotten.push(key.get_ref().to_string());
        }
    }
    forgotten.iter().for_each(|key| drop(table.remove(key.as_str())));
}

/// Serde's message in an editor's words: code, message, help.
pub(crate) fn explain(message: &str) -> (&'static str, Message, Option<Message>) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let Some((unknown, known)) = quoted.split_first().filter(|_| message.starts_with("unknown field")) {
        let term = (!unknown.is_ascii()).then(|| key_of(unknown)).flatten();
        let meant = known.iter().copied().find(|key| term.as_deref() == Some(*key));
        let help = match meant.or_else(|| nearest(unknown, known.iter().copied())) {
            Some(key) => message!("did-you-mean", key = key),
            None => {
                let known: Vec<Message> = known.iter().map(|key| Message::verbatim(format!("`{key}`"))).collect();
                message!("unknown-key.help", known = Message::joined(&known, [", ", "、"]))
            }
        };
        return ("unknown-key", message!("unknown-key", key = *unknown), Some(help));
    }
    if let Some((unknown, known)) = quoted.split_first().filter(|_| message.starts_with("unknown variant")) {
        let help = match Form::of_term(unknown).filter(|form| known.contains(form)) {
            Some(form) => message!("did-you-mean", key = form),
            None => {
                let known: Vec<Message> = known.iter().map(|choice| choice_named(choice)).collect();
                message!("no-choice.help", known = Message::joined(&known, [", ", "、"]))
            }
        };
        return ("bad-value", message!("no-choice", value = *unknown), Some(help));
    }
    if message == "wanted string or table" {
        return ("wrong-type", message!("text-expected"), Some(message!("type-text.help")));
    }
    let wrong = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((found, expected)) = wrong.and_then(|rest| rest.split_once(", expected ")) {
        let message = message!("wrong-type", expected = plain(expected), found = plain(found));
        return ("wrong-type", message, Some(typed_number(found, expected).unwrap_or_else(|| hint_for(expected))));
    }
    if let Some(found) = message.strip_prefix(NO_DATE) {
        let help = match day_in(found) {
            Some(Typed::Day(day)) => message!("date-read.help", day = day.iso()),
            Some(Typed::Absent) => message!("date-absent.help"),
            None => message!("date-expected.help"),
        };
        return ("bad-value", message!("date-expected", found = plain(found)), Some(help));
    }
    if let Some(year) = message.strip_prefix(NO_YEAR) {
        return ("bad-value", message!("no-year", year = year), Some(message!("date-expected.help")));
    }
    ("bad-value", Message::verbatim(message), Some(message!("value-unknown.help")))
}

/// A choice as it is typed, and with its name in the standard where it has one.
fn choice_named(choice: &str) -> Message {
    Form::named(choice).map_or_else(|| Message::verbatim(format!("`\"{choice}\"`")), Form::message)
}

/// The day that a value is meant to be, from what is said of it.
fn day_in(found: &str) -> Option<Typed> {
    let text = found.strip_prefix("string \"").and_then(|text| text.strip_suffix('"'));
    text.or_else(|| found.strip_prefix("integer ")).and_then(typed)
}

/// Serde's name of a type, or of a value of a wrong one, in plain words.
fn plain(kind: &str) -> Message {
    if let Some([name, _]) = type_named(kind) {
        name
    } else if let Some(text) = kind.strip_prefix("string ") {
        message!("found-text", text)
    } else if let Some(number) = kind.strip_prefix("integer ") {
        message!("found-number", number)
    } else if kind == "a date with a time" {
        message!("type-time")
    } else {
        Message::verbatim(kind)
    }
}

/// How a number between quotes is written.
fn typed_number(found: &str, expected: &str) -> Option<Message> {
    let number = found.strip_prefix("string \"")?.strip_suffix('"')?.trim();
    let is_number = match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => number.parse::<i64>().is_ok(),
        "f32" | "f64" => number.parse::<f64>().is_ok_and(f64::is_finite),
        _ => false,
    };
    is_number.then(|| message!("type-whole.typed", number))
}

/// How a value of this type is written.
fn hint_for(expected: &str) -> Message {
    match type_named(expected) {
        Some([_, help]) => help,
        None if expected == "a date" => message!("type-time.help"),
        None => message!("value-unknown.help"),
    }
}

/// The types that serde names, each in plain words and with how its values are written.
fn type_named(name: &str) -> Option<[Message; 2]> {
    Some(match name {
        "a string" => [message!("type-text"), message!("type-text.help")],
        "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => [message!("type-whole"), message!("type-whole.help")],
        "f32" | "f64" => [message!("type-number"), message!("type-number.help")],
        "a boolean" => [message!("type-switch"), message!("type-switch.help")],
        "a sequence" | "sequence" => [message!("type-list"), message!("type-list.help")],
        "map" | "a map" => [message!("type-table"), message!("type-table.help")],
        other if other.starts_with("struct ") => [message!("type-table"), message!("type-table.help")],
        _ => return None,
    })
}
