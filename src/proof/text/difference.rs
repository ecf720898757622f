//! The first place where two readings of a document are not the same.

use super::stream::Item;
use crate::language::Message;

/// How much is quoted before a difference, and from it on, in items.
const BEFORE: usize = 10;
const BEHIND: usize = 14;

/// Where two readings part.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Where it is in the first reading; where that ends, its last place.
    pub(super) here: usize,
    /// Where it is in the second one.
    pub(super) there: usize,
    /// What both have before it.
    before: String,
    /// How the first one goes on.
    first: String,
    /// How the second one goes on.
    second: String,
    /// Row and cell of a table, from 1, where it stands in one.
    cell: Option<(usize, usize)>,
}

/// Compares two readings, item by item.
pub(super) fn difference(first: &[(Item, usize)], second: &[(Item, usize)]) -> Option<Difference> {
    let same = first.iter().zip(second).take_while(|((a, _), (b, _))| a == b).count();
    if same == first.len() && same == second.len() {
        return None;
    }
    let place = |items: &[(Item, usize)]| items.get(same).or(items.last()).map_or(0, |(_, at)| *at);
    let quoted = |items: &[(Item, usize)]| quote(items.iter().skip(same).take(BEHIND));
    Some(Difference {
        here: place(first),
        there: place(second),
        before: quote(&first[same.saturating_sub(BEFORE)..same]),
        first: quoted(first),
        second: quoted(second),
        cell: cell(&first[..(same + 1).min(first.len())]),
    })
}

impl Difference {
    /// The difference in a sentence; `there` says where the second reading stands.
    pub(super) fn sentence(&self, there: Message) -> Message {
        let Self { before, first, second, cell, .. } = self;
        let said =
            |text: &str| if text.is_empty() { message!("text-no-more") } else { message!("text-quoted", text = text) };
        let after = if before.is_empty() { message!("text-at-beginning") } else { message!("text-after", before) };
        let (first, second) = (said(first), said(second));
        match *cell {
            Some((row, cell)) => message!("text-cell-differs", after, first, second, there, row, cell),
            None => message!("text-differs-there", after, first, second, there),
        }
    }
}

/// Items as a reader recognises them.
pub(super) fn quote<'a>(items: impl IntoIterator<Item = &'a (Item, usize)>) -> String {
    let mut quoted = String::new();
    for (item, _) in items {
        match item {
            Item::Char(c) => quoted.push(*c),
            Item::Bullet => quoted.push('•'),
            Item::Row => quoted.push('‖'),
            Item::Cell { columns: 1, rows: 1 } => quoted.push('|'),
            Item::Cell { columns, rows } => quoted.push_str(&format!("|{columns}×{rows}|")),
            Item::TableEnd => quoted.push('‖'),
            Item::Note => quoted.push_str("［注："),
            Item::NoteEnd => quoted.push('］'),
            Item::Picture(alt) => quoted.push_str(&format!("［图：{alt}］")),
        }
    }
    quoted
}

/// The row and the cell in which a reading ends, both from 1.
fn cell(items: &[(Item, usize)]) -> Option<(usize, usize)> {
    let mut place = None;
    for (item, _) in items {
        match item {
            Item::Row => place = Some((place.map_or(0, |(row, _)| row) + 1, 0)),
            Item::Cell { .. } => place = place.map(|(row, cell)| (row, cell + 1)),
            Item::TableEnd => place = None,
            _ => {}
        }
    }
    place.filter(|(_, cell)| *cell > 0)
}
