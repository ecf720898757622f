//! `search-data.js`: the text of an issue as the search of its HTML edition looks through it, each stretch with its folio.
//!
//! The text itself is the index. An issue is small enough to be looked through whole, which finds every word, of one character
//! too, without cutting Chinese into words. Only `templates/search.js` folds characters that are written in several ways; here
//! they stand as they are printed.

use std::mem;
use std::ops::Range;

use serde::Serialize;

use crate::issue::{Document, Issue};
use crate::manifest::{Colophon, FrontMatter, Layout, Text};
use crate::markdown::{Address, Block, BlockKind, Definition, Inline, InlineKind, Table};
use crate::pagination::{DocumentPages, Folio, PageTurn, Pagination, TurnAt};
use crate::source::IssueDir;

/// A script, since pages that are read from a disk may load nothing else.
pub(crate) const SEARCH_DATA_FILE: &str = "search-data.js";

/// What stands between two blocks or cells, which no words that are looked for run over.
const BETWEEN: char = '\n';

/// A document as the script finds it.
#[derive(Serialize)]
struct Entry {
    /// The file name of its web page.
    page: String,
    /// As the contents have it.
    title: String,
    /// 发文字号, where it has one.
    number: Option<String>,
    /// Folios, each with the text that stands there, in reading order. A footnote follows the block of its mark.
    text: Vec<(Folio, String)>,
}

/// The bytes of `search-data.js`, which assigns one global: the documents in printed order, a line each.
pub(crate) fn search_data(dir: &IssueDir, issue: &Issue, pagination: &Pagination) -> Vec<u8> {
    let lines = issue.documents().map(|document| {
        let source = dir.texts.get(&document.path).map_or("", |file| file.text());
        let entry = Entry {
            page: document.slug.page(),
            title: document.contents_title(),
            number: document.front_matter.number.as_ref().map(Text::joined),
            text: Reader::read(document, source, pagination.of(&document.slug), &issue.series.layout),
        };
        let line = serde_json::to_string(&entry).expect("text and numbers serialise");
        // Nothing in it can end a script, and older browsers take these two for ends of lines.
        line.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
    });
    format!("var gazetteSearch = [\n{}\n];\n", lines.collect::<Vec<_>>().join(",\n")).into_bytes()
}

/// A document while its text is collected.
struct Reader<'a> {
    /// The Markdown file.
    source: &'a str,
    stretches: Vec<(Folio, String)>,
    /// The page that is read.
    folio: Folio,
    /// Where the pages behind it begin.
    turns: &'a [PageTurn],
    /// Whether what comes next is another block.
    is_new: bool,
    /// Notes to the block that is read, each with the page of its mark.
    notes: Vec<(Folio, Note<'a>)>,
}

