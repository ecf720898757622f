//! The file of imposed sheets: the pages of the press edition as they are, put on larger ones beside each other.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::sheet::{Boxes, Edges, Sheet};

/// The boxes of the first page of the press edition, which all others share.
pub(super) fn boxes(press: &Document) -> Result<Boxes, lopdf::Error> {
    let first = press.get_pages().into_values().next().ok_or_else(|| lopdf::Error::DictKey("Pages".to_owned()))?;
    let page = press.get_dictionary(first)?;
    Ok(Boxes { trim: edges(page, "TrimBox")?, bleed: edges(page, "BleedBox")? })
}

fn edges(page: &Dictionary, key: &str) -> Result<Edges, lopdf::Error> {
    let sides = page.get(key.as_bytes())?.as_array()?;
    let sides: Vec<f64> = sides.iter().filter_map(|side| Some(f64::from(side.as_float().ok()?))).collect();
    sides.try_into().map_err(|_| lopdf::Error::DictKey(key.to_owned()))
}

/// Puts the pages of `press` on sheets; `marks` has a page for each side with what stands around.
///
/// # Errors
/// They are not as the program writes files.
pub(super) fn imposed(mut press: Document, mut marks: Document, sheets: &[Sheet]) -> Result<Vec<u8>, lopdf::Error> {
    name_anew(&mut press, &marks, sheets.len())?;
    let forms = forms(&mut press)?;
    marks.renumber_objects_with(press.max_id + 1);
    let drawn: Vec<ObjectId> = marks.get_pages().into_values().collect();
    press.max_id = press.max_id.max(marks.max_id);
    press.objects.extend(marks.objects);
    let parent = press.new_object_id();
    let mut kids = Vec::new();
    for (sheet, drawn) in sheets.iter().zip(drawn) {
        kids.push(side(&mut press, sheet, &forms, drawn, parent)?.into());
    }
    let tree = dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids };
    press.objects.insert(parent, tree.into());
    let catalog = press.catalog_mut()?;
    catalog.set("Pages", parent);
    for of_pages in [&b"Outlines"[..], b"PageLabels", b"PageMode", b"ViewerPreferences"] {
        catalog.remove(of_pages);
    }
    press.prune_objects();
    press.renumber_objects();
    let mut bytes = Vec::new();
    press.save_to(&mut bytes)?;
    Ok(bytes)
}

/// Each page as a form, cut off at its bleed, so that none of its own marks is left.
fn forms(press: &mut Document) -> Result<BTreeMap<usize, ObjectId>, lopdf::Error> {
    let mut forms = BTreeMap::new();
    for (number, id) in press.get_pages() {
        let content = press.get_page_content(id);
        let page = press.get_dictionary(id)?;
        let (bleed, resources) = (page.get(b"BleedBox")?.clone(), page.get(b"Resources")?.clone());
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "FormType" => 1, "BBox" => bleed, "Resources" => resources,
        };
        let mut form = Stream::new(dict, content);
        form.compress()?;
        forms.insert(number as usize, press.add_object(form));
    }
    Ok(forms)
}

/// A page of the file: the pages of a sheet, and over them what was drawn for it.
fn side(
    press: &mut Document,
    sheet: &Sheet,
    forms: &BTreeMap<usize, ObjectId>,
    drawn: ObjectId,
    parent: ObjectId,
) -> Result<ObjectId, lopdf::Error> {
    let drawn = press.get_dictionary(drawn)?.clone();
    let mut resources = press.dereference(drawn.get(b"Resources")?)?.1.as_dict()?.clone();
    let mut operations = Vec::new();
    let mut objects = Dictionary::new();
    for placed in &sheet.placed {
        let Some(form) = forms.get(&placed.page) else { continue };
        let name = format!("page{}", placed.page);
        let [left, bottom, right, top] = placed.clip;
        operations.extend([
            Operation::new("q", Vec::new()),
            Operation::new("re", numbers(&[left, bottom, right - left, top - bottom])),
            Operation::new("W", Vec::new()),
            Operation::new("n", Vec::new()),
            Operation::new("cm", numbers(&placed.matrix)),
            Operation::new("Do", vec![Object::Name(name.clone().into_bytes())]),
            Operation::new("Q", Vec::new()),
        ]);
        objects.set(name, *form);
    }
    resources.set("XObject", objects);
    let mut stream = Stream::new(Dictionary::new(), Content { operations }.encode()?);
    stream.compress()?;
    let contents = vec![press.add_object(stream).into(), drawn.get(b"Contents")?.clone()];
    Ok(press.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => parent,
        "MediaBox" => numbers(&[0.0, 0.0, sheet.media[0], sheet.media[1]]),
        "BleedBox" => numbers(&sheet.bleed),
        "TrimBox" => numbers(&sheet.trim),
        "Resources" => resources,
        "Contents" => contents,
    }))
}

fn numbers(numbers: &[f64]) -> Vec<Object> {
    numbers.iter().map(|number| Object::Real(((number * 1000.0).round() / 1000.0) as f32)).collect()
}

/// Gives the file the identifier of the marks, which no other file has, and tells how many pages it has.
fn name_anew(press: &mut Document, marks: &Document, sides: usize) -> Result<(), lopdf::Error> {
    let identifier = marks.trailer.get(b"ID")?.clone();
    let halves = |identifier: &Object| -> Result<Vec<String>, lopdf::Error> {
        let halves = identifier.as_array()?.iter().filter_map(|half| half.as_str().ok());
        Ok(halves.map(|half| String::from_utf8_lossy(half).into_owned()).collect())
    };
    let (old, new) = (halves(press.trailer.get(b"ID")?)?, halves(&identifier)?);
    let pages = press.get_pages().len();
    press.trailer.set("ID", identifier);
    let metadata = press.catalog()?.get(b"Metadata").and_then(Object::as_reference)?;
    let metadata = press.get_object_mut(metadata)?.as_stream_mut()?;
    let mut told = String::from_utf8_lossy(&metadata.content).into_owned();
    for (old, new) in old.iter().zip(&new) {
        told = told.replace(&format!(">{old}<"), &format!(">{new}<"));
    }
    let count = |pages: usize| format!("<xmpTPg:NPages>{pages}<");
    metadata.set_plain_content(told.replacen(&count(pages), &count(sides), 1).into_bytes());
    Ok(())
}
