//! What those who write Chinese mistype in TOML: full-width signs, dates and numbers with their words, keys in Chinese.
//!
//! The reader of TOML knows where a line is wrong, and not what was meant; that is told from the line itself, which is shown to the
//! editor as it should be. A line that would still be wrong then is left to the words of the reader.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};
use toml::{Spanned, Value};

use super::date::{Typed, half_width_of, numeral, typed};
use super::terms::key_of;
use crate::language::Message;

/// The keys whose tables have two brackets, since there may be several.
const LISTS: [&str; 2] = ["sections", "signatories"];

/// The signs with which a line begins that opens a table, as it should or not.
const BRACKETS: [char; 4] = ['[', '［', '【', '〔'];

/// A mistake that says what was meant.
pub(super) struct Slip {
    /// The code of the finding.
    pub(super) code: &'static str,
    /// Bytes of the TOML that are wrong.
    pub(super) range: Range<usize>,
    /// What is wrong.
    pub(super) message: Message,
    /// What to type.
    pub(super) help: Message,
}

/// What is wrong with a line.
enum Kind {
    /// The key is no English word, as it was typed.
    Key(String),
    /// A sign in place of `=`.
    Equals(char),
    /// A sign in place of a comma.
    Comma(char),
    /// Signs in place of brackets.
    Brackets,
    /// A full-width blank, which TOML does not read as one.
    Blank,
    /// A day in other words.
    Date,
    /// No day of any month.
    NoDay,
    /// A number with words, or in full-width digits.
    Number,
    /// Text without quotes, or with others than those of TOML.
    Quotes,
    /// Yes or no in words of a language.
    Switch,
    /// Text of several lines, likewise.
    Lines,
    /// A sign behind a text.
    Behind(char),
    /// No value.
    Empty,
}

