//! What regulations have beside headings: labels of articles, the remark under the title, contents of their own.

use std::ops::Range;

use super::ordinal::legal;
use super::{Block, BlockKind, Inline, InlineKind, Lead, Ordinal, plain, squeezed};
use crate::diag::Diagnostics;
use crate::place::SourceFile;

/// The blank between 第一条 and the text of the article, one character wide.
const BLANK: &str = "\u{3000}";

/// A line of the contents that a regulation itself has.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentsLine {
    /// Bytes in the file.
    pub range: Range<usize>,
    /// How many levels its heading stands below the highest of the contents.
    pub depth: u8,
    /// Its words, those of the heading it names.
    pub body: Vec<Inline>,
}

/// Whether a paragraph begins with the label of an article: 第一条, then a blank. 第三条规定的… does not.
pub(super) fn begins_article(source: &str) -> bool {
    legal(source).is_some_and(|(label, ordinal)| {
        ordinal == Ordinal::Article && source[label.end..].chars().next().is_none_or(char::is_whitespace)
    })
}

/// Takes the label and the blank behind it from the text of an article.
pub(super) fn take_label(body: &mut Vec<Inline>) -> Option<Lead> {
    let words = part_label(body)?;
    let label: Vec<Inline> = body.drain(..words).collect();
    let range = label.first()?.range.start..label.last()?.range.end;
    Some(Lead { range, ordinal: Ordinal::Article, body: label })
}

/// Lets one full-width blank stand between a bold label and the text of its article.
pub(super) fn part_lead(lead: &mut Lead, body: &mut [Inline]) {
    part_label(&mut lead.body);
    let is_bare = legal(&plain(&lead.body)).is_some_and(|(label, _)| label.end == plain(&lead.body).len());
    let Some(Inline { range, kind: InlineKind::Text(text) }) = body.first_mut() else { return };
    let words = text.trim_start();
    let typed = text.len() - words.len();
    if typed > 0 || is_bare {
        let at = range.start;
        lead.body.push(blank(at..at + typed));
        *range = at + typed..range.end;
        *text = words.to_owned();
    }
}

/// Lets one full-width blank stand between a label and the words after it; returns how many pieces come before the words.
pub(super) fn part_label(body: &mut Vec<Inline>) -> Option<usize> {
    let Inline { range, kind: InlineKind::Text(text) } = body.first()? else { return None };
    let (label, _) = legal(text)?;
    let words = text[label.end..].trim_start();
    if text.len() == label.end && body.len() == 1 {
        return Some(1);
    }
    if words.starts_with(['（', '【']) && text[label.end..].len() == words.len() {
        return Some(0);
    }
    let (from, to, end) = (range.start + label.end, range.start + text.len() - words.len(), range.end);
    let pieces = [
        Inline { range: range.start..from, kind: InlineKind::Text(text[label].to_owned()) },
        blank(from..to),
        Inline { range: to..end.max(to), kind: InlineKind::Text(words.to_owned()) },
    ];
    body.splice(
        0..1,
        pieces.into_iter().filter(|piece| !matches!(&piece.kind, InlineKind::Text(text) if text.is_empty())),
    );
    Some(2)
}

fn blank(range: Range<usize>) -> Inline {
    Inline { range, kind: InlineKind::Text(BLANK.to_owned()) }
}

/// Makes a remark of the first paragraph below the title when it is one: in brackets as a whole, and with a date.
pub(super) fn take_remark(blocks: &mut [Block]) {
    let Some(Block { kind, .. }) = blocks.first_mut() else { return };
    let BlockKind::Paragraph { lead: None, body } = kind else { return };
    if is_remark(&plain(body)) {
        *kind = BlockKind::Remark(std::mem::take(body));
    }
}

fn is_remark(text: &str) -> bool {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let date = text.split_once('年').and_then(|(_, rest)| rest.split_once('月'));
            return at > 0 && at + c.len_utf8() == text.len() && date.is_some_and(|(_, rest)| rest.contains('日'));
        }
    }
    false
}

