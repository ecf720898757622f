//! Sections of `issue.toml` that have no document yet: an issue cannot have an empty section, so they wait as comments.

use std::ops::Range;

use toml_edit::{DocumentMut, Table, TableLike};

const HEADER: &str = "[[sections]]";

/// A section that waits.
struct Waiting {
    /// The bytes of its lines.
    lines: Range<usize>,
    /// Its lines without `#`.
    text: String,
    title: String,
}

/// The titles of all sections of an issue in their order, whether they have documents or wait for them.
pub(crate) fn titles(text: &str) -> Vec<String> {
    let Ok(toml) = wake_all(text).parse::<DocumentMut>() else { return Vec::new() };
    let titles =
        tables(toml.as_table()).into_iter().filter_map(|table| table.get("title")?.as_str().map(str::to_owned));
    titles.collect()
}

/// The tables of the sections, however they are written.
pub(super) fn tables(toml: &Table) -> Vec<&dyn TableLike> {
    let Some(item) = toml.get("sections") else { return Vec::new() };
    let inline = item.as_array().into_iter().flatten();
    let inline = inline.filter_map(|value| value.as_inline_table()).map(|table| table as &dyn TableLike);
    let plain = item.as_array_of_tables().into_iter().flatten().map(|table| table as &dyn TableLike);
    inline.chain(plain).collect()
}

/// The text with the section of this title no longer a comment, if it was one.
pub(super) fn wake(text: &str, title: &str) -> String {
    replace(text, waiting(text).into_iter().filter(|section| section.title == title).take(1))
}

/// The text with no section as a comment.
pub(super) fn wake_all(text: &str) -> String {
    replace(text, waiting(text).into_iter())
}

/// The text with all sections but the first as comments; each is on lines of its own, as TOML with `[[sections]]` is.
pub(super) fn put_to_wait(text: &str) -> String {
    let (mut seen, mut waits, mut out) = (0, false, String::new());
    for line in text.split_inclusive('\n') {
        let inner = line.trim();
        if inner.starts_with('[') {
            seen += usize::from(inner == HEADER);
            waits = inner == HEADER && seen > 1;
        }
        if waits && !inner.is_empty() && !inner.starts_with('#') {
            out.push_str("# ");
        }
        out.push_str(line);
    }
    out
}

fn replace(text: &str, sections: impl Iterator<Item = Waiting>) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for section in sections {
        out.push_str(&text[at..section.lines.start]);
        out.push_str(&section.text);
        at = section.lines.end;
    }
    out + &text[at..]
}

fn waiting(text: &str) -> Vec<Waiting> {
    let (mut found, mut at) = (Vec::new(), 0);
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let start = at;
        at += line.len();
        let Some(header) = uncommented(line).filter(|line| line.trim() == HEADER) else { continue };
        let mut block = header.to_owned();
        let is_key = |line: &str| line.starts_with("title") || line.starts_with("documents");
        while let Some(line) = lines.next_if(|line| uncommented(line).is_some_and(is_key)) {
            block.push_str(uncommented(line).unwrap_or_default());
            at += line.len();
        }
        let Ok(toml) = block.parse::<DocumentMut>() else { continue };
        let title = tables(toml.as_table()).first().and_then(|table| table.get("title")?.as_str().map(str::to_owned));
        if let Some(title) = title {
            found.push(Waiting { lines: start..at, text: block, title });
        }
    }
    found
}

/// What a line says behind its `#`.
fn uncommented(line: &str) -> Option<&str> {
    line.strip_prefix('#').map(|line| line.trim_start_matches([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "year = 2024\n\n[[sections]]\ntitle = \"甲\"\ndocuments = [\"a.md\"]\n\n# 说明\n# [[sections]]\n\
                        # title = \"乙\"\n# documents = []\n# 后记\n";

    #[test]
    fn a_section_waits_and_wakes() {
        assert_eq!(titles(TEXT), ["甲", "乙"]);
        let awake = wake(TEXT, "乙");
        assert_eq!(awake, TEXT.replace("# [[", "[[").replace("# title", "title").replace("# documents", "documents"));
        assert_eq!(put_to_wait(&awake), TEXT);
        assert_eq!(wake(TEXT, "丙"), TEXT);
    }
}