/// The line, without its end, that a byte of a text is on.
pub(super) fn line_of(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    start..text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// How far a slip on a line reaches: below a line in brackets to the next one, since nobody knows what those keys belong to.
pub(super) fn reach(text: &str, line: &Range<usize>) -> Range<usize> {
    let typed = &text[line.clone()];
    let is_header = typed.trim_start().starts_with(BRACKETS) && separator(typed).is_none();
    let next = headers(text).map(|(range, _)| line_of(text, range.start).start).find(|start| *start > line.start);
    line.start..if is_header { next.map_or(text.len(), |next| next - 1) } else { line.end }
}

/// What was meant by a line on which the reader of TOML says this; `None` when only the reader knows what is wrong.
pub(super) fn find(text: &str, line: &Range<usize>, said: &str) -> Option<Slip> {
    // Within a text of several lines nothing is a key.
    if said.contains("multi-line ") || said.contains("escape") || said.contains("duplicate key") {
        return None;
    }
    let (kind, range, meant) = read(&text[line.clone()])?;
    let range = line.start + range.start..line.start + range.end;
    let is_read = matches!(kind, Kind::NoDay | Kind::Lines | Kind::Empty) || is_toml(&meant);
    is_read.then(|| kind.slip(&text[range.clone()], meant, range.clone()))
}

/// Whether a line is TOML, at least as the beginning or as a part of a value of several lines.
fn is_toml(line: &str) -> bool {
    let list = format!("a = [{line}]");
    let opened = ["", "]", "\n\"\"\"", "\n'''"].into_iter().map(|end| format!("{line}{end}"));
    opened.chain([list]).any(|text| DeTable::parse(&text).is_ok())
}

impl Kind {
    fn slip(self, typed: &str, meant: String, range: Range<usize>) -> Slip {
        let (message, help) = match self {
            Self::Key(key) => {
                return Slip {
                    code: "unknown-key",
                    range,
                    message: message!("unknown-key", key),
                    help: in_english(meant),
                };
            }
            Self::Empty => {
                let (message, help) = (message!("empty-text"), message!("empty-text.help"));
                return Slip { code: "empty-value", range, message, help };
            }
            Self::Equals(sign) => (message!("toml-equals", sign), message!("toml-equals.help", line = meant)),
            Self::Comma(sign) => (message!("toml-comma", sign), message!("toml-comma.help", line = meant)),
            Self::Brackets => (message!("toml-brackets"), message!("toml-brackets.help", line = meant)),
            Self::Blank => (message!("toml-blank"), message!("toml-blank.help", line = meant)),
            Self::Date => (message!("toml-date", typed), message!("toml-date.help", line = meant)),
            Self::NoDay => (message!("date-absent", day = typed), message!("date-absent.help")),
            Self::Number => (message!("toml-number", typed), message!("toml-number.help", line = meant)),
            Self::Switch => (message!("toml-switch", typed), message!("toml-switch.help", line = meant)),
            Self::Quotes => (message!("toml-text"), message!("toml-text.help", line = meant)),
            Self::Lines => (message!("toml-text"), message!("toml-lines.help")),
            Self::Behind(sign) => (message!("toml-behind", sign), message!("toml-behind.help", line = meant)),
        };
        Slip { code: "toml-syntax", range, message, help }
    }
}

/// What to do about a key in Chinese; a line with an English one is shown.
fn in_english(meant: String) -> Message {
    if meant.is_empty() { message!("key-chinese-unknown.help") } else { message!("key-chinese.help", line = meant) }
}

/// The first thing that is wrong with a line, where it stands, and the line as it was meant.
fn read(line: &str) -> Option<(Kind, Range<usize>, String)> {
    let inner = line.trim();
    let start = line.len() - line.trim_start().len();
    if inner.starts_with(BRACKETS) && !inner.contains(['=', '＝', '"', '“']) {
        let meant = header(inner)?;
        let is_term = !inner.is_ascii() && half_width(inner).0 == inner;
        let kind = if is_term { Kind::Key(inner.trim_matches(['[', ']', ' ']).to_owned()) } else { Kind::Brackets };
        return (meant != inner).then(|| (kind, start..start + inner.len(), meant));
    }
    let Some((at, sign)) = separator(line) else { return fragment(line) };
    let key = half_width_of(line[..at].trim().trim_matches(['"', '“', '”']));
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    let after = at + sign.len_utf8();
    let typed = until_comment(&line[after..]);
    let value_at = after + (typed.len() - typed.trim_start().len());
    let typed = typed.trim();
    if !is_key {
        return None;
    }
    let (value_kind, value) = value(typed);
    let english = if key.is_ascii() { key.clone() } else { key_of(&key).unwrap_or(key.clone()) };
    let meant = if english.is_ascii() { format!("{english} = {value}") } else { String::new() };
    let key = line[..at].trim();
    if english != key || !key.is_ascii() {
        return Some((Kind::Key(key.to_owned()), start..start + key.len(), meant));
    }
    if typed.is_empty() {
        return Some((Kind::Empty, start..start + inner.len(), meant));
    }
    if sign != '=' {
        return Some((Kind::Equals(sign), at..after, meant));
    }
    match value_kind {
        Some(kind @ (Kind::Comma(sign) | Kind::Equals(sign))) => {
            let at = value_at + typed.find(sign)?;
            Some((kind, at..at + sign.len_utf8(), meant))
        }
        Some(Kind::Behind(sign)) => {
            let end = value_at + typed.len();
            Some((Kind::Behind(sign), end - sign.len_utf8()..end, meant))
        }
        Some(kind) => Some((kind, value_at..value_at + typed.len(), meant)),
        None => {
            let (at, blank) = line.char_indices().find(|(at, c)| is_wide_blank(*c) && *at < value_at)?;
            Some((Kind::Blank, at..at + blank.len_utf8(), meant))
        }
    }
}

/// A line in brackets as it was meant.
fn header(typed: &str) -> Option<String> {
    let name = half_width(until_comment(typed)).0;
    let name = name.trim_matches(['[', ']', ' ']);
    let key = if name.is_ascii() { name.to_owned() } else { key_of(name)? };
    Some(if LISTS.contains(&key.as_str()) { format!("[[{key}]]") } else { format!("[{key}]") })
}

/// A line of a list that goes over several.
fn fragment(line: &str) -> Option<(Kind, Range<usize>, String)> {
    let (meant, changed) = half_width(line);
    let (at, sign) = changed?;
    let kind = match sign {
        '，' | '、' => Kind::Comma(sign),
        sign if is_quote(sign) => Kind::Quotes,
        _ => return None,
    };
    Some((kind, at..at + sign.len_utf8(), meant.trim().to_owned()))
}

/// Where the key of a line ends, by the first sign that may stand for `=`.
fn separator(line: &str) -> Option<(usize, char)> {
    let found = line.char_indices().find(|(_, c)| "=＝:：\"“#".contains(*c));
    found.filter(|(_, c)| "=＝:：".contains(*c))
}

/// A value without the comment behind it.
fn until_comment(typed: &str) -> &str {
    let mut is_text = false;
    let end = typed.char_indices().find(|(_, c)| {
        is_text ^= *c == '"' || is_quote(*c);
        *c == '#' && !is_text
    });
    &typed[..end.map_or(typed.len(), |(at, _)| at)]
}

/// What is wrong with a value, if anything, and how it was meant.
fn value(typed: &str) -> (Option<Kind>, String) {
    if typed.starts_with("\"\"\"") || typed.starts_with("'''") {
        return (None, typed.to_owned());
    }
    if typed.starts_with(['[', '{', '［', '【', '｛']) {
        let (meant, changed) = half_width(typed);
        let kind = changed.map(|(_, sign)| match sign {
            '，' | '、' => Kind::Comma(sign),
            '：' | '＝' => Kind::Equals(sign),
            sign if is_quote(sign) => Kind::Quotes,
            _ => Kind::Brackets,
        });
        return (kind, meant);
    }
    let is_text = typed.starts_with(|c| c == '"' || is_quote(c));
    let inner = typed.trim_start_matches(|c| c == '"' || is_quote(c));
    let closed = inner.strip_suffix(|c| c == '"' || is_quote(c));
    if is_text && let Some(inner) = closed {
        let is_straight = typed.starts_with('"') && typed.ends_with('"');
        return match day(inner) {
            _ if is_straight => (None, typed.to_owned()),
            Some((kind, day)) => (kind.or(Some(Kind::Date)), day),
            None => (Some(Kind::Quotes), format!("\"{inner}\"")),
        };
    }
    if typed.starts_with('"') {
        let sign = typed.chars().next_back().filter(|c| "；;，,。".contains(*c));
        let before = sign.map(|sign| &typed[..typed.len() - sign.len_utf8()]).filter(|text| text.ends_with('"'));
        return match (sign, before) {
            (Some(sign), Some(before)) => (Some(Kind::Behind(sign)), before.to_owned()),
            _ => (None, typed.to_owned()),
        };
    }
    if is_text {
        return (Some(Kind::Lines), format!("\"\"\"{inner}"));
    }
    bare(typed)
}

/// What is typed for a switch, and how it is meant.
const SWITCHES: [(&[&str], &str); 2] =
    [(&["是", "真", "对", "yes", "on"], "true"), (&["否", "假", "不是", "no", "off"], "false")];

/// The same of a value without quotes.
fn bare(typed: &str) -> (Option<Kind>, String) {
    if let Some(day) = day(typed) {
        return day;
    }
    if let Some((_, meant)) = SWITCHES.iter().find(|(words, _)| words.contains(&typed)) {
        return (Some(Kind::Switch), (*meant).to_owned());
    }
    let number = typed.trim_start_matches('第').trim_end_matches(['年', '期', '页']);
    let length = ["mm", "毫米"].iter().find_map(|unit| typed.strip_suffix(unit)).map(str::trim_end);
    if let Some(number) = length.filter(|number| number.parse::<f64>().is_ok()) {
        return (Some(Kind::Number), number.to_owned());
    }
    if let Some(number) = numeral(number) {
        let meant = number.to_string();
        return ((meant != typed).then_some(Kind::Number), meant);
    }
    let folded = half_width_of(typed);
    match folded.parse::<Value>() {
        Ok(_) if folded == typed => (None, folded),
        Ok(_) => (Some(Kind::Number), folded),
        Err(_) if typed.starts_with('\'') || typed.is_empty() => (None, typed.to_owned()),
        Err(_) => (Some(Kind::Quotes), format!("\"{typed}\"")),
    }
}

/// A value that names a day.
fn day(text: &str) -> Option<(Option<Kind>, String)> {
    Some(match typed(text)? {
        Typed::Day(day) => ((day.iso() != text).then_some(Kind::Date), day.iso()),
        Typed::Absent => (Some(Kind::NoDay), text.to_owned()),
    })
}

/// The text with the signs of TOML in place of full-width ones, except within texts, and the first that was another, with its place.
fn half_width(typed: &str) -> (String, Option<(usize, char)>) {
    let (mut meant, mut first, mut open) = (String::new(), None, None);
    for (at, c) in typed.char_indices() {
        let sign = match open {
            Some('"') => c,
            Some(_) if is_quote(c) => '"',
            Some(_) => c,
            None => sign_of(c),
        };
        open = match open {
            // A straight quote without its fellow is closed by another one.
            None if c == '"' => Some(if typed[at + 1..].contains('"') { '"' } else { '“' }),
            None if is_quote(c) => Some('“'),
            Some('"') if c == '"' => None,
            Some('“') if is_quote(c) || c == '"' => None,
            open => open,
        };
        first = first.or((sign != c).then_some((at, c)));
        meant.push(sign);
    }
    (meant, first)
}

/// The sign of TOML that a sign outside of texts stands for.
fn sign_of(c: char) -> char {
    match c {
        '、' => ',',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '：' => '=',
        c if is_quote(c) => '"',
        c if is_wide_blank(c) => ' ',
        c => half_width_of(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c),
    }
}

/// Whether a character is typed as a quote, and none of TOML.
fn is_quote(c: char) -> bool {
    "“”„‟＂「」『』‘’".contains(c)
}

fn is_wide_blank(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{a0}')
}

/// Tables with one bracket where there may be several of them; each is a line of its own, and the others were called duplicates.
pub(super) struct Lists {
    /// Their keys and their lines.
    pub(super) found: Vec<(&'static str, Range<usize>)>,
}

impl Lists {
    /// Those of a file, as it was read.
    pub(super) fn of(text: &str, table: &Spanned<DeTable>, errors: &[Error]) -> Self {
        let is_table = |key: &str| {
            let value = table.get_ref().get(key).map(Spanned::get_ref);
            matches!(value, Some(DeValue::Table(table)) if !table.is_empty())
        };
        let is_repeated = |key: &str| {
            let mut ranges = errors.iter().filter(|error| error.message() == "duplicate key").flat_map(Error::span);
            ranges.any(|range| text.get(range) == Some(key))
        };
        let wrong = |key: &&&str| is_table(key) || is_repeated(key);
        let found = LISTS.iter().filter(wrong).flat_map(|key| {
            let lines = headers(text).filter(move |(_, header)| *header == format!("[{key}]"));
            lines.map(move |(range, _)| (*key, range))
        });
        Self { found: found.collect() }
    }

    /// Whether an error comes of such a table: it, or a key in it, seems to be there twice.
    pub(super) fn explain(&self, text: &str, error: &Error) -> bool {
        let at = error.span().unwrap_or(0..0).start;
        let above = headers(text).take_while(|(range, _)| range.start <= at).last();
        let is_of = |header: &str| {
            let is_list = self.found.iter().any(|(key, _)| header.trim_matches(['[', ']']) == *key);
            is_list || self::header(header).is_some_and(|meant| meant != header)
        };
        error.message() == "duplicate key" && above.is_some_and(|(_, header)| is_of(header))
    }
}

/// The lines in brackets of a file.
fn headers(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let starts = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    starts.filter_map(|(start, line)| {
        let header = until_comment(line).trim();
        let at = start + line.len() - line.trim_start().len();
        header.starts_with(BRACKETS).then_some((at..at + header.len(), header))
    })
}
