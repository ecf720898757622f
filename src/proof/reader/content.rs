//! The operators of a content stream, carried out (ISO 32000-1, annex A).

use std::sync::Arc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object};

use super::font::Font;
use super::graphics::{Area, Colour, Matrix, Space, State};
use super::marked::Marked;
use super::{File, MOST_OPERATORS, Mark, MarkKind, Page, foreign, number_of};
use crate::language::Message;

/// States and marks within each other, of which the standard allows 28.
const MOST_SAVED: usize = 512;

/// Forms within forms; a damaged file may have a form that holds itself.
const DEEPEST: usize = 16;

/// Draws onto a page.
pub(super) struct Interpreter<'f, 'a, 'p> {
    pub(super) file: &'f File<'a>,
    pub(super) page: &'p mut Page,
    pub(super) state: State,
    saved: Vec<State>,
    /// Where text begins on its line.
    pub(super) line: Matrix,
    /// Where the next glyph goes.
    pub(super) text: Matrix,
    /// The path so far, as straight pieces; a curve is the box of its points.
    path: Path,
    /// Whether that path is to be the edge of what is painted from then on.
    is_clip: bool,
    /// How much was drawn so far.
    pub(super) order: u32,
    /// What the content is marked as, innermost last.
    pub(super) marked: Vec<Marked>,
    /// How many replacement texts the page has had so far.
    pub(super) replacements: u32,
    pub(super) depth: usize,
}

#[derive(Default)]
struct Path {
    /// Points on the paper, one list for each part.
    parts: Vec<Vec<(f64, f64)>>,
}

impl<'f, 'a, 'p> Interpreter<'f, 'a, 'p> {
    /// An interpreter that draws onto `page`; `matrix` leads to mm on the paper.
    pub(super) fn new(file: &'f File<'a>, page: &'p mut Page, matrix: Matrix) -> Self {
        Self {
            file,
            page,
            state: State::new(matrix),
            saved: Vec::new(),
            line: Matrix::IDENTITY,
            text: Matrix::IDENTITY,
            path: Path::default(),
            is_clip: false,
            order: 0,
            marked: Vec::new(),
            replacements: 0,
            depth: 0,
        }
    }

