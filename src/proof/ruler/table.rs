//! The measurements as a table for people, one line an item.

use super::{Measurement, Value, Verdict};
use crate::proof::columns::columns;

/// Lines of text in columns, under a line of headings.
pub fn table(measurements: &[Measurement]) -> Vec<String> {
    let headings = ["GB/T 9704", "clause", "standard", "chosen", "measured", "off by", "page", "places", ""];
    let mut rows = vec![headings.map(str::to_owned)];
    rows.extend(measurements.iter().map(row));
    // What, clause and verdict are words.
    columns(&rows, &[0, 1, 8])
}

fn row(found: &Measurement) -> [String; 9] {
    let value = |value: &Option<Value>| value.as_ref().map_or_else(|| "–".to_owned(), Value::to_string);
    [
        found.what.to_owned(),
        found.clause.to_owned(),
        value(&found.standard),
        value(&found.chosen),
        found.measured.as_ref().map_or_else(|| "missing".to_owned(), Value::to_string),
        found
            .deviation
            .map_or_else(|| "–".to_owned(), |off| format!("{:+.2} mm", if off.abs() < 0.005 { 0.0 } else { off })),
        found.sheet.to_string(),
        found.places.to_string(),
        match found.verdict {
            Verdict::Good | Verdict::Noted => "",
            Verdict::Chosen => "chosen",
            Verdict::Wrong => "WRONG",
        }
        .to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_under_each_other() {
        let measurement = |what, deviation: f64, verdict| Measurement {
            what,
            clause: "5.2.1",
            sheet: 5,
            places: 12,
            standard: Some(Value::Mm(37.0)),
            chosen: None,
            measured: Some(Value::Mm(37.0 + deviation)),
            deviation: Some(deviation),
            tolerance: 1.0,
            verdict,
        };
        let rows = [measurement("天头", -0.0001, Verdict::Good), measurement("版心 width", 1.5, Verdict::Wrong)];
        let expected = [
            "GB/T 9704   clause  standard  chosen  measured    off by  page  places",
            "天头        5.2.1   37.00 mm       –  37.00 mm  +0.00 mm     5      12",
            "版心 width  5.2.1   37.00 mm       –  38.50 mm  +1.50 mm     5      12  WRONG",
        ];
        assert_eq!(table(&rows), expected);
    }
}
