//! Running text: marks, line breaks, links and footnotes.

use comrak::nodes::{AstNode, NodeValue};

use super::parse::{MAX_DEPTH, Reader};
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

/// How the address of a link is printed on paper, where nobody can follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// In a footnote to the words.
    Footnote(String),
    /// In brackets behind the words, where there can be no footnote.
    Brackets(String),
}

impl Address {
    /// The address that is printed for a link, or `None` when its words are the address.
    fn of(url: &str, words: &[Inline], within_footnote: bool) -> Option<Self> {
        let address = url.strip_prefix("mailto:").unwrap_or(url);
        let words = super::plain(words);
        let bare = |text: &str| {
            let text = text.trim();
            let scheme = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
            scheme.unwrap_or(text).trim_end_matches('/').to_owned()
        };
        let is_needed = bare(&words) != bare(address);
        let kind = if within_footnote { Self::Brackets } else { Self::Footnote };
        is_needed.then(|| kind(address.to_owned()))
    }

    /// The address itself.
    pub fn text(&self) -> &str {
        match self {
            Self::Footnote(address) | Self::Brackets(address) => address,
        }
    }
}

/// An address in pieces, between which a line may end.
pub fn address_pieces(address: &str) -> Vec<&str> {
    /// A longer run of letters is cut, since it might not fit a line.
    const LONGEST: usize = 24;
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut length = 0;
    let mut characters = address.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        length += 1;
        let Some(&(_, next)) = characters.peek() else { break };
        if "/.?&=-_:#@".contains(c) && next != '/' || length == LONGEST {
            pieces.push(&address[start..at + c.len_utf8()]);
            start = at + c.len_utf8();
            length = 0;
        }
    }
    pieces.push(&address[start..]);
    pieces
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
    let mut before = None;
    for node in parent.children() {
        let data = node.data.borrow();
        let range = reader.range(data.sourcepos);
        let kind = match &data.value {
            NodeValue::Text(text) => {
                slips::report_left_over(reader.file, &range, &reader.wide_footnotes, reader.diagnostics);
                InlineKind::Text(text.to_string())
            }
            NodeValue::SoftBreak if soft == Soft::Break => InlineKind::Break,
            NodeValue::SoftBreak => {
                let after = node.next_sibling().and_then(first_char);
                if !needs_blank(before, after) {
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
                    let message = message!("link-wordless");
                    let help = message!("link-wordless.help");
                    reader.diagnostics.error("bad-link", reader.place(data.sourcepos), message, help);
                    continue;
                }
                if !leads_away(&link.url) {
                    let message = message!("link-nowhere", url = &link.url);
                    let help = message!("link-nowhere.help");
                    reader.diagnostics.error("bad-link", reader.place(data.sourcepos), message, help);
                    continue;
                }
                let address = Address::of(&link.url, &body, reader.within_footnote);
                InlineKind::Link { url: link.url.clone(), body, address }
            }
            NodeValue::FootnoteReference(note) => InlineKind::Footnote(reader.footnote(&note.name, data.sourcepos)),
            other => {
                reader.report_unsupported(other, data.sourcepos);
                continue;
            }
        };
        let inline = Inline { range, kind };
        before = last_char(&inline).or(before);
        inlines.push(inline);
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

/// Whether a blank stands for the line end between two characters.
fn needs_blank(before: Option<char>, after: Option<char>) -> bool {
    before.zip(after).is_some_and(|(before, after)| is_western(before) && is_western(after))
}

/// Adds a typed line to the running text before it.
pub(super) fn join_line(text: &mut Vec<Inline>, line: Vec<Inline>) {
    let before = text.iter().rev().find_map(last_char);
    let after = super::plain(&line).chars().next();
    if let Some(first) = line.first().filter(|_| needs_blank(before, after)) {
        let at = first.range.start;
        text.push(Inline { range: at.saturating_sub(1)..at, kind: InlineKind::Text(" ".to_owned()) });
    }
    text.extend(line);
}

/// Whether an address is one that paper can tell: to a host on the web, or to a mailbox.
fn leads_away(url: &str) -> bool {
    let host = url.strip_prefix("https://").or(url.strip_prefix("http://")).or(url.strip_prefix("mailto:"));
    host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '\\', '?', '#']))
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
