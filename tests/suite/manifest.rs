//! Mistakes in TOML: each with its place, all in one run.

use crate::support::{Folder, HEAD, issue};

#[track_caller]
fn check(folder: Folder, expected: &[&str]) {
    assert_eq!(folder.findings(), expected);
}

#[test]
fn an_unknown_key_names_the_nearest_known_one() {
    let folder = Folder::new().put("gazette.toml", "name = \"甲\"\nsponsor = \"乙\"\nprintr = \"丙\"\n");
    check(folder, &["gazette.toml:3:1 error unknown-key: unknown key `printr`"]);
    let folder = Folder::with_front_matter("adressee = \"各镇：\"");
    check(folder, &["a.md:4:1 error unknown-key: unknown key `adressee`"]);
}

#[test]
fn help_for_an_unknown_key_is_the_nearest_known_one_or_all_of_them() {
    use gazette::{compile, diag::Diagnostics, source::IssueDir};
    let help = |line: &str| {
        let folder = Folder::with_front_matter(line);
        let mut diagnostics = Diagnostics::default();
        let dir = IssueDir::read(&folder.issue(), &mut diagnostics).unwrap();
        compile::compile(&dir, &crate::support::fonts(), compile::Goal::Pagination, &mut diagnostics);
        diagnostics.sorted()[0].help.clone().unwrap().to_string()
    };
    assert_eq!(help("adressee = \"x\""), "did you mean `addressee`?");
    assert!(help("wxyz = \"x\"").starts_with("the keys here are `form`, `issuer`"), "{}", help("wxyz = \"x\""));
}

#[test]
fn a_key_below_the_line_of_a_table_is_told_to_stand_above_it() {
    use gazette::{compile, diag::Diagnostics, source::IssueDir};
    let folder = Folder::with_front_matter(&format!("{HEAD}\n[colophon]\nprinted-by = \"甲\"\nnote = \"（乙）\""));
    let mut diagnostics = Diagnostics::default();
    let dir = IssueDir::read(&folder.issue(), &mut diagnostics).unwrap();
    compile::compile(&dir, &crate::support::fonts(), compile::Goal::Pagination, &mut diagnostics);
    let help = diagnostics.sorted()[0].help.clone().unwrap().to_string();
    assert!(
        help.ends_with("(everything below a line in brackets belongs to it; other keys stand above that line)"),
        "{help}"
    );
}

#[test]
fn lines_of_an_element_are_joined_as_their_script_is() {
    let folder = Folder::with_front_matter(
        "addressee = \"\"\"\n各镇，\n各街道：\"\"\"\nnote = \"\"\"\nDear Sir\nand Madam\"\"\"",
    );
    let page = String::from_utf8(folder.edition().artefacts["a.html"].clone()).unwrap();
    assert!(page.contains("各镇，各街道：") && page.contains("Dear Sir and Madam"), "{page}");
}

#[test]
fn a_wrong_type_says_what_is_expected() {
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md"]).replace("2024\n", "\"2024\"\n"));
    check(folder, &["issue.toml:1:8 error wrong-type: a whole number is expected here, not the text \"2024\""]);
    let folder = Folder::new().put("gazette.toml", "name = \"甲\"\nsponsor = 5\n");
    check(folder, &["gazette.toml:2:11 error wrong-type: text in quotes is expected here, not the number `5`"]);
    let folder = Folder::with_front_matter("colophon = \"x\"");
    check(folder, &["a.md:4:12 error wrong-type: a table is expected here, not the text \"x\""]);
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_an_error() {
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md"]).replace("2024-03-31", "2023-02-29"));
    check(folder, &["issue.toml:3:8 error toml-syntax: there is no day `2023-02-29`"]);
    let folder = Folder::with_front_matter("date = \"2024年3月1日\"");
    check(folder, &["a.md:4:8 error bad-value: a date is expected here, not the text \"2024年3月1日\""]);
    let folder = Folder::with_front_matter("date = 2024-03-01T10:00:00");
    check(folder, &["a.md:4:8 error bad-value: a date is expected here, not a date with a time"]);
    let folder = Folder::with_front_matter("date = 5");
    check(folder, &["a.md:4:8 error bad-value: a date is expected here, not the number 5"]);
}

