//! Every kind of damage to a press edition is named by its proof.

use gazette::proof::press::{Expected, prove};
use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, dictionary};

use super::{document, printed};
use crate::contents::{bytes, operations};

/// A page of text.
const SHEET: u32 = 7;

/// What the proof says of the printed issue after this damage.
fn faults(damage: impl FnOnce(&mut Document)) -> Vec<String> {
    let mut file = document(printed());
    damage(&mut file);
    let printed = &printed().artefacts["2024-02.pdf"];
    let proved = prove(&bytes(file), &Expected { printed, spot: None, multiple: 4 });
    proved.faults.iter().map(ToString::to_string).collect()
}

/// Expects these findings and no other.
#[track_caller]
fn finds(damage: impl FnOnce(&mut Document), expected: &[&str]) {
    assert_eq!(faults(damage), expected);
}

/// Writes operators behind all others of the page.
fn append(file: &mut Document, written: &[(&str, &[f32])]) {
    let written = written.iter().map(|(operator, numbers)| {
        Operation::new(operator, numbers.iter().map(|number| Object::Real(*number)).collect())
    });
    operations(file, SHEET, |operations| operations.extend(written));
}

fn page(file: &mut Document) -> &mut Dictionary {
    let id = file.get_pages()[&SHEET];
    file.get_dictionary_mut(id).unwrap()
}

/// Gives the page a resource.
fn resource(file: &mut Document, kind: &str, name: &str, object: Object) {
    let mut resources = {
        let id = file.get_pages()[&SHEET];
        let found = file.get_dictionary(id).unwrap().get_deref(b"Resources", file).unwrap();
        found.as_dict().unwrap().clone()
    };
    let mut entries = match resources.get_deref(kind.as_bytes(), file) {
        Ok(entries) => entries.as_dict().unwrap().clone(),
        Err(_) => Dictionary::new(),
    };
    entries.set(name, object);
    resources.set(kind, entries);
    page(file).set("Resources", resources);
}

fn info(file: &mut Document) -> &mut Dictionary {
    let id = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    file.get_dictionary_mut(id).unwrap()
}

/// Sets the numbers of the first operator of a kind.
fn set(file: &mut Document, operator: &str, change: impl FnOnce(&mut Vec<Object>)) {
    operations(file, SHEET, |operations| {
        change(&mut operations.iter_mut().find(|operation| operation.operator == operator).unwrap().operands);
    });
}

#[test]
fn a_good_file_has_no_fault() {
    finds(|_| {}, &[]);
    finds(Document::renumber_objects, &[]);
}

#[test]
fn colours_of_screens_rich_black_and_other_inks_are_found() {
    for operator in ["rg", "RG"] {
        let damage = |file: &mut Document| append(file, &[(operator, &[0.0, 0.0, 0.0])]);
        finds(damage, &["page 7 of the press edition has a colour of screens"]);
    }
    let rich = |file: &mut Document| append(file, &[("k", &[0.6, 0.4, 0.4, 1.0])]);
    finds(rich, &["page 7 of the press edition has black over other inks"]);
    let foreign = |file: &mut Document| {
        let tint = dictionary! {
            "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
            "C0" => vec![0.into(); 4], "C1" => vec![0.into(); 4],
        };
        let space = vec!["Separation".into(), "Gold".into(), "DeviceCMYK".into(), tint.into()];
        resource(file, "ColorSpace", "gold", space.into());
        let space = Operation::new("cs", vec!["gold".into()]);
        operations(file, SHEET, |operations| operations.push(space));
    };
    finds(foreign, &["page 7 of the press edition asks for the ink `Gold`"]);
    let screen = |file: &mut Document| {
        let space = Operation::new("cs", vec!["DeviceRGB".into()]);
        operations(file, SHEET, |operations| operations.push(space));
    };
    finds(screen, &["page 7 of the press edition has a colour of screens"]);
}

#[test]
fn a_face_that_brings_colours_is_found() {
    let damage = |file: &mut Document| resource(file, "Font", "coloured", dictionary! { "Subtype" => "Type3" }.into());
    let told = faults(damage);
    assert_eq!(told[0], "page 7 of the press edition has a gradient, or what cannot be read");
}

#[test]
fn what_shines_through_is_found() {
    for key in ["ca", "CA"] {
        let damage = |file: &mut Document| {
            resource(file, "ExtGState", "thin", dictionary! { key => Object::Real(0.5) }.into());
        };
        finds(damage, &["on page 7 of the press edition something shines through"]);
    }
    let blend = |file: &mut Document| {
        resource(file, "ExtGState", "mixed", dictionary! { "BM" => "Multiply" }.into());
    };
    finds(blend, &["on page 7 of the press edition something shines through"]);
}

