//! `[archive]`: what the PDF that is published, and kept, has in it beside its pages.

use schemars::JsonSchema;
use serde::Deserialize;

use super::layers::Layers;

/// What the file for the archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Archive {
    /// Whether the files that it is made of are attached to it; it is then PDF/A-3a.
    pub attach_sources: bool,
}

/// `[archive]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct ArchiveToml {
    /// Whether Markdown and TOML are attached to the PDF, which is then PDF/A-3a.
    #[schemars(title = "附源文件", with = "bool")]
    attach_sources: Option<bool>,
}

impl Archive {
    /// As an issue has it.
    pub(super) fn resolve(raw: &Layers<ArchiveToml>) -> Self {
        Self { attach_sources: raw.choice(|raw| raw.attach_sources, false) }
    }
}
