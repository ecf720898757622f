//! What the web pages say of themselves and of their documents, and where they mark printed pages.

use gazette::compile::Edition;
use gazette::pagination::TurnAt;
use gazette::proof::reader;
use gazette::proof::text::prove_alone;
use gazette::proof::web::{self, Element};

use crate::support::{Folder, HEAD, document, issue, whole_html};

/// What a government site has to say of itself.
const SITE: &str = "[site]\nname = \"某区人民政府\"\ndomain = \"www.example.gov.cn\"\nid-code = \"3704020001\"\n\
                    column-description = \"公布规范性文件\"\ncolumn-keywords = \"公报,文件\"\n\
                    url = \"https://www.example.gov.cn/gongbao\"\nfooter = \"\"\"\n甲ICP备1号\n找错\"\"\"\n";

fn page(edition: &Edition, name: &str) -> Element {
    web::read(whole_html(edition, name).as_bytes()).unwrap()
}

/// The values of the `meta` elements of a page, by name or property.
fn meta(page: &Element, name: &str) -> Option<String> {
    let is_meant = |element: &Element| {
        element.name == "meta"
            && ["name", "property"].iter().any(|key| element.attributes.get(*key).is_some_and(|it| it == name))
    };
    page.find(is_meant).map(|element| element.attributes["content"].clone())
}

fn linked_data(page: &Element) -> serde_json::Value {
    let is_data = |element: &Element| element.attributes.get("type").is_some_and(|kind| kind == "application/ld+json");
    serde_json::from_str(&page.find(is_data).unwrap().text()).unwrap()
}

/// A document that tells everything that the web can tell.
fn told() -> Folder {
    let web = "[web]\nindex-number = \"11370402/2024-00012\"\nsubject = \"综合政务\\\\政务公开\"\nkeywords = \"防火,山林\"\n\
               description = \"部署秋季防火。\"\npublished = 2024-03-29\neffective = 2024-04-01\nexpires = 2029-03-31\nvalidity = \"有效\"";
    Folder::with_front_matter(&format!("{HEAD}\n{web}")).put(
        "gazette.toml",
        format!("name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\nissn = \"1004-3438\"\n{SITE}"),
    )
}

#[test]
fn a_page_has_all_meta_elements_of_the_guideline() {
    let edition = told().edition();
    let page = page(&edition, "a.html");
    let expected = [
        ("SiteName", "某区人民政府"),
        ("SiteDomain", "www.example.gov.cn"),
        ("SiteIDCode", "3704020001"),
        ("ColumnName", "政府公报"),
        ("ColumnDescription", "公布规范性文件"),
        ("ColumnKeywords", "公报,文件"),
        ("ColumnType", "政策文件"),
        ("ArticleTitle", "某区人民政府关于测试的通知"),
        ("PubDate", "2024-03-29 00:00"),
        ("ContentSource", "《某区人民政府公报》2024年第1期"),
        ("Keywords", "防火,山林"),
        ("Author", "某区人民政府"),
        ("Description", "部署秋季防火。"),
        ("Url", "https://www.example.gov.cn/gongbao/2024-01/a.html"),
        ("og:type", "article"),
        ("og:title", "某区人民政府关于测试的通知"),
        ("og:url", "https://www.example.gov.cn/gongbao/2024-01/a.html"),
    ];
    for (name, value) in expected {
        assert_eq!(meta(&page, name).as_deref(), Some(value), "{name}");
    }
    let index = self::page(&edition, "index.html");
    assert_eq!(meta(&index, "Url").as_deref(), Some("https://www.example.gov.cn/gongbao/2024-01/"));
    assert_eq!(meta(&index, "ArticleTitle").as_deref(), Some("某区人民政府公报2024年第1期"));
    // Without a site nothing is said of one.
    let edition = Folder::new().edition();
    let page = self::page(&edition, "a.html");
    for name in ["SiteName", "ColumnName", "Url", "og:url"] {
        assert_eq!(meta(&page, name), None, "{name}");
    }
}

#[test]
fn linked_data_tell_issue_and_document() {
    let edition = told().edition();
    let data = linked_data(&page(&edition, "a.html"));
    assert_eq!(data["@type"], "Legislation");
    assert_eq!(data["legislationIdentifier"], "某政发〔2024〕1号");
    assert_eq!(data["legislationDate"], "2024-03-05");
    assert_eq!(data["legislationDateOfApplicability"], "2024-04-01");
    assert_eq!(data["legislationLegalForce"], "InForce");
    assert_eq!(data["datePublished"], "2024-03-29");
    assert_eq!(data["isPartOf"]["isPartOf"]["issn"], "1004-3438");
    assert_eq!(data["encoding"][1]["contentUrl"], "https://www.example.gov.cn/gongbao/2024-01/2024-01.pdf#page=5");
    let data = linked_data(&page(&edition, "index.html"));
    assert_eq!(
        (&data["@type"], &data["issueNumber"], &data["pageStart"]),
        (&"PublicationIssue".into(), &1.into(), &1.into())
    );
    assert_eq!(data["hasPart"][0]["url"], "https://www.example.gov.cn/gongbao/2024-01/a.html");
    let plain = linked_data(&page(&Folder::new().edition(), "a.html"));
    assert_eq!((&plain["@type"], &plain["url"]), (&"DigitalDocument".into(), &"a.html".into()));
}

