//! `[layout]` and `[sizes]`: the figures of GB/T 9704 that a series may choose otherwise.

use std::ops::RangeInclusive;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::grid::Grid;
use super::layers::Layers;
use crate::diag::Diagnostics;

/// Lines to a page.
const LINES: RangeInclusive<u64> = 12..=40;
/// Characters to a line.
const CHARS: RangeInclusive<u64> = 16..=45;
/// 天头 and 订口 in mm.
const MARGIN: RangeInclusive<f64> = 10.0..=100.0;
/// Width of the type area in mm.
const WIDTH: RangeInclusive<f64> = 90.0..=190.0;
/// Height of the type area in mm.
const HEIGHT: RangeInclusive<f64> = 150.0..=270.0;
/// Titles are larger than the text, which is 16.
const TITLE: RangeInclusive<f64> = 18.0..=60.0;
/// What stands beside the text is no larger.
const SIZE: RangeInclusive<f64> = 5.0..=16.0;

/// The type area (版心, 5.2.1) with its lines and characters (5.2.3), and which elements are printed at all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Layout {
    /// Lines that fill the height of the type area.
    pub lines: u8,
    /// Characters that fill its width.
    pub chars: u8,
    /// 天头, from the edge of the paper to the type area, in mm.
    pub top_margin: f64,
    /// 订口, from the bound edge of the paper to the type area, in mm.
    pub inner_margin: f64,
    /// Width of the type area in mm.
    pub width: f64,
    /// Height of the type area in mm.
    pub height: f64,
    /// Whether the inner margin is at the right on even pages, as binding asks, or at the left on all.
    pub mirrored: bool,
    /// Whether a quarter of a character is left between Han characters and Latin letters or digits; not in 公文, whose
    /// characters stand on a grid.
    pub han_latin_gap: bool,
    /// Whether the head of a page names the gazette and the section (书眉).
    pub running_heads: bool,
    /// Where a document begins.
    pub start: Start,
    /// Whether documents carry their red heads (版头).
    pub red_heads: bool,
    /// Whether documents carry their 版记.
    pub colophons: bool,
    /// Whether 版记 stands on an even page, as it does on the back of a sheet.
    pub even_colophons: bool,
}

impl Layout {
    /// The same type area with characters that are larger by `ratio` at least, and lines as far apart as they were, in characters.
    pub(crate) fn enlarged(&self, ratio: f64) -> Self {
        let character = |chars: u8| self.width / f64::from(chars);
        let pitch = (self.height - character(self.chars)) / f64::from(self.lines - 1) / character(self.chars);
        let chars = ((f64::from(self.chars) / ratio).floor() as u8).max(1);
        let lines = ((self.height / character(chars) - 1.0) / pitch).round().max(1.0) as u8 + 1;
        Self { lines, chars, ..self.clone() }
    }
}

/// Where a document begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// On a new page.
    Page,
    /// On a new right-hand page.
    Recto,
    /// Below the document before it.
    RunOn,
}

/// Type sizes by role, in pt on the scale on which the text (3号) is 16.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sizes {
    /// 标题 (7.3.1), 2号.
    pub title: f64,
    /// 版记 (7.4), 4号.
    pub colophon: f64,
    /// 页码 (7.5), 4号.
    pub folio: f64,
    /// Tables that have room for it; 小四.
    pub table: f64,
    /// Footnotes; 五号.
    pub note: f64,
}

/// `[layout]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct LayoutToml {
    /// Lines to a page; 22 unless given.
    #[schemars(title = "每面行数", with = "u64", range(min = *LINES.start(), max = *LINES.end()))]
    lines: Option<Spanned<u64>>,
    /// Characters to a line; 28 unless given.
    #[schemars(title = "每行字数", with = "u64", range(min = *CHARS.start(), max = *CHARS.end()))]
    chars: Option<Spanned<u64>>,
    /// In mm; 37 unless given.
    #[schemars(title = "天头", with = "f64", range(min = *MARGIN.start(), max = *MARGIN.end()))]
    top_margin: Option<Spanned<f64>>,
    /// In mm; 28 unless given.
    #[schemars(title = "订口", with = "f64", range(min = *MARGIN.start(), max = *MARGIN.end()))]
    inner_margin: Option<Spanned<f64>>,
    /// In mm; 156 unless given.
    #[schemars(title = "版心宽度", with = "f64", range(min = *WIDTH.start(), max = *WIDTH.end()))]
    width: Option<Spanned<f64>>,
    /// In mm; 225 unless given.
    #[schemars(title = "版心高度", with = "f64", range(min = *HEIGHT.start(), max = *HEIGHT.end()))]
    height: Option<Spanned<f64>>,
    /// Whether 订口 is at the right on even pages; `true` unless given.
    #[schemars(title = "对称页边", with = "bool")]
    mirrored: Option<bool>,
    /// Whether a quarter of a character is left between Han characters and Latin letters or digits.
    #[schemars(title = "中西文间距", with = "bool")]
    han_latin_gap: Option<bool>,
    /// Whether a line above the text names the gazette and the section.
    #[schemars(title = "书眉", with = "bool")]
    running_heads: Option<bool>,
    /// Where a document begins; `page` unless given.
    #[schemars(title = "公文起始位置", with = "Start")]
    start: Option<Start>,
    /// Whether documents have their red heads; `true` unless given.
    #[schemars(title = "版头", with = "bool")]
    red_heads: Option<bool>,
    /// Whether documents have their 版记; `true` unless given.
    #[schemars(title = "版记", with = "bool")]
    colophons: Option<bool>,
    /// Whether 版记 stands on even pages only.
    #[schemars(title = "版记在双页", with = "bool")]
    even_colophons: Option<bool>,
}

