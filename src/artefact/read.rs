//! A built edition, read back from its folder: what its manifest lists, and nothing outside of the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Component, Path};

use anyhow::Result;
use serde::Deserialize;
use walkdir::WalkDir;

use super::manifest::VERSION;
use super::{Artefacts, INDEX, ListedFile, MANIFEST_FILE, Manifest, REPORT_FILE, shape};
use crate::diag::Diagnostics;
use crate::digest::{sha256, sm3};
use crate::interrupt::hold;
use crate::language::{Message, OrFail};
use crate::place::{Place, SourceFile};
use crate::source::{ISSUE_FILE, is_hidden};
use crate::within;

/// Files larger than this are not read: no gazette is, and memory has an end.
pub(crate) const MOST_BYTES: u64 = 1 << 30;
/// What signatures of the manifest end in: minisign, GPG.
const SIGNATURES: [&str; 3] = ["minisig", "sig", "asc"];

/// A folder that was read.
#[derive(Debug, Default)]
pub struct Read {
    /// The text of its manifest, for places in it, if it is text.
    pub text: Option<SourceFile>,
    /// The edition; `None` when the manifest is missing or wrong, as was reported.
    pub built: Option<Built>,
}

/// A folder of an edition, as its manifest describes it.
#[derive(Debug)]
pub struct Built {
    /// The folder as the user named it.
    pub shown: String,
    /// What the manifest says.
    pub manifest: Manifest,
    /// Its text, for places in it.
    pub text: SourceFile,
    /// The files that are as the manifest says.
    pub files: Artefacts,
    /// What is wrong with the others, by their names.
    pub faults: BTreeMap<String, Fault>,
}

/// What is wrong with a file of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It is not what was built; the message says how it differs.
    Changed(Message),
}

/// What is read of a manifest before its form is known.
#[derive(Deserialize)]
struct Versioned {
    version: Option<u64>,
}