#[test]
fn signs_of_html_in_a_title_are_signs_everywhere() {
    let title = "关于</script><b>&“甲”'乙'𠮷的通知";
    let text = format!("+++\nissuer = \"某区人民政府\"\ntitle = \"\"\"{title}\"\"\"\n+++\n正文。\n");
    let series = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n[fonts]\nfallback = \"LXGW WenKai\"\n";
    let edition = Folder::new().put("2024-01/a.md", text).put("gazette.toml", series).edition();
    let page = page(&edition, "a.html");
    assert_eq!(meta(&page, "ArticleTitle").as_deref(), Some(title));
    assert_eq!(linked_data(&page)["name"], title);
    assert_eq!(page.find(|element| element.name == "h1").unwrap().text(), title);
    assert!(page.find(|element| element.name == "b").is_none());
}

#[test]
fn a_page_tells_the_facts_of_its_document_and_how_it_is_cited() {
    let edition = told().edition();
    let page = page(&edition, "a.html");
    let facts = page.find(|element| element.has_class("facts")).unwrap();
    let facts: Vec<(String, String)> = facts
        .descendants()
        .into_iter()
        .filter(|element| element.name == "div")
        .map(|row| (row.descendants()[0].text(), row.descendants()[1].text()))
        .collect();
    let expected = [
        ("索引号", "11370402/2024-00012"),
        ("主题分类", "综合政务\\政务公开"),
        ("发文机关", "某区人民政府"),
        ("成文日期", "2024年3月5日"),
        ("标题", "某区人民政府关于测试的通知"),
        ("发文字号", "某政发〔2024〕1号"),
        ("发布日期", "2024年3月29日"),
        ("施行日期", "2024年4月1日"),
        ("失效日期", "2029年3月31日"),
        ("有效性", "有效"),
        ("主题词", "防火,山林"),
    ];
    assert_eq!(facts, expected.map(|(label, value)| (label.to_owned(), value.to_owned())));
    let cited = page.find(|element| element.has_class("citation")).unwrap();
    assert_eq!(cited.text(), "《某区人民政府公报》2024年第1期，第1页");
    let pdf = page.find(|element| element.has_class("download")).unwrap();
    assert_eq!(pdf.attributes["href"], "2024-01.pdf#page=5");
    let foot = page.find(|element| element.has_class("site")).unwrap();
    assert_eq!(foot.text(), "主办：某区人民政府甲ICP备1号找错");
}

/// The marks of printed pages on a web page, in order.
fn marks(page: &Element) -> Vec<String> {
    let marks = page.descendants().into_iter().filter(|element| element.has_class("turn"));
    marks.map(|mark| mark.attributes["id"].clone()).collect()
}

#[test]
fn every_printed_page_is_marked_where_it_begins() {
    let text = "甲".repeat(28 * 22 * 2);
    let folder = Folder::with_body(&format!("{text}\n\n# 方案\n\n乙。\n"));
    let edition = folder.edition();
    let pages = &edition.pagination.documents[0];
    assert_eq!((pages.folio.0, pages.last_folio.0), (1, 4));
    assert!(pages.turns.iter().all(|turn| matches!(turn.at, TurnAt::Text(_))), "{:?}", pages.turns);
    let page = page(&edition, "a.html");
    assert_eq!(marks(&page), ["p2", "p3", "p4"]);
    assert_eq!(page.find(|element| element.name == "article").unwrap().attributes["id"], "p1");
    let title = page.find(|element| element.name == "h2").unwrap();
    assert_eq!(title.text(), "4方案");
}

#[test]
fn a_page_that_is_only_signed_or_has_only_the_colophon_is_marked_there() {
    let body = "甲".repeat(28 * 12 - 2);
    let elements = "signature = \"某区人民政府\"\ndate = 2024-03-05\n[colophon]\nprinted-by = \"办公室\"";
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md"]));
    for lines in 10..30 {
        let text = format!("{body}{}\n", "乙".repeat(28 * (lines - 10)));
        let text = document(&text).replacen(
            "的通知\"\n+++",
            &format!("的通知\"\n{}\n+++", elements.split("\n[").next().unwrap()),
            1,
        );
        let (edition, findings) = folder_with(&folder, &text);
        assert!(findings.iter().all(|found| !found.contains("error")), "{findings:?}");
        let pages = edition.pagination.documents[0].clone();
        assert_eq!(marks(&page(&edition, "a.html")).len() as u32, pages.last_folio.0 - pages.folio.0, "{lines}");
    }
}