#[test]
fn a_missing_required_key_is_an_error_in_its_file() {
    check(
        Folder::new().put("gazette.toml", ""),
        &[
            "gazette.toml:1:1 error missing-key: the key `name` is missing",
            "gazette.toml:1:1 error missing-key: the key `sponsor` is missing",
        ],
    );
    check(
        Folder::new().put("2024-01/issue.toml", ""),
        &[
            "issue.toml:1:1 error missing-key: the key `date` is missing",
            "issue.toml:1:1 error missing-key: the key `number` is missing",
            "issue.toml:1:1 error missing-key: the key `sections` is missing",
            "issue.toml:1:1 error missing-key: the key `year` is missing",
        ],
    );
    check(
        Folder::new().put("2024-01/a.md", "+++\n+++\n正文。\n"),
        &[
            "a.md:1:1 error missing-key: the key `issuer` (发文机关) is missing",
            "a.md:1:1 error missing-key: the key `title` (标题) is missing",
        ],
    );
    let sections = "year = 2024\nnumber = 1\ndate = 2024-03-31\n[[sections]]\ndocuments = [\"a.md\"]\n[[sections]]\ntitle = \"x\"\n";
    check(
        Folder::new().put("2024-01/issue.toml", sections),
        &[
            "issue.toml:4:1 error missing-key: this section has no `title`",
            "issue.toml:6:1 error missing-key: this section has no `documents`",
        ],
    );
    check(
        Folder::with_front_matter(&format!("{HEAD}\n[colophon]")),
        &["a.md:7:1 error missing-key: the 版记 `[colophon]` has no key"],
    );
}

#[test]
fn a_wrong_value_is_not_also_reported_as_missing() {
    let folder = Folder::new().put("gazette.toml", "name = 1\nsponsor = \"乙\"\n");
    check(folder, &["gazette.toml:1:8 error wrong-type: text in quotes is expected here, not the number `1`"]);
}

#[test]
fn numbers_out_of_range_are_errors() {
    let folder =
        Folder::new().put("gazette.toml", "name = \"甲\"\nsponsor = \"乙\"\n[layout]\nlines = 99\nchars = 2\n");
    check(
        folder,
        &[
            "gazette.toml:4:9 error bad-value: 99 is out of range",
            "gazette.toml:5:9 error bad-value: 2 is out of range",
        ],
    );
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md"]).replace("number = 1", "number = 0"));
    check(folder, &["issue.toml:2:10 error bad-value: 0 is out of range"]);
}

#[test]
fn empty_text_is_an_error() {
    check(Folder::with_front_matter("note = \"\""), &["a.md:4:8 error empty-value: this text is empty"]);
}

#[test]
fn broken_toml_is_an_error_and_does_not_hide_the_others() {
    let folder = Folder::new().put("gazette.toml", "name = \"甲\nsponsor = \"乙\"\n").put(
        "2024-01/a.md",
        "+++\nissuer = \"某区人民政府\"\ntitle = \"关于\"\ndate = 2024-13-01\nnumbr = \"x\"\n+++\n",
    );
    let findings = folder.findings();
    assert!(
        findings.iter().any(|line| line.starts_with("gazette.toml:1:") && line.contains("toml-syntax")),
        "{findings:?}"
    );
    assert!(findings.iter().any(|line| line.starts_with("a.md:4:8 error toml-syntax")), "{findings:?}");
    assert!(findings.contains(&"a.md:5:1 error unknown-key: unknown key `numbr`".to_owned()), "{findings:?}");
}

