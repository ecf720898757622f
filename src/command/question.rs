//! What is asked before something is made: on standard error, a line each, with the answer that is proposed in
//! brackets.

use std::io::{BufRead, IsTerminal, Write};

use anyhow::{Result, bail};

use super::Sink;
use crate::language::{Message, OrFail};

/// Where answers come from that no option gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answers {
    /// Every proposal is taken.
    Proposed,
    /// Somebody types them.
    Typed,
}

impl Answers {
    /// Somebody can only be asked on a terminal; elsewhere all options have to be given, each here with whether it is.
    ///
    /// # Errors
    /// Nobody can answer; the message names the options that are missing.
    pub(super) fn of(takes_proposals: bool, options: &[(&str, bool)]) -> Result<Self> {
        let missing: Vec<String> =
            options.iter().filter(|(_, is_given)| !is_given).map(|(option, _)| format!("`{option}`")).collect();
        if takes_proposals {
            return Ok(Self::Proposed);
        }
        if !missing.is_empty() && !std::io::stdin().is_terminal() {
            let missing: Vec<Message> = missing.into_iter().map(Message::verbatim).collect();
            bail!(message!("new-no-terminal", options = Message::joined(&missing, [", ", "、"])));
        }
        Ok(Self::Typed)
    }

    /// The answer to a question, read by `read`; it is asked again until it can be read.
    ///
    /// # Errors
    /// The terminal cannot be read or written, or there is nothing more to read.
    pub(super) fn ask<T>(
        self,
        sink: &Sink,
        question: &Message,
        proposed: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T> {
        let cannot = || message!("new-cannot-ask");
        loop {
            if let Some(answer) = read(proposed).filter(|_| self == Self::Proposed) {
                return Ok(answer);
            }
            let mut stderr = std::io::stderr();
            write!(stderr, "{} [{proposed}] ", sink.told(question)).or_fail(cannot)?;
            stderr.flush().or_fail(cannot)?;
            let mut line = String::new();
            if std::io::stdin().lock().read_line(&mut line).or_fail(cannot)? == 0 {
                bail!(message!("new-no-answer"));
            }
            let answer = if line.trim().is_empty() { proposed } else { line.trim() };
            if let Some(answer) = read(answer) {
                return Ok(answer);
            }
            writeln!(stderr, "{}", sink.told(&message!("new-try-again", answer))).or_fail(cannot)?;
        }
    }
}
