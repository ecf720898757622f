//! The page proof: a web page is nothing but what it should be, and every kind of damage to one is found.

mod furniture;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use gazette::artefact::{Manifest, entries};
use gazette::compile::Edition;
use gazette::proof::page::{self, Looks, Told};
use gazette::proof::{reader, web};

use crate::printed_issue::edition;
use crate::support::{Folder, issue};

/// What the proof finds on the pages of an edition when one of them was changed: as the issue tells what they have to say, and as
/// the files tell it.
fn prove(edition: &Edition, looks: Looks, page: &str, html: &str) -> [Vec<String>; 2] {
    let mut pages = BTreeMap::new();
    for (name, bytes) in edition.artefacts.iter().filter(|(name, _)| name.ends_with(".html")) {
        let bytes = if name == page { html.as_bytes() } else { bytes };
        pages.insert(name.clone(), web::read(bytes).unwrap());
    }
    let pages: BTreeMap<_, _> = pages.iter().map(|(name, page)| (name.clone(), page)).collect();
    let manifest: Manifest = serde_json::from_slice(&edition.artefacts["manifest.json"]).unwrap();
    let pdf = reader::read(&edition.artefacts[&edition.issue.pdf()]).unwrap();
    let toc = entries(&edition.issue, &edition.pagination);
    let by_issue = Told::by_issue(&edition.issue, &edition.pagination, &edition.artefacts, looks);
    let by_files = Told::by_manifest(&manifest, &toc, Some(&pdf), looks);
    [by_issue, by_files].map(|told| {
        let found = page::prove(&told, &pages).faults;
        found.into_iter().map(|fault| format!("{}: {}", fault.page, fault.says)).collect()
    })
}

/// A page of an edition with one piece replaced.
#[track_caller]
fn damaged(edition: &Edition, page: &str, from: &str, to: &str) -> String {
    let html = String::from_utf8(edition.artefacts[page].clone()).unwrap();
    assert!(html.contains(from), "{from} in {page}");
    html.replacen(from, to, 1)
}

/// What is found on a page whoever tells what it has to say.
#[track_caller]
fn finds(edition: &Edition, page: &str, from: &str, to: &str, findings: &[&str]) {
    let expected: Vec<String> = findings.iter().map(|says| format!("{page}: {says}")).collect();
    let [by_issue, by_files] = prove(edition, Looks::Program, page, &damaged(edition, page, from, to));
    assert_eq!(by_issue, expected, "{from} → {to}, as the issue tells");
    assert_eq!(by_files, expected, "{from} → {to}, as the files tell");
}

/// Two documents with a note, links, a list, a picture and what the web tells besides; a series with everything.
fn rich() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| {
        let series = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\\n某区人大\"\nphone = \"0632-1\"\n\
                      notice = \"标准文本\"\n[back-cover]\ntext = \"封底的话\"\n[site]\nname = \"某区政府网\"\n\
                      domain = \"www.example.gov.cn\"\nid-code = \"3704020001\"\ncolumn-description = \"公布文件\"\n\
                      column-keywords = \"公报\"\nurl = \"https://www.example.gov.cn/gongbao/\"\nfooter = \"ICP备1号\"\n";
        let a = "+++\nissuer = \"某区人民政府\"\ntitle = \"某区人民政府关于测试的通知\"\n[web]\nkeywords = \"测试,网页\"\n\
                 description = \"说的是测试。\"\nexpires = 2030-01-01\nvalidity = \"有效\"\npublished = 2024-04-02\n+++\n\
                 正文[^1]与[链接](https://www.example.gov.cn/x)，又见<https://www.example.gov.cn/y>。\n\n3. 甲\n4. 乙\n\n\
                 ![地图](images/m.svg)\n\n![区划图](images/n.svg)\n\n[^1]: 注文。\n";
        let picture = |width| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\"><rect width=\"9\" height=\"9\"/></svg>")
        };
        Folder::new()
            .put("gazette.toml", series)
            .put("2024-01/issue.toml", issue(&["a.md", "b.md"]))
            .put("2024-01/a.md", a)
            .put("2024-01/b.md", "+++\nissuer = \"某区财政局\"\ntitle = \"某区财政局关于乙的通知\"\n+++\n乙。\n")
            .put("2024-01/images/m.svg", picture(40))
            .put("2024-01/images/n.svg", picture(50))
            .edition()
    })
}

const PAGE: &str = "zhengfa-02.html";

#[test]
fn pages_as_they_are_built_are_good() {
    for edition in [edition(), rich()] {
        let index = String::from_utf8(edition.artefacts["index.html"].clone()).unwrap();
        assert_eq!(prove(edition, Looks::Program, "index.html", &index), [Vec::<String>::new(), Vec::new()]);
        assert_eq!(edition.proofs.pages.pages, edition.issue.documents().count() + 1);
    }
}

