//! Every place in a tree, so that two trees can be compared for what they say.

use std::ops::Range;

use super::{Block, BlockKind, Document, Inline, InlineKind, TableLine};

/// What is done with each place.
type Act<'a> = &'a mut dyn FnMut(&mut Range<usize>);

impl Document {
    /// The same document as if nothing of it stood anywhere.
    pub(crate) fn without_places(mut self) -> Self {
        let act: Act = &mut |range| *range = 0..0;
        blocks(&mut self.text, act);
        for part in &mut self.parts {
            act(&mut part.range);
            part.label.iter_mut().for_each(|label| inlines(label, act));
            part.title.iter_mut().for_each(|line| inlines(line, act));
            blocks(&mut part.blocks, act);
        }
        self
    }

    /// Where a document first says something else than this one, in bytes of the file of this one.
    pub(crate) fn first_difference(&self, other: &Self) -> Option<Range<usize>> {
        let (own, others) = (self.clone().without_places(), other.clone().without_places());
        if own == others {
            return None;
        }
        let differing = own.text.iter().zip(&others.text).position(|(own, other)| own != other);
        if let Some(place) = differing.and_then(|at| self.text.get(at)) {
            return Some(place.range.clone());
        }
        let differing = own.parts.iter().zip(&others.parts).position(|(own, other)| own != other);
        if let Some(part) = differing.and_then(|at| self.parts.get(at)) {
            return Some(part.range.clone());
        }
        // One of the two has more; the last thing that both have is where it begins.
        let last = self.parts.last().map(|part| &part.range).or(self.text.last().map(|block| &block.range));
        Some(last.cloned().unwrap_or(0..0))
    }
}

fn blocks(blocks: &mut [Block], act: Act) {
    for block in blocks {
        act(&mut block.range);
        kind(&mut block.kind, act);
    }
}

fn kind(kind: &mut BlockKind, act: Act) {
    match kind {
        BlockKind::Heading { body, .. } | BlockKind::Remark(body) => inlines(body, act),
        BlockKind::Paragraph { lead, body } => {
            if let Some(lead) = lead {
                act(&mut lead.range);
                inlines(&mut lead.body, act);
            }
            inlines(body, act);
        }
        BlockKind::Contents { title, lines } => {
            inlines(title, act);
            for line in lines {
                act(&mut line.range);
                inlines(&mut line.body, act);
            }
        }
        BlockKind::AttachmentNote(note) => {
            inline(&mut note.label, act);
            for item in &mut note.items {
                act(&mut item.range);
                item.number.iter_mut().for_each(|number| inline(number, act));
                inlines(&mut item.name, act);
            }
        }
        BlockKind::List { items, .. } => items.iter_mut().for_each(|item| blocks(item, act)),
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                act(&mut definition.range);
                inlines(&mut definition.term, act);
                blocks(&mut definition.body, act);
            }
        }
        BlockKind::Quote(body) => blocks(body, act),
        BlockKind::Table(table) => {
            for TableLine { range, body, .. } in table.above.iter_mut().chain(&mut table.below) {
                act(range);
                inlines(body, act);
            }
            for cell in &mut table.cells {
                act(&mut cell.range);
                inlines(&mut cell.body, act);
            }
        }
        BlockKind::Figure { .. } | BlockKind::PageBreak => {}
    }
}

fn inlines(inlines: &mut [Inline], act: Act) {
    for one in inlines {
        inline(one, act);
    }
}

fn inline(inline: &mut Inline, act: Act) {
    act(&mut inline.range);
    match &mut inline.kind {
        InlineKind::Strong(body) | InlineKind::Emph(body) | InlineKind::Link { body, .. } => inlines(body, act),
        InlineKind::Footnote(body) => blocks(body, act),
        InlineKind::Text(_) | InlineKind::Break => {}
    }
}
