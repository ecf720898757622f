//! `issue.toml`: year, number, date, and the sections with their documents in printed order.

use std::ops::RangeInclusive;
use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::layers::Layers;
use super::series::SeriesToml;
use super::strict::Keys;
use super::{Date, FOLIO, Series, Start, Text, Toml, text, within};
use crate::diag::Diagnostics;
use crate::place::Place;
use crate::source::{ISSUE_FILE, IssueDir, SERIES_FILE, UNREADABLE_SERIES};
use crate::within;

/// 年
const YEAR: RangeInclusive<u64> = 1000..=9999;
/// 期
const NUMBER: RangeInclusive<u64> = 1..=999;
/// 总期号
const SERIAL: RangeInclusive<u64> = 1..=999_999;

/// What the TOML of an issue says, as far as it could be read.
#[derive(Debug, Default)]
pub(crate) struct ManifestRead {
    /// Complete, or `None` when what is missing was reported.
    pub manifest: Option<IssueManifest>,
    /// Sections in printed order, or `None` when the list itself could not be read.
    pub sections: Option<Vec<ListedSection>>,
}

/// `issue.toml` laid over `gazette.toml`, its sections left aside.
#[derive(Debug)]
pub(crate) struct IssueManifest {
    /// What the issue inherits.
    pub series: Series,
    /// 年, four digits.
    pub year: u16,
    /// 期, from 1 within the year.
    pub number: u16,
    /// 总期号, from 1 since the first issue.
    pub serial: Option<u32>,
    /// 出版日期
    pub date: Date,
    /// The page number of the first document; more than 1 when pages are numbered through the year.
    pub first_folio: u32,
}

/// A section of the contents.
#[derive(Debug)]
pub(crate) struct ListedSection {
    /// Printed between 【 and 】; `None` when its absence was reported.
    pub title: Option<Text>,
    /// Its documents in printed order.
    pub documents: Vec<Listing>,
}

/// A document as the issue lists it.
#[derive(Debug)]
pub(crate) struct Listing {
    /// The path within the issue folder.
    pub path: String,
    /// The entry in `issue.toml`.
    pub place: Place,
}

/// `issue.toml`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct IssueToml {
    /// Four digits; required.
    #[schemars(title = "年", with = "u64", range(min = *YEAR.start(), max = *YEAR.end()))]
    year: Option<Spanned<u64>>,
    /// From 1 within the year; required.
    #[schemars(title = "期", with = "u64", range(min = *NUMBER.start(), max = *NUMBER.end()))]
    number: Option<Spanned<u64>>,
    /// From 1 since the first issue.
    #[schemars(title = "总期号", with = "u64", range(min = *SERIAL.start(), max = *SERIAL.end()))]
    serial: Option<Spanned<u64>>,
    /// `2024-09-30`; required.
    #[schemars(title = "出版日期", with = "Date")]
    date: Option<Spanned<Date>>,
    /// The page number of the first document; 1 unless given.
    #[schemars(title = "起始页码", with = "i64", range(min = *FOLIO.start(), max = *FOLIO.end()))]
    first_folio: Option<Spanned<i64>>,
    /// Overrides any key of `gazette.toml` for this issue.
    #[schemars(title = "本期设置", with = "SeriesToml")]
    gazette: Option<SeriesToml>,
    /// The sections in printed order; required.
    #[schemars(title = "栏目", with = "Vec<SectionToml>")]
    sections: Option<Vec<Spanned<SectionToml>>>,
}

/// `[[sections]]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(extend("required" = ["title", "documents"]))]
pub(super) struct SectionToml {
    /// Printed in 【】; required.
    #[schemars(title = "栏目名", with = "String")]
    title: Option<Spanned<String>>,
    /// The names of the Markdown files in printed order; required.
    #[schemars(title = "公文", with = "Vec<String>")]
    documents: Option<Spanned<Vec<Spanned<String>>>>,
}

