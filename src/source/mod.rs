//! What is on disk: the only module that reads it, as it is at one moment, before anything else happens.

mod intake;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

pub(crate) use self::intake::lines;
use self::intake::{Intake, MOST_FILE, MOST_TEXT, gb_18030};
use crate::diag::Diagnostics;
use crate::language::OrFail;
use crate::place::{Place, SourceFile};

/// The file that makes a folder a series, beside its issues.
pub const SERIES_FILE: &str = "gazette.toml";
/// The file that makes a folder an issue.
pub const ISSUE_FILE: &str = "issue.toml";
/// What was printed when the issue was locked, beside `issue.toml`.
pub const LOCK_FILE: &str = "issue.lock";
/// The style sheet of the HTML edition, beside its pages and in the series' own `templates/`.
pub(crate) const STYLE_SHEET_FILE: &str = "gazette.css";
/// The script of every page, for larger text and more contrast; likewise.
pub(crate) const SCRIPT_FILE: &str = "gazette.js";
/// The script that searches the HTML edition, beside its pages and in the series' own `templates/`.
pub(crate) const SEARCH_FILE: &str = "search.js";
/// What web pages use as it is.
pub(crate) const PAGE_FILES: [&str; 3] = [STYLE_SHEET_FILE, SCRIPT_FILE, SEARCH_FILE];
/// The series' own templates, style sheet and scripts, beside `gazette.toml`.
pub(crate) const TEMPLATES_FOLDER: &str = "templates";
/// What lies beside `gazette.toml` and is no issue.
pub(crate) const SHARED_FOLDERS: [&str; 3] = ["fonts", "images", TEMPLATES_FOLDER];
/// So many times files are read anew that were saved while they were read; whoever saves more often than that is not done.
const PATIENCE: usize = 10;
/// Picture formats that can be printed, by file extension.
const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

/// An issue folder and what it shares with its series, as they were at one moment.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct IssueDir {
    /// The folder's name, which names the edition's files: `2024-02`.
    pub name: String,
    /// The folder as the user named it, with `/` between its parts.
    pub shown: String,
    /// `gazette.toml` of the folder above, if there is one.
    pub series: Option<SourceFile>,
    /// `.toml` and `.md` files by their path within the folder.
    pub texts: BTreeMap<String, SourceFile>,
    /// Pictures by their path within the folder.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// Files that could not be read, or are links, as was reported, by their path within the folder.
    pub unreadable: Vec<String>,
    /// `issue.lock`, if there is one; what is no UTF-8 in it became U+FFFD. Nothing that is built depends on it.
    pub lock: Option<SourceFile>,
    /// Whatever else lies in the folder, by its path there; it was not read.
    pub others: Vec<String>,
    /// The series' own font files (`fonts/` beside `gazette.toml`), in the order of their names.
    pub fonts: Vec<FontFile>,
    /// The series' own pictures (`images/` beside `gazette.toml`), by their path within the series folder.
    pub series_pictures: BTreeMap<String, Vec<u8>>,
    /// The series' own templates, style sheet and scripts (`templates/` beside `gazette.toml`), by their path within that folder.
    pub templates: BTreeMap<String, SourceFile>,
}

/// A font file of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontFile {
    /// Its path within the series folder: `fonts/a.otf`.
    pub path: String,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// How [`IssueDir::unreadable`] names `gazette.toml`.
pub(crate) const UNREADABLE_SERIES: &str = "../gazette.toml";

impl IssueDir {
    /// Whether a file is there that could not be read, by its path within the folder.
    pub(crate) fn is_unreadable(&self, path: &str) -> bool {
        self.unreadable.iter().any(|unreadable| unreadable == path)
    }

    /// The names of folders within it that are issues themselves; an issue has none, a series in its place has.
    pub(crate) fn issues(&self) -> Vec<String> {
        let paths = self.texts.keys().filter_map(|path| path.split_once('/')).filter(|(_, rest)| *rest == ISSUE_FILE);
        paths.map(|(name, _)| name.to_owned()).filter(|_| !self.texts.contains_key(ISSUE_FILE)).collect()
    }

    /// Whether pages may look otherwise than the program's: the series has templates of its own, not a style sheet alone.
    pub(crate) fn has_own_templates(&self) -> bool {
        self.templates.keys().any(|path| path.ends_with(".typ"))
    }

