//! Whether the edition on the disk is the one that a build would write, so that none is needed.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::write::survey;
use super::{MANIFEST_FILE, Manifest, REPORT_FILE};

/// An edition that need not be built again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Former {
    /// How many pages the PDF has.
    pub(crate) sheets: u32,
    /// How many documents it has.
    pub(crate) documents: usize,
}

/// What is read of its report.
#[derive(Deserialize)]
struct Report {
    sheets: u32,
    warnings: Vec<IgnoredAny>,
}

/// The edition in the folder `target`, if it is made of what `inputs` is the digest of, all its files are there as they were built
/// and no others, and nothing was to be said of it: what was would have to be told again.
pub(crate) fn former(target: &Path, inputs: &str) -> Option<Former> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(target.join(MANIFEST_FILE)).ok()?).ok()?;
    if manifest.inputs.as_deref() != Some(inputs) {
        return None;
    }
    let report: Report = serde_json::from_slice(&fs::read(target.join(REPORT_FILE)).ok()?).ok()?;
    let is_whole = survey(target).is_ok_and(|found| found.files == manifest.files.len());
    let is_unspoken = report.warnings.is_empty();
    (is_whole && is_unspoken).then_some(Former { sheets: report.sheets, documents: manifest.documents.len() })
}
