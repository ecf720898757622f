//! The glyphs that a face may show in place of one, as its table `GSUB` has them.

use ttf_parser::gsub::SubstitutionSubtable;
use ttf_parser::{Face, GlyphId};

/// How often one alternate may stand for another.
const LONGEST: usize = 3;

/// The alternates of a glyph: forms for a language, a width, a direction.
pub(super) fn of(face: &Face, glyph: GlyphId) -> Vec<GlyphId> {
    let mut known = vec![glyph];
    let mut from = 0;
    for _ in 0..LONGEST {
        let last = known[from..].to_vec();
        from = known.len();
        for glyph in last {
            for other in next(face, glyph) {
                if !known.contains(&other) {
                    known.push(other);
                }
            }
        }
    }
    known.split_off(1)
}

/// The glyph that stands for several.
pub(super) fn ligature(face: &Face, parts: &[GlyphId]) -> Option<GlyphId> {
    let (first, rest) = parts.split_first()?;
    subtables(face).find_map(|subtable| {
        let SubstitutionSubtable::Ligature(table) = subtable else { return None };
        let set = table.ligature_sets.get(table.coverage.get(*first)?)?;
        let found = set.into_iter().find(|ligature| ligature.components.into_iter().eq(rest.iter().copied()))?;
        Some(found.glyph)
    })
}

fn next(face: &Face, glyph: GlyphId) -> Vec<GlyphId> {
    let mut found = Vec::new();
    for subtable in subtables(face) {
        let Some(at) = subtable.coverage().get(glyph) else { continue };
        match subtable {
            SubstitutionSubtable::Single(table) => match table {
                ttf_parser::gsub::SingleSubstitution::Format1 { delta, .. } => {
                    found.push(GlyphId(glyph.0.wrapping_add_signed(delta)));
                }
                ttf_parser::gsub::SingleSubstitution::Format2 { substitutes, .. } => found.extend(substitutes.get(at)),
            },
            SubstitutionSubtable::Alternate(table) => {
                found.extend(table.alternate_sets.get(at).into_iter().flat_map(|set| set.alternates));
            }
            _ => {}
        }
    }
    found
}

fn subtables<'a>(face: &Face<'a>) -> impl Iterator<Item = SubstitutionSubtable<'a>> {
    let lookups = face.tables().gsub.into_iter().flat_map(|table| table.lookups);
    lookups.flat_map(|lookup| lookup.subtables.into_iter::<SubstitutionSubtable>())
}
