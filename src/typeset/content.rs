//! From our tree of a document to Typst's elements, each with a span into the Markdown file.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

use comemo::Tracked;
use serde::Deserialize;
use typst::World;
use typst::diag::{At, SourceResult, bail};
use typst::foundations::{Array, Bytes, Content, Derived, Dict, IntoValue, NativeElement, Packed, Smart, Value};
use typst::loading::{DataSource, LoadSource, Loaded};
use typst::model::{
    Destination, EmphElem, EnumElem, EnumItem, FigureCaption, FigureElem, FootnoteBody, FootnoteElem, HeadingElem,
    LinkElem, LinkTarget, ListElem, ListItem, ParElem, ParbreakElem, QuoteElem, StrongElem, TermItem, TermsElem, Url,
};
use typst::syntax::{FileId, RangeMapper, RootedPath, Span, Spanned, SyntaxKind, SyntaxNode, VirtualRoot};
use typst::text::{LinebreakElem, TextElem};
use typst::visualize::ImageElem;

use super::compose::Setting;
use super::elements::{
    AddressElem, AttachmentNoteElem, HeadingWordsElem, JoinerElem, LinkNoteElem, PageBreakElem, PageTurnElem,
    PictureElem, RemarkElem, TextContentsElem,
};
use super::joiner;
use super::leeway::{self, Leeway};
use super::measure::width;
use super::title;
use super::view::PrintedView;
use super::world::{self, ISSUE_JSON, LOOSE_JSON, PAGES_JSON};
use crate::address::percent_encoded;
use crate::diag::Diagnostics;
use crate::manifest::{FrontMatter, join_lines};
use crate::markdown::{self, Address, Block, BlockKind, Inline, InlineKind, Lead};
use crate::place::SourceFile;

/// Reads the Markdown file `id` and builds its content; see `gazette.markdown`.
#[comemo::memoize]
pub(super) fn load(world: Tracked<dyn World + '_>, id: FileId, title_capacity: i64) -> SourceResult<Dict> {
    let bytes = world.file(id).at(Span::detached())?;
    let Ok(text) = bytes.as_str() else {
        bail!(Span::detached(), "document-no-text: {}", id.vpath().get_without_slash())
    };
    let Some(document) = parsed(text) else {
        bail!(Span::detached(), "document-mistaken: {}", id.vpath().get_without_slash());
    };
    let builder = Builder { world, id, leeway: leeway::of(&bytes), loose: loose(world, id), turns: turns(world, id) };
    let is_enlarged = is_enlarged(world);
    let parts = document.parts.iter().map(|part| {
        let mut dict = Dict::new();
        let label = part.label.as_ref().map(|label| builder.inlines(label)).transpose()?;
        dict.insert("label".into(), label.map_or(Value::None, IntoValue::into_value));
        let title = title_lines(&part.title, title_capacity, is_enlarged);
        let title = title.iter().map(|line| builder.inlines(line).map(IntoValue::into_value));
        dict.insert("title".into(), title.collect::<SourceResult<Array>>()?.into_value());
        let (table, rest) = part.blocks.split_at(opening_table(&part.blocks));
        let table = (!table.is_empty()).then(|| builder.blocks(table)).transpose()?;
        dict.insert("table".into(), table.map_or(Value::None, IntoValue::into_value));
        dict.insert("body".into(), builder.blocks(rest)?.into_value());
        Ok(dict.into_value())
    });
    let parts = parts.collect::<SourceResult<Array>>()?;
    let mut dict = Dict::new();
    dict.insert("text".into(), builder.blocks(&document.text)?.into_value());
    dict.insert("parts".into(), parts.into_value());
    Ok(dict)
}

/// The tree of a file; `None` if it is mistaken, which was reported before anything is typeset.
pub(super) fn parsed(text: &str) -> Option<Arc<markdown::Document>> {
    let (file, mut diagnostics) = (SourceFile::new("", text), Diagnostics::default());
    let body = FrontMatter::split(&file, &mut diagnostics)?.body;
    let document = markdown::parse(&file, body, &mut diagnostics);
    (!diagnostics.has_errors()).then_some(document)
}

