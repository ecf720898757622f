//! What each face is: whose it is, what its licence lets one do, and how much of the issue it has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Serialize, Serializer};
use ttf_parser::{Face, Permissions, name_id};

use super::original::{Original, Originals, name};
use super::printed::Printed;
use crate::language::Message;
use crate::typeset::SuppliedFace;

/// How many letters of a licence are told.
const LICENCE: usize = 80;

/// A face of the file; what only its font file tells is `None` where that is not at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passport {
    /// Its PostScript name, as the PDF has it.
    pub name: String,
    /// Its family, by which `[fonts]` asks for it.
    pub family: Option<String>,
    /// The series' file, within the series folder; `None` for a face of the program.
    pub file: Option<String>,
    /// What the font file calls its version.
    pub version: Option<String>,
    /// The first sentence of its licence, or where that stands.
    pub licence: Option<String>,
    /// What its maker lets one do with it.
    pub embedding: Option<Embedding>,
    /// How many different characters are set in it.
    pub characters: usize,
    /// How many of all different characters of the issue it has.
    pub coverage: Option<usize>,
    /// How many of its glyphs were compared with the font file, each with its text once.
    pub compared: usize,
}

/// What the maker of a face lets one do with it (`fsType` of OpenType's table `OS/2`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Embedding {
    permissions: Option<Permissions>,
    is_subset_allowed: bool,
    is_outline_allowed: bool,
}

impl Embedding {
    fn of(face: &Face) -> Self {
        Self {
            permissions: face.permissions(),
            is_subset_allowed: face.is_subsetting_allowed(),
            is_outline_allowed: face.is_outline_embedding_allowed(),
        }
    }

    /// Whether the outlines of the characters in use may lie in a PDF.
    pub fn is_allowed(&self) -> bool {
        let is_restricted = matches!(self.permissions, Some(Permissions::Restricted));
        !is_restricted && self.is_subset_allowed && self.is_outline_allowed
    }
}

impl Embedding {
    /// What the maker allows, for people.
    pub(crate) fn words(&self) -> Message {
        let permissions = match self.permissions {
            Some(Permissions::Installable) => message!("embedding-installable"),
            Some(Permissions::PreviewAndPrint) => message!("embedding-print"),
            Some(Permissions::Editable) => message!("embedding-editable"),
            Some(Permissions::Restricted) => message!("embedding-restricted"),
            None => message!("embedding-unclear"),
        };
        let mut words = vec![permissions];
        words.extend((!self.is_subset_allowed).then(|| message!("embedding-whole")));
        words.extend((!self.is_outline_allowed).then(|| message!("embedding-bitmaps")));
        Message::joined(&words, [", ", "，"])
    }
}

/// What the maker allows, as `report.json` has it.
impl fmt::Display for Embedding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.permissions {
            Some(Permissions::Installable) => "installable",
            Some(Permissions::PreviewAndPrint) => "preview and print",
            Some(Permissions::Editable) => "editable",
            Some(Permissions::Restricted) => "restricted",
            None => "unclear",
        })?;
        let limits = [(self.is_subset_allowed, ", no subsetting"), (self.is_outline_allowed, ", bitmaps only")];
        limits.into_iter().filter(|(is_allowed, _)| !is_allowed).try_for_each(|(_, limit)| f.write_str(limit))
    }
}

impl Serialize for Embedding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The passports of all faces in the order of their names.
pub(super) fn of(
    printed: &Printed,
    originals: &Originals,
    characters: &BTreeSet<char>,
    compared: &[usize],
) -> Vec<Passport> {
    let mut own: BTreeMap<&str, (BTreeSet<char>, usize)> = BTreeMap::new();
    for (font, compared) in printed.fonts.iter().zip(compared) {
        own.entry(&font.name).or_default().1 += compared;
    }
    for text in &printed.texts {
        own.entry(&printed.fonts[text.font()].name).or_default().0.extend(text.characters());
    }
    let passport = |(name, (own, compared)): (&str, (BTreeSet<char>, usize))| Passport {
        characters: own.len(),
        compared,
        ..passport(name, originals.find(name), characters)
    };
    own.into_iter().map(passport).collect()
}

/// The passport of a face in which nothing is printed yet, with how many of `characters` it has; `None` if it cannot be read.
pub(crate) fn of_unprinted(supplied: &SuppliedFace, characters: &BTreeSet<char>) -> Option<Passport> {
    let original = Original::of(0, supplied)?;
    Some(passport(&original.name, Some(&original), characters))
}

fn passport(called: &str, original: Option<&Original>, characters: &BTreeSet<char>) -> Passport {
    let face = original.map(|original| &original.face);
    let supplied = original.map(|original| original.supplied);
    let has = |face: &Face| characters.iter().filter(|c| face.glyph_index(**c).is_some()).count();
    Passport {
        name: called.to_owned(),
        family: supplied.map(|supplied| supplied.family.to_owned()),
        file: supplied.and_then(|supplied| supplied.file.map(str::to_owned)),
        version: face.and_then(|face| name(face, name_id::VERSION)),
        licence: face.and_then(licence),
        embedding: face.map(Embedding::of),
        characters: 0,
        coverage: face.map(has),
        compared: 0,
    }
}

/// The first sentence of a licence, or the address where it stands.
fn licence(face: &Face) -> Option<String> {
    let told = name(face, name_id::LICENSE).or_else(|| name(face, name_id::LICENSE_URL))?;
    let line = told.lines().next().unwrap_or_default();
    let sentence = line.split_once(". ").map_or(line, |(sentence, _)| sentence).trim_end_matches('.');
    let short: String = sentence.chars().take(LICENCE).collect();
    Some(if short.len() < sentence.len() { short + "…" } else { short })
}
