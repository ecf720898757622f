//! Markdown: one blank line between blocks, no blanks at the ends of lines, one after `#`, `-` before the items of a list.

use super::table;
use crate::markdown::{Typed, TypedKind, typed};

/// What ends a line and is not seen; a full-width blank is a character of the text.
const BLANKS: [char; 2] = [' ', '\t'];

/// The text below the front matter as it should be written, with the blank line above it.
pub(super) fn formatted(source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let typed = typed(source);
    let starts = typed.blocks.first().map_or(lines.len(), |block| block.lines.start);
    // Something that no block has; nothing is certain then.
    if lines[..starts].iter().any(|line| !is_blank(line)) {
        return source.to_owned();
    }
    let bullets = bullets(&lines, &typed);
    let mut text = String::new();
    for block in &typed.blocks {
        let own = &lines[block.lines.clone()];
        let own = &own[..own.iter().rposition(|line| !is_blank(line)).map_or(0, |last| last + 1)];
        let lines = match block.kind {
            TypedKind::Heading => own.iter().map(|line| heading(line)).collect(),
            TypedKind::Table => {
                table::formatted(own).unwrap_or_else(|| own.iter().map(|line| (*line).to_owned()).collect())
            }
            TypedKind::Other => {
                let numbered = own.iter().enumerate().map(|(index, line)| (block.lines.start + index, *line));
                let lines = numbered.map(|(at, line)| {
                    let line = with_dash(line, bullets.iter().filter(|(line, _)| *line == at).map(|(_, byte)| *byte));
                    if typed.broken.contains(&at) { broken(&line) } else { trimmed(&line) }
                });
                without_gaps(lines)
            }
        };
        for line in [String::new()].iter().chain(&lines) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

fn is_blank(line: &str) -> bool {
    line.trim_matches(BLANKS).is_empty()
}

/// A line without blanks at its end, unless the sign before them would make something else of the end of the line.
fn trimmed(line: &str) -> String {
    let words = line.trim_end_matches(BLANKS);
    if ends_in_escape(words) { line.to_owned() } else { words.to_owned() }
}

/// A line whose end is a new line in print.
fn broken(line: &str) -> String {
    let words = line.trim_end_matches(BLANKS);
    let blanks = &line[words.len()..];
    // Beside a stroke it could be the cell of a table.
    if blanks.is_empty() || blanks.contains('\t') || words.ends_with('\\') || words.contains('|') {
        line.to_owned()
    } else {
        format!("{words}\\")
    }
}

/// Whether the last sign is a `\` that no other `\` stands before.
fn ends_in_escape(words: &str) -> bool {
    let signs = words.len() - words.trim_end_matches('\\').len();
    !signs.is_multiple_of(2)
}

fn heading(line: &str) -> String {
    let line = trimmed(line);
    let from_mark = line.trim_start_matches(' ');
    let words = from_mark.trim_start_matches('#');
    let marks = &from_mark[..from_mark.len() - words.len()];
    format!("{marks} {}", words.trim_start_matches(BLANKS))
}

/// The bullets that become `-`: not those in a line that would then be a rule across the page.
fn bullets(lines: &[&str], typed: &Typed) -> Vec<(usize, usize)> {
    let is_other = |&&(line, byte): &&(usize, usize)| {
        matches!(lines.get(line).map(|text| text.as_bytes().get(byte)), Some(Some(b'*' | b'+')))
    };
    let is_rule =
        |&&(line, _): &&(usize, usize)| lines[line].chars().all(|c| "*+->".contains(c) || BLANKS.contains(&c));
    typed.bullets.iter().filter(is_other).filter(|bullet| !is_rule(bullet)).copied().collect()
}

fn with_dash(line: &str, bullets: impl Iterator<Item = usize>) -> String {
    let mut line = line.to_owned();
    for byte in bullets {
        line.replace_range(byte..=byte, "-");
    }
    line
}

/// The lines without a second blank one below a blank one.
fn without_gaps(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        if !line.is_empty() || kept.last().is_none_or(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    kept
}
