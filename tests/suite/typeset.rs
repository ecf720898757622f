//! Facts about the layout of small issues.

use gazette::compile::Goal;

use crate::support::{Folder, HEAD, Pdf, document, html, html_text, issue};

/// A paragraph of `lines` full lines of 28 characters, indent included.
fn paragraph(lines: usize) -> String {
    format!("{}\n\n", "字".repeat(lines * 28 - 2))
}

#[test]
fn a_page_has_22_lines_of_28_characters() {
    // Title, an empty line, and 20 lines fill the first page.
    let full = Folder::with_body(&paragraph(20)).edition();
    assert_eq!(full.pagination.documents[0].last_folio.0, 1);
    let over = Folder::with_body(&paragraph(21)).edition();
    assert_eq!(over.pagination.documents[0].last_folio.0, 2);
    assert_eq!(Pdf::of(&over).text(6), format!("{}—2—", "字".repeat(28)));
}

#[test]
fn lines_and_characters_are_the_series_choice() {
    let series = "name = \"甲\"\nsponsor = \"乙\"\n[layout]\nlines = 24\nchars = 30\n";
    let body = format!("{}\n\n", "字".repeat(22 * 30 - 2));
    let full = Folder::with_body(&body).put("gazette.toml", series).edition();
    assert_eq!(full.pagination.documents[0].last_folio.0, 1);
    let over = Folder::with_body(&format!("{body}字\n")).put("gazette.toml", series).edition();
    assert_eq!(over.pagination.documents[0].last_folio.0, 2);
}

#[test]
fn each_document_begins_on_a_new_page_of_either_side() {
    let folder = Folder::new()
        .put("2024-01/issue.toml", issue(&["a.md", "b.md", "c.md"]))
        .put("2024-01/b.md", document(&paragraph(21)))
        .put("2024-01/c.md", document("正文。\n"));
    let documents = folder.edition().pagination.documents;
    let pages: Vec<_> = documents.iter().map(|pages| (pages.folio.0, pages.last_folio.0, pages.sheet.0)).collect();
    assert_eq!(pages, [(1, 1, 5), (2, 3, 6), (4, 4, 8)]);
}

