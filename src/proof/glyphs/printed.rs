//! What a file prints: every glyph with the text it stands for, each pair once.

use std::collections::HashMap;
use std::sync::Arc;

use crate::proof::reader::{Font, Glyph, Pdf};

/// A glyph: its font, by its place in the list, and its code.
pub(super) type FontCode = (usize, u16);

/// What is printed in a file.
pub(super) struct Printed<'a> {
    /// The fonts, in the order in which they are met.
    pub(super) fonts: Vec<&'a Font>,
    /// The page on which each font is met first, from 1.
    pub(super) sheets: Vec<usize>,
    /// The texts, in the order in which they are met.
    pub(super) texts: Vec<Text<'a>>,
}

/// A text and the glyphs that stand for it: one of each almost always.
pub(super) struct Text<'a> {
    /// What whoever copies them is given.
    pub(super) text: &'a str,
    /// The glyphs, never none.
    pub(super) glyphs: Vec<FontCode>,
    /// The page on which it is met first, from 1.
    pub(super) sheet: usize,
    /// How often it is printed.
    pub(super) times: usize,
}

impl Text<'_> {
    /// The font of the first glyph.
    pub(super) fn font(&self) -> usize {
        self.glyphs.first().map_or(0, |(font, _)| *font)
    }

    /// The characters without white space.
    pub(super) fn characters(&self) -> impl Iterator<Item = char> {
        self.text.chars().filter(|c| !c.is_whitespace())
    }
}

/// Goes through all pages.
pub(super) fn printed(pdf: &Pdf) -> Printed<'_> {
    let mut printed = Printed { fonts: Vec::new(), sheets: Vec::new(), texts: Vec::new() };
    let mut fonts: HashMap<*const Font, usize> = HashMap::new();
    let mut texts: HashMap<(Vec<FontCode>, &str), usize> = HashMap::new();
    let is_one_text = |a: &Glyph, b: &Glyph| a.replacement.is_some() && a.replacement == b.replacement;
    for (page, sheet) in pdf.pages.iter().zip(1..) {
        for group in page.glyphs.chunk_by(is_one_text) {
            let glyphs = group.iter().map(|glyph| {
                let font = *fonts.entry(Arc::as_ptr(&glyph.drawn_by)).or_insert_with(|| {
                    printed.fonts.push(&glyph.drawn_by);
                    printed.sheets.push(sheet);
                    printed.fonts.len() - 1
                });
                (font, glyph.code)
            });
            let glyphs: Vec<FontCode> = glyphs.collect();
            let text = group.first().map_or("", |glyph| &glyph.text);
            let at = *texts.entry((glyphs.clone(), text)).or_insert_with(|| {
                printed.texts.push(Text { text, glyphs, sheet, times: 0 });
                printed.texts.len() - 1
            });
            printed.texts[at].times += 1;
        }
    }
    printed
}
