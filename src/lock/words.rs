//! How differences are said.

use super::Shift;
use super::change::Change;
use super::hunk::{Hunk, HunkPlace};
use crate::diag::count;

/// So many places of one file are named.
const PLACES: usize = 4;
/// A title is cut to its first and its last characters where it has more than this.
const LONG: usize = 16;

/// What a document's own changes came to.
pub(super) fn changed(source: &str, change: &Change) -> String {
    let weighty: Vec<&Hunk> = change.hunks.iter().filter(|hunk| hunk.lines != 0).collect();
    let lines = change.lines + change.elsewhere;
    let what = match (lines, change.pages) {
        (1.., _) => format!("`{source}` grew by {}", count(lines.unsigned_abs() as usize, "line")),
        (..0, _) => format!("`{source}` shrank by {}", count(lines.unsigned_abs() as usize, "line")),
        (0, 1..) => {
            format!("`{source}` takes {} more in as many lines", count(change.pages.unsigned_abs() as usize, "page"))
        }
        (0, ..0) => {
            format!("`{source}` takes {} less in as many lines", count(change.pages.unsigned_abs() as usize, "page"))
        }
        (0, 0) if weighty.is_empty() => return touched(source, &change.hunks, change.has_same_words),
        (0, 0) => format!("`{source}` changed in as many lines"),
    };
    match (&weighty[..], &change.hunks[..]) {
        ([only], _) if change.elsewhere == 0 => format!("{what} ({})", at(source, only)),
        ([], [only]) if change.elsewhere == 0 => format!("{what} ({})", at(source, only)),
        ([], all) => format!("{what} ({})", each(source, &all.iter().collect::<Vec<_>>(), change.elsewhere)),
        (weighty, _) => format!("{what} ({})", each(source, weighty, change.elsewhere)),
    }
}

/// Passages that were changed and take as many lines as before.
pub(super) fn touched(source: &str, hunks: &[Hunk], has_same_words: bool) -> String {
    let here: Vec<&Hunk> = hunks.iter().filter(|hunk| hunk.place == HunkPlace::At).collect();
    let words = if has_same_words { ", but none of its words" } else { "" };
    if let ([], Some(gone)) = (&here[..], hunks.first()) {
        return format!("something {} was taken out{words}", position(source, gone));
    }
    let places: Vec<String> = here.iter().take(PLACES).map(|hunk| position(source, hunk)).collect();
    let more = here.len().saturating_sub(PLACES);
    let more = if more > 0 { format!(" and {}", count(more, "more place")) } else { String::new() };
    format!("{}{more} changed{words}", places.join(", "))
}

/// Each place with the lines that came or went there, and those that came or went elsewhere.
fn each(source: &str, hunks: &[&Hunk], elsewhere: i64) -> String {
    let listed = hunks.iter().take(PLACES);
    let mut parts: Vec<String> = listed.map(|hunk| format!("{}: {}", at(source, hunk), signed(hunk.lines))).collect();
    let rest = hunks.get(PLACES..).unwrap_or_default();
    if !rest.is_empty() {
        let lines = rest.iter().map(|hunk| hunk.lines).sum();
        parts.push(format!("{}: {}", count(rest.len(), "more place"), signed(lines)));
    }
    if elsewhere != 0 {
        parts.push(format!("text that is as it was: {}", signed(elsewhere)));
    }
    parts.join("; ")
}

fn at(source: &str, hunk: &Hunk) -> String {
    let page = hunk.folio.map(|folio| format!("page {}, ", folio.0)).unwrap_or_default();
    format!("{page}{}", position(source, hunk))
}

fn position(source: &str, hunk: &Hunk) -> String {
    let relation = match hunk.place {
        HunkPlace::At => "",
        HunkPlace::Before => "before ",
        HunkPlace::After => "after ",
    };
    format!("{relation}`{source}:{}`", hunk.line)
}

/// The documents that a difference moved, to stand before what caused it; nothing when it moved none.
pub(super) fn moved(shifts: &[Shift]) -> String {
    let Some(first) = shifts.first() else { return String::new() };
    let more = shifts.len() - 1;
    let more = if more > 0 { format!(" and {} after it", count(more, "document")) } else { String::new() };
    let page = |page: Option<u32>| page.map_or("–".to_owned(), |page| page.to_string());
    format!("`{}` {} → {}{more}: ", short(&first.title), page(first.was), page(first.is))
}

/// A title by its beginning and its end.
fn short(title: &str) -> String {
    let characters: Vec<char> = title.chars().collect();
    if characters.len() <= LONG {
        return title.to_owned();
    }
    let (head, tail) = (&characters[..LONG - 5], &characters[characters.len() - 4..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

fn signed(lines: i64) -> String {
    if lines == 0 { "±0".to_owned() } else { format!("{lines:+}") }
}