#[test]
fn folio_1_is_on_a_right_hand_page_however_long_the_contents_are() {
    let names: Vec<String> = (0..40).map(|n| format!("d{n}.md")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let folder = names.iter().fold(Folder::new().without("2024-01/a.md"), |folder, name| {
        folder.put(&format!("2024-01/{name}"), document("正文。\n"))
    });
    let (edition, _) = folder.put("2024-01/issue.toml", issue(&names)).compile(Goal::Pagination);
    let pagination = edition.unwrap().pagination;
    let first = &pagination.documents[0];
    assert_eq!((first.folio.0, first.sheet.0 % 2), (1, 1));
    assert!(first.sheet.0 > 5, "the contents take more than one page: {}", first.sheet.0);
    assert_eq!(pagination.documents[39].folio.0, 40);
}

#[test]
fn an_issued_text_and_an_attachment_begin_on_new_pages_after_the_signature() {
    let text = "+++\nissuer = \"甲\"\ntitle = \"乙\"\nsignature = \"丙\"\ndate = 2024-03-05\nnote = \"（丁）\"\n+++\n\
                正文。\n\n# 方案\n\n戊\n\n附件：己\n\n附件\n\n# 己\n\n庚\n";
    let edition = Folder::new().put("2024-01/a.md", text).edition();
    let pdf = Pdf::of(&edition);
    let sheets: Vec<String> = (5..=7).map(|sheet| pdf.text(sheet)).collect();
    assert_eq!(sheets, ["乙正文。丙2024年3月5日（丁）—1—", "方案戊附件：己—2—", "附件己庚—3—"]);
    let web = html_text(&html(&edition, "a.html"));
    assert!(web.contains("正文。丙2024年3月5日（丁）方案戊附件：己附件己庚"), "{web}");
}

#[test]
fn the_colophon_stands_on_the_last_page_or_moves_to_one_of_its_own() {
    let text = |lines: usize| {
        let colophon = "[colophon]\ncopies-to = \"丙\"\nprinted-by = \"丁\"\nprinted-on = 2024-03-05";
        format!("+++\nissuer = \"甲\"\ntitle = \"乙\"\n{HEAD}\n{colophon}\n+++\n{}", paragraph(lines))
    };
    let colophon = "抄送：丙丁2024年3月5日印发";
    let short = Pdf::of(&Folder::new().put("2024-01/a.md", text(5)).edition());
    assert!(short.text(5).ends_with(&format!("{colophon}—1—")), "{}", short.text(5));
    let long = Pdf::of(&Folder::new().put("2024-01/a.md", text(7)).edition());
    assert_eq!(long.text(6), format!("{colophon}—2—"));
}

#[test]
fn a_table_that_fits_a_page_is_not_cut_and_one_that_does_not_repeats_its_head() {
    let rows = |count: usize| (1..=count).map(|n| format!("| {n} | 值{n}终 |\n")).collect::<String>();
    let table = |count: usize| format!("| 序号 | 目标 |\n| - | - |\n{}\n", rows(count));
    let fits = Folder::with_body(&format!("{}## 一、表\n\n{}", paragraph(10), table(20))).edition();
    let pdf = Pdf::of(&fits);
    assert!(!pdf.text(5).contains("表"), "{}", pdf.text(5));
    assert!(pdf.text(6).starts_with("一、表") && pdf.text(6).contains("值1终") && pdf.text(6).contains("值20终"));
    let long = Folder::with_body(&table(100)).edition();
    let pdf = Pdf::of(&long);
    let pages = &long.pagination.documents[0];
    assert!(pages.last_folio.0 >= 3, "{pages:?}");
    for sheet in pages.sheet.0..=pages.last_folio.0 + 4 {
        assert_eq!(pdf.text(sheet).matches("序号目标").count(), 1, "sheet {sheet}");
    }
    let all: String = (pages.sheet.0..=pages.last_folio.0 + 4).map(|sheet| pdf.text(sheet)).collect();
    assert!((1..=100).all(|n| all.matches(&format!("值{n}终")).count() == 1));
}

#[test]
fn a_picture_is_printed_with_its_caption_and_described_to_those_who_cannot_see_it() {
    let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"40\" height=\"30\"/></svg>";
    let folder = Folder::with_body("![位置图](images/map.svg \"图1\")\n\n正文。\n").put("2024-01/images/map.svg", svg);
    let edition = folder.edition();
    assert_eq!(Pdf::of(&edition).text(5), "某区人民政府关于测试的通知图1正文。—1—");
    let page = html(&edition, "a.html");
    assert!(page.contains("alt=\"位置图\"") && page.contains("<figcaption>图1</figcaption>"), "{page}");
}

#[test]
fn a_broken_picture_is_an_error_at_its_place() {
    let folder = Folder::with_body("![位置图](map.png)\n").put("2024-01/map.png", "not a picture");
    let findings = folder.findings();
    assert_eq!(findings, ["a.md:5:1 error picture-broken: the picture `map.png` is damaged or no PNG"]);
}

#[test]
fn footnotes_stand_at_the_foot_of_their_page_and_at_the_end_of_the_web_page() {
    let edition = Folder::with_body("甲[^1]乙\n\n[^1]: 丙\n").edition();
    assert_eq!(Pdf::of(&edition).text(5), "某区人民政府关于测试的通知甲①乙①丙—1—");
    let page = html(&edition, "a.html");
    assert!(page.contains("role=\"doc-endnotes\""), "{page}");
    let text = html_text(&page);
    assert!(text.find("甲1乙") < text.find('丙'), "{text}");
}

#[test]
fn typst_syntax_in_markdown_is_text() {
    let body = "甲 #panic() $x$ @ref // a /* b */ = c\n";
    let edition = Folder::with_body(&format!("{body}\n")).edition();
    let expected: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(Pdf::of(&edition).text(5).contains(&expected), "{}", Pdf::of(&edition).text(5));
    assert!(html_text(&html(&edition, "a.html")).contains(&expected));
}

#[test]
fn a_document_without_a_red_head_carries_its_number_under_its_title() {
    let plain = Folder::with_front_matter("number = \"某政发〔2024〕1号\"").edition();
    assert!(Pdf::of(&plain).text(5).starts_with("某区人民政府关于测试的通知某政发〔2024〕1号正文"));
    let headed = Folder::with_front_matter(HEAD).edition();
    assert!(Pdf::of(&headed).text(5).starts_with("某区人民政府文件某政发〔2024〕1号某区人民政府关于"));
}

#[test]
fn joint_signatures_have_a_line_each() {
    let edition = Folder::with_front_matter("signature = \"\"\"\n甲局\n乙局\"\"\"\ndate = 2024-03-05").edition();
    assert!(Pdf::of(&edition).text(5).contains("正文。甲局乙局2024年3月5日"));
    assert!(html(&edition, "a.html").contains("<p>甲局</p><p>乙局</p>"));
}

#[test]
fn a_merged_cell_higher_than_a_page_loses_no_row() {
    let rows: String = (1..40).map(|n| format!("| ^ | 值{n}终 |\n")).collect();
    let edition = Folder::with_body(&format!("| 区 | 值 |\n| - | - |\n| 甲 | 值0终 |\n{rows}")).edition();
    let pdf = Pdf::of(&edition);
    let all: String = (5..=edition.pagination.sheets).map(|sheet| pdf.text(sheet)).collect();
    assert!((0..40).all(|n| all.matches(&format!("值{n}终")).count() == 1), "{all}");
}

#[test]
fn a_cell_longer_than_a_page_is_continued_on_the_next() {
    let edition = Folder::with_body(&format!("| 序 | 事 |\n| - | - |\n| 1 | {} |\n", "长文。".repeat(420))).edition();
    let pdf = Pdf::of(&edition);
    let all: String = (5..=edition.pagination.sheets).map(|sheet| pdf.text(sheet)).collect();
    let letters = all.chars().filter(|c| *c == '长').count();
    assert_eq!(letters, 420);
}

#[test]
fn text_that_runs_off_its_page_is_an_error_at_its_place() {
    let first = |folder: Folder| folder.findings().first().cloned().unwrap_or_default();
    let long = format!("详见https://www.example.gov.cn/{}\n", "a".repeat(200));
    let finding = first(Folder::with_body(&long));
    assert!(finding.starts_with("a.md:5:1 error off-page: `"), "{finding}");
    let rows: String = (1..60).map(|n| format!("| ^ | 值{n} |\n")).collect();
    let finding = first(Folder::with_body(&format!("| 区 | 值 |\n| - | - |\n{rows}")));
    assert_eq!(finding, "a.md:5:2 error typesetting: the head of this table is as high as a page");
    let bodies = "区某某局，".repeat(300);
    let finding = first(Folder::with_front_matter(&format!("{HEAD}\n[colophon]\ncopies-to = \"{bodies}\"")));
    assert!(finding.contains(" error off-page: "), "{finding}");
}

#[test]
fn a_table_of_long_numbers_is_set_smaller_until_it_cannot_be_read() {
    let table = |columns: usize, number: &str| {
        let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns));
        format!("{}{}{}", row("年"), row("-"), row(number))
    };
    let edition = Folder::with_body(&table(6, "12,345,678.90")).edition();
    assert_eq!(Pdf::of(&edition).text(5).matches("12,345,678.90").count(), 6);
    let findings = Folder::with_body(&table(12, "1234567890123.45")).findings();
    assert_eq!(findings, ["a.md:5:1 error typesetting: this table is too wide for the page"]);
}

