//! Whether what is printed beside the text is the furniture that the program prints: the folio at the foot, the running head above
//! the text, the leaders of the contents, and 续表 with the head of its table.
//!
//! No other proof reads it, since it is no part of the text (ISO 32000-1, 14.8.2.2).

use std::collections::BTreeMap;

use super::{quote, squeezed};
use crate::language::Message;
use crate::proof::reader::{Glyph, Page, Pdf};
use crate::proof::text::CONTINUED;

/// What leads from an entry of the contents to its page number.
const LEADERS: &str = "…⋯·.．‥";

/// What is printed on pages and is neither text nor furniture, each words once; `title` is that of the issue.
pub(super) fn faults(pdf: &Pdf, title: Option<&str>) -> Vec<Message> {
    let title = squeezed(title.or(pdf.anatomy.title.as_deref()).unwrap_or_default());
    let numbered = pdf.labels.iter().take_while(|label| label.parse::<u32>().is_err()).count();
    let contents: String = pdf.pages.iter().take(numbered).flat_map(text).map(|glyph| squeezed(&glyph.text)).collect();
    let mut unknown: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for ((page, label), sheet) in pdf.pages.iter().zip(&pdf.labels).zip(1..) {
        let is_numbered = label.parse::<u32>().is_ok();
        let is_known = |line: &[&Glyph]| {
            let words = squeezed(&line.iter().map(|glyph| glyph.text.as_str()).collect::<String>());
            if is_numbered {
                is_folio(line, &words, page, label) || is_running_head(line, &words, page, &title, &contents)
            } else {
                words.chars().all(|c| LEADERS.contains(c))
            }
        };
        let artifacts: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.is_artifact).collect();
        let left = artifacts.chunk_by(|a, b| is_one_line(a, b)).filter(|line| !is_known(line));
        let left = squeezed(&left.flatten().map(|glyph| glyph.text.as_str()).collect::<String>());
        // The head of a table that goes on is compared with that of the table, to the last character (`text::heads`).
        let words = if is_numbered { left.split(CONTINUED).next().unwrap_or_default() } else { left.as_str() };
        if !words.is_empty() {
            unknown.entry(words.to_owned()).or_insert((sheet, 0)).1 += 1;
        }
    }
    let message = |(words, (sheet, pages)): (String, (usize, usize))| match (quote(&words), pages) {
        (words, 1) => message!("plain-furniture", words, sheet),
        (words, pages) => message!("plain-furniture-again", words, sheet, more = pages - 1),
    };
    unknown.into_iter().map(message).collect()
}

fn is_one_line(a: &Glyph, b: &Glyph) -> bool {
    a.manner.along == b.manner.along && a.is_upright && (a.y - b.y).abs() < 0.1 && a.size == b.size
}

/// The number of the page at its foot, below all text.
fn is_folio(line: &[&Glyph], words: &str, page: &Page, label: &str) -> bool {
    let lowest = text(page).map(|glyph| glyph.y).fold(page.height / 2.0, f64::max);
    words.trim_matches(|c: char| !c.is_alphanumeric()) == label && line.iter().all(|glyph| glyph.y > lowest)
}

/// The gazette and a section that the contents have, above all text.
fn is_running_head(line: &[&Glyph], words: &str, page: &Page, title: &str, contents: &str) -> bool {
    let highest = text(page).map(|glyph| glyph.y).fold(page.height / 2.0, f64::min);
    let section = words.strip_prefix(title).or_else(|| words.strip_suffix(title));
    let is_head = !title.is_empty() && section.is_some_and(|section| contents.contains(&format!("【{section}】")));
    is_head && line.iter().all(|glyph| glyph.y < highest)
}

/// What is part of the text.
fn text(page: &Page) -> impl Iterator<Item = &Glyph> {
    page.glyphs.iter().filter(|glyph| !glyph.is_artifact)
}
