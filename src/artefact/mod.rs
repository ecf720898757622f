//! The files of an edition, in memory until all of them are there.

mod report;
mod write;

use std::collections::BTreeMap;

pub(crate) use self::report::report;
pub use self::report::{TocEntry, entries};
pub use self::write::write;

/// The file that lists what a build wrote; a folder that has none was not written by `gazette`.
pub const REPORT_FILE: &str = "report.json";

/// The web page of the issue.
pub const INDEX: &str = "index.html";

/// The files of one edition: name → bytes.
pub type Artefacts = BTreeMap<String, Vec<u8>>;
