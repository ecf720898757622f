//! `issue.lock` taken apart, strictly: what is wrong with it is one error with its place.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{Lock, VERSION};
use crate::diag::Diagnostics;
use crate::manifest::explain;
use crate::place::{Place, SourceFile};
use crate::source::{ISSUE_FILE, IssueDir, LOCK_FILE};

/// What stays the same in every version of the file.
#[derive(Deserialize)]
struct Head {
    version: Spanned<u32>,
    issue: Option<Spanned<String>>,
}

/// What is wrong with a lock.
struct Fault {
    range: Range<usize>,
    message: String,
    help: String,
}

impl Lock {
    /// The lock of an issue; reported and `None` when there is none or it cannot be used.
    pub fn read(dir: &IssueDir, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(file) = &dir.lock else {
            let message = format!("there is no `{LOCK_FILE}` in this folder");
            let help =
                format!("write one with `gazette lock {}` when the issue is published, and commit it", dir.shown);
            diagnostics.error("no-lock", Place::whole(dir.shown.clone()), message, help);
            return None;
        };
        match parse(file, dir) {
            Ok(lock) => Some(lock),
            Err(Fault { range, message, help }) => {
                diagnostics.error("bad-lock", file.place(range), message, help);
                None
            }
        }
    }
}

fn parse(file: &SourceFile, dir: &IssueDir) -> Result<Lock, Fault> {
    let text = file.text();
    let again =
        format!("bring back the committed one with git, or lock the issue anew with `gazette lock {}`", dir.shown);
    if let Some(at) = text.find(char::REPLACEMENT_CHARACTER) {
        let range = at..at + char::REPLACEMENT_CHARACTER.len_utf8();
        return Err(Fault { range, message: "this is not UTF-8 text".to_owned(), help: again });
    }
    let damaged = |error: toml::de::Error| {
        let (_, message, _) = explain(error.message().lines().next().unwrap_or_default());
        let range = error.span().unwrap_or(0..0);
        Fault { range, message: format!("the lock is damaged: {message}"), help: again.clone() }
    };
    let head: Head = toml::from_str(text).map_err(damaged)?;
    if *head.version.get_ref() != VERSION {
        let message =
            format!("the lock is of version {}, and this program reads version {VERSION}", head.version.get_ref());
        let help =
            format!("compare with the program that wrote it, or lock the issue anew with `gazette lock {}`", dir.shown);
        return Err(Fault { range: head.version.span(), message, help });
    }
    if let Some(issue) = head.issue.filter(|issue| *issue.get_ref() != dir.name) {
        let message = format!("this is the lock of the issue `{}`, not of `{}`", issue.get_ref(), dir.name);
        let help = format!("put the issue's own lock beside its `{ISSUE_FILE}`; it came here by copying a folder");
        return Err(Fault { range: issue.span(), message, help });
    }
    toml::from_str(text).map_err(damaged)
}
