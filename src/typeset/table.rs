//! Tables: from our tree to `gazette.data-table`, with what the text of each column asks for.

use std::num::NonZeroUsize;

use typst::diag::SourceResult;
use typst::foundations::{Content, NativeElement, Packed, Smart};
use typst::layout::HAlignment;
use typst::model::{TableCell, TableHeader, TableItem};

use super::compose;
use super::content::{Builder, span};
use super::elements::DataTableElem;
use crate::markdown::{self, Alignment, Cell, Table};
use crate::measure::width;

impl Builder<'_> {
    /// A table, its head apart from its body.
    pub(super) fn table(&self, table: &Table) -> SourceResult<Content> {
        let Columns { narrowest, widest } = columns(table);
        let whole = whole_rows(table, &widest);
        let (head, body): (Vec<&Cell>, Vec<&Cell>) = table.cells.iter().partition(|cell| cell.y < table.head_rows);
        let head = head.into_iter().map(|cell| Ok(TableItem::Cell(self.cell(cell, table, whole[cell.y])?)));
        let head = head.collect::<SourceResult<_>>()?;
        let mut children = vec![TableHeader::new(head).pack()];
        for cell in body {
            children.push(self.cell(cell, table, whole[cell.y])?.pack());
        }
        Ok(DataTableElem::new(narrowest, widest, children).pack())
    }

    fn cell(&self, cell: &Cell, table: &Table, is_whole: bool) -> SourceResult<Packed<TableCell>> {
        let one = NonZeroUsize::MIN;
        let mut elem = TableCell::new(self.cell_inlines(&cell.body)?)
            .with_x(Smart::Custom(cell.x))
            .with_y(Smart::Custom(cell.y))
            .with_colspan(NonZeroUsize::new(cell.colspan).unwrap_or(one))
            .with_rowspan(NonZeroUsize::new(cell.rowspan).unwrap_or(one));
        let alignment = table.alignment[cell.x].map(|alignment| match alignment {
            Alignment::Left => HAlignment::Left,
            Alignment::Center => HAlignment::Center,
            Alignment::Right => HAlignment::Right,
        });
        // A head cell over several columns is centred on them whatever the first one's alignment.
        if let Some(alignment) = alignment.filter(|_| cell.colspan == 1) {
            elem = elem.with_align(Smart::Custom(alignment.into()));
        }
        if is_whole {
            elem = elem.with_breakable(Smart::Custom(false));
        }
        Ok(Packed::new(elem).spanned(span(self.id, &cell.range)))
    }
}

/// What the text of each column asks for, in thousandths of the type size.
struct Columns {
    /// The longest run without a place to break, and two Han characters at least.
    narrowest: Vec<i64>,
    /// The longest text.
    widest: Vec<i64>,
}

fn columns(table: &Table) -> Columns {
    let mut columns = Columns { narrowest: vec![2000; table.columns], widest: vec![2000; table.columns] };
    for cell in table.cells.iter().filter(|cell| cell.colspan == 1) {
        let text = markdown::plain(&cell.body);
        let runs = compose::runs_in_cell(&text).into_iter().map(width);
        columns.narrowest[cell.x] = runs.fold(columns.narrowest[cell.x], i64::max);
        columns.widest[cell.x] = columns.widest[cell.x].max(width(&text));
    }
    columns
}

/// For each row, whether it is kept on one page: it has no cell that reaches down and none of more than a few lines.
fn whole_rows(table: &Table, widest: &[i64]) -> Vec<bool> {
    /// What a line over the whole width holds, on the safe side, and lines in a row.
    const LINE: i64 = 28_000;
    const LINES: i64 = 12;
    let share = |column: usize| widest[column].min(15_000) + 1500;
    let all: i64 = (0..table.columns).map(share).sum();
    let rows = table.cells.iter().map(|cell| cell.y + cell.rowspan).max().unwrap_or(0);
    let mut whole = vec![true; rows];
    for cell in &table.cells {
        let room = (cell.x..cell.x + cell.colspan).map(share).sum::<i64>() * LINE / all;
        if cell.rowspan > 1 && cell.y >= table.head_rows || width(&markdown::plain(&cell.body)) > room * LINES {
            whole[cell.y..cell.y + cell.rowspan].fill(false);
        }
    }
    whole
}