#[test]
fn what_could_act_is_refused() {
    let finds = |from: &str, to: &str, says: &[&str]| finds(edition(), PAGE, from, to, says);
    let in_head = |element: &str, says: &[&str]| finds("</head>", &format!("{element}</head>"), says);
    in_head("<script>alert(1)</script>", &["`<script>` is neither a file of the edition nor linked data"]);
    in_head(
        "<script src=\"//evil.cn/x.js\"></script>",
        &["`//evil.cn/x.js` is no address for the `src` of `<script>`"],
    );
    in_head(
        "<script src=\"x.js\"></script>",
        &["the `src` of `<script>` leads to `x.js`, which is no file of the edition"],
    );
    in_head("<style></style>", &["`<style>` is no element of a page"]);
    in_head("<base target=\"x\">", &["`<base>` is no element of a page"]);
    let policy = "`<meta http-equiv>` is not the Content-Security-Policy of the program";
    in_head("<meta http-equiv=\"refresh\" content=\"0;url=https://evil.cn/\">", &[policy]);
    finds("default-src 'none'", "default-src *", &[policy]);
    let html = String::from_utf8(edition().artefacts[PAGE].clone()).unwrap();
    let at = html.find("<meta http-equiv").unwrap();
    let end = at + html[at..].find('>').unwrap() + 1;
    finds(&html[at..end], "", &["the head has no Content-Security-Policy"]);
    let in_text = |element: &str, says: &[&str]| finds("<p>年终", &format!("{element}<p>年终"), says);
    for name in ["iframe", "object", "embed", "form", "template", "svg", "dialog", "textarea", "details", "button"] {
        let element = if name == "embed" { "<embed>".to_owned() } else { format!("<{name}></{name}>") };
        in_text(&element, &[&format!("`<{name}>` is no element of the text of a document")]);
    }
    in_text("<input>", &["`<input>` is no element of the text of a document"]);
    finds("年终，", "<del>年终，</del>", &["`<del>` is no element of the text of a document"]);
    finds("年终，", "<s>年终，</s>", &["`<s>` is no element of the text of a document"]);
    finds("<p>年终", "<p onclick=\"x()\">年终", &["the attribute `onclick` of `<p>` is none of a page"]);
    finds("<p>年终", "<p style=\"display:none\">年终", &["the attribute `style` of `<p>` is none of a page"]);
}

#[test]
fn what_leads_elsewhere_is_refused() {
    let finds = |from: &str, to: &str, says: &[&str]| finds(edition(), PAGE, from, to, says);
    finds(
        "href=\"gazette.css\"",
        "href=\"https://evil.cn/a.css\"",
        &["`https://evil.cn/a.css` is no address for the `href` of `<link>`"],
    );
    finds(
        "href=\"gazette.css\"",
        "href=\"a.css\"",
        &["the `href` of `<link>` leads to `a.css`, which is no file of the edition"],
    );
    let skip = "href=\"#text\"";
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:x",
        "data:text/html,x",
        "//evil.cn/",
        "https://evil.cn/",
    ] {
        finds(
            skip,
            &format!("href=\"{address}\""),
            &[&format!("`{}` is no address for the `href` of `<a>`", address.trim())],
        );
    }
    finds(skip, "href=\"#nowhere\"", &["the `href` of `<a>` leads to `#nowhere`, which is not on the page"]);
    finds(skip, "href=\"other.html\"", &["the `href` of `<a>` leads to `other.html`, which is no file of the edition"]);
    finds(
        "id=\"p16\"",
        "id=\"text\"",
        &[
            "the `href` of `<a>` leads to `#p16`, which is not on the page",
            "the mark of page `16` is not what marks of pages are",
            "two elements are called `text`",
        ],
    );
}

