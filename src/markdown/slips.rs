//! What Markdown does in silence and an editor did not mean: marks that stay text, and text that is taken for a mark.

use std::collections::HashSet;
use std::ops::Range;

use super::ordinal::legal;
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::place::SourceFile;

/// A message and its help.
type Told = fn() -> [Message; 2];

/// Signs that are left in the text only when a mark was mistyped; each with what it is and what to do.
const LEFT_OVER: [(&str, Told); 4] = [
    ("**", || [message!("asterisks-left"), message!("asterisks-left.help")]),
    ("~~", || [message!("strike-through"), message!("strike-through.help")]),
    ("](", || [message!("link-not-read"), message!("link-not-read.help")]),
    ("![", || [message!("picture-not-read"), message!("picture-not-read.help")]),
];

/// Reports marks that stayed text in the piece of text at `range`.
///
/// `wide` are the marks of footnotes whose definition has a full-width colon.
pub(super) fn report_left_over(
    file: &SourceFile,
    range: &Range<usize>,
    wide: &HashSet<&str>,
    diagnostics: &mut Diagnostics,
) {
    let source = &file.text()[range.clone()];
    for (sign, words) in LEFT_OVER {
        if let Some(at) = find_unescaped(source, sign) {
            let place = file.place(range.start + at..range.start + at + sign.len());
            let [message, help] = words();
            diagnostics.error("left-over-mark", place, message, help);
        }
    }
    let mut from = 0;
    while let Some(at) = find_unescaped(&source[from..], "[^").map(|at| from + at) {
        from = at + "[^".len();
        // The next mark begins where this one has no end.
        let Some(end) = source[from..].find([']', '[']).map(|end| from + end) else { break };
        if source[end..].starts_with('[') {
            continue;
        }
        let mark = &source[at..=end];
        let place = file.place(range.start + at..range.start + at + mark.len());
        let before = &file.text()[..range.start + at];
        if source[end + 1..].starts_with('：') && (before.is_empty() || before.ends_with('\n')) {
            let help = message!("footnote-colon.help", mark);
            diagnostics.error("no-footnote", place, message!("footnote-colon"), help);
            continue;
        }
        // The footnote is there, and what is wrong with it is told at its line.
        if wide.contains(mark) {
            continue;
        }
        let help = message!("footnote-absent.help", mark);
        diagnostics.error("no-footnote", place, message!("footnote-absent", mark), help);
    }
}

/// The marks of footnotes whose definition has a full-width colon, so that it is none.
pub(super) fn wide_footnotes(text: &str) -> HashSet<&str> {
    let lines = text.lines().filter(|line| line.starts_with("[^"));
    lines.filter_map(|line| line.split_once("]：").map(|(mark, _)| &line[..=mark.len()])).collect()
}

/// Reports a paragraph that was meant to be a heading or a table, or whose beginning Markdown does not print.
pub(super) fn report_paragraph(file: &SourceFile, range: &Range<usize>, diagnostics: &mut Diagnostics) {
    let source = &file.text()[range.clone()];
    let first_line = range.start..range.start + source.find('\n').unwrap_or(source.len());
    let hashes = source.len() - source.trim_start_matches('#').len();
    let wide = source.chars().take_while(|c| ['#', '＃'].contains(c)).count();
    if wide > hashes {
        let help = message!("full-width-signs.help", hashes = "#".repeat(wide));
        diagnostics.error("no-heading", file.place(first_line), message!("full-width-signs"), help);
    } else if source.starts_with('｜') && source.contains('\n') {
        diagnostics.error(
            "no-table",
            file.place(first_line),
            message!("full-width-strokes"),
            message!("full-width-strokes.help"),
        );
    } else if (1..=6).contains(&hashes) {
        let help = message!("heading-not-read.help", hashes = &source[..hashes]);
        diagnostics.error("no-heading", file.place(first_line), message!("heading-not-read"), help);
    } else if source.starts_with('|') && source.contains('\n') {
        let help = message!("table-not-read.help");
        diagnostics.error("no-table", file.place(first_line), message!("table-not-read"), help);
    } else if defines_link(source) {
        let help = message!("line-unprinted.help");
        diagnostics.error("unprinted-line", file.place(first_line), message!("line-unprinted"), help);
    }
}

/// Reports a heading that begins with 第一章 but has no blank after it, so that it is not read as one.
pub(super) fn report_unparted(file: &SourceFile, range: &Range<usize>, words: &str, diagnostics: &mut Diagnostics) {
    let Some((label, _)) = legal(words.trim_start()) else { return };
    let label = &words.trim_start()[label];
    let message = message!("label-not-read", label);
    diagnostics.warning("unparted-label", file.place(range.clone()), message, message!("label-not-read.help", label));
}

/// Reports `*` within a word or a number, as in 3*4*5, which Markdown takes for emphasis and does not print.
pub(super) fn report_within_word(file: &SourceFile, range: &Range<usize>, diagnostics: &mut Diagnostics) {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let text = file.text();
    let marked = text[range.clone()].trim_matches(['*', '_']);
    let opens_within = is_word(text[..range.start].chars().next_back()) && is_word(marked.chars().next());
    let closes_within = is_word(marked.chars().next_back()) && is_word(text[range.end..].chars().next());
    if opens_within || closes_within {
        let help = message!("asterisks-unprinted.help");
        diagnostics.error("hidden-asterisk", file.place(range.clone()), message!("asterisks-unprinted"), help);
    }
}

/// Whether a paragraph begins with `[…]:`, which Markdown takes away without a word, over several lines too.
fn defines_link(source: &str) -> bool {
    source
        .strip_prefix('[')
        .filter(|label| !label.starts_with('^'))
        .is_some_and(|label| find_unescaped(label, "]").is_some_and(|at| label[at + 1..].starts_with(':')))
}

fn find_unescaped(source: &str, sign: &str) -> Option<usize> {
    let mut found = source.match_indices(sign).map(|(at, _)| at);
    found.find(|&at| {
        let backslashes = source[..at].len() - source[..at].trim_end_matches('\\').len();
        backslashes.is_multiple_of(2)
    })
}
