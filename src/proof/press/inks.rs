//! Which inks a file asks for: every operator that sets a colour, every picture, and everything that would mix what lies below.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::InkPages;
use crate::language::Message;

const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];
/// From here on a black is full.
const FULL: f32 = 0.9;
/// From here on cyan, magenta and yellow below black make a black that slips.
const RICH: f32 = 0.3;

/// What was found.
pub(super) struct Used {
    pub(super) inks: Vec<InkPages>,
    pub(super) faults: Vec<Message>,
}

/// Looks through all pages; `spot` is the one ink beside the four.
pub(super) fn used(document: &Document, spot: Option<&str>) -> Used {
    let mut walk =
        Walk { document, spot, sheet: 0, pages: BTreeMap::new(), faults: BTreeSet::new(), open: BTreeSet::new() };
    for (id, sheet) in document.get_pages().into_values().zip(1..) {
        walk.sheet = sheet;
        let page = document.get_dictionary(id).ok();
        let resources = page.and_then(|page| page.get_deref(b"Resources", document).ok()?.as_dict().ok());
        walk.content(&document.get_page_content(id), resources);
    }
    let named = PROCESS.iter().copied().chain(spot);
    let inks = named.filter_map(|name| {
        let pages = walk.pages.get(name)?.iter().copied().collect();
        Some(InkPages { ink: name.to_owned(), pages })
    });
    let inks = inks.collect();
    Used { inks, faults: walk.faults.into_iter().map(|fault| fault.message()).collect() }
}

/// What is wrong on a page.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    sheet: usize,
    what: What,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A colour of screens.
    Screen,
    /// Black over other inks.
    Rich,
    /// An ink that was not agreed.
    Foreign(String),
    /// Something shines through.
    Transparent,
    /// The content cannot be read.
    Unreadable,
}

impl Fault {
    fn message(self) -> Message {
        let sheet = self.sheet;
        match self.what {
            What::Screen => message!("press-screen", sheet),
            What::Rich => message!("press-rich", sheet),
            What::Foreign(ink) => message!("press-foreign", sheet, ink),
            What::Transparent => message!("press-shines", sheet),
            What::Unreadable => message!("press-unread", sheet),
        }
    }
}

struct Walk<'a> {
    document: &'a Document,
    spot: Option<&'a str>,
    sheet: usize,
    pages: BTreeMap<String, BTreeSet<usize>>,
    faults: BTreeSet<Fault>,
    /// Forms that are being read, one within the other.
    open: BTreeSet<ObjectId>,
}

impl<'a> Walk<'a> {
    fn content(&mut self, bytes: &[u8], resources: Option<&'a Dictionary>) {
        let Ok(content) = Content::decode(bytes) else { return self.fault(What::Unreadable) };
        let spaces = self.dict(resources, b"ColorSpace");
        // Ink of what is drawn in registration colour lies outside the trim and is none of the page's.
        let mut space = [None::<&Object>; 2];
        let mut states = Vec::new();
        for operation in &content.operations {
            let at = usize::from(operation.operator.starts_with(|c: char| c.is_ascii_uppercase()));
            let numbers: Vec<f32> = operation.operands.iter().filter_map(|number| number.as_float().ok()).collect();
            match operation.operator.as_str() {
                "q" => states.push(space),
                "Q" => space = states.pop().unwrap_or_default(),
                "rg" | "RG" => self.fault(What::Screen),
                "g" | "G" => self.mix(&[0.0, 0.0, 0.0, 1.0 - numbers.first().copied().unwrap_or_default()]),
                "k" | "K" => self.mix(&numbers),
                "cs" | "CS" => {
                    let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    space[at] = spaces.and_then(|spaces| spaces.get_deref(name, self.document).ok());
                    self.space(name, space[at]);
                }
                "sc" | "scn" | "SC" | "SCN" => self.tint(space[at], &numbers),
                "sh" | "BI" => self.fault(What::Unreadable),
                "Do" => self.object(operation.operands.first(), resources),
                _ => {}
            }
        }
        for (_, state) in self.dict(resources, b"ExtGState").into_iter().flat_map(Dictionary::iter) {
            let state = self.document.dereference(state).ok().and_then(|(_, state)| state.as_dict().ok());
            if state.is_some_and(lets_through) {
                self.fault(What::Transparent);
            }
        }
        if self.dict(resources, b"Shading").is_some_and(|shadings| !shadings.is_empty()) {
            self.fault(What::Unreadable);
        }
    }

