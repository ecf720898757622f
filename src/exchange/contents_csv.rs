//! `contents.csv`: the contents as a table, a row for each document (RFC 4180).
//!
//! It begins with a byte order mark: without one, Excel and WPS on a Chinese system read it as GBK. The columns are called as
//! in `issue.json`, so that one name means one thing everywhere.
//!
//! A spreadsheet takes a value that begins with `=`, `+`, `-` or `@` for a formula, quoted or not. What is put before it
//! against that, an apostrophe or a blank, would be read back as part of a title by everything else. So values are written as
//! they are, and such a one is reported.

use super::record::IssueRecord;
use crate::diag::Diagnostics;
use crate::issue::Issue;
use crate::place::Place;

/// The columns.
const COLUMNS: [&str; 13] = [
    "id",
    "section",
    "title",
    "contents_title",
    "number",
    "kind",
    "issuer",
    "date",
    "page",
    "last_page",
    "sheet",
    "html",
    "url",
];

/// The bytes of `contents.csv`.
pub(super) fn contents_csv(record: &IssueRecord) -> Vec<u8> {
    let mut csv = String::from("\u{feff}");
    row(&mut csv, COLUMNS.map(str::to_owned));
    for document in &record.documents {
        let number = document.number.as_ref().map(|number| number.text.clone());
        row(
            &mut csv,
            [
                document.id.clone(),
                document.section.clone(),
                document.title.clone(),
                document.contents_title.clone(),
                number.unwrap_or_default(),
                document.kind.unwrap_or_default().to_owned(),
                document.issuers.join("、"),
                document.date.map(|date| date.iso()).unwrap_or_default(),
                document.page.0.to_string(),
                document.last_page.0.to_string(),
                document.sheet.0.to_string(),
                document.html.clone(),
                document.url.clone().unwrap_or_default(),
            ],
        );
    }
    csv.into_bytes()
}

/// Adds a row; a value with a sign that means something in the file stands in quotes.
fn row(csv: &mut String, values: [String; COLUMNS.len()]) {
    let values = values.map(|value| {
        let is_plain = !value.contains(['"', ',', '\r', '\n']);
        if is_plain { value } else { format!("\"{}\"", value.replace('"', "\"\"")) }
    });
    csv.push_str(&values.join(","));
    csv.push_str("\r\n");
}

/// Reports every value that a spreadsheet would take for a formula.
pub(super) fn check(issue: &Issue, diagnostics: &mut Diagnostics) {
    let mut check = |value: &str, place: &Place| {
        if value.starts_with(['=', '+', '-', '@']) {
            let message = message!("spreadsheet-formula", value);
            let help = message!("spreadsheet-formula.help");
            diagnostics.warning("spreadsheet-formula", place.clone(), message, help);
        }
    };
    for section in &issue.sections {
        check(&section.title.joined(), &section.title.place);
        for document in &section.documents {
            let elements = &document.front_matter;
            check(&document.title().joined(), &document.title().place);
            for text in elements.number.iter().chain(&elements.issuer) {
                check(&text.joined(), &text.place);
            }
            check(&document.slug.page(), &Place::whole(document.shown.clone()));
        }
    }
}
