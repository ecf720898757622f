//! `[site]`: the government site that publishes the web edition, and what it has to say of itself in the head of every page
//! (政府网站发展指引, 国办发〔2017〕47号, annex).

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::Text;
use super::layers::Layers;
use crate::diag::Diagnostics;
use crate::language::Message;

/// The kinds of column that the guideline knows.
const COLUMN_TYPES: [&str; 18] = [
    "首页",
    "概况信息",
    "机构职能",
    "负责人信息",
    "工作动态",
    "政策文件",
    "信息公开指南",
    "信息公开目录",
    "信息公开年报",
    "依申请公开",
    "数据发布",
    "数据开放",
    "政策解读",
    "回应关切",
    "办事服务",
    "咨询投诉",
    "征集调查",
    "在线访谈",
];
/// A gazette publishes documents.
const COLUMN_TYPE: &str = "政策文件";
/// What the column is called unless the series says otherwise.
const COLUMN: &str = "政府公报";

/// The site and its column; what is missing of it was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// `SiteName`
    pub name: Option<Text>,
    /// `SiteDomain`, without a scheme: `www.example.gov.cn`.
    pub domain: Option<Text>,
    /// `SiteIDCode`, 网站标识码: ten digits, or `bm` and eight digits.
    pub id_code: Option<Text>,
    /// `ColumnName`
    pub column: String,
    /// `ColumnDescription`
    pub column_description: Option<Text>,
    /// `ColumnKeywords`
    pub column_keywords: Option<Text>,
    /// `ColumnType`
    pub column_type: String,
    /// The address of the folder that takes the editions, with its scheme and a `/` at its end.
    pub url: Option<String>,
    /// What stands at the foot of every page, such as ICP备案号, in its lines.
    pub footer: Option<Text>,
}

/// `[site]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct SiteToml {
    /// `SiteName`
    #[schemars(title = "网站名称", with = "String")]
    name: Option<Spanned<String>>,
    /// `SiteDomain`: `www.example.gov.cn`
    #[schemars(title = "网站域名", with = "String")]
    domain: Option<Spanned<String>>,
    /// `SiteIDCode`: ten digits, or `bm` and eight.
    #[schemars(title = "网站标识码", with = "String")]
    id_code: Option<Spanned<String>>,
    /// `ColumnName`; 政府公报 unless given.
    #[schemars(title = "栏目名称", with = "String")]
    column: Option<Spanned<String>>,
    /// `ColumnDescription`
    #[schemars(title = "栏目描述", with = "String")]
    column_description: Option<Spanned<String>>,
    /// `ColumnKeywords`, separated by commas.
    #[schemars(title = "栏目关键词", with = "String")]
    column_keywords: Option<Spanned<String>>,
    /// `ColumnType`; 政策文件 unless given.
    #[schemars(title = "栏目类别", with = "String", extend("enum" = COLUMN_TYPES))]
    column_type: Option<Spanned<String>>,
    /// The address of the folder that takes the editions: `https://www.example.gov.cn/gongbao/`
    #[schemars(title = "网址", with = "String")]
    url: Option<Spanned<String>>,
    /// Text at the foot of every page, such as ICP备案号, in its lines.
    #[schemars(title = "页脚", with = "String")]
    footer: Option<Spanned<String>>,
}

impl Site {
    /// `None` when no file has the table.
    pub(super) fn resolve(raw: &Layers<Spanned<SiteToml>>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let place = raw.first(|raw, toml, _| Some(toml.place(raw.span())))?;
        let mut text = |pick: fn(&SiteToml) -> &Option<Spanned<String>>| {
            raw.first(|raw, toml, _| super::text(pick(raw.get_ref()).clone(), toml, diagnostics))
        };
        let (name, domain, id_code) = (text(|raw| &raw.name), text(|raw| &raw.domain), text(|raw| &raw.id_code));
        let (column, column_type) = (text(|raw| &raw.column), text(|raw| &raw.column_type));
        let column_description = text(|raw| &raw.column_description);
        let column_keywords = text(|raw| &raw.column_keywords);
        let (url, footer) = (text(|raw| &raw.url), text(|raw| &raw.footer));
        let missing = [
            ("name", "SiteName", "\"某某区人民政府\"", name.is_none()),
            ("domain", "SiteDomain", "\"www.example.gov.cn\"", domain.is_none()),
            ("id-code", "SiteIDCode", "\"3704020001\"", id_code.is_none()),
            ("column-description", "ColumnDescription", "\"公布规章和行政规范性文件\"", column_description.is_none()),
            ("column-keywords", "ColumnKeywords", "\"政府公报,规范性文件\"", column_keywords.is_none()),
            ("url", "Url", "\"https://www.example.gov.cn/gongbao/\"", url.is_none()),
        ];
        for (key, meta, example, _) in missing.into_iter().filter(|(.., is_missing)| *is_missing) {
            let message = message!("site-key-missing", key, meta);
            let help = message!("site-key-missing.help", key, example);
            diagnostics.warning("missing-site-key", place.clone(), message, help);
        }
        check(&domain, is_domain, |text| message!("no-domain", text = text), message!("no-domain.help"), diagnostics);
        check(
            &id_code,
            is_id_code,
            |text| message!("no-site-code", text = text),
            message!("no-site-code.help"),
            diagnostics,
        );
        let types = message!("no-column-type.help", types = COLUMN_TYPES.join("、"));
        check(
            &column_type,
            |text| COLUMN_TYPES.contains(&text),
            |text| message!("no-column-type", text = text),
            types,
            diagnostics,
        );
        let address = message!("no-web-address.help");
        check(&url, is_address, |text| message!("no-web-address", text = text), address, diagnostics);
        Some(Self {
            name,
            domain,
            id_code,
            column: column.map_or_else(|| COLUMN.to_owned(), |text| text.joined()),
            column_description,
            column_keywords,
            column_type: column_type.map_or_else(|| COLUMN_TYPE.to_owned(), |text| text.joined()),
            url: url.map(|url| format!("{}/", url.text.trim_end_matches('/'))),
            footer,
        })
    }
}

fn check(
    text: &Option<Text>,
    is: impl Fn(&str) -> bool,
    message: impl Fn(&str) -> Message,
    help: Message,
    diagnostics: &mut Diagnostics,
) {
    if let Some(Text { text, place }) = text.as_ref().filter(|text| !is(&text.text)) {
        diagnostics.error("bad-site", place.clone(), message(text), help);
    }
}

fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.contains('.') && text.split('.').all(is_label)
}

fn is_id_code(text: &str) -> bool {
    let digits = text.strip_prefix("bm").unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() == if digits == text { 10 } else { 8 }
}

/// A scheme, a domain, a path, and none of the signs that would end an attribute or begin a query.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>\\^`{|}?#".contains(&byte));
    is_plain
        && rest.is_some_and(|rest| {
            is_domain(rest.split('/').next().unwrap_or_default().split(':').next().unwrap_or_default())
        })
}
