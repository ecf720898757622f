//! Chinese line composition: where a line may not be broken though Unicode's rules (UAX 14) allow it.
//!
//! [`super::joiner`] sees to it that none is broken there. The rules are those of GB/T 15834 5.1 and clreq: 连接号, 间隔号
//! and 分隔号 begin no line, `/` ends none, a number stays with its unit, a 发文字号 is not cut, and a paragraph does not end
//! on a line of one character.

use super::measure::char_width;

/// Stands for the mark of a footnote, which belongs to the character before it.
pub(super) const NOTE: char = '\u{FFFC}';

/// Where text is set, which decides how much of it may be kept on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// A line of the type area, or nearly as wide.
    Line,
    /// The same, where a line would be stretched too far if more than need be were kept together.
    Loose,
    /// A cell of a table, which may hold two characters only.
    Cell,
    /// A 题注, which is broken between its parts if they fit a line.
    Remark,
}

impl Setting {
    /// The widest run that is kept on one line, in thousandths of the type size; a wider one must stay breakable.
    fn limit(self) -> i64 {
        match self {
            Self::Line => 14_000,
            Self::Loose => 10_000,
            Self::Cell => 3_600,
            Self::Remark => 24_000,
        }
    }
}

/// Units of more than one character; a number is kept with one Han character whatever it is.
const UNITS: &str = "\
    年度 年代 年初 年底 年末 年内 年前 年级 月份 月初 月底 月末 个月 个百分点 万元 亿元 \
    万亿元 万美元 亿美元 美元 港元 万人 亿人 人次 万人次 万户 万吨 亿吨 万亩 平方米 万平方米 \
    平方公里 平方千米 立方米 万立方米 公里 千米 厘米 毫米 公顷 公斤 千克 毫克 毫升 千瓦 万千瓦 \
    千瓦时 小时 分钟 周年 周岁 学时";

/// The parts of a text that are kept on one line in a cell, white space left out.
pub(super) fn runs_in_cell(text: &str) -> Vec<&str> {
    let line = Line::composed(text, Setting::Cell);
    let starts = (0..line.chars.len()).filter(|&at| at == 0 || !line.is_bound(at)).map(|at| line.chars[at].0);
    let ends = starts.clone().skip(1).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| text[start..end].trim()).filter(|run| !run.is_empty()).collect()
}

/// Where a line of running text may not be broken, as byte offsets of `text`.
pub(super) fn joints_in_line(text: &str) -> Vec<usize> {
    joints(text, Setting::Line)
}

/// Where joiners go, as ascending byte offsets of `text`; `\n` is a line break, [`NOTE`] the mark of a footnote.
pub(super) fn joints(text: &str, setting: Setting) -> Vec<usize> {
    let line = Line::composed(text, setting);
    line.joints().map(|at| line.chars[at].0).collect()
}

/// A paragraph while its joints are found. Places are counted in characters: place `at` is before character `at`.
struct Line {
    /// Byte offset of each character.
    chars: Vec<(usize, char)>,
    /// For each place whether Unicode's rules forbid a break there.
    kept: Vec<bool>,
    /// For each place whether a joiner forbids it.
    joined: Vec<bool>,
    limit: i64,
}

impl Line {
    fn composed(text: &str, setting: Setting) -> Self {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let kept = (0..chars.len()).map(|at| at > 0 && is_kept(chars[at - 1].1, chars[at].1)).collect();
        let mut line = Self { joined: vec![false; chars.len()], chars, kept, limit: setting.limit() };
        let is_link = links(&line.chars);
        for at in (1..line.chars.len()).filter(|at| !is_link[*at]) {
            if binds_marks(line.char(at - 1), line.char(at)) {
                line.join(at - 1, at + 1);
            }
        }
        for at in (1..line.chars.len()).filter(|at| !is_link[*at]) {
            line.join_number(at);
        }
        if setting == Setting::Remark {
            let is_blank = |(_, (_, c)): &(usize, &(usize, char))| *c == '\u{3000}';
            let blanks: Vec<usize> = line.chars.iter().enumerate().filter(is_blank).map(|(at, _)| at + 1).collect();
            let starts = std::iter::once(0).chain(blanks.iter().copied());
            let ends = blanks.iter().copied().chain([line.chars.len()]);
            starts.zip(ends).for_each(|(start, end)| line.join(start, end));
        }
        if setting != Setting::Cell {
            for at in 0..line.chars.len() {
                line.join_document_number(at);
            }
            line.join_ends();
        }
        line
    }

