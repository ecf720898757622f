//! The only module that writes what was made of an issue: a whole edition, or a lock, takes the place of the former one, at once.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use walkdir::WalkDir;

use super::read::is_signature;
use super::{Artefacts, MANIFEST_FILE};
use crate::digest::sha256;
use crate::interrupt::{Temporary, hold, undisturbed};
use crate::language::OrFail;
use crate::source::LOCK_FILE;

/// Writes an edition into `out/name` and returns that folder.
///
/// The files are written into a temporary folder beside it, and are on the disk before it takes the place of the former one. Whatever
/// ends the program, and whenever, one of the two is there whole.
///
/// # Errors
/// `out` cannot be written, or `out/name` holds something that no build wrote; the former output is left as it was.
pub fn write(out: &Path, name: &str, artefacts: &Artefacts) -> Result<PathBuf> {
    let target = out.join(name);
    let cannot = || message!("cannot-write-into", folder = out.display().to_string());
    fs::create_dir_all(out).or_fail(cannot)?;
    let _held = hold(out);
    let away = put_back_held(out, name)?;
    refuse_foreign(&target)?;
    let temporary = temporary(out, name, &away)?;
    let fresh = temporary.path().join("fresh");
    put(&fresh, artefacts).or_fail(cannot)?;
    match undisturbed(|| replace(&target, &fresh, &away)) {
        Replaced::Done => Ok(target),
        Replaced::Undone(error) => Err(error).or_fail(cannot),
        Replaced::Torn(error) => Err(error).or_fail(|| message!("former-kept", folder = away.display().to_string())),
    }
}

/// Puts an edition back that a killed build took away, where a file system does not let folders take each other's place, and clears away
/// what else such a build left. The edition may be unchanged, so that nothing is written.
///
/// # Errors
/// It cannot be moved.
pub(crate) fn put_back(out: &Path, name: &str) -> Result<()> {
    let _held = hold(out);
    let away = put_back_held(out, name)?;
    if is_left(out, name) {
        // What cannot be cleared away is in nobody's way.
        drop(temporary(out, name, &away));
    }
    Ok(())
}

/// A folder for a new edition, with which goes what killed builds left of this one.
fn temporary(out: &Path, name: &str, away: &Path) -> Result<Temporary> {
    let cannot = || message!("cannot-write-into", folder = out.display().to_string());
    let temporary = Temporary::within(out, name).or_fail(cannot)?;
    if away.exists() {
        refuse_foreign(away)?;
        fs::rename(away, temporary.path().join("away")).or_fail(cannot)?;
    }
    Ok(temporary)
}

/// Whether anything lies there that a build of the edition makes and takes away again.
fn is_left(out: &Path, name: &str) -> bool {
    let begins = format!(".gazette-{name}~");
    let mut entries = fs::read_dir(out).into_iter().flatten().flatten();
    entries.any(|entry| entry.file_name().to_string_lossy().starts_with(&begins))
}

/// The same for somebody who holds the folder; returns where a build puts what it takes away.
fn put_back_held(out: &Path, name: &str) -> Result<PathBuf> {
    let (target, away) = (out.join(name), out.join(format!(".gazette-{name}~away")));
    if away.is_dir() && !target.exists() {
        let cannot = || message!("former-kept", folder = away.display().to_string());
        undisturbed(|| fs::rename(&away, &target)).or_fail(cannot)?;
    }
    Ok(away)
}

/// How the exchange of two folders went.
enum Replaced {
    /// The new one is where the former one was, if there was any.
    Done,
    /// The former one is where it was.
    Undone(io::Error),
    /// The former one is away, and cannot be put back.
    Torn(io::Error),
}

/// Puts `fresh` where `target` is, which is then where `fresh` was, if it is there at all.
fn replace(target: &Path, fresh: &Path, away: &Path) -> Replaced {
    if !target.exists() {
        return fs::rename(fresh, target).map_or_else(Replaced::Undone, |()| Replaced::Done);
    }
    match swap(target, fresh) {
        Ok(()) => Replaced::Done,
        Err(_) => replace_in_steps(target, fresh, away),
    }
}

/// Lets two folders take each other's place at once, which not every system does, nor every file system.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The same as [`replace`], by way of a third place. A program that is killed between the first two steps leaves nothing in the place
/// of the edition, which [`put_back`] mends.
fn replace_in_steps(target: &Path, fresh: &Path, away: &Path) -> Replaced {
    if let Err(error) = fs::rename(target, away) {
        return Replaced::Undone(error);
    }
    if let Err(error) = fs::rename(fresh, target) {
        return fs::rename(away, target).map_or_else(Replaced::Torn, |()| Replaced::Undone(error));
    }
    // Should it stay, the next build deletes it.
    let _ = fs::rename(away, fresh);
    Replaced::Done
}

/// Writes files into a folder, by their paths within it, and makes the folders that they lie in. They are on the disk then, where a
/// power cut does not reach them.
///
/// # Errors
/// One of them cannot be written; those before it are.
pub(crate) fn put(folder: &Path, files: &Artefacts) -> io::Result<()> {
    for (path, bytes) in files {
        let path = folder.join(path);
        undisturbed(|| {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            put_file(&path, bytes)
        })?;
    }
    Ok(())
}

/// Writes one file, likewise.
///
/// # Errors
/// It cannot be written.
pub(crate) fn put_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Writes `issue.lock` into the folder of an issue and returns its path. It is written beside the former one, whose place it then
/// takes by renaming.
///
/// # Errors
/// The folder cannot be written; the former lock is left as it was.
pub fn write_lock(folder: &Path, text: &str) -> Result<PathBuf> {
    let target = folder.join(LOCK_FILE);
    let cannot = || message!("cannot-write", file = target.display().to_string());
    let temporary = Temporary::within(folder, "lock").or_fail(cannot)?;
    let fresh = temporary.path().join(LOCK_FILE);
    undisturbed(|| put_file(&fresh, text.as_bytes()).and_then(|()| fs::rename(&fresh, &target))).or_fail(cannot)?;
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
