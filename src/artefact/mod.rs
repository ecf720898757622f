//! The files of an edition, in memory until all of them are there.

mod agreement;
mod compare;
mod former;
mod inputs;
mod manifest;
mod read;
mod report;
mod search;
mod shape;
mod write;

use std::collections::BTreeMap;

pub(crate) use self::agreement::{Told, disagreements};
pub use self::compare::{Difference, compare};
pub(crate) use self::former::{Former, former};
pub(crate) use self::inputs::inputs;
pub(crate) use self::manifest::manifest;
pub use self::manifest::{ListedDocument, ListedFile, MANIFEST_FILE, Manifest};
pub(crate) use self::read::MOST_BYTES;
pub use self::read::{Built, Fault, Read};
pub(crate) use self::report::report;
pub use self::report::{TocEntry, entries};
pub(crate) use self::search::{SEARCH_DATA_FILE, search_data};
pub(crate) use self::write::{put, put_back, put_file};
pub use self::write::{write, write_lock};

/// What a build found.
pub const REPORT_FILE: &str = "report.json";

/// The web page of the issue.
pub const INDEX: &str = "index.html";

/// The files of one edition: name → bytes.
pub type Artefacts = BTreeMap<String, Vec<u8>>;
