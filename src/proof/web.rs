//! What a web page says: its elements as a tree, with their places in the file.
//!
//! html5gum finds the tags as browsers do; elements are closed strictly, since what a browser would mend by itself is damage
//! here.

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Spanned, Token, Tokenizer};

use crate::language::Message;

/// Elements that have no end tag (HTML, 13.1.2).
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements within elements; a page of the program has a dozen.
const DEEPEST: usize = 256;

/// An element of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// In small letters.
    pub name: String,
    /// By their names in small letters.
    pub attributes: BTreeMap<String, String>,
    /// What it holds, in order.
    pub kids: Vec<Node>,
    /// Where its tag begins, in bytes of the file.
    pub at: usize,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Another element.
    Element(Element),
    /// Characters, entities resolved.
    Text {
        /// The characters.
        text: String,
        /// Where they begin, in bytes of the file.
        at: usize,
    },
}

/// Reads a page and returns its `html` element.
///
/// # Errors
/// Says, with bytes of the file, where it is not well-formed: a tag that is not closed, or closed and not open, text outside
/// of all elements, a mistake in a tag.
pub fn read(bytes: &[u8]) -> Result<Element, Message> {
    let text = std::str::from_utf8(bytes).map_err(|error| message!("web-not-utf-8", detail = error.to_string()))?;
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut open = vec![Element::default()];
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let attributes =
                    tag.attributes.into_iter().map(|(name, value)| (string(name.0), string(value.value.0)));
                let element = Element {
                    name: string(tag.name.0),
                    attributes: attributes.collect(),
                    kids: Vec::new(),
                    at: tag.span.start,
                };
                if open.len() == DEEPEST {
                    return Err(message!("web-too-deep", byte = element.at));
                }
                if VOID.contains(&element.name.as_str()) || tag.self_closing {
                    add(&mut open, Node::Element(element));
                } else {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => {
                let name = string(tag.name.0);
                let Some(element) = open.pop_if(|element| element.name == name && !name.is_empty()) else {
                    return Err(message!("web-closes-nothing", name, byte = tag.span.start));
                };
                add(&mut open, Node::Element(element));
            }
            Token::String(Spanned { value, span }) => {
                add(&mut open, Node::Text { text: string(value.0), at: span.start });
            }
            Token::Error(Spanned { value, span }) => {
                return Err(message!("web-mistake", detail = value.to_string(), byte = span.start));
            }
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    let root = open.remove(0);
    if let Some(element) = open.first() {
        return Err(message!("web-not-closed", name = &element.name, byte = element.at));
    }
    let mut html = None;
    for node in root.kids {
        match node {
            Node::Element(element) if element.name == "html" && html.is_none() => html = Some(element),
            Node::Text { text, .. } if text.trim().is_empty() => {}
            Node::Text { at, .. } | Node::Element(Element { at, .. }) => {
                return Err(message!("web-outside", byte = at));
            }
        }
    }
    html.ok_or_else(|| message!("page-lacks", tag = "<html>"))
}

fn string(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

fn add(open: &mut [Element], node: Node) {
    if let Some(element) = open.last_mut() {
        element.kids.push(node);
    }
}

impl Element {
    /// Whether it has this class.
    pub fn has_class(&self, class: &str) -> bool {
        self.attributes.get("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
    }

    /// The elements within it, those below others too, in order.
    pub fn descendants(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        for kid in &self.kids {
            if let Node::Element(element) = kid {
                found.push(element);
                found.extend(element.descendants());
            }
        }
        found
    }

    /// The first element within it that is meant.
    pub fn find(&self, is_meant: impl Fn(&Element) -> bool) -> Option<&Element> {
        self.descendants().into_iter().find(|element| is_meant(element))
    }

    /// All its characters.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for kid in &self.kids {
            match kid {
                Node::Element(element) => text.push_str(&element.text()),
                Node::Text { text: own, .. } => text.push_str(own),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_with_places_and_entities() {
        let page = read("<!DOCTYPE html><html><body><p class=\"a b\">甲&lt;<br>乙</p></body></html>".as_bytes());
        let page = page.expect("it is well-formed");
        let p = page.find(|element| element.has_class("b")).expect("it is there");
        assert_eq!((p.name.as_str(), p.at, p.text().as_str()), ("p", 27, "甲<乙"));
        assert_eq!(p.kids[0], Node::Text { text: "甲<".to_owned(), at: 42 });
    }

    #[test]
    fn what_a_browser_would_mend_is_damage() {
        let wrong = |page: &str| read(page.as_bytes()).expect_err("it is damaged").to_string();
        assert_eq!(wrong("<html><p>甲</html>"), "`</html>` at byte 12 closes nothing");
        assert_eq!(wrong("<html><p>甲</p>"), "`<html>` at byte 0 is not closed");
        assert_eq!(wrong("<html></html><p></p>"), "something stands outside of `<html>` at byte 13");
        assert_eq!(wrong("甲"), "something stands outside of `<html>` at byte 0");
        assert_eq!(wrong(""), "the page has no `<html>`");
        assert_eq!(
            read(b"<html>\xFF</html>").expect_err("it is damaged").to_string().split(':').next(),
            Some("the page is not UTF-8")
        );
    }
}
