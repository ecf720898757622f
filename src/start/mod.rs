//! What begins a series, an issue or a document: texts from the last of their kind, or from the files beside this
//! module.
//!
//! Nothing here belongs to a build. `series` reads what there is, `write` puts what is new beside it, and what lies
//! between is a function of texts. TOML that an editor wrote is edited, not written anew, so that its comments stay.

mod designation;
mod document;
mod issue;
mod listing;
mod sections;
mod series;
mod write;

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use toml_edit::{Datetime, DocumentMut, TableLike, Value};

pub(crate) use self::designation::{Designation, date_after, next, numbers_of};
pub(crate) use self::document::{Wish, document, example};
pub(crate) use self::issue::{first_issue, next_issue, series_toml};
pub(crate) use self::listing::list;
pub(crate) use self::sections::titles;
pub(crate) use self::series::{FormerIssue, SeriesDir};
pub(crate) use self::write::{refuse, replace, write_document, write_files, write_folder};
use crate::language::OrFail;
use crate::manifest::Date;
use crate::source::show;

/// The document that shows an editor how things are written.
pub(crate) const EXAMPLE_FILE: &str = "example.md";

/// The text of a file, as it is.
///
/// # Errors
/// The file cannot be read, is no UTF-8 text, or is a link, which may lead anywhere.
pub(crate) fn exact(path: &Path) -> Result<String> {
    if path.is_symlink() {
        bail!(message!("start-link", file = show(path)));
    }
    fs::read_to_string(path).or_fail(|| message!("cannot-read", file = show(path)))
}

/// The text of a file, with line feeds at the ends of its lines and without a byte order mark.
fn read(path: &Path) -> Result<String> {
    let text = exact(path)?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}

/// The TOML of a text, to be edited.
fn parse(text: &str, path: &Path) -> Result<DocumentMut> {
    // Where it is wrong is told by a check, in the words of the program.
    let Ok(toml) = text.parse() else { bail!(message!("start-bad-toml", file = show(path))) };
    Ok(toml)
}

/// The day that a text names as TOML does: `2024-09-30`.
pub(crate) fn date_of(text: &str) -> Option<Date> {
    let day: Datetime = text.trim().parse().ok()?;
    date(&day)
}

fn date(day: &Datetime) -> Option<Date> {
    match day {
        Datetime { date: Some(date), time: None, .. } if date.year >= 1000 => {
            Some(Date { year: date.year, month: date.month, day: date.day })
        }
        _ => None,
    }
}

/// A day as TOML has it.
fn day(date: Date) -> Value {
    let date = toml_edit::Date { year: date.year, month: date.month, day: date.day };
    Value::from(Datetime { date: Some(date), time: None, offset: None })
}

/// Gives a key another value and keeps what stands around it, or adds the key.
fn set(table: &mut dyn TableLike, key: &str, value: impl Into<Value>) {
    let mut value = value.into();
    match table.get_mut(key).and_then(toml_edit::Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => drop(table.insert(key, toml_edit::Item::Value(value))),
    }
}