#[test]
fn boxes_that_are_not_as_they_should_be_are_found() {
    let told = ["page 7 of the press edition has no trim with 3 mm of bleed around it"];
    let boxes = |damage: fn(&mut Dictionary)| faults(|file| damage(page(file)));
    assert_eq!(boxes(|page| drop(page.remove(b"TrimBox")))[..1], told);
    assert_eq!(boxes(|page| drop(page.remove(b"BleedBox")))[..1], told);
    let narrow = boxes(|page| {
        let trim = page.get(b"TrimBox").unwrap().as_array().unwrap().clone();
        let two = 2.0 * 72.0 / 25.4;
        let sides = trim.iter().zip([-two, -two, two, two]);
        let bleed: Vec<Object> = sides.map(|(side, more)| Object::Real(side.as_float().unwrap() + more)).collect();
        page.set("BleedBox", bleed);
    });
    assert_eq!(narrow[..1], told);
}

#[test]
fn marks_that_are_gone_are_found() {
    let damage = |file: &mut Document| {
        operations(file, SHEET, |operations| operations.retain(|operation| operation.operator != "S"));
    };
    let told = faults(damage);
    assert!(told.contains(&"page 7 of the press edition lacks crop marks at its corners".to_owned()), "{told:?}");
}

#[test]
fn pages_that_are_gone_more_or_elsewhere_are_found() {
    let told = faults(|file| file.delete_pages(&[48]));
    assert_eq!(told, ["the press edition has 47 pages, which is no multiple of 4"]);
    let told = faults(|file| file.delete_pages(&[5]));
    assert_eq!(told[0], "the press edition has 47 pages, which is no multiple of 4");
    assert!(told[1].starts_with("page 5 of the press edition is not page 5"), "{told:?}");
    let swapped = faults(|file| {
        let pages = file.get_pages();
        let (one, other) = (file.get_object(pages[&7]).unwrap().clone(), file.get_object(pages[&8]).unwrap().clone());
        file.set_object(pages[&7], other);
        file.set_object(pages[&8], one);
    });
    let is_not = |sheet: u32| format!("page {sheet} of the press edition is not page {sheet} of the printed one");
    assert_eq!(swapped, [is_not(7), is_not(8)]);
}

#[test]
fn a_glyph_that_was_moved_or_changed_is_found() {
    let told = ["page 7 of the press edition is not page 7 of the printed one"];
    let moved = |file: &mut Document| {
        set(file, "Tm", |numbers| numbers[4] = Object::Real(numbers[4].as_float().unwrap() + 1.0));
    };
    finds(moved, &told);
    let gone = |file: &mut Document| {
        operations(file, SHEET, |operations| {
            let at = operations.iter().position(|operation| ["Tj", "TJ"].contains(&&*operation.operator)).unwrap();
            operations.remove(at);
        });
    };
    finds(gone, &told);
}

#[test]
fn what_no_press_edition_has_is_found() {
    finds(|file| page(file).set("Annots", Object::Array(Vec::new())), &["the press edition must have no /Annots"]);
    let action = |file: &mut Document| file.catalog_mut().unwrap().set("OpenAction", Dictionary::new());
    finds(action, &["the press edition must have no /OpenAction"]);
    finds(|file| page(file).set("Group", Dictionary::new()), &["the press edition must have no /Group"]);
}

#[test]
fn names_and_parts_that_are_gone_are_found() {
    for key in ["GTS_PDFXVersion", "GTS_PDFXConformance", "Trapped", "Title", "CreationDate", "ModDate"] {
        let told = format!("the press edition must have /{key}");
        finds(|file| drop(info(file).remove(key.as_bytes())), &[&told]);
    }
    let intents = |file: &mut Document| drop(file.catalog_mut().unwrap().remove(b"OutputIntents"));
    finds(intents, &["the press edition must have /OutputIntents"]);
    let identifier = |file: &mut Document| drop(file.trailer.remove(b"ID"));
    finds(identifier, &["the press edition must have /ID"]);
    let told = faults(|file| {
        let is_font =
            |object: &&mut Object| object.as_dict().is_ok_and(|dict| dict.has(b"FontFile3") || dict.has(b"FontFile2"));
        let font = file.objects.values_mut().find(is_font).unwrap().as_dict_mut().unwrap();
        font.remove(b"FontFile3");
        font.remove(b"FontFile2");
    });
    assert!(told.contains(&"the press edition must have /FontFile".to_owned()), "{told:?}");
}