/// The paragraphs of a file that a first layout found too loose.
fn loose(world: Tracked<dyn World + '_>, id: FileId) -> Vec<usize> {
    let files = world.file(world::id(LOOSE_JSON)).ok().map(told_loose);
    files.zip(world::path_in_issue(id)).and_then(|(files, path)| files.get(path).cloned()).unwrap_or_default()
}

/// `/gazette/loose.json`, read once for all files.
#[comemo::memoize]
fn told_loose(bytes: Bytes) -> Arc<HashMap<String, Vec<usize>>> {
    Arc::new(serde_json::from_slice(&bytes).unwrap_or_default())
}

/// Where printed pages begin in a file, as the web marks it: bytes and page numbers, in order.
fn turns(world: Tracked<dyn World + '_>, id: FileId) -> Vec<(usize, u32)> {
    let turns = world.file(world::id(PAGES_JSON)).ok().map(told_turns);
    let slug = world::path_in_issue(id).and_then(|path| path.strip_suffix(".md"));
    turns.zip(slug).and_then(|(turns, slug)| turns.get(slug).cloned()).unwrap_or_default()
}

/// What `/gazette/pages.json` has of where printed pages begin, by the names of documents; read once for all files.
#[comemo::memoize]
fn told_turns(bytes: Bytes) -> Arc<HashMap<String, Vec<(usize, u32)>>> {
    let printed: Option<PrintedView> = serde_json::from_slice(&bytes).ok();
    let documents = printed.into_iter().flat_map(|printed| printed.documents);
    Arc::new(documents.map(|(slug, pages)| (slug, pages.turns)).collect())
}

/// Bytes of an element of text: a glyph has its place in 16 bits.
const LONGEST: usize = 60_000;

/// Builds the content of one file.
pub(super) struct Builder<'a> {
    world: Tracked<'a, dyn World + 'a>,
    /// The Markdown file.
    id: FileId,
    /// What Typst is told of places in it.
    leeway: Arc<Leeway>,
    /// Byte offsets of the paragraphs that are set with less kept on one line.
    loose: Vec<usize>,
    /// Where printed pages begin, in bytes; none in print itself.
    turns: Vec<(usize, u32)>,
}

