//! `issue.lock`: what an issue was made of and what it came to when it was published, and what differs since then.
//!
//! [`Lock::of`] records an edition, [`Lock::read`] takes the file apart, and [`compare`] holds one against the other. A page that
//! moved is traced to its cause: `change` compares the passages of one document, `listing` the order of all, `making` what they are
//! made with; `shift` finds where pages begin to move, `cause` puts each such point down to what differs before it, and `words`
//! says it. Nothing that is built depends on the lock.

mod cause;
mod change;
mod hunk;
mod listing;
mod making;
mod pin;
mod read;
mod record;
mod shift;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::cause::compare;
pub(crate) use self::pin::check as check_pins;
pub(crate) use self::record::digest_of_sources;
pub use self::shift::Shift;
use crate::place::Place;
use crate::source::{IssueDir, LOCK_FILE};

/// The version of the file's format.
const VERSION: u32 = 1;

/// Begins what serde is told of a text that is no digest; the text follows.
const NO_DIGEST: &str = "no digest: ";
/// The same for a text that is no block.
const NO_BLOCK: &str = "no block: ";

/// What stands above the TOML, for people.
const NOTICE: &str = "\
# What this issue was made of, and what it came to, when it was published. `gazette lock` writes this file and
# `gazette check --locked` says what differs from it since. Commit it with the issue; nobody types in it.
# A block is a passage of the file in order: a digest of its Markdown and the printed lines it takes.

";

/// `issue.lock`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Lock {
    /// Of the format.
    version: u32,
    /// The name of the issue's folder.
    issue: String,
    /// Pages of the PDF.
    sheets: u32,
    /// What made the edition.
    program: Program,
    /// What the edition is made of but fonts, by path from the issue folder. The digest of a text is that of its lines ended by
    /// `\n`, without byte order mark, so that it is the same on every system.
    sources: BTreeMap<String, Digest>,
    /// `gazette.toml` and `issue.toml` line by line.
    settings: Vec<LockedSettings>,
    /// In the order of their families.
    fonts: Vec<LockedFont>,
    /// The files of the edition but those that describe the others.
    artefacts: Vec<LockedFile>,
    /// In printed order.
    documents: Vec<LockedDocument>,
}

/// The program that made the edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Program {
    /// Name and version.
    name: String,
    /// The version of Typst within it.
    typst: String,
    /// Of all its own templates and its style sheet.
    templates: Digest,
}

/// A file of settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LockedSettings {
    /// Its path from the issue folder.
    file: String,
    /// Those that are not blank.
    lines: Vec<LockedBlock>,
}

/// A font file that the edition is set in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LockedFont {
    /// Its name, by which `[fonts]` asks for it.
    family: String,
    /// The path from the issue folder, or `program`.
    file: String,
    /// Of the file.
    sha256: Digest,
}

/// A file of the edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LockedFile {
    /// Its name within the edition.
    file: String,
    /// Its size.
    bytes: usize,
    /// Of its bytes.
    sha256: Digest,
}

/// A document as it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LockedDocument {
    /// Its Markdown file.
    source: String,
    /// The title of its section, without 【】.
    section: String,
    /// As the contents have it.
    title: String,
    /// 发文字号, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// The folio of its first page.
    page: u32,
    /// The folio of its last page.
    last_page: u32,
    /// The page of the PDF on which it begins, from 1.
    sheet: u32,
    /// Printed lines; those that no block takes are its elements'.
    lines: u32,
    /// Of its words without white space, whatever marks they have.
    text: Digest,
    /// Its passages in the order of the file.
    blocks: Vec<LockedBlock>,
}

/// A passage as it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct LockedBlock {
    /// The first 12 digits of the SHA-256 of its Markdown.
    digest: String,
    /// The printed lines it takes; a line of the front matter has none of its own.
    lines: Option<u32>,
}

/// A SHA-256 in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
struct Digest(String);

impl Lock {
    /// The bytes of the file.
    ///
    /// # Panics
    /// Never: text and numbers are TOML.
    pub fn to_toml(&self) -> String {
        format!("{NOTICE}{}", toml::to_string_pretty(self).expect("text and numbers serialise"))
    }
}

impl LockedDocument {
    /// Lines of its elements.
    fn elements(&self) -> i64 {
        i64::from(self.lines) - self.blocks.iter().map(LockedBlock::count).sum::<i64>()
    }
}

impl LockedBlock {
    /// How many digits of a digest tell the passages of one file apart.
    const DIGITS: usize = 12;

    /// Its printed lines.
    fn count(&self) -> i64 {
        self.lines.map_or(0, i64::from)
    }
}

impl From<LockedBlock> for String {
    fn from(LockedBlock { digest, lines }: LockedBlock) -> Self {
        lines.map_or_else(|| digest.clone(), |lines| format!("{digest} {lines}"))
    }
}

impl TryFrom<String> for LockedBlock {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (digest, lines) = text.split_once(' ').map_or((&*text, None), |(digest, lines)| (digest, Some(lines)));
        let wrong = || format!("{NO_BLOCK}{text}");
        let lines = lines.map(|lines| lines.parse().map_err(|_| wrong())).transpose()?;
        if digest.len() == Self::DIGITS && is_hexadecimal(digest) {
            Ok(Self { digest: digest.to_owned(), lines })
        } else {
            Err(wrong())
        }
    }
}

impl TryFrom<String> for Digest {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() == 64 && is_hexadecimal(&text) { Ok(Self(text)) } else { Err(format!("{NO_DIGEST}{text}")) }
    }
}

/// The line of the lock that begins so; its whole file where there is none.
fn place_in_lock(dir: &IssueDir, start: &str) -> Place {
    let Some(file) = &dir.lock else { return Place::whole(dir.show(LOCK_FILE)) };
    let at = file.text().match_indices(start).find(|(at, _)| file.text()[..*at].ends_with('\n'));
    at.map_or(Place::whole(file.shown()), |(at, _)| file.place(file.line_from(at)))
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
