//! That every document says the same in its file, in the PDF and on the web, and that the proof finds every kind of damage done
//! to finished files.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use gazette::diag::Diagnostics;
use gazette::issue::Issue;
use gazette::language::Language;
use gazette::markdown::BlockKind;
use gazette::place::{Place, SourceFile};
use gazette::proof::text::{Subject, Texts, prove, prove_alone, report, table};
use gazette::proof::{reader, web};
use gazette::source::IssueDir;
use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::contents::{bytes, operations, pdf, retype};
use crate::printed_issue::edition;
use crate::support::{Folder, root, whole_html as html};

/// The first document of the printed issue, which has tables.
const FIRST: &str = "zhengzi-02";

/// The files of the printed issue by their paths.
fn files() -> &'static BTreeMap<String, SourceFile> {
    static FILES: OnceLock<BTreeMap<String, SourceFile>> = OnceLock::new();
    FILES.get_or_init(|| {
        IssueDir::read(&root().join("issues/2024-02"), &mut Diagnostics::default()).unwrap().texts.into_iter().collect()
    })
}

/// What the proof finds in these files of the printed issue; `pages` are in place of its own.
fn proved(issue: &Issue, pdf: &[u8], pages: &BTreeMap<String, String>) -> Texts {
    let documents: Vec<_> = issue.documents().collect();
    let page = |slug: &str| {
        let name = format!("{slug}.html");
        web::read(pages.get(&name).unwrap_or(&html(edition(), &name)).as_bytes())
    };
    let read: Vec<_> = documents.iter().map(|document| page(document.slug.as_str())).collect();
    let subjects = documents.iter().zip(&read).map(|(document, page)| Subject {
        document,
        file: &files()[&document.path],
        page: page.as_ref().map_err(Clone::clone),
    });
    prove(&reader::read(pdf).unwrap(), &subjects.collect::<Vec<_>>(), &issue.series.layout)
}

/// The findings as `file:line:column: message`.
fn findings(texts: &Texts) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    let place = |index: usize, range: Option<Range<usize>>| {
        let file: &SourceFile = &files()[&texts.documents[index].document];
        let (line, column) = file.line_column(range.unwrap_or_default().start);
        Place::whole(format!("{}:{line}:{column}", texts.documents[index].document))
    };
    report(texts, place, &Place::whole("issue"), &mut diagnostics);
    diagnostics.sorted().iter().map(|found| format!("{}: {}", found.place.file, found.message)).collect()
}

/// What is found in the PDF of the printed issue after this damage.
#[track_caller]
fn finds(damage: impl FnOnce(&mut Document), expected: &[&str]) {
    let mut document = pdf();
    damage(&mut document);
    assert_eq!(findings(&proved(&edition().issue, &bytes(document), &BTreeMap::new())), expected);
}

/// What is found in the first document's web page with the one place changed that has `from`.
#[track_caller]
fn finds_on_the_web(from: &str, to: &str, expected: &[&str]) {
    let name = format!("{FIRST}.html");
    let page = html(edition(), &name);
    assert_eq!(page.matches(from).count(), 1, "{from}");
    let pages = BTreeMap::from([(name, page.replace(from, to))]);
    let found = findings(&proved(&edition().issue, &bytes(pdf()), &pages));
    assert_eq!(found.into_iter().map(without_bytes).collect::<Vec<_>>(), expected);
}

