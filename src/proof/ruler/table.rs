//! The measurements as a table for people, one line an item.

use super::{Measurement, Value, Verdict};
use crate::language::{Language, Message};
use crate::proof::columns::columns;

/// Lines of text in columns, under a line of headings.
pub fn table(measurements: &[Measurement], language: Language) -> Vec<String> {
    let headings = [
        Message::verbatim("GB/T 9704"),
        message!("table-clause"),
        message!("table-standard"),
        message!("table-chosen"),
        message!("table-measured"),
        message!("table-off"),
        message!("table-page"),
        message!("table-places"),
        Message::verbatim(""),
    ];
    let mut rows = vec![headings];
    rows.extend(measurements.iter().map(row));
    let rows: Vec<_> = rows.iter().map(|row| row.each_ref().map(|cell| cell.text(language).to_owned())).collect();
    // What, clause and verdict are words.
    columns(&rows, &[0, 1, 8])
}

fn row(found: &Measurement) -> [Message; 9] {
    let value = |value: &Option<Value>| value.as_ref().map_or_else(|| Message::verbatim("–"), Value::told);
    let off = found.deviation.map(|off| format!("{:+.2} mm", if off.abs() < 0.005 { 0.0 } else { off }));
    [
        found.name(),
        Message::verbatim(found.clause),
        value(&found.standard),
        value(&found.chosen),
        found.measured.as_ref().map_or_else(|| message!("table-missing"), Value::told),
        Message::verbatim(off.unwrap_or_else(|| "–".to_owned())),
        Message::verbatim(found.sheet.to_string()),
        Message::verbatim(found.places.to_string()),
        match found.verdict {
            Verdict::Good | Verdict::Noted => Message::verbatim(""),
            Verdict::Chosen => message!("table-chosen"),
            Verdict::Wrong => message!("table-wrong"),
        },
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
        assert_eq!(table(&rows, Language::En), expected);
        let expected = [
            "GB/T 9704  条款       标准  设定      实测      偏差  页  处数",
            "天头       5.2.1  37.00 mm     –  37.00 mm  +0.00 mm   5    12",
            "版心宽度   5.2.1  37.00 mm     –  38.50 mm  +1.50 mm   5    12  有误",
        ];
        assert_eq!(table(&rows, Language::Zh), expected);
    }
}
