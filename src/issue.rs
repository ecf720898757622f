//! What an issue means: its documents in order, each with its name, its title in the contents and its text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use unicode_normalization::is_nfc;

use crate::amount;
use crate::diag::Diagnostics;
use crate::lint;
use crate::manifest::{
    Date, Fonts, FrontMatter, Home, IssueManifest, ListedSection, Listing, ManifestRead, Series, Split, Text,
};
use crate::markdown;
use crate::nearest::nearest;
use crate::pictures::{self, Shown};
use crate::place::{Place, SourceFile};
use crate::source::{ISSUE_FILE, IssueDir};

/// An issue without mistakes.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The folder's name: `2024-02`.
    pub name: String,
    /// How much larger than the series asks for it is set, and what it is called then.
    pub enlargement: Option<Enlargement>,
    /// What it shares with its series.
    pub series: Series,
    /// 年, four digits.
    pub year: u16,
    /// 期, from 1 within the year.
    pub number: u16,
    /// 总期号
    pub serial: Option<u32>,
    /// 出版日期
    pub date: Date,
    /// The page number of the first document.
    pub first_folio: u32,
    /// Sections in printed order.
    pub sections: Vec<Section>,
}

/// An issue set larger than its series asks for.
#[derive(Debug, Clone)]
pub struct Enlargement {
    /// What it is called beside year and number: 大字版.
    pub name: &'static str,
    /// How many times as large a character is.
    pub ratio: f64,
}

/// A section of the contents and its documents.
#[derive(Debug, Clone)]
pub struct Section {
    /// Printed between 【 and 】.
    pub title: Text,
    /// In printed order.
    pub documents: Vec<Document>,
}

/// A document of the issue.
#[derive(Debug, Clone)]
pub struct Document {
    /// Names it in addresses and labels.
    pub slug: Slug,
    /// The Markdown file's path within the issue folder.
    pub path: String,
    /// The Markdown file as messages name it.
    pub shown: String,
    /// Its elements.
    pub front_matter: FrontMatter,
    /// Its text.
    pub body: Arc<markdown::Document>,
}

