//! The text of a document: Markdown read into a tree of its own, with a byte range of the file on every node.
//!
//! The tree knows neither comrak nor Typst. What it cannot hold was reported while it was made, so whoever walks it
//! has the whole text.

mod attachment;
mod attachment_note;
mod cut;
mod figure;
mod inline;
mod list;
mod ordinal;
mod parse;
mod parts;
mod places;
mod regulation;
mod slips;
mod table;
mod table_lines;
mod typed;

use std::ops::Range;

pub use self::attachment_note::{AttachmentNote, NoteItem};
pub(crate) use self::cut::cut;
pub use self::inline::{Address, address_pieces};
pub use self::ordinal::Ordinal;
pub(crate) use self::parse::cells_in;
pub use self::parse::parse;
pub use self::regulation::ContentsLine;
pub use self::table::{Alignment, Cell, Table};
pub use self::table_lines::{TableLine, TableLineKind};
pub(crate) use self::typed::{Typed, TypedKind, typed};

/// The text below the front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// 正文, with its 附件说明.
    pub text: Vec<Block>,
    /// 印发件 and 附件, each on a new page, in order.
    pub parts: Vec<Part>,
}

/// An issued text or an attachment: what a level-1 heading starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The heading in the file, from its label to the end of its title.
    pub range: Range<usize>,
    /// 附件 or 附件1 as typed, flush left on line 1 (7.3.7); an issued text has none.
    pub label: Option<Vec<Inline>>,
    /// The title, one entry for each printed line.
    pub title: Vec<Vec<Inline>>,
    /// What follows, down to the next part.
    pub blocks: Vec<Block>,
}

/// A block with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Bytes in the file.
    pub range: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block that can be printed.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading that stands alone.
    Heading {
        /// 1 for `##` to 4 for `#####`.
        level: u8,
        /// Its printed ordinal, which decides the face (7.3.3).
        ordinal: Ordinal,
        /// The words, ordinal included.
        body: Vec<Inline>,
    },
    /// A paragraph of text.
    Paragraph {
        /// The bold words it begins with, a run-in heading.
        lead: Option<Lead>,
        /// The rest.
        body: Vec<Inline>,
    },
    /// 题注, the bracketed line under the title of a regulation: when it was passed or published.
    Remark(Vec<Inline>),
    /// The contents that a regulation itself has, without page numbers.
    Contents {
        /// 目录
        title: Vec<Inline>,
        /// One entry for each line, equal to the heading it names.
        lines: Vec<ContentsLine>,
    },
    /// 附件说明 (7.3.4).
    AttachmentNote(AttachmentNote),
    /// A bulleted or numbered list.
    List {
        /// The first number, or `None` for bullets.
        start: Option<u64>,
        /// One entry for each item.
        items: Vec<Vec<Block>>,
    },
    /// Terms with their definitions.
    Definitions(Vec<Definition>),
    /// A block quotation.
    Quote(Vec<Block>),
    /// A table.
    Table(Table),
    /// A picture that stands alone.
    Figure {
        /// Its path within the issue folder.
        path: String,
        /// What it shows, for those who cannot see it.
        alt: String,
        /// The printed caption.
        caption: Option<String>,
    },
    /// A new page in print; nothing on the web.
    PageBreak,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Bytes of the term in the file.
    pub range: Range<usize>,
    /// The term.
    pub term: Vec<Inline>,
    /// Its definition.
    pub body: Vec<Block>,
}

/// A run-in heading (GB/T 9704 7.3.3): only these words are set in the heading's face.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    /// Bytes in the file, with the bold marks.
    pub range: Range<usize>,
    /// Its printed ordinal, which decides the face.
    pub ordinal: Ordinal,
    /// The words, ordinal included.
    pub body: Vec<Inline>,
}

/// A piece of running text with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// Bytes in the file.
    pub range: Range<usize>,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Characters to print.
    Text(String),
    /// A line break that the editor asked for.
    Break,
    /// `**…**`
    Strong(Vec<Inline>),
    /// `*…*`
    Emph(Vec<Inline>),
    /// A link to an address on the web or a mailbox.
    Link {
        /// With its scheme.
        url: String,
        /// The printed words.
        body: Vec<Inline>,
        /// Its address as paper has it, unless the words are the address.
        address: Option<Address>,
    },
    /// A footnote at the place of its mark.
    Footnote(Vec<Block>),
}

impl Inline {
    /// Whether a footnote is marked in it.
    pub(crate) fn has_footnote(&self) -> bool {
        self.any(&|kind| matches!(kind, InlineKind::Footnote(_)))
    }

    /// Whether it holds a link.
    pub(crate) fn has_link(&self) -> bool {
        self.any(&|kind| matches!(kind, InlineKind::Link { .. }))
    }

    fn each_footnote(&self, see: &mut dyn FnMut(&[Block])) {
        match &self.kind {
            InlineKind::Strong(body) | InlineKind::Emph(body) | InlineKind::Link { body, .. } => {
                body.iter().for_each(|inline| inline.each_footnote(see));
            }
            InlineKind::Footnote(blocks) => see(blocks),
            InlineKind::Text(_) | InlineKind::Break => {}
        }
    }

    fn each_link(&self, see: &mut dyn FnMut(&str)) {
        match &self.kind {
            InlineKind::Link { url, body, .. } => {
                see(url);
                body.iter().for_each(|inline| inline.each_link(see));
            }
            InlineKind::Strong(body) | InlineKind::Emph(body) => body.iter().for_each(|inline| inline.each_link(see)),
            InlineKind::Footnote(blocks) => blocks.iter().for_each(|block| {
                block.each_piece(&mut |piece| {
                    if let Piece::Running(inline) = piece {
                        inline.each_link(see);
                    }
                });
            }),
            InlineKind::Text(_) | InlineKind::Break => {}
        }
    }

