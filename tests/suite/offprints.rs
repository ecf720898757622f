//! Offprints: the pages of each document as a file of its own, and the links of the web pages to them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use gazette::artefact::{Manifest, entries};
use gazette::compile::{Edition, Goal};
use gazette::proof::offprint::{self, Claim};
use gazette::proof::page::{self, Looks, Told};
use gazette::proof::reader::{self, Glyph, Kid, Page};
use gazette::proof::web;
use gazette::uses::Use;

use crate::support::{Folder, Pdf, document, gazette, html, issue, text};
use crate::verify::sign;

const GOAL: Goal = Goal::Artefacts(&[Use::Offprints]);

/// The printed issue with its offprints.
fn printed() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| crate::support::printed_issue(GOAL))
}

/// Three short documents on the pages of each other, the second with a footnote and a table.
fn run_on() -> Edition {
    let series = "[layout]\nstart = \"run-on\"\nred-heads = false";
    let long = (1..=14).map(|i| format!("第{i}段的文字不长。\n\n")).collect::<String>();
    let text = |name: &str, body: &str| {
        format!("+++\nissuer = \"某区人民政府\"\ntitle = \"关于{name}的通知\"\n+++\n## 一、{name}的要求\n\n{body}")
    };
    let table = "| 序号 | 任务 |\n| -- | -- |\n| 1 | 巡查 |\n\n";
    let noted = format!("{table}{long}附有说明[^1]。\n\n[^1]: 见<https://www.example.gov.cn/2>。\n");
    let folder = Folder::with_series(series)
        .put("2024-01/issue.toml", issue(&["a.md", "b.md", "c.md"]))
        .put("2024-01/a.md", text("甲", "甲的正文[^1]。\n\n[^1]: 甲的脚注，见<https://www.example.gov.cn/1>。\n"))
        .put("2024-01/b.md", text("乙", &noted))
        .put("2024-01/c.md", text("丙", "丙的正文。\n"));
    let (edition, found) = folder.compile(GOAL);
    assert_eq!(found, Vec::<String>::new());
    edition.unwrap()
}

fn own(edition: &Edition, slug: &str) -> Pdf {
    let bytes = &edition.artefacts[&format!("offprints/{slug}.pdf")];
    Pdf(lopdf::Document::load_mem(bytes).unwrap(), reader::read(bytes).unwrap())
}

/// Where each glyph stands, in thousandths of a mm, and its size, without what stands at the foot of the paper.
fn positions(page: &Page, above: f64) -> Vec<(String, [i64; 3])> {
    let thousandths = |length: f64| (length * 1000.0).round() as i64;
    let place = |glyph: &Glyph| [glyph.x, glyph.y, glyph.size].map(thousandths);
    let glyphs = page.glyphs.iter().filter(|glyph| glyph.y < above);
    glyphs.map(|glyph| (glyph.text.to_string(), place(glyph))).collect()
}

/// What a reader of the structure is told, in order.
fn told(pdf: &reader::Pdf) -> String {
    fn walk(kids: &[Kid], told: &mut Vec<(u32, u32)>) {
        for kid in kids {
            match kid {
                Kid::Node(node) => walk(&node.kids, told),
                Kid::Content { sheet, id } => told.push((*sheet, *id)),
            }
        }
    }
    let mut contents = Vec::new();
    walk(pdf.structure.as_ref().unwrap(), &mut contents);
    let text = contents.into_iter().map(|(sheet, id)| {
        let glyphs = pdf.pages[sheet as usize - 1].glyphs.iter().filter(|glyph| glyph.content == Some(id));
        glyphs.map(|glyph| glyph.text.trim()).collect::<String>()
    });
    text.collect()
}

#[test]
fn an_offprint_has_the_pages_of_the_issue() {
    let edition = printed();
    let whole = Pdf::of(edition);
    for pages in &edition.pagination.documents {
        let own = own(edition, pages.slug.as_str());
        let count = pages.last_folio.0 - pages.folio.0 + 1;
        assert_eq!(own.1.pages.len(), count as usize);
        for sheet in 1..=count {
            // The citation stands below all that the issue prints.
            let printed = positions(whole.page(pages.sheet.0 + sheet - 1), f64::INFINITY);
            assert_eq!(positions(own.page(sheet), 280.0), printed, "{}, page {sheet}", pages.slug);
        }
        let folios: Vec<String> = (pages.folio.0..=pages.last_folio.0).map(|folio| folio.to_string()).collect();
        assert_eq!(own.page_labels(), folios);
    }
}

