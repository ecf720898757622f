//! Where a document's own text ends and its issued texts and attachments begin (GB/T 9704 7.3.7).

use super::inline::split_lines;
use super::{Block, BlockKind, Document, Inline, Part, attachment, attachment_note, plain, regulation};
use crate::diag::Diagnostics;
use crate::manifest::{MOST_OF_TITLE, is_short};
use crate::place::SourceFile;

/// Whether a paragraph is the label of an attachment: 附件, at most a number such as 1 or 1-2, at most a colon.
fn is_label(text: &str) -> bool {
    text.trim().strip_prefix("附件").is_some_and(|rest| {
        let rest = rest.trim_end_matches(['：', ':']).trim();
        rest.chars().all(|c| c.is_ascii_digit() || "-一二三四五六七八九十".contains(c))
    })
}

/// Cuts the blocks at the level-1 headings.
pub(super) fn split(file: &SourceFile, blocks: Vec<Block>, diagnostics: &mut Diagnostics) -> Document {
    let mut document = Document { text: Vec::new(), parts: Vec::new() };
    for block in blocks {
        let current = match document.parts.last_mut() {
            Some(part) => &mut part.blocks,
            None => &mut document.text,
        };
        let BlockKind::Heading { level: 0, body, .. } = block.kind else {
            current.push(block);
            continue;
        };
        let label = take_label(current);
        let start = label.as_ref().and_then(|label| label.first()).map_or(block.range.start, |first| first.range.start);
        is_short(&plain(&body), MOST_OF_TITLE, &file.place(block.range.clone()), diagnostics);
        let title = split_lines(body);
        document.parts.push(Part { range: start..block.range.end, label, title, blocks: Vec::new() });
    }
    document.parts.iter_mut().for_each(|part| regulation::take_remark(&mut part.blocks));
    for blocks in std::iter::once(&mut document.text).chain(document.parts.iter_mut().map(|part| &mut part.blocks)) {
        regulation::fold_contents(file, blocks, diagnostics);
        attachment_note::fold(blocks);
        attachment_note::take_further(blocks);
        report_untitled(file, blocks, diagnostics);
        report_jumps(file, blocks, diagnostics);
    }
    attachment::check(file, &document, diagnostics);
    document
}

fn take_label(blocks: &mut Vec<Block>) -> Option<Vec<Inline>> {
    let is_label = match &blocks.last()?.kind {
        BlockKind::Paragraph { lead: None, body } => is_label(&plain(body)),
        _ => false,
    };
    match blocks.pop_if(|_| is_label)?.kind {
        BlockKind::Paragraph { body, .. } => Some(body),
        _ => None,
    }
}

/// A label that no title followed was not taken, and would be printed as text.
fn report_untitled(file: &SourceFile, blocks: &[Block], diagnostics: &mut Diagnostics) {
    for block in blocks {
        let BlockKind::Paragraph { lead: None, body } = &block.kind else { continue };
        if is_label(&plain(body)) {
            let help = message!("attachment-untitled.help");
            let message = message!("attachment-untitled");
            diagnostics.error("attachment-untitled", file.place(block.range.clone()), message, help);
        }
    }
}

/// Bookmarks and readers for the blind need headings without gaps (PDF/UA-1, 7.4.2).
fn report_jumps(file: &SourceFile, blocks: &[Block], diagnostics: &mut Diagnostics) {
    let mut above = 0;
    for block in blocks {
        let BlockKind::Heading { level, .. } = &block.kind else { continue };
        if *level > above + 1 {
            let expected = "#".repeat(usize::from(above) + 2);
            diagnostics.error(
                "heading-level",
                file.place(block.range.clone()),
                message!("heading-skips"),
                message!("heading-skips.help", expected),
            );
        }
        above = *level;
    }
}
