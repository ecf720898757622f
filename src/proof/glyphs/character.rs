//! Characters that are worth a look: those that few faces have, and those that look like others.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use encoding_rs::GBK;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::language::Message;

/// Why a character is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A Han character outside 通用规范汉字表: names have them, and few faces.
    Rare,
    /// A Han character that stands in Unicode a second time, for the sake of other codes.
    CompatibilityIdeograph,
    /// A sign for a part of characters, which looks like the character that it was.
    Radical,
}

impl Kind {
    /// The kind in words.
    pub(super) fn words(self) -> Message {
        match self {
            Self::Rare => message!("glyph-rare"),
            Self::CompatibilityIdeograph => message!("glyph-compatibility-ideograph"),
            Self::Radical => message!("glyph-radical"),
        }
    }
}

/// Why a character is to be listed, if it is, and which character it should be.
pub(super) fn kind(c: char) -> Option<(Kind, Option<char>)> {
    match c {
        '\u{2E80}'..='\u{2FD5}' => Some((Kind::Radical, unified(c))),
        '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' if !is_unified(c) => {
            Some((Kind::CompatibilityIdeograph, unified(c)))
        }
        _ if is_unified(c) && STANDARD.binary_search(&c).is_err() => Some((Kind::Rare, None)),
        _ => None,
    }
}

/// The 8105 characters of 通用规范汉字表, in the order of their code points.
static STANDARD: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut characters: Vec<char> = lines(include_str!("standard.txt")).flat_map(str::chars).collect();
    characters.sort_unstable();
    characters
});

/// The 8105 characters of 通用规范汉字表.
pub(crate) fn standard() -> BTreeSet<char> {
    STANDARD.iter().copied().collect()
}

/// The 6763 Han characters of GB/T 2312, which GBK has at the same codes.
pub(crate) fn gb_2312() -> BTreeSet<char> {
    let codes = (0xB0..=0xF7).flat_map(|row| (0xA1..=0xFE).map(move |cell| [row, cell]));
    let character = |code: [u8; 2]| {
        let text = GBK.decode_without_bom_handling_and_without_replacement(&code)?;
        // GBK has characters of private use where five codes of GB/T 2312 stand for nothing.
        text.chars().next().filter(|c| is_unified(*c))
    };
    codes.filter_map(character).collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// The character that is meant by one that stands for another: a radical, a compatibility ideograph.
pub(crate) fn meant(c: char) -> Option<char> {
    kind(c).and_then(|(_, meant)| meant)
}

/// Whether a character is a CJK unified ideograph; twelve of them stand among the compatibility ideographs.
fn is_unified(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x2A6DF | 0x2A700..=0x2EE5D | 0x30000..=0x323AF)
        || "\u{FA0E}\u{FA0F}\u{FA11}\u{FA13}\u{FA14}\u{FA1F}\u{FA21}\u{FA23}\u{FA24}\u{FA27}\u{FA28}\u{FA29}"
            .contains(c)
}

/// The character that a radical or a compatibility ideograph looks like.
fn unified(c: char) -> Option<char> {
    let by_normalization = std::iter::once(c).nfkc().next().filter(|other| *other != c);
    by_normalization.or_else(|| {
        let mut pairs = lines(include_str!("radicals.txt")).map(str::chars);
        pairs.find_map(|mut pair| pair.next().filter(|radical| *radical == c).and_then(|_| pair.next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_standard_characters_is_whole() {
        assert_eq!(STANDARD.len(), 8105);
        assert!(STANDARD.windows(2).all(|pair| pair[0] < pair[1]), "a character stands there twice");
        // The last of each of its three levels.
        assert!(
            ['馨', '蠼', '𰻝', '龘'].iter().map(|c| STANDARD.binary_search(c).is_ok()).eq([true, true, false, false])
        );
    }

    #[test]
    fn the_characters_of_gb_2312_are_all_there() {
        let characters = gb_2312();
        assert_eq!(characters.len(), 6763);
        // The first and the last of each of its two levels, and one that only GBK has.
        assert!("啊座亍齄".chars().all(|c| characters.contains(&c)));
        assert!(!characters.contains(&'镕'));
    }

    #[test]
    fn characters_are_told_apart() {
        let rare = Some((Kind::Rare, None));
        for (c, expected) in [
            ('市', None),
            ('〇', None),
            ('々', None),
            ('，', None),
            ('䶮', None),
            ('㐂', rare),
            ('國', rare),
            ('𠮷', rare),
            ('\u{FA0E}', rare),
            ('\u{F900}', Some((Kind::CompatibilityIdeograph, Some('豈')))),
            ('\u{2F81A}', Some((Kind::CompatibilityIdeograph, Some('冬')))),
            ('⽅', Some((Kind::Radical, Some('方')))),
            ('⻓', Some((Kind::Radical, Some('长')))),
            ('⺟', Some((Kind::Radical, Some('母')))),
            ('\u{2E80}', Some((Kind::Radical, None))),
        ] {
            assert_eq!(kind(c), expected, "{c}");
        }
    }

    #[test]
    fn every_radical_but_one_looks_like_a_character() {
        let radicals = ('\u{2E81}'..='\u{2FD5}').filter(|c| *c != '\u{2E9A}' && !('\u{2EF4}'..='\u{2EFF}').contains(c));
        assert!(radicals.into_iter().all(|c| matches!(kind(c), Some((Kind::Radical, Some(_))))));
    }
}
