//! `[cover]` and `[back-cover]`: what the outer pages of an issue show besides its name and number.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::layers::Layers;
use super::{Text, Toml, text};
use crate::diag::Diagnostics;

/// The front cover (封面).
#[derive(Debug, Clone, Default)]
pub struct Cover {
    /// Below the name, as large as there is room.
    pub picture: Option<Picture>,
    /// Above the name; it decorates and is not described.
    pub emblem: Option<PicturePath>,
}

/// The back cover (封底); it has text or a picture.
#[derive(Debug, Clone)]
pub struct BackCover {
    /// In its printed lines.
    pub text: Option<Text>,
    /// Above the text.
    pub picture: Option<Picture>,
}

/// A picture that says something.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file.
    pub path: PicturePath,
    /// What it shows, for those who cannot see it.
    pub alt: Text,
}

/// The file of a picture, beside the TOML that names it.
#[derive(Debug, Clone)]
pub struct PicturePath {
    /// The path within the folder.
    pub path: Text,
    /// Which folder.
    pub home: Home,
}

/// The folder that a path in the TOML begins at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// That of `gazette.toml`.
    Series,
    /// That of `issue.toml`.
    Issue,
}

/// `[cover]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(extend("dependentRequired" = { "picture": ["picture-alt"], "picture-alt": ["picture"] }))]
pub(super) struct CoverToml {
    /// A picture, as large as there is room.
    #[schemars(title = "封面图片", with = "String")]
    picture: Option<Spanned<String>>,
    /// What it shows, for those who cannot see it.
    #[schemars(title = "图片说明", with = "String")]
    picture_alt: Option<Spanned<String>>,
    /// A small picture above the name, as decoration.
    #[schemars(title = "徽标", with = "String")]
    emblem: Option<Spanned<String>>,
}

/// `[back-cover]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(extend("dependentRequired" = { "picture": ["picture-alt"], "picture-alt": ["picture"] }))]
pub(super) struct BackCoverToml {
    /// In the printed lines.
    #[schemars(title = "封底文字", with = "String")]
    text: Option<Spanned<String>>,
    /// A picture above the text, a QR code for example.
    #[schemars(title = "封底图片", with = "String")]
    picture: Option<Spanned<String>>,
    /// What it shows, for those who cannot see it.
    #[schemars(title = "图片说明", with = "String")]
    picture_alt: Option<Spanned<String>>,
}

impl Cover {
    /// The cover as an issue has it.
    pub(super) fn resolve(raw: &Layers<CoverToml>, diagnostics: &mut Diagnostics) -> Self {
        Self {
            picture: raw.first(|raw, toml, home| picture((&raw.picture, &raw.picture_alt), toml, home, diagnostics)),
            emblem: raw.first(|raw, toml, home| path(&raw.emblem, toml, home, diagnostics)),
        }
    }
}

impl BackCover {
    /// `None` when neither file has the table, or only an empty one, as is reported.
    pub(super) fn resolve(raw: &Layers<Spanned<BackCoverToml>>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let empty = raw.first(|raw, toml, _| {
            let table = raw.get_ref();
            let is_empty = table.text.is_none() && table.picture.is_none() && table.picture_alt.is_none();
            is_empty.then(|| toml.place(raw.span()))
        });
        if let Some(place) = empty {
            let help = message!("back-cover-empty.help");
            diagnostics.error("missing-key", place, message!("back-cover-empty"), help);
        }
        let back_cover = Self {
            text: raw.first(|raw, toml, _| text(raw.get_ref().text.clone(), toml, diagnostics)),
            picture: raw.first(|raw, toml, home| {
                let raw = raw.get_ref();
                picture((&raw.picture, &raw.picture_alt), toml, home, diagnostics)
            }),
        };
        (back_cover.text.is_some() || back_cover.picture.is_some()).then_some(back_cover)
    }
}

/// A picture with its description, which stands in the same file: that of another picture would be wrong.
fn picture(
    (picture, alt): (&Option<Spanned<String>>, &Option<Spanned<String>>),
    toml: &Toml,
    home: Home,
    diagnostics: &mut Diagnostics,
) -> Option<Picture> {
    let (message, help, place) = match (picture, alt) {
        (Some(picture), None) => {
            (message!("cover-picture-undescribed"), message!("cover-picture-undescribed.help"), picture.span())
        }
        (None, Some(alt)) => {
            (message!("description-without-picture"), message!("description-without-picture.help"), alt.span())
        }
        _ => {
            let (path, alt) = (path(picture, toml, home, diagnostics), text(alt.clone(), toml, diagnostics));
            return Some(Picture { path: path?, alt: alt? });
        }
    };
    diagnostics.error("missing-key", toml.place(place), message, help);
    None
}

fn path(
    value: &Option<Spanned<String>>,
    toml: &Toml,
    home: Home,
    diagnostics: &mut Diagnostics,
) -> Option<PicturePath> {
    let mut path = text(value.clone(), toml, diagnostics)?;
    path.text = path.text.strip_prefix("./").unwrap_or(&path.text).to_owned();
    Some(PicturePath { path, home })
}
