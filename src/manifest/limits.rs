//! `[limits]`: how much an issue may be, so that no folder takes more memory than was meant for it.

use std::ops::RangeInclusive;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::layers::Layers;
use crate::diag::Diagnostics;

/// Lines of 28 characters, as typed.
const LINES: RangeInclusive<u64> = 1..=500_000;
/// Cells of all tables.
const CELLS: RangeInclusive<u64> = 1..=1_000_000;
/// Millions of pixels.
const MEGAPIXELS: RangeInclusive<u64> = 1..=4_000;

/// What an issue is refused beyond; the ends of the ranges are what the largest machines can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Lines of all its texts as typed, each 28 characters counted as one: a page has 22.
    pub lines: u64,
    /// Cells of all its tables; set, one takes some 25 KB of memory.
    pub cells: u64,
    /// Pixels of all pictures that it shows, in millions; unpacked, one takes 3 or 4 bytes, and all are in memory at once.
    pub megapixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { lines: 50_000, cells: 60_000, megapixels: 250 }
    }
}

/// `[limits]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct LimitsToml {
    /// Lines of an issue as typed; 50,000 unless given.
    #[schemars(title = "行数上限", with = "u64", range(min = *LINES.start(), max = *LINES.end()))]
    lines: Option<Spanned<u64>>,
    /// Cells of all tables of an issue; 60,000 unless given.
    #[schemars(title = "表格格数上限", with = "u64", range(min = *CELLS.start(), max = *CELLS.end()))]
    cells: Option<Spanned<u64>>,
    /// Millions of pixels of all pictures of an issue; 250 unless given.
    #[schemars(title = "图片像素上限", with = "u64", range(min = *MEGAPIXELS.start(), max = *MEGAPIXELS.end()))]
    megapixels: Option<Spanned<u64>>,
}

impl Limits {
    /// As an issue has them.
    pub(super) fn resolve(raw: &Layers<LimitsToml>, diagnostics: &mut Diagnostics) -> Self {
        let default = Self::default();
        Self {
            lines: raw.number(|raw| &raw.lines, LINES, default.lines, diagnostics).value,
            cells: raw.number(|raw| &raw.cells, CELLS, default.cells, diagnostics).value,
            megapixels: raw.number(|raw| &raw.megapixels, MEGAPIXELS, default.megapixels, diagnostics).value,
        }
    }
}
