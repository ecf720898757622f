//! What a work is and who made it (`meta`), after the model of FRBR: work, expression, manifestation.

use super::super::record::IssueRecord;
use super::super::xml::Element;
use crate::address::iri_part;
use crate::manifest::Date;

/// The language of a gazette (ISO 639-2).
const LANGUAGE: &str = "zho";

/// A body that issues or publishes.
#[derive(Debug)]
pub(super) struct Agent {
    id: String,
    /// In full.
    pub(super) name: String,
}

impl Agent {
    /// Those with these names.
    pub(super) fn all(names: &[String], id: &str) -> Vec<Self> {
        let agents = names.iter().enumerate();
        agents.map(|(index, name)| Self { id: format!("{id}_{}", index + 1), name: name.clone() }).collect()
    }
}

/// The issue, a document, or one of its parts.
#[derive(Debug, Clone)]
pub(super) struct Work<'a> {
    /// Its address, without the component.
    pub(super) uri: String,
    /// Which component of it: `main` or `annex_1`.
    pub(super) component: String,
    /// When it was made: 成文日期, or 出版日期 of the issue and of what is not dated.
    pub(super) date: Date,
    /// At least one.
    pub(super) authors: &'a [Agent],
    /// Who is answerable for what is said of it here.
    pub(super) publisher: &'a Agent,
    /// 文种
    pub(super) subtype: Option<&'static str>,
    /// 发文字号, 期, or another name.
    pub(super) number: String,
    /// The title.
    pub(super) name: String,
    /// How it is cited from the gazette.
    pub(super) citation: String,
}

impl Work<'_> {
    /// What is said of it; `known` are the bodies that no other part of the file has named.
    pub(super) fn meta(&self, record: &IssueRecord, known: &[Agent]) -> Element {
        let agents = known.iter().map(|agent| {
            Element::new("TLCOrganization")
                .with("eId", &agent.id)
                .with("href", format!("/akn/ontology/organization/cn/{}", iri_part(&agent.name)))
                .with("showAs", &agent.name)
        });
        let references = self.said_by(Element::new("references")).kids(agents);
        let publication = Element::new("publication")
            .with("date", record.date.iso())
            .with("name", &record.gazette.name)
            .with("number", record.number.to_string())
            .with("showAs", &self.citation);
        Element::new("meta")
            .kid(self.identification(record))
            .kid(publication)
            .kids(Some(references).filter(|it| !it.is_empty()))
    }

    fn identification(&self, record: &IssueRecord) -> Element {
        let Self { uri, component, .. } = self;
        let expression = format!("{uri}/{LANGUAGE}@{}", record.date.iso());
        let names = Element::new("FRBRWork")
            .kid(value("FRBRthis", format!("{uri}/!{component}")))
            .kid(value("FRBRuri", uri))
            .kids(self.made(self.date, "generation"))
            .kid(value("FRBRcountry", "cn"))
            .kids(self.subtype.map(|kind| value("FRBRsubtype", kind)))
            .kid(value("FRBRnumber", &self.number))
            .kid(value("FRBRname", &self.name));
        let expressed = Element::new("FRBRExpression")
            .kid(value("FRBRthis", format!("{expression}/!{component}")))
            .kid(value("FRBRuri", &expression))
            .kids(self.made(record.date, "publication"))
            .kid(Element::new("FRBRlanguage").with("language", LANGUAGE));
        let manifested = Element::new("FRBRManifestation")
            .kid(value("FRBRthis", format!("{expression}/!{component}.xml")))
            .kid(value("FRBRuri", format!("{expression}.xml")))
            .kids(self.made(record.date, "publication"))
            .kid(value("FRBRformat", "application/akn+xml"));
        self.said_by(Element::new("identification")).kid(names).kid(expressed).kid(manifested)
    }

    /// When and by whom.
    fn made(&self, date: Date, event: &'static str) -> impl Iterator<Item = Element> {
        let date = Element::new("FRBRdate").with("date", date.iso()).with("name", event);
        let authors =
            self.authors.iter().map(|agent| Element::new("FRBRauthor").with("href", format!("#{}", agent.id)));
        std::iter::once(date).chain(authors)
    }

    fn said_by(&self, element: Element) -> Element {
        element.with("source", format!("#{}", self.publisher.id))
    }
}

fn value(name: &'static str, value: impl Into<String>) -> Element {
    Element::new(name).with("value", value)
}