impl ManifestRead {
    /// Reads the TOML of an issue.
    pub(crate) fn read(dir: &IssueDir, diagnostics: &mut Diagnostics) -> Self {
        let shared = series(dir, diagnostics);
        let Some(file) = dir.texts.get(ISSUE_FILE) else {
            // One that is there and cannot be read must not be written anew.
            if !dir.is_unreadable(ISSUE_FILE) {
                let [message, help] = within::no_issue(Path::new(&dir.shown), &dir.issues(), is_series(dir));
                diagnostics.error("no-issue", Place::whole(dir.shown.clone()), message, help);
            }
            return Self::default();
        };
        let toml = Toml::whole(file);
        let (raw, keys) = toml.read::<IssueToml>(diagnostics);
        for (missing, key, example) in [
            (raw.year.is_none(), "year", "2024"),
            (raw.number.is_none(), "number", "2"),
            (raw.date.is_none(), "date", "2024-06-30"),
        ] {
            if missing {
                keys.require(key, example, &toml, diagnostics);
            }
        }
        let is_empty = raw.sections.as_ref().is_none_or(Vec::is_empty);
        if is_empty {
            keys.require("sections", "[{ title = \"区政府文件\", documents = [\"a.md\"] }]", &toml, diagnostics);
        }
        let sections = raw.sections.unwrap_or_default();
        // A list that could not be read was reported; its documents are not to be called unlisted as well.
        let lacks_list = sections.iter().any(|section| section.get_ref().documents.is_none());
        let is_unsure = lacks_list && keys.was_wrong("documents");
        let sections = sections.into_iter();
        let sections = sections.map(|section| resolve_section(section, &toml, &keys, diagnostics)).collect();
        let over = raw.gazette.as_ref().map(|raw| (raw, &toml));
        let layers = Layers::new(over, shared.as_ref().map(|(raw, toml)| (raw, toml)));
        let series = Series::resolve(&layers, diagnostics).filter(|_| shared.is_some());
        let year = within(raw.year, YEAR, &toml, diagnostics);
        let number = within(raw.number, NUMBER, &toml, diagnostics);
        let serial = within(raw.serial, SERIAL, &toml, diagnostics);
        let is_recto = series.as_ref().is_some_and(|series| series.layout.start == Start::Recto);
        let first_folio = first_folio(raw.first_folio, is_recto, &toml, diagnostics);
        let manifest = || {
            Some(IssueManifest {
                series: series?,
                year: year? as u16,
                number: number? as u16,
                serial: serial.map(|serial| serial as u32),
                date: raw.date?.into_inner(),
                first_folio,
            })
        };
        Self { manifest: manifest(), sections: (!is_empty && !is_unsure).then_some(sections) }
    }
}

/// `gazette.toml`, if there is one.
fn series<'a>(dir: &'a IssueDir, diagnostics: &mut Diagnostics) -> Option<(SeriesToml, Toml<'a>)> {
    let Some(file) = &dir.series else {
        // A series in place of one of its issues is told in one finding.
        if !dir.is_unreadable(UNREADABLE_SERIES) && dir.issues().is_empty() && !is_series(dir) {
            let (place, help) = (Place::whole(dir.shown.clone()), message!("no-series.help"));
            diagnostics.error("no-series", place, message!("no-series", file = SERIES_FILE), help);
        }
        return None;
    };
    let toml = Toml::whole(file);
    Some((SeriesToml::read(&toml, diagnostics), toml))
}

/// Whether the folder is that of a gazette, named in place of one of its issues.
fn is_series(dir: &IssueDir) -> bool {
    dir.texts.contains_key(SERIES_FILE) && !dir.texts.contains_key(ISSUE_FILE)
}

/// The page number of the first document; odd where documents begin on right-hand pages.
fn first_folio(raw: Option<Spanned<i64>>, is_recto: bool, toml: &Toml, diagnostics: &mut Diagnostics) -> u32 {
    let given = raw.as_ref().map(Spanned::span);
    let folio = within(raw, FOLIO, toml, diagnostics).unwrap_or(1) as u32;
    if let Some(place) = given.filter(|_| is_recto && folio.is_multiple_of(2)) {
        let message = message!("left-hand-page", folio);
        let help = message!("left-hand-page.help");
        diagnostics.error("bad-value", toml.place(place), message, help);
    }
    folio
}

fn resolve_section(
    raw: Spanned<SectionToml>,
    toml: &Toml,
    keys: &Keys,
    diagnostics: &mut Diagnostics,
) -> ListedSection {
    let span = raw.span();
    let raw = raw.into_inner();
    if raw.title.is_none() && !keys.was_wrong("title") {
        diagnostics.error(
            "missing-key",
            toml.place(span.clone()),
            message!("section-untitled"),
            message!("section-untitled.help"),
        );
    }
    if !keys.was_wrong("documents") {
        match &raw.documents {
            None => {
                let (message, help) = (message!("section-empty"), message!("section-empty.help"));
                diagnostics.error("missing-key", toml.place(span), message, help);
            }
            Some(list) if list.get_ref().is_empty() => {
                let (message, help) = (message!("section-list-empty"), message!("section-list-empty.help"));
                diagnostics.error("missing-key", toml.place(list.span()), message, help);
            }
            Some(_) => {}
        }
    }
    let documents = raw.documents.map(Spanned::into_inner).unwrap_or_default().into_iter().map(|document| {
        let place = toml.place(document.span());
        let path = document.into_inner();
        Listing { path: path.strip_prefix("./").unwrap_or(&path).to_owned(), place }
    });
    ListedSection { documents: documents.collect(), title: text(raw.title, toml, diagnostics) }
}
