//! `gazette man`: what the reader `man` shows of the program, made from its own arguments.

use anyhow::{Result, bail};
use clap::CommandFactory;

use super::{Outcome, write_out};
use crate::args::Args;
use crate::language::OrFail;
use crate::nearest::nearest;

/// Prints the manual page of the program, or of one command.
pub(super) fn run(command: Option<&str>) -> Result<Outcome> {
    let mut all = Args::command();
    all.build();
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
    write_out(&roff)?;
    Ok(Outcome::Good)
}