impl Builder<'_> {
    /// A span over some bytes of the file, by the one public way to make it.
    pub(super) fn span(&self, bytes: &Range<usize>) -> Span {
        let place = self.leeway.place(bytes);
        let place = place.start..place.end.max(place.start + 1);
        let mut leaf = SyntaxNode::leaf(SyntaxKind::Text, "x".repeat(place.len()));
        let Ok(mapper) = RangeMapper::new([place]) else { return Span::detached() };
        match leaf.synthesize_mapped(self.id, &mapper) {
            Ok(()) => leaf.span(),
            Err(_) => Span::detached(),
        }
    }

    fn blocks(&self, blocks: &[Block]) -> SourceResult<Content> {
        let mut content = Vec::with_capacity(blocks.len());
        // A table takes the headings directly above it along when its page is turned.
        let mut lead = Vec::new();
        for block in blocks {
            let own = match &block.kind {
                BlockKind::Table(table) => self.table(table, Content::sequence(std::mem::take(&mut lead)))?,
                _ => self.block(block)?,
            };
            let own = own.spanned(self.span(&block.range));
            if matches!(block.kind, BlockKind::Heading { .. }) {
                lead.push(own);
            } else {
                content.append(&mut lead);
                content.push(own);
            }
        }
        content.append(&mut lead);
        Ok(Content::sequence(content))
    }

    fn block(&self, block: &Block) -> SourceResult<Content> {
        Ok(match &block.kind {
            BlockKind::Heading { level, ordinal, body } => {
                let depth = NonZeroUsize::new(usize::from(*level)).unwrap_or(NonZeroUsize::MIN);
                let words = HeadingWordsElem::new(ordinal.name().into(), self.inlines(body)?).pack();
                HeadingElem::new(words).with_depth(depth).pack()
            }
            BlockKind::Paragraph { lead, body } => {
                ParElem::new(self.paragraph(lead.as_ref(), body, &block.range)?).pack()
            }
            BlockKind::Remark(body) => RemarkElem::new(self.pieces(&joiner::composed(body, Setting::Remark))?).pack(),
            BlockKind::Contents { title, lines } => {
                let depths = lines.iter().map(|line| i64::from(line.depth)).collect();
                let lines = lines.iter().map(|line| self.inlines(&line.body));
                TextContentsElem::new(self.inlines(title)?, lines.collect::<SourceResult<_>>()?, depths).pack()
            }
            BlockKind::AttachmentNote(note) => {
                let numbers = note.items.iter().map(|item| self.inlines(item.number.as_slice()));
                let names = note.items.iter().map(|item| self.inlines(&item.name));
                let label = self.inlines(std::slice::from_ref(&note.label))?;
                AttachmentNoteElem::new(
                    label,
                    numbers.collect::<SourceResult<_>>()?,
                    names.collect::<SourceResult<_>>()?,
                )
                .pack()
            }
            BlockKind::List { start: None, items } => {
                let items = items.iter().map(|item| Ok(Packed::new(ListItem::new(self.item(item)?))));
                ListElem::new(items.collect::<SourceResult<_>>()?).pack()
            }
            BlockKind::List { start: Some(start), items } => {
                let items = items.iter().map(|item| Ok(Packed::new(EnumItem::new(self.item(item)?))));
                EnumElem::new(items.collect::<SourceResult<_>>()?).with_start(Smart::Custom(*start)).pack()
            }
            BlockKind::Definitions(definitions) => {
                let items = definitions.iter().map(|definition| {
                    let item = TermItem::new(self.inlines(&definition.term)?, self.item(&definition.body)?);
                    Ok(Packed::new(item).spanned(self.span(&definition.range)))
                });
                TermsElem::new(items.collect::<SourceResult<_>>()?).pack()
            }
            BlockKind::Quote(blocks) => QuoteElem::new(self.blocks(blocks)?).with_block(true).pack(),
            BlockKind::Table(table) => self.table(table, Content::empty())?,
            BlockKind::Figure { path, alt, caption } => {
                let turns =
                    self.turns_in(block.range.clone()).map(|(_, folio)| PageTurnElem::new(i64::from(folio)).pack());
                Content::sequence(turns) + self.figure(path, alt, caption.as_deref(), &block.range)?
            }
            BlockKind::PageBreak => PageBreakElem::new().pack(),
        })
    }

    /// The paragraph at `range`, its run-in heading first.
    fn paragraph(&self, lead: Option<&Lead>, body: &[Inline], range: &Range<usize>) -> SourceResult<Content> {
        let Some(lead) = lead else { return self.running(body, range) };
        let words = HeadingWordsElem::new(lead.ordinal.name().into(), self.running(&lead.body, range)?);
        Ok(words.pack().spanned(self.span(&lead.range)) + self.running(body, range)?)
    }

    /// An item's paragraphs; a single one is not a paragraph of its own, so that the list stays tight.
    fn item(&self, blocks: &[Block]) -> SourceResult<Content> {
        match blocks {
            [Block { kind: BlockKind::Paragraph { lead, body }, range }] => self.paragraph(lead.as_ref(), body, range),
            _ => self.blocks(blocks),
        }
    }

    /// Running text of the paragraph at `range`.
    fn running(&self, inlines: &[Inline], range: &Range<usize>) -> SourceResult<Content> {
        let is_loose = self.loose.contains(&range.start);
        self.pieces(&joiner::composed(inlines, if is_loose { Setting::Loose } else { Setting::Line }))
    }

    /// Running text of a line of its own.
    pub(super) fn inlines(&self, inlines: &[Inline]) -> SourceResult<Content> {
        self.pieces(&joiner::composed(inlines, Setting::Line))
    }

    /// Running text of a cell.
    pub(super) fn cell_inlines(&self, inlines: &[Inline]) -> SourceResult<Content> {
        self.pieces(&joiner::composed(inlines, Setting::Cell))
    }

    /// Running text with its joiners in it.
    fn pieces(&self, inlines: &[Inline]) -> SourceResult<Content> {
        let content = inlines.iter().map(|inline| {
            let content = match &inline.kind {
                InlineKind::Text(text) => self.text(text, &inline.range),
                InlineKind::Break => LinebreakElem::new().pack(),
                InlineKind::Strong(body) => StrongElem::new(self.pieces(body)?).pack(),
                InlineKind::Emph(body) => EmphElem::new(self.pieces(body)?).pack(),
                InlineKind::Link { url, body, address } => {
                    // A page that begins with a link begins with its mark; there is none within an address.
                    let words = match (address, body.as_slice()) {
                        (None, [Inline { kind: InlineKind::Text(_), .. }]) => inline.range.end,
                        (_, [first, ..]) => first.range.start,
                        (_, []) => inline.range.start,
                    };
                    let turns = self.turns_in(inline.range.start..words);
                    let turns = turns.map(|(_, folio)| PageTurnElem::new(i64::from(folio)).pack());
                    let link = self.link(url, body, address.as_ref(), self.span(&inline.range))?;
                    Content::sequence(turns.chain([link]))
                }
                InlineKind::Footnote(blocks) => {
                    let paragraphs = blocks.iter().map(|block| match &block.kind {
                        BlockKind::Paragraph { lead: None, body } => self.inlines(body),
                        _ => Ok(self.block(block)?.spanned(self.span(&block.range))),
                    });
                    let paragraphs = paragraphs.collect::<SourceResult<Vec<_>>>()?;
                    let body = paragraphs.into_iter().reduce(|a, b| a + ParbreakElem::shared().clone() + b);
                    FootnoteElem::new(FootnoteBody::Content(body.unwrap_or_default())).pack()
                }
            };
            Ok(content.spanned(self.span(&inline.range)))
        });
        Ok(Content::sequence(content.collect::<SourceResult<Vec<_>>>()?))
    }

    /// Text, each piece between joiners with its own place where the file has it letter by letter, cut where a page begins.
    fn text(&self, text: &str, range: &Range<usize>) -> Content {
        let typed: usize = text.chars().filter(|c| *c != joiner::JOINER).map(char::len_utf8).sum();
        let is_literal = typed == range.len();
        let mut at = range.start;
        let mut content = Vec::new();
        for (index, piece) in text.split(joiner::JOINER).enumerate() {
            if index > 0 {
                content.push(JoinerElem::new().pack());
            }
            let end = at + piece.len();
            let place = if is_literal { at..end } else { range.clone() };
            let mut from = 0;
            for (turn, folio) in self.turns_in(if is_literal || index == 0 { place.clone() } else { 0..0 }) {
                let to = if is_literal { piece.floor_char_boundary(turn - at) } else { 0 };
                content.extend(run(&piece[from..to], self.span(&place)));
                content.push(PageTurnElem::new(i64::from(folio)).pack());
                from = to;
            }
            if is_literal && from == 0 {
                // Typst tells the places of characters apart in so many bytes of an element.
                while piece.len() - from > LONGEST {
                    let to = piece.floor_char_boundary(from + LONGEST);
                    content.extend(run(&piece[from..to], self.span(&(at + from..at + to))));
                    from = to;
                }
                content.extend(run(&piece[from..], self.span(&(at + from..end))));
            } else {
                content.extend(run(&piece[from..], self.span(&place)));
            }
            at = end;
        }
        Content::sequence(content)
    }

    /// The pages that begin in some bytes of the file.
    fn turns_in(&self, range: Range<usize>) -> impl Iterator<Item = (usize, u32)> {
        self.turns.iter().filter(move |(at, _)| range.contains(at)).copied()
    }

    /// A link, and for paper its address, unless its words are the address.
    fn link(&self, url: &str, words: &[Inline], address: Option<&Address>, span: Span) -> SourceResult<Content> {
        let pieces = |text: &str, span: Span| {
            // What keeps lines together within words is no part of an address.
            let text = text.replace(joiner::JOINER, "");
            let pieces = markdown::address_pieces(&text).into_iter();
            AddressElem::new(pieces.map(|piece| TextElem::packed(piece).spanned(span)).collect()).pack().spanned(span)
        };
        let body = match (address, words) {
            (None, [Inline { kind: InlineKind::Text(text), range }]) => pieces(text, self.span(range)),
            _ => self.pieces(words)?,
        };
        let link = LinkElem::new(LinkTarget::Dest(Destination::Url(Url::new(url).at(span)?)), body).pack();
        let note = address.map(|address| {
            let is_footnote = matches!(address, Address::Footnote(_));
            LinkNoteElem::new(is_footnote, pieces(address.text(), span)).pack().spanned(span)
        });
        Ok(Content::sequence(std::iter::once(link.spanned(span)).chain(note)))
    }

    fn figure(&self, path: &str, alt: &str, caption: Option<&str>, range: &Range<usize>) -> SourceResult<Content> {
        let span = self.span(range);
        // Documents and pictures are named within the same folder.
        let folder = self.id.vpath().parent().unwrap_or_else(|| self.id.vpath().clone());
        let shown = path;
        let path = folder.join(path);
        let path = path.map_err(|error| typst::ecow::EcoString::from(error.to_string())).at(span)?;
        let file = RootedPath::new(VirtualRoot::Project, path).intern();
        let data: Bytes = self.world.file(file).at(span)?;
        let loaded = Loaded::new(Spanned::new(LoadSource::Path(file), span), data.clone());
        let source = Derived::new(DataSource::Bytes(data), loaded);
        let image = ImageElem::new(source).with_alt(Some(alt.into())).pack().spanned(span);
        let picture = PictureElem::new(percent_encoded(shown).into(), alt.into(), image).pack().spanned(span);
        let caption = caption.map(|caption| {
            FigureCaption::new(TextElem::packed(caption).spanned(span)).pack().spanned(span).into_packed()
        });
        let caption = caption.transpose().ok().flatten();
        Ok(FigureElem::new(picture).with_caption(caption).with_numbering(None).pack())
    }
}

