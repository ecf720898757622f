//! Matrices, colours and the graphics state (ISO 32000-1, 8.3, 8.4, 8.6).

use std::sync::Arc;

use lopdf::{Dictionary, Object};

use super::font::Font;
use super::{File, number_of};

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

/// A part of a page as a box, in mm from the top left corner of the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// The box around some points; without any, an empty one at the corner.
    pub(super) fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut points = points.into_iter();
        let Some((x, y)) = points.next() else { return Self { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 } };
        let first = Self { left: x, top: y, right: x, bottom: y };
        points.fold(first, |Self { left, top, right, bottom }, (x, y)| Self {
            left: left.min(x),
            top: top.min(y),
            right: right.max(x),
            bottom: bottom.max(y),
        })
    }

    /// What both have; where that is nothing, the right edge lies before the left one, or the lower above the upper.
    pub fn within(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Width times height in mm², nothing where they have none.
    pub fn size(&self) -> f64 {
        (self.right - self.left).max(0.0) * (self.bottom - self.top).max(0.0)
    }

    /// Whether they have more than an edge in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
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
    /// How text is painted (table 106): 0 fills, 3 paints nothing.
    pub(super) mode: u8,
    /// Whether paint has its full strength: no alpha below 1 (11.6.4.4).
    pub(super) is_solid: bool,
    /// Whether no soft mask takes some of it away (11.6.5).
    pub(super) is_unmasked: bool,
    /// Whether it takes the place of what is below it, by no blend mode (11.3.5).
    pub(super) is_normal: bool,
    /// What is left of the paper to paint on, as the box around it; `None` for all of it.
    pub(super) clip: Option<Area>,
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
            mode: 0,
            is_solid: true,
            is_unmasked: true,
            is_normal: true,
            clip: None,
        }
    }

    /// Leaves no more to paint on than lies in `area`.
    pub(super) fn clip_to(&mut self, area: Area) {
        self.clip = Some(self.clip.map_or(area, |clip| clip.within(&area)));
    }

    /// Takes over what a dictionary of parameters says of opacity (table 58).
    pub(super) fn blend(&mut self, file: &File, parameters: &Dictionary) {
        let get = |key: &[u8]| parameters.get(key).ok().map(|object| file.follow(object));
        let is_named = |object: &Object, names: &[&[u8]]| object.as_name().is_ok_and(|name| names.contains(&name));
        if let Some(alpha) = get(b"ca") {
            self.is_solid = number_of(alpha).is_some_and(|alpha| alpha >= 1.0);
        }
        if let Some(mask) = get(b"SMask") {
            self.is_unmasked = is_named(mask, &[b"None"]);
        }
        if let Some(mode) = get(b"BM") {
            self.is_normal = is_named(mode, &[b"Normal", b"Compatible"]);
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
