//! `manifest.json` of a folder that has no other file.

#![no_main]

use std::sync::OnceLock;

use gazette::artefact::{MANIFEST_FILE, Read};
use gazette::diag::Diagnostics;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

fuzz_target!(|manifest: &[u8]| {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| TempDir::new().expect("there is room for a folder"));
    std::fs::write(folder.path().join(MANIFEST_FILE), manifest).expect("it can be written");
    let mut diagnostics = Diagnostics::default();
    let read = Read::of(folder.path(), "folder", &mut diagnostics).expect("it can be read");
    let text = read.text.as_ref().map_or("", |file| file.text());
    for found in diagnostics.sorted().iter().filter(|found| found.code == "bad-manifest") {
        assert!(text.get(found.place.range.clone()).is_some(), "{found:?} is nowhere");
    }
    assert_eq!(read.built.is_none(), diagnostics.sorted().iter().any(|found| found.code == "bad-manifest"));
});
