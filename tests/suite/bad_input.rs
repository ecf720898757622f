//! What an editor may get wrong in the elements, pictures and settings of an issue, and where the error points.

use gazette::compile::{Goal, compile};
use gazette::diag::Diagnostics;
use gazette::source::IssueDir;

use crate::support::{Folder, fonts, issue, root};

/// An order in `a.md` with these lines in its front matter, from line 7.
fn order(lines: &str) -> Folder {
    let text = format!(
        "+++\nform = \"order\"\nhead = \"某区人民政府令\"\nissuer = \"某区人民政府\"\nnumber = \"第1号\"\ndate = 2024-03-01\n{lines}\n+++\n现予公布。\n"
    );
    Folder::new().put("2024-01/a.md", text)
}

#[test]
fn an_empty_line_within_an_element_is_an_error() {
    // Each line of `issuer` is looked for in titles, where nothing would be found for ever.
    let folder = Folder::new().put(
        "2024-01/a.md",
        "+++\nissuer = \"\"\"\n某局\n\n某厅\"\"\"\ntitle = \"关于某事的通知\"\nsignature = \"\"\"\n某局\n　\n某厅\"\"\"\n+++\n正文。\n",
    );
    assert_eq!(
        folder.findings(),
        [
            "a.md:2:10 error empty-line: there is an empty line in this text",
            "a.md:7:13 error empty-line: there is an empty line in this text"
        ]
    );
}

#[test]
fn blanks_at_the_ends_of_lines_are_no_part_of_an_element() {
    let folder = order("signatories = [{ title = \" 区长\", name = \"张某\", stamp = \" images/a.png \" }]");
    let findings = folder.findings();
    assert_eq!(findings, ["a.md:7:54 error picture-absent: the picture `images/a.png` is not in the issue folder"]);
}

#[test]
fn a_stamp_is_one_picture() {
    let stamp = "signatories = [{ title = \"区长\", name = \"张某\", stamp = \"a.png\\nb.png\" }]";
    let findings = order(stamp).put("2024-01/a.png", "").put("2024-01/b.png", "").findings();
    assert!(findings.iter().any(|found| found.starts_with("a.md:7:53 error picture-absent")), "{findings:?}");
}

#[test]
fn an_empty_list_of_signatories_is_none() {
    let findings = order("signatories = []").findings();
    assert_eq!(findings, ["a.md:2:8 error missing-key: the key `signatories` (签名章) is missing"]);
}

#[test]
fn a_form_that_is_no_text_is_told_so() {
    let findings = Folder::with_front_matter("form = 1").findings();
    assert_eq!(findings, ["a.md:4:8 error wrong-type: text in quotes is expected here"]);
}

/// A document in `a.md` of two pages with 版记, with this Markdown in the middle of its text.
fn long_document(markdown: &str) -> Folder {
    let paragraphs = "这一段正文说明有关情况。".repeat(10) + "\n\n";
    let text = format!(
        "+++\nhead = \"某区人民政府文件\"\nissuer = \"某区人民政府\"\nnumber = \"某政发〔2024〕1号\"\ntitle = \"关于某事的通知\"\ndate = 2024-03-01\n[colophon]\ncopies-to = \"区委办公室。\"\nprinted-by = \"某区人民政府办公室\"\nprinted-on = 2024-03-02\n+++\n{}{markdown}\n\n{paragraphs}",
        paragraphs.repeat(6)
    );
    Folder::new().put("2024-01/a.md", text)
}

#[test]
fn the_rule_of_a_running_head_is_none_of_the_colophon() {
    let series = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n[layout]\nrunning-heads = true\n";
    let edition = long_document("").put("gazette.toml", series).edition();
    assert!(edition.pagination.documents[0].last_folio.0 > 1, "its last page has a running head");
}

#[test]
fn the_mark_of_a_footnote_in_a_title_is_no_text_of_a_wrong_size() {
    long_document("# 某办法[^1]\n\n[^1]: 试行。").edition();
}

#[test]
fn a_title_no_larger_than_the_text_is_refused() {
    let series = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n[sizes]\ntitle = 16\nnote = 22\n";
    assert_eq!(
        long_document("").put("gazette.toml", series).findings(),
        [
            "gazette.toml:4:9 error bad-value: 16 is out of range".to_owned(),
            "gazette.toml:5:8 error bad-value: 22 is out of range".to_owned()
        ]
    );
}

