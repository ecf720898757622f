//! Imposed sheets, read from the finished file: which pages stand where, what is cut off, and what the file says of itself.

use std::sync::OnceLock;

use gazette::artefact::Artefacts;
use gazette::compile::Goal;
use gazette::proof::reader::{self, Area, Glyph, MarkKind, Page};
use gazette::uses::{Imposition, Use};
use lopdf::Object;
use lopdf::content::Content;

use crate::support::{Folder, Pdf, gazette, text};

/// What A4 leaves of a page's mm around it in the press edition.
fn corner(page: &Page) -> (f64, f64) {
    ((page.width - 210.0) / 2.0, (page.height - 297.0) / 2.0)
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.01
}

/// The printed issue, 45 pages and three blank ones, with these lines of `[press]`.
fn imposed(imposition: Imposition, press: &str) -> Artefacts {
    let mut folder = Folder::printed();
    let series = std::fs::read_to_string(folder.series().join("gazette.toml")).unwrap();
    folder = folder.put("gazette.toml", format!("{series}\n[press]\n{press}\n"));
    let (edition, findings) = folder.compile(Goal::Artefacts(&[Use::Press, Use::Imposed(imposition)]));
    assert_eq!(findings, Vec::<String>::new());
    edition.unwrap().artefacts
}

fn booklet() -> &'static Artefacts {
    static BOOKLET: OnceLock<Artefacts> = OnceLock::new();
    BOOKLET.get_or_init(|| imposed(Imposition::Booklet, "paper = 80"))
}

fn signatures() -> &'static Artefacts {
    static SIGNATURES: OnceLock<Artefacts> = OnceLock::new();
    SIGNATURES.get_or_init(|| imposed(Imposition::Signatures, "binding = \"perfect\"\nspot = \"PANTONE 485 C\""))
}

fn pdf(bytes: &[u8]) -> Pdf {
    Pdf(lopdf::Document::load_mem(bytes).unwrap(), reader::read(bytes).unwrap())
}

/// The glyphs of a page of the press edition within its trim, from the upper left corner of that.
fn trimmed(page: &Page) -> Vec<(String, f64, f64)> {
    let (left, top) = corner(page);
    let inside = |(_, x, y): &(String, f64, f64)| (0.0..210.0).contains(x) && (0.0..297.0).contains(y);
    let all = page.glyphs.iter().map(|glyph| (glyph.text.to_string(), glyph.x - left, glyph.y - top));
    all.filter(inside).collect()
}

/// Whether all glyphs of a page stand on a sheet, where `to` leads its points.
fn stands(page: &Page, sheet: &Page, to: impl Fn(f64, f64) -> (f64, f64)) -> bool {
    trimmed(page).iter().all(|(text, x, y)| {
        let (x, y) = to(*x, *y);
        let is_it = |glyph: &&Glyph| glyph.text == *text && near(glyph.x, x) && near(glyph.y, y);
        let found = sheet.glyphs.iter().find(is_it);
        // What a clip hides is not printed.
        found.is_some_and(|glyph| glyph.manner.clip.is_none_or(|clip| clip.meets(&glyph.core())))
    })
}

#[test]
fn a_booklet_has_the_last_page_beside_the_first_and_so_on_to_the_middle() {
    let artefacts = booklet();
    let (press, sheets) = (pdf(&artefacts["2024-01-press.pdf"]), pdf(&artefacts["2024-01-booklet.pdf"]));
    assert_eq!((press.1.pages.len(), sheets.1.pages.len()), (48, 24));
    let pairs = [(48, 1), (2, 47), (46, 3), (4, 45), (44, 5), (6, 43), (42, 7), (8, 41)];
    let pairs = pairs.into_iter().zip(0..).chain([((26, 23), 22), ((24, 25), 23)]);
    for ((left, right), side) in pairs {
        let sheet = &sheets.1.pages[side];
        // 80 g/m² of 1.35 cm³/g are 0.108 mm thick, and each sheet lies within all before it.
        let creep = (side / 2) as f64 * 0.108;
        for (page, x) in [(left, 15.0 + creep), (right, 225.0 - creep)] {
            let page = press.page(page);
            assert!(stands(page, sheet, |across, down| (x + across, 11.5 + down)), "side {side}");
        }
    }
    assert!(!trimmed(press.page(3)).is_empty() && trimmed(press.page(46)).is_empty());
}

