//! PDF files that would take the memory or the time of whoever verifies them.

use gazette::proof::reader::read;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::contents::bytes;
use crate::reader::pdf;

/// What is said of a file with one page of this content, after some damage.
#[track_caller]
fn found(content: &str, damage: impl FnOnce(&mut Document)) -> String {
    let mut document = Document::load_mem(&pdf(&[content.to_owned()])).unwrap();
    damage(&mut document);
    // A file that is not refused is too much to be shown.
    read(&bytes(document)).map(|_| ()).unwrap_err().to_string()
}

/// Nodes each of which holds the next one twice; the first of them.
fn doubling(document: &mut Document, key: &str, node: fn() -> Dictionary) -> ObjectId {
    let last = document.add_object(node());
    (0..60).fold(last, |below, _| {
        let mut node = node();
        node.set(key, vec![Object::from(below), below.into()]);
        document.add_object(node)
    })
}

fn catalog(document: &mut Document, key: &str, value: impl Into<Object>) {
    document.catalog_mut().unwrap().set(key, value);
}

#[test]
fn content_that_shows_too_much_is_refused() {
    let unreadable = |why: &str| format!("page 1 of the PDF cannot be read: {why}");
    let text = format!("BT /han 10 Tf <{}> Tj ET", "4E00".repeat(100_000));
    assert_eq!(found(&text, |_| ()), unreadable("it has more than 40000 characters on a page"));
    let too_much = "the PDF cannot be read: it shows more than 4000000 characters and lines";
    let lines = |document: &mut Document| {
        let dict = dictionary! { "Subtype" => "Form" };
        let form = Stream::new(dict, format!("0 0 m {} S", "1 1 l ".repeat(100_000)).into_bytes());
        let form = document.add_object(form);
        let page = document.get_pages()[&1];
        let resources = dictionary! { "XObject" => dictionary! { "lines" => form } };
        document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Resources", resources);
    };
    assert_eq!(found(&"/lines Do ".repeat(41), lines), too_much);
    assert_eq!(found(&"q ".repeat(10_000), |_| ()), unreadable("its states are nested too deeply"));
    assert_eq!(found(&"/P BMC ".repeat(10_000), |_| ()), unreadable("its states are nested too deeply"));
    let links = |document: &mut Document| {
        let link = document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link" });
        let list = document.add_object(vec![Object::from(link); 4_000_001]);
        let page = document.get_pages()[&1];
        document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Annots", list);
    };
    assert_eq!(found("", links), too_much);
}

#[test]
fn a_stream_that_unpacks_without_end_is_refused() {
    let of = |bytes_unpacked: usize| {
        let mut document = Document::load_mem(&pdf(&[String::new()])).unwrap();
        let mut stream = Stream::new(Dictionary::new(), vec![b' '; bytes_unpacked]);
        stream.compress().unwrap();
        assert!(stream.content.len() < 1 << 20);
        let content = document.add_object(stream);
        let page = document.get_pages()[&1];
        document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Contents", content);
        read(&bytes(document)).map(|_| ()).map_err(|why| why.to_string())
    };
    assert_eq!(of(16 << 20), Ok(()));
    assert_eq!(of(40 << 20), Err("page 1 of the PDF cannot be read: couldn't decompress stream".to_owned()));
}

#[test]
fn trees_that_hold_themselves_again_and_again_end() {
    let structure = |document: &mut Document| {
        let root = doubling(document, "K", || dictionary! { "S" => "P" });
        catalog(document, "StructTreeRoot", root);
    };
    let twice = "the PDF cannot be read: an element of its structure stands in two places";
    assert_eq!(found("", structure), twice);
    let mut document = Document::load_mem(&pdf(&[String::new()])).unwrap();
    let labels = doubling(&mut document, "Kids", Dictionary::new);
    catalog(&mut document, "PageLabels", labels);
    let tree = doubling(&mut document, "Kids", Dictionary::new);
    catalog(&mut document, "Names", dictionary! { "Dests" => tree, "EmbeddedFiles" => tree });
    let page = document.get_pages()[&1];
    let link = dictionary! { "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
    "Dest" => Object::string_literal("nowhere") };
    document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Annots", vec![link.into()]);
    let read = read(&bytes(document)).unwrap();
    assert_eq!((read.labels, read.pages[0].links.len()), (vec!["1".to_owned()], 1));
}

#[test]
fn what_a_font_says_again_and_again_is_heard_once() {
    let text = "BT /han 10 Tf <4E00> Tj ET";
    let mut document = Document::load_mem(&pdf(&[text.to_owned()])).unwrap();
    let long = format!("1 beginbfrange <0000> <FFFF> <{}> endbfrange\n", "4E00".repeat(100_000));
    let again = "<0000> <FFFF> <0000>\n".repeat(100_000);
    let widths: Vec<Object> = (0..300_000).map(|at| Object::from([0, 65535, 500][at % 3])).collect();
    for object in document.objects.values_mut() {
        match object {
            Object::Stream(stream) if stream.content.starts_with(b"1 beginbfrange") => {
                stream.set_plain_content(format!("{long}1 beginbfrange {again} endbfrange").into_bytes());
            }
            Object::Dictionary(dict) if dict.has(b"W") => dict.set("W", widths.clone()),
            _ => {}
        }
    }
    let read = read(&bytes(document)).unwrap();
    assert_eq!(read.pages[0].glyphs.len(), 1);
}

#[test]
fn a_page_label_has_no_more_letters_than_a_page_number() {
    let mut document = Document::load_mem(&pdf(&[String::new()])).unwrap();
    let label = dictionary! { "S" => "A", "St" => 4_000_000_000_i64 };
    let numbers: Vec<Object> = vec![0.into(), label.into()];
    catalog(&mut document, "PageLabels", dictionary! { "Nums" => numbers });
    assert_eq!(read(&bytes(document)).unwrap().labels[0].len(), 154);
}