    fn char(&self, at: usize) -> char {
        self.chars[at].1
    }

    /// How many characters from `at` on are of a kind.
    fn count(&self, at: usize, is: impl Fn(char) -> bool) -> usize {
        self.chars[at..].iter().take_while(|(_, c)| is(*c)).count()
    }

    fn is_bound(&self, at: usize) -> bool {
        self.kept[at] || self.joined[at]
    }

    fn joints(&self) -> impl Iterator<Item = usize> {
        (0..self.chars.len()).filter(|&at| self.joined[at] && !self.kept[at])
    }

    /// Keeps the characters `start..end` together, unless what hangs on them makes the whole too wide.
    fn join(&mut self, start: usize, end: usize) {
        let (mut first, mut last) = (start, end);
        while first > 0 && self.is_bound(first) {
            first -= 1;
        }
        while last < self.chars.len() && self.is_bound(last) {
            last += 1;
        }
        let run = &self.chars[first..last];
        if run.iter().map(|(_, c)| char_width(*c)).sum::<i64>() <= self.limit {
            self.joined[start + 1..end].fill(true);
        }
    }

    /// 2024年, 3.5万元, 第3条
    fn join_number(&mut self, at: usize) {
        let (before, after) = (self.char(at - 1), self.char(at));
        if before == '第' && after.is_ascii_digit() {
            self.join(at - 1, at + 1);
        }
        if !before.is_ascii_digit() || !(is_han(after) || is_unit_sign(after)) {
            return;
        }
        self.join(at - 1, at + 1);
        let is_here =
            |unit: &&str| unit.chars().eq(self.chars[at..].iter().map(|(_, c)| *c).take(unit.chars().count()));
        if let Some(length) = UNITS.split_whitespace().filter(is_here).map(|unit| unit.chars().count()).max() {
            self.join(at - 1, at + length);
        }
    }

    /// 市中政发〔2024〕2号 with its opening bracket at `at`: whole, or from the last two characters before the bracket on.
    fn join_document_number(&mut self, at: usize) {
        if !"〔［[（(".contains(self.char(at)) || self.count(at + 1, |c| c.is_ascii_digit()) != 4 {
            return;
        }
        let serial = at + 6;
        if !self.chars.get(at + 5).is_some_and(|(_, c)| "〕］]）)".contains(*c)) {
            return;
        }
        let digits = self.count(serial, |c| c.is_ascii_digit());
        let end = serial + digits + 1;
        if digits == 0 || self.chars.get(end - 1).is_none_or(|(_, c)| *c != '号') {
            return;
        }
        let code = self.chars[..at].iter().rev().take_while(|(_, c)| is_han(*c)).count();
        for length in [0, code.min(1), code.min(2), code] {
            self.join(at - length, end);
        }
    }

    /// The last two characters of a paragraph, or of what stands before a line break, with the marks after and between.
    fn join_ends(&mut self) {
        let breaks = (0..self.chars.len()).filter(|&at| self.char(at) == '\n');
        let ends: Vec<usize> = breaks.chain([self.chars.len()]).collect();
        let mut start = 0;
        for end in ends {
            let characters = (start..end).rev().filter(|&at| is_character(self.char(at)));
            let Some(second) = characters.clone().nth(1) else { continue };
            self.join(second, end);
            start = end + 1;
        }
    }
}

