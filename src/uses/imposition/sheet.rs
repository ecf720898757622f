//! Where everything lies on a sheet, in points from its lower left corner.
//!
//! Sheets of A4 pages have the formats that print shops keep for it: two pages with marks stand on SRA3 (450 × 320 mm), a section
//! of 16 pages on SRA1 (900 × 640 mm). Other pages have the same room around them.

use super::Imposition;
use super::order::{Cell, Side};

/// Points in a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;

/// Left, lower, right and upper edge, in points.
pub(super) type Edges = [f64; 4];

/// The boxes of a page of the press edition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boxes {
    /// What is left of it when it is cut.
    pub(super) trim: Edges,
    /// What is printed of it.
    pub(super) bleed: Edges,
}

impl Boxes {
    fn width(&self) -> f64 {
        self.trim[2] - self.trim[0]
    }

    fn height(&self) -> f64 {
        self.trim[3] - self.trim[1]
    }

    /// How far what is printed goes on beyond the trim.
    pub(super) fn reach(&self) -> f64 {
        self.trim[0] - self.bleed[0]
    }
}

/// A side of a sheet with its measures.
pub(super) struct Sheet {
    /// The size of the paper.
    pub(super) media: [f64; 2],
    /// What is left when all around is cut off.
    pub(super) trim: Edges,
    /// What is printed.
    pub(super) bleed: Edges,
    /// Its pages.
    pub(super) placed: Vec<Placed>,
    /// Where it is cut: `x` of lines that go down, `y` of lines that go across.
    pub(super) cuts: [Vec<f64>; 2],
    /// Where it is folded.
    pub(super) folds: [Vec<f64>; 2],
}

/// A page on a sheet.
pub(super) struct Placed {
    /// Its number in the press edition, from 1.
    pub(super) page: usize,
    /// What leads from its own points to those of the sheet.
    pub(super) matrix: [f64; 6],
    /// The part of it that is seen.
    pub(super) clip: Edges,
}

/// Lays out a side whose pages are shifted to the spine by `creep`.
pub(super) fn sheet(imposition: Imposition, side: &Side, page: &Boxes, creep: f64) -> Sheet {
    let reach = page.reach();
    // At a spine that is glued, what goes on beyond the trim is milled off; on a fold that is stapled there is none.
    let (pad, room) = match imposition {
        Imposition::Booklet => (0.0, [15.0, 11.5]),
        Imposition::Signatures if side.columns > 2 => (reach, [18.0, 17.0]),
        Imposition::Signatures if side.rows > 1 => (reach, [9.0, 17.0]),
        Imposition::Signatures => (reach, [9.0, 8.5]),
    };
    let [across, down] = room.map(|room| room * MM);
    let cell = [page.width() + 2.0 * pad, page.height() + 2.0 * pad];
    let (right, top) = (across + side.columns as f64 * cell[0], down + side.rows as f64 * cell[1]);
    let inset = |by: f64| [across + by, down + by, right - by, top - by];
    let corner = |of: &Cell| {
        let row = side.rows - 1 - of.row;
        [across + of.column as f64 * cell[0], down + row as f64 * cell[1]]
    };
    let mut cuts = [Vec::new(), Vec::new()];
    for of in &side.cells {
        let [x, y] = corner(of);
        cuts[0].push(if of.is_bound_left() { x + cell[0] - pad } else { x + pad });
        cuts[1].extend([y + pad, y + cell[1] - pad]);
    }
    for list in &mut cuts {
        list.sort_by(f64::total_cmp);
        list.dedup_by(|one, other| (*one - *other).abs() < 0.01);
    }
    Sheet {
        media: [right + across, top + down],
        trim: inset(pad),
        bleed: inset(pad - reach),
        placed: side.cells.iter().map(|of| placed(of, corner(of), cell, page, [pad, creep])).collect(),
        cuts,
        folds: [
            (1..side.columns).map(|column| across + column as f64 * cell[0]).collect(),
            (1..side.rows).map(|row| down + row as f64 * cell[1]).collect(),
        ],
    }
}

fn placed(of: &Cell, [x, y]: [f64; 2], cell: [f64; 2], page: &Boxes, [pad, creep]: [f64; 2]) -> Placed {
    let (reach, shift) = (page.reach(), if of.is_bound_left() { -creep } else { creep });
    let (left, bottom) = (x + pad + shift, y + pad);
    let (right, top) = (left + page.width(), bottom + page.height());
    let mut clip = [left - reach, bottom - reach, right + reach, top + reach];
    if of.is_bound_left() {
        clip[0] = clip[0].max(x);
    } else {
        clip[2] = clip[2].min(x + cell[0]);
    }
    let matrix = if of.is_turned {
        [-1.0, 0.0, 0.0, -1.0, right + page.trim[0], top + page.trim[1]]
    } else {
        [1.0, 0.0, 0.0, 1.0, left - page.trim[0], bottom - page.trim[1]]
    };
    Placed { page: of.page, matrix, clip }
}
