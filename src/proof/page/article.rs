//! The article of a document's page: what stands above the text, and the marks within it that are no text.

use std::collections::{BTreeMap, BTreeSet};

use super::{Page, Part, ToldDocument, attribute, iso, kids, squeezed};
use crate::proof::web::Element;

/// What stands above the text by its class: elements of the document, which the text proof compares, and what is told of it here.
const ABOVE: [&str; 6] = ["mark", "head", "number", "signers", "facts", "cite"];

impl Page<'_> {
    /// Proves what the text proof leaves out of an article.
    pub(super) fn article(&mut self) {
        self.names();
        self.times();
        let articles = self.all(|element| element.name == "article");
        let Some(document) = self.told_document() else {
            if let Some(article) = articles.first().filter(|_| self.is_programs()) {
                self.untrue(article.at, message!("page-index-article"));
            }
            return;
        };
        let mains = self.all(|element| element.name == "main");
        let is_in_main = mains.iter().flat_map(|main| main.descendants()).any(|element| element.name == "article");
        for further in articles.iter().skip(1) {
            self.untrue(further.at, message!("page-second", tag = "<article>"));
        }
        for further in mains.iter().skip(1) {
            self.untrue(further.at, message!("page-second", tag = "<main>"));
        }
        let Some(article) = articles.first().copied() else {
            return self.untrue(self.root.at, message!("page-lacks", tag = "<article>"));
        };
        if !is_in_main {
            self.untrue(article.at, message!("page-article-outside"));
        }
        let name = format!("p{}", document.folios.0);
        if self.is_programs() {
            self.compare(article.at, Part::Article, attribute(article, "id"), &name);
        }
        for header in kids(article).filter(|element| element.name == "header") {
            self.above(header, document);
        }
        self.links(article, document);
        self.turns(article);
        self.notes(article);
        self.pictures(article, document);
    }

    /// What stands above the text.
    fn above(&mut self, header: &Element, document: &ToldDocument) {
        self.facts(header, document);
        let elements = header.descendants();
        let one = |class: &str| elements.iter().copied().find(|element| element.has_class(class));
        let folios = match document.folios {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}—{last}"),
        };
        match one("citation") {
            Some(citation) => {
                // The name of the gazette stands in brackets.
                let bare = |text: &str| squeezed(text).replace(['《', '》'], "");
                let expected = format!("{}，第{folios}页", self.told.title);
                if bare(&citation.text()) != bare(&expected) {
                    self.differs(citation.at, Part::Citation, &citation.text(), &expected);
                }
            }
            None if self.is_programs() => {
                self.untrue(header.at, message!("page-missing", what = Part::Citation.name()))
            }
            None => {}
        }
        let title = elements.iter().find(|element| element.name == "h1");
        if let Some(title) = title.filter(|_| self.is_programs()) {
            self.compare(title.at, Part::Heading, &title.text(), &document.title);
        }
        match one("download") {
            Some(link) => {
                let target = format!("{}#page={}", self.told.pdf(), document.sheet);
                self.compare(link.at, Part::PdfAddress, attribute(link, "href"), &target);
                if self.is_programs() {
                    self.compare(link.at, Part::PdfLink, &link.text(), &format!("PDF第{}页", document.folios.0));
                }
            }
            None if self.is_programs() => self.untrue(header.at, message!("page-missing", what = Part::PdfLink.name())),
            None => {}
        }
        self.offprint(header, one("offprint"), document);
        if !self.is_programs() {
            return;
        }
        let mut strays = Vec::new();
        let is_known = |element: &Element| element.name == "h1" || ABOVE.iter().any(|class| element.has_class(class));
        super::strays(header, &is_known, &mut strays);
        // 引用 has its own words.
        let is_cited =
            |element: &Element| ["citation", "download", "offprint"].iter().any(|class| element.has_class(class));
        for cite in elements.iter().filter(|element| element.has_class("cite")) {
            super::strays(cite, &is_cited, &mut strays);
        }
        for (at, text) in strays {
            self.untrue(at, message!("page-stray-above", text = super::shown(text)));
        }
        let is_to_file = |element: &Element| element.has_class("download") || element.has_class("offprint");
        let links = elements.iter().filter(|element| element.name == "a" && !is_to_file(element));
        for link in links.filter(|link| !link.has_class("turn") && attribute(link, "role") != "doc-noteref") {
            self.untrue(link.at, message!("page-link-above", text = super::shown(&link.text())));
        }
    }

    /// The link to the offprint, which is there where the offprint is.
    fn offprint(&mut self, header: &Element, link: Option<&Element>, document: &ToldDocument) {
        match (link, &document.offprint) {
            (Some(link), Some((file, bytes))) => {
                self.compare(link.at, Part::OffprintAddress, &super::address::decoded(attribute(link, "href")), file);
                if self.is_programs() {
                    let words = format!("单行本PDF（{}）", super::index::size(*bytes));
                    self.compare(link.at, Part::OffprintLink, &link.text(), &words);
                }
            }
            (Some(link), None) => self.untrue(link.at, message!("page-no-offprint")),
            (None, Some(_)) if self.is_programs() => {
                self.untrue(header.at, message!("page-missing", what = Part::OffprintLink.name()))
            }
            (None, _) => {}
        }
    }

    /// The addresses that a document links to, which only its issue tells exactly: the text proof reads those that paper has.
    fn links(&mut self, article: &Element, document: &ToldDocument) {
        let Some(source) = &document.source else { return };
        for link in article.descendants().into_iter().filter(|element| element.name == "a") {
            let href = attribute(link, "href");
            if href.contains(':') && !source.links.contains(href) {
                self.untrue(link.at, message!("page-other-link", address = super::shown(href)));
            }
        }
    }

    /// The marks of printed pages: each is its number, and the place that it leads to.
    fn turns(&mut self, article: &Element) {
        for turn in article.descendants().into_iter().filter(|element| element.has_class("turn")) {
            let folio = squeezed(&turn.text());
            let is_number = (1..=6).contains(&folio.len()) && folio.bytes().all(|byte| byte.is_ascii_digit());
            let leads = format!("#p{folio}");
            let is_own =
                attribute(turn, "id") == &leads[1..] && ["", leads.as_str()].contains(&attribute(turn, "href"));
            let label = attribute(turn, "aria-label");
            let is_said = label.is_empty() || label == format!("第{folio}页");
            if !is_number || !is_own || !is_said {
                self.untrue(turn.at, message!("page-turn", text = super::shown(&turn.text())));
            }
        }
    }

    /// Footnotes: each mark leads to a note with the same mark, and there are no others.
    fn notes(&mut self, article: &Element) {
        let elements = article.descendants();
        let with_role =
            |role: &'static str| elements.iter().copied().filter(move |element| attribute(element, "role") == role);
        let mut marks: BTreeMap<&str, String> = BTreeMap::new();
        for (mark, number) in with_role("doc-noteref").zip(1..) {
            let (text, target) = (squeezed(&mark.text()), attribute(mark, "href"));
            if text != number.to_string() {
                self.untrue(mark.at, message!("page-note-mark", number = number as usize, text = super::shown(&text)));
            }
            if marks.insert(target.trim_start_matches('#'), text).is_some() {
                self.untrue(mark.at, message!("page-note-twice", target));
            }
        }
        let mut read = BTreeSet::new();
        let blocks: Vec<&Element> = with_role("doc-endnotes").collect();
        for block in &blocks {
            let is_read = |element: &Element| element.name == "li" && marks.contains_key(attribute(element, "id"));
            let mut strays = Vec::new();
            super::strays(block, &is_read, &mut strays);
            for (at, text) in strays {
                self.untrue(at, message!("page-stray-note", text = super::shown(text)));
            }
            for note in block.descendants().into_iter().filter(|element| is_read(element)) {
                let id = attribute(note, "id");
                read.insert(id);
                let back =
                    note.descendants().into_iter().filter(|element| attribute(element, "role") == "doc-backlink");
                for back in back {
                    self.compare(back.at, Part::NoteMark, &back.text(), &marks[id]);
                }
            }
        }
        let is_back = |element: &&Element| attribute(element, "role") == "doc-backlink";
        let within: usize =
            blocks.iter().map(|block| block.descendants().iter().filter(|it| is_back(it)).count()).sum();
        if elements.iter().filter(|it| is_back(it)).count() != within {
            self.untrue(article.at, message!("page-stray-backlink"));
        }
        for target in marks.keys().filter(|target| !read.contains(*target)) {
            self.untrue(article.at, message!("page-no-note", target));
        }
    }

    /// The pictures of a document, in order; which they are only its issue tells.
    fn pictures(&mut self, article: &Element, document: &ToldDocument) {
        let Some(source) = &document.source else { return };
        let pictures = article.descendants().into_iter().filter(|element| element.name == "img");
        let pictures: Vec<&Element> = pictures.collect();
        for (picture, expected) in pictures.iter().zip(&source.pictures) {
            let address = super::address::decoded(attribute(picture, "src"));
            self.compare(picture.at, Part::PictureAddress, &address, expected);
        }
        if pictures.len() != source.pictures.len() {
            let (shown, wanted) = (pictures.len(), source.pictures.len());
            self.untrue(article.at, message!("page-pictures", shown, wanted));
        }
    }

    /// Dates that are told to machines as well.
    fn times(&mut self) {
        for time in self.all(|element| element.name == "time") {
            let (told, read) = (attribute(time, "datetime"), iso(&time.text()));
            let is_other = read.as_deref().map_or(self.is_programs(), |read| read != told);
            if is_other {
                self.untrue(time.at, message!("page-time", text = super::shown(&time.text()), told));
            }
        }
    }
}
