//! The machine forms: what they say of an issue, read back by readers that share no code with their writers.

mod akoma_ntoso;
mod structure;

use gazette::compile::{Edition, Goal};
use roxmltree::{Document, Node};
use serde_json::{Value, json};

use crate::fixtures;
use crate::printed_issue::edition;
use crate::schema::check;
use crate::support::{Folder, document, gazette, issue};

/// The printed issue and all fixtures, with their names.
fn editions() -> impl Iterator<Item = (&'static str, &'static Edition)> {
    std::iter::once(("2024-02", edition())).chain(fixtures::editions())
}

fn file<'a>(edition: &'a Edition, name: &str) -> &'a str {
    std::str::from_utf8(&edition.artefacts[name]).unwrap()
}

fn record(edition: &Edition) -> Value {
    serde_json::from_str(file(edition, "issue.json")).unwrap()
}

/// The rows of `contents.csv` below its head, as objects.
fn rows(edition: &Edition) -> Vec<Value> {
    let csv = file(edition, "contents.csv").strip_prefix('\u{feff}').unwrap();
    assert_eq!(csv.matches('\n').count(), csv.matches("\r\n").count(), "lines end as RFC 4180 has it");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        Value::Object(head.iter().zip(&row).map(|(name, value)| (name.to_owned(), value.into())).collect())
    };
    reader.records().map(|read| row(read.unwrap())).collect()
}

