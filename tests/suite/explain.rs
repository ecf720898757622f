//! What `gazette explain` tells: every code of the program and no other, with an example that leads to it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use gazette::diag::Severity;
use gazette::explain::{Entry, Example, catalogue};
use gazette::language::{Language, Message};

use crate::support::{Folder, gazette, root, sources, text};

/// Codes that no text in the folder of an issue leads to; each is found in a test of its own.
const PROSE: [&str; 34] = [
    "bad-lock",
    "bad-manifest",
    "contents-differ",
    "environment",
    "face-not-compared",
    "file-changed",
    "file-missing",
    "font-not-embeddable",
    "foreign-face",
    "format-differs",
    "large-print",
    "lock-differs",
    "missing-face",
    "more-findings",
    "no-lock",
    "not-plain",
    "not-reproducible",
    "not-utf-8",
    "off-standard",
    "offprint-differs",
    "other-binding",
    "page-differs",
    "page-unsafe",
    "picture-coarse",
    "picture-colour",
    "press-colour",
    "press-differs",
    "press-size",
    "symbolic-link",
    "text-differs",
    "text-lost",
    "unlisted-file",
    "unreadable-pdf",
    "wrong-glyph",
];

/// What stands in quotes in the sources, is written as codes are, and is none; nor is what begins with `gazette-`.
const NO_CODES: [&str; 44] = [
    "address-unshown",
    "arabic-bracket",
    "aria-hidden",
    "aria-label",
    "back-cover",
    "bundled-fonts",
    "column-description",
    "column-keywords",
    "content-security-policy",
    "contents-unshown",
    "copies-to",
    "copy-number",
    "decimal-1",
    "decimal-2",
    "decimal-3",
    "doc-backlink",
    "doc-endnotes",
    "doc-noteref",
    "document-mistaken",
    "document-no-text",
    "first-folio",
    "han-bracket",
    "head-high",
    "head-long",
    "http-equiv",
    "id-code",
    "kebab-case",
    "no-referrer",
    "no-store",
    "note-unshown",
    "picture-alt",
    "printed-by",
    "printed-on",
    "rows-of-no-table",
    "run-in",
    "same-origin",
    "schema-document",
    "schema-gazette",
    "schema-issue",
    "table-head-high",
    "table-unshown",
    "table-wide",
    "turned-footnote",
    "xml-stylesheet",
];

/// The codes in the sources, each with the file that has it: literals that findings are made with, and all of several words.
fn codes() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (path, source) in sources() {
        let parts: Vec<&str> = source.split('"').collect();
        for pair in parts.windows(2) {
            let (before, literal) = (pair[0].trim_end(), pair[1]);
            let is_word = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            let is_kebab = literal.split('-').all(|word| !word.is_empty() && is_word(word));
            let is_name = is_kebab && literal.starts_with(|c: char| c.is_ascii_lowercase());
            let is_reported = [".error(", ".warning("].iter().any(|call| before.ends_with(call));
            // The names of messages are written like codes.
            let is_other =
                NO_CODES.contains(&literal) || literal.starts_with("gazette-") || before.ends_with("message!(");
            if is_name && (is_reported || literal.contains('-') && !is_other) {
                found.insert(literal.to_owned(), path.clone());
            }
        }
    }
    found
}

/// The folder that an example describes; what it does not say is good.
fn folder(example: &Example) -> Option<Folder> {
    Some(match example {
        Example::Body(text) => Folder::with_body(text),
        Example::FrontMatter(lines) => Folder::with_front_matter(lines),
        Example::Files(files) => {
            files.iter().fold(Folder::new(), |folder, (path, text)| folder.put(&format!("2024-01/{path}"), text))
        }
        Example::Without(path) => Folder::new().without(&format!("2024-01/{path}")),
        Example::Prose(_) => return None,
    })
}