fn folder_with(folder: &Folder, text: &str) -> (Edition, Vec<String>) {
    std::fs::write(folder.issue().join("a.md"), text).unwrap();
    let (edition, findings) = folder.compile(gazette::compile::Goal::Artefacts(&[]));
    (edition.unwrap(), findings)
}

#[test]
fn a_mark_that_stands_elsewhere_is_found() {
    let text = "甲".repeat(28 * 22 * 2);
    let edition = Folder::with_body(&format!("{text}乙丙丁。\n")).edition();
    let pdf = reader::read(&edition.artefacts["2024-01.pdf"]).unwrap();
    let whole = whole_html(&edition, "a.html");
    let mark = |folio: u32| {
        format!("<a class=\"turn\" id=\"p{folio}\" href=\"#p{folio}\" aria-label=\"第{folio}页\">{folio}</a>")
    };
    let found = |html: &str| {
        let page = web::read(html.as_bytes()).unwrap();
        prove_alone(&pdf, &[("a.html".to_owned(), &page)]).documents[0].html.as_ref().map(ToString::to_string)
    };
    assert_eq!(found(&whole), None);
    let gone = whole.replace(&mark(3), "");
    assert_eq!(found(&gone).unwrap(), "after page 1 it marks 2, and the PDF goes on to 2, 3");
    let late = gone.replace("丙丁", &format!("丙{}丁", mark(3)));
    assert_eq!(
        found(&late).unwrap(),
        "it marks page 3 after `甲甲甲甲甲甲甲甲乙丙`, and that page of the PDF does not begin there"
    );
}

#[test]
fn pictures_lie_beside_the_page_and_cells_keep_their_alignment() {
    let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"4\" height=\"3\"/></svg>";
    let body = "![图一](<images/图 1.svg>)\n\n| 名 | 数 | 注 |\n|:--|--:|:-:|\n| 甲 | 1 | 乙 |\n";
    let edition = Folder::with_body(body).put("2024-01/images/图 1.svg", svg).edition();
    assert_eq!(edition.artefacts["images/图 1.svg"], svg.as_bytes());
    let page = page(&edition, "a.html");
    let picture = page.find(|element| element.name == "img").unwrap();
    assert_eq!(picture.attributes["src"], "images/%E5%9B%BE%201.svg");
    let cells = page.descendants().into_iter().filter(|element| element.name == "td");
    let classes: Vec<&str> = cells.map(|cell| cell.attributes["class"].as_str()).collect();
    assert_eq!(classes, ["left", "right", "center"]);
}

#[test]
fn a_page_takes_nothing_from_elsewhere_and_has_no_style_or_script_of_its_own() {
    let edition = Folder::with_body("甲[^1]，[乙](https://a.gov.cn)。\n\n1. 丙\n\n[^1]: 丁。\n").edition();
    let page = page(&edition, "a.html");
    let policy = page.find(|element| element.attributes.contains_key("http-equiv")).unwrap();
    assert!(policy.attributes["content"].starts_with("default-src 'none'; style-src 'self'; script-src 'self'"));
    for element in page.descendants() {
        assert!(!element.attributes.keys().any(|key| key == "style" || key.starts_with("on")), "{}", element.name);
        let source = element.attributes.get("src").or(element.attributes.get("href").filter(|_| element.name != "a"));
        assert!(source.is_none_or(|source| !source.contains(':')), "{source:?}");
    }
    let notes = page.find(|element| element.name == "article").unwrap();
    let notes = notes.find(|element| element.attributes.get("role").is_some_and(|role| role == "doc-endnotes"));
    assert!(notes.unwrap().text().ends_with("丁。"));
}

#[test]
fn a_page_that_begins_with_a_link_or_a_number_is_marked_before_it() {
    for begins in [
        "[文](https://a.gov.cn/b)",
        "<https://a.gov.cn/>",
        "[**乙**](https://a.gov.cn/b)",
        "*[文](https://a.gov.cn/b)*",
        "- [文](https://a.gov.cn/b)",
        "1. 乙\n2. 丙",
    ] {
        let edition = Folder::with_body(&format!("甲。\n\n<!-- 分页 -->\n\n{begins}\n")).edition();
        let page = page(&edition, "a.html");
        let marks = page.descendants().into_iter().filter(|element| element.has_class("turn"));
        assert_eq!(marks.map(Element::text).collect::<Vec<_>>(), ["2"], "{begins}");
    }
}
