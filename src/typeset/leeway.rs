//! The places that Typst is told of what stands in a Markdown file: its bytes, with some leeway before each block.
//!
//! Typst sets anew what stands at another place than before. If the places were the bytes themselves, a character that is typed would have
//! all that follows it in the file set anew; with leeway, it is the block in which it is typed.

use std::ops::Range;
use std::sync::Arc;

use typst::foundations::Bytes;

use super::content;
use crate::markdown::Document;

/// Blocks begin at places that this divides: so many bytes fit before the next block moves, or a part of them.
const STEP: usize = 512;

/// Typst knows no place beyond.
const MOST: usize = (1 << 23) - 1;

/// Where each block of a file begins: its byte, and the place that Typst is told. What comes before the first is told as it is.
#[derive(Debug, Default, PartialEq, Hash)]
pub(super) struct Leeway(Vec<(usize, usize)>);

/// That of a file; none where it is no Markdown, or too long for it.
#[comemo::memoize]
pub(super) fn of(file: &Bytes) -> Arc<Leeway> {
    let document = file.as_str().ok().and_then(content::parsed);
    Arc::new(document.map(|document| Leeway::new(&document, file.len())).unwrap_or_default())
}

impl Leeway {
    /// That of a document in a file of so many bytes.
    fn new(document: &Document, length: usize) -> Self {
        let parts = document.parts.iter();
        let parts =
            parts.flat_map(|part| std::iter::once(&part.range).chain(part.blocks.iter().map(|block| &block.range)));
        let blocks = document.text.iter().map(|block| &block.range).chain(parts);
        let mut starts: Vec<(usize, usize)> = Vec::new();
        for start in blocks.map(|range| range.start) {
            let (byte, place) = starts.last().copied().unwrap_or_default();
            if start > byte {
                starts.push((start, (place + start - byte).next_multiple_of(STEP)));
            }
        }
        let fits = starts.last().is_none_or(|(byte, place)| place + length - byte <= MOST);
        Self(if fits { starts } else { Vec::new() })
    }

    /// The place that Typst is told of some bytes.
    pub(super) fn place(&self, bytes: &Range<usize>) -> Range<usize> {
        let block = self.0.partition_point(|(byte, _)| *byte <= bytes.start).checked_sub(1);
        let moved = block.map_or(0, |block| self.0[block].1 - self.0[block].0);
        bytes.start + moved..bytes.end + moved
    }

    /// The bytes of a place that Typst was told.
    pub(super) fn bytes(&self, place: &Range<usize>) -> Range<usize> {
        let block = self.0.partition_point(|(_, told)| *told <= place.start).checked_sub(1);
        let moved = block.map_or(0, |block| self.0[block].1 - self.0[block].0);
        place.start - moved..place.end - moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "+++\nissuer = \"甲\"\ntitle = \"乙\"\n+++\n第一段。\n\n第二段。\n\n# 附件\n\n# 附件的标题\n\n第三段。\n";

    fn leeway(text: &str) -> Arc<Leeway> {
        of(&Bytes::from_string(text.to_owned()))
    }

    #[test]
    fn what_is_typed_in_one_block_moves_no_other() {
        let typed = TEXT.replace("第一段", "第一大段");
        let place = |text: &str, words: &str| {
            let at = text.find(words).expect("the words are there");
            leeway(text).place(&(at..at + words.len()))
        };
        for words in ["第二段", "附件的标题", "第三段"] {
            assert_eq!(place(TEXT, words), place(&typed, words), "{words}");
        }
    }

    #[test]
    fn every_byte_is_found_again() {
        let leeway = leeway(TEXT);
        assert!(leeway.0.len() > 3, "{leeway:?}");
        for at in 0..TEXT.len() {
            assert_eq!(leeway.bytes(&leeway.place(&(at..at + 1))), at..at + 1);
        }
    }

    #[test]
    fn a_file_that_is_too_long_for_it_has_none() {
        let long = format!("{}{}", TEXT, "段\n\n".repeat(MOST / STEP));
        assert_eq!(*leeway(&long), Leeway::default());
    }
}
