//! What a PDF file shows and says: the glyphs, marks and links of every page, in millimetres from the top left corner of the
//! paper, with its page labels, its bookmarks and its structure.
//!
//! The file is taken apart by lopdf; what its operators mean (ISO 32000-1, 8 and 9) is worked out here. Only the outlines of an
//! embedded face are left to ttf-parser, which the layout asks as well.

mod characters;
mod content;
mod face;
mod font;
mod graphics;
mod navigation;
mod outline;
mod structure;

use std::collections::HashMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId};

use self::content::Interpreter;
pub use self::face::Face;
pub(crate) use self::face::whole as outline_in;
pub use self::font::{Font, FontKind};
pub use self::graphics::Colour;
use self::graphics::Matrix;
pub use self::navigation::{Bookmark, Link, Target};
pub use self::outline::Outline;
pub use self::structure::{Kid, Node};

/// Bytes that one stream may unpack to; a page of text has some thousand, and a file made to fill the memory is refused.
const MOST_BYTES: usize = 64 << 20;

/// Millimetres in a unit of PDF, 1/72 inch.
const UNIT: f64 = 25.4 / 72.0;

/// A file as it is read.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// Its pages in order.
    pub pages: Vec<Page>,
    /// What the file calls each page, such as `iii` or `15`.
    pub labels: Vec<String>,
    /// Its outline.
    pub bookmarks: Vec<Bookmark>,
    /// Its text in reading order, if it is tagged.
    pub structure: Option<Vec<Kid>>,
}

/// A page as it is seen.
#[derive(Debug, Clone)]
pub struct Page {
    /// Width of the paper in mm.
    pub width: f64,
    /// Height of the paper in mm.
    pub height: f64,
    /// In the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// In the order in which they are drawn.
    pub marks: Vec<Mark>,
    /// In the order of the file.
    pub links: Vec<Link>,
}

/// A glyph where it is printed.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// The characters it stands for, as the file tells whoever copies them; empty for all but the first of several glyphs
    /// that together stand for a replacement text.
    pub text: String,
    /// Distance of its origin from the left edge of the paper in mm.
    pub x: f64,
    /// Distance of its baseline from the top edge of the paper in mm.
    pub y: f64,
    /// How far it moves on what follows, in mm, without the space that the line adds.
    pub advance: f64,
    /// Type size in mm.
    pub size: f64,
    /// What it is filled with.
    pub colour: Colour,
    /// PostScript name of its face, without the letters that mark a subset.
    pub font: Arc<str>,
    /// The font that draws it.
    pub drawn_by: Arc<Font>,
    /// What that font knows it by.
    pub code: u16,
    /// Where a replacement text takes the place of what the font says, the number of that text on the page; all glyphs that
    /// stand for it together have it.
    pub replacement: Option<u32>,
    /// Whether it stands upright and reads from left to right.
    pub is_upright: bool,
    /// Whether it is decoration, such as a folio, and no part of the text (ISO 32000-1, 14.8.2.2).
    pub is_artifact: bool,
    /// The number of the marked content that it belongs to, by which the structure of the file names it.
    pub content: Option<u32>,
}

impl Glyph {
    /// Upper and lower edge of what is drawn of an upright glyph, in mm from the top of the paper; `None` for a blank and
    /// where the file has no outlines that can be read.
    pub fn ink(&self) -> Option<(f64, f64)> {
        let (low, high) = self.drawn_by.face.as_ref()?.ink(self.code)?;
        Some((self.y - self.size * high, self.y - self.size * low))
    }
}

/// Something drawn that is not text, as the box around it in mm.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// How it is drawn.
    pub kind: MarkKind,
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Its colour; black for a picture.
    pub colour: Colour,
}

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MarkKind {
    /// A line of this weight in mm; its box is that of its axis.
    Stroke(f64),
    /// A filled shape.
    Fill,
    /// A picture of pixels.
    Image,
}

