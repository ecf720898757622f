//! Tables: from our tree to `gazette.data-table`, with what the text of each column asks for.

mod around;
mod long;
mod rows;
mod text;
mod turned;
mod whole;
mod widths;

use std::num::NonZeroUsize;

use typst::diag::SourceResult;
use typst::ecow::EcoString;
use typst::foundations::{Content, NativeElement, NativeRuleMap, Smart};
use typst::layout::HAlignment;
use typst::model::TableCell;

pub(super) use self::long::LongTableElem;
pub(super) use self::rows::table_rows;
pub(super) use self::turned::TurnedElem;
pub(super) use self::whole::WholeTableElem;
pub(super) use self::widths::glyph_widths;
use super::compose;
use super::content::Builder;
use super::elements::{DataTableElem, TableCaptionElem, TableNoteElem, TableUnitElem};
use super::measure::width;
use crate::markdown::{self, Alignment, Cell, Table, TableLine, TableLineKind};

/// Lets Typst lay out in print what templates cannot.
pub(super) fn register(rules: &mut NativeRuleMap) {
    long::register(rules);
    turned::register(rules);
    whole::register(rules);
}

/// What stands above a part of a table that is not the first.
const CONTINUED: &str = "续";
/// What a table without a number is called there.
const UNNUMBERED: &str = "表";

impl Builder<'_> {
    /// A table with what belongs to it, below the headings `lead`.
    pub(super) fn table(&self, table: &Table, lead: Content) -> SourceResult<Content> {
        let cells = table.cells.iter().map(|cell| self.cell(cell, table));
        let cells = cells.collect::<SourceResult<_>>()?;
        let texts: Vec<EcoString> = table.cells.iter().map(|cell| cell.text().into()).collect();
        let (narrowest, widest) = asked_widths(table);
        let find = |wanted: fn(&TableLineKind) -> bool| table.above.iter().find(|line| wanted(&line.kind));
        let number = find(|kind| matches!(kind, TableLineKind::Caption(_))).map(|line| match &line.kind {
            TableLineKind::Caption(number) => number.as_str(),
            _ => UNNUMBERED,
        });
        let continued = format!("{CONTINUED}{}", number.unwrap_or(UNNUMBERED));
        let unit = find(|kind| *kind == TableLineKind::Unit).map(|line| markdown::plain(&line.body).into());
        let notes = table.cells.iter().map(|cell| cell.body.iter().filter(|inline| inline.has_footnote()).count());
        let rows = table.cells.iter().map(|cell| cell.y + cell.rowspan).max().unwrap_or(0);
        let elem = DataTableElem::new(narrowest, widest, rows, table.head_rows, cells, texts, notes.collect())
            .with_lead(lead)
            .with_above(self.table_lines(&table.above)?)
            .with_below(self.table_lines(&table.below)?)
            .with_continued(continued.into())
            .with_unit(unit);
        Ok(elem.pack())
    }

    fn table_lines(&self, lines: &[TableLine]) -> SourceResult<Content> {
        let lines = lines.iter().map(|line| {
            let body = self.inlines(&line.body)?;
            let content = match line.kind {
                TableLineKind::Caption(_) => TableCaptionElem::new(body).pack(),
                TableLineKind::Unit => TableUnitElem::new(body).pack(),
                TableLineKind::Note => TableNoteElem::new(body).pack(),
            };
            Ok(content.spanned(self.span(&line.range)))
        });
        Ok(Content::sequence(lines.collect::<SourceResult<Vec<_>>>()?))
    }

    fn cell(&self, cell: &Cell, table: &Table) -> SourceResult<Content> {
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
        // Head cells are centred, and so is a cell over several columns, whatever the first one's alignment.
        if let Some(alignment) = alignment.filter(|_| cell.colspan == 1 && cell.y >= table.head_rows) {
            elem = elem.with_align(Smart::Custom(alignment.into()));
        }
        Ok(elem.pack().spanned(self.span(&cell.range)))
    }
}

/// For each column what its text asks for, in thousandths of the type size: the longest run without a place to break,
/// and two Han characters at least if it has that many, and the longest line.
fn asked_widths(table: &Table) -> (Vec<i64>, Vec<i64>) {
    let (mut narrowest, mut widest) = (vec![1000; table.columns], vec![1000; table.columns]);
    for cell in table.cells.iter().filter(|cell| cell.colspan == 1) {
        for line in cell.text().lines() {
            let runs = compose::runs_in_cell(line).into_iter().map(width);
            narrowest[cell.x] = runs.fold(narrowest[cell.x], i64::max);
            widest[cell.x] = widest[cell.x].max(width(line));
        }
    }
    for column in 0..table.columns {
        let body = table.cells.iter().filter(|cell| cell.x == column && cell.y >= table.head_rows && cell.colspan == 1);
        let texts: Vec<String> = body.map(Cell::text).collect();
        let block = text::number_block(texts.iter().map(String::as_str), &width);
        if let Some((before, after)) = block {
            narrowest[column] = narrowest[column].max(before + after);
            widest[column] = widest[column].max(before + after);
        }
    }
    for (narrowest, widest) in narrowest.iter_mut().zip(&widest) {
        *narrowest = (*narrowest).max(2000.min(*widest));
    }
    (narrowest, widest)
}
