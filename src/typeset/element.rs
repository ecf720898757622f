//! Which line of its front matter a printed line of a document is: templates print elements in their order, and Typst knows only
//! the template.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diag::Diagnostics;
use crate::issue::Document;
use crate::manifest::{Date, FrontMatter, Text};
use crate::place::SourceFile;

/// The elements of a document, as far as they were printed.
#[derive(Default)]
pub(super) struct Elements {
    /// In the order in which they are printed.
    all: Vec<Element>,
    /// The element that was printed last, and how many bytes of its words.
    last: (usize, usize),
}

/// An element as it is printed.
struct Element {
    /// Its words without blanks.
    words: String,
    /// For each of their bytes where it stands in the file.
    places: Vec<usize>,
}

impl Elements {
    /// Those of a document.
    pub(super) fn of(document: &Document, file: &SourceFile) -> Self {
        let matter = &document.front_matter;
        let [present, excused, attending] = &matter.attendance;
        let above = [&matter.copy_number, &matter.secrecy, &matter.urgency, &matter.head, &matter.number];
        let texts = above.into_iter().chain([&matter.signers, &matter.title, &matter.addressee]);
        let texts = texts.chain([present, excused, attending, &matter.signature]).flatten();
        let signatories = matter.signatories.iter().flat_map(|signatory| [&signatory.title, &signatory.name]);
        let mut all: Vec<Element> = texts.chain(signatories).filter_map(|text| Element::typed(text, file)).collect();
        all.extend(Element::day(matter.date, &["date"], file));
        all.extend(matter.note.as_ref().and_then(|note| Element::typed(note, file)));
        if let Some(colophon) = &matter.colophon {
            let texts = [&colophon.addressee, &colophon.copies_to, &colophon.printed_by];
            all.extend(texts.into_iter().flatten().filter_map(|text| Element::typed(text, file)));
            all.extend(Element::day(colophon.printed_on, &["colophon", "printed-on"], file));
        }
        Self { all, last: (0, 0) }
    }

    /// Where words stand that were printed after those that this was asked for before; what is printed out of turn is found, too.
    pub(super) fn place(&mut self, words: &str) -> Option<usize> {
        let words = bare(words);
        if words.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            return None;
        }
        let (first, from) = self.last;
        let next = self.all.iter().enumerate().skip(first).find_map(|(index, element)| {
            let from = if index == first { from } else { 0 };
            Some((index, from + element.words[from..].find(&words)?))
        });
        if let Some((index, at)) = next {
            self.last = (index, at + words.len());
            return self.all[index].places.get(at).copied();
        }
        self.all.iter().find_map(|element| element.places.get(element.words.find(&words)?).copied())
    }
}

impl Element {
    /// A text as it is typed.
    fn typed(text: &Text, file: &SourceFile) -> Option<Self> {
        let Range { start, end } = text.place.range;
        let mut element = Self { words: String::new(), places: Vec::new() };
        for (at, c) in file.text().get(start..end)?.char_indices().filter(|(_, c)| is_printed(*c)) {
            element.words.push(c);
            element.places.resize(element.words.len(), start + at);
        }
        Some(element)
    }

    /// A day, which is printed in other words than it is typed in, at these keys of the front matter.
    fn day(date: Option<Date>, keys: &[&str], file: &SourceFile) -> Option<Self> {
        let words = date?.to_string();
        let toml = FrontMatter::split(file, &mut Diagnostics::default())?.toml;
        let (table, _) = DeTable::parse_recoverable(toml.text);
        let (last, tables) = keys.split_last()?;
        let mut table = table.get_ref();
        for key in tables {
            let DeValue::Table(inner) = table.get(*key)?.get_ref() else { return None };
            table = inner;
        }
        let place = toml.offset + table.get(*last)?.span().start;
        Some(Self { places: vec![place; words.len()], words })
    }
}

fn bare(words: &str) -> String {
    words.chars().filter(|c| is_printed(*c)).collect()
}

/// Whether a character is what templates print of a value, and not what they put between its lines.
fn is_printed(c: char) -> bool {
    !c.is_whitespace() && c != '、'
}
