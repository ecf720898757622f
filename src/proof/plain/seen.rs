//! Whether every glyph is painted so that it is seen.

use super::quoted;
use crate::language::Message;
use crate::proof::reader::{Area, Colour, FontKind, Glyph, Mark, MarkKind, Page};

/// The smallest type in mm: 4 points. The program's own, the marks of notes in tables, is above 5.
const SMALLEST: f64 = 4.0 * 25.4 / 72.0;
/// How wide type may be for its height, 1 being as its face has it: Typst does not stretch any.
const WIDTHS: std::ops::RangeInclusive<f64> = 0.95..=1.05;
/// How much lighter or darker than what is below it type has to be, black on white being 1.
const CONTRAST: f64 = 0.35;
/// How much of a glyph has to be left by what clips it and by the edge of the page.
const WHOLE: f64 = 0.99;

/// What is not seen on a page; `marks` are those outside of pictures.
pub(super) fn faults(page: &Page, sheet: u32, glyphs: &[&Glyph], marks: &[&Mark]) -> Vec<Message> {
    let grounds: Vec<(Area, u32, Colour)> = marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Fill)
        .map(|mark| (mark.area(), mark.order, mark.colour))
        .collect();
    let paper = Area { left: 0.0, top: 0.0, right: page.width, bottom: page.height };
    let mut found: Vec<(Hidden, Vec<&Glyph>)> = Vec::new();
    for glyph in glyphs {
        let Some(hidden) = hidden(glyph, &paper, &grounds) else { continue };
        match found.iter_mut().find(|(known, _)| *known == hidden) {
            Some((_, glyphs)) => glyphs.push(glyph),
            None => found.push((hidden, vec![glyph])),
        }
    }
    let message = |(hidden, glyphs): (Hidden, Vec<&Glyph>)| {
        message!("plain-hidden", words = quoted(glyphs), sheet, fault = hidden.words())
    };
    found.into_iter().map(message).collect()
}

/// Why a glyph is not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hidden {
    /// By its rendering mode.
    Mode(u8),
    /// It is not opaque.
    Veiled,
    /// Nobody knows its colour.
    Untold,
    /// It is as light or dark as what is below it.
    Pale,
    Small,
    Stretched,
    Outside,
    Clipped,
    /// A form has it, which may be drawn elsewhere or not at all.
    Form,
    /// Its font holds drawings, of which nobody knows what they are.
    Drawing,
}

impl Hidden {
    fn words(self) -> Message {
        match self {
            Self::Mode(mode) => message!("plain-mode", mode = u32::from(mode)),
            Self::Veiled => message!("plain-veiled"),
            Self::Untold => message!("plain-untold"),
            Self::Pale => message!("plain-pale"),
            Self::Small => message!("plain-small"),
            Self::Stretched => message!("plain-stretched"),
            Self::Outside => message!("plain-outside"),
            Self::Clipped => message!("plain-clipped"),
            Self::Form => message!("plain-form"),
            Self::Drawing => message!("plain-drawing"),
        }
    }
}

fn hidden(glyph: &Glyph, paper: &Area, grounds: &[(Area, u32, Colour)]) -> Option<Hidden> {
    let manner = &glyph.manner;
    if manner.mode != 0 {
        return Some(Hidden::Mode(manner.mode));
    }
    let core = glyph.core();
    let checks = [
        (!manner.is_opaque, Hidden::Veiled),
        (!manner.is_told, Hidden::Untold),
        (glyph.drawn_by.kind == FontKind::Drawn, Hidden::Drawing),
        (manner.is_in_form, Hidden::Form),
        (glyph.size < SMALLEST, Hidden::Small),
        (!WIDTHS.contains(&manner.stretch), Hidden::Stretched),
        (!is_left(&core, paper), Hidden::Outside),
        (manner.clip.is_some_and(|clip| !is_left(&core, &clip)), Hidden::Clipped),
        ((light(glyph.colour) - light(ground(glyph, &core, grounds))).abs() < CONTRAST, Hidden::Pale),
    ];
    checks.into_iter().find_map(|(is_hidden, why)| is_hidden.then_some(why))
}

/// Whether almost all of a box lies in another one; that of a combining mark has no width.
fn is_left(core: &Area, area: &Area) -> bool {
    let within = core.within(area);
    within.right >= within.left && within.bottom >= within.top && within.size() >= core.size() * WHOLE
}

/// The colour that a glyph is printed on.
fn ground(glyph: &Glyph, core: &Area, grounds: &[(Area, u32, Colour)]) -> Colour {
    let below = grounds.iter().rfind(|(area, order, _)| *order < glyph.manner.order && area.meets(core));
    below.map_or(Colour { red: 1.0, green: 1.0, blue: 1.0 }, |(_, _, colour)| *colour)
}

/// How light a colour is, white being 1 (ITU-R BT.601).
fn light(colour: Colour) -> f64 {
    0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue
}
