//! The rows of a table for a template that has measured out its columns: where each cell's text stands, and which rows
//! stay on one page. A template cannot change a cell that it is given.

use std::collections::HashMap;

use typst::diag::{SourceResult, bail};
use typst::foundations::{Content, Dict, NativeElement, Packed, Smart, StyleChain, Value, func};
use typst::layout::{Em, HAlignment, Length, Rel, Sides};
use typst::model::{TableCell, TableHeader, TableItem};

use super::text;
use crate::typeset::elements::{DataTableElem, TableHeadElem};
use crate::typeset::measure;

/// The children of a `table`: its header, then its cells.
///
/// Without the other arguments the cells are as typed. With them numbers stand with their decimal points below each
/// other in the middle of their column, short texts in the middle, long ones at the left; and rows that reach into each
/// other stay on a page as long as they fit one. All measures are in thousandths, of the type size unless said otherwise.
#[func]
pub(crate) fn table_rows(
    /// The `data-table`.
    table: Content,
    /// The width of each column.
    #[named]
    #[default]
    columns: Vec<i64>,
    /// The space at each side of a cell's text.
    #[named]
    #[default]
    side: i64,
    /// The width of each character that a number may hold, and of a footnote's mark under `note`.
    #[named]
    #[default]
    glyphs: Dict,
    /// How many lines of a table a page holds, in thousandths of a line.
    #[named]
    #[default]
    page: i64,
    /// What a row is higher than its lines, in thousandths of a line.
    #[named]
    #[default]
    air: i64,
) -> SourceResult<Vec<Content>> {
    let Some(table) = table.to_packed::<DataTableElem>() else { bail!(table.span(), "rows-of-no-table") };
    let mut cells: Vec<Packed<TableCell>> =
        table.cells.iter().filter_map(|cell| cell.to_packed::<TableCell>().cloned()).collect();
    if columns.len() == table.narrowest.len() {
        let fit = Fit { table, columns, side, glyphs: widths(&glyphs), page, air };
        fit.check_head(&cells)?;
        fit.align(&mut cells);
        fit.keep(&mut cells);
    }
    let mut head = Vec::new();
    let mut children = Vec::new();
    for mut cell in cells {
        if place(&cell).y < table.head_rows {
            let span = cell.body.span();
            cell.body = TableHeadElem::new(std::mem::take(&mut cell.body)).pack().spanned(span);
            head.push(TableItem::Cell(cell));
        } else {
            children.push(cell.pack());
        }
    }
    children.insert(0, TableHeader::new(head).pack());
    Ok(children)
}

/// The columns as measured out.
struct Fit<'a> {
    table: &'a DataTableElem,
    columns: Vec<i64>,
    side: i64,
    glyphs: HashMap<char, i64>,
    page: i64,
    air: i64,
}

/// Where a cell lies.
struct Area {
    x: usize,
    y: usize,
    colspan: usize,
    rowspan: usize,
}

/// Under which letter the width of a footnote's mark is kept; no number has letters.
const NOTE: char = 'n';

fn widths(glyphs: &Dict) -> HashMap<char, i64> {
    let width = |value: &Value| match value {
        Value::Int(width) => *width,
        _ => 0,
    };
    let name = |name: &str| if name == "note" { Some(NOTE) } else { name.chars().next() };
    glyphs.iter().filter_map(|(glyph, value)| Some((name(glyph)?, width(value)))).collect()
}

fn place(cell: &TableCell) -> Area {
    let styles = StyleChain::default();
    let (x, y) = (cell.x.get(styles).unwrap_or(0), cell.y.get(styles).unwrap_or(0));
    Area { x, y, colspan: cell.colspan.get(styles).get(), rowspan: cell.rowspan.get(styles).get() }
}

