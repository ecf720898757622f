//! Content that is marked: as decoration, as a part of the structure, with a text in place of its own (ISO 32000-1, 14.6).

use ecow::EcoString;
use lopdf::{Dictionary, Object};

use super::content::{Interpreter, name};

/// Content between `BDC` and `EMC`.
pub(super) struct Marked {
    /// Whether it is decoration.
    pub(super) is_artifact: bool,
    /// The number by which the structure of the file names it.
    pub(super) id: Option<u32>,
    /// What is copied in its place.
    pub(super) replacement: Option<Replacement>,
}

/// What `ActualText` says in place of the glyphs.
pub(super) struct Replacement {
    /// Its number on the page.
    pub(super) number: u32,
    /// The text, until the first glyph is given it.
    pub(super) text: Option<EcoString>,
}

impl<'a> Interpreter<'_, 'a, '_> {
    /// `BMC` and `BDC`.
    pub(super) fn begin_marked(&mut self, operands: &[Object], resources: Option<&'a Dictionary>) {
        let properties = match operands.get(1) {
            Some(Object::Dictionary(dict)) => Some(dict),
            Some(Object::Name(name)) => {
                self.resource(resources, b"Properties", name).and_then(|object| object.as_dict().ok())
            }
            _ => None,
        };
        let text = properties.and_then(|dict| lopdf::decode_text_string(dict.get(b"ActualText").ok()?).ok());
        self.replacements += u32::from(text.is_some());
        self.page.is_optional |= name(operands) == Some(b"OC");
        let id = properties.and_then(|dict| u32::try_from(dict.get(b"MCID").ok()?.as_i64().ok()?).ok());
        self.page.contents.extend(id);
        self.marked.push(Marked {
            is_artifact: name(operands) == Some(b"Artifact"),
            id,
            replacement: text.map(|text| Replacement { number: self.replacements, text: Some(text.into()) }),
        });
    }
}
