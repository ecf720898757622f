//! Tables.

use super::super::xml::Element;
use super::body::Body;
use crate::markdown::{Cell, Table, TableLine, TableLineKind};

impl Body {
    /// A table with its title and unit, and its notes below it.
    pub(super) fn table(&mut self, table: &Table) -> Vec<Element> {
        let caption = table.above.iter().enumerate().fold(Element::line("caption"), |caption, (index, line)| {
            let caption = caption.kids((index > 0).then(|| Element::new("eol")));
            caption.kid(self.line("span", &line.body).with("class", class(line)))
        });
        let rows = table.cells.iter().map(|cell| cell.y + cell.rowspan).max().unwrap_or(0);
        // A row whose cells all belong to those above has nothing to show, and Akoma Ntoso no place for it.
        let begins: Vec<bool> = (0..rows).map(|y| table.cells.iter().any(|cell| cell.y == y)).collect();
        let rows: Vec<Element> = (0..rows)
            .filter(|y| begins[*y])
            .map(|y| {
                let cells = table.cells.iter().filter(|cell| cell.y == y);
                Element::new("tr").kids(cells.map(|cell| self.cell(cell, table, &begins)).collect::<Vec<_>>())
            })
            .collect();
        let caption = Some(caption).filter(|caption| !caption.is_empty());
        let notes = table.below.iter().map(|line| self.line("p", &line.body).with("class", class(line)));
        let notes: Vec<Element> = notes.collect();
        [Element::new("table").kids(caption).kids(rows)].into_iter().chain(notes).collect()
    }

    fn cell(&mut self, cell: &Cell, table: &Table, begins: &[bool]) -> Element {
        let rows = begins[cell.y..cell.y + cell.rowspan].iter().filter(|begins| **begins).count();
        let mut element = Element::new(if cell.y < table.head_rows { "th" } else { "td" });
        for (name, count) in [("colspan", cell.colspan), ("rowspan", rows)] {
            if count > 1 {
                element = element.with(name, count.to_string());
            }
        }
        element.kids((!cell.body.is_empty()).then(|| self.line("p", &cell.body)))
    }
}

/// What a line beside a table is.
fn class(line: &TableLine) -> &'static str {
    match line.kind {
        TableLineKind::Caption(_) => "caption",
        TableLineKind::Unit => "unit",
        TableLineKind::Note => "note",
    }
}
