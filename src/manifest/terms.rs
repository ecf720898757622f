//! The Chinese terms of keys, as the JSON Schemas have them, for editors who type the term in place of the key.

use crate::language::Language;
use serde_json::Value;

use super::schema::{document_schema, issue_schema, series_schema};

/// What is said for a term of the schemas in short.
const SHORT: [(&str, &str); 13] = [
    ("年份", "year"),
    ("期号", "number"),
    ("期数", "number"),
    ("文号", "number"),
    ("日期", "date"),
    ("密级", "secrecy"),
    ("署名", "signature"),
    ("抄送", "copies-to"),
    ("栏目名称", "title"),
    ("文件", "documents"),
    ("文件列表", "documents"),
    ("名称", "name"),
    ("图片", "picture"),
];

/// The key that a Chinese term stands for.
pub(super) fn key_of(term: &str) -> Option<String> {
    let short = || SHORT.iter().find(|(short, _)| *short == term).map(|(_, key)| (*key).to_owned());
    let schemas = [document_schema, issue_schema, series_schema].into_iter();
    schemas.map(|schema| schema(Language::Zh).to_value()).find_map(|schema| within(&schema, term)).or_else(short)
}

/// The first key with this title, the outer ones before those of their tables.
fn within(schema: &Value, term: &str) -> Option<String> {
    let own = schema.get("properties").and_then(Value::as_object);
    let is_named = |value: &Value| value.get("title").and_then(Value::as_str) == Some(term);
    let mut named = own.into_iter().flatten().filter(|(_, value)| is_named(value));
    let tables = || own.into_iter().flatten().flat_map(|(_, value)| [value, value.get("items").unwrap_or(value)]);
    named.next().map(|(key, _)| key.clone()).or_else(|| tables().find_map(|table| within(table, term)))
}