#[test]
fn a_damaged_picture_is_named_where_it_is_asked_for() {
    let stamp = "signatories = [{ title = \"区长\", name = \"张某\", stamp = \"images/a.png\" }]";
    let png = std::fs::read(root().join("README.png")).unwrap();
    for bytes in [&b""[..], b"no picture", &png[..100], b"\xFF\xD8\xFF\xE0"] {
        assert_eq!(
            order(stamp).put("2024-01/images/a.png", bytes).findings(),
            ["a.md:7:53 error picture-broken: the picture `images/a.png` is damaged or no PNG"]
        );
    }
    let series = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n[cover]\nemblem = \"images/a.svg\"\n";
    assert_eq!(
        Folder::new().put("gazette.toml", series).put("images/a.svg", "<svg").findings(),
        ["gazette.toml:4:10 error picture-broken: the picture `images/a.svg` is damaged or no SVG"]
    );
}

#[test]
fn an_element_that_has_no_room_is_named_where_it_was_typed() {
    let latin = "A".repeat(200);
    let findings =
        order(&format!("signatories = [{{ title = \"区长\", name = \"张某\" }}]\nnote = \"（{latin}）\"")).findings();
    assert_eq!(findings, ["a.md:8:8 error off-page: `AAAAAAAAAAAA` runs off page 5 of the PDF"]);
    let series = format!("name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\naddress = \"{latin}\"\n");
    let findings = Folder::new().put("gazette.toml", series).findings();
    assert_eq!(findings, ["gazette.toml:3:11 error off-page: `AAAAAAAAAAAA` runs off page 2 of the PDF"]);
}

#[test]
fn a_head_that_has_no_room_is_named_where_it_was_typed() {
    let document = |head: &str| {
        let text = format!(
            "+++\nissuer = \"某区人民政府\"\nhead = \"\"\"\n{head}\"\"\"\nnumber = \"某政发〔2024〕1号\"\ntitle = \"关于某事的通知\"\ndate = 2024-03-01\n+++\n正文。\n"
        );
        Folder::new().put("2024-01/a.md", text).findings()
    };
    let long = document(&"某".repeat(80));
    assert!(long[0].starts_with("a.md:3:8 error typesetting: the 发文机关标志 “某某"), "{long:?}");
    assert!(long[0].ends_with("is too long for a line"), "{long:?}");
    let high = document(&"某区人民政府\n".repeat(12));
    assert!(high[0].starts_with("a.md:3:8 error typesetting: the 发文机关标志 “某区人民政府、"), "{high:?}");
    assert!(high[0].ends_with("is too high for the first page"), "{high:?}");
}

#[test]
fn a_document_without_text_is_an_error() {
    for body in ["", "\n\n", "\n<!-- 分页 -->\n"] {
        assert_eq!(Folder::with_body(body).findings(), ["a.md:4:1 error no-text: the document has no text"]);
    }
}

#[test]
fn a_page_break_with_nothing_behind_it_is_an_error() {
    let message = "error unsupported: nothing stands behind this page break";
    let found = |body: &str| Folder::with_body(body).findings();
    assert_eq!(found("甲。\n\n<!-- 分页 -->\n"), [format!("a.md:7:1 {message}")]);
    assert_eq!(found("甲。\n\n<!-- 分页 -->\n\n# 乙\n\n丙。\n"), [format!("a.md:7:1 {message}")]);
    assert_eq!(found("甲。\n\n# 乙\n\n丙。\n\n<!-- 分页 -->\n"), [format!("a.md:11:1 {message}")]);
    assert_eq!(found("甲。\n\n<!-- 分页 -->\n\n<!-- 分页 -->\n\n乙。\n"), Vec::<String>::new());
}

#[test]
fn a_label_without_a_title_is_no_attachment() {
    let untitled = "a.md:7:1 error attachment-untitled: no title follows this label of an attachment";
    for label in ["附件", "附件1", "附件："] {
        assert_eq!(Folder::with_body(&format!("甲。\n\n{label}\n\n乙。\n")).findings(), [untitled]);
        assert_eq!(Folder::with_body(&format!("甲。\n\n{label}\n")).findings(), [untitled]);
    }
}

