//! `--format sarif`: one document of the Static Analysis Results Interchange Format 2.1.0 for the whole run.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Diagnostic, ENVIRONMENT, Severity};
use crate::explain::{self, Entry};
use crate::language::Language;
use crate::place::SourceFile;

/// The schema of the errata of 2023, as the standard names it.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings of a run, until it ends.
#[derive(Default)]
pub(crate) struct Log {
    results: Vec<Value>,
    /// How many findings have a fingerprint but for their number.
    alike: BTreeMap<String, usize>,
}

impl Log {
    /// Takes a finding up.
    pub(crate) fn take(&mut self, found: &Diagnostic, file: Option<&SourceFile>, language: Language) {
        let [start, end] = found.lines_columns(file);
        let mut result = json!({
            "ruleId": found.code,
            "level": level(found.severity),
            "message": message(&found.text(language)),
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": { "uri": uri(&found.place.file) },
                    "region": { "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 },
                },
            }],
        });
        if let Some(index) = rules().position(|(code, _)| code == found.code) {
            result["ruleIndex"] = index.into();
        }
        let fingerprint = fingerprint(found, file);
        let number = self.alike.entry(fingerprint.clone()).and_modify(|number| *number += 1).or_insert(1);
        result["partialFingerprints"] = json!({ "pointedWords/v1": format!("{fingerprint}:{number}") });
        self.results.push(result);
    }

    /// The document of a run that ended with `exit_code`, because of `failures` if any kept it from its work; the texts of
    /// its rules are in `language`, as those of its results are.
    pub(crate) fn document(self, exit_code: u8, failures: &[String], language: Language) -> String {
        let environment = explain::find(ENVIRONMENT).map(|entry| descriptor(ENVIRONMENT, entry, language));
        let notifications = failures.iter().map(|failure| {
            json!({ "descriptor": { "id": ENVIRONMENT, "index": 0 }, "level": "error", "message": message(failure) })
        });
        let document = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": {
                    "driver": {
                        "name": "gazette",
                        "version": env!("CARGO_PKG_VERSION"),
                        "rules": rules().map(|(code, entry)| descriptor(code, entry, language)).collect::<Vec<_>>(),
                        "notifications": Vec::from_iter(environment),
                    },
                },
                "invocations": [{
                    "executionSuccessful": failures.is_empty(),
                    "exitCode": exit_code,
                    "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
                }],
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        });
        serde_json::to_string_pretty(&document).expect("text and numbers serialise")
    }
}

/// Every code that a finding can have.
fn rules() -> impl Iterator<Item = (&'static str, &'static Entry)> {
    explain::catalogue().iter().map(|(code, entry)| (code.as_str(), entry)).filter(|(code, _)| *code != ENVIRONMENT)
}

fn descriptor(code: &str, entry: &Entry, language: Language) -> Value {
    let mut help = message(&explain::text(entry, language));
    // Its example is indented, as code is in Markdown.
    help["markdown"] = help["text"].clone();
    json!({
        "id": code,
        "shortDescription": message(entry.summary.text(language)),
        "fullDescription": message(&entry.meaning.text(language).replace('\n', between_lines(language))),
        "help": help,
        "defaultConfiguration": { "level": level(entry.severity) },
    })
}

/// What joins lines to a paragraph: there are no blanks between words of Chinese.
fn between_lines(language: Language) -> &'static str {
    match language {
        Language::En => " ",
        Language::Zh => "",
    }
}

/// The two severities have the standard's names; its `note` and `none` are not used.
fn level(severity: Severity) -> String {
    severity.to_string()
}

/// Braces stand for arguments in messages, and are doubled to stand for themselves (SARIF 2.1.0, 3.11.5).
fn message(text: &str) -> Value {
    json!({ "text": text.replace('{', "{{").replace('}', "}}") })
}

/// The path as a URI reference, as the user named it.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encoded =
        path.bytes().map(|byte| if is_plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") });
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    encoded.fold(scheme.to_owned(), |uri, part: String| uri + &part)
}

/// What stays the same when lines are added above a finding: its code, its file, and the words that it points at.
fn fingerprint(found: &Diagnostic, file: Option<&SourceFile>) -> String {
    let words = file.and_then(|file| file.text().get(found.place.range.clone())).unwrap_or_default();
    let digest = Sha256::digest([found.code, &found.place.file, words].join("\0"));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{Log, message, uri};
    use crate::diag::{Diagnostic, Severity};
    use crate::language::{Language, Message};
    use crate::place::{Place, SourceFile};

    #[test]
    fn a_path_is_a_reference_whatever_its_characters() {
        assert_eq!(uri("issues/2024-02/zhengfa-04.md"), "issues/2024-02/zhengfa-04.md");
        assert_eq!(uri("../某 报/a:b%.md"), "../%E6%9F%90%20%E6%8A%A5/a%3Ab%25.md");
        assert_eq!(uri("./gazette.toml"), "gazette.toml");
        assert_eq!(uri("/work/a.md"), "file:///work/a.md");
    }

    #[test]
    fn rules_are_told_in_the_language_of_the_log() {
        let rule = |language| {
            let log: Value = serde_json::from_str(&Log::default().document(0, &[], language)).expect("JSON");
            log["runs"][0]["tool"]["driver"]["rules"]
                .as_array()
                .and_then(|rules| rules.iter().find(|rule| rule["id"] == "unknown-key").cloned())
                .expect("a rule for each code")
        };
        let (english, chinese) = (rule(Language::En), rule(Language::Zh));
        assert_eq!(english["shortDescription"]["text"], "a key does not exist");
        let meaning = english["fullDescription"]["text"].as_str().expect("text");
        assert!(meaning.contains("stands below a line in brackets"), "lines are joined by a blank: {meaning}");
        assert_eq!(chinese["shortDescription"]["text"], "没有这个键");
        let meaning = chinese["fullDescription"]["text"].as_str().expect("text");
        assert!(meaning.contains("方括号行下面。这样的键，"), "lines are joined without a blank: {meaning}");
        assert!(chinese["help"]["text"].as_str().is_some_and(|help| help.contains("\n\n处理办法：")), "{chinese}");
    }

    #[test]
    fn braces_are_no_arguments() {
        assert_eq!(message("write `{ title }`")["text"], "write `{{ title }}`");
    }

    #[test]
    fn a_fingerprint_outlives_lines_above_and_tells_equals_apart() {
        let prints = |text: &str| {
            let file = SourceFile::new("a.md", text);
            let mut log = Log::default();
            for (at, words) in text.match_indices("<br>") {
                let place = Place::new("a.md", at..at + words.len());
                let (severity, code) = (Severity::Error, "unsupported");
                let found = Diagnostic { severity, code, place, message: Message::verbatim("甲"), help: None };
                log.take(&found, Some(&file), Language::En);
            }
            log.results.iter().map(|result| result["partialFingerprints"].clone()).collect::<Vec<_>>()
        };
        let (before, after) = (prints("甲<br>乙<br>"), prints("新\n\n甲<br>乙<br>"));
        assert_eq!(before.len(), 2);
        assert_ne!(before[0], before[1]);
        assert_eq!(before, after);
    }
}
