//! How differences are said.

use super::Shift;
use super::change::Change;
use super::hunk::{Hunk, HunkPlace};
use crate::language::Message;

/// So many places of one file are named.
const PLACES: usize = 4;
/// A title is cut to its first and its last characters where it has more than this.
const LONG: usize = 16;

/// What a document's own changes came to.
pub(super) fn changed(source: &str, change: &Change) -> Message {
    let weighty: Vec<&Hunk> = change.hunks.iter().filter(|hunk| hunk.lines != 0).collect();
    let lines = change.lines + change.elsewhere;
    let number = |number: i64| number.unsigned_abs() as usize;
    let what = match (lines, change.pages) {
        (1.., _) => message!("lock-grew", source = source, lines = number(lines)),
        (..0, _) => message!("lock-shrank", source = source, lines = number(lines)),
        (0, 1..) => message!("lock-more-pages", source = source, pages = number(change.pages)),
        (0, ..0) => message!("lock-fewer-pages", source = source, pages = number(change.pages)),
        (0, 0) if weighty.is_empty() => return touched(source, &change.hunks, change.has_same_words),
        (0, 0) => message!("lock-same-lines", source = source),
    };
    let places = match (&weighty[..], &change.hunks[..]) {
        ([only], _) if change.elsewhere == 0 => at(source, only),
        ([], [only]) if change.elsewhere == 0 => at(source, only),
        ([], all) => each(source, &all.iter().collect::<Vec<_>>(), change.elsewhere),
        (weighty, _) => each(source, weighty, change.elsewhere),
    };
    message!("lock-at", what, places)
}

/// Passages that were changed and take as many lines as before.
pub(super) fn touched(source: &str, hunks: &[Hunk], has_same_words: bool) -> Message {
    let here: Vec<&Hunk> = hunks.iter().filter(|hunk| hunk.place == HunkPlace::At).collect();
    let clause = if let ([], Some(gone)) = (&here[..], hunks.first()) {
        message!("lock-gone", place = position(source, gone))
    } else {
        let places: Vec<Message> = here.iter().take(PLACES).map(|hunk| position(source, hunk)).collect();
        let places = Message::joined(&places, [", ", "、"]);
        match here.len().saturating_sub(PLACES) {
            0 => message!("lock-touched", places),
            more => message!("lock-touched-more", places, more),
        }
    };
    if has_same_words { message!("lock-same-words", clause) } else { clause }
}

/// Each place with the lines that came or went there, and those that came or went elsewhere.
fn each(source: &str, hunks: &[&Hunk], elsewhere: i64) -> Message {
    let listed = hunks.iter().take(PLACES);
    let at = |hunk: &&Hunk| message!("lock-lines-at", place = at(source, hunk), lines = signed(hunk.lines));
    let mut parts: Vec<Message> = listed.map(at).collect();
    let rest = hunks.get(PLACES..).unwrap_or_default();
    if !rest.is_empty() {
        let lines = rest.iter().map(|hunk| hunk.lines).sum();
        parts.push(message!("lock-lines-more", more = rest.len(), lines = signed(lines)));
    }
    if elsewhere != 0 {
        parts.push(message!("lock-lines-elsewhere", lines = signed(elsewhere)));
    }
    Message::joined(&parts, ["; ", "；"])
}

fn at(source: &str, hunk: &Hunk) -> Message {
    let place = position(source, hunk);
    match hunk.folio {
        Some(folio) => message!("lock-page-place", page = folio.0, place),
        None => place,
    }
}

fn position(source: &str, hunk: &Hunk) -> Message {
    let place = format!("`{source}:{}`", hunk.line);
    match hunk.place {
        HunkPlace::At => Message::verbatim(place),
        HunkPlace::Before => message!("lock-before", place),
        HunkPlace::After => message!("lock-after", place),
    }
}

/// What caused something, behind the documents that it moved, if it moved any.
pub(super) fn moved(shifts: &[Shift], cause: Message) -> Message {
    let Some(first) = shifts.first() else { return cause };
    let page = |page: Option<u32>| page.map_or("–".to_owned(), |page| page.to_string());
    let (title, was, now) = (short(&first.title), page(first.was), page(first.is));
    match shifts.len() - 1 {
        0 => message!("lock-moved", title, was, now, cause),
        more => message!("lock-moved-more", title, was, now, more, cause),
    }
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