/// Whether a character counts for the length of a last line, which a mark does not (GB/T 15834 5.1.11).
pub(super) fn is_character(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether Unicode's rules keep two characters together.
fn is_kept(before: char, after: char) -> bool {
    const OPENING: &str = "（〔［【《〈「『“‘｛([{";
    const CLOSING: &str = "）〕］】》〉」』”’｝)]}。，、；：？！…%‰％℃-–/";
    let is_word = |c: char| c.is_ascii_graphic();
    OPENING.contains(before) && after != '\n'
        || CLOSING.contains(after)
        || after == ' '
        || before == after && before == '—'
        || before == '-' && after.is_ascii_digit()
        || is_word(before) && is_word(after) && !"-/".contains(before)
}

/// Whether two characters are kept together because of a mark.
fn binds_marks(before: char, after: char) -> bool {
    const NEVER_FIRST: &str = "—·～~－／";
    const NEVER_LAST: &str = "/／";
    let is_blank = before.is_whitespace() || after.is_whitespace();
    !is_blank && (NEVER_FIRST.contains(after) || NEVER_LAST.contains(before) || after == NOTE)
}

/// For each character whether it belongs to an address of the web, which Typst breaks by rules of its own.
fn links(chars: &[(usize, char)]) -> Vec<bool> {
    let mut is_link = vec![false; chars.len()];
    for at in 0..chars.len() {
        let begins = |start: &str| start.chars().eq(chars[at..].iter().map(|(_, c)| *c).take(start.len()));
        if begins("://") || begins("www.") {
            let length = chars[at..].iter().take_while(|(_, c)| c.is_ascii_graphic()).count();
            is_link[at..at + length].fill(true);
        }
    }
    is_link
}

fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3007 | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Signs that stand for a unit: ㎡, ㎏
fn is_unit_sign(c: char) -> bool {
    matches!(c as u32, 0x3371..=0x33DF | 0x2103)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` in place of each joiner.
    fn shown(text: &str) -> String {
        let mut shown = text.to_owned();
        joints_in_line(text).iter().rev().for_each(|at| shown.insert(*at, '|'));
        shown
    }

    /// The joints before the end of a paragraph, which has a rule of its own.
    fn inner(text: &str) -> String {
        shown(&format!("{text}，甲乙丙。")).strip_suffix("，甲乙|丙。").expect("it ends so").to_owned()
    }

    #[test]
    fn marks_that_connect_begin_no_line() {
        assert_eq!(inner("京—津"), "京|—津");
        assert_eq!(inner("阿卜杜拉·买买提"), "阿卜杜拉|·买买提");
        assert_eq!(inner("甲～乙"), "甲|～乙");
        assert_eq!(inner("出发——到达"), "出发|——到达");
        assert_eq!(inner("区/市"), "区/|市");
    }

    #[test]
    fn what_unicode_keeps_has_no_joiner() {
        for text in ["《甲》（乙）“丙”", "5%的", "甲……乙", "1,234.5", "PM2.5", "a b"] {
            assert_eq!(inner(text), text);
        }
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        assert_eq!(inner("2024年3月5日"), "2024|年3|月5|日");
        assert_eq!(inner("约3.5万元"), "约3.5|万|元");
        assert_eq!(inner("第3条"), "第|3|条");
        assert_eq!(inner("2024年度"), "2024|年|度");
        assert_eq!(inner("2023—2025年"), "2023|—2025|年");
        assert_eq!(inner("50㎡"), "50|㎡");
        assert_eq!(inner("提高1.2个百分点"), "提高1.2|个|百|分|点");
    }

    #[test]
    fn a_document_number_stays_whole() {
        assert_eq!(inner("（市中政发〔2024〕2号）"), "（市|中|政|发|〔2024〕|2|号）");
        // With the text that runs into it it is too long; then its end stays whole.
        assert_eq!(inner("按照市人民政府办公室市中政发〔2024〕2号"), "按照市人民政府办公室市中政|发|〔2024〕|2|号");
        // A year in brackets is no number of a document.
        assert_eq!(inner("计划〔2024〕印"), "计划〔2024〕印");
    }

    #[test]
    fn the_last_two_characters_stay_together() {
        assert_eq!(shown("甲乙丙丁。"), "甲乙丙|丁。");
        assert_eq!(shown("甲乙丙：丁。）"), "甲乙丙：|丁。）");
        assert_eq!(shown("甲乙\n丙丁"), "甲|乙\n丙|丁");
        assert_eq!(shown("丁。"), "丁。");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn long_runs_stay_breakable() {
        let digits = "1".repeat(40);
        assert_eq!(inner(&format!("{digits}元")), format!("{digits}元"));
        let dashes = "甲—".repeat(20);
        let widest = shown(&dashes).split('甲').map(|run| run.chars().count()).max();
        assert!(widest <= Some(3), "{}", shown(&dashes));
    }

    #[test]
    fn addresses_of_the_web_are_left_alone() {
        assert_eq!(inner("见https://a.cn/b/c-d/"), "见https://a.cn/b/c-d/");
    }

    #[test]
    fn runs_in_a_cell_are_short() {
        assert_eq!(runs_in_cell("2024年计划"), ["2024年", "计", "划"]);
        assert_eq!(runs_in_cell("1234567890元"), ["1234567890", "元"]);
        assert_eq!(runs_in_cell("甲 乙\n丙"), ["甲", "乙", "丙"]);
    }
}