/// A footnote.
enum Note<'a> {
    /// What the editor wrote.
    Blocks(&'a [Block]),
    /// The address of a link.
    Address(&'a str),
}

impl<'a> Reader<'a> {
    fn read(
        document: &'a Document,
        source: &'a str,
        pages: &'a DocumentPages,
        layout: &Layout,
    ) -> Vec<(Folio, String)> {
        let mut reader = Self {
            source,
            stretches: Vec::new(),
            folio: pages.folio,
            turns: &pages.turns,
            is_new: false,
            notes: Vec::new(),
        };
        let elements = &document.front_matter;
        reader.above_text(elements, document.title(), layout);
        reader.blocks(&document.body.text);
        reader.turn(|at| at == TurnAt::Signature);
        reader.below_text(elements);
        for part in &document.body.parts {
            reader.passage(part.label.iter().flatten());
            reader.passage(part.title.iter().flatten());
            reader.blocks(&part.blocks);
        }
        if let Some(colophon) = elements.colophon.as_ref().filter(|_| layout.colophons) {
            reader.turn(|at| at == TurnAt::Colophon);
            reader.colophon(colophon);
        }
        reader.stretches
    }

    /// Turns to the last page that begins where `is_reached` says.
    fn turn(&mut self, is_reached: impl Fn(TurnAt) -> bool) {
        if let Some(last) = self.turns.iter().rposition(|turn| is_reached(turn.at)) {
            self.folio = self.turns[last].folio;
            self.turns = &self.turns[last + 1..];
        }
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let is_new = mem::take(&mut self.is_new);
        if let Some((_, before)) = self.stretches.last_mut().filter(|_| is_new) {
            before.push(BETWEEN);
        }
        match self.stretches.last_mut().filter(|(folio, _)| *folio == self.folio) {
            Some((_, stretch)) => stretch.push_str(text),
            None => self.stretches.push((self.folio, text.to_owned())),
        }
    }

    /// A text of its own that no page turns within.
    fn line(&mut self, text: &str) {
        self.push(text);
        self.end();
    }

    fn lines(&mut self, label: &str, element: &Option<Text>) {
        for (index, line) in element.iter().flat_map(|element| element.lines()).enumerate() {
            self.push(if index == 0 { label } else { "" });
            self.line(line);
        }
    }

    /// Ends a block; its notes follow it.
    fn end(&mut self) {
        self.is_new = true;
        let (folio, turns) = (self.folio, self.turns);
        for (marked, note) in mem::take(&mut self.notes) {
            // Its place in the file says nothing of its page.
            (self.folio, self.turns) = (marked, &[]);
            match note {
                Note::Blocks(blocks) => self.blocks(blocks),
                Note::Address(address) => self.line(address),
            }
        }
        (self.folio, self.turns) = (folio, turns);
    }

    /// What stands above the text, in printed order (7.2); without a red head the number stands below the title.
    fn above_text(&mut self, elements: &FrontMatter, title: &Text, layout: &Layout) {
        let FrontMatter { copy_number, secrecy, urgency, head, number, signers, title: own, addressee, .. } = elements;
        let number = number.as_ref().map(Text::joined).unwrap_or_default();
        if head.is_some() && layout.red_heads {
            [copy_number, secrecy, urgency, head].into_iter().for_each(|element| self.lines("", element));
            self.line(&number);
            self.lines("签发人：", signers);
            // An order without a title is known by its head.
            if own.is_some() {
                self.line(&title.joined());
            }
        } else {
            self.line(&title.joined());
            self.line(&number);
        }
        self.line(&addressee.as_ref().map(Text::joined).unwrap_or_default());
    }

    /// What stands below the text and above the attachments (7.3.5, 7.3.6, 10.3).
    fn below_text(&mut self, elements: &FrontMatter) {
        let FrontMatter { signature, signatories, date, attendance, note, .. } = elements;
        for (label, names) in ["出席：", "请假：", "列席："].iter().zip(attendance) {
            self.lines(label, names);
        }
        self.lines("", signature);
        for person in signatories {
            self.line(&format!("{}　{}", person.title.joined(), person.name.joined()));
        }
        self.line(&date.map(|date| date.to_string()).unwrap_or_default());
        self.line(&note.as_ref().map(Text::joined).unwrap_or_default());
    }

    /// 版记 (7.4)
    fn colophon(&mut self, colophon: &Colophon) {
        let Colophon { addressee, copies_to, printed_by, printed_on } = colophon;
        self.lines("主送：", addressee);
        self.lines("抄送：", copies_to);
        self.lines("", printed_by);
        self.line(&printed_on.map(|date| format!("{date}印发")).unwrap_or_default());
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Heading { body, .. } | BlockKind::Remark(body) => self.passage(body),
            BlockKind::Paragraph { lead, body } => {
                self.passage(lead.iter().flat_map(|lead| &lead.body).chain(body));
            }
            BlockKind::Contents { title, lines } => {
                self.passage(title);
                lines.iter().for_each(|line| self.passage(&line.body));
            }
            BlockKind::AttachmentNote(note) => {
                self.inlines([&note.label]);
                for item in &note.items {
                    self.passage(item.number.iter().chain(&item.name));
                }
            }
            BlockKind::List { start, items } => {
                for (item, index) in items.iter().zip(0..) {
                    self.turn_before(item.first().map_or(block.range.start, |first| first.range.start));
                    self.push(&start.map(|start| format!("{}.", start + index)).unwrap_or_default());
                    self.blocks(item);
                }
            }
            BlockKind::Definitions(definitions) => {
                for Definition { term, body, .. } in definitions {
                    self.passage(term);
                    self.blocks(body);
                }
            }
            BlockKind::Quote(blocks) => self.blocks(blocks),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure { caption, .. } => {
                self.turn_before(block.range.end);
                caption.iter().for_each(|caption| self.line(caption));
            }
            BlockKind::PageBreak => {}
        }
    }

    fn table(&mut self, table: &'a Table) {
        table.above.iter().for_each(|line| self.passage(&line.body));
        table.cells.iter().for_each(|cell| self.passage(&cell.body));
        table.below.iter().for_each(|line| self.passage(&line.body));
    }

    /// Running text that nothing before or behind it belongs to.
    fn passage(&mut self, inlines: impl IntoIterator<Item = &'a Inline>) {
        self.inlines(inlines);
        self.end();
    }

    fn inlines(&mut self, inlines: impl IntoIterator<Item = &'a Inline>) {
        for Inline { range, kind } in inlines {
            match kind {
                InlineKind::Text(text) => self.text(text, range),
                // A line ends anywhere in a title or a cell.
                InlineKind::Break => self.push(" "),
                InlineKind::Strong(body) | InlineKind::Emph(body) => self.inlines(body),
                InlineKind::Link { body, address, .. } => {
                    self.inlines(body);
                    match address {
                        Some(Address::Footnote(address)) => self.notes.push((self.folio, Note::Address(address))),
                        Some(Address::Brackets(address)) => self.push(&format!("（{address}）")),
                        None => {}
                    }
                }
                InlineKind::Footnote(blocks) => self.notes.push((self.folio, Note::Blocks(blocks))),
            }
        }
    }

    /// Characters that are typed in `range`, as escapes perhaps.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        let is_within = |turn: &PageTurn| matches!(turn.at, TurnAt::Text(at) if at > range.start && at < range.end);
        if !self.turns.iter().any(is_within) {
            self.turn_before(range.start);
            self.push(text);
            return;
        }
        let mut at = range.start;
        for c in text.chars() {
            let typed = self.source.get(at..range.end).unwrap_or_default();
            at += typed.find(c).unwrap_or(0);
            self.turn_before(at);
            self.push(c.encode_utf8(&mut [0; 4]));
            at += c.len_utf8();
        }
    }

    /// Turns to the page on which the byte `at` of the file is printed.
    fn turn_before(&mut self, at: usize) {
        self.turn(|turn| matches!(turn, TurnAt::Text(first) if first <= at));
    }
}
