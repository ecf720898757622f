//! What Typst sees of an issue: the templates, the issue's files, and what the program tells the templates.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use comemo::{Track, Tracked};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, DiagSpanKind, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use super::fonts::FontSet;
use super::{leeway, library, templates};
use crate::source::{IssueDir, SCRIPT_FILE, SEARCH_FILE, STYLE_SHEET_FILE};

/// Where the issue's own files lie in the world.
pub(super) const ISSUE_ROOT: &str = "/issue";
/// Where the pictures lie that all issues share.
pub(super) const SERIES_ROOT: &str = "/series";
/// What the program tells the templates about the issue.
pub(super) const ISSUE_JSON: &str = "/gazette/issue.json";
/// What stands in it.
pub(super) const SECTIONS_JSON: &str = "/gazette/sections.json";
/// What layout told the program, for the web pages only.
pub(super) const PAGES_JSON: &str = "/gazette/pages.json";
/// Which paragraphs a first layout found too loose, for a second one only.
pub(super) const LOOSE_JSON: &str = "/gazette/loose.json";

/// What a further edition tells the template that draws on its pages.
pub(super) const SHEETS_JSON: &str = "/gazette/sheets.json";

/// The file that calls a function of the templates.
const MAIN: &str = "/gazette/main.typ";

/// The templates, by their path in this repository.
pub(crate) const TEMPLATES: &[(&str, &str)] = &[
    ("templates/gazette.typ", include_str!("../../templates/gazette.typ")),
    ("templates/base.typ", include_str!("../../templates/base.typ")),
    ("templates/documents.typ", include_str!("../../templates/documents.typ")),
    ("templates/paged.typ", include_str!("../../templates/paged.typ")),
    ("templates/press.typ", include_str!("../../templates/press.typ")),
    ("templates/sheets.typ", include_str!("../../templates/sheets.typ")),
    ("templates/job.typ", include_str!("../../templates/job.typ")),
    ("templates/offprint.typ", include_str!("../../templates/offprint.typ")),
    ("templates/galley.typ", include_str!("../../templates/galley.typ")),
    ("templates/web.typ", include_str!("../../templates/web.typ")),
    ("templates/components/prose.typ", include_str!("../../templates/components/prose.typ")),
    ("templates/components/document.typ", include_str!("../../templates/components/document.typ")),
    ("templates/components/cover.typ", include_str!("../../templates/components/cover.typ")),
    ("templates/components/page-table.typ", include_str!("../../templates/components/page-table.typ")),
    ("templates/components/imprint.typ", include_str!("../../templates/components/imprint.typ")),
    ("templates/components/contents.typ", include_str!("../../templates/components/contents.typ")),
    ("templates/components/back-cover.typ", include_str!("../../templates/components/back-cover.typ")),
    ("templates/components/running-head.typ", include_str!("../../templates/components/running-head.typ")),
    ("templates/components/head.typ", include_str!("../../templates/components/head.typ")),
    ("templates/components/title.typ", include_str!("../../templates/components/title.typ")),
    ("templates/components/attendance.typ", include_str!("../../templates/components/attendance.typ")),
    ("templates/components/signature.typ", include_str!("../../templates/components/signature.typ")),
    ("templates/components/colophon.typ", include_str!("../../templates/components/colophon.typ")),
    ("templates/components/regulation.typ", include_str!("../../templates/components/regulation.typ")),
    ("templates/components/attachment-note.typ", include_str!("../../templates/components/attachment-note.typ")),
    ("templates/components/list.typ", include_str!("../../templates/components/list.typ")),
    ("templates/components/figure.typ", include_str!("../../templates/components/figure.typ")),
    ("templates/components/table.typ", include_str!("../../templates/components/table.typ")),
    ("templates/components/search.typ", include_str!("../../templates/components/search.typ")),
];

/// What web pages use as it is, by name.
pub(super) const PAGE_FILES: [(&str, &str); 3] = [
    (STYLE_SHEET_FILE, include_str!("../../templates/gazette.css")),
    (SCRIPT_FILE, include_str!("../../templates/gazette.js")),
    (SEARCH_FILE, include_str!("../../templates/search.js")),
];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(library::library()));

/// One issue as one document to typeset: the print edition, or one page of the web edition.
#[derive(Clone)]
pub(super) struct GazetteWorld {
    fonts: Arc<FontSet>,
    files: Arc<HashMap<FileId, Bytes>>,
    templates: Arc<HashMap<FileId, Source>>,
    main: Source,
    pages: Option<Bytes>,
    loose: Option<Bytes>,
    sheets: Option<Bytes>,
}

