//! Facts about the forms of documents: what each needs, what it cannot have, and where documents begin.

use gazette::compile::Goal;

use crate::support::{Folder, HEAD, Pdf, document, html, html_text, issue};

/// A document with these lines of front matter beside `issuer` and a body of one line.
fn with(lines: &str) -> Folder {
    Folder::new().put("2024-01/a.md", format!("+++\nissuer = \"某区人民政府\"\n{lines}\n+++\n正文。\n"))
}

fn findings(lines: &str) -> Vec<String> {
    with(lines).findings()
}

const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"42\" height=\"42\"><circle cx=\"21\" cy=\"21\" r=\"20\"/></svg>";

#[test]
fn a_form_names_the_elements_it_lacks() {
    assert_eq!(
        findings("head = \"某区人民政府文件\"\ntitle = \"通知\""),
        [
            "a.md:3:8 error missing-key: the key `date` (成文日期) is missing",
            "a.md:3:8 error missing-key: the key `number` (发文字号) is missing",
        ]
    );
    assert_eq!(
        findings("form = \"order\"\nhead = \"某区人民政府令\"\ndate = 2024-03-05"),
        [
            "a.md:3:8 error missing-key: the key `number` (发文字号) is missing",
            "a.md:3:8 error missing-key: the key `signatories` (签名章) is missing",
        ]
    );
    assert_eq!(
        findings("form = \"minutes\"\ntitle = \"纪要\""),
        ["a.md:3:8 error missing-key: the key `head` (发文机关标志) is missing"]
    );
    assert_eq!(findings("form = \"article\""), ["a.md:1:1 error missing-key: the key `title` (标题) is missing"]);
}

#[test]
fn what_every_text_needs_is_missing_from_the_front_matter_and_not_from_its_head() {
    let text = "+++\nissuer = \"甲\"\nhead = \"甲文件\"\nnumber = \"甲〔2024〕1号\"\n+++\n正文。\n";
    assert_eq!(
        Folder::new().put("2024-01/a.md", text).findings(),
        [
            "a.md:1:1 error missing-key: the key `title` (标题) is missing",
            "a.md:3:8 error missing-key: the key `date` (成文日期) is missing",
        ]
    );
}

#[test]
fn a_form_names_the_elements_it_cannot_have() {
    let letter = format!("form = \"letter\"\n{HEAD}\ntitle = \"函\"");
    assert_eq!(
        findings(&format!("{letter}\nsigners = \"张某\"\n[colophon]\nprinted-by = \"某办\"")),
        [
            "a.md:8:11 error form: `signers` (签发人) has no place in this form",
            "a.md:10:14 error form: `colophon.printed-by` (印发机关和印发日期) has no place in this form",
        ]
    );
    assert_eq!(
        findings("form = \"plain\"\ntitle = \"通知\"\nhead = \"某区人民政府文件\""),
        ["a.md:5:8 error form: `head` (发文机关标志) has no place in this form"]
    );
    assert_eq!(
        findings("form = \"minutes\"\nhead = \"纪要\"\nsignature = \"某区人民政府\""),
        ["a.md:5:13 error form: `signature` (发文机关署名) has no place in this form"]
    );
    assert_eq!(
        findings("title = \"通知\"\npresent = \"张某\""),
        ["a.md:4:11 error form: `present` (出席人员) has no place in this form"]
    );
}

#[test]
fn a_form_that_is_not_known_names_those_that_are() {
    assert_eq!(
        findings("form = \"leter\"\ntitle = \"函\""),
        ["a.md:3:8 error bad-value: `leter` is not a choice here"]
    );
}

#[test]
fn seals_belong_to_bodies_and_exist() {
    let sealed = |lines: &str| findings(&format!("{HEAD}\ntitle = \"通知\"\nsignature = \"甲\\n乙\"\n{lines}"));
    assert_eq!(
        sealed("seals = \"images/a.svg\""),
        ["a.md:8:9 error seals: `seals` names 1 pictures for 2 lines of `signature`"]
    );
    let outside = sealed("seals = \"../a.svg\\n/etc/b.svg\"");
    assert_eq!(outside.iter().filter(|line| line.contains("picture-absent")).count(), 2, "{outside:?}");
}

