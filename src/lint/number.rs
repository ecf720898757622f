//! 发文字号 that no office would give: another form than that of GB/T 9704 (7.2.5), or that of another document.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::manifest::Text;

/// Brackets that are typed where 〔 and 〕 belong.
const OPENING: [char; 9] = ['[', '［', '(', '（', '【', '〖', '{', '﹝', '〈'];
const CLOSING: [char; 9] = [']', '］', ')', '）', '】', '〗', '}', '﹞', '〉'];

/// Reports what is unusual in the 发文字号 of the documents of an issue, each after the path of its file.
pub(crate) fn numbers<'a>(numbers: impl Iterator<Item = (&'a str, &'a Text)>, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    for (path, number) in numbers {
        let text = number.joined();
        let meant = standard(&text);
        if meant != text {
            let help = message!("number-form.help", meant);
            diagnostics.warning("number-form", number.place.clone(), message!("number-form", number = &text), help);
        }
        let other = *first.entry(text.clone()).or_insert(path);
        if other != path {
            let message = message!("same-number", number = text, file = other);
            diagnostics.warning("same-number", number.place.clone(), message, message!("same-number.help"));
        }
    }
}

/// A number with the brackets, the digits and the serial of the standard, where it has a year in brackets; any other one as it is.
fn standard(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let Some(parts) = in_brackets(&plain) else { return text.to_owned() };
    let (agency, year, rest) = parts;
    let serial = rest.trim_start_matches('第').trim_start_matches('0');
    format!("{agency}〔{year}〕{serial}")
}

/// What stands before a year of four digits in brackets, the year, and what stands behind it: digits and 号.
fn in_brackets(text: &str) -> Option<(&str, &str, &str)> {
    let (at, open) = text.char_indices().find(|(_, c)| *c == '〔' || OPENING.contains(c))?;
    let inner = &text[at + open.len_utf8()..];
    let (end, close) = inner.char_indices().find(|(_, c)| *c == '〕' || CLOSING.contains(c))?;
    let (year, rest) = (&inner[..end], &inner[end + close.len_utf8()..]);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let serial = rest.strip_suffix('号')?.trim_start_matches('第');
    (year.len() == 4 && is_digits(year) && is_digits(serial) && at > 0).then_some((&text[..at], year, rest))
}

/// A digit of full width as one of half width.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::standard;

    #[test]
    fn a_number_with_a_year_in_brackets_has_one_form() {
        for wrong in [
            "市中政发[2024]4号",
            "市中政发（2024）4号",
            "市中政发〔2024〕04号",
            "市中政发〔2024〕第4号",
            "市中政发 〔２０２４〕 4号",
        ] {
            assert_eq!(standard(wrong), "市中政发〔2024〕4号", "{wrong}");
        }
    }

    #[test]
    fn other_numbers_are_as_they_are() {
        for number in [
            "市中政发〔2024〕4号",
            "第2号",
            "2024年第3号",
            "鲁政字〔24〕5号",
            "甲发〔2024〕4号、乙发〔2024〕5号",
            "〔2024〕4号",
        ] {
            assert_eq!(standard(number), number);
        }
    }
}
