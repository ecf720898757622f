//! 版头 and 标题: the head of a 文件, 命令 or 纪要, the red line, and what stands under them (7.2, 7.3.1, 10.2, 10.3).

use super::measurement::{Findings, Item, PLATE};
use super::sheet::{Line, Rule, Sheet, hex};
use super::{Expected, ExpectedDocument};
use crate::manifest::Form;

const DOCUMENT: Item = Item { what: "发文机关标志 below 版心's top", clause: "7.2.4", tolerance: PLATE };
const ORDER: Item = Item { what: "发文机关标志 below 版心's top", clause: "10.2", tolerance: PLATE };
const MINUTES: Item = Item { what: "纪要标志 below 版心's top", clause: "10.3", tolerance: PLATE };
const RED: Item = Item { what: "发文机关标志, colour", clause: "7.2.4", tolerance: 0.0 };
const NUMBER: Item = Item { what: "发文字号 below 标志", clause: "7.2.5", tolerance: PLATE };
const ORDER_NUMBER: Item = Item { what: "令号 below 标志", clause: "10.2", tolerance: PLATE };
const LINE: Item = Item { what: "red line below 发文字号", clause: "7.2.7", tolerance: PLATE };
const LINE_LEFT: Item = Item { what: "red line, left of 版心", clause: "7.2.7", tolerance: PLATE };
const LINE_WIDTH: Item = Item { what: "red line, width", clause: "7.2.7", tolerance: PLATE };
const LINE_WEIGHT: Item = Item { what: "red line, weight", clause: "7.2.7", tolerance: WEIGHT_UNSET };
const LINE_RED: Item = Item { what: "red line, colour", clause: "7.2.7", tolerance: 0.0 };
const TITLE: Item = Item { what: "标题 below the red line", clause: "7.3.1", tolerance: PLATE };
const ORDER_TEXT: Item = Item { what: "正文, from 令号's line", clause: "10.2", tolerance: PLATE };
/// A title somewhat too long for its lines may be set smaller, but not so small that it is 小二号, 1.39 mm less.
const TITLE_SIZE: Item = Item { what: "标题 2号", clause: "7.3.1", tolerance: 1.2 };

/// The standard leaves the weight of the red line open.
const WEIGHT_UNSET: f64 = 0.0;

/// What stands above the title on a document's first page.
pub(super) struct Head<'s, 'a> {
    /// 发文机关标志, its lines from the top; empty when there is none.
    pub(super) mark: Vec<&'s Line<'a>>,
    /// 标题, its lines from the top, and other titles of the page.
    pub(super) title: Vec<&'s Line<'a>>,
    /// Lines of the text's size between the two.
    pub(super) between: Vec<&'s Line<'a>>,
}

impl<'s, 'a> Head<'s, 'a> {
    /// Takes a first page apart. 标志 is what is large and red, or else the topmost large line, whatever its colour.
    pub(super) fn of(sheet: &'s Sheet<'a>, expected: &Expected) -> Self {
        let cell = expected.cell();
        let large: Vec<&Line> = sheet.large_lines(cell).collect();
        let reds = large.iter().take_while(|line| line.colour().is_red()).count();
        let (mark, title) = large.split_at(reds.max(1).min(large.len()));
        // What is red further down is the head of another document.
        let title: Vec<&Line> = title.iter().copied().filter(|line| !line.colour().is_red()).collect();
        let from = mark.last().map_or(0.0, |line| line.y);
        let to = title.first().map_or(expected.foot(), |line| line.y);
        let between = sheet.text_lines(cell).filter(|line| line.y > from && line.y < to).collect();
        Self { mark: mark.to_vec(), title, between }
    }
}

/// Measures the head of a document that begins on `sheet`.
pub(super) fn measure(sheet: &Sheet, document: &ExpectedDocument, expected: &Expected, findings: &mut Findings) {
    let head = Head::of(sheet, expected);
    let (item, below) = match document.form {
        Form::Order => (ORDER, 20.0),
        Form::Minutes => (MINUTES, 35.0),
        Form::Document | Form::Letter | Form::Plain | Form::Article => (DOCUMENT, 35.0),
    };
    let at = sheet.number;
    let top = head.mark.iter().map(|line| line.ink().0).reduce(f64::min);
    findings.length(item, at, below, below, top.map(|top| top - expected.top_margin));
    colour(&head, at, findings);
    match document.form {
        Form::Order => order(&head, sheet, document, expected, findings),
        Form::Document | Form::Minutes => red_line(&head, sheet, document, expected, findings),
        Form::Letter | Form::Plain | Form::Article => {}
    }
}