#[test]
fn a_document_ends_where_its_last_footnote_ends() {
    let folder = Folder::with_body(&format!("甲[^1]\n\n[^1]: {}\n", "长注。".repeat(2000)))
        .put("2024-01/issue.toml", issue(&["a.md", "b.md"]))
        .put("2024-01/b.md", document("正文。\n"));
    let documents = folder.edition().pagination.documents;
    assert!(documents[0].last_folio.0 > 1, "{documents:?}");
    assert_eq!(documents[0].last_folio.0 + 1, documents[1].folio.0);
}

#[test]
fn red_heads_keep_their_size_and_text_its_lines_whatever_the_layout() {
    for (lines, chars) in [(18, 32), (22, 28), (23, 28), (24, 28), (28, 28), (36, 35)] {
        let series = format!("name = \"甲\"\nsponsor = \"乙\"\n[layout]\nlines = {lines}\nchars = {chars}\n");
        let folder = Folder::with_front_matter(HEAD).put("gazette.toml", series);
        let pdf = Pdf::of(&folder.edition());
        let sizes = pdf.type_sizes(5);
        let largest = sizes.iter().copied().fold(0.0, f64::max);
        // 25 pt to 30 pt.
        assert!((8.8..=10.6).contains(&largest), "{lines} × {chars}: {sizes:?}");
    }
}

#[test]
fn a_long_list_of_signatures_is_continued_on_the_next_page() {
    let lines: Vec<String> = (0..60).map(|n| format!("某局{n}终")).collect();
    let folder =
        Folder::with_front_matter(&format!("signature = \"\"\"\n{}\"\"\"\ndate = 2024-03-05", lines.join("\n")));
    let (edition, findings) = folder.compile(Goal::Artefacts(&[]));
    assert_eq!(findings, ["a.md:4:13 warning signed-alone: page 7 of the PDF is signed and has none of the text"]);
    let edition = edition.unwrap();
    assert_eq!(edition.pagination.documents[0].last_folio.0, 3);
    let pdf = Pdf::of(&edition);
    let all: String = (5..=edition.pagination.sheets).map(|sheet| pdf.text(sheet)).collect();
    assert!(lines.iter().all(|line| all.matches(line.as_str()).count() == 1), "{all}");
}

#[test]
fn a_number_of_two_lines_moves_the_text_down() {
    let last_folio = |number: &str, lines: usize| {
        let text = format!("+++\nissuer = \"甲\"\ntitle = \"乙\"\nnumber = \"{number}\"\n+++\n{}", paragraph(lines));
        Folder::new().put("2024-01/a.md", text).edition().pagination.documents[0].last_folio.0
    };
    let (short, long) = ("某政发〔2024〕1号", "某政发〔2024〕1号".repeat(4));
    assert_eq!((last_folio(short, 19), last_folio(short, 20)), (1, 2));
    assert_eq!((last_folio(&long, 18), last_folio(&long, 19)), (1, 2));
}

#[test]
fn a_red_head_that_is_too_long_to_be_read_is_refused() {
    let findings = Folder::with_front_matter(&HEAD.replace("某区人民政府", &"某区人民政府".repeat(8))).findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("is too long for a line"), "{findings:?}");
}