/// `[sizes]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct SizesToml {
    /// 22 (2号) unless given.
    #[schemars(title = "标题字号", with = "f64", range(min = *TITLE.start(), max = *TITLE.end()))]
    title: Option<Spanned<f64>>,
    /// 14 (4号) unless given.
    #[schemars(title = "版记字号", with = "f64", range(min = *SIZE.start(), max = *SIZE.end()))]
    colophon: Option<Spanned<f64>>,
    /// 14 (4号) unless given.
    #[schemars(title = "页码字号", with = "f64", range(min = *SIZE.start(), max = *SIZE.end()))]
    folio: Option<Spanned<f64>>,
    /// 12 (小四) unless given; a table that has no room for it is set smaller.
    #[schemars(title = "表格字号", with = "f64", range(min = *SIZE.start(), max = *SIZE.end()))]
    table: Option<Spanned<f64>>,
    /// 10.5 (五号) unless given.
    #[schemars(title = "脚注字号", with = "f64", range(min = *SIZE.start(), max = *SIZE.end()))]
    note: Option<Spanned<f64>>,
}

/// Reads both tables and reports a grid that cannot be set; the defaults are the figures of the standard.
pub(super) fn resolve(
    layout: &Layers<LayoutToml>,
    sizes: &Layers<SizesToml>,
    diagnostics: &mut Diagnostics,
) -> (Layout, Sizes) {
    let errors = diagnostics.counts().0;
    let title = sizes.number(|raw| &raw.title, TITLE, 22.0, diagnostics);
    let mut size = |pick, default| sizes.number(pick, SIZE, default, diagnostics);
    let colophon = size(|raw| &raw.colophon, 14.0);
    let folio = size(|raw| &raw.folio, 14.0);
    let table = size(|raw| &raw.table, 12.0);
    let note = size(|raw| &raw.note, 10.5);
    let lines = layout.number(|raw| &raw.lines, LINES, 22, diagnostics);
    let chars = layout.number(|raw| &raw.chars, CHARS, 28, diagnostics);
    let mut mm = |pick, bounds, default| layout.number(pick, bounds, default, diagnostics);
    let top_margin = mm(|raw| &raw.top_margin, MARGIN, 37.0);
    let inner_margin = mm(|raw| &raw.inner_margin, MARGIN, 28.0);
    let width = mm(|raw| &raw.width, WIDTH, 156.0);
    let height = mm(|raw| &raw.height, HEIGHT, 225.0);
    let grid = Grid {
        lines: &lines,
        chars: &chars,
        top_margin: &top_margin,
        inner_margin: &inner_margin,
        width: &width,
        height: &height,
        folio: &folio,
        sizes: [("title", &title), ("colophon", &colophon), ("folio", &folio), ("table", &table), ("note", &note)],
    };
    // A default in place of a value that was refused makes another grid than the one that was meant.
    if diagnostics.counts().0 == errors {
        grid.check(diagnostics);
    }
    let read = Layout {
        lines: lines.value as u8,
        chars: chars.value as u8,
        top_margin: top_margin.value,
        inner_margin: inner_margin.value,
        width: width.value,
        height: height.value,
        mirrored: layout.choice(|raw| raw.mirrored, true),
        han_latin_gap: layout.choice(|raw| raw.han_latin_gap, false),
        running_heads: layout.choice(|raw| raw.running_heads, false),
        start: layout.choice(|raw| raw.start, Start::Page),
        red_heads: layout.choice(|raw| raw.red_heads, true),
        colophons: layout.choice(|raw| raw.colophons, true),
        even_colophons: layout.choice(|raw| raw.even_colophons, false),
    };
    let [title, colophon, folio, table, note] = [title, colophon, folio, table, note].map(|size| size.value);
    (read, Sizes { title, colophon, folio, table, note })
}
