//! `gazette explain`: what a code means, or the list of all codes.

use anyhow::{Result, bail};

use super::{Outcome, say};
use crate::explain::{self, catalogue};
use crate::nearest::nearest;

/// Explains one code, or lists all.
pub(super) fn run(code: Option<&str>) -> Result<Outcome> {
    let Some(code) = code else {
        let widest = catalogue().keys().map(String::len).max().unwrap_or_default();
        for (code, entry) in catalogue() {
            say(format_args!("{code:widest$}  {:7}  {}", entry.severity.to_string(), entry.summary))?;
        }
        return Ok(Outcome::Good);
    };
    let Some(entry) = explain::find(code) else {
        match nearest(code, catalogue().keys().map(String::as_str)) {
            Some(near) => bail!(message!("code-near", code, near)),
            None => bail!(message!("code-unknown", code)),
        }
    };
    say(format_args!("{}[{code}]: {}\n\n{}", entry.severity, entry.summary, explain::text(entry)))?;
    Ok(Outcome::Good)
}
