//! What is read back from a PDF file: files made here operator by operator.

use gazette::proof::reader::{Colour, MarkKind, Page, read};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::printed_issue::edition;

/// Points in a millimetre.
const PT: f64 = 72.0 / 25.4;

/// The bytes of a file of A4 pages with these contents.
///
/// Their fonts are `/han`, of which every code but U+0031 is as wide as it is high, and `/latin`; there are the colour
/// spaces `/rgb` and `/ink`, and the forms `/form`, which holds a line and a glyph, and `/ring`, which holds itself.
pub(crate) fn pdf(contents: &[String]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let map = b"1 beginbfrange <0000> <FFFF> <0000> endbfrange".to_vec();
    let map = document.add_object(Stream::new(Dictionary::new(), map));
    let descendant = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "ABCDEF+Fang", "DW" => 1000,
        "W" => vec![0x31.into(), vec![500.into()].into(), 0x32.into(), 0x39.into(), 500.into()],
    });
    let han = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "ABCDEF+Fang-Identity-H", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![descendant.into()], "ToUnicode" => map,
    });
    let latin = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "FirstChar" => 65,
        "Widths" => vec![700.into(), 600.into()],
    });
    let rgb = document.add_object(vec!["ICCBased".into(), Object::Null]);
    let ink = vec!["Separation".into(), "Black".into(), "DeviceGray".into(), Object::Null];
    let form = Stream::new(
        dictionary! { "Subtype" => "Form", "Matrix" => vec![2.into(), 0.into(), 0.into(), 2.into(), 0.into(), 0.into()] },
        b"1 0 0 RG 3 w 0 0 m 10 0 l S BT /han 10 Tf 5 5 Td <4E00> Tj ET".to_vec(),
    );
    let (form, ring) = (document.add_object(form), document.new_object_id());
    let resources = document.add_object(dictionary! {
        "Font" => dictionary! { "han" => han, "latin" => latin },
        "ColorSpace" => dictionary! { "rgb" => rgb, "ink" => ink },
        "XObject" => dictionary! { "form" => form, "ring" => ring },
    });
    document.set_object(ring, Stream::new(dictionary! { "Subtype" => "Form" }, b"/ring Do".to_vec()));
    let root = document.new_object_id();
    let pages: Vec<Object> = contents
        .iter()
        .map(|content| {
            let content = document.add_object(Stream::new(Dictionary::new(), content.clone().into_bytes()));
            document.add_object(dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content }).into()
        })
        .collect();
    let (count, size) = (pages.len() as i64, [0.0, 0.0, 210.0 * PT, 297.0 * PT].map(|side| Object::Real(side as f32)));
    let tree = dictionary! {
        "Type" => "Pages", "Kids" => pages, "Count" => count, "Resources" => resources, "MediaBox" => size.to_vec(),
    };
    document.set_object(root, tree);
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Operators that set text with its baseline at a place in mm from the top left corner.
pub(crate) fn text(x: f64, y: f64, size: f64, colour: &str, words: &str) -> String {
    let codes: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let (x, y, size) = (x * PT, (297.0 - y) * PT, size * PT);
    format!("{colour} rg BT /han {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

/// Operators that draw a horizontal rule at a place in mm from the top left corner.
pub(crate) fn rule(left: f64, right: f64, y: f64, weight: f64, colour: &str) -> String {
    let [left, right, y, weight] = [left, right, 297.0 - y, weight].map(|length| length * PT);
    format!("{colour} RG {weight} w {left} {y} m {right} {y} l S\n")
}

fn page(content: &str) -> Page {
    read(&pdf(&[content.to_owned()])).unwrap().pages.remove(0)
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.001, "{found} is not {expected}");
}

#[test]
fn glyphs_stand_in_mm_from_the_top_left_corner() {
    let page = page(&text(28.0, 42.0, 5.0, "0.75 0 0", "国1"));
    close(page.width, 210.0);
    close(page.height, 297.0);
    let [first, second] = page.glyphs.as_slice() else { panic!("{:?}", page.glyphs) };
    assert_eq!((&*first.text, &*second.text, &*first.font), ("国", "1", "Fang"));
    close(first.x, 28.0);
    close(first.y, 42.0);
    close(first.size, 5.0);
    close(first.advance, 5.0);
    close(second.x, 33.0);
    close(second.advance, 2.5);
    assert_eq!(first.colour, Colour { red: 0.75, green: 0.0, blue: 0.0 });
    assert!(first.is_upright && !first.is_artifact);
}

#[test]
fn lines_have_their_axis_weight_and_colour() {
    let page = page(&rule(28.0, 184.0, 262.0, 0.35, "1 0 0"));
    let [line] = page.marks.as_slice() else { panic!("{:?}", page.marks) };
    let MarkKind::Stroke(weight) = line.kind else { panic!("{line:?}") };
    close(weight, 0.35);
    close(line.left, 28.0);
    close(line.right, 184.0);
    close(line.top, 262.0);
    close(line.bottom, 262.0);
    assert_eq!(line.colour, Colour { red: 1.0, green: 0.0, blue: 0.0 });
}

#[test]
fn operators_of_text_move_what_follows() {
    let content = "BT /han 10 Tf 20 TL 100 700 Td <4E00> Tj T* [<4E00> -500 <4E00>] TJ 5 -30 TD <4E00> ' 2 Tc \
        50 Tz 0 0 Td [<4E00> <4E00>] TJ 3 Ts <4E00> Tj ET";
    let page = page(content);
    let at: Vec<(f64, f64)> = page.glyphs.iter().map(|glyph| (glyph.x * PT, 297.0 * PT - glyph.y * PT)).collect();
    let expected = [
        (100.0, 700.0),
        (100.0, 680.0),
        (115.0, 680.0),
        (105.0, 620.0),
        (105.0, 620.0),
        // Ten units and two of space, half as wide.
        (111.0, 620.0),
        (117.0, 623.0),
    ];
    assert_eq!(at.len(), expected.len());
    for (found, expected) in at.into_iter().zip(expected) {
        close(found.0, expected.0);
        close(found.1, expected.1);
    }
}

#[test]
fn a_font_of_one_byte_has_widths_and_letters() {
    let page = page("BT /latin 10 Tf (AB) Tj ET");
    let found: Vec<(&str, f64)> = page.glyphs.iter().map(|glyph| (&*glyph.text, glyph.advance * PT)).collect();
    assert_eq!((found[0].0, found[1].0), ("A", "B"));
    close(found[0].1, 7.0);
    close(found[1].1, 6.0);
}

#[test]
fn the_state_is_saved_and_brought_back() {
    let content = "q 2 0 0 2 0 0 cm 1 0 0 RG 4 w 0 0 m 10 0 l S Q 0 0 m 10 0 l S";
    let page = page(content);
    let [scaled, plain] = page.marks.as_slice() else { panic!("{:?}", page.marks) };
    close(scaled.right * PT, 20.0);
    close(plain.right * PT, 10.0);
    let (MarkKind::Stroke(heavy), MarkKind::Stroke(light)) = (scaled.kind, plain.kind) else { panic!("{page:?}") };
    close(heavy * PT, 8.0);
    close(light * PT, 1.0);
    assert_eq!((scaled.colour.red, plain.colour), (1.0, Colour::BLACK));
}

#[test]
fn paths_are_pieces_when_stroked_and_boxes_when_filled() {
    let page = page("10 10 20 30 re S 10 10 20 30 re f 0 0 m 5 5 l n 0 0 m 1 2 3 4 5 6 c f");
    let kinds: Vec<bool> = page.marks.iter().map(|mark| mark.kind == MarkKind::Fill).collect();
    assert_eq!(kinds, [false, false, false, false, true, true]);
    let filled = &page.marks[4];
    close((filled.right - filled.left) * PT, 20.0);
    close((filled.bottom - filled.top) * PT, 30.0);
}

#[test]
fn colours_are_read_in_their_spaces() {
    let content = "/rgb cs 0 0.5 1 scn 0 0 1 1 re f /ink cs 0.25 scn 0 0 1 1 re f 0 1 1 0 k 0 0 1 1 re f 0.5 g \
        0 0 1 1 re f /rgb cs 0 0 1 1 re f";
    let page = page(content);
    let found: Vec<_> = page.marks.iter().map(|mark| (mark.colour.red, mark.colour.green, mark.colour.blue)).collect();
    let expected = [(0.0, 0.5, 1.0), (0.75, 0.75, 0.75), (1.0, 0.0, 0.0), (0.5, 0.5, 0.5), (0.0, 0.0, 0.0)];
    assert_eq!(found, expected);
}

#[test]
fn forms_are_drawn_where_they_are_placed() {
    let page = page("q 1 0 0 1 100 0 cm /form Do Q 0 0 m 10 0 l S");
    assert_eq!(page.marks.len(), 2);
    close(page.marks[0].left * PT, 100.0);
    close(page.marks[0].right * PT, 120.0);
    assert_eq!(page.marks[1].colour, Colour::BLACK);
    close(page.glyphs[0].x * PT, 110.0);
    close(page.glyphs[0].size * PT, 20.0);
}

#[test]
fn marked_content_says_what_is_decoration_and_what_stands_for_what() {
    let content = "BT /han 10 Tf /Artifact BMC <4E00> Tj EMC /Span <</ActualText (ab)>> BDC <4E00> Tj <4E8C> Tj EMC \
        <4E09> Tj ET";
    let page = page(content);
    let found: Vec<_> = page.glyphs.iter().map(|glyph| (&*glyph.text, glyph.is_artifact)).collect();
    assert_eq!(found, [("一", true), ("ab", false), ("", false), ("三", false)]);
}

#[test]
fn turned_text_is_told_from_upright_text() {
    let page = page("BT /han 10 Tf 0 1 -1 0 100 100 Tm <4E00> Tj 1 0 0 1 100 100 Tm <4E00> Tj ET");
    assert_eq!(page.glyphs.iter().map(|glyph| glyph.is_upright).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_damaged_page_is_named() {
    let good = text(28.0, 42.0, 5.0, "0 0 0", "国");
    let found = read(&pdf(&[good.clone(), "BT <4E00> Tj ET".to_owned()])).unwrap_err().to_string();
    assert_eq!(found, "page 2 of the PDF cannot be read: text is shown without a font");
    let found = read(&pdf(&[good, "/ring Do".to_owned()])).unwrap_err().to_string();
    assert_eq!(found, "page 2 of the PDF cannot be read: forms are nested too deeply");
}

#[test]
fn what_is_no_pdf_is_an_error() {
    for bytes in [&b""[..], b"gazette", b"%PDF-1.7\n", &[0xFF; 4096]] {
        let found = read(bytes).unwrap_err().to_string();
        assert!(found.starts_with("the PDF "), "{found}");
    }
}

#[test]
fn the_printed_issue_reads_as_its_text() {
    let pages = read(&edition().artefacts["2024-02.pdf"]).unwrap().pages;
    let line: String = pages[4].glyphs.iter().filter(|glyph| glyph.size > 8.0).map(|glyph| &*glyph.text).collect();
    assert_eq!(line, "枣庄市市中区人民政府");
    let all = pages.iter().flat_map(|page| &page.glyphs);
    assert!(all.clone().count() > 15_000);
    assert_eq!(all.filter(|glyph| glyph.text.contains('\u{FFFD}')).count(), 0);
}