#[test]
fn an_attachment_that_is_left_out_has_a_name_all_the_same() {
    let findings = Folder::with_body("甲。\n\n附件：（略）\n").findings();
    assert_eq!(findings, ["a.md:7:4 error attachment-name: the attachment has no name"]);
}

#[test]
fn an_item_without_words_is_an_error() {
    let findings = Folder::with_body("- 甲\n-\n- 乙\n").findings();
    assert_eq!(findings, ["a.md:6:1 error empty-item: this item of a list has no words"]);
}

#[test]
fn a_wrong_template_of_the_series_comes_with_advice() {
    let folder = Folder::new().put("templates/components/title.typ", "#panic(\"甲\")\n");
    let mut diagnostics = Diagnostics::default();
    let dir = IssueDir::read(&folder.issue(), &mut diagnostics).unwrap();
    assert!(compile(&dir, &fonts(), Goal::Artefacts(&[]), &mut diagnostics).is_none());
    let found = diagnostics.sorted()[0].clone();
    assert!(found.place.file.ends_with("templates/components/title.typ"), "{found:?}");
    let help = "compare the templates of the series with the program's files of the same paths";
    assert_eq!(found.help.map(|help| help.to_string()).as_deref(), Some(help));
}

#[test]
fn a_number_that_has_no_room_is_not_called_a_mistake_of_a_template() {
    let text = format!(
        "+++\nissuer = \"某区人民政府\"\ntitle = \"关于某事的通知\"\nnumber = \"{}\"\n+++\n正文。\n",
        "A".repeat(200)
    );
    let findings = Folder::new().put("2024-01/a.md", text).findings();
    assert!(
        findings.contains(&"a.md:4:10 error off-page: `AAAAAAAAAAAA` runs off page 3 of the PDF".to_owned()),
        "{findings:?}"
    );
    assert!(findings.iter().all(|found| !found.starts_with("templates/")), "{findings:?}");
}

#[test]
fn markdown_puts_nothing_active_and_nothing_foreign_into_a_page() {
    let finds = |body: &str, expected: &str| {
        assert_eq!(Folder::with_body(body).findings(), [format!("a.md:5:{expected}")], "{body}");
    };
    for html in [
        "<script>alert(1)</script>",
        "<style>p { display: none }</style>",
        "<iframe src=\"https://evil.cn/\"></iframe>",
        "<div onclick=\"x()\">甲</div>",
        "<!-- 甲 -->",
        "<details><summary>甲</summary>乙</details>",
    ] {
        finds(&format!("{html}\n\n正文。\n"), "1 error unsupported: raw HTML cannot be printed");
    }
    finds("甲<img src=x onerror=alert(1)>\n", "2 error unsupported: raw HTML cannot be printed");
    for (written, read) in [
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("JaVaScRiPt:alert(1)", "JaVaScRiPt:alert(1)"),
        ("java&#115;cript:alert(1)", "javascript:alert(1)"),
        ("&#x6A;avascript:alert(1)", "javascript:alert(1)"),
        ("&#106;avascript&colon;alert(1)", "javascript:alert(1)"),
        ("data:text/html,x", "data:text/html,x"),
        ("DATA:text/html;base64,eA==", "DATA:text/html;base64,eA=="),
        ("vbscript:x", "vbscript:x"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("//evil.cn/", "//evil.cn/"),
        ("/etc/passwd", "/etc/passwd"),
        ("https:evil", "https:evil"),
        ("https://", "https://"),
        ("https:///evil.cn", "https:///evil.cn"),
        ("https:\\\\\\\\evil", "https:\\\\evil"),
    ] {
        finds(&format!("[甲]({written})\n"), &format!("1 error bad-link: the link `{read}` leads nowhere in print"));
    }
    finds("<javascript:alert(1)>\n", "1 error bad-link: the link `javascript:alert(1)` leads nowhere in print");
    for picture in ["https://evil.cn/x.png", "//evil.cn/x.png", "data:image/png;base64,AAAA", "../x.png", "/etc/x.png"]
    {
        finds(
            &format!("![甲]({picture})\n"),
            &format!("1 error picture-outside: the picture `{picture}` is not in the issue folder"),
        );
    }
    for path in ["%2e%2e/x.png", "..%2fx.png"] {
        finds(&format!("![甲]({path})\n"), "1 error picture-absent: the picture `../x.png` is not in the issue folder");
    }
}

#[test]
fn a_picture_that_acts_or_leads_away_is_refused() {
    let svg =
        |inner: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">\n{inner}</svg>");
    for (inner, what) in [
        ("<script>alert(1)</script>", "has `<script>` on line 2"),
        (
            "<foreignObject width=\"9\" height=\"9\"><p xmlns=\"http://www.w3.org/1999/xhtml\">甲</p></foreignObject>",
            "has `<foreignObject>` on line 2",
        ),
        ("<rect width=\"4\" height=\"3\" onload=\"alert(1)\"/>", "has the event handler `onload` on line 2"),
        (
            "<a href=\"https://evil.cn/\"><rect width=\"4\" height=\"3\"/></a>",
            "has a reference to `https://evil.cn/` on line 2",
        ),
        (
            "<rect width=\"4\" height=\"3\" fill=\"url(https://evil.cn/a#b)\"/>",
            "has a reference to `https://evil.cn/a#b` on line 2",
        ),
    ] {
        let folder = Folder::with_body("![甲](m.svg)\n").put("2024-01/m.svg", svg(inner));
        assert_eq!(folder.findings(), [format!("a.md:5:1 error picture-active: the picture `m.svg` {what}")]);
    }
    let folder = Folder::with_series("[cover]\nemblem = \"images/a.svg\"").put("images/a.svg", svg("<script/>"));
    let cover = "gazette.toml:4:10 error picture-active: the picture `images/a.svg` has `<script>` on line 2";
    assert_eq!(folder.findings(), [cover]);
    let good = svg("<defs><linearGradient id=\"a\"/></defs><rect width=\"4\" height=\"3\" fill=\"url(#a)\"/>");
    let folder = Folder::with_body("![甲](m.svg)\n").put("2024-01/m.svg", good);
    assert_eq!(folder.findings(), Vec::<String>::new());
}

