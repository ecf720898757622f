//! Which inks a file asks for: every operator that sets a colour, every picture, and everything that would mix what lies below.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::InkPages;
use crate::language::Message;

/// The inks that need no name of their own.
const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];
/// The name of what prints on every plate (ISO 32000-1, 8.6.6.4).
const REGISTRATION: &str = "All";
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
        walk.content(&document.get_page_content(id), resources, State::default());
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

/// What is printed with at a place of the content, for areas and for lines.
#[derive(Clone)]
struct State<'a> {
    /// The chosen spaces, where they stand in the resources.
    space: [Option<&'a Object>; 2],
    /// The inks of the chosen colours.
    inks: [Vec<String>; 2],
    /// Whether text is drawn with its outlines.
    is_outlined: bool,
}

impl Default for State<'_> {
    fn default() -> Self {
        Self { space: [None; 2], inks: [black(), black()], is_outlined: false }
    }
}

/// What content begins with.
fn black() -> Vec<String> {
    vec!["Black".to_owned()]
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
    /// Reads the content of a page or form, which begins with the colours of where it is drawn.
    fn content(&mut self, bytes: &[u8], resources: Option<&'a Dictionary>, mut state: State<'a>) {
        let Ok(content) = Content::decode(bytes) else { return self.fault(What::Unreadable) };
        let spaces = self.dict(resources, b"ColorSpace");
        let mut states = Vec::new();
        for operation in &content.operations {
            let at = usize::from(operation.operator.starts_with(|c: char| c.is_ascii_uppercase()));
            let numbers: Vec<f32> = operation.operands.iter().filter_map(|number| number.as_float().ok()).collect();
            match operation.operator.as_str() {
                "q" => states.push(state.clone()),
                "Q" => state = states.pop().unwrap_or_default(),
                "rg" | "RG" => self.fault(What::Screen),
                "g" | "G" => {
                    let gray = numbers.first().copied().unwrap_or_default();
                    state.inks[at] = self.mix(&[0.0, 0.0, 0.0, 1.0 - gray]);
                }
                "k" | "K" => state.inks[at] = self.mix(&numbers),
                "cs" | "CS" => {
                    let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    state.space[at] = spaces.and_then(|spaces| spaces.get_deref(name, self.document).ok());
                    self.space(name, state.space[at]);
                    // What a space begins with: black, or an ink in full.
                    state.inks[at] = self.tint(state.space[at], &[1.0]).unwrap_or_else(black);
                }
                "sc" | "scn" | "SC" | "SCN" => {
                    let tint = self.tint(state.space[at], &numbers);
                    state.inks[at] = tint.unwrap_or_else(|| self.device(&numbers));
                }
                "Tr" => state.is_outlined = numbers.first().is_some_and(|mode| *mode != 0.0),
                "f" | "F" | "f*" => self.note(&state.inks[0]),
                "S" | "s" => self.note(&state.inks[1]),
                "B" | "B*" | "b" | "b*" => state.inks.iter().for_each(|inks| self.note(inks)),
                "Tj" | "TJ" | "'" | "\"" => {
                    self.note(&state.inks[0]);
                    if state.is_outlined {
                        self.note(&state.inks[1]);
                    }
                }
                "sh" | "BI" => self.fault(What::Unreadable),
                "Do" => self.object(operation.operands.first(), resources, &state),
                _ => {}
            }
        }
        for (_, state) in self.dict(resources, b"ExtGState").into_iter().flat_map(Dictionary::iter) {
            let state = self.document.dereference(state).ok().and_then(|(_, state)| state.as_dict().ok());
            if state.is_some_and(lets_through) {
                self.fault(What::Transparent);
            }
        }
        let fonts = self.dict(resources, b"Font").into_iter().flat_map(Dictionary::iter);
        let mut fonts = fonts.filter_map(|(_, font)| self.document.dereference(font).ok()?.1.as_dict().ok());
        if fonts.any(|font| font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type3")) {
            // Its characters are content of their own.
            self.fault(What::Unreadable);
        }
        if self.dict(resources, b"Shading").is_some_and(|shadings| !shadings.is_empty()) {
            self.fault(What::Unreadable);
        }
    }

    fn dict(&self, resources: Option<&'a Dictionary>, key: &[u8]) -> Option<&'a Dictionary> {
        resources?.get_deref(key, self.document).ok()?.as_dict().ok()
    }

    /// The inks of so many parts of the four.
    fn mix(&mut self, parts: &[f32]) -> Vec<String> {
        if let &[cyan, magenta, yellow, black] = parts
            && black >= FULL
            && cyan.min(magenta).min(yellow) >= RICH
        {
            self.fault(What::Rich);
        }
        let used = PROCESS.iter().zip(parts).filter(|(_, part)| **part > 0.0);
        used.map(|(name, _)| (*name).to_owned()).collect()
    }

    /// The inks of a colour in a space that needs no resource.
    fn device(&mut self, numbers: &[f32]) -> Vec<String> {
        match *numbers {
            [gray] => self.mix(&[0.0, 0.0, 0.0, 1.0 - gray]),
            _ => self.mix(numbers),
        }
    }

    /// Something is printed with these inks.
    fn note(&mut self, inks: &[String]) {
        for ink in inks {
            self.pages.entry(ink.clone()).or_default().insert(self.sheet);
        }
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

    /// The ink of a tint; `None` where the space names none. What prints on every plate are marks outside of the trim, which are no
    /// ink of the page.
    fn tint(&mut self, space: Option<&Object>, numbers: &[f32]) -> Option<Vec<String>> {
        let name = space?.as_array().ok()?.get(1)?.as_name().ok()?;
        let name = String::from_utf8_lossy(name).into_owned();
        let is_printed = numbers.first().is_some_and(|tint| *tint > 0.0);
        if self.spot == Some(&*name) && is_printed {
            return Some(vec![name]);
        }
        if self.spot != Some(&*name) && name != REGISTRATION {
            self.fault(What::Foreign(name));
        }
        Some(Vec::new())
    }

    /// A form or picture that is drawn.
    fn object(&mut self, name: Option<&Object>, resources: Option<&'a Dictionary>, state: &State<'a>) {
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
                Some(b"DeviceGray") => self.note(&black()),
                Some(b"DeviceCMYK") => self.note(&PROCESS.map(str::to_owned)),
                _ => self.fault(What::Screen),
            }
            return;
        }
        if !self.open.insert(id) {
            return self.fault(What::Unreadable);
        }
        let inner = stream.dict.get_deref(b"Resources", self.document).ok().and_then(|inner| inner.as_dict().ok());
        let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        self.content(&bytes, inner.or(resources), state.clone());
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
    let is_mixed =
        state.get(b"BM").is_ok_and(|mode| !mode.as_name().is_ok_and(|mode| mode == b"Normal" || mode == b"Compatible"));
    is_thin(b"ca") || is_thin(b"CA") || is_masked || is_mixed
}
