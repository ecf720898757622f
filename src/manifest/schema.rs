//! JSON Schemas of what editors type, made from the types that read it, so that neither can have a key that the other lacks.
//!
//! They are stricter than the types where a key is asked for after reading, and say nothing of what depends on other files.

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::form;
use super::front_matter::FrontMatterToml;
use super::issue::IssueToml;
use super::series::SeriesToml;

/// The schema of `gazette.toml`.
pub(crate) fn series_schema() -> Schema {
    let mut schema = schema::<SeriesToml>("gazette.schema.json", "gazette.toml of gazette");
    schema.insert("required".into(), json!(["name", "sponsor"]));
    schema
}

/// The schema of `issue.toml`.
pub(crate) fn issue_schema() -> Schema {
    let mut schema = schema::<IssueToml>("issue.schema.json", "issue.toml of gazette");
    schema.insert("required".into(), json!(["year", "number", "date", "sections"]));
    schema
}

/// The schema of the front matter of a document; what is required and what is refused depends on its form.
pub(crate) fn document_schema() -> Schema {
    let mut schema = schema::<FrontMatterToml>("document.schema.json", "front matter of a document of gazette");
    schema.insert("allOf".into(), form::rules().into());
    schema
}

/// The schema of a type, in one piece: editors that know only older drafts have no `$defs`.
fn schema<T: JsonSchema>(id: &str, title: &str) -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.with_transform(plain).into_generator().into_root_schema_for::<T>();
    schema.insert("$id".into(), id.into());
    schema.insert("title".into(), title.into());
    schema
}

/// Leaves out what is true of Rust and not of TOML: `null`, the names of structs, the widths of numbers. Makes one list of the
/// choices that each have a description.
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
    let choices = schema.get("oneOf").and_then(Value::as_array).cloned();
    let values = choices.iter().flatten().map(|choice| choice.get("const").cloned()).collect::<Option<Vec<_>>>();
    if let Some((choices, values)) = choices.zip(values) {
        schema.remove("oneOf");
        let meanings = choices.iter().zip(&values).filter_map(|(choice, value)| {
            Some(format!("`{}`: {}", value.as_str()?, choice.get("description")?.as_str()?))
        });
        let before = schema.get("description").and_then(Value::as_str).map(str::to_owned);
        let description: Vec<String> = before.into_iter().chain(meanings).collect();
        schema.insert("type".into(), "string".into());
        schema.insert("enum".into(), values.into());
        schema.insert("description".into(), description.join("\n\n").into());
    }
    transform_subschemas(&mut plain, schema);
}

/// Whether a title is that of a struct of this module.
fn is_name(title: &str) -> bool {
    title.ends_with("Toml")
}