#[test]
fn what_hides_words_or_says_others_is_refused() {
    let finds = |from: &str, to: &str, says: &[&str]| finds(edition(), PAGE, from, to, says);
    finds("<p>年终", "<p hidden>年终", &["the attribute `hidden` of `<p>` hides words"]);
    finds("<p>年终", "<p aria-hidden=\"true\">作废</p><p>年终", &["the attribute `aria-hidden` of `<p>` hides words"]);
    finds("<p>年终", "<p aria-label=\"作废\">年终", &["the attribute `aria-label` of `<p>` is none of a page"]);
    finds("<p>年终", "<p title=\"作废\">年终", &["the attribute `title` of `<p>` is none of a page"]);
    finds("<p>年终", "<p class=\"skip\">年终", &["the class `skip` of `<p>` is none of the text of a document"]);
    finds("<p>年终", "<p dir=\"rtl\">年终", &["the attribute `dir` of `<p>` is none of a page"]);
    let list = |from: &str, to: &str, says: &str| {
        let [by_issue, by_files] = prove(rich(), Looks::Program, "a.html", &damaged(rich(), "a.html", from, to));
        assert_eq!((by_issue, by_files), (vec![says.to_owned()], vec![says.to_owned()]));
    };
    list("<li>甲", "<li value=\"9\">甲", "a.html: the attribute `value` of `<li>` is none of a page");
    list("<ol start=\"3\"", "<ol reversed start=\"3\"", "a.html: the attribute `reversed` of `<ol>` is none of a page");
    list("<ol start=\"3\"", "<ol type=\"a\" start=\"3\"", "a.html: the attribute `type` of `<ol>` is none of a page");
}

#[test]
fn words_outside_of_the_text_are_found() {
    let finds = |from: &str, to: &str, says: &[&str]| finds(edition(), PAGE, from, to, says);
    let stray = "`本件作废` stands outside of the text, and is no furniture of a page";
    finds("</article>", "</article><p>本件作废</p>", &[stray]);
    finds("<main", "<p class=\"site-notice\">本件作废</p><main", &[stray]);
    finds("</body>", "<div><p><b>本件作废</b></p></div></body>", &[stray]);
    finds("<div class=\"tools\" id=\"tools\">", "<div class=\"tools\" id=\"tools\">本件作废", &[stray]);
    finds("</article>", "</article><article><p>本件作废</p></article>", &["a second `<article>` stands on the page"]);
    let html = damaged(edition(), PAGE, "</article>", "</article></main><main>");
    let twice = format!("{PAGE}: a second `<main>` stands on the page");
    assert_eq!(prove(edition(), Looks::Program, PAGE, &html), [vec![twice.clone()], vec![twice]]);
}

/// What is found where issue and files tell it in different words.
#[track_caller]
fn finds_each(edition: &Edition, (page, from, to): (&str, &str, &str), by_issue: &[&str], by_files: &[&str]) {
    let with_page = |says: &[&str]| says.iter().map(|says| format!("{page}: {says}")).collect::<Vec<_>>();
    let found = prove(edition, Looks::Program, page, &damaged(edition, page, from, to));
    assert_eq!(found, [with_page(by_issue), with_page(by_files)], "{from} → {to}");
}

#[test]
fn furniture_that_is_not_true_is_found() {
    let each = |from: &str, to: &str, by_issue: &[&str], by_files: &[&str]| {
        finds_each(edition(), (PAGE, from, to), by_issue, by_files);
    };
    each(
        "市中区人民政府公报</a>",
        "市中区人民政府报</a>",
        &["the name of the gazette says `市中区人民政府报`, not `市中区人民政府公报`"],
        &["the name of the gazette says `市中区人民政府报`, not `市中区人民政府公报2024年第2期`"],
    );
    each(
        "（总第31期）",
        "（总第32期）",
        &["the number of the issue says `2024年第2期（总第32期）`, not `2024年第2期（总第31期）`"],
        &["the number of the issue says `2024年第2期（总第32期）`, not `市中区人民政府公报2024年第2期`"],
    );
    each(
        "主办：市中区",
        "主办：市北区",
        &["the foot of the page says `主办：市北区人民政府`, not `主办：市中区人民政府`"],
        &["the foot of the page says `主办：市北区人民政府`, and on `index.html` it says `主办：市中区人民政府`"],
    );
    each(
        "△本刊所载",
        "△本刊不载",
        &["the notice says `△本刊不载区政府规范性文件为标准文本`, not `△本刊所载区政府规范性文件为标准文本`"],
        &[
            "the notice says `△本刊不载区政府规范性文件为标准文本`, and on `index.html` it says `△本刊所载区政府规范性文件为标准文本`",
        ],
    );
    let finds = |from: &str, to: &str, says: &[&str]| finds(edition(), PAGE, from, to, says);
    finds("跳到正文", "跳过正文", &["the way to the text says `跳过正文`, and on `index.html` it says `跳到正文`"]);
    finds(
        "下一篇：关于公布",
        "下一篇：关于不公布",
        &[
            "the way to the neighbours says `…返回目录下一篇：关于不公布枣庄市市中区人民政府2024年度重大行政决策事项目录的通知`, \
         not `…返回目录下一篇：关于公布枣庄市市中区人民政府2024年度重大行政决策事项目录的通知`",
        ],
    );
    finds(
        "rel=\"next\" href=\"zhengfa-04.html\"",
        "rel=\"next\" href=\"zhengfa-05.html\"",
        &[
            "`下一篇：关于公布枣庄市市中区人民政府2024年度重大行政决策事项目录的通知` leads to `zhengfa-05.html`, not to `zhengfa-04.html`",
        ],
    );
    let html = String::from_utf8(edition().artefacts[PAGE].clone()).unwrap();
    let pager = html[html.find("<nav class=\"pager\"").unwrap()..].split_inclusive("</nav>").next().unwrap();
    finds(pager, "", &["`.pager` is missing"]);
}

