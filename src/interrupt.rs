//! What has to be cleared away when somebody ends the program in the middle: temporary folders, and processes it has started.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

/// How the shell of the caller learns that a program was interrupted: 128 and the number of SIGINT.
const INTERRUPTED: i32 = 130;

static LEFT: Mutex<Left> = Mutex::new(Left { folders: BTreeSet::new(), children: Vec::new() });

/// What is there now and must not stay.
struct Left {
    folders: BTreeSet<PathBuf>,
    children: Vec<Arc<Mutex<Child>>>,
}

/// From now on Ctrl-C, or the end of the terminal, ends the program with nothing left behind.
///
/// # Errors
/// The system takes no such wish.
pub(crate) fn clear_when_interrupted() -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(|| {
        // It is never given back: nobody may change a file any more.
        let left = left();
        for child in &left.children {
            let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
            // One that has ended by itself needs no more.
            let _ = child.kill().and_then(|()| child.wait());
        }
        for folder in &left.folders {
            let _ = std::fs::remove_dir_all(folder);
        }
        std::process::exit(INTERRUPTED);
    })
}

/// Does something on the disk that must be done wholly or not at all; an interruption waits for its end.
pub(crate) fn undisturbed<T>(act: impl FnOnce() -> T) -> T {
    let _held = left();
    act()
}

/// A folder that goes when it is no longer needed, or when the program is interrupted.
pub(crate) struct Temporary(Option<TempDir>);

impl Temporary {
    /// A new folder within `parent`, whose name begins with `prefix`.
    ///
    /// # Errors
    /// It cannot be made there.
    pub(crate) fn within(parent: &Path, prefix: &str) -> io::Result<Self> {
        let mut left = left();
        let folder = tempfile::Builder::new().prefix(prefix).tempdir_in(parent)?;
        left.folders.insert(folder.path().to_owned());
        Ok(Self(Some(folder)))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.as_ref().expect("only what takes the folder away leaves nothing").path()
    }

    /// Lets it stay, and returns where it is.
    pub(crate) fn keep(mut self) -> PathBuf {
        let folder = self.0.take().expect("only what takes the folder away leaves nothing").keep();
        left().folders.remove(&folder);
        folder
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let Some(folder) = self.0.take() else { return };
        let mut left = left();
        left.folders.remove(folder.path());
        // One that cannot be deleted is in nobody's way: its name begins with a dot, or it lies where the system puts such.
        let _ = folder.close();
    }
}

/// Runs a process to its end, or to that of this program, and returns what it said on standard error.
///
/// # Errors
/// It cannot be started, or not be heard.
pub(crate) fn run(command: &mut Command) -> io::Result<(ExitStatus, String)> {
    let (child, stderr) = {
        let mut left = left();
        let mut child = command.stderr(Stdio::piped()).spawn()?;
        let stderr = child.stderr.take();
        let child = Arc::new(Mutex::new(child));
        left.children.push(child.clone());
        (child, stderr)
    };
    let mut told = Vec::new();
    // It speaks until it ends, and nobody holds it meanwhile.
    let heard = stderr.map_or(Ok(0), |mut stderr| stderr.read_to_end(&mut told));
    let status = child.lock().unwrap_or_else(PoisonError::into_inner).wait()?;
    left().children.retain(|other| !Arc::ptr_eq(other, &child));
    heard?;
    Ok((status, String::from_utf8_lossy(&told).into_owned()))
}

/// What a thread that panicked left is whole.
fn left() -> MutexGuard<'static, Left> {
    LEFT.lock().unwrap_or_else(PoisonError::into_inner)
}
