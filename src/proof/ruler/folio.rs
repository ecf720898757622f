//! 页码 (7.5): its place, its dashes, and where there is none.

use super::Expected;
use super::measurement::{Findings, Item, PLATE, TYPE, Value};
use super::sheet::{Line, Sheet, lines};
use crate::manifest::Form;

const SIZE: Item = Item { what: "页码 4号", clause: "7.5", tolerance: TYPE };
const BELOW: Item = Item { what: "页码, dash below 版心", clause: "7.5", tolerance: PLATE };
const ODD: Item = Item { what: "页码, from the right on odd pages", clause: "7.5", tolerance: PLATE };
const EVEN: Item = Item { what: "页码, from the left on even pages", clause: "7.5", tolerance: PLATE };
const WORDS: Item = Item { what: "页码 between dashes", clause: "7.5", tolerance: 0.0 };
const NONE: Item = Item { what: "页码 before the first document", clause: "7.5", tolerance: 0.0 };
const LETTER: Item = Item { what: "页码 on a letter's first page", clause: "10.1", tolerance: 0.0 };

/// Measures the page number of every page, and looks for it where it must not be.
pub(super) fn measure(sheets: &[Sheet], expected: &Expected, findings: &mut Findings) {
    let standard = Expected::standard();
    let mut before: Option<&Sheet> = None;
    for sheet in sheets {
        let is_after_blank = before.replace(sheet).is_some_and(Sheet::is_blank);
        let at = sheet.number;
        let folio = folio(sheet, expected);
        let count = |folio: &Option<Line>| Some(Value::Count(folio.iter().count() as u32));
        if sheet.document.is_none() {
            findings.value(NONE, at, Some(Value::Count(0)), Value::Count(0), count(&folio));
            continue;
        }
        let is_letter = expected.documents.iter().any(|letter| letter.form == Form::Letter && letter.sheet == at);
        if is_letter {
            findings.value(LETTER, at, Some(Value::Count(0)), Value::Count(0), count(&folio));
            continue;
        }
        // A blank page has none, nor has the 版记 after one.
        let begins = expected.documents.iter().any(|document| document.sheet == at);
        if folio.is_none() && (sheet.is_blank() || is_after_blank && !begins) {
            continue;
        }
        let words = folio.as_ref().map(|folio| folio.text().split_whitespace().collect::<String>());
        findings.words(WORDS, at, &format!("—{}—", sheet.folio), words);
        let Some(folio) = folio else { continue };
        let wanted = expected.size(expected.sizes.folio);
        findings.length(SIZE, at, standard.size(14.0), wanted, Some(folio.size));
        findings.length(BELOW, at, 7.0, 7.0, Some(dash(&folio) - expected.foot()));
        let (item, indent) = if sheet.folio.is_multiple_of(2) {
            (EVEN, folio.left() - sheet.left)
        } else {
            (ODD, sheet.left + expected.width - folio.right())
        };
        findings.length(item, at, standard.cell(), expected.cell(), Some(indent));
    }
}

/// Upper edge of what is drawn of the dashes; the middle of the line, where dashes are, if the file's face does not tell.
fn dash(folio: &Line) -> f64 {
    let dashes = folio.glyphs.iter().filter(|glyph| glyph.text.contains('—'));
    dashes.filter_map(|glyph| glyph.ink()).map(|(top, _)| top).reduce(f64::min).unwrap_or(folio.middle())
}

/// The lowest line with a digit below the type area; decorations count, since a folio is one.
fn folio<'a>(sheet: &Sheet<'a>, expected: &Expected) -> Option<Line<'a>> {
    let below = sheet.page.glyphs.iter().filter(|glyph| glyph.is_upright && glyph.y > expected.foot() + 3.5);
    let found = lines(below.collect());
    found.into_iter().rfind(|line| line.text().contains(|c: char| c.is_ascii_digit()))
}
