//! What a page says of itself as linked data has to be what it says in words.

use serde_json::{Map, Value, json};

use super::{Page, Part, ToldDocument, attribute, iso};
use crate::artefact::INDEX;
use crate::proof::web::Element;

impl Page<'_> {
    /// Proves the linked data of the page, which has it once.
    pub(super) fn linked_data(&mut self) {
        let is_data =
            |element: &Element| element.name == "script" && attribute(element, "type") == "application/ld+json";
        let scripts = self.all(is_data);
        if scripts.len() != 1 {
            self.untrue(self.root.at, message!("page-data-times", times = scripts.len()));
        }
        for script in scripts {
            let Ok(Value::Object(data)) = serde_json::from_str::<Value>(&script.text()) else {
                self.untrue(script.at, message!("page-data-unreadable"));
                continue;
            };
            let issue = if self.document.is_some() { data.get("isPartOf") } else { None };
            let periodical = issue.map_or(data.get("isPartOf"), |issue| issue.get("isPartOf"));
            let periodical = periodical.cloned().unwrap_or_default();
            self.share(Part::Periodical, script.at, &periodical.to_string());
            let publisher = periodical.get("publisher").cloned().unwrap_or_default();
            if let Some(source) = &self.told.source {
                let name = periodical.get("name").and_then(Value::as_str).unwrap_or_default();
                self.compare(script.at, Part::PeriodicalName, name, &source.name);
                self.compare(script.at, Part::Publisher, &names(&publisher), source.sponsor());
            }
            let expected = match self.told_document() {
                Some(document) => self.expected_of_document(document, &publisher, periodical),
                None => self.expected_of_issue(periodical),
            };
            self.compare_data(script.at, &data, expected);
        }
    }

    fn compare_data(&mut self, at: usize, data: &Map<String, Value>, expected: Value) {
        let Value::Object(mut expected) = expected else { return };
        expected.retain(|_, value| !value.is_null());
        for (key, value) in data {
            match expected.get(key) {
                Some(expected) if same(expected, value) => {}
                Some(expected) => {
                    let [found, expected] = [value, expected].map(|value| match value {
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    });
                    self.differs(at, Part::Data(key), &found, &expected);
                }
                None => self.untrue(at, message!("page-data-unknown", key = super::shown(key))),
            }
        }
        for key in expected.keys().filter(|key| !data.contains_key(*key)) {
            self.untrue(at, message!("page-data-missing", key));
        }
    }

    fn issue_data(&self, periodical: Value) -> Value {
        let number = self.told.title.strip_suffix('期').and_then(|title| title.rsplit_once('第'));
        json!({
            "@type": "PublicationIssue",
            "name": self.told.title,
            "issueNumber": number.and_then(|(_, number)| number.parse::<u32>().ok()),
            "datePublished": self.told.date,
            "url": self.address(INDEX),
            "isPartOf": periodical,
        })
    }

    fn expected_of_issue(&self, periodical: Value) -> Value {
        let documents = &self.told.documents;
        let mut data = self.issue_data(periodical);
        data["@context"] = "https://schema.org".into();
        data["inLanguage"] = "zh-CN".into();
        data["pageStart"] = documents.first().map(|document| document.folios.0).into();
        data["pageEnd"] = documents.last().map(|document| document.folios.1).into();
        data["encoding"] = json!([media(self.address(&self.told.pdf()), "application/pdf")]);
        let parts = documents.iter().map(|document| {
            let mut part = json!({
                "@type": kind(document),
                "name": document.title,
                "url": self.address(&document.page),
            });
            if let Some(number) = &document.number {
                part["identifier"] = number.clone().into();
            }
            part
        });
        data["hasPart"] = parts.collect();
        data
    }

    fn expected_of_document(&self, document: &ToldDocument, publisher: &Value, periodical: Value) -> Value {
        let day = |label: &str| self.fact(label).and_then(iso);
        // 发文机关 of one document may be several bodies.
        let author = document.issuer.as_ref().map(|issuer| {
            let body = |name: &str| json!({ "@type": "GovernmentOrganization", "name": name });
            issuer.split('、').map(body).collect::<Value>()
        });
        let pdf = format!("{}#page={}", self.told.pdf(), document.sheet);
        let mut data = json!({
            "@context": "https://schema.org",
            "@type": kind(document),
            "name": document.title,
            "url": self.address(&document.page),
            "inLanguage": "zh-CN",
            "identifier": document.number,
            "datePublished": self.published(document),
            "dateCreated": document.date,
            "author": author,
            "publisher": publisher,
            "keywords": self.fact("主题词"),
            "abstract": self.description(document),
            "pagination": format!("{}-{}", document.folios.0, document.folios.1),
            "expires": day("失效日期"),
            "isPartOf": self.issue_data(periodical),
            "encoding": [
                media(self.address(&document.page), "text/html"),
                media(self.address(&pdf), "application/pdf"),
            ],
        });
        if document.has_authority() {
            data["legislationIdentifier"] = data["identifier"].clone();
            data["legislationDate"] = data["dateCreated"].clone();
            data["legislationPassedBy"] = data["author"].clone();
            data["legislationDateOfApplicability"] = day("施行日期").into();
            data["legislationLegalForce"] = self.fact("有效性").and_then(force).into();
        }
        data
    }
}

/// Whether two values are the same; bodies in one line are those in several.
fn same(expected: &Value, found: &Value) -> bool {
    expected == found || !names(expected).is_empty() && names(expected) == names(found)
}

/// The names of bodies in one line.
fn names(bodies: &Value) -> String {
    let name = |body: &Value| Some(body.get("name")?.as_str()?.to_owned());
    let is_body = |body: &Value| body.get("@type").and_then(Value::as_str) == Some("GovernmentOrganization");
    let bodies = bodies.as_array().filter(|bodies| bodies.iter().all(is_body));
    bodies.into_iter().flatten().filter_map(name).collect::<Vec<_>>().join("、")
}

fn kind(document: &ToldDocument) -> &'static str {
    if document.has_authority() { "Legislation" } else { "DigitalDocument" }
}

fn media(address: String, format: &str) -> Value {
    json!({ "@type": "MediaObject", "encodingFormat": format, "contentUrl": address })
}

/// What schema.org calls a 有效性.
fn force(validity: &str) -> Option<&'static str> {
    match validity {
        "有效" | "已修改" => Some("InForce"),
        "部分有效" => Some("PartiallyInForce"),
        "失效" | "废止" => Some("NotInForce"),
        _ => None,
    }
}
