//! The glyph proof: what is seen is what is copied, in faces that the series asked for.
//!
//! From the finished file alone and the font files it was made with: every glyph stands for a character that the file names, is
//! drawn as the font file draws that character, and belongs to a face that a role of the issue is set in. A face that stands in
//! for another is told, and so are characters that few faces have or that only look like others.

mod alternates;
mod character;
mod fault;
mod original;
mod passport;
mod printed;
mod report;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use self::character::Kind;
pub(crate) use self::character::{gb_2312, meant, standard};
pub use self::fault::Fault;
use self::original::Originals;
pub(crate) use self::passport::of_unprinted;
pub use self::passport::{Embedding, Passport};
use self::printed::{Printed, printed};
pub(crate) use self::report::{report, report_faults};
pub use self::table::table;
use super::reader::Pdf;
use crate::glyphs::Typed;
use crate::source::IssueDir;
use crate::typeset::{Standing, Supply};

/// What the proof found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Glyphs {
    /// Glyphs on all pages.
    pub glyphs: usize,
    /// Different characters that they stand for, without white space.
    pub characters: usize,
    /// The faces in the order of their names.
    pub faces: Vec<Passport>,
    /// Characters that are worth a look, in the order of their code points.
    pub listed: Vec<Listed>,
    /// Characters that the faces of their roles lack, in the order of their code points; `report.json` has them beside this.
    #[serde(skip)]
    pub substitutes: Vec<Substitute>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// A character that is worth a look.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// The character itself.
    pub character: char,
    /// `U+4DAE`
    pub code: String,
    /// Why it is listed.
    pub kind: Kind,
    /// The character that it looks like and should be.
    pub meant: Option<char>,
    /// Where it is typed, each line once.
    pub places: BTreeSet<FileLine>,
}

/// A character that is printed in a face which is not that of its role.
#[derive(Debug, Clone, Serialize)]
pub struct Substitute {
    /// The character itself.
    pub character: char,
    /// `U+4DAE`
    pub code: String,
    /// The family it is printed in.
    pub face: String,
    /// The families that would be asked before and lack it.
    #[serde(skip)]
    pub lacking: Vec<String>,
    /// Whether the series names the family that it is printed in.
    #[serde(skip)]
    pub is_named: bool,
    /// Where it is typed, each line once.
    pub places: BTreeSet<FileLine>,
}

/// A line of a file.
#[derive(Debug, Clone, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileLine {
    /// The file as it is named from within the issue folder.
    pub file: String,
    /// From 1.
    pub line: usize,
}

/// How much is known of the faces that a file may be printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All that its issue may be printed in, and what the series asks for.
    Issue,
    /// Those of the program; a series may have had others.
    Program,
}

/// Looks at every glyph of a file.
pub fn prove(pdf: &Pdf, supply: &Supply, scope: Scope) -> Glyphs {
    let originals = Originals::of(supply);
    let printed = printed(pdf);
    let characters: BTreeSet<char> = printed.texts.iter().flat_map(|text| text.characters()).collect();
    let (faults, compared) = fault::find(&printed, &originals, scope);
    let faces = passport::of(&printed, &originals, &characters, &compared);
    Glyphs {
        glyphs: pdf.pages.iter().map(|page| page.glyphs.len()).sum(),
        characters: characters.len(),
        faces,
        listed: characters.into_iter().filter_map(listed).collect(),
        substitutes: substitutes(&printed, &originals),
        faults,
    }
}

impl Glyphs {
    /// The characters whose places are asked for.
    pub(crate) fn sought(&self) -> BTreeSet<char> {
        let listed = self.listed.iter().map(|of| of.character);
        let substitutes = self.substitutes.iter().map(|of| of.character);
        let wrong = self.faults.iter().flat_map(|fault| fault.text.chars());
        listed.chain(substitutes).chain(wrong).collect()
    }

    /// Takes over where characters are typed.
    pub(crate) fn locate(&mut self, dir: &IssueDir, typed: &BTreeMap<char, Typed>) {
        let places = |c: char| {
            let lines = typed.get(&c).into_iter().flat_map(|typed| &typed.lines);
            lines.map(|(file, line)| FileLine { file: dir.within(file), line: *line }).collect::<BTreeSet<FileLine>>()
        };
        self.listed.iter_mut().for_each(|of| of.places = places(of.character));
        self.substitutes.iter_mut().for_each(|of| of.places = places(of.character));
    }
}

fn listed(character: char) -> Option<Listed> {
    let (kind, meant) = character::kind(character)?;
    Some(Listed { character, code: code_point(character), kind, meant, places: BTreeSet::new() })
}

/// The characters that are printed in a face which stands in for others.
fn substitutes(printed: &Printed, originals: &Originals) -> Vec<Substitute> {
    let mut found = BTreeMap::new();
    for text in &printed.texts {
        let Some(face) = originals.find(&printed.fonts[text.font()].name) else { continue };
        let is_named = match face.supplied.standing {
            Standing::First | Standing::Foreign => continue,
            Standing::Named => true,
            Standing::Unasked => false,
        };
        for character in text.characters() {
            let family = face.supplied.family.to_owned();
            found.entry((character, family.clone())).or_insert_with(|| Substitute {
                character,
                code: code_point(character),
                face: family,
                lacking: originals.lacking(face, character),
                is_named,
                places: BTreeSet::new(),
            });
        }
    }
    found.into_values().collect()
}

fn code_point(c: char) -> String {
    format!("U+{:04X}", c as u32)
}
