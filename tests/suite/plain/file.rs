//! What a file holds beside its pages, its structure and its order.

use std::collections::BTreeSet;

use gazette::proof::plain::away;

use super::*;

#[test]
fn annotations_that_are_no_plain_links_are_found() {
    let on = |fault: &str| format!("page 7 of the PDF has {fault}");
    let link = |key: &str, value: Object| {
        let mut link = dictionary! {
            "Type" => "Annot", "Subtype" => "Link", "Rect" => corner(), "Border" => vec![0.into(), 0.into(), 0.into()],
            "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://a.cn/") },
        };
        link.set(key, value);
        link
    };
    finds(|pdf| annotate(pdf, link("F", 4.into())), &[]);
    for kind in ["FreeText", "Square", "Stamp", "Widget", "Text"] {
        let annotation = dictionary! { "Subtype" => kind, "Rect" => corner() };
        finds(|pdf| annotate(pdf, annotation), &[&on(&format!("an annotation that is no link: `{kind}`"))]);
    }
    let looks = link("AP", dictionary! {}.into());
    finds(|pdf| annotate(pdf, looks), &[&on("a link with `AP`, which may draw or do something")]);
    let framed = link("Border", vec![0.into(), 0.into(), 30.into()].into());
    finds(|pdf| annotate(pdf, framed), &[&on("a link in a frame")]);
    let acts = link("A", dictionary! { "S" => "JavaScript" }.into());
    finds(|pdf| annotate(pdf, acts), &[&on("a link that does more than to lead somewhere: `JavaScript`")]);
}

#[test]
fn what_a_file_does_beside_showing_pages_is_found() {
    for key in ["AcroForm", "OpenAction", "AA", "OCProperties", "AF", "Collection"] {
        let found = format!("the PDF has `{key}` in its catalog, which an edition has not");
        finds(|pdf| pdf.catalog_mut().unwrap().set(key, dictionary! {}), &[&found]);
    }
    for key in ["JavaScript", "EmbeddedFiles"] {
        let found = format!("the PDF has `{key}` in its trees of names, which an edition has not");
        let add = |pdf: &mut Document| {
            let names = pdf.catalog().unwrap().get(b"Names").unwrap().clone();
            match names {
                Object::Reference(id) => dict(pdf, id).set(key, dictionary! {}),
                _ => pdf
                    .catalog_mut()
                    .unwrap()
                    .get_mut(b"Names")
                    .unwrap()
                    .as_dict_mut()
                    .unwrap()
                    .set(key, dictionary! {}),
            }
        };
        finds(add, &[&found]);
    }
    let acts = "page 7 of the PDF has `AA`, which a page of an edition has not";
    finds(|pdf| page(pdf, SHEET).set("AA", dictionary! {}), &[acts]);
    let optional = "page 7 of the PDF has content that can be switched off";
    finds(|pdf| append(pdf, SHEET, "/OC /layer BDC EMC"), &[optional]);
}

#[test]
fn a_page_that_is_shown_otherwise_than_it_lies_is_found() {
    let adjusted =
        ["page 7 of the PDF is shown in part, turned or in another measure (`CropBox`, `Rotate`, `UserUnit`)"];
    let quarter = || vec![0.into(), 400.into(), 595.into(), 842.into()];
    finds(|pdf| page(pdf, SHEET).set("CropBox", quarter()), &adjusted);
    finds(|pdf| page(pdf, SHEET).set("UserUnit", 5), &adjusted);
    let mut smaller = pdf();
    page(&mut smaller, SHEET).set("MediaBox", quarter());
    let found = faults(&smaller, None);
    assert!(
        found.contains(&"not-plain: page 7 of the PDF has another size than the first one".to_owned()),
        "{found:?}"
    );
    assert!(found.iter().any(|fault| fault.ends_with("on page 7 of the PDF lies outside of the page")), "{found:?}");
}

