//! 附件说明 (GB/T 9704 7.3.4): the label, and the attachments by number and name.

use std::ops::Range;

use super::inline::join_line;
use super::{Block, BlockKind, Inline, InlineKind, plain, squeezed};

/// 附件说明: the label and the attachments in order.
#[derive(Debug, Clone, PartialEq)]
pub struct AttachmentNote {
    /// 附件：
    pub label: Inline,
    /// At least one.
    pub items: Vec<NoteItem>,
}

/// An attachment as its note names it.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteItem {
    /// Bytes in the file, with the number.
    pub range: Range<usize>,
    /// 1. as typed; a single attachment has none.
    pub number: Option<Inline>,
    /// Its name, the title of the attachment.
    pub name: Vec<Inline>,
}

impl AttachmentNote {
    /// All its text in order.
    pub(super) fn inlines(&self) -> impl Iterator<Item = &Inline> {
        let items = self.items.iter().flat_map(|item| item.number.iter().chain(&item.name));
        std::iter::once(&self.label).chain(items)
    }
}

impl NoteItem {
    /// Whether it has no name, or none but the words that it is not printed here.
    pub(super) fn is_nameless(&self) -> bool {
        let name = squeezed(&plain(&self.name));
        name.is_empty() || self.is_left_out() && name.rfind(['（', '(']) == Some(0)
    }

    /// Whether its name says that the attachment is not printed here.
    pub(super) fn is_left_out(&self) -> bool {
        let name = squeezed(&plain(&self.name));
        ["略", "此略", "另发"].iter().any(|word| {
            name.strip_suffix(['）', ')'])
                .and_then(|name| name.strip_suffix(word))
                .is_some_and(|name| name.ends_with(['（', '(']))
        })
    }
}

/// Whether a paragraph is an 附件说明: the label, then a name.
pub(super) fn is_note(source: &str) -> bool {
    source
        .strip_prefix("附件")
        .is_some_and(|rest| rest.strip_prefix(['：', ':']).is_some_and(|name| !name.trim().is_empty()))
}

/// Reads the lines of a note. A line without a number continues the numbered one before it.
pub(super) fn read(lines: Vec<Vec<Inline>>) -> Option<AttachmentNote> {
    let mut lines = lines.into_iter();
    let mut first = lines.next()?;
    let label = cut(&mut first, label_end)?;
    let mut note = AttachmentNote { label, items: Vec::new() };
    for mut line in std::iter::once(first).chain(lines) {
        let number = cut(&mut line, number_end);
        match note.items.last_mut().filter(|last| number.is_none() && last.number.is_some()) {
            Some(last) => join_line(&mut last.name, line),
            None => note.items.extend(item(number, line)),
        }
    }
    (!note.items.is_empty()).then_some(note)
}

fn item(number: Option<Inline>, name: Vec<Inline>) -> Option<NoteItem> {
    let start = number.as_ref().or(name.first())?.range.start;
    let end = name.last().or(number.as_ref())?.range.end;
    Some(NoteItem { range: start..end, number, name })
}

/// Cuts the beginning off running text, where `end` finds its end, and the blanks after it.
fn cut(inlines: &mut Vec<Inline>, end: impl Fn(&str) -> Option<usize>) -> Option<Inline> {
    let Inline { range, kind: InlineKind::Text(text) } = inlines.first_mut()? else { return None };
    let at = end(text)?;
    let rest = text[at..].trim_start();
    let skipped = text.len() - rest.len();
    let head = Inline { range: range.start..range.start + at, kind: InlineKind::Text(text[..at].to_owned()) };
    *range = (range.start + skipped).min(range.end)..range.end;
    *text = rest.to_owned();
    if text.is_empty() {
        inlines.remove(0);
    }
    Some(head)
}

fn label_end(text: &str) -> Option<usize> {
    let colon = text.char_indices().find(|(_, c)| "：:".contains(*c))?;
    Some(colon.0 + colon.1.len_utf8())
}

/// Where the number that a name begins with ends; 1.5亿元 has none, and 1.2025年 has one before a year.
fn number_end(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text[digits..].chars().next().filter(|c| (1..=2).contains(&digits) && ".．、".contains(*c))?;
    let end = digits + mark.len_utf8();
    let more = text[end..].bytes().take_while(u8::is_ascii_digit).count();
    let is_year = more == 4 && text[end + more..].trim_start().starts_with(['年', '—', '-', '～', '至', '/']);
    (more == 0 || is_year).then_some(end)
}

/// Makes a note of a paragraph 附件： and the numbered list below it.
pub(super) fn fold(blocks: &mut Vec<Block>) {
    let Some(at) = blocks.windows(2).position(|pair| {
        let is_label = match &pair[0].kind {
            BlockKind::Paragraph { lead: None, body } => ["附件：", "附件:"].contains(&plain(body).trim()),
            _ => false,
        };
        let names = |item: &Vec<Block>| {
            matches!(item.as_slice(), [Block { kind: BlockKind::Paragraph { lead: None, .. }, .. }])
        };
        is_label && matches!(&pair[1].kind, BlockKind::List { start: Some(_), items } if items.iter().all(names))
    }) else {
        return;
    };
    let list = blocks.remove(at + 1);
    let (BlockKind::List { start, items }, BlockKind::Paragraph { body, .. }) = (list.kind, &mut blocks[at].kind)
    else {
        return;
    };
    let Some(label) = body.pop() else { return };
    blocks[at] = Block {
        range: blocks[at].range.start..list.range.end,
        kind: BlockKind::AttachmentNote(AttachmentNote { label, items: listed(start.unwrap_or(1), items) }),
    };
}

/// The items of a list, numbered from `start`.
fn listed(start: u64, items: Vec<Vec<Block>>) -> Vec<NoteItem> {
    let items = (start..).zip(items.into_iter().flatten()).filter_map(|(number, block)| {
        let BlockKind::Paragraph { body, .. } = block.kind else { return None };
        let number = Inline { range: block.range.clone(), kind: InlineKind::Text(format!("{number}.")) };
        Some(NoteItem { range: block.range, number: Some(number), name: body })
    });
    items.collect()
}

/// Takes the numbered paragraphs and lists below a note into it, as long as they count on.
pub(super) fn take_further(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at + 1 < blocks.len() {
        let next = match &blocks[at].kind {
            BlockKind::AttachmentNote(note) => {
                note.items.last().and_then(|item| item.number.as_ref()).and_then(count_of)
            }
            _ => None,
        };
        let counts_on = next.is_some_and(|last| match &blocks[at + 1].kind {
            BlockKind::Paragraph { lead: None, body } => body.first().and_then(count_of) == Some(last + 1),
            BlockKind::List { start, .. } => *start == Some(last + 1),
            _ => false,
        });
        if !counts_on {
            at += 1;
            continue;
        }
        let further = blocks.remove(at + 1);
        let items = match further.kind {
            BlockKind::Paragraph { mut body, .. } => {
                let number = cut(&mut body, number_end);
                item(number, body).into_iter().collect()
            }
            BlockKind::List { start, items } => listed(start.unwrap_or(1), items),
            _ => Vec::new(),
        };
        blocks[at].range.end = further.range.end;
        if let BlockKind::AttachmentNote(note) = &mut blocks[at].kind {
            note.items.extend(items);
        }
    }
}

/// The number that a piece of text begins with, as [`number_end`] knows it.
fn count_of(inline: &Inline) -> Option<u64> {
    let InlineKind::Text(text) = &inline.kind else { return None };
    number_end(text)?;
    text[..text.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()
}