#[test]
fn signs_of_html_in_titles_and_elements_are_words_everywhere() {
    for sign in ["<b>", "&amp;", "\\\"'", "]]>", "</script>", "<!--", "</title>", "{{x}}", "𠮷"] {
        let title = format!("某区人民政府关于{sign}的通知");
        let a = format!(
            "+++\nissuer = \"某区{sign}政府\"\ntitle = \"{title}\"\nnumber = \"某政发〔2024〕1{sign}号\"\n[web]\nkeywords = \"{sign}\"\ndescription = \"{sign}\"\n+++\n正文。\n"
        );
        let series = format!(
            "name = \"某区{sign}公报\"\nsponsor = \"某区{sign}\"\nnotice = \"{sign}\"\n[site]\nfooter = \"{sign}\"\nname = \"{sign}\"\n"
        );
        let folder = Folder::new()
            .put("gazette.toml", series)
            .put("2024-01/issue.toml", issue(&["a.md", "b.md"]).replace("区政府文件", &format!("区{sign}文件")))
            .put("2024-01/a.md", a.clone())
            .put("2024-01/b.md", a);
        let (edition, findings) = folder.compile(Goal::Artefacts(&[]));
        let wrong: Vec<_> = findings.iter().filter(|found| found.contains(" error ")).collect();
        assert_eq!(wrong, Vec::<&String>::new(), "{sign}");
        let edition = edition.unwrap();
        assert_eq!(edition.proofs.pages.faults, [], "{sign}");
        let page = gazette::proof::web::read(&edition.artefacts["a.html"]).unwrap();
        let plain = title.replace("\\\"", "\"");
        let text = |name: &str| page.find(|element| element.name == name).unwrap().text();
        assert_eq!(text("title"), format!("{plain} - {}", edition.issue.title()));
        let data =
            page.find(|element| element.attributes.get("type").is_some_and(|kind| kind == "application/ld+json"));
        let data: serde_json::Value = serde_json::from_str(&data.unwrap().text()).unwrap();
        assert_eq!(data["name"], plain.as_str());
        let meta = page.find(|element| element.attributes.get("name").is_some_and(|name| name == "ArticleTitle"));
        assert_eq!(meta.unwrap().attributes["content"], plain);
    }
}
