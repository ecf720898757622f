//! `gazette completions`: what a shell knows of the program, made from its own arguments.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use super::{Outcome, write_out};
use crate::args::Args;

/// Prints the script that completes commands and options in a shell.
pub(super) fn run(shell: Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "gazette", &mut script);
    write_out(&script)?;
    Ok(Outcome::Good)
}
