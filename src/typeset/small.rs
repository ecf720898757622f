//! Tables that an enlarged layout could not set as large as the text is printed, for want of room.

use std::collections::BTreeMap;

use typst_layout::PagedDocument;

use super::Typesetter;
use super::printed::each_text;
use crate::issue::Issue;
use crate::markdown::BlockKind;
use crate::place::Place;

/// How much smaller than the text a size may come out of reckoning, in pt.
const SLACK: f64 = 0.05;

impl Typesetter<'_> {
    /// Each table whose text is smaller than that of the documents in print, at its place, with its size in pt.
    pub(crate) fn small_tables(&self, document: &PagedDocument) -> Vec<(Place, f64)> {
        let least = printed_size(self.issue) - SLACK;
        // The text of a file by the tables that it stands in.
        let mut small: BTreeMap<(&str, usize), (Place, f64)> = BTreeMap::new();
        for page in document.pages() {
            each_text(&page.frame, &mut |_, item| {
                let size = item.size.to_pt();
                let span = item.glyphs.first().map(|glyph| glyph.span.0).filter(|_| size < least);
                let at = span.and_then(|span| self.world.bytes(span));
                let Some((path, range)) = at else { return };
                let Some(document) = self.issue.documents().find(|document| document.path == path) else { return };
                let parts = document.body.parts.iter().flat_map(|part| &part.blocks);
                let is_around = |block: &&crate::markdown::Block| {
                    matches!(block.kind, BlockKind::Table(_)) && block.range.contains(&range.start)
                };
                if let Some(table) = document.body.text.iter().chain(parts).find(is_around) {
                    let place = Place::new(self.dir.show(path), table.range.clone());
                    let known = small.entry((path, table.range.start)).or_insert((place, size));
                    known.1 = known.1.min(size);
                }
            });
        }
        small.into_values().collect()
    }
}

/// The size of the text in print, in pt.
fn printed_size(issue: &Issue) -> f64 {
    let layout = &issue.series.layout;
    let ratio = issue.enlargement.as_ref().map_or(1.0, |enlargement| enlargement.ratio);
    layout.width / f64::from(layout.chars) / ratio * 72.0 / 25.4
}