#[test]
fn every_code_is_explained() {
    let missing: Vec<String> = codes()
        .into_iter()
        .filter(|(code, _)| !catalogue().contains_key(code))
        .map(|(code, path)| format!("`{code}` ({path})"))
        .collect();
    assert!(
        missing.is_empty(),
        "src/explain/catalogue.toml has no table for {}; add one for each, in the order of the codes, or name what is no \
         code in NO_CODES of this test",
        missing.join(", ")
    );
}

#[test]
fn every_entry_is_a_code_of_the_program() {
    let sources: String = sources().into_values().collect();
    let stale: Vec<&String> = catalogue().keys().filter(|code| !sources.contains(&format!("\"{code}\""))).collect();
    assert!(stale.is_empty(), "nothing in src/ reports {stale:?}; delete them from src/explain/catalogue.toml");
}

#[test]
fn entries_stand_in_the_order_of_their_codes() {
    let text = fs::read_to_string(root().join("src/explain/catalogue.toml")).unwrap();
    // A table of an example has no `severity`.
    let tables = text.split("\n[").skip(1).filter_map(|table| table.split_once("]\nseverity"));
    let codes: Vec<&str> = tables.map(|(code, _)| code).collect();
    let sorted: Vec<&String> = catalogue().keys().collect();
    assert_eq!(codes, sorted);
}

