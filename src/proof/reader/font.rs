//! What a font of the file says of its codes: how wide they are and which characters they stand for
//! (ISO 32000-1, 9.6, 9.7, 9.10.3).

use std::collections::HashMap;
use std::sync::Arc;

use lopdf::{Dictionary, Object, Stream};
use ttf_parser::{Face, GlyphId, OutlineBuilder, cff};

use super::{File, MOST_BYTES, number_of};

/// A font as the operators of text need it.
#[derive(Debug)]
pub(super) struct Font {
    /// PostScript name without the letters that mark a subset.
    pub(super) name: Arc<str>,
    /// Bytes in a code.
    code_length: usize,
    widths: HashMap<u16, f64>,
    default_width: f64,
    texts: HashMap<u16, String>,
    /// The face itself, if it is in the file.
    program: Option<Program>,
}

/// An embedded face (ISO 32000-1, 9.9), still packed.
#[derive(Debug)]
enum Program {
    /// `FontFile3`: outlines of the Compact Font Format alone.
    Compact(Stream),
    /// `FontFile2`, or a whole OpenType file.
    Whole(Stream),
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
        let program = program(file, descendant.as_ref().unwrap_or(dict));
        if let Some(descendant) = descendant {
            let widths = get(&descendant, b"W").map(|object| composite_widths(file, &object)).unwrap_or_default();
            let default_width = descendant.get(b"DW").ok().and_then(number_of).unwrap_or(1000.0) / 1000.0;
            return Self { name, code_length: 2, widths, default_width, texts, program };
        }
        let first = dict.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
        let list = get(dict, b"Widths").and_then(|object| file.numbers(&object)).unwrap_or_default();
        let widths =
            list.iter().zip(first..).filter_map(|(width, code)| Some((u16::try_from(code).ok()?, width / 1000.0)));
        Self { name, code_length: 1, widths: widths.collect(), default_width: 0.0, texts, program }
    }

    /// The codes of a string.
    pub(super) fn codes<'a>(&self, string: &'a [u8]) -> impl Iterator<Item = u16> + use<'a> {
        string.chunks(self.code_length).map(|code| code.iter().fold(0, |code, byte| code << 8 | u16::from(*byte)))
    }

    /// Width of a code, 1 being the type size.
    pub(super) fn width(&self, code: u16) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width)
    }

    /// The characters of a code; U+FFFD when the file does not say.
    pub(super) fn text(&self, code: u16) -> String {
        match self.texts.get(&code) {
            Some(text) => text.clone(),
            // Fonts of one byte have the letters of ASCII at their places.
            None if self.code_length == 1 && (0x20..0x7F).contains(&code) => char::from(code as u8).to_string(),
            None => char::REPLACEMENT_CHARACTER.to_string(),
        }
    }

    /// Lower and upper edge of what is drawn, from the baseline, 1 being the type size.
    pub(super) fn ink(&self, code: u16) -> Option<(f64, f64)> {
        let unpacked = |stream: &Stream| stream.get_plain_content_with_limit(MOST_BYTES).ok();
        let (rect, em) = match self.program.as_ref()? {
            Program::Compact(stream) => {
                let bytes = unpacked(stream)?;
                let table = cff::Table::parse(&bytes)?;
                // Codes are CIDs, which a subset may have in any order (9.7.4.2).
                let mut glyphs = (0..table.number_of_glyphs()).map(GlyphId);
                let glyph = glyphs.find(|glyph| table.glyph_cid(*glyph) == Some(code)).unwrap_or(GlyphId(code));
                (table.outline(glyph, &mut Unseen).ok()?, 1.0 / f64::from(table.matrix().sx))
            }
            Program::Whole(stream) => {
                let bytes = unpacked(stream)?;
                let face = Face::parse(&bytes, 0).ok()?;
                (face.glyph_bounding_box(GlyphId(code))?, f64::from(face.units_per_em()))
            }
        };
        Some((f64::from(rect.y_min) / em, f64::from(rect.y_max) / em))
    }

    /// Whether word space is added after a code.
    pub(super) fn is_space(&self, code: u16) -> bool {
        self.code_length == 1 && code == 0x20
    }
}

/// The embedded face of a font.
fn program(file: &File, dict: &Dictionary) -> Option<Program> {
    let descriptor = file.follow(dict.get(b"FontDescriptor").ok()?).as_dict().ok()?;
    let stream = |key: &[u8]| file.follow(descriptor.get(key).ok()?).as_stream().ok().cloned();
    if let Some(whole) = stream(b"FontFile2") {
        return Some(Program::Whole(whole));
    }
    let stream = stream(b"FontFile3")?;
    let is_whole = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"OpenType");
    Some(if is_whole { Program::Whole(stream) } else { Program::Compact(stream) })
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

