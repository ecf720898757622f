//! Matrices, colours and the graphics state (ISO 32000-1, 8.3, 8.4, 8.6).

use std::sync::Arc;

use super::font::Font;

/// A transformation `[a b c d e f]` of row vectors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    /// The one that moves nothing.
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A displacement.
    pub(super) fn translate(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This transformation, and after it `next`.
    pub(super) fn then(&self, next: &Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, next.0);
        Self([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    /// Where a point goes.
    pub(super) fn point(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a distance goes.
    pub(super) fn vector(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// How much longer lengths become, in the mean of all directions.
    pub(super) fn scale(&self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}

/// A colour as screens mix it, each part from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour {
    /// Red.
    pub red: f64,
    /// Green.
    pub green: f64,
    /// Blue.
    pub blue: f64,
}

impl Colour {
    /// What every page begins with.
    pub const BLACK: Self = Self { red: 0.0, green: 0.0, blue: 0.0 };

    /// Whether it is the red of heads and lines, and not orange, pink or brown.
    pub fn is_red(&self) -> bool {
        self.red > 0.6 && self.green < 0.3 && self.blue < 0.3
    }

    /// The colour of these components in a space of this kind.
    pub(super) fn of(space: Space, components: &[f64]) -> Self {
        let clamp = |part: f64| part.clamp(0.0, 1.0);
        match (space, components) {
            (Space::Additive, &[gray]) => Self { red: clamp(gray), green: clamp(gray), blue: clamp(gray) },
            (Space::Additive, &[red, green, blue]) => Self { red: clamp(red), green: clamp(green), blue: clamp(blue) },
            (Space::Additive, &[cyan, magenta, yellow, black]) => {
                let part = |ink: f64| (1.0 - clamp(ink)) * (1.0 - clamp(black));
                Self { red: part(cyan), green: part(magenta), blue: part(yellow) }
            }
            (Space::Tint, &[tint, ..]) => Self::of(Space::Additive, &[1.0 - clamp(tint)]),
            _ => Self::BLACK,
        }
    }
}

/// How the components of a colour are to be taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Space {
    /// One component is gray, three are RGB, four are CMYK.
    Additive,
    /// Of an ink of its own, 0 being none of it.
    Tint,
    /// Patterns and tables of colours, which are not worked out.
    Unknown,
}

/// What `q` saves and `Q` brings back.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// From the content's units to mm on the paper.
    pub(super) matrix: Matrix,
    /// Line weight in the content's units.
    pub(super) weight: f64,
    /// For text and shapes.
    pub(super) fill: (Space, Colour),
    /// For lines.
    pub(super) stroke: (Space, Colour),
    /// The face of text, `None` until one is chosen.
    pub(super) font: Option<Arc<Font>>,
    /// Type size in the content's units.
    pub(super) size: f64,
    /// What is added after every glyph.
    pub(super) char_space: f64,
    /// What is added after every space.
    pub(super) word_space: f64,
    /// Horizontal scale, 1 being none.
    pub(super) stretch: f64,
    /// From one line to the next, for the operators that move on by it.
    pub(super) leading: f64,
    /// How far text is raised.
    pub(super) rise: f64,
}

impl State {
    /// The state at the beginning of a page.
    pub(super) fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            weight: 1.0,
            fill: (Space::Additive, Colour::BLACK),
            stroke: (Space::Additive, Colour::BLACK),
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_act_one_after_the_other() {
        let both = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]).then(&Matrix::translate(1.0, 3.0));
        assert_eq!(both.point((1.0, 1.0)), (3.0, 5.0));
        assert_eq!(both.vector((1.0, 1.0)), (2.0, 2.0));
        assert_eq!(Matrix([0.0, 3.0, -3.0, 0.0, 7.0, 7.0]).scale(), 3.0);
    }

    #[test]
    fn colours_are_mixed_by_the_number_of_their_components() {
        let red = Colour { red: 1.0, green: 0.0, blue: 0.0 };
        assert_eq!(Colour::of(Space::Additive, &[1.0, 0.0, 0.0]), red);
        assert_eq!(Colour::of(Space::Additive, &[0.0, 1.0, 1.0, 0.0]), red);
        assert_eq!(Colour::of(Space::Additive, &[0.0]), Colour::BLACK);
        assert_eq!(Colour::of(Space::Tint, &[1.0]), Colour::BLACK);
        assert_eq!(Colour::of(Space::Unknown, &[0.5]), Colour::BLACK);
    }
}
