//! The TOML of a new series and of a new issue.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use anyhow::{Result, bail};
use toml_edit::{Array, DocumentMut, Item};

use super::sections::{put_to_wait, wake_all};
use super::{Designation, EXAMPLE_FILE, FormerIssue, day, parse, set};
use crate::language::OrFail;
use crate::source::{ISSUE_FILE, show};

/// Where `[gazette]` of an issue names pictures, which lie in the folder of the issue.
const PICTURES: [[&str; 2]; 3] = [["cover", "picture"], ["cover", "emblem"], ["back-cover", "picture"]];

/// `gazette.toml` of a new series, with all other keys as comments.
pub(crate) fn series_toml(name: &str, sponsor: &str) -> Result<String> {
    let mut toml: DocumentMut = include_str!("gazette.toml").parse()?;
    set(toml.as_table_mut(), "name", name);
    set(toml.as_table_mut(), "sponsor", sponsor);
    Ok(toml.to_string())
}

/// `issue.toml` of the first issue of a series.
pub(crate) fn first_issue(issue: &Designation) -> Result<String> {
    let mut toml: DocumentMut = include_str!("issue.toml").parse()?;
    designate(&mut toml, issue);
    Ok(toml.to_string())
}

/// The files of the issue after `last` besides its example: `issue.toml` with the sections and settings of the last
/// one, and the pictures that these settings name.
///
/// # Errors
/// The last issue has no section, or its pictures cannot be read.
pub(crate) fn next_issue(last: &FormerIssue, issue: &Designation) -> Result<BTreeMap<String, Vec<u8>>> {
    let file = last.folder.join(ISSUE_FILE);
    let mut toml = parse(&wake_all(&last.text), &file)?;
    designate(&mut toml, issue);
    if issue.year != last.year && toml.contains_key("first-folio") {
        set(toml.as_table_mut(), "first-folio", 1);
    }
    if let Some(sections) = toml.remove("sections") {
        // However they were written: a section that waits takes lines of its own.
        let Ok(mut sections) = sections.into_array_of_tables() else {
            bail!(message!("start-no-sections", file = show(&file)));
        };
        for (at, section) in sections.iter_mut().enumerate() {
            let documents: Array = (at == 0).then_some(EXAMPLE_FILE).into_iter().collect();
            set(section, "documents", documents);
        }
        if sections.is_empty() {
            bail!(message!("start-no-sections", file = show(&file)));
        }
        toml.insert("sections", Item::ArrayOfTables(sections));
    } else {
        bail!(message!("start-no-sections", file = show(&file)));
    }
    let mut files = BTreeMap::new();
    for [table, key] in PICTURES {
        let item = toml.get("gazette").and_then(|item| item.get(table)?.get(key)?.as_str());
        // What is no file of that folder is the mistake of the last issue, and is reported of the new one, too.
        if let Some(path) = item.filter(|path| is_within(&last.folder, path)) {
            let from = last.folder.join(path);
            let picture = fs::read(&from).or_fail(|| message!("cannot-read", file = show(&from)))?;
            files.insert(path.to_owned(), picture);
        }
    }
    files.insert(ISSUE_FILE.to_owned(), put_to_wait(&toml.to_string()).into_bytes());
    Ok(files)
}

/// Whether a path leads to a file in the same folder, and over no link, which may lead anywhere.
fn is_within(folder: &Path, path: &str) -> bool {
    let mut at = folder.to_owned();
    let mut parts = Path::new(path).components();
    let is_inside = parts.all(|part| {
        at.push(part);
        matches!(part, Component::Normal(_)) && !at.is_symlink()
    });
    is_inside && at.is_file()
}

fn designate(toml: &mut DocumentMut, issue: &Designation) {
    let table = toml.as_table_mut();
    set(table, "year", i64::from(issue.year));
    set(table, "number", i64::from(issue.number));
    if let Some(serial) = issue.serial {
        set(table, "serial", i64::from(serial));
    }
    set(table, "date", day(issue.date));
}