/// Reads a file; `Err` says what is wrong with it.
///
/// # Errors
/// The bytes are no PDF file, or one that is damaged or encrypted.
pub fn read(bytes: &[u8]) -> Result<Pdf, String> {
    if bytes.is_empty() {
        return Err("the PDF is empty".to_owned());
    }
    if !bytes[..bytes.len().min(1024)].windows(5).any(|head| head == b"%PDF-") {
        return Err("the PDF is none: it does not begin as one".to_owned());
    }
    // What is missing at the end could be mended, and would be missed.
    if !bytes[bytes.len().saturating_sub(1024)..].windows(5).any(|end| end == b"%%EOF") {
        return Err("the PDF is cut off: it does not end as one".to_owned());
    }
    let document = Document::load_mem(bytes).map_err(|error| format!("the PDF cannot be read: {error}"))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err("the PDF is encrypted, and an edition is not".to_owned());
    }
    let ids = document.get_pages();
    if ids.is_empty() {
        return Err("the PDF has no pages".to_owned());
    }
    let sheets = ids.iter().map(|(number, id)| (*id, *number)).collect();
    let mut file = File { document: &document, fonts: HashMap::new(), sheets };
    let page = |(number, id): (&u32, &ObjectId)| {
        file.page(*id).map_err(|error| format!("page {number} of the PDF cannot be read: {error}"))
    };
    let pages = ids.iter().map(page).collect::<Result<Vec<_>, _>>()?;
    let structure = file.structure().map_err(|error| format!("the PDF cannot be read: {error}"))?;
    Ok(Pdf { labels: file.labels(pages.len() as u32), bookmarks: file.bookmarks(), structure, pages })
}

/// A file and what was read of it.
struct File<'a> {
    document: &'a Document,
    fonts: HashMap<ObjectId, Arc<Font>>,
    /// The number of each page, from 1.
    sheets: HashMap<ObjectId, u32>,
}

impl<'a> File<'a> {
    fn page(&mut self, id: ObjectId) -> Result<Page, String> {
        let dict = self.document.get_dictionary(id).map_err(|error| error.to_string())?;
        let media = self.inherited(dict, b"MediaBox").and_then(|object| self.numbers(object));
        let Some(&[x0, y0, x1, y1]) = media.as_deref() else { return Err("it has no MediaBox".to_owned()) };
        let (left, right, low, high) = (x0.min(x1), x0.max(x1), y0.min(y1), y0.max(y1));
        let (width, height) = ((right - left) * UNIT, (high - low) * UNIT);
        let upright = Matrix([UNIT, 0.0, 0.0, -UNIT, -left * UNIT, high * UNIT]);
        let turn = self.inherited(dict, b"Rotate").and_then(|object| object.as_i64().ok()).unwrap_or(0);
        let (matrix, width, height) = match turn.rem_euclid(360) {
            90 => (upright.then(&Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0])), height, width),
            180 => (upright.then(&Matrix([-1.0, 0.0, 0.0, -1.0, width, height])), width, height),
            270 => (upright.then(&Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width])), height, width),
            _ => (upright, width, height),
        };
        let resources = self.inherited(dict, b"Resources").and_then(|object| object.as_dict().ok());
        let content = self.document.get_page_content_with_limit(id, MOST_BYTES).map_err(|error| error.to_string())?;
        let links = self.links(dict, &matrix);
        let mut page = Page { width, height, glyphs: Vec::new(), marks: Vec::new(), links };
        Interpreter::new(self, &mut page, matrix).run(&content, resources)?;
        Ok(page)
    }

    /// An entry of a page, or of the nearest node above it that has one.
    fn inherited(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let mut node = dict;
        // A damaged tree may be a ring.
        for _ in 0..64 {
            if let Ok(found) = node.get_deref(key, self.document) {
                return Some(found);
            }
            node = node.get_deref(b"Parent", self.document).ok()?.as_dict().ok()?;
        }
        None
    }

    fn numbers(&self, object: &Object) -> Option<Vec<f64>> {
        let array = object.as_array().ok()?;
        array.iter().map(|number| number_of(self.follow(number))).collect()
    }

    fn follow<'b>(&self, object: &'b Object) -> &'b Object
    where
        'a: 'b,
    {
        self.document.dereference(object).map_or(object, |(_, object)| object)
    }
}

/// A number of either kind.
fn number_of(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}
