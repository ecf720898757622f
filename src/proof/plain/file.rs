//! Whether a file has nothing but pages and links, and what it was made of.

use crate::language::Message;
use crate::proof::reader::{Annotation, Attached, Page, Pdf};

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
pub(super) fn faults(pdf: &Pdf) -> Vec<Message> {
    let anatomy = &pdf.anatomy;
    // Files within it are looked at one by one.
    let tells_files = |key: &str, known: &str| key == known && !anatomy.attached.is_empty();
    let of_catalog = anatomy.catalog.iter().filter(|key| !CATALOG.contains(&key.as_str()) && !tells_files(key, "AF"));
    let mut faults: Vec<Message> = of_catalog.map(|key| message!("plain-catalog", key)).collect();
    let of_names = anatomy.names.iter().filter(|key| *key != "Dests" && !tells_files(key, "EmbeddedFiles"));
    faults.extend(of_names.map(|key| message!("plain-names", key)));
    let of_files = anatomy.attached.iter().filter(|file| !is_source(file));
    faults.extend(of_files.map(|file| message!("plain-attached", name = &file.name)));
    let size = pdf.pages.first().map(|page| (page.width, page.height));
    for (page, sheet) in pdf.pages.iter().zip(1_u32..) {
        faults.extend(page_faults(page, size).into_iter().map(|fault| message!("plain-page", sheet, fault)));
    }
    if pdf.pages.last().is_some_and(|page| page.glyphs.is_empty() && page.marks.is_empty()) {
        faults.push(message!("plain-last-blank", sheet = pdf.pages.len()));
    }
    faults
}

/// Whether a file within the file is what the issue was made of; which files those are, only its folder tells.
fn is_source(file: &Attached) -> bool {
    let is_typed = [".md", ".toml"].iter().any(|end| file.name.ends_with(end)) && !file.name.contains(['/', '\\']);
    file.relationship == "Source" && is_typed && file.bytes.as_ref().is_some_and(|bytes| str::from_utf8(bytes).is_ok())
}

fn page_faults(page: &Page, size: Option<(f64, f64)>) -> Vec<Message> {
    let unknown = page.keys.iter().filter(|key| !PAGE.contains(&key.as_str()));
    let unknown = unknown.filter(|key| !["CropBox", "Rotate", "UserUnit"].contains(&key.as_str()));
    let mut faults: Vec<Message> = unknown.map(|key| message!("plain-page-key", key)).collect();
    if page.is_adjusted {
        faults.push(message!("plain-page-adjusted"));
    }
    if page.is_optional {
        faults.push(message!("plain-page-optional"));
    }
    let is_near = |(width, height): (f64, f64)| (width - page.width).abs() < 0.1 && (height - page.height).abs() < 0.1;
    if !size.is_none_or(is_near) {
        faults.push(message!("plain-page-size"));
    }
    let mut annotations: Vec<Message> = page.annotations.iter().filter_map(annotation_fault).collect();
    annotations.dedup();
    faults.extend(annotations);
    faults
}

fn annotation_fault(annotation: &Annotation) -> Option<Message> {
    let Annotation { kind, keys, is_framed, action } = annotation;
    if kind != "Link" {
        return Some(message!("plain-annotation", kind));
    }
    if let Some(key) = keys.iter().find(|key| !LINK.contains(&key.as_str()) && !TARGET.contains(&key.as_str())) {
        return Some(message!("plain-link-key", key));
    }
    if *is_framed {
        return Some(message!("plain-link-framed"));
    }
    let action = action.as_ref().filter(|action| !["URI", "GoTo"].contains(&action.as_str()))?;
    Some(message!("plain-link-action", action))
}
