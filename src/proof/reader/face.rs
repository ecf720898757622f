//! A face within the file: what is drawn for the codes of its font (ISO 32000-1, 9.7.4.2 and 9.9).

use std::collections::HashMap;
use std::sync::OnceLock;

use lopdf::{Dictionary, Object, Stream};
use ttf_parser::{CFFError, Face as Whole, GlyphId, OutlineBuilder, cff};

use super::outline::{Outline, Pen};
use super::{File, MOST_BYTES, foreign};
use crate::language::Message;

/// An embedded face.
#[derive(Debug)]
pub struct Face {
    program: Program,
    /// The glyphs of a compact face by their codes, once they were asked for.
    by_code: OnceLock<HashMap<u16, GlyphId>>,
    /// `CIDToGIDMap`, where codes are not those of the face's glyphs: two bytes a code.
    glyphs: Option<Vec<u8>>,
}

/// The bytes of a face, none if they cannot be unpacked.
#[derive(Debug)]
enum Program {
    /// `FontFile3`: outlines of the Compact Font Format alone.
    Compact(Vec<u8>),
    /// `FontFile2`, or a whole OpenType file.
    Whole(Vec<u8>),
}

impl Face {
    /// The face of a font, or of what it descends from.
    pub(super) fn of(file: &File, dict: &Dictionary) -> Option<Self> {
        let descriptor = file.follow(dict.get(b"FontDescriptor").ok()?).as_dict().ok()?;
        let is_whole = |stream: &Stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"OpenType")
        };
        let program = match (stream(file, descriptor, b"FontFile2"), stream(file, descriptor, b"FontFile3")) {
            (Some(stream), _) => Program::Whole(kept(file, stream)),
            (None, Some(stream)) if is_whole(stream) => Program::Whole(kept(file, stream)),
            (None, Some(stream)) => Program::Compact(kept(file, stream)),
            (None, None) => return None,
        };
        let glyphs = stream(file, dict, b"CIDToGIDMap").map(|stream| kept(file, stream)).filter(|map| !map.is_empty());
        Some(Self { program, by_code: OnceLock::new(), glyphs })
    }

    /// What is drawn for each of these codes, in their order, a face without a glyph for it drawing `None`; `Err` where the
    /// face itself cannot be read.
    ///
    /// # Errors
    /// The face is damaged.
    pub fn outlines(&self, codes: &[u16]) -> Result<Vec<Option<Outline>>, Message> {
        let damaged = || message!("pdf-face-damaged");
        match &self.program {
            Program::Compact(bytes) => {
                let table = cff::Table::parse(bytes).ok_or_else(damaged)?;
                Ok(codes.iter().map(|code| compact(&table, self.in_compact(&table, *code)?)).collect())
            }
            Program::Whole(bytes) if bytes.is_empty() => Err(damaged()),
            Program::Whole(bytes) => {
                let face = Whole::parse(bytes, 0).map_err(foreign)?;
                Ok(codes.iter().map(|code| whole(&face, self.mapped(*code)?)).collect())
            }
        }
    }

    /// Lower and upper edge of what is drawn for a code, from the baseline, 1 being the type size.
    pub(super) fn ink(&self, code: u16) -> Option<(f64, f64)> {
        let (rect, em) = match &self.program {
            Program::Compact(bytes) => {
                let table = cff::Table::parse(bytes)?;
                let glyph = self.in_compact(&table, code)?;
                (table.outline(glyph, &mut Unseen).ok()?, 1.0 / f64::from(table.matrix().sx))
            }
            Program::Whole(bytes) => {
                let face = Whole::parse(bytes, 0).ok()?;
                (face.glyph_bounding_box(self.mapped(code)?)?, f64::from(face.units_per_em()))
            }
        };
        Some((f64::from(rect.y_min) / em, f64::from(rect.y_max) / em))
    }

    /// The glyph of a compact face that a code means.
    fn in_compact(&self, table: &cff::Table, code: u16) -> Option<GlyphId> {
        let by_code = self.by_code.get_or_init(|| by_code(table));
        if by_code.is_empty() { Some(GlyphId(code)) } else { by_code.get(&code).copied() }
    }

    /// The glyph of a whole face that a code means.
    fn mapped(&self, code: u16) -> Option<GlyphId> {
        let Some(map) = &self.glyphs else { return Some(GlyphId(code)) };
        let at = usize::from(code) * 2;
        map.get(at..at + 2).map(|pair| GlyphId(u16::from(pair[0]) << 8 | u16::from(pair[1])))
    }
}

/// What is drawn of a glyph of a compact face; what breaks off in the middle draws nothing.
pub(crate) fn compact(table: &cff::Table, glyph: GlyphId) -> Option<Outline> {
    let mut pen = Pen::new(table.matrix().sx);
    match table.outline(glyph, &mut pen) {
        Ok(_) => Some(pen.outline()),
        Err(CFFError::NoGlyph) => None,
        Err(_) => Some(Outline::default()),
    }
}

/// What is drawn of a glyph of a whole face.
pub(crate) fn whole(face: &Whole, glyph: GlyphId) -> Option<Outline> {
    if let Some(table) = face.tables().cff {
        return compact(&table, glyph);
    }
    if glyph.0 >= face.number_of_glyphs() {
        return None;
    }
    let mut pen = Pen::new(1.0 / f32::from(face.units_per_em()));
    face.outline_glyph(glyph, &mut pen);
    Some(pen.outline())
}

/// The glyphs of a compact face by their codes, which are its CIDs, in any order (9.7.4.2); of a face without CIDs nothing.
fn by_code(table: &cff::Table) -> HashMap<u16, GlyphId> {
    let glyphs = (0..table.number_of_glyphs()).map(GlyphId);
    glyphs.filter_map(|glyph| Some((table.glyph_cid(glyph)?, glyph))).collect()
}

fn stream<'b>(file: &File<'b>, dict: &'b Dictionary, key: &[u8]) -> Option<&'b Stream> {
    file.follow(dict.get(key).ok()?).as_stream().ok()
}

/// The bytes of a face, unless all faces of the file together have too many.
fn kept(file: &File, stream: &Stream) -> Vec<u8> {
    let bytes = unpacked(stream).unwrap_or_default();
    if file.spent.face(bytes.len()) { bytes } else { Vec::new() }
}

fn unpacked(stream: &Stream) -> Option<Vec<u8>> {
    stream.get_plain_content_with_limit(MOST_BYTES).ok()
}

/// An outline that only its box is wanted of.
struct Unseen;

impl OutlineBuilder for Unseen {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}
