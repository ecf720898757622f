//! The operators of a content stream, carried out (ISO 32000-1, annex A).

use std::sync::Arc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object};

use super::font::Font;
use super::graphics::{Colour, Matrix, Space, State};
use super::{File, Glyph, MOST_BYTES, Mark, MarkKind, Page, number_of};

/// Forms within forms; a damaged file may have a form that holds itself.
const DEEPEST: usize = 16;

/// Draws onto a page.
pub(super) struct Interpreter<'f, 'a, 'p> {
    file: &'f mut File<'a>,
    page: &'p mut Page,
    state: State,
    saved: Vec<State>,
    /// Where text begins on its line.
    line: Matrix,
    /// Where the next glyph goes.
    text: Matrix,
    /// The path so far, as straight pieces; a curve is the box of its points.
    path: Path,
    /// What the content is marked as, innermost last.
    marked: Vec<Marked>,
    /// How many replacement texts the page has had so far.
    replacements: u32,
    depth: usize,
}

#[derive(Default)]
struct Path {
    /// Points on the paper, one list for each part.
    parts: Vec<Vec<(f64, f64)>>,
}

/// Content between `BDC` and `EMC`.
struct Marked {
    is_artifact: bool,
    /// The number by which the structure of the file names it.
    id: Option<u32>,
    replacement: Option<Replacement>,
}

/// What `ActualText` says in place of the glyphs.
struct Replacement {
    /// Its number on the page.
    number: u32,
    /// The text, until the first glyph is given it.
    text: Option<String>,
}

impl<'f, 'a, 'p> Interpreter<'f, 'a, 'p> {
    /// An interpreter that draws onto `page`; `matrix` leads to mm on the paper.
    pub(super) fn new(file: &'f mut File<'a>, page: &'p mut Page, matrix: Matrix) -> Self {
        Self {
            file,
            page,
            state: State::new(matrix),
            saved: Vec::new(),
            line: Matrix::IDENTITY,
            text: Matrix::IDENTITY,
            path: Path::default(),
            marked: Vec::new(),
            replacements: 0,
            depth: 0,
        }
    }

    /// Carries out a content stream.
    pub(super) fn run(&mut self, content: &[u8], resources: Option<&'a Dictionary>) -> Result<(), String> {
        let content = Content::decode(content).map_err(|error| error.to_string())?;
        for operation in &content.operations {
            self.operate(operation, resources)?;
        }
        Ok(())
    }

    fn operate(&mut self, operation: &Operation, resources: Option<&'a Dictionary>) -> Result<(), String> {
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
            ("n", _) => self.path.parts.clear(),
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

    fn resource(&self, resources: Option<&'a Dictionary>, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        let kinds = resources?.get_deref(kind, self.file.document).ok()?.as_dict().ok()?;
        kinds.get_deref(name, self.file.document).ok()
    }

    fn parameters(&mut self, object: Option<&'a Object>) {
        let weight = object.and_then(|object| number_of(object.as_dict().ok()?.get(b"LW").ok()?));
        self.state.weight = weight.unwrap_or(self.state.weight);
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

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Arc<Font>> {
        let fonts = resources?.get_deref(b"Font", self.file.document).ok()?.as_dict().ok()?;
        let id = fonts.get(name).ok()?.as_reference().ok();
        if let Some(font) = id.and_then(|id| self.file.fonts.get(&id)) {
            return Some(font.clone());
        }
        let font = Arc::new(Font::read(self.file, fonts.get_deref(name, self.file.document).ok()?.as_dict().ok()?));
        if let Some(id) = id {
            self.file.fonts.insert(id, font.clone());
        }
        Some(font)
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::translate(x, y).then(&self.line);
        self.text = self.line;
    }

    /// Strings, and between them numbers that move what follows back.
    fn show(&mut self, items: &[Object]) -> Result<(), String> {
        for item in items {
            match item {
                Object::String(string, _) => self.glyphs(string)?,
                other => {
                    let back = number_of(other).unwrap_or(0.0) / 1000.0;
                    self.advance(-back * self.state.size * self.state.stretch);
                }
            }
        }
        Ok(())
    }

    fn advance(&mut self, by: f64) {
        self.text = Matrix::translate(by, 0.0).then(&self.text);
    }

    fn glyphs(&mut self, string: &[u8]) -> Result<(), String> {
        let font = self.state.font.clone().ok_or("text is shown without a font")?;
        let State { size, stretch, char_space, word_space, rise, .. } = self.state;
        for code in font.codes(string) {
            let whole = self.text.then(&self.state.matrix);
            let (x, y) = whole.point((0.0, rise));
            let width = font.width(code) * size;
            let along = whole.vector((width * stretch, 0.0));
            let up = whole.vector((0.0, size));
            let (text, replacement) = self.replaced(&font, code);
            self.page.glyphs.push(Glyph {
                text,
                x,
                y,
                advance: along.0.hypot(along.1),
                size: up.0.hypot(up.1),
                colour: self.state.fill.1,
                font: font.name.clone(),
                drawn_by: font.clone(),
                code,
                replacement,
                is_upright: up.0.abs() < up.1.abs() * 0.01 && up.1 < 0.0 && along.0 >= 0.0,
                is_artifact: self.marked.iter().any(|marked| marked.is_artifact),
                content: self.marked.iter().rev().find_map(|marked| marked.id),
            });
            let space = if font.is_space(code) { char_space + word_space } else { char_space };
            self.advance((width + space) * stretch);
        }
        Ok(())
    }

    /// The characters of a glyph, where the content is marked with a text of its own those, with the number of that text.
    fn replaced(&mut self, font: &Font, code: u16) -> (String, Option<u32>) {
        match self.marked.iter_mut().find_map(|marked| marked.replacement.as_mut()) {
            Some(replacement) => (replacement.text.take().unwrap_or_default(), Some(replacement.number)),
            None => (font.text(code), None),
        }
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
        for part in std::mem::take(&mut self.path.parts) {
            if is_filled {
                self.page.marks.push(Mark::around(&part, MarkKind::Fill, self.state.fill.1));
            }
            if is_stroked {
                for piece in part.windows(2) {
                    self.page.marks.push(Mark::around(piece, MarkKind::Stroke(weight), self.state.stroke.1));
                }
            }
        }
    }

    /// A picture fills the unit square.
    fn image(&mut self) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|corner| self.state.matrix.point(corner));
        self.page.marks.push(Mark::around(&corners, MarkKind::Image, Colour::BLACK));
    }

