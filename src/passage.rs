//! The passages of a document's file: what an editor sees as one piece, and two versions of a file are compared by.

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::manifest::FrontMatter;
use crate::markdown::{self, Block, BlockKind, Inline, InlineKind, Table};
use crate::place::SourceFile;

/// A paragraph, a heading, an item of a list, a row of a table, a picture, a footnote, or a line of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Bytes in the file: whole lines, with the marks of Markdown before and behind the words, but without the last line end.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PassageKind,
}

/// What is printed of a passage, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassageKind {
    /// A line of the front matter; templates say what is printed of it.
    Element,
    /// Its lines stand below each other.
    Text,
    /// A row of a table, whose cells stand beside each other.
    Row {
        /// In the order typed.
        cells: Vec<RowCell>,
        /// Whether it belongs to the head, which is printed anew on every page.
        is_head: bool,
    },
}

/// A cell that begins in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowCell {
    /// Bytes in the file.
    pub range: Range<usize>,
    /// How many rows it covers, at least 1.
    pub rowspan: usize,
}

/// The passages of a document in the order of its file; what they leave out prints nothing.
pub(crate) fn passages(file: &SourceFile, body: &markdown::Document) -> Vec<Passage> {
    let mut collector = Collector { text: file.text(), passages: Vec::new() };
    if let Some(split) = FrontMatter::split(file, &mut Diagnostics::default()) {
        let start = split.toml.offset;
        collector.lines(start..start + split.toml.text.len(), |_| PassageKind::Element);
    }
    body.text.iter().for_each(|block| collector.block(block));
    for part in &body.parts {
        collector.words(&part.range, part.label.iter().flatten().chain(part.title.iter().flatten()));
        part.blocks.iter().for_each(|block| collector.block(block));
    }
    collector.finish()
}

/// The lines of `range` that are not blank, each without the blanks at its end.
pub(crate) fn line_ranges(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    let lines = text[range].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    });
    lines.filter(|line| !line.is_empty())
}

struct Collector<'a> {
    text: &'a str,
    passages: Vec<Passage>,
}

impl Collector<'_> {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { body, .. } | BlockKind::Remark(body) => self.words(&block.range, body),
            BlockKind::Paragraph { lead, body } => {
                self.words(&block.range, lead.iter().flat_map(|lead| &lead.body).chain(body));
            }
            BlockKind::Contents { title, lines } => {
                title.iter().for_each(|title| self.push(&title.range));
                lines.iter().for_each(|line| self.push(&line.range));
            }
            BlockKind::AttachmentNote(note) => {
                self.push(&note.label.range);
                note.items.iter().for_each(|item| self.words(&item.range, &item.name));
            }
            BlockKind::List { items, .. } => items.iter().flatten().for_each(|block| self.block(block)),
            BlockKind::Definitions(definitions) => definitions.iter().for_each(|definition| {
                self.words(&definition.range, &definition.term);
                definition.body.iter().for_each(|block| self.block(block));
            }),
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| self.block(block)),
            BlockKind::Table(table) => self.table(table, &block.range),
            BlockKind::Figure { .. } | BlockKind::PageBreak => self.push(&block.range),
        }
    }

    /// A passage, and after it the footnotes that are marked in it.
    fn words<'a>(&mut self, range: &Range<usize>, inlines: impl IntoIterator<Item = &'a Inline>) {
        self.push(range);
        self.footnotes(inlines);
    }

    fn footnotes<'a>(&mut self, inlines: impl IntoIterator<Item = &'a Inline>) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Footnote(blocks) => blocks.iter().for_each(|block| self.block(block)),
                InlineKind::Strong(body) | InlineKind::Emph(body) | InlineKind::Link { body, .. } => {
                    self.footnotes(body);
                }
                InlineKind::Text(_) | InlineKind::Break => {}
            }
        }
    }

    fn table(&mut self, table: &Table, range: &Range<usize>) {
        table.above.iter().chain(&table.below).for_each(|line| self.words(&line.range, &line.body));
        let dashes = self.text[range.clone()].find('\n').map_or(range.end, |at| range.start + at + 1);
        self.lines(range.clone(), |line| {
            if line.start == dashes {
                return PassageKind::Text;
            }
            // Cells are in the order of the file.
            let first = table.cells.partition_point(|cell| cell.range.start < line.start);
            let begin_here = || table.cells[first..].iter().take_while(|cell| cell.range.start < line.end);
            let cells = begin_here().map(|cell| RowCell { range: cell.range.clone(), rowspan: cell.rowspan });
            let is_head = begin_here().any(|cell| cell.y < table.head_rows);
            PassageKind::Row { cells: cells.collect(), is_head }
        });
        table.cells.iter().for_each(|cell| self.footnotes(&cell.body));
    }

    /// A passage for each line in `range`.
    fn lines(&mut self, range: Range<usize>, kind: impl Fn(&Range<usize>) -> PassageKind) {
        let lines = line_ranges(self.text, range);
        self.passages.extend(lines.map(|range| Passage { kind: kind(&range), range }));
    }

    fn push(&mut self, range: &Range<usize>) {
        let start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let last = self.text[..range.end].trim_end().len().max(range.start);
        let end = self.text[last..].find('\n').map_or(self.text.len(), |at| last + at);
        let end = start + self.text[start..end].trim_end().len();
        self.passages.push(Passage { range: start..end, kind: PassageKind::Text });
    }

    /// Those that share a line, such as a label and the name behind it, are one.
    fn finish(mut self) -> Vec<Passage> {
        self.passages.sort_by_key(|passage| passage.range.start);
        let mut whole: Vec<Passage> = Vec::with_capacity(self.passages.len());
        for passage in self.passages {
            match whole.last_mut().filter(|last| passage.range.start < last.range.end) {
                Some(last) => last.range.end = last.range.end.max(passage.range.end),
                None => whole.push(passage),
            }
        }
        whole
    }
}
