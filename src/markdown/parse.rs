//! From comrak's tree to ours: every construct is taken over or reported with its place.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use comrak::nodes::{AstNode, NodeHeading, NodeValue, Sourcepos, TableAlignment};
use comrak::{Arena, Options};

use super::table::{self, Alignment, RawCell};
use super::{
    Block, BlockKind, Document, Inline, InlineKind, Lead, Ordinal, attachment_note, inline, parts, plain, regulation,
    slips, table_lines,
};
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::place::{Place, SourceFile};

/// Blocks nest in blocks, and marks in marks, no deeper than this; no document does, and each level costs stack.
pub(super) const MAX_DEPTH: usize = 24;

/// Bytes of footnotes beyond those of the document, where some are marked several times.
const MOST_REPEATED: usize = 1_000_000;

/// Reads the Markdown in the bytes `body` of `file`. A text is read once in the life of the program, whatever its file is called.
pub fn parse(file: &SourceFile, body: Range<usize>, diagnostics: &mut Diagnostics) -> Arc<Document> {
    let (document, found) = &*parsed(file.text(), body.start, body.end);
    diagnostics.append_of(found, file.shown());
    document.clone()
}

/// What the bytes from `start` to `end` of a text say, and what was found in them, as if in a file without a name.
#[comemo::memoize]
fn parsed(text: &str, start: usize, end: usize) -> Arc<(Arc<Document>, Diagnostics)> {
    let (file, mut diagnostics) = (SourceFile::new("", text), Diagnostics::default());
    let document = read(&file, start..end, &mut diagnostics);
    Arc::new((Arc::new(document), diagnostics))
}

fn read(file: &SourceFile, body: Range<usize>, diagnostics: &mut Diagnostics) -> Document {
    let source = &file.text()[body.clone()];
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, source, &options());
    let mut reader = Reader::new(file, body.start, source, diagnostics);
    reader.collect_footnotes(root);
    let blocks = reader.blocks(root, 0);
    reader.report_unprinted_lines();
    let document = parts::split(file, blocks, reader.diagnostics);
    let parts = document.parts.iter().map(|part| &part.blocks);
    for last in std::iter::once(&document.text).chain(parts).filter_map(|blocks| blocks.last()) {
        // It would make a page with nothing on it but its number.
        if last.kind == BlockKind::PageBreak && !document.is_empty() {
            let (message, help) = (message!("page-break-last"), message!("page-break-last.help"));
            diagnostics.error("unsupported", file.place(last.range.clone()), message, help);
        }
    }
    document
}

/// What of Markdown is read beside CommonMark.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.description_lists = true;
    // Closing bold after 。and before a Han character is no emphasis in plain CommonMark.
    options.extension.cjk_friendly_emphasis = true;
    options
}