#[test]
fn a_page_of_a_booklet_ends_at_the_fold_and_with_its_bleed() {
    let sheets = pdf(&booklet()["2024-01-booklet.pdf"]);
    for (sheet, at) in sheets.1.pages.iter().zip(0..) {
        let creep = f64::from(at / 2) * 0.108;
        let clips = sheet.glyphs.iter().filter(|glyph| glyph.manner.is_in_form).filter_map(|glyph| glyph.manner.clip);
        for Area { left, top, right, bottom } in clips {
            let is_left = near(left, 12.0 + creep) && near(right, 225.0);
            let is_right = near(left, 225.0) && near(right, 438.0 - creep);
            assert!((is_left || is_right) && near(top, 8.5) && near(bottom, 311.5), "{left} {top} {right} {bottom}");
        }
    }
}

#[test]
fn sections_of_sixteen_pages_are_folded_from_eight_a_side() {
    let artefacts = signatures();
    let (press, sheets) = (pdf(&artefacts["2024-01-press.pdf"]), pdf(&artefacts["2024-01-signatures.pdf"]));
    assert_eq!((press.1.pages.len(), sheets.1.pages.len()), (48, 6));
    let sides = [[[5, 12, 9, 8], [4, 13, 16, 1]], [[7, 10, 11, 6], [2, 15, 14, 3]]];
    for (sheet, at) in sheets.1.pages.iter().zip(0..) {
        assert!(near(sheet.width, 900.0) && near(sheet.height, 640.0));
        for (row, pages) in sides[at % 2].iter().enumerate() {
            for (column, page) in pages.iter().enumerate() {
                let page = press.page(16 * (at as u32 / 2) + page);
                // Each page has its whole bleed, 3 mm, on all sides.
                let (x, y) = (18.0 + 216.0 * column as f64 + 3.0, 17.0 + 303.0 * row as f64 + 3.0);
                let to = |across: f64, down: f64| match row {
                    0 => (x + 210.0 - across, y + 297.0 - down),
                    _ => (x + across, y + down),
                };
                assert!(stands(page, sheet, to), "sheet {at}, row {row}, column {column}");
            }
        }
    }
}

#[test]
fn the_spine_of_each_section_has_a_step_lower_than_the_one_before() {
    let sheets = pdf(&signatures()["2024-01-signatures.pdf"]);
    let steps = |page: &Page| -> Vec<f64> {
        let is_step = |kind: MarkKind| kind == MarkKind::Fill;
        let spine = 18.0 + 3.0 * 216.0;
        let marks = page.marks.iter().filter(|mark| is_step(mark.kind) && near((mark.left + mark.right) / 2.0, spine));
        marks.map(|mark| mark.top).collect()
    };
    let found: Vec<Vec<f64>> = sheets.1.pages.iter().map(steps).collect();
    for (side, steps) in found.iter().enumerate() {
        match side % 2 {
            0 => assert!(steps.len() == 1 && near(steps[0], 350.0 + 4.0 * side as f64), "{steps:?}"),
            _ => assert!(steps.is_empty(), "{steps:?}"),
        }
    }
}

