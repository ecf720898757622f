//! JSON Schema 2020-12, as far as the schemas of the program use it; a keyword that is not known here fails.

use serde_json::Value;

/// Where a record is not as a schema has it: a JSON pointer and what is wrong.
pub(crate) fn faults(schema: &Value, record: &Value) -> Vec<String> {
    let mut walk = Walk { root: schema, faults: Vec::new() };
    walk.check(schema, record, "");
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
        if let Some(allowed) = schema.as_bool() {
            if !allowed {
                self.fault(at, "is not allowed here");
            }
            return;
        }
        for (keyword, rule) in schema.as_object().unwrap() {
            self.keyword(keyword, rule, schema, value, at);
        }
    }

    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut walk = Walk { root: self.root, faults: Vec::new() };
        walk.check(schema, value, "");
        walk.faults.is_empty()
    }

    fn keyword(&mut self, keyword: &str, rule: &Value, schema: &Value, value: &Value, at: &str) {
        match keyword {
            "$schema" | "$id" | "$defs" | "title" | "description" | "then" => {}
            "$ref" => {
                let definition = self.root.pointer(rule.as_str().unwrap().strip_prefix('#').unwrap()).unwrap();
                self.check(definition, value, at);
            }
            "anyOf" => {
                let choices = rule.as_array().unwrap();
                if !choices.iter().any(|choice| self.holds(choice, value)) {
                    self.fault(at, format!("is none of {}", choices.len()));
                }
            }
            "allOf" => rule.as_array().unwrap().iter().for_each(|part| self.check(part, value, at)),
            "not" if self.holds(rule, value) => self.fault(at, "is what it must not be"),
            "not" => {}
            "if" if self.holds(rule, value) => self.check(&schema["then"], value, at),
            "if" => {}
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
            "minimum" if value.as_f64().is_some_and(|own| own < rule.as_f64().unwrap()) => {
                self.fault(at, "is too small")
            }
            "maximum" if value.as_f64().is_some_and(|own| own > rule.as_f64().unwrap()) => {
                self.fault(at, "is too large")
            }
            "minLength" if value == "" => self.fault(at, "is empty"),
            "minItems" if value.as_array().is_some_and(Vec::is_empty) => self.fault(at, "has nothing"),
            "minimum" | "maximum" | "minLength" | "minItems" => {}
            "format" => {
                assert_eq!(rule, "date");
                if value.as_str().is_some_and(|text| !matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", text)) {
                    self.fault(at, "is no date");
                }
            }
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
            "dependentRequired" => {
                for (key, needed) in rule.as_object().unwrap().iter().filter(|(key, _)| value.get(key).is_some()) {
                    for other in needed.as_array().unwrap().iter().map(|other| other.as_str().unwrap()) {
                        if value.get(other).is_none() {
                            self.fault(at, format!("has `{key}` and lacks `{other}`"));
                        }
                    }
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
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
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
