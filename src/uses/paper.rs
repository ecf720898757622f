//! How thick the paper of an issue is, and what follows from that for its spine and its folds.

/// Cubic centimetres of a gram of uncoated offset paper, whose bulk is 1.25 to 1.45.
pub(crate) const BULK: f64 = 1.35;

/// The paper of an issue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paper {
    /// In g/m².
    pub(crate) weight: u16,
}

impl Paper {
    /// The thickness of a leaf in mm.
    pub(crate) fn caliper(self) -> f64 {
        f64::from(self.weight) * BULK / 1000.0
    }

    /// The thickness of so many pages in mm, two on a leaf.
    pub(crate) fn thickness(self, pages: usize) -> f64 {
        pages.div_ceil(2) as f64 * self.caliper()
    }

    /// How far in mm a folded sheet is pushed out of the fold by those that lie around it, of which there are `sheets`.
    pub(crate) fn creep(self, sheets: usize) -> f64 {
        sheets as f64 * self.caliper()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_eight_pages_of_seventy_grams_are_two_millimetres_thick() {
        let paper = Paper { weight: 70 };
        let near = |length: f64, expected: f64| (length - expected).abs() < 0.005;
        assert!(near(paper.caliper(), 0.0945));
        assert!(near(paper.thickness(48), 2.27));
        assert!(near(paper.creep(11), 1.04));
    }
}
