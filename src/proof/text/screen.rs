//! What the web page of a document says, in the order of paper.

use std::collections::BTreeMap;

use super::stream::{Item, Stream};
use crate::language::Message;
use crate::proof::web::{Element, Node};

/// Above the title of a page: what stands where the form of the document puts it.
const ABOVE: [&str; 4] = ["mark", "head", "number", "signers"];

/// A web page: its text, and where it says that printed pages begin.
#[derive(Debug, Clone, Default)]
pub(super) struct Screen {
    /// The text.
    pub(super) stream: Stream,
    /// The page numbers that it marks, each with the number of items before it.
    pub(super) turns: Vec<(usize, String)>,
    /// How many items stand above the text, 主送机关 included.
    pub(super) above_text: usize,
}

/// The text of a document's page; `Err` says what the page lacks.
///
/// # Errors
/// The page has no article, or its article no title.
pub(super) fn read(page: &Element) -> Result<Screen, Message> {
    let article =
        page.find(|element| element.name == "article").ok_or_else(|| message!("page-lacks", tag = "<article>"))?;
    let named = |element: &&Element| element.attributes.contains_key("id");
    let notes = page.descendants().into_iter().filter(named);
    let notes = notes.filter_map(|element| Some((element.attributes.get("id")?.as_str(), element))).collect();
    let mut reader = Reader { notes, stream: Stream::default(), turns: Vec::new(), is_note: false };
    let mut above_text = 0;
    for kid in &article.kids {
        match kid {
            Node::Element(header) if header.name == "header" => reader.header(header)?,
            other => reader.node(other),
        }
        if let Node::Element(element) = kid
            && (element.name == "header" || element.has_class("addressee"))
        {
            above_text = reader.stream.items.len();
        }
    }
    Ok(Screen { stream: reader.stream, turns: reader.turns, above_text })
}

struct Reader<'a> {
    /// Elements by their names.
    notes: BTreeMap<&'a str, &'a Element>,
    stream: Stream,
    turns: Vec<(usize, String)>,
    is_note: bool,
}

impl<'a> Reader<'a> {
    /// What stands above the text. On paper 签发人 follow the number, and without a red head the number stands below the title.
    fn header(&mut self, header: &'a Element) -> Result<(), Message> {
        let elements = header.descendants();
        let title = elements.iter().find(|element| element.name == "h1");
        let title = title.ok_or_else(|| message!("page-lacks", tag = "<h1>"))?;
        let above = |element: &&&Element| ABOVE.iter().any(|class| element.has_class(class));
        let mut above: Vec<&Element> = elements.iter().filter(above).copied().collect();
        above.sort_by_key(|element| {
            usize::from(element.has_class("number")) + 2 * usize::from(element.has_class("signers"))
        });
        let has_head = above.iter().any(|element| element.has_class("head"));
        let behind =
            if has_head { above.len() } else { above.iter().take_while(|mark| mark.has_class("mark")).count() };
        above[..behind].iter().for_each(|element| self.element(element));
        self.stream.above_title = self.stream.items.len();
        self.element(title);
        above[behind..].iter().for_each(|element| self.element(element));
        Ok(())
    }

    fn nodes(&mut self, nodes: &'a [Node]) {
        nodes.iter().for_each(|node| self.node(node));
    }

    fn node(&mut self, node: &'a Node) {
        match node {
            Node::Element(element) => self.element(element),
            Node::Text { text, at } => {
                for (offset, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                    self.stream.push(Item::Char(c), at + offset);
                }
            }
        }
    }

