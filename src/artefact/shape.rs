//! What is wrong with the form of a manifest, in words that name its keys; serde speaks of types of the program.

use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::language::Message;

/// What the value of a key has to be.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    Number,
    TextOrNull,
    List(&'static [(&'static str, Shape)]),
}

const MANIFEST: [(&str, Shape); 8] = [
    ("version", Shape::Number),
    ("generator", Shape::Text),
    ("issue", Shape::Text),
    ("title", Shape::Text),
    ("date", Shape::Text),
    ("inputs", Shape::TextOrNull),
    ("files", Shape::List(&FILE)),
    ("documents", Shape::List(&DOCUMENT)),
];
const FILE: [(&str, Shape); 4] =
    [("file", Shape::Text), ("bytes", Shape::Number), ("sha256", Shape::Text), ("sm3", Shape::Text)];
const DOCUMENT: [(&str, Shape); 11] = [
    ("id", Shape::Text),
    ("title", Shape::Text),
    ("number", Shape::TextOrNull),
    ("issuer", Shape::TextOrNull),
    ("form", Shape::Text),
    ("date", Shape::TextOrNull),
    ("page", Shape::Number),
    ("last_page", Shape::Number),
    ("sheet", Shape::Number),
    ("html", Shape::Text),
    ("source", Shape::Text),
];
/// What a number in a manifest can be; a size is larger, and none that is read.
const LARGEST: u64 = u32::MAX as u64;

/// What is wrong with a text that serde could not read as a manifest.
pub(super) fn fault(text: &str, error: &serde_json::Error) -> Message {
    let what = match error.classify() {
        Category::Data => match serde_json::from_str(text) {
            Ok(Value::Object(manifest)) => {
                of_table(&manifest, &MANIFEST, &|| message!("manifest-it")).unwrap_or_else(|| of_key(error))
            }
            Ok(other) => {
                let name = message!("manifest-it");
                message!("manifest-no-object", name, found = describe(&other))
            }
            // What is wrong stands behind what serde stumbled over.
            Err(error) => of_text(text, &error),
        },
        _ => of_text(text, error),
    };
    message!("manifest-unreadable", what)
}

/// What keeps a text from being JSON.
fn of_text(text: &str, error: &serde_json::Error) -> Message {
    match error.classify() {
        Category::Eof if text.trim().is_empty() => message!("manifest-empty"),
        Category::Eof => message!("manifest-cut"),
        _ if error.to_string().starts_with("recursion limit") => message!("manifest-nested"),
        _ => message!("manifest-no-json"),
    }
}

/// The first thing that is wrong with an object, called `name`.
fn of_table(table: &Map<String, Value>, keys: &[(&str, Shape)], name: &dyn Fn() -> Message) -> Option<Message> {
    if let Some(unknown) = table.keys().find(|key| !keys.iter().any(|(known, _)| known == key)) {
        let nearest = crate::nearest::nearest(unknown, keys.iter().map(|(known, _)| *known));
        return Some(match nearest {
            Some(near) => message!("manifest-unknown-key-near", name = name(), key = unknown, near),
            None => message!("manifest-unknown-key", name = name(), key = unknown),
        });
    }
    for (key, shape) in keys {
        let Some(value) = table.get(*key) else {
            if matches!(shape, Shape::TextOrNull) {
                continue;
            }
            return Some(message!("manifest-key-absent", name = name(), key = *key));
        };
        let expected = match (shape, value) {
            (Shape::Text, Value::String(_)) | (Shape::TextOrNull, Value::String(_) | Value::Null) => continue,
            (Shape::Number, Value::Number(number)) => {
                let is_fit = number.as_u64().is_some_and(|number| *key == "bytes" || number <= LARGEST);
                if is_fit { continue } else { message!("json-number-range") }
            }
            (Shape::List(of), Value::Array(items)) => {
                let mut faults = items.iter().zip(1..).filter_map(|(item, at)| of_item(item, of, key, at));
                match faults.next() {
                    Some(fault) => return Some(fault),
                    None => continue,
                }
            }
            (Shape::Text, _) => message!("json-text"),
            (Shape::TextOrNull, _) => message!("json-text-or-null"),
            (Shape::Number, _) => message!("json-number"),
            (Shape::List(_), _) => message!("type-list"),
        };
        let found = describe(value);
        return Some(message!("manifest-value", key = *key, name = name(), found, expected));
    }
    None
}

