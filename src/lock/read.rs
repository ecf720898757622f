//! `issue.lock` taken apart, strictly: what is wrong with it is one error with its place.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeTable;

use super::{Lock, LockedBlock, NO_BLOCK, NO_DIGEST, VERSION};
use crate::diag::Diagnostics;
use crate::language::Message;
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
    message: Message,
    help: Message,
}

impl Lock {
    /// The lock of an issue; reported and `None` when there is none or it cannot be used.
    pub fn read(dir: &IssueDir, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(file) = &dir.lock else {
            let (message, help) = (message!("no-lock", file = LOCK_FILE), message!("no-lock.help", issue = &dir.shown));
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
    let again = || message!("lock-damaged.help", issue = &dir.shown);
    if let Some(at) = text.find(char::REPLACEMENT_CHARACTER) {
        let range = at..at + char::REPLACEMENT_CHARACTER.len_utf8();
        return Err(Fault { range, message: message!("lock-not-utf-8"), help: again() });
    }
    let damaged = |error: toml::de::Error| {
        let what = what(error.message().lines().next().unwrap_or_default());
        let range = error.span().unwrap_or(0..0);
        Fault { range, message: message!("lock-damaged", what), help: again() }
    };
    if let Err(error) = DeTable::parse(text) {
        let range = error.span().unwrap_or(0..0);
        let line = text[..range.start].matches('\n').count() + 1;
        let what = message!("lock-line", line);
        return Err(Fault { range, message: message!("lock-damaged", what), help: again() });
    }
    let head: Head = toml::from_str(text).map_err(damaged)?;
    if *head.version.get_ref() != VERSION {
        let message = message!("lock-version", version = *head.version.get_ref(), known = VERSION);
        let help = message!("lock-version.help", issue = &dir.shown);
        return Err(Fault { range: head.version.span(), message, help });
    }
    if let Some(issue) = head.issue.filter(|issue| *issue.get_ref() != dir.name) {
        let message = message!("lock-foreign", issue = issue.get_ref(), own = &dir.name);
        let help = message!("lock-foreign.help", file = ISSUE_FILE);
        return Err(Fault { range: issue.span(), message, help });
    }
    toml::from_str(text).map_err(damaged)
}

/// What keeps TOML from being a lock, as serde says it.
fn what(message: &str) -> Message {
    if let Some(text) = message.strip_prefix(NO_DIGEST) {
        message!("lock-no-digest", text = text)
    } else if let Some(text) = message.strip_prefix(NO_BLOCK) {
        message!("lock-no-block", text = text, digits = LockedBlock::DIGITS)
    } else if let Some(field) = message.strip_prefix("missing field ") {
        message!("lock-no-field", field = field)
    } else {
        explain(message).1
    }
}
