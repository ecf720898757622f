//! That what is seen is what is copied, in faces that were asked for; and that the proof finds every kind of damage done to the
//! glyphs and fonts of a finished file.

mod typed;

use std::sync::{Arc, OnceLock};

use gazette::compile::{Goal, compile};
use gazette::diag::Diagnostics;
use gazette::language::Language;
use gazette::manifest::Fonts;
use gazette::proof::glyphs::{FileLine, Glyphs, Kind, Scope, prove, table};
use gazette::proof::reader::read;
use gazette::source::IssueDir;
use gazette::typeset::FontSet;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

pub(crate) use self::typed::{renamed, table_of};
use crate::printed_issue::edition;
use crate::support::{Folder, document, fonts, gazette, in_chinese, lines, root, text};

/// The page of the printed issue on which its second document begins; its folio is set in FandolSong-Regular.
const SECOND: u32 = 19;
/// The face of running text.
const FANG: &str = "FandolFang-Regular";

fn pdf() -> Document {
    static PRINTED: OnceLock<Document> = OnceLock::new();
    PRINTED.get_or_init(|| Document::load_mem(&edition().artefacts["2024-02.pdf"]).unwrap()).clone()
}

fn bytes(mut pdf: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn proved(pdf: &[u8], scope: Scope) -> Glyphs {
    prove(&read(pdf).unwrap(), &fonts().supply(&Fonts::default()), scope)
}

/// What is wrong, as `code: message`.
fn faults(glyphs: &Glyphs) -> Vec<String> {
    glyphs.faults.iter().map(|fault| format!("{}: {}", fault.code, fault.message)).collect()
}

/// What the proof finds in a damaged PDF of the printed issue, with its sources and without.
#[track_caller]
fn finds(damage: impl FnOnce(&mut Document), findings: &[&str]) {
    let mut document = pdf();
    damage(&mut document);
    let bytes = bytes(document);
    assert_eq!(faults(&proved(&bytes, Scope::Issue)), findings);
    let without: Vec<&&str> = findings.iter().filter(|finding| !finding.starts_with("foreign-face")).collect();
    assert_eq!(faults(&proved(&bytes, Scope::Program)).iter().collect::<Vec<_>>(), without);
}

/// The glyphs of an issue whose series has fonts of its own, and the findings.
fn with_own_fonts(folder: &Folder) -> (Glyphs, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let dir = IssueDir::read(&folder.issue(), &mut diagnostics).unwrap();
    let fonts = Arc::new(FontSet::new(&dir.fonts));
    let edition = compile(&dir, &fonts, Goal::Artefacts(&[]), &mut diagnostics);
    (edition.map(|edition| edition.proofs.glyphs).unwrap_or_default(), lines(&dir, &diagnostics, folder.series()))
}

/// The composite font that draws a face, and the one that it descends to.
fn font(pdf: &Document, face: &str) -> (ObjectId, ObjectId) {
    let name = |dict: &Dictionary| dict.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"").to_vec();
    let found = pdf.objects.iter().find_map(|(id, object)| {
        let dict = object.as_dict().ok()?;
        let descendants = dict.get(b"DescendantFonts").ok()?.as_array().ok()?;
        let is_it = String::from_utf8(name(dict)).unwrap().split_once('+')?.1.trim_end_matches("-Identity-H") == face;
        is_it.then(|| (*id, descendants[0].as_reference().unwrap()))
    });
    found.unwrap_or_else(|| panic!("the file has no font {face}"))
}

