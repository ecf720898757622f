//! What a PDF file shows and says: the glyphs, marks and links of every page, in millimetres from the top left corner of the
//! paper, with its page labels, its bookmarks and its structure.
//!
//! The file is taken apart by lopdf; what its operators mean (ISO 32000-1, 8 and 9) is worked out here. Only the outlines of an
//! embedded face are left to ttf-parser, which the layout asks as well.

mod anatomy;
mod attached;
mod characters;
mod content;
mod face;
mod font;
mod graphics;
mod marked;
mod navigation;
mod outline;
mod page;
mod shown;
mod structure;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use lopdf::{Dictionary, Document, Object, ObjectId};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

pub use self::anatomy::{Anatomy, Annotation};
pub use self::attached::Attached;
use self::content::Interpreter;
pub use self::face::Face;
pub(crate) use self::face::whole as outline_in;
pub use self::font::{Font, FontKind};
use self::graphics::Matrix;
pub use self::graphics::{Area, Colour};
pub use self::navigation::{Bookmark, Link, Target};
pub use self::outline::Outline;
pub use self::page::{Glyph, Manner, Mark, MarkKind, Page};
pub use self::structure::{Kid, Node};
use crate::language::Message;

/// Bytes that one stream may unpack to; a page of text has some thousand, and a file made to fill the memory is refused.
const MOST_BYTES: usize = 64 << 20;

/// Bytes that all faces of a file may unpack to together.
const MOST_FACES: usize = 256 << 20;

/// Bytes of content that all pages and forms of a file may have together, forms that are drawn again counting again.
const MOST_CONTENT: usize = 256 << 20;

/// Bytes of content of one page or form; taken apart, an operator takes some forty times its length.
const MOST_OPERATORS: usize = 32 << 20;

/// Glyphs, marks, links and annotations of a file; a page has some six hundred.
const MOST_SHOWN: usize = 4_000_000;

/// Glyphs of a page: all others may have to be compared with each of them.
const MOST_GLYPHS: usize = 40_000;

/// Forms that all pages of a file may draw; forms that draw others many times would keep the reader busy for years.
const MOST_FORMS: usize = 10_000;

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
    /// What it holds beside pages.
    pub anatomy: Anatomy,
}

/// Reads a file; `Err` says what is wrong with it.
///
/// # Errors
/// The bytes are no PDF file, or one that is damaged or encrypted.
pub fn read(bytes: &[u8]) -> Result<Pdf, Message> {
    if bytes.is_empty() {
        return Err(message!("pdf-empty"));
    }
    if !bytes[..bytes.len().min(1024)].windows(5).any(|head| head == b"%PDF-") {
        return Err(message!("pdf-none"));
    }
    // What is missing at the end could be mended, and would be missed.
    if !bytes[bytes.len().saturating_sub(1024)..].windows(5).any(|end| end == b"%%EOF") {
        return Err(message!("pdf-cut-off"));
    }
    let unreadable = |why: Message| message!("pdf-unreadable", why);
    let document = Document::load_mem(bytes).map_err(|error| unreadable(foreign(error)))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(message!("pdf-encrypted"));
    }
    let ids = document.get_pages();
    if ids.is_empty() {
        return Err(message!("pdf-no-pages"));
    }
    let sheets = ids.iter().map(|(number, id)| (*id, *number)).collect();
    let names = navigation::names(&document);
    let file = File { document: &document, fonts: Mutex::default(), sheets, names, spent: Spent::default() };
    let page = |(number, id): (&u32, &ObjectId)| {
        file.page(*id).map_err(|why| message!("pdf-page-unreadable", number = *number, why))
    };
    let pages: Vec<_> = ids.par_iter().map(page).collect();
    // Which page comes to a bound depends on which were read before it; that the file does, does not.
    file.spent.check().map_err(unreadable)?;
    let pages = pages.into_iter().collect::<Result<Vec<_>, _>>()?;
    let structure = file.structure().map_err(unreadable)?;
    let (labels, bookmarks, anatomy) = (file.labels(pages.len() as u32), file.bookmarks(), file.anatomy());
    Ok(Pdf { labels, bookmarks, structure, anatomy, pages })
}

