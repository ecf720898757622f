//! Two versions of a file compared by their passages.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::LockedBlock;
use crate::pagination::Folio;
use crate::place::{Place, SourceFile};

/// Passages that follow each other and were all changed, added or taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    /// What is left in their place.
    pub(super) place: HunkPlace,
    /// Bytes in the file of the passages that tell the place.
    pub(super) range: Range<usize>,
    /// The line in the file on which they begin, from 1.
    pub(super) line: usize,
    /// The page on which they begin, if it is known.
    pub(super) folio: Option<Folio>,
    /// Printed lines that came, less those that went; those of elements are not among them.
    pub(super) lines: i64,
    /// Whether it has lines of the front matter.
    pub(super) has_elements: bool,
}

/// Where a hunk stands in the file as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HunkPlace {
    /// At a passage that was changed or added.
    At,
    /// Something was taken out before a passage.
    Before,
    /// Something was taken out after the last passage.
    After,
}

/// What changed from `was` to `now`, whose passages stand in `file` and begin on the pages given; and the printed lines that passages
/// have more which are as they were.
pub(super) fn hunks(
    was: &[LockedBlock],
    now: &[LockedBlock],
    passages: &[(Range<usize>, Option<Folio>)],
    file: &SourceFile,
) -> (Vec<Hunk>, i64) {
    let digests = |blocks: &[LockedBlock]| blocks.iter().map(|block| block.digest.clone()).collect::<Vec<_>>();
    let count = |blocks: &[LockedBlock]| blocks.iter().map(LockedBlock::count).sum::<i64>();
    let (mut hunks, mut elsewhere) = (Vec::new(), 0);
    let (mut line, mut counted) = (1, 0);
    for op in capture_diff_slices(Algorithm::Myers, &digests(was), &digests(now)) {
        let (old, new) = (&was[op.old_range()], &now[op.new_range()]);
        let lines = count(new) - count(old);
        if let DiffOp::Equal { .. } = op {
            elsewhere += lines;
            continue;
        }
        let at = op.new_range();
        let place = match (at.is_empty(), at.start < passages.len()) {
            (false, _) => HunkPlace::At,
            (true, true) => HunkPlace::Before,
            (true, false) => HunkPlace::After,
        };
        let Some((first, folio)) = passages.get(at.start).or(passages.last()) else { continue };
        let end = passages.get(at.start..at.end).and_then(<[_]>::last).map_or(first.end, |(last, _)| last.end);
        let has_elements = old.iter().chain(new).any(|block| block.lines.is_none());
        line += file.text()[counted..first.start].matches('\n').count();
        counted = first.start;
        hunks.push(Hunk { place, range: first.start..end, line, folio: *folio, lines, has_elements });
    }
    (hunks, elsewhere)
}

impl Hunk {
    /// Whether it changed no lines and nothing but the value at `place`.
    pub(super) fn is_within(&self, place: &Place, file: &SourceFile) -> bool {
        let key = file.text()[..place.range.start].rfind('\n').map_or(0, |at| at + 1);
        self.lines == 0 && key <= self.range.start && self.range.end <= place.range.end
    }
}
