//! That the contents of the printed issue agree in six sources, and that the proof finds every kind of damage done to its
//! finished files.

use gazette::artefact::{INDEX, TocEntry, entries};
use gazette::compile::Goal;
use gazette::diag::Diagnostics;
use gazette::language::Language;
use gazette::place::Place;
use gazette::proof::contents::{Contents, Others, prove, report, table};
use gazette::proof::{reader, web};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::printed_issue::edition;
use crate::support::{Folder, HEAD, document, in_chinese, issue};

/// The page of the printed issue's PDF with its contents.
const CONTENTS: u32 = 3;
/// The page on which its second document begins, with folio 15.
const SECOND: u32 = 19;
/// The entry of its second document, as the proof names it.
const ENTRY: &str = "关于下达2024年度全区安全生产控制目标的通知（市中政发〔2024〕2号）";

pub(crate) fn pdf() -> Document {
    Document::load_mem(&edition().artefacts["2024-02.pdf"]).unwrap()
}

fn index() -> String {
    String::from_utf8(edition().artefacts[INDEX].clone()).unwrap()
}

fn toc() -> Vec<TocEntry> {
    entries(&edition().issue, &edition().pagination)
}

pub(crate) fn bytes(mut pdf: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn proved(pdf: &[u8], index: Option<&str>, toc: Option<&[TocEntry]>) -> Contents {
    let index = index.map(|index| web::read(index.as_bytes()).unwrap());
    prove(&reader::read(pdf).unwrap(), Others { toc, index: index.as_ref() }).unwrap()
}

/// What is wrong, as the findings say it.
fn faults(contents: &Contents) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    report(contents, |_| Place::whole("entry"), &Place::whole("issue"), &mut diagnostics);
    assert!(diagnostics.sorted().iter().all(|found| found.code == "contents-differ"));
    let line =
        |found: &&gazette::diag::Diagnostic| found.message.to_string().replace(&format!("the entry `{ENTRY}` of "), "");
    diagnostics.sorted().iter().map(line).collect()
}

/// What the proof finds in a damaged PDF of the printed issue, beside its good web page and `toc --json`.
#[track_caller]
fn finds(damage: impl FnOnce(&mut Document), findings: &[&str]) {
    let mut document = pdf();
    damage(&mut document);
    assert_eq!(faults(&proved(&bytes(document), Some(&index()), Some(&toc()))), findings);
}

/// Changes the operators of a sheet.
pub(crate) fn operations(pdf: &mut Document, sheet: u32, change: impl FnOnce(&mut Vec<Operation>)) {
    let page = pdf.get_pages()[&sheet];
    let mut content = pdf.get_and_decode_page_content(page).unwrap();
    change(&mut content.operations);
    pdf.change_page_content(page, Content { operations: content.operations }.encode().unwrap()).unwrap();
}

/// Sets other characters in place of the first string on a sheet that holds exactly these; a face of the page must have them.
pub(crate) fn retype(pdf: &mut Document, sheet: u32, old: &str, new: &str) {
    let page = pdf.get_pages()[&sheet];
    let fonts = pdf.get_page_fonts(page).unwrap();
    let encodings: Vec<_> =
        fonts.iter().map(|(name, font)| (name.clone(), font.get_font_encoding(pdf).unwrap())).collect();
    let codes: Vec<(Vec<u8>, Vec<u8>, Vec<u8>)> = encodings
        .iter()
        .map(|(name, encoding)| {
            (name.clone(), Document::encode_text(encoding, old), Document::encode_text(encoding, new))
        })
        .collect();
    operations(pdf, sheet, |operations| {
        let mut font = Vec::new();
        for operation in operations {
            if operation.operator == "Tf" {
                font = operation.operands[0].as_name().unwrap().to_vec();
            }
            let Some((_, old, new)) = codes.iter().find(|(name, ..)| *name == font) else { continue };
            let strings = match operation.operands.first_mut() {
                Some(Object::Array(array)) if operation.operator == "TJ" && array.len() == 1 => array.first_mut(),
                string if operation.operator == "Tj" => string,
                _ => None,
            };
            if let Some(Object::String(string, _)) = strings
                && string == old
            {
                *string = new.clone();
                return;
            }
        }
        panic!("sheet {sheet} has no string {old:?}");
    });
}

/// The annotations of a sheet.
fn annotations(pdf: &mut Document, sheet: u32) -> &mut Vec<Object> {
    let page = pdf.get_pages()[&sheet];
    let list = pdf.get_dictionary(page).unwrap().get(b"Annots").unwrap().clone();
    match list {
        Object::Reference(id) => pdf.get_object_mut(id).unwrap().as_array_mut().unwrap(),
        _ => {
            let page = pdf.get_object_mut(page).unwrap().as_dict_mut().unwrap();
            page.get_mut(b"Annots").unwrap().as_array_mut().unwrap()
        }
    }
}