impl GazetteWorld {
    /// The world of an issue, with the files that templates are told of it.
    pub(super) fn new(dir: &IssueDir, fonts: Arc<FontSet>, told: [(&str, String); 2]) -> Self {
        let mut files = HashMap::from(told.map(file));
        let texts = dir.texts.iter().map(|(path, file)| (path, Bytes::from_string(file.text().to_owned())));
        let pictures = dir.pictures.iter().map(|(path, picture)| (path, Bytes::new(picture.clone())));
        let own = texts.chain(pictures).map(|(path, bytes)| (format!("{ISSUE_ROOT}/{path}"), bytes));
        let shared = dir.series_pictures.iter();
        let shared = shared.map(|(path, picture)| (format!("{SERIES_ROOT}/{path}"), Bytes::new(picture.clone())));
        for (path, bytes) in own.chain(shared) {
            // A name that Typst cannot hold was reported when the folder was read.
            if let Ok(path) = VirtualPath::new(path) {
                files.insert(RootedPath::new(VirtualRoot::Project, path).intern(), bytes);
            }
        }
        let templates: Vec<_> = templates::all(dir).map(|(path, text)| (id(&path), text)).collect();
        let templates = templates.into_par_iter().map(|(id, text)| (id, parsed(id, text))).collect();
        let main = Source::new(id(MAIN), String::new());
        Self {
            fonts,
            files: Arc::new(files),
            templates: Arc::new(templates),
            main,
            pages: None,
            loose: None,
            sheets: None,
        }
    }

    /// The same world with other files that templates are told of the issue.
    pub(super) fn with_issue(&self, told: [(&str, String); 2]) -> Self {
        let mut files = HashMap::clone(&self.files);
        files.extend(told.map(file));
        Self { files: Arc::new(files), ..self.clone() }
    }

    /// The same world with `call`, a call of a function of `gazette.typ`, as its main file.
    pub(super) fn with_main(&self, call: &str) -> Self {
        let text = format!("#import \"/templates/gazette.typ\"\n#gazette.{call}\n");
        Self { main: Source::new(id(MAIN), text), ..self.clone() }
    }

    /// The file of the issue and the bytes of it that a span covers.
    pub(super) fn bytes(&self, span: impl Into<DiagSpan>) -> Option<(&'static str, Range<usize>)> {
        let world: &dyn World = self;
        bytes_in_issue(world.track(), span)
    }

    /// The faces that it is set in.
    pub(super) fn fonts(&self) -> &FontSet {
        &self.fonts
    }

    /// The same world with `pages` as `/gazette/pages.json`.
    pub(super) fn with_pages(&self, pages: String) -> Self {
        Self { pages: Some(Bytes::from_string(pages)), ..self.clone() }
    }

    /// The same world with `loose` as `/gazette/loose.json`.
    pub(super) fn with_loose(&self, loose: String) -> Self {
        Self { loose: Some(Bytes::from_string(loose)), ..self.clone() }
    }

    /// The same world with `sheets` as `/gazette/sheets.json`.
    pub(super) fn with_sheets(&self, sheets: String) -> Self {
        Self { sheets: Some(Bytes::from_string(sheets)), ..self.clone() }
    }
}

impl World for GazetteWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        self.templates.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let told = match id.vpath().get_with_slash() {
            PAGES_JSON => &self.pages,
            LOOSE_JSON => &self.loose,
            SHEETS_JSON => &self.sheets,
            _ => return self.files.get(&id).cloned().ok_or_else(|| not_found(id)),
        };
        told.clone().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// An issue is dated by its editor, never by a clock.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A template as Typst reads it; the same one is read once in the life of the program.
#[comemo::memoize]
fn parsed(id: FileId, text: &str) -> Source {
    Source::new(id, text.to_owned())
}

/// A file that the program makes.
fn file((path, text): (&str, String)) -> (FileId, Bytes) {
    (id(path), Bytes::from_string(text))
}

/// The id of a path that is written in this program.
pub(super) fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("paths of the program are well formed");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The id of a file that lies in the issue folder.
pub(super) fn in_issue(path: &str) -> FileId {
    id(&format!("{ISSUE_ROOT}/{path}"))
}

/// The file of the issue, by its path within the folder, and the bytes of it that a span covers, if it is one that `content` made.
pub(super) fn bytes_in_issue(
    world: Tracked<dyn World + '_>,
    span: impl Into<DiagSpan>,
) -> Option<(&'static str, Range<usize>)> {
    let DiagSpanKind::Range { id, range } = span.into().get() else { return None };
    let path = path_in_issue(id)?;
    Some((path, leeway::of(&world.file(id).ok()?).bytes(&range)))
}

/// The path within the issue folder of a file that lies there.
pub(super) fn path_in_issue(id: FileId) -> Option<&'static str> {
    id.get().vpath().get_with_slash().strip_prefix(ISSUE_ROOT)?.strip_prefix('/')
}

/// There are no packages: a template has what lies in the series, and nothing is fetched from anywhere.
fn not_found(id: FileId) -> FileError {
    if let VirtualRoot::Package(package) = id.root() {
        return FileError::Package(PackageError::NotFound(package.clone()));
    }
    FileError::NotFound(id.vpath().get_without_slash().into())
}