#[test]
fn facts_and_citation_that_are_not_true_are_found() {
    let finds = |from: &str, to: &str, says: &[&str]| finds(edition(), PAGE, from, to, says);
    finds(
        "<dd>枣庄市市中区人民政府</dd>",
        "<dd>枣庄市人民政府</dd>",
        &["the fact `发文机关` says `枣庄市人民政府`, not `枣庄市市中区人民政府`"],
    );
    finds(
        "<dd>2024年4月7日</dd>",
        "<dd>2024年4月8日</dd>",
        &["the fact `成文日期` says `2024年4月8日`, not `2024年4月7日`"],
    );
    finds(
        "<dd>市中政发〔2024〕2号",
        "<dd>市中政发〔2024〕3号",
        &["the fact `发文字号` says `市中政发〔2024〕3号`, not `市中政发〔2024〕2号`"],
    );
    finds(
        "<dt>成文日期</dt>",
        "<dt>废止日期</dt>",
        &["the fact `成文日期` is missing", "`废止日期` is no fact that is told of documents"],
    );
    finds("<div><dt>发文字号</dt><dd>市中政发〔2024〕2号</dd></div>", "", &["the fact `发文字号` is missing"]);
    finds("<dl class=\"facts\">", "<dl class=\"facts\">作废", &["`作废` stands among the facts, and is none"]);
    finds(
        "<p class=\"cite\">",
        "<p>作废</p><p class=\"cite\">",
        &["`作废` stands above the text, and is no part of the document"],
    );
    finds(
        "<span class=\"citation\">",
        "作废<span class=\"citation\">",
        &["`作废` stands above the text, and is no part of the document"],
    );
    finds(
        "第15—17页",
        "第15—18页",
        &[
            "the citation says `《市中区人民政府公报》2024年第2期，第15—18页`, not `市中区人民政府公报2024年第2期，第15—17页`",
        ],
    );
    finds(
        "href=\"2024-02.pdf#page=19\"",
        "href=\"2024-02.pdf#page=20\"",
        &["the address of the PDF says `2024-02.pdf#page=20`, not `2024-02.pdf#page=19`"],
    );
    finds("PDF第15页", "PDF第16页", &["the link to the PDF says `PDF第16页`, not `PDF第15页`"]);
    finds(
        "datetime=\"2024-04-07\"",
        "datetime=\"2024-04-08\"",
        &["`2024年4月7日` is told to machines as `2024-04-08`"],
    );
    finds("<article id=\"p15\">", "<article id=\"p14\">", &["the name of the `<article>` says `p14`, not `p15`"]);
    // Only the issue tells these.
    each_of_rich(
        "<dd>2024年4月2日</dd>",
        "<dd>2024年4月3日</dd>",
        &["the fact `发布日期` says `2024年4月3日`, not `2024年4月2日`"],
        &[
            "`PubDate` says `2024-04-02 00:00`, not `2024-04-03 00:00`",
            "`article:published_time` says `2024-04-02`, not `2024-04-03`",
            "`datePublished` in the linked data says `2024-04-02`, not `2024-04-03`",
        ],
    );
    each_of_rich("<dd>有效</dd>", "<dd>失效</dd>", &["the fact `有效性` says `失效`, not `有效`"], &[]);
}

#[track_caller]
fn each_of_rich(from: &str, to: &str, by_issue: &[&str], by_files: &[&str]) {
    finds_each(rich(), ("a.html", from, to), by_issue, by_files);
}