#[test]
fn six_sources_tell_one_number() {
    let contents = &edition().proofs.contents;
    assert_eq!(faults(contents), Vec::<String>::new());
    let told = contents.entries.iter().map(|entry| {
        let told = [entry.contents, entry.foot, entry.label, entry.bookmark, entry.toc, entry.index];
        told.map(Option::unwrap)
    });
    assert_eq!(told.collect::<Vec<_>>(), [1, 15, 18, 21, 25, 36].map(|page| [page; 6]));
    let sheets: Vec<_> = contents.entries.iter().map(|entry| entry.sheet.unwrap()).collect();
    assert_eq!(sheets, [5, 19, 22, 25, 29, 40]);
    let lines = table(contents, Language::En);
    assert_eq!(
        lines[2].split_whitespace().collect::<Vec<_>>(),
        ["15", "15", "15", "15", "15", "15", "19", "good", ENTRY]
    );
}

#[test]
fn a_pdf_alone_tells_four_of_them() {
    let contents = proved(&bytes(pdf()), None, None);
    assert_eq!(faults(&contents), Vec::<String>::new());
    let entry = &contents.entries[1];
    assert_eq!((entry.contents, entry.foot, entry.label, entry.bookmark), (Some(15), Some(15), Some(15), Some(15)));
    assert_eq!((entry.toc, entry.index), (None, None));
}

#[test]
fn a_number_altered_in_the_printed_contents_is_found() {
    let found = "the page numbers differ: 18 in the contents, 15 at the foot of the page, 15 as page label, \
                 15 by its bookmark, 15 in `toc --json`, 15 in `index.html`";
    finds(|pdf| retype(pdf, CONTENTS, "15", "18"), &[&format!("the contents: {found}")]);
    // Without the other files too.
    let mut altered = pdf();
    retype(&mut altered, CONTENTS, "15", "18");
    let found = "the contents: the page numbers differ: 18 in the contents, 15 at the foot of the page, 15 as page label, \
                 15 by its bookmark";
    assert_eq!(faults(&proved(&bytes(altered), None, None)), [found]);
}

#[test]
fn the_contents_are_proved_in_chinese() {
    let mut altered = pdf();
    retype(&mut altered, CONTENTS, "15", "18");
    let folder = tempfile::tempdir().unwrap();
    altered.save(folder.path().join("a.pdf")).unwrap();
    let found = "页码不一致：目录中为 18，页脚为 15，页面标签为 15，书签所指为 15";
    let expected = format!("contents-differ: 目录条目 `{ENTRY}`：{found}");
    assert_eq!(in_chinese(folder.path(), &["verify", "a.pdf"]), [expected]);
}

#[test]
fn a_folio_altered_or_gone_is_found() {
    let differ = |foot: &str| {
        format!(
            "the contents: the page numbers differ: 15 in the contents, {foot} at the foot of the page, 15 as page label, \
             15 by its bookmark, 15 in `toc --json`, 15 in `index.html`"
        )
    };
    let page = "page 19 of the PDF carries the folio 51, and its page label is `15`";
    finds(|pdf| retype(pdf, SECOND, "— 15 —", "— 51 —"), &[&differ("51"), page]);
    let gone = |pdf: &mut Document| {
        operations(pdf, SECOND, |operations| {
            let last =
                operations.iter().rposition(|operation| operation.operator == "Tj" || operation.operator == "TJ");
            let start = operations[..last.unwrap()].iter().rposition(|operation| operation.operator == "BDC").unwrap();
            operations.truncate(start);
        });
    };
    finds(gone, &[&differ("none"), "page 19 of the PDF carries no folio, and its page label is `15`"]);
    // On a page where nothing begins.
    let page = "page 20 of the PDF carries the folio 61, and its page label is `16`";
    finds(|pdf| retype(pdf, SECOND + 1, "— 16 —", "— 61 —"), &[page]);
}

#[test]
fn swapped_pages_are_found() {
    let mut swapped = pdf();
    let (second, third) = (swapped.get_pages()[&SECOND], swapped.get_pages()[&22]);
    swap_kids(&mut swapped, second, third);
    let found = faults(&proved(&bytes(swapped), Some(&index()), Some(&toc())));
    assert!(
        found.contains(&"page 19 of the PDF carries the folio 18, and its page label is `15`".to_owned()),
        "{found:?}"
    );
    assert!(
        found.contains(&"page 22 of the PDF carries the folio 15, and its page label is `18`".to_owned()),
        "{found:?}"
    );
    let link = "the contents: its link leads to page 22 of the PDF, and `toc --json` says page 19".to_owned();
    assert!(found.contains(&link), "{found:?}");
}

