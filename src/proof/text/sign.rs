//! The signs of a Markdown file one by one, escapes and entities as what they stand for.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

/// A sign of the file.
#[derive(Debug, Clone)]
pub(super) struct Sign<'a> {
    /// Bytes of the file.
    pub(super) range: Range<usize>,
    /// The sign as typed: a character, `\\*` or `&amp;`.
    pub(super) typed: &'a str,
}

impl Sign<'_> {
    /// Whether it is white space, as typed or as an entity.
    pub(super) fn is_blank(&self) -> bool {
        let is_blank = |text: &str| text.chars().all(char::is_whitespace);
        is_blank(self.typed) || self.typed.len() > 1 && self.typed.starts_with('&') && is_blank(&entity(self.typed))
    }

    /// Whether it stands for a character.
    pub(super) fn stands_for(&self, c: char) -> bool {
        let mut characters = self.typed.chars();
        match (characters.next(), characters.next()) {
            (Some(own), None) => own == c,
            (Some('\\'), Some(own)) => own == c,
            _ => entity(self.typed).contains(c),
        }
    }
}

/// The signs of a piece of a file that begins at byte `start` there.
pub(super) fn signs(source: &str, start: usize) -> Signs<'_> {
    Signs { rest: source, at: start, is_literal: false }
}

/// The same of an address between `<` and `>`, where a backslash is one.
pub(super) fn literal(source: &str, start: usize) -> Signs<'_> {
    Signs { rest: source, at: start, is_literal: true }
}

/// Sign after sign.
#[derive(Debug, Clone)]
pub(super) struct Signs<'a> {
    rest: &'a str,
    at: usize,
    is_literal: bool,
}

impl<'a> Iterator for Signs<'a> {
    type Item = Sign<'a>;

    fn next(&mut self) -> Option<Sign<'a>> {
        let first = self.rest.chars().next()?;
        let length = match first {
            '\\' if !self.is_literal => 1 + self.rest[1..].bytes().take(1).filter(u8::is_ascii_punctuation).count(),
            '&' => entity_length(self.rest).unwrap_or(1),
            _ => first.len_utf8(),
        };
        let (typed, rest) = self.rest.split_at(length);
        let range = self.at..self.at + length;
        (self.rest, self.at) = (rest, range.end);
        Some(Sign { range, typed })
    }
}

/// How long the entity is that a text begins with, if HTML knows it and Markdown takes it (CommonMark, 2.5).
fn entity_length(text: &str) -> Option<usize> {
    let end = text.bytes().take(40).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let is_made_of = |digits: &str, most: usize, is: fn(&u8) -> bool| {
        (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| is(&byte))
    };
    let hexadecimal = name.strip_prefix("#x").or(name.strip_prefix("#X"));
    let is_taken = match (hexadecimal, name.strip_prefix('#')) {
        (Some(digits), _) => is_made_of(digits, 6, u8::is_ascii_hexdigit),
        (None, Some(digits)) => is_made_of(digits, 7, u8::is_ascii_digit),
        (None, None) => is_made_of(name, 40, u8::is_ascii_alphanumeric),
    };
    (is_taken && entity(&text[..=end]) != text[..=end]).then_some(end + 1)
}

/// What an entity stands for.
fn entity(typed: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(typed) {
        let Ok(token) = token;
        if let Token::String(string) = token {
            text.push_str(&String::from_utf8_lossy(&string));
        }
    }
    text
}
