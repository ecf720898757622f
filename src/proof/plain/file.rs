//! Whether a file has nothing but pages and links.

use crate::proof::reader::{Annotation, Page, Pdf};

/// The entries of a catalog that show or do nothing (ISO 32000-1, table 28).
const CATALOG: [&str; 16] = [
    "Type",
    "Version",
    "Extensions",
    "Pages",
    "PageLabels",
    "Names",
    "Dests",
    "ViewerPreferences",
    "PageLayout",
    "PageMode",
    "Outlines",
    "Metadata",
    "StructTreeRoot",
    "MarkInfo",
    "Lang",
    "OutputIntents",
];
/// The entries of a page that show nothing but its content (table 30).
const PAGE: [&str; 14] = [
    "Type",
    "Parent",
    "Resources",
    "MediaBox",
    "BleedBox",
    "TrimBox",
    "ArtBox",
    "Contents",
    "Annots",
    "StructParents",
    "Tabs",
    "LastModified",
    "Group",
    "Metadata",
];
/// The entries of a link that draw nothing (tables 164 and 173); `Contents` is what a screen reader says of it.
const LINK: [&str; 11] =
    ["Type", "Subtype", "Rect", "Contents", "P", "NM", "M", "F", "Border", "StructParent", "QuadPoints"];
/// The entries of a link that say where it leads.
const TARGET: [&str; 2] = ["A", "Dest"];

/// What a file holds that it should not.
pub(super) fn faults(pdf: &Pdf) -> Vec<String> {
    let anatomy = &pdf.anatomy;
    let mut faults: Vec<String> = Vec::new();
    let mut has = |what: &str, keys: &[String], known: &[&str]| {
        let unknown = keys.iter().filter(|key| !known.contains(&key.as_str()));
        faults.extend(unknown.map(|key| format!("the PDF has `{key}` in its {what}, which an edition has not")));
    };
    has("catalog", &anatomy.catalog, &CATALOG);
    has("trees of names", &anatomy.names, &["Dests"]);
    let size = pdf.pages.first().map(|page| (page.width, page.height));
    for (page, sheet) in pdf.pages.iter().zip(1..) {
        faults.extend(page_faults(page, size).into_iter().map(|fault| format!("page {sheet} of the PDF {fault}")));
    }
    if pdf.pages.last().is_some_and(|page| page.glyphs.is_empty() && page.marks.is_empty()) {
        faults.push(format!("page {} of the PDF, its last one, is blank", pdf.pages.len()));
    }
    faults
}

fn page_faults(page: &Page, size: Option<(f64, f64)>) -> Vec<String> {
    let unknown = page.keys.iter().filter(|key| !PAGE.contains(&key.as_str()));
    let unknown = unknown.filter(|key| !["CropBox", "Rotate", "UserUnit"].contains(&key.as_str()));
    let mut faults: Vec<String> =
        unknown.map(|key| format!("has `{key}`, which a page of an edition has not")).collect();
    if page.is_adjusted {
        faults.push("is shown in part, turned or in another measure (`CropBox`, `Rotate`, `UserUnit`)".to_owned());
    }
    if page.is_optional {
        faults.push("has content that can be switched off".to_owned());
    }
    let is_near = |(width, height): (f64, f64)| (width - page.width).abs() < 0.1 && (height - page.height).abs() < 0.1;
    if !size.is_none_or(is_near) {
        faults.push("has another size than the first one".to_owned());
    }
    let mut annotations: Vec<String> = page.annotations.iter().filter_map(annotation_fault).collect();
    annotations.dedup();
    faults.extend(annotations);
    faults
}

fn annotation_fault(annotation: &Annotation) -> Option<String> {
    let Annotation { kind, keys, is_framed, action } = annotation;
    if kind != "Link" {
        return Some(format!("has an annotation that is no link: `{kind}`"));
    }
    if let Some(key) = keys.iter().find(|key| !LINK.contains(&key.as_str()) && !TARGET.contains(&key.as_str())) {
        return Some(format!("has a link with `{key}`, which may draw or do something"));
    }
    if *is_framed {
        return Some("has a link in a frame".to_owned());
    }
    let action = action.as_ref().filter(|action| !["URI", "GoTo"].contains(&action.as_str()))?;
    Some(format!("has a link that does more than to lead somewhere: `{action}`"))
}
