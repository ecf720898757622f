//! `gazette doctor`: whether all that a build needs is there, and what to do where it is not.

use std::path::Path;

use anyhow::Result;

use super::{Outcome, Sink, say, tell, tell_line};
use crate::args::Args;
use crate::doctor::{self, Found, Subject};
use crate::proof::columns::columns;

/// Examines the program and its surroundings, and an issue or a series if one is named.
pub(super) fn run(sink: &Sink, args: &Args, folder: Option<&Path>, out: &Path) -> Result<Outcome> {
    let subject = folder.map(Subject::read).transpose()?;
    let mut wrong = 0_usize;
    for found in doctor::examine(subject.as_ref(), out, args) {
        match found {
            Found::Right(text) => tell(sink, &message!("doctor-right", text))?,
            Found::Wrong(text) => {
                wrong += 1;
                say(format_args!("{}", sink.told(&message!("doctor-wrong", text))))?;
            }
            Found::Faces(rows) => {
                let rows: Vec<_> =
                    rows.iter().map(|row| row.each_ref().map(|cell| sink.told(cell).to_owned())).collect();
                for line in columns(&rows, &[0, 1, 2, 5, 6]) {
                    tell_line(sink, &format!("  {line}"))?;
                }
            }
        }
    }
    match wrong {
        0 => {
            tell(sink, &message!("doctor-good"))?;
            sink.next(|| message!("next-doctor"))?;
        }
        wrong => tell(sink, &message!("doctor-total", wrong))?,
    }
    Ok(if wrong == 0 { Outcome::Good } else { Outcome::Wrong })
}
