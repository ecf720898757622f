//! New folders and files, put in their places whole; nothing that is there is touched but the `issue.toml` of a new
//! document, and files that are put in order.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use tempfile::TempPath;

use crate::artefact;
use crate::interrupt::{Temporary, undisturbed};
use crate::language::OrFail;
use crate::source::{ISSUE_FILE, show};

/// Makes a folder with these files, by path within it, beside its place and renames it.
///
/// # Errors
/// The folder is there, or cannot be made.
pub(crate) fn write_folder(target: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    refuse(target)?;
    let cannot = || message!("cannot-write", file = show(target));
    let parent = parent(target);
    fs::create_dir_all(&parent).or_fail(cannot)?;
    let temporary = Temporary::within(&parent, "new").or_fail(cannot)?;
    let fresh = temporary.path().join("fresh");
    artefact::put(&fresh, files).or_fail(cannot)?;
    refuse(target)?;
    undisturbed(|| fs::rename(&fresh, target)).or_fail(cannot)
}

/// Puts files into a folder that may be there, by path within it: all of them, or none.
///
/// # Errors
/// There is a file of one of these names, what should be a folder is none or leads elsewhere, or one cannot be written.
pub(crate) fn write_files(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let targets = files.keys().map(|path| folder.join(path)).collect::<Vec<_>>();
    let mut folders = targets.iter().flat_map(|target| target.ancestors().skip(1)).filter(|it| it.starts_with(folder));
    if let Some(path) = folders.find(|path| path.symlink_metadata().is_ok_and(|it| !it.is_dir())) {
        bail!(message!("start-no-folder", path = show(path)));
    }
    let cannot = || message!("cannot-write-into", folder = show(folder));
    let temporary = Temporary::within(&parent(folder), "new").or_fail(cannot)?;
    artefact::put(temporary.path(), files).or_fail(cannot)?;
    undisturbed(|| {
        for (at, (path, target)) in files.keys().zip(&targets).enumerate() {
            if let Err(error) = place(&temporary.path().join(path), target) {
                // They were written a moment ago.
                targets[..at].iter().for_each(|target| drop(fs::remove_file(target)));
                return Err(error).or_fail(cannot);
            }
        }
        Ok(())
    })
}

/// Moves a file to where nothing may be.
fn place(fresh: &Path, target: &Path) -> std::io::Result<()> {
    fs::create_dir_all(parent(target))?;
    TempPath::try_from_path(fresh)?.persist_noclobber(target).map_err(|error| error.error)
}

/// Puts a document into an issue and the text of `issue.toml` that lists it in the place of the former one.
///
/// # Errors
/// There is a file of this name, `issue.toml` no longer has the former text, or one of the two cannot be written; then neither is.
pub(crate) fn write_document(folder: &Path, name: &str, document: &str, [former, issue]: [&str; 2]) -> Result<()> {
    let (target, listing) = (folder.join(name), folder.join(ISSUE_FILE));
    refuse(&target)?;
    let cannot = || message!("cannot-write", file = show(&target));
    let cannot_list = || message!("cannot-write", file = show(&listing));
    let real = fs::canonicalize(&listing).or_fail(cannot_list)?;
    let temporary = Temporary::within(&parent(&real), "new").or_fail(cannot)?;
    let fresh = temporary.path().join("document.md");
    undisturbed(|| artefact::put_file(&fresh, document.as_bytes())).or_fail(cannot)?;
    let fresh_listing = stage(&temporary, &real, issue).or_fail(cannot_list)?;
    undisturbed(|| {
        if fs::read(&real).or_fail(cannot_list)? != former.as_bytes() {
            bail!(message!("fmt-meanwhile", file = show(&listing)));
        }
        place(&fresh, &target).or_fail(cannot)?;
        if let Err(error) = fs::rename(&fresh_listing, &real) {
            // It was written a moment ago and is listed nowhere.
            drop(fs::remove_file(&target));
            return Err(error).or_fail(cannot_list);
        }
        Ok(())
    })
}

/// Puts a text in the place of a file, which keeps its permissions; `false` where the file no longer has the `former` text.
///
/// # Errors
/// It cannot be written; then the file is as it was.
pub(crate) fn replace(target: &Path, former: &str, text: &str) -> Result<bool> {
    let cannot = || message!("cannot-write", file = show(target));
    let real = fs::canonicalize(target).or_fail(cannot)?;
    let temporary = Temporary::within(&parent(&real), "new").or_fail(cannot)?;
    let fresh = stage(&temporary, &real, text).or_fail(cannot)?;
    undisturbed(|| {
        let is_former = fs::read(&real)? == former.as_bytes();
        if is_former { fs::rename(&fresh, &real).map(|()| true) } else { Ok(false) }
    })
    .or_fail(cannot)
}

/// Writes what is to take the place of a file, with its permissions, and returns where it is.
fn stage(temporary: &Temporary, real: &Path, text: &str) -> std::io::Result<PathBuf> {
    let fresh = temporary.path().join("fresh");
    undisturbed(|| {
        artefact::put_file(&fresh, text.as_bytes())?;
        fs::set_permissions(&fresh, fs::metadata(real)?.permissions())
    })?;
    Ok(fresh)
}

/// Nothing may be there, not even a link that leads nowhere.
///
/// # Errors
/// Something is there.
pub(crate) fn refuse(target: &Path) -> Result<()> {
    if target.symlink_metadata().is_ok() {
        bail!(message!("start-there", path = show(target)));
    }
    Ok(())
}

/// The folder that has the path in it.
fn parent(path: &Path) -> PathBuf {
    path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new(".")).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_somebody_else_saved_meanwhile_is_not_written_over() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(ISSUE_FILE), "theirs").expect("it can be written");
        let error =
            write_document(folder.path(), "a.md", "甲", ["read", "listed"]).expect_err("it was saved meanwhile");
        assert!(error.to_string().ends_with("stays as it is; run the command again"), "{error}");
        let entries = fs::read_dir(folder.path()).expect("it can be read");
        assert_eq!(entries.count(), 1, "neither the document nor anything temporary is there");
        write_document(folder.path(), "a.md", "甲", ["theirs", "listed"]).expect("nobody saved it");
        assert_eq!(fs::read_to_string(folder.path().join(ISSUE_FILE)).expect("it can be read"), "listed");
    }
}