/// Walks comrak's tree of one file.
pub(super) struct Reader<'a> {
    /// The document.
    pub(super) file: &'a SourceFile,
    /// Byte offset in the file of each line of the Markdown.
    lines: Vec<usize>,
    /// For each line of the Markdown, whether something on it was taken over or reported.
    seen: Vec<bool>,
    /// Definitions by name.
    footnotes: HashMap<String, &'a AstNode<'a>>,
    /// Marks of footnotes whose definition has a full-width colon.
    pub(super) wide_footnotes: HashSet<&'a str>,
    /// Bytes that footnotes may still come to, each counted wherever it is marked.
    footnote_bytes: usize,
    /// Whether a footnote is being read, to notice one inside another.
    pub(super) within_footnote: bool,
    /// Where mistakes go.
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    fn new(file: &'a SourceFile, base: usize, source: &str, diagnostics: &'a mut Diagnostics) -> Self {
        let starts = source.match_indices('\n').map(|(at, _)| base + at + 1);
        let lines: Vec<usize> = std::iter::once(base).chain(starts).collect();
        let seen = vec![false; lines.len()];
        Self {
            file,
            lines,
            seen,
            footnotes: HashMap::new(),
            wide_footnotes: slips::wide_footnotes(file.text()),
            footnote_bytes: source.len() + MOST_REPEATED,
            within_footnote: false,
            diagnostics,
        }
    }

    /// The bytes of the file that a node covers.
    pub(super) fn range(&self, position: Sourcepos) -> Range<usize> {
        let length = self.file.text().len();
        let at = |line: usize| self.lines.get(line.saturating_sub(1)).copied().unwrap_or(length);
        let start = (at(position.start.line) + position.start.column.saturating_sub(1)).min(length);
        let end = (at(position.end.line) + position.end.column).clamp(start, length);
        self.file.text().floor_char_boundary(start)..self.file.text().ceil_char_boundary(end)
    }

    /// The place of a node.
    pub(super) fn place(&self, position: Sourcepos) -> Place {
        self.file.place(self.range(position))
    }

    fn collect_footnotes(&mut self, root: &'a AstNode<'a>) {
        for node in root.children() {
            if let NodeValue::FootnoteDefinition(definition) = &node.data.borrow().value {
                self.footnotes.insert(definition.name.clone(), node);
            }
        }
    }

    /// The blocks of a footnote that is marked at `position`.
    pub(super) fn footnote(&mut self, name: &str, position: Sourcepos) -> Vec<Block> {
        if self.within_footnote {
            let message = message!("footnote-in-footnote");
            self.diagnostics.error("unsupported", self.place(position), message, message!("footnote-in-footnote.help"));
            return Vec::new();
        }
        let Some(definition) = self.footnotes.get(name).copied() else { return Vec::new() };
        let length = self.range(definition.data.borrow().sourcepos).len();
        if length > self.footnote_bytes {
            if std::mem::replace(&mut self.footnote_bytes, 0) == 0 {
                return Vec::new();
            }
            let message = message!("footnotes-repeated");
            self.diagnostics.error("too-large", self.place(position), message, message!("footnotes-repeated.help"));
            return Vec::new();
        }
        self.footnote_bytes -= length;
        self.within_footnote = true;
        let blocks = self.blocks(definition, 0);
        self.within_footnote = false;
        blocks
    }

    /// The blocks within a node, `depth` levels down; lines that belong to a table go to it.
    pub(super) fn blocks(&mut self, parent: &'a AstNode<'a>, depth: usize) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut above = Vec::new();
        let is_nested = depth > 0 || self.within_footnote;
        for node in parent.children() {
            if !is_nested && let Some(mut lines) = table_lines::above(self, node) {
                self.see(node.data.borrow().sourcepos);
                above.append(&mut lines);
                continue;
            }
            if let Some(Block { kind: BlockKind::Table(table), .. }) = blocks.last_mut()
                && let Some(line) = table_lines::below(self, node)
            {
                self.see(node.data.borrow().sourcepos);
                table.below.push(line);
                continue;
            }
            let lines = std::mem::take(&mut above);
            let mut block = self.block(node, depth);
            if let Some(Block { kind: BlockKind::Table(table), .. }) = &mut block {
                table.above = lines;
            }
            blocks.extend(block);
        }
        blocks
    }

    fn block(&mut self, node: &'a AstNode<'a>, depth: usize) -> Option<Block> {
        let data = node.data.borrow();
        let position = data.sourcepos;
        let range = self.range(position);
        if depth > MAX_DEPTH {
            self.report_depth(position);
            self.see(position);
            return None;
        }
        if !is_container(&data.value) {
            self.see(position);
        }
        let is_nested = depth > 0 || self.within_footnote;
        if is_nested && matches!(data.value, NodeValue::Heading(_) | NodeValue::Table(_)) {
            let message = message!("nested-block");
            let help = message!("nested-block.help");
            self.diagnostics.error("unsupported", self.file.place(range), message, help);
            return None;
        }
        let kind = match &data.value {
            NodeValue::Paragraph => return self.paragraph(node, range),
            NodeValue::Heading(heading) => self.heading(node, heading, position)?,
            NodeValue::List(list) => self.list(node, list, depth),
            NodeValue::DescriptionList => self.definitions(node, depth),
            NodeValue::BlockQuote => BlockKind::Quote(self.blocks(node, depth + 1)),
            NodeValue::Table(table) => self.table(node, table.alignments.iter().map(alignment).collect())?,
            NodeValue::HtmlBlock(html) if is_page_break(&html.literal) && !is_nested => BlockKind::PageBreak,
            // Read where its mark stands.
            NodeValue::FootnoteDefinition(_) => return None,
            other => {
                self.report_unsupported(other, position);
                return None;
            }
        };
        Some(Block { range, kind })
    }

    fn paragraph(&mut self, node: &'a AstNode<'a>, range: Range<usize>) -> Option<Block> {
        if let Some(figure) = self.figure(node) {
            return figure.map(|kind| Block { range, kind });
        }
        slips::report_paragraph(self.file, &range, self.diagnostics);
        let source = &self.file.text()[range.clone()];
        if let Some(indent) =
            source.strip_suffix(source.trim_start_matches('\u{3000}')).filter(|indent| !indent.is_empty())
        {
            self.diagnostics.error(
                "typed-indent",
                self.file.place(range.start..range.start + indent.len()),
                message!("typed-indent"),
                message!("typed-indent.help"),
            );
        }
        if attachment_note::is_note(source) {
            let lines = inline::split_lines(inline::read(self, node, inline::Soft::Break));
            return attachment_note::read(lines).map(|note| Block { range, kind: BlockKind::AttachmentNote(note) });
        }
        let begins_article = regulation::begins_article(source);
        let mut body = inline::read(self, node, inline::Soft::Join);
        let lead = if begins_article { regulation::take_label(&mut body) } else { lead(&mut body) };
        Some(Block { range, kind: BlockKind::Paragraph { lead, body } })
    }

    fn heading(&mut self, node: &'a AstNode<'a>, heading: &NodeHeading, position: Sourcepos) -> Option<BlockKind> {
        let level = heading.level;
        if heading.setext && level == 2 {
            let message = message!("dashes-heading");
            let help = message!("dashes-heading.help");
            self.diagnostics.error("unsupported", self.place(position), message, help);
            return None;
        }
        if level == 6 {
            let message = message!("heading-too-low");
            let help = message!("heading-too-low.help");
            self.diagnostics.error("unsupported", self.place(position), message, help);
            return None;
        }
        // Level 1 goes out as level 0: it is taken up by `parts`, whose title keeps the lines as typed.
        let soft = if level == 1 { inline::Soft::Break } else { inline::Soft::Join };
        let mut body = inline::read(self, node, soft);
        if plain(&body).trim().is_empty() {
            let message = message!("heading-wordless");
            self.diagnostics.error("empty-heading", self.place(position), message, message!("heading-wordless.help"));
            return None;
        }
        let ordinal = Ordinal::of_heading(level - 1, &plain(&body));
        if ordinal.is_legal() && level > 1 {
            regulation::part_label(&mut body);
        } else if level > 1 {
            slips::report_unparted(self.file, &self.range(position), &plain(&body), self.diagnostics);
        }
        Some(BlockKind::Heading { level: level - 1, ordinal, body })
    }

    fn table(&mut self, node: &'a AstNode<'a>, alignment: Vec<Option<Alignment>>) -> Option<BlockKind> {
        let mut rows = Vec::new();
        let mut is_sound = true;
        for row in node.children() {
            let position = row.data.borrow().sourcepos;
            let typed = cells_in(&self.file.text()[self.range(position)]);
            if typed != alignment.len() {
                let message = message!("ragged-table", typed, columns = alignment.len());
                let help = message!("ragged-table.help");
                self.diagnostics.error("ragged-table", self.place(position), message, help);
                is_sound = false;
            }
            let cells = row.children().map(|cell| {
                let range = self.range(cell.data.borrow().sourcepos);
                let source = self.file.text()[range.clone()].trim().trim_matches('|').trim().to_owned();
                let is_mark = source == "<" || source == "^";
                let body = if is_mark { Vec::new() } else { inline::read(self, cell, inline::Soft::Cell) };
                RawCell { range, source, body }
            });
            rows.push(cells.collect());
        }
        if !is_sound {
            return None;
        }
        match table::merge(rows, alignment) {
            Ok(table) => {
                let head = table.cells.iter().filter(|cell| cell.y < table.head_rows);
                for cell in
                    head.filter(|cell| cell.body.iter().any(|inline| inline.has_footnote() || inline.has_link()))
                {
                    let message = message!("table-head-mark");
                    let help = message!("table-head-mark.help");
                    self.diagnostics.error("unsupported", self.file.place(cell.range.clone()), message, help);
                }
                Some(BlockKind::Table(table))
            }
            Err(misfits) => {
                for misfit in misfits {
                    self.diagnostics.error("merged-cell", self.file.place(misfit.range), misfit.message, misfit.help);
                }
                None
            }
        }
    }

    /// Reports a construct that is not taken over.
    pub(super) fn report_unsupported(&mut self, value: &NodeValue, position: Sourcepos) {
        let (message, help) = unsupported(value);
        self.diagnostics.error("unsupported", self.place(position), message, help);
    }

    /// Reports a node that is nested too deeply.
    pub(super) fn report_depth(&mut self, position: Sourcepos) {
        let help = message!("too-deep.help");
        self.diagnostics.error("too-deep", self.place(position), message!("too-deep"), help);
    }

    /// Notes that the lines of a node are taken over or reported.
    pub(super) fn see(&mut self, position: Sourcepos) {
        let last = position.end.line.min(self.seen.len());
        let first = position.start.line.saturating_sub(1).min(last);
        self.seen[first..last].fill(true);
    }

    /// Reports what comrak takes out of the text without leaving a node: definitions of links, unused footnotes.
    fn report_unprinted_lines(&mut self) {
        let text = self.file.text();
        let is_mark = |c: char| c.is_whitespace() || ">-*+.)".contains(c) || c.is_ascii_digit();
        for (index, &start) in self.lines.iter().enumerate() {
            let end = self.lines.get(index + 1).map_or(text.len(), |next| next - 1).max(start);
            let words = text[start..end].trim_start_matches(is_mark);
            if self.seen[index] || words.is_empty() {
                continue;
            }
            let (message, help) = if words.starts_with("[^") {
                let help = message!("footnote-unmarked.help");
                (message!("footnote-unmarked"), help)
            } else if words.starts_with(':') {
                let help = message!("definition-termless.help");
                (message!("definition-termless"), help)
            } else {
                let help = message!("line-unprinted.help");
                (message!("line-unprinted"), help)
            };
            self.diagnostics.error("unprinted-line", self.file.place(start..end), message, help);
        }
    }
}