#[test]
fn an_offprint_says_where_it_is_from_on_every_page() {
    let edition = printed();
    let own = own(edition, "zhengfa-05");
    for sheet in 1..=4 {
        let foot: Vec<&Glyph> = own.page(sheet).glyphs.iter().filter(|glyph| glyph.y > 280.0).collect();
        let words: String = foot.iter().map(|glyph| glyph.text.trim()).collect();
        assert_eq!(words, "《市中区人民政府公报》2024年第2期（总第31期）第21—24页");
        assert!(foot.iter().all(|glyph| glyph.is_artifact && glyph.y < 292.0), "it is no text of the document");
        let middle = (foot[0].x + foot[foot.len() - 1].x + foot[foot.len() - 1].advance) / 2.0;
        assert!((middle - 105.0).abs() < 2.0, "{middle}");
    }
    let told = ["Title", "Author", "Subject"].map(|key| own.info(key));
    let title = "市中区人民政府关于调整区政府领导成员工作分工的通知";
    assert_eq!(told, [title, "枣庄市市中区人民政府", "《市中区人民政府公报》2024年第2期（总第31期）第21—24页"]);
    assert!(own.info("CreationDate").starts_with("D:20240624"), "the day of the document");
}

#[test]
fn a_name_too_long_for_the_foot_is_set_smaller() {
    let name = "某".repeat(70);
    let folder = Folder::new().put("gazette.toml", format!("name = \"{name}\"\nsponsor = \"某区人民政府\"\n"));
    let own = own(&folder.compile(GOAL).0.unwrap(), "a");
    let foot: Vec<&Glyph> = own.page(1).glyphs.iter().filter(|glyph| glyph.y > 280.0).collect();
    let (first, last) = (foot[0], foot[foot.len() - 1]);
    assert!(first.x >= 25.9 && last.x + last.advance <= 184.1, "{} to {}", first.x, last.x);
    assert_eq!(foot[0].y, foot[foot.len() - 1].y);
}

#[test]
fn an_offprint_is_as_readable_as_the_issue() {
    let edition = printed();
    let whole = told(&Pdf::of(edition).1);
    for pages in &edition.pagination.documents {
        let own = own(edition, pages.slug.as_str());
        assert!(whole.contains(&told(&own.1)), "{}", pages.slug);
        let xmp = own.xmp();
        let claims = [">2<", ">A<", "pdfuaid:part"].map(|claim| xmp.contains(claim));
        assert_eq!(claims, [true; 3], "PDF/A-2a and PDF/UA-1");
        let headings: Vec<String> = edition
            .pagination
            .headings
            .iter()
            .filter(|heading| (pages.folio..=pages.last_folio).contains(&heading.folio))
            .map(|heading| heading.text.clone())
            .collect();
        let bookmarks: Vec<String> = own.bookmarks().into_iter().map(|(_, words, _)| words).collect();
        assert_eq!(bookmarks, headings, "{}", pages.slug);
    }
}

