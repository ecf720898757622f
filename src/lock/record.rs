//! What an edition comes to, as `issue.lock` has it.

use std::collections::BTreeMap;

use super::{Digest, Lock, LockedBlock, LockedDocument, LockedFile, LockedFont, LockedSettings, Program, VERSION};
use crate::artefact::{self, MANIFEST_FILE, REPORT_FILE, TocEntry};
use crate::compile::Edition;
use crate::digest::sha256;
use crate::issue::{Document, Issue};
use crate::manifest::Home;
use crate::passage::{PassageKind, line_ranges};
use crate::place::SourceFile;
use crate::source::{ISSUE_FILE, IssueDir};
use crate::typeset::{self, Extent};

/// The files of an edition that say of the others what the lock says, and would make every difference look like two.
const DESCRIPTIONS: [&str; 2] = [REPORT_FILE, MANIFEST_FILE];

/// Where the series lies, seen from the issue folder.
pub(super) const SERIES: &str = "../";
/// `gazette.toml`, seen from there.
pub(super) const SERIES_SETTINGS: &str = "../gazette.toml";
/// The owner of a font that comes with the program.
pub(super) const PROGRAM: &str = "program";

impl Lock {
    /// Records an edition of the issue in `dir`. One that was made for its page numbers alone has no files.
    pub fn of(dir: &IssueDir, edition: &Edition) -> Self {
        let files = edition.artefacts.iter().filter(|(file, _)| !DESCRIPTIONS.contains(&file.as_str()));
        let fonts = edition.fonts.iter().map(|font| LockedFont {
            family: font.family.clone(),
            file: font.file.as_ref().map_or(PROGRAM.to_owned(), |path| format!("{SERIES}{path}")),
            sha256: Digest::of(font.data()),
        });
        let mut fonts: Vec<LockedFont> = fonts.collect();
        fonts.sort();
        let entries = artefact::entries(&edition.issue, &edition.pagination);
        let documents = edition.issue.documents().zip(entries).zip(&edition.extents);
        Self {
            version: VERSION,
            issue: edition.issue.name.clone(),
            sheets: edition.pagination.sheets,
            program: Program {
                name: crate::CREATOR.to_owned(),
                typst: typst::utils::version().raw().to_owned(),
                templates: Digest(typeset::digest_of_templates()),
            },
            sources: sources(dir, &edition.issue),
            settings: settings(dir).map(|(path, file)| LockedSettings::of(path, file)).collect(),
            fonts,
            artefacts: files.map(|(file, bytes)| LockedFile::of(file, bytes)).collect(),
            documents: documents
                .map(|((document, entry), extent)| LockedDocument::of(dir, document, entry, extent))
                .collect(),
        }
    }
}

impl Digest {
    fn of(bytes: &[u8]) -> Self {
        Self(sha256(bytes))
    }
}

impl LockedFile {
    fn of(file: &str, bytes: &[u8]) -> Self {
        Self { file: file.to_owned(), bytes: bytes.len(), sha256: Digest::of(bytes) }
    }
}

impl LockedSettings {
    fn of(path: &str, file: &SourceFile) -> Self {
        let lines = line_ranges(file.text(), 0..file.text().len());
        let lines = lines.map(|line| LockedBlock::of(&file.text()[line], None));
        Self { file: path.to_owned(), lines: lines.collect() }
    }
}

impl LockedBlock {
    fn of(markdown: &str, lines: Option<u32>) -> Self {
        let mut digest = sha256(markdown.as_bytes());
        digest.truncate(Self::DIGITS);
        Self { digest, lines }
    }
}

impl LockedDocument {
    fn of(dir: &IssueDir, document: &Document, entry: TocEntry, extent: &Extent) -> Self {
        let text = dir.texts.get(&document.path).map_or("", |file| file.text());
        let blocks = extent.passages.iter().map(|printed| {
            let is_element = printed.passage.kind == PassageKind::Element;
            LockedBlock::of(&text[printed.passage.range.clone()], (!is_element).then_some(printed.lines))
        });
        Self {
            source: entry.source,
            section: entry.section,
            title: entry.title,
            number: entry.number,
            page: entry.page.0,
            last_page: entry.last_page.0,
            sheet: entry.sheet.0,
            lines: extent.lines(),
            text: Digest::of(words(document).as_bytes()),
            blocks: blocks.collect(),
        }
    }
}

/// The words of a document without white space: its elements, then its text.
fn words(document: &Document) -> String {
    let mut words: String = document.front_matter.words().collect();
    document.body.each_text(&mut |_, text| words.push_str(text));
    words.retain(|c| !c.is_whitespace());
    words
}

/// The files of settings by their paths from the issue folder.
pub(super) fn settings(dir: &IssueDir) -> impl Iterator<Item = (&'static str, &SourceFile)> {
    let series = dir.series.iter().map(|file| (SERIES_SETTINGS, file));
    series.chain(dir.texts.get(ISSUE_FILE).map(|file| (ISSUE_FILE, file)))
}

/// One digest of every file that an issue is made of, fonts of the series included.
pub(crate) fn digest_of_sources(dir: &IssueDir, issue: &Issue) -> String {
    let fonts = dir.fonts.iter().map(|font| (format!("{SERIES}{}", font.path), Digest::of(&font.data)));
    let files = sources(dir, issue).into_iter().chain(fonts);
    let list: String = files.map(|(path, Digest(digest))| format!("{digest}  {path}\n")).collect();
    sha256(list.as_bytes())
}

/// Every file that the edition is made of but fonts.
fn sources(dir: &IssueDir, issue: &Issue) -> BTreeMap<String, Digest> {
    let mut sources = BTreeMap::new();
    let documents = issue.documents().map(|document| document.path.as_str());
    let texts = documents.filter_map(|path| Some((path.to_owned(), dir.texts.get(path)?)));
    let settings = settings(dir).map(|(path, file)| (path.to_owned(), file));
    let templates = dir.templates.iter().map(|(path, file)| (format!("{SERIES}templates/{path}"), file));
    let texts = texts.chain(settings).chain(templates);
    sources.extend(texts.map(|(path, file)| (path, Digest::of(file.text().as_bytes()))));
    let mut add = |home: Home, path: &str| {
        let (pictures, folder) = match home {
            Home::Issue => (&dir.pictures, ""),
            Home::Series => (&dir.series_pictures, SERIES),
        };
        sources.extend(pictures.get(path).map(|bytes| (format!("{folder}{path}"), Digest::of(bytes))));
    };
    issue.series.pictures().for_each(|picture| add(picture.home, &picture.path.text));
    for document in issue.documents() {
        document.body.each_picture(&mut |_, path| add(Home::Issue, path));
        document.front_matter.pictures().for_each(|(path, _)| add(Home::Issue, path));
    }
    // Templates of the series may show pictures that it names nowhere else.
    let is_shown = |path: &&String| dir.templates.values().any(|template| template.text().contains(path.as_str()));
    dir.series_pictures.keys().filter(is_shown).for_each(|path| add(Home::Series, path));
    sources
}
