//! The files that a PDF has in it (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8).

use lopdf::{Dictionary, Object};

use super::navigation::nodes;
use super::{File, MOST_BYTES, MOST_CONTENT};

/// A file within the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What it is called.
    pub name: String,
    /// What it is to the PDF (`AFRelationship`), such as `Source`; empty where it is not associated.
    pub relationship: String,
    /// What is in it; `None` where that cannot be read.
    pub bytes: Option<Vec<u8>>,
}

impl<'a> File<'a> {
    /// The files in the tree of names, in its order, and those that are only associated with the document.
    pub(super) fn attached(&self, catalog: &'a Dictionary) -> Vec<Attached> {
        let names = catalog.get_deref(b"Names", self.document).and_then(Object::as_dict).ok();
        let tree = names.and_then(|names| names.get_deref(b"EmbeddedFiles", self.document).ok()?.as_dict().ok());
        let mut named = Vec::new();
        for node in tree.map(|tree| nodes(self.document, tree)).unwrap_or_default() {
            let names = node.get_deref(b"Names", self.document).and_then(Object::as_array);
            named.extend(names.into_iter().flatten().skip(1).step_by(2));
        }
        let mut left = MOST_CONTENT;
        let associated = catalog.get_deref(b"AF", self.document).and_then(Object::as_array).ok();
        let associated: Vec<&Object> = associated.into_iter().flatten().collect();
        let mut files: Vec<Attached> =
            named.iter().map(|object| self.file(object, associated.contains(object), &mut left)).collect();
        let others = associated.iter().filter(|object| !named.contains(object));
        files.extend(others.map(|object| self.file(object, false, &mut left)));
        files
    }

    /// A file within the file; all of them together unpack to no more than is `left`.
    fn file(&self, object: &'a Object, is_associated: bool, left: &mut usize) -> Attached {
        let unreadable = || Attached { name: String::new(), relationship: String::new(), bytes: None };
        let Ok(spec) = self.follow(object).as_dict() else { return unreadable() };
        let text = |key: &[u8]| spec.get_deref(key, self.document).and_then(lopdf::decode_text_string).ok();
        let relationship =
            spec.get_deref(b"AFRelationship", self.document).and_then(Object::as_name).unwrap_or_default();
        let stream = spec.get_deref(b"EF", self.document).and_then(Object::as_dict);
        let stream = stream.and_then(|files| files.get_deref(b"F", self.document)).and_then(Object::as_stream);
        let most = MOST_BYTES.min(*left);
        let bytes = stream.and_then(|stream| stream.get_plain_content_with_limit(most)).ok();
        *left -= bytes.as_ref().map_or(0, Vec::len);
        Attached {
            name: text(b"UF").or_else(|| text(b"F")).unwrap_or_default(),
            relationship: String::from_utf8_lossy(if is_associated { relationship } else { b"" }).into_owned(),
            bytes,
        }
    }
}
