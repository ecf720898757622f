//! The text of a document: its blocks, and the hierarchy that its headings and articles make.

use super::super::xml::Element;
use crate::address::percent_encoded;
use crate::markdown::{AttachmentNote, Block, BlockKind, Inline, InlineKind, Lead, Ordinal, cut, plain};

/// The writer of one document with its parts.
#[derive(Default)]
pub(super) struct Body {
    /// How many footnotes there were; they count through the document, as on its web page.
    pub(super) notes: u32,
}

impl Body {
    /// Blocks below their headings and articles.
    pub(super) fn structured(&mut self, blocks: &[Block]) -> Vec<Element> {
        let mut elements = Vec::new();
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            let within = match begins(block) {
                Some(depth) => after.iter().take_while(|next| begins(next).is_none_or(|next| next > depth)).count(),
                None => 0,
            };
            match &block.kind {
                BlockKind::Heading { ordinal, body, .. } => {
                    elements.push(self.headed(*ordinal, body, &after[..within]));
                }
                BlockKind::Paragraph { lead: Some(lead), body } if lead.ordinal == Ordinal::Article => {
                    elements.push(self.article(lead, body, &after[..within]));
                }
                _ => elements.extend(self.block(block)),
            }
            rest = &after[within..];
        }
        elements
    }

    /// A heading and what stands below it.
    fn headed(&mut self, ordinal: Ordinal, words: &[Inline], blocks: &[Block]) -> Element {
        let name = match ordinal {
            Ordinal::Book => "book",
            Ordinal::Chapter => "chapter",
            Ordinal::Section => "section",
            _ => "level",
        };
        let (number, words) = numbered(ordinal, words);
        let number = number.map(|number| self.line("num", &number));
        let heading = self.line("heading", &words);
        let own = blocks.iter().position(|block| begins(block).is_some()).unwrap_or(blocks.len());
        let (own, below) = blocks.split_at(own);
        let own = self.blocks(own);
        let element = Element::new(name).kids(number).kid(heading);
        if below.is_empty() {
            return element.kids(Some(Element::new("content").kids(own)).filter(|it| !it.is_empty()));
        }
        let intro = Some(Element::new("intro").kids(own)).filter(|it| !it.is_empty());
        element.kids(intro).kids(self.structured(below))
    }

    /// 条, with its further paragraphs (款).
    fn article(&mut self, lead: &Lead, text: &[Inline], blocks: &[Block]) -> Element {
        let number = self.line("num", &trimmed(lead.body.clone()));
        let first = self.line("p", text);
        let further = self.blocks(blocks);
        Element::new("article").kid(number).kid(Element::new("content").kid(first).kids(further))
    }

    /// Blocks in a row.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Vec<Element> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Vec<Element> {
        vec![match &block.kind {
            // Headings stand in no other block, and those of the text are taken by `structured`.
            BlockKind::Heading { body, .. } => self.line("p", body),
            BlockKind::Paragraph { lead, body } => {
                let lead = lead.as_ref().map(|lead| self.line("inline", &lead.body).with("name", "run-in"));
                self.put(Element::line("p").kids(lead), body)
            }
            BlockKind::Remark(body) => self.line("p", body).with("class", "remark"),
            BlockKind::Contents { title, lines } => {
                let items = lines.iter().map(|line| item(None, [self.line("p", &line.body)])).collect::<Vec<_>>();
                let list = Element::new("blockList").with("class", "contents");
                list.kid(self.line("listIntroduction", title)).kids(items)
            }
            BlockKind::AttachmentNote(note) => self.attachment_note(note),
            BlockKind::List { start, items } => {
                let items = items.iter().zip(start.unwrap_or_default()..).map(|(blocks, number)| {
                    let number = start.map(|_| Element::line("num").text(format!("{number}.")));
                    item(number, self.blocks(blocks))
                });
                Element::new("blockList").kids(items.collect::<Vec<_>>())
            }
            BlockKind::Definitions(definitions) => {
                let items = definitions.iter().map(|definition| {
                    let term = self.line("heading", &definition.term);
                    item(Some(term), self.blocks(&definition.body))
                });
                Element::new("blockList").with("class", "definitions").kids(items.collect::<Vec<_>>())
            }
            BlockKind::Quote(blocks) => {
                Element::new("blockContainer").with("class", "quote").kids(filled(self.blocks(blocks)))
            }
            BlockKind::Table(table) => return self.table(table),
            BlockKind::Figure { path, alt, caption } => {
                let picture = Element::new("img").with("src", percent_encoded(path)).with("alt", alt);
                let caption = caption.as_ref().map(|caption| Element::line("p").with("class", "caption").text(caption));
                let figure = Element::line("p").with("class", "figure").kid(picture);
                return std::iter::once(figure).chain(caption).collect();
            }
            BlockKind::PageBreak => return Vec::new(),
        }]
    }

    /// 附件说明
    fn attachment_note(&mut self, note: &AttachmentNote) -> Element {
        let label = self.line("listIntroduction", [&note.label]);
        let items = note.items.iter().map(|named| {
            let number = named.number.as_ref().map(|number| self.line("num", [number]));
            item(number, [self.line("p", &named.name)])
        });
        Element::new("blockList").with("class", "attachment-note").kid(label).kids(items.collect::<Vec<_>>())
    }
}

/// How deep in the hierarchy a block begins something: headings by their level, articles below them all.
fn begins(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading { level, .. } => Some(*level),
        BlockKind::Paragraph { lead: Some(lead), .. } if lead.ordinal == Ordinal::Article => Some(u8::MAX),
        _ => None,
    }
}

/// An item of a list.
fn item(head: Option<Element>, blocks: impl IntoIterator<Item = Element>) -> Element {
    Element::new("item").kids(head).kids(filled(blocks.into_iter().collect()))
}

/// At least one block, where Akoma Ntoso asks for one.
fn filled(blocks: Vec<Element>) -> Vec<Element> {
    if blocks.is_empty() { vec![Element::line("p")] } else { blocks }
}

/// The ordinal of a heading and its words, where the ordinal is one piece of text with what parts it from them.
fn numbered(ordinal: Ordinal, heading: &[Inline]) -> (Option<Vec<Inline>>, Vec<Inline>) {
    let text = plain(heading);
    let end = match ordinal {
        Ordinal::Han => text.find('、').map(|at| at + '、'.len_utf8()),
        Ordinal::HanBracket | Ordinal::ArabicBracket => text.find(['）', ')']).map(|at| at + closing(&text[at..])),
        Ordinal::Arabic => text.find(['.', '．', '、']).map(|at| at + closing(&text[at..])),
        Ordinal::Book | Ordinal::Chapter | Ordinal::Section | Ordinal::Article => text.find(char::is_whitespace),
        Ordinal::Decimal(_) => text.find(|c: char| !c.is_ascii_digit() && c != '.'),
        Ordinal::None => None,
    };
    let Some(end) = end.filter(|end| *end < text.len()) else { return (None, heading.to_vec()) };
    let mut pieces = cut(heading, &[end]).into_iter().map(trimmed);
    (pieces.next(), pieces.next().unwrap_or_default())
}

/// Running text without the white space that parts an ordinal from its words.
fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.last_mut() {
        *text = text.trim_end().to_owned();
    }
    inlines
}

/// The bytes of the sign that a text begins with.
fn closing(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}