#[test]
fn a_seal_lies_behind_the_names_and_says_what_it_is() {
    let folder = with(&format!(
        "{HEAD}\ntitle = \"通知\"\nsignature = \"某区人民政府\\n某区财政局\"\nseals = \"images/a.svg\\nimages/b.svg\""
    ));
    let folder = folder.put("2024-01/images/a.svg", PICTURE).put("2024-01/images/b.svg", PICTURE);
    let edition = folder.edition();
    assert!(Pdf::of(&edition).text(5).contains("正文。某区人民政府某区财政局2024年3月5日"));
}

#[test]
fn who_signs_in_person_is_printed_in_both_editions() {
    let people = "signatories = [{ title = \"区长\", name = \"张某\" }, { title = \"局长\", name = \"李某某\" }]";
    let edition = with(&format!(
        "form = \"order\"\n{}\n{people}",
        HEAD.replace("文件", "令").replace("某政发〔2024〕1号", "第1号")
    ))
    .edition();
    let text = Pdf::of(&edition).text(5);
    assert_eq!(text, "某区人民政府令第1号正文。区长张某局长李某某2024年3月5日—1—");
    let page = html_text(&html(&edition, "a.html"));
    assert!(page.contains("某区人民政府令") && page.contains("正文。区长张某局长李某某2024年3月5日"), "{page}");
    // The head is what bookmarks and the contents lead to.
    assert!(Pdf::of(&edition).bookmarks().contains(&(1, "某区人民政府令".to_owned(), 5)));
    assert!(Pdf::of(&edition).text(3).contains("某区人民政府令（第1号）"));
}

