//! `gazette toc`: the contents with their page numbers.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use super::{Outcome, Sink, compile, say};
use crate::artefact::{TocEntry, entries};
use crate::compile::Goal;
use crate::source::show;

#[derive(Serialize)]
struct Toc<'a> {
    issue: &'a str,
    entries: Vec<TocEntry>,
}

/// Prints the contents of one issue.
pub(super) fn run(sink: &mut Sink, issue: &Path, json: bool) -> Result<Outcome> {
    let Some(edition) = compile(sink, issue, Goal::Pagination)? else { return Ok(Outcome::Wrong) };
    let entries = entries(&edition.issue, &edition.pagination);
    if json {
        say(format_args!("{}", serde_json::to_string_pretty(&Toc { issue: &edition.issue.name, entries })?))?;
        return Ok(Outcome::Good);
    }
    let mut section = String::new();
    for entry in entries {
        if entry.section != section {
            say(format_args!("【{}】", entry.section))?;
            section = entry.section;
        }
        let number = entry.number.map(|number| format!("（{number}）")).unwrap_or_default();
        say(format_args!("{}  {}{number}", entry.page, entry.title))?;
    }
    sink.next(|| message!("next-toc", issue = show(issue)))?;
    Ok(Outcome::Good)
}