fn xml<'a>(edition: &'a Edition, name: &str) -> Document<'a> {
    Document::parse(file(edition, name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The elements of this name, in order.
fn all<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The first of them.
#[track_caller]
fn first<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Node<'a, 'i> {
    all(node, name).next().unwrap_or_else(|| panic!("there is no <{name}>"))
}

/// The text within an element.
fn words(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The documents of an Akoma Ntoso file, without their issued texts and attachments as documents of their own.
fn docs<'a>(akn: &'a Document) -> Vec<Node<'a, 'a>> {
    let components = akn.root_element().descendants().filter(|node| node.has_tag_name((AKN, "component")));
    components.filter_map(|node| node.first_element_child()).filter(|node| node.has_tag_name((AKN, "doc"))).collect()
}

const AKN: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// Where a record is not as the schema of `issue.json` has it.
fn schema_faults(record: &Value) -> Vec<String> {
    let schema = serde_json::from_str(include_str!("../../src/exchange/issue.schema.json")).unwrap();
    check::faults(&schema, record)
}

#[test]
fn issue_json_is_as_its_schema_has_it() {
    for (name, edition) in editions() {
        assert_eq!(schema_faults(&record(edition)), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schema_finds_what_is_wrong() {
    let faults = |wrong: &dyn Fn(&mut Value)| {
        let mut record = record(edition());
        wrong(&mut record);
        schema_faults(&record)
    };
    assert_eq!(faults(&|it| it["year"] = json!("2024")), ["/year: is no integer"]);
    assert_eq!(faults(&|it| it["documents"][0]["kind"] = json!("公函")), ["/documents/0/kind: is none of the values"]);
    assert_eq!(faults(&|it| it["date"] = json!("2024年")), ["/date: is not of the pattern"]);
    assert_eq!(faults(&|it| it["gazette"]["fax"] = json!(null)), ["/gazette: has `fax`"]);
    assert_eq!(faults(&|it| it["files"] = json!({})).len(), 5);
    assert_eq!(faults(&|it| it["documents"][0]["number"]["year"] = json!(0)), ["/documents/0/number: is none of 2"]);
}

#[test]
fn issue_json_tells_what_is_known_of_the_printed_issue() {
    let record = record(edition());
    assert_eq!((&record["title"], &record["serial"]), (&json!("市中区人民政府公报2024年第2期"), &json!(31)));
    assert_eq!(record["gazette"]["sponsors"], json!(["市中区人民政府"]));
    assert_eq!(record["files"]["pdf"]["bytes"], edition().artefacts["2024-02.pdf"].len());
    assert_eq!(record["sections"][1]["title"], "区政府办公室文件");
    assert_eq!(record["sections"][1]["documents"], json!(["2024-02/zhengbanfa-04", "2024-02/zhengbanzi-06"]));
    let document = &record["documents"][4];
    let number = json!({ "text": "市中政办发〔2024〕4号", "agency": "市中政办发", "year": 2024, "serial": 4 });
    assert_eq!((&document["number"], &document["kind"]), (&number, &json!("通知")));
    assert_eq!((&document["page"], &document["last_page"], &document["sheet"]), (&25.into(), &35.into(), &29.into()));
    assert_eq!((&document["published"], &document["url"]), (&json!("2024-06-30"), &Value::Null));
    let parts = json!([
        {
            "label": null,
            "title": "枣庄市市中区创建国家知识产权强县建设试点县工作实施方案（2024—2026年）",
            "page": 2,
            "sheet": 6,
        },
        { "label": "附件", "title": "枣庄市市中区创建国家知识产权强县建设试点县工作任务目标分解表", "page": 10, "sheet": 14 },
    ]);
    assert_eq!(record["documents"][0]["parts"], parts);
}

/// An issue of a site, whose one document has all keys of the web.
fn on_a_site() -> Folder {
    let site = "[site]\nname = \"某区\"\ndomain = \"www.example.gov.cn\"\nid-code = \"3704020001\"\n\
                column-description = \"公报\"\ncolumn-keywords = \"公报\"\nurl = \"https://www.example.gov.cn/gongbao\"\n";
    let web = "number = \"第2号\"\n[web]\nindex-number = \"1/2017-2\"\nsubject = \"综合政务\\\\政务公开\"\n\
               keywords = \"森林,防火，安全\"\ndescription = \"讲防火。\"\npublished = 2024-04-02\neffective = 2024-05-01\n\
               expires = 2029-04-30\nvalidity = \"有效\"";
    let text = document("正文。\n").replacen("的通知\"\n+++", &format!("的通知\"\n{web}\n+++"), 1);
    Folder::with_series(site)
        .put("2024-01/issue.toml", issue(&["防火.md"]))
        .without("2024-01/a.md")
        .put("2024-01/防火.md", text)
}

#[test]
fn addresses_are_whole_where_the_site_is_known() {
    let edition = on_a_site().edition();
    let record = record(&edition);
    assert_eq!(schema_faults(&record), Vec::<String>::new());
    let page = "https://www.example.gov.cn/gongbao/2024-01/%E9%98%B2%E7%81%AB.html";
    let document = &record["documents"][0];
    assert_eq!((&document["url"], &rows(&edition)[0]["url"]), (&json!(page), &json!(page)));
    assert_eq!(record["files"]["html"]["url"], "https://www.example.gov.cn/gongbao/2024-01/");
    assert_eq!(document["keywords"], json!(["森林", "防火", "安全"]));
    assert_eq!(document["number"], json!({ "text": "第2号", "agency": null, "year": null, "serial": null }));
    assert_eq!((&document["effective"], &document["expires"]), (&json!("2024-05-01"), &json!("2029-04-30")));
    assert_eq!((&document["subject"], &document["validity"]), (&json!("综合政务\\政务公开"), &json!("有效")));
    let feed = xml(&edition, "feed.xml");
    let ids: Vec<String> = all(feed.root_element(), "id").map(words).collect();
    let tag = "tag:www.example.gov.cn,2024:gongbao/2024-01";
    assert_eq!(ids, [format!("{tag}/feed.xml"), tag.to_owned(), format!("{tag}/%E9%98%B2%E7%81%AB")]);
    let entry = all(feed.root_element(), "entry").nth(1).unwrap();
    assert_eq!(all(entry, "link").next().unwrap().attribute("href"), Some(page));
    // It was published after the issue.
    assert_eq!(words(first(entry, "updated")), "2024-04-02T00:00:00+08:00");
    assert_eq!(words(first(entry, "summary")), "讲防火。");
    assert_eq!(words(first(feed.root_element(), "updated")), "2024-04-02T00:00:00+08:00");
}

#[test]
fn the_contents_are_a_row_for_each_document() {
    for (name, edition) in editions() {
        let documents = record(edition)["documents"].as_array().unwrap().clone();
        let rows = rows(edition);
        assert_eq!(rows.len(), documents.len(), "{name}");
        for (row, document) in rows.iter().zip(&documents) {
            for key in ["id", "section", "title", "contents_title", "html"] {
                assert_eq!(row[key], document[key], "{name}");
            }
            for key in ["page", "last_page", "sheet"] {
                assert_eq!(row[key], document[key].to_string(), "{name}");
            }
        }
    }
    let row = &rows(edition())[1];
    assert_eq!(row["number"], "市中政发〔2024〕2号");
    assert_eq!((&row["issuer"], &row["date"]), (&json!("枣庄市市中区人民政府"), &json!("2024-04-07")));
}

#[test]
fn what_a_spreadsheet_takes_for_a_formula_is_reported_and_written_as_it_is() {
    let folder = Folder::with_front_matter("number = \"=HYPERLINK(1)\"");
    let (edition, findings) = folder.compile(Goal::Artefacts(&[]));
    let expected = "2024-01/a.md:4:10 warning spreadsheet-formula: a spreadsheet takes `=HYPERLINK(1)` in `contents.csv` for a formula";
    assert_eq!(findings, [expected.strip_prefix("2024-01/").unwrap()]);
    assert_eq!(rows(&edition.unwrap())[0]["number"], "=HYPERLINK(1)");
}

#[test]
fn the_feed_has_the_issue_and_its_documents() {
    let feed = xml(edition(), "feed.xml");
    let root = feed.root_element();
    assert!(root.has_tag_name(("http://www.w3.org/2005/Atom", "feed")));
    let entries: Vec<Node> = all(root, "entry").collect();
    assert_eq!(entries.len(), 7);
    let pdf = all(entries[0], "link").find(|link| link.attribute("rel") == Some("enclosure")).unwrap();
    assert_eq!(pdf.attribute("length"), Some(edition().artefacts["2024-02.pdf"].len().to_string().as_str()));
    let categories: Vec<&str> = all(entries[5], "category").filter_map(|node| node.attribute("term")).collect();
    assert_eq!(categories, ["区政府办公室文件", "通知"]);
    assert_eq!(words(first(entries[5], "name")), "枣庄市市中区人民政府办公室");
    let links: Vec<&str> = all(entries[5], "link").filter_map(|node| node.attribute("href")).collect();
    assert_eq!(links, ["zhengbanfa-04.html", "2024-02.pdf#page=29"]);
}

/// What RFC 4287 asks of every feed.
#[test]
fn feeds_are_whole() {
    for (name, edition) in editions() {
        let feed = xml(edition, "feed.xml");
        let mut ids = Vec::new();
        for node in all(feed.root_element(), "entry").chain([feed.root_element()]) {
            for key in ["id", "title", "updated"] {
                let own = node.children().filter(|kid| kid.tag_name().name() == key).count();
                assert_eq!(own, 1, "{name}: {key}");
            }
            assert!(node.children().any(|kid| kid.tag_name().name() == "author"), "{name}");
            ids.push(words(first(node, "id")));
            for link in node.children().filter(|kid| kid.tag_name().name() == "link") {
                let to = link.attribute("href").unwrap().split('#').next().unwrap();
                assert!(edition.artefacts.contains_key(to), "{name}: {to}");
            }
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name}");
    }
}

#[test]
fn ids_are_the_same_whatever_changes_in_a_document() {
    let ids =
        |edition: &Edition| -> Vec<String> { all(xml(edition, "feed.xml").root_element(), "id").map(words).collect() };
    let folder = Folder::new();
    let before = ids(&folder.edition());
    assert!(before.iter().all(|id| id.starts_with("urn:uuid:")));
    let after = folder.edit("2024-01/a.md", "测试的通知", "别事的决定").edit("2024-01/issue.toml", "03-31", "04-30");
    assert_eq!(ids(&after.edition()), before);
}

#[test]
fn signs_of_the_formats_come_out_as_typed() {
    let title = "关于<b>“甲”&amp;\\\"乙\\\",'𠮷'</b>;]]>的通知";
    let typed = "关于<b>“甲”&amp;\"乙\",'𠮷'</b>;]]>的通知";
    let series = "name = \"某区<公报>&'𠮷'\\\"\"\nsponsor = \"某区人民政府\"\n[fonts]\nfallback = \"LXGW WenKai\"\n";
    let folder = Folder::new()
        .put("2024-01/a.md", document("正文<甲>&乙\"𠮷\"。\n").replace("某区人民政府关于测试的通知", title))
        .edit("2024-01/issue.toml", "\"区政府文件\"", "\"区<政府>&'𠮷'\\\"\"")
        .put("gazette.toml", series);
    let edition = folder.edition();
    let section = "区<政府>&'𠮷'\"";
    assert_eq!(record(&edition)["documents"][0]["title"], typed);
    assert_eq!(record(&edition)["gazette"]["name"], "某区<公报>&'𠮷'\"");
    let row = &rows(&edition)[0];
    assert_eq!((&row["title"], &row["section"]), (&json!(typed), &json!(section)));
    let feed = xml(&edition, "feed.xml");
    let entry = all(feed.root_element(), "entry").nth(1).unwrap();
    assert_eq!(words(first(entry, "title")), typed);
    assert_eq!(first(entry, "category").attribute("term"), Some(section));
    let akn = xml(&edition, "akn.xml");
    let doc = docs(&akn)[0];
    assert_eq!(words(first(doc, "docTitle")), typed);
    assert_eq!(first(doc, "FRBRname").attribute("value"), Some(typed));
    assert_eq!(words(first(doc, "mainBody")).trim(), "正文<甲>&乙\"𠮷\"。");
    assert_eq!(words(first(akn.root_element(), "interstitial")).trim(), section);
    structure::check("signs", akn.root_element());
}

/// XML 1.0 has no control characters, so none may be typed, not even where nothing is printed.
#[test]
fn what_xml_cannot_hold_is_refused() {
    let found = Folder::with_front_matter("[web]\ndescription = \"甲\\u0001乙\"").findings();
    assert_eq!(found, ["a.md:5:15 error no-glyph: the control character U+0001 cannot be printed"]);
    let found = Folder::with_body("正文&#1;字&#xFFFE;\n").findings();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|found| found.contains("error no-glyph")), "{found:?}");
    let found = Folder::with_series("editor = \"甲\\u000b\"").findings();
    assert_eq!(found, ["gazette.toml:3:10 error no-glyph: the control character U+000B cannot be printed"]);
}

#[test]
fn the_lock_has_the_machine_forms() {
    let folder = Folder::new();
    gazette(folder.series(), &["lock", "2024-01"]).success();
    let lock = std::fs::read_to_string(folder.issue().join("issue.lock")).unwrap();
    for name in ["akn.xml", "contents.csv", "feed.xml", "issue.json"] {
        assert!(lock.contains(&format!("file = \"{name}\"")), "{name}");
    }
    gazette(folder.series(), &["check", "2024-01", "--locked"]).success();
}
