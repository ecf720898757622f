//! The faces as their font files have them, against which those in the PDF are held.

use ttf_parser::{Face, GlyphId, PlatformId, name_id};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::alternates;
use crate::proof::reader::{Outline, outline_in};
use crate::typeset::{SuppliedFace, Supply};

/// What a PDF calls a face that has no PostScript name.
const NAMELESS: &str = "unknown";
/// How many letters of a PostScript name a PDF may leave, since its own names have 127 at most.
const SHORTEST: usize = 100;

/// Accents of one letter that are looked at; no language has more.
const MOST_ACCENTS: usize = 4;

/// All faces that a file may be printed in.
pub(super) struct Originals<'a> {
    faces: Vec<Original<'a>>,
    /// The faces of each role, as places in the list.
    roles: Vec<Vec<usize>>,
}

/// A face as its font file has it.
pub(super) struct Original<'a> {
    /// What is known of the file.
    pub(super) supplied: &'a SuppliedFace<'a>,
    /// The face itself.
    pub(super) face: Face<'a>,
    /// Its PostScript name.
    pub(super) name: String,
    /// Its place among the supplied ones.
    at: usize,
}

/// What comes of comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// The file draws the text like this.
    Same,
    /// It draws it otherwise.
    Different,
    /// It has no glyph for it.
    Lacking,
    /// It cannot be told, since the face changes its outlines when it is embedded, or letters are joined by its rules.
    Untold,
}

impl<'a> Originals<'a> {
    /// Reads the faces; one that cannot be read is none.
    pub(super) fn of(supply: &'a Supply<'a>) -> Self {
        let faces = supply.faces.iter().enumerate().filter_map(|(at, supplied)| Original::of(at, supplied));
        let mut faces: Vec<Original> = faces.collect();
        // Of two faces of one name it is the one that the issue is rather set in.
        faces.sort_by_key(|face| face.supplied.standing);
        Self { faces, roles: supply.roles.clone() }
    }

    /// The face that a PDF calls so.
    pub(super) fn find(&self, name: &str) -> Option<&Original<'a>> {
        let is_short = |face: &Original| name.len() >= SHORTEST && face.name.starts_with(name);
        self.faces.iter().find(|face| face.name == name || is_short(face))
    }

    /// The families of the roles that a face stands in for, since their own lack a character.
    pub(super) fn lacking(&self, face: &Original, c: char) -> Vec<String> {
        let by_place = |at: usize| self.faces.iter().find(|face| face.at == at);
        let mut families = Vec::new();
        for role in &self.roles {
            let Some(turn) = role.iter().position(|at| *at == face.at) else { continue };
            let before: Vec<&Original> = role[..turn].iter().filter_map(|at| by_place(*at)).collect();
            let Some(first) = before.first() else { continue };
            let family = first.supplied.family.to_owned();
            if before.iter().all(|other| other.face.glyph_index(c).is_none()) && !families.contains(&family) {
                families.push(family);
            }
        }
        families
    }
}

impl<'a> Original<'a> {
    /// Reads the face at a place among the supplied ones, if it can be read.
    pub(super) fn of(at: usize, supplied: &'a SuppliedFace<'a>) -> Option<Self> {
        let face = Face::parse(supplied.data, supplied.index).ok()?;
        let name = name(&face, name_id::POST_SCRIPT_NAME).unwrap_or_else(|| NAMELESS.to_owned());
        Some(Self { supplied, face, name, at })
    }

    /// Whether the file draws a text like this.
    pub(super) fn compare(&self, text: &str, drawn: &[&Outline]) -> Comparison {
        if self.face.is_variable() || self.face.tables().cff.is_none() && self.face.tables().glyf.is_none() {
            return Comparison::Untold;
        }
        let found = match drawn {
            [drawn] => self.compare_one(text, drawn),
            _ => self.compare_each(text, drawn),
        };
        if found != Comparison::Same && text.chars().any(is_joined) { Comparison::Untold } else { found }
    }

