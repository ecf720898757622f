//! `gazette.toml`: what every issue of a gazette shares, and `[gazette]` in `issue.toml`, which overrides it.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::archive::{Archive, ArchiveToml};
use super::cover::{BackCover, BackCoverToml, Cover, CoverToml, PicturePath};
use super::layers::Layers;
use super::layout::{self, Layout, LayoutToml, Sizes, SizesToml};
use super::limits::{Limits, LimitsToml};
use super::press::{Press, PressToml};
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
    /// What its print shop is told.
    pub press: Press,
    /// What the PDF holds beside its pages.
    pub archive: Archive,
    /// How much an issue may be.
    pub limits: Limits,
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
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct SeriesToml {
    /// The name of the gazette; required.
    #[schemars(title = "刊名", with = "String")]
    name: Option<Spanned<String>>,
    /// Who publishes it, several on lines of their own; required.
    #[schemars(title = "主办单位", with = "String")]
    sponsor: Option<Spanned<String>>,
    /// Who edits it.
    #[schemars(title = "编辑出版", with = "String")]
    editor: Option<Spanned<String>>,
    /// Where the editors are.
    #[schemars(title = "地址", with = "String")]
    address: Option<Spanned<String>>,
    /// Their postcode.
    #[schemars(title = "邮编", with = "String")]
    postcode: Option<Spanned<String>>,
    /// Their telephone.
    #[schemars(title = "电话", with = "String")]
    phone: Option<Spanned<String>>,
    /// Their mailbox.
    #[schemars(title = "电子邮箱", with = "String")]
    email: Option<Spanned<String>>,
    /// Their address on the web.
    #[schemars(title = "网址", with = "String")]
    website: Option<Spanned<String>>,
    /// Who prints it.
    #[schemars(title = "承印", with = "String")]
    printer: Option<Spanned<String>>,
    /// `1004-3438`; the check digit is verified.
    #[schemars(title = "国际标准连续出版物号", with = "String")]
    issn: Option<Spanned<String>>,
    /// `11-1611/D`
    #[schemars(title = "国内统一连续出版物号", with = "String")]
    cn: Option<Spanned<String>>,
    /// The cover then also says 内部资料，免费交流.
    #[schemars(title = "准印证号", with = "String")]
    permit: Option<Spanned<String>>,
    /// Whom it is sent to.
    #[schemars(title = "发送对象", with = "String")]
    recipients: Option<Spanned<String>>,
    /// How many are printed.
    #[schemars(title = "印数", with = "String")]
    copies: Option<Spanned<String>>,
    /// What it says of standard texts, in the printed lines.
    #[schemars(title = "标准文本说明", with = "String")]
    notice: Option<Spanned<String>>,
    /// The front cover.
    #[schemars(title = "封面", with = "CoverToml")]
    cover: Option<CoverToml>,
    /// The back cover.
    #[schemars(title = "封底", with = "BackCoverToml")]
    back_cover: Option<Spanned<BackCoverToml>>,
    /// The type area, and what is printed.
    #[schemars(title = "版式", with = "LayoutToml")]
    layout: Option<LayoutToml>,
    /// Type sizes in pt, where the text is 16.
    #[schemars(title = "字号", with = "SizesToml")]
    sizes: Option<SizesToml>,
    /// Families by role; their files lie in `fonts/`.
    #[schemars(title = "字体", with = "FontsToml")]
    fonts: Option<FontsToml>,
    /// The site that publishes the web edition.
    #[schemars(title = "网站", with = "SiteToml")]
    site: Option<Spanned<SiteToml>>,
    /// What the print shop is told.
    #[schemars(title = "付印", with = "PressToml")]
    press: Option<PressToml>,
    /// What the PDF holds beside its pages.
    #[schemars(title = "存档", with = "ArchiveToml")]
    archive: Option<ArchiveToml>,
    /// How much an issue may be.
    #[schemars(title = "限度", with = "LimitsToml")]
    limits: Option<LimitsToml>,
}

/// `[fonts]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct FontsToml {
    /// The family for text.
    #[schemars(title = "仿宋", with = "String")]
    fangsong: Option<Spanned<String>>,
    /// The family for second-level headings.
    #[schemars(title = "楷体", with = "String")]
    kaiti: Option<Spanned<String>>,
    /// The family for first-level headings and 附件 labels.
    #[schemars(title = "黑体", with = "String")]
    heiti: Option<Spanned<String>>,
    /// The family for page numbers, and for digits and Latin letters in 仿宋 and 楷体.
    #[schemars(title = "宋体", with = "String")]
    songti: Option<Spanned<String>>,
    /// The family for red heads and titles.
    #[schemars(title = "小标宋", with = "String")]
    title: Option<Spanned<String>>,
    /// The family for characters that the others lack.
    #[schemars(title = "后备字体", with = "String")]
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
        let archive = Archive::resolve(&raw.table(|raw| &raw.archive));
        let site = Site::resolve(&raw.table(|raw| &raw.site), diagnostics);
        let press = Press::resolve(&raw.table(|raw| &raw.press), diagnostics);
        let limits = Limits::resolve(&raw.table(|raw| &raw.limits), diagnostics);
        let (name, sponsor) = (raw.text(|raw| &raw.name, diagnostics), raw.text(|raw| &raw.sponsor, diagnostics));
        Some(Self {
            name: name?,
            sponsor: sponsor?,
            imprint,
            cover,
            back_cover,
            layout,
            sizes,
            fonts,
            site,
            press,
            archive,
            limits,
        })
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
