//! What the editor typed: the elements of a document and its Markdown, in the order of paper, each character where it is typed.

use std::ops::Range;

use super::sign::{literal, signs};
use super::stream::{Item, Stream, characters};
use crate::issue::Document;
use crate::manifest::{Colophon, Date, Form, FrontMatter, Layout, Text};
use crate::markdown::{Address, Block, BlockKind, Definition, Inline, InlineKind, Table};
use crate::place::SourceFile;

/// The text of a document as its file has it, as far as the layout of the series lets it be printed.
pub(super) fn read<'a>(document: &Document, file: &'a SourceFile, layout: &Layout) -> Typed<'a> {
    let mut typed = Typed { file, stream: Stream::default(), printed: Vec::new(), cell: None };
    typed.above_text(&document.front_matter, document.title(), layout);
    typed.blocks(&document.body.text);
    typed.below_text(&document.front_matter);
    for part in &document.body.parts {
        typed.inlines(part.label.iter().flatten().chain(part.title.iter().flatten()));
        typed.blocks(&part.blocks);
    }
    if let Some(colophon) = document.front_matter.colophon.as_ref().filter(|_| layout.colophons) {
        typed.colophon(colophon);
    }
    typed
}

/// A document as it is typed.
pub(super) struct Typed<'a> {
    file: &'a SourceFile,
    /// What it says.
    pub(super) stream: Stream,
    /// The bytes of the file that the stream has.
    pub(super) printed: Vec<Range<usize>>,
    /// What is left of the cell that is read, where it has an escaped stroke.
    cell: Option<Range<usize>>,
}

