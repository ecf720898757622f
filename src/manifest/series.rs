//! `gazette.toml`: what every issue of a gazette shares, and `[gazette]` in `issue.toml`, which overrides it.

use serde::Deserialize;
use toml::Spanned;

use super::{Text, Toml, text, within};
use crate::diag::Diagnostics;

/// The type area of GB/T 9704 5.2.3: lines to a page and characters to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Lines that fill the 225 mm of the type area (版心); 22 unless the series says otherwise.
    pub lines: u8,
    /// Characters that fill its 156 mm; 28 unless the series says otherwise.
    pub chars: u8,
    /// Whether a quarter of a character is left between Han characters and Latin letters or digits; not in 公文, whose
    /// characters stand on a grid.
    pub han_latin_gap: bool,
}

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
    /// Lines and characters.
    pub layout: Layout,
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
    fonts: Option<FontsToml>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct LayoutToml {
    lines: Option<Spanned<u64>>,
    chars: Option<Spanned<u64>>,
    han_latin_gap: Option<bool>,
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

/// What one file says about the series; required keys may still be absent.
#[derive(Default)]
pub(super) struct PartialSeries {
    name: Option<Text>,
    sponsor: Option<Text>,
    editor: Option<Text>,
    address: Option<Text>,
    postcode: Option<Text>,
    phone: Option<Text>,
    email: Option<Text>,
    printer: Option<Text>,
    notice: Option<Text>,
    lines: Option<u8>,
    chars: Option<u8>,
    han_latin_gap: Option<bool>,
    fonts: Fonts,
}

impl PartialSeries {
    /// Reads `gazette.toml`, which must have the required keys.
    pub(super) fn read(toml: &Toml, diagnostics: &mut Diagnostics) -> Self {
        let (raw, keys) = toml.read::<SeriesToml>(diagnostics);
        if raw.name.is_none() {
            keys.require("name", "\"某某区人民政府公报\"", toml, diagnostics);
        }
        if raw.sponsor.is_none() {
            keys.require("sponsor", "\"某某区人民政府\"", toml, diagnostics);
        }
        Self::resolve(raw, toml, diagnostics)
    }

    /// Checks the values of one file.
    pub(super) fn resolve(raw: SeriesToml, toml: &Toml, diagnostics: &mut Diagnostics) -> Self {
        let layout = raw.layout.unwrap_or_default();
        let fonts = raw.fonts.unwrap_or_default();
        let mut text = |value| text(value, toml, diagnostics);
        let mut series = Self {
            name: text(raw.name),
            sponsor: text(raw.sponsor),
            editor: text(raw.editor),
            address: text(raw.address),
            postcode: text(raw.postcode),
            phone: text(raw.phone),
            email: text(raw.email),
            printer: text(raw.printer),
            notice: text(raw.notice),
            lines: None,
            chars: None,
            han_latin_gap: layout.han_latin_gap,
            fonts: Fonts {
                fangsong: text(fonts.fangsong),
                kaiti: text(fonts.kaiti),
                heiti: text(fonts.heiti),
                songti: text(fonts.songti),
                title: text(fonts.title),
                fallback: text(fonts.fallback),
            },
        };
        // Within these bounds lines are at least 1.2 times as far apart as their characters are high, whatever the two are.
        series.lines = within(layout.lines, 18..=28, toml, diagnostics).map(|lines| lines as u8);
        series.chars = within(layout.chars, 24..=32, toml, diagnostics).map(|chars| chars as u8);
        series
    }

    /// The series with `over` laid over it; `None` when a required key was reported as missing.
    pub(super) fn complete(self, over: Self) -> Option<Series> {
        Some(Series {
            name: over.name.or(self.name)?,
            sponsor: over.sponsor.or(self.sponsor)?,
            editor: over.editor.or(self.editor),
            address: over.address.or(self.address),
            postcode: over.postcode.or(self.postcode),
            phone: over.phone.or(self.phone),
            email: over.email.or(self.email),
            printer: over.printer.or(self.printer),
            notice: over.notice.or(self.notice),
            layout: Layout {
                lines: over.lines.or(self.lines).unwrap_or(22),
                chars: over.chars.or(self.chars).unwrap_or(28),
                han_latin_gap: over.han_latin_gap.or(self.han_latin_gap).unwrap_or(false),
            },
            fonts: Fonts {
                fangsong: over.fonts.fangsong.or(self.fonts.fangsong),
                kaiti: over.fonts.kaiti.or(self.fonts.kaiti),
                heiti: over.fonts.heiti.or(self.fonts.heiti),
                songti: over.fonts.songti.or(self.fonts.songti),
                title: over.fonts.title.or(self.fonts.title),
                fallback: over.fonts.fallback.or(self.fonts.fallback),
            },
        })
    }
}
