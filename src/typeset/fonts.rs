//! The faces an issue is set in: those that come with the program, and the series' own, which win.

use std::sync::{Arc, OnceLock};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, FontVariant, FontWeight};
use typst::utils::{LazyHash, hash128};

use crate::diag::Diagnostics;
use crate::manifest::{Fonts, Text};
use crate::place::Place;
use crate::source::FontFile;

/// The faces in `fonts/` of this repository; their licences lie beside them.
#[cfg(feature = "bundled-fonts")]
static BUNDLED: &[&[u8]] = &[
    include_bytes!("../../fonts/fandol/FandolFang-Regular.otf"),
    include_bytes!("../../fonts/fandol/FandolKai-Regular.otf"),
    include_bytes!("../../fonts/fandol/FandolHei-Regular.otf"),
    include_bytes!("../../fonts/fandol/FandolSong-Regular.otf"),
    include_bytes!("../../fonts/fandol/FandolSong-Bold.otf"),
    include_bytes!("../../fonts/lxgw-wenkai/LXGWWenKai-Regular.ttf"),
];
/// A program that was built without them has no face of its own.
#[cfg(not(feature = "bundled-fonts"))]
static BUNDLED: &[&[u8]] = &[];

/// The family that stands in for a role unless the series names another, and after it when that one lacks a character.
const FANGSONG: &str = "FandolFang R";
const KAITI: &str = "FandolKai";
const HEITI: &str = "FandolHei";
const SONGTI: &str = "FandolSong";
const FALLBACK: &str = "LXGW WenKai";

/// The roles of an issue: their keys in `[fonts]`, and the words of GB/T 9704 for their faces, in the order of [`Supply::roles`].
pub(crate) const ROLES: [(&str, &str); 5] =
    [("fangsong", "仿宋"), ("kaiti", "楷体"), ("heiti", "黑体"), ("songti", "宋体"), ("title", "标题")];

/// All faces that an issue may use; no face of the system is among them.
pub struct FontSet {
    book: LazyHash<FontBook>,
    faces: Vec<Face>,
}

struct Face {
    /// The series' font file it lies in, as [`FontFile::path`] has it; `None` for a face of the program.
    file: Option<String>,
    data: Bytes,
    /// Index within a font collection.
    index: u32,
    font: OnceLock<Option<Font>>,
    characters: OnceLock<Vec<u64>>,
}

/// A font file that an edition is set in, and the family that it is used as.
#[derive(Debug, Clone)]
pub struct UsedFont {
    /// Its name, by which `[fonts]` asks for it.
    pub family: String,
    /// The series' file, as [`FontFile::path`] has it; `None` for one that comes with the program.
    pub file: Option<String>,
    data: Bytes,
}

impl UsedFont {
    /// The bytes of the file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }
}

/// For each role the families to try in turn.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct FontChains {
    fangsong: Vec<String>,
    kaiti: Vec<String>,
    heiti: Vec<String>,
    songti: Vec<String>,
    title: Vec<String>,
    /// The families that the series names, for whatever role, in small letters.
    #[serde(skip)]
    named: Vec<String>,
}

/// All faces that an issue may be printed in, and what they are to its roles.
pub struct Supply<'a> {
    /// The series' own, then those of the program.
    pub(crate) faces: Vec<SuppliedFace<'a>>,
    /// The faces of each role in the order in which they are tried, as indices of `faces`.
    pub(crate) roles: Vec<Vec<usize>>,
}

/// A face that an issue may be printed in.
pub struct SuppliedFace<'a> {
    /// Its name, by which `[fonts]` asks for it.
    pub(crate) family: &'a str,
    /// The series' font file, as [`FontFile::path`] has it; `None` for a face of the program.
    pub(crate) file: Option<&'a str>,
    /// The bytes of the file.
    pub(crate) data: &'a [u8],
    /// Index within a font collection.
    pub(crate) index: u32,
    /// What it is to the roles.
    pub(crate) standing: Standing,
}

/// What a face is to the roles of an issue, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The first choice of a role.
    First,
    /// It stands in for a role's own face, and the series names it.
    Named,
    /// It stands in for a role's own face, and nobody asked for it.
    Unasked,
    /// No role would ever be set in it.
    Foreign,
}

impl FontSet {
    /// The series' own font files, then those of the program.
    pub fn new(own: &[FontFile]) -> Self {
        Self::with_program(own, BUNDLED)
    }

