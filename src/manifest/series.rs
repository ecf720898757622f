//! `gazette.toml`: what every issue of a gazette shares, and `[gazette]` in `issue.toml`, which overrides it.

use serde::Deserialize;
use toml::Spanned;

use super::cover::{BackCover, BackCoverToml, Cover, CoverToml, PicturePath};
use super::layers::Layers;
use super::layout::{self, Layout, LayoutToml, Sizes, SizesToml};
use super::site::{Site, SiteToml};
use super::{Text, Toml, periodical};
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
    /// What else it says of itself.
    pub imprint: Imprint,
    /// 封面
    pub cover: Cover,
    /// 封底
    pub back_cover: Option<BackCover>,
    /// The type area, and what is printed.
    pub layout: Layout,
    /// Type sizes by role.
    pub sizes: Sizes,
    /// Type families by role.
    pub fonts: Fonts,
    /// The site that publishes its web edition.
    pub site: Option<Site>,
}

/// 版权页: what a gazette says of itself besides its name and sponsor.
#[derive(Debug, Clone)]
pub struct Imprint {
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
    /// 网址
    pub website: Option<Text>,
    /// 承印
    pub printer: Option<Text>,
    /// 国际标准连续出版物号, its eight digits with their hyphen.
    pub issn: Option<Text>,
    /// 国内统一连续出版物号, without the letters CN.
    pub cn: Option<Text>,
    /// 准印证号 of a gazette that has no CN number (内部资料性出版物管理办法).
    pub permit: Option<Text>,
    /// 发送对象, which such a gazette names.
    pub recipients: Option<Text>,
    /// 印数, which such a gazette names.
    pub copies: Option<Text>,
    /// The standard-text notice, in its printed lines.
    pub notice: Option<Text>,
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
    website: Option<Spanned<String>>,
    printer: Option<Spanned<String>>,
    issn: Option<Spanned<String>>,
    cn: Option<Spanned<String>>,
    permit: Option<Spanned<String>>,
    recipients: Option<Spanned<String>>,
    copies: Option<Spanned<String>>,
    notice: Option<Spanned<String>>,
    cover: Option<CoverToml>,
    back_cover: Option<Spanned<BackCoverToml>>,
    layout: Option<LayoutToml>,
    sizes: Option<SizesToml>,
    fonts: Option<FontsToml>,
    site: Option<Spanned<SiteToml>>,
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
        let cover = Cover::resolve(&raw.table(|raw| &raw.cover), diagnostics);
        let back_cover = BackCover::resolve(&raw.table(|raw| &raw.back_cover), diagnostics);
        let imprint = Imprint::resolve(raw, diagnostics);
        let site = Site::resolve(&raw.table(|raw| &raw.site), diagnostics);
        let (name, sponsor) = (raw.text(|raw| &raw.name, diagnostics), raw.text(|raw| &raw.sponsor, diagnostics));
        Some(Self { name: name?, sponsor: sponsor?, imprint, cover, back_cover, layout, sizes, fonts, site })
    }

    /// The pictures on its covers.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &PicturePath> {
        let back = self.back_cover.iter().filter_map(|back| back.picture.as_ref());
        let pictures = self.cover.picture.iter().chain(back).map(|picture| &picture.path);
        pictures.chain(&self.cover.emblem)
    }
}

impl Imprint {
    fn resolve(raw: &Layers<SeriesToml>, diagnostics: &mut Diagnostics) -> Self {
        let mut text = |pick| raw.text(pick, diagnostics);
        let imprint = Self {
            editor: text(|raw| &raw.editor),
            address: text(|raw| &raw.address),
            postcode: text(|raw| &raw.postcode),
            phone: text(|raw| &raw.phone),
            email: text(|raw| &raw.email),
            website: text(|raw| &raw.website),
            printer: text(|raw| &raw.printer),
            issn: text(|raw| &raw.issn),
            cn: text(|raw| &raw.cn),
            permit: text(|raw| &raw.permit),
            recipients: text(|raw| &raw.recipients),
            copies: text(|raw| &raw.copies),
            notice: text(|raw| &raw.notice),
        };
        imprint.issn.iter().for_each(|issn| periodical::check_issn(issn, diagnostics));
        imprint.cn.iter().for_each(|cn| periodical::check_cn(cn, diagnostics));
        imprint
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
