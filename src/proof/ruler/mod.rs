//! The ruler: it measures the finished PDF and lays the figures of GB/T 9704-2012 beside what it finds.
//!
//! A figure that the series chose in its settings takes the place of the standard's. Every item is measured wherever it
//! stands and reported once, at its worst.
//!
//! Positions of type are those of its em box, which reaches 0.88 of the type size above the baseline and 0.12 below it,
//! as Chinese faces are drawn; the ink of a character stays a little within it. 发文机关标志 is measured by its ink, since the
//! standard names its 上边缘. Rules are measured at their axis, the double lines of a letter at their edges.

mod colophon;
mod expected;
mod folio;
mod grid;
mod head;
mod letter;
mod measurement;
mod name;
mod sheet;
mod table;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

pub use self::expected::{Expected, ExpectedDocument};
use self::measurement::Findings;
pub use self::measurement::{Measurement, Value, Verdict};
use self::sheet::Sheet;
pub use self::table::table;
use super::reader::{self, Page};
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::manifest::Form;
use crate::place::Place;

/// Measures a finished PDF; `Err` says why it cannot be read.
///
/// # Errors
/// The bytes are no PDF file, or a damaged one.
pub fn measure(pdf: &[u8], expected: &Expected) -> Result<Vec<Measurement>, Message> {
    Ok(measure_pages(&reader::read(pdf)?.pages, expected))
}

/// Measures pages that were read already.
pub fn measure_pages(pages: &[Page], expected: &Expected) -> Vec<Measurement> {
    let mut findings = Findings::default();
    let numbered = pages.par_iter().enumerate();
    let sheets: Vec<Sheet> = numbered.map(|(at, page)| Sheet::new(page, at as u32 + 1, expected)).collect();
    grid::measure(&sheets, expected, &mut findings);
    // A head further down its page, under the end of another document, has no place that the standard names.
    for document in expected.documents.iter().filter(|document| expected.begins_page(document)) {
        let Some(first) = sheets.get(document.sheet.saturating_sub(1) as usize) else { continue };
        match document.form {
            Form::Letter => letter::measure(first, document, expected, &mut findings),
            Form::Document | Form::Order | Form::Minutes => head::measure(first, document, expected, &mut findings),
            Form::Plain | Form::Article => {}
        }
    }
    head::titles(&sheets, expected, &mut findings);
    folio::measure(&sheets, expected, &mut findings);
    colophon::measure(&sheets, expected, &mut findings);
    colophon::measure_bare(&sheets, expected, &mut findings);
    findings.list()
}

/// Reports every measurement that is off by more than its tolerance, at the document on whose page it was made.
pub fn report(measurements: &[Measurement], expected: &Expected, whole: &Place, diagnostics: &mut Diagnostics) {
    for found in measurements.iter().filter(|found| found.verdict == Verdict::Wrong) {
        let document = expected.document_on(found.sheet);
        let place = document.map_or(whole.clone(), |document| Place::whole(document.file.clone()));
        let (what, sheet, clause) = (found.name(), found.sheet, found.clause);
        // What neither the standard nor the series asks for is never wrong.
        let wanted = found.chosen.as_ref().or(found.standard.as_ref());
        let message = match found.measured.as_ref().zip(wanted) {
            Some((measured, wanted)) => {
                message!("ruler-off", what, measured = measured.told(), sheet, wanted = wanted.told(), clause)
            }
            None => message!("ruler-missing", what, sheet, clause),
        };
        diagnostics.error("off-standard", place, message, message!("ruler-off.help"));
    }
}
