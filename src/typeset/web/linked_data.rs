//! What a page says of itself as linked data: the vocabulary of schema.org, as JSON-LD.

use serde_json::{Value, json};

use super::Subject;
use crate::artefact::INDEX;
use crate::issue::Document;
use crate::manifest::{Date, Form, Text};

/// The JSON-LD of a page. It has no `<`, since a browser would take `</script` for its end.
pub(super) fn of(subject: &Subject) -> String {
    let mut data = match subject.document {
        Some(document) => document_data(subject, document),
        None => issue_data(subject),
    };
    data["@context"] = "https://schema.org".into();
    without_nulls(&mut data);
    data.to_string().replace('<', "\\u003c")
}

fn body(name: &str) -> Value {
    json!({ "@type": "GovernmentOrganization", "name": name })
}

fn bodies(text: &Text) -> Value {
    text.lines().map(body).collect()
}

/// The issue as a part of its periodical.
fn issue_of(subject: &Subject) -> Value {
    let issue = subject.issue;
    let series = &issue.series;
    json!({
        "@type": "PublicationIssue",
        "name": issue.title(),
        "issueNumber": issue.number,
        "datePublished": issue.date.iso(),
        "url": subject.address(INDEX),
        "isPartOf": {
            "@type": "Periodical",
            "name": series.name.joined(),
            "issn": series.imprint.issn.as_ref().map(|issn| &issn.text),
            "publisher": bodies(&series.sponsor),
        },
    })
}

fn issue_data(subject: &Subject) -> Value {
    let issue = subject.issue;
    let pages = &subject.pagination.documents;
    let mut data = issue_of(subject);
    data["inLanguage"] = "zh-CN".into();
    data["pageStart"] = pages.first().map(|pages| pages.folio.0).into();
    data["pageEnd"] = pages.last().map(|pages| pages.last_folio.0).into();
    data["encoding"] = json!([media(subject, &issue.pdf(), "application/pdf")]);
    let parts = issue.documents().map(|document| {
        json!({
            "@type": kind(document),
            "name": document.title().joined(),
            "identifier": document.front_matter.number.as_ref().map(Text::joined),
            "url": subject.address(&document.slug.page()),
        })
    });
    data["hasPart"] = parts.collect();
    data
}

fn document_data(subject: &Subject, document: &Document) -> Value {
    let elements = &document.front_matter;
    let web = &elements.web;
    let pages = subject.pagination.of(&document.slug);
    let iso = |date: Option<Date>| date.map(|date| date.iso());
    let (html, pdf) = (document.slug.page(), format!("{}#page={}", subject.issue.pdf(), pages.sheet.0));
    let mut data = json!({
        "@type": kind(document),
        "name": document.title().joined(),
        "url": subject.address(&html),
        "inLanguage": "zh-CN",
        "identifier": elements.number.as_ref().map(Text::joined),
        "datePublished": subject.published().iso(),
        "dateCreated": iso(elements.date),
        "author": elements.issuer.as_ref().map(bodies),
        "publisher": bodies(&subject.issue.series.sponsor),
        "keywords": web.keywords.as_ref().map(Text::joined),
        "abstract": web.description.as_ref().map(Text::joined),
        "pagination": format!("{}-{}", pages.folio.0, pages.last_folio.0),
        "expires": iso(web.expires),
        "isPartOf": issue_of(subject),
        "encoding": [media(subject, &html, "text/html"), media(subject, &pdf, "application/pdf")],
    });
    if kind(document) == LEGISLATION {
        data["legislationIdentifier"] = data["identifier"].clone();
        data["legislationDate"] = iso(elements.date).into();
        data["legislationPassedBy"] = data["author"].clone();
        data["legislationDateOfApplicability"] = iso(web.effective).into();
        data["legislationLegalForce"] = web.validity.as_ref().and_then(|validity| force(&validity.text)).into();
    }
    data
}

const LEGISLATION: &str = "Legislation";

/// What carries a 发文字号 is a document of authority; minutes and articles are documents.
fn kind(document: &Document) -> &'static str {
    let elements = &document.front_matter;
    let has_authority = elements.number.is_some() && !matches!(elements.form, Form::Minutes | Form::Article);
    if has_authority { LEGISLATION } else { "DigitalDocument" }
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

fn media(subject: &Subject, file: &str, format: &str) -> Value {
    json!({ "@type": "MediaObject", "encodingFormat": format, "contentUrl": subject.address(file) })
}

/// Takes out what is not given.
fn without_nulls(data: &mut Value) {
    match data {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(without_nulls);
        }
        Value::Array(list) => list.iter_mut().for_each(without_nulls),
        _ => {}
    }
}
