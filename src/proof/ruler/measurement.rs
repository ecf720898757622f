//! A measurement, and the worst one of every item.

use std::fmt;

use serde::{Serialize, Serializer};

/// What is measured, and how much it may be off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// In the standard's terms.
    pub(super) what: &'static str,
    /// Of GB/T 9704-2012.
    pub(super) clause: &'static str,
    /// In mm.
    pub(super) tolerance: f64,
}

/// What the standard allows a plate to be off (6.1).
pub(super) const PLATE: f64 = 1.0;
/// For a size of type, where the standard gives no figure: the next size of the scale is 0.6 mm away.
pub(super) const TYPE: f64 = 0.1;
/// For the weight of a rule, where the standard gives no figure: half of what 0.35 mm and 0.25 mm are apart.
pub(super) const WEIGHT: f64 = 0.05;

/// A measured item of the finished PDF.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measurement {
    /// What was measured, in the standard's terms.
    pub what: &'static str,
    /// The clause of GB/T 9704-2012 that asks for it.
    pub clause: &'static str,
    /// The page of the PDF file where it is off the most, from 1.
    pub sheet: u32,
    /// In how many places it was measured.
    pub places: u32,
    /// The standard's figure; none where the standard leaves it to taste.
    pub standard: Option<Value>,
    /// The figure that follows from the settings of the series, where it is not the standard's.
    pub chosen: Option<Value>,
    /// What was found; none when the item is missing.
    pub measured: Option<Value>,
    /// How far it is off the chosen figure, or else the standard's, in mm; none for what has no length.
    #[serde(serialize_with = "thousandths")]
    pub deviation: Option<f64>,
    /// How much it may be off, in mm.
    pub tolerance: f64,
    /// What follows from it.
    pub verdict: Verdict,
}

/// Whether an item is as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Within the tolerance of the standard's figure.
    Good,
    /// Within the tolerance of the figure that the series chose.
    Chosen,
    /// The standard gives no figure.
    Noted,
    /// Off by more than the tolerance, or missing.
    Wrong,
}

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A length in mm.
    Mm(f64),
    /// A number of things.
    Count(u32),
    /// What cannot be counted, such as a colour.
    Words(String),
}

impl Value {
    /// Something in words.
    pub(super) fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// How far it is from `other` in mm, where both are lengths.
    fn off(&self, other: &Self) -> Option<f64> {
        match (self, other) {
            (Self::Mm(own), Self::Mm(other)) => Some(own - other),
            _ => None,
        }
    }

    /// Whether two figures are the same but for rounding.
    fn is(&self, other: &Self) -> bool {
        self == other || self.off(other).is_some_and(|off| off.abs() < 0.0005)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Nothing is printed as -0.00.
            Self::Mm(length) => write!(f, "{:.2} mm", if length.abs() < 0.005 { 0.0 } else { *length }),
            Self::Count(count) => write!(f, "{count}"),
            Self::Words(words) => f.write_str(words),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Mm(length) => serializer.serialize_f64(rounded(*length)),
            Self::Count(count) => serializer.serialize_u32(*count),
            Self::Words(words) => serializer.serialize_str(words),
        }
    }
}

/// The worst measurement of every item, in the order in which items first came.
#[derive(Default)]
pub(super) struct Findings(Vec<Measurement>);

impl Findings {
    /// A length that the standard gives, and the settings may change.
    pub(super) fn length(&mut self, item: Item, sheet: u32, standard: f64, wanted: f64, measured: Option<f64>) {
        self.value(item, sheet, Some(Value::Mm(standard)), Value::Mm(wanted), measured.map(Value::Mm));
    }

    /// A length that the standard leaves to taste.
    pub(super) fn noted(&mut self, item: Item, sheet: u32, measured: f64) {
        self.value(item, sheet, None, Value::Mm(measured), Some(Value::Mm(measured)));
    }

    /// Something in words, the same for the standard and for the series.
    pub(super) fn words(&mut self, item: Item, sheet: u32, wanted: &str, measured: Option<String>) {
        self.value(item, sheet, Some(Value::words(wanted)), Value::words(wanted), measured.map(Value::Words));
    }

    /// A figure of any kind: the standard's, the one that the settings ask for, and the one that was found.
    pub(super) fn value(
        &mut self,
        item: Item,
        sheet: u32,
        standard: Option<Value>,
        wanted: Value,
        measured: Option<Value>,
    ) {
        let deviation = measured.as_ref().and_then(|measured| measured.off(&wanted));
        let is_right = match (&measured, deviation) {
            (None, _) => false,
            // A little more than the tolerance, since figures in mm come from files in points of five digits.
            (Some(_), Some(off)) => off.abs() <= item.tolerance + 0.001,
            (Some(measured), None) => *measured == wanted,
        };
        let chosen = standard.as_ref().filter(|standard| !standard.is(&wanted)).map(|_| wanted);
        let verdict = match (is_right, &standard, &chosen) {
            (false, ..) => Verdict::Wrong,
            (true, None, _) => Verdict::Noted,
            (true, Some(_), Some(_)) => Verdict::Chosen,
            (true, Some(_), None) => Verdict::Good,
        };
        let Item { what, clause, tolerance } = item;
        let found =
            Measurement { what, clause, sheet, places: 1, standard, chosen, measured, deviation, tolerance, verdict };
        match self.0.iter_mut().find(|known| known.what == what && known.clause == clause) {
            Some(known) => {
                let places = known.places + 1;
                if found.badness() > known.badness() {
                    *known = found;
                }
                known.places = places;
            }
            None => self.0.push(found),
        }
    }

    /// All items.
    pub(super) fn list(self) -> Vec<Measurement> {
        self.0
    }
}

impl Measurement {
    /// The greater, the worse; among equals what the series chose says more than what it left.
    fn badness(&self) -> (bool, u64, bool) {
        let off = (self.deviation.unwrap_or(0.0).abs() * 1000.0).round() as u64;
        (self.verdict == Verdict::Wrong, if self.measured.is_none() { u64::MAX } else { off }, self.chosen.is_some())
    }
}

fn rounded(length: f64) -> f64 {
    // Adding 0 makes -0 a plain 0.
    (length * 1000.0).round() / 1000.0 + 0.0
}

fn thousandths<S: Serializer>(length: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    length.map(rounded).serialize(serializer)
}
