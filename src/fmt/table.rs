//! Tables: cells of equal width, as far as a line holds them. The marks of merged cells, `<` and `^`, are cells like others.

use crate::proof::columns::width;

/// A table whose lines would take more columns has one blank on each side of a text instead.
const LINE: usize = 120;
/// What the row of dashes needs for `:-:`.
const LEAST: usize = 3;

/// How the texts of a column stand in the file: as they do in print.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Free,
    Left,
    Centre,
    Right,
}

/// The lines of a table as they should be written; `None` for what has not the same number of cells in every row.
pub(super) fn formatted(lines: &[&str]) -> Option<Vec<String>> {
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| cells(line)).collect();
    let sides = rows.get(1)?.iter().map(|cell| side(cell)).collect::<Option<Vec<_>>>()?;
    if rows.iter().any(|row| row.len() != sides.len()) {
        return None;
    }
    let texts = || rows.iter().enumerate().filter(|(index, _)| *index != 1).map(|(_, row)| row);
    let widest = |column: usize| texts().map(|row| width(row[column])).max().unwrap_or(0).max(LEAST);
    let widths: Vec<usize> = (0..sides.len()).map(widest).collect();
    let fits = widths.iter().map(|width| width + " | ".len()).sum::<usize>() < LINE;
    let line = |(index, row): (usize, &Vec<&str>)| {
        let cells = row.iter().zip(&sides).zip(&widths).map(|((text, side), width)| match index {
            1 => dashes(*side, if fits { *width } else { LEAST }),
            _ if fits => padded(text, *side, *width),
            _ => (*text).to_owned(),
        });
        let cells = cells.map(|cell| if cell.is_empty() { " ".to_owned() } else { format!(" {cell} ") });
        format!("|{}|", cells.collect::<Vec<_>>().join("|"))
    };
    Some(rows.iter().enumerate().map(line).collect())
}

/// The texts between the strokes of a row.
fn cells(row: &str) -> Vec<&str> {
    let blanks = [' ', '\t'];
    let row = row.trim_matches(blanks);
    let row = row.strip_prefix('|').unwrap_or(row);
    let (mut cells, mut start, mut is_escaped) = (Vec::new(), 0, false);
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            cells.push(&row[start..at]);
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    // Behind the last stroke there is no cell.
    if start < row.len() {
        cells.push(&row[start..]);
    }
    cells.into_iter().map(|cell| cell.trim_matches(blanks)).collect()
}

fn side(cell: &str) -> Option<Side> {
    let dashes = cell.trim_matches(':');
    if dashes.is_empty() || dashes.bytes().any(|byte| byte != b'-') {
        return None;
    }
    Some(match (cell.starts_with(':'), cell.ends_with(':')) {
        (false, false) => Side::Free,
        (true, false) => Side::Left,
        (true, true) => Side::Centre,
        (false, true) => Side::Right,
    })
}

fn dashes(side: Side, width: usize) -> String {
    match side {
        Side::Free => "-".repeat(width),
        Side::Left => format!(":{}", "-".repeat(width - 1)),
        Side::Centre => format!(":{}:", "-".repeat(width - 2)),
        Side::Right => format!("{}:", "-".repeat(width - 1)),
    }
}

fn padded(text: &str, side: Side, most: usize) -> String {
    let space = most - width(text);
    let before = match side {
        Side::Free | Side::Left => 0,
        Side::Centre => space / 2,
        Side::Right => space,
    };
    format!("{}{text}{}", " ".repeat(before), " ".repeat(space - before))
}
