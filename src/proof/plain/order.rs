//! Whether text is read in the order in which it stands: two lines or two cells that changed places on the page, and not in the
//! structure, would be copied and proved as they were.
//!
//! Within an element of the structure, on each page: every line runs on along itself, and the next one stands below it. The rows of
//! a table stand below each other, and the cells of a row beside each other.

use std::collections::HashMap;

use super::{is_printed, quoted};
use crate::language::Message;
use crate::proof::reader::{Glyph, Kid, Node, Pdf};

/// What stands elsewhere than where its element is read: at the foot of the page, or on a picture's place.
const ELSEWHERE: [&str; 3] = ["Note", "Figure", "Caption"];
/// What is read one below the other or beside each other, each with an order of its own.
const BLOCKS: [&str; 22] = [
    "P",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "Table",
    "THead",
    "TBody",
    "TFoot",
    "TR",
    "TH",
    "TD",
    "L",
    "LI",
    "LBody",
    "Lbl",
    "Div",
    "Document",
    "BlockQuote",
    "Sect",
];

/// What is read in another order than it stands in.
pub(super) fn faults(pdf: &Pdf) -> Vec<Message> {
    let mut contents: Contents = HashMap::new();
    for (page, sheet) in pdf.pages.iter().zip(1..) {
        for glyph in page.glyphs.iter().filter(|glyph| !glyph.is_artifact && is_printed(glyph)) {
            if let Some(id) = glyph.content {
                contents.entry((sheet, id)).or_default().push(glyph);
            }
        }
    }
    let mut faults = Vec::new();
    walk(pdf.structure.as_deref().unwrap_or_default(), &contents, &mut faults);
    faults
}

/// The glyphs of every marked content: page, from 1, and number.
type Contents<'a> = HashMap<(u32, u32), Vec<&'a Glyph>>;

fn walk(kids: &[Kid], contents: &Contents, faults: &mut Vec<Message>) {
    for kid in kids {
        let Kid::Node(node) = kid else { continue };
        if node.kind == "Figure" {
            continue;
        }
        if is_block(node) {
            let own = runs(&node.kids, contents);
            faults.extend(own.iter().filter_map(|(sheet, glyphs)| line_fault(*sheet, glyphs)));
        }
        if node.kind == "Table" {
            table(node, contents, faults);
        }
        walk(&node.kids, contents, faults);
    }
}

fn is_block(node: &Node) -> bool {
    BLOCKS.contains(&node.kind.as_str())
}

/// The glyphs of an element by page, without those of elements within it that are blocks or stand elsewhere.
fn runs<'a>(kids: &[Kid], contents: &Contents<'a>) -> Vec<(u32, Vec<&'a Glyph>)> {
    fn collect<'a>(kids: &[Kid], contents: &Contents<'a>, found: &mut Vec<(u32, Vec<&'a Glyph>)>) {
        for kid in kids {
            match kid {
                Kid::Node(node) if is_block(node) || ELSEWHERE.contains(&node.kind.as_str()) => {}
                Kid::Node(node) => collect(&node.kids, contents, found),
                Kid::Content { sheet, id } => {
                    let glyphs = contents.get(&(*sheet, *id)).into_iter().flatten().copied();
                    match found.last_mut().filter(|(last, _)| last == sheet) {
                        Some((_, run)) => run.extend(glyphs),
                        None => found.push((*sheet, glyphs.collect())),
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    collect(kids, contents, &mut found);
    found
}

/// Where a glyph stands along its line, and across the lines.
fn place(glyph: &Glyph) -> (f64, f64) {
    let (x, y) = glyph.manner.along;
    (glyph.x * x + glyph.y * y, glyph.y * x - glyph.x * y)
}

/// The first glyph of a passage that stands before or above the one that it is read after.
fn line_fault(sheet: u32, glyphs: &[&Glyph]) -> Option<Message> {
    let is_wrong = |pair: &[&Glyph]| {
        let [before, behind] = pair else { return false };
        let ((x, y), (next_x, next_y)) = (place(before), place(behind));
        let size = before.size.max(behind.size);
        let is_same = (next_y - y).abs() < size * 0.6;
        before.manner.along == behind.manner.along && if is_same { next_x < x - size * 0.6 } else { next_y < y }
    };
    let at = glyphs.windows(2).position(is_wrong)?;
    Some(message!("plain-order", words = quoted(glyphs[at + 1..].iter().copied()), sheet))
}

/// The rows and cells of a table.
fn table(node: &Node, contents: &Contents, faults: &mut Vec<Message>) {
    let mut rows: Vec<&Node> = Vec::new();
    each_row(&node.kids, &mut rows);
    // The lowest baseline so far, by page.
    let mut lowest: HashMap<u32, f64> = HashMap::new();
    for row in rows {
        let mut bottoms: HashMap<u32, f64> = HashMap::new();
        let mut before: HashMap<u32, f64> = HashMap::new();
        for kid in &row.kids {
            let Kid::Node(cell) = kid else { continue };
            for (sheet, glyphs) in cell_glyphs(&cell.kids, contents) {
                let places = || glyphs.iter().map(|glyph| place(glyph));
                let (left, right) = (places().map(|it| it.0).fold(f64::INFINITY, f64::min), places().map(|it| it.0));
                let right = right.fold(f64::NEG_INFINITY, f64::max);
                let (top, bottom) = (places().map(|it| it.1).fold(f64::INFINITY, f64::min), places().map(|it| it.1));
                let bottom = bottom.fold(f64::NEG_INFINITY, f64::max);
                let is_beside = before.get(&sheet).is_none_or(|before| left > *before);
                let is_below = lowest.get(&sheet).is_none_or(|lowest| top > *lowest);
                if !is_beside || !is_below {
                    faults.push(message!("plain-other-cell", words = quoted(glyphs.iter().copied()), sheet));
                }
                before.insert(sheet, right);
                // A cell of several rows reaches below its own.
                if cell.span.1 == 1 {
                    let known = bottoms.entry(sheet).or_insert(bottom);
                    *known = known.max(bottom);
                }
            }
        }
        for (sheet, bottom) in bottoms {
            let known = lowest.entry(sheet).or_insert(bottom);
            *known = known.max(bottom);
        }
    }
}

fn each_row<'a>(kids: &'a [Kid], rows: &mut Vec<&'a Node>) {
    for kid in kids {
        match kid {
            Kid::Node(node) if node.kind == "TR" => rows.push(node),
            Kid::Node(node) => each_row(&node.kids, rows),
            Kid::Content { .. } => {}
        }
    }
}

/// All glyphs of a cell by page, without those of notes.
fn cell_glyphs<'a>(kids: &[Kid], contents: &Contents<'a>) -> Vec<(u32, Vec<&'a Glyph>)> {
    fn collect<'a>(kids: &[Kid], contents: &Contents<'a>, found: &mut Vec<(u32, Vec<&'a Glyph>)>) {
        for kid in kids {
            match kid {
                Kid::Node(node) if ELSEWHERE.contains(&node.kind.as_str()) => {}
                Kid::Node(node) => collect(&node.kids, contents, found),
                Kid::Content { sheet, id } => {
                    let Some(glyphs) = contents.get(&(*sheet, *id)) else { continue };
                    match found.iter_mut().find(|(known, _)| known == sheet) {
                        Some((_, run)) => run.extend(glyphs.iter().copied()),
                        None => found.push((*sheet, glyphs.clone())),
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    collect(kids, contents, &mut found);
    found
}