    /// Reads the folder at `path`, as it was at one moment: everything is read twice, and anew while something is being saved. What
    /// an editor can mend goes to `diagnostics`.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read, `path` names no folder, or its files do not come to rest.
    pub fn read(path: &Path, diagnostics: &mut Diagnostics) -> Result<Self> {
        let Some(read) = settled(|| Self::read_once(path)) else {
            bail!(message!("issue-folder-unsettled", shown = show(path)));
        };
        let (dir, found) = read?;
        diagnostics.append(found);
        Ok(dir)
    }

    fn read_once(path: &Path) -> Result<(Self, Diagnostics)> {
        let shown = show(path);
        let real = fs::canonicalize(path).or_fail(|| message!("issue-folder-absent", shown))?;
        if !real.is_dir() {
            bail!(message!("issue-folder-is-file", shown));
        }
        let name = real.file_name().and_then(|name| name.to_str());
        let Some(name) = name else { bail!(message!("issue-folder-name", shown)) };
        let mut dir = Self { name: name.to_owned(), shown: shown.clone(), ..Self::default() };
        let mut diagnostics = Diagnostics::default();
        let mut intake = Intake::new(&mut diagnostics);
        dir.read_issue(&real, &mut intake)?;
        if let Some(parent) = real.parent() {
            dir.read_series(parent, &show(&path.join("..")), &mut intake)?;
        }
        Ok((dir, diagnostics))
    }

    /// The text file that messages call `shown`.
    pub fn file(&self, shown: &str) -> Option<&SourceFile> {
        let files = self.series.iter().chain(self.texts.values()).chain(self.templates.values()).chain(&self.lock);
        files.into_iter().find(|file| file.shown() == shown)
    }

    /// Where something is missing from `gazette.toml`; the folder, if there is none.
    pub(crate) fn series_place(&self) -> Place {
        Place::whole(self.series.as_ref().map_or(self.shown.as_str(), SourceFile::shown))
    }

