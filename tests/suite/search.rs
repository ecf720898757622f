//! What the search of the HTML edition looks through, `search-data.js`: every text, each stretch with its page.

use gazette::artefact::entries;
use gazette::compile::Edition;
use gazette::diag::Diagnostics;
use gazette::source::IssueDir;
use serde_json::Value;

use crate::printed_issue::edition;
use crate::support::{Folder, HEAD, Pdf, html, root};

/// The documents as the script finds them.
fn documents(edition: &Edition) -> Vec<Value> {
    let script = html(edition, "search-data.js");
    let list = script.strip_prefix("var gazetteSearch = ").and_then(|rest| rest.strip_suffix(";\n")).unwrap();
    serde_json::from_str(list).unwrap()
}

/// The stretches of a document: folio and text.
fn stretches(document: &Value) -> Vec<(u64, String)> {
    let stretch = |pair: &Value| (pair[0].as_u64().unwrap(), pair[1].as_str().unwrap().to_owned());
    document["text"].as_array().unwrap().iter().map(stretch).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of a document on all its pages.
fn whole(document: &Value) -> String {
    stretches(document).into_iter().map(|(_, text)| text).collect()
}

/// The text of a document of this Markdown.
fn text_of(markdown: &str) -> String {
    whole(&documents(&Folder::with_body(markdown).edition())[0])
}

#[test]
fn every_document_of_the_printed_issue_is_there_whole() {
    let documents = documents(edition());
    let listed = entries(&edition().issue, &edition().pagination);
    let proved = &edition().proofs.text.documents;
    assert_eq!((documents.len(), listed.len(), proved.len()), (6, 6, 6));
    for ((document, listed), proved) in documents.iter().zip(&listed).zip(proved) {
        assert_eq!(document["page"], listed.html);
        assert_eq!(document["title"], listed.title);
        assert_eq!(document["number"].as_str(), listed.number.as_deref());
        // The proof counts what it reads in three other places.
        assert_eq!(squeezed(&whole(document)).chars().count(), proved.characters, "{}", listed.html);
    }
    for (document, read) in edition().issue.documents().zip(&documents) {
        let read = squeezed(&whole(read));
        document.body.each_text(&mut |_, text| assert!(read.contains(&squeezed(text)), "{text}"));
    }
}

#[test]
fn every_stretch_of_the_printed_issue_stands_on_the_page_of_its_folio() {
    let pdf = Pdf::of(edition());
    for (document, listed) in documents(edition()).iter().zip(entries(&edition().issue, &edition().pagination)) {
        let stretches = stretches(document);
        let folios: Vec<u64> = stretches.iter().map(|(folio, _)| *folio).collect();
        let printed: Vec<u64> = (listed.page.0..=listed.last_page.0).map(u64::from).collect();
        assert_eq!(folios, printed, "{}", listed.html);
        for (folio, text) in stretches {
            let page = pdf.text(folio as u32 - listed.page.0 + listed.sheet.0);
            for block in text.split('\n') {
                assert!(page.contains(&squeezed(block)), "{block} is not on page {folio}: {page}");
            }
        }
    }
}

#[test]
fn blocks_and_cells_are_apart_and_notes_follow_their_block() {
    assert_eq!(
        text_of("甲[^1]乙**丙**。\n\n1. 丁\n2. 戊\n\n| 己<br>辛 | 庚 |\n| - | - |\n| 1 | 4 |\n\n[^1]: 注\n"),
        "某区人民政府关于测试的通知\n甲乙丙。\n注\n1.丁\n2.戊\n己 辛\n庚\n1\n4"
    );
    assert_eq!(
        text_of("见[网站](https://a.cn/b)。\n\n附件：1.甲\n2.乙（略）\n\n附件1\n\n# 甲\n\n丙\n"),
        "某区人民政府关于测试的通知\n见网站。\nhttps://a.cn/b\n附件：1.甲\n2.乙（略）\n附件1\n甲\n丙"
    );
}

#[test]
fn elements_stand_in_their_printed_order() {
    let lines = "secrecy = \"机密\"\nsigners = \"甲\\n乙\"\naddressee = \"各镇：\"\nsignature = \"某区人民政府\"\nnote = \"（公开）\"\n\
                 [colophon]\ncopies-to = \"区委。\"\nprinted-by = \"办公室\"\nprinted-on = 2024-03-06";
    let edition = Folder::with_front_matter(&format!("{HEAD}\n{lines}")).edition();
    assert_eq!(
        whole(&documents(&edition)[0]),
        "机密\n某区人民政府文件\n某政发〔2024〕1号\n签发人：甲\n乙\n某区人民政府关于测试的通知\n各镇：\n正文。\n\
         某区人民政府\n2024年3月5日\n（公开）\n抄送：区委。\n办公室\n2024年3月6日印发"
    );
}

#[test]
fn a_note_stands_on_the_page_of_its_mark() {
    let edition = Folder::with_body("甲\n\n<!-- 分页 -->\n\n乙[^1]丙\n\n[^1]: 注\n\n<!-- 分页 -->\n\n丁\n").edition();
    let expected =
        [(1, "某区人民政府关于测试的通知\n甲\n".to_owned()), (2, "乙丙\n注\n".to_owned()), (3, "丁".to_owned())];
    assert_eq!(stretches(&documents(&edition)[0]), expected);
}

#[test]
fn what_was_typed_cannot_leave_the_script() {
    let folder = Folder::with_body("甲\\</script>\"\\\\丙&#10;丁\n");
    let script = html(&folder.edition(), "search-data.js");
    assert!(!script.contains('<'), "{script}");
    assert!(script.chars().all(|c| c == '\n' || !c.is_control()), "{script}");
    assert!(text_of("甲\\</script>\"\\\\丙\n").ends_with("\n甲</script>\"\\丙"));
}

#[test]
fn the_data_depend_on_nothing_but_the_issue() {
    assert_eq!(html(&Folder::printed().edition(), "search-data.js"), html(edition(), "search-data.js"));
}

#[test]
fn the_data_are_no_larger_than_the_texts_they_are_made_of() {
    let folder = IssueDir::read(&root().join("issues/2024-02"), &mut Diagnostics::default()).unwrap();
    let documents = folder.texts.iter().filter(|(path, _)| path.ends_with(".md"));
    let typed: usize = documents.map(|(_, file)| file.text().len()).sum();
    assert!(html(edition(), "search-data.js").len() < typed);
}
