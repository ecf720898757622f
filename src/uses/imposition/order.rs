//! Which pages stand beside each other on a sheet, so that they follow each other when it is folded.

use super::Imposition;

/// A section of 16 pages, worked sheetwise: rows from the top, the upper one upside down; front, then back.
const SIXTEEN: [&[&[usize]]; 2] = [&[&[5, 12, 9, 8], &[4, 13, 16, 1]], &[&[7, 10, 11, 6], &[2, 15, 14, 3]]];
/// A section of 8 pages.
const EIGHT: [&[&[usize]]; 2] = [&[&[5, 4], &[8, 1]], &[&[3, 6], &[2, 7]]];
/// A section of 4 pages: a sheet that is folded once.
const FOUR: [&[&[usize]]; 2] = [&[&[4, 1]], &[&[2, 3]]];

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    /// The number of the sheet, from 1.
    pub(super) sheet: usize,
    /// Whether it is the side with its first page.
    pub(super) is_front: bool,
    /// Pages beside each other.
    pub(super) columns: usize,
    /// Pages above each other.
    pub(super) rows: usize,
    /// The pages in rows from the top.
    pub(super) cells: Vec<Cell>,
}

/// A page on a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its number in the press edition, from 1.
    pub(super) page: usize,
    /// From the left, from 0.
    pub(super) column: usize,
    /// From the top, from 0.
    pub(super) row: usize,
    /// Whether it stands on its head.
    pub(super) is_turned: bool,
}

impl Cell {
    /// Whether its spine is at its left as the sheet lies: that of a right-hand page is, unless it stands on its head.
    pub(super) fn is_bound_left(self) -> bool {
        (self.page % 2 == 1) != self.is_turned
    }
}

/// The sides of the sheets for so many pages, a multiple of 4: front and back in turn.
pub(super) fn sides(imposition: Imposition, pages: usize) -> Vec<Side> {
    match imposition {
        Imposition::Booklet => booklet(pages),
        Imposition::Signatures => signatures(pages),
    }
}

/// Folded sheets, one in the other: the outermost has the first page and the last.
fn booklet(pages: usize) -> Vec<Side> {
    let sheets = (0..pages / 4).flat_map(|sheet| {
        let (first, last) = (2 * sheet + 1, pages - 2 * sheet);
        [side(sheet + 1, true, &[&[last, first]], 0), side(sheet + 1, false, &[&[first + 1, last - 1]], 0)]
    });
    sheets.collect()
}

/// Sections one after the other, of 16 pages as long as there are so many left.
fn signatures(pages: usize) -> Vec<Side> {
    let mut sides = Vec::new();
    let (mut before, mut sheet) = (0, 1);
    while before < pages {
        let (size, [front, back]) = match pages - before {
            16.. => (16, SIXTEEN),
            8.. => (8, EIGHT),
            _ => (4, FOUR),
        };
        sides.extend([side(sheet, true, front, before), side(sheet, false, back, before)]);
        before += size;
        sheet += 1;
    }
    sides
}