#[test]
fn a_head_that_is_not_true_is_found() {
    let finds = |from: &str, to: &str, says: &[&str]| finds(edition(), PAGE, from, to, says);
    finds(
        "<title>枣庄市",
        "<title>枣庄",
        &[
            "the `<title>` says `枣庄市中区人民政府关于下达2024年度全区安全生产控制目标的通知 - 市中区人民政府公报2024年第2期`, \
         not `枣庄市市中区人民政府关于下达2024年度全区安全生产控制目标的通知 - 市中区人民政府公报2024年第2期`",
        ],
    );
    finds("</head>", "<title>作废</title></head>", &["the page has 2 elements `<title>`, not 1"]);
    finds(
        "name=\"Author\" content=\"枣庄市",
        "name=\"Author\" content=\"",
        &["`Author` says `市中区人民政府`, not `枣庄市市中区人民政府`"],
    );
    finds("2024-06-30 00:00", "2024-06-29 00:00", &["`PubDate` says `2024-06-29 00:00`, not `2024-06-30 00:00`"]);
    finds("<meta name=\"PubDate\" content=\"2024-06-30 00:00\">", "", &["the `<meta>` called `PubDate` is missing"]);
    finds(
        "</head>",
        "<meta name=\"robots\" content=\"noindex\"></head>",
        &["the program writes no `<meta>` called `robots`"],
    );
    finds(
        "\"identifier\":\"市中政发〔2024〕2号\"",
        "\"identifier\":\"市中政发〔2024〕3号\"",
        &["`identifier` in the linked data says `市中政发〔2024〕3号`, not `市中政发〔2024〕2号`"],
    );
    finds(
        "\"dateCreated\":",
        "\"expires\":\"2024-01-01\",\"dateCreated\":",
        &["`expires` in the linked data is told nowhere else"],
    );
    finds(
        "\"pagination\":\"15-17\"",
        "\"pagination\":\"15-18\"",
        &["`pagination` in the linked data says `15-18`, not `15-17`"],
    );
    finds("\"dateCreated\":", "\"dateCreated\"", &["the linked data cannot be read"]);
    let canonical = "<link rel=\"canonical\" href=\"https://www.example.gov.cn/gongbao/2024-01/a.html\">";
    each_of_rich(canonical, "", &["the address of the page is not told in all its places"], &[]);
    each_of_rich(
        canonical,
        &canonical.replace("example", "evil"),
        &[
            "the page tells several addresses of its own",
            "the address of the page says `https://www.evil.gov.cn/gongbao/2024-01/a.html`, \
         not `https://www.example.gov.cn/gongbao/2024-01/a.html`",
        ],
        &["the page tells several addresses of its own"],
    );
    each_of_rich(
        "content=\"3704020001\"",
        "content=\"3704020002\"",
        &["`SiteIDCode` says `3704020002`, and on `index.html` it says `3704020001`"],
        &["`SiteIDCode` says `3704020002`, and on `index.html` it says `3704020001`"],
    );
}

#[test]
fn marks_that_are_no_marks_are_found() {
    let each = |from: &str, to: &str, says: &str| each_of_rich(from, to, &[says], &[says]);
    let html = String::from_utf8(rich().artefacts["a.html"].clone()).unwrap();
    let mark = html.find("role=\"doc-noteref\">1<").map(|at| &html[at..at + 21]).unwrap();
    each_of_rich(
        mark,
        &mark.replace('1', "作废"),
        &["the mark of note 1 says `作废`", "the mark before a note says `1`, not `作废`"],
        &["the mark of note 1 says `作废`", "the mark before a note says `1`, not `作废`"],
    );
    let notes = html[html.find("role=\"doc-endnotes\"").unwrap()..].split_once("<li").unwrap().0;
    each(notes, &format!("{notes}<li id=\"x\">作废</li>"), "`作废` stands among the notes, and no mark leads to it");
    let finds = |from: &str, to: &str, says: &[&str]| finds(edition(), PAGE, from, to, says);
    finds(
        "aria-label=\"第16页\">16",
        "aria-label=\"第18页\">16",
        &["the mark of page `16` is not what marks of pages are"],
    );
    finds(
        "aria-label=\"第16页\">16",
        "aria-label=\"第16页\">作废16",
        &["the mark of page `作废16` is not what marks of pages are"],
    );
}

#[test]
fn pictures_and_links_are_those_of_the_document() {
    each_of_rich(
        "src=\"images/m.svg\"",
        "src=\"images/n.svg\"",
        &["the address of a picture says `images/n.svg`, not `images/m.svg`"],
        &[],
    );
    each_of_rich(
        "src=\"images/m.svg\"",
        "src=\"images/x.svg\"",
        &[
            "the `src` of `<img>` leads to `images/x.svg`, which is no file of the edition",
            "the address of a picture says `images/x.svg`, not `images/m.svg`",
        ],
        &["the `src` of `<img>` leads to `images/x.svg`, which is no file of the edition"],
    );
    each_of_rich(
        "href=\"https://www.example.gov.cn/y\"",
        "href=\"http://www.example.gov.cn/y\"",
        &["the document has no link to `http://www.example.gov.cn/y`"],
        &[],
    );
}
