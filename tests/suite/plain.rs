//! That a finished PDF has nothing that hides, covers or adds: what the proof says of good files, and of the printed issue after
//! every kind of such damage. What the words of a page are stays the same each time, for whoever copies them.

mod file;

use gazette::compile::Goal;
use gazette::proof::plain::{Furniture, prove};
use gazette::proof::reader::{self, Glyph};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::contents::{bytes, operations, pdf};
use crate::printed_issue::edition;
use crate::support::{Folder, document, gazette, in_chinese, text};

/// A page of text, and a passage on it that one operator shows.
const SHEET: u32 = 7;
const PASSAGE: &str = "争力较强的知名品牌，";
/// The passage as findings quote it.
const QUOTED: &str = "争力较强的知名品牌，知识产权市场价值更加…";
/// The page with the first table.
const TABLE: u32 = 14;
/// Points in a millimetre.
const PT: f64 = 72.0 / 25.4;

/// What the proof says of a file.
fn faults(pdf: &Document, title: Option<&str>) -> Vec<String> {
    let read = reader::read(&bytes(pdf.clone())).unwrap();
    prove(&read, title, Furniture::Own).into_iter().map(|fault| format!("{}: {}", fault.code, fault.message)).collect()
}

/// What is found in the printed issue after this damage.
#[track_caller]
fn finds(damage: impl FnOnce(&mut Document), expected: &[&str]) {
    let mut document = pdf();
    damage(&mut document);
    let expected: Vec<String> = expected.iter().map(|message| format!("not-plain: {message}")).collect();
    assert_eq!(faults(&document, Some(&edition().issue.title())), expected);
}

/// What is found of the passage.
#[track_caller]
fn hides(damage: impl FnOnce(&mut Document), expected: &str) {
    finds(damage, &[&format!("`{QUOTED}` on page 7 of the PDF {expected}")]);
}

/// Operators as they are written.
fn parsed(content: &str) -> Vec<Operation> {
    Content::decode(content.as_bytes()).unwrap().operations
}

/// The first glyph of words on a page.
fn glyph(sheet: u32, words: &str) -> Glyph {
    let read = reader::read(&edition().artefacts["2024-02.pdf"]).unwrap();
    let glyphs = &read.pages[sheet as usize - 1].glyphs;
    let says = |at: usize| glyphs[at..].iter().map(|glyph| glyph.text.as_str()).collect::<String>().starts_with(words);
    glyphs[(0..glyphs.len()).find(|at| says(*at)).unwrap()].clone()
}

/// The operator that shows the passage: the one at whose place the reader finds it, by counting glyphs.
fn shown(operations: &[Operation], sheet: u32, words: &str) -> usize {
    let read = reader::read(&edition().artefacts["2024-02.pdf"]).unwrap();
    let glyphs = &read.pages[sheet as usize - 1].glyphs;
    let says = |at: usize| glyphs[at..].iter().map(|glyph| glyph.text.as_str()).collect::<String>().starts_with(words);
    let at = (0..glyphs.len()).find(|at| says(*at)).unwrap();
    let mut count = 0;
    let is_it = |operation: &Operation| {
        let codes = |object: &Object| object.as_str().map_or(0, |string| string.len() / 2);
        count += match (operation.operator.as_str(), operation.operands.first()) {
            ("TJ", Some(Object::Array(items))) => items.iter().map(codes).sum(),
            ("Tj", Some(string)) => codes(string),
            _ => 0,
        };
        count > at
    };
    operations.iter().position(is_it).unwrap()
}

/// Writes operators before and after the one that shows the passage.
fn around(pdf: &mut Document, before: &str, after: &str) {
    operations(pdf, SHEET, |operations| {
        let at = shown(operations, SHEET, PASSAGE);
        operations.splice(at + 1..at + 1, parsed(after));
        operations.splice(at..at, parsed(before));
    });
}

/// Writes operators behind all others of a page.
fn append(pdf: &mut Document, sheet: u32, content: &str) {
    operations(pdf, sheet, |operations| operations.extend(parsed(content)));
}

/// The passage's first four characters as a box, in the units of the file.
fn area() -> String {
    let glyph = glyph(SHEET, PASSAGE);
    format!("{} {} {} {}", glyph.x * PT, (297.0 - glyph.y) * PT, glyph.advance * 3.5 * PT, glyph.size * PT * 0.8)
}