#[test]
fn mistakes_of_all_files_come_in_one_run() {
    let folder = Folder::new()
        .put("gazette.toml", "name = \"甲\"\nsponsr = \"乙\"\n")
        .put("2024-01/issue.toml", issue(&["a.md", "b.md"]).replace("number = 1", "number = \"1\""))
        .put("2024-01/a.md", "+++\nissuer = \"丙\"\ntitel = \"丁\"\n+++\n<b>戊</b>\n");
    assert_eq!(
        folder.findings(),
        [
            "a.md:1:1 error missing-key: the key `title` (标题) is missing",
            "a.md:3:1 error unknown-key: unknown key `titel`",
            "a.md:5:1 error unsupported: raw HTML cannot be printed",
            "a.md:5:5 error unsupported: raw HTML cannot be printed",
            "issue.toml:2:10 error wrong-type: a whole number is expected here, not the text \"1\"",
            "issue.toml:7:22 error document-absent: the document `b.md` is not in the folder",
            "gazette.toml:1:1 error missing-key: the key `sponsor` is missing",
            "gazette.toml:2:1 error unknown-key: unknown key `sponsr`",
        ]
    );
}

#[test]
fn an_issue_overrides_its_series() {
    let folder = Folder::new().put(
        "2024-01/issue.toml",
        format!("{}\n[gazette]\nsponsor = \"某区政府办公室\"\n[gazette.layout]\nlines = 24\n", issue(&["a.md"])),
    );
    let series = folder.edition().issue.series;
    assert_eq!((series.name.text.as_str(), series.sponsor.text.as_str()), ("某区人民政府公报", "某区政府办公室"));
    assert_eq!((series.layout.lines, series.layout.chars), (24, 28));
}

#[test]
fn a_series_or_issue_file_that_is_not_there_is_an_error_with_the_folder() {
    let findings = Folder::new().without("gazette.toml").findings();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].ends_with("error no-series: there is no `gazette.toml` in the folder above this issue"));
    let findings = Folder::new().without("2024-01/issue.toml").findings();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].ends_with("error no-issue: there is no `issue.toml` in this folder"));
}

#[test]
fn front_matter_that_is_missing_or_not_closed_is_an_error() {
    let folder = Folder::new().put("2024-01/a.md", "正文。\n");
    check(folder, &["a.md:1:1 error no-front-matter: the document has no front matter"]);
    let folder = Folder::new().put("2024-01/a.md", "+++\ntitle = \"x\"\n");
    check(folder, &["a.md:1:1 error no-front-matter: the front matter is not closed"]);
}

#[test]
fn a_font_that_is_not_there_is_an_error() {
    let text = "name = \"甲\"\nsponsor = \"乙\"\n[fonts]\ntitle = \"方正小标宋简体\"\n";
    let folder = Folder::new().put("gazette.toml", text);
    check(folder, &["gazette.toml:4:9 error no-font: there is no font family `方正小标宋简体`"]);
}

#[test]
fn a_font_of_the_series_is_used() {
    let face = std::fs::read(crate::support::root().join("fonts/lxgw-wenkai/LXGWWenKai-Regular.ttf")).unwrap();
    let folder = Folder::new()
        .put("fonts/kai.ttf", face)
        .put("gazette.toml", "name = \"甲\"\nsponsor = \"乙\"\n[fonts]\nfangsong = \"LXGW WenKai\"\n");
    let pdf = crate::support::Pdf::of(&folder.edition());
    assert!(pdf.fonts().iter().any(|name| name.contains("LXGWWenKai")), "{:?}", pdf.fonts());
    assert!(!pdf.fonts().iter().any(|name| name.contains("FandolFang")), "{:?}", pdf.fonts());
}