    /// What is typed of an issue, by name: `gazette.toml`, `issue.toml` and the documents.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (&str, &SourceFile)> {
        let series = self.series.iter().map(|file| (SERIES_FILE, file));
        let own = self.texts.iter().map(|(path, file)| (path.as_str(), file));
        let is_typed = |path: &str| path == ISSUE_FILE || path.ends_with(".md") && !path.contains('/');
        series.chain(own.filter(move |(path, _)| is_typed(path)))
    }

    /// How messages name the file at `path` within the folder, whether it exists or not.
    pub fn show(&self, path: &str) -> String {
        format!("{}/{path}", self.shown)
    }

    /// The file that messages call `shown`, as it is named from within the issue folder: the same wherever the program was
    /// called. A template of the program keeps its own name.
    pub(crate) fn within(&self, shown: &str) -> String {
        let below = |folder: &str| shown.strip_prefix(folder)?.strip_prefix('/').map(str::to_owned);
        let series = show(&Path::new(&self.shown).join(".."));
        if shown == self.shown {
            return ".".to_owned();
        }
        let of_series = || below(&series).map(|path| format!("../{path}"));
        below(&self.shown).or_else(of_series).unwrap_or_else(|| shown.to_owned())
    }

    fn read_issue(&mut self, root: &Path, intake: &mut Intake) -> Result<()> {
        for file in files(root, &self.shown, intake.diagnostics)? {
            let (path, shown) = (show(&file.path), self.show(&show(&file.path)));
            match file.kind {
                Kind::Plain => {}
                Kind::Link => {
                    self.unreadable.push(path);
                    continue;
                }
                Kind::Other => {
                    self.others.push(path);
                    continue;
                }
            }
            if let Some(meant) = refused(&file.path, &shown, intake.diagnostics) {
                self.unreadable.push(meant);
                continue;
            }
            let from = root.join(&file.path);
            match extension(&path).as_deref() {
                Some("md" | "toml") => match intake.text(&from, &shown)? {
                    Some(file) => drop(self.texts.insert(path, file)),
                    None => self.unreadable.push(path),
                },
                Some(extension) if PICTURES.contains(&extension) => match intake.bytes(&from, &shown, MOST_FILE)? {
                    Some(bytes) => drop(self.pictures.insert(path, bytes)),
                    None => self.unreadable.push(path),
                },
                _ if path == LOCK_FILE => {
                    let bytes = intake.bytes(&from, &shown, MOST_TEXT)?;
                    let file = |bytes: Vec<u8>| SourceFile::new(shown, lines(&String::from_utf8_lossy(&bytes)));
                    self.lock = bytes.map(file);
                }
                _ => self.others.push(path),
            }
        }
        Ok(())
    }

    fn read_series_pictures(&mut self, root: &Path, shown: &str, intake: &mut Intake) -> Result<()> {
        let Some(folder) = Folder::of(root, shown, "images", intake.diagnostics)? else { return Ok(()) };
        for file in folder.files.into_iter().filter(|file| file.kind == Kind::Plain) {
            let path = show(&file.path);
            if refused(&file.path, &format!("{}/{path}", folder.shown), intake.diagnostics).is_some() {
                continue;
            }
            if extension(&path).is_some_and(|extension| PICTURES.contains(&&*extension)) {
                let shown = format!("{}/{path}", folder.shown);
                match intake.bytes(&folder.root.join(&file.path), &shown, MOST_FILE)? {
                    Some(bytes) => drop(self.series_pictures.insert(format!("images/{path}"), bytes)),
                    None => self.unreadable.push(format!("../images/{path}")),
                }
            }
        }
        Ok(())
    }

    fn read_templates(&mut self, root: &Path, shown: &str, intake: &mut Intake) -> Result<()> {
        let Some(folder) = Folder::of(root, shown, TEMPLATES_FOLDER, intake.diagnostics)? else { return Ok(()) };
        for file in folder.files.into_iter().filter(|file| file.kind != Kind::Link) {
            let path = show(&file.path);
            let shown = format!("{}/{path}", folder.shown);
            if file.kind == Kind::Plain && refused(&file.path, &shown, intake.diagnostics).is_some() {
                continue;
            }
            if file.kind == Kind::Other || !(path.ends_with(".typ") || PAGE_FILES.contains(&path.as_str())) {
                let others = PAGE_FILES.join("` and `");
                let help = message!("no-template.help", others);
                let message = message!("no-template", path);
                intake.diagnostics.warning("unused-file", Place::whole(shown), message, help);
            } else if let Some(text) = intake.text(&folder.root.join(&file.path), &shown)? {
                self.templates.insert(path, text);
            }
        }
        Ok(())
    }

    fn read_series(&mut self, root: &Path, shown: &str, intake: &mut Intake) -> Result<()> {
        let file = root.join(SERIES_FILE);
        if file.is_symlink() {
            report_link(format!("{shown}/{SERIES_FILE}"), intake.diagnostics);
            self.unreadable.push(UNREADABLE_SERIES.to_owned());
        } else if file.is_file() {
            self.series = intake.text(&file, &format!("{shown}/{SERIES_FILE}"))?;
            self.unreadable.extend(self.series.is_none().then(|| UNREADABLE_SERIES.to_owned()));
        }
        self.read_series_pictures(root, shown, intake)?;
        self.read_templates(root, shown, intake)?;
        self.read_fonts(root, shown, intake)
    }

    fn read_fonts(&mut self, root: &Path, shown: &str, intake: &mut Intake) -> Result<()> {
        let Some(folder) = Folder::of(root, shown, "fonts", intake.diagnostics)? else { return Ok(()) };
        for file in folder.files.into_iter().filter(|file| file.kind == Kind::Plain) {
            let path = show(&file.path);
            let shown = format!("{}/{path}", folder.shown);
            if refused(&file.path, &shown, intake.diagnostics).is_some() {
                continue;
            }
            if matches!(extension(&path).as_deref(), Some("otf" | "ttf" | "ttc")) {
                let data = intake.bytes(&folder.root.join(&file.path), &shown, MOST_FILE)?;
                self.fonts.extend(data.map(|data| FontFile { path: format!("fonts/{path}"), data }));
            }
        }
        Ok(())
    }
}

/// What was read twice in the same way, or failed twice; `None` where each time it was something else.
///
/// All files of the first time were read before any of the second, so that between the two all of them were as they were read: none is
/// of another moment than the others.
fn settled<T: PartialEq>(mut read: impl FnMut() -> Result<T>) -> Option<Result<T>> {
    let mut former = read();
    for _ in 0..PATIENCE {
        let now = read();
        match (&former, &now) {
            (Ok(before), Ok(after)) if before == after => return Some(now),
            (Err(_), Err(_)) => return Some(now),
            _ => former = now,
        }
    }
    None
}

/// A folder beside `gazette.toml`.
struct Folder {
    root: PathBuf,
    /// As messages name it.
    shown: String,
    files: Vec<Found>,
}

