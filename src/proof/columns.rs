//! Rows of text in columns, as tables of proofs are printed on a terminal.

/// Lines of equal columns; those in `words` begin on one edge, the others end on one, as figures do.
pub(crate) fn columns<const N: usize>(rows: &[[String; N]], words: &[usize]) -> Vec<String> {
    let widths: Vec<usize> =
        (0..N).map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0)).collect();
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, most))| {
            let space = " ".repeat(most - width(cell));
            if words.contains(&column) { format!("{cell}{space}") } else { format!("{space}{cell}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// Columns of a terminal: Han characters and full-width marks take two.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| if matches!(c, '\u{2E80}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}') { 2 } else { 1 }).sum()
}
