//! The press edition: its boxes, names and inks, its pages beside those of the printed edition, and what it refuses.

mod damage;
mod picture;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use gazette::compile::{Edition, Goal, compile};
use gazette::diag::Diagnostics;
use gazette::proof::reader::{self, Glyph, Page};
use gazette::source::IssueDir;
use gazette::uses::Use;
use lopdf::content::Content;
use lopdf::{Document, Object};

use crate::support::{self, Folder, Pdf, fonts, gazette, in_chinese, root, text};

/// The edition for the print shop beside the published one.
const PRESS: Goal = Goal::Artefacts(&[Use::Press]);
/// How far marks reach beyond the trim, in mm.
const REACH: f64 = 13.0;
/// Points in a millimetre.
const PT: f64 = 72.0 / 25.4;

/// The printed issue with its press edition, compiled once for all tests.
fn printed() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| {
        let mut diagnostics = Diagnostics::default();
        let dir = IssueDir::read(&root().join("issues/2024-02"), &mut diagnostics).unwrap();
        let edition = compile(&dir, &fonts(), PRESS, &mut diagnostics);
        assert_eq!(diagnostics.counts(), (0, 0), "{:?}", diagnostics.sorted());
        edition.unwrap()
    })
}

/// The file for the print shop.
fn bytes(edition: &Edition) -> &[u8] {
    &edition.artefacts[&format!("{}-press.pdf", edition.issue.name)]
}

fn document(edition: &Edition) -> Document {
    Document::load_mem(bytes(edition)).unwrap()
}

/// An edition that must be good.
#[track_caller]
fn good(folder: &Folder) -> Edition {
    let (edition, findings) = folder.compile(PRESS);
    assert_eq!(findings, Vec::<String>::new());
    edition.unwrap()
}

/// What is found in a folder that cannot go to press.
fn findings(folder: &Folder) -> Vec<String> {
    folder.compile(PRESS).1
}

/// The content of all pages and of all forms that they draw.
fn contents(document: &Document) -> Vec<Content> {
    let forms = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form"));
    let forms = forms.map(|form| form.decompressed_content().unwrap_or_else(|_| form.content.clone()));
    let pages = document.get_pages().into_values().map(|page| document.get_page_content(page));
    pages.chain(forms).map(|content| Content::decode(&content).unwrap()).collect()
}

/// Every colour that is set, as it is written: `0 0 0 1 k`.
fn colours(document: &Document) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for operation in contents(document).into_iter().flat_map(|content| content.operations) {
        let written = |object: &Object| match object {
            Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
            number => number.as_float().unwrap_or(-1.0).to_string(),
        };
        if ["g", "rg", "k", "cs", "sc", "scn"].contains(&operation.operator.to_lowercase().as_str()) {
            let operands: Vec<String> = operation.operands.iter().map(written).collect();
            found.insert(format!("{} {}", operands.join(" "), operation.operator.to_lowercase()));
        }
    }
    found
}

/// The names of all colour spaces, colorants with them, wherever in the file they stand.
fn spaces(document: &Document) -> BTreeSet<String> {
    fn walk(object: &Object, found: &mut BTreeSet<String>) {
        let name = |object: &Object| object.as_name().ok().map(|name| String::from_utf8_lossy(name).into_owned());
        match object {
            Object::Array(items) => {
                let kind = items.first().and_then(name).unwrap_or_default();
                match kind.as_str() {
                    "Separation" => drop(found.insert(format!("Separation {}", items.get(1).and_then(name).unwrap()))),
                    "ICCBased" | "CalRGB" | "CalGray" | "Lab" | "Indexed" | "DeviceN" => drop(found.insert(kind)),
                    _ => {}
                }
                items.iter().for_each(|item| walk(item, found));
            }
            Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| walk(value, found)),
            Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| walk(value, found)),
            Object::Name(device) if device.starts_with(b"Device") => drop(found.insert(name(object).unwrap())),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    document.objects.values().for_each(|object| walk(object, &mut found));
    found
}

