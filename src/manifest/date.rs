//! A day of the calendar, as the documents of a gazette are dated.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::value::Datetime;

/// A day; printed as GB/T 9704 7.3.5.4 has it: Arabic digits, full year, no zero padding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, as the month has them.
    pub day: u8,
}

impl Date {
    /// `2024-06-30`
    pub fn iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// `2024年6月30日`
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

/// What a text names that was typed as a day in one way or another.
pub(crate) enum Typed {
    /// A day.
    Day(Date),
    /// Year, month and day, but no such day.
    Absent,
}

/// The day that is meant by `2024年3月11日`, `2024.3.11`, `２０２４-３-１１`, `20240311` or `二〇二四年三月十一日`; `None` for what is no day.
pub(crate) fn typed(text: &str) -> Option<Typed> {
    let text = half_width_of(text.trim());
    let is_short = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = match is_short {
        true => vec![&text[..4], &text[4..6], &text[6..]],
        false => text.trim_end_matches(['日', '号']).split(['年', '月', '-', '.', '/', '–', '—', '。']).collect(),
    };
    let [year, month, day] = parts[..] else { return None };
    let [year_number, month, day] = [year, month, day].map(numeral);
    let (year, month, day) = (u16::try_from(year_number?).ok()?, month?, day?);
    if !(1000..=9999).contains(&year) {
        return None;
    }
    let (month, day) = (u8::try_from(month).unwrap_or_default(), u8::try_from(day).unwrap_or_default());
    let name = time::Month::try_from(month).ok();
    let is_there = name.is_some_and(|name| time::Date::from_calendar_date(i32::from(year), name, day).is_ok());
    Some(if is_there { Typed::Day(Date { year, month, day }) } else { Typed::Absent })
}

/// A number in Arabic digits of any width, or in Chinese ones as days and issues are counted with them.
pub(super) fn numeral(text: &str) -> Option<u32> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let text = half_width_of(text.trim());
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let text = text.replace(['○', '零', 'Ｏ'], "〇");
    let digit = |c: char| DIGITS.chars().position(|digit| digit == c);
    let number = |text: &str| text.chars().try_fold(0, |sum, c| Some(sum * 10 + u32::try_from(digit(c)?).ok()?));
    match text.split_once('十') {
        Some((tens, ones)) if tens.chars().count() < 2 && ones.chars().count() < 2 => {
            let tens = if tens.is_empty() { 1 } else { number(tens)? };
            Some(tens * 10 + number(ones)?)
        }
        None if (1..=4).contains(&text.chars().count()) => number(&text),
        _ => None,
    }
}

/// A text with its full-width digits, Latin letters and signs of ASCII in half width.
pub(super) fn half_width_of(text: &str) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    };
    text.chars().map(half).collect()
}

/// How this module begins to say that a value is no date; the reader of TOML puts it into an editor's words.
pub(super) const NO_DATE: &str = "no date: ";
/// Likewise of a year.
pub(super) const NO_YEAR: &str = "no year: ";

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        let toml::Value::Datetime(Datetime { date: Some(date), time: None, .. }) = value else {
            return Err(D::Error::custom(format!("{NO_DATE}{}", describe(&value))));
        };
        if date.year < 1000 {
            return Err(D::Error::custom(format!("{NO_YEAR}{}", date.year)));
        }
        Ok(Self { year: date.year, month: date.month, day: date.day })
    }
}

/// JSON has no dates; those who hold TOML against a JSON Schema, such as taplo, make a text of a date.
impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

fn describe(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => format!("string \"{text}\""),
        toml::Value::Datetime(_) => "a date with a time".to_owned(),
        other => format!("{} {other}", other.type_str()),
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}
