//! What the head of a page says of it to those who collect, find or share pages.

use super::{Page, Part, ToldDocument, attribute, squeezed};
use crate::artefact::INDEX;
use crate::proof::web::Element;

/// `meta` elements that say something of the page as a file.
const OF_FILES: [&str; 2] = ["viewport", "generator"];
/// Those that say something of the site, the same on all pages.
const OF_SITE: [&str; 10] = [
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "ColumnDescription",
    "ColumnKeywords",
    "ColumnType",
    "ContentSource",
    "og:site_name",
    "og:locale",
];

impl Page<'_> {
    /// Proves the head.
    pub(super) fn head(&mut self) {
        let Some(head) = super::kids(self.root).find(|element| element.name == "head") else {
            return self.untrue(self.root.at, message!("page-lacks", tag = "<head>"));
        };
        let mut strays = Vec::new();
        super::strays(head, &|element| matches!(element.name.as_str(), "title" | "script"), &mut strays);
        for (at, text) in strays {
            self.untrue(at, message!("page-stray-head", text = super::shown(text)));
        }
        self.title();
        self.metas();
        self.addresses_of_page();
        self.linked_data();
    }

    fn title(&mut self) {
        let titles = self.all(|element| element.name == "title");
        let [title] = titles.as_slice() else {
            return self.untrue(self.root.at, message!("page-titles", titles = titles.len()));
        };
        let text = title.text();
        match self.told_document() {
            None if self.is_programs() => self.compare(title.at, Part::Title, &text, &self.told.title),
            Some(document) if self.is_programs() => {
                let expected = format!("{} - {}", document.title, self.told.title);
                self.compare(title.at, Part::Title, &text, &expected);
            }
            Some(document) if !squeezed(&text).contains(&squeezed(&document.title)) => {
                self.compare(title.at, Part::Title, &text, &document.title);
            }
            _ => {}
        }
    }

    /// The `meta` elements with a name or a property.
    fn metas(&mut self) {
        let metas = self.all(|element| element.name == "meta");
        let name_of = |meta: &Element| match attribute(meta, "name") {
            "" => attribute(meta, "property").to_owned(),
            name => name.to_owned(),
        };
        let document = self.told_document();
        let expected = self.expected_metas(document);
        for meta in metas {
            let (name, content) = (name_of(meta), attribute(meta, "content"));
            if name.is_empty() || OF_FILES.contains(&name.as_str()) {
                continue;
            }
            if let Some(known) = OF_SITE.into_iter().find(|known| *known == name) {
                let what = Part::Named(known);
                self.share(what, meta.at, content);
                if name == "ContentSource" {
                    let bare = content.replace(['《', '》'], "");
                    if squeezed(&bare) != squeezed(&self.told.title) {
                        self.compare(meta.at, what, content, &self.told.title);
                    }
                }
                continue;
            }
            match expected.iter().find(|(known, _)| *known == name) {
                Some((_, Some(expected))) => {
                    if content != expected {
                        self.differs(meta.at, Part::Named(&name), content, expected);
                    }
                }
                Some((_, None)) => {
                    self.untrue(meta.at, message!("page-meta-absent", name, content = super::shown(content)));
                }
                None if matches!(name.as_str(), "Url" | "og:url") => {}
                None => self.untrue(meta.at, message!("page-meta-unknown", name = super::shown(&name))),
            }
        }
        let known: Vec<String> = self.all(|element| element.name == "meta").into_iter().map(name_of).collect();
        for (name, _) in
            expected.iter().filter(|(name, value)| value.is_some() && !known.iter().any(|known| known == name))
        {
            self.untrue(self.root.at, message!("page-meta-missing", name = *name));
        }
    }

    /// What the `meta` elements of the page have to say, `None` where they have nothing to say.
    fn expected_metas(&self, document: Option<&ToldDocument>) -> Vec<(&'static str, Option<String>)> {
        let title = document.map_or(&self.told.title, |document| &document.title).clone();
        let published = match document {
            Some(document) => self.published(document),
            None => Some(self.told.date.clone()),
        };
        // Without the sources, what the page tells twice has to be the same.
        let source = document.and_then(|document| document.source.as_ref());
        let keywords = match source {
            Some(source) => source.keywords.clone(),
            None => self.fact("主题词").map(str::to_owned),
        };
        let description = document.and_then(|document| self.description(document));
        vec![
            ("ArticleTitle", Some(title.clone())),
            ("PubDate", published.as_ref().map(|published| format!("{published} 00:00"))),
            ("Author", document.and_then(|document| document.issuer.clone())),
            ("Keywords", keywords),
            ("Description", description.clone()),
            ("og:type", Some(if document.is_some() { "article" } else { "website" }.to_owned())),
            ("og:title", Some(title)),
            ("og:description", description),
            ("article:published_time", published.filter(|_| document.is_some())),
        ]
    }

    /// What a document is about; without the sources, as the page itself tells it first.
    pub(super) fn description(&self, document: &ToldDocument) -> Option<String> {
        if let Some(source) = &document.source {
            return source.description.clone();
        }
        let metas = self.all(|element| element.name == "meta" && attribute(element, "name") == "Description");
        metas.first().map(|meta| attribute(meta, "content").to_owned())
    }

    /// The address of the page, which it tells in several places: the folder of the editions, the issue, its file.
    fn addresses_of_page(&mut self) {
        let links = self.all(|element| element.name == "link" && attribute(element, "rel") == "canonical");
        let named = |name: &'static str| {
            move |element: &Element| {
                element.name == "meta" && (attribute(element, "name") == name || attribute(element, "property") == name)
            }
        };
        let mut told: Vec<(usize, String)> = Vec::new();
        told.extend(links.into_iter().map(|link| (link.at, attribute(link, "href").to_owned())));
        for name in ["Url", "og:url"] {
            told.extend(self.all(named(name)).into_iter().map(|meta| (meta.at, attribute(meta, "content").to_owned())));
        }
        if let Some(source) = &self.told.source {
            let expected = source.address.as_ref().map(|address| format!("{address}{}", self.own_path()));
            for (at, address) in &told {
                self.compare(*at, Part::Address, address, expected.as_deref().unwrap_or_default());
            }
            if expected.is_some() && told.len() < 3 {
                self.untrue(self.root.at, message!("page-address-untold"));
            }
        }
        let path = self.own_path();
        for (at, address) in &told {
            match address.strip_suffix(&path) {
                Some(folder) => self.share(Part::Editions, *at, folder),
                None => {
                    let address = super::shown(address);
                    self.untrue(*at, message!("page-address-other", address, page = self.name));
                }
            }
        }
        let folder = |address: &String| Some(address.strip_suffix(&path)?.to_owned());
        // Where they are not the same, what most of them say is what the others are held against.
        let times = |address: &String| told.iter().filter(|(_, other)| other == address).count();
        self.folder = told.iter().map(|(_, address)| address).max_by_key(|address| times(address)).and_then(folder);
        if told.iter().any(|(_, address)| Some(address) != told.first().map(|(_, first)| first)) {
            self.untrue(self.root.at, message!("page-addresses"));
        }
    }

    /// The page behind the address of the editions; the contents are what a folder shows by itself.
    fn own_path(&self) -> String {
        self.path(self.name)
    }

    /// A file of the edition behind the address of the editions.
    fn path(&self, file: &str) -> String {
        format!("{}/{}", self.told.issue, if file == INDEX { "" } else { file })
    }

    /// The address of a file as the page has to tell it.
    pub(super) fn address(&self, file: &str) -> String {
        match &self.folder {
            Some(folder) => format!("{folder}{}", self.path(file)),
            None => file.to_owned(),
        }
    }
}