/// Takes the bold words that running text begins with, a run-in heading.
fn lead(body: &mut Vec<Inline>) -> Option<Lead> {
    let Some(Inline { kind: InlineKind::Strong(_), .. }) = body.first() else { return None };
    let Inline { range, kind: InlineKind::Strong(words) } = body.remove(0) else { return None };
    let mut lead = Lead { range, ordinal: Ordinal::of(&plain(&words)), body: words };
    if lead.ordinal == Ordinal::Article {
        regulation::part_lead(&mut lead, body);
    }
    Some(lead)
}

/// Whether a node has nothing of its own but blocks, whose lines are seen one by one.
fn is_container(value: &NodeValue) -> bool {
    use NodeValue::{BlockQuote, DescriptionList, FootnoteDefinition, Item, List};
    matches!(value, List(_) | Item(_) | DescriptionList | BlockQuote | FootnoteDefinition(_))
}

/// What the row of dashes says of a column.
fn alignment(alignment: &TableAlignment) -> Option<Alignment> {
    match alignment {
        TableAlignment::None => None,
        TableAlignment::Left => Some(Alignment::Left),
        TableAlignment::Center => Some(Alignment::Center),
        TableAlignment::Right => Some(Alignment::Right),
    }
}

/// How many cells a row of a GFM table has as typed.
pub(crate) fn cells_in(row: &str) -> usize {
    let row = row.trim();
    let mut strokes = 0;
    let mut is_escaped = false;
    for byte in row.bytes() {
        strokes += usize::from(byte == b'|' && !is_escaped);
        is_escaped = byte == b'\\' && !is_escaped;
    }
    let opens = row.starts_with('|');
    let closes = row.len() > 1 && row.ends_with('|') && !row.ends_with("\\|");
    strokes + 1 - usize::from(opens) - usize::from(closes)
}

