//! Whether all that a build needs is there and fit for it: the program and its faces, a series and its issues, and what surrounds
//! them.
//!
//! Nothing is built, and nothing stays on the disk: whether a folder can be written is tried with a temporary folder in it.

mod faces;
mod subject;
mod surroundings;

use std::path::Path;

pub(crate) use self::subject::Subject;
use crate::args::Args;
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::typeset::{FontSet, digest_of_templates};

/// How many hexadecimal digits of the templates' digest are told: enough to tell two versions apart.
const DIGITS: usize = 12;

/// What was looked at.
pub(crate) enum Found {
    /// It is as it should be, or simply so.
    Right(Message),
    /// What is wrong, and what to do.
    Wrong(Message),
    /// The faces, under a row of headings: role, family, file, coverage of two tables of characters, embedding, licence.
    Faces(Vec<[Message; 7]>),
}

/// Looks at everything in turn; `out` is the folder that takes the editions.
pub(crate) fn examine(subject: Option<&Subject>, out: &Path, args: &Args) -> Vec<Found> {
    let set = FontSet::new(subject.map_or(&[], |subject| subject.font_files()));
    let mut found = vec![versions()];
    found.extend(faces::examine(&set, subject));
    if let Some(subject) = subject {
        found.extend(subject.examine_texts(&set));
        found.extend(subject.examine_templates());
    }
    found.push(surroundings::out(out));
    found.extend(subject.map(|subject| surroundings::folder(subject.folder())));
    found.push(surroundings::language(args.lang));
    found.push(surroundings::colours(args.color));
    found
}

fn versions() -> Found {
    let (version, typst) = (env!("CARGO_PKG_VERSION"), typst::utils::version().raw());
    let templates: String = digest_of_templates().chars().take(DIGITS).collect();
    Found::Right(message!("doctor-versions", version, typst, templates))
}

/// What steps of a build have found, each with its help.
fn wrong(diagnostics: &Diagnostics) -> impl Iterator<Item = Found> {
    diagnostics.sorted().into_iter().map(|found| {
        let words: Vec<Message> = [&found.message].into_iter().chain(&found.help).cloned().collect();
        Found::Wrong(Message::joined(&words, ["; ", "；"]))
    })
}
