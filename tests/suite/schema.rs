//! The JSON Schemas of what editors type: they have the keys of the README, and what a check calls good fits them.

pub(crate) mod check;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use self::check::faults;
use crate::support::{Folder, document, gazette, root, text};

/// What `gazette schema` prints.
fn schema(kind: &str) -> Value {
    schema_in("en", kind)
}

/// The same, in a language.
fn schema_in(language: &str, kind: &str) -> Value {
    let output = gazette(root(), &["schema", kind, "--lang", language]).success().get_output().clone();
    assert_eq!(text(&output.stderr), "");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// TOML as JSON has it; a date is a text.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(is) => is.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
    }
}

/// What is wrong with a TOML text.
fn wrong(kind: &str, toml: &str) -> Vec<String> {
    faults(&schema(kind), &json(toml::from_str(toml).unwrap()))
}

/// The keys of a schema as the README writes them; tables but for lists by their keys alone.
fn keys(schema: &Value, before: &str, found: &mut BTreeSet<String>) {
    for (key, value) in schema["properties"].as_object().unwrap() {
        let path = format!("{before}{key}");
        let is_series = path == "gazette";
        let inner = if value["type"] == "array" { &value["items"] } else { value };
        if value["type"] != "object" || is_series {
            found.insert(path.clone());
        }
        if inner["type"] == "object" && !is_series {
            assert_eq!(inner["additionalProperties"], false, "{path}");
            keys(inner, &format!("{path}."), found);
        }
    }
}

/// The keys that a table of the README explains.
fn explained(heading: &str) -> BTreeSet<String> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let section = readme.split(&format!("### Keys of {heading}\n")).nth(1).unwrap().split("\n#").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.map(str::to_owned).collect()
}

/// Every file of this name, or with this end, in the folders of issues.
fn files(end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join("issues"), root().join("tests/issues")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.to_str().unwrap().ends_with(end) {
                found.push(entry);
            }
        }
    }
    assert!(found.len() > 12, "{end}");
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_schema_has_the_keys_of_the_readme_and_no_others() {
    for (kind, heading, count) in
        [("gazette", "`gazette.toml`", 61), ("issue", "`issue.toml`", 9), ("document", "a document", 34)]
    {
        let schema = schema(kind);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        // taplo, which editors ask, refuses a schema whose name is no address.
        assert_eq!(schema.get("$id"), None);
        assert_eq!(schema["additionalProperties"], false);
        let mut found = BTreeSet::new();
        keys(&schema, "", &mut found);
        assert_eq!(found, explained(heading), "{kind}");
        assert_eq!(found.len(), count, "{kind}");
    }
    let (series, issue) = (schema("gazette"), schema("issue"));
    assert_eq!(issue["properties"]["gazette"]["properties"], series["properties"]);
    assert_eq!(series["required"], json!(["name", "sponsor"]));
    assert_eq!(issue["properties"]["gazette"].get("required"), None);
    assert_eq!(issue["required"], json!(["year", "number", "date", "sections"]));
}

#[test]
fn every_key_has_its_words_and_no_word_is_of_rust() {
    for kind in ["gazette", "issue", "document"] {
        let printed = schema(kind).to_string();
        for of_rust in ["Toml", "null", "uint", "int64", "\"double\"", "$ref", "oneOf"] {
            assert!(!printed.contains(of_rust), "{kind} has {of_rust}");
        }
        let mut open = vec![schema(kind)];
        while let Some(table) = open.pop() {
            for (key, value) in table["properties"].as_object().unwrap() {
                let title = value["title"].as_str().unwrap_or_default();
                assert!(title.chars().any(|c| c > '\u{2E80}'), "{kind}: {key} has no Chinese title");
                assert!(value["description"].is_string(), "{kind}: {key} has no description");
                let inner = [value, &value["items"]].into_iter().filter(|inner| inner["type"] == "object");
                open.extend(inner.cloned());
            }
        }
    }
    let start = &schema("gazette")["properties"]["layout"]["properties"]["start"];
    assert_eq!(start["enum"], json!(["page", "recto", "run-on"]));
}

/// Every description of a schema, by the attribute of the catalogue that has it.
fn descriptions(schema: &Value, name: &str, before: &str, found: &mut BTreeMap<String, String>) {
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        let attribute = format!("{before}{key}");
        let choices = value["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let names = choices.filter(|choice| choice.is_ascii()).map(|choice| format!("{attribute}-{choice}"));
        let names: Vec<String> = std::iter::once(attribute.clone()).chain(names).collect();
        let told: Vec<&str> = value["description"].as_str().unwrap().split("\n\n").collect();
        assert_eq!(names.len(), told.len(), "{attribute}: {told:?}");
        for (attribute, told) in names.into_iter().zip(told) {
            found.insert(format!("{name}.{attribute}"), told.to_owned());
        }
        let (name, before) =
            if key == "gazette" { ("schema-gazette", String::new()) } else { (name, format!("{attribute}-")) };
        descriptions(value, name, &before, found);
        descriptions(&value["items"], name, &before, found);
    }
}

