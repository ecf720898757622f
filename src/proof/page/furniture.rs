//! What stands outside of the text: the way to the text, the head and the foot of the page, the notice, the way to the neighbours.
//!
//! Each thing is known by its class. What else stands there is refused where the templates are the program's; a series may have
//! furniture of its own.

use super::{Page, Part, Told, attribute, squeezed};
use crate::artefact::INDEX;
use crate::proof::web::{Element, Node};

/// Furniture that every page has once, by its class.
const ALWAYS: [&str; 4] = ["skip", "name", "designation", "site"];
/// What the page of the contents has besides.
const OF_INDEX: [&str; 3] = ["published", "contents", "imprint"];
/// What it may have: the back cover, and the form of the search with its words.
const PERHAPS_INDEX: [&str; 2] = ["back-cover", "search"];
/// Characters of a search before anything was looked for: a label and a button.
const MOST_OF_SEARCH: usize = 24;
/// Furniture of a document's page.
const OF_DOCUMENT: [&str; 2] = ["pager", "notice"];

impl<'a> Page<'a> {
    /// Proves what stands outside of the text.
    pub(super) fn furniture(&mut self) {
        let Some(body) = super::kids(self.root).find(|element| element.name == "body") else {
            return self.untrue(self.root.at, message!("page-lacks", tag = "<body>"));
        };
        for other in super::kids(self.root).filter(|element| !matches!(element.name.as_str(), "head" | "body")) {
            self.untrue(other.at, message!("page-outside-body", name = &other.name));
        }
        let mut found = Vec::new();
        let mut strays = Vec::new();
        self.collect(body, &mut found, &mut strays);
        if self.is_programs() {
            for (at, text) in strays {
                self.untrue(at, message!("page-stray", text = super::shown(text)));
            }
        }
        let required = ALWAYS.iter().chain(if self.document.is_some() { &OF_DOCUMENT[..1] } else { &OF_INDEX });
        for class in required.copied() {
            let times = found.iter().filter(|(known, _)| *known == class).count();
            if times == 0 && self.is_programs() {
                self.untrue(body.at, message!("page-class-missing", class));
            }
        }
        let mut known = Vec::new();
        for (class, element) in found {
            if known.contains(&class) && self.is_programs() {
                self.untrue(element.at, message!("page-class-twice", class));
            }
            known.push(class);
            self.piece(class, element);
        }
    }

    /// Finds furniture by its class, and text that stands in none.
    fn collect(
        &self,
        element: &'a Element,
        found: &mut Vec<(&'static str, &'a Element)>,
        strays: &mut Vec<(usize, &'a str)>,
    ) {
        let own: Vec<&'static str> = match self.document {
            Some(_) => ALWAYS.into_iter().chain(OF_DOCUMENT).collect(),
            None => ALWAYS.into_iter().chain(OF_INDEX).chain(PERHAPS_INDEX).collect(),
        };
        let class_of = |element: &Element| own.iter().copied().find(|class| element.has_class(class));
        let mut open = vec![element];
        while let Some(element) = open.pop() {
            for kid in &element.kids {
                match kid {
                    Node::Text { text, at } if !text.trim().is_empty() => strays.push((*at, text)),
                    Node::Text { .. } => {}
                    Node::Element(kid) => match class_of(kid) {
                        Some(class) => found.push((class, kid)),
                        None if self.is_proved_elsewhere(kid) => {}
                        None => open.push(kid),
                    },
                }
            }
        }
        found.sort_by_key(|(_, element)| element.at);
    }

    fn is_proved_elsewhere(&self, element: &Element) -> bool {
        match element.name.as_str() {
            "article" => self.document.is_some(),
            "h1" => self.document.is_none(),
            _ => false,
        }
    }