#[test]
fn blanks_above_the_front_matter_change_nothing() {
    let folder = Folder::new().put("2024-01/a.md", " \u{3000}\n\n+++\ntitle = \"x\"\n+++\n正文。\n");
    check(folder, &["a.md:3:1 error missing-key: the key `issuer` (发文机关) is missing"]);
    let folder = Folder::new().put("2024-01/a.md", " \u{3000}\n+++\ntitle = \"x\"\n");
    check(folder, &["a.md:2:1 error no-front-matter: the front matter is not closed"]);
}

#[test]
fn an_issue_without_documents_is_an_error() {
    let folder = Folder::new()
        .without("2024-01/a.md")
        .put("2024-01/issue.toml", "year = 2024\nnumber = 1\ndate = 2024-03-31\nsections = []\n");
    check(folder, &["issue.toml:1:1 error missing-key: the key `sections` is missing"]);
}

#[test]
fn a_wrong_entry_does_not_hide_what_is_wrong_with_the_others() {
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md", "b.md"]).replace("\"b.md\"", "\"b.md\", 3"));
    check(
        folder,
        &[
            "issue.toml:7:22 error document-absent: the document `b.md` is not in the folder",
            "issue.toml:7:30 error wrong-type: text in quotes is expected here, not the number `3`",
        ],
    );
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md"]).replace("[\"a.md\"]", "\"a.md\""));
    check(
        folder,
        &["issue.toml:7:13 error wrong-type: a list in square brackets is expected here, not the text \"a.md\""],
    );
}

#[test]
fn what_a_government_site_must_say_and_does_not_is_a_warning_for_each_key() {
    let missing = |key: &str, meta: &str| {
        format!(
            "gazette.toml:3:1 warning missing-site-key: the key `{key}` of `[site]` is missing, so that no page has its `{meta}`"
        )
    };
    let mut expected = [
        ("name", "SiteName"),
        ("domain", "SiteDomain"),
        ("id-code", "SiteIDCode"),
        ("column-description", "ColumnDescription"),
        ("column-keywords", "ColumnKeywords"),
        ("url", "Url"),
    ]
    .map(|(key, meta)| missing(key, meta));
    expected.sort();
    assert_eq!(Folder::with_series("[site]\n").findings(), expected);
    assert_eq!(Folder::new().findings(), Vec::<String>::new());
}

#[test]
fn values_of_the_site_have_the_form_that_the_guideline_asks_for() {
    let site = |domain: &str, code: &str, kind: &str, url: &str| {
        Folder::with_series(&format!(
            "[site]\nname = \"某区\"\ndomain = \"{domain}\"\nid-code = \"{code}\"\ncolumn-type = \"{kind}\"\nurl = \"{url}\"\n\
             column-description = \"公布文件\"\ncolumn-keywords = \"公报\""
        ))
    };
    assert_eq!(
        site("www.a.gov.cn", "3704020001", "政策文件", "https://www.a.gov.cn/gb").findings(),
        Vec::<String>::new()
    );
    assert_eq!(site("a.gov.cn", "bm12345678", "首页", "http://a.gov.cn:8080/").findings(), Vec::<String>::new());
    assert_eq!(
        site("https://a.gov.cn", "123", "文件", "javascript:alert(1)").findings(),
        [
            "gazette.toml:5:10 error bad-site: `https://a.gov.cn` is not a domain",
            "gazette.toml:6:11 error bad-site: `123` is not a 网站标识码",
            "gazette.toml:7:15 error bad-site: `文件` is not a kind of column",
            "gazette.toml:8:7 error bad-site: `javascript:alert(1)` is not an address on the web",
        ]
    );
}

#[test]
fn what_the_web_says_of_a_document_is_checked() {
    let web = "[web]\nindex-number = \"1\"\nvalidity = \"作废\"\neffective = 2024-05-01\nexpires = 2024-04-30";
    assert_eq!(
        Folder::with_front_matter(web).findings(),
        [
            "a.md:6:12 error bad-value: `作废` is no 有效性",
            "a.md:8:11 error bad-value: the document would expire before it takes effect",
        ]
    );
}
