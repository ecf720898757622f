//! What an edition is made of, in one digest: the same digest, the same edition.

use crate::digest::sha256;
use crate::source::IssueDir;
use crate::uses::Use;

/// The program, in one digest of its sources, its faces and the versions of what it is built upon.
const PROGRAM: &str = env!("GAZETTE_SOURCES");

/// The digest of all that was read of an issue and its series, of what the issue is put to, and of the program.
///
/// What a document does not use is in it too, since it could be reported. `issue.lock` is not: nothing that is built depends on it.
pub(crate) fn inputs(dir: &IssueDir, uses: &[Use]) -> String {
    // All fields are named, so that a new one is not forgotten. The path depends on where the program was called, and what cannot be
    // read keeps an issue from being built.
    let IssueDir {
        name,
        shown: _,
        series,
        texts,
        pictures,
        unreadable: _,
        lock: _,
        others,
        fonts,
        series_pictures,
        templates,
    } = dir;
    let mut list = format!("program {PROGRAM}\nuses {uses:?}\nissue {name}\n");
    let mut add = |kind: &str, path: &str, bytes: &[u8]| {
        list.extend([kind, " ", path, " ", &sha256(bytes), "\n"]);
    };
    series.iter().for_each(|file| add("series", "", file.text().as_bytes()));
    texts.iter().for_each(|(path, file)| add("text", path, file.text().as_bytes()));
    pictures.iter().for_each(|(path, bytes)| add("picture", path, bytes));
    others.iter().for_each(|path| add("other", path, &[]));
    fonts.iter().for_each(|font| add("font", &font.path, &font.data));
    series_pictures.iter().for_each(|(path, bytes)| add("shared", path, bytes));
    templates.iter().for_each(|(path, file)| add("template", path, file.text().as_bytes()));
    sha256(list.as_bytes())
}
