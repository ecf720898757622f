//! The findings as annotations of the finished file (ISO 32000-1, 12.5): a highlight upon words, a note beside the line where none are.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};
use typst_layout::PagedDocument;

use super::finding::{Finding, Shown};
use crate::language::Language;
use crate::typeset::Area;

/// Width and height of a note, in points.
const NOTE: f32 = 18.0;
/// Of highlights and notes: a yellow that leaves black words black.
const COLOUR: [f32; 3] = [1.0, 0.86, 0.35];
/// How much of it is put on (`CA`).
const OPACITY: f32 = 0.45;
/// `Print` (table 165): the words are marked on paper, too.
const PRINTED: i64 = 4;
/// `NoZoom` and `NoRotate`: a note is as large at any size of the page; it would hide print, and is not printed.
const ON_SCREEN: i64 = 8 + 16;

/// The file with the findings upon the pages of `paged`, which stand after some covers.
///
/// # Errors
/// The bytes are no PDF file.
pub(super) fn annotated(
    bytes: &[u8],
    findings: &[Finding],
    paged: &PagedDocument,
    covers: usize,
) -> lopdf::Result<Vec<u8>> {
    let mut document = Document::load_mem(bytes)?;
    let pages = document.get_pages();
    for finding in findings {
        let Some(area) = finding.area() else { continue };
        let printed = paged.pages().get(area.sheet as usize - 1);
        let Some((page, printed)) = pages.get(&(area.sheet + covers as u32)).zip(printed) else { continue };
        let annotation = document.add_object(annotation(finding, printed.frame.height().to_pt() as f32));
        append(&mut document, *page, annotation)?;
    }
    let mut annotated = Vec::new();
    document.save_to(&mut annotated)?;
    Ok(annotated)
}

fn annotation(finding: &Finding, height: f32) -> Dictionary {
    let Finding { number, severity, place, message, help, .. } = finding;
    let help = help.iter().map(|help| format!("{}\n", message!("finding-help", help).text(Language::Zh)));
    let contents = format!("{message}\n{}{place}", help.collect::<String>());
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Contents" => text_string(&contents),
        "T" => text_string("gazette"),
        "Subj" => text_string(severity),
        "NM" => text_string(&format!("gazette-{number}")),
        "C" => COLOUR.map(Object::Real).to_vec(),
    };
    match &finding.shown {
        Shown::Words(areas) => {
            let first = areas.first().map_or(0, |area| area.sheet);
            let areas: Vec<Area> = areas.iter().filter(|area| area.sheet == first).copied().collect();
            let all = areas.iter().copied().reduce(Area::joined);
            annotation.set("Subtype", "Highlight");
            annotation.set("Rect", all.map(|all| rectangle(&all, height)).unwrap_or_default());
            annotation.set("QuadPoints", areas.iter().flat_map(|area| corners(area, height)).collect::<Vec<_>>());
            annotation.set("CA", OPACITY);
            annotation.set("F", PRINTED);
        }
        Shown::Near(area) => {
            let (left, top) = (area.left as f32 - NOTE, height - area.top as f32);
            annotation.set("Subtype", "Text");
            annotation.set("Rect", [left, top - NOTE, left + NOTE, top].map(Object::Real).to_vec());
            annotation.set("Name", "Comment");
            annotation.set("F", ON_SCREEN);
        }
        Shown::Nowhere => {}
    }
    annotation
}

/// A box as the file has it: left, low, right, high.
fn rectangle(area: &Area, height: f32) -> Vec<Object> {
    [area.left as f32, height - area.bottom as f32, area.right as f32, height - area.top as f32]
        .map(Object::Real)
        .to_vec()
}

/// The corners of a highlight in the order that readers of the format take: the upper two, then the lower two.
fn corners(area: &Area, height: f32) -> [Object; 8] {
    let (left, right) = (area.left as f32, area.right as f32);
    let (high, low) = (height - area.top as f32, height - area.bottom as f32);
    [left, high, right, high, left, low, right, low].map(Object::Real)
}

/// Puts an annotation on a page, after those that are there.
fn append(document: &mut Document, page: ObjectId, annotation: ObjectId) -> lopdf::Result<()> {
    let there = document.get_dictionary(page)?.get_deref(b"Annots", document).and_then(Object::as_array);
    let mut annotations = there.cloned().unwrap_or_default();
    annotations.push(annotation.into());
    document.get_dictionary_mut(page)?.set("Annots", annotations);
    Ok(())
}