fn dict(pdf: &mut Document, id: ObjectId) -> &mut Dictionary {
    pdf.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

/// Where a dictionary refers to.
fn reference(pdf: &Document, id: ObjectId, key: &[u8]) -> ObjectId {
    pdf.get_dictionary(id).unwrap().get(key).unwrap().as_reference().unwrap()
}

/// Changes what a stream unpacks to.
fn rewrite(pdf: &mut Document, id: ObjectId, change: impl FnOnce(&mut Vec<u8>)) {
    let stream = pdf.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    let mut bytes = stream.decompressed_content().unwrap();
    change(&mut bytes);
    stream.dict.remove(b"Filter");
    stream.set_content(bytes);
}

/// The stream of the face itself.
fn program(pdf: &Document, face: &str, key: &[u8]) -> ObjectId {
    reference(pdf, reference(pdf, font(pdf, face).1, b"FontDescriptor"), key)
}

/// The code of a character in the font of a face.
fn code(pdf: &Document, face: &str, c: char) -> u16 {
    let map = reference(pdf, font(pdf, face).0, b"ToUnicode");
    let map = pdf.get_object(map).unwrap().as_stream().unwrap().decompressed_content().unwrap();
    let entry = text(&map);
    let code = entry.lines().find_map(|line| line.trim().strip_suffix(&format!(" <{:04X}>", c as u32)));
    u16::from_str_radix(code.unwrap().trim_matches(['<', '>']), 16).unwrap()
}

/// Sets another code in place of the first one on a sheet that a face draws so.
fn recode(pdf: &mut Document, sheet: u32, face: &str, old: u16, new: u16) {
    let page = pdf.get_pages()[&sheet];
    let own = font(pdf, face).0;
    let names: Vec<Vec<u8>> = {
        let (resources, inherited) = pdf.get_page_resources(page).unwrap();
        let inherited = inherited.into_iter().map(|id| pdf.get_dictionary(id).unwrap());
        let fonts = resources.into_iter().chain(inherited).filter_map(|dict| {
            let fonts = dict.get(b"Font").ok()?;
            pdf.dereference(fonts).unwrap().1.as_dict().ok()
        });
        fonts
            .flat_map(|fonts| fonts.iter())
            .filter(|(_, font)| font.as_reference().ok() == Some(own))
            .map(|(name, _)| name.clone())
            .collect()
    };
    let mut content = pdf.get_and_decode_page_content(page).unwrap();
    let mut is_own = false;
    let strings = content.operations.iter_mut().flat_map(|operation: &mut Operation| {
        if operation.operator == "Tf" {
            is_own = names.contains(&operation.operands[0].as_name().unwrap().to_vec());
        }
        let is_shown = is_own && ["Tj", "TJ"].contains(&operation.operator.as_str());
        let operands = if is_shown { operation.operands.as_mut_slice() } else { &mut [] };
        operands.iter_mut().flat_map(|operand| match operand {
            Object::Array(items) => items.as_mut_slice(),
            one => std::slice::from_mut(one),
        })
    });
    let mut codes = strings.filter_map(|string| string.as_str_mut().ok()).flat_map(|string| string.chunks_mut(2));
    let found = codes.find(|code| **code == old.to_be_bytes()).expect("the sheet has the code");
    found.copy_from_slice(&new.to_be_bytes());
    drop(codes);
    pdf.change_page_content(page, Content { operations: content.operations }.encode().unwrap()).unwrap();
}

/// Where the outlines of a compact face lie in its bytes, by code: the index of its charstrings, found by how many it has.
fn charstrings(face: &[u8]) -> Vec<std::ops::Range<usize>> {
    let glyphs = usize::from(ttf_parser::cff::Table::parse(face).unwrap().number_of_glyphs());
    // An index: how many, the size of offsets, the offsets from 1, the data (5176.CFF, 5).
    let index = (0..face.len() - 3).find_map(|at| {
        let size = usize::from(face[at + 2]);
        if usize::from(u16::from_be_bytes([face[at], face[at + 1]])) != glyphs || !(1..=4).contains(&size) {
            return None;
        }
        let offset = |of: usize| {
            let bytes = face.get(at + 3 + of * size..at + 3 + (of + 1) * size)?;
            Some(bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
        };
        let offsets: Vec<usize> = (0..=glyphs).map(offset).collect::<Option<_>>()?;
        let start = at + 3 + (glyphs + 1) * size - 1;
        let is_index = offsets[0] == 1 && offsets.windows(2).all(|pair| pair[0] < pair[1]);
        (is_index && start + offsets[glyphs] <= face.len())
            .then(|| offsets.windows(2).map(|pair| start + pair[0]..start + pair[1]).collect())
    });
    index.expect("the face has charstrings")
}

#[test]
fn the_printed_issue_is_drawn_as_its_font_files_have_it() {
    let glyphs = &edition().proofs.glyphs;
    assert_eq!(faults(glyphs), Vec::<String>::new());
    assert!(glyphs.listed.is_empty() && glyphs.substitutes.is_empty(), "{glyphs:?}");
    assert!(glyphs.glyphs > 17_000 && glyphs.characters > 900, "{glyphs:?}");
    for face in &glyphs.faces {
        assert_eq!(face.compared, face.characters, "{face:?}");
    }
}

#[test]
fn each_face_has_a_passport() {
    let glyphs = &edition().proofs.glyphs;
    let names: Vec<&str> = glyphs.faces.iter().map(|face| face.name.as_str()).collect();
    assert_eq!(
        names,
        ["FandolFang-Regular", "FandolHei-Regular", "FandolKai-Regular", "FandolSong-Bold", "FandolSong-Regular"]
    );
    let face = &glyphs.faces[0];
    assert_eq!((face.family.as_deref(), face.file.as_deref()), (Some("FandolFang R"), None));
    assert!(face.version.as_ref().unwrap().starts_with("Version 1.300"));
    assert_eq!(face.licence.as_deref(), Some("http://www.gnu.org/licenses/licenses.html"));
    assert_eq!(face.embedding.unwrap().to_string(), "editable");
    assert_eq!(face.coverage, Some(glyphs.characters));
    let report: serde_json::Value = serde_json::from_slice(&edition().artefacts["report.json"]).unwrap();
    assert_eq!(report["glyphs"]["faces"][0]["embedding"], "editable");
    let lines = table(glyphs, Language::En);
    assert_eq!(lines.len(), 6);
    let row: Vec<&str> = lines[1].split_whitespace().collect();
    let (characters, all) = (face.characters.to_string(), glyphs.characters.to_string());
    assert_eq!(row[..6], ["FandolFang-Regular", &characters, &all, "of", &all, "editable"]);
}

#[test]
fn a_code_of_no_glyph_is_found() {
    let notdef = |pdf: &mut Document| {
        let old = code(pdf, FANG, '控');
        recode(pdf, SECOND, FANG, old, 0);
    };
    let found = "wrong-glyph: a character on page 19 of the PDF is printed as the sign of `FandolFang-Regular` for a missing glyph";
    finds(notdef, &[found]);
    let beyond = |pdf: &mut Document| {
        let old = code(pdf, FANG, '控');
        recode(pdf, SECOND, FANG, old, 0xFFF0);
    };
    finds(beyond, &[found]);
}

#[test]
fn a_glyph_that_stands_for_no_character_is_found() {
    let unmapped = |to: &'static str| {
        move |pdf: &mut Document| {
            let (song, _) = font(pdf, "FandolSong-Regular");
            let old = code(pdf, "FandolSong-Regular", '7');
            let map = reference(pdf, song, b"ToUnicode");
            rewrite(pdf, map, |map| {
                let entry = format!("<{old:04X}> <0037>");
                let changed = text(map).replacen(&entry, &to.replace("OLD", &format!("{old:04X}")), 1);
                assert_ne!(changed, text(map));
                *map = changed.into_bytes();
            });
        }
    };
    let pages = format!("on page 2 of the PDF and {} times more", times('7'));
    let nameless = format!(
        "wrong-glyph: a character {pages} has a glyph of `FandolSong-Regular` and no code point: it cannot be copied, nor \
         read aloud"
    );
    finds(unmapped(""), &[&nameless]);
    finds(unmapped("<OLD> <FFFD>"), &[&nameless]);
    let private = format!(
        "wrong-glyph: `\u{E000}` (U+E000) {pages} has a glyph of `FandolSong-Regular` and a code point that means nothing"
    );
    finds(unmapped("<OLD> <E000>"), &[&private]);
    // Another digit: 7 is seen, and 9 is copied.
    let other = format!(
        "wrong-glyph: `9` (U+0039) {pages} is drawn otherwise than the font file of `FandolSong-Regular` draws it"
    );
    finds(unmapped("<OLD> <0039>"), &[&other]);
    let lacking = format!(
        "wrong-glyph: `䶮` (U+4DAE) {pages} is drawn in `FandolSong-Regular`, whose font file has no glyph for it"
    );
    finds(unmapped("<OLD> <4DAE>"), &[&lacking]);
}

/// How often a character of FandolSong-Regular is printed beside the first time.
fn times(c: char) -> usize {
    let pages = read(&edition().artefacts["2024-02.pdf"]).unwrap().pages;
    let glyphs = pages.iter().flat_map(|page| &page.glyphs);
    let found = glyphs.filter(|glyph| &*glyph.font == "FandolSong-Regular" && glyph.text == c.to_string());
    found.count() - 1
}

#[test]
fn a_glyph_that_is_another_or_none_is_found() {
    // Two glyphs of the embedded face change their outlines; the text stays, and what is copied with it.
    let swapped = |pdf: &mut Document| {
        let codes = ['控', '制'].map(|c| usize::from(code(pdf, FANG, c)));
        let id = program(pdf, FANG, b"FontFile3");
        rewrite(pdf, id, |face| {
            let places = charstrings(face);
            let [one, other] = codes.map(|code| places[code].clone());
            // Within the place of the shorter one: the longer one is cut.
            let length = one.len().min(other.len());
            let (first, second) = (face[one.clone()].to_vec(), face[other.clone()].to_vec());
            face[one.start..one.start + length].copy_from_slice(&second[..length]);
            face[other.start..other.start + length].copy_from_slice(&first[..length]);
        });
    };
    let mut document = pdf();
    swapped(&mut document);
    let bytes = bytes(document);
    let found = faults(&proved(&bytes, Scope::Issue));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("wrong-glyph: `控` (U+63A7) on page ")), "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("wrong-glyph: `制` (U+5236) on page ")), "{found:?}");
    let emptied = |pdf: &mut Document| {
        let code = usize::from(code(pdf, "FandolSong-Bold", '控'));
        let id = program(pdf, "FandolSong-Bold", b"FontFile3");
        rewrite(pdf, id, |face| {
            let place = charstrings(face)[code].clone();
            face[place].fill(14);
        });
    };
    finds(emptied, &["wrong-glyph: `控` (U+63A7) on page 19 of the PDF is blank in `FandolSong-Bold`"]);
}

