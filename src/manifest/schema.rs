//! JSON Schemas of what editors type, made from the types that read it, so that neither can have a key that the other lacks.
//!
//! They are stricter than the types where a key is asked for after reading, and say nothing of what depends on other files. What a
//! key means is told in words of the catalogue: `schema-gazette` has an attribute for each key, its tables before it
//! (`.cover-picture`), and for each of its choices (`.layout-start-page`).

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::form;
use super::front_matter::FrontMatterToml;
use super::issue::IssueToml;
use super::series::SeriesToml;
use crate::language::{Language, Message};

/// What the message of `gazette.toml` is called, which `[gazette]` in `issue.toml` shares.
const SERIES: &str = "schema-gazette";

/// The schema of `gazette.toml`.
pub(crate) fn series_schema(language: Language) -> Schema {
    let mut schema = schema::<SeriesToml>("gazette.schema.json", SERIES, language);
    schema.insert("required".into(), json!(["name", "sponsor"]));
    schema
}

/// The schema of `issue.toml`.
pub(crate) fn issue_schema(language: Language) -> Schema {
    let mut schema = schema::<IssueToml>("issue.schema.json", "schema-issue", language);
    schema.insert("required".into(), json!(["year", "number", "date", "sections"]));
    schema
}

/// The schema of the front matter of a document; what is required and what is refused depends on its form.
pub(crate) fn document_schema(language: Language) -> Schema {
    let mut schema = schema::<FrontMatterToml>("document.schema.json", "schema-document", language);
    schema.insert("allOf".into(), form::rules().into());
    schema
}

/// The schema of a type, in one piece: editors that know only older drafts have no `$defs`.
fn schema<T: JsonSchema>(id: &str, name: &str, language: Language) -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.with_transform(plain).into_generator().into_root_schema_for::<T>();
    schema.insert("$id".into(), id.into());
    schema.insert("title".into(), said(name, language).into());
    schema.as_object_mut().into_iter().for_each(|table| describe(table, name, "", language));
    schema
}

/// Leaves out what is true of Rust and not of TOML: `null`, the names of structs, the widths of numbers, and what is told to those
/// who read the program. Makes one list of choices.
fn plain(schema: &mut Schema) {
    if schema.get("default") == Some(&Value::Null) {
        schema.remove("default");
    }
    let is_of_rust = |key: &str, is: fn(&str) -> bool| schema.get(key).and_then(Value::as_str).is_some_and(is);
    let (has_width, has_name) = (is_of_rust("format", |format| format != "date"), is_of_rust("title", is_name));
    if has_width {
        schema.remove("format");
    }
    if has_name {
        schema.remove("title");
    }
    schema.remove("description");
    let choices = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    if let Some(values) = choices.map(|choice| choice.get("const").cloned()).collect::<Option<Vec<_>>>()
        && !values.is_empty()
    {
        schema.remove("oneOf");
        schema.insert("type".into(), "string".into());
        schema.insert("enum".into(), values.into());
    }
    transform_subschemas(&mut plain, schema);
}

/// Whether a title is that of a struct of this module.
fn is_name(title: &str) -> bool {
    title.ends_with("Toml")
}

/// Says what each key of a table means, and each key of the tables in it; `path` is what the message `name` has before them.
fn describe(table: &mut Map<String, Value>, name: &str, path: &str, language: Language) {
    let keys = table.get_mut("properties").and_then(Value::as_object_mut);
    for (key, value) in keys.into_iter().flatten() {
        let Some(value) = value.as_object_mut() else { continue };
        let attribute = format!("{path}{key}");
        let meaning = said(&format!("{name}.{attribute}"), language);
        let choices = value.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        // What is chosen in Chinese needs no words; letters and hyphens stand for something.
        let choices = choices.filter(|choice| choice.is_ascii());
        let choices = choices.map(|choice| said(&format!("{name}.{attribute}-{choice}"), language));
        let description = std::iter::once(meaning).chain(choices).collect::<Vec<_>>().join("\n\n");
        value.insert("description".into(), description.into());
        let (name, path) = if key == "gazette" { (SERIES, String::new()) } else { (name, format!("{attribute}-")) };
        describe(value, name, &path, language);
        let items = value.get_mut("items").and_then(Value::as_object_mut);
        items.into_iter().for_each(|items| describe(items, name, &path, language));
    }
}

fn said(name: &str, language: Language) -> String {
    Message::new(name, &[]).text(language).to_owned()
}
