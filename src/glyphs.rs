//! Every character has a glyph before anything is set: Typst itself prints an empty box without a word.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::char::is_combining_mark;

use crate::diag::Diagnostics;
use crate::issue::{Draft, Issue};
use crate::language::Message;
use crate::manifest::FrontMatter;
use crate::markdown;
use crate::place::{Place, SourceFile};
use crate::proof::glyphs::meant;
use crate::source::{ISSUE_FILE, IssueDir};
use crate::typeset::{FontChains, FontSet, RoleCoverage};

/// Reports every character of the issue that cannot be printed, with its code point and place.
pub(crate) fn check(
    dir: &IssueDir,
    draft: &Draft,
    fonts: &FontSet,
    chains: &FontChains,
    diagnostics: &mut Diagnostics,
) {
    let mut checker = Checker { coverage: fonts.coverage(chains), known: Vec::new(), diagnostics };
    each_text(dir, draft.bodies(), &mut |file, range, text| {
        if text.chars().all(|c| checker.kind(c) == Kind::Printable) {
            return;
        }
        // Where numbers stand beside such words, their order on paper does not tell that of the text: it could not be proved.
        let mut is_first = true;
        each_char(file, range, text, &is_to_and_fro, &mut |c, range| {
            if std::mem::take(&mut is_first) {
                let message = message!("right-to-left", c, code = format!("U+{:04X}", c as u32));
                let help = message!("right-to-left.help");
                checker.diagnostics.error("right-to-left", file.place(range), message, help);
            }
        });
        // The font puts it onto what stands before it, and would put it onto nothing.
        let mut before = ' ';
        let is_alone = |c: char| std::mem::replace(&mut before, c).is_whitespace() && is_combining_mark(c);
        if let Some(c) = text.chars().map(is_alone).zip(text.chars()).find_map(|(is_alone, c)| is_alone.then_some(c)) {
            let code = format!("U+{:04X}", c as u32);
            let at = file.text()[range.clone()].find(c).map(|at| range.start + at..range.start + at + c.len_utf8());
            let (message, help) = (message!("mark-alone", code), message!("mark-alone.help"));
            checker.diagnostics.error("no-glyph", file.place(at.unwrap_or(range.clone())), message, help);
        }
        let bad: HashSet<char> = text.chars().filter(|c| checker.kind(*c) == Kind::Unprintable).collect();
        each_char(file, range, text, &|c| bad.contains(&c), &mut |c, range| checker.report(file.place(range), c));
    });
}

/// The different characters of an issue, each with whether it can be printed; blanks are not among them.
pub(crate) fn characters(dir: &IssueDir, draft: &Draft, fonts: &FontSet, chains: &FontChains) -> BTreeMap<char, bool> {
    let coverage = fonts.coverage(chains);
    let mut checker = Checker { coverage, known: Vec::new(), diagnostics: &mut Diagnostics::default() };
    let mut characters = BTreeMap::new();
    each_text(dir, draft.bodies(), &mut |_, _, text| {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            characters.insert(c, checker.kind(c) != Kind::Unprintable);
        }
    });
    characters
}

/// Where a character is typed.
pub(crate) struct Typed {
    /// The first place.
    pub(crate) first: Place,
    /// How many places there are.
    pub(crate) times: usize,
    /// Files as messages name them and lines from 1, each once.
    pub(crate) lines: BTreeSet<(String, usize)>,
}

/// Finds characters in the texts of an issue; what the program prints of itself is not among them.
pub(crate) fn typed(dir: &IssueDir, issue: &Issue, characters: &BTreeSet<char>) -> BTreeMap<char, Typed> {
    let mut found: BTreeMap<char, Typed> = BTreeMap::new();
    if characters.is_empty() {
        return found;
    }
    let bodies = issue.documents().map(|document| (document.path.as_str(), &*document.body));
    each_text(dir, bodies, &mut |file, range, text| {
        each_char(file, range, text, &|c| characters.contains(&c), &mut |c, range| {
            let line = (file.shown().to_owned(), file.line_column(range.start).0);
            let new = || Typed { first: file.place(range), times: 0, lines: BTreeSet::new() };
            let typed = found.entry(c).or_insert_with(new);
            typed.times += 1;
            typed.lines.insert(line);
        });
    });
    found
}

/// Calls `see` with every printed text of an issue: its file, its place there, and what it says.
fn each_text<'a>(
    dir: &IssueDir,
    bodies: impl Iterator<Item = (&'a str, &'a markdown::Document)>,
    see: &mut dyn FnMut(&SourceFile, &Range<usize>, &str),
) {
    for file in dir.series.iter().chain(dir.texts.get(ISSUE_FILE)) {
        each_value(file, 0..file.text().len(), see);
    }
    for (path, body) in bodies {
        let Some(file) = dir.texts.get(path) else { continue };
        each_element(file, &mut |range, text| see(file, range, text));
        body.each_text(&mut |range, text| see(file, range, text));
    }
}

/// Calls `see` with every string of the TOML of a file, which is all of it or the front matter of a document.
pub(crate) fn each_element(file: &SourceFile, see: &mut dyn FnMut(&Range<usize>, &str)) {
    let range = match FrontMatter::split(file, &mut Diagnostics::default()) {
        Some(split) => split.toml.offset..split.toml.offset + split.toml.text.len(),
        None => 0..file.text().len(),
    };
    each_value(file, range, &mut |_, range, text| see(range, text));
}

