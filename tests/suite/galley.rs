//! The proof (校样): its pages, the numbers beside its lines, the findings upon its words, and its cover.

use gazette::compile::Goal;
use gazette::proof::reader::{Glyph, Page};
use gazette::uses::Use;
use lopdf::{Dictionary, Object};

use crate::support::{self, Folder, Pdf, document, issue, root};

/// The proof of a folder.
struct Proof {
    /// The printed edition.
    printed: Pdf,
    /// Its proof.
    proof: Pdf,
    /// The bytes of the proof.
    bytes: Vec<u8>,
}

impl Proof {
    fn of(folder: &Folder) -> Self {
        let (edition, findings) = folder.compile(Goal::Artefacts(&[Use::Proof]));
        let edition = edition.unwrap_or_else(|| panic!("{findings:?}"));
        let bytes = edition.artefacts["2024-01-proof.pdf"].clone();
        let read = gazette::proof::reader::read(&bytes).unwrap();
        let proof = Pdf(lopdf::Document::load_mem(&bytes).unwrap(), read);
        Self { printed: Pdf::of(&edition), proof, bytes }
    }

    /// How many pages stand before those of the printed edition.
    fn covers(&self) -> u32 {
        (self.proof.1.pages.len() - self.printed.1.pages.len()) as u32
    }

    /// A page of the printed edition, from 1, as the proof has it.
    fn page(&self, sheet: u32) -> &Page {
        self.proof.page(self.covers() + sheet)
    }

    /// The text of the covers, without white space.
    fn cover(&self) -> String {
        (1..=self.covers()).map(|sheet| self.proof.text(sheet)).collect()
    }

    /// The number in the margin before the line with these words on a page of the printed edition.
    fn number(&self, sheet: u32, words: &str) -> String {
        let word = self.proof.find(self.covers() + sheet, words);
        let is_number = |glyph: &&Glyph| (glyph.y - word.y).abs() < 0.05 && glyph.x < support::left(sheet) - 1.0;
        self.page(sheet).glyphs.iter().filter(is_number).map(|glyph| glyph.text.as_str()).collect()
    }

    /// What tells the proof from others, at the foot of its first page.
    fn digest(&self) -> String {
        let text = self.proof.text(1);
        let digest = text.split("校样2024-03-31·源文件").nth(1).unwrap();
        digest.chars().take_while(char::is_ascii_hexdigit).collect()
    }

    /// The annotations on a page that are no links.
    fn annotations(&self, sheet: u32) -> Vec<&Dictionary> {
        let document = &self.proof.0;
        let page = document.get_dictionary(document.get_pages()[&(self.covers() + sheet)]).unwrap();
        let Ok(list) = page.get_deref(b"Annots", document) else { return Vec::new() };
        let all = list.as_array().unwrap().iter().map(|object| self.proof.follow(object).as_dict().unwrap());
        all.filter(|dict| dict.get(b"Subtype").unwrap().as_name().unwrap() != b"Link").collect()
    }
}

/// A text string of an annotation.
fn string(annotation: &Dictionary, key: &str) -> String {
    lopdf::decode_text_string(annotation.get(key.as_bytes()).unwrap()).unwrap()
}

/// Left, upper, right and lower edge of an annotation in mm from the upper left corner.
fn edges(annotation: &Dictionary, page: &Page) -> [f64; 4] {
    let rect = annotation.get(b"Rect").unwrap().as_array().unwrap();
    let mm: Vec<f64> = rect.iter().map(|number| f64::from(number.as_float().unwrap()) * 25.4 / 72.0).collect();
    [mm[0], page.height - mm[3], mm[2], page.height - mm[1]]
}