/// The name of a document in addresses: its file's name without `.md`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// The name of the document at `path`, which ends in `.md`.
    fn of(path: &str) -> Self {
        Self(path.strip_suffix(".md").unwrap_or(path).to_owned())
    }

    /// The name of the document's HTML page, as a file name.
    pub fn page(&self) -> String {
        format!("{}.html", self.0)
    }

    /// The file of the document's offprint, within the folder of the edition.
    pub fn offprint(&self) -> String {
        offprint_of(&self.0)
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Document {
    /// The title in its printed lines; an order or minutes without one are known by their 发文机关标志.
    pub fn title(&self) -> &Text {
        let FrontMatter { title, head, .. } = &self.front_matter;
        title.as_ref().or(head.as_ref()).expect("every form needs a title or a 发文机关标志")
    }

    /// The title as the contents have it: on one line, without the issuing bodies (发文机关).
    ///
    /// They are left out when nothing but them stands before 关于: under their full names, or under a shorter name that
    /// is the end of one, 市中区人民政府 for 枣庄市市中区人民政府.
    pub fn contents_title(&self) -> String {
        let title = self.title().joined();
        let Some((bodies, _)) = title.split_once("关于") else { return title };
        let issuers: Vec<&str> = self.front_matter.issuer.iter().flat_map(|issuer| issuer.lines()).collect();
        let mut rest = bodies;
        while let Some(shorter) = issuers.iter().find_map(|issuer| rest.strip_prefix(issuer)) {
            rest = shorter.trim_start_matches(['、', ' ', '\u{3000}']);
        }
        let is_issuer = rest.is_empty() || issuers.iter().any(|issuer| issuer.ends_with(rest));
        if is_issuer { title[bodies.len()..].to_owned() } else { title }
    }
}

/// An issue as far as it could be read: the mistakes of all its files are found before any of them stops the rest.
pub(crate) struct Draft {
    manifest: Option<IssueManifest>,
    sections: Vec<ListedSection>,
    documents: BTreeMap<String, DraftDocument>,
}

/// A document whose front matter may be wrong.
struct DraftDocument {
    shown: String,
    front_matter: Option<FrontMatter>,
    body: Arc<markdown::Document>,
}

impl DraftDocument {
    /// The pictures that it shows.
    fn pictures(&self) -> Vec<Shown> {
        let mut shown = Vec::new();
        self.body.each_picture(&mut |range, path| {
            shown.push(Shown::new(&Place::new(self.shown.clone(), range.clone()), Home::Issue, path));
        });
        let elements = self.front_matter.iter().flat_map(FrontMatter::pictures);
        shown.extend(elements.map(|(path, place)| Shown::new(place, Home::Issue, path)));
        shown
    }
}

impl Draft {
    /// Reads everything the folder says.
    pub(crate) fn read(dir: &IssueDir, diagnostics: &mut Diagnostics) -> Self {
        if !is_address(&dir.name) {
            let help = message!("folder-no-address.help");
            let message = message!("folder-no-address", name = &dir.name);
            diagnostics.error("bad-name", Place::whole(dir.shown.clone()), message, help);
        }
        let ManifestRead { manifest, sections } = ManifestRead::read(dir, diagnostics);
        if let Some(sections) = &sections {
            let listed: Vec<&Listing> = sections.iter().flat_map(|section| &section.documents).collect();
            check_listing(dir, &listed, diagnostics);
        }
        let limits = manifest.as_ref().map(|manifest| manifest.series.limits).unwrap_or_default();
        let mut documents = BTreeMap::new();
        let is_read = amount::check(dir, &limits, diagnostics);
        for (path, file) in dir.texts.iter().filter(|(path, _)| is_read && is_document(path)) {
            documents.extend(read_document(file, diagnostics).map(|document| (path.clone(), document)));
        }
        let listed = sections.iter().flatten().flat_map(|section| &section.documents);
        let numbers = listed.filter_map(|listing| {
            let matter = documents.get(&listing.path)?.front_matter.as_ref()?;
            Some((&*listing.path, matter.number.as_ref()?))
        });
        lint::numbers(numbers, diagnostics);
        if is_read {
            let outside = manifest.iter().flat_map(|manifest| manifest.series.pictures());
            let outside = outside.map(|picture| Shown::new(&picture.path.place, picture.home, &picture.path.text));
            let shown: Vec<Shown> = outside.chain(documents.values().flat_map(DraftDocument::pictures)).collect();
            let used = pictures::check(dir, &shown, &limits, diagnostics);
            report_unused(dir, &used, diagnostics);
        }
        Self { manifest, sections: sections.unwrap_or_default(), documents }
    }

    /// The faces that the issue asks for.
    pub(crate) fn fonts(&self) -> Fonts {
        self.manifest.as_ref().map(|manifest| manifest.series.fonts.clone()).unwrap_or_default()
    }

    /// The texts of its documents, by their files' paths within the issue folder.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = (&str, &markdown::Document)> {
        self.documents.iter().map(|(path, document)| (path.as_str(), &*document.body))
    }

    /// The issue, or `None` when a mistake was reported without which it cannot be said.
    pub(crate) fn finish(self, dir: &IssueDir) -> Option<Issue> {
        let Self { manifest, sections, mut documents } = self;
        let manifest = manifest?;
        let mut document = |path: String| {
            let draft = documents.remove(&path)?;
            let slug = Slug::of(&path);
            Some(Document { slug, path, shown: draft.shown, front_matter: draft.front_matter?, body: draft.body })
        };
        let mut section = |listed: ListedSection| {
            let documents = listed.documents.into_iter().map(|listing| document(listing.path));
            Some(Section { title: listed.title?, documents: documents.collect::<Option<_>>()? })
        };
        Some(Issue {
            name: dir.name.clone(),
            enlargement: None,
            series: manifest.series,
            year: manifest.year,
            number: manifest.number,
            serial: manifest.serial,
            date: manifest.date,
            first_folio: manifest.first_folio,
            sections: sections.into_iter().map(&mut section).collect::<Option<_>>()?,
        })
    }
}

impl Issue {
    /// Its documents in printed order.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.sections.iter().flat_map(|section| &section.documents)
    }

    /// The PDF's file name.
    pub fn pdf(&self) -> String {
        format!("{}.pdf", self.name)
    }

    /// The gazette's name with year and number, and what the edition is called.
    pub fn title(&self) -> String {
        let edition = self.enlargement.as_ref().map_or("", |enlargement| enlargement.name);
        self.series.name.joined() + &self.designation() + edition
    }

    /// Whether the files that it is made of are attached to its PDF, which other editions do without.
    pub(crate) fn has_sources(&self) -> bool {
        self.series.archive.attach_sources && self.enlargement.is_none()
    }

    /// The issue in larger print, as a file of its own.
    pub(crate) fn enlarged(&self, name: &'static str, suffix: &str, ratio: f64) -> Self {
        let mut large = self.clone();
        large.name = format!("{}-{suffix}", self.name);
        large.series.layout = self.series.layout.enlarged(ratio);
        let ratio = f64::from(self.series.layout.chars) / f64::from(large.series.layout.chars);
        large.enlargement = Some(Enlargement { name, ratio });
        large
    }

    /// 2024年第2期
    pub fn designation(&self) -> String {
        format!("{}年第{}期", self.year, self.number)
    }
}

