//! The only module that writes what was made of an issue: a whole edition, or a lock, takes the place of the former one, by renaming.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use walkdir::WalkDir;

use super::read::is_signature;
use super::{Artefacts, MANIFEST_FILE};
use crate::digest::sha256;
use crate::interrupt::{Temporary, undisturbed};
use crate::language::OrFail;
use crate::source::LOCK_FILE;

/// Writes an edition into `out/name` and returns that folder.
///
/// The files are written into a temporary folder beside it, which then takes its place by renaming.
///
/// # Errors
/// `out` cannot be written, or `out/name` holds something that no build wrote; the former output is left as it was.
pub fn write(out: &Path, name: &str, artefacts: &Artefacts) -> Result<PathBuf> {
    let target = out.join(name);
    let cannot = || message!("cannot-write-into", folder = out.display().to_string());
    refuse_foreign(&target)?;
    fs::create_dir_all(out).or_fail(cannot)?;
    let temporary = Temporary::within(out, &format!(".{name}-")).or_fail(cannot)?;
    let fresh = temporary.path().join("fresh");
    put(&fresh, artefacts).or_fail(cannot)?;
    let former = temporary.path().join("former");
    match undisturbed(|| exchange(&target, &fresh, &former)) {
        Exchanged::Done => Ok(target),
        Exchanged::Undone(error) => Err(error).or_fail(cannot),
        Exchanged::Torn(error) => {
            let kept = temporary.keep().join("former");
            Err(error).or_fail(|| message!("former-kept", folder = kept.display().to_string()))
        }
    }
}

/// How an exchange of two folders went.
enum Exchanged {
    /// The new one has taken the place of the former one.
    Done,
    /// The former one is where it was.
    Undone(std::io::Error),
    /// The former one is in the temporary folder, and cannot be put back.
    Torn(std::io::Error),
}

/// Puts `fresh` where `target` is, which is put where `former` is to be.
fn exchange(target: &Path, fresh: &Path, former: &Path) -> Exchanged {
    let had_former = target.exists();
    if had_former && let Err(error) = fs::rename(target, former) {
        return Exchanged::Undone(error);
    }
    let Err(error) = fs::rename(fresh, target) else { return Exchanged::Done };
    match had_former.then(|| fs::rename(former, target)) {
        Some(Err(error)) => Exchanged::Torn(error),
        _ => Exchanged::Undone(error),
    }
}

/// Writes files into a folder, by their paths within it, and makes the folders that they lie in.
///
/// # Errors
/// One of them cannot be written; those before it are.
pub(crate) fn put(folder: &Path, files: &Artefacts) -> std::io::Result<()> {
    for (path, bytes) in files {
        let path = folder.join(path);
        undisturbed(|| {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&path, bytes)
        })?;
    }
    Ok(())
}

/// Writes `issue.lock` into the folder of an issue and returns its path. It is written beside the former one, whose place it then
/// takes by renaming.
///
/// # Errors
/// The folder cannot be written; the former lock is left as it was.
pub fn write_lock(folder: &Path, text: &str) -> Result<PathBuf> {
    let target = folder.join(LOCK_FILE);
    let cannot = || message!("cannot-write", file = target.display().to_string());
    let temporary = Temporary::within(folder, ".lock-").or_fail(cannot)?;
    let fresh = temporary.path().join(LOCK_FILE);
    undisturbed(|| fs::write(&fresh, text).and_then(|()| fs::rename(&fresh, &target))).or_fail(cannot)?;
    Ok(target)
}

/// What file managers leave in each folder that somebody looks into.
const LEFTOVERS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The folder to be replaced must be absent, empty, or hold nothing but what a former build wrote, unsigned.
fn refuse_foreign(target: &Path) -> Result<()> {
    match survey(target)?.signature {
        Some(path) => bail!(message!("out-signed", target = target.display().to_string(), path)),
        None => Ok(()),
    }
}

/// What lies in the folder of an edition beside its manifest.
#[derive(Default)]
pub(super) struct Survey {
    /// How many of its files are there as they were built.
    pub(super) files: usize,
    /// A signature of the manifest.
    signature: Option<String>,
}

/// Looks through a folder that may hold an edition, by its manifest.
///
/// # Errors
/// It holds what no build wrote, or a file that was changed since.
pub(super) fn survey(target: &Path) -> Result<Survey> {
    let shown = target.display().to_string();
    let mut found = Survey::default();
    if target.is_symlink() {
        bail!(message!("out-link", target = shown));
    }
    if !target.exists() {
        return Ok(found);
    }
    if !target.is_dir() {
        bail!(message!("out-file", target = shown));
    }
    let mut known = BTreeMap::new();
    if let Ok(manifest) = fs::read(target.join(MANIFEST_FILE)) {
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap_or_default();
        let files = manifest["files"].as_array().into_iter().flatten();
        let digests =
            files.filter_map(|file| Some((PathBuf::from(file["file"].as_str()?), file["sha256"].as_str()?.to_owned())));
        known.extend(digests);
    }
    for entry in WalkDir::new(target).min_depth(1).sort_by_file_name() {
        let entry = entry.or_fail(|| message!("cannot-read", file = &shown))?;
        let path = entry.path().strip_prefix(target)?;
        let is_leftover = LEFTOVERS.iter().any(|name| entry.file_name() == *name);
        if entry.file_type().is_dir() || is_leftover || path == Path::new(MANIFEST_FILE) {
            continue;
        }
        let shown_path = path.display().to_string();
        let Some(digest) = known.get(path) else {
            if is_signature(&shown_path) {
                found.signature = Some(shown_path);
                continue;
            }
            bail!(message!("out-foreign", target = shown, path = shown_path));
        };
        let bytes =
            fs::read(entry.path()).or_fail(|| message!("cannot-read", file = entry.path().display().to_string()))?;
        if sha256(&bytes) != *digest {
            bail!(message!("out-changed", target = shown, path = shown_path));
        }
        found.files += 1;
    }
    Ok(found)
}