#[test]
fn marks_stand_outside_of_what_is_printed_and_words_tell_the_sheet() {
    let sheets = pdf(&booklet()["2024-01-booklet.pdf"]);
    for (sheet, side) in sheets.1.pages.iter().zip(0..) {
        let bleed = Area { left: 12.0, top: 8.5, right: 438.0, bottom: 311.5 };
        let own = sheet.glyphs.iter().filter(|glyph| !glyph.manner.is_in_form);
        assert!(own.clone().all(|glyph| !glyph.core().meets(&bleed)));
        let words: String = own.map(|glyph| &*glyph.text).collect();
        let face = if side % 2 == 0 { "正面" } else { "反面" };
        assert!(words.contains(&format!("第{}张，共12张", side / 2 + 1)) && words.contains(face), "{words}");
        // The marks of the pages themselves are cut off.
        let is_seen = |mark: &&reader::Mark| mark.clip.is_none_or(|clip| clip.meets(&mark.area()));
        let lines = sheet.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Stroke(_)));
        let lines: Vec<_> = lines.filter(is_seen).collect();
        let stands = |x: f64| {
            let here = |mark: &&&reader::Mark| near(mark.left, x) && near(mark.right, x);
            lines.iter().filter(here).filter(|mark| mark.bottom < 8.0 || mark.top > 312.0).count()
        };
        // Cuts at both ends, a fold in the middle.
        assert_eq!([15.0, 225.0, 435.0].map(stands), [2, 2, 2]);
    }
}

#[test]
fn imposed_sheets_are_pdf_x_of_their_own() {
    for (artefacts, name) in [(booklet(), "2024-01-booklet.pdf"), (signatures(), "2024-01-signatures.pdf")] {
        let (press, sheets) = (pdf(&artefacts["2024-01-press.pdf"]), pdf(&artefacts[name]));
        assert!(artefacts[name].starts_with(b"%PDF-1.4"));
        assert_eq!(sheets.info("GTS_PDFXVersion"), "PDF/X-1a:2003");
        assert_eq!(sheets.info("Title"), press.info("Title"));
        assert!(sheets.xmp().contains(&format!("<xmpTPg:NPages>{}<", sheets.1.pages.len())));
        let identifier = |pdf: &Pdf| format!("{:?}", pdf.0.trailer.get(b"ID").unwrap());
        assert_ne!(identifier(&sheets), identifier(&press));
        let catalog = sheets.0.catalog().unwrap();
        let mut keys: Vec<&str> = catalog.iter().map(|(key, _)| std::str::from_utf8(key).unwrap()).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["Lang", "Metadata", "OutputIntents", "Pages", "Type"]);
        for id in sheets.0.page_iter() {
            let page = sheets.0.get_dictionary(id).unwrap();
            let edges = |key: &[u8]| -> Vec<f32> {
                page.get(key).unwrap().as_array().unwrap().iter().map(|edge| edge.as_float().unwrap()).collect()
            };
            let (media, bleed, trim) = (edges(b"MediaBox"), edges(b"BleedBox"), edges(b"TrimBox"));
            for (outer, inner) in [(&media, &bleed), (&bleed, &trim)] {
                assert!(outer[0] < inner[0] && outer[1] < inner[1] && outer[2] > inner[2] && outer[3] > inner[3]);
            }
            assert!(!page.has(b"Annots") && !page.has(b"Group"));
        }
    }
}

#[test]
fn imposed_sheets_ask_for_inks_only() {
    for (artefacts, name, spots) in [
        (booklet(), "2024-01-booklet.pdf", &["All"][..]),
        (signatures(), "2024-01-signatures.pdf", &["All", "PANTONE 485 C"]),
    ] {
        let document = lopdf::Document::load_mem(&artefacts[name]).unwrap();
        let mut found = std::collections::BTreeSet::new();
        for object in document.objects.values() {
            let Ok(stream) = object.as_stream() else { continue };
            let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
            if kind == b"Form" || stream.dict.len() == 2 {
                let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                let Ok(content) = Content::decode(&content) else { continue };
                for operation in content.operations {
                    assert!(!["rg", "RG", "sh", "BI", "gs"].contains(&&*operation.operator), "{}", operation.operator);
                }
            }
        }
        for object in document.objects.values() {
            let Ok(dict) = object.as_dict().or_else(|_| object.as_stream().map(|stream| &stream.dict)) else {
                continue;
            };
            let inner = dict.get(b"Resources").and_then(Object::as_dict).unwrap_or(dict);
            let Ok(spaces) = inner.get(b"ColorSpace").and_then(|spaces| Ok(document.dereference(spaces)?.1)) else {
                continue;
            };
            for (_, space) in spaces.as_dict().into_iter().flat_map(|spaces| spaces.iter()) {
                let space = document.dereference(space).unwrap().1.as_array().unwrap();
                assert_eq!(space[0].as_name().unwrap(), b"Separation");
                found.insert(String::from_utf8(space[1].as_name().unwrap().to_vec()).unwrap());
            }
        }
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), spots);
    }
}