#[test]
fn a_joint_head_has_every_body_and_its_document_all_signers() {
    let head = "head = \"\"\"\n某区人民政府\n某区财政局\n文件\"\"\"\nsigners = \"\"\"\n张某\n李某某\n王某\"\"\"";
    let marks = "copy-number = \"000001\"\nsecrecy = \"机密★1年\"\nurgency = \"特急\"";
    let rest = "number = \"某政发〔2024〕1号\"\ntitle = \"请示\"\ndate = 2024-03-05";
    let edition = with(&format!("{head}\n{marks}\n{rest}")).edition();
    let text = Pdf::of(&edition).text(5);
    assert!(text.starts_with("000001机密★1年特急某区人民政府某区财政局文件"), "{text}");
    assert!(text.contains("签发人：张某李某某王某"), "{text}");
    let page = html_text(&html(&edition, "a.html"));
    for words in ["000001", "机密★1年", "特急", "某区人民政府某区财政局文件", "签发人：张某李某某王某"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn the_first_page_of_a_letter_carries_no_folio() {
    let edition = with(&format!("form = \"letter\"\n{HEAD}\ntitle = \"函\""))
        .put("2024-01/issue.toml", issue(&["a.md", "b.md"]))
        .put("2024-01/b.md", document("正文。\n"))
        .edition();
    let pdf = Pdf::of(&edition);
    assert!(!pdf.text(5).contains('—'), "{}", pdf.text(5));
    assert!(pdf.text(6).ends_with("—2—"));
    assert_eq!(pdf.page_labels()[4..], ["1", "2"]);
}

/// An issue of three short plain documents, the second with a red head.
fn three(layout: &str) -> Folder {
    let headed = format!("+++\nissuer = \"某区人民政府\"\ntitle = \"乙通知\"\n{HEAD}\n+++\n正文。\n");
    let series = format!("name = \"甲\"\nsponsor = \"乙\"\n[layout]\n{layout}\n");
    Folder::new()
        .put("gazette.toml", series)
        .put("2024-01/issue.toml", issue(&["a.md", "b.md", "c.md"]))
        .put("2024-01/b.md", headed)
        .put("2024-01/c.md", document("正文。\n"))
}

fn pages(folder: &Folder) -> Vec<(u32, u32, u32)> {
    let documents = folder.compile(Goal::Pagination).0.unwrap().pagination.documents;
    documents.iter().map(|pages| (pages.folio.0, pages.last_folio.0, pages.sheet.0)).collect()
}

#[test]
fn documents_run_on_but_a_red_head_stands_at_the_top_of_a_page() {
    assert_eq!(pages(&three("start = \"run-on\"")), [(1, 1, 5), (2, 2, 6), (2, 2, 6)]);
    assert_eq!(pages(&three("start = \"run-on\"\nred-heads = false")), [(1, 1, 5), (1, 1, 5), (1, 1, 5)]);
    assert_eq!(pages(&three("start = \"page\"")), [(1, 1, 5), (2, 2, 6), (3, 3, 7)]);
}

#[test]
fn a_document_that_runs_on_to_a_new_page_ends_the_one_before_it_on_the_old() {
    let full = format!("{}\n", "字".repeat(20 * 28 - 2));
    for lines in 12..=20 {
        let body = &full[..(lines * 28 - 2) * "字".len()];
        let folder = three("start = \"run-on\"\nred-heads = false").put("2024-01/a.md", document(body));
        let pages = pages(&folder);
        assert_eq!(pages[0].1, 1, "{lines} lines: {pages:?}");
        assert_eq!(pages[1].0, if lines < 13 { 1 } else { 2 }, "{lines} lines: {pages:?}");
    }
}

#[test]
fn a_document_that_runs_on_has_text_below_its_addressee() {
    let addressed = document("正文。\n").replacen("的通知\"", "的通知\"\naddressee = \"各局：\"", 1);
    for lines in 8..=16 {
        let body = format!("{}。\n", "字".repeat(lines * 28 - 8));
        let folder = three("start = \"run-on\"\nred-heads = false")
            .put("2024-01/a.md", document(&body))
            .put("2024-01/b.md", &addressed);
        // A title or an addressee alone at the foot of a page would be a finding.
        assert_eq!(folder.findings(), Vec::<String>::new(), "{lines} lines");
    }
}

#[test]
fn documents_begin_on_right_hand_pages_and_blank_pages_carry_nothing() {
    let folder = three("start = \"recto\"");
    assert_eq!(pages(&folder), [(1, 1, 5), (3, 3, 7), (5, 5, 9)]);
    let pdf = Pdf::of(&folder.edition());
    assert_eq!((pdf.text(6).as_str(), pdf.text(8).as_str()), ("", ""));
    assert!(pdf.text(7).ends_with("—3—"));
}

#[test]
fn red_heads_and_colophons_are_left_out_of_both_editions_by_choice() {
    let headed = format!(
        "+++\nissuer = \"某区人民政府\"\ntitle = \"通知\"\nurgency = \"特急\"\n{HEAD}\n[colophon]\ncopies-to = \"丙局。\"\n+++\n正文。\n"
    );
    let edition = three("red-heads = false\ncolophons = false").put("2024-01/b.md", headed).edition();
    let text = Pdf::of(&edition).text(6);
    assert_eq!(text, "通知某政发〔2024〕1号正文。2024年3月5日—2—");
    let page = html_text(&html(&edition, "b.html"));
    for left_out in ["某区人民政府文件", "特急", "抄送"] {
        assert!(!page.contains(left_out), "{left_out}: {page}");
    }
}

#[test]
fn a_colophon_stands_on_an_even_page_by_choice() {
    let text = |lines: usize| {
        let body = "字".repeat(lines * 28 - 2);
        format!("+++\nissuer = \"甲\"\ntitle = \"乙\"\n{HEAD}\n[colophon]\nprinted-by = \"丁\"\n+++\n{body}\n")
    };
    let series = "name = \"甲\"\nsponsor = \"乙\"\n[layout]\neven-colophons = true\n";
    let pdf = |lines| Pdf::of(&Folder::new().put("gazette.toml", series).put("2024-01/a.md", text(lines)).edition());
    // It fits the first page, but goes to the back of the sheet; 5 and 6 are the first two pages of the text.
    assert_eq!(pdf(3).text(6), "丁—2—");
    // The text ends on the even page.
    assert!(pdf(12).text(6).ends_with("丁—2—"));
    // The even page is full: a blank page without a folio, and the 版记 without one on the next even page.
    let full = pdf(30);
    assert_eq!((full.text(7).as_str(), full.text(8).as_str()), ("", "丁"));
    // With running heads (书眉) too.
    let folder = Folder::new().put("gazette.toml", format!("{series}running-heads = true\n"));
    let full = Pdf::of(&folder.put("2024-01/a.md", text(30)).edition());
    assert_eq!((full.text(7).as_str(), full.text(8).as_str()), ("", "丁"));
}

#[test]
fn a_first_page_without_text_is_reported_at_the_addressee() {
    let bodies = "某某局，".repeat(100);
    let folder = with(&format!("{HEAD}\ntitle = \"通知\"\naddressee = \"{bodies}\""));
    let (_, findings) = folder.compile(Goal::Pagination);
    assert_eq!(
        findings,
        [
            "a.md:7:13 warning no-text-on-first-page: the first page of this document, page 5 of the PDF, shows none of its text"
        ]
    );
    let moved = with(&format!("{HEAD}\ntitle = \"通知\"\n[colophon]\naddressee = \"{bodies}\""));
    assert!(Pdf::of(&moved.edition()).text(6).starts_with("主送：某某局，"));
}

#[test]
fn a_page_that_is_only_signed_is_reported_at_the_signature() {
    let body = "字".repeat(19 * 28 - 2);
    let text = document(&body).replacen("的通知\"\n", "的通知\"\nsignature = \"甲\"\ndate = 2024-03-05\n", 1);
    let (_, findings) = Folder::new().put("2024-01/a.md", text).compile(Goal::Pagination);
    assert_eq!(findings, ["a.md:4:13 warning signed-alone: page 6 of the PDF is signed and has none of the text"]);
}

#[test]
fn a_joint_order_has_a_line_for_each_body() {
    let people = "signatories = [{ title = \"局长\", name = \"张某\" }]";
    let head = HEAD.replace("某区人民政府文件", "某区财政局\\n某区教育局\\n令").replace("某政发〔2024〕1号", "第1号");
    let edition = with(&format!("form = \"order\"\n{head}\n{people}")).edition();
    let text = Pdf::of(&edition).text(5);
    assert!(text.starts_with("某区财政局某区教育局令第1号正文。"), "{text}");
}

#[test]
fn colophons_on_even_pages_settle_however_many_documents_move_each_other() {
    let body = "字".repeat(3 * 28 - 2);
    let text = |name: &str| {
        let head =
            HEAD.replace("1号", &format!("{}号", name.trim_matches(|c: char| !c.is_ascii_digit()).replace('0', "100")));
        format!("+++\nissuer = \"甲\"\ntitle = \"乙\"\n{head}\n[colophon]\nprinted-by = \"丁\"\n+++\n{body}\n")
    };
    let names: Vec<String> = (0..12).map(|n| format!("d{n}.md")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for start in ["page", "run-on"] {
        let series = format!("[layout]\neven-colophons = true\nstart = \"{start}\"\n");
        let folder = Folder::with_series(&series).without("2024-01/a.md");
        let folder = names.iter().fold(folder, |folder, name| folder.put(&format!("2024-01/{name}"), text(name)));
        let edition = folder.put("2024-01/issue.toml", issue(&names)).edition();
        let pages: Vec<_> =
            edition.pagination.documents.iter().map(|pages| (pages.folio.0, pages.last_folio.0)).collect();
        assert_eq!(pages, (0..12).map(|n| (2 * n + 1, 2 * n + 2)).collect::<Vec<_>>(), "{start}");
        let pdf = Pdf::of(&edition);
        assert!((0..12).all(|n| pdf.text(6 + 2 * n).starts_with('丁')));
    }
}

#[test]
fn nothing_stands_below_a_colophon_where_documents_run_on() {
    let text = |lines: &str| format!("+++\nissuer = \"甲\"\ntitle = \"乙\"\n{HEAD}\n{lines}\n+++\n正文。\n");
    let folder = three("start = \"run-on\"\nred-heads = false")
        .put("2024-01/a.md", text(""))
        .put("2024-01/b.md", text("[colophon]\nprinted-by = \"丁\"").replace("1号", "2号"));
    assert_eq!(pages(&folder), [(1, 1, 5), (1, 1, 5), (2, 2, 6)]);
    let edition = folder.edition();
    assert!(Pdf::of(&edition).text(5).ends_with("丁—1—"));
    assert_eq!(edition.pagination.sheets, 6);
}
