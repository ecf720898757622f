//! Words that `new` and `add` put where those of a document belong.

use crate::diag::Diagnostics;
use crate::place::SourceFile;

/// What stands in the files of [`crate::start`] and in no document: the text to be replaced, and the example.
const LEFT: [&str; 2] = ["（在此写入正文。", "本篇是写法示例，"];
/// The title of those files, without a subject; what a text quotes may well leave out words so.
const TITLE: &str = "关于……的";

/// Reports a document that still has words of the example it was made from, at the first of them; `front` is where its
/// front matter ends.
pub(crate) fn example(file: &SourceFile, front: usize, diagnostics: &mut Diagnostics) {
    let text = file.text();
    let within = LEFT.iter().map(|words| (*words, text)).chain([(TITLE, &text[..front])]);
    let found = within.filter_map(|(words, text)| text.find(words).map(|at| at..at + words.len()));
    if let Some(range) = found.min_by_key(|range| range.start) {
        let help = message!("example-left.help");
        diagnostics.warning("example-left", file.place(range), message!("example-left"), help);
    }
}