    fn with_program(own: &[FontFile], bundled: &[&'static [u8]]) -> Self {
        let own = own.iter().map(|file| (Some(&file.path), Bytes::new(file.data.clone())));
        let files: Vec<_> = own.chain(bundled.iter().map(|data| (None, Bytes::new(*data)))).collect();
        let infos: Vec<Vec<FontInfo>> = files.par_iter().map(|(_, data)| FontInfo::iter(data).collect()).collect();
        let mut book = FontBook::new();
        let mut faces = Vec::new();
        for ((file, data), infos) in files.into_iter().zip(infos) {
            for (index, info) in infos.into_iter().enumerate() {
                book.push(info);
                let (file, data, index) = (file.cloned(), data.clone(), index as u32);
                let (font, characters) = (OnceLock::new(), OnceLock::new());
                faces.push(Face { file, data, index, font, characters });
            }
        }
        Self { book: LazyHash::new(book), faces }
    }

    /// What Typst knows about the faces.
    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The face at `index` of the book, parsed once.
    pub(super) fn font(&self, index: usize) -> Option<Font> {
        let face = self.faces.get(index)?;
        face.font.get_or_init(|| Font::new(face.data.clone(), face.index)).clone()
    }

    /// Begins to load the faces that are the first choice of a role, on other threads: those of Chinese are large, and layout would
    /// wait for one after the other.
    pub(crate) fn begin_to_load(self: &Arc<Self>, chains: &FontChains) {
        for (families, variant) in chains.roles() {
            let first = families.first().and_then(|family| self.book.select(&family.to_lowercase(), variant));
            let (Some(index), fonts) = (first, self.clone()) else { continue };
            // A font keeps the digest of its file, by which Typst knows it.
            rayon::spawn(move || {
                let _ = fonts.font(index).map(|font| hash128(&font));
            });
        }
    }

    /// Where a face lies that a layout uses.
    pub(super) fn used(&self, font: &Font) -> Option<UsedFont> {
        let face = self.faces.iter().find(|face| face.data == *font.data())?;
        Some(UsedFont { family: font.info().family.clone(), file: face.file.clone(), data: face.data.clone() })
    }

    /// The families of each role that are there, with a report of each that is named and is not.
    pub(crate) fn chains(&self, fonts: &Fonts, diagnostics: &mut Diagnostics) -> FontChains {
        let mut own = Vec::new();
        let mut chain = |named: &Option<Text>, bundled: &str| {
            let named = named.as_ref().and_then(|text| self.family(text, diagnostics));
            own.extend(named.iter().map(|family| family.to_lowercase()));
            let fallback = fonts.fallback.as_ref().and_then(|text| self.family(text, diagnostics));
            let mut families: Vec<String> = Vec::new();
            for family in named.into_iter().chain([bundled.to_owned()]).chain(fallback).chain([FALLBACK.to_owned()]) {
                if !families.contains(&family) && self.book.contains_family(&family.to_lowercase()) {
                    families.push(family);
                }
            }
            families
        };
        let mut chains = FontChains {
            fangsong: chain(&fonts.fangsong, FANGSONG),
            kaiti: chain(&fonts.kaiti, KAITI),
            heiti: chain(&fonts.heiti, HEITI),
            songti: chain(&fonts.songti, SONGTI),
            title: chain(&fonts.title, SONGTI),
            named: Vec::new(),
        };
        own.extend(fonts.fallback.iter().map(|text| text.text.to_lowercase()));
        chains.named = own;
        chains
    }

    /// The faces, and what they are to the roles of an issue whose series names these; what is named and not there was reported
    /// already.
    pub fn supply(&self, named: &Fonts) -> Supply<'_> {
        let chains = self.chains(named, &mut Diagnostics::default());
        let select = |family: &String, variant| self.book.select(&family.to_lowercase(), variant);
        let roles: Vec<Vec<usize>> = chains
            .roles()
            .map(|(families, variant)| families.iter().filter_map(|family| select(family, variant)).collect())
            .into();
        let faces = self.faces.iter().enumerate().filter_map(|(at, face)| {
            let family = self.book.info(at)?.family.as_str();
            let standing =
                chains.standing(family, roles.iter().filter_map(|role| role.iter().position(|of| *of == at)));
            Some(SuppliedFace { family, file: face.file.as_deref(), data: &face.data, index: face.index, standing })
        });
        Supply { faces: faces.collect(), roles }
    }

    fn family(&self, named: &Text, diagnostics: &mut Diagnostics) -> Option<String> {
        if self.book.contains_family(&named.text.to_lowercase()) {
            return Some(named.text.clone());
        }
        let known: Vec<String> = self.book.families().map(|(family, _)| format!("`{family}`")).collect();
        diagnostics.error(
            "no-font",
            named.place.clone(),
            message!("no-font", family = &named.text),
            message!("no-font.help", known = known.join(", ")),
        );
        None
    }

    /// The characters that can be printed in the faces of each role.
    pub(crate) fn coverage(&self, chains: &FontChains) -> RoleCoverage<'_> {
        // The one face of a family that Typst takes for a variant.
        let face = |family: &String, variant| self.book.select(&family.to_lowercase(), variant);
        let characters = |index: usize| Some(self.faces.get(index)?.characters(self.book.info(index)?));
        let role = |(families, variant): (&[String], FontVariant)| {
            families.iter().filter_map(|family| face(family, variant)).filter_map(characters).collect()
        };
        RoleCoverage(chains.roles().map(role))
    }
}

impl Face {
    /// The characters that the face has, as bits; Typst's own list has to be read from its beginning for each question.
    fn characters(&self, info: &FontInfo) -> &[u64] {
        self.characters.get_or_init(|| {
            let mut bits = Vec::new();
            for c in info.coverage.iter() {
                let at = c as usize / 64;
                if bits.len() <= at {
                    bits.resize(at + 1, 0);
                }
                bits[at] |= 1 << (c % 64);
            }
            bits
        })
    }
}

