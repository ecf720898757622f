//! Every character has a glyph before anything is set: Typst itself prints an empty box without a word.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostics, Place};
use crate::issue::Draft;
use crate::manifest::FrontMatter;
use crate::source::{ISSUE_FILE, IssueDir, SourceFile};
use crate::typeset::{FontChains, FontSet};

/// Reports every character of the issue that cannot be printed, with its code point and place.
pub(crate) fn check(
    dir: &IssueDir,
    draft: &Draft,
    fonts: &FontSet,
    chains: &FontChains,
    diagnostics: &mut Diagnostics,
) {
    let mut checker = Checker { fonts, chains, diagnostics };
    for file in dir.series.iter().chain(dir.texts.get(ISSUE_FILE)) {
        checker.toml(file, 0..file.text().len());
    }
    for (path, body) in draft.bodies() {
        let Some(file) = dir.texts.get(path) else { continue };
        if let Some((front_matter, _)) = FrontMatter::split(file, &mut Diagnostics::default()) {
            checker.toml(file, front_matter);
        }
        body.each_text(&mut |range, text| checker.text(file, range, text));
    }
}

struct Checker<'a> {
    fonts: &'a FontSet,
    chains: &'a FontChains,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn text(&mut self, file: &SourceFile, range: &Range<usize>, text: &str) {
        for c in text.chars() {
            if self.is_printable(c) {
                continue;
            }
            // As typed it may be an escape or an entity; then the whole value is shown.
            let typed = &file.text()[range.clone()];
            let at = typed.find(c).map(|at| range.start + at..range.start + at + c.len_utf8());
            self.report(file.place(at.unwrap_or(range.clone())), c);
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

    fn is_printable(&self, c: char) -> bool {
        c == '\n' || c == ' ' || (!c.is_control() && !is_private(c) && self.fonts.covers(self.chains, c))
    }

    fn report(&mut self, place: Place, c: char) {
        let code = format!("U+{:04X}", c as u32);
        let (message, help) = if c.is_control() {
            (format!("the control character {code} cannot be printed"), "delete it; it came in by copying")
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

fn is_private(c: char) -> bool {
    matches!(c as u32, 0xE000..=0xF8FF | 0xF0000..=0xFFFFD | 0x100000..=0x10FFFD)
}