impl Fit<'_> {
    /// The room for text in the columns of a cell.
    fn room(&self, area: &Area) -> i64 {
        self.columns[area.x..area.x + area.colspan].iter().sum::<i64>() - 2 * self.side
    }

    /// The width of a number.
    fn width(&self, text: &str) -> i64 {
        text.chars().map(|c| self.glyphs.get(&c).copied().unwrap_or(1000)).sum()
    }

    /// How many lines a text takes, on the safe side: a line may end a character early.
    fn lines(&self, text: &str, area: &Area) -> i64 {
        let room = self.room(area);
        let of_line = |line: &str| match measure::width(line) {
            width if width <= room => 1,
            width => 1 + (width - 1) / (room - 1000).max(1000),
        };
        text.lines().map(of_line).sum::<i64>().max(1)
    }

    /// Puts the text of the body's cells where its column wants it, unless the editor said where.
    fn align(&self, cells: &mut [Packed<TableCell>]) {
        let areas: Vec<Area> = cells.iter().map(|cell| place(cell)).collect();
        for column in 0..self.columns.len() {
            let is_own = |index: &usize| areas[*index].x == column && areas[*index].y >= self.table.head_rows;
            let (single, merged): (Vec<usize>, Vec<usize>) =
                (0..cells.len()).filter(is_own).partition(|&index| areas[index].colspan == 1);
            let texts = || single.iter().map(|&index| self.table.texts[index].as_str());
            let block = text::number_block(texts(), &|text| self.width(text));
            let words = texts().zip(&single).filter(|(text, _)| !text::is_blank(text));
            let is_long = is_long(words.map(|(text, &index)| self.lines(text, &areas[index])));
            for index in single {
                let number = block.zip(text::number(&self.table.texts[index]));
                let align = match number {
                    Some(_) => HAlignment::Right,
                    None if is_long => HAlignment::Left,
                    None => HAlignment::Center,
                };
                let cell = &mut cells[index];
                if cell.align.is_set() {
                    continue;
                }
                cell.align.set(Smart::Custom(align.into()));
                if let Some(((before, after), (_, own_after))) = number {
                    // The mark of a footnote hangs out of the block.
                    let mark = self.glyphs.get(&NOTE).copied().unwrap_or(0) * self.table.notes[index] as i64;
                    let beside = (self.columns[column] - before - after) / 2;
                    let inset = Em::new((beside + after - self.width(own_after) - mark) as f64 / 1000.0);
                    let right = Some(Rel::from(Length::from(inset)));
                    cell.inset.set(Smart::Custom(Sides::new(None, None, right, None)));
                }
            }
            for index in merged {
                if self.lines(&self.table.texts[index], &areas[index]) > 1 && !cells[index].align.is_set() {
                    cells[index].align.set(Smart::Custom(HAlignment::Left.into()));
                }
            }
        }
    }

    /// Keeps rows on one page: those of a merged cell together, and each row by itself if it is not very high.
    fn keep(&self, cells: &mut [Packed<TableCell>]) {
        let areas: Vec<Area> = cells.iter().map(|cell| place(cell)).collect();
        let heights = self.heights(&areas);
        let head: i64 = heights[..self.table.head_rows].iter().sum();
        // A row of one line cannot be broken, and Typst sets it faster where nothing forbids to.
        let stays_whole = |height: i64| height > 1000 + self.air && height <= self.page / 2;
        // For each row, whether the rows that it is joined with stay together.
        let mut is_kept = Vec::with_capacity(heights.len());
        let mut reach: Vec<usize> = (0..heights.len()).collect();
        for area in &areas {
            reach[area.y] = reach[area.y].max(area.y + area.rowspan - 1);
        }
        let mut first = 0;
        while first < heights.len() {
            let mut last = reach[first];
            let mut row = first;
            while row <= last {
                last = last.max(reach[row]);
                row += 1;
            }
            let height: i64 = heights[first..=last].iter().sum();
            let fits = if first == last { stays_whole(height) } else { height <= self.page - head - 2000 };
            is_kept.extend((first..=last).map(|_| fits));
            first = last + 1;
        }
        for (cell, area) in cells.iter_mut().zip(&areas) {
            let is_whole = is_kept[area.y] || area.rowspan == 1 && stays_whole(heights[area.y]);
            if is_whole {
                cell.breakable.set(Smart::Custom(false));
            }
        }
    }

    /// The height of each row in thousandths of a line.
    fn heights(&self, areas: &[Area]) -> Vec<i64> {
        let mut heights = vec![1000 + self.air; self.table.rows];
        let height = |index: usize| self.lines(&self.table.texts[index], &areas[index]) * 1000 + self.air;
        for (index, area) in areas.iter().enumerate().filter(|(_, area)| area.rowspan == 1) {
            heights[area.y] = heights[area.y].max(height(index));
        }
        // What a merged cell lacks is added to its last row, as Typst does.
        for (index, area) in areas.iter().enumerate().filter(|(_, area)| area.rowspan > 1) {
            let last = area.y + area.rowspan - 1;
            let lack = height(index) - heights[area.y..=last].iter().sum::<i64>();
            heights[last] += lack.max(0);
        }
        heights
    }

    /// Refuses a head that leaves no room for rows.
    fn check_head(&self, cells: &[Packed<TableCell>]) -> SourceResult<()> {
        let areas: Vec<Area> = cells.iter().map(|cell| place(cell)).collect();
        let head: i64 = self.heights(&areas)[..self.table.head_rows].iter().sum();
        if let Some(first) = cells.first().filter(|_| head > self.page - 3000) {
            bail!(first.span(), "table-head-high");
        }
        Ok(())
    }
}

/// Whether the texts of a column, each of so many lines, are long: they are read as text and not at a glance.
fn is_long(lines: impl Iterator<Item = i64>) -> bool {
    let (mut all, mut broken, mut most) = (0, 0, 0);
    for lines in lines {
        all += 1;
        broken += i32::from(lines > 1);
        most = most.max(lines);
    }
    most > 2 || broken * 3 > all
}
