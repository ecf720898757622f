//! From comrak's tree to ours: every construct is taken over or reported with its place.

use std::collections::HashMap;
use std::ops::Range;

use comrak::nodes::{AstNode, ListDelimType, ListType, NodeHeading, NodeList, NodeValue, Sourcepos, TableAlignment};
use comrak::{Arena, Options};

use super::table::{self, Alignment, RawCell};
use super::{Block, BlockKind, Document, Inline, InlineKind, Lead, Ordinal, inline, parts, plain, slips, table_lines};
use crate::diag::Diagnostics;
use crate::place::{Place, SourceFile};

/// Blocks nest in blocks, and marks in marks, no deeper than this; no document does, and each level costs stack.
pub(super) const MAX_DEPTH: usize = 24;

/// Reads the Markdown in the bytes `body` of `file`.
pub fn parse(file: &SourceFile, body: Range<usize>, diagnostics: &mut Diagnostics) -> Document {
    let source = &file.text()[body.clone()];
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, source, &options());
    let mut reader = Reader::new(file, body.start, source, diagnostics);
    reader.collect_footnotes(root);
    let blocks = reader.blocks(root, 0);
    reader.report_unprinted_lines();
    parts::split(file, blocks, reader.diagnostics)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    // Closing bold after 。and before a Han character is no emphasis in plain CommonMark.
    options.extension.cjk_friendly_emphasis = true;
    options
}

