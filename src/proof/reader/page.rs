//! What is seen of a page: its glyphs, its marks, and what lies on it.

use std::sync::Arc;

use ecow::EcoString;

use super::{Annotation, Area, Colour, Font, Link};

/// A page as it is seen.
#[derive(Debug, Clone)]
pub struct Page {
    /// Width of the paper in mm.
    pub width: f64,
    /// Height of the paper in mm.
    pub height: f64,
    /// In the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// In the order in which they are drawn.
    pub marks: Vec<Mark>,
    /// In the order of the file.
    pub links: Vec<Link>,
    /// Everything that lies on the page and is none of its content, links included.
    pub annotations: Vec<Annotation>,
    /// The numbers of its marked contents, by which the structure of the file names them, in the order of the page.
    pub contents: Vec<u32>,
    /// What its dictionary has, such as `MediaBox`, without what it inherits.
    pub keys: Vec<String>,
    /// Whether it is shown in part, turned or in another measure: `CropBox`, `Rotate` or `UserUnit`, its own or inherited.
    pub is_adjusted: bool,
    /// Whether a part of it can be switched off (ISO 32000-1, 8.11).
    pub is_optional: bool,
}

/// A glyph where it is printed.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// The characters it stands for, as the file tells whoever copies them; empty for all but the first of several glyphs
    /// that together stand for a replacement text.
    pub text: EcoString,
    /// Distance of its origin from the left edge of the paper in mm.
    pub x: f64,
    /// Distance of its baseline from the top edge of the paper in mm.
    pub y: f64,
    /// How far it moves on what follows, in mm, without the space that the line adds.
    pub advance: f64,
    /// Type size in mm.
    pub size: f64,
    /// What it is filled with.
    pub colour: Colour,
    /// How it is painted.
    pub manner: Manner,
    /// PostScript name of its face, without the letters that mark a subset.
    pub font: Arc<str>,
    /// The font that draws it.
    pub drawn_by: Arc<Font>,
    /// What that font knows it by.
    pub code: u16,
    /// Where a replacement text takes the place of what the font says, the number of that text on the page; all glyphs that
    /// stand for it together have it.
    pub replacement: Option<u32>,
    /// Whether it stands upright and reads from left to right.
    pub is_upright: bool,
    /// Whether it is decoration, such as a folio, and no part of the text (ISO 32000-1, 14.8.2.2).
    pub is_artifact: bool,
    /// The number of the marked content that it belongs to, by which the structure of the file names it.
    pub content: Option<u32>,
}

/// How a glyph is painted, as far as that may hide it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Manner {
    /// Its place among all that is drawn on the page.
    pub order: u32,
    /// The rendering mode (ISO 32000-1, table 106): 0 fills, 3 paints nothing.
    pub mode: u8,
    /// How wide it is for its height, 1 being as its face has it; negative in a mirror.
    pub stretch: f64,
    /// Where what follows stands from it: (1, 0) at its right, (0, -1) above it.
    pub along: (f64, f64),
    /// Whether it takes the place of all that is below it: no alpha, soft mask or blend mode.
    pub is_opaque: bool,
    /// Whether its colour is one of gray, RGB or CMYK and no pattern or ink.
    pub is_told: bool,
    /// What may be seen of it at most, if not all.
    pub clip: Option<Area>,
    /// Whether a form draws it, and not the page itself.
    pub is_in_form: bool,
}

impl Glyph {
    /// The inner part of its em box, in which every character that is more than a mark has ink.
    pub fn core(&self) -> Area {
        let (x, y) = self.manner.along;
        let at = |along: f64, up: f64| (self.x + x * along + y * up, self.y + y * along - x * up);
        let (width, size) = (self.advance, self.size);
        Area::around([at(width * 0.15, size * 0.05), at(width * 0.85, size * 0.7)])
    }

    /// Upper and lower edge of what is drawn of an upright glyph, in mm from the top of the paper; `None` for a blank and
    /// where the file has no outlines that can be read.
    pub fn ink(&self) -> Option<(f64, f64)> {
        let (low, high) = self.drawn_by.face.as_ref()?.ink(self.code)?;
        Some((self.y - self.size * high, self.y - self.size * low))
    }
}

/// Something drawn that is not text, as the box around it in mm.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// How it is drawn.
    pub kind: MarkKind,
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Its colour; black for a picture.
    pub colour: Colour,
    /// Its place among all that is drawn on the page.
    pub order: u32,
    /// What may be seen of it at most, if not all.
    pub clip: Option<Area>,
    /// The number of the marked content that it belongs to.
    pub content: Option<u32>,
}

impl Mark {
    /// What may be painted of it, the weight of lines included.
    pub fn area(&self) -> Area {
        let half = if let MarkKind::Stroke(weight) = self.kind { weight / 2.0 } else { 0.0 };
        let Self { left, top, right, bottom, .. } = *self;
        let area = Area { left: left - half, top: top - half, right: right + half, bottom: bottom + half };
        self.clip.map_or(area, |clip| area.within(&clip))
    }
}

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MarkKind {
    /// A line of this weight in mm; its box is that of its axis.
    Stroke(f64),
    /// A filled shape.
    Fill,
    /// A picture of pixels, or colours that run into each other.
    Image,
}