/// A finding without the bytes at which things stand on a web page.
fn without_bytes(found: String) -> String {
    let Some((before, behind)) = found.split_once("byte ") else { return found };
    format!("{before}byte …{}", behind.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// The elements of the structure of a kind, in the order of their objects.
fn elements(pdf: &Document, kind: &[u8]) -> Vec<ObjectId> {
    let is_kind = |dict: &Dictionary| dict.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == kind);
    let objects = pdf.objects.iter().filter(|(_, object)| object.as_dict().is_ok_and(is_kind));
    objects.map(|(id, _)| *id).collect()
}

#[test]
fn every_document_of_the_printed_issue_says_the_same_three_times() {
    let texts = &edition().proofs.text;
    assert_eq!(findings(texts), Vec::<String>::new());
    let told = texts.documents.iter().map(|text| (text.document.as_str(), text.characters, text.notes, text.cells));
    let expected = [
        ("zhengzi-02.md", 5239, 0, 343),
        ("zhengfa-02.md", 1002, 0, 0),
        ("zhengfa-04.md", 599, 0, 0),
        ("zhengfa-05.md", 1740, 0, 0),
        ("zhengbanfa-04.md", 5678, 0, 0),
        ("zhengbanzi-06.md", 2766, 0, 0),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let first: Vec<String> = table(texts, Language::En)[1].split_whitespace().map(str::to_owned).collect();
    assert_eq!(first, ["5239", "0", "343", "same", "same", "zhengzi-02.md"]);
}

#[test]
fn a_word_that_the_pdf_has_otherwise_is_found_with_line_and_page() {
    finds(
        |pdf| retype(pdf, 5, "（此件公开发布）", "（此件公布发开）"),
        &["zhengzi-02.md:13:13: the text of `zhengzi-02.md` differs: after `年2月29日（此件公` comes \
           `开发布）枣庄市市中区创建国家`, but `布发开）枣庄市市中区创建国家` on page 5 of the PDF"],
    );
}

#[test]
fn a_glyph_that_is_dropped_is_found() {
    let (whole, damaged) =
        ("各镇人民政府，各街道办事处，区政府有关部门：", "各镇人民政府，各街道办事处，政府有关部门：");
    finds(
        |pdf| retype(pdf, 5, whole, damaged),
        &["zhengzi-02.md:10:28: the text of `zhengzi-02.md` differs: after `政府，各街道办事处，` comes \
           `区政府有关部门：现将《枣庄市`, but `政府有关部门：现将《枣庄市市` on page 5 of the PDF"],
    );
}

#[test]
fn a_page_that_lost_its_text_is_found() {
    let mut document = pdf();
    operations(&mut document, 6, |operations| {
        operations.retain(|operation| !["TJ", "Tj"].contains(&&*operation.operator))
    });
    let found = findings(&proved(&edition().issue, &bytes(document), &BTreeMap::new()));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("zhengzi-02.md:22:1: the text of `zhengzi-02.md` differs: after `"), "{found:?}");
    assert!(found[0].ends_with(" on page 7 of the PDF"), "{found:?}");
}

#[test]
fn cells_that_changed_their_places_in_the_pdf_are_found() {
    finds(
        |pdf| {
            let cells = elements(pdf, b"TD");
            let kids = [cells[0], cells[1]].map(|cell| pdf.get_dictionary(cell).unwrap().get(b"K").unwrap().clone());
            pdf.get_object_mut(cells[1]).unwrap().as_dict_mut().unwrap().set("K", kids[0].clone());
            pdf.get_object_mut(cells[0]).unwrap().as_dict_mut().unwrap().set("K", kids[1].clone());
        },
        &[
            "zhengzi-02.md:115:3: the text of `zhengzi-02.md` differs: after `5年|2026年‖|` comes `合计|全区|140|140|`, \
           but `全区|合计|140|140|` on page 14 of the PDF, in row 3, cell 1 of a table",
        ],
    );
}

#[test]
fn a_cell_that_the_structure_of_the_pdf_lost_is_found_and_so_is_its_text() {
    finds(
        |pdf| {
            let cell = elements(pdf, b"TD")[1];
            pdf.get_object_mut(cell).unwrap().as_dict_mut().unwrap().remove(b"K");
        },
        &[
            "issue: `全区` on page 14 of the PDF stands in no document",
            "zhengzi-02.md:115:8: the text of `zhengzi-02.md` differs: after `2026年‖|合计|` comes `全区|140|140|140`, \
             but `|140|140|140|4` on page 14 of the PDF, in row 3, cell 2 of a table",
        ],
    );
}

#[test]
fn merged_cells_are_compared_with_what_they_cover() {
    finds(
        |pdf| {
            let head = elements(pdf, b"TH");
            pdf.get_object_mut(head[2]).unwrap().as_dict_mut().unwrap().remove(b"A");
        },
        &["zhengzi-02.md:112:14: the text of `zhengzi-02.md` differs: after `）‖|1×2|序号|1×2|镇（街）` comes \
           `|3×1|目标值|1×2|总数值‖|2024`, but `|目标值|1×2|总数值‖|2024` on page 14 of the PDF, in row 1, cell 3 of a table"],
    );
    finds_on_the_web(
        "<td class=\"center\">全区</td><td class=\"center\">140</td>",
        "<td rowspan=\"2\">全区</td><td class=\"center\">140</td>",
        &["zhengzi-02.md:115:7: the text of `zhengzi-02.md` differs: after `|2026年‖|合计` comes `|全区|140|140|14`, \
           but `|1×2|全区|140|140|14` in `zhengzi-02.html`, byte …, in row 3, cell 2 of a table"],
    );
}

#[test]
fn text_that_stands_in_no_document_is_found() {
    finds(
        |pdf| {
            operations(pdf, 6, |operations| {
                let is_text = |operation: &Operation| {
                    operation.operator == "BDC" && operation.operands[0].as_name().unwrap() != b"Artifact"
                };
                let marked = operations.iter().position(is_text).unwrap();
                operations[marked] = Operation::new("BMC", vec![Object::Name(b"Span".to_vec())]);
            });
        },
        &[
            "issue: `枣庄市市中区创建国家知识产权强县建设` on page 6 of the PDF stands in no document",
            "zhengzi-02.md:22:1: the text of `zhengzi-02.md` differs: after `9日（此件公开发布）` comes \
             `枣庄市市中区创建国家知识产权`, but `试点县工作实施方案（2024` on page 6 of the PDF",
        ],
    );
}

#[test]
fn a_title_that_is_none_leaves_no_document() {
    finds(
        |pdf| {
            let title = *elements(pdf, b"H1").last().unwrap();
            pdf.get_object_mut(title).unwrap().as_dict_mut().unwrap().set("S", Object::Name(b"P".to_vec()));
        },
        &["issue: the PDF has 5 titles of documents, and the issue 6 documents"],
    );
    let mut document = pdf();
    document.catalog_mut().unwrap().remove(b"StructTreeRoot");
    assert_eq!(
        findings(&proved(&edition().issue, &bytes(document), &BTreeMap::new())),
        ["issue: the PDF has no structure that tells the order of its text"]
    );
}

#[test]
fn a_cell_emptied_on_the_web_is_found_with_row_and_cell() {
    finds_on_the_web(
        "<td class=\"center\">全区</td><td class=\"center\">140</td>",
        "<td class=\"center\">全区</td><td class=\"center\"></td>",
        &[
            "zhengzi-02.md:115:13: the text of `zhengzi-02.md` differs: after `6年‖|合计|全区|` comes `140|140|140|42`, but \
         `|140|140|420‖|` in `zhengzi-02.html`, byte …, in row 3, cell 3 of a table",
        ],
    );
}

#[test]
fn a_word_altered_on_the_web_is_found() {
    finds_on_the_web(
        "（此件公开发布）",
        "（此件公开）",
        &["zhengzi-02.md:13:14: the text of `zhengzi-02.md` differs: after `2月29日（此件公开` comes \
           `发布）枣庄市市中区创建国家知`, but `）枣庄市市中区创建国家知识产` in `zhengzi-02.html`, byte …"],
    );
    finds_on_the_web(
        "</article>",
        "",
        &["zhengzi-02.md:1:1: the text of `zhengzi-02.md` differs: `zhengzi-02.html` cannot be read: `</main>` at \
           byte … closes nothing"],
    );
}

/// What `verify` finds where the one place of the page of a document with this text that has `from` is changed.
#[track_caller]
fn differs(body: &str, from: &str, to: &str, expected: &str) {
    altered(Folder::with_body(body), from, to, expected);
}

/// The same of an issue of one document.
#[track_caller]
fn altered(folder: Folder, from: &str, to: &str, expected: &str) {
    let edition = folder.edition();
    let page = html(&edition, "a.html");
    assert_eq!(page.matches(from).count(), 1, "{from} in {page}");
    let pdf = reader::read(&edition.artefacts["2024-01.pdf"]).unwrap();
    let proved = |page: &str| prove_alone(&pdf, &[("a.html".to_owned(), &web::read(page.as_bytes()).unwrap())]);
    assert_eq!(proved(&page).documents[0].pdf, None);
    let found = proved(&page.replace(from, to)).documents[0].pdf.clone();
    assert_eq!(found.map(|found| found.to_string()).as_deref(), Some(expected));
}

#[test]
fn notes_numbers_links_and_pictures_are_compared() {
    let body = "甲[^1]乙。\n\n3. 项目\n4. 项目\n\n[网站](https://a.gov.cn/x)\n\n[^1]: 注。\n";
    let comes = |before: &str, web: &str, paper: &str| {
        format!("after `{before}` comes `{web}`, but `{paper}` on page 5 of the PDF")
    };
    let (web, paper) = ("註。］乙。3.项目4.项目网", "注。］乙。3.项目4.项目网");
    differs(body, "注。", "註。", &comes("府关于测试的通知甲［注：", web, paper));
    let (web, paper) = ("。3.项目4.项目网站［注：ht", "乙。3.项目4.项目网站［注：h");
    differs(body, "</sup>乙", "</sup>", &comes("测试的通知甲［注：注。］", web, paper));
    let (web, paper) = ("2.项目3.项目网站［注：htt", "3.项目4.项目网站［注：htt");
    differs(body, "start=\"3\"", "start=\"2\"", &comes("的通知甲［注：注。］乙。", web, paper));
    differs(body, "https://a.gov.cn/x", "https://a.gov.cn/y", &comes("/a.gov.cn/", "y］", "x］"));
    let (web, paper) = ("］乙。3.项目4.项目网站［注：", "注。］乙。3.项目4.项目网");
    differs(body, "<li id=\"", "<li id=\"x", &comes("府关于测试的通知甲［注：", web, paper));
    let picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"4\" height=\"3\"/></svg>";
    let folder = Folder::with_body("![图一](images/a.svg)\n").put("2024-01/images/a.svg", picture);
    let (web, paper) = ("［图：图二］", "［图：图一］");
    altered(folder, "alt=\"图一\"", "alt=\"图二\"", &comes("民政府关于测试的通知", web, paper));
}

#[test]
fn what_keeps_lines_together_is_no_part_of_an_address_on_the_web() {
    let edition = Folder::with_body("<http://../>。\n").edition();
    assert!(!html(&edition, "a.html").contains('\u{2060}'));
}

#[test]
fn the_head_of_a_table_that_goes_on_is_that_of_the_table() {
    let rows: String = (1..60).map(|row| format!("| {row} | 东镇 |\n")).collect();
    let body = format!("表1 巡查\n\n单位：次\n\n| 序号 | 单位 |\n|---|---|\n{rows}");
    let edition = Folder::with_body(&body).edition();
    let page = html(&edition, "a.html");
    let page = web::read(page.as_bytes()).unwrap();
    let mut pdf = Document::load_mem(&edition.artefacts["2024-01.pdf"]).unwrap();
    let faults = |pdf: &Document| {
        let texts = prove_alone(&reader::read(&bytes(pdf.clone())).unwrap(), &[("a.html".to_owned(), &page)]);
        texts.faults.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(faults(&pdf), Vec::<String>::new());
    retype(&mut pdf, 6, "序号", "号序号");
    assert_eq!(
        faults(&pdf),
        ["`续表1单位：次号序号单位` on page 6 of the PDF, the head of a table that goes on there, is no table's"]
    );
}

#[test]
fn what_a_parser_loses_is_named_with_its_place() {
    let folder = Folder::with_body(
        "甲\\*&amp;乙。\n\n1. 丙[丁](https://a.cn/(b) \"\")\n\n戊[^a]。\n\n| 己 | < |\n|---|:-:|\n| 庚 | 辛<br>壬 |\n\n[^a]: 癸。\n",
    );
    let edition = folder.edition();
    assert_eq!(edition.proofs.text.documents[0].lost, Vec::<String>::new());
    let file = IssueDir::read(&folder.issue(), &mut Diagnostics::default()).unwrap().texts["a.md"].clone();
    let mut issue = edition.issue;
    let body = &mut issue.sections[0].documents[0].body;
    Arc::make_mut(body).text.retain(|block| matches!(block.kind, BlockKind::Table(_)));
    let page = html(&Folder::new().edition(), "a.html");
    let page = web::read(page.as_bytes()).unwrap();
    let document = issue.documents().next().unwrap();
    let subject = Subject { document, file: &file, page: Ok(&page) };
    let pdf = reader::read(&edition.artefacts["2024-01.pdf"]).unwrap();
    let texts = prove(&pdf, &[subject], &issue.series.layout);
    assert_eq!(texts.documents[0].lost, ["甲\\*&amp;乙。", "丙", "丁", "戊", "。", "癸。"]);
}
