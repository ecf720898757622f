//! The characters that a map to Unicode gives to the codes of a font (ISO 32000-1, 9.10.3).

use std::collections::HashMap;

use ecow::EcoString;

/// Bytes of the text of one code (Adobe Technical Note 5014).
const LONGEST: usize = 512;
/// Codes that a map may give, again and again; a font has fewer.
const MOST: usize = 1 << 18;

/// What a map to Unicode says between `beginbfchar`, `beginbfrange` and their ends.
pub(super) fn characters(map: &[u8]) -> HashMap<u16, EcoString> {
    let mut texts = HashMap::new();
    let mut left = MOST;
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
            Token::Word(b"endbfrange") => ranges(&pending, &mut texts, &mut left),
            other => pending.push(other),
        }
    }
    texts
}

/// `<first> <last> <text>` or `<first> <last> [<text> …]`.
fn ranges(tokens: &[Token], texts: &mut HashMap<u16, EcoString>, left: &mut usize) {
    let mut tokens = tokens.iter();
    while let (Some(Token::Hex(first)), Some(Token::Hex(last))) = (tokens.next(), tokens.next()) {
        let codes = number(first)..=number(last);
        let Some(rest) = left.checked_sub(codes.len()) else { return };
        *left = rest;
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
fn utf16(bytes: &[u8], step: u16) -> EcoString {
    let mut units: Vec<u16> = bytes.get(..LONGEST).unwrap_or(bytes).chunks(2).map(number).collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(step);
    }
    String::from_utf16_lossy(&units).into()
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
        assert_eq!(texts, expected.map(|(code, text)| (code, text.into())).into());
    }

    #[test]
    fn a_damaged_map_gives_what_can_be_read() {
        assert_eq!(characters(b"1 beginbfchar <0001> <5E0"), HashMap::new());
        assert_eq!(characters(b"beginbfrange <0001> endbfrange beginbfchar <01> <0041> <02> endbfchar").len(), 1);
        assert_eq!(characters(b"beginbfrange <0000> <FFFF> <FFFF> endbfrange").len(), 65536);
    }
}
