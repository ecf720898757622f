//! Which inks print what a page shows: every colour of a finished PDF becomes parts of inks.
//!
//! Gray is printed with black alone, the red of the gazette with M80 Y80 or with its spot ink (GB/T 9704, 6.2), and any other
//! colour as the profile of the press has it. What no ink can be named for is a [`Fault`].

use std::collections::BTreeSet;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::profile::Profile;
use crate::language::Message;

/// Parts of cyan, magenta, yellow and black, from 0 to 1.
pub(super) type Parts = [f32; 4];

/// Red without a spot ink.
const RED: Parts = [0.0, 0.8, 0.8, 0.0];
/// The name of the spot ink's colour space in the resources of a page.
const SPOT: &[u8] = b"gazette-spot";
/// The furthest that a part of a colour may be from that of another that is the same.
const SAME: f32 = 0.003;

/// What cannot be printed, and on which page of the file, from 1.
pub(super) struct Fault {
    /// The page.
    pub(super) sheet: usize,
    /// Why.
    pub(super) what: Message,
}

/// The inks of an issue.
pub(super) struct Inks<'a> {
    /// The red that its templates print, as screens mix it.
    pub(super) red: [f32; 3],
    /// The name of the one ink that it is printed in.
    pub(super) spot: Option<&'a str>,
    /// How other colours are printed.
    pub(super) profile: &'a Profile,
}

/// Gives every mark of every page its inks.
pub(super) fn separate(document: &mut Document, inks: &Inks) -> Result<Vec<Fault>, lopdf::Error> {
    let mut press = Separator { document, inks, faults: Vec::new(), done: BTreeSet::new(), sheet: 0 };
    let pages: Vec<ObjectId> = press.document.get_pages().into_values().collect();
    for (page, sheet) in pages.into_iter().zip(1..) {
        press.sheet = sheet;
        press.page(page)?;
    }
    Ok(press.faults)
}

/// What a stream paints with at a place.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Space {
    /// Gray, or red, green and blue.
    Screen,
    /// One that names inks already.
    Inks,
}

struct Separator<'a> {
    document: &'a mut Document,
    inks: &'a Inks<'a>,
    faults: Vec<Fault>,
    /// Forms and pictures that have their inks, since several pages may show one.
    done: BTreeSet<ObjectId>,
    /// The page that is being read, from 1.
    sheet: usize,
}

