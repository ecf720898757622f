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
