//! Where a file leads its reader: links, bookmarks and page labels (ISO 32000-1, 12.3, 12.4.2, 12.5.6.5).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{File, Matrix, UNIT, number_of};

/// Bookmarks below each other.
const DEEPEST: usize = 32;
/// No page has a higher number; a damaged file may say so.
const LAST: u32 = 3999;

/// An area of a page that leads somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Left edge in mm from that of the paper.
    pub left: f64,
    /// Upper edge in mm from that of the paper.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Where it leads.
    pub target: Target,
}

/// Where a link or a bookmark leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A place in the file.
    Place {
        /// The page of the file, from 1.
        sheet: u32,
        /// Distance from the upper edge of the paper in mm; 0 where the file does not say.
        top: f64,
    },
    /// An address outside the file.
    Address(String),
    /// Nowhere that can be found.
    Nowhere,
}

/// An entry of the file's outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// 1 for the outermost.
    pub level: usize,
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub target: Target,
}

impl<'a> File<'a> {
    /// The links of a page; `matrix` leads to mm on the paper.
    pub(super) fn links(&self, page: &'a Dictionary, matrix: &Matrix) -> Vec<Link> {
        let annotations = page.get_deref(b"Annots", self.document).and_then(Object::as_array);
        let annotations = annotations.into_iter().flatten().filter_map(|object| self.follow(object).as_dict().ok());
        let links = annotations.filter(|dict| dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Link"));
        let link = |dict: &'a Dictionary| {
            let rect = self.numbers(dict.get_deref(b"Rect", self.document).ok()?)?;
            let &[x0, y0, x1, y1] = rect.as_slice() else { return None };
            let (a, b) = (matrix.point((x0, y0)), matrix.point((x1, y1)));
            let (left, right, top, bottom) = (a.0.min(b.0), a.0.max(b.0), a.1.min(b.1), a.1.max(b.1));
            Some(Link { left, top, right, bottom, target: self.target(dict) })
        };
        links.filter_map(link).collect()
    }

    /// The file's outline in its order, entries below the one they belong to.
    pub(super) fn bookmarks(&self) -> Vec<Bookmark> {
        let mut found = Vec::new();
        let outlines = self.document.catalog().and_then(|catalog| catalog.get_deref(b"Outlines", self.document));
        if let Ok(outlines) = outlines.and_then(Object::as_dict) {
            self.each_bookmark(outlines, 1, &mut BTreeSet::new(), &mut found);
        }
        found
    }

    fn each_bookmark(
        &self,
        parent: &'a Dictionary,
        level: usize,
        seen: &mut BTreeSet<ObjectId>,
        found: &mut Vec<Bookmark>,
    ) {
        let mut next = parent.get(b"First").and_then(Object::as_reference).ok();
        while let Some(id) = next.filter(|id| level <= DEEPEST && seen.insert(*id)) {
            let Ok(dict) = self.document.get_dictionary(id) else { return };
            let title = dict.get_deref(b"Title", self.document).and_then(lopdf::decode_text_string);
            found.push(Bookmark { level, title: title.unwrap_or_default(), target: self.target(dict) });
            self.each_bookmark(dict, level + 1, seen, found);
            next = dict.get(b"Next").and_then(Object::as_reference).ok();
        }
    }

    /// What the file calls each of its `pages`; the number of the page where it says nothing.
    pub(super) fn labels(&self, pages: u32) -> Vec<String> {
        let mut ranges = BTreeMap::new();
        let labels = self.document.catalog().and_then(|catalog| catalog.get_deref(b"PageLabels", self.document));
        if let Ok(labels) = labels.and_then(Object::as_dict) {
            for node in nodes(self.document, labels) {
                let entries = node.get_deref(b"Nums", self.document).and_then(Object::as_array);
                let entries: Vec<&Object> = entries.into_iter().flatten().map(|object| self.follow(object)).collect();
                for pair in entries.chunks_exact(2) {
                    if let (Ok(number), Ok(dict)) = (pair[0].as_i64(), pair[1].as_dict()) {
                        ranges.insert(number, dict);
                    }
                }
            }
        }
        let label = |at: u32| {
            let Some((start, dict)) = ranges.range(..=i64::from(at)).next_back() else { return (at + 1).to_string() };
            let first = dict.get_deref(b"St", self.document).and_then(Object::as_i64).unwrap_or(1);
            let prefix = dict.get_deref(b"P", self.document).and_then(lopdf::decode_text_string).unwrap_or_default();
            let style = dict.get_deref(b"S", self.document).and_then(Object::as_name).unwrap_or_default();
            let number = first.saturating_add(i64::from(at) - start);
            format!("{prefix}{}", numeral(style, u32::try_from(number).unwrap_or(0)))
        };
        (0..pages).map(label).collect()
    }

