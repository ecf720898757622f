//! 版记 (7.4): its rules and the size of its type.

use super::Expected;
use super::measurement::{Findings, Item, PLATE, TYPE, WEIGHT};
use super::sheet::{Rule, Sheet};

const OUTER: Item = Item { what: "版记, first and last rule, weight", clause: "7.4.1", tolerance: WEIGHT };
const INNER: Item = Item { what: "版记, inner rules, weight", clause: "7.4.1", tolerance: WEIGHT };
const LEFT: Item = Item { what: "版记 rules, left of 版心", clause: "7.4.1", tolerance: PLATE };
const WIDTH: Item = Item { what: "版记 rules, width", clause: "7.4.1", tolerance: PLATE };
const FOOT: Item = Item { what: "版记, last rule below 版心's top", clause: "7.4.1", tolerance: PLATE };
const BARE_FOOT: Item = Item { what: "版记 of a letter, foot below 版心's top", clause: "10.1", tolerance: PLATE };
const SIZE: Item = Item { what: "版记 4号", clause: "7.4.2", tolerance: TYPE };

/// Measures the foot of every document that has 版记.
pub(super) fn measure(sheets: &[Sheet], expected: &Expected, findings: &mut Findings) {
    for sheet in sheets.iter().filter(|sheet| has_colophon(sheet, sheets.get(sheet.number as usize), expected)) {
        let at = sheet.number;
        let rules: Vec<&Rule> = rules(sheet, expected).collect();
        let [first, inner @ .., last] = rules.as_slice() else {
            findings.length(FOOT, at, 225.0, expected.height, None);
            continue;
        };
        findings.length(OUTER, at, 0.35, 0.35, Some(first.weight));
        for rule in inner {
            findings.length(INNER, at, 0.25, 0.25, Some(rule.weight));
        }
        findings.length(OUTER, at, 0.35, 0.35, Some(last.weight));
        for rule in &rules {
            findings.length(LEFT, at, 0.0, 0.0, Some(rule.left - sheet.left));
            findings.length(WIDTH, at, 156.0, expected.width, Some(rule.right - rule.left));
        }
        findings.length(FOOT, at, 225.0, expected.height, Some(last.y - expected.top_margin));
        let standard = Expected::standard().size(14.0);
        for line in sheet.lines.iter().filter(|line| line.y > first.y && line.y < last.y) {
            findings.length(SIZE, at, standard, expected.size(expected.sizes.colophon), Some(line.size));
        }
    }
}

/// Measures the foot of every letter that has 版记: its last line stands on the foot of the type area.
pub(super) fn measure_bare(sheets: &[Sheet], expected: &Expected, findings: &mut Findings) {
    for letter in expected.documents.iter().filter(|document| document.has_bare_colophon) {
        let Some(sheet) = sheets.iter().find(|sheet| sheet.number == letter.last_sheet) else { continue };
        let size = expected.size(expected.sizes.colophon);
        let last = sheet.lines.iter().rfind(|line| (line.size - size).abs() < TYPE);
        let foot = last.map(|line| line.bottom() - expected.top_margin);
        findings.length(BARE_FOOT, sheet.number, 225.0, expected.height, foot);
    }
}

/// Whether 版记 stands at the foot of this page: a document that has one ends on it, or on the blank page after it, and none
/// begins under it.
fn has_colophon(sheet: &Sheet, next: Option<&Sheet>, expected: &Expected) -> bool {
    let begins = |number: u32| expected.documents.iter().any(|document| document.sheet == number);
    let ends =
        |number: u32| expected.documents.iter().any(|document| document.has_colophon && document.last_sheet == number);
    let is_last = ends(sheet.number)
        && expected.documents.iter().all(|document| {
            document.sheet != sheet.number || document.last_sheet == sheet.number && expected.begins_page(document)
        });
    let is_before_blank = next.is_some_and(|next| next.is_blank() && ends(next.number) && !begins(next.number));
    !sheet.is_blank() && (is_last || is_before_blank)
}

/// From the first to the last rule, on a page on which a document with 版记 ends.
pub(super) fn span(sheet: &Sheet, expected: &Expected) -> Option<(f64, f64)> {
    let near = [sheet.number, sheet.number + 1];
    let mut documents = expected.documents.iter();
    documents.find(|document| document.has_colophon && near.contains(&document.last_sheet))?;
    let rules: Vec<&Rule> = rules(sheet, expected).collect();
    Some((rules.first()?.y, rules.last()?.y))
}

/// Long black rules of the type area that are not those of a table; 书眉 has its own above it.
fn rules<'s>(sheet: &'s Sheet, expected: &Expected) -> impl Iterator<Item = &'s Rule> {
    let top = expected.top_margin;
    sheet.rules.iter().filter(move |rule| !rule.colour.is_red() && rule.y > top)
}
