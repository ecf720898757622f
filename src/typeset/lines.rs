//! The printed lines of each paragraph, read from a finished layout by the places of its characters.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::compose::{self, Setting};
use super::joiner;
use super::runs::{Origin, PageRuns, Run};
use crate::issue::Issue;
use crate::markdown::{Block, BlockKind, Inline, InlineKind};

/// Beyond this advance, in thousandths of the type size, the characters of a line stand too far apart.
const LOOSE: i64 = 1200;

/// A paragraph as printed.
pub(super) struct Paragraph {
    /// Its file within the issue folder.
    pub(super) path: String,
    /// Whether it belongs to an item of a list.
    is_item: bool,
    /// Byte offset of its beginning in the file.
    start: usize,
    /// The text that is printed in it, as [`compose::joints`] takes it.
    text: String,
    /// From top to bottom.
    lines: Vec<Line>,
}

struct Line {
    /// Sheet and height of the baseline, in tenths of a point.
    at: (usize, i64),
    text: String,
    /// Place in the file of what is printed first.
    place: Range<usize>,
    /// The widest advance of a character, in thousandths of the type size.
    advance: i64,
}

impl Paragraph {
    /// The place of its last line, when one character stands alone there, but not because the editor broke the line.
    pub(super) fn short_last_line(&self) -> Option<&Range<usize>> {
        let count = |text: &str| text.chars().filter(|c| compose::is_character(*c)).count();
        let [_, .., last] = &self.lines[..] else { return None };
        if self.is_item {
            return None;
        }
        let is_broken = self.text.rsplit_once('\n').is_some_and(|(_, after)| count(after) < 2);
        (count(&last.text) < 2 && !is_broken).then_some(&last.place)
    }

    /// Whether a line is stretched because of what is kept on one line although it need not be.
    fn is_loose(&self) -> bool {
        self.lines.iter().any(|line| line.advance > LOOSE)
            && compose::joints(&self.text, Setting::Line) != compose::joints(&self.text, Setting::Loose)
    }
}

/// The paragraphs of an issue's documents, those in footnotes left out; `pages` are without joiners.
pub(super) fn paragraphs(pages: &[Arc<PageRuns>], issue: &Issue) -> Vec<Paragraph> {
    let mut collected = Collected::default();
    for document in issue.documents() {
        let parts = document.body.parts.iter().flat_map(|part| &part.blocks);
        document.body.text.iter().chain(parts).for_each(|block| collected.block(&document.path, block, false));
    }
    for (sheet, page) in pages.iter().enumerate() {
        for run in &page.texts {
            let Some(origin) = &run.origin else { continue };
            let Some(paragraph) = collected.paragraph(origin.path, origin.range.start) else { continue };
            paragraph.print((sheet, (run.transform.ty.to_pt() * 10.0).round() as i64), run, origin);
        }
    }
    collected.paragraphs
}

/// Whether some text of a document is stretched so far that its paragraph may be loose; it seldom is.
pub(super) fn is_any_stretched(pages: &[Arc<PageRuns>]) -> bool {
    let mut runs = pages.iter().flat_map(|page| &page.texts);
    runs.any(|run| run.advance > LOOSE && run.origin.is_some())
}

/// `/gazette/loose.json`: for each file the paragraphs that are better set with less kept on one line, if there are any.
pub(super) fn loose(paragraphs: &[Paragraph]) -> Option<String> {
    let mut loose: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.is_loose()) {
        loose.entry(&paragraph.path).or_default().push(paragraph.start);
    }
    (!loose.is_empty()).then(|| serde_json::to_string(&loose).expect("paths and numbers serialise"))
}

impl Paragraph {
    fn print(&mut self, at: (usize, i64), run: &Run, origin: &Origin) {
        match self.lines.last_mut().filter(|line| line.at == at) {
            Some(line) => {
                line.text.push_str(&run.text);
                line.advance = line.advance.max(run.advance);
            }
            None => {
                let end = origin.first + run.text.chars().next().map_or(0, char::len_utf8);
                let place = if end <= origin.range.end { origin.first..end } else { origin.range.clone() };
                self.lines.push(Line { at, text: run.text.clone(), place, advance: run.advance });
            }
        }
    }
}

#[derive(Default)]
struct Collected {
    paragraphs: Vec<Paragraph>,
    /// For each file the pieces of text in it: where one begins its end and its paragraph.
    pieces: HashMap<String, BTreeMap<usize, (usize, usize)>>,
}

impl Collected {
    fn block(&mut self, path: &str, block: &Block, is_item: bool) {
        match &block.kind {
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| self.block(path, block, is_item)),
            BlockKind::List { items, .. } => items.iter().flatten().for_each(|block| self.block(path, block, true)),
            BlockKind::Paragraph { lead, body } => {
                let lead = lead.as_ref().map_or(&[][..], |lead| &lead.body);
                self.pieces(path, lead);
                self.pieces(path, body);
                let text = joiner::text_of(lead) + &joiner::text_of(body);
                let path = path.to_owned();
                self.paragraphs.push(Paragraph { path, is_item, start: block.range.start, text, lines: Vec::new() });
            }
            _ => {}
        }
    }

    fn pieces(&mut self, path: &str, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(_) => {
                    let piece = (inline.range.end, self.paragraphs.len());
                    match self.pieces.get_mut(path) {
                        Some(pieces) => drop(pieces.insert(inline.range.start, piece)),
                        None => drop(self.pieces.insert(path.to_owned(), [(inline.range.start, piece)].into())),
                    }
                }
                InlineKind::Strong(body) | InlineKind::Emph(body) | InlineKind::Link { body, .. } => {
                    self.pieces(path, body);
                }
                InlineKind::Break | InlineKind::Footnote(_) => {}
            }
        }
    }

    /// The paragraph that has text at `start` of a file.
    fn paragraph(&mut self, path: &str, start: usize) -> Option<&mut Paragraph> {
        let (_, (end, index)) = self.pieces.get(path)?.range(..=start).next_back()?;
        if start < *end { self.paragraphs.get_mut(*index) } else { None }
    }
}
