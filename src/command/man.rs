//! `gazette man`: what the reader `man` shows of the program, made from its own arguments.

use anyhow::{Result, bail};
use clap::CommandFactory;

use super::{Outcome, Sink, write_out};
use crate::args::Args;
use crate::command_line::in_language;
use crate::language::{Language, Message, OrFail};
use crate::nearest::nearest;

/// Prints the manual page of the program, or of one command.
pub(super) fn run(sink: &Sink, command: Option<&str>) -> Result<Outcome> {
    let all = in_language(Args::command(), sink.language());
    let page = match command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let known = all.get_subcommands().map(clap::Command::get_name);
                match nearest(name, known) {
                    Some(near) => bail!(message!("no-command-near", name, near)),
                    None => bail!(message!("no-command", name)),
                }
            }
        },
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff).or_fail(|| message!("cannot-print"))?;
    write_out(headed(&String::from_utf8(roff).or_fail(|| message!("cannot-print"))?, sink.language()).as_bytes())?;
    sink.next(|| message!("next-file", command = "man"))?;
    Ok(Outcome::Good)
}

/// The page with the words that clap has in English only in the language.
fn headed(page: &str, language: Language) -> String {
    let headings: [(&str, Message); 7] = [
        ("NAME", message!("man-name")),
        ("SYNOPSIS", message!("man-synopsis")),
        ("DESCRIPTION", message!("man-description")),
        ("OPTIONS", message!("man-options")),
        ("SUBCOMMANDS", message!("man-commands")),
        ("EXTRA", message!("man-extra")),
        ("VERSION", message!("man-version")),
    ];
    let line = |line: &str| {
        if let Some(said) = line.strip_prefix(".SH ") {
            let found = headings.iter().find(|(heading, _)| *heading == said);
            found.map(|(_, heading)| format!(".SH {}", heading.text(language)))
        } else if line == "\\fIPossible values:\\fR" {
            Some(format!("\\fI{}\\fR", message!("usage-values-explained").text(language)))
        } else {
            let (option, value) = line.strip_suffix(']')?.split_once("[default: ")?;
            Some(format!("{option}{}", message!("usage-default", value).text(language)))
        }
    };
    page.lines().map(|old| line(old).unwrap_or_else(|| old.to_owned()) + "\n").collect()
}
