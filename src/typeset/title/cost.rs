//! What ways to break a title cost. A point is about what a line one character off its ideal length costs.

use super::CHARACTER;
use crate::typeset::measure::width;

/// The least a break can cost; it may be a gain.
pub(super) const BEST_BREAK: i64 = -10;
/// Few lines read better than many.
const LINE: i64 = 14;

/// Verbs and prepositions that belong to what follows them.
const OPEN: [&str; 21] = [
    "关于",
    "对",
    "对于",
    "在",
    "为",
    "以",
    "由",
    "向",
    "从",
    "将",
    "把",
    "于",
    "给",
    "被",
    "是",
    "有",
    "按",
    "按照",
    "第",
    "做好",
    "进一步",
];
/// Characters that make a word with what follows them.
const PREFIXES: &str = "第各全新大高低强非超总副多双零可互深严特稳优促保打涉沿";
/// Characters that make a word with what stands before them.
const SUFFIXES: &str =
    "省市县区州乡镇村厅室委局办院部会处所站业性化制度权法证费率量级类型网线队年月日号条批次期届家户源";
/// Words that belong to what stands before them.
const CLOSED: [&str; 10] = ["的", "了", "之", "等", "地", "得", "们", "者", "上", "中"];
/// Conjunctions, which stand better within a line than at either end.
const BETWEEN: [&str; 8] = ["和", "与", "及", "以及", "或", "或者", "暨", "并"];

/// Whether no line may end between `before` and `after`.
pub(super) fn is_forbidden(before: &str, after: &str) -> bool {
    let (last, first) = (before.chars().next_back(), after.chars().next());
    let is_closing = |c: char| "，。、；：？！》”）〉’〕】…—·～%".contains(c);
    let is_opening = |c: char| "《“（〈‘〔【—".contains(c);
    last.is_some_and(is_opening)
        || first.is_some_and(|c| is_closing(c) || c.is_whitespace())
        || width(after) < 2 * CHARACTER
}

/// What it costs to end a line between two words; `depth` counts the brackets and quotation marks around the place.
pub(super) fn of_break(before: &str, after: &str, word: &str, next: &str, depth: i64) -> i64 {
    if after.starts_with("关于") && depth == 0 {
        // The issuing bodies stand alone.
        return BEST_BREAK;
    }
    let is_mark = |word: &str| word.chars().all(|c| !c.is_alphanumeric());
    let is_single = |word: &str| word.chars().count() == 1 && !is_mark(word);
    let mut cost = 3;
    if after.starts_with(['《', '“']) || before.ends_with(['、', '\u{3000}']) {
        cost = -2;
    }
    if CLOSED.contains(&next) {
        cost += 40;
    } else if OPEN.contains(&word) {
        cost += 25;
    } else if BETWEEN.contains(&word) {
        cost += 14;
    } else if BETWEEN.contains(&next) {
        cost += 4;
    } else if word == "的" {
        cost -= 2;
    } else if is_single(next) && SUFFIXES.contains(next) || is_single(word) && PREFIXES.contains(word) {
        cost += 40;
    } else if is_single(word) && !SUFFIXES.contains(word) || is_single(next) && !PREFIXES.contains(next) {
        // A part of a word that the dictionary does not have.
        cost += 12;
    }
    // Names in brackets and quotation marks stay whole.
    cost + 40 * depth
}

/// What the shape of lines of these widths costs.
pub(super) fn of_shape(widths: &[i64]) -> i64 {
    let (first, last) = (widths[0], widths[widths.len() - 1]);
    let longest = widths.iter().copied().max().unwrap_or(CHARACTER);
    let shortest = widths.iter().copied().min().unwrap_or(CHARACTER);
    let mut cost = LINE * widths.len() as i64;
    // 文种 alone is no line.
    if last < 4 * CHARACTER {
        cost += 100;
    }
    if first < 4 * CHARACTER {
        cost += 6;
    }
    // Lines differ, but not by much.
    cost += 30 * (longest - shortest).pow(2) / longest.pow(2);
    // Hourglass: a line is shorter than one above it and one below it.
    let is_waist = |at: usize| {
        let above = widths[..at].iter().any(|width| *width > widths[at]);
        let below = widths[at + 1..].iter().any(|width| *width > widths[at]);
        above && below
    };
    cost += 60 * (0..widths.len()).filter(|at| is_waist(*at)).count() as i64;
    // Rectangle: neighbours are as good as equal.
    cost + 5 * widths.windows(2).filter(|pair| (pair[0] - pair[1]).abs() < CHARACTER).count() as i64
}
