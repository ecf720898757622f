//! `akn.xml`: its text, its structure, and what it says of documents.

use roxmltree::Node;

use super::{all, docs, editions, first, record, squeezed, structure, words, xml};
use crate::printed_issue::edition;
use crate::support::{Folder, Pdf, root};

/// The rule: all characters that are no white space are there, and the names of those who sign by a stamp.
#[test]
fn has_all_characters_of_every_document() {
    for (name, edition) in editions() {
        let akn = xml(edition, "akn.xml");
        let docs = docs(&akn);
        assert_eq!(docs.len(), edition.issue.documents().count(), "{name}");
        for ((document, doc), proof) in edition.issue.documents().zip(docs).zip(&edition.proofs.text.documents) {
            let text = squeezed(&words(doc));
            let stamped = document.front_matter.signatories.iter().filter(|person| person.stamp.is_some());
            let names: usize = stamped.map(|person| squeezed(&person.name.text).chars().count()).sum();
            assert_eq!(text.chars().count(), proof.characters + names, "{name}, {}", document.path);
            let mut rest = text.as_str();
            document.body.each_text(&mut |_, piece| {
                let piece = squeezed(piece);
                let at = rest.find(&piece).unwrap_or_else(|| panic!("{name}, {}: {piece}", document.path));
                rest = &rest[at + piece.len()..];
            });
        }
    }
}

#[test]
fn keeps_the_structure_of_its_schema() {
    for (name, edition) in editions() {
        structure::check(name, xml(edition, "akn.xml").root_element());
    }
    structure::check("torture", xml(&torture().edition(), "akn.xml").root_element());
}

#[test]
fn says_what_the_printed_issue_is() {
    let akn = xml(edition(), "akn.xml");
    let gazette = akn.root_element().first_element_child().unwrap();
    let value = |node, name| first(node, name).attribute("value").map(str::to_owned);
    let uri = "/akn/cn/officialGazette/市中区人民政府公报/2024-06-30/2";
    assert_eq!(value(gazette, "FRBRuri").as_deref(), Some(uri));
    let doc = docs(&akn)[4];
    assert_eq!(doc.attribute("name"), Some("通知"));
    let uri = "/akn/cn/doc/枣庄市市中区人民政府办公室/2024-04-26/市中政办发〔2024〕4号";
    assert_eq!(value(doc, "FRBRuri").as_deref(), Some(uri));
    let citation = "《市中区人民政府公报》2024年第2期，第25—35页";
    assert_eq!(first(doc, "publication").attribute("showAs"), Some(citation));
    assert_eq!(words(first(doc, "docProponent")), "枣庄市市中区人民政府办公室文件");
    assert_eq!(words(first(doc, "docNumber")), "市中政办发〔2024〕4号");
    assert_eq!(all(first(doc, "docTitle"), "eol").count(), 2);
    let issued = first(first(doc, "attachments"), "doc");
    assert_eq!((issued.attribute("name"), all(issued, "level").count()), (Some("印发件"), 9));
    let level = all(issued, "level").nth(3).unwrap();
    assert_eq!(
        (words(first(level, "num")), words(first(level, "heading"))),
        ("（一）".to_owned(), "动员部署阶段（2024年4月底之前）".to_owned())
    );
    assert_eq!(level.parent_element().unwrap().attribute("eId"), Some("cmp_8__att_1__lvl_3"));
    let toc = first(gazette, "toc");
    let targets: Vec<&str> = all(toc, "tocItem").filter_map(|item| item.attribute("href")).collect();
    for target in targets {
        let id = target.strip_prefix('#');
        assert!(akn.descendants().any(|node| node.attribute("eId") == id), "{target}");
    }
}

/// All that can stand in a text.
fn torture() -> Folder {
    Folder::with_body(
        "正文[^1]与[链接](https://example.com/a?b=c&d=e)和**粗**、*点*。\\\n新行\n\n[^1]: 注一[另一](https://example.com/x)。\n\n    \
         注二。\n\n1. 甲\n2. 乙\n\n- 丙\n\n  丙二\n\n> 引用\n>\n> 第一条 引用的\n\n## 前言\n\n文字\n\n## 一、甲[^2]\n\n第一条 条文\n\n款二\n\n\
         第二条 条文二\n\n### （二）题\n\n[^2]: 题注\n\n术语\n: 定义\n\n表1 标题\n单位：万元\n\n| a | b | c |\n| - | - | - |\n| 1 | < | 3 \
         |\n| ^ | ^ | ^ |\n| 5 | 6 |   |\n\n注：甲\n\n![图](images/a%20b.svg \"图题\")\n\n附件：1.甲\n\n2.乙\n\n附件1\n\n# 甲\n\n| 列 |\n\
         | - |\n| 1 |\n\n附件2\n\n# 乙\n\n文\n",
    )
    .put("2024-01/images/a b.svg", std::fs::read(root().join("tests/issues/order/2024-01/images/stamp.svg")).unwrap())
}

#[test]
fn has_notes_links_tables_and_pictures() {
    let edition = torture().edition();
    let akn = xml(&edition, "akn.xml");
    let doc = docs(&akn)[0];
    let notes: Vec<_> = all(doc, "authorialNote").map(|note| (note.attribute("marker"), words(note))).collect();
    assert_eq!(notes, [(Some("1"), "注一另一。注二。".to_owned()), (Some("2"), "题注".to_owned())]);
    assert_eq!(first(doc, "a").attribute("href"), Some("https://example.com/x"));
    assert_eq!(all(doc, "a").nth(1).unwrap().attribute("href"), Some("https://example.com/a?b=c&d=e"));
    let table = first(doc, "table");
    let rows: Vec<Vec<String>> =
        all(table, "tr").map(|row| row.children().filter(Node::is_element).map(words).collect()).collect();
    let squeeze = |row: &Vec<String>| row.iter().map(|cell| squeezed(cell)).collect::<Vec<_>>().join("|");
    assert_eq!(rows.iter().map(squeeze).collect::<Vec<_>>(), ["a|b|c", "1|3", "5|6|"]);
    let cell = all(table, "td").next().unwrap();
    // The row that only merged cells have is not there.
    assert_eq!((cell.attribute("colspan"), cell.attribute("rowspan")), (Some("2"), None));
    assert_eq!(words(first(table, "caption")), "表1 标题单位：万元");
    let picture = first(doc, "img");
    assert_eq!((picture.attribute("src"), picture.attribute("alt")), (Some("images/a%20b.svg"), Some("图")));
    let articles: Vec<String> = all(doc, "article").map(|article| squeezed(&words(article))).collect();
    assert_eq!(articles, ["第一条条文款二", "第二条条文二"]);
    let record = record(&edition);
    let pdf = Pdf::of(&edition);
    for (part, label) in record["documents"][0]["parts"].as_array().unwrap().iter().zip(["附件1", "附件2"]) {
        assert_eq!(part["label"], label);
        let sheet = part["sheet"].as_u64().unwrap() as u32;
        assert!(pdf.text(sheet).starts_with(label), "{}", pdf.text(sheet));
        assert_eq!(part["page"], sheet - 4);
    }
}