/// A glyph without what other pages do not share: its words, its face, and where it stands.
fn place(glyph: &Glyph, off: f64) -> (String, String, [i64; 3]) {
    // To a hundredth of a millimetre.
    let at = |length: f64| (length * 100.0).round() as i64;
    (glyph.text.to_string(), glyph.font.to_string(), [at(glyph.x - off), at(glyph.y - off), at(glyph.size)])
}

/// The glyphs of a page of the press edition within its trim.
fn trimmed(page: &Page) -> Vec<(String, String, [i64; 3])> {
    let (right, bottom) = (page.width - REACH, page.height - REACH);
    let is_inside = |glyph: &&Glyph| (REACH..right).contains(&glyph.x) && (REACH..bottom).contains(&glyph.y);
    page.glyphs.iter().filter(is_inside).map(|glyph| place(glyph, REACH)).collect()
}

/// Holds the pages of a press edition beside those of the printed one, with `blank` pages of nothing before the sheet `before`.
#[track_caller]
fn same_pages(edition: &Edition, blank: usize, before: usize) {
    let press = reader::read(bytes(edition)).unwrap();
    let printed = Pdf::of(edition).1;
    assert_eq!(press.pages.len(), printed.pages.len() + blank, "{}", edition.issue.name);
    let mut pages: Vec<_> = press.pages.iter().map(trimmed).collect();
    for added in pages.splice(before - 1..before - 1 + blank, []) {
        assert_eq!(added, [], "{}", edition.issue.name);
    }
    for ((press, printed), sheet) in pages.iter().zip(&printed.pages).zip(1..) {
        let printed: Vec<_> = printed.glyphs.iter().map(|glyph| place(glyph, 0.0)).collect();
        let differs = press.iter().zip(&printed).find(|(press, printed)| {
            let near = press.2.iter().zip(printed.2).all(|(one, other)| one.abs_diff(other) <= 1);
            (&press.0, &press.1) != (&printed.0, &printed.1) || !near
        });
        assert_eq!((differs, press.len()), (None, printed.len()), "{} {sheet}", edition.issue.name);
    }
}

#[test]
fn every_page_has_the_trim_of_a4_with_3_mm_of_bleed_within_the_media() {
    let document = document(printed());
    for (sheet, page) in document.get_pages() {
        let page = document.get_dictionary(page).unwrap();
        let sides = |key: &str| -> Vec<f64> {
            let sides = page.get(key.as_bytes()).unwrap().as_array().unwrap();
            sides.iter().map(|side| f64::from(side.as_float().unwrap()) / PT).collect()
        };
        let [media, bleed, trim] = ["MediaBox", "BleedBox", "TrimBox"].map(sides);
        for (found, expected) in [(trim[2] - trim[0], 210.0), (trim[3] - trim[1], 297.0)] {
            assert!((found - expected).abs() < 0.01, "{sheet}: {found}");
        }
        for side in 0..4 {
            let outward = if side < 2 { -1.0 } else { 1.0 };
            assert!((bleed[side] - trim[side] - outward * 3.0).abs() < 0.01, "{sheet}: {bleed:?} {trim:?}");
            assert!((media[side] - trim[side] - outward * REACH).abs() < 0.01, "{sheet}: {media:?} {trim:?}");
        }
        for absent in ["CropBox", "ArtBox", "Annots", "Group"] {
            assert!(!page.has(absent.as_bytes()), "{sheet}: {absent}");
        }
    }
}