impl Separator<'_> {
    /// A page, whose content and resources become its own where it shared them.
    fn page(&mut self, id: ObjectId) -> Result<(), lopdf::Error> {
        let content = self.document.get_page_content(id);
        let page = self.document.get_dictionary(id)?;
        let mut resources = self.resolved(page.get(b"Resources").ok()).unwrap_or_default();
        let content = self.content(&content, &mut resources)?;
        let mut stream = Stream::new(Dictionary::new(), content);
        stream.compress()?;
        let contents = self.document.add_object(stream);
        let page = self.document.get_dictionary_mut(id)?;
        page.set("Contents", contents);
        page.set("Resources", resources);
        Ok(())
    }

    /// A dictionary that stands here or elsewhere.
    fn resolved(&self, object: Option<&Object>) -> Option<Dictionary> {
        let object = self.document.dereference(object?).ok()?.1;
        object.as_dict().ok().cloned()
    }

    /// A stream of marks with inks for colours, and its resources after that.
    fn content(&mut self, bytes: &[u8], resources: &mut Dictionary) -> Result<Vec<u8>, lopdf::Error> {
        let mut states = vec![[Space::Screen; 2]];
        let mut operations = Vec::new();
        let spaces = self.resolved(resources.get(b"ColorSpace").ok()).unwrap_or_default();
        for operation in Content::decode(bytes)?.operations {
            let Operation { operator, operands } = &operation;
            let at = usize::from(operator.starts_with(|c: char| c.is_ascii_uppercase()));
            if operator == "Q" && states.len() > 1 {
                states.pop();
            }
            let last = states.last_mut().expect("the first state is never taken");
            match operator.as_str() {
                "q" => {
                    let state = *last;
                    states.push(state);
                }
                "cs" | "CS" => {
                    last[at] = self.space(operands.first(), &spaces);
                    match last[at] {
                        Space::Screen => operations.push(process([0.0, 0.0, 0.0, 1.0], at)),
                        Space::Inks => operations.push(operation),
                    }
                    continue;
                }
                "g" | "G" | "rg" | "RG" => {
                    last[at] = Space::Screen;
                    self.paint(&numbers(operands), at, &mut operations);
                    continue;
                }
                "k" | "K" => last[at] = Space::Inks,
                "sc" | "scn" | "SC" | "SCN" if last[at] == Space::Screen => {
                    self.paint(&numbers(operands), at, &mut operations);
                    continue;
                }
                "sh" => self.fault(message!("press-gradient")),
                _ => {}
            }
            operations.push(operation);
        }
        let has_spot = operations.iter().any(|operation| operation.operands == [Object::Name(SPOT.to_vec())]);
        self.resources(resources, self.inks.spot.filter(|_| has_spot))?;
        Content { operations }.encode()
    }

    /// Sets a colour that screens mix.
    fn paint(&mut self, parts: &[f32], at: usize, operations: &mut Vec<Operation>) {
        let is_red = parts.iter().zip(self.inks.red).all(|(part, red)| (part - red).abs() < SAME);
        if parts.len() == 3 && is_red && self.inks.spot.is_some() {
            let [space, colour] = [["cs", "scn"], ["CS", "SCN"]][at];
            operations.push(Operation::new(space, vec![Object::Name(SPOT.to_vec())]));
            operations.push(Operation::new(colour, vec![1.into()]));
        } else if parts.len() == 3 && is_red {
            operations.push(process(RED, at));
        } else {
            operations.push(process(self.parts(parts), at));
        }
    }

    /// The inks of gray, or of a colour that is not the red.
    fn parts(&self, parts: &[f32]) -> Parts {
        match *parts {
            [gray] => [0.0, 0.0, 0.0, 1.0 - gray],
            [red, green, blue] if (red - green).abs() < SAME && (green - blue).abs() < SAME => {
                [0.0, 0.0, 0.0, 1.0 - red]
            }
            [red, green, blue] => self.inks.profile.parts([red, green, blue]),
            _ => [0.0, 0.0, 0.0, 1.0],
        }
    }

    /// What content chooses by name.
    fn space(&mut self, name: Option<&Object>, spaces: &Dictionary) -> Space {
        let name = name.and_then(|name| name.as_name().ok()).unwrap_or_default();
        match name {
            b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"Pattern" => self.kind(Some(&Object::Name(name.to_vec()))),
            _ => self.kind(spaces.get(name).ok()),
        }
    }

    /// What a colour space of a file is.
    fn kind(&mut self, object: Option<&Object>) -> Space {
        let object = object.and_then(|object| self.document.dereference(object).ok()).map(|(_, object)| object.clone());
        let kind = match &object {
            Some(Object::Name(name)) => name.clone(),
            Some(Object::Array(parts)) => {
                parts.first().and_then(|kind| kind.as_name().ok()).unwrap_or_default().to_vec()
            }
            _ => Vec::new(),
        };
        match kind.as_slice() {
            b"DeviceGray" | b"CalGray" | b"DeviceRGB" | b"CalRGB" => Space::Screen,
            b"DeviceCMYK" | b"Separation" | b"DeviceN" => Space::Inks,
            b"ICCBased" if matches!(self.components(object.as_ref()), Some(1 | 3)) => Space::Screen,
            b"Pattern" => {
                self.fault(message!("press-gradient"));
                Space::Inks
            }
            _ => {
                self.fault(message!("press-space"));
                Space::Inks
            }
        }
    }

    /// How many parts the colours of a profile have.
    fn components(&self, space: Option<&Object>) -> Option<i64> {
        let profile = space?.as_array().ok()?.get(1)?;
        let profile = self.document.dereference(profile).ok()?.1.as_stream().ok()?;
        profile.dict.get(b"N").ok()?.as_i64().ok()
    }

    /// Sees to what a page or a form uses, and to the ink of its own if it prints with one.
    fn resources(&mut self, resources: &mut Dictionary, spot: Option<&str>) -> Result<(), lopdf::Error> {
        let states = self.resolved(resources.get(b"ExtGState").ok()).unwrap_or_default();
        for (_, state) in states.iter() {
            if self.resolved(Some(state)).is_some_and(|state| is_transparent(&state)) {
                self.fault(message!("press-transparent"));
            }
        }
        if self.resolved(resources.get(b"Shading").ok()).is_some_and(|shadings| !shadings.is_empty()) {
            self.fault(message!("press-gradient"));
        }
        // Such a face draws its characters itself, in colours of its own.
        let fonts = self.resolved(resources.get(b"Font").ok()).unwrap_or_default();
        let mut fonts = fonts.iter().filter_map(|(_, font)| self.resolved(Some(font)));
        if fonts.any(|font| font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type3")) {
            self.fault(message!("press-face"));
        }
        let objects = self.resolved(resources.get(b"XObject").ok()).unwrap_or_default();
        for (_, object) in objects.iter() {
            let Ok(id) = object.as_reference() else { continue };
            if self.done.insert(id) {
                self.object(id)?;
            }
        }
        // What names inks already stays.
        let spaces = self.resolved(resources.get(b"ColorSpace").ok()).unwrap_or_default();
        let mut kept = Dictionary::new();
        for (name, space) in spaces.iter() {
            if self.kind(Some(space)) == Space::Inks {
                kept.set(name.clone(), space.clone());
            }
        }
        if let Some(spot) = spot {
            kept.set(SPOT, spot_space(spot));
        }
        resources.remove(b"ColorSpace");
        if !kept.is_empty() {
            resources.set("ColorSpace", kept);
        }
        Ok(())
    }

    /// A form or a picture.
    fn object(&mut self, id: ObjectId) -> Result<(), lopdf::Error> {
        let stream = self.document.get_object(id)?.as_stream()?.clone();
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            let picture = super::picture::separated(self.document, &stream, self.inks.profile);
            match picture {
                Ok(picture) => self.document.set_object(id, picture),
                Err(what) => self.fault(what),
            }
            return Ok(());
        }
        // A group through which nothing shines paints like no group; what lets something shine is found where it is set.
        let mut resources = self.resolved(stream.dict.get(b"Resources").ok()).unwrap_or_default();
        let content =
            self.content(&stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()), &mut resources)?;
        let mut dict = stream.dict;
        dict.remove(b"Filter");
        dict.remove(b"Group");
        dict.set("Resources", resources);
        let mut stream = Stream::new(dict, content);
        stream.compress()?;
        self.document.set_object(id, stream);
        Ok(())
    }

    /// Notes what no ink prints, once a page.
    fn fault(&mut self, what: Message) {
        let sheet = self.sheet;
        if !self.faults.iter().any(|fault| fault.sheet == sheet && fault.what == what) {
            self.faults.push(Fault { sheet, what });
        }
    }
}