#[test]
fn every_key_is_described_in_the_language_that_is_asked_for_and_no_words_are_left_over() {
    let (mut english, mut chinese) = (BTreeMap::new(), BTreeMap::new());
    for kind in ["gazette", "issue", "document"] {
        for (language, found) in [("en", &mut english), ("zh", &mut chinese)] {
            let schema = schema_in(language, kind);
            found.insert(format!("schema-{kind}"), schema["title"].as_str().unwrap().to_owned());
            descriptions(&schema, &format!("schema-{kind}"), "", found);
        }
    }
    let names: BTreeSet<&String> = english.keys().collect();
    let catalogue = crate::language::catalogue("en");
    assert_eq!(names, catalogue.keys().filter(|name| name.starts_with("schema-")).collect());
    for (name, told) in &chinese {
        assert_ne!(told, name);
        assert!(told.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{name}: {told}");
        let in_english = &english[name];
        let has_words = in_english.split('`').step_by(2).any(|words| words.contains(char::is_alphabetic));
        assert!(!has_words || told != in_english, "{name}: {told}");
    }
}

#[test]
fn what_is_good_fits() {
    for path in files("gazette.toml") {
        assert_eq!(wrong("gazette", &read(&path)), Vec::<String>::new(), "{path:?}");
    }
    for path in files("issue.toml") {
        assert_eq!(wrong("issue", &read(&path)), Vec::<String>::new(), "{path:?}");
    }
    for path in files(".md") {
        let text = read(&path);
        let matter = text.split("+++\n").nth(1).unwrap();
        assert_eq!(wrong("document", matter), Vec::<String>::new(), "{path:?}");
    }
}

#[test]
fn what_is_wrong_does_not_fit() {
    let series = "name = \"甲\"\nsponsor = \"乙\"\n";
    assert_eq!(wrong("gazette", series), Vec::<String>::new());
    assert_eq!(wrong("gazette", "sponsor = \"乙\""), [": lacks `name`"]);
    for (more, fault) in [
        ("fax = \"1\"", ": has `fax`"),
        ("postcode = 277101", "/postcode: is no string"),
        ("[layout]\nlines = 50", "/layout/lines: is too large"),
        ("[layout]\nmirrored = \"no\"", "/layout/mirrored: is no boolean"),
        ("[layout]\nstart = \"left\"", "/layout/start: is none of the values"),
        ("[sizes]\ntitle = 12.5", "/sizes/title: is too small"),
        ("[cover]\npicture = \"a.png\"", "/cover: has `picture` and lacks `picture-alt`"),
        ("[site]\ncolumn-type = \"公报\"", "/site/column-type: is none of the values"),
    ] {
        assert_eq!(wrong("gazette", &format!("{series}{more}\n")), [fault], "{more}");
    }
    let issue = "year = 2024\nnumber = 1\ndate = 2024-03-31\n";
    assert_eq!(wrong("issue", issue), [": lacks `sections`"]);
    let issue = format!("{issue}[[sections]]\ntitle = \"甲\"\n");
    assert_eq!(wrong("issue", &issue), ["/sections/0: lacks `documents`"]);
    let issue = format!("{issue}documents = [1]\n");
    assert_eq!(wrong("issue", &issue), ["/sections/0/documents/0: is no string"]);
    let untimely = issue.replace("2024-03-31", "2024-03-31T08:00:00").replace("[1]", "[]");
    assert_eq!(wrong("issue", &untimely), ["/date: is no date"]);
}

#[test]
fn what_is_required_of_a_document_depends_on_its_form() {
    let plain = "issuer = \"甲\"\ntitle = \"乙\"\n";
    assert_eq!(wrong("document", plain), Vec::<String>::new());
    assert_eq!(wrong("document", "issuer = \"甲\""), [": lacks `title`"]);
    for (more, expected) in [
        ("head = \"甲文件\"", &[": lacks `number`", ": lacks `date`"][..]),
        ("form = \"article\"\nnumber = \"1\"", &["/number: is not allowed here"]),
        ("form = \"plain\"\nhead = \"甲文件\"", &["/head: is not allowed here"]),
        ("present = \"丙\"", &["/present: is not allowed here"]),
        ("form = \"notice\"", &["/form: is none of the values"]),
        ("signatories = [{ title = \"区长\" }]", &["/signatories/0: lacks `name`"]),
        ("[web]\nvalidity = \"在用\"", &["/web/validity: is none of the values"]),
    ] {
        let mut found = wrong("document", &format!("{plain}{more}\n"));
        found.sort_by_key(|fault| expected.first().is_none_or(|first| fault != first));
        assert_eq!(found, expected, "{more}");
    }
    let letter =
        "form = \"letter\"\nhead = \"甲\"\nnumber = \"1\"\ndate = 2024-03-05\n[colophon]\nprinted-by = \"甲\"\n";
    assert_eq!(wrong("document", &format!("{plain}{letter}")), ["/colophon/printed-by: is not allowed here"]);
}

#[test]
fn schemas_beside_the_series_are_in_nobodys_way() {
    let issue = crate::support::issue(&["a.md"]);
    let folder = Folder::new()
        .put("gazette.schema.json", schema("gazette").to_string())
        .put("issue.schema.json", schema("issue").to_string())
        .put(".taplo.toml", "[[rule]]\n")
        .put(
            "gazette.toml",
            "#:schema ./gazette.schema.json\nname = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n",
        )
        .put("2024-01/issue.toml", format!("#:schema ../issue.schema.json\n{issue}"))
        .put("2024-01/a.md", document("正文。\n"));
    assert_eq!(folder.findings(), Vec::<String>::new());
}