/// Walks comrak's tree of one file.
pub(super) struct Reader<'a> {
    pub(super) file: &'a SourceFile,
    /// Byte offset in the file of each line of the Markdown.
    lines: Vec<usize>,
    /// For each line of the Markdown, whether something on it was taken over or reported.
    seen: Vec<bool>,
    /// Definitions by name.
    footnotes: HashMap<String, &'a AstNode<'a>>,
    /// Whether a footnote is being read, to notice one inside another.
    within_footnote: bool,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    fn new(file: &'a SourceFile, base: usize, source: &str, diagnostics: &'a mut Diagnostics) -> Self {
        let starts = source.match_indices('\n').map(|(at, _)| base + at + 1);
        let lines: Vec<usize> = std::iter::once(base).chain(starts).collect();
        let seen = vec![false; lines.len()];
        Self { file, lines, seen, footnotes: HashMap::new(), within_footnote: false, diagnostics }
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
            let message = "a footnote cannot stand inside a footnote";
            self.diagnostics.error("unsupported", self.place(position), message, "put its words into the text");
            return Vec::new();
        }
        let Some(definition) = self.footnotes.get(name).copied() else { return Vec::new() };
        self.within_footnote = true;
        let blocks = self.blocks(definition, 0);
        self.within_footnote = false;
        blocks
    }

    fn blocks(&mut self, parent: &'a AstNode<'a>, depth: usize) -> Vec<Block> {
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
        let is_container = matches!(
            data.value,
            NodeValue::List(_) | NodeValue::Item(_) | NodeValue::BlockQuote | NodeValue::FootnoteDefinition(_)
        );
        if depth > MAX_DEPTH {
            self.report_depth(position);
            self.see(position);
            return None;
        }
        if !is_container {
            self.see(position);
        }
        let is_nested = depth > 0 || self.within_footnote;
        if is_nested && matches!(data.value, NodeValue::Heading(_) | NodeValue::Table(_)) {
            let message = "a heading or a table cannot stand inside a list, a quotation or a footnote";
            let help = "put an empty line before it and begin it at the left edge";
            self.diagnostics.error("unsupported", self.file.place(range), message, help);
            return None;
        }
        let kind = match &data.value {
            NodeValue::Paragraph => return self.paragraph(node, range),
            NodeValue::Heading(heading) => self.heading(node, heading, position)?,
            NodeValue::List(list) => {
                self.report_numbers(node, list);
                BlockKind::List {
                    start: (list.list_type == ListType::Ordered).then_some(list.start as u64),
                    items: node.children().map(|item| self.blocks(item, depth + 1)).collect(),
                }
            }
            NodeValue::BlockQuote => BlockKind::Quote(self.blocks(node, depth + 1)),
            NodeValue::Table(table) => {
                let alignment = table.alignments.iter().map(|alignment| match alignment {
                    TableAlignment::None => None,
                    TableAlignment::Left => Some(Alignment::Left),
                    TableAlignment::Center => Some(Alignment::Center),
                    TableAlignment::Right => Some(Alignment::Right),
                });
                self.table(node, alignment.collect())?
            }
            // Read where its mark stands.
            NodeValue::FootnoteDefinition(_) => return None,
            other => {
                let (what, help) = unsupported(other);
                self.diagnostics.error(
                    "unsupported",
                    self.file.place(range),
                    format!("{what} cannot be printed"),
                    help,
                );
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
                "the paragraph begins with typed blanks",
                "delete them; the indent of two characters is made in printing",
            );
        }
        if parts::is_attachment_note(source) {
            let lines = inline::split_lines(inline::read(self, node, inline::Soft::Break));
            return Some(Block { range, kind: BlockKind::AttachmentNote(lines) });
        }
        let mut body = inline::read(self, node, inline::Soft::Join);
        let has_lead = matches!(body.first(), Some(Inline { kind: InlineKind::Strong(_), .. }));
        let lead = has_lead.then(|| body.remove(0)).and_then(|inline| match inline.kind {
            InlineKind::Strong(body) => Some(Lead { range: inline.range, ordinal: Ordinal::of(&plain(&body)), body }),
            _ => None,
        });
        Some(Block { range, kind: BlockKind::Paragraph { lead, body } })
    }

    fn heading(&mut self, node: &'a AstNode<'a>, heading: &NodeHeading, position: Sourcepos) -> Option<BlockKind> {
        let level = heading.level;
        if heading.setext && level == 2 {
            let message = "the dashes below this paragraph make it a heading";
            let help =
                "write `##` before a heading; for dashes that are to be printed, put an empty line before `\\---`";
            self.diagnostics.error("unsupported", self.place(position), message, help);
            return None;
        }
        if level == 6 {
            let message = "a heading of level 6 cannot be printed";
            let help = "GB/T 9704 has four levels of headings: `##` to `#####`";
            self.diagnostics.error("unsupported", self.place(position), message, help);
            return None;
        }
        // Level 1 goes out as level 0: it is taken up by `parts`, whose title keeps the lines as typed.
        let soft = if level == 1 { inline::Soft::Break } else { inline::Soft::Join };
        let body = inline::read(self, node, soft);
        if plain(&body).trim().is_empty() {
            let message = "the heading has no words";
            self.diagnostics.error("empty-heading", self.place(position), message, "give it words, or delete its `#`");
            return None;
        }
        Some(BlockKind::Heading { level: level - 1, ordinal: Ordinal::of(&plain(&body)), body })
    }

    /// A paragraph that holds a picture and nothing else; `Some(None)` when it was reported.
    fn figure(&mut self, node: &'a AstNode<'a>) -> Option<Option<BlockKind>> {
        let mut children = node.children();
        let (child, None) = (children.next()?, children.next()) else { return None };
        let data = child.data.borrow();
        let NodeValue::Image(image) = &data.value else { return None };
        let described = inline::read(self, child, inline::Soft::Join);
        let alt = plain(&described);
        let place = self.place(data.sourcepos);
        if described.iter().any(Inline::has_footnote) {
            let help = "put the mark into the text";
            self.diagnostics.error(
                "unsupported",
                place,
                "a footnote cannot stand in the description of a picture",
                help,
            );
            return Some(None);
        }
        if self.within_footnote {
            let help = "put the picture into the text";
            self.diagnostics.error("unsupported", place, "a picture cannot stand inside a footnote", help);
            return Some(None);
        }
        if alt.trim().is_empty() {
            let help = "say between `![` and `]` what it shows, for readers who cannot see it";
            self.diagnostics.error("no-description", place, "the picture has no description", help);
            return Some(None);
        }
        let caption = Some(image.title.clone()).filter(|title| !title.is_empty());
        let path = match within_folder(&image.url) {
            Ok(path) => path,
            Err(message) => {
                let help = "put the picture into the issue folder and name it from there: `images/map.png`";
                self.diagnostics.error("picture-outside", place, message, help);
                return Some(None);
            }
        };
        Some(Some(BlockKind::Figure { path, alt, caption }))
    }

    fn table(&mut self, node: &'a AstNode<'a>, alignment: Vec<Option<Alignment>>) -> Option<BlockKind> {
        let mut rows = Vec::new();
        let mut is_sound = true;
        for row in node.children() {
            let position = row.data.borrow().sourcepos;
            let typed = cells_in(&self.file.text()[self.range(position)]);
            if typed != alignment.len() {
                let message = format!("this row has {typed} cells, but the table has {} columns", alignment.len());
                let help = "give every row as many cells as the line of dashes; `\\|` prints a stroke inside a cell";
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
                    let message = "a footnote or a link cannot stand in the head of a table";
                    let help = "put it into the text or below the head; the head is printed anew on every page";
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

    /// Reports numbers that would not be printed as typed: Markdown counts from the first by itself.
    fn report_numbers(&mut self, node: &'a AstNode<'a>, list: &NodeList) {
        if list.list_type != ListType::Ordered {
            return;
        }
        let help =
            "number the items one after another, or write `1\\.` and `1\\)` for numbers that are printed as typed";
        if list.delimiter == ListDelimType::Paren {
            let place = self.place(node.data.borrow().sourcepos);
            self.diagnostics.error(
                "list-number",
                place,
                "numbers with a bracket would be printed with a full stop",
                help,
            );
            return;
        }
        for (index, item) in node.children().enumerate() {
            let data = item.data.borrow();
            let NodeValue::Item(typed) = &data.value else { continue };
            if typed.start != list.start + index {
                let message = format!("this item would be printed as {}., not as {}.", list.start + index, typed.start);
                self.diagnostics.error("list-number", self.place(data.sourcepos), message, help);
            }
        }
    }

    /// Reports a node that is nested too deeply.
    pub(super) fn report_depth(&mut self, position: Sourcepos) {
        let help = "take some of the marks around it away";
        self.diagnostics.error("too-deep", self.place(position), "this is nested too deeply", help);
    }

    fn see(&mut self, position: Sourcepos) {
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
                let help = "put its mark, such as `[^1]`, where it belongs, or delete it";
                ("this footnote is not marked anywhere in the text", help)
            } else {
                let help =
                    "it defines a link; write `\\[` for a bracket that is to be printed, or `[words](https://…)`";
                ("Markdown does not print this line", help)
            };
            self.diagnostics.error("unprinted-line", self.file.place(start..end), message, help);
        }
    }
}