impl Folder {
    /// The folder `name`, if there is one.
    fn of(series: &Path, shown: &str, name: &str, diagnostics: &mut Diagnostics) -> Result<Option<Self>> {
        let (root, shown) = (series.join(name), format!("{shown}/{name}"));
        if root.is_symlink() {
            report_link(shown, diagnostics);
            return Ok(None);
        }
        if !root.is_dir() {
            return Ok(None);
        }
        let files = files(&root, &shown, diagnostics)?;
        Ok(Some(Self { root, shown, files }))
    }
}

/// A file of a folder.
struct Found {
    /// Its path within the folder.
    path: PathBuf,
    kind: Kind,
}

/// What a name in a folder stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A file that can be read.
    Plain,
    /// A link, which was reported: what it leads to may be anywhere.
    Link,
    /// A pipe, a device.
    Other,
}

/// What lies in `root` and its folders, in the order of the names.
fn files(root: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Result<Vec<Found>> {
    let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_hidden(entry.file_name());
    let mut found = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.or_fail(|| message!("folder-unreadable", shown))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(root)?.to_owned();
        let kind = match entry.file_type() {
            kind if kind.is_symlink() => Kind::Link,
            kind if kind.is_file() => Kind::Plain,
            _ => Kind::Other,
        };
        if kind == Kind::Link {
            report_link(format!("{shown}/{}", show(&path)), diagnostics);
        }
        found.push(Found { path, kind });
    }
    Ok(found)
}

fn report_link(shown: String, diagnostics: &mut Diagnostics) {
    let help = message!("link-out.help");
    diagnostics.error("symbolic-link", Place::whole(shown), message!("link-out"), help);
}

/// Reports a file's name that is not the same on every system, and returns the one that it is meant to be.
fn refused(path: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let name = show(path);
    let composed: String = name.nfc().collect();
    let decoded = || gb_18030(path.as_os_str().as_encoded_bytes()).map(Cow::into_owned);
    let (message, help, meant) = match path.to_str() {
        None => match decoded() {
            Some(meant) => (message!("name-gb-18030", name = &meant), message!("name-not-text.help"), meant),
            None => (message!("name-not-text"), message!("name-not-text.help"), name),
        },
        Some(_) if name.contains('\\') => (message!("backslash-in-name"), message!("backslash-in-name.help"), name),
        Some(_) if name != composed => {
            (message!("name-not-composed"), message!("name-not-composed.help", name = &composed), composed)
        }
        Some(_) => return None,
    };
    diagnostics.error("bad-name", Place::whole(shown), message, help);
    Some(meant)
}

/// The end of a file's name, in small letters.
fn extension(path: &str) -> Option<String> {
    path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())
}

/// Dot-files and what office programs and systems leave behind are nobody's documents.
pub(crate) fn is_hidden(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.starts_with("~$") || name.ends_with('~') || name == "Thumbs.db"
}

/// A path with `/` between its parts and without `.`; `a/b/..` becomes `a`.
pub(crate) fn show(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if parts.last().is_some_and(|part| part != ".." && !part.is_empty()) => {
                parts.pop();
            }
            Component::RootDir => parts.push(String::new()),
            other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    match parts.as_slice() {
        [] => ".".to_owned(),
        [root] if root.is_empty() => "/".to_owned(),
        _ => parts.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of these readings, one after the other, and of how many of them; `None` is one that fails.
    fn read(readings: &[Option<u8>]) -> (Option<Option<u8>>, usize) {
        let mut read = 0;
        let settled = settled(|| {
            read += 1;
            match readings[read - 1] {
                Some(reading) => Ok(reading),
                None => bail!("a file was removed before it was read"),
            }
        });
        (settled.map(Result::ok), read)
    }

    #[test]
    fn what_is_read_in_the_same_way_twice_is_of_one_moment() {
        assert_eq!(read(&[Some(1), Some(1)]), (Some(Some(1)), 2));
        assert_eq!(read(&[Some(1), Some(2), Some(2)]), (Some(Some(2)), 3));
        assert_eq!(read(&[Some(1), Some(2), Some(1), Some(1)]), (Some(Some(1)), 4));
        assert_eq!(read(&[Some(1), Some(2)].repeat(PATIENCE)), (None, PATIENCE + 1));
    }

    #[test]
    fn what_fails_twice_has_failed() {
        assert_eq!(read(&[None, Some(1), Some(1)]), (Some(Some(1)), 3));
        assert_eq!(read(&[Some(1), None, Some(1), Some(1)]), (Some(Some(1)), 4));
        assert_eq!(read(&[Some(1), None, None]), (Some(None), 3));
    }
}
