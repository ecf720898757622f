//! What makes a file PDF/X-1a:2003 (ISO 15930-4): its boxes, its printing condition, its names.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use quick_xml::escape::escape;

use super::profile;

/// What the file calls itself, in two places.
pub(super) const VERSION: &str = "PDF/X-1a:2003";

/// How much of a page lies outside the trim, in points.
pub(super) struct Room {
    /// Up to the edge of what is drawn, marks and all.
    pub(super) reach: f32,
    /// What is printed up to the edge of the paper goes on so far.
    pub(super) bleed: f32,
}

/// Makes a file what its names say, once it has inks only.
///
/// # Errors
/// It is not as Typst writes files.
pub(super) fn conform(document: &mut Document, rooms: &[Room]) -> Result<(), lopdf::Error> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    for (page, room) in pages.into_iter().zip(rooms) {
        set_boxes(document.get_dictionary_mut(page)?, room)?;
    }
    let mut profile = Stream::new(dictionary! { "N" => 4 }, profile::BYTES.to_vec());
    profile.compress()?;
    let profile = document.add_object(profile);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => Object::string_literal(profile::IDENTIFIER),
        "RegistryName" => Object::string_literal(profile::REGISTRY),
        "Info" => Object::string_literal("FOGRA39L coated, offset, ISO 12647-2"),
        "DestOutputProfile" => profile,
    };
    let intent = document.add_object(intent);
    let catalog = document.catalog_mut()?;
    catalog.set("OutputIntents", vec![intent.into()]);
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference)?;
    for unused in [&b"StructTreeRoot"[..], b"MarkInfo", b"Names", b"Dests", b"OpenAction"] {
        catalog.remove(unused);
    }
    let info = document.trailer.get(b"Info").and_then(Object::as_reference)?;
    let info = document.get_dictionary_mut(info)?;
    for key in ["GTS_PDFXVersion", "GTS_PDFXConformance"] {
        info.set(key, Object::string_literal(VERSION));
    }
    info.set("Trapped", Object::Name(b"False".to_vec()));
    let metadata = document.get_object_mut(metadata)?.as_stream_mut()?;
    let told = String::from_utf8_lossy(&metadata.content).into_owned();
    metadata.set_plain_content(told.replacen("</rdf:RDF>", &(named() + "</rdf:RDF>"), 1).into_bytes());
    document.prune_objects();
    document.renumber_objects();
    Ok(())
}

/// Trim within bleed within all; links lead nowhere on paper, and X-1a allows none within the bleed.
fn set_boxes(page: &mut Dictionary, room: &Room) -> Result<(), lopdf::Error> {
    let media: Vec<f32> = page.get(b"MediaBox")?.as_array()?.iter().filter_map(|side| side.as_float().ok()).collect();
    let &[left, bottom, right, top] = media.as_slice() else {
        return Err(lopdf::Error::DictKey("MediaBox".to_owned()));
    };
    let inset = |by: f32| -> Object {
        let sides = [left + by, bottom + by, right - by, top - by];
        sides.map(|side| Object::Real((side * 1000.0).round() / 1000.0)).to_vec().into()
    };
    page.set("BleedBox", inset(room.reach - room.bleed));
    page.set("TrimBox", inset(room.reach));
    for unused in [&b"Annots"[..], b"StructParents", b"Tabs", b"Group"] {
        page.remove(unused);
    }
    Ok(())
}

/// The same in XMP.
fn named() -> String {
    let version = escape(VERSION);
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:pdfx=\"http://ns.adobe.com/pdfx/1.3/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdfx:GTS_PDFXVersion>{version}</pdfx:GTS_PDFXVersion>\
         <pdfx:GTS_PDFXConformance>{version}</pdfx:GTS_PDFXConformance><pdf:Trapped>False</pdf:Trapped></rdf:Description>"
    )
}