/// Lets two pages change places in the tree of pages.
fn swap_kids(pdf: &mut Document, one: ObjectId, other: ObjectId) {
    for object in pdf.objects.values_mut() {
        let Ok(kids) = object.as_dict_mut().and_then(|dict: &mut Dictionary| dict.get_mut(b"Kids")) else { continue };
        for kid in kids.as_array_mut().unwrap() {
            match kid.as_reference() {
                Ok(id) if id == one => *kid = Object::Reference(other),
                Ok(id) if id == other => *kid = Object::Reference(one),
                _ => {}
            }
        }
    }
}

#[test]
fn a_link_that_is_gone_or_leads_elsewhere_is_found() {
    let gone = |pdf: &mut Document| drop(annotations(pdf, CONTENTS).drain(2..4));
    finds(gone, &["the contents: it has no link that leads to a page of the PDF"]);
    let elsewhere = |pdf: &mut Document| {
        let ids: Vec<ObjectId> = annotations(pdf, CONTENTS).iter().map(|link| link.as_reference().unwrap()).collect();
        let link = |pdf: &Document, id: ObjectId| pdf.get_dictionary(id).unwrap().clone();
        let (third, keys) = (link(pdf, ids[4]), [b"A".as_slice(), b"Dest"]);
        for id in &ids[2..4] {
            let second = pdf.get_object_mut(*id).unwrap().as_dict_mut().unwrap();
            for key in keys {
                if let Ok(target) = third.get(key) {
                    second.set(key, target.clone());
                }
            }
        }
    };
    let mut document = pdf();
    elsewhere(&mut document);
    let found = faults(&proved(&bytes(document), None, None));
    let title = "its title is not on page 22 of the PDF, to which its link leads";
    assert!(found.iter().any(|fault| fault.contains(title)), "{found:?}");
}

#[test]
fn an_entry_whose_words_and_number_lead_to_different_places_is_named_by_its_words() {
    let moved = |pdf: &mut Document| {
        let ids: Vec<ObjectId> = annotations(pdf, CONTENTS).iter().map(|link| link.as_reference().unwrap()).collect();
        let last = pdf.get_dictionary(ids[ids.len() - 1]).unwrap().get(b"Dest").unwrap().clone();
        pdf.get_object_mut(ids[2]).unwrap().as_dict_mut().unwrap().set("Dest", last);
    };
    let mut document = pdf();
    moved(&mut document);
    let found = faults(&proved(&bytes(document), None, None));
    assert!(
        found.contains(&"the contents: its words and its number are links to different places".to_owned()),
        "{found:?}"
    );
    assert!(found.iter().all(|fault| fault.starts_with("the contents: ")), "{found:?}");
}

#[test]
fn an_entry_that_lost_its_first_character_is_found() {
    let lost = |pdf: &mut Document| retype(pdf, CONTENTS, "关于下达", "于下达");
    let mut document = pdf();
    lost(&mut document);
    let found = faults(&proved(&bytes(document), None, None));
    let entry = ENTRY.trim_start_matches('关');
    assert_eq!(found, [format!("the entry `{entry}` of the contents: no bookmark has its title")]);
}

#[test]
fn a_title_of_digits_is_no_number() {
    let folder = Folder::new()
        .put("2024-01/issue.toml", issue(&["a.md", "b.md"]))
        .put("2024-01/b.md", document("正文。\n").replace("某区人民政府关于测试的通知", "2024"));
    let contents = folder.edition().proofs.contents;
    assert_eq!(
        contents.entries.iter().map(|entry| entry.title.as_str()).collect::<Vec<_>>(),
        ["关于测试的通知", "2024"]
    );
}

#[test]
fn a_title_or_number_altered_on_its_page_is_found() {
    let number = "the contents: its number `市中政发〔2024〕2号` is not on page 19 of the PDF, to which its link leads";
    finds(|pdf| retype(pdf, SECOND, "2", "4"), &[number]);
}

#[test]
fn a_bookmark_that_is_altered_is_found() {
    let renamed = |pdf: &mut Document| {
        let bookmark = pdf.objects.values_mut().find_map(|object| {
            let dict = object.as_dict_mut().ok()?;
            let title = lopdf::decode_text_string(dict.get(b"Title").ok()?).ok()?;
            title.contains("安全生产控制目标").then_some(dict)
        });
        bookmark.unwrap().set("Title", lopdf::text_string("别的"));
    };
    finds(renamed, &["the contents: no bookmark has its title"]);
}

