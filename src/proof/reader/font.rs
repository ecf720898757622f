//! What a font of the file says of its codes: how wide they are and which characters they stand for
//! (ISO 32000-1, 9.6, 9.7, 9.10.3).

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;
use lopdf::{Dictionary, Object};

use super::characters::characters;
use super::face::Face;
use super::{File, MOST_BYTES, number_of};

/// How a font finds its glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontKind {
    /// By codes of two bytes, 0 being what is drawn for want of a glyph (`Type0`).
    Composite,
    /// By codes of one byte and a list of names, which is not read here.
    Simple,
    /// It holds drawings instead of a face (`Type3`).
    Drawn,
}

/// A font as the operators of text need it.
#[derive(Debug)]
pub struct Font {
    /// How it finds its glyphs.
    pub kind: FontKind,
    /// PostScript name without the letters that mark a subset.
    pub name: Arc<str>,
    /// The face itself, if it is in the file.
    pub face: Option<Face>,
    /// Bytes in a code.
    code_length: usize,
    widths: HashMap<u16, f64>,
    default_width: f64,
    texts: HashMap<u16, EcoString>,
}

impl Font {
    /// Reads a font; what is missing from it is taken as nothing.
    pub(super) fn read(file: &File, dict: &Dictionary) -> Self {
        let get = |dict: &Dictionary, key: &[u8]| dict.get(key).ok().map(|object| file.follow(object).clone());
        let descendants = get(dict, b"DescendantFonts").and_then(|object| object.as_array().ok().cloned());
        let descendant = descendants.and_then(|array| file.follow(array.first()?).as_dict().ok().cloned());
        let name = dict.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"");
        let name = String::from_utf8_lossy(
            descendant
                .as_ref()
                .map_or(name, |descendant| descendant.get(b"BaseFont").and_then(Object::as_name).unwrap_or(name)),
        );
        let name = name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(&*name, |(_, name)| name).into();
        let map = get(dict, b"ToUnicode")
            .and_then(|object| object.as_stream().ok()?.get_plain_content_with_limit(MOST_BYTES).ok());
        let texts = map.map(|map| characters(&map)).unwrap_or_default();
        let face = Face::of(file, descendant.as_ref().unwrap_or(dict));
        if let Some(descendant) = descendant {
            let widths = get(&descendant, b"W").map(|object| composite_widths(file, &object)).unwrap_or_default();
            let default_width = descendant.get(b"DW").ok().and_then(number_of).unwrap_or(1000.0) / 1000.0;
            return Self { kind: FontKind::Composite, name, face, code_length: 2, widths, default_width, texts };
        }
        let first = dict.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
        let list = get(dict, b"Widths").and_then(|object| file.numbers(&object)).unwrap_or_default();
        let widths =
            list.iter().zip(first..).filter_map(|(width, code)| Some((u16::try_from(code).ok()?, width / 1000.0)));
        let is_drawn = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type3");
        let kind = if is_drawn { FontKind::Drawn } else { FontKind::Simple };
        Self { kind, name, face, code_length: 1, widths: widths.collect(), default_width: 0.0, texts }
    }

    /// The codes of a string.
    pub(super) fn codes<'a>(&self, string: &'a [u8]) -> impl ExactSizeIterator<Item = u16> + use<'a> {
        string.chunks(self.code_length).map(|code| code.iter().fold(0, |code, byte| code << 8 | u16::from(*byte)))
    }

    /// Width of a code, 1 being the type size.
    pub(super) fn width(&self, code: u16) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width)
    }

    /// The characters of a code; U+FFFD when the file does not say.
    pub(super) fn text(&self, code: u16) -> EcoString {
        match self.texts.get(&code) {
            Some(text) => text.clone(),
            // Fonts of one byte have the letters of ASCII at their places.
            None if self.code_length == 1 && (0x20..0x7F).contains(&code) => char::from(code as u8).into(),
            None => char::REPLACEMENT_CHARACTER.into(),
        }
    }

    /// Whether word space is added after a code.
    pub(super) fn is_space(&self, code: u16) -> bool {
        self.code_length == 1 && code == 0x20
    }
}

/// The array `W`: `first [w w …]` or `first last w`.
fn composite_widths(file: &File, object: &Object) -> HashMap<u16, f64> {
    let mut widths = HashMap::new();
    let Ok(array) = object.as_array() else { return widths };
    let code = |object: &Object| number_of(object).map(|code| code as u16);
    let mut items = array.iter().map(|item| file.follow(item));
    // A damaged file may give each code a width again and again.
    let mut left: usize = 1 << 18;
    while let Some(first) = items.next().and_then(code) {
        match items.next() {
            Some(Object::Array(list)) => {
                let list = list.iter().filter_map(|width| number_of(file.follow(width)));
                widths.extend((first..=u16::MAX).zip(list.map(|width| width / 1000.0)));
            }
            Some(last) => {
                let (Some(last), Some(width)) = (code(last), items.next().and_then(number_of)) else { break };
                let codes = first..=last;
                let Some(rest) = left.checked_sub(codes.len()) else { break };
                left = rest;
                widths.extend(codes.map(|code| (code, width / 1000.0)));
            }
            None => break,
        }
    }
    widths
}