#[test]
fn a_character_set_in_place_of_another_is_found_where_the_text_says_so() {
    // The words are replaced for whoever copies them.
    let replaced = |pdf: &mut Document| {
        let page = pdf.get_pages()[&SECOND];
        let mut content = pdf.get_and_decode_page_content(page).unwrap();
        let at = content.operations.iter().position(|operation| operation.operator == "Tj").unwrap();
        let mut properties = Dictionary::new();
        properties.set("ActualText", lopdf::text_string("错"));
        let begin = Operation::new("BDC", vec!["Span".into(), properties.into()]);
        content.operations.insert(at + 1, Operation::new("EMC", vec![]));
        content.operations.insert(at, begin);
        pdf.change_page_content(page, Content { operations: content.operations }.encode().unwrap()).unwrap();
    };
    let found = "wrong-glyph: `错` (U+9519) on page 19 of the PDF is drawn otherwise than the font file of `FandolFang-Regular` \
                 draws it";
    finds(replaced, &[found]);
}

#[test]
fn a_face_of_another_name_is_found() {
    let renamed = |pdf: &mut Document| {
        let (kai, descendant) = font(pdf, "FandolKai-Regular");
        let descriptor = reference(pdf, descendant, b"FontDescriptor");
        dict(pdf, kai).set("BaseFont", "ABCDEF+SimKai-Identity-H");
        dict(pdf, descendant).set("BaseFont", "ABCDEF+SimKai");
        dict(pdf, descriptor).set("FontName", "ABCDEF+SimKai");
    };
    finds(
        renamed,
        &["foreign-face: the face `SimKai` on page 2 of the PDF is none that a role of the issue is set in"],
    );
    // A name of the program on another face: whatever it draws is not what that face draws.
    let exchanged = |pdf: &mut Document| {
        let (_, descendant) = font(pdf, "FandolKai-Regular");
        dict(pdf, descendant).set("BaseFont", "ABCDEF+FandolHei-Regular");
    };
    let mut document = pdf();
    exchanged(&mut document);
    let bytes = bytes(document);
    let found = faults(&proved(&bytes, Scope::Issue));
    let expected = "is drawn otherwise than the font file of `FandolHei-Regular` draws it";
    assert!(found.len() > 150 && found.iter().all(|fault| fault.ends_with(expected)), "{found:?}");
    // Without the sources it may be another version of that face, which a series has: it is told and not judged.
    let told = faults(&proved(&bytes, Scope::Program));
    assert!(
        told.len() == 1
            && told[0].starts_with("face-not-compared: the face `FandolHei-Regular` on page 2 of the PDF draws ")
    );
    let end = "characters otherwise than the program's font file of that name: it may be another version, and its outlines are \
               not judged";
    assert!(told[0].ends_with(end), "{told:?}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.pdf"), &bytes).unwrap();
    let output = gazette(folder.path(), &["verify", "a.pdf", "--format", "short"]).success().get_output().clone();
    assert!(text(&output.stderr).contains("a.pdf:1:1: warning[face-not-compared]: "), "{output:?}");
}