#[test]
fn a_page_label_that_is_altered_is_found() {
    let shifted = |pdf: &mut Document| {
        let dict = pdf.objects.values_mut().find_map(|object| {
            let dict = object.as_dict_mut().ok()?;
            let is_label = dict.get(b"Type").and_then(Object::as_name).ok() == Some(b"PageLabel");
            (is_label && dict.get(b"St").and_then(Object::as_i64).ok() == Some(15)).then_some(dict)
        });
        dict.unwrap().set("St", 16);
    };
    let mut document = pdf();
    shifted(&mut document);
    let found = faults(&proved(&bytes(document), Some(&index()), Some(&toc())));
    let label = "the contents: the page numbers differ: 15 in the contents, 15 at the foot of the page, 16 as page label, \
                 16 by its bookmark, 15 in `toc --json`, 15 in `index.html`";
    assert!(found.contains(&label.to_owned()), "{found:?}");
}

#[test]
fn web_pages_and_toc_that_were_altered_are_found() {
    let good = bytes(pdf());
    let differ = |index: &str| faults(&proved(&good, Some(index), Some(&toc())));
    let number = index().replace("class=\"folio\">15<", "class=\"folio\">16<");
    let found = "the contents: the page numbers differ: 15 in the contents, 15 at the foot of the page, 15 as page label, \
                 15 by its bookmark, 15 in `toc --json`, 16 in `index.html`";
    assert_eq!(differ(&number), [found]);
    let link = index().replace("<a href=\"zhengfa-02.html\">", "<a href=\"zhengfa-04.html\">");
    assert_eq!(
        differ(&link),
        ["the contents: in `index.html` it leads to `zhengfa-04.html`, and its page is `zhengfa-02.html`"]
    );
    let title = index().replace("安全生产控制目标", "安全生产目标");
    let missing = "the contents: the contents of `index.html` do not have it";
    assert!(differ(&title).contains(&missing.to_owned()), "{:?}", differ(&title));
    let mut longer = toc();
    longer[0].last_page.0 -= 1;
    let entry = "关于印发《枣庄市市中区创建国家知识产权强县建设试点县工作实施方案（2024—2026年）》的通知（市中政字〔2024〕2号）";
    let found = format!(
        "the entry `{entry}` of the contents: `toc --json` says that it ends on page 13, and page 18 of the PDF goes on"
    );
    assert_eq!(faults(&proved(&good, Some(&index()), Some(&longer))), [found]);
    let found = "the contents: `toc --json` does not have it";
    let without: Vec<TocEntry> = toc().into_iter().filter(|entry| entry.page.0 != 15).collect();
    let faults = faults(&proved(&good, Some(&index()), Some(&without)));
    // Its pages would then belong to the one before it.
    let longer = format!(
        "the entry `{entry}` of the contents: `toc --json` says that it ends on page 14, and page 19 of the PDF goes on"
    );
    assert_eq!(faults, [found.to_owned(), longer]);
}

#[test]
fn letters_run_on_documents_and_back_covers_are_no_faults() {
    let letter = document("正文。\n").replacen("+++\nissuer", &format!("+++\nform = \"letter\"\n{HEAD}\nissuer"), 1);
    let folder = Folder::with_series("[layout]\nstart = \"run-on\"\n[back-cover]\ntext = \"封底\"")
        .put("2024-01/issue.toml", issue(&["a.md", "b.md", "c.md", "d.md"]))
        .put("2024-01/b.md", letter)
        .put("2024-01/c.md", document("一。\n"))
        .put("2024-01/d.md", document("二。\n").replace("测试", "运行"));
    let contents = folder.edition().proofs.contents;
    assert_eq!(faults(&contents), Vec::<String>::new());
    let told: Vec<_> = contents.entries.iter().map(|entry| (entry.contents, entry.foot)).collect();
    // The first page of a letter carries no folio (10.1).
    assert_eq!(told[1], (Some(2), None));
    assert_eq!(told[2], told[3], "two documents begin on one page");
}

#[test]
fn a_file_without_contents_is_named() {
    let plain = crate::reader::pdf(&["".to_owned()]);
    let found = prove(&reader::read(&plain).unwrap(), Others::default());
    assert_eq!(found.unwrap_err().to_string(), "the PDF has no contents whose entries lead to its pages");
    let (edition, _) = Folder::new().compile(Goal::Pagination);
    assert_eq!(edition.unwrap().proofs.contents, Contents::default());
}
