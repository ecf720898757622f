//! The printed ordinals of GB/T 9704 7.3.3, by which a heading's face is chosen.

use serde::Serialize;

/// The kind of ordinal that a heading begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ordinal {
    /// 一、 set in 黑体
    Han,
    /// （一） set in 楷体
    HanBracket,
    /// 1. set in 仿宋
    Arabic,
    /// （1） set in 仿宋
    ArabicBracket,
    /// No ordinal of the standard.
    None,
}

impl Ordinal {
    /// Reads the ordinal at the beginning of a heading.
    pub fn of(heading: &str) -> Self {
        let heading = heading.trim_start();
        if let Some(rest) = heading.strip_prefix(['（', '(']) {
            let closed = |digit: fn(char) -> bool| rest.trim_start_matches(digit).starts_with(['）', ')']);
            return match rest.chars().next() {
                Some(first) if is_han_digit(first) && closed(is_han_digit) => Self::HanBracket,
                Some(first) if first.is_ascii_digit() && closed(|c| c.is_ascii_digit()) => Self::ArabicBracket,
                _ => Self::None,
            };
        }
        match heading.chars().next() {
            Some(first) if is_han_digit(first) && heading.trim_start_matches(is_han_digit).starts_with('、') => {
                Self::Han
            }
            Some(first)
                if first.is_ascii_digit()
                    && heading.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', '．', '、']) =>
            {
                Self::Arabic
            }
            _ => Self::None,
        }
    }

    /// The name by which templates know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Han => "han",
            Self::HanBracket => "han-bracket",
            Self::Arabic => "arabic",
            Self::ArabicBracket => "arabic-bracket",
            Self::None => "none",
        }
    }
}

fn is_han_digit(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}

#[cfg(test)]
mod tests {
    use super::Ordinal;

    #[test]
    fn reads_the_four_ordinals_of_the_standard() {
        assert_eq!(Ordinal::of("一、指导思想"), Ordinal::Han);
        assert_eq!(Ordinal::of("十二、其他"), Ordinal::Han);
        assert_eq!(Ordinal::of("（十六）强化督促落实"), Ordinal::HanBracket);
        assert_eq!(Ordinal::of("1. 培育和引进"), Ordinal::Arabic);
        assert_eq!(Ordinal::of("10.规范管理"), Ordinal::Arabic);
        assert_eq!(Ordinal::of("（1）范围"), Ordinal::ArabicBracket);
    }

    #[test]
    fn does_not_take_words_for_ordinals() {
        for words in ["一方面、另一方面", "（一是）", "2024年目标", "（2024—2026年）", "第一条", ""]
        {
            assert_eq!(Ordinal::of(words), Ordinal::None, "{words}");
        }
    }
}