#[test]
fn the_file_says_three_times_that_it_is_pdf_x_1a() {
    let file = bytes(printed());
    assert!(file.starts_with(b"%PDF-1.4\n"), "{:?}", &file[..9]);
    let pdf = Pdf(document(printed()), reader::read(file).unwrap());
    for key in ["GTS_PDFXVersion", "GTS_PDFXConformance"] {
        assert_eq!(pdf.info(key), "PDF/X-1a:2003");
        assert!(pdf.xmp().contains(&format!("<pdfx:{key}>PDF/X-1a:2003</pdfx:{key}>")), "{}", pdf.xmp());
    }
    let info = pdf.follow(pdf.0.trailer.get(b"Info").unwrap()).as_dict().unwrap();
    assert_eq!(info.get(b"Trapped").unwrap().as_name().unwrap(), b"False");
    let intents = pdf.follow(pdf.0.catalog().unwrap().get(b"OutputIntents").unwrap()).as_array().unwrap();
    assert_eq!(intents.len(), 1);
    let intent = pdf.follow(&intents[0]).as_dict().unwrap();
    assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFX");
    assert_eq!(intent.get(b"OutputConditionIdentifier").unwrap().as_str().unwrap(), b"FOGRA39");
    let profile = pdf.follow(intent.get(b"DestOutputProfile").unwrap()).as_stream().unwrap();
    assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap(), 4);
    let profile = profile.decompressed_content().unwrap();
    assert_eq!(profile, include_bytes!("../../src/uses/press/FOGRA39L_coated.icc"));
    assert_eq!([&profile[12..16], &profile[16..20]], [b"prtr", b"CMYK"]);
}

#[test]
fn black_is_black_alone_and_red_is_m80_y80() {
    let document = document(printed());
    let colours = colours(&document);
    // White fields of tables are none of ink; the marks print on every plate.
    let known = ["0 0 0 1 k", "0 0.8 0.8 0 k", "0 0 0 0 k"];
    for colour in colours.iter().filter(|colour| !colour.starts_with("/c") && !colour.ends_with("scn")) {
        assert!(known.contains(&colour.as_str()), "{colours:?}");
    }
    assert!(known[..2].iter().all(|colour| colours.contains(*colour)), "{colours:?}");
    assert_eq!(spaces(&document), ["DeviceCMYK", "Separation All"].map(str::to_owned).into());
    let inks = &printed().proofs.press.as_ref().unwrap().inks;
    let red = [1, 2, 5, 19, 22, 25, 29, 40];
    let pages = |ink: &str| inks.iter().find(|used| used.ink == ink).map(|used| used.pages.clone()).unwrap_or_default();
    assert_eq!([pages("Magenta"), pages("Yellow")], [red, red]);
    assert!(pages("Cyan").is_empty());
    assert_eq!(pages("Black"), (1..=45).filter(|page| *page != 4).collect::<Vec<_>>());
}

#[test]
fn a_spot_ink_takes_the_place_of_magenta_and_yellow() {
    let folder = Folder::printed();
    let series = std::fs::read_to_string(folder.series().join("gazette.toml")).unwrap();
    let folder = folder.put("gazette.toml", format!("{series}\n[press]\nspot = \" PANTONE 485 C\"\n"));
    let edition = good(&folder);
    let document = document(&edition);
    let expected = ["DeviceCMYK", "Separation All", "Separation PANTONE 485 C"];
    assert_eq!(spaces(&document), expected.map(str::to_owned).into());
    let colours = colours(&document);
    assert!(colours.contains("/gazette-spot cs") && colours.contains("1 scn"), "{colours:?}");
    let process: Vec<&String> = colours.iter().filter(|colour| colour.ends_with(" k")).collect();
    assert_eq!(
        process,
        ["0 0 0 0 k", "0 0 0 1 k"].iter().filter(|known| colours.contains(**known)).collect::<Vec<_>>()
    );
    let inks: Vec<&str> = edition.proofs.press.as_ref().unwrap().inks.iter().map(|used| used.ink.as_str()).collect();
    assert_eq!(inks, ["Black", "PANTONE 485 C"]);
    // What no page prints red on does not name the ink.
    let plain = document.get_pages()[&7];
    let plain = document.get_dictionary(plain).unwrap().get_deref(b"Resources", &document).unwrap();
    assert!(!format!("{plain:?}").contains("gazette-spot"));
}

