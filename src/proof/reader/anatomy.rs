//! What a file holds beside the content of its pages: entries of its catalog, annotations, titles (ISO 32000-1, 7.7, 12.5, 14.3).

use lopdf::{Dictionary, Object};

use super::attached::Attached;
use super::{File, MOST_BYTES};

/// What a file is made of, by the names of its entries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Anatomy {
    /// The entries of its catalog, such as `Pages`.
    pub catalog: Vec<String>,
    /// The trees of names that it has, such as `Dests`.
    pub names: Vec<String>,
    /// The files within it.
    pub attached: Vec<Attached>,
    /// What its tree of structure calls otherwise than it means it (`RoleMap`).
    pub roles: Vec<String>,
    /// Its title in the document information.
    pub title: Option<String>,
    /// Its title in the metadata (XMP).
    pub metadata_title: Option<String>,
}

/// Something that lies on a page and is none of its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// `Link`, `Widget` and so on.
    pub kind: String,
    /// What its dictionary has.
    pub keys: Vec<String>,
    /// Whether it is framed by a line (`Border`).
    pub is_framed: bool,
    /// What it does if it is chosen, such as `URI`; `None` for a place in the file.
    pub action: Option<String>,
}

/// The names of the entries of a dictionary.
pub(super) fn keys(dict: &Dictionary) -> Vec<String> {
    dict.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect()
}

impl<'a> File<'a> {
    /// What the file holds beside pages.
    pub(super) fn anatomy(&self) -> Anatomy {
        let document = self.document;
        let Ok(catalog) = document.catalog() else { return Anatomy::default() };
        let dict = |key: &[u8]| catalog.get_deref(key, document).and_then(Object::as_dict).ok();
        let roles = dict(b"StructTreeRoot").and_then(|root| root.get_deref(b"RoleMap", document).ok()?.as_dict().ok());
        let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict);
        Anatomy {
            catalog: keys(catalog),
            attached: self.attached(catalog),
            names: dict(b"Names").map(keys).unwrap_or_default(),
            roles: roles.map(keys).unwrap_or_default(),
            title: info.and_then(|info| info.get_deref(b"Title", document)).and_then(lopdf::decode_text_string).ok(),
            metadata_title: self.metadata(catalog).and_then(|xml| title_in(&xml)),
        }
    }

    fn metadata(&self, catalog: &'a Dictionary) -> Option<String> {
        let stream = catalog.get_deref(b"Metadata", self.document).ok()?.as_stream().ok()?;
        String::from_utf8(stream.get_plain_content_with_limit(MOST_BYTES).ok()?).ok()
    }

    /// Everything that lies on a page.
    pub(super) fn annotations(&self, page: &'a Dictionary) -> Vec<Annotation> {
        let list = page.get_deref(b"Annots", self.document).and_then(Object::as_array);
        let annotations = list.into_iter().flatten().map(|object| match self.follow(object).as_dict() {
            Ok(dict) => self.annotation(dict),
            Err(_) => Annotation { kind: "none".to_owned(), keys: Vec::new(), is_framed: false, action: None },
        });
        annotations.collect()
    }

    fn annotation(&self, dict: &'a Dictionary) -> Annotation {
        let name = |dict: &'a Dictionary, key: &[u8]| {
            let name = dict.get_deref(key, self.document).and_then(Object::as_name).unwrap_or(b"none");
            String::from_utf8_lossy(name).into_owned()
        };
        // Without the entry the frame is a line of 1 unit (table 164).
        let border = dict.get_deref(b"Border", self.document).ok().and_then(|border| self.numbers(border));
        let kind = |action: &'a Dictionary| if action.has(b"Next") { "Next".to_owned() } else { name(action, b"S") };
        let action = dict.get_deref(b"A", self.document).ok().map(|action| action.as_dict().map(kind));
        Annotation {
            kind: name(dict, b"Subtype"),
            keys: keys(dict),
            is_framed: border.is_none_or(|border| border.get(2).is_none_or(|width| *width != 0.0)),
            action: action.map(|action| action.unwrap_or_else(|_| "none".to_owned())),
        }
    }
}

/// The words of `dc:title` without tags, entities resolved.
fn title_in(xml: &str) -> Option<String> {
    let inner = xml.split_once("<dc:title")?.1.split_once('>')?.1.split_once("</dc:title>")?.0;
    let mut words = String::new();
    for piece in inner.split('<') {
        words.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    let plain = entities.iter().fold(words, |words, (entity, c)| words.replace(entity, c));
    Some(plain.trim().to_owned())
}
