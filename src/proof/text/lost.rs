//! What of a Markdown file is neither text nor a mark of Markdown: lost, whatever parser lost it.

use std::ops::Range;

use super::sign::{Sign, signs};
use crate::place::SourceFile;

/// Finds what of the bytes `body` of a file is not among those that are printed and is no mark; each piece once.
pub(super) fn lost(file: &SourceFile, body: Range<usize>, printed: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut printed = printed.to_vec();
    printed.sort_by_key(|range| range.start);
    let mut printed = printed.iter().peekable();
    let mut lost: Vec<Range<usize>> = Vec::new();
    let text = file.text();
    let mut skip_to = body.start;
    for sign in signs(&text[body.clone()], body.start) {
        let range = sign.range.clone();
        while printed.next_if(|piece| piece.end <= range.start).is_some() {}
        let is_printed = printed.peek().is_some_and(|piece| piece.start < range.end);
        if is_printed || range.start < skip_to {
            continue;
        }
        if let Some(length) = mark(&text[body.start..range.start], &text[range.start..body.end]) {
            skip_to = range.start + length;
            continue;
        }
        // An escape is text.
        if sign.is_blank() || sign.typed.len() == 1 && sign.typed.chars().all(|c| c.is_ascii_punctuation()) {
            continue;
        }
        match lost.last_mut().filter(|last| last.end == range.start) {
            Some(last) => last.end = range.end,
            None => lost.push(range),
        }
    }
    lost
}

/// How long the mark is that a text begins with and that has more than signs: a number of a list, the name of a footnote, the
/// address of a link, a picture, a comment, a line break.
fn mark(before: &str, text: &str) -> Option<usize> {
    let up_to = |end: &str| text.find(end).map(|at| at + end.len());
    if text.starts_with("<!--") {
        return up_to("-->");
    }
    if text.starts_with("[^") {
        return up_to("]");
    }
    if text.starts_with("![") {
        return text.find("](").and_then(|at| Some(at + 1 + bracketed(&text[at + 1..])?));
    }
    if text.starts_with("](") {
        return bracketed(&text[1..]).map(|length| 1 + length);
    }
    if text.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
        return up_to(">");
    }
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let is_first = line.chars().all(|c| c.is_whitespace() || ">-*+:".contains(c) || c.is_ascii_digit() || c == '.');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = is_first && digits > 0 && text[digits..].starts_with(['.', ')']);
    is_number.then_some(digits + 1)
}

/// How long a text in round brackets is that begins a text; an address may have brackets of its own, in pairs or escaped.
fn bracketed(text: &str) -> Option<usize> {
    let mut depth = 0;
    for Sign { range, typed } in signs(text, 0) {
        match typed {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(range.end);
        }
    }
    None
}
