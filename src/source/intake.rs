//! Files as they are taken from the disk: within bounds, and as text where they are to be text.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::Result;

use crate::diag::Diagnostics;
use crate::language::{Message, OrFail};
use crate::place::{Place, SourceFile};

/// Bytes of a text file: Typst tells places apart in the first 8 MiB of a file.
pub(super) const MOST_TEXT: u64 = 8_000_000;
/// Bytes of a picture or a font file.
pub(super) const MOST_FILE: u64 = 256_000_000;
/// Bytes of all files together.
const MOST_TOGETHER: u64 = 1_000_000_000;

/// What is taken from the disk, and how much it was so far.
pub(super) struct Intake<'a> {
    /// Where what is too large, or no text, is told.
    pub(super) diagnostics: &'a mut Diagnostics,
    bytes: u64,
}

impl<'a> Intake<'a> {
    /// Nothing yet.
    pub(super) fn new(diagnostics: &'a mut Diagnostics) -> Self {
        Self { diagnostics, bytes: 0 }
    }

    /// A file of no more than `most` bytes; reported and `None`, before it is in memory, where it has more.
    pub(super) fn bytes(&mut self, path: &Path, shown: &str, most: u64) -> Result<Option<Vec<u8>>> {
        let cannot = || message!("cannot-read", file = shown);
        let file = File::open(path).or_fail(cannot)?;
        let length = file.metadata().or_fail(cannot)?.len();
        let left = MOST_TOGETHER - self.bytes;
        let mut bytes = Vec::new();
        // What is written to it meanwhile counts too.
        if length <= most.min(left) {
            bytes.reserve_exact(length as usize);
            file.take(most.min(left) + 1).read_to_end(&mut bytes).or_fail(cannot)?;
        }
        let length = length.max(bytes.len() as u64);
        if length <= most.min(left) {
            self.bytes += length;
            return Ok(Some(bytes));
        }
        let message = if length > most {
            message!("file-too-large", bytes = length.to_string(), most = most.to_string())
        } else {
            message!("files-too-large", most = MOST_TOGETHER.to_string())
        };
        self.diagnostics.error("too-large", Place::whole(shown), message, message!("file-too-large.help"));
        Ok(None)
    }

    /// A text file; reported and `None` where it is none.
    pub(super) fn text(&mut self, path: &Path, shown: &str) -> Result<Option<SourceFile>> {
        let Some(bytes) = self.bytes(path, shown, MOST_TEXT)? else { return Ok(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(SourceFile::new(shown, lines(&text)))),
            Err(error) => {
                let (message, help) = not_utf_8(error.as_bytes(), error.utf8_error().valid_up_to());
                self.diagnostics.error("not-utf-8", Place::whole(shown), message, help);
                Ok(None)
            }
        }
    }
}

/// What is said of bytes that are UTF-8 up to some place only.
fn not_utf_8(bytes: &[u8], valid: usize) -> (Message, Message) {
    if is_utf_16(bytes) {
        return (message!("file-utf-16"), message!("file-utf-16.help"));
    }
    let line = bytes[..valid].iter().filter(|&&byte| byte == b'\n').count() + 1;
    if !has_han(&bytes[..valid]) && gb_18030(bytes).is_some() {
        (message!("line-gb-18030", line), message!("line-gb-18030.help"))
    } else {
        (message!("line-not-utf-8", line), message!("line-not-utf-8.help"))
    }
}

/// Whether UTF-8 text has Han characters, which no text in another encoding begins with; one that does was damaged later.
fn has_han(text: &[u8]) -> bool {
    String::from_utf8_lossy(text).chars().any(|c| c >= '\u{800}')
}

/// Whether bytes begin with the byte order mark of UTF-16, as Windows Notepad writes it.
fn is_utf_16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

/// What bytes say if they are a Chinese text in GB 18030, or GBK and GB 2312, which it contains: all of them can be read so, and what
/// is not ASCII is for the most part Han characters and their marks, which other encodings do not come to by chance.
pub(super) fn gb_18030(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_chinese =
        |c: &char| matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}');
    let others: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    (others.iter().filter(|c| is_chinese(c)).count() * 10 > others.len() * 9).then_some(text)
}

/// A text without byte order mark, its lines ended by `\n`.
pub(crate) fn lines(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn all_files_together_are_no_more_than_memory_has_room_for() {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("a.md");
        fs::write(&path, "abcd").expect("there is room");
        let mut diagnostics = Diagnostics::default();
        let mut intake = Intake { diagnostics: &mut diagnostics, bytes: MOST_TOGETHER - 4 };
        assert!(intake.bytes(&path, "a.md", MOST_TEXT).is_ok_and(|bytes| bytes.as_deref() == Some(b"abcd")));
        assert!(intake.bytes(&path, "a.md", MOST_TEXT).is_ok_and(|bytes| bytes.is_none()));
        let message = diagnostics.sorted()[0].message.to_string();
        assert_eq!(message, "with this file the series and the issue have more than 1000000000 bytes");
    }
}
