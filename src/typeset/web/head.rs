//! The head of a page: its policy, its scripts, and what it says of itself to those who collect pages (政府网站发展指引,
//! 国办发〔2017〕47号, annex), to search engines and to those who share it.

use typst_html::{HtmlAttr, HtmlElement, HtmlTag, attr, tag};

use super::linked_data;
use crate::artefact::INDEX;
use crate::issue::{Document, Issue};
use crate::manifest::{Date, Site, Text};
use crate::pagination::Pagination;
use crate::source::{SCRIPT_FILE, STYLE_SHEET_FILE};

/// A page takes nothing from anywhere but its own folder, and runs no script that stands in itself.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";

/// What a page is about.
pub(in super::super) struct Subject<'a> {
    /// The issue.
    pub(in super::super) issue: &'a Issue,
    /// Where its documents stand.
    pub(in super::super) pagination: &'a Pagination,
    /// The document, or `None` for the page of the contents.
    pub(in super::super) document: Option<&'a Document>,
}

impl Subject<'_> {
    /// The title, on one line.
    pub(super) fn title(&self) -> String {
        self.document.map_or_else(|| self.issue.title(), |document| document.title().joined())
    }

    /// The page's file name.
    fn page(&self) -> String {
        self.document.map_or_else(|| INDEX.to_owned(), |document| document.slug.page())
    }

    /// 发布日期
    pub(super) fn published(&self) -> Date {
        self.document.and_then(|document| document.front_matter.web.published).unwrap_or(self.issue.date)
    }

    /// The address of a file of the edition: in full where the series says where it publishes, else from the page.
    pub(super) fn address(&self, file: &str) -> String {
        match self.site().and_then(|site| site.url.as_ref()) {
            // The contents are what a folder shows by itself.
            Some(url) if file == INDEX => format!("{url}{}/", self.issue.name),
            Some(url) => format!("{url}{}/{file}", self.issue.name),
            None => file.to_owned(),
        }
    }

    fn site(&self) -> Option<&Site> {
        self.issue.series.site.as_ref()
    }

    /// The `meta` elements by name, those without a value left out.
    fn names(&self) -> Vec<(&'static str, String)> {
        let text = |text: &Option<Text>| text.as_ref().map(Text::joined);
        let site = self.site();
        let of_site = |pick: fn(&Site) -> &Option<Text>| site.and_then(|site| text(pick(site)));
        let elements = self.document.map(|document| &document.front_matter);
        let web = elements.map(|elements| &elements.web);
        let issuer = elements.and_then(|elements| elements.issuer.as_ref());
        let given = [
            ("SiteName", of_site(|site| &site.name)),
            ("SiteDomain", of_site(|site| &site.domain)),
            ("SiteIDCode", of_site(|site| &site.id_code)),
            ("ColumnName", site.map(|site| site.column.clone())),
            ("ColumnDescription", of_site(|site| &site.column_description)),
            ("ColumnKeywords", of_site(|site| &site.column_keywords)),
            ("ColumnType", site.map(|site| site.column_type.clone())),
            ("ArticleTitle", Some(self.title())),
            // The guideline wants a time; a gazette has a day.
            ("PubDate", Some(format!("{} 00:00", self.published().iso()))),
            ("ContentSource", Some(format!("《{}》{}", self.issue.series.name.joined(), self.issue.designation()))),
            ("Keywords", web.and_then(|web| text(&web.keywords))),
            ("Author", issuer.map(|issuer| issuer.lines().collect::<Vec<_>>().join("、"))),
            ("Description", web.and_then(|web| text(&web.description))),
            ("Url", site.and_then(|site| site.url.as_ref()).map(|_| self.address(&self.page()))),
        ];
        given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Open Graph: what is shown of a page that is shared.
    fn properties(&self) -> Vec<(&'static str, String)> {
        let description = self.document.and_then(|document| document.front_matter.web.description.as_ref());
        let site = self.site().and_then(|site| site.name.as_ref()).unwrap_or(&self.issue.series.name);
        let given = [
            ("og:type", Some(if self.document.is_some() { "article" } else { "website" }.to_owned())),
            ("og:title", Some(self.title())),
            ("og:site_name", Some(site.joined())),
            ("og:locale", Some("zh_CN".to_owned())),
            ("og:description", description.map(Text::joined)),
            ("og:url", self.canonical()),
            ("article:published_time", self.document.map(|_| self.published().iso())),
        ];
        given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The one address of the page, where the series says where it publishes.
    fn canonical(&self) -> Option<String> {
        self.site().and_then(|site| site.url.as_ref()).map(|_| self.address(&self.page()))
    }
}

/// Adds to the head that Typst made what the page needs.
pub(super) fn fill(head: &mut HtmlElement, subject: &Subject) {
    const PROPERTY: HtmlAttr = HtmlAttr::constant("property");
    let meta = |key: HtmlAttr, name: &str, value: String| {
        HtmlElement::new(tag::meta).with_attr(key, name).with_attr(attr::content, value)
    };
    let link =
        |rel: &str, href: String| HtmlElement::new(tag::link).with_attr(attr::rel, rel).with_attr(attr::href, href);
    let mut add = |element: HtmlElement| head.children.push(element.into());
    add(meta(attr::http_equiv, "Content-Security-Policy", POLICY.to_owned()));
    subject.names().into_iter().for_each(|(name, value)| add(meta(attr::name, name, value)));
    subject.properties().into_iter().for_each(|(name, value)| add(meta(PROPERTY, name, value)));
    subject.canonical().into_iter().for_each(|address| add(link("canonical", address)));
    add(link("stylesheet", STYLE_SHEET_FILE.to_owned()));
    add(HtmlElement::new(HtmlTag::constant("script")).with_attr(attr::src, SCRIPT_FILE));
    let mut data = HtmlElement::new(HtmlTag::constant("script")).with_attr(attr::r#type, "application/ld+json");
    data.children.push(typst_html::HtmlNode::text(linked_data::of(subject), typst::syntax::Span::detached()));
    add(data);
}
