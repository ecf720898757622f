//! `gazette.toml`: what every issue of a gazette shares, and `[gazette]` in `issue.toml`, which overrides it.

use serde::Deserialize;
use toml::Spanned;

use super::layers::Layers;
use super::layout::{self, Layout, LayoutToml, Sizes, SizesToml};
use super::{Text, Toml};
use crate::diag::Diagnostics;

/// Type families by role; an empty role is set in the face that comes with the program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fonts {
    /// 仿宋: running text.
    pub fangsong: Option<Text>,
    /// 楷体: second-level headings.
    pub kaiti: Option<Text>,
    /// 黑体: first-level headings, attachment labels.
    pub heiti: Option<Text>,
    /// 宋体: folios.
    pub songti: Option<Text>,
    /// 小标宋: red heads and titles.
    pub title: Option<Text>,
    /// For characters that the face of a role lacks.
    pub fallback: Option<Text>,
}

/// What an issue inherits from its series.
#[derive(Debug, Clone)]
pub struct Series {
    /// 刊名
    pub name: Text,
    /// 主办单位
    pub sponsor: Text,
    /// 编辑出版
    pub editor: Option<Text>,
    /// 地址
    pub address: Option<Text>,
    /// 邮编
    pub postcode: Option<Text>,
    /// 电话
    pub phone: Option<Text>,
    /// 电子邮箱
    pub email: Option<Text>,
    /// 承印
    pub printer: Option<Text>,
    /// The standard-text notice, in its printed lines.
    pub notice: Option<Text>,
    /// The type area, and what is printed.
    pub layout: Layout,
    /// Type sizes by role.
    pub sizes: Sizes,
    /// Type families by role.
    pub fonts: Fonts,
}

/// `gazette.toml`, or `[gazette]` in `issue.toml`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct SeriesToml {
    name: Option<Spanned<String>>,
    sponsor: Option<Spanned<String>>,
    editor: Option<Spanned<String>>,
    address: Option<Spanned<String>>,
    postcode: Option<Spanned<String>>,
    phone: Option<Spanned<String>>,
    email: Option<Spanned<String>>,
    printer: Option<Spanned<String>>,
    notice: Option<Spanned<String>>,
    layout: Option<LayoutToml>,
    sizes: Option<SizesToml>,
    fonts: Option<FontsToml>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct FontsToml {
    fangsong: Option<Spanned<String>>,
    kaiti: Option<Spanned<String>>,
    heiti: Option<Spanned<String>>,
    songti: Option<Spanned<String>>,
    title: Option<Spanned<String>>,
    fallback: Option<Spanned<String>>,
}

impl SeriesToml {
    /// Reads `gazette.toml`, which must have the required keys.
    pub(super) fn read(toml: &Toml, diagnostics: &mut Diagnostics) -> Self {
        let (raw, keys) = toml.read::<Self>(diagnostics);
        if raw.name.is_none() {
            keys.require("name", "\"某某区人民政府公报\"", toml, diagnostics);
        }
        if raw.sponsor.is_none() {
            keys.require("sponsor", "\"某某区人民政府\"", toml, diagnostics);
        }
        raw
    }
}

impl Series {
    /// The series as an issue has it; `None` when a required key was reported as missing.
    pub(super) fn resolve(raw: &Layers<SeriesToml>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (layout, sizes) = layout::resolve(&raw.table(|raw| &raw.layout), &raw.table(|raw| &raw.sizes), diagnostics);
        let fonts = Fonts::resolve(&raw.table(|raw| &raw.fonts), diagnostics);
        let mut text = |pick| raw.text(pick, diagnostics);
        let (name, sponsor) = (text(|raw| &raw.name), text(|raw| &raw.sponsor));
        let (editor, address, postcode) =
            (text(|raw| &raw.editor), text(|raw| &raw.address), text(|raw| &raw.postcode));
        let (phone, email, printer) = (text(|raw| &raw.phone), text(|raw| &raw.email), text(|raw| &raw.printer));
        let notice = text(|raw| &raw.notice);
        Some(Self {
            name: name?,
            sponsor: sponsor?,
            editor,
            address,
            postcode,
            phone,
            email,
            printer,
            notice,
            layout,
            sizes,
            fonts,
        })
    }
}

impl Fonts {
    fn resolve(raw: &Layers<FontsToml>, diagnostics: &mut Diagnostics) -> Self {
        let mut text = |pick| raw.text(pick, diagnostics);
        Self {
            fangsong: text(|raw| &raw.fangsong),
            kaiti: text(|raw| &raw.kaiti),
            heiti: text(|raw| &raw.heiti),
            songti: text(|raw| &raw.songti),
            title: text(|raw| &raw.title),
            fallback: text(|raw| &raw.fallback),
        }
    }
}
