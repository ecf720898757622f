//! The edition in large print: the same text in larger characters, with numbers of its own and a table that leads to them.

use std::sync::OnceLock;

use gazette::compile::{Edition, Goal};
use gazette::proof::reader;
use gazette::uses::Use;

use crate::support::{Folder, Pdf, document};

const GOAL: Goal = Goal::Artefacts(&[Use::LargePrint]);

/// The printed issue with its edition in large print.
fn printed() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| crate::support::printed_issue(GOAL))
}

fn large(edition: &Edition) -> Pdf {
    let bytes = &edition.artefacts[&format!("{}-large-print.pdf", edition.issue.name)];
    Pdf(lopdf::Document::load_mem(bytes).unwrap(), reader::read(bytes).unwrap())
}

/// The sheet with this label, from 1.
fn sheet(pdf: &Pdf, folio: u32) -> u32 {
    pdf.page_labels().iter().position(|label| *label == folio.to_string()).unwrap() as u32 + 1
}

/// The words of a sheet without its folio.
fn words(pdf: &Pdf, sheet: u32) -> String {
    let glyphs = pdf.page(sheet).glyphs.iter().filter(|glyph| !glyph.is_artifact);
    glyphs.map(|glyph| glyph.text.trim()).collect()
}

/// The numbers in the table: a page in print, and its page in large print.
fn table(pdf: &Pdf) -> Vec<(u32, u32)> {
    let at = (1..=pdf.1.pages.len() as u32).find(|sheet| words(pdf, *sheet).starts_with("原刊页码对照表")).unwrap();
    let rest = pdf.page_labels().iter().skip(at as usize - 1).take_while(|label| label.parse::<u32>().is_err()).count();
    let glyphs = (at..at + rest as u32).flat_map(|sheet| &pdf.page(sheet).glyphs).filter(|glyph| !glyph.is_artifact);
    // Digits of one number stand side by side.
    let mut numbers: Vec<(f64, f64, String)> = Vec::new();
    for glyph in glyphs.filter(|glyph| glyph.text.chars().all(|c| c.is_ascii_digit())) {
        match numbers.last_mut().filter(|(y, end, _)| (glyph.y - *y).abs() < 0.1 && (glyph.x - *end).abs() < 0.5) {
            Some((_, end, number)) => {
                number.push_str(&glyph.text);
                *end = glyph.x + glyph.advance;
            }
            None => numbers.push((glyph.y, glyph.x + glyph.advance, glyph.text.to_string())),
        }
    }
    let numbers: Vec<u32> = numbers.iter().map(|(_, _, number)| number.parse().unwrap()).collect();
    numbers.chunks(2).map(|row| (row[0], row[1])).collect()
}

#[test]
fn the_text_is_set_in_22_points_and_says_what_it_is() {
    let edition = printed();
    let pdf = large(edition);
    let size = pdf.find(sheet(&pdf, 4), "二、工作目标").size * 72.0 / 25.4;
    assert!((size - 22.1).abs() < 0.05, "{size}");
    let lines: Vec<f64> = pdf.page(sheet(&pdf, 9)).glyphs.iter().filter(|it| !it.is_artifact).map(|it| it.y).collect();
    let (first, last) = lines.iter().fold((f64::MAX, 0f64), |(low, high), y| (low.min(*y), high.max(*y)));
    // 16 lines of 20 characters on the type area of the standard, with as much between them as there was in print.
    let (zi, hang) = (156.0 / 20.0, (225.0 - 156.0 / 20.0) / 15.0);
    assert!((last - first - 15.0 * hang).abs() < 0.1, "{}", last - first);
    assert!((hang / zi - 15.0 / 8.0).abs() < 0.03);
    assert_eq!(pdf.info("Title"), "市中区人民政府公报2024年第2期大字版");
    assert!(words(&pdf, 1).contains("2024年第2期大字版"), "the cover");
    let xmp = pdf.xmp();
    assert_eq!([">2<", ">A<", "pdfuaid:part"].map(|claim| xmp.contains(claim)), [true; 3], "PDF/A-2a and PDF/UA-1");
}

#[test]
fn it_has_folios_and_contents_of_its_own() {
    let edition = printed();
    let pdf = large(edition);
    let titles: Vec<u32> = pdf.links(3).into_iter().chain(pdf.links(4)).collect();
    assert_eq!(titles.len(), 6, "each document once");
    for (target, document) in titles.iter().zip(edition.issue.documents()) {
        let title: String = document.title().joined().chars().filter(|c| !c.is_whitespace()).collect();
        assert!(words(&pdf, *target).contains(&title), "{title}");
    }
    let numbered: Vec<u32> = pdf.page_labels().iter().filter_map(|label| label.parse().ok()).collect();
    assert_eq!(numbered, (1..=numbered.len() as u32).collect::<Vec<_>>());
    assert!(numbered.len() > 41, "more pages than in print");
}

#[test]
fn the_table_leads_from_each_printed_page_to_the_page_where_it_begins() {
    let edition = printed();
    let (print, pdf) = (Pdf::of(edition), large(edition));
    let rows = table(&pdf);
    assert_eq!(rows.iter().map(|(printed, _)| *printed).collect::<Vec<_>>(), (1..=41).collect::<Vec<_>>());
    for (printed, own) in rows {
        let begins: String = words(&print, sheet(&print, printed)).chars().take(6).collect();
        let there = words(&pdf, sheet(&pdf, own));
        // The words may begin on one page and end on the next.
        let next = words(&pdf, (sheet(&pdf, own) + 1).min(pdf.1.pages.len() as u32));
        assert!(
            (there.clone() + &next).contains(&begins),
            "page {printed} begins with {begins}, page {own} is {there}"
        );
        assert!(there.contains(begins.chars().next().unwrap()));
    }
}

