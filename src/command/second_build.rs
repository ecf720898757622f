//! A second build of an issue, as unlike the first as the environment of a process can be.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Result, bail};
use walkdir::WalkDir;

use crate::args;
use crate::artefact::Artefacts;
use crate::interrupt::{self, Temporary};
use crate::language::OrFail;
use crate::uses::Use;

/// Builds the issue in another process and returns its files: from another working directory and by the issue's absolute
/// path, in another language, time zone and number of threads, with another idea of now and of who is at home.
///
/// # Errors
/// The process cannot be started, or does not build the issue.
pub(super) fn second_build(issue: &Path, uses: &[Use]) -> Result<Artefacts> {
    let shown = issue.display().to_string();
    let cannot = || message!("second-build-cannot", issue = &shown);
    let program = std::env::current_exe().or_fail(cannot)?;
    let temporary = Temporary::within(&std::env::temp_dir(), "第二次 build").or_fail(cannot)?;
    let is_alone = thread::available_parallelism().is_ok_and(|threads| threads.get() == 1);
    let mut command = Command::new(program);
    command
        .current_dir(temporary.path())
        .arg("build")
        .arg(fs::canonicalize(issue).or_fail(cannot)?)
        .args(["--out", "out", "--quiet"])
        .args(uses.iter().flat_map(|wanted| args::typed(*wanted)))
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("SOURCE_DATE_EPOCH", "0")
        .env("RAYON_NUM_THREADS", if is_alone { "4" } else { "1" })
        .env_remove("HOME")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    let (status, told) = interrupt::run(&mut command).or_fail(cannot)?;
    if !status.success() {
        let told = told.trim().to_owned();
        bail!(message!("second-build-failed", issue = &shown, told));
    }
    files(&temporary.path().join("out")).or_fail(cannot)
}

/// The files of the one edition in a folder.
fn files(out: &Path) -> Result<Artefacts> {
    let mut files = Artefacts::new();
    for entry in WalkDir::new(out) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let mut name = entry.path().strip_prefix(out)?.components();
            name.next();
            let parts: Vec<_> = name.map(|part| part.as_os_str().to_string_lossy()).collect();
            files.insert(parts.join("/"), fs::read(entry.path())?);
        }
    }
    Ok(files)
}
