//! The press proof: a press edition has the pages of the printed one, within boxes and marks, in the inks of the gazette and no others.
//!
//! It reads the finished file. What cannot be said from it with the tools at hand, whether the whole of ISO 15930 is kept, it does not
//! say: it asks for what X-1a:2003 is known to ask for.

mod file;
mod inks;
mod pages;

use serde::Serialize;

use super::columns::columns;
use super::reader;
use crate::diag::Diagnostics;
use crate::language::{Language, Message};
use crate::place::Place;

/// How many findings are told of one file.
const MOST: usize = 20;

/// What the proof found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Press {
    /// Pages, blank ones included.
    pub pages: usize,
    /// The inks by their names and the pages that they print on within the trim, from 1.
    pub inks: Vec<InkPages>,
    /// What is wrong.
    pub faults: Vec<Message>,
}

/// An ink and where it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InkPages {
    /// `Black`, `Magenta` or the name of a spot ink.
    pub ink: String,
    /// Pages of the file, from 1.
    pub pages: Vec<usize>,
}

/// What a press edition has to be.
pub struct Expected<'a> {
    /// The printed edition.
    pub printed: &'a [u8],
    /// The name of its spot ink.
    pub spot: Option<&'a str>,
    /// Pages that its number is a multiple of.
    pub multiple: usize,
}

/// Reads a press edition beside the printed one.
pub fn prove(press: &[u8], expected: &Expected) -> Press {
    let read = reader::read(press).and_then(|pdf| Ok((pdf, reader::read(expected.printed)?)));
    let document = lopdf::Document::load_mem(press).map_err(|_| message!("pdf-none"));
    let (document, (pdf, printed)) = match document.and_then(|document| Ok((document, read?))) {
        Ok(read) => read,
        Err(why) => return Press { faults: vec![why], ..Press::default() },
    };
    let used = inks::used(&document, expected.spot);
    let mut faults = file::faults(&document);
    faults.extend(pages::faults(&pdf, &printed, &file::boxes(&document), expected.multiple));
    faults.extend(used.faults);
    faults.truncate(MOST);
    Press { pages: pdf.pages.len(), inks: used.inks, faults }
}

/// Reports what is wrong with the file as a whole.
pub(crate) fn report(press: &Press, whole: &Place, diagnostics: &mut Diagnostics) {
    for fault in &press.faults {
        diagnostics.error("press-differs", whole.clone(), fault.clone(), message!("report-issue.help"));
    }
}

/// Lines of a table: each ink and the pages that it prints on.
pub fn table(press: &Press, language: Language) -> Vec<String> {
    let told = |message: Message| message.text(language).to_owned();
    let mut rows = vec![[told(message!("table-ink")), told(message!("table-count")), told(message!("table-pages"))]];
    rows.extend(press.inks.iter().map(|ink| [ink.ink.clone(), ink.pages.len().to_string(), ranges(&ink.pages)]));
    columns(&rows, &[0, 2])
}

/// `1–3, 7` for 1, 2, 3 and 7.
fn ranges(pages: &[usize]) -> String {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => found.push((*page, *page)),
        }
    }
    let shown =
        found.iter().map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") });
    shown.collect::<Vec<_>>().join(", ")
}