#[test]
fn names_of_other_inks_are_refused_where_they_stand() {
    for name in ["Black", "cyan", "ALL", " None ", "青", "黑"] {
        let folder = Folder::with_series(&format!("\n[press]\nspot = \"{name}\""));
        let told = format!("gazette.toml:5:8 error bad-value: `{name}` is no name of a spot ink");
        assert_eq!(folder.findings(), [told]);
    }
    let folder = Folder::with_series("\n[press]\npaper = 120\nbinding = \"glue\"");
    let found = folder.findings();
    assert!(found.len() == 2 && found.iter().all(|found| found.starts_with("gazette.toml:")), "{found:?}");
}

#[test]
fn every_character_stands_where_it_stands_in_the_printed_edition() {
    same_pages(printed(), 3, 46);
    for (name, edition) in crate::fixtures::editions() {
        let series = root().join("tests/issues").join(name);
        let (press, findings) = support::compile(&series, &series.join(&edition.issue.name), PRESS);
        let press = press.unwrap_or_else(|| panic!("{name}: {findings:?}"));
        assert_eq!(Pdf::of(&press).1.pages.len(), Pdf::of(edition).1.pages.len(), "{name}");
        let printed = Pdf::of(&press).1.pages.len();
        let blank = printed.next_multiple_of(4) - printed;
        let before = if press.issue.series.back_cover.is_some() { printed } else { printed + 1 };
        same_pages(&press, blank, before);
    }
}

#[test]
fn blank_pages_fill_the_last_sheet_before_the_back_cover() {
    let bound = |binding: &str| {
        let lines = format!("\n[back-cover]\ntext = \"某区人民政府\"\n\n[press]\nbinding = \"{binding}\"");
        good(&Folder::with_series(&lines))
    };
    // Cover, imprint, contents, its back, one document, the back cover.
    for (binding, blank) in [("saddle-stitch", 2), ("perfect", 2), ("side-stitch", 0)] {
        let edition = bound(binding);
        assert_eq!(edition.pagination.sheets, 6);
        same_pages(&edition, blank, 6);
        let press = reader::read(bytes(&edition)).unwrap();
        let words: String = trimmed(press.pages.last().unwrap()).into_iter().map(|glyph| glyph.0).collect();
        assert_eq!(words, "某区人民政府");
    }
}

#[test]
fn an_issue_may_be_bound_otherwise_than_its_series() {
    let issue = support::issue(&["a.md"]) + "\n[gazette.press]\nbinding = \"side-stitch\"\n";
    let folder = Folder::with_series("\n[press]\nbinding = \"perfect\"").put("2024-01/issue.toml", issue);
    let edition = good(&folder);
    assert_eq!(edition.pagination.sheets, 5);
    same_pages(&edition, 1, 6);
}

#[test]
fn a_page_of_another_size_is_refused_where_it_comes_from() {
    let imprint = std::fs::read_to_string(root().join("templates/components/imprint.typ")).unwrap();
    let (before, after) = imprint.split_once("#let paged() = {\n").unwrap();
    let own = format!("{before}#let paged() = {{\n  page(width: 200mm, height: 50mm)[附页]\n{after}");
    let found = findings(&Folder::new().put("templates/components/imprint.typ", own));
    let found: Vec<&String> = found.iter().filter(|found| found.contains("press-size")).collect();
    let told = "page 2 of the PDF is 200 × 50 mm, most others 210 × 297 mm";
    assert_eq!(found, [&format!("gazette.toml:1:1 error press-size: {told}")]);
    // A cover of another size is the one that is told.
    let cover = std::fs::read_to_string(root().join("templates/components/cover.typ")).unwrap();
    let own = cover.replacen("#let paged() = {\n", "#let paged() = {\n  set page(width: 200mm)\n", 1);
    let found = findings(&Folder::new().put("templates/components/cover.typ", own));
    let found: Vec<&String> = found.iter().filter(|found| found.contains("press-size")).collect();
    let told = "page 1 of the PDF is 200 × 297 mm, most others 210 × 297 mm";
    assert_eq!(found, [&format!("gazette.toml:1:1 error press-size: {told}")]);
}