    fn external(&mut self, object: &'a Object, resources: Option<&'a Dictionary>) -> Result<(), String> {
        let stream = object.as_stream().map_err(|error| error.to_string())?;
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            self.image();
            return Ok(());
        }
        if self.depth == DEEPEST {
            return Err("forms are nested too deeply".to_owned());
        }
        let content = stream.get_plain_content_with_limit(MOST_BYTES).map_err(|error| error.to_string())?;
        let own = stream.dict.get_deref(b"Resources", self.file.document).and_then(Object::as_dict).ok();
        let matrix = stream.dict.get(b"Matrix").ok().and_then(|object| self.file.numbers(object));
        let before = self.state.clone();
        let saved = std::mem::take(&mut self.saved);
        if let Some(&[a, b, c, d, e, f]) = matrix.as_deref() {
            self.state.matrix = Matrix([a, b, c, d, e, f]).then(&self.state.matrix);
        }
        self.depth += 1;
        self.run(&content, own.or(resources))?;
        self.depth -= 1;
        (self.state, self.saved) = (before, saved);
        Ok(())
    }

    fn begin_marked(&mut self, operands: &[Object], resources: Option<&'a Dictionary>) {
        let properties = match operands.get(1) {
            Some(Object::Dictionary(dict)) => Some(dict),
            Some(Object::Name(name)) => {
                self.resource(resources, b"Properties", name).and_then(|object| object.as_dict().ok())
            }
            _ => None,
        };
        let text = properties.and_then(|dict| lopdf::decode_text_string(dict.get(b"ActualText").ok()?).ok());
        self.replacements += u32::from(text.is_some());
        self.marked.push(Marked {
            is_artifact: name(operands) == Some(b"Artifact"),
            id: properties.and_then(|dict| u32::try_from(dict.get(b"MCID").ok()?.as_i64().ok()?).ok()),
            replacement: text.map(|text| Replacement { number: self.replacements, text: Some(text) }),
        });
    }
}

impl Mark {
    fn around(points: &[(f64, f64)], kind: MarkKind, colour: Colour) -> Self {
        let fold = |of: fn(&(f64, f64)) -> f64, pick: fn(f64, f64) -> f64| points.iter().map(of).reduce(pick);
        let (left, right) = (fold(|point| point.0, f64::min), fold(|point| point.0, f64::max));
        let (top, bottom) = (fold(|point| point.1, f64::min), fold(|point| point.1, f64::max));
        let [left, top, right, bottom] = [left, top, right, bottom].map(Option::unwrap_or_default);
        Self { kind, left, top, right, bottom, colour }
    }
}

fn name(operands: &[Object]) -> Option<&[u8]> {
    operands.first()?.as_name().ok()
}