    fn dict(&self, resources: Option<&'a Dictionary>, key: &[u8]) -> Option<&'a Dictionary> {
        resources?.get_deref(key, self.document).ok()?.as_dict().ok()
    }

    /// Parts of the four inks.
    fn mix(&mut self, parts: &[f32]) {
        for (name, _) in PROCESS.iter().zip(parts).filter(|(_, part)| **part > 0.0) {
            self.note(name);
        }
        if let &[cyan, magenta, yellow, black] = parts
            && black >= FULL
            && cyan.min(magenta).min(yellow) >= RICH
        {
            self.fault(What::Rich);
        }
    }

    fn note(&mut self, ink: &str) {
        self.pages.entry(ink.to_owned()).or_default().insert(self.sheet);
    }

    /// A colour space that is chosen.
    fn space(&mut self, name: &[u8], space: Option<&Object>) {
        let kind = space.map_or(name, |space| kind_of(space));
        if !matches!(kind, b"DeviceGray" | b"DeviceCMYK" | b"Separation" | b"Pattern") {
            self.fault(What::Screen);
        }
        if kind == b"Pattern" {
            self.fault(What::Unreadable);
        }
    }

    /// A tint of a spot ink.
    fn tint(&mut self, space: Option<&Object>, numbers: &[f32]) {
        let Some(parts) = space.and_then(|space| space.as_array().ok()) else { return };
        let Some(name) = parts.get(1).and_then(|name| name.as_name().ok()) else { return };
        let name = String::from_utf8_lossy(name).into_owned();
        match self.spot {
            Some(spot) if spot == name => {
                if numbers.first().is_some_and(|tint| *tint > 0.0) {
                    self.note(&name);
                }
            }
            _ if name == "All" => {}
            _ => self.fault(What::Foreign(name)),
        }
    }

    fn object(&mut self, name: Option<&Object>, resources: Option<&'a Dictionary>) {
        let objects = self.dict(resources, b"XObject");
        let object = name.and_then(|name| objects?.get(name.as_name().ok()?).ok());
        let Some(id) = object.and_then(|object| object.as_reference().ok()) else { return };
        let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else { return };
        if stream.dict.has(b"SMask") || stream.dict.has(b"Group") {
            self.fault(What::Transparent);
        }
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            let space = stream.dict.get_deref(b"ColorSpace", self.document).ok();
            match space.map(kind_of) {
                Some(b"DeviceGray") => self.note("Black"),
                Some(b"DeviceCMYK") => PROCESS.iter().for_each(|ink| self.note(ink)),
                _ => self.fault(What::Screen),
            }
            return;
        }
        if !self.open.insert(id) {
            return self.fault(What::Unreadable);
        }
        let inner = stream.dict.get_deref(b"Resources", self.document).ok().and_then(|inner| inner.as_dict().ok());
        let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        self.content(&bytes, inner.or(resources));
        self.open.remove(&id);
    }

    fn fault(&mut self, what: What) {
        self.faults.insert(Fault { sheet: self.sheet, what });
    }
}

/// The name of a colour space, or of its family.
fn kind_of(space: &Object) -> &[u8] {
    let family = space.as_array().ok().and_then(|parts| parts.first());
    family.unwrap_or(space).as_name().unwrap_or_default()
}

fn lets_through(state: &Dictionary) -> bool {
    let is_thin = |key: &[u8]| state.get(key).and_then(Object::as_float).is_ok_and(|part| part < 1.0);
    let is_masked = state.get(b"SMask").is_ok_and(|mask| !mask.as_name().is_ok_and(|name| name == b"None"));
    is_thin(b"ca") || is_thin(b"CA") || is_masked
}
