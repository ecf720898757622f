//! Tables: GFM rows plus two marks for merged cells.
//!
//! A cell that holds only `<` belongs to the cell at its left, one that holds only `^` to the cell above. A head
//! cell that reaches down makes the rows it reaches part of the table head.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Inline, InlineKind, TableLine};
use crate::language::Message;

/// A table whose cells fill its rows and columns without a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its title and its unit, in the order typed.
    pub above: Vec<TableLine>,
    /// Its notes.
    pub below: Vec<TableLine>,
    /// How many columns it has.
    pub columns: usize,
    /// How each column is aligned, or `None` where the editor said nothing.
    pub alignment: Vec<Option<Alignment>>,
    /// How many rows the head has, at least 1.
    pub head_rows: usize,
    /// The cells, each once, row by row.
    pub cells: Vec<Cell>,
}

/// Where the text of a column's cells stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// `:-`
    Left,
    /// `:-:`
    Center,
    /// `-:`
    Right,
}

/// A cell, possibly merged from several.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Bytes in the file.
    pub range: Range<usize>,
    /// Column from 0.
    pub x: usize,
    /// Row from 0.
    pub y: usize,
    /// Columns it covers, at least 1.
    pub colspan: usize,
    /// Rows it covers, at least 1.
    pub rowspan: usize,
    /// Its text.
    pub body: Vec<Inline>,
}

impl Cell {
    /// Its characters, the lines the editor asked for apart, footnotes left out.
    pub fn text(&self) -> String {
        let lines = self.body.split(|inline| inline.kind == InlineKind::Break).map(super::plain);
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A cell as typed.
pub(super) struct RawCell {
    /// Bytes in the file.
    pub range: Range<usize>,
    /// The typed text, trimmed.
    pub source: String,
    /// Its text, unless it is a mark.
    pub body: Vec<Inline>,
}

/// A mark that does not fit: where, and what is wrong.
pub(super) struct Misfit {
    /// Bytes of the cell in the file.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Message,
}

/// Merges the cells of `rows`, all of which have the same length.
pub(super) fn merge(rows: Vec<Vec<RawCell>>, alignment: Vec<Option<Alignment>>) -> Result<Table, Vec<Misfit>> {
    let columns = alignment.len();
    // For every place of the grid, the row and column of the cell it belongs to.
    let mut origins: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut misfits = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        origins.push(Vec::with_capacity(columns));
        for (x, cell) in row.iter().enumerate() {
            let origin = match cell.source.as_str() {
                "<" if x > 0 => origins[y][x - 1],
                "^" if y > 0 => origins[y - 1][x],
                "<" => {
                    misfits.push(Misfit {
                        range: cell.range.clone(),
                        message: message!("merged-left"),
                        help: message!("merged-left.help"),
                    });
                    (y, x)
                }
                "^" => {
                    misfits.push(Misfit {
                        range: cell.range.clone(),
                        message: message!("merged-above"),
                        help: message!("merged-above.help"),
                    });
                    (y, x)
                }
                _ => (y, x),
            };
            origins[y].push(origin);
        }
    }
    let mut covered: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for origin in origins.iter().flatten() {
        *covered.entry(*origin).or_default() += 1;
    }
    let mut cells = Vec::new();
    for (y, row) in rows.into_iter().enumerate() {
        for (x, cell) in row.into_iter().enumerate() {
            if origins[y][x] != (y, x) {
                continue;
            }
            let colspan = (x..columns).take_while(|&at| origins[y][at] == (y, x)).count();
            let rowspan = (y..origins.len()).take_while(|&at| origins[at][x] == (y, x)).count();
            if covered.get(&(y, x)) != Some(&(colspan * rowspan)) {
                misfits.push(Misfit {
                    range: cell.range.clone(),
                    message: message!("merged-shape"),
                    help: message!("merged-shape.help"),
                });
            }
            cells.push(Cell { range: cell.range, x, y, colspan, rowspan, body: cell.body });
        }
    }
    let head_rows = head_rows(&cells);
    let (above, below) = (Vec::new(), Vec::new());
    if misfits.is_empty() { Ok(Table { above, below, columns, alignment, head_rows, cells }) } else { Err(misfits) }
}

/// The head is the first row and every row that a cell of the head reaches.
fn head_rows(cells: &[Cell]) -> usize {
    let mut rows = 1;
    for cell in cells {
        if cell.y < rows {
            rows = rows.max(cell.y + cell.rowspan);
        }
    }
    rows
}