#[test]
fn every_example_has_its_finding_and_no_other() {
    let mut wrong = Vec::new();
    for (code, Entry { severity, example, .. }) in catalogue() {
        let Some(folder) = folder(example) else { continue };
        let findings = folder.findings();
        let expected = format!(" {severity} {code}: ");
        if findings.is_empty() || !findings.iter().all(|found| found.contains(&expected)) {
            wrong.push(format!("the example of `{code}` should have{expected}… and has {findings:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn few_examples_are_told_in_words() {
    let prose = catalogue().iter().filter(|(_, entry)| matches!(entry.example, Example::Prose(_)));
    assert_eq!(prose.map(|(code, _)| code.as_str()).collect::<Vec<_>>(), PROSE);
}

/// The texts of an entry.
fn texts(entry: &Entry) -> impl Iterator<Item = &Message> {
    let Entry { summary, meaning, source, remedy, example, .. } = entry;
    let prose = if let Example::Prose(words) = example { Some(words) } else { None };
    [summary, meaning, source, remedy].into_iter().chain(prose)
}

/// How long a line is: English in characters; Chinese in columns of a terminal, of which Han characters take two.
fn length(line: &str, language: Language) -> usize {
    let is_wide = |c: char| language == Language::Zh && !c.is_ascii();
    line.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

#[test]
fn entries_say_everything_and_fit_where_they_are_shown() {
    for (code, entry) in catalogue() {
        for (language, stop) in [(Language::En, '.'), (Language::Zh, '。')] {
            assert!(texts(entry).all(|text| !text.text(language).trim().is_empty()), "{code}");
            let [summary, meaning, remedy] =
                [&entry.summary, &entry.meaning, &entry.remedy].map(|text| text.text(language));
            assert!(!summary.contains('\n') && !summary.ends_with(stop), "{code}: {summary}");
            assert!(length(summary, language) <= 80, "{code}: {summary}");
            assert!(meaning.trim_end().ends_with(stop) && remedy.trim_end().ends_with(stop), "{code}");
            for line in meaning.lines().chain(remedy.lines()) {
                assert!(length(line, language) <= 90, "{code}: break the lines of its texts: {line}");
            }
            // GitHub shows no more of the description of a rule.
            assert!(meaning.chars().count() <= 1024, "{code}");
        }
    }
}

#[test]
fn chinese_texts_are_chinese_and_name_what_the_english_ones_name() {
    for (code, entry) in catalogue() {
        for message in texts(entry) {
            let [english, chinese] = [Language::En, Language::Zh].map(|language| message.text(language));
            // What stands between two backticks is every second piece.
            let names = |text: &'static str| text.split('`').skip(1).step_by(2).collect::<BTreeSet<_>>();
            assert_eq!(names(chinese), names(english), "{code}: {chinese}");
            let words: String = chinese.split('`').step_by(2).collect();
            assert!(words.contains(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{code}: {chinese}");
            // Names such as GitHub Flavored Markdown have capitals; two small words are a piece of a sentence.
            let is_small = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase() || b",.;:".contains(&b));
            let words: Vec<&str> = words.split_whitespace().collect();
            assert!(!words.windows(2).any(|pair| pair.iter().all(|word| is_small(word))), "{code}: {chinese}");
        }
    }
}

#[test]
fn lines_of_chinese_end_where_a_reader_pauses() {
    for (code, entry) in catalogue() {
        for text in [&entry.meaning, &entry.remedy] {
            for line in text.text(Language::Zh).lines() {
                assert!(line.ends_with(['。', '，', '；', '：', '、']), "{code}: {line}");
                assert!(!line.starts_with(' '), "{code}: {line}");
            }
        }
    }
}

#[test]
fn a_code_is_explained_with_its_example() {
    let output = gazette(root(), &["explain", "listed-twice"]).success().get_output().clone();
    assert_eq!(text(&output.stderr), "");
    let expected = "error[listed-twice]: the issue lists a document twice

A document stands at one place of an issue, and the contents have one page number for it.

Source: the README, What it proves: the numbers are true

Wrong, in `issue.toml`:

    year = 2024
    number = 1
    date = 2024-03-31
    sections = [{ title = \"区政府文件\", documents = [\"a.md\", \"a.md\"] }]

Remedy: Delete one of the two entries.
";
    assert_eq!(text(&output.stdout), expected);
}

#[test]
fn all_codes_are_listed_with_a_line_each() {
    let output = gazette(root(), &["explain"]).success().get_output().clone();
    let listed = text(&output.stdout);
    assert_eq!(listed.lines().count(), catalogue().len());
    for (line, (code, entry)) in listed.lines().zip(catalogue()) {
        let words: Vec<&str> = line.split_whitespace().take(2).collect();
        assert_eq!(words, [code.as_str(), &entry.severity.to_string()]);
        assert!(line.ends_with(entry.summary.text(Language::En)), "{line}");
    }
}

#[test]
fn a_code_is_explained_in_chinese() {
    let output = gazette(root(), &["--lang", "zh", "explain", "unknown-key"]).success().get_output().clone();
    assert_eq!(text(&output.stderr), "");
    let expected = "错误[unknown-key]：没有这个键

程序严格读取 TOML：不认识的键，或者是写错了，或者是写在了它不属于的方括号行下面。
这样的键，内容不会印出。

依据：README 中列出各键的表；README 中的承诺：内容不丢失

错误示例，在文首信息中：

    adressee = \"区教育局：\"

处理办法：改为提示中所写的键。不属于任何表的键，写在所有方括号行的上面。
";
    assert_eq!(text(&output.stdout), expected);
}

#[test]
fn all_codes_are_listed_in_chinese_in_columns() {
    let output = gazette(root(), &["explain", "--lang", "zh"]).success().get_output().clone();
    let listed = text(&output.stdout);
    let widest = catalogue().keys().map(String::len).max().unwrap();
    let lines = catalogue().iter().map(|(code, entry)| {
        let severity = if entry.severity == Severity::Error { "错误" } else { "警告" };
        format!("{code:widest$}  {severity}  {}\n", entry.summary.text(Language::Zh))
    });
    assert_eq!(listed, lines.collect::<String>());
}

#[test]
fn a_code_that_is_not_there_is_named_with_the_nearest() {
    let says = |code: &str| {
        let output = gazette(root(), &["explain", code]).code(2).get_output().clone();
        assert_eq!(text(&output.stdout), "");
        text(&output.stderr)
    };
    assert_eq!(says("unknwon-key"), "error: there is no code `unknwon-key`; did you mean `unknown-key`?\n");
    assert_eq!(says("公报"), "error: there is no code `公报`; `gazette explain` lists all\n");
}