    /// Where the `Dest` or the action `A` of a link or a bookmark leads.
    fn target(&self, dict: &'a Dictionary) -> Target {
        let action = dict.get_deref(b"A", self.document).and_then(Object::as_dict).ok();
        if let Some(Ok(address)) = action.map(|action| action.get_deref(b"URI", self.document)) {
            let address = address.as_str().unwrap_or_default();
            return Target::Address(String::from_utf8_lossy(address).into_owned());
        }
        let destination = match action {
            Some(action) => action.get_deref(b"D", self.document),
            None => dict.get_deref(b"Dest", self.document),
        };
        destination.ok().and_then(|object| self.place_of(object, 0)).unwrap_or(Target::Nowhere)
    }

    /// The place that an explicit or a named destination means.
    fn place_of(&self, destination: &'a Object, depth: usize) -> Option<Target> {
        let name = match destination {
            Object::Array(array) => {
                let page = array.first()?.as_reference().ok()?;
                let sheet = *self.sheets.get(&page)?;
                let top = || {
                    let paper = self.inherited(self.document.get_dictionary(page).ok()?, b"MediaBox");
                    let high = paper.and_then(|object| self.numbers(object))?.get(3).copied()?;
                    let is_place = array.get(1)?.as_name().ok()? == b"XYZ";
                    number_of(array.get(3)?).filter(|_| is_place).map(|y| (high - y) * UNIT)
                };
                return Some(Target::Place { sheet, top: top().unwrap_or(0.0) });
            }
            Object::Dictionary(dict) => {
                let inner = dict.get_deref(b"D", self.document).ok()?;
                return if depth < 2 { self.place_of(inner, depth + 1) } else { None };
            }
            Object::String(name, _) | Object::Name(name) => name,
            _ => return None,
        };
        let catalog = self.document.catalog().ok()?;
        let old =
            || catalog.get_deref(b"Dests", self.document).ok()?.as_dict().ok()?.get_deref(name, self.document).ok();
        let found = self.names.get(name.as_slice()).copied().or_else(old)?;
        if depth < 2 { self.place_of(found, depth + 1) } else { None }
    }
}

/// What the names of places in a file mean.
pub(super) fn names(document: &Document) -> HashMap<&[u8], &Object> {
    let mut found = HashMap::new();
    let names = document.catalog().and_then(|catalog| catalog.get_deref(b"Names", document)).and_then(Object::as_dict);
    let Ok(tree) = names.and_then(|names| names.get_deref(b"Dests", document)).and_then(Object::as_dict) else {
        return found;
    };
    for node in nodes(document, tree) {
        let names = node.get_deref(b"Names", document).and_then(Object::as_array);
        let follow = |object| document.dereference(object).map_or(object, |(_, object)| object);
        for pair in names.map_or(&[][..], Vec::as_slice).chunks_exact(2) {
            if let Ok(name) = follow(&pair[0]).as_str() {
                found.entry(name).or_insert(follow(&pair[1]));
            }
        }
    }
    found
}

/// The nodes of a tree of names or numbers in order, each once: in a damaged tree one may lie below many.
pub(super) fn nodes<'a>(document: &'a Document, root: &'a Dictionary) -> Vec<&'a Dictionary> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if !seen.insert(std::ptr::from_ref(node)) {
            continue;
        }
        found.push(node);
        let kids = node.get_deref(b"Kids", document).and_then(Object::as_array).into_iter().flatten();
        let kids = kids.filter_map(|kid| document.dereference(kid).ok()?.1.as_dict().ok());
        open.extend(kids.collect::<Vec<_>>().into_iter().rev());
    }
    found
}

/// A number in the style of a page label (ISO 32000-1, table 159); no style, no number.
fn numeral(style: &[u8], number: u32) -> String {
    let letters = number.min(LAST);
    match style {
        b"D" => number.to_string(),
        b"r" => roman(number),
        b"R" => roman(number).to_uppercase(),
        b"a" | b"A" if letters > 0 => {
            let letter = char::from((if style == b"a" { b'a' } else { b'A' }) + ((letters - 1) % 26) as u8);
            std::iter::repeat_n(letter, (letters as usize - 1) / 26 + 1).collect()
        }
        _ => String::new(),
    }
}

fn roman(mut number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    number = number.min(LAST);
    let mut text = String::new();
    for (value, letters) in PARTS {
        while number >= value {
            text.push_str(letters);
            number -= value;
        }
    }
    text
}

impl Target {
    /// The page of the file, from 1; `None` for an address.
    pub fn sheet(&self) -> Option<u32> {
        match self {
            Self::Place { sheet, .. } => Some(*sheet),
            Self::Address(_) | Self::Nowhere => None,
        }
    }
}

impl Link {
    /// Whether a point lies in it, in mm.
    pub fn holds(&self, x: f64, y: f64) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_those_of_page_labels() {
        assert_eq!([1, 4, 9, 14, 1999].map(roman), ["i", "iv", "ix", "xiv", "mcmxcix"]);
        assert_eq!([numeral(b"A", 1), numeral(b"a", 28), numeral(b"D", 7), numeral(b"", 7)], ["A", "bb", "7", ""]);
        assert_eq!(numeral(b"a", 0), "");
    }
}
