//! What is wrong with glyphs: none drawn, none meant, another one than the text says, or one of a face nobody asked for.

use std::collections::HashMap;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use super::original::{Comparison, Originals};
use super::printed::{FontCode, Printed, Text};
use super::{Scope, code_point};
use crate::language::Message;
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
    pub message: Message,
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
    let outlines: Vec<_> = printed.fonts.par_iter().enumerate().map(|(at, font)| outlines(printed, at, font)).collect();
    for (at, (font, outlines)) in printed.fonts.iter().zip(outlines).enumerate() {
        let mut wrong = |code, message| faults.push(Fault { code, message, text: String::new() });
        let is_foreign = originals.find(&font.name).is_none_or(|face| face.supplied.standing == Standing::Foreign);
        if is_foreign && scope == Scope::Issue {
            wrong("foreign-face", message!("glyph-foreign-face", face = &*font.name, sheet = printed.sheets[at]));
        }
        match outlines {
            Ok(outlines) => drawn.extend(outlines),
            Err(message) => wrong("missing-face", message),
        }
    }
    let (wrong, compared, others) = wrong_texts(printed, originals, &drawn, scope);
    faults.extend(others.into_iter().map(|(font, differing, compared)| {
        let (face, sheet) = (&*printed.fonts[font].name, printed.sheets[font]);
        let message = message!("glyph-other-face", face, sheet, differing, compared);
        Fault { code: "face-not-compared", message, text: String::new() }
    }));
    faults.extend(wrong.into_iter().map(|(text, wrong)| {
        let face = &printed.fonts[text.font()].name;
        Fault { code: "wrong-glyph", message: wrong.message(text, face), text: text.text.to_owned() }
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
    let looked_at: Vec<_> = printed.texts.par_iter().map(|text| look_at(text, printed, originals, drawn)).collect();
    for (text, (found, is_compared)) in printed.texts.iter().zip(looked_at) {
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

    /// What is wrong with a text in a face.
    fn message(&self, text: &Text, face: &str) -> Message {
        let (what, place) = (named(text.text), place(text));
        match self {
            Self::Notdef => message!("glyph-notdef", what, place, face),
            Self::Nameless => message!("glyph-nameless", what, place, face),
            Self::Meaningless => message!("glyph-meaningless", what, place, face),
            Self::Blank => message!("glyph-blank", what, place, face),
            Self::Seen => message!("glyph-seen", what, place, face),
            Self::Other => message!("glyph-other", what, place, face),
            Self::Lacking => message!("glyph-lacking", what, place, face),
        }
    }
}

/// What each code of a font draws that is used; nothing where what is drawn cannot be told. `Err` says what is wrong with the
/// face.
fn outlines(printed: &Printed, at: usize, font: &Font) -> Result<Drawn, Message> {
    let codes = printed.texts.iter().flat_map(|text| &text.glyphs).filter(|(font, _)| *font == at);
    let mut codes: Vec<u16> = codes.map(|(_, code)| *code).collect();
    codes.sort_unstable();
    codes.dedup();
    match (font.kind, &font.face) {
        (FontKind::Drawn, _) | (FontKind::Simple, Some(_)) => Ok(Drawn::new()),
        (_, None) => Err(message!("glyph-missing-face", face = &*font.name, sheet = printed.sheets[at])),
        (FontKind::Composite, Some(face)) => {
            let (name, sheet) = (&*font.name, printed.sheets[at]);
            let unreadable = |why: Message| message!("glyph-unreadable-face", face = name, sheet, why);
            let outlines = face.outlines(&codes).map_err(unreadable)?;
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
fn named(text: &str) -> Message {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (None | Some(char::REPLACEMENT_CHARACTER), None) => message!("glyph-a-character"),
        (Some(c), None) if c.is_control() => message!("glyph-control", code = code_point(c)),
        (Some(c), None) => message!("glyph-character", text, code = code_point(c)),
        _ => message!("glyph-characters", text),
    }
}

/// The page on which a text is met first, and how often it is printed besides.
fn place(text: &Text) -> Message {
    match text.times {
        1 => message!("glyph-on-sheet", sheet = text.sheet),
        times => message!("glyph-on-sheet-and-more", sheet = text.sheet, more = times - 1),
    }
}
