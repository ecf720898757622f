//! What is drawn of a glyph, so that two can be compared.

use ttf_parser::OutlineBuilder;

/// How far two points may lie from each other and be one, 1 being the type size: less than a unit of any face.
const TOLERANCE: f32 = 1e-4;

/// The lines of a glyph; none for a blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    Move([f32; 2]),
    Line([f32; 2]),
    Quad([f32; 4]),
    Curve([f32; 6]),
    Close,
}

impl Outline {
    /// Whether nothing is drawn.
    pub fn is_blank(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether the same is drawn.
    pub fn agrees(&self, other: &Self) -> bool {
        let mut pairs = self.pieces.iter().zip(&other.pieces);
        self.pieces.len() == other.pieces.len() && pairs.all(|(a, b)| a.agrees(b))
    }
}

impl Piece {
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Move(a), Self::Move(b)) | (Self::Line(a), Self::Line(b)) => is_near(a, b),
            (Self::Quad(a), Self::Quad(b)) => is_near(a, b),
            (Self::Curve(a), Self::Curve(b)) => is_near(a, b),
            (Self::Close, Self::Close) => true,
            _ => false,
        }
    }
}

fn is_near(a: &[f32], b: &[f32]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() < TOLERANCE)
}

/// Takes an outline down, 1 being the type size.
pub(super) struct Pen {
    /// The size of a unit of the face.
    unit: f32,
    outline: Outline,
}

impl Pen {
    /// A pen for a face whose unit is so long.
    pub(super) fn new(unit: f32) -> Self {
        Self { unit, outline: Outline::default() }
    }

    /// What was drawn.
    pub(super) fn outline(self) -> Outline {
        self.outline
    }

    fn put<const N: usize>(&mut self, piece: fn([f32; N]) -> Piece, points: [f32; N]) {
        self.outline.pieces.push(piece(points.map(|length| length * self.unit)));
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put(Piece::Move, [x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put(Piece::Line, [x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.put(Piece::Quad, [x1, y1, x, y]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.put(Piece::Curve, [x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {
        self.outline.pieces.push(Piece::Close);
    }
}
