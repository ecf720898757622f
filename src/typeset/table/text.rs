//! What the text of a table's cells asks for: how wide it is, and whether a column holds numbers.

/// Parts a number before its decimal point, sign and thousands separators included: `-1,234` and `.5%`.
pub(super) fn number(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+', '−', '－', '–']).unwrap_or(text);
    let sign = text.len() - digits.len();
    let whole = digits.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(digits.len());
    let (before, after) = text.split_at(sign + whole);
    let fraction = after.trim_end_matches(['%', '％', '‰']).trim_end();
    let is_fraction = fraction
        .strip_prefix('.')
        .map_or(fraction.is_empty(), |digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()));
    (is_fraction && before.ends_with(|c: char| c.is_ascii_digit()) && !before.contains(",,")).then_some((before, after))
}

/// The widest text before and after the decimal points of a column, if it holds numbers and, where there is none, nothing
/// but a dash.
pub(super) fn number_block<'a>(
    texts: impl Iterator<Item = &'a str>,
    width: &dyn Fn(&str) -> i64,
) -> Option<(i64, i64)> {
    let mut block = None;
    for text in texts {
        match number(text) {
            Some((before, after)) => {
                let (widest_before, widest_after) = block.unwrap_or_default();
                block = Some((width(before).max(widest_before), width(after).max(widest_after)));
            }
            None if is_blank(text) => {}
            None => return None,
        }
    }
    block
}

/// Whether a cell says that there is nothing to say.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || "-—－–−―/…".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{is_blank, number, number_block};
    use crate::typeset::measure::width;

    #[test]
    fn a_number_is_parted_at_its_decimal_point() {
        let cases = [
            ("1,234.50", Some(("1,234", ".50"))),
            ("-3", Some(("-3", ""))),
            ("−3.5%", Some(("−3", ".5%"))),
            ("12 %", Some(("12", " %"))),
            ("3.", None),
            (".5", None),
            ("1.2.3", None),
            ("2024年", None),
            ("约3", None),
            ("1,,2", None),
            ("-", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn a_column_of_numbers_may_have_gaps_but_no_words() {
        let block = |texts: &[&str]| number_block(texts.iter().copied(), &width);
        assert_eq!(block(&["1,000", "0.25", "—", ""]), Some((2500, 1500)));
        assert_eq!(block(&["1", "无"]), None);
        assert_eq!(block(&["—", ""]), None);
        assert!(is_blank("——") && !is_blank("0"));
    }
}