/// The lines of a title, broken by the program where the editor gave only one.
fn title_lines(title: &[Vec<Inline>], capacity: i64, is_enlarged: bool) -> Vec<Vec<Inline>> {
    let lines: Vec<String> = title.iter().map(|line| markdown::plain(line)).collect();
    let text = lines.concat();
    // Lines that were typed for print are broken anew where larger ones have no room, unless a blank would be missing between them.
    let is_torn = is_enlarged && lines.iter().any(|line| width(line) > capacity);
    if lines.len() > 1 && !(is_torn && join_lines(lines.iter().map(String::as_str)) == text) {
        return title.to_vec();
    }
    markdown::cut(&title.concat(), &title::breaks(&text, capacity, &[]))
}

/// What is read of `/gazette/issue.json` here.
#[derive(Deserialize)]
struct Scaled {
    enlargement: f64,
}

/// Whether the issue is set larger than its series asks for.
fn is_enlarged(world: Tracked<dyn World + '_>) -> bool {
    let issue = world.file(world::id(ISSUE_JSON)).ok();
    let scaled = issue.and_then(|bytes| serde_json::from_slice::<Scaled>(&bytes).ok());
    scaled.is_some_and(|scaled| scaled.enlargement > 1.0)
}

/// Text of the front matter that is printed as running text, at the place of the template that asks for it.
pub(super) fn composed(text: &str, place: Span) -> Content {
    let text = joiner::composed_text(text);
    let pieces = text.split(joiner::JOINER).map(|piece| Content::sequence(run(piece, place)));
    pieces.reduce(|a, b| a + JoinerElem::new().pack() + b).unwrap_or_default()
}

/// An element for some text, if there is any.
fn run(text: &str, span: Span) -> Option<Content> {
    (!text.is_empty()).then(|| TextElem::packed(text).spanned(span))
}

/// How many blocks a table and its headings are that a part begins with, 0 if it begins otherwise.
fn opening_table(blocks: &[Block]) -> usize {
    let headings = blocks.iter().take_while(|block| matches!(block.kind, BlockKind::Heading { .. })).count();
    let is_table = blocks.get(headings).is_some_and(|block| matches!(block.kind, BlockKind::Table(_)));
    if is_table { headings + 1 } else { 0 }
}
