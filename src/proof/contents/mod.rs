//! The contents proof: one number, told by six sources.
//!
//! From the finished files alone: the folio that the contents print, the folio at the foot of the page to which the entry's link
//! leads, the label of that page, the bookmark of the title, `toc --json`, and the contents on the web. The title and the number
//! of the document have to stand on that page.

mod folio;
mod index;
mod printed;
mod table;

use serde::Serialize;

pub use self::folio::WrongFolio;
use self::index::Listed;
use self::printed::Printed;
pub use self::table::table;
use super::reader::Pdf;
use super::web::Element;
use crate::artefact::TocEntry;
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::place::Place;

/// What the proof found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Contents {
    /// An entry for each document, in printed order; those that are not printed come last.
    pub entries: Vec<Entry>,
    /// The pages whose folio is not what the file calls them.
    pub wrong_folios: Vec<WrongFolio>,
}

/// One document in all six sources; a folio is `None` where the source does not tell it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its title, and its number in brackets, as the contents have them, without white space.
    pub title: String,
    /// The page of the PDF to which its link leads, from 1.
    pub sheet: Option<u32>,
    /// The folio printed in the contents.
    pub contents: Option<u32>,
    /// The folio printed at the foot of that page.
    pub foot: Option<u32>,
    /// The label of that page.
    pub label: Option<u32>,
    /// The label of the page to which the bookmark of its title leads.
    pub bookmark: Option<u32>,
    /// Its page in `toc --json`.
    pub toc: Option<u32>,
    /// The folio in the contents on the web.
    pub index: Option<u32>,
    /// What is wrong with it, a sentence each.
    pub faults: Vec<Message>,
}

/// What the PDF is compared with, as far as it is there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Others<'a> {
    /// The entries of `toc --json`.
    pub toc: Option<&'a [TocEntry]>,
    /// `index.html`
    pub index: Option<&'a Element>,
}

/// Compares the contents in all sources; `Err` says that the PDF has none.
///
/// # Errors
/// No page has links that lead to the pages behind it.
pub fn prove(pdf: &Pdf, others: Others) -> Result<Contents, Message> {
    let printed = printed::entries(pdf).ok_or_else(|| message!("entry-no-contents"))?;
    let listed = others.index.map(index::entries);
    let mut toc = Claimed::new(others.toc.unwrap_or_default(), text_of);
    let mut index = Claimed::new(listed.as_deref().unwrap_or_default(), |listed: &Listed| listed.text.clone());
    let mut entries = Vec::new();
    for printed in &printed {
        let claims = (toc.take(&printed.text), index.take(&printed.text));
        let mut entry = entry(pdf, printed, claims);
        if others.toc.is_some() {
            match claims.0 {
                Some(claimed) => entry.faults.extend(last_page(pdf, claimed, others.toc.unwrap_or_default())),
                None => entry.faults.push(message!("entry-not-in-toc")),
            }
        }
        if listed.is_some() && claims.1.is_none() {
            entry.faults.push(message!("entry-not-in-index"));
        }
        entries.push(entry);
    }
    for toc in toc.left() {
        let missing = message!("entry-not-printed");
        let toc = (text_of(toc), Some(toc.page.0));
        entries.push(Entry { title: toc.0, toc: toc.1, faults: vec![missing], ..Entry::default() });
    }
    for listed in index.left() {
        let missing = message!("entry-only-in-index");
        let title = listed.text.clone();
        entries.push(Entry { title, index: listed.folio, faults: vec![missing], ..Entry::default() });
    }
    Ok(Contents { entries, wrong_folios: folio::wrong(pdf) })
}

/// Reports what is wrong, each entry at the place that is its own.
pub fn report(contents: &Contents, place: impl Fn(&Entry) -> Place, whole: &Place, diagnostics: &mut Diagnostics) {
    let help = || message!("entry-fault.help");
    for entry in &contents.entries {
        for fault in &entry.faults {
            let message = message!("entry-fault", title = &entry.title, fault);
            diagnostics.error("contents-differ", place(entry), message, help());
        }
    }
    for WrongFolio { sheet, foot, label } in &contents.wrong_folios {
        let message = match *foot {
            Some(foot) => message!("folio-differs", sheet = *sheet, foot, label),
            None => message!("folio-missing", sheet = *sheet, label),
        };
        diagnostics.error("contents-differ", whole.clone(), message, help());
    }
}

/// Things that entries are looked for among, each for one entry only, since two documents may have one title.
struct Claimed<'a, T> {
    things: &'a [T],
    texts: Vec<Option<String>>,
}

impl<'a, T> Claimed<'a, T> {
    fn new(things: &'a [T], text: impl Fn(&T) -> String) -> Self {
        Self { things, texts: things.iter().map(|thing| Some(text(thing))).collect() }
    }

    /// The first with this text that no other entry has taken.
    fn take(&mut self, text: &str) -> Option<&'a T> {
        let at = self.texts.iter().position(|known| known.as_deref() == Some(text))?;
        self.texts[at] = None;
        self.things.get(at)
    }

    /// Those that no entry has taken.
    fn left(self) -> impl Iterator<Item = &'a T> {
        self.things.iter().zip(self.texts).filter(|(_, text)| text.is_some()).map(|(thing, _)| thing)
    }
}

/// Title and number as the contents have them.
fn text_of(entry: &TocEntry) -> String {
    let number = entry.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
    squeezed(&(entry.title.clone() + &number))
}