/// The array `W`: `first [w w …]` or `first last w`.
fn composite_widths(file: &File, object: &Object) -> HashMap<u16, f64> {
    let mut widths = HashMap::new();
    let Ok(array) = object.as_array() else { return widths };
    let code = |object: &Object| number_of(object).map(|code| code as u16);
    let mut items = array.iter().map(|item| file.follow(item));
    while let Some(first) = items.next().and_then(code) {
        match items.next() {
            Some(Object::Array(list)) => {
                let list = list.iter().filter_map(|width| number_of(file.follow(width)));
                widths.extend((first..=u16::MAX).zip(list.map(|width| width / 1000.0)));
            }
            Some(last) => {
                let (Some(last), Some(width)) = (code(last), items.next().and_then(number_of)) else { break };
                widths.extend((first..=last).map(|code| (code, width / 1000.0)));
            }
            None => break,
        }
    }
    widths
}

/// What a map to Unicode says between `beginbfchar`, `beginbfrange` and their ends.
fn characters(map: &[u8]) -> HashMap<u16, String> {
    let mut texts = HashMap::new();
    let mut pending: Vec<Token> = Vec::new();
    for token in Tokens(map) {
        match token {
            Token::Word(b"beginbfchar" | b"beginbfrange") => pending.clear(),
            Token::Word(b"endbfchar") => {
                for pair in pending.chunks(2) {
                    if let [Token::Hex(code), Token::Hex(text)] = pair {
                        texts.insert(number(code), utf16(text, 0));
                    }
                }
            }
            Token::Word(b"endbfrange") => ranges(&pending, &mut texts),
            other => pending.push(other),
        }
    }
    texts
}

/// `<first> <last> <text>` or `<first> <last> [<text> …]`.
fn ranges(tokens: &[Token], texts: &mut HashMap<u16, String>) {
    let mut tokens = tokens.iter();
    while let (Some(Token::Hex(first)), Some(Token::Hex(last))) = (tokens.next(), tokens.next()) {
        let codes = number(first)..=number(last);
        match tokens.next() {
            Some(Token::Hex(text)) => texts.extend(codes.zip(0..).map(|(code, step)| (code, utf16(text, step)))),
            Some(Token::Word(b"[")) => {
                let list = tokens.by_ref().map_while(|token| match token {
                    Token::Hex(text) => Some(utf16(text, 0)),
                    Token::Word(_) => None,
                });
                texts.extend(codes.zip(list.collect::<Vec<_>>()));
            }
            _ => return,
        }
    }
}

fn number(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |number, byte| number << 8 | u16::from(*byte))
}

/// Text in UTF-16 whose last unit is `step` further on.
fn utf16(bytes: &[u8], step: u16) -> String {
    let mut units: Vec<u16> = bytes.chunks(2).map(number).collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(step);
    }
    String::from_utf16_lossy(&units)
}

#[derive(Debug, PartialEq)]
enum Token<'a> {
    /// `<0041>`
    Hex(Vec<u8>),
    /// Anything else, brackets one by one.
    Word(&'a [u8]),
}

struct Tokens<'a>(&'a [u8]);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.0 = self.0.trim_ascii_start();
            match self.0.first()? {
                b'%' => self.0 = &self.0[self.0.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?..],
                b'<' if self.0.get(1) != Some(&b'<') => {
                    let end = self.0.iter().position(|byte| *byte == b'>')?;
                    let digits: Vec<u8> = self.0[1..end]
                        .iter()
                        .filter_map(|digit| Some(char::from(*digit).to_digit(16)? as u8))
                        .collect();
                    self.0 = &self.0[end + 1..];
                    return Some(Token::Hex(
                        digits.chunks(2).map(|pair| pair.iter().fold(0, |a, b| a << 4 | b)).collect(),
                    ));
                }
                b'<' | b'>' | b'[' | b']' => {
                    let (word, rest) = self.0.split_at(1);
                    self.0 = rest;
                    return Some(Token::Word(word));
                }
                _ => {
                    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]%".contains(byte);
                    let (word, rest) = self.0.split_at(self.0.iter().position(ends).unwrap_or(self.0.len()));
                    self.0 = rest;
                    return Some(Token::Word(word));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_to_unicode_has_pairs_ranges_and_lists() {
        let map = b"%!PS <0009>\n/A << /B (c) >> def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
            2 beginbfchar <0001> <5E02> <0002> <D842DFB7> endbfchar\n\
            2 beginbfrange <0010> <0012> <0061> <0020><0021>[<4E00> <00410042>] endbfrange";
        let texts = characters(map);
        let expected = [(1, "市"), (2, "𠮷"), (16, "a"), (17, "b"), (18, "c"), (32, "一"), (33, "AB")];
        assert_eq!(texts, expected.map(|(code, text)| (code, text.to_owned())).into());
    }

    #[test]
    fn a_damaged_map_gives_what_can_be_read() {
        assert_eq!(characters(b"1 beginbfchar <0001> <5E0"), HashMap::new());
        assert_eq!(characters(b"beginbfrange <0001> endbfrange beginbfchar <01> <0041> <02> endbfchar").len(), 1);
        assert_eq!(characters(b"beginbfrange <0000> <FFFF> <FFFF> endbfrange").len(), 65536);
    }
}