#[test]
fn its_pages_are_those_of_the_printed_edition() {
    let proof = Proof::of(&Folder::printed());
    let said = |glyph: &Glyph| (glyph.text.clone(), glyph.x, glyph.y, glyph.size, glyph.font.clone());
    assert_eq!(proof.covers(), 1);
    for (sheet, printed) in (1..).zip(&proof.printed.1.pages) {
        let page = proof.page(sheet);
        assert_eq!((page.width, page.height), (printed.width, printed.height));
        let there: Vec<_> = page.glyphs.iter().take(printed.glyphs.len()).map(said).collect();
        assert_eq!(there, printed.glyphs.iter().map(said).collect::<Vec<_>>(), "page {sheet}");
        assert_eq!(page.marks.len(), printed.marks.len(), "page {sheet}");
        let added = &page.glyphs[printed.glyphs.len()..];
        let is_upon_text = |glyph: &&Glyph| glyph.size < 20.0 && glyph.y > 37.0 && glyph.y < 262.0;
        for glyph in added.iter().filter(is_upon_text) {
            let (left, right) = (support::left(sheet), support::left(sheet) + 156.0);
            assert!(glyph.x + glyph.advance < left || glyph.x > right, "{glyph:?} on page {sheet}");
        }
    }
    assert_eq!(proof.proof.page_labels()[1..], proof.printed.page_labels());
    // Links of the contents lead to the same pages, which stand behind the cover.
    let links: Vec<u32> = proof.printed.links(3).iter().map(|sheet| sheet + 1).collect();
    assert!(!links.is_empty());
    assert_eq!(proof.proof.links(4), links);
}

#[test]
fn each_line_has_the_number_of_its_line_in_the_file() {
    let long = "这是一段比较长的文字，写满第一行之后还要接着往下写，一直写到第二行的中间才算结束。";
    let body = format!(
        "{long}\n另起一行再写。\n\n## 一、标题\n\n- 甲项\n\n| 序号 | 项目 |\n|---|---|\n| 1 | 修路 |\n| 2 | 架桥 |\n\n\
         见脚注[^1]。\n\n[^1]: 注的文字。\n\n附件\n===\n\n附件的正文。\n"
    );
    let lines =
        "head = \"某区人民政府文件\"\nnumber = \"某政发〔2024〕1号\"\nsignature = \"某区人民政府\"\ndate = 2024-03-05";
    let text = document(&body).replacen("的通知\"\n+++", &format!("的通知\"\n{lines}\n+++"), 1);
    let proof = Proof::of(&Folder::new().put("2024-01/a.md", &text));
    let line_of = |words: &str| (1 + text.lines().position(|line| line.contains(words)).unwrap()).to_string();
    let first = proof.printed.bookmarks()[1].2 as u32;
    for (words, of) in [
        ("某区人民政府文件", "head = "),
        ("某政发〔2024〕1号", "number = "),
        ("某区人民政府关于", "title = "),
        ("这是一段", "这是一段"),
        ("一、标题", "## 一、标题"),
        ("甲项", "甲项"),
        ("架桥", "架桥"),
        ("见脚注", "见脚注"),
        ("注的文字", "注的文字"),
        ("附件的正文", "附件的正文"),
        ("2024年3月5日", "date = "),
    ] {
        let is_there = |sheet: &u32| proof.printed.text(*sheet).contains(words);
        let sheet = (first..=proof.printed.1.pages.len() as u32).find(is_there).unwrap();
        assert_eq!(proof.number(sheet, words), line_of(of), "{words}");
    }
    // The second printed line belongs to the first one in the file, whose next line runs on in the same paragraph.
    let second = proof.proof.find(proof.covers() + first, "写").y + support::HANG;
    let numbers = proof.page(first).glyphs.iter().filter(|glyph| (glyph.y - second).abs() < 0.05 && glyph.size < 2.6);
    assert_eq!(numbers.map(|glyph| glyph.text.as_str()).collect::<String>(), line_of("这是一段"));
    // A folio is no line of a document, and what stands before the documents is none.
    assert_eq!(proof.number(first, "— 1 —"), "");
    assert_eq!(proof.number(3, "目录"), "");
    assert!(proof.proof.text(proof.covers() + first).contains("a.md"));
    assert!(!proof.proof.text(proof.covers() + 3).contains("a.md"));
}

