//! The page of the contents: the name of the issue, its day, its PDF, its contents, its imprint and its back cover.

use super::{Page, Part, attribute, printed, squeezed};
use crate::proof::web::Element;

impl Page<'_> {
    /// Proves the page of the contents.
    pub(super) fn index(&mut self) {
        if self.document.is_some() {
            return;
        }
        let of_class = |page: &Self, class: &str| page.root.find(|element| element.has_class(class));
        if let Some(title) = self.root.find(|element| element.name == "h1") {
            self.compare(title.at, Part::Heading, &title.text(), &self.told.title);
        }
        if let Some(published) = of_class(self, "published") {
            self.published_line(published);
        }
        if let Some(contents) = of_class(self, "contents").filter(|_| self.is_programs()) {
            self.contents(contents);
        }
        if let Some(imprint) = of_class(self, "imprint").filter(|_| self.is_programs()) {
            self.imprint(imprint);
        }
        let back = of_class(self, "back-cover");
        let Some(source) = &self.told.source else {
            if let Some(back) = back.filter(|back| self.is_programs() && !self.told.is_on_covers(&back.text())) {
                self.untrue(back.at, message!("page-back-cover", text = super::shown(&back.text())));
            }
            return;
        };
        match (&source.back_cover, back) {
            (Some(text), Some(back)) => self.compare(back.at, Part::BackCover, &back.text(), text),
            (None, Some(back)) => self.untrue(back.at, message!("page-back-cover-added")),
            (Some(_), None) if self.is_programs() => {
                self.untrue(self.root.at, message!("page-missing", what = Part::BackCover.name()));
            }
            _ => {}
        }
    }

    fn published_line(&mut self, published: &Element) {
        let date = printed(&self.told.date).unwrap_or_default();
        if self.is_programs() {
            let expected = format!("{date}出版下载本期PDF（{}）", size(self.told.pdf_bytes));
            self.compare(published.at, Part::Named(".published"), &published.text(), &expected);
        }
        if let Some(time) = published.find(|element| element.name == "time") {
            self.compare(time.at, Part::Day, attribute(time, "datetime"), &self.told.date);
        }
        let link = published.find(|element| element.has_class("download"));
        match link {
            Some(link) => self.compare(link.at, Part::PdfAddress, attribute(link, "href"), &self.told.pdf()),
            None if self.is_programs() => {
                self.untrue(published.at, message!("page-missing", what = Part::PdfLink.name()))
            }
            None => {}
        }
    }

    /// The words of the contents and nothing else; the contents proof has compared each entry with the PDF.
    fn contents(&mut self, contents: &Element) {
        let text = squeezed(&contents.text());
        let mut rest = text.as_str();
        let mut section = None;
        let take = |rest: &mut &str, words: &str| match rest.strip_prefix(words) {
            Some(behind) => {
                *rest = behind;
                true
            }
            None => false,
        };
        let mut is_good = take(&mut rest, "目录");
        for document in &self.told.documents {
            let is_headed = take(&mut rest, &squeezed(&format!("【{}】", document.section)));
            is_good &= is_headed || section == Some(&document.section);
            section = Some(&document.section);
            let number = document.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
            is_good &= take(&mut rest, &squeezed(&format!("{}{number}{:02}", document.entry, document.folios.0)));
        }
        if !is_good || !rest.is_empty() {
            let quoted = if rest.is_empty() { &text } else { rest };
            self.untrue(contents.at, message!("page-contents", text = super::shown(quoted)));
        }
    }

    /// Holds the imprint against that of the PDF, and the foot of the page against the imprint.
    fn imprint_in_print(&mut self, imprint: &Element) {
        let elements = imprint.descendants();
        let words = elements.iter().filter(|element| element.name == "dd" || element.has_class("notice"));
        for words in words {
            // Several sponsors stand below each other in print.
            let text = words.text();
            if !self.told.is_on_covers(&text) && !text.split('、').all(|part| self.told.is_on_covers(part)) {
                self.untrue(words.at, message!("page-imprint", text = super::shown(&text)));
            }
        }
        if let Some(notice) = elements.iter().find(|element| element.has_class("notice")) {
            self.share(Part::Notice, notice.at, &notice.text());
        }
        let mut strays = Vec::new();
        let is_known =
            |element: &Element| matches!(element.name.as_str(), "h2" | "dt" | "dd") || element.has_class("notice");
        super::strays(imprint, &is_known, &mut strays);
        for (at, text) in strays {
            self.untrue(at, message!("page-imprint", text = super::shown(text)));
        }
        let sponsor = elements.iter().find(|element| element.name == "dd").map(|element| element.text());
        let foot = self.root.find(|element| element.has_class("site"));
        if let Some((sponsor, foot)) = sponsor.zip(foot) {
            let expected = format!("主办：{sponsor}");
            if !squeezed(&foot.text()).starts_with(&squeezed(&expected)) {
                self.differs(foot.at, Part::Foot, &foot.text(), &expected);
            }
        }
    }

    /// 版权页
    fn imprint(&mut self, imprint: &Element) {
        let Some(source) = &self.told.source else { return self.imprint_in_print(imprint) };
        let lines = source.imprint.iter().map(|(label, value)| format!("{label}{value}")).collect::<String>();
        let expected = format!("版权页{}{lines}", source.notice.as_deref().unwrap_or_default());
        if squeezed(&imprint.text()) == squeezed(&expected) {
            return;
        }
        // The first line that is not as it should be.
        let mut lines = source.imprint.iter();
        let elements = imprint.descendants();
        let told = elements.iter().filter(|element| matches!(element.name.as_str(), "dt" | "dd"));
        for pair in told.collect::<Vec<_>>().chunks(2) {
            let said: String = pair.iter().map(|element| element.text()).collect();
            let expected = lines.next().map(|(label, value)| format!("{label}{value}")).unwrap_or_default();
            if squeezed(&said) != squeezed(&expected) {
                return self.compare(pair[0].at, Part::Imprint, &said, &expected);
            }
        }
        self.compare(imprint.at, Part::Imprint, &imprint.text(), &expected);
    }
}

/// A size as the page has to tell it: in KB below 1 MB, each of 1000.
pub(super) fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1000);
    if kilobytes < 1000 { format!("{kilobytes} KB") } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}
