//! What several issues came to: a line each, what was wrong with those that have not been done, and how many there are of each kind.

use super::Outcome;
use super::desk::Size;
use crate::language::{Language, Message};
use crate::proof::columns::columns;

/// What one issue came to.
pub(super) struct Row {
    /// As the user named it.
    pub(super) issue: String,
    /// How much it is, if it could be made.
    pub(super) size: Option<Size>,
    /// How many were found in it.
    pub(super) errors: usize,
    /// Likewise.
    pub(super) warnings: usize,
    /// How it ended, in a word.
    pub(super) end: Message,
    /// Whether it is as it should be.
    pub(super) outcome: Outcome,
    /// The first thing that is wrong with it, if anything is.
    pub(super) why: Option<String>,
}

/// Lines below those of the issues themselves.
pub(super) fn summary(rows: &[Row], language: Language) -> Vec<String> {
    let headings = [
        message!("summary-issue"),
        message!("summary-documents"),
        message!("summary-pages"),
        message!("summary-errors"),
        message!("summary-warnings"),
        message!("summary-end"),
    ];
    let mut table = vec![headings.each_ref().map(|heading| heading.text(language).to_owned())];
    let number = |number: Option<String>| number.unwrap_or_else(|| "–".to_owned());
    table.extend(rows.iter().map(|row| {
        [
            row.issue.clone(),
            number(row.size.map(|size| size.documents.to_string())),
            number(row.size.map(|size| size.sheets.to_string())),
            row.errors.to_string(),
            row.warnings.to_string(),
            row.end.text(language).to_owned(),
        ]
    }));
    let mut lines = vec![String::new()];
    lines.extend(columns(&table, &[0, 5]));
    lines.push(String::new());
    for row in rows.iter().filter(|row| row.outcome != Outcome::Good) {
        let (issue, end, why) = (&row.issue, &row.end, row.why.clone().unwrap_or_default());
        lines.push(message!("summary-why", issue = issue, end = end, why).text(language).to_owned());
    }
    lines.push(totals(rows).text(language).to_owned());
    lines
}

/// How many issues ended in each way, in the order in which the ways came first.
fn totals(rows: &[Row]) -> Message {
    let mut ends: Vec<(&Message, usize)> = Vec::new();
    for row in rows {
        match ends.iter_mut().find(|(end, _)| *end == &row.end) {
            Some((_, count)) => *count += 1,
            None => ends.push((&row.end, 1)),
        }
    }
    let ends: Vec<Message> = ends.into_iter().map(|(end, count)| message!("summary-count", count, end = end)).collect();
    message!("summary-totals", issues = rows.len(), ends = Message::joined(&ends, [", ", "，"]))
}