    /// Carries out a content stream.
    pub(super) fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>) -> Result<(), Message> {
        self.file.spent.content(content.len())?;
        let content = Content::decode(content).map_err(foreign)?;
        for operation in &content.operations {
            self.operate(operation, resources)?;
            self.file.spent.show(0)?;
            if self.saved.len().max(self.marked.len()) > MOST_SAVED {
                return Err(message!("pdf-states-deep"));
            }
        }
        Ok(())
    }

    fn operate(&mut self, operation: &Operation, resources: Option<&'a Dictionary>) -> Result<(), Message> {
        let operands = operation.operands.as_slice();
        let numbers: Vec<f64> = operands.iter().filter_map(number_of).collect();
        match (operation.operator.as_str(), numbers.as_slice()) {
            ("q", _) => self.saved.push(self.state.clone()),
            ("Q", _) => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            ("cm", &[a, b, c, d, e, f]) => self.state.matrix = Matrix([a, b, c, d, e, f]).then(&self.state.matrix),
            ("w", &[weight]) => self.state.weight = weight,
            ("gs", _) => self.parameters(name(operands).and_then(|name| self.resource(resources, b"ExtGState", name))),
            ("g" | "rg" | "k", parts) => self.state.fill = (Space::Additive, Colour::of(Space::Additive, parts)),
            ("G" | "RG" | "K", parts) => self.state.stroke = (Space::Additive, Colour::of(Space::Additive, parts)),
            ("cs", _) => self.state.fill = (self.space(operands, resources), Colour::BLACK),
            ("CS", _) => self.state.stroke = (self.space(operands, resources), Colour::BLACK),
            ("sc" | "scn", parts) => self.state.fill.1 = Colour::of(self.state.fill.0, parts),
            ("SC" | "SCN", parts) => self.state.stroke.1 = Colour::of(self.state.stroke.0, parts),
            ("BT", _) => (self.line, self.text) = (Matrix::IDENTITY, Matrix::IDENTITY),
            ("Tc", &[space]) => self.state.char_space = space,
            ("Tw", &[space]) => self.state.word_space = space,
            ("Tz", &[percent]) => self.state.stretch = percent / 100.0,
            ("TL", &[leading]) => self.state.leading = leading,
            ("Ts", &[rise]) => self.state.rise = rise,
            // A mode that there is not paints nothing that can be relied on.
            ("Tr", &[mode]) => self.state.mode = if (0.0..8.0).contains(&mode) { mode as u8 } else { 3 },
            ("Tf", &[size]) => {
                self.state.size = size;
                self.state.font = name(operands).and_then(|name| self.font(resources, name));
            }
            ("Td", &[x, y]) => self.next_line(x, y),
            ("TD", &[x, y]) => {
                self.state.leading = -y;
                self.next_line(x, y);
            }
            ("T*", _) => self.next_line(0.0, -self.state.leading),
            ("Tm", &[a, b, c, d, e, f]) => {
                self.line = Matrix([a, b, c, d, e, f]);
                self.text = self.line;
            }
            ("Tj", _) => self.show(operands)?,
            ("TJ", _) => {
                self.show(operands.first().and_then(|array| array.as_array().ok()).map_or(&[], |array| array))?
            }
            ("'", _) => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands)?;
            }
            ("\"", &[word_space, char_space]) => {
                (self.state.word_space, self.state.char_space) = (word_space, char_space);
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2..).unwrap_or_default())?;
            }
            ("m", &[x, y]) => self.path.parts.push(vec![self.state.matrix.point((x, y))]),
            ("l", &[x, y]) => self.extend(&[(x, y)]),
            ("c", &[a, b, c, d, e, f]) => self.extend(&[(a, b), (c, d), (e, f)]),
            ("v" | "y", &[a, b, c, d]) => self.extend(&[(a, b), (c, d)]),
            ("h", _) => self.close(),
            ("re", &[x, y, width, height]) => {
                self.path.parts.push(vec![self.state.matrix.point((x, y))]);
                self.extend(&[(x + width, y), (x + width, y + height), (x, y + height)]);
                self.close();
            }
            ("S", _) => self.paint(false, true),
            ("s", _) => {
                self.close();
                self.paint(false, true);
            }
            ("f" | "F" | "f*", _) => self.paint(true, false),
            ("B" | "B*", _) => self.paint(true, true),
            ("b" | "b*", _) => {
                self.close();
                self.paint(true, true);
            }
            ("n", _) => self.paint(false, false),
            ("W" | "W*", _) => self.is_clip = true,
            ("sh", _) => self.shade(),
            ("BI", _) => self.image(),
            ("Do", _) => {
                if let Some(object) = name(operands).and_then(|name| self.resource(resources, b"XObject", name)) {
                    self.external(object, resources)?;
                }
            }
            ("BMC" | "BDC", _) => self.begin_marked(operands, resources),
            ("EMC", _) => _ = self.marked.pop(),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn resource(&self, resources: Option<&'a Dictionary>, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        let kinds = resources?.get_deref(kind, self.file.document).ok()?.as_dict().ok()?;
        kinds.get_deref(name, self.file.document).ok()
    }

    fn parameters(&mut self, object: Option<&'a Object>) {
        let Some(dict) = object.and_then(|object| object.as_dict().ok()) else { return };
        let weight = dict.get(b"LW").ok().and_then(number_of);
        self.state.weight = weight.unwrap_or(self.state.weight);
        self.state.blend(self.file, dict);
    }

    fn space(&self, operands: &[Object], resources: Option<&'a Dictionary>) -> Space {
        let Some(name) = name(operands) else { return Space::Unknown };
        let kind = match self.resource(resources, b"ColorSpace", name) {
            Some(Object::Name(kind)) => kind.as_slice(),
            Some(Object::Array(array)) => array
                .first()
                .and_then(|kind| self.file.document.dereference(kind).ok()?.1.as_name().ok())
                .unwrap_or(b""),
            _ => name,
        };
        match kind {
            b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"CalGray" | b"CalRGB" | b"ICCBased" => Space::Additive,
            b"Separation" | b"DeviceN" => Space::Tint,
            _ => Space::Unknown,
        }
    }

    fn font(&self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Arc<Font>> {
        let fonts = resources?.get_deref(b"Font", self.file.document).ok()?.as_dict().ok()?;
        let dict = fonts.get_deref(name, self.file.document).ok()?.as_dict().ok()?;
        Some(self.file.font(dict))
    }

    fn extend(&mut self, points: &[(f64, f64)]) {
        let points = points.iter().map(|point| self.state.matrix.point(*point));
        if let Some(part) = self.path.parts.last_mut() {
            part.extend(points);
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.path.parts.last_mut() {
            part.extend(part.first().copied());
        }
    }

    fn paint(&mut self, is_filled: bool, is_stroked: bool) {
        let weight = self.state.weight * self.state.matrix.scale();
        let parts = std::mem::take(&mut self.path.parts);
        for part in &parts {
            if is_filled {
                self.mark(part, MarkKind::Fill, self.state.fill.1);
            }
            if is_stroked {
                for piece in part.windows(2) {
                    self.mark(piece, MarkKind::Stroke(weight), self.state.stroke.1);
                }
            }
        }
        // It clips what follows, and not what the same operator paints (8.5.4).
        if std::mem::take(&mut self.is_clip) {
            self.state.clip_to(Area::around(parts.into_iter().flatten()));
        }
    }

    /// Draws something as the box around its points.
    fn mark(&mut self, points: &[(f64, f64)], kind: MarkKind, colour: Colour) {
        let Area { left, top, right, bottom } = Area::around(points.iter().copied());
        self.order += 1;
        // Nothing more is kept of a file that is refused at the end of this operator.
        if self.file.spent.show(1).is_err() {
            return;
        }
        let content = self.marked.iter().rev().find_map(|marked| marked.id);
        let (order, clip) = (self.order, self.state.clip);
        self.page.marks.push(Mark { kind, left, top, right, bottom, colour, order, clip, content });
    }

    /// Colours fill all that is not clipped away.
    fn shade(&mut self) {
        let (width, height) = (self.page.width, self.page.height);
        self.mark(&[(0.0, 0.0), (width, height)], MarkKind::Image, Colour::BLACK);
    }

    /// A picture fills the unit square.
    fn image(&mut self) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|corner| self.state.matrix.point(corner));
        self.mark(&corners, MarkKind::Image, Colour::BLACK);
    }

    fn external(&mut self, object: &'a Object, resources: Option<&'a Dictionary>) -> Result<(), Message> {
        let stream = object.as_stream().map_err(foreign)?;
        self.page.is_optional |= stream.dict.has(b"OC");
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            self.image();
            return Ok(());
        }
        if self.depth == DEEPEST {
            return Err(message!("pdf-forms-deep"));
        }
        self.file.spent.form()?;
        let content = stream.get_plain_content_with_limit(MOST_OPERATORS).map_err(foreign)?;
        let own = stream.dict.get_deref(b"Resources", self.file.document).and_then(Object::as_dict).ok();
        let matrix = stream.dict.get(b"Matrix").ok().and_then(|object| self.file.numbers(object));
        let before = self.state.clone();
        let saved = std::mem::take(&mut self.saved);
        if let Some(&[a, b, c, d, e, f]) = matrix.as_deref() {
            self.state.matrix = Matrix([a, b, c, d, e, f]).then(&self.state.matrix);
        }
        let edges = stream.dict.get(b"BBox").ok().and_then(|object| self.file.numbers(self.file.follow(object)));
        if let Some(&[x0, y0, x1, y1]) = edges.as_deref() {
            let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|corner| self.state.matrix.point(corner));
            self.state.clip_to(Area::around(corners));
        }
        self.depth += 1;
        self.run(&content, own.or(resources))?;
        self.depth -= 1;
        (self.state, self.saved) = (before, saved);
        Ok(())
    }
}

pub(super) fn name(operands: &[Object]) -> Option<&[u8]> {
    operands.first()?.as_name().ok()
}