impl Typed<'_> {
    /// Characters that are typed in `range`, as escapes perhaps; a sign that is not typed stands at its beginning.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        // Positions in a cell are off behind an escaped stroke: there its text is looked for from where the last was found.
        let range = self.cell.clone().unwrap_or(range.clone());
        let source = self.file.text().get(range.clone()).unwrap_or_default();
        let is_address = self.file.text()[..range.start].ends_with('<') && source.contains("://");
        let mut signs = if is_address { literal(source, range.start) } else { signs(source, range.start) };
        for c in characters(text) {
            let mut ahead = signs.clone();
            let found = ahead.find(|sign| sign.stands_for(c));
            let at = found.as_ref().map(|sign| sign.range.start);
            if let Some(sign) = found {
                if let Some(cell) = &mut self.cell {
                    cell.start = sign.range.end;
                }
                self.printed.push(sign.range);
                signs = ahead;
            }
            self.stream.push(Item::Char(c), at.unwrap_or(range.start));
        }
    }

    fn element(&mut self, element: &Option<Text>) {
        if let Some(Text { text, place }) = element {
            self.text(text, &place.range);
        }
    }

    /// A label that the program prints, at the element it belongs to.
    fn labelled(&mut self, label: &str, element: &Option<Text>) {
        if let Some(Text { place, .. }) = element {
            self.stream.text(label, place.range.start);
            self.element(element);
        }
    }

    /// A date as it is printed (7.3.5.4), where its key stands.
    fn date(&mut self, key: &str, date: Option<Date>, after: &str) {
        if let Some(Date { year, month, day }) = date {
            let at = self.file.text().find(&format!("\n{key}")).map_or(0, |at| at + 1);
            self.stream.text(&format!("{year}年{month}月{day}日{after}"), at);
        }
    }

    /// What stands above the text: each form has its order (7.2, 10.1, 10.2); without a red head the number stands below the title.
    fn above_text(&mut self, elements: &FrontMatter, title: &Text, layout: &Layout) {
        let FrontMatter { form, issuer: _, copy_number, secrecy, urgency, head, number, signers, title: own, .. } =
            elements;
        let title = Some(title.clone());
        match head.as_ref().filter(|_| layout.red_heads) {
            None => {
                self.element(&title);
                self.element(number);
            }
            Some(_) => {
                let marks = [copy_number, secrecy, urgency];
                if *form == Form::Letter {
                    self.element(head);
                    marks.into_iter().for_each(|mark| self.element(mark));
                } else {
                    marks.into_iter().for_each(|mark| self.element(mark));
                    self.stream.above_title = self.stream.items.len();
                    self.element(head);
                }
                self.element(number);
                self.labelled("签发人：", signers);
                // Without a title the head is what bookmarks and contents lead to.
                if own.is_some() {
                    self.stream.above_title = self.stream.items.len();
                    self.element(&title);
                }
            }
        }
        self.element(&elements.addressee);
    }

    /// What stands below the text and above the attachments (7.3.5, 7.3.6, 10.3).
    fn below_text(&mut self, elements: &FrontMatter) {
        let FrontMatter { signature, seals, signatories, date, attendance, note, .. } = elements;
        for (label, names) in ["出席：", "请假：", "列席："].iter().zip(attendance) {
            self.labelled(label, names);
        }
        match (signature, seals) {
            (Some(signature), Some(seals)) => {
                for body in signature.lines() {
                    self.stream.picture(&format!("{body}印章"), seals.place.range.start);
                    self.text(body, &signature.place.range);
                }
            }
            (signature, _) => self.element(signature),
        }
        for person in signatories {
            self.text(&person.title.text, &person.title.place.range);
            match &person.stamp {
                Some(stamp) => self.stream.picture(&format!("{}签名章", person.name.joined()), stamp.place.range.start),
                None => self.text(&person.name.text, &person.name.place.range),
            }
        }
        self.date("date", *date, "");
        self.element(note);
    }

    /// 版记 (7.4)
    fn colophon(&mut self, colophon: &Colophon) {
        let Colophon { addressee, copies_to, printed_by, printed_on } = colophon;
        self.labelled("主送：", addressee);
        self.labelled("抄送：", copies_to);
        self.element(printed_by);
        self.date("printed-on", *printed_on, "印发");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { body, .. } | BlockKind::Remark(body) => self.inlines(body),
            BlockKind::Paragraph { lead, body } => {
                self.inlines(lead.iter().flat_map(|lead| &lead.body).chain(body));
            }
            BlockKind::Contents { title, lines } => {
                self.inlines(title);
                lines.iter().for_each(|line| self.inlines(&line.body));
            }
            BlockKind::AttachmentNote(note) => {
                self.inlines([&note.label]);
                for item in &note.items {
                    self.inlines(item.number.iter().chain(&item.name));
                }
            }
            BlockKind::List { start, items } => self.list(*start, items, block.range.start),
            BlockKind::Definitions(definitions) => {
                for Definition { term, body, .. } in definitions {
                    self.inlines(term);
                    self.blocks(body);
                }
            }
            BlockKind::Quote(blocks) => self.blocks(blocks),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure { alt, caption, .. } => {
                self.stream.picture(alt, block.range.start);
                caption.iter().for_each(|caption| self.text(caption, &block.range));
            }
            BlockKind::PageBreak => {}
        }
    }

    /// A list; its numbers count on from the first.
    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], list: usize) {
        for (index, item) in items.iter().enumerate() {
            let at = item.first().map_or(list, |block| block.range.start);
            match start {
                Some(start) => self.stream.text(&format!("{}.", start + index as u64), at),
                None => self.stream.push(Item::Bullet, at),
            }
            self.blocks(item);
        }
    }

    fn table(&mut self, table: &Table) {
        let mut at = 0;
        table.above.iter().for_each(|line| self.inlines(&line.body));
        let mut rows = 0;
        for cell in &table.cells {
            at = cell.range.start;
            while rows <= cell.y {
                self.stream.push(Item::Row, at);
                rows += 1;
            }
            self.stream.push(Item::Cell { columns: cell.colspan as u32, rows: cell.rowspan as u32 }, at);
            let has_stroke = self.file.text().get(cell.range.clone()).is_some_and(|source| source.contains("\\|"));
            self.cell = has_stroke.then(|| cell.range.clone());
            self.inlines(&cell.body);
            self.cell = None;
        }
        let all = table.cells.iter().map(|cell| cell.y + cell.rowspan).max().unwrap_or(0);
        (rows..all).for_each(|_| self.stream.push(Item::Row, at));
        self.stream.push(Item::TableEnd, at);
        table.below.iter().for_each(|line| self.inlines(&line.body));
    }

    fn inlines<'i>(&mut self, inlines: impl IntoIterator<Item = &'i Inline>) {
        inlines.into_iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, Inline { range, kind }: &Inline) {
        match kind {
            InlineKind::Text(text) => self.text(text, range),
            InlineKind::Break => {}
            InlineKind::Strong(body) | InlineKind::Emph(body) => self.inlines(body),
            InlineKind::Link { body, address, .. } => {
                self.inlines(body);
                let behind = range.start..range.end;
                match address {
                    Some(Address::Footnote(address)) => self.note(range.start, |typed| typed.text(address, &behind)),
                    Some(Address::Brackets(address)) => self.text(&format!("（{address}）"), &behind),
                    None => {}
                }
            }
            InlineKind::Footnote(blocks) => self.note(range.start, |typed| typed.blocks(blocks)),
        }
    }

    fn note(&mut self, at: usize, text: impl FnOnce(&mut Self)) {
        let cell = self.cell.take();
        self.stream.push(Item::Note, at);
        text(self);
        self.cell = cell;
        self.stream.push(Item::NoteEnd, at);
    }
}
