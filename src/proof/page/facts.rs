//! The facts of a document, which its page tells besides the text (公文类 metadata).

use super::{Page, Part, ToldDocument, printed};
use crate::proof::web::Element;

/// The labels in their order.
const LABELS: [&str; 11] = [
    "索引号",
    "主题分类",
    "发文机关",
    "成文日期",
    "标题",
    "发文字号",
    "发布日期",
    "施行日期",
    "失效日期",
    "有效性",
    "主题词",
];

/// What a label has to say.
enum Expected {
    /// This.
    Is(String),
    /// Nothing: the document has no such thing.
    Absent,
    /// Only the folder of the issue tells.
    Unknown,
}

/// The facts on a page: where each stands, its label and its value.
pub(super) fn read(root: &Element) -> Vec<(usize, String, String)> {
    let mut facts: Vec<(usize, String, String)> = Vec::new();
    let block = root.find(|element| element.name == "dl" && element.has_class("facts"));
    for element in block.into_iter().flat_map(Element::descendants) {
        match element.name.as_str() {
            "dt" => facts.push((element.at, element.text().trim().to_owned(), String::new())),
            "dd" => facts.last_mut().into_iter().for_each(|(_, _, value)| value.push_str(element.text().trim())),
            _ => {}
        }
    }
    facts
}

impl Page<'_> {
    /// Proves the facts of a document.
    pub(super) fn facts(&mut self, header: &Element, document: &ToldDocument) {
        let mut last = None;
        for (at, label, value) in self.facts.clone() {
            let Some(order) = LABELS.iter().position(|known| *known == label) else {
                if self.is_programs() {
                    self.untrue(at, message!("page-fact-unknown", label));
                }
                continue;
            };
            if last.is_some_and(|last| last >= order) {
                self.untrue(at, message!("page-fact-misplaced", label));
            }
            last = Some(order);
            match expected(document, LABELS[order]) {
                Expected::Is(expected) => self.compare(at, Part::Fact(&label), &value, &expected),
                Expected::Absent => {
                    self.untrue(at, message!("page-fact-absent", label, value = super::shown(&value)));
                }
                Expected::Unknown => {}
            }
        }
        if !self.is_programs() {
            return;
        }
        for label in LABELS {
            let is_told = self.facts.iter().any(|(_, told, _)| told == label);
            if let (Expected::Is(_), false) = (expected(document, label), is_told) {
                self.untrue(header.at, message!("page-missing", what = Part::Fact(label).name()));
            }
        }
        let mut strays = Vec::new();
        let is_known = |element: &Element| matches!(element.name.as_str(), "dt" | "dd");
        for block in header.descendants().into_iter().filter(|element| element.has_class("facts")) {
            super::strays(block, &is_known, &mut strays);
        }
        for (at, text) in strays {
            self.untrue(at, message!("page-stray-fact", text = super::shown(text)));
        }
    }

    /// What the page says under a label.
    pub(super) fn fact(&self, label: &str) -> Option<&str> {
        self.facts.iter().find(|(_, told, _)| told == label).map(|(_, _, value)| value.as_str())
    }

    /// 发布日期 of a document, `2024-06-30`; without the sources, as the page itself tells it.
    pub(super) fn published(&self, document: &ToldDocument) -> Option<String> {
        let told = document.source.as_ref().map(|source| source.published.clone());
        told.or_else(|| super::iso(self.fact("发布日期")?))
    }
}

fn expected(document: &ToldDocument, label: &str) -> Expected {
    if let Some(source) = &document.source {
        let value = source.facts.iter().find(|(known, _)| *known == label).map(|(_, value)| value.clone());
        return value.map_or(Expected::Absent, Expected::Is);
    }
    let known = |value: Option<String>| value.map_or(Expected::Absent, Expected::Is);
    match label {
        "发文机关" => known(document.issuer.clone()),
        "成文日期" => known(document.date.as_deref().and_then(printed)),
        "标题" => known(Some(document.title.clone())),
        "发文字号" => known(document.number.clone()),
        _ => Expected::Unknown,
    }
}
