//! The measurements as a table for people, one line an item.

use super::{Measurement, Value, Verdict};

/// Lines of text in columns, under a line of headings.
pub fn table(measurements: &[Measurement]) -> Vec<String> {
    let headings = ["GB/T 9704", "clause", "standard", "chosen", "measured", "off by", "page", "places", ""];
    let mut rows = vec![headings.map(str::to_owned)];
    rows.extend(measurements.iter().map(row));
    let widths: Vec<usize> =
        (0..headings.len()).map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0)).collect();
    let line = |row: &[String; 9]| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, most))| {
            let space = " ".repeat(most - width(cell));
            // Words begin on one edge, figures end on one.
            if matches!(column, 0 | 1 | 8) { format!("{cell}{space}") } else { format!("{space}{cell}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
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

/// Columns of a terminal: Han characters and full-width marks take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if matches!(c, '\u{2E80}'..='\u{FFEF}') { 2 } else { 1 }).sum()
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
