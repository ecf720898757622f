//! Whether a file that was written anew says what it said.

use std::ops::Range;

use super::Kind;
use crate::diag::Diagnostics;
use crate::manifest::{FrontMatter, Split};
use crate::markdown;
use crate::place::SourceFile;

/// Where the text says something else than the file, in bytes of the file.
pub(super) fn difference(file: &SourceFile, text: &str, kind: Kind) -> Option<Range<usize>> {
    match kind {
        Kind::Toml => (!is_same_toml(file.text(), text)).then(|| file.line_from(0)),
        Kind::Document => document(file, &SourceFile::new(file.shown(), text)),
    }
}

fn document(before: &SourceFile, after: &SourceFile) -> Option<Range<usize>> {
    let (mut found, mut found_after) = (Diagnostics::default(), Diagnostics::default());
    let splits = FrontMatter::split(before, &mut found).zip(FrontMatter::split(after, &mut found_after));
    let Some((split, split_after)) = splits else { return Some(before.line_from(0)) };
    let Split { toml, body } = split;
    if !is_same_toml(toml.text, split_after.toml.text) {
        return Some(toml.opening);
    }
    let whole = before.line_from(body.start);
    let tree = markdown::parse(before, body, &mut found);
    let tree_after = markdown::parse(after, split_after.body, &mut found_after);
    let told = |found: &Diagnostics| -> Vec<_> {
        found.sorted().into_iter().map(|found| (found.code, found.message.clone())).collect()
    };
    let is_told_same = told(&found) == told(&found_after);
    tree.first_difference(&tree_after).or_else(|| (!is_told_same).then_some(whole))
}

/// The values are the same, and so are all signs, comments and their order; commas at the ends of lists may come.
fn is_same_toml(before: &str, after: &str) -> bool {
    let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect::<String>();
    let values = |text: &str| toml::from_str::<toml::Table>(text).ok();
    signs(before) == signs(after) && values(before).is_some_and(|before| Some(before) == values(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "+++\nissuer = \"甲\" # 注\ntitle = \"乙\"\n+++\n\n正文*强调*。\n\n- 一\n- 二\n\n\
                            | 甲 | < |\n| --- | --- |\n| 1 | 2 |\n\n# 附件标题\n\n末段\\\n换行[^1]。\n\n[^1]: 脚注。\n";

    #[track_caller]
    fn line_of_difference(from: &str, to: &str) -> Option<usize> {
        assert_eq!(DOCUMENT.matches(from).count(), 1, "{from}");
        let file = SourceFile::new("a.md", DOCUMENT);
        let place = difference(&file, &DOCUMENT.replace(from, to), Kind::Document)?;
        Some(file.line_column(place.start).0)
    }

    #[test]
    fn what_says_the_same_is_let_through() {
        assert_eq!(line_of_difference("正文", "正文"), None);
        assert_eq!(line_of_difference("- 一\n- 二", "* 一\n* 二"), None);
        assert_eq!(line_of_difference("| 甲 | < |", "|甲|<|"), None);
        assert_eq!(line_of_difference("末段\\\n", "末段  \n"), None);
        assert_eq!(line_of_difference(" = \"甲\"", "=\"甲\""), None);
    }

    #[test]
    fn a_wrong_formatter_is_refused() {
        for (from, to, line) in [
            ("正文", "正交", 6),
            ("*强调*", "强调", 6),
            ("- 一\n- 二", "1. 一\n2. 二", 8),
            ("- 二\n", "", 8),
            ("| < |", "| 甲 |", 11),
            ("| 1 | 2 |", "| 2 | 1 |", 11),
            ("| 1 | 2 |\n", "", 11),
            ("| --- | --- |", "| --- | :-: |", 11),
            ("# 附件标题\n", "# 附件 标题\n", 15),
            ("末段\\\n", "末段", 15),
            ("脚注。", "脚注", 15),
            ("title = \"乙\"", "title = \"丙\"", 1),
            (" # 注", "", 1),
            ("+++\n\n正文", "正文", 1),
        ] {
            assert_eq!(line_of_difference(from, to), Some(line), "{from} {to}");
        }
    }

    #[test]
    fn toml_keeps_values_comments_and_order() {
        let before = "# 甲\na = [1, 2]\nb = \"x y\"\n";
        assert!(is_same_toml(before, "# 甲\na=[\n    1,\n    2,\n]\nb = \"x y\"\n"));
        for wrong in [
            "a = [1, 2]\nb = \"x y\"\n",
            "# 甲\na = [1, 2]\nb = \"xy\"\n",
            "# 甲\na = [12]\nb = \"x y\"\n",
            "b = \"x y\"\n# 甲\na = [1, 2]\n",
            "# 甲\na = [1, 2\nb = \"x y\"\n",
        ] {
            assert!(!is_same_toml(before, wrong), "{wrong}");
        }
    }
}
