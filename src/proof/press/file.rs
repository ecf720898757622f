//! The file around the pages: what PDF/X-1a:2003 asks of its header, its information, its condition, its fonts and its boxes.

use lopdf::{Dictionary, Document, Object};

use crate::language::Message;

/// What it calls itself.
const VERSION: &[u8] = b"PDF/X-1a:2003";
/// The boxes of a page in points: left, bottom, right, top.
pub(super) type Sides = [f64; 4];

/// The boxes of a page.
pub(super) struct Boxes {
    pub(super) media: Option<Sides>,
    pub(super) bleed: Option<Sides>,
    pub(super) trim: Option<Sides>,
}

/// The boxes of all pages in order.
pub(super) fn boxes(document: &Document) -> Vec<Boxes> {
    let pages = document.get_pages();
    let dicts = pages.values().filter_map(|id| document.get_dictionary(*id).ok());
    let read = |dict: &Dictionary, key: &[u8]| {
        let sides = dict.get_deref(key, document).ok()?.as_array().ok()?;
        let sides: Vec<f64> = sides.iter().filter_map(|side| side.as_float().ok()).map(f64::from).collect();
        Sides::try_from(sides).ok()
    };
    dicts
        .map(|dict| Boxes {
            media: read(dict, b"MediaBox"),
            bleed: read(dict, b"BleedBox"),
            trim: read(dict, b"TrimBox"),
        })
        .collect()
}

/// What is missing from a file, or too much in it.
pub(super) fn faults(document: &Document) -> Vec<Message> {
    let mut faults = Vec::new();
    let mut ask = |is: bool, what: &str| {
        if !is {
            faults.push(message!("press-lacks", what));
        }
    };
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let has = |key: &[u8], value: &[u8]| {
        let found = info.and_then(|info| info.get_deref(key, document).ok());
        found.is_some_and(|found| found.as_str().or(found.as_name()).is_ok_and(|found| found == value))
    };
    ask(document.version.as_str() <= "1.4", "PDF 1.4");
    ask(document.trailer.has(b"ID"), "/ID");
    ask(!document.trailer.has(b"Encrypt"), "no /Encrypt");
    ask(has(b"GTS_PDFXVersion", VERSION), "/GTS_PDFXVersion");
    ask(has(b"GTS_PDFXConformance", VERSION), "/GTS_PDFXConformance");
    ask(has(b"Trapped", b"False") || has(b"Trapped", b"True"), "/Trapped");
    for key in ["Title", "CreationDate", "ModDate"] {
        ask(info.is_some_and(|info| info.has(key.as_bytes())), &format!("/{key}"));
    }
    let catalog = document.catalog().ok();
    let intents = catalog.and_then(|catalog| catalog.get_deref(b"OutputIntents", document).ok()?.as_array().ok());
    let intents: Vec<&Dictionary> = intents
        .into_iter()
        .flatten()
        .filter_map(|intent| document.dereference(intent).ok()?.1.as_dict().ok())
        .filter(|intent| intent.get(b"S").and_then(Object::as_name).is_ok_and(|kind| kind == b"GTS_PDFX"))
        .collect();
    ask(intents.len() == 1, "/OutputIntents");
    for key in ["OutputConditionIdentifier", "RegistryName", "DestOutputProfile"] {
        ask(intents.iter().all(|intent| intent.has(key.as_bytes())), &format!("/{key}"));
    }
    for key in ["OpenAction", "AA", "AcroForm", "OCProperties", "Names"] {
        ask(catalog.is_some_and(|catalog| !catalog.has(key.as_bytes())), &format!("no /{key}"));
    }
    for page in document.get_pages().values().filter_map(|id| document.get_dictionary(*id).ok()) {
        ask(!page.has(b"Annots") && !page.has(b"AA"), "no /Annots");
        ask(!page.has(b"Group"), "no /Group");
    }
    for object in document.objects.values() {
        let Ok(dict) = object.as_dict().or(object.as_stream().map(|stream| &stream.dict)) else { continue };
        if dict.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"FontDescriptor") {
            let is_embedded = ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| dict.has(key.as_bytes()));
            ask(is_embedded, "/FontFile");
        }
    }
    faults
}