    fn any(&self, holds: &dyn Fn(&InlineKind) -> bool) -> bool {
        holds(&self.kind)
            || match &self.kind {
                InlineKind::Strong(body) | InlineKind::Emph(body) | InlineKind::Link { body, .. } => {
                    body.iter().any(|inline| inline.any(holds))
                }
                InlineKind::Text(_) | InlineKind::Break | InlineKind::Footnote(_) => false,
            }
    }
}

/// The characters of running text without its marks, footnotes left out.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(part) => text.push_str(part),
            InlineKind::Strong(body) | InlineKind::Emph(body) | InlineKind::Link { body, .. } => {
                text.push_str(&plain(body))
            }
            InlineKind::Break | InlineKind::Footnote(_) => {}
        }
    }
    text
}

/// A text without white space, by which titles and headings are compared.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

impl Document {
    /// Whether nothing but new pages comes from it.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.text.iter().all(|block| block.kind == BlockKind::PageBreak)
    }

    /// Calls `see` with every piece of printed text and its place, in order.
    pub fn each_text(&self, see: &mut dyn FnMut(&Range<usize>, &str)) {
        self.each_piece(&mut |piece| match piece {
            Piece::Running(inline) => each_inline([inline], see),
            Piece::Caption(range, caption) => see(range, caption),
        });
    }

    /// Calls `see` with every footnote: the blocks of its text.
    pub(crate) fn each_footnote(&self, see: &mut dyn FnMut(&[Block])) {
        self.each_piece(&mut |piece| {
            if let Piece::Running(inline) = piece {
                inline.each_footnote(see);
            }
        });
    }

    /// Calls `see` with the address of every link.
    pub(crate) fn each_link(&self, see: &mut dyn FnMut(&str)) {
        self.each_piece(&mut |piece| {
            if let Piece::Running(inline) = piece {
                inline.each_link(see);
            }
        });
    }

    fn each_piece(&self, see: &mut dyn FnMut(Piece)) {
        self.text.iter().for_each(|block| block.each_piece(see));
        for part in &self.parts {
            part.label
                .iter()
                .flatten()
                .chain(part.title.iter().flatten())
                .for_each(|inline| see(Piece::Running(inline)));
            part.blocks.iter().for_each(|block| block.each_piece(see));
        }
    }

    /// Calls `see` with every picture: its place in the file and its path within the issue folder.
    pub fn each_picture(&self, see: &mut dyn FnMut(&Range<usize>, &str)) {
        let blocks = self.text.iter().chain(self.parts.iter().flat_map(|part| &part.blocks));
        blocks.for_each(|block| block.each_picture(see));
    }
}

/// What a block prints.
enum Piece<'a> {
    /// Running text.
    Running(&'a Inline),
    /// The caption of a picture, and where the picture stands.
    Caption(&'a Range<usize>, &'a str),
}

impl Block {
    fn each_piece(&self, see: &mut dyn FnMut(Piece)) {
        let mut all =
            |inlines: &mut dyn Iterator<Item = &Inline>| inlines.for_each(|inline| see(Piece::Running(inline)));
        match &self.kind {
            BlockKind::Heading { body, .. } | BlockKind::Remark(body) => all(&mut body.iter()),
            BlockKind::Paragraph { lead, body } => all(&mut lead.iter().flat_map(|lead| &lead.body).chain(body)),
            BlockKind::Contents { title, lines } => {
                all(&mut title.iter().chain(lines.iter().flat_map(|line| &line.body)));
            }
            BlockKind::AttachmentNote(note) => all(&mut note.inlines()),
            BlockKind::List { items, .. } => items.iter().flatten().for_each(|block| block.each_piece(see)),
            BlockKind::Definitions(definitions) => definitions.iter().for_each(|definition| {
                definition.term.iter().for_each(|inline| see(Piece::Running(inline)));
                definition.body.iter().for_each(|block| block.each_piece(see));
            }),
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| block.each_piece(see)),
            BlockKind::Table(table) => {
                let cells = table.cells.iter().flat_map(|cell| &cell.body);
                let (above, below) = (table.above.iter(), table.below.iter());
                all(&mut above.flat_map(|line| &line.body).chain(cells).chain(below.flat_map(|line| &line.body)));
            }
            BlockKind::Figure { caption, .. } => {
                caption.iter().for_each(|caption| see(Piece::Caption(&self.range, caption)));
            }
            BlockKind::PageBreak => {}
        }
    }

    fn each_picture(&self, see: &mut dyn FnMut(&Range<usize>, &str)) {
        match &self.kind {
            BlockKind::Figure { path, .. } => see(&self.range, path),
            BlockKind::List { items, .. } => items.iter().flatten().for_each(|block| block.each_picture(see)),
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| block.each_picture(see)),
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.body).for_each(|block| block.each_picture(see));
            }
            _ => {}
        }
    }
}

fn each_inline<'a>(inlines: impl IntoIterator<Item = &'a Inline>, see: &mut dyn FnMut(&Range<usize>, &str)) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => see(&inline.range, text),
            InlineKind::Break => {}
            InlineKind::Strong(body) | InlineKind::Emph(body) => each_inline(body, see),
            InlineKind::Link { body, address, .. } => {
                each_inline(body, see);
                address.iter().for_each(|address| see(&inline.range, address.text()));
            }
            InlineKind::Footnote(blocks) => blocks.iter().for_each(|block| {
                block.each_piece(&mut |piece| match piece {
                    Piece::Running(inline) => each_inline([inline], see),
                    Piece::Caption(range, caption) => see(range, caption),
                });
            }),
        }
    }
}
