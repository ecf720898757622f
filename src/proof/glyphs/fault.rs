//! What is wrong with glyphs: none drawn, none meant, another one than the text says, or one of a face nobody asked for.

use std::collections::HashMap;

use serde::Serialize;

use super::original::{Comparison, Originals};
use super::printed::{FontCode, Printed, Text};
use super::{Scope, code_point};
use crate::proof::reader::{Font, FontKind, Outline};
use crate::typeset::Standing;

/// How many glyphs may differ from the program's font file of that name, before the file was rather made with another version
/// of it, which a series may have: these, or one in ten.
const FEW: usize = 3;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The code of its finding.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The characters concerned, if they are known.
    pub text: String,
}

/// A text and what is wrong with it.
type WrongText<'a> = (&'a Text<'a>, Wrong);

/// A font that is rather that of another font file: its place in the list, and how many differ of how many.
type OtherFont = (usize, usize, usize);

/// What became of a glyph of the file; `None` where its face has none of this code.
type Drawn = HashMap<FontCode, Option<Outline>>;

/// Everything that is wrong, and of each font how many of its texts were compared with the font file.
pub(super) fn find(printed: &Printed, originals: &Originals, scope: Scope) -> (Vec<Fault>, Vec<usize>) {
    let mut faults = Vec::new();
    let mut drawn = Drawn::new();
    for (at, font) in printed.fonts.iter().enumerate() {
        let mut wrong = |code, words: &str| {
            let message = format!("the face `{}` on page {} of the PDF {words}", font.name, printed.sheets[at]);
            faults.push(Fault { code, message, text: String::new() });
        };
        let is_foreign = originals.find(&font.name).is_none_or(|face| face.supplied.standing == Standing::Foreign);
        if is_foreign && scope == Scope::Issue {
            wrong("foreign-face", "is none that a role of the issue is set in");
        }
        match outlines(printed, at, font) {
            Ok(outlines) => drawn.extend(outlines),
            Err(words) => wrong("missing-face", &words),
        }
    }
    let (wrong, compared, others) = wrong_texts(printed, originals, &drawn, scope);
    faults.extend(others.into_iter().map(|(font, differing, compared)| {
        let (name, sheet) = (&printed.fonts[font].name, printed.sheets[font]);
        let message = format!(
            "the face `{name}` on page {sheet} of the PDF draws {differing} of its {compared} characters otherwise than the \
             program's font file of that name: it may be another version, and its outlines are not judged"
        );
        Fault { code: "face-not-compared", message, text: String::new() }
    }));
    faults.extend(wrong.into_iter().map(|(text, wrong)| {
        let face = &printed.fonts[text.font()].name;
        let on = format!("on page {} of the PDF{}", text.sheet, further(text));
        let message = format!("{} {on} {}", named(text.text), wrong.words(face));
        Fault { code: "wrong-glyph", message, text: text.text.to_owned() }
    }));
    (faults, compared)
}

/// The texts with which something is wrong; of each font how many were compared with the font file; and the fonts that are rather
/// those of another font file, with how many differ of how many.
fn wrong_texts<'a>(
    printed: &'a Printed,
    originals: &Originals,
    drawn: &Drawn,
    scope: Scope,
) -> (Vec<WrongText<'a>>, Vec<usize>, Vec<OtherFont>) {
    let mut wrong: Vec<(&Text, Wrong)> = Vec::new();
    let mut compared = vec![0; printed.fonts.len()];
    for text in &printed.texts {
        let (found, is_compared) = look_at(text, printed, originals, drawn);
        compared[text.font()] += usize::from(is_compared);
        wrong.extend(found.map(|found| (text, found)));
    }
    let mut others = Vec::new();
    if scope == Scope::Program {
        for (font, compared) in compared.iter_mut().enumerate() {
            let differs = |(text, wrong): &(&Text, Wrong)| text.font() == font && wrong.is_of_comparison();
            let differing = wrong.iter().filter(|found| differs(found)).count();
            if differing > FEW && differing * 10 > *compared {
                wrong.retain(|found| !differs(found));
                others.push((font, differing, *compared));
                *compared = 0;
            }
        }
    }
    (wrong, compared, others)
}

/// What is wrong with a text and its glyphs.
enum Wrong {
    /// It is drawn as what stands for a missing glyph.
    Notdef,
    /// The file does not say which character it is.
    Nameless,
    /// It is a character that means nothing.
    Meaningless,
    Blank,
    /// White space that can be seen.
    Seen,
    Other,
    /// The font file has no glyph for it.
    Lacking,
}

