//! `[press]`: what a print shop is told and a reader is not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::Text;
use super::layers::Layers;
use crate::diag::Diagnostics;

/// Names of colorants that mean the inks of process printing, or all or none of them (ISO 32000-1, 8.6.6.4).
const TAKEN: [&str; 12] =
    ["cyan", "magenta", "yellow", "black", "all", "none", "gray", "grey", "青", "品红", "黄", "黑"];
/// Grams of a square metre of paper that GB/T 9704 allows (clause 4).
const PAPER: std::ops::RangeInclusive<u64> = 60..=80;

/// How an issue is printed and bound.
#[derive(Debug, Clone)]
pub struct Press {
    /// The one spot ink that red is printed in; without it, it is M80 Y80 (GB/T 9704, 6.2).
    pub spot: Option<Text>,
    /// How leaves become a booklet.
    pub binding: Binding,
    /// The weight of the paper in g/m².
    pub paper: u16,
}

/// How leaves become a booklet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Binding {
    /// 骑马订: folded sheets, one in the other, stapled through the fold.
    SaddleStitch,
    /// 平订: leaves stapled through, beside the spine (6.3).
    SideStitch,
    /// 胶订: signatures glued at the spine.
    Perfect,
}

impl Binding {
    /// Pages that the number of pages is made up to a multiple of: those of a folded sheet, or of a leaf.
    pub(crate) fn pages(self) -> usize {
        match self {
            Self::SaddleStitch | Self::Perfect => 4,
            Self::SideStitch => 2,
        }
    }
}

/// `[press]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct PressToml {
    /// The name of the spot ink that red is printed in; M80 Y80 unless given.
    #[schemars(title = "专色名", with = "String")]
    spot: Option<Spanned<String>>,
    /// How it is bound; `saddle-stitch` unless given.
    #[schemars(title = "装订方式", with = "Binding")]
    binding: Option<Binding>,
    /// In g/m²; 70 unless given.
    #[schemars(title = "纸张克重", with = "u64", range(min = *PAPER.start(), max = *PAPER.end()))]
    paper: Option<Spanned<u64>>,
}

impl Press {
    pub(super) fn resolve(raw: &Layers<PressToml>, diagnostics: &mut Diagnostics) -> Self {
        let spot = raw.text(|raw| &raw.spot, diagnostics);
        if let Some(spot) = spot.as_ref().filter(|spot| TAKEN.contains(&spot.text.trim().to_lowercase().as_str())) {
            let message = message!("spot-taken", name = &spot.text);
            diagnostics.error("bad-value", spot.place.clone(), message, message!("spot-taken.help"));
        }
        Self {
            spot,
            binding: raw.choice(|raw| raw.binding, Binding::SaddleStitch),
            paper: raw.number(|raw| &raw.paper, PAPER, 70, diagnostics).value as u16,
        }
    }
}
