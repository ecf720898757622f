//! How Markdown stands in its lines, whatever it means: what a formatter has to know.

use std::collections::BTreeSet;
use std::ops::Range;

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, parse_document};

use super::parse::options;

/// The blocks of a text that has no mistakes, as they were typed.
pub(crate) struct Typed {
    /// Those that stand in no other, from the top.
    pub(crate) blocks: Vec<TypedBlock>,
    /// Lines that end with a new line that the editor asked for, counted from 0.
    pub(crate) broken: BTreeSet<usize>,
    /// The bullets that can be changed for others: the line from 0 and the byte in it.
    pub(crate) bullets: Vec<(usize, usize)>,
}

/// A block in its lines.
pub(crate) struct TypedBlock {
    /// From 0, with the blank lines below it.
    pub(crate) lines: Range<usize>,
    /// What has rules of its own.
    pub(crate) kind: TypedKind,
}

/// What has rules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypedKind {
    /// `#` to `######`
    Heading,
    /// Rows between `|`
    Table,
    /// Everything else.
    Other,
}

/// Finds the blocks of Markdown.
pub(crate) fn typed(source: &str) -> Typed {
    let arena = Arena::new();
    let root = parse_document(&arena, source, &options());
    let mut starts: Vec<(usize, TypedKind)> = root.children().map(start).collect();
    // Footnotes come last in the tree, wherever they stand.
    starts.sort_by_key(|(line, _)| *line);
    starts.dedup_by_key(|(line, _)| *line);
    let ends = starts.iter().skip(1).map(|(line, _)| *line).chain([source.lines().count()]);
    let blocks = starts.iter().zip(ends).map(|((line, kind), end)| TypedBlock { lines: *line..end, kind: *kind });
    let mut typed = Typed { blocks: blocks.collect(), broken: BTreeSet::new(), bullets: Vec::new() };
    for node in root.descendants() {
        let data = node.data.borrow();
        match &data.value {
            NodeValue::LineBreak => drop(typed.broken.insert(data.sourcepos.start.line.saturating_sub(1))),
            NodeValue::List(list) if list.list_type == ListType::Bullet && !touches_another(node) => {
                let items = node.children().map(|item| item.data.borrow().sourcepos.start);
                typed.bullets.extend(items.map(|at| (at.line.saturating_sub(1), at.column.saturating_sub(1))));
            }
            _ => {}
        }
    }
    typed
}

fn start<'a>(node: &'a AstNode<'a>) -> (usize, TypedKind) {
    let data = node.data.borrow();
    let kind = match &data.value {
        NodeValue::Heading(heading) if !heading.setext => TypedKind::Heading,
        NodeValue::Table(_) => TypedKind::Table,
        _ => TypedKind::Other,
    };
    (data.sourcepos.start.line.saturating_sub(1), kind)
}

/// Whether a list stands beside another with bullets: nothing but the bullets parts the two.
fn touches_another<'a>(list: &'a AstNode<'a>) -> bool {
    let is_bulleted = |node: &'a AstNode<'a>| matches!(&node.data.borrow().value, NodeValue::List(list) if list.list_type == ListType::Bullet);
    list.previous_sibling().is_some_and(is_bulleted) || list.next_sibling().is_some_and(is_bulleted)
}