#[test]
fn a_face_that_is_not_in_the_file_or_damaged_is_found() {
    let removed = |pdf: &mut Document| {
        let descriptor = reference(pdf, font(pdf, "FandolKai-Regular").1, b"FontDescriptor");
        dict(pdf, descriptor).remove(b"FontFile3").unwrap();
    };
    finds(
        removed,
        &[
            "missing-face: the face `FandolKai-Regular` on page 2 of the PDF is not in the file: every reader would print another one",
        ],
    );
    let damaged = |pdf: &mut Document| {
        let id = program(pdf, "FandolKai-Regular", b"FontFile3");
        pdf.set_object(id, Stream::new(Dictionary::new(), b"no face".to_vec()));
    };
    finds(damaged, &["missing-face: the face `FandolKai-Regular` on page 2 of the PDF cannot be read: it is damaged"]);
    // Wherever the face is cut off or changed, something is found or nothing is; the proof does not panic.
    let face = {
        let pdf = pdf();
        let id = program(&pdf, "FandolSong-Regular", b"FontFile3");
        pdf.get_object(id).unwrap().as_stream().unwrap().decompressed_content().unwrap()
    };
    for at in (0..face.len()).step_by(face.len() / 12) {
        let mut document = pdf();
        let id = program(&document, "FandolSong-Regular", b"FontFile3");
        rewrite(&mut document, id, |face| {
            face[at] ^= 0x55;
            face.truncate(face.len() - at / 2);
        });
        proved(&bytes(document), Scope::Issue);
    }
}

