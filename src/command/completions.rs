//! `gazette completions`: what a shell knows of the program, made from its own arguments.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use super::{Outcome, Sink, write_out};
use crate::args::Args;
use crate::command_line::in_language;

/// Prints the script that completes commands and options in a shell.
pub(super) fn run(sink: &Sink, shell: Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut in_language(Args::command(), sink.language()), "gazette", &mut script);
    write_out(&script)?;
    sink.next(|| message!("next-file", command = "completions"))?;
    Ok(Outcome::Good)
}
