//! Words that `new` and `add` put where those of a document belong.

use crate::diag::Diagnostics;
use crate::place::SourceFile;

/// What stands in the files of [`crate::start`] and in no document: the text to be replaced, the example, a title without a subject.
const LEFT: [&str; 3] = ["（在此写入正文。", "本篇是写法示例，", "关于……的"];

/// Reports a document that still has words of the example it was made from, at the first of them.
pub(crate) fn example(file: &SourceFile, diagnostics: &mut Diagnostics) {
    let found = LEFT.iter().filter_map(|words| file.text().find(words).map(|at| at..at + words.len()));
    if let Some(range) = found.min_by_key(|range| range.start) {
        let help = message!("example-left.help");
        diagnostics.warning("example-left", file.place(range), message!("example-left"), help);
    }
}
