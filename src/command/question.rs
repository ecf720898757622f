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

    /// The answer to a question, read by `read`; it is asked again until it can be read, and `wrong` says why.
    ///
    /// # Errors
    /// The terminal cannot be read or written, or there is nothing more to read.
    pub(super) fn ask<T>(
        self,
        sink: &Sink,
        question: &Message,
        proposed: &str,
        read: impl Fn(&str) -> Option<T>,
        wrong: impl Fn(&str) -> Message,
    ) -> Result<T> {
        match read(proposed).filter(|_| self == Self::Proposed) {
            Some(answer) => Ok(answer),
            None => {
                let question = format!("{} [{proposed}] ", sink.told(question));
                let again = |answer: &str| sink.told(&wrong(answer)).to_owned();
                let answer = |typed: &str| read(if typed.is_empty() { proposed } else { typed });
                talk(&question, again, answer, &mut std::io::stdin().lock(), &mut std::io::stderr())
            }
        }
    }
}

/// Asks until the line that is typed can be read.
fn talk<T>(
    question: &str,
    again: impl Fn(&str) -> String,
    read: impl Fn(&str) -> Option<T>,
    typed: &mut impl BufRead,
    shown: &mut impl Write,
) -> Result<T> {
    let cannot = || message!("new-cannot-ask");
    loop {
        write!(shown, "{question}").or_fail(cannot)?;
        shown.flush().or_fail(cannot)?;
        let mut line = String::new();
        if typed.read_line(&mut line).or_fail(cannot)? == 0 {
            bail!(message!("new-no-answer"));
        }
        match read(line.trim()) {
            Some(answer) => return Ok(answer),
            None => writeln!(shown, "{}", again(line.trim())).or_fail(cannot)?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::talk;

    /// What becomes of typed lines: the answer and what is shown, or what went wrong.
    fn talked(typed: &str) -> Result<(u32, String), String> {
        let mut shown = Vec::new();
        let read = |line: &str| if line.is_empty() { Some(7) } else { line.parse().ok() };
        let answer = talk("年 [7] ", |line| format!("{line}？"), read, &mut typed.as_bytes(), &mut shown);
        answer.map(|answer| (answer, String::from_utf8(shown).expect("text"))).map_err(|error| error.to_string())
    }

    #[test]
    fn it_is_asked_until_an_answer_can_be_read() {
        assert_eq!(talked("9\n"), Ok((9, "年 [7] ".to_owned())));
        assert_eq!(talked("\r\n"), Ok((7, "年 [7] ".to_owned())));
        assert_eq!(talked("九\n 9 \n"), Ok((9, "年 [7] 九？\n年 [7] ".to_owned())));
        assert_eq!(talked("九\n"), Err("there was no answer; nothing was written".to_owned()));
    }
}
