//! That the ruler finds every kind of damage, each on a printed issue damaged here: a proof that cannot fail proves nothing.

use std::sync::OnceLock;

use gazette::diag::Diagnostics;
use gazette::place::Place;
use gazette::proof::ruler::{Verdict, measure, report};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};

use crate::printed_issue::edition;
use crate::ruler::{expected, item, wrong};

/// Points in a millimetre.
const PT: f32 = 72.0 / 25.4;
/// A page of the printed issue full of text, of an odd folio.
const ODD: u32 = 7;
/// The page of the printed issue with its first head.
const HEAD: u32 = 5;
/// The page of the printed issue with its first 版记.
const COLOPHON: u32 = 21;

/// The printed issue with the operators of one page changed.
fn damaged(sheet: u32, damage: impl FnOnce(&mut Vec<Operation>)) -> Vec<u8> {
    static PRINTED: OnceLock<Document> = OnceLock::new();
    let printed = PRINTED.get_or_init(|| Document::load_mem(&edition().artefacts["2024-02.pdf"]).unwrap());
    let mut document = printed.clone();
    let page = document.get_pages()[&sheet];
    let mut content = document.get_and_decode_page_content(page).unwrap();
    damage(&mut content.operations);
    document.change_page_content(page, Content { operations: content.operations }.encode().unwrap()).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[track_caller]
fn finds(sheet: u32, damage: impl FnOnce(&mut Vec<Operation>), findings: &[&str]) {
    let measurements = measure(&damaged(sheet, damage), &expected()).unwrap();
    assert_eq!(wrong(&measurements), findings);
    let sheets = measurements.iter().filter(|found| found.verdict == Verdict::Wrong).map(|found| found.sheet);
    assert!(sheets.into_iter().all(|found| found == sheet), "{measurements:?}");
}

/// Puts the whole page under one more transformation.
fn transform(operations: &mut Vec<Operation>, matrix: [f32; 6]) {
    operations.insert(0, Operation::new("cm", matrix.map(Object::Real).to_vec()));
}

fn number(operation: &Operation, at: usize) -> f32 {
    operation.operands[at].as_float().unwrap()
}

/// Distances of the baselines of a page from its foot, from the top, in pt.
fn baselines(operations: &[Operation]) -> Vec<f32> {
    let cm = operations.iter().filter(|operation| operation.operator == "cm");
    let mut found: Vec<f32> = cm.map(|operation| number(operation, 5)).collect();
    found.sort_by(|a, b| b.total_cmp(a));
    found.dedup();
    found
}

/// Adds to an operand of every `operator` between the `cm` of this baseline and its `Q`; `f` is given its operands.
fn on_line(operations: &mut [Operation], y: f32, operator: &str, mut f: impl FnMut(&mut Vec<Object>)) {
    let mut is_there = false;
    for operation in operations {
        match operation.operator.as_str() {
            "cm" => is_there = number(operation, 5) == y,
            "Q" => is_there = false,
            _ => {}
        }
        if is_there && operation.operator == operator {
            f(&mut operation.operands);
        }
    }
}

fn add(operand: &mut Object, by: f32) {
    *operand = Object::Real(operand.as_float().unwrap() + by);
}

fn scale(operand: &mut Object, by: f32) {
    *operand = Object::Real(operand.as_float().unwrap() * by);
}

fn move_line(operations: &mut [Operation], y: f32, right: f32, down: f32) {
    on_line(operations, y, "cm", |matrix| {
        add(&mut matrix[4], right * PT);
        add(&mut matrix[5], -down * PT);
    });
}

/// The distance from the foot of what the first operation that `is_meant` belongs to.
fn line_of(operations: &[Operation], is_meant: impl Fn(&Operation) -> bool) -> f32 {
    let at = operations.iter().position(is_meant).unwrap();
    number(operations[..at].iter().rfind(|operation| operation.operator == "cm").unwrap(), 5)
}

#[test]
fn a_page_that_is_moved_or_stretched_is_found() {
    let right = ["订口: 30.00 mm", "页码, from the right on odd pages: 3.57 mm"];
    finds(ODD, |page| transform(page, [1.0, 0.0, 0.0, 1.0, 2.0 * PT, 0.0]), &right);
    let down = ["行, off the grid: 2.00 mm", "天头: 39.00 mm", "页码, dash below 版心: 9.00 mm"];
    finds(ODD, |page| transform(page, [1.0, 0.0, 0.0, 1.0, 0.0, -2.0 * PT]), &down);
    // About the left edge of the type area: the folio stands 150.43 mm from it, and then 1.5 mm less.
    let narrow = ["版心 width: 154.44 mm", "页码, from the right on odd pages: 7.08 mm"];
    finds(ODD, |page| transform(page, [0.99, 0.0, 0.0, 1.0, 28.0 * PT * 0.01, 0.0]), &narrow);
    let paper = |pdf: &mut Document| {
        let page = pdf.get_pages()[&ODD];
        pdf.get_object_mut(page)
            .unwrap()
            .as_dict_mut()
            .unwrap()
            .set("MediaBox", [0.0, 0.0, 205.0 * PT, 297.0 * PT].map(Object::Real).to_vec());
    };
    let mut document = Document::load_mem(&edition().artefacts["2024-02.pdf"]).unwrap();
    paper(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(wrong(&measure(&bytes, &expected()).unwrap()), ["用纸 width: 205.00 mm"]);
}

#[test]
fn a_line_that_is_moved_is_found() {
    let up = ["行, line to line: 12.45 mm", "行, off the grid: -2.00 mm", "天头: 35.00 mm", "版心 height: 227.00 mm"];
    let first = |page: &mut Vec<Operation>| {
        let y = baselines(page)[0];
        move_line(page, y, 0.0, -2.0);
    };
    finds(ODD, first, &up);
    let last = |page: &mut Vec<Operation>| {
        let y = baselines(page)[21];
        move_line(page, y, 0.0, 1.5);
    };
    finds(ODD, last, &["行, line to line: 11.95 mm", "行, off the grid: 1.50 mm", "版心 height: 226.50 mm"]);
}

#[test]
fn type_of_another_size_is_found() {
    let smaller = |page: &mut Vec<Operation>| {
        let y = baselines(page)[4];
        on_line(page, y, "Tf", |operands| scale(&mut operands[1], 15.0 / 16.0));
    };
    finds(ODD, smaller, &["正文 3号: 5.22 mm"]);
    let mut expected = expected();
    expected.sizes.note = 15.0;
    assert_eq!(wrong(&measure(&damaged(ODD, smaller), &expected).unwrap()), Vec::<String>::new());
}

#[test]
fn a_line_too_many_is_found() {
    let between = |page: &mut Vec<Operation>| {
        let rows = baselines(page);
        let start = page.iter().position(|operation| operation.operator == "cm" && number(operation, 5) == rows[3]);
        let start = start.unwrap() - 1;
        let end = start + page[start..].iter().position(|operation| operation.operator == "Q").unwrap();
        let mut copy = page[start..=end].to_vec();
        add(&mut copy[1].operands[5], (rows[4] - rows[3]) / 2.0);
        page.splice(start..start, copy);
    };
    let found = ["行, line to line: 5.22 mm", "行, off the grid: 5.22 mm", "lines on a full page: 23"];
    finds(ODD, between, &found);
}

#[test]
fn a_character_too_many_is_found() {
    let squeezed = |page: &mut Vec<Operation>| {
        // A line of 28 Han characters in one string: one more, and all of them narrower.
        let is_full = |operation: &Operation| {
            let strings = || operation.operands.first().and_then(|array| array.as_array().ok());
            operation.operator == "TJ"
                && strings()
                    .is_some_and(|list| matches!(list.as_slice(), [Object::String(codes, _)] if codes.len() == 56))
        };
        let y = line_of(page, is_full);
        on_line(page, y, "TJ", |operands| {
            let Object::String(codes, _) = &mut operands[0].as_array_mut().unwrap()[0] else { panic!() };
            codes.extend_from_within(..2);
        });
        on_line(page, y, "cm", |matrix| scale(&mut matrix[0], 28.0 / 29.0));
    };
    finds(ODD, squeezed, &["characters in a full line: 29"]);
}

#[test]
fn a_head_that_is_moved_or_recoloured_is_found() {
    let lower = |page: &mut Vec<Operation>| {
        let y = baselines(page)[0];
        move_line(page, y, 0.0, 3.0);
    };
    finds(HEAD, lower, &["发文机关标志 below 版心's top: 38.00 mm", "发文字号 below 标志: 17.90 mm"]);
    let black = |page: &mut Vec<Operation>| {
        let y = baselines(page)[0];
        on_line(page, y, "scn", |operands| operands[0] = Object::Real(0.0));
    };
    finds(HEAD, black, &["发文机关标志, colour: #000000"]);
}

#[test]
fn a_red_line_that_is_moved_cut_recoloured_or_missing_is_found() {
    let red = |page: &[Operation]| line_of(page, |operation| operation.operator == "S");
    let lower = |page: &mut Vec<Operation>| {
        let y = red(page);
        move_line(page, y, 0.0, 2.0);
    };
    finds(HEAD, lower, &["red line below 发文字号: 6.00 mm", "标题 below the red line: 19.02 mm"]);
    let cut = |page: &mut Vec<Operation>| {
        let y = red(page);
        on_line(page, y, "l", |operands| add(&mut operands[0], -5.0 * PT));
    };
    finds(HEAD, cut, &["red line, width: 151.00 mm"]);
    let moved = |page: &mut Vec<Operation>| {
        let y = red(page);
        move_line(page, y, -3.0, 0.0);
    };
    finds(HEAD, moved, &["red line, left of 版心: -3.00 mm"]);
    let blue = |page: &mut Vec<Operation>| {
        let y = red(page);
        on_line(page, y, "SCN", |operands| operands.rotate_right(1));
    };
    finds(HEAD, blue, &["red line, colour: #00c000"]);
    let missing = |page: &mut Vec<Operation>| page.retain(|operation| operation.operator != "S");
    finds(HEAD, missing, &["red line below 发文字号: missing"]);
    let heavy = |page: &mut Vec<Operation>| {
        let y = red(page);
        on_line(page, y, "w", |operands| operands[0] = Object::Real(1.0 * PT));
    };
    let measurements = measure(&damaged(HEAD, heavy), &expected()).unwrap();
    // The six heads are noted, and no weight is wrong.
    assert_eq!((wrong(&measurements).len(), item(&measurements, "red line, weight").places), (0, 6));
}

#[test]
fn a_title_that_is_moved_or_too_small_is_found() {
    let title = |page: &[Operation]| baselines(page)[3];
    let lower = |page: &mut Vec<Operation>| {
        let y = title(page);
        move_line(page, y, 0.0, 3.0);
    };
    finds(HEAD, lower, &["标题 below the red line: 24.02 mm"]);
    let small = |page: &mut Vec<Operation>| {
        let y = title(page);
        on_line(page, y, "Tf", |operands| operands[1] = Object::Real(18.0));
    };
    finds(HEAD, small, &["标题 below the red line: 21.96 mm", "标题 2号: 6.35 mm"]);
}

#[test]
fn a_folio_that_is_moved_scaled_changed_or_missing_is_found() {
    let folio = |page: &[Operation]| *baselines(page).last().unwrap();
    let lower = |page: &mut Vec<Operation>| {
        let y = folio(page);
        move_line(page, y, 0.0, 2.5);
    };
    finds(ODD, lower, &["页码, dash below 版心: 9.50 mm"]);
    let inward = |page: &mut Vec<Operation>| {
        let y = folio(page);
        move_line(page, y, -2.0, 0.0);
    };
    finds(ODD, inward, &["页码, from the right on odd pages: 7.57 mm"]);
    finds(ODD + 1, inward, &["页码, from the left on even pages: 3.57 mm"]);
    let small = |page: &mut Vec<Operation>| {
        let y = folio(page);
        on_line(page, y, "Tf", |operands| scale(&mut operands[1], 0.9));
    };
    let measurements = measure(&damaged(ODD, small), &expected()).unwrap();
    assert_eq!(wrong(&measurements), ["页码 4号: 4.39 mm", "页码, from the right on odd pages: 7.11 mm"]);
    let missing = |page: &mut Vec<Operation>| {
        let y = folio(page);
        on_line(page, y, "TJ", |operands| operands[0] = Object::Array(Vec::new()));
    };
    finds(ODD, missing, &["页码 between dashes: missing"]);
    let bare = |page: &mut Vec<Operation>| {
        let y = folio(page);
        on_line(page, y, "TJ", |operands| {
            let Object::String(codes, _) = &mut operands[0].as_array_mut().unwrap()[0] else { panic!() };
            codes.drain(..2);
        });
    };
    let measurements = measure(&damaged(ODD, bare), &expected()).unwrap();
    assert_eq!(wrong(&measurements)[0], "页码 between dashes: 3—");
}

#[test]
fn rules_of_the_colophon_that_are_wrong_are_found() {
    // From the top: the first, the inner and the last rule.
    let rules = |page: &[Operation]| {
        let strokes = page.iter().enumerate().filter(|(_, operation)| operation.operator == "S");
        strokes.map(|(at, _)| line_before(page, at)).collect::<Vec<_>>()
    };
    let weight = |at: usize, weight: f32| {
        move |page: &mut Vec<Operation>| {
            let y = rules(page)[at];
            on_line(page, y, "w", |operands| operands[0] = Object::Real(weight * PT));
        }
    };
    finds(COLOPHON, weight(0, 0.25), &["版记, first and last rule, weight: 0.25 mm"]);
    finds(COLOPHON, weight(1, 0.35), &["版记, inner rules, weight: 0.35 mm"]);
    finds(COLOPHON, weight(2, 0.5), &["版记, first and last rule, weight: 0.50 mm"]);
    let lower = |page: &mut Vec<Operation>| {
        let y = rules(page)[2];
        move_line(page, y, 0.0, 2.0);
    };
    finds(COLOPHON, lower, &["版记, last rule below 版心's top: 227.00 mm"]);
    let cut = |page: &mut Vec<Operation>| {
        let y = rules(page)[0];
        on_line(page, y, "l", |operands| add(&mut operands[0], -5.0 * PT));
    };
    finds(COLOPHON, cut, &["版记 rules, width: 151.00 mm"]);
    let moved = |page: &mut Vec<Operation>| {
        let y = rules(page)[1];
        move_line(page, y, 2.0, 0.0);
    };
    finds(COLOPHON, moved, &["版记 rules, left of 版心: 2.00 mm"]);
    let missing = |page: &mut Vec<Operation>| page.retain(|operation| operation.operator != "S");
    let measurements = measure(&damaged(COLOPHON, missing), &expected()).unwrap();
    assert!(wrong(&measurements).contains(&"版记, last rule below 版心's top: missing".to_owned()));
    let large = |page: &mut Vec<Operation>| {
        let y = rules(page)[0];
        let below = baselines(page).into_iter().find(|line| *line < y - 1.0).unwrap();
        on_line(page, below, "Tf", |operands| operands[1] = Object::Real(16.0));
    };
    finds(COLOPHON, large, &["版记 4号: 5.64 mm"]);
}

/// The distance from the foot of what is drawn by the operation at `at`.
fn line_before(operations: &[Operation], at: usize) -> f32 {
    number(operations[..at].iter().rfind(|operation| operation.operator == "cm").unwrap(), 5)
}

#[test]
fn a_deviation_is_reported_at_the_document_of_its_page() {
    let lower = |page: &mut Vec<Operation>| {
        let y = baselines(page)[0];
        move_line(page, y, 0.0, 3.0);
    };
    let expected = expected();
    let measurements = measure(&damaged(22, lower), &expected).unwrap();
    let mut diagnostics = Diagnostics::default();
    report(&measurements, &expected, &Place::whole("2024-02"), &mut diagnostics);
    let list = diagnostics.sorted();
    let [number, found] = list.as_slice() else { panic!("{list:?}") };
    assert!(
        number.message.to_string().starts_with("`发文字号 below 标志` measures 17.90 mm on page 22 of the PDF"),
        "{number:?}"
    );
    assert!(found.place.file.ends_with("2024-02/zhengfa-04.md"), "{found:?}");
    assert_eq!(found.code, "off-standard");
    let message =
        "`发文机关标志 below 版心's top` measures 38.00 mm on page 22 of the PDF, not 35.00 mm (GB/T 9704-2012, 7.2.4)";
    assert_eq!(found.message.to_string(), message);
}

#[test]
fn a_damaged_file_is_an_error_and_no_panic() {
    let bytes = &edition().artefacts["2024-02.pdf"];
    for part in 0..8 {
        let cut = &bytes[..bytes.len() * part / 8];
        let found = measure(cut, &expected());
        assert!(found.as_ref().is_err() || !wrong(found.as_ref().unwrap()).is_empty(), "{part} of 8");
    }
    let mut torn = bytes.clone();
    for byte in torn.iter_mut().step_by(97) {
        *byte = byte.wrapping_add(13);
    }
    let found = measure(&torn, &expected());
    assert!(found.as_ref().is_err() || !wrong(found.as_ref().unwrap()).is_empty());
}