/// Calls `see` with every string of the TOML in `range` of a file.
fn each_value(file: &SourceFile, range: Range<usize>, see: &mut dyn FnMut(&SourceFile, &Range<usize>, &str)) {
    fn walk(value: &Spanned<DeValue<'_>>, see: &mut dyn FnMut(Range<usize>, &str)) {
        match value.get_ref() {
            DeValue::String(text) => see(value.span(), text),
            DeValue::Array(items) => items.iter().for_each(|item| walk(item, see)),
            DeValue::Table(table) => table.values().for_each(|item| walk(item, see)),
            _ => {}
        }
    }
    let (table, _) = DeTable::parse_recoverable(&file.text()[range.clone()]);
    for value in table.get_ref().values() {
        walk(value, &mut |span, text| see(file, &(range.start + span.start..range.start + span.end), text));
    }
}

/// Calls `see` with every character of a kind and its place.
fn each_char(
    file: &SourceFile,
    range: &Range<usize>,
    text: &str,
    is: &dyn Fn(char) -> bool,
    see: &mut dyn FnMut(char, Range<usize>),
) {
    let typed = &file.text()[range.clone()];
    let mut from = 0;
    let mut absent = HashSet::new();
    for c in text.chars().filter(|c| is(*c)) {
        // As typed it may be an escape or an entity; then the whole value is shown.
        let found = if absent.contains(&c) { None } else { typed[from..].find(c) };
        if found.is_none() {
            absent.insert(c);
        }
        let at = found.map(|at| from + at..from + at + c.len_utf8());
        from = at.as_ref().map_or(from, |at| at.end);
        see(c, at.map_or(range.clone(), |at| range.start + at.start..range.start + at.end));
    }
}

struct Checker<'a> {
    coverage: RoleCoverage<'a>,
    /// What is known of the characters seen so far, by their code points: each one of a volume is asked for.
    known: Vec<Option<Kind>>,
    diagnostics: &'a mut Diagnostics,
}

/// What becomes of a character on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Printable,
    /// The same, and it is put onto the character before it, which must be there.
    Mark,
    /// It is read from right to left, which is reported once a passage.
    ToAndFro,
    Unprintable,
}

impl Checker<'_> {
    fn kind(&mut self, c: char) -> Kind {
        let at = c as usize;
        if let Some(Some(kind)) = self.known.get(at) {
            return *kind;
        }
        let is_text = !c.is_control() && !is_private(c) && !is_invisible(c);
        let kind = if is_to_and_fro(c) {
            Kind::ToAndFro
        } else if c == '\n' || c == ' ' || (is_text && self.coverage.has(c)) {
            if is_combining_mark(c) { Kind::Mark } else { Kind::Printable }
        } else {
            Kind::Unprintable
        };
        if self.known.len() <= at {
            self.known.resize(at + 1, None);
        }
        self.known[at] = Some(kind);
        kind
    }

    fn report(&mut self, place: Place, c: char) {
        let code = format!("U+{:04X}", c as u32);
        let copied = || message!("copied-in");
        let (message, help) = if c.is_control() {
            (message!("control-character", code), copied())
        } else if is_invisible(c) {
            (message!("invisible-character", code), copied())
        } else if is_private(c) {
            (message!("private-character", code), standard(c))
        } else if c.is_whitespace() {
            (message!("space-character", code), message!("space-character.help"))
        } else if let Some(meant) = meant(c) {
            let help = message!("no-glyph-stands-for", meant, code = format!("U+{:04X}", meant as u32));
            (message!("no-glyph", c, code), help)
        } else {
            let help = message!("no-glyph.help");
            (message!("no-glyph", c, code), help.to_owned())
        };
        self.diagnostics.error("no-glyph", place, message, help);
    }
}

/// Whether a letter is read from right to left (UAX #9), so that its line is read to and fro.
fn is_to_and_fro(c: char) -> bool {
    !is_invisible(c) && !is_private(c) && matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// Joiners, direction marks, variation selectors and the like.
fn is_invisible(c: char) -> bool {
    matches!(c as u32, 0xAD | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF)
}

fn is_private(c: char) -> bool {
    matches!(c as u32, 0xE000..=0xF8FF | 0xF0000..=0xFFFFD | 0x100000..=0x10FFFD)
}

/// The code points of private use that GB 18030 once had, and those of the same characters now.
const PRIVATE: [(u32, char); 25] = [
    (0xE78D, '\u{FE10}'),
    (0xE78E, '\u{FE12}'),
    (0xE78F, '\u{FE11}'),
    (0xE790, '\u{FE13}'),
    (0xE791, '\u{FE14}'),
    (0xE792, '\u{FE15}'),
    (0xE793, '\u{FE16}'),
    (0xE794, '\u{FE17}'),
    (0xE795, '\u{FE18}'),
    (0xE796, '\u{FE19}'),
    (0xE7C7, '\u{1E3F}'),
    (0xE816, '\u{20087}'),
    (0xE817, '\u{20089}'),
    (0xE818, '\u{200CC}'),
    (0xE81E, '\u{9FB4}'),
    (0xE826, '\u{9FB5}'),
    (0xE82B, '\u{9FB6}'),
    (0xE82C, '\u{9FB7}'),
    (0xE831, '\u{215D7}'),
    (0xE832, '\u{9FB8}'),
    (0xE83B, '\u{2298F}'),
    (0xE843, '\u{9FB9}'),
    (0xE854, '\u{9FBA}'),
    (0xE855, '\u{241FE}'),
    (0xE864, '\u{9FBB}'),
];

/// What to type in place of a private-use character.
fn standard(c: char) -> Message {
    match PRIVATE.iter().find(|(private, _)| *private == c as u32) {
        Some((_, known)) => {
            message!("private-known", known = *known, code = format!("U+{:04X}", *known as u32))
        }
        None => message!("private-unknown"),
    }
}
