//! The head and the two double lines of a letter (10.1).

use super::head::{Head, colour};
use super::measurement::{Findings, Item, PLATE};
use super::sheet::{Rule, Sheet};
use super::{Expected, ExpectedDocument};

const TOP: Item = Item { what: "发文机关标志 below the paper's top", clause: "10.1", tolerance: PLATE };
const FIRST: Item = Item { what: "first double line below 标志", clause: "10.1", tolerance: PLATE };
const SECOND: Item = Item { what: "second double line above the paper's foot", clause: "10.1", tolerance: PLATE };
const WIDTH: Item = Item { what: "double lines, width", clause: "10.1", tolerance: PLATE };
const MIDDLE: Item = Item { what: "double lines, off the middle", clause: "10.1", tolerance: PLATE };
const FIRST_WEIGHTS: Item = Item { what: "first double line, weights", clause: "10.1", tolerance: 0.0 };
const SECOND_WEIGHTS: Item = Item { what: "second double line, weights", clause: "10.1", tolerance: 0.0 };
const RED: Item = Item { what: "double lines, colour", clause: "10.1", tolerance: 0.0 };
const NUMBER: Item = Item { what: "发文字号 below the double line", clause: "10.1", tolerance: PLATE };
const TITLE: Item = Item { what: "标题 below the last element", clause: "10.1", tolerance: PLATE };
const NUMBER_RIGHT: Item = Item { what: "发文字号, off 版心's right", clause: "10.1", tolerance: PLATE };

/// The two rules of a double line are closer than this, in mm.
const PAIR: f64 = 4.0;

/// Measures the letter that begins on `sheet`.
pub(super) fn measure(sheet: &Sheet, document: &ExpectedDocument, expected: &Expected, findings: &mut Findings) {
    let at = sheet.number;
    let head = Head::of(sheet, expected);
    let (top, bottom) = (head.mark.first().map(|line| line.ink().0), head.mark.last().map(|line| line.ink().1));
    findings.length(TOP, at, 30.0, 30.0, top);
    colour(&head, at, findings);
    let middle = sheet.page.height / 2.0;
    let first = pair(&sheet.rules, |rule| bottom.is_some_and(|bottom| rule.y > bottom) && rule.y < middle);
    let second = pair(&sheet.rules, |rule| rule.y > middle);
    findings.length(FIRST, at, 4.0, 4.0, first.zip(bottom).map(|((upper, _), bottom)| upper.upper_edge() - bottom));
    findings.length(SECOND, at, 20.0, 20.0, second.map(|(_, lower)| sheet.page.height - lower.lower_edge()));
    findings.words(FIRST_WEIGHTS, at, "thick above thin", first.map(weights));
    findings.words(SECOND_WEIGHTS, at, "thin above thick", second.map(weights));
    for rule in [first, second].into_iter().flatten().flat_map(|(upper, lower)| [upper, lower]) {
        findings.length(WIDTH, at, 170.0, 170.0, Some(rule.right - rule.left));
        // The middle of the paper and that of the type area are 1 mm apart; the nearer one counts.
        let centre = (rule.left + rule.right) / 2.0;
        let off = [sheet.page.width / 2.0, sheet.left + expected.width / 2.0].map(|middle| centre - middle);
        findings.length(MIDDLE, at, 0.0, 0.0, off.into_iter().min_by(|a, b| a.abs().total_cmp(&b.abs())));
        findings.words(RED, at, "red", Some(if rule.colour.is_red() { "red" } else { "not red" }.to_owned()));
    }
    if let Some((element, title)) = head.between.last().zip(head.title.first()) {
        let two = [Expected::standard(), expected.clone()].map(|expected| 2.0 * expected.pitch());
        findings.length(TITLE, at, two[0], two[1], Some(title.top() - element.bottom()));
    }
    if document.has_number {
        let right = sheet.left + expected.width;
        let number = first.and_then(|(_, lower)| {
            // 份号 may stand on the same line, at its left.
            let line = head.between.iter().find(|line| line.y > lower.y)?;
            Some((line.top() - lower.lower_edge(), line.right() - right))
        });
        let gap = 7.0 / 8.0;
        let (standard, wanted) = (Expected::standard().cell() * gap, expected.cell() * gap);
        findings.length(NUMBER, at, standard, wanted, number.map(|(below, _)| below));
        findings.length(NUMBER_RIGHT, at, 0.0, 0.0, number.map(|(_, right)| right));
    }
}

/// The first two rules of that kind which are close to each other.
fn pair(rules: &[Rule], is_meant: impl Fn(&Rule) -> bool) -> Option<(Rule, Rule)> {
    let mut pairs = rules.windows(2).filter(|pair| pair.iter().all(&is_meant) && pair[1].y - pair[0].y < PAIR);
    pairs.next().map(|pair| (pair[0], pair[1]))
}

fn weights((upper, lower): (Rule, Rule)) -> String {
    let words = if upper.weight > lower.weight {
        "thick above thin"
    } else if upper.weight < lower.weight {
        "thin above thick"
    } else {
        "equal"
    };
    words.to_owned()
}