/// The characters of the faces of each role, in the order of [`Supply::roles`].
pub(crate) struct RoleCoverage<'a>([Vec<&'a [u64]>; 5]);

impl RoleCoverage<'_> {
    /// Whether every role has a glyph for `c`, so that it can be printed wherever it stands. A role without any face lacks all
    /// characters, which is reported once.
    pub(crate) fn has(&self, c: char) -> bool {
        let (at, bit) = (c as usize / 64, 1 << (c as u32 % 64));
        let is_in = |bits: &&[u64]| bits.get(at).is_some_and(|bits| bits & bit != 0);
        self.0.iter().all(|faces| faces.is_empty() || faces.iter().any(is_in))
    }
}

impl FontChains {
    /// Reports each role that has no face, at `place`, where `[fonts]` should stand. With the faces of the program there is none.
    pub(crate) fn check(&self, place: &Place, diagnostics: &mut Diagnostics) {
        for ((key, role), (families, _)) in ROLES.into_iter().zip(self.roles()) {
            if families.is_empty() {
                let message = message!("no-face", role);
                diagnostics.error("no-font", place.clone(), message, message!("no-face.help", key));
            }
        }
    }

    /// The families of each role, with the variant it is set in.
    fn roles(&self) -> [(&[String], FontVariant); 5] {
        let weight = |weight| FontVariant { weight, ..FontVariant::default() };
        let regular = [&self.fangsong, &self.kaiti, &self.heiti, &self.songti];
        let [fangsong, kaiti, heiti, songti] =
            regular.map(|families| (families.as_slice(), weight(FontWeight::REGULAR)));
        [fangsong, kaiti, heiti, songti, (self.title.as_slice(), weight(FontWeight::BOLD))]
    }

    /// What a face is to the roles, if it is the one that they take at these positions; else what its family is, whose other
    /// weights and slopes a template may ask for.
    fn standing(&self, family: &str, positions: impl Iterator<Item = usize>) -> Standing {
        let of_family = || {
            let at = |(families, _): (&[String], _)| {
                families.iter().position(|of| of.to_lowercase() == family.to_lowercase())
            };
            self.roles().into_iter().filter_map(at).min()
        };
        match positions.min().or_else(of_family) {
            Some(0) => Standing::First,
            Some(_) if self.named.contains(&family.to_lowercase()) => Standing::Named,
            Some(_) => Standing::Unasked,
            None => Standing::Foreign,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    /// What is said of a program without faces and a series with one file, which `[fonts]` names like this.
    fn without_bundled(named: &Fonts) -> (FontSet, FontChains, Vec<String>) {
        let data = include_bytes!("../../fonts/fandol/FandolHei-Regular.otf").to_vec();
        let set = FontSet::with_program(&[FontFile { path: "fonts/hei.otf".to_owned(), data }], &[]);
        let mut diagnostics = Diagnostics::default();
        let chains = set.chains(named, &mut diagnostics);
        chains.check(&Place::whole("gazette.toml"), &mut diagnostics);
        let told = diagnostics.sorted().into_iter().map(|found| found.to_short(None, Language::En)).collect();
        (set, chains, told)
    }

    fn hei() -> Option<Text> {
        Some(Text { text: "FandolHei".to_owned(), place: Place::whole("gazette.toml") })
    }

    #[test]
    fn a_role_without_any_face_is_reported_once_and_not_for_each_character() {
        let (set, chains, told) = without_bundled(&Fonts::default());
        let roles = ["仿宋", "楷体", "宋体", "标题"];
        assert_eq!(told.len(), roles.len(), "{told:?}");
        for (key, role) in ROLES.iter().filter(|(key, _)| *key != "heiti") {
            let about = format!("there is no face for {role}: this program was built without fonts");
            let found = told.iter().find(|told| told.contains(&about)).unwrap_or_else(|| panic!("{role}: {told:?}"));
            assert!(found.starts_with("gazette.toml:1:1: error[no-font]: "), "{found}");
            assert!(found.ends_with(&format!("`{key} = \"…\"`")), "{found}");
        }
        assert!(set.coverage(&chains).has('黑'));
        assert!(!set.coverage(&chains).has('\u{1F600}'), "the one face that is there lacks it");
    }

    #[test]
    fn a_series_that_names_a_face_for_every_role_needs_none_of_the_program() {
        let named = Fonts { fangsong: hei(), kaiti: hei(), songti: hei(), title: hei(), ..Fonts::default() };
        assert_eq!(without_bundled(&named).2, Vec::<String>::new());
        let fallback = Fonts { fallback: hei(), ..Fonts::default() };
        assert_eq!(without_bundled(&fallback).2, Vec::<String>::new());
    }

    #[test]
    fn no_role_lacks_a_face_of_the_program() {
        let mut diagnostics = Diagnostics::default();
        let chains = FontSet::new(&[]).chains(&Fonts::default(), &mut diagnostics);
        chains.check(&Place::whole("gazette.toml"), &mut diagnostics);
        assert_eq!(diagnostics.counts(), (0, 0));
    }
}
