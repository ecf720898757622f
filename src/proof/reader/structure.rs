//! The structure of a tagged file: its text in reading order (ISO 32000-1, 14.7 and 14.8).

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::File;
use crate::language::Message;

/// Elements within elements; a damaged file may have one that holds itself.
const DEEPEST: usize = 128;

/// An element of the structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its type: `P`, `H1`, `Table`, `TD`, `Note` and so on.
    pub kind: String,
    /// What it shows, for those who cannot see it.
    pub alt: Option<String>,
    /// Whether other words are said in place of what it holds: `ActualText`, or `E` for what is short.
    pub is_replaced: bool,
    /// How many columns and rows a cell of a table takes.
    pub span: (u32, u32),
    /// What it holds, in order.
    pub kids: Vec<Kid>,
}

/// What an element of the structure holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kid {
    /// Another element.
    Node(Node),
    /// What is marked on a page with this number.
    Content {
        /// The page of the file, from 1.
        sheet: u32,
        /// The number of the marked content on that page.
        id: u32,
    },
}

impl<'a> File<'a> {
    /// The outermost elements; `None` where the file has no structure.
    ///
    /// # Errors
    /// The elements are nested too deeply, or one stands in two places, as in a damaged file.
    pub(super) fn structure(&self) -> Result<Option<Vec<Kid>>, Message> {
        let root = self.document.catalog().and_then(|catalog| catalog.get_deref(b"StructTreeRoot", self.document));
        let Ok(root) = root.and_then(Object::as_dict) else { return Ok(None) };
        let mut kids = Vec::new();
        self.kids(root, None, 0, &mut HashSet::new(), &mut kids)?;
        Ok(Some(kids))
    }

    fn kids(
        &self,
        dict: &'a Dictionary,
        page: Option<u32>,
        depth: usize,
        seen: &mut HashSet<ObjectId>,
        found: &mut Vec<Kid>,
    ) -> Result<(), Message> {
        if depth == DEEPEST {
            return Err(message!("pdf-structure-deep"));
        }
        let Ok(kids) = dict.get_deref(b"K", self.document) else { return Ok(()) };
        let list = match kids {
            Object::Array(array) => array.as_slice(),
            one => std::slice::from_ref(one),
        };
        for kid in list {
            // Elements that hold the same ones again and again would come to more than any memory.
            if let Ok(id) = kid.as_reference()
                && !seen.insert(id)
            {
                return Err(message!("pdf-structure-twice"));
            }
            match self.follow(kid) {
                Object::Integer(id) => found.extend(content(page, *id)),
                Object::Dictionary(kid) => self.kid(kid, page, depth, seen, found)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn kid(
        &self,
        dict: &'a Dictionary,
        page: Option<u32>,
        depth: usize,
        seen: &mut HashSet<ObjectId>,
        found: &mut Vec<Kid>,
    ) -> Result<(), Message> {
        let own = dict.get(b"Pg").and_then(Object::as_reference).ok();
        let page = own.map_or(page, |id: ObjectId| self.sheets.get(&id).copied());
        if let Ok(id) = dict.get(b"MCID").and_then(Object::as_i64) {
            found.extend(content(page, id));
            return Ok(());
        }
        // A reference to an annotation has no text of its own.
        let Ok(kind) = dict.get(b"S").and_then(Object::as_name) else { return Ok(()) };
        let alt = dict.get_deref(b"Alt", self.document).and_then(lopdf::decode_text_string).ok();
        let is_replaced = dict.has(b"ActualText") || dict.has(b"E");
        let mut kids = Vec::new();
        self.kids(dict, page, depth + 1, seen, &mut kids)?;
        let kind = String::from_utf8_lossy(kind).into_owned();
        found.push(Kid::Node(Node { kind, alt, is_replaced, span: self.span(dict), kids }));
        Ok(())
    }

    /// Columns and rows of a cell (table 349).
    fn span(&self, dict: &'a Dictionary) -> (u32, u32) {
        let attributes = dict.get_deref(b"A", self.document);
        let list = match attributes {
            Ok(Object::Array(array)) => array.as_slice(),
            Ok(one) => std::slice::from_ref(one),
            Err(_) => &[],
        };
        let dicts = || list.iter().filter_map(|object| self.follow(object).as_dict().ok());
        let number = |key: &[u8]| {
            let found = dicts().find_map(|dict| dict.get(key).ok()?.as_i64().ok());
            found.and_then(|number| u32::try_from(number).ok()).unwrap_or(1)
        };
        (number(b"ColSpan"), number(b"RowSpan"))
    }
}

fn content(page: Option<u32>, id: i64) -> Option<Kid> {
    Some(Kid::Content { sheet: page?, id: u32::try_from(id).ok()? })
}