    fn element(&mut self, element: &'a Element) {
        let at = element.at;
        let attribute = |name: &str| element.attributes.get(name).map(String::as_str);
        match element.name.as_str() {
            _ if attribute("role") == Some("doc-noteref") => self.note(element),
            // The mark before the text of a note, and the notes themselves, which are read where their marks stand.
            _ if attribute("role") == Some("doc-backlink") => {}
            _ if attribute("role") == Some("doc-endnotes") && !self.is_note => {}
            _ if element.has_class("turn") => self.turns.push((self.stream.items.len(), element.text())),
            // Words of a template.
            _ if attribute("aria-hidden") == Some("true") => {}
            "a" => self.link(element),
            "img" => self.stream.picture(attribute("alt").unwrap_or_default(), at),
            "ol" | "ul" => self.list(element),
            "table" => {
                self.nodes(&element.kids);
                self.stream.push(Item::TableEnd, at);
            }
            "tr" => {
                self.stream.push(Item::Row, at);
                self.nodes(&element.kids);
            }
            "th" | "td" => {
                let span = |name| attribute(name).and_then(|number| number.parse().ok()).unwrap_or(1);
                self.stream.push(Item::Cell { columns: span("colspan"), rows: span("rowspan") }, at);
                self.nodes(&element.kids);
            }
            // A name that is stamped on paper, and one that is sealed there.
            _ if element.has_class("stamped") => self.stream.picture(&format!("{}签名章", element.text()), at),
            _ if element.has_class("sealed") => {
                self.stream.picture(&format!("{}印章", element.text()), at);
                self.nodes(&element.kids);
            }
            _ => self.nodes(&element.kids),
        }
    }

    /// Items with the marks or numbers that a browser gives them; the contents of a regulation have none.
    fn list(&mut self, list: &'a Element) {
        let start = list.attributes.get("start").and_then(|start| start.parse().ok()).unwrap_or(1_u64);
        let mut number = start..;
        for kid in &list.kids {
            match kid {
                Node::Element(item) if item.name == "li" => {
                    match list.name.as_str() {
                        "ol" => {
                            let number = number.next().unwrap_or_default();
                            self.numbered(&format!("{number}."), item);
                            continue;
                        }
                        _ if is_line_of_contents(item) => {}
                        _ => self.stream.push(Item::Bullet, item.at),
                    }
                    self.nodes(&item.kids);
                }
                other => self.node(other),
            }
        }
    }

    /// An item and its number; a page that turns at the first word of an item has its number too.
    fn numbered(&mut self, number: &str, item: &'a Element) {
        let (turns, before) = (self.turns.len(), self.stream.items.len());
        self.stream.text(number, item.at);
        let behind = self.stream.items.len();
        self.nodes(&item.kids);
        for (index, _) in self.turns[turns..].iter_mut().filter(|(index, _)| *index == behind) {
            *index = before;
        }
    }

    /// The text of the note that a mark leads to.
    fn note(&mut self, mark: &'a Element) {
        let at = mark.at;
        self.stream.push(Item::Note, at);
        let target = mark.attributes.get("href");
        let note = target.and_then(|target| self.notes.get(target.strip_prefix('#')?).copied());
        if let Some(note) = note.filter(|_| !self.is_note) {
            self.is_note = true;
            self.nodes(&note.kids);
            self.is_note = false;
        }
        self.stream.push(Item::NoteEnd, at);
    }

    /// Words and, unless they are the address, the address, which paper has in a footnote, or in brackets within one.
    fn link(&mut self, link: &'a Element) {
        self.nodes(&link.kids);
        let Some(href) = link.attributes.get("href") else { return };
        let address = href.strip_prefix("mailto:").unwrap_or(href);
        if href.starts_with('#') || bare(address) == bare(&link.text()) {
            return;
        }
        if self.is_note {
            self.stream.text(&format!("（{address}）"), link.at);
        } else {
            self.stream.push(Item::Note, link.at);
            self.stream.text(address, link.at);
            self.stream.push(Item::NoteEnd, link.at);
        }
    }
}

/// An address without what readers leave out when they type it.
fn bare(address: &str) -> &str {
    let address = address.trim();
    let bare = address.strip_prefix("https://").or(address.strip_prefix("http://"));
    bare.unwrap_or(address).trim_end_matches('/')
}

/// Whether an item stands in the contents that a regulation itself has.
fn is_line_of_contents(item: &Element) -> bool {
    item.attributes.get("class").is_some_and(|class| class.starts_with("depth-"))
}