fn entry(pdf: &Pdf, printed: &Printed, (toc, index): (Option<&TocEntry>, Option<&Listed>)) -> Entry {
    let mut entry = Entry {
        title: printed.text.clone(),
        sheet: printed.target,
        contents: printed.folio,
        toc: toc.map(|toc| toc.page.0),
        index: index.and_then(|listed| listed.folio),
        ..Entry::default()
    };
    let on = printed.target.and_then(|sheet| Some((sheet, pdf.pages.get(sheet as usize - 1)?)));
    let Some((sheet, page)) = on else {
        entry.faults.push(message!("entry-no-link"));
        return entry;
    };
    let label = |sheet: u32| pdf.labels.get(sheet as usize - 1)?.parse().ok();
    if printed.is_torn {
        entry.faults.push(message!("entry-torn"));
    }
    entry.foot = folio::foot(page);
    entry.label = label(sheet);
    let text: String = page.glyphs.iter().map(|glyph| squeezed(&glyph.text)).collect();
    let (title, number) = parts(&printed.text, &text, toc);
    if !text.contains(&title) {
        entry.faults.push(message!("entry-no-title", sheet));
    }
    if let Some(number) = number.filter(|number| !text.contains(number.as_str())) {
        entry.faults.push(message!("entry-no-number", number, sheet));
    }
    // An issuing body may stand in front of the title there, which the contents leave out where nothing else stands before 关于.
    let is_named = |whole: &str| whole == title || title.starts_with("关于") && whole.ends_with(&title);
    let named = pdf.bookmarks.iter().filter(|bookmark| is_named(&squeezed(&bookmark.title)));
    let sheets: Vec<u32> = named.filter_map(|bookmark| bookmark.target.sheet()).collect();
    let own = sheets.iter().find(|found| **found == sheet).or(sheets.first());
    entry.bookmark = own.copied().and_then(label);
    if own.is_none() {
        entry.faults.push(message!("entry-no-bookmark"));
    }
    if let Some(toc) = toc.filter(|toc| toc.sheet.0 != sheet) {
        entry.faults.push(message!("entry-other-sheet", sheet, told = toc.sheet.0));
    }
    if let Some((toc, index)) = toc.zip(index).filter(|(toc, index)| toc.html != index.page) {
        entry.faults.push(message!("entry-other-page", found = &index.page, page = &toc.html));
    }
    entry.faults.extend(disagreement(&entry, folio::is_letter(page)));
    entry
}

/// Title and number of an entry: as `toc --json` tells them, or else parted at its last brackets where the page does not have
/// the entry as one.
fn parts(entry: &str, page: &str, toc: Option<&TocEntry>) -> (String, Option<String>) {
    if let Some(toc) = toc {
        return (squeezed(&toc.title), toc.number.as_deref().map(squeezed));
    }
    let parted = entry.strip_suffix('）').and_then(|text| text.rsplit_once('（'));
    match parted.filter(|_| !page.contains(entry)) {
        Some((title, number)) => (title.to_owned(), Some(number.to_owned())),
        None => (entry.to_owned(), None),
    }
}

/// The sources that do not tell the same number, in one sentence; the first page of a letter has no folio (10.1).
fn disagreement(entry: &Entry, is_letter: bool) -> Option<Message> {
    let told = [entry.contents, entry.foot, entry.label, entry.bookmark, entry.toc, entry.index];
    let is_needed = |at: usize| at < 3 && !(at == 1 && is_letter);
    let mut numbers: Vec<u32> = told.iter().copied().flatten().collect();
    numbers.dedup();
    let is_missing = told.iter().enumerate().any(|(at, number)| is_needed(at) && number.is_none());
    if numbers.len() == 1 && !is_missing {
        return None;
    }
    let told = told.into_iter().enumerate().filter(|(at, number)| number.is_some() || is_needed(*at));
    let told = told.map(|(at, number)| {
        let number = number.map_or_else(|| message!("entry-told-none"), |number| Message::verbatim(number.to_string()));
        match at {
            0 => message!("entry-told-contents", number),
            1 => message!("entry-told-foot", number),
            2 => message!("entry-told-label", number),
            3 => message!("entry-told-bookmark", number),
            4 => message!("entry-told-toc", number),
            _ => message!("entry-told-index", number),
        }
    });
    let told = Message::joined(&told.collect::<Vec<_>>(), [", ", "，"]);
    Some(message!("entry-folios-differ", told))
}

/// Whether the document ends where `toc --json` says: that page has the folio, and what follows it begins another one.
fn last_page(pdf: &Pdf, toc: &TocEntry, all: &[TocEntry]) -> Option<Message> {
    let last = toc.sheet.0 + toc.last_page.0.checked_sub(toc.page.0)?;
    let label = pdf.labels.get(last as usize - 1).and_then(|label| label.parse().ok());
    let said = toc.last_page.0;
    if label != Some(said) {
        return Some(message!("entry-last-page", said, last));
    }
    // Behind the last document only the back cover may stand, which has no number.
    let is_numbered =
        |sheet: &u32| pdf.labels.get(*sheet as usize - 1).is_some_and(|label| label.parse::<u32>().is_ok());
    let next = all.iter().skip_while(|entry| *entry != toc).nth(1);
    let end = next.map_or(pdf.pages.len() as u32 + 1, |next| next.sheet.0);
    let printed = |sheet: &u32| pdf.pages.get(*sheet as usize - 1).is_some_and(|page| !folio::is_blank(page));
    let further = (last + 1..end).find(|sheet| is_numbered(sheet) && printed(sheet))?;
    Some(message!("entry-goes-on", said, further))
}

/// A text without white space.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
