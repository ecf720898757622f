//! What lies in a folder that was named in place of one within it, so that a refusal can name those.

use std::fs;
use std::path::Path;

use crate::artefact::MANIFEST_FILE;
use crate::language::Message;
use crate::source::{ISSUE_FILE, is_hidden, show};

/// So many folders are named, the last ones: the newest issue is the one that is worked on.
const NAMED: usize = 3;

/// The issues in a folder, by the names of their folders in order.
pub(crate) fn issues(folder: &Path) -> Vec<String> {
    having(folder, ISSUE_FILE)
}

/// The built editions in a folder, likewise.
pub(crate) fn editions(folder: &Path) -> Vec<String> {
    having(folder, MANIFEST_FILE)
}

/// The folders within one that have this file; a folder that cannot be read has none.
fn having(folder: &Path, file: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name()).filter(|name| !is_hidden(name));
    let names = names.filter(|name| folder.join(name).join(file).is_file());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The paths of folders within one that the user named so; of many the last ones, and how many more there are.
pub(crate) fn listed(folder: &Path, names: &[String]) -> Message {
    let more = names.len().saturating_sub(NAMED);
    let last = names[more..].iter().map(|name| Message::verbatim(format!("`{}`", show(&folder.join(name)))));
    let last = Message::joined(&last.collect::<Vec<_>>(), [", ", "、"]);
    if more == 0 { last } else { message!("within-more", last, more) }
}

/// That a folder is no issue, and what to name or to do instead; `is_series` where it has the file of a gazette.
pub(crate) fn no_issue(folder: &Path, issues: &[String], is_series: bool) -> [Message; 2] {
    if issues.is_empty() && is_series {
        let first = show(&folder.join("2024-01"));
        return [message!("no-issue-yet", folder = show(folder)), message!("no-issue-yet.help", first)];
    }
    if issues.is_empty() {
        return [message!("no-issue", file = ISSUE_FILE), message!("no-issue.help")];
    }
    let issues = listed(folder, issues);
    [message!("no-issue-series", folder = show(folder)), message!("no-issue-series.help", issues)]
}
