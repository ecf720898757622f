//! How much an issue is, counted as typed, before anything is made of it: what is more than its limits is not read.

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::manifest::Limits;
use crate::markdown::cells_in;
use crate::place::SourceFile;
use crate::source::IssueDir;

/// Characters that fill a line (GB/T 9704, 5.2.3).
const CHARS: usize = 28;

/// Whether an issue keeps to its limits; the first place beyond one is reported.
pub(crate) fn check(dir: &IssueDir, limits: &Limits, diagnostics: &mut Diagnostics) -> bool {
    let lines = first_beyond(dir, limits.lines, |line| line.trim().chars().count().div_ceil(CHARS));
    if let Some((file, range)) = &lines {
        let (message, most) = (message!("many-lines", most = limits.lines.to_string()), "lines");
        diagnostics.error("too-large", file.place(range.clone()), message, message!("limit-higher", key = most));
    }
    let cells = first_beyond(dir, limits.cells, |line| if line.contains('|') { cells_in(line) } else { 0 });
    if let Some((file, range)) = &cells {
        let (message, most) = (message!("many-cells", most = limits.cells.to_string()), "cells");
        diagnostics.error("too-large", file.place(range.clone()), message, message!("limit-higher", key = most));
    }
    lines.is_none() && cells.is_none()
}

/// The line with which the sum over all lines of the typed files is more than `most`.
fn first_beyond(dir: &IssueDir, most: u64, count: fn(&str) -> usize) -> Option<(&SourceFile, Range<usize>)> {
    let mut sum = 0;
    for (_, file) in dir.sources() {
        let mut at = 0;
        for line in file.text().split_inclusive('\n') {
            sum += count(line.trim_end_matches('\n')) as u64;
            if sum > most {
                return Some((file, at..at + line.trim_end_matches('\n').len()));
            }
            at += line.len();
        }
    }
    None
}