#[test]
fn other_settings_are_enlarged_in_proportion() {
    let folder =
        Folder::with_series("[layout]\nlines = 28\nchars = 34\nheight = 230\ntop-margin = 30\nrunning-heads = true");
    let (edition, found) = folder.put("2024-01/a.md", document(&"正文很长。".repeat(400))).compile(GOAL);
    assert_eq!(found, Vec::<String>::new());
    let pdf = large(&edition.unwrap());
    let text = pdf.page(6).glyphs.iter().filter(|glyph| !glyph.is_artifact).max_by(|a, b| a.size.total_cmp(&b.size));
    assert!((text.unwrap().size - 156.0 / 24.0).abs() < 0.01, "34 characters to a line become 24");
}

#[test]
fn a_title_typed_on_lines_too_long_for_large_print_is_broken_anew() {
    let lines = "某区人民政府\\n关于进一步加强全区安全生产和消防安全工作的通知";
    let folder = Folder::new();
    let text = document("正文。\n").replace("某区人民政府关于测试的通知", lines);
    let (edition, found) = folder.put("2024-01/a.md", text).compile(GOAL);
    assert_eq!(found, Vec::<String>::new());
    let edition = edition.unwrap();
    let line = |pdf: &Pdf, words: &str| pdf.find(sheet(pdf, 1), words).y;
    let print = Pdf::of(&edition);
    assert_eq!(line(&print, "关于进一步"), line(&print, "的通知"), "in print as it was typed");
    let own = large(&edition);
    let lines = (line(&own, "的通知") - line(&own, "某区人民政府")) / ((225.0 - 156.0 / 20.0) / 15.0);
    assert!((lines - 2.0).abs() < 0.01, "the second line has become two: {lines}");
}

#[test]
fn a_table_too_wide_for_large_print_is_as_large_as_there_is_room_for() {
    let row = |words: &str| format!("|{}\n", format!(" {words} |").repeat(24));
    let folder = Folder::with_body(&format!("正文。\n\n{}{}{}", row("指标"), row("--"), row("12345")));
    let (edition, found) = folder.compile(GOAL);
    let told = "a.md:7:1 warning large-print: in large print: this table has no room for large print: some of its text is \
                set in 8.2 pt";
    assert_eq!(found, [told]);
    assert!(edition.unwrap().artefacts.contains_key("2024-01-large-print.pdf"));
}

#[test]
fn what_cannot_be_set_in_large_print_does_not_stop_the_printed_edition() {
    let head = "表头".repeat(370);
    let (edition, found) =
        Folder::with_body(&format!("正文。\n\n| {head} | 乙 |\n| -- | -- |\n| 1 | 2 |\n")).compile(GOAL);
    let told = [
        "2024-01:1:1 warning large-print: there is no edition in large print: the issue cannot be set that large",
        "a.md:7:2 warning typesetting: in large print: the head of this table is as high as a page",
    ];
    assert_eq!(found, told);
    let artefacts = edition.unwrap().artefacts;
    assert!(artefacts.contains_key("2024-01.pdf") && !artefacts.contains_key("2024-01-large-print.pdf"));
}

#[test]
fn what_stands_side_by_side_in_print_has_room_in_large_print() {
    let lines = "head = \"某区人民政府文件\"\nnumber = \"某政发〔2024〕19号\"\ndate = 2024-03-05\nsigners = \"张某某\\n李某\"\n\
                 [colophon]\nprinted-by = \"某区人民政府行政审批服务局办公室\"\nprinted-on = 2024-03-06";
    let (edition, found) = Folder::with_front_matter(lines).compile(GOAL);
    assert_eq!(found, Vec::<String>::new());
    let edition = edition.unwrap();
    let (print, pdf) = (Pdf::of(&edition), large(&edition));
    let at = |pdf: &Pdf, folio: u32, words: &str| {
        let glyph = pdf.find(sheet(pdf, folio), words);
        (glyph.x, glyph.y)
    };
    assert_eq!(at(&print, 1, "张某某").1, at(&print, 1, "李").1, "two signers to a line");
    assert!(at(&pdf, 1, "张某某").1 < at(&pdf, 1, "李").1, "one to a line");
    assert_eq!(at(&pdf, 1, "某政发").1, at(&pdf, 1, "19号").1, "the number is on one line");
    let last = edition.pagination.documents[0].last_folio.0;
    assert_eq!(at(&print, last, "某区人民政府行政审批").1, at(&print, last, "2024年3月6日印发").1);
    let folio = pdf.page_labels().last().unwrap().parse().unwrap();
    let body: Vec<f64> = "某区人民政府行政审批服务局办公室"
        .char_indices()
        .map(|(from, _)| at(&pdf, folio, &"某区人民政府行政审批服务局办公室"[from..]).0)
        .collect();
    let right = body.iter().copied().fold(0.0, f64::max) + 14.0 / 16.0 * 156.0 / 20.0;
    assert!(right + 3.0 < at(&pdf, folio, "2024年3月6日印发").0, "parted from the date: {right}");
}
