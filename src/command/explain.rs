//! `gazette explain`: what a code means, or the list of all codes.

use anyhow::{Result, bail};

use super::{Outcome, Sink, say};
use crate::explain::{self, Entry, catalogue};
use crate::nearest::nearest;
use crate::proof::columns::columns;

/// Explains one code, or lists all, in the language of the run.
pub(super) fn run(sink: &Sink, code: Option<&str>) -> Result<Outcome> {
    let Some(code) = code else {
        let row = |(code, Entry { severity, summary, .. }): (&String, &Entry)| {
            [code.clone(), sink.told(&severity.name()).to_owned(), sink.told(summary).to_owned()]
        };
        for line in columns(&catalogue().iter().map(row).collect::<Vec<_>>(), &[0, 1, 2]) {
            say(format_args!("{line}"))?;
        }
        sink.next(|| message!("next-codes"))?;
        return Ok(Outcome::Good);
    };
    let Some(entry) = explain::find(code) else {
        match nearest(code, catalogue().keys().map(String::as_str)) {
            Some(near) => bail!(message!("code-near", code, near)),
            None => bail!(message!("code-unknown", code)),
        }
    };
    let head = message!("explain-head", severity = entry.severity.name(), code, summary = &entry.summary);
    say(format_args!("{}\n\n{}", sink.told(&head), explain::text(entry, sink.language())))?;
    sink.next(|| message!("next-explained"))?;
    Ok(Outcome::Good)
}
