//! What is wrong with glyphs, and what an editor should know of them, as findings.

use std::collections::BTreeMap;

use super::{Glyphs, Kind, Listed, Substitute};
use crate::diag::Diagnostics;
use crate::glyphs::Typed;
use crate::place::Place;

/// Reports faults, stand-ins and look-alikes, each where its character is typed first, or else at `whole`.
pub(crate) fn report(
    glyphs: &Glyphs,
    typed: &BTreeMap<char, Typed>,
    font_file: impl Fn(&str) -> Place,
    whole: &Place,
    diagnostics: &mut Diagnostics,
) {
    report_faults(glyphs, typed, whole, diagnostics);
    let place = |c: char| typed.get(&c).map_or_else(|| whole.clone(), |typed| typed.first.clone());
    // What nobody typed, such as the marks of notes, nobody can mend: it is listed and no more.
    let is_typed = |c: char| typed.contains_key(&c);
    for substitute in glyphs.substitutes.iter().filter(|of| !of.is_named && is_typed(of.character)) {
        let (message, help) = (stand_in(substitute, typed), stand_in_help(substitute));
        diagnostics.warning("substitute-face", place(substitute.character), message, help);
    }
    for listed in glyphs.listed.iter().filter(|listed| listed.kind != Kind::Rare && is_typed(listed.character)) {
        let help = match listed.meant {
            Some(meant) => format!("type `{meant}`; whoever searches for that does not find this"),
            None => "type the character that is meant; whoever searches for that does not find this".to_owned(),
        };
        diagnostics.warning("look-alike-character", place(listed.character), look_alike(listed, typed), help);
    }
    for face in &glyphs.faces {
        let Some(embedding) = face.embedding.filter(|embedding| !embedding.is_allowed()) else { continue };
        let place = face.file.as_ref().map_or_else(|| whole.clone(), |file| font_file(file));
        let message = format!("the maker of `{}` does not allow a part of it to be embedded: {embedding}", face.name);
        let help = "ask its maker for a licence that allows it, or name another font in `[fonts]`";
        diagnostics.warning("font-not-embeddable", place, message, help);
    }
}

/// Reports what is wrong with the file itself, as far as its characters are known to be typed at their first places.
pub(crate) fn report_faults(
    glyphs: &Glyphs,
    typed: &BTreeMap<char, Typed>,
    whole: &Place,
    diagnostics: &mut Diagnostics,
) {
    for fault in &glyphs.faults {
        // Of a letter and its accents what is typed the least stands nearest to them.
        let known = fault.text.chars().filter_map(|c| typed.get(&c)).min_by_key(|typed| typed.times);
        let place = known.map_or_else(|| whole.clone(), |typed| typed.first.clone());
        let help = match fault.code {
            "foreign-face" => "name its family in `[fonts]`, so that whoever reads them knows what the issue is set in",
            "face-not-compared" => {
                "if it was not made with the program's own font of that name, get the edition's sources and check them"
            }
            "missing-face" => "do not publish this edition: it does not look the same everywhere",
            _ => {
                "do not publish this edition: what is seen is not what is copied; if the font is to blame, name another"
            }
        };
        if fault.code == "face-not-compared" {
            diagnostics.warning("face-not-compared", place, fault.message.clone(), help);
        } else {
            diagnostics.error(fault.code, place, fault.message.clone(), help);
        }
    }
}

fn stand_in(substitute: &Substitute, typed: &BTreeMap<char, Typed>) -> String {
    let Substitute { character, code, face, lacking, .. } = substitute;
    let lacking: Vec<String> = lacking.iter().map(|family| format!("`{family}`")).collect();
    let lacking = match &*lacking {
        [] => "the face of its role lacks it".to_owned(),
        [one] => format!("{one} lacks it"),
        [others @ .., last] => format!("{} and {last} lack it", others.join(", ")),
    };
    let times = times(typed.get(character));
    format!("`{character}` ({code}){times} is printed in `{face}`, for which nobody asked, since {lacking}")
}

fn stand_in_help(substitute: &Substitute) -> String {
    let Substitute { face, .. } = substitute;
    format!(
        "write `fallback = \"{face}\"` into `[fonts]` if it may be, or put a font that has it into `fonts/` and name that"
    )
}

fn look_alike(listed: &Listed, typed: &BTreeMap<char, Typed>) -> String {
    let Listed { character, code, kind, meant, .. } = listed;
    let times = times(typed.get(character));
    let like = meant.map(|meant| format!(" that looks like `{meant}` (U+{:04X})", meant as u32)).unwrap_or_default();
    format!("`{character}` ({code}){times} is a {}{like}", kind.words())
}

/// How often a character is typed beside the first time.
fn times(typed: Option<&Typed>) -> String {
    match typed.map_or(1, |typed| typed.times) {
        0 | 1 => String::new(),
        2 => ", here and 1 time more,".to_owned(),
        times => format!(", here and {} times more,", times - 1),
    }
}