fn dict(pdf: &mut Document, id: ObjectId) -> &mut Dictionary {
    pdf.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

fn page(pdf: &mut Document, sheet: u32) -> &mut Dictionary {
    let id = pdf.get_pages()[&sheet];
    dict(pdf, id)
}

/// Gives the page of the passage a resource.
fn resource(pdf: &mut Document, kind: &str, name: &str, object: impl Into<Object>) {
    let id = pdf.get_pages()[&SHEET];
    let resources = pdf.get_dictionary(id).unwrap().get(b"Resources").unwrap().clone();
    let resources = match resources {
        Object::Reference(id) => dict(pdf, id),
        _ => page(pdf, SHEET).get_mut(b"Resources").unwrap().as_dict_mut().unwrap(),
    };
    let mut entries = resources.get(kind.as_bytes()).and_then(Object::as_dict).cloned().unwrap_or_default();
    entries.set(name, object);
    resources.set(kind, entries);
}

/// Lays an annotation on the page of the passage.
fn annotate(pdf: &mut Document, annotation: Dictionary) {
    let id = pdf.add_object(annotation);
    page(pdf, SHEET).set("Annots", vec![Object::Reference(id)]);
}

fn corner() -> Object {
    vec![10.into(), 10.into(), 60.into(), 60.into()].into()
}

/// The elements of the structure of a kind, in the order of their objects.
fn elements(pdf: &Document, kind: &[u8]) -> Vec<ObjectId> {
    let is_kind = |dict: &Dictionary| dict.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == kind);
    let objects = pdf.objects.iter().filter(|(_, object)| object.as_dict().is_ok_and(is_kind));
    objects.map(|(id, _)| *id).collect()
}

#[test]
fn the_printed_issue_is_plain() {
    assert_eq!(edition().proofs.plain, []);
    assert_eq!(faults(&pdf(), None), Vec::<String>::new());
}

#[test]
fn text_that_is_not_painted_is_found() {
    for mode in [1, 3, 7] {
        let words = format!("is not filled: its rendering mode is {mode}");
        hides(|pdf| around(pdf, &format!("{mode} Tr"), "0 Tr"), &words);
    }
    let pale = "is as light or dark as what it is printed on";
    hides(|pdf| around(pdf, "q 1 g", "Q"), pale);
    hides(|pdf| around(pdf, "q 0.97 0.96 1 rg", "Q"), pale);
    let untold = "is filled with a pattern or an ink, whose colour cannot be told";
    hides(|pdf| around(pdf, "q /Pattern cs", "Q"), untold);
}

#[test]
fn text_that_lets_what_is_below_it_through_is_found() {
    let veiled = "is not opaque: alpha, a soft mask or a blend mode takes some of it away";
    for parameters in [
        dictionary! { "ca" => Object::Real(0.02) },
        dictionary! { "SMask" => dictionary! { "S" => "Luminosity" } },
        dictionary! { "BM" => "Screen" },
    ] {
        hides(
            |pdf| {
                resource(pdf, "ExtGState", "veil", parameters);
                around(pdf, "q /veil gs", "Q");
            },
            veiled,
        );
    }
}

#[test]
fn text_on_a_ground_of_its_colour_is_found_and_light_text_on_a_dark_one_is_not() {
    let ground = |pdf: &mut Document, colour: &str| {
        let first = parsed(&format!("q {colour} 0 0 596 842 re f Q"));
        operations(pdf, SHEET, |operations| drop(operations.splice(0..0, first)));
    };
    let mut black = pdf();
    ground(&mut black, "0.1 g");
    let found = faults(&black, None);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("on page 7 of the PDF is as light or dark as what it is printed on"), "{found:?}");
    finds(|pdf| ground(pdf, "1 0.9 0.9 rg"), &[]);
}

#[test]
fn text_that_is_too_small_or_stretched_or_elsewhere_is_found() {
    let size = |pdf: &mut Document, factor: f64| {
        operations(pdf, SHEET, |operations| {
            let at = shown(operations, SHEET, PASSAGE);
            let at = operations[..at].iter().rposition(|operation| operation.operator == "Tf").unwrap();
            let size = f64::from(operations[at].operands[1].as_float().unwrap());
            operations[at].operands[1] = Object::Real((size * factor) as f32);
        });
    };
    hides(|pdf| size(pdf, 0.1), "is set smaller than 4 points");
    let stretched = "is wider or narrower than its face has it, or in a mirror";
    for percent in [1, 50, 130] {
        hides(|pdf| around(pdf, &format!("{percent} Tz"), "100 Tz"), stretched);
    }
    let away = "is read after what stands below or behind it";
    let mut raised = pdf();
    around(&mut raised, "-2000 Ts", "0 Ts");
    let found = faults(&raised, None);
    let outside = format!("not-plain: `{QUOTED}` on page 7 of the PDF lies outside of the page");
    assert!(found.contains(&outside), "{found:?}");
    let mut moved = pdf();
    around(&mut moved, "1 0 0 -1 3000 0 Tm", "");
    assert!(faults(&moved, None).contains(&outside));
    hides(|pdf| around(pdf, "70 Ts", "0 Ts"), away);
}