#[test]
fn a_structure_that_says_what_is_not_printed_is_found() {
    let set = |kind: &'static [u8], key: &'static str, value: Object| {
        move |pdf: &mut Document| {
            let id = *elements(pdf, kind).last().unwrap();
            dict(pdf, id).set(key, value);
        }
    };
    let finds_one = |damage: &dyn Fn(&mut Document), expected: &str| {
        let mut document = pdf();
        damage(&mut document);
        let found = faults(&document, None);
        assert!(found.len() == 1 && found[0].contains(expected), "{found:?}");
    };
    for key in ["ActualText", "Alt", "E"] {
        let damage = |pdf: &mut Document| set(b"TD", key, lopdf::text_string("假"))(pdf);
        finds_one(&damage, "says something else than what is printed (in `TD`)");
    }
    let over = |pdf: &mut Document| set(b"TD", "S", "Artifact".into())(pdf);
    finds_one(&over, "has text that it tells readers to pass over (`Artifact`)");
    let missing = |pdf: &mut Document| set(b"TD", "K", 9999.into())(pdf);
    finds_one(&missing, "the structure leads to content 9999 on page ");
    let twice = |pdf: &mut Document| append(pdf, SHEET, "/Span <</MCID 0>> BDC EMC");
    finds_one(&twice, "content 0 on page 7 of the PDF is there twice");
    let role = |pdf: &mut Document| {
        let root = pdf.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        let roles = dictionary! { "P" => "NonStruct" };
        dict(pdf, root).set("RoleMap", roles);
    };
    finds_one(&role, "the structure of the PDF takes `P` for something else");
}

#[test]
fn lines_and_cells_that_changed_their_places_are_found() {
    // The places of two lines of one paragraph, and of two cells of one row.
    let swapped = |sheet: u32, one: &str, other: &str| {
        let mut document = pdf();
        operations(&mut document, sheet, |operations| {
            let places = [one, other].map(|words| {
                let at = shown(operations, sheet, words);
                operations[..at].iter().rposition(|operation| operation.operator == "cm").unwrap()
            });
            operations.swap(places[0], places[1]);
        });
        faults(&document, None)
    };
    let read = reader::read(&edition().artefacts["2024-02.pdf"]).unwrap();
    let below = {
        let first = glyph(SHEET, PASSAGE);
        let lines =
            read.pages[SHEET as usize - 1].glyphs.iter().filter(|it| it.y > first.y + 5.0 && it.y < first.y + 15.0);
        lines.map(|glyph| glyph.text.as_str()).take(8).collect::<String>()
    };
    let found = swapped(SHEET, PASSAGE, &below);
    assert!(
        found.iter().any(|fault| fault.ends_with("on page 7 of the PDF is read after what stands below or behind it")),
        "{found:?}"
    );
    let found = swapped(TABLE, "合计", "全区");
    let expected = "on page 14 of the PDF stands in another cell of its table than it is read in";
    assert!(found.iter().any(|fault| fault.ends_with(expected)), "{found:?}");
}

#[test]
fn titles_and_bookmarks_that_are_not_those_of_the_issue_are_found() {
    let title = "市中区人民政府公报2024年第2期";
    let info = |pdf: &mut Document| {
        let info = pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
        dict(pdf, info).set("Title", lopdf::text_string("假的公报"));
    };
    finds(info, &[&format!("the PDF calls itself `假的公报` in its document information, and not `{title}`")]);
    let mut alone = pdf();
    info(&mut alone);
    let found = format!("not-plain: the PDF calls itself `{title}` in its metadata, and not `假的公报`");
    assert!(faults(&alone, None).contains(&found));
    let bookmark = |title: &'static str| {
        move |pdf: &mut Document| {
            let found = pdf.objects.values_mut().find_map(|object| {
                let dict = object.as_dict_mut().ok()?;
                let own = lopdf::decode_text_string(dict.get(b"Title").ok()?).ok()?;
                (own == "三、推进措施").then_some(dict)
            });
            found.unwrap().set("Title", lopdf::text_string(title));
        }
    };
    let mut document = pdf();
    bookmark("三、撤销措施")(&mut document);
    let found = faults(&document, None);
    assert!(
        found.len() == 1 && found[0].starts_with("not-plain: the bookmark `三、撤销措施` leads to page "),
        "{found:?}"
    );
    assert!(found[0].ends_with(" of the PDF, which does not have its words"), "{found:?}");
}

