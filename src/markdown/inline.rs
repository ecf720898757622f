//! Running text: marks, line breaks, links and footnotes.

use comrak::nodes::{AstNode, NodeValue};

use super::parse::{MAX_DEPTH, Reader, unsupported};
use super::{Inline, InlineKind, slips};

/// What a line end inside a paragraph of Markdown means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Soft {
    /// The text runs on: without a blank next to Chinese, with one between Latin words.
    Join,
    /// A new printed line, as in titles.
    Break,
    /// There is none in a cell; a new printed line is written `<br>`, since a row of Markdown is one line.
    Cell,
}

/// Reads the running text of a node.
pub(super) fn read<'a>(reader: &mut Reader<'a>, parent: &'a AstNode<'a>, soft: Soft) -> Vec<Inline> {
    within(reader, parent, soft, 0)
}

fn within<'a>(reader: &mut Reader<'a>, parent: &'a AstNode<'a>, soft: Soft, depth: usize) -> Vec<Inline> {
    if depth > MAX_DEPTH {
        reader.report_depth(parent.data.borrow().sourcepos);
        return Vec::new();
    }
    let mut inlines: Vec<Inline> = Vec::new();
    for node in parent.children() {
        let data = node.data.borrow();
        let range = reader.range(data.sourcepos);
        let kind = match &data.value {
            NodeValue::Text(text) => {
                slips::report_left_over(reader.file, &range, reader.diagnostics);
                InlineKind::Text(text.to_string())
            }
            NodeValue::SoftBreak if soft == Soft::Break => InlineKind::Break,
            NodeValue::SoftBreak => {
                let before = inlines.iter().rev().find_map(last_char);
                let after = node.next_sibling().and_then(first_char);
                if !before.zip(after).is_some_and(|(before, after)| is_western(before) && is_western(after)) {
                    continue;
                }
                InlineKind::Text(" ".to_owned())
            }
            NodeValue::LineBreak => InlineKind::Break,
            NodeValue::HtmlInline(tag) if soft == Soft::Cell && is_break(tag) => InlineKind::Break,
            NodeValue::Strong | NodeValue::Emph => {
                slips::report_within_word(reader.file, &range, reader.diagnostics);
                let body = within(reader, node, soft, depth + 1);
                if matches!(data.value, NodeValue::Strong) { InlineKind::Strong(body) } else { InlineKind::Emph(body) }
            }
            NodeValue::Link(link) => {
                let body = within(reader, node, soft, depth + 1);
                if super::plain(&body).trim().is_empty() || !link.title.is_empty() {
                    let message = "the words of this link would not be printed";
                    let help = "write the words between `[` and `]`, and nothing but the address between `(` and `)`";
                    reader.diagnostics.error("bad-link", reader.place(data.sourcepos), message, help);
                    continue;
                }
                if !["https://", "http://", "mailto:"].iter().any(|scheme| link.url.starts_with(scheme)) {
                    let message = format!("the link `{}` leads nowhere in print", link.url);
                    let help = "give a full address that begins with `https://`, or write its words without brackets";
                    reader.diagnostics.error("bad-link", reader.place(data.sourcepos), message, help);
                    continue;
                }
                InlineKind::Link { url: link.url.clone(), body }
            }
            NodeValue::FootnoteReference(note) => InlineKind::Footnote(reader.footnote(&note.name, data.sourcepos)),
            other => {
                let (what, help) = unsupported(other);
                let message = format!("{what} cannot be printed");
                reader.diagnostics.error("unsupported", reader.place(data.sourcepos), message, help);
                continue;
            }
        };
        inlines.push(Inline { range, kind });
    }
    inlines
}

/// Cuts running text at its line breaks.
pub(super) fn split_lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for inline in inlines {
        match inline.kind {
            InlineKind::Break => lines.push(Vec::new()),
            _ => lines.last_mut().expect("it begins with one line").push(inline),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// `<br>`, `<br/>` or `<br />`.
fn is_break(tag: &str) -> bool {
    let name = tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
    name.is_some_and(|name| name.trim_end_matches('/').trim().eq_ignore_ascii_case("br"))
}

fn last_char(inline: &Inline) -> Option<char> {
    match &inline.kind {
        InlineKind::Text(text) => text.chars().next_back(),
        InlineKind::Strong(body) | InlineKind::Emph(body) | InlineKind::Link { body, .. } => {
            body.iter().rev().find_map(last_char)
        }
        InlineKind::Break | InlineKind::Footnote(_) => None,
    }
}

fn first_char<'a>(node: &'a AstNode<'a>) -> Option<char> {
    node.descendants().find_map(|node| match &node.data.borrow().value {
        NodeValue::Text(text) => text.chars().next(),
        _ => None,
    })
}

/// Letters, digits and signs of scripts that put blanks between words.
fn is_western(c: char) -> bool {
    (c as u32) < 0x2000
}