/// An ink of its own; what shows it on a screen is red without it.
fn spot_space(name: &str) -> Object {
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => vec![0.into(); 4],
        "C1" => RED.map(Object::Real).to_vec(),
        "N" => 1,
    };
    vec![Object::Name(b"Separation".to_vec()), Object::Name(name.as_bytes().to_vec()), "DeviceCMYK".into(), tint.into()]
        .into()
}

/// Sets parts of the four inks, for areas or for lines.
fn process(parts: Parts, at: usize) -> Operation {
    Operation::new(
        ["k", "K"][at],
        parts.map(|part| Object::Real((part.clamp(0.0, 1.0) * 1000.0).round() / 1000.0)).to_vec(),
    )
}

/// The numbers among what stands before an operator.
fn numbers(operands: &[Object]) -> Vec<f32> {
    operands.iter().filter_map(|operand| operand.as_float().ok()).collect()
}

/// Whether what lies below shines through what is painted.
fn is_transparent(state: &Dictionary) -> bool {
    let is_thin = |key: &[u8]| state.get(key).and_then(Object::as_float).is_ok_and(|part| part < 1.0);
    let is_masked = state.get(b"SMask").is_ok_and(|mask| !mask.as_name().is_ok_and(|name| name == b"None"));
    let is_mixed =
        state.get(b"BM").and_then(Object::as_name).is_ok_and(|mode| mode != b"Normal" && mode != b"Compatible");
    is_thin(b"ca") || is_thin(b"CA") || is_masked || is_mixed
}