#[test]
fn text_that_is_clipped_away_is_found() {
    let clipped = "is clipped away";
    hides(
        |pdf| {
            operations(pdf, SHEET, |operations| {
                let at = shown(operations, SHEET, PASSAGE);
                let at = operations[..at].iter().rposition(|operation| operation.operator == "BT").unwrap();
                let end = at + operations[at..].iter().position(|operation| operation.operator == "ET").unwrap();
                operations.insert(end + 1, Operation::new("Q", vec![]));
                operations.splice(at..at, parsed("q -5000 -5000 1 1 re W* n"));
            });
        },
        clipped,
    );
    // What is clipped no nearer than its own lines is whole.
    let whole = |pdf: &mut Document| {
        let first = parsed("0 0 596 842 re W n");
        operations(pdf, SHEET, |operations| drop(operations.splice(0..0, first)));
    };
    finds(whole, &[]);
}

#[test]
fn whatever_is_drawn_over_text_is_found() {
    let over = ["`争力较强` on page 7 of the PDF is covered by something that is drawn over it"];
    let area = area();
    let [x, y, width, height] = area.split(' ').collect::<Vec<_>>()[..] else { panic!("{area}") };
    finds(|pdf| append(pdf, SHEET, &format!("q 1 g {area} re f Q")), &over);
    finds(|pdf| append(pdf, SHEET, &format!("/Artifact BMC q 0 g {area} re f Q EMC")), &over);
    let inline = format!("q {width} 0 0 {height} {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7f} EI Q");
    finds(|pdf| append(pdf, SHEET, &inline), &over);
    let shading = dictionary! { "ShadingType" => 2, "ColorSpace" => "DeviceGray" };
    finds(
        |pdf| {
            resource(pdf, "Shading", "light", shading);
            append(pdf, SHEET, &format!("q {area} re W n /light sh Q"));
        },
        &over,
    );
    let form = dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 1000.into(), 1000.into()] };
    finds(
        |pdf| {
            let form = pdf.add_object(Stream::new(form, format!("1 g {area} re f").into_bytes()));
            resource(pdf, "XObject", "cover", form);
            append(pdf, SHEET, "/cover Do");
        },
        &over,
    );
    // A line through the middle, however thin; one below it is none.
    let glyph = glyph(SHEET, PASSAGE);
    let line = |y: f64| {
        let right = (glyph.x + glyph.advance * 3.5) * PT;
        format!("q 0.1 w {x} {0} m {right} {0} l S Q", (297.0 - y) * PT)
    };
    finds(|pdf| append(pdf, SHEET, &line(glyph.y - glyph.size / 3.0)), &over);
    finds(|pdf| append(pdf, SHEET, &line(glyph.y + glyph.size / 4.0)), &[]);
}

#[test]
fn other_characters_printed_over_text_are_found() {
    let glyph = glyph(SHEET, PASSAGE);
    let (x, y) = (glyph.x * PT, (297.0 - glyph.y) * PT);
    let mut document = pdf();
    operations(&mut document, SHEET, |operations| {
        let at = shown(operations, SHEET, PASSAGE);
        let font = operations[..at].iter().rfind(|operation| operation.operator == "Tf").unwrap().clone();
        let show = operations[at].clone();
        operations.extend(parsed("/Artifact BMC q BT"));
        operations.push(font);
        operations.extend(parsed(&format!("1 0 0 1 {x} {y} Tm")));
        operations.push(show);
        operations.extend(parsed("ET Q EMC"));
    });
    let found = faults(&document, None);
    // A mark of punctuation has half of its place and may reach into the next one.
    let expected = "not-plain: `争力较强的知名品牌知识产权市场价值更加凸…` on page 7 of the PDF has other characters printed over it";
    assert!(found.contains(&expected.to_owned()), "{found:?}");
}

#[test]
fn a_number_painted_over_an_invisible_one_in_the_contents_is_found() {
    let number = glyph(3, "15");
    let mut document = pdf();
    operations(&mut document, 3, |operations| {
        let at = shown(operations, 3, "15");
        let font = operations[..at].iter().rfind(|operation| operation.operator == "Tf").unwrap().clone();
        let show = operations[at].clone();
        operations.splice(at..at, parsed("3 Tr"));
        operations.extend(parsed("/Artifact BMC q BT 0 Tr"));
        operations.push(font);
        operations.extend(parsed(&format!("1 0 0 1 {} {} Tm", number.x * PT, (297.0 - number.y) * PT)));
        operations.push(show);
        operations.extend(parsed("ET Q EMC"));
    });
    let found = faults(&document, None);
    let expected = [
        "not-plain: `15` on page 3 of the PDF is not filled: its rendering mode is 3",
        "not-plain: `15` on page 3 of the PDF has other characters printed over it",
        "not-plain: `15` on page 3 of the PDF is neither text nor furniture of the program",
    ];
    assert_eq!(found, expected);
}