/// Whether 标志 is red.
pub(super) fn colour(head: &Head, sheet: u32, findings: &mut Findings) {
    for line in &head.mark {
        findings.words(RED, sheet, "red", Some(in_words(line.colour())));
    }
}

/// The size of every title, wherever it stands.
pub(super) fn titles(sheets: &[Sheet], expected: &Expected, findings: &mut Findings) {
    let standard = Expected::standard();
    for sheet in sheets.iter().filter(|sheet| sheet.document.is_some()) {
        let begins = expected.documents.iter().any(|document| document.sheet == sheet.number && document.has_head());
        let lines: Vec<&Line> = match begins {
            true => Head::of(sheet, expected).title,
            false => sheet.large_lines(expected.cell()).filter(|line| !line.colour().is_red()).collect(),
        };
        for line in lines {
            let (standard, wanted) = (standard.size(22.0), expected.size(expected.sizes.title));
            findings.length(TITLE_SIZE, sheet.number, standard, wanted, Some(line.size));
        }
    }
}

/// 发文字号, the red line under it and the title under that.
fn red_line(head: &Head, sheet: &Sheet, document: &ExpectedDocument, expected: &Expected, findings: &mut Findings) {
    let at = sheet.number;
    let from = head.mark.last().map_or(0.0, |line| line.y);
    let to = head.title.first().map_or(expected.foot(), |line| line.y);
    let rule: Option<&Rule> = sheet.rules.iter().find(|rule| rule.y > from && rule.y < to);
    two_lines_below(NUMBER, head.mark.last().copied(), head.between.first().copied(), document, at, expected, findings);
    let Some(rule) = rule else {
        findings.length(LINE, at, 4.0, 4.0, None);
        return;
    };
    if let Some(number) = head.between.iter().rfind(|line| line.y < rule.y) {
        findings.length(LINE, at, 4.0, 4.0, Some(rule.y - number.bottom()));
    }
    findings.length(LINE_LEFT, at, 0.0, 0.0, Some(rule.left - sheet.left));
    findings.length(LINE_WIDTH, at, 156.0, expected.width, Some(rule.right - rule.left));
    findings.noted(LINE_WEIGHT, at, rule.weight);
    findings.words(LINE_RED, at, "red", Some(in_words(rule.colour)));
    let top = head.title.first().map(|line| line.top() - rule.y);
    // Minutes may have no title.
    if document.form == Form::Minutes && top.is_none() {
        return;
    }
    findings.length(TITLE, at, 2.0 * Expected::standard().pitch(), 2.0 * expected.pitch(), top);
}

/// 令号 and the text under it.
fn order(head: &Head, sheet: &Sheet, document: &ExpectedDocument, expected: &Expected, findings: &mut Findings) {
    let at = sheet.number;
    let (mark, number) = (head.mark.last().copied(), head.between.first().copied());
    two_lines_below(ORDER_NUMBER, mark, number, document, at, expected, findings);
    if head.title.is_empty() && document.has_number {
        // Text under text: two empty lines are three lines from baseline to baseline.
        let steps = number.zip(head.between.get(1)).map(|(number, text)| text.y - number.y);
        findings.length(ORDER_TEXT, at, 3.0 * Expected::standard().pitch(), 3.0 * expected.pitch(), steps);
    }
}

/// Two empty lines between two lines, as 下空二行 asks.
fn two_lines_below(
    item: Item,
    upper: Option<&Line>,
    lower: Option<&Line>,
    document: &ExpectedDocument,
    sheet: u32,
    expected: &Expected,
    findings: &mut Findings,
) {
    if document.has_number {
        let measured = upper.zip(lower).map(|(upper, lower)| lower.top() - upper.ink().1);
        findings.length(item, sheet, 2.0 * Expected::standard().pitch(), 2.0 * expected.pitch(), measured);
    }
}

fn in_words(colour: crate::proof::reader::Colour) -> String {
    if colour.is_red() { "red".to_owned() } else { hex(colour) }
}
