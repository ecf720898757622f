//! Where something stands: a byte range in a file, and the line and column that a person is told.

use std::ops::Range;

/// Where a finding points: a file as the user named it, and a byte range in its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The path as printed in messages, with `/` between its parts.
    pub file: String,
    /// Bytes in the file's text; an empty range at 0 stands for the file as a whole.
    pub range: Range<usize>,
}

impl Place {
    /// The place of `range` (bytes) in `file`.
    pub fn new(file: impl Into<String>, range: Range<usize>) -> Self {
        Self { file: file.into(), range }
    }

    /// The file as a whole, for what is missing from it.
    pub fn whole(file: impl Into<String>) -> Self {
        Self::new(file, 0..0)
    }
}

/// A text file, as later steps and messages see it: UTF-8, without byte order mark, lines ended by `\n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as printed in messages.
    shown: String,
    text: String,
}

impl SourceFile {
    /// A file named `shown` in messages.
    pub fn new(shown: impl Into<String>, text: impl Into<String>) -> Self {
        Self { shown: shown.into(), text: text.into() }
    }

    /// The path as printed in messages.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A place in this file, in bytes of its text.
    pub fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.shown.clone(), range)
    }

    /// Line and column of a byte offset, both from 1, columns in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let before = &self.text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
    }

    /// The byte offset of a line and a column that count from 1, the column in bytes, as parsers tell it.
    pub(crate) fn offset(&self, line: usize, column: usize) -> usize {
        let before: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        self.text.floor_char_boundary(before + column.saturating_sub(1))
    }

    /// The bytes from an offset to the end of its line.
    pub(crate) fn line_from(&self, start: usize) -> Range<usize> {
        start..self.text[start..].find('\n').map_or(self.text.len(), |end| start + end)
    }

    /// The first line that `range` touches, to be shown in a message.
    pub(crate) fn excerpt(&self, range: &Range<usize>) -> Excerpt {
        let start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[range.start..].find('\n').map_or(self.text.len(), |at| range.start + at);
        Excerpt {
            text: self.text[start..end].to_owned(),
            line: self.text[..start].matches('\n').count() + 1,
            range: range.start - start..range.end.min(end).max(range.start) - start,
        }
    }
}

/// One line cut out of a file.
pub(crate) struct Excerpt {
    /// The line without its end.
    pub text: String,
    /// Its number, from 1.
    pub line: usize,
    /// The range within it, in bytes.
    pub range: Range<usize>,
}