#[test]
fn verify_finds_it_without_the_sources() {
    let folder = tempfile::tempdir().unwrap();
    let mut document = pdf();
    let old = code(&document, FANG, '控');
    let new = code(&document, FANG, '制');
    let map = reference(&document, font(&document, FANG).0, b"ToUnicode");
    rewrite(&mut document, map, |map| {
        let swapped = text(map).replacen(&format!("<{old:04X}> <63A7>"), &format!("<{old:04X}> <5236>"), 1);
        *map = swapped.into_bytes();
    });
    document.save(folder.path().join("a.pdf")).unwrap();
    assert_ne!(old, new);
    let output = gazette(folder.path(), &["verify", "a.pdf", "--format", "short"]).code(1).get_output().clone();
    let found = text(&output.stderr);
    assert!(found.contains("a.pdf:1:1: error[wrong-glyph]: `制` (U+5236) on page "), "{found}");
    assert!(found.contains(" is drawn otherwise than the font file of `FandolFang-Regular` draws it"), "{found}");
    let pages = read(&edition().artefacts["2024-02.pdf"]).unwrap().pages;
    let sheets = pages.iter().zip(1..).flat_map(|(page, sheet)| page.glyphs.iter().map(move |glyph| (sheet, glyph)));
    let sheets = sheets.filter(|(_, glyph)| &*glyph.font == FANG && glyph.text == "控").map(|(sheet, _)| sheet);
    let sheets: Vec<u32> = sheets.collect();
    let (first, more) = (sheets[0], sheets.len() - 1);
    let told = format!(
        "wrong-glyph: PDF 第 {first} 页（另有 {more} 处）的 `制`（U+5236）与字体 `{FANG}` 的字体文件所画的不同"
    );
    let found = in_chinese(folder.path(), &["verify", "a.pdf"]);
    assert!(found.contains(&told), "{told} in {found:?}");
}
