//! The text of a document as one stream, the same whatever it is read from.
//!
//! What is left out of it is what paper and screen each do in their own way: white space, the marks of footnotes, the furniture
//! of pages. The order is that of paper.

/// One thing after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A character that is no white space.
    Char(char),
    /// The mark of an item in a list without numbers; a number is text.
    Bullet,
    /// A row of a table begins.
    Row,
    /// A cell begins.
    Cell {
        /// Columns that it takes.
        columns: u32,
        /// Rows that it takes.
        rows: u32,
    },
    /// A table ends.
    TableEnd,
    /// A footnote stands here: its text follows, down to its end.
    Note,
    /// The text of a footnote ends.
    NoteEnd,
    /// A picture, by what it shows, without white space.
    Picture(String),
}

/// The text of a document, read from one source.
#[derive(Debug, Clone, Default)]
pub(super) struct Stream {
    /// What it says, and where: bytes of a text file, or a page of a PDF, from 1.
    pub(super) items: Vec<(Item, usize)>,
    /// How many of the items stand above the title.
    pub(super) above_title: usize,
}

impl Stream {
    /// Adds an item.
    pub(super) fn push(&mut self, item: Item, at: usize) {
        self.items.push((item, at));
    }

    /// Adds the characters of a text that all have one place.
    pub(super) fn text(&mut self, text: &str, at: usize) {
        self.items.extend(characters(text).map(|c| (Item::Char(c), at)));
    }

    /// Adds a picture.
    pub(super) fn picture(&mut self, alt: &str, at: usize) {
        self.push(Item::Picture(characters(alt).collect()), at);
    }
}

/// The characters of a text that are no white space.
pub(super) fn characters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}
