//! Every character has a glyph before anything is set: Typst itself prints an empty box without a word.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::Diagnostics;
use crate::issue::Draft;
use crate::manifest::FrontMatter;
use crate::place::{Place, SourceFile};
use crate::source::{ISSUE_FILE, IssueDir};
use crate::typeset::{FontChains, FontSet};

/// Reports every character of the issue that cannot be printed, with its code point and place.
pub(crate) fn check(
    dir: &IssueDir,
    draft: &Draft,
    fonts: &FontSet,
    chains: &FontChains,
    diagnostics: &mut Diagnostics,
) {
    let mut checker = Checker { fonts, chains, known: HashMap::new(), diagnostics };
    for file in dir.series.iter().chain(dir.texts.get(ISSUE_FILE)) {
        checker.toml(file, 0..file.text().len());
    }
    for (path, body) in draft.bodies() {
        let Some(file) = dir.texts.get(path) else { continue };
        if let Some(split) = FrontMatter::split(file, &mut Diagnostics::default()) {
            checker.toml(file, split.toml.offset..split.toml.offset + split.toml.text.len());
        }
        body.each_text(&mut |range, text| checker.text(file, range, text));
    }
}

struct Checker<'a> {
    fonts: &'a FontSet,
    chains: &'a FontChains,
    /// The characters seen so far, and whether they can be printed.
    known: HashMap<char, bool>,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn text(&mut self, file: &SourceFile, range: &Range<usize>, text: &str) {
        let typed = &file.text()[range.clone()];
        let mut from = 0;
        for c in text.chars() {
            if self.is_printable(c) {
                continue;
            }
            // As typed it may be an escape or an entity; then the whole value is shown.
            let at = typed[from..].find(c).map(|at| from + at..from + at + c.len_utf8());
            from = at.as_ref().map_or(from, |at| at.end);
            let place = at.map_or(range.clone(), |at| range.start + at.start..range.start + at.end);
            self.report(file.place(place), c);
        }
    }

    fn toml(&mut self, file: &SourceFile, range: Range<usize>) {
        let text = &file.text()[range.clone()];
        let (table, _) = DeTable::parse_recoverable(text);
        for value in table.get_ref().values() {
            self.value(file, range.start, value);
        }
    }

    fn value(&mut self, file: &SourceFile, base: usize, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(text) => {
                let span = value.span();
                self.text(file, &(base + span.start..base + span.end), text);
            }
            DeValue::Array(items) => items.iter().for_each(|item| self.value(file, base, item)),
            DeValue::Table(table) => table.values().for_each(|item| self.value(file, base, item)),
            _ => {}
        }
    }

    fn is_printable(&mut self, c: char) -> bool {
        let (fonts, chains) = (self.fonts, self.chains);
        *self.known.entry(c).or_insert_with(|| {
            let is_text = !c.is_control() && !is_private(c) && !is_invisible(c);
            c == '\n' || c == ' ' || (is_text && fonts.covers(chains, c))
        })
    }

    fn report(&mut self, place: Place, c: char) {
        let code = format!("U+{:04X}", c as u32);
        let (message, help) = if c.is_control() {
            (format!("the control character {code} cannot be printed"), "delete it; it came in by copying")
        } else if is_invisible(c) {
            (format!("the invisible character {code} cannot be printed"), "delete it; it came in by copying")
        } else if is_private(c) {
            let help = "replace it by the character's standard code point; GB 18030-2022 has one for most of them";
            (format!("the private-use character {code} has no meaning outside the font it was typed with"), help)
        } else {
            let help =
                "put a font that has it into `fonts/` beside `gazette.toml` and name it as `fallback` in `[fonts]`";
            (format!("no font has the character `{c}` ({code})"), help)
        };
        self.diagnostics.error("no-glyph", place, message, help);
    }
}

/// Joiners, direction marks, variation selectors and the like.
fn is_invisible(c: char) -> bool {
    matches!(c as u32, 0xAD | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF)
}

fn is_private(c: char) -> bool {
    matches!(c as u32, 0xE000..=0xF8FF | 0xF0000..=0xFFFFD | 0x100000..=0x10FFFD)
}