/// How many cells a row of a GFM table has as typed.
fn cells_in(row: &str) -> usize {
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

/// The path within the issue folder that a picture names.
fn within_folder(url: &str) -> Result<String, String> {
    if url.is_empty() {
        return Err("the picture has no path".to_owned());
    }
    if url.contains(':') || url.starts_with('/') || url.contains('\\') {
        return Err(format!("the picture `{url}` is not in the issue folder"));
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in url.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(|| format!("the picture `{url}` is not in the issue folder"))?;
            }
            part => parts.push(part),
        }
    }
    Ok(percent_decoded(&parts.join("/")))
}

/// Editors that insert pictures write blanks and Han characters as `%20`.
fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = (first == b'%').then(|| path_byte(tail)).flatten();
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

fn path_byte(tail: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

/// What a construct is called, and what to write instead.
pub(super) fn unsupported(value: &NodeValue) -> (&'static str, &'static str) {
    match value {
        NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
            ("raw HTML", "write it in Markdown; for a sign that is to be printed, write `\\<`")
        }
        NodeValue::CodeBlock(block) if !block.fenced => (
            "text indented by four blanks",
            "delete the blanks at the beginning of the line; the indent is made in printing",
        ),
        NodeValue::CodeBlock(_) => ("a code block", "delete the lines with the three marks around it"),
        NodeValue::Code(_) => {
            ("code between backticks", "delete the backticks, or write `\\`` for one that is to be printed")
        }
        NodeValue::ThematicBreak => {
            ("a rule across the page", "delete it; for dashes that are to be printed, write `\\---`")
        }
        NodeValue::Image(_) => {
            ("a picture inside a paragraph", "put it into a paragraph of its own, between blank lines")
        }
        _ => ("this construct", "write it as a paragraph, heading, list, table, quotation, footnote or picture"),
    }
}

#[cfg(test)]
mod tests {
    use super::{cells_in, within_folder};

    #[test]
    fn counts_the_cells_of_a_row_as_typed() {
        assert_eq!(cells_in("| a | b |"), 2);
        assert_eq!(cells_in("a | b | c"), 3);
        assert_eq!(cells_in("| a \\| b | c |"), 2);
        assert_eq!(cells_in("| |"), 1);
    }

    #[test]
    fn keeps_pictures_inside_the_folder() {
        assert_eq!(within_folder("images/./x/../map.png").as_deref(), Ok("images/map.png"));
        assert_eq!(within_folder("images/%E5%9B%BE%201.png").as_deref(), Ok("images/图 1.png"));
        for outside in ["../x.png", "images/../../x.png", "/etc/x.png", "https://a/x.png", "C:\\x.png", ""] {
            assert!(within_folder(outside).is_err(), "{outside}");
        }
    }
}