fn of_item(item: &Value, keys: &[(&str, Shape)], list: &str, at: usize) -> Option<Message> {
    let name = || message!("manifest-entry", at, list = list);
    match item {
        Value::Object(table) => of_table(table, keys, &name),
        other => Some(message!("manifest-no-object", name = name(), found = describe(other))),
    }
}

/// What the tables do not know: a key that stands there twice, a form that no document has.
fn of_key(error: &serde_json::Error) -> Message {
    let message = error.to_string();
    let named = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("duplicate field") {
        return message!("manifest-key-twice", key = named);
    }
    if message.starts_with("unknown variant") {
        return message!("manifest-no-form", form = named);
    }
    message!("manifest-value-foreign")
}

fn describe(value: &Value) -> Message {
    match value {
        Value::Null => message!("found-word", word = "null"),
        Value::Bool(value) => message!("found-word", word = value.to_string()),
        Value::Number(number) => message!("found-number", number = number.to_string()),
        Value::String(text) => {
            let text: String = text.chars().take(40).collect();
            message!("found-text", text = format!("`{text}`"))
        }
        Value::Array(_) => message!("found-list"),
        Value::Object(_) => message!("found-object"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artefact::Manifest;

    fn said(text: &str) -> String {
        let error = serde_json::from_str::<Manifest>(text).expect_err("it is damaged");
        let fault = fault(text, &error).to_string();
        fault.strip_prefix("the manifest cannot be read: ").unwrap_or_default().to_owned()
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        let good = r#"{"version": 1, "generator": "g", "issue": "i", "title": "t", "date": "d", "files": [], "documents": []}"#;
        assert!(serde_json::from_str::<Manifest>(good).is_ok());
        let document = r#"[{"id": "a", "title": "t", "form": "document", "page": 1, "last_page": 1, "sheet": 1, "html": "h", "source": "s"}]"#;
        let with = |from: &str, to: &str| good.replace(from, to);
        let documents =
            |from: &str, to: &str| with("\"documents\": []", &format!("\"documents\": {}", document.replace(from, to)));
        for (text, expected) in [
            (String::new(), "it is empty"),
            ("[]".to_owned(), "it is a list, not an object in braces"),
            ("null".to_owned(), "it is null, not an object in braces"),
            ("{\"version\": 1".to_owned(), "it is cut off"),
            ("nonsense".to_owned(), "from here on it is no JSON"),
            ("[".repeat(1000), "its brackets are nested too deeply"),
            (
                with("generator", "generater"),
                "it has a key `generater`, which gazette does not write; did you mean `generator`?",
            ),
            (with("\"date\": \"d\", ", ""), "it has no `date`"),
            (with("\"date\": \"d\"", "\"date\": 5"), "`date` of it is the number 5, not a text in quotes"),
            (with("\"files\": []", "\"files\": {}"), "`files` of it is an object, not a list in square brackets"),
            (with("\"files\": []", "\"files\": [1]"), "entry 1 of `files` is the number 1, not an object in braces"),
            (with("\"files\": []", "\"files\": [{\"file\": \"a\"}]"), "entry 1 of `files` has no `bytes`"),
            (with("\"issue\"", "\"title\": \"t\", \"issue\""), "the key `title` stands there twice"),
            (
                documents("\"page\": 1", "\"page\": \"1\""),
                "`page` of entry 1 of `documents` is the text `1`, not a whole number without quotes",
            ),
            (
                documents("\"page\": 1", "\"page\": -1"),
                "`page` of entry 1 of `documents` is the number -1, not a whole number from 0 to 4294967295",
            ),
            (documents("\"document\"", "\"memo\""), "`memo` is none of the forms of documents"),
        ] {
            assert_eq!(said(&text), expected, "{text}");
        }
    }
}