/// The file of the offprint of the document with this name.
pub(crate) fn offprint_of(slug: &str) -> String {
    format!("offprints/{slug}.pdf")
}

/// Whether a file is a document but for its name's end.
fn is_misnamed(path: &str) -> bool {
    let name = path.to_lowercase();
    (name.ends_with(".md") || name.ends_with(".markdown")) && !path.contains('/') && !is_document(path)
}

/// Whether a name stands in an address of the web as it is, whatever reads it.
fn is_address(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

/// Documents lie in the issue folder itself.
fn is_document(path: &str) -> bool {
    path.ends_with(".md") && !path.contains('/')
}

fn read_document(file: &SourceFile, diagnostics: &mut Diagnostics) -> Option<DraftDocument> {
    let Split { toml, body } = FrontMatter::split(file, diagnostics)?;
    let front_matter = FrontMatter::read(&toml, diagnostics);
    let fence = file.text()[..body.start].trim_end().len();
    let errors = diagnostics.counts().0;
    let body = markdown::parse(file, body, diagnostics);
    // What was refused is no text either, but it was meant to be.
    if body.is_empty() && diagnostics.counts().0 == errors {
        let help = message!("no-text.help");
        diagnostics.error("no-text", file.place(fence.saturating_sub(3)..fence), message!("no-text"), help);
    }
    lint::example(file, fence, diagnostics);
    Some(DraftDocument { shown: file.shown().to_owned(), front_matter, body })
}

/// Every listed document exists, once, under a name that can be an address; every document is listed.
fn check_listing(dir: &IssueDir, listed: &[&Listing], diagnostics: &mut Diagnostics) {
    let mut known = BTreeSet::new();
    let mut pages = BTreeMap::new();
    for listing in listed {
        let path = listing.path.as_str();
        let place = listing.place.clone();
        if !known.insert(path) {
            let help = message!("listed-twice.help");
            diagnostics.error("listed-twice", place, message!("listed-twice", path), help);
            continue;
        }
        if !is_document(path) || path.len() == ".md".len() {
            let message = message!("no-document-name", path);
            let help = message!("no-document-name.help");
            diagnostics.error("not-a-document", place, message, help);
            continue;
        }
        if dir.is_unreadable(path) {
            continue;
        }
        if !dir.texts.contains_key(path) {
            let documents = dir.texts.keys().map(String::as_str).filter(|path| is_document(path));
            let documents = documents.filter(|path| !listed.iter().any(|listing| listing.path == *path));
            let help = match nearest(path, documents) {
                _ if !is_nfc(path) => message!("reference-not-composed.help"),
                Some(key) => message!("did-you-mean", key),
                None => message!("document-absent.help"),
            };
            diagnostics.error("document-absent", place, message!("document-absent", path), help);
            continue;
        }
        if !is_address(path) {
            let help = message!("file-no-address.help");
            diagnostics.error("bad-name", place, message!("file-no-address", path), help);
            continue;
        }
        let page = Slug::of(path).as_str().to_lowercase();
        if page == "index" {
            let help = message!("document-called-index.help");
            diagnostics.error("bad-name", place, message!("document-called-index"), help);
        } else if let Some(other) = pages.insert(page, path) {
            let message = message!("same-page", path, other);
            diagnostics.error("bad-name", place, message, message!("same-page.help"));
        }
    }
    for path in dir.texts.keys().chain(&dir.others).filter(|path| is_misnamed(path)) {
        let help = message!("not-read-as-document.help");
        let message = message!("not-read-as-document", path);
        diagnostics.error("not-a-document", Place::whole(dir.show(path)), message, help);
    }
    for (path, file) in dir.texts.iter().filter(|(path, _)| is_document(path) && !known.contains(path.as_str())) {
        diagnostics.error(
            "not-listed",
            Place::whole(file.shown()),
            message!("not-listed", path),
            message!("not-listed.help", file = ISSUE_FILE),
        );
    }
}

/// What lies in the folder and is not used is reported.
fn report_unused(dir: &IssueDir, used: &BTreeSet<String>, diagnostics: &mut Diagnostics) {
    if !dir.texts.contains_key(ISSUE_FILE) {
        // Without the list nobody knows what is used; least of all may a whole series be called so.
        return;
    }
    let pictures = dir.pictures.keys().filter(|path| !used.contains(path.as_str()));
    let texts = dir.texts.keys().filter(|path| !is_document(path) && path.as_str() != ISSUE_FILE);
    for path in pictures.chain(texts).chain(&dir.others).filter(|path| !is_misnamed(path)) {
        let help = message!("unused-file.help");
        diagnostics.warning("unused-file", Place::whole(dir.show(path)), message!("unused-file", path), help);
    }
}