#[test]
fn text_that_a_form_or_a_font_of_drawings_has_is_found() {
    let mut document = pdf();
    let drawing = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FirstChar" => 65, "Widths" => vec![1000.into()],
        "FontMatrix" => vec![Object::Real(0.001), 0.into(), 0.into(), Object::Real(0.001), 0.into(), 0.into()],
    };
    let page = document.get_pages()[&SHEET];
    let fonts: Vec<(Vec<u8>, Object)> = {
        let (resources, inherited) = document.get_page_resources(page).unwrap();
        let inherited = inherited.into_iter().map(|id| document.get_dictionary(id).unwrap());
        let found = resources.into_iter().chain(inherited).find_map(|dict| dict.get(b"Font").ok()).unwrap();
        let fonts = document.dereference(found).unwrap().1.as_dict().unwrap();
        fonts.iter().map(|(name, font)| (name.clone(), font.clone())).collect()
    };
    let mut all: Dictionary = fonts.into_iter().collect();
    all.set("drawing", drawing);
    let resources = dictionary! { "Font" => all.clone() };
    let form = dictionary! { "Subtype" => "Form", "Resources" => resources };
    let form = document.add_object(Stream::new(form, b"BT /drawing 16 Tf 20 20 Td (A) Tj ET".to_vec()));
    for (name, font) in all.iter() {
        resource(&mut document, "Font", std::str::from_utf8(name).unwrap(), font.clone());
    }
    resource(&mut document, "XObject", "words", form);
    append(&mut document, SHEET, "/Artifact BMC BT /drawing 16 Tf 20 400 Td (AA) Tj ET EMC /words Do");
    let found = faults(&document, None);
    let drawn = "not-plain: `AAA` on page 7 of the PDF is drawn by a font of drawings (Type 3)";
    assert!(found.contains(&drawn.to_owned()), "{found:?}");
}

#[test]
fn words_beside_the_text_are_furniture_of_the_program_or_found() {
    let added = |place: &'static str| {
        move |pdf: &mut Document| {
            operations(pdf, SHEET, |operations| {
                let at = shown(operations, SHEET, PASSAGE);
                let font = operations[..at].iter().rfind(|operation| operation.operator == "Tf").unwrap().clone();
                let show = operations[at].clone();
                operations.splice(0..0, parsed(&format!("BT 1 0 0 1 {place} Tm")).into_iter().chain([show]));
                operations.insert(1, font);
                operations.splice(0..0, parsed("/Artifact <</Type /Pagination /Subtype /Header>> BDC q"));
                let end =
                    operations.iter().position(|operation| operation.operator == "Tj" || operation.operator == "TJ");
                operations.splice(end.unwrap() + 1..end.unwrap() + 1, parsed("ET Q EMC"));
            });
        }
    };
    let found = format!("`{QUOTED}` on page 7 of the PDF is neither text nor furniture of the program");
    finds(added("60 800"), &[&found]);
    finds(added("60 20"), &[&found]);
}

#[test]
fn words_that_a_template_of_the_series_prints_beside_the_text_are_a_warning() {
    let own = "#let paged() = pdf.artifact[内部资料]\n#let web() = none\n";
    let folder = Folder::new().put("templates/components/back-cover.typ", own);
    let (edition, findings) = folder.compile(Goal::Artefacts(&[]));
    let warning =
        ":1:1 warning unknown-furniture: `内部资料` on page 5 of the PDF is neither text nor furniture of the program";
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].ends_with(warning), "{findings:?}");
    // Whoever verifies the edition is told the same, since its report has it.
    let out = tempfile::tempdir().unwrap();
    gazette::artefact::write(out.path(), "2024-01", &edition.unwrap().artefacts).unwrap();
    let output = gazette(out.path(), &["verify", "2024-01", "--format", "short"]).success().get_output().clone();
    assert!(text(&output.stderr).contains("warning[unknown-furniture]: `内部资料` on page 5"), "{output:?}");
}

#[test]
fn running_heads_and_continued_tables_are_furniture() {
    let rows: String = (1..60).map(|row| format!("| {row} | 东镇 |\n")).collect();
    let body = format!("表1 巡查\n\n单位：次\n\n| 序号 | 单位 |\n|---|---|\n{rows}");
    let folder = Folder::with_series("[layout]\nrunning-heads = true").put("2024-01/a.md", document(&body));
    assert_eq!(folder.edition().proofs.plain, []);
}