#[test]
fn the_rest_of_the_pages_is_a_section_of_four_on_a_smaller_sheet() {
    let folder = Folder::with_series("[press]\nbinding = \"perfect\"\n");
    let uses = [Use::Press, Use::Imposed(Imposition::Signatures)];
    let artefacts = folder.compile(Goal::Artefacts(&uses)).0.unwrap().artefacts;
    let (press, sheets) = (pdf(&artefacts["2024-01-press.pdf"]), pdf(&artefacts["2024-01-signatures.pdf"]));
    assert_eq!(press.1.pages.len(), 8);
    let sizes: Vec<(f64, f64)> = sheets.1.pages.iter().map(|page| (page.width.round(), page.height.round())).collect();
    assert_eq!(sizes, [(450.0, 640.0), (450.0, 640.0)]);
    let to = |across: f64, down: f64| (9.0 + 216.0 + 3.0 + across, 17.0 + 303.0 + 3.0 + down);
    assert!(stands(press.page(1), &sheets.1.pages[0], to));
}

#[test]
fn sheets_of_another_binding_are_refused() {
    let findings = |imposition: Imposition, press: &str| {
        Folder::with_series(press).compile(Goal::Artefacts(&[Use::Press, Use::Imposed(imposition)])).1
    };
    assert_eq!(
        findings(Imposition::Signatures, ""),
        ["gazette.toml:1:1 error other-binding: `--impose signatures` is not for the binding of this series"]
    );
    for binding in ["side-stitch", "perfect"] {
        let press = format!("[press]\nbinding = \"{binding}\"\n");
        assert_eq!(
            findings(Imposition::Booklet, &press),
            ["gazette.toml:1:1 error other-binding: `--impose booklet` is not for the binding of this series"]
        );
    }
}

#[test]
fn a_template_that_draws_no_page_for_a_side_is_refused() {
    let folder = Folder::new().put("templates/sheets.typ", "#let sheets() = [x]\n");
    let (edition, findings) = folder.compile(Goal::Artefacts(&[Use::Press, Use::Imposed(Imposition::Booklet)]));
    assert!(edition.is_none());
    assert_eq!(
        findings,
        ["gazette.toml:1:1 error typesetting: `templates/sheets.typ` draws 1 pages for 4 sides of sheets"]
    );
}

#[test]
fn to_impose_asks_for_the_press_edition_and_the_sheets_are_part_of_a_good_edition() {
    let folder = Folder::new();
    gazette(folder.series(), &["build", "2024-01", "--impose", "booklet", "--quiet"]).success();
    let out = folder.series().join("dist/2024-01");
    for name in ["2024-01-press.pdf", "2024-01-booklet.pdf", "2024-01-job.json", "2024-01-job.pdf"] {
        assert!(out.join(name).is_file(), "{name}");
    }
    let verified = gazette(folder.series(), &["verify", "dist/2024-01"]).success();
    assert!(text(&verified.get_output().stdout).contains("good     2024-01-booklet.pdf"));
    gazette(folder.series(), &["check", "2024-01", "--impose", "booklet", "--reproducible"]).success();
}