#[test]
fn a_page_that_documents_share_is_whole_and_tells_only_one_of_them() {
    let edition = run_on();
    let documents = &edition.pagination.documents;
    let sheets: Vec<(u32, u32)> = documents.iter().map(|pages| (pages.folio.0, pages.last_folio.0)).collect();
    assert_eq!(sheets, [(1, 1), (1, 2), (2, 2)], "each shares a page with the next");
    let whole = Pdf::of(&edition);
    let own = ["a", "b", "c"].map(|slug| own(&edition, slug));
    for (pdf, pages) in own.iter().zip(documents) {
        for sheet in 0..=pages.last_folio.0 - pages.folio.0 {
            let printed = positions(whole.page(pages.sheet.0 + sheet), f64::INFINITY);
            assert_eq!(positions(pdf.page(sheet + 1), 280.0), printed, "{}", pages.slug);
        }
    }
    let told = own.each_ref().map(|pdf| told(&pdf.1));
    assert!(told[0].starts_with("关于甲的通知一、甲的要求甲的正文") && told[0].contains("/1"), "{}", told[0]);
    assert!(!told[0].contains('乙'), "{}", told[0]);
    assert!(told[1].starts_with("关于乙的通知一、乙的要求序号任务1巡查第1段") && told[1].contains("/2"), "{}", told[1]);
    assert_eq!(told[2], "关于丙的通知一、丙的要求丙的正文。");
    for words in ["甲", "丙"] {
        assert!(!told[1].contains(words), "{}", told[1]);
    }
    let bookmarks =
        own.each_ref().map(|pdf| pdf.bookmarks().into_iter().map(|(_, words, _)| words).collect::<Vec<_>>());
    assert_eq!(bookmarks[1], ["关于乙的通知", "一、乙的要求"]);
    // Links of another document's notes do not lead anywhere.
    let links = own.each_ref().map(|pdf| pdf.1.pages.iter().map(|page| page.links.len()).sum::<usize>());
    assert_eq!(links[2], 0);
    assert!(links[0] > 0 && links[1] > 0, "{links:?}");
}

#[test]
fn web_pages_lead_to_offprints_that_are_there() {
    let edition = printed();
    let page = html(edition, "zhengfa-05.html");
    let kilobytes = edition.artefacts["offprints/zhengfa-05.pdf"].len().div_ceil(1000);
    let link = format!("<a class=\"offprint\" href=\"offprints/zhengfa-05.pdf\">单行本PDF（{kilobytes} KB）</a>");
    assert!(page.contains(&link), "{link}");
    assert!(!html(&Folder::new().edition(), "a.html").contains("单行本"), "none was made");
    let manifest: Manifest = serde_json::from_slice(&edition.artefacts["manifest.json"]).unwrap();
    let listed = manifest.files.iter().filter(|file| file.file.starts_with("offprints/")).count();
    assert_eq!(listed, edition.pagination.documents.len());
}

#[test]
fn a_link_to_an_offprint_that_is_wrong_is_found() {
    let edition = printed();
    let find = |from: &str, to: &str| {
        let html = html(edition, "zhengfa-05.html");
        assert!(html.contains(from), "{from}");
        let read = web::read(html.replacen(from, to, 1).as_bytes()).unwrap();
        let pages = BTreeMap::from([("zhengfa-05.html".to_owned(), &read)]);
        let manifest: Manifest = serde_json::from_slice(&edition.artefacts["manifest.json"]).unwrap();
        let toc = entries(&edition.issue, &edition.pagination);
        let told = [
            Told::by_issue(&edition.issue, &edition.pagination, &edition.artefacts, Looks::Program),
            Told::by_manifest(&manifest, &toc, None, Looks::Program),
        ];
        let found = told.map(|told| {
            page::prove(&told, &pages).faults.into_iter().map(|fault| fault.says.to_string()).collect::<Vec<_>>()
        });
        assert_eq!(found[0], found[1], "whoever tells what the page has to say");
        found.into_iter().next().unwrap()
    };
    let other = ["the address of the offprint says `offprints/zhengfa-04.pdf`, not `offprints/zhengfa-05.pdf`"];
    assert_eq!(find("offprints/zhengfa-05.pdf", "offprints/zhengfa-04.pdf"), other);
    let absent = [
        "the `href` of `<a>` leads to `offprints/zhengfa-06.pdf`, which is no file of the edition",
        "the address of the offprint says `offprints/zhengfa-06.pdf`, not `offprints/zhengfa-05.pdf`",
    ];
    assert_eq!(find("offprints/zhengfa-05.pdf", "offprints/zhengfa-06.pdf"), absent);
    let size = edition.artefacts["offprints/zhengfa-05.pdf"].len().div_ceil(1000);
    let other = format!("the link to the offprint says `单行本PDF（1{size} KB）`, not `单行本PDF（{size} KB）`");
    assert_eq!(find("单行本PDF（", "单行本PDF（1"), [other]);
    let found = find(" class=\"offprint\"", "");
    assert!(found.contains(&"the link to the offprint is missing".to_owned()), "{found:?}");
}