#[test]
fn a_blank_page_at_the_end_is_found() {
    let add = |pdf: &mut Document| {
        let last = pdf.get_pages()[&45];
        let mut blank = pdf.get_dictionary(last).unwrap().clone();
        let tree = blank.get(b"Parent").unwrap().as_reference().unwrap();
        let empty = pdf.add_object(Stream::new(Dictionary::new(), Vec::new()));
        blank.set("Contents", empty);
        blank.remove(b"StructParents");
        let blank = pdf.add_object(blank);
        let count = pdf.get_dictionary(tree).unwrap().get(b"Count").unwrap().as_i64().unwrap();
        dict(pdf, tree).get_mut(b"Kids").unwrap().as_array_mut().unwrap().push(blank.into());
        dict(pdf, tree).set("Count", count + 1);
    };
    finds(add, &["page 46 of the PDF, its last one, is blank"]);
}

#[test]
fn forms_that_draw_each_other_without_end_are_refused() {
    let mut document = pdf();
    let mut form = document.add_object(Stream::new(dictionary! { "Subtype" => "Form" }, b" ".to_vec()));
    for _ in 0..8 {
        let resources = dictionary! { "XObject" => dictionary! { "next" => form } };
        let dict = dictionary! { "Subtype" => "Form", "Resources" => resources };
        form = document.add_object(Stream::new(dict, "/next Do ".repeat(10).into_bytes()));
    }
    resource(&mut document, "XObject", "next", form);
    append(&mut document, SHEET, "/next Do");
    let error = reader::read(&bytes(document)).unwrap_err().to_string();
    assert_eq!(error, "the PDF cannot be read: the file draws more than 10000 forms");
}

#[test]
fn a_pdf_alone_is_proved_to_be_plain() {
    let mut document = pdf();
    around(&mut document, "3 Tr", "0 Tr");
    append(&mut document, SHEET, "/Artifact BMC EMC");
    let folder = tempfile::tempdir().unwrap();
    document.save(folder.path().join("a.pdf")).unwrap();
    let output = gazette(folder.path(), &["verify", "a.pdf", "--format", "short"]).code(1).get_output().clone();
    let found = text(&output.stderr);
    assert!(
        found.starts_with(&format!("a.pdf:1:1: error[not-plain]: `{QUOTED}` on page 7 of the PDF is not filled")),
        "{found}"
    );
    let told = &in_chinese(folder.path(), &["verify", "a.pdf"])[0];
    assert_eq!(*told, format!("not-plain: PDF 第 7 页的 `{QUOTED}` 没有填色：其绘制方式为 3"));
    // Text that the structure does not have stands in no document.
    let mut added = pdf();
    operations(&mut added, SHEET, |operations| {
        let at = shown(operations, SHEET, PASSAGE);
        let font = operations[..at].iter().rfind(|operation| operation.operator == "Tf").unwrap().clone();
        let show = operations[at].clone();
        operations.extend(parsed("q BT"));
        operations.extend([font]);
        operations.extend(parsed("1 0 0 1 60 20 Tm"));
        operations.extend([show]);
        operations.extend(parsed("ET Q"));
    });
    added.save(folder.path().join("b.pdf")).unwrap();
    let output = gazette(folder.path(), &["verify", "b.pdf", "--format", "short"]).code(1).get_output().clone();
    assert!(text(&output.stderr).contains("on page 7 of the PDF stands in no document"), "{output:?}");
}

#[test]
fn links_that_no_document_has_are_found() {
    let mut damaged = pdf();
    annotate(
        &mut damaged,
        dictionary! {
            "Type" => "Annot", "Subtype" => "Link", "Rect" => corner(), "F" => 4,
            "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://a.cn/") },
        },
    );
    let read = reader::read(&bytes(damaged)).unwrap();
    let found = away(&read, &BTreeSet::new(), Furniture::Own);
    let found: Vec<String> = found.into_iter().map(|fault| format!("{}: {}", fault.code, fault.message)).collect();
    assert_eq!(found, ["not-plain: page 7 of the PDF has a link to `https://a.cn/`, which no document has"]);
    assert_eq!(away(&read, &BTreeSet::from(["https://a.cn/".to_owned()]), Furniture::Own), []);
}