/// Whether a comment asks for a new page; it is the only HTML that is taken.
fn is_page_break(html: &str) -> bool {
    let comment = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    comment.is_some_and(|words| words.trim() == "分页")
}

/// What is said of a construct, and what to write instead.
fn unsupported(value: &NodeValue) -> (Message, Message) {
    match value {
        NodeValue::HtmlBlock(_) => (message!("raw-html"), message!("raw-html.help")),
        NodeValue::HtmlInline(_) => (message!("raw-html"), message!("html-inline.help")),
        NodeValue::CodeBlock(block) if !block.fenced => (message!("indented-code"), message!("indented-code.help")),
        NodeValue::CodeBlock(_) => (message!("code-block"), message!("code-block.help")),
        NodeValue::Code(_) => (message!("code-inline"), message!("code-inline.help")),
        NodeValue::ThematicBreak => (message!("rule-across"), message!("rule-across.help")),
        NodeValue::Image(_) => (message!("picture-in-paragraph"), message!("picture-in-paragraph.help")),
        _ => (message!("construct-unknown"), message!("construct-unknown.help")),
    }
}

#[cfg(test)]
mod tests {
    use super::cells_in;

    #[test]
    fn counts_the_cells_of_a_row_as_typed() {
        assert_eq!(cells_in("| a | b |"), 2);
        assert_eq!(cells_in("a | b | c"), 3);
        assert_eq!(cells_in("| a \\| b | c |"), 2);
        assert_eq!(cells_in("| |"), 1);
    }
}