fn side(sheet: usize, is_front: bool, rows: &[&[usize]], before: usize) -> Side {
    let cells = rows.iter().enumerate().flat_map(|(row, pages)| {
        let is_turned = row + 1 < rows.len();
        pages.iter().enumerate().map(move |(column, page)| Cell { page: before + page, column, row, is_turned })
    });
    Side { sheet, is_front, columns: rows.first().map_or(0, |row| row.len()), rows: rows.len(), cells: cells.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(side: &Side) -> Vec<usize> {
        side.cells.iter().map(|cell| cell.page).collect()
    }

    #[test]
    fn the_outermost_sheet_of_a_booklet_has_the_first_page_and_the_last() {
        let sides = sides(Imposition::Booklet, 48);
        let first: Vec<_> = sides.iter().take(4).map(pages).collect();
        assert_eq!(first, [[48, 1], [2, 47], [46, 3], [4, 45]]);
        assert_eq!(pages(&sides[22]), [26, 23]);
        assert_eq!(pages(&sides[23]), [24, 25]);
        assert_eq!(sides.len(), 24);
    }

    #[test]
    fn the_rest_of_a_perfect_binding_is_a_section_of_eight_or_four() {
        let sizes = |number: usize| -> Vec<usize> {
            sides(Imposition::Signatures, number).iter().step_by(2).map(|side| 2 * side.cells.len()).collect()
        };
        assert_eq!(sizes(48), [16, 16, 16]);
        assert_eq!(sizes(44), [16, 16, 8, 4]);
        assert_eq!(sizes(24), [16, 8]);
        assert_eq!(sizes(4), [4]);
    }

    #[test]
    fn each_leaf_has_a_page_and_the_next_on_its_back_and_each_page_stands_once() {
        for imposition in [Imposition::Booklet, Imposition::Signatures] {
            for number in (4..=100).step_by(4) {
                let sides = sides(imposition, number);
                for sheet in sides.chunks(2) {
                    let [front, back] = sheet else { panic!("a sheet has two sides") };
                    assert!(front.is_front && !back.is_front && front.sheet == back.sheet);
                    for cell in &front.cells {
                        // The sheet is turned over as a page of a book is: what was left is right.
                        let column = front.columns - 1 - cell.column;
                        let behind = back.cells.iter().find(|other| (other.column, other.row) == (column, cell.row));
                        let leaf = cell.page.div_ceil(2);
                        assert_eq!(behind.map(|other| other.page.div_ceil(2)), Some(leaf), "page {}", cell.page);
                    }
                }
                let mut all: Vec<usize> = sides.iter().flat_map(pages).collect();
                all.sort_unstable();
                assert_eq!(all, (1..=number).collect::<Vec<_>>());
            }
        }
    }

    /// Leaves that lie one on the other, each with the page below and the one above.
    type Stack = Vec<(usize, usize)>;

    fn turned_over(stack: Stack) -> Stack {
        stack.into_iter().rev().map(|(below, above)| (above, below)).collect()
    }

    /// The pages in the order in which they are read when the sheet, its back above, is folded: from the right until two columns are
    /// left, from the top, from the right.
    fn folded(front: &Side, back: &Side) -> Vec<usize> {
        let mut rows: Vec<Vec<Stack>> = vec![vec![Stack::new(); back.columns]; back.rows];
        for (above, below) in back.cells.iter().flat_map(|above| front.cells.iter().map(move |below| (above, below))) {
            if (above.row, above.column) == (below.row, front.columns - 1 - below.column) {
                rows[above.row][above.column].push((below.page, above.page));
            }
        }
        let from_the_right = |row: &mut Vec<Stack>| {
            for at in 0..row.len() / 2 {
                let over = row.pop().map(turned_over).unwrap_or_default();
                row[at].extend(over);
            }
        };
        if back.columns == 4 {
            rows.iter_mut().for_each(from_the_right);
        }
        if back.rows == 2 {
            let top = rows.remove(0);
            for (stack, over) in rows[0].iter_mut().zip(top) {
                stack.extend(turned_over(over));
            }
        }
        rows.iter_mut().for_each(from_the_right);
        rows[0][0].iter().flat_map(|(below, above)| [*below, *above]).collect()
    }

    #[test]
    fn folded_sheets_are_read_from_the_first_page_to_the_last() {
        for number in (4..=100).step_by(4) {
            let expected: Vec<usize> = (1..=number).collect();
            let sections = sides(Imposition::Signatures, number);
            let sections = sections.chunks(2).flat_map(|sheet| folded(&sheet[0], &sheet[1]));
            assert_eq!(sections.collect::<Vec<_>>(), expected);
            let mut nested: Vec<usize> = Vec::new();
            for sheet in sides(Imposition::Booklet, number).chunks(2).rev() {
                let [first, second, third, last] = folded(&sheet[0], &sheet[1])[..] else {
                    panic!("it has four pages")
                };
                nested = [vec![first, second], nested, vec![third, last]].concat();
            }
            assert_eq!(nested, expected);
        }
    }

    #[test]
    fn pages_that_hang_together_at_the_spine_meet_there() {
        for imposition in [Imposition::Booklet, Imposition::Signatures] {
            for side in sides(imposition, 60) {
                for pair in side.cells.chunks(2) {
                    let [left, right] = pair else { panic!("pages stand in pairs") };
                    assert!(!left.is_bound_left() && right.is_bound_left(), "{} {}", left.page, right.page);
                }
            }
        }
    }
}
