//! What is on disk: the only module that reads it, once, before anything else happens.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};
use walkdir::WalkDir;

use crate::diag::Diagnostics;
use crate::language::{Message, OrFail};
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
/// Bytes of a text file: Typst tells places apart in the first 8 MiB of a file.
const MOST_TEXT: u64 = 8_000_000;
/// Bytes of a picture or a font file.
const MOST_FILE: u64 = 256_000_000;
/// Bytes of all files together.
const MOST_TOGETHER: u64 = 1_000_000_000;
/// Picture formats that can be printed, by file extension.
const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

/// An issue folder and what it shares with its series, read once.
#[derive(Debug, Default)]
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
    /// Files that could not be read, as was reported, by their path within the folder.
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

    /// Reads the folder at `path`. What an editor can mend goes to `diagnostics`.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read, or `path` names no folder.
    pub fn read(path: &Path, diagnostics: &mut Diagnostics) -> Result<Self> {
        let shown = show(path);
        let real = fs::canonicalize(path).or_fail(|| message!("issue-folder-absent", shown))?;
        if !real.is_dir() {
            bail!(message!("issue-folder-is-file", shown));
        }
        let name = real.file_name().and_then(|name| name.to_str());
        let Some(name) = name else { bail!(message!("issue-folder-name", shown)) };
        let mut dir = Self { name: name.to_owned(), shown: shown.clone(), ..Self::default() };
        let mut intake = Intake { diagnostics, bytes: 0 };
        dir.read_issue(&real, &mut intake)?;
        if let Some(parent) = real.parent() {
            dir.read_series(parent, &show(&path.join("..")), &mut intake)?;
        }
        Ok(dir)
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
            if !file.is_plain {
                self.others.push(path);
                continue;
            }
            if path.contains('\\') {
                let help = message!("backslash-in-name.help");
                intake.diagnostics.error("bad-name", Place::whole(shown), message!("backslash-in-name"), help);
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
        for file in folder.files.into_iter().filter(|file| file.is_plain) {
            let path = show(&file.path);
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
        for file in folder.files {
            let path = show(&file.path);
            let shown = format!("{}/{path}", folder.shown);
            if !file.is_plain || !(path.ends_with(".typ") || PAGE_FILES.contains(&path.as_str())) {
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
        if file.is_file() {
            self.series = intake.text(&file, &format!("{shown}/{SERIES_FILE}"))?;
            self.unreadable.extend(self.series.is_none().then(|| UNREADABLE_SERIES.to_owned()));
        }
        self.read_series_pictures(root, shown, intake)?;
        self.read_templates(root, shown, intake)?;
        let fonts = root.join("fonts");
        if !fonts.is_dir() {
            return Ok(());
        }
        for entry in WalkDir::new(&fonts).follow_links(true).sort_by_file_name() {
            let entry = entry.or_fail(|| message!("fonts-unreadable", shown))?;
            let extension = entry.path().extension().map(|e| e.to_ascii_lowercase());
            if extension.is_some_and(|e| e == "otf" || e == "ttf" || e == "ttc") {
                let data = intake.bytes(entry.path(), &show(entry.path()), MOST_FILE)?;
                let path = show(entry.path().strip_prefix(root)?);
                self.fonts.extend(data.map(|data| FontFile { path, data }));
            }
        }
        Ok(())
    }
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
    /// Whether it can be read; a pipe or a device cannot.
    is_plain: bool,
}

/// The files in `root` and its folders in the order of their names; links are reported, since what they lead to may be
/// anywhere.
fn files(root: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Result<Vec<Found>> {
    let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_hidden(entry.file_name());
    let mut found = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.or_fail(|| message!("folder-unreadable", shown))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(root)?.to_owned();
        if entry.file_type().is_symlink() {
            report_link(format!("{shown}/{}", show(&path)), diagnostics);
            continue;
        }
        found.push(Found { path, is_plain: entry.file_type().is_file() });
    }
    Ok(found)
}

fn report_link(shown: String, diagnostics: &mut Diagnostics) {
    let help = message!("link-out.help");
    diagnostics.error("symbolic-link", Place::whole(shown), message!("link-out"), help);
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

/// What is taken from the disk, and how much it was so far.
struct Intake<'a> {
    diagnostics: &'a mut Diagnostics,
    bytes: u64,
}

impl Intake<'_> {
    /// A file of no more than `most` bytes; reported and `None`, before it is in memory, where it has more.
    fn bytes(&mut self, path: &Path, shown: &str, most: u64) -> Result<Option<Vec<u8>>> {
        let cannot = || message!("cannot-read", file = shown);
        let file = File::open(path).or_fail(cannot)?;
        let length = file.metadata().or_fail(cannot)?.len();
        let left = MOST_TOGETHER - self.bytes;
        let mut bytes = Vec::new();
        // What is written to it meanwhile counts too.
        if length <= most.min(left) {
            bytes.reserve_exact(length as usize);
            file.take(most.min(left) + 1).read_to_end(&mut bytes).or_fail(cannot)?;
        }
        let length = length.max(bytes.len() as u64);
        if length <= most.min(left) {
            self.bytes += length;
            return Ok(Some(bytes));
        }
        let message = if length > most {
            message!("file-too-large", bytes = length.to_string(), most = most.to_string())
        } else {
            message!("files-too-large", most = MOST_TOGETHER.to_string())
        };
        self.diagnostics.error("too-large", Place::whole(shown), message, message!("file-too-large.help"));
        Ok(None)
    }

    /// A text file; reported and `None` where it is none.
    fn text(&mut self, path: &Path, shown: &str) -> Result<Option<SourceFile>> {
        let Some(bytes) = self.bytes(path, shown, MOST_TEXT)? else { return Ok(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(SourceFile::new(shown, lines(&text)))),
            Err(error) => {
                let (message, help) = not_utf_8(error.as_bytes(), error.utf8_error().valid_up_to());
                self.diagnostics.error("not-utf-8", Place::whole(shown), message, help);
                Ok(None)
            }
        }
    }
}

/// What is said of bytes that are UTF-8 up to some place only.
fn not_utf_8(bytes: &[u8], valid: usize) -> (Message, Message) {
    if is_utf_16(bytes) {
        return (message!("file-utf-16"), message!("file-utf-16.help"));
    }
    let line = bytes[..valid].iter().filter(|&&byte| byte == b'\n').count() + 1;
    if !has_han(&bytes[..valid]) && is_gb_18030(bytes) {
        (message!("line-gb-18030", line), message!("line-gb-18030.help"))
    } else {
        (message!("line-not-utf-8", line), message!("line-not-utf-8.help"))
    }
}

/// Whether UTF-8 text has Han characters, which no text in another encoding begins with; one that does was damaged later.
fn has_han(text: &[u8]) -> bool {
    String::from_utf8_lossy(text).chars().any(|c| c >= '\u{800}')
}

/// Whether bytes begin with the byte order mark of UTF-16, as Windows Notepad writes it.
fn is_utf_16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

/// Whether bytes are a Chinese text in GB 18030, or GBK and GB 2312, which it contains: all of them can be read so, and what is
/// not ASCII is for the most part Han characters and their marks, which other encodings do not come to by chance.
fn is_gb_18030(bytes: &[u8]) -> bool {
    let Some(text) = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) else {
        return false;
    };
    let is_chinese =
        |c: &char| matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}');
    let others: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    others.iter().filter(|c| is_chinese(c)).count() * 10 > others.len() * 9
}

/// A text without byte order mark, its lines ended by `\n`.
pub(crate) fn lines(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_together_are_no_more_than_memory_has_room_for() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("a.md");
        fs::write(&path, "abcd").expect("there is room");
        let mut diagnostics = Diagnostics::default();
        let mut intake = Intake { diagnostics: &mut diagnostics, bytes: MOST_TOGETHER - 4 };
        assert!(intake.bytes(&path, "a.md", MOST_TEXT).is_ok_and(|bytes| bytes.as_deref() == Some(b"abcd")));
        assert!(intake.bytes(&path, "a.md", MOST_TEXT).is_ok_and(|bytes| bytes.is_none()));
        let message = diagnostics.sorted()[0].message.to_string();
        assert_eq!(message, "with this file the series and the issue have more than 1000000000 bytes");
    }
}