    fn compare_one(&self, text: &str, drawn: &Outline) -> Comparison {
        let draws = |glyph: GlyphId| outline_in(&self.face, glyph).is_some_and(|own| own.agrees(drawn));
        let is_drawn = |glyph: GlyphId| draws(glyph) || alternates::of(&self.face, glyph).into_iter().any(draws);
        if let Some(c) = single(text).or_else(|| single(&text.nfc().collect::<String>())) {
            return match self.glyph(c) {
                Some(glyph) if is_drawn(glyph) => Comparison::Same,
                Some(_) => Comparison::Different,
                None if text.nfd().any(is_combining_mark) => self.compare_part(text, is_drawn),
                None => Comparison::Lacking,
            };
        }
        if text.chars().any(is_combining_mark) {
            return self.compare_part(text, is_drawn);
        }
        let parts: Option<Vec<GlyphId>> = text.chars().map(|c| self.glyph(c)).collect();
        let ligature = parts.and_then(|parts| alternates::ligature(&self.face, &parts));
        if ligature.is_some_and(is_drawn) { Comparison::Same } else { Comparison::Different }
    }

    /// A letter or an accent of it, or the letter with some of its accents, each of which the file tells to be all of them.
    fn compare_part(&self, text: &str, is_drawn: impl Fn(GlyphId) -> bool) -> Comparison {
        let mut parts = parts(text).into_iter().filter_map(|c| self.glyph(c));
        if parts.any(is_drawn) { Comparison::Same } else { Comparison::Different }
    }

    /// Several glyphs for one text: a letter and its accents, some of which may be drawn with the letter.
    fn compare_each(&self, text: &str, drawn: &[&Outline]) -> Comparison {
        let as_typed: Vec<char> = text.chars().collect();
        let parted: Vec<char> = text.nfd().collect();
        let Some(parts) = [as_typed, parted].into_iter().find(|parts| parts.len() == drawn.len()) else {
            if !text.nfd().any(is_combining_mark) {
                return Comparison::Different;
            }
            let each = drawn.iter().map(|drawn| self.compare_one(text, drawn));
            return each.into_iter().find(|found| *found != Comparison::Same).unwrap_or(Comparison::Same);
        };
        let pairs = parts.iter().zip(drawn);
        let each = pairs.map(|(c, drawn)| self.compare_one(c.encode_utf8(&mut [0; 4]), drawn));
        each.into_iter().find(|found| *found != Comparison::Same).unwrap_or(Comparison::Same)
    }

    /// The glyph of a character, or of the one that stands for it where the face lacks it.
    fn glyph(&self, c: char) -> Option<GlyphId> {
        let own = self.face.glyph_index(c);
        own.or_else(|| {
            let mut equal = std::iter::once(c).nfc();
            let other = match (c, equal.next(), equal.next()) {
                ('\u{2011}', ..) => '\u{2010}',
                (_, Some(other), None) if other != c => other,
                _ => return None,
            };
            self.face.glyph_index(other)
        })
    }
}

/// The characters that a letter with accents may be drawn of: itself, each accent, and itself with some of them where that is a
/// character.
fn parts(text: &str) -> Vec<char> {
    let parted: Vec<char> = text.nfd().collect();
    let mut parts = parted.clone();
    let [letter, accents @ ..] = parted.as_slice() else { return parts };
    let accents = &accents[..accents.len().min(MOST_ACCENTS)];
    for chosen in 1_u32..1 << accents.len() {
        let accents = accents.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, accent)| *accent);
        parts.extend(single(&std::iter::once(*letter).chain(accents).nfc().collect::<String>()));
    }
    parts
}

/// The character of a text that has only one.
fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Whether a script joins its letters by the rules of its face, which are not followed here.
fn is_joined(c: char) -> bool {
    matches!(c as u32, 0x0590..=0x1DFF | 0xA4D0..=0xABFF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10000..=0x1EFFF)
}

/// A name of a face in English, or else in any language.
pub(super) fn name(face: &Face, id: u16) -> Option<String> {
    let names = face.names().into_iter().filter(|name| name.name_id == id);
    let told = names.filter_map(|name| {
        let text = match name.platform_id {
            PlatformId::Macintosh if name.name.is_ascii() => String::from_utf8(name.name.to_vec()).ok(),
            _ => name.to_string(),
        };
        let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())?;
        let is_english =
            matches!((name.platform_id, name.language_id), (PlatformId::Windows, 0x0409) | (PlatformId::Macintosh, 0));
        Some((!is_english, text))
    });
    told.min_by_key(|(is_other, _)| *is_other).map(|(_, text)| text)
}
