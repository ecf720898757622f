//! JSON Schema 2020-12, as far as `issue.schema.json` uses it; a keyword that is not known here fails.

use serde_json::Value;

/// Where a record is not as the schema has it: a JSON pointer and what is wrong.
pub(super) fn faults(record: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(include_str!("../../../src/exchange/issue.schema.json")).unwrap();
    let mut walk = Walk { root: &schema, faults: Vec::new() };
    walk.check(&schema, record, "");
    walk.faults
}

struct Walk<'a> {
    root: &'a Value,
    faults: Vec<String>,
}

impl Walk<'_> {
    fn fault(&mut self, at: &str, message: impl Into<String>) {
        self.faults.push(format!("{at}: {}", message.into()));
    }

    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        for (keyword, rule) in schema.as_object().unwrap() {
            self.keyword(keyword, rule, schema, value, at);
        }
    }

    fn keyword(&mut self, keyword: &str, rule: &Value, schema: &Value, value: &Value, at: &str) {
        match keyword {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let definition = self.root.pointer(rule.as_str().unwrap().strip_prefix('#').unwrap()).unwrap();
                self.check(definition, value, at);
            }
            "anyOf" => {
                let choices = rule.as_array().unwrap();
                let holds = |choice: &Value| {
                    let mut walk = Walk { root: self.root, faults: Vec::new() };
                    walk.check(choice, value, at);
                    walk.faults.is_empty()
                };
                if !choices.iter().any(holds) {
                    self.fault(at, format!("is none of {}", choices.len()));
                }
            }
            "type" => {
                let names: Vec<&str> = rule.as_array().map_or_else(
                    || vec![rule.as_str().unwrap()],
                    |names| names.iter().map(|name| name.as_str().unwrap()).collect(),
                );
                if !names.iter().any(|name| is(value, name)) {
                    self.fault(at, format!("is no {}", names.join(" or ")));
                }
            }
            "const" if rule != value => self.fault(at, format!("is not {rule}")),
            "enum" if !rule.as_array().unwrap().contains(value) => self.fault(at, "is none of the values"),
            "const" | "enum" => {}
            "minimum" if value.as_i64().is_some_and(|own| own < rule.as_i64().unwrap()) => {
                self.fault(at, "is too small")
            }
            "maximum" if value.as_i64().is_some_and(|own| own > rule.as_i64().unwrap()) => {
                self.fault(at, "is too large")
            }
            "minLength" if value == "" => self.fault(at, "is empty"),
            "minItems" if value.as_array().is_some_and(Vec::is_empty) => self.fault(at, "has nothing"),
            "minimum" | "maximum" | "minLength" | "minItems" => {}
            "pattern" => {
                if value.as_str().is_some_and(|text| !matches(rule.as_str().unwrap(), text)) {
                    self.fault(at, "is not of the pattern");
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.check(rule, item, &format!("{at}/{index}"));
                }
            }
            "required" => {
                for key in rule.as_array().unwrap().iter().map(|key| key.as_str().unwrap()) {
                    if value.as_object().is_some_and(|object| !object.contains_key(key)) {
                        self.fault(at, format!("lacks `{key}`"));
                    }
                }
            }
            "properties" => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(key) {
                        self.check(rule, value, &format!("{at}/{key}"));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(rule, false);
                for key in value.as_object().into_iter().flat_map(|object| object.keys()) {
                    if schema["properties"].get(key).is_none() {
                        self.fault(at, format!("has `{key}`"));
                    }
                }
            }
            other => panic!("the keyword `{other}` is not known to this test"),
        }
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        other => panic!("the type `{other}` is not known to this test"),
    }
}

/// Whether a text has one of the patterns of the schema; each is written out here.
fn matches(pattern: &str, text: &str) -> bool {
    let is_formed = |form: &str| {
        text.chars().count() == form.len()
            && text.chars().zip(form.chars()).all(|(c, like)| if like == '0' { c.is_ascii_digit() } else { c == like })
    };
    match pattern {
        r"\.pdf$" => text.ends_with(".pdf"),
        r"\.html$" => text.ends_with(".html"),
        "^https?://" => text.starts_with("https://") || text.starts_with("http://"),
        "^[^/]+/[^/]+$" => text.split('/').count() == 2 && text.split('/').all(|part| !part.is_empty()),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => is_formed("0000-00-00"),
        "^[0-9]{4}-[0-9]{3}[0-9X]$" => is_formed("0000-0000") || is_formed("0000-000X"),
        "^[0-9]{2}-[0-9]{4}/[A-Z]{1,2}[0-9]{0,2}$" => {
            let (number, class) = text.split_once('/').unwrap_or_default();
            number.len() == 7 && class.starts_with(|c: char| c.is_ascii_uppercase())
        }
        other => panic!("the pattern `{other}` is not known to this test"),
    }
}
