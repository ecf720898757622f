//! The pages on which issued texts and attachments begin, as their headings have them.

use crate::issue::{Document, Issue};
use crate::markdown::{Block, BlockKind, plain};
use crate::pagination::{HeadingPage, Pagination};

/// The headings of the parts of every document, in printed order.
///
/// Headings are counted: below the title of a document stand those of its text, then the title of its first part, and so on.
/// A part is `None` where templates of the series print other headings than the documents have, so that no page is told that
/// might be another's.
pub(super) fn part_pages<'a>(issue: &Issue, pagination: &'a Pagination) -> Vec<Vec<Option<&'a HeadingPage>>> {
    let documents: Vec<&Document> = issue.documents().collect();
    let headings = pagination.headings.chunk_by(|_, next| next.level > 1);
    let headings: Vec<&[HeadingPage]> = headings.chain(std::iter::repeat(&[][..])).take(documents.len()).collect();
    let of = |(document, headings): (&&Document, &'a [HeadingPage])| {
        let mut at = 1 + count(&document.body.text);
        let parts = document.body.parts.iter().map(|part| {
            let heading = headings.get(at).filter(|heading| {
                let title: String = part.title.iter().map(|line| plain(line)).collect();
                words(&heading.text).eq(words(&title))
            });
            at += 1 + count(&part.blocks);
            heading
        });
        parts.collect()
    };
    documents.iter().zip(headings).map(of).collect()
}

/// How many headings stand among some blocks.
fn count(blocks: &[Block]) -> usize {
    blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. })).count()
}

/// Letters and digits, by which headings are compared: the composer puts breaks and joiners between them.
fn words(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}