impl Wrong {
    /// Whether it was found by comparing with the font file.
    fn is_of_comparison(&self) -> bool {
        matches!(self, Self::Other | Self::Lacking)
    }

    fn words(&self, face: &str) -> String {
        match self {
            Self::Notdef => format!("is printed as the sign of `{face}` for a missing glyph"),
            Self::Nameless => format!("has a glyph of `{face}` and no code point: it cannot be copied, nor read aloud"),
            Self::Meaningless => format!("has a glyph of `{face}` and a code point that means nothing"),
            Self::Blank => format!("is blank in `{face}`"),
            Self::Seen => format!("is white space, and `{face}` draws something for it"),
            Self::Other => format!("is drawn otherwise than the font file of `{face}` draws it"),
            Self::Lacking => format!("is drawn in `{face}`, whose font file has no glyph for it"),
        }
    }
}

/// What each code of a font draws that is used; nothing where what is drawn cannot be told. `Err` says what is wrong with the
/// face.
fn outlines(printed: &Printed, at: usize, font: &Font) -> Result<Drawn, String> {
    let codes = printed.texts.iter().flat_map(|text| &text.glyphs).filter(|(font, _)| *font == at);
    let mut codes: Vec<u16> = codes.map(|(_, code)| *code).collect();
    codes.sort_unstable();
    codes.dedup();
    match (font.kind, &font.face) {
        (FontKind::Drawn, _) | (FontKind::Simple, Some(_)) => Ok(Drawn::new()),
        (_, None) => Err("is not in the file: every reader would print another one".to_owned()),
        (FontKind::Composite, Some(face)) => {
            let outlines = face.outlines(&codes).map_err(|error| format!("cannot be read: {error}"))?;
            Ok(codes.iter().map(|code| (at, *code)).zip(outlines).collect())
        }
    }
}

/// What is wrong with the characters that glyphs stand for.
fn meaning(text: &Text) -> Option<Wrong> {
    let is_private = |c: char| matches!(c as u32, 0xE000..=0xF8FF | 0xF0000..=0xFFFFD | 0x100000..=0x10FFFD);
    if text.text.is_empty() || text.text.contains(char::REPLACEMENT_CHARACTER) {
        return Some(Wrong::Nameless);
    }
    text.text.chars().any(|c| is_private(c) || c.is_control()).then_some(Wrong::Meaningless)
}

/// What is wrong with a text and its glyphs, and whether they were compared with the font file.
fn look_at(text: &Text, printed: &Printed, originals: &Originals, drawn: &Drawn) -> (Option<Wrong>, bool) {
    let glyphs = text.glyphs.iter();
    let is_composite = |font: usize| printed.fonts[font].kind == FontKind::Composite;
    if glyphs.clone().any(|(font, code)| is_composite(*font) && *code == 0) {
        return (Some(Wrong::Notdef), false);
    }
    let known: Option<Vec<&Option<Outline>>> = glyphs.map(|glyph| drawn.get(glyph)).collect();
    let outlines: Option<Option<Vec<&Outline>>> = known.map(|known| known.into_iter().map(Option::as_ref).collect());
    if outlines == Some(None) {
        return (Some(Wrong::Notdef), false);
    }
    if let Some(wrong) = meaning(text) {
        return (Some(wrong), false);
    }
    let Some(outlines) = outlines.flatten() else { return (None, false) };
    let is_blank = outlines.iter().all(|outline| outline.is_blank());
    match (is_blank, text.characters().next().is_none()) {
        (true, true) => return (None, false),
        (true, false) => return (Some(Wrong::Blank), false),
        (false, true) => return (Some(Wrong::Seen), false),
        (false, false) => {}
    }
    let Some(face) = originals.find(&printed.fonts[text.font()].name) else { return (None, false) };
    match face.compare(text.text, &outlines) {
        Comparison::Same => (None, true),
        Comparison::Different => (Some(Wrong::Other), true),
        Comparison::Lacking => (Some(Wrong::Lacking), true),
        Comparison::Untold => (None, false),
    }
}

/// A text with its code point, if it is one character.
fn named(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (None | Some(char::REPLACEMENT_CHARACTER), None) => "a character".to_owned(),
        (Some(c), None) if c.is_control() => code_point(c),
        (Some(c), None) => format!("`{text}` ({})", code_point(c)),
        _ => format!("`{text}`"),
    }
}

fn further(text: &Text) -> String {
    match text.times {
        1 => String::new(),
        2 => " and 1 time more".to_owned(),
        times => format!(" and {} times more", times - 1),
    }
}
