//! Run by Cargo before the program is compiled: tells it the digest of what it is made of, by which a build knows whether an edition
//! was made by this very program.

use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// What decides what the program makes of an issue, seen from its repository.
const SOURCES: [&str; 4] = ["Cargo.lock", "fonts", "src", "templates"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        gather(Path::new(source), &mut files)?;
    }
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        let bytes = std::fs::read(&file)?;
        let name = file.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        digest.update(format!("{name} {}\n", bytes.len()));
        digest.update(bytes);
    }
    let digest: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=GAZETTE_SOURCES={digest}");
    Ok(())
}

/// The files at a path and below it.
fn gather(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        gather(&entry?.path(), files)?;
    }
    Ok(())
}