    /// Compares one piece.
    fn piece(&mut self, class: &'static str, element: &'a Element) {
        let (at, text) = (element.at, element.text());
        let source = self.told.source.as_ref();
        match class {
            "skip" => self.share(Part::WayToText, at, &text),
            "name" => {
                let title = &self.told.title;
                let is_begin = squeezed(title).starts_with(&squeezed(&text)) && !text.trim().is_empty();
                match source {
                    Some(source) => self.compare(at, Part::Gazette, &text, &source.name),
                    None if is_begin => self.share(Part::Gazette, at, &text),
                    None => self.differs(at, Part::Gazette, &text, title),
                }
            }
            "designation" => {
                let is_own = is_designation(&squeezed(&text), self.told);
                match source {
                    Some(source) => self.compare(at, Part::Issue, &text, &source.designation),
                    None if is_own => self.share(Part::Issue, at, &text),
                    None => self.differs(at, Part::Issue, &text, &self.told.title),
                }
            }
            "site" => match source.filter(|_| self.is_programs()) {
                Some(source) => self.compare(at, Part::Foot, &text, &source.foot),
                None => self.share(Part::Foot, at, &text),
            },
            "notice" => match source.filter(|_| self.is_programs()) {
                Some(source) => self.compare(at, Part::Notice, &text, source.notice.as_deref().unwrap_or_default()),
                None => self.share(Part::Notice, at, &text),
            },
            "pager" => self.pager(element),
            // What is found is put there by a script.
            "search" if squeezed(&text).chars().count() > MOST_OF_SEARCH => {
                self.untrue(at, message!("page-search", text = super::shown(&text)));
            }
            _ => {}
        }
    }

    /// The way to the neighbours in printed order.
    fn pager(&mut self, pager: &Element) {
        let Some(at) = self.document else { return };
        let documents = &self.told.documents;
        let before = at.checked_sub(1).and_then(|before| documents.get(before));
        let after = documents.get(at + 1);
        let led = |word: &str, page: &str, rel: &str| (word.to_owned(), page.to_owned(), rel.to_owned());
        let back = Some(led("返回目录", INDEX, ""));
        let before = before.map(|it| led(&format!("上一篇：{}", it.entry), &it.page, "prev"));
        let after = after.map(|it| led(&format!("下一篇：{}", it.entry), &it.page, "next"));
        let links = pager.descendants().into_iter().filter(|element| element.name == "a").collect::<Vec<_>>();
        if !self.is_programs() {
            for (rel, expected) in [("prev", &before), ("next", &after)] {
                for link in links.iter().filter(|link| attribute(link, "rel") == rel) {
                    let page = expected.as_ref().map_or("", |(_, page, _)| page.as_str());
                    self.compare(link.at, Part::NeighbourAddress, attribute(link, "href"), page);
                }
            }
            return;
        }
        let expected: Vec<_> = before.into_iter().chain(back).chain(after).collect();
        let whole: String = expected.iter().map(|(words, ..)| words.as_str()).collect();
        self.compare(pager.at, Part::Neighbours, &pager.text(), &whole);
        for (link, (words, page, rel)) in links.iter().zip(&expected) {
            let (href, found) = (attribute(link, "href"), attribute(link, "rel"));
            if href != page || found != rel {
                let (words, found) = (super::shown(words), super::shown(href));
                self.untrue(link.at, message!("page-neighbour", words, found, page));
            }
        }
        if links.len() != expected.len() {
            self.untrue(pager.at, message!("page-neighbours", found = links.len(), wanted = expected.len()));
        }
    }
}

/// Whether a text is the end of the issue's title and perhaps its number since the beginning, which covers and imprint have too:
/// 2024年第2期（总第31期）.
fn is_designation(text: &str, told: &Told) -> bool {
    let (designation, serial) = text.split_once('（').unwrap_or((text, ""));
    let is_serial = |serial: &str| {
        let number = serial.strip_prefix("总第").and_then(|serial| serial.strip_suffix('期'));
        number.is_some_and(|number| number.parse::<u32>().is_ok()) && told.is_on_covers(serial)
    };
    let is_good = serial.is_empty() || serial.strip_suffix('）').is_some_and(is_serial);
    is_good && !designation.is_empty() && squeezed(&told.title).ends_with(designation)
}