#[test]
fn lines_that_are_read_from_the_side_have_their_numbers_where_they_begin() {
    let series = root().join("tests/issues/budget");
    let goal = Goal::Artefacts(&[Use::Proof]);
    let (edition, _) = support::compile(&series, &series.join("2024-01"), goal);
    let bytes = edition.unwrap().artefacts["2024-01-proof.pdf"].clone();
    let pages = gazette::proof::reader::read(&bytes).unwrap().pages;
    let text = std::fs::read_to_string(series.join("2024-01/yusuan.md")).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("东桥镇")).unwrap();
    let page =
        pages.iter().find(|page| page.glyphs.iter().any(|glyph| glyph.text == "桥" && !glyph.is_upright)).unwrap();
    let x = page.glyphs.iter().find(|glyph| glyph.text == "桥").unwrap().x;
    let below = page.glyphs.iter().filter(|glyph| !glyph.is_upright && (glyph.x - x).abs() < 0.05 && glyph.y > 262.0);
    assert_eq!(below.map(|glyph| glyph.text.as_str()).collect::<String>(), line.to_string());
}

#[test]
fn a_finding_lies_upon_its_words() {
    let proof = Proof::of(&Folder::with_body("正文⼀段。\n"));
    let first = proof.printed.bookmarks()[1].2 as u32;
    let [found] = proof.annotations(first)[..] else { panic!("one finding") };
    assert_eq!(found.get(b"Subtype").unwrap().as_name().unwrap(), b"Highlight");
    assert_eq!(
        string(found, "Contents"),
        "“⼀”（U+2F00）是部首符号，看上去像“一”（U+4E00）\n处理办法：改为“一”；搜索“一”时找不到它\na.md:5:3"
    );
    assert!(matches!(found.get(b"Contents"), Ok(Object::String(bytes, _)) if bytes.starts_with(&[0xFE, 0xFF])));
    assert_eq!((string(found, "T"), string(found, "Subj")), ("gazette".to_owned(), "警告".to_owned()));
    let glyph = proof.proof.find(proof.covers() + first, "⼀");
    let [left, top, right, bottom] = edges(found, proof.page(first));
    let is_about = |a: f64, b: f64| (a - b).abs() < 0.1;
    assert!(is_about(left, glyph.x) && is_about(right, glyph.x + glyph.advance), "{left} {right}");
    assert!(top < glyph.y - 0.8 * glyph.size && top > glyph.y - glyph.size && bottom > glyph.y, "{top} {bottom}");
    assert_eq!(found.get(b"QuadPoints").unwrap().as_array().unwrap().len(), 8);
    // Its number stands in the margin of the line.
    assert!(proof.proof.text(proof.covers() + first).contains("〔1〕"));
}

#[test]
fn a_finding_in_the_front_matter_lies_upon_what_is_printed_of_it_or_beside_the_document() {
    let title = "title = \"某区人民政府关于测试⼀的通知\"";
    let text = document("正文。\n").replace("title = \"某区人民政府关于测试的通知\"", title);
    let proof = Proof::of(&Folder::new().put("2024-01/a.md", text));
    let first = proof.printed.bookmarks()[1].2 as u32;
    let [found] = proof.annotations(first)[..] else { panic!("one finding") };
    assert_eq!(found.get(b"Subtype").unwrap().as_name().unwrap(), b"Highlight");
    let glyph = proof.proof.find(proof.covers() + first, "测试⼀");
    let [left, top, right, bottom] = edges(found, proof.page(first));
    assert!(left < glyph.x && glyph.x < right && top < glyph.y && glyph.y < bottom);

    let proof = Proof::of(&Folder::with_front_matter("[web]\nkeywords = \"关于……的\""));
    let [found] = proof.annotations(first)[..] else { panic!("one finding") };
    assert_eq!(found.get(b"Subtype").unwrap().as_name().unwrap(), b"Text");
    assert!(string(found, "Contents").ends_with("\na.md:5:13"), "{}", string(found, "Contents"));
    let [.., bottom] = edges(found, proof.page(first));
    let title = proof.proof.find(proof.covers() + first, "某区人民政府关于").y;
    assert!((bottom - title).abs() < 5.0, "{bottom} beside {title}");
}