#[test]
fn further_editions_are_the_same_in_other_surroundings_and_are_verified() {
    let folder = Folder::new();
    let series = folder.series();
    let editions = ["--edition", "offprints", "--edition", "large-print"];
    gazette(series, &[&["check", "2024-01", "--reproducible"], &editions[..]].concat()).success();
    gazette(series, &[&["build", "2024-01"], &editions[..]].concat()).success();
    gazette(series, &["verify", "dist/2024-01"]).success();
    std::fs::write(series.join("dist/2024-01/offprints/a.pdf"), "").unwrap();
    let run = gazette(series, &["verify", "dist/2024-01"]).code(1);
    assert!(text(&run.get_output().stderr).contains("offprints/a.pdf"));
}

#[test]
fn an_offprint_that_differs_from_the_issue_is_found() {
    let edition = printed();
    let whole = Pdf::of(edition).1;
    let own = own(edition, "zhengfa-05").1;
    let citation = "《市中区人民政府公报》2024年第2期（总第31期）第21—24页";
    let sheet = edition.pagination.documents.iter().find(|it| it.slug.as_str() == "zhengfa-05").unwrap().sheet.0;
    let good = Claim { whole: &whole, sheet, folios: (21, 24), citation };
    let find = |own: &reader::Pdf, claim: Claim| offprint::fault(own, &claim).map(|fault| fault.to_string());
    assert_eq!(find(&own, Claim { ..good }), None);
    assert_eq!(find(&own, Claim { folios: (21, 23), ..good }).unwrap(), "it has 4 pages, not 3");
    assert_eq!(find(&own, Claim { folios: (22, 25), ..good }).unwrap(), "its page 1 is called `21`, not 22");
    let other = "its page 1 does not show what page 21 of the issue shows";
    assert_eq!(find(&own, Claim { sheet: sheet + 1, ..good }).unwrap(), other);
    let moved = |change: &dyn Fn(&mut Page)| {
        let mut own = reader::read(&edition.artefacts["offprints/zhengfa-05.pdf"]).unwrap();
        change(&mut own.pages[0]);
        find(&own, Claim { ..good }).unwrap()
    };
    assert_eq!(moved(&|page| page.glyphs[3].x += 0.1), other);
    assert_eq!(moved(&|page| page.glyphs[3].text = "X".into()), other);
    assert_eq!(moved(&|page| drop(page.glyphs.remove(3))), other);
    assert_eq!(
        moved(&|page| {
            page.marks.pop();
        }),
        other
    );
    let cited = Claim { citation: "《某公报》第21—24页", ..good };
    assert!(find(&own, cited).unwrap().starts_with("its page 1 says “《市中区"));
    assert!(moved(&|page| page.glyphs.last_mut().unwrap().is_artifact = false).starts_with("its page 1 says"));
}

#[test]
fn the_offprints_of_a_built_edition_are_proved_again() {
    let folder = Folder::new();
    gazette(folder.series(), &["build", "2024-01", "--edition", "offprints"]).success();
    let offprint = "dist/2024-01/offprints/a.pdf";
    let earlier = std::fs::read(folder.series().join(offprint)).unwrap();
    let folder = folder.put("2024-01/a.md", document("别的正文。\n"));
    gazette(folder.series(), &["build", "2024-01", "--edition", "offprints"]).success();
    let folder = folder.put(offprint, earlier);
    sign(&folder.series().join("dist/2024-01"));
    let run = gazette(folder.series(), &["verify", "dist/2024-01"]).code(1);
    let found = text(&run.get_output().stderr);
    let told =
        "the offprint `offprints/a.pdf` is not as the issue: its page 1 does not show what page 1 of the issue shows";
    assert!(found.contains(told), "{found}");
}

#[test]
fn a_lock_is_that_of_the_published_edition_alone() {
    let folder = Folder::new();
    gazette(folder.series(), &["lock", "2024-01"]).success();
    let locked = ["check", "2024-01", "--locked", "--edition", "offprints"];
    gazette(folder.series(), &locked).success();
    let folder = folder.put("2024-01/a.md", document("别的正文。\n"));
    gazette(folder.series(), &locked).code(1);
}