#[test]
fn templates_of_the_series_are_told_what_the_press_edition_needs_of_them() {
    let entry = std::fs::read_to_string(root().join("templates/gazette.typ")).unwrap();
    let own = entry.lines().filter(|line| !line.contains("press")).collect::<Vec<_>>().join("\n");
    let folder = Folder::new().put("templates/gazette.typ", own);
    let found: Vec<String> = findings(&folder).into_iter().filter(|found| found.contains(" error ")).collect();
    let told = "templates/gazette.typ:1:1 error typesetting: `templates/gazette.typ` does not define `press`";
    assert_eq!(found, [told]);

    let marks = std::fs::read_to_string(root().join("templates/press.typ")).unwrap();
    for (from, to, told) in [
        ("<gazette-red>", "", "the marks around the pages do not tell the red of the gazette"),
        (
            "if at + 1 < count { pagebreak() }",
            "if at + 1 < count { pagebreak(); pagebreak() }",
            "the marks are drawn on",
        ),
        ("height + 2 * reach", "height + 2 * reach + 1mm", "the marks are drawn on 8 pages for 8, or not as far"),
    ] {
        assert_eq!(marks.matches(from).count(), 1, "{from}");
        let folder = Folder::new().put("templates/press.typ", marks.replace(from, to));
        let found: Vec<String> = findings(&folder).into_iter().filter(|found| found.contains(" error ")).collect();
        let told = format!("templates/press.typ:1:1 error typesetting: {told}");
        assert!(found.len() == 1 && found[0].starts_with(&told), "{found:?}");
    }
}

#[test]
fn marks_of_another_make_are_proved_too() {
    let marks = std::fs::read_to_string(root().join("templates/press.typ")).unwrap();
    let own = marks.replacen("    crop(left, top, -1, -1, bleed)\n", "", 1);
    assert_ne!(own, marks);
    let folder = Folder::new().put("templates/press.typ", own);
    let told = in_chinese(folder.series(), &["check", "2024-01", "--edition", "press"]);
    let told: Vec<&String> = told.iter().filter(|told| told.starts_with("press-differs")).collect();
    assert_eq!(told.len(), 8, "{told:?}");
    assert_eq!(told[0], "press-differs: 付印版第1面的四角缺裁切线");
}

#[test]
fn a_check_tells_the_inks_and_builds_the_same_bytes_twice() {
    let folder = Folder::new();
    let run = gazette(folder.series(), &["check", "2024-01", "--edition", "press", "--reproducible"]).success();
    let told = text(&run.get_output().stdout);
    let inks = "ink      pages  which\nMagenta      2  1–2\nYellow       2  1–2\nBlack        ";
    assert!(told.contains(inks), "{told}");
}

#[test]
fn a_built_edition_is_verified_with_its_press_edition() {
    let folder = Folder::new();
    gazette(folder.series(), &["build", "2024-01", "--edition", "press"]).success();
    let run = gazette(folder.series(), &["verify", "dist/2024-01"]).success();
    let told = text(&run.get_output().stdout);
    assert!(told.lines().any(|line| line.ends_with("bytes  good     2024-01-press.pdf")), "{told}");
    let file = folder.series().join("dist/2024-01/2024-01-press.pdf");
    let mut changed = std::fs::read(&file).unwrap();
    *changed.last_mut().unwrap() = b' ';
    std::fs::write(&file, changed).unwrap();
    let run = gazette(folder.series(), &["verify", "dist/2024-01"]).code(1);
    assert!(text(&run.get_output().stderr).contains("2024-01-press.pdf"));
}
