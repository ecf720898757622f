//! What is wrong with glyphs, and what an editor should know of them, as findings.

use std::collections::BTreeMap;

use super::{Glyphs, Kind, Listed, Substitute, code_point};
use crate::diag::Diagnostics;
use crate::glyphs::Typed;
use crate::language::Message;
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
        let (message, help) = (stand_in(substitute, typed), message!("glyph-stand-in.help", face = &substitute.face));
        diagnostics.warning("substitute-face", place(substitute.character), message, help);
    }
    for listed in glyphs.listed.iter().filter(|listed| listed.kind != Kind::Rare && is_typed(listed.character)) {
        let help = match listed.meant {
            Some(meant) => message!("glyph-like.help", meant),
            None => message!("glyph-look-alike.help"),
        };
        diagnostics.warning("look-alike-character", place(listed.character), look_alike(listed, typed), help);
    }
    for face in &glyphs.faces {
        let Some(embedding) = face.embedding.filter(|embedding| !embedding.is_allowed()) else { continue };
        let place = face.file.as_ref().map_or_else(|| whole.clone(), |file| font_file(file));
        let message = message!("glyph-not-embeddable", face = &face.name, embedding = embedding.words());
        diagnostics.warning("font-not-embeddable", place, message, message!("glyph-not-embeddable.help"));
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
            "foreign-face" => message!("glyph-foreign-face.help"),
            "face-not-compared" => message!("glyph-other-face.help"),
            "missing-face" => message!("glyph-missing-face.help"),
            _ => message!("glyph-wrong.help"),
        };
        if fault.code == "face-not-compared" {
            diagnostics.warning("face-not-compared", place, fault.message.clone(), help);
        } else {
            diagnostics.error(fault.code, place, fault.message.clone(), help);
        }
    }
}

fn stand_in(substitute: &Substitute, typed: &BTreeMap<char, Typed>) -> Message {
    let Substitute { character, code, face, lacking, .. } = substitute;
    let families: Vec<Message> = lacking.iter().map(|family| Message::verbatim(format!("`{family}`"))).collect();
    let lacking = match &*families {
        [] => message!("glyph-role-lacks"),
        [family] => message!("glyph-face-lacks", family),
        [others @ .., last] => message!("glyph-faces-lack", others = Message::joined(others, [", ", "、"]), last),
    };
    message!("glyph-stand-in", character, code, times = times(typed.get(character)), face, lacking)
}

fn look_alike(listed: &Listed, typed: &BTreeMap<char, Typed>) -> Message {
    let Listed { character, code, kind, meant, .. } = listed;
    let (times, kind) = (times(typed.get(character)), kind.words());
    match *meant {
        Some(meant) => message!("glyph-like", character, code, times, kind, meant, other = code_point(meant)),
        None => message!("glyph-look-alike", character, code, times, kind),
    }
}

/// How often a character is typed beside the first time.
fn times(typed: Option<&Typed>) -> Message {
    message!("glyph-typed", more = typed.map_or(0, |typed| typed.times.saturating_sub(1)))
}