#[test]
fn the_cover_has_room_for_signatures_and_tells_documents_and_findings() {
    let folder = Folder::new()
        .put("2024-01/issue.toml", issue(&["a.md", "b.md"]))
        .put("2024-01/b.md", document("正文⼀段。\n"))
        .put("2024-01/c.txt", "");
    let proof = Proof::of(&folder);
    let cover = proof.cover();
    for words in [
        "某区人民政府公报2024年第1期",
        "校次校对人日期签名一校二校三校",
        "共6面（封面、目录在内），2件。",
        "1关于测试的通知a.md2关于测试的通知b.md",
        // The radical and the character have one glyph.
        "1警告“一”（U+2F00）是部首符号，看上去像“一”（U+4E00）处理办法：改为“一”",
        "b.md:5:32",
        "2警告没有一件公文用到“c.txt”",
        "c.txt—",
    ] {
        assert!(cover.contains(words), "{words} is not in {cover}");
    }
    assert!(Proof::of(&Folder::new()).cover().contains("没有发现问题。"));
}

#[test]
fn findings_that_fill_more_than_a_cover_go_on_over_the_next() {
    let body: String = (1..60).map(|_| "正文⼀段。\n\n").collect();
    let mut folder = Folder::new().put("2024-01/a.md", document(&body));
    for number in 1..40 {
        folder = folder.put(&format!("2024-01/c{number}.txt"), "");
    }
    let proof = Proof::of(&folder);
    assert!(proof.covers() > 1);
    let first = proof.printed.bookmarks()[1].2 as u32;
    assert_eq!(proof.annotations(first).len(), 1);
    assert_eq!(proof.number(first, "正文"), "5");
    let cover = proof.cover();
    assert_eq!(cover.matches("没有一件公文用到").count(), 39);
}

#[test]
fn every_page_is_marked_as_a_proof_and_nothing_is_hidden() {
    let proof = Proof::of(&Folder::new());
    let digest = proof.digest();
    assert_eq!(digest.len(), 16);
    for (sheet, page) in (1..).zip(&proof.proof.1.pages) {
        let marks: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.size > 40.0).collect();
        assert_eq!(marks.iter().map(|glyph| glyph.text.as_str()).collect::<String>(), "校样", "page {sheet}");
        assert!(marks.iter().all(|glyph| !glyph.manner.is_opaque), "page {sheet}");
        let foot = format!("校样2024-03-31·源文件{digest}");
        assert!(proof.proof.text(sheet).contains(&foot), "page {sheet}");
    }
    assert_eq!(proof.proof.info("Title"), "某区人民政府公报2024年第1期（校样）");
    assert!(proof.proof.1.structure.is_none());
}

#[test]
fn its_digest_is_that_of_the_sources() {
    let digest = |folder: Folder| Proof::of(&folder).digest();
    let same = digest(Folder::new());
    assert_eq!(digest(Folder::new()), same, "another folder, the same sources");
    assert_eq!(digest(Folder::new().put("2024-01/c.txt", "")), same, "nothing is made of it");
    let others = [
        digest(Folder::with_body("正文！\n")),
        digest(Folder::with_series("notice = \"甲\"")),
        digest(Folder::new().edit("2024-01/issue.toml", "区政府文件", "文件")),
        digest(Folder::new().put("templates/gazette.css", "/* ours */\n")),
    ];
    for (at, other) in others.iter().enumerate() {
        assert_ne!(*other, same, "change {at}");
        assert!(!others[..at].contains(other), "change {at}");
    }
}

#[test]
fn a_second_build_has_the_same_bytes() {
    let folder = || Folder::with_body("正文⼀段。\n").put("2024-01/c.txt", "");
    assert!(Proof::of(&folder()).bytes == Proof::of(&folder()).bytes);
}

#[test]
fn an_issue_with_errors_has_none() {
    let (edition, findings) = Folder::with_body("正文<br>\n").compile(Goal::Artefacts(&[Use::Proof]));
    assert!(edition.is_none(), "{findings:?}");
}