/// Makes contents of each paragraph or heading 目录 and the list below it, and compares them with the headings.
pub(super) fn fold_contents(file: &SourceFile, blocks: &mut Vec<Block>, diagnostics: &mut Diagnostics) {
    let Some(at) = blocks.windows(2).position(|pair| {
        let title = match &pair[0].kind {
            BlockKind::Heading { body, .. } | BlockKind::Paragraph { lead: None, body } => plain(body),
            _ => return false,
        };
        squeezed(&title) == "目录" && matches!(pair[1].kind, BlockKind::List { start: None, .. })
    }) else {
        return;
    };
    let list = blocks.remove(at + 1);
    let BlockKind::List { items, .. } = list.kind else { return };
    let mut lines = Vec::new();
    items.into_iter().for_each(|item| collect(file, item, &mut lines, diagnostics));
    let headings: Vec<(u8, String)> = blocks[at + 1..].iter().filter_map(heading).collect();
    compare(file, &mut lines, &headings, diagnostics);
    let title = &mut blocks[at];
    title.range.end = list.range.end;
    if let BlockKind::Heading { body, .. } | BlockKind::Paragraph { body, .. } = &mut title.kind {
        let mut words = std::mem::take(body);
        // 目　录 is 目录 set wide.
        if let [Inline { kind: InlineKind::Text(text), .. }] = words.as_mut_slice() {
            *text = squeezed(text);
        }
        title.kind = BlockKind::Contents { title: words, lines };
    }
}

fn collect(file: &SourceFile, item: Vec<Block>, lines: &mut Vec<ContentsLine>, diagnostics: &mut Diagnostics) {
    for block in item {
        match block.kind {
            BlockKind::Paragraph { lead: None, mut body } => {
                part_label(&mut body);
                lines.push(ContentsLine { range: block.range, depth: 0, body });
            }
            BlockKind::List { start: None, items } => {
                items.into_iter().for_each(|item| collect(file, item, lines, diagnostics));
            }
            _ => {
                let help = message!("contents-line.help");
                let message = message!("contents-line");
                diagnostics.error("contents-line", file.place(block.range), message, help);
            }
        }
    }
}

fn heading(block: &Block) -> Option<(u8, String)> {
    match &block.kind {
        BlockKind::Heading { level, body, .. } => Some((*level, plain(body))),
        _ => None,
    }
}

/// Contents that name one heading of a level name all of that level, in order.
fn compare(file: &SourceFile, lines: &mut [ContentsLine], headings: &[(u8, String)], diagnostics: &mut Diagnostics) {
    let named = |words: &str| lines.iter().any(|line| squeezed(&plain(&line.body)) == squeezed(words));
    let mut levels: Vec<u8> = headings.iter().filter(|(_, words)| named(words)).map(|(level, _)| *level).collect();
    levels.sort_unstable();
    let highest = levels.first().copied().unwrap_or(1);
    let mut expected =
        headings.iter().filter(|(level, _)| levels.contains(level) || levels.is_empty() && *level == highest);
    for line in &mut *lines {
        let Some((level, words)) = expected.next() else {
            let message = message!("contents-heading-absent", words = plain(&line.body));
            let help = message!("contents-heading-absent.help");
            diagnostics.error("contents-line", file.place(line.range.clone()), message, help);
            return;
        };
        if squeezed(words) != squeezed(&plain(&line.body)) {
            let message = message!("contents-heading-differs", listed = plain(&line.body), words);
            let help = message!("contents-heading-differs.help", words);
            diagnostics.error("contents-line", file.place(line.range.clone()), message, help);
            return;
        }
        line.depth = level - highest;
    }
    if let (Some((_, words)), Some(last)) = (expected.next(), lines.last()) {
        let message = message!("contents-end-early", words);
        let help = message!("contents-end-early.help", words);
        diagnostics.error("contents-line", file.place(last.range.clone()), message, help);
    }
}
