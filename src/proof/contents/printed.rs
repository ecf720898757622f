//! The contents as the file prints them: entries with their folios and links.

use super::squeezed;
use crate::proof::reader::{Glyph, Link, Page, Pdf, Target};

/// An entry of the printed contents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Printed {
    /// Title and number without white space and without the folio.
    pub(super) text: String,
    /// The printed folio.
    pub(super) folio: Option<u32>,
    /// The page of the file that its link leads to, from 1; `None` where it leads nowhere.
    pub(super) target: Option<u32>,
    /// Whether its words and its folio are links that lead to different places.
    pub(super) is_torn: bool,
}

/// The entries of the contents in printed order; `None` where no page before the documents has links into the file.
pub(super) fn entries(pdf: &Pdf) -> Option<Vec<Printed>> {
    let first = first_target(pdf)?;
    let pages = pdf.pages.iter().take(first as usize - 1).filter(|page| leads_on(page, first));
    Some(pages.flat_map(entries_of).collect())
}

/// The page that the first link of the file leads to, if a later one; nothing stands before the contents that does.
fn first_target(pdf: &Pdf) -> Option<u32> {
    let mut pages = pdf.pages.iter().zip(1..);
    let (page, at) = pages.find(|(page, _)| page.links.iter().any(|link| link.target.sheet().is_some()))?;
    let targets = page.links.iter().filter_map(|link| link.target.sheet());
    targets.min().filter(|first| *first > at)
}

fn leads_on(page: &Page, first: u32) -> bool {
    page.links.iter().any(|link| link.target.sheet().is_some_and(|sheet| sheet >= first))
}

fn entries_of(page: &Page) -> Vec<Printed> {
    let links = page.links.iter().filter(|link| !matches!(link.target, Target::Address(_))).collect::<Vec<_>>();
    let mut entries: Vec<(f64, Printed)> = Vec::new();
    // A number at the right ends an entry, whatever the next one leads to.
    let is_end = |a: &Link, b: &Link| a.left > b.left && words(page, a).parse::<u32>().is_ok();
    let is_one = |a: &&Link, b: &&Link| a.target == b.target && !is_end(a, b);
    for group in links.chunk_by(is_one) {
        let top = group.iter().map(|link| link.top).fold(f64::INFINITY, f64::min);
        let next = entry(page, group);
        match entries.last_mut() {
            Some((_, last)) if last.folio.is_none() && next.text.is_empty() => {
                (last.folio, last.is_torn) = (next.folio, true);
            }
            _ => entries.push((top, next)),
        }
    }
    entries.extend(unlinked(page, &links));
    entries.sort_by(|a, b| a.0.total_cmp(&b.0));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// Entries that have lost their links: lines down to one that ends in a number. Titles of sections end in none and go with no
/// entry, since they stand in brackets.
fn unlinked(page: &Page, links: &[&Link]) -> Vec<(f64, Printed)> {
    let glyphs = page.glyphs.iter().filter(|glyph| is_text(glyph) && !links.iter().any(|link| holds(link, glyph)));
    let mut lines: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut().filter(|line| (line[0].y - glyph.y).abs() < glyph.size / 2.0) {
            Some(line) => line.push(glyph),
            None => lines.push(vec![glyph]),
        }
    }
    let mut entries = Vec::new();
    let mut before = String::new();
    for line in lines {
        let text = squeezed(&line.iter().map(|glyph| glyph.text.as_str()).collect::<String>());
        if text.ends_with('】') || text == "目录" {
            before.clear();
            continue;
        }
        let (text, folio) = without_folio(&(std::mem::take(&mut before) + &text));
        match folio {
            Some(_) => entries.push((line[0].y, Printed { text, folio, target: None, is_torn: false })),
            None => before = text,
        }
    }
    entries
}

/// What stands in links that follow each other and lead to one place: the words of an entry, and its folio in the last.
fn entry(page: &Page, links: &[&Link]) -> Printed {
    let mut parts: Vec<String> = links.iter().map(|link| words(page, link)).collect();
    let target = links.first().and_then(|link| link.target.sheet());
    let last = parts.pop().unwrap_or_default();
    match last.parse() {
        Ok(folio) => Printed { text: parts.concat(), folio: Some(folio), target, is_torn: false },
        Err(_) => {
            let (text, folio) = without_folio(&(parts.concat() + &last));
            Printed { text, folio, target, is_torn: false }
        }
    }
}

/// What stands in a link.
fn words(page: &Page, link: &Link) -> String {
    let glyphs = page.glyphs.iter().filter(|glyph| is_text(glyph) && holds(link, glyph));
    squeezed(&glyphs.map(|glyph| glyph.text.as_str()).collect::<String>())
}

/// Words and the number at their end.
fn without_folio(text: &str) -> (String, Option<u32>) {
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    (words.to_owned(), text[words.len()..].parse().ok())
}

/// Leaders are decoration.
fn is_text(glyph: &Glyph) -> bool {
    !glyph.is_artifact
}

/// Whether the middle of a glyph lies in a link.
fn holds(link: &Link, glyph: &Glyph) -> bool {
    link.holds(glyph.x + glyph.advance / 2.0, glyph.y - glyph.size / 3.0)
}
