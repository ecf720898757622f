//! The operators that show text, carried out (ISO 32000-1, 9.4).

use ecow::EcoString;
use lopdf::Object;

use super::content::Interpreter;
use super::font::Font;
use super::graphics::{Matrix, Space, State};
use super::{Glyph, MOST_GLYPHS, Manner, number_of};
use crate::language::Message;

impl Interpreter<'_, '_, '_> {
    /// `Td` and its kin.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::translate(x, y).then(&self.line);
        self.text = self.line;
    }

    /// Strings, and between them numbers that move what follows back.
    pub(super) fn show(&mut self, items: &[Object]) -> Result<(), Message> {
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

    fn glyphs(&mut self, string: &[u8]) -> Result<(), Message> {
        let font = self.state.font.clone().ok_or_else(|| message!("pdf-no-font"))?;
        let State { size, stretch, char_space, word_space, rise, mode, clip, .. } = self.state;
        let is_opaque = self.state.is_solid && self.state.is_unmasked && self.state.is_normal;
        let is_told = self.state.fill.0 == Space::Additive;
        let codes = font.codes(string);
        self.file.spent.show(codes.len())?;
        if codes.len() > MOST_GLYPHS - self.page.glyphs.len() {
            return Err(message!("pdf-many-glyphs", most = MOST_GLYPHS));
        }
        for code in codes {
            let whole = self.text.then(&self.state.matrix);
            let (x, y) = whole.point((0.0, rise));
            let width = font.width(code) * size;
            let along = whole.vector((width * stretch, 0.0));
            let up = whole.vector((0.0, size));
            let one = whole.vector((stretch * size, 0.0));
            let (long, high) = (one.0.hypot(one.1), up.0.hypot(up.1));
            // Upright on paper, whose y goes down, (1, 0) and (0, -1) have a positive area.
            let sign = (one.1 * up.0 - one.0 * up.1).signum();
            self.order += 1;
            let manner = Manner {
                order: self.order,
                mode,
                stretch: if high > 0.0 { sign * long / high } else { 0.0 },
                along: if long > 0.0 { (one.0 / long, one.1 / long) } else { (1.0, 0.0) },
                is_opaque,
                is_told,
                clip,
                is_in_form: self.depth > 0,
            };
            let (text, replacement) = self.replaced(&font, code);
            self.page.glyphs.push(Glyph {
                text,
                x,
                y,
                advance: along.0.hypot(along.1),
                size: high,
                colour: self.state.fill.1,
                manner,
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
    fn replaced(&mut self, font: &Font, code: u16) -> (EcoString, Option<u32>) {
        match self.marked.iter_mut().find_map(|marked| marked.replacement.as_mut()) {
            Some(replacement) => (replacement.text.take().unwrap_or_default(), Some(replacement.number)),
            None => (font.text(code), None),
        }
    }
}
