//! Where signatures, seals and 附注 stand on the finished pages (GB/T 9704 7.3.5, 7.3.6), and 签发人 (7.2.6).

use gazette::proof::reader::{Glyph, Mark, MarkKind, Page, read};

use crate::support::{Folder, HEAD};

/// A seal: a disc of 40 mm in a picture of 42 mm.
const SEAL: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"42\" height=\"42\"><circle cx=\"21\" cy=\"21\" r=\"20\"/></svg>";

/// A document with these further lines of front matter and this text.
fn folder(lines: &str, body: &str) -> Folder {
    let matter = format!("issuer = \"某区人民政府\"\n{HEAD}\ntitle = \"某区人民政府关于测试的通知\"\n{lines}");
    let folder = Folder::new().put("2024-01/a.md", format!("+++\n{matter}\n+++\n{body}\n"));
    if lines.contains("seal.svg") { folder.put("2024-01/images/seal.svg", SEAL) } else { folder }
}

/// The pages of the document, without cover, imprint and contents.
fn pages(folder: &Folder) -> Vec<Page> {
    read(&folder.edition().artefacts["2024-01.pdf"]).unwrap().pages.split_off(4)
}

/// A paragraph of this many lines.
fn paragraph(lines: usize) -> String {
    "字".repeat(28 * lines - 8)
}

fn discs(page: &Page) -> Vec<&Mark> {
    let is_disc = |mark: &&Mark| matches!(mark.kind, MarkKind::Fill) && (mark.bottom - mark.top - 40.0).abs() < 0.5;
    page.marks.iter().filter(is_disc).collect()
}

/// The glyphs of the words, from the first page that has them on one line.
#[track_caller]
fn words<'a>(pages: &'a [Page], words: &str) -> (usize, Vec<&'a Glyph>) {
    for (number, page) in pages.iter().enumerate() {
        let glyphs: Vec<&Glyph> = page.glyphs.iter().collect();
        let count = words.chars().count();
        let found = glyphs.windows(count).find(|run| {
            run.iter().map(|glyph| glyph.text.as_str()).collect::<String>() == words
                && run.iter().all(|glyph| (glyph.y - run[0].y).abs() < 0.1)
        });
        if let Some(run) = found {
            return (number, run.to_vec());
        }
    }
    panic!("no line has {words}")
}

#[test]
fn a_seal_stays_on_the_type_area_wherever_the_text_ends() {
    for lines in 6..=14 {
        let folder = folder("signature = \"某区人民政府\"\nseals = \"images/seal.svg\"", &paragraph(lines));
        let edition = folder.compile(gazette::compile::Goal::Artefacts(&[])).0.unwrap();
        let pages = read(&edition.artefacts["2024-01.pdf"]).unwrap().pages;
        let seals: Vec<&Mark> = pages.iter().flat_map(discs).collect();
        assert_eq!(seals.len(), 1, "{lines} lines");
        assert!(seals[0].top > 37.0 && seals[0].bottom < 262.0, "{lines} lines: {:?}", seals[0]);
    }
}

#[test]
fn names_under_seals_are_not_broken_and_seals_do_not_touch() {
    let names = ["某区发展和改革局", "某区财政局", "某区住房和城乡建设管理局"];
    let seals = "images/seal.svg\\n".repeat(3);
    let lines = format!("signature = \"{}\"\nseals = \"{}\"", names.join("\\n"), seals.trim_end_matches("\\n"));
    let pages = pages(&folder(&lines, "正文。"));
    let seals: Vec<&Mark> = pages.iter().flat_map(discs).collect();
    assert_eq!(seals.len(), 3);
    for (name, seal) in names.iter().zip(&seals) {
        let (_, glyphs) = words(&pages, name);
        let last = glyphs[glyphs.len() - 1];
        let middle = (glyphs[0].x + last.x + last.advance) / 2.0;
        assert!((middle - (seal.left + seal.right) / 2.0).abs() < 0.5, "{name}");
    }
    let apart = |a: &Mark, b: &Mark| a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
    assert!(apart(seals[0], seals[1]) && apart(seals[1], seals[2]) && apart(seals[0], seals[2]), "{seals:?}");
}

#[test]
fn a_short_last_paragraph_and_a_note_stand_on_the_page_of_the_signature() {
    for lines in 6..=14 {
        let front = "signature = \"某区人民政府\"\nnote = \"（此件公开发布）\"";
        // A page that is signed and has no text would be a finding.
        let pages = pages(&folder(front, &format!("{}\n\n特此通知。", paragraph(lines))));
        let (signed, date) = words(&pages, "2024年3月5日");
        let (noted, note) = words(&pages, "（此件公开发布）");
        assert_eq!((words(&pages, "特此通知").0, noted), (signed, signed), "{lines} lines");
        // 附注 is on the line after the date, 10.446 mm below it.
        assert!((note[1].y - date[0].y - 10.446).abs() < 0.05, "{lines} lines: {}", note[1].y - date[0].y);
    }
}

#[test]
fn a_note_is_on_the_line_below_the_date_unless_the_seal_covers_it() {
    for (note, lines) in [("（此件公开发布）", 1.0), ("（联系人：某某某，联系电话：010－12345678）", 2.0)]
    {
        let front = format!("signature = \"某区人民政府\"\nseals = \"images/seal.svg\"\nnote = \"{note}\"");
        let pages = pages(&folder(&front, "正文。"));
        let (_, date) = words(&pages, "2024年3月5日");
        let (page, glyphs) = words(&pages, &note[..12]);
        let below = glyphs[1].y - date[0].y;
        assert!((below - lines * 10.446).abs() < 0.05, "{note}: {below}");
        let (seal, last) = (discs(&pages[page])[0], glyphs[glyphs.len() - 1]);
        assert!(last.x + last.advance < seal.left || glyphs[0].y - 4.9 > seal.bottom, "{note}");
    }
}

#[test]
fn signers_end_one_character_from_the_edge_and_the_colon_keeps_its_width() {
    let character = 156.0 / 28.0;
    for (signers, last) in [("张某某", "张某某"), ("张某某\\n李某某", "李某某"), ("张某某\\n李某某\\n王某某", "李某某")]
    {
        let pages = pages(&folder(&format!("signers = \"{signers}\""), "正文。"));
        let (_, label) = words(&pages, "签发人：张某某");
        assert!((label[4].x - label[3].x - character).abs() < 0.05, "{signers}");
        let (_, name) = words(&pages, last);
        // The document begins on a right-hand page, whose text starts at 28 mm.
        let end = name[2].x + name[2].advance;
        assert!((end - (28.0 + 156.0 - character)).abs() < 0.1, "{signers}: {end}");
    }
}
