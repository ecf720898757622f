//! The printed ordinals of headings, by which their face is chosen: those of GB/T 9704 7.3.3, of regulations, and decimals.

use std::ops::Range;

/// The kind of ordinal that a heading begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ordinal {
    /// 一、 set in 黑体
    Han,
    /// （一） set in 楷体
    HanBracket,
    /// 1. set in 仿宋
    Arabic,
    /// （1） set in 仿宋
    ArabicBracket,
    /// 第一编 of a code, centred in 黑体
    Book,
    /// 第一章 of a regulation, centred in 黑体
    Chapter,
    /// 第一节 of a chapter, centred in 黑体
    Section,
    /// 第一条, a label in 黑体 before the text of the article
    Article,
    /// 1, 1.1, 1.1.1: how many numbers it has; set in 黑体, 楷体, and 仿宋 from the third on
    Decimal(u8),
    /// No ordinal of any of these.
    None,
}

impl Ordinal {
    /// Reads the ordinal at the beginning of a heading that stands alone, `level` from 1 for `##`.
    ///
    /// 1.1总则 without a blank is a decimal where its level says so, and 1.5亿元 below 1. remains what it was.
    pub fn of_heading(level: u8, heading: &str) -> Self {
        let heading = heading.trim_start();
        match decimal(heading) {
            Some((depth, rest)) if depth == level && depth > 1 && !rest.starts_with(|c: char| c.is_ascii()) => {
                Self::Decimal(depth)
            }
            _ => Self::of(heading),
        }
    }

    /// Reads the ordinal at the beginning of a heading, run-in or alone.
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
        if let Some((label, ordinal)) = legal(heading) {
            let ends = heading[label.end..].chars().next().is_none_or(|c| c.is_whitespace() || "（【".contains(c));
            return if ends { ordinal } else { Self::None };
        }
        if let Some((depth, _)) = decimal(heading).filter(|(_, rest)| rest.starts_with(char::is_whitespace)) {
            return Self::Decimal(depth);
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
            Self::Book => "book",
            Self::Chapter => "chapter",
            Self::Section => "section",
            Self::Article => "article",
            Self::Decimal(1) => "decimal-1",
            Self::Decimal(2) => "decimal-2",
            Self::Decimal(_) => "decimal-3",
            Self::None => "none",
        }
    }

    /// Whether it is an ordinal of a regulation, which one full-width blank parts from the words after it.
    pub(super) fn is_legal(self) -> bool {
        matches!(self, Self::Book | Self::Chapter | Self::Section | Self::Article)
    }
}

/// The bytes of 第…章, 第十条之一 and the like at the beginning of `text`, whatever follows, and their kind.
pub(super) fn legal(text: &str) -> Option<(Range<usize>, Ordinal)> {
    let is_number = |c: char| c.is_ascii_digit() || is_han_digit(c);
    let number = text.strip_prefix('第')?;
    let rest = number.trim_start_matches(is_number);
    let unit = rest.chars().next().filter(|_| rest.len() < number.len())?;
    let ordinal = match unit {
        '编' => Ordinal::Book,
        '章' => Ordinal::Chapter,
        '节' => Ordinal::Section,
        '条' => Ordinal::Article,
        _ => return None,
    };
    let rest = &rest[unit.len_utf8()..];
    // 第十条之一 was put between two articles later.
    let inserted = rest.strip_prefix('之').map(|number| (number, number.trim_start_matches(is_number)));
    let rest = inserted.filter(|(number, rest)| rest.len() < number.len()).map_or(rest, |(_, rest)| rest);
    Some((0..text.len() - rest.len(), ordinal))
}

/// How many numbers a decimal ordinal has, each of two digits at most, and what stands after them.
fn decimal(text: &str) -> Option<(u8, &str)> {
    let number = |text: &str| (1..=2).contains(&text.bytes().take_while(u8::is_ascii_digit).count());
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text.get(digits(text)..).filter(|_| number(text))?;
    let mut depth: u8 = 1;
    while let Some(next) = rest.strip_prefix('.').filter(|next| number(next)) {
        rest = &next[digits(next)..];
        depth = depth.saturating_add(1);
    }
    (!rest.trim().is_empty()).then_some((depth, rest))
}

fn is_han_digit(c: char) -> bool {
    "〇零一二三四五六七八九十百千".contains(c)
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
    fn reads_the_ordinals_of_regulations() {
        assert_eq!(Ordinal::of("第一编 总则"), Ordinal::Book);
        assert_eq!(Ordinal::of("第十二章\u{3000}附则"), Ordinal::Chapter);
        assert_eq!(Ordinal::of("第1节 一般规定"), Ordinal::Section);
        assert_eq!(Ordinal::of("第一百零三条"), Ordinal::Article);
        assert_eq!(Ordinal::of("第十条之一 违反"), Ordinal::Article);
        assert_eq!(Ordinal::of("第一条（立法目的）"), Ordinal::Article);
    }

    #[test]
    fn reads_decimals() {
        assert_eq!(Ordinal::of("1 总则"), Ordinal::Decimal(1));
        assert_eq!(Ordinal::of("1.1\u{3000}编制目的"), Ordinal::Decimal(2));
        assert_eq!(Ordinal::of("10.2.13 响应"), Ordinal::Decimal(3));
        assert_eq!(Ordinal::of_heading(2, "1.1总则"), Ordinal::Decimal(2));
        assert_eq!(Ordinal::of_heading(3, "1.5亿元投资项目"), Ordinal::Arabic);
        assert_eq!(Ordinal::of_heading(1, "1.总则"), Ordinal::Arabic);
        assert_eq!(Ordinal::of("1.5亿元投资项目"), Ordinal::Arabic);
    }

    #[test]
    fn does_not_take_words_for_ordinals() {
        let words = [
            "一方面、另一方面",
            "（一是）",
            "2024年目标",
            "2024 年目标",
            "（2024—2026年）",
            "第三条规定的程序",
            "第一章节",
            "第条 甲",
            "第一次 会议",
            "第十条之规定",
            "5",
            "",
        ];
        for words in words {
            assert_eq!(Ordinal::of(words), Ordinal::None, "{words}");
        }
    }
}
