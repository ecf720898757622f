//! `[web]` in the front matter: what the page of a document says of it, and paper does not (公文类 metadata of government sites).

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Date, Text, Toml, element};
use crate::diag::Diagnostics;

/// What 有效性 can be.
const VALIDITY: [&str; 5] = ["有效", "失效", "废止", "部分有效", "已修改"];

/// What is told of a document on the web only.
#[derive(Debug, Clone, Default)]
pub struct WebEntry {
    /// 索引号
    pub index_number: Option<Text>,
    /// 主题分类
    pub subject: Option<Text>,
    /// 主题词, separated by commas.
    pub keywords: Option<Text>,
    /// What it is about, in a sentence or two.
    pub description: Option<Text>,
    /// 发布日期; that of the issue unless given.
    pub published: Option<Date>,
    /// 施行日期
    pub effective: Option<Date>,
    /// 失效日期
    pub expires: Option<Date>,
    /// 有效性
    pub validity: Option<Text>,
}

/// `[web]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct WebToml {
    /// As the office counts what it publishes.
    #[schemars(title = "索引号", with = "String")]
    index_number: Option<Spanned<String>>,
    /// `综合政务\政务公开`
    #[schemars(title = "主题分类", with = "String")]
    subject: Option<Spanned<String>>,
    /// Separated by commas.
    #[schemars(title = "主题词", with = "String")]
    keywords: Option<Spanned<String>>,
    /// What it is about, in a sentence or two.
    #[schemars(title = "摘要", with = "String")]
    description: Option<Spanned<String>>,
    /// The issue's `date` unless given.
    #[schemars(title = "发布日期", with = "Date")]
    published: Option<Spanned<Date>>,
    /// `2024-10-01`
    #[schemars(title = "施行日期", with = "Date")]
    effective: Option<Spanned<Date>>,
    /// `2029-09-30`
    #[schemars(title = "失效日期", with = "Date")]
    expires: Option<Spanned<Date>>,
    /// Whether it is in force.
    #[schemars(title = "有效性", with = "String", extend("enum" = VALIDITY))]
    validity: Option<Spanned<String>>,
}

impl WebEntry {
    /// The table as it is given.
    pub(super) fn resolve(raw: WebToml, toml: &Toml, diagnostics: &mut Diagnostics) -> Self {
        let dates = raw.effective.as_ref().zip(raw.expires.as_ref());
        if let Some((_, expires)) = dates.filter(|(effective, expires)| expires.get_ref() < effective.get_ref()) {
            let message = message!("expires-early");
            diagnostics.error("bad-value", toml.place(expires.span()), message, message!("expires-early.help"));
        }
        let mut text = |value| element(value, toml, diagnostics);
        let entry = Self {
            index_number: text(raw.index_number),
            subject: text(raw.subject),
            keywords: text(raw.keywords),
            description: text(raw.description),
            published: raw.published.map(Spanned::into_inner),
            effective: raw.effective.map(Spanned::into_inner),
            expires: raw.expires.map(Spanned::into_inner),
            validity: text(raw.validity),
        };
        if let Some(Text { text, place }) = entry.validity.as_ref().filter(|it| !VALIDITY.contains(&it.text.as_str())) {
            let message = message!("no-validity", text);
            diagnostics.error(
                "bad-value",
                place.clone(),
                message,
                message!("no-validity.help", values = VALIDITY.join("、")),
            );
        }
        entry
    }
}
