//! Whether the attachments (GB/T 9704 7.3.7) are those that an 附件说明 (7.3.4) names.

use super::{Block, BlockKind, Document, Inline, NoteItem, Part, plain, squeezed};
use crate::diag::Diagnostics;
use crate::place::SourceFile;

/// Compares every note with the attachments that follow it.
pub(super) fn check(file: &SourceFile, document: &Document, diagnostics: &mut Diagnostics) {
    let mut check = Check { file, open: Vec::new(), diagnostics };
    check.open(&document.text, None);
    let own = check.open.len();
    for part in &document.parts {
        let serial = match &part.label {
            // An issued text ends what the one before it brought along.
            None => {
                check.close_down_to(own);
                None
            }
            Some(label) => {
                check.attachment(part, label);
                Some(serial(label))
            }
        };
        check.open(&part.blocks, serial);
    }
    check.close_down_to(0);
}

/// 附件 without its own word, its blanks and its colon: a number or nothing.
fn serial(label: &[Inline]) -> String {
    squeezed(&plain(label)).trim_start_matches("附件").trim_end_matches(['：', ':']).to_owned()
}

/// Notes whose attachments are still to come, the innermost last: an attachment may have attachments.
struct Check<'a> {
    file: &'a SourceFile,
    open: Vec<OpenNote<'a>>,
    diagnostics: &'a mut Diagnostics,
}

/// A note and how many of its attachments were found.
struct OpenNote<'a> {
    items: &'a [NoteItem],
    found: usize,
    /// The serial of the attachment that the note stands in.
    within: Option<String>,
}

impl<'a> OpenNote<'a> {
    /// The next attachment that must be printed.
    fn next(&mut self) -> Option<&'a NoteItem> {
        while self.items.get(self.found)?.is_left_out() {
            self.found += 1;
        }
        self.items.get(self.found)
    }

    /// The labels that the next attachment may have, the standard's first.
    fn labels(&self) -> Vec<String> {
        let number = self.found + 1;
        let mut labels =
            if self.items.len() == 1 { vec![String::new()] } else { vec![number.to_string(), han(number)] };
        let outer = self.within.iter().filter(|outer| !outer.is_empty());
        labels.extend(outer.map(|outer| format!("{outer}-{number}")));
        labels
    }
}

impl<'a> Check<'a> {
    /// Takes up the note of a text.
    fn open(&mut self, blocks: &'a [Block], within: Option<String>) {
        let notes = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::AttachmentNote(note) => Some((block, note)),
            _ => None,
        });
        let mut within = Some(within);
        for (block, note) in notes {
            let Some(within) = within.take() else {
                let help = message!("second-attachment-note.help");
                let message = message!("second-attachment-note");
                self.diagnostics.error("attachment-note", self.file.place(block.range.clone()), message, help);
                continue;
            };
            self.numbers(&note.items);
            self.open.push(OpenNote { items: &note.items, found: 0, within });
        }
    }

    /// One attachment has no number, several have 1. 2. and so on, and no name ends with a mark.
    fn numbers(&mut self, items: &[NoteItem]) {
        for (index, item) in items.iter().enumerate() {
            let place = self.file.place(item.range.clone());
            let number = item.number.as_ref().map(|number| plain(std::slice::from_ref(number)).replace('．', "."));
            let expected = (items.len() > 1).then(|| format!("{}.", index + 1));
            if number != expected {
                let (message, help) = match expected {
                    None => (message!("attachment-single-number"), message!("attachment-single-number.help")),
                    Some(expected) => {
                        let help = message!("attachment-number.help");
                        (message!("attachment-number", expected), help)
                    }
                };
                self.diagnostics.error("attachment-number", place, message, help);
                continue;
            }
            let name = plain(&item.name);
            if item.is_nameless() {
                let help = message!("attachment-nameless.help");
                self.diagnostics.error("attachment-name", place, message!("attachment-nameless"), help);
            } else if let Some(mark) = name.trim_end().chars().next_back().filter(|c| "。；，、：.;,:".contains(*c))
            {
                let message = message!("attachment-mark", mark);
                let help = message!("attachment-mark.help");
                self.diagnostics.error("attachment-name", place, message, help);
            }
        }
    }

    /// Finds the note that names an attachment: by its title, else by its label, else the innermost.
    fn attachment(&mut self, part: &Part, label: &[Inline]) {
        let title: String = part.title.iter().map(|line| squeezed(&plain(line))).collect();
        let serial = serial(label);
        let names = |note: &mut OpenNote| note.next().is_some_and(|item| squeezed(&plain(&item.name)) == title);
        let position = self.open.iter_mut().rposition(names);
        let numbers = |note: &mut OpenNote| note.next().is_some() && note.labels().contains(&serial);
        let position = position.or_else(|| self.open.iter_mut().rposition(numbers));
        let position = position.or_else(|| self.open.iter_mut().rposition(|note| note.next().is_some()));
        let label_range = part.range.start..label.last().map_or(part.range.end, |last| last.range.end);
        let Some(position) = position else {
            let message = message!("attachment-orphan", title);
            let help = message!("attachment-orphan.help", title);
            self.diagnostics.error("attachment-orphan", self.file.place(label_range), message, help);
            return;
        };
        self.close_down_to(position + 1);
        let note = &mut self.open[position];
        let (Some(item), labels) = (note.next(), note.labels()) else { return };
        note.found += 1;
        let name = squeezed(&plain(&item.name));
        if name != title {
            let message = message!("attachment-title", title, name);
            let help = message!("attachment-title.help");
            let title =
                part.title.first().and_then(|line| line.first()).map_or(part.range.start, |word| word.range.start);
            self.diagnostics.error("attachment-title", self.file.place(title..part.range.end), message, help);
        } else if !labels.contains(&serial) {
            let message = message!("attachment-label", label = &labels[0]);
            let help = message!("attachment-label.help");
            self.diagnostics.error("attachment-number", self.file.place(label_range), message, help);
        }
    }

    /// Ends the notes above the first `count`, whose attachments must all have come.
    fn close_down_to(&mut self, count: usize) {
        while self.open.len() > count {
            let Some(mut note) = self.open.pop() else { return };
            while let Some(item) = note.next() {
                let name = squeezed(&plain(&item.name));
                let label = &note.labels()[0];
                let message = message!("attachment-absent", name);
                let help = message!("attachment-absent.help", label, name);
                self.diagnostics.error("attachment-absent", self.file.place(item.range.clone()), message, help);
                note.found += 1;
            }
        }
    }
}

/// A number below 100 in Han digits.
fn han(number: usize) -> String {
    let digit = |n: usize| "一二三四五六七八九".chars().nth(n.wrapping_sub(1)).map(String::from).unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}