impl Read {
    /// Reads the folder `path`, which the user named `shown`.
    ///
    /// # Errors
    /// A file that is there cannot be read.
    pub fn of(path: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Result<Self> {
        // Who builds it meanwhile waits, so that all files are of one edition.
        let _held = fs::canonicalize(path).ok().and_then(|real| hold(real.parent()?));
        let Some(text) = manifest_text(path, shown, diagnostics)? else { return Ok(Self::default()) };
        let manifest = parse(&text, diagnostics).filter(|manifest| check_names(manifest, &text, diagnostics));
        let mut built = None;
        if let Some(manifest) = manifest {
            let (files, faults) = (Artefacts::new(), BTreeMap::new());
            let new = Built { shown: shown.to_owned(), manifest, text: text.clone(), files, faults };
            let built = built.insert(new);
            built.read_files(path, diagnostics)?;
            built.report_others(path, diagnostics)?;
        }
        Ok(Self { text: Some(text), built })
    }
}

impl Built {
    fn read_files(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Result<()> {
        for listed in self.manifest.files.clone() {
            let place = Place::whole(format!("{}/{}", self.shown, listed.file));
            match read(path, &listed)? {
                Ok(bytes) => drop(self.files.insert(listed.file, bytes)),
                Err(fault) => {
                    let file = &listed.file;
                    let (code, message) = match &fault {
                        Fault::Missing => ("file-missing", message!("file-missing", file = file)),
                        Fault::Changed(how) => ("file-changed", message!("file-changed", file = file, how = how)),
                    };
                    diagnostics.error(code, place, message, message!("edition-untrue.help"));
                    self.faults.insert(listed.file, fault);
                }
            }
        }
        Ok(())
    }

    /// Reports what the manifest does not list; signatures stand beside it.
    fn report_others(&self, path: &Path, diagnostics: &mut Diagnostics) -> Result<()> {
        let known: BTreeSet<&str> = self.manifest.files.iter().map(|listed| listed.file.as_str()).collect();
        let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_hidden(entry.file_name());
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(visible) {
            let entry = entry.or_fail(|| message!("cannot-read", file = &self.shown))?;
            let within = entry.path().strip_prefix(path)?.to_string_lossy().replace('\\', "/");
            let is_known = within == MANIFEST_FILE || is_signature(&within) || known.contains(within.as_str());
            if entry.file_type().is_dir() || is_known {
                continue;
            }
            let place = Place::whole(format!("{}/{within}", self.shown));
            let (message, help) = (message!("unlisted-file", file = within), message!("unlisted-file.help"));
            diagnostics.warning("unlisted-file", place, message, help);
        }
        Ok(())
    }
}

/// Whether a path within the folder is that of a signature of the manifest.
pub(super) fn is_signature(within: &str) -> bool {
    let end = within.strip_prefix(MANIFEST_FILE).and_then(|rest| rest.strip_prefix('.'));
    end.is_some_and(|end| SIGNATURES.contains(&end))
}

fn manifest_text(path: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Result<Option<SourceFile>> {
    let file = path.join(MANIFEST_FILE);
    let shown_file = format!("{shown}/{MANIFEST_FILE}");
    let is_plain = fs::symlink_metadata(&file).is_ok_and(|data| data.is_file() && data.len() <= MOST_BYTES);
    if !is_plain {
        let message = message!("manifest-absent", folder = shown, file = MANIFEST_FILE);
        let editions = within::editions(path);
        let help = if !editions.is_empty() {
            message!("manifest-within.help", editions = within::listed(Path::new(shown), &editions))
        } else if path.join(ISSUE_FILE).is_file() {
            message!("manifest-of-issue.help", issue = shown)
        } else {
            message!("manifest-absent.help")
        };
        diagnostics.error("bad-manifest", Place::whole(shown), message, help);
        return Ok(None);
    }
    let bytes = fs::read(&file).or_fail(|| message!("cannot-read", file = &shown_file))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(SourceFile::new(shown_file, text))),
        Err(_) => {
            let (message, help) = (message!("manifest-not-utf-8"), message!("edition-untrue.help"));
            diagnostics.error("bad-manifest", Place::whole(shown_file), message, help);
            Ok(None)
        }
    }
}

fn parse(text: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Manifest> {
    let version = serde_json::from_str::<Versioned>(text.text()).ok().and_then(|found| found.version);
    if let Some(version) = version.filter(|version| *version != u64::from(VERSION)) {
        let message = message!("manifest-version", version = version.to_string(), known = VERSION);
        diagnostics.error("bad-manifest", Place::whole(text.shown()), message, message!("manifest-version.help"));
        return None;
    }
    match serde_json::from_str(text.text()) {
        Ok(manifest) => Some(manifest),
        Err(error) => {
            let at = text.offset(error.line(), error.column());
            let (message, help) = (shape::fault(text.text(), &error), message!("edition-untrue.help"));
            diagnostics.error("bad-manifest", text.place(at..at), message, help);
            None
        }
    }
}

/// Names lead to files in the folder, each to another, digests are digests, and what every edition has is there.
fn check_names(manifest: &Manifest, text: &SourceFile, diagnostics: &mut Diagnostics) -> bool {
    let before = diagnostics.counts();
    let mut seen = BTreeSet::new();
    for ListedFile { file, sha256, sm3, .. } in &manifest.files {
        let message = if file.is_empty() {
            message!("manifest-name-empty")
        } else if !is_inside(file) {
            message!("manifest-name-outside", file = file)
        } else if !is_plain(file) {
            message!("manifest-name-parts", file = file)
        } else if file == MANIFEST_FILE {
            message!("manifest-lists-itself")
        } else if !seen.insert(file.as_str()) {
            message!("listed-twice", path = file)
        } else if ![sha256, sm3].into_iter().all(|digest| is_digest(digest)) {
            message!("manifest-digest", file = file)
        } else {
            continue;
        };
        diagnostics.error(
            "bad-manifest",
            text.place(range_of(text, "file", file)),
            message,
            message!("manifest-foreign.help"),
        );
    }
    if diagnostics.counts() == before {
        let pdf = format!("{}.pdf", manifest.issue);
        let pages = manifest.documents.iter().map(|document| document.html.as_str());
        let needed: BTreeSet<&str> = [pdf.as_str(), INDEX, REPORT_FILE].into_iter().chain(pages).collect();
        for file in needed.into_iter().filter(|file| !seen.contains(file)) {
            let (message, help) = (message!("manifest-lacks", file = file), message!("manifest-foreign.help"));
            diagnostics.error("bad-manifest", Place::whole(text.shown()), message, help);
        }
    }
    diagnostics.counts() == before
}

/// Where a key has this value last in the manifest.
pub(super) fn range_of(text: &SourceFile, key: &str, value: &str) -> Range<usize> {
    let quoted = format!("\"{key}\": {}", serde_json::to_string(value).unwrap_or_default());
    text.text().rfind(&quoted).map_or(0..0, |at| at..at + quoted.len())
}

/// The bytes of a listed file, or what is wrong with it; a link is not followed.
fn read(folder: &Path, listed: &ListedFile) -> Result<Result<Vec<u8>, Fault>> {
    let mut path = folder.to_owned();
    for part in Path::new(&listed.file).components() {
        path.push(part);
        match fs::symlink_metadata(&path) {
            Ok(data) if data.is_symlink() => return Ok(Err(Fault::Changed(message!("file-is-link")))),
            Ok(_) => {}
            Err(_) => return Ok(Err(Fault::Missing)),
        }
    }
    let changed = |how: Message| Ok(Err(Fault::Changed(how)));
    let cannot = || message!("cannot-read", file = path.display().to_string());
    let data = fs::metadata(&path).or_fail(cannot)?;
    if !data.is_file() {
        return changed(message!("file-is-no-file"));
    }
    if data.len() != listed.bytes {
        let (bytes, said) = (data.len().to_string(), listed.bytes.to_string());
        return changed(message!("file-size", bytes, said));
    }
    if data.len() > MOST_BYTES {
        return changed(message!("file-large", bytes = data.len().to_string(), most = MOST_BYTES.to_string()));
    }
    let bytes = fs::read(&path).or_fail(cannot)?;
    for (name, found, said) in [("SHA-256", sha256(&bytes), &listed.sha256), ("SM3", sm3(&bytes), &listed.sm3)] {
        if found != *said {
            return changed(message!("file-digest", name = name, found = &found[..12], said = &said[..12]));
        }
    }
    Ok(Ok(bytes))
}

/// Whether a name means something in the folder, on every system.
fn is_inside(name: &str) -> bool {
    let is_within = |part: Component| matches!(part, Component::Normal(_) | Component::CurDir);
    !name.contains(['\\', ':', '\0']) && !name.starts_with('/') && Path::new(name).components().all(is_within)
}

/// Whether every part of a name names something.
fn is_plain(name: &str) -> bool {
    !name.split('/').any(|part| part.is_empty() || part == ".")
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
