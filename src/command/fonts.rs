//! `gazette fonts`: the faces of each role in the order in which they are tried, and what stands in for others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Outcome, Sink, examine_and, say, tell};
use crate::compile::{Edition, Goal};
use crate::language::Message;
use crate::manifest::Fonts;
use crate::proof::columns::columns;
use crate::proof::glyphs::Substitute;
use crate::typeset::{FontSet, ROLES};

/// Lists the faces of the program, or those of every issue, marked where an issue uses them.
pub(super) fn run(sink: &mut Sink, issues: &[PathBuf]) -> Result<Outcome> {
    if issues.is_empty() {
        list(sink, &FontSet::new(&[]), &Fonts::default(), &BTreeSet::new())?;
        sink.next(|| message!("next-fonts"))?;
        return Ok(Outcome::Good);
    }
    let mut outcome = Outcome::Good;
    for issue in issues {
        if !list_of_issue(sink, issue)? {
            outcome = Outcome::Wrong;
        }
    }
    sink.next(|| message!("next-fonts"))?;
    Ok(outcome)
}

/// Lists the faces of an issue; `false` when it could not be laid out, as was reported.
fn list_of_issue(sink: &mut Sink, issue: &Path) -> Result<bool> {
    let (edition, outcome, set) = examine_and(sink, issue, Goal::Artefacts(&[]), |dir, _, _| FontSet::new(&dir.fonts))?;
    let Some(Edition { issue, fonts, proofs, .. }) = &edition else { return Ok(false) };
    let used: BTreeSet<&str> = fonts.iter().map(|font| font.family.as_str()).collect();
    list(sink, &set, &issue.series.fonts, &used)?;
    let substitutes = &proofs.glyphs.substitutes;
    let told = match substitutes.len() {
        0 => message!("fonts-no-substitute"),
        characters => message!("fonts-substitutes", characters),
    };
    tell(sink, &told)?;
    for substitute in substitutes {
        tell(sink, &line(substitute))?;
    }
    Ok(outcome == Outcome::Good)
}

/// One line a role, with its key in `[fonts]` and its families; those in `used` carry a mark.
fn list(sink: &Sink, set: &FontSet, named: &Fonts, used: &BTreeSet<&str>) -> Result<()> {
    let supply = set.supply(named);
    let heads = [message!("fonts-role"), message!("fonts-key"), message!("fonts-families")];
    let mut rows = vec![heads.map(|head| sink.told(&head).to_owned())];
    for ((key, role), faces) in ROLES.into_iter().zip(&supply.roles) {
        let family = |at: &usize| {
            let family = supply.faces[*at].family;
            if used.contains(family) { format!("{family} *") } else { family.to_owned() }
        };
        let families: Vec<String> = faces.iter().map(family).collect();
        rows.push([role.to_owned(), key.to_owned(), families.join(", ")]);
    }
    for line in columns(&rows, &[0, 1, 2]) {
        say(format_args!("{line}"))?;
    }
    if supply.roles.iter().any(Vec::is_empty) {
        tell(sink, &message!("fonts-not-bundled"))?;
    }
    if !used.is_empty() {
        tell(sink, &message!("fonts-used"))?;
    }
    Ok(())
}

/// A character that the face of its role lacks, and where it is typed.
fn line(substitute: &Substitute) -> Message {
    let places: Vec<String> = substitute.places.iter().map(|place| format!("{}:{}", place.file, place.line)).collect();
    let (character, family) = (substitute.character.to_string(), &substitute.face);
    message!("fonts-substitute", character, family = family, places = places.join(", "))
}
