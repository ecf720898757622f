//! What has to be cleared away when somebody ends the program in the middle: temporary folders, and processes it has started.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

/// The shell of the caller learns which signal ended a program by its number and this one.
const BY_SIGNAL: i32 = 128;
/// How many letters and digits tempfile puts at the end of a name.
const RANDOM: usize = 6;

static LEFT: Mutex<Left> = Mutex::new(Left { folders: BTreeSet::new(), children: Vec::new() });

/// What is there now and must not stay.
struct Left {
    folders: BTreeSet<PathBuf>,
    children: Vec<Arc<Mutex<Child>>>,
}

/// From now on Ctrl-C, a wish to end, or the end of the terminal ends the program with nothing left behind.
///
/// # Errors
/// The system takes no such wish.
pub(crate) fn clear_when_interrupted() -> io::Result<()> {
    when_interrupted(|signal| {
        // It is never given back: nobody may change a file any more.
        let left = left();
        for child in &left.children {
            let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
            // One that has ended by itself needs no more.
            let _ = child.kill().and_then(|()| child.wait());
        }
        for folder in &left.folders {
            let _ = fs::remove_dir_all(folder);
        }
        std::process::exit(BY_SIGNAL + signal);
    })
}

/// Does something once, with the number of the signal that asked for it. It has to be said before there are other threads.
#[cfg(unix)]
fn when_interrupted(act: impl FnOnce(i32) + Send + 'static) -> io::Result<()> {
    use nix::sys::signal::{SigSet, Signal};

    let mut signals = SigSet::empty();
    signals.add(Signal::SIGINT);
    signals.add(Signal::SIGTERM);
    if is_ended_by_hangup() {
        signals.add(Signal::SIGHUP);
    }
    // No thread is told of them, nor any that it begins, so that they wait for the one that asks.
    signals.thread_block()?;
    let wait = move || signals.wait().map(|signal| act(signal as i32));
    std::thread::Builder::new().spawn(wait).map(drop)
}

/// The same, where there is one such signal only.
#[cfg(not(unix))]
fn when_interrupted(act: impl FnOnce(i32) + Send + 'static) -> io::Result<()> {
    /// SIGINT
    const CTRL_C: i32 = 2;
    let mut act = Some(act);
    ctrlc::set_handler(move || act.take().into_iter().for_each(|act| act(CTRL_C))).map_err(io::Error::other)
}

/// Whether the end of the terminal is known to end the program: `nohup` sees to it that it does not. Where that cannot be asked, the
/// system does what it always does.
#[cfg(unix)]
fn is_ended_by_hangup() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    // The first bit is that of signal 1.
    ignored.is_some_and(|signals| signals & 1 == 0)
}

/// Does something on the disk that must be done wholly or not at all; an interruption waits for its end.
pub(crate) fn undisturbed<T>(act: impl FnOnce() -> T) -> T {
    let _held = left();
    act()
}

/// A folder that goes when it is no longer needed, or when the program is interrupted; what a program left that was killed goes when
/// the next of its kind is made.
pub(crate) struct Temporary {
    folder: Option<TempDir>,
    /// Tells other programs that somebody is at work here.
    _held: Option<File>,
}

impl Temporary {
    /// A new folder within `parent`, hidden, named after what it is for.
    ///
    /// # Errors
    /// It cannot be made there.
    pub(crate) fn within(parent: &Path, what: &str) -> io::Result<Self> {
        let prefix = format!(".gazette-{what}~");
        let mut left = left();
        let temporary = loop {
            let folder = tempfile::Builder::new().prefix(&prefix).rand_bytes(RANDOM).tempdir_in(parent)?;
            let held = hold(folder.path());
            // In the instant before it was held, another program may have taken it for one that was left.
            if folder.path().is_dir() {
                break Self { folder: Some(folder), _held: held };
            }
        };
        left.folders.insert(temporary.path().to_owned());
        temporary.take_in(parent, &prefix);
        Ok(temporary)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.folder.as_ref().expect("only what takes the folder away leaves nothing").path()
    }

    /// Deletes what killed programs left of its kind.
    fn take_in(&self, parent: &Path, prefix: &str) {
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let random = name.to_str().and_then(|name| name.strip_prefix(prefix));
            let is_alike = random.is_some_and(|it| it.len() == RANDOM && it.bytes().all(|b| b.is_ascii_alphanumeric()));
            if !is_alike || self.path().ends_with(&name) || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            // Whoever is at work there holds it. It is moved first: should that not be seen on another machine, nobody publishes
            // a folder that is being emptied.
            let Some(_held) = File::open(entry.path()).ok().filter(|folder| folder.try_lock().is_ok()) else {
                continue;
            };
            let taken = self.path().join("left");
            let _ = fs::rename(entry.path(), &taken).and_then(|()| fs::remove_dir_all(&taken));
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let Some(folder) = self.folder.take() else { return };
        let mut left = left();
        left.folders.remove(folder.path());
        // One that cannot be deleted is in nobody's way: its name begins with a dot, or it lies where the system puts such.
        let _ = folder.close();
    }
}

/// Keeps other programs that ask for the same folder waiting for as long as the file lives; `None` where the system or the file
/// system holds no folders, as Windows.
pub(crate) fn hold(folder: &Path) -> Option<File> {
    File::open(folder).ok().filter(|folder| folder.lock().is_ok())
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