/// A file, whose pages are read at the same time.
struct File<'a> {
    document: &'a Document,
    /// Fonts by where their dictionaries lie in memory.
    fonts: Mutex<HashMap<usize, Arc<OnceLock<Arc<Font>>>>>,
    /// The number of each page, from 1.
    sheets: HashMap<ObjectId, u32>,
    /// What the names of places mean.
    names: HashMap<&'a [u8], &'a Object>,
    /// What was read of it so far.
    spent: Spent,
}

/// What all pages of a file came to so far, which has its bounds.
#[derive(Default)]
struct Spent {
    /// Bytes of the faces.
    faces: AtomicUsize,
    /// Forms that were drawn.
    forms: AtomicUsize,
    /// Bytes of content that were carried out.
    content: AtomicUsize,
    /// Glyphs, marks, links and annotations.
    shown: AtomicUsize,
}

impl Spent {
    /// Whether a face of so many bytes may be kept, too.
    fn face(&self, bytes: usize) -> bool {
        add(&self.faces, bytes) <= MOST_FACES
    }

    /// Counts a form.
    fn form(&self) -> Result<(), Message> {
        bounded(add(&self.forms, 1), MOST_FORMS, || message!("pdf-many-forms", most = MOST_FORMS))
    }

    /// Counts bytes of content.
    fn content(&self, bytes: usize) -> Result<(), Message> {
        let all = add(&self.content, bytes);
        bounded(all, MOST_CONTENT, || message!("pdf-too-much-content", most = MOST_CONTENT))
    }

    /// Counts what is shown.
    fn show(&self, more: usize) -> Result<(), Message> {
        bounded(add(&self.shown, more), MOST_SHOWN, || message!("pdf-too-much-shown", most = MOST_SHOWN))
    }

    /// Whether all is within its bounds.
    fn check(&self) -> Result<(), Message> {
        self.content(0)?;
        self.show(0)?;
        let forms = self.forms.load(Ordering::Relaxed);
        bounded(forms, MOST_FORMS, || message!("pdf-many-forms", most = MOST_FORMS))
    }
}

/// What there is with so much more; who comes to the bound stops there, so that it does not run over.
fn add(sum: &AtomicUsize, more: usize) -> usize {
    sum.fetch_add(more, Ordering::Relaxed).saturating_add(more)
}

fn bounded(all: usize, most: usize, why: impl FnOnce() -> Message) -> Result<(), Message> {
    if all > most { Err(why()) } else { Ok(()) }
}

impl<'a> File<'a> {
    fn page(&self, id: ObjectId) -> Result<Page, Message> {
        let dict = self.document.get_dictionary(id).map_err(foreign)?;
        let media = self.inherited(dict, b"MediaBox").and_then(|object| self.numbers(object));
        let Some(&[x0, y0, x1, y1]) = media.as_deref() else { return Err(message!("pdf-no-media-box")) };
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
        let annotations = dict.get_deref(b"Annots", self.document).and_then(Object::as_array);
        self.spent.show(annotations.map_or(0, Vec::len))?;
        let content = self.document.get_page_content_with_limit(id, MOST_OPERATORS).map_err(foreign)?;
        let is_adjusted =
            ["CropBox", "Rotate", "UserUnit"].iter().any(|key| self.inherited(dict, key.as_bytes()).is_some());
        let mut page = Page {
            width,
            height,
            glyphs: Vec::new(),
            marks: Vec::new(),
            links: self.links(dict, &matrix),
            annotations: self.annotations(dict),
            contents: Vec::new(),
            keys: anatomy::keys(dict),
            is_adjusted,
            is_optional: false,
        };
        Interpreter::new(self, &mut page, matrix).run(&content, resources)?;
        Ok(page)
    }

    /// A font, read once.
    fn font(&self, dict: &'a Dictionary) -> Arc<Font> {
        let mut fonts = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        let font = fonts.entry(std::ptr::from_ref(dict).addr()).or_default().clone();
        drop(fonts);
        font.get_or_init(|| Arc::new(Font::read(self, dict))).clone()
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

/// What lopdf and ttf-parser say is wrong, in the one language that they have.
fn foreign(error: impl fmt::Display) -> Message {
    Message::verbatim(error.to_string())
}

/// A number of either kind.
fn number_of(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}
