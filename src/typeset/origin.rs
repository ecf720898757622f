//! Where words come from that a template printed: Typst knows only the template.

use std::ops::Range;

use crate::glyphs;
use crate::place::{Place, SourceFile};
use crate::source::{ISSUE_FILE, IssueDir};

/// The value in the TOML that holds `words`: in the front matter of `document`, a file of the issue, if it has one, else in `issue.toml` or
/// `gazette.toml`, else in any document. Where several do it is the longest, since what is too long is looked for.
pub(super) fn of(words: &str, document: Option<&str>, dir: &IssueDir) -> Option<Place> {
    let words = bare(words);
    if words.is_empty() {
        return None;
    }
    let own = document.and_then(|path| dir.texts.get(path));
    let shared = dir.texts.get(ISSUE_FILE).into_iter().chain(&dir.series);
    let in_files = |files: &mut dyn Iterator<Item = &SourceFile>| {
        let mut longest: Option<(usize, Place)> = None;
        for file in files {
            glyphs::each_element(file, &mut |range: &Range<usize>, text: &str| {
                let text = bare(text);
                if text.contains(&words) && longest.as_ref().is_none_or(|(length, _)| text.len() > *length) {
                    longest = Some((text.len(), file.place(range.clone())));
                }
            });
        }
        longest.map(|(_, place)| place)
    };
    in_files(&mut own.into_iter())
        .or_else(|| in_files(&mut shared.into_iter()))
        .or_else(|| in_files(&mut dir.texts.values()))
}

/// The line of a value of several lines that holds `words`; the value itself where none does alone.
pub(super) fn line(words: &str, value: Place, dir: &IssueDir) -> Place {
    let Some(file) = dir.file(&value.file) else { return value };
    let words = bare(words);
    let mut at = value.range.start;
    for line in file.text()[value.range.clone()].split_inclusive('\n') {
        if bare(line).contains(&words) {
            return file.place(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    value
}

/// Without what templates put between the lines and characters of a value.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '、').collect()
}
