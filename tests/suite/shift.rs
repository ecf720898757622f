//! What is said of every kind of difference from `issue.lock`.

use std::fs;
use std::sync::Arc;

use gazette::compile::{self, Edition, Goal};
use gazette::diag::Diagnostics;
use gazette::lock::{self, Lock};
use gazette::source::IssueDir;
use gazette::typeset::FontSet;

use crate::support::{Folder, document, fonts, issue, lines, root};

/// A paragraph of two printed lines.
const TWO_LINES: &str = "各镇街要按照方案要求，逐项细化任务分工，明确完成时限，确保各项工作落到实处，取得实效。\n\n";

impl Folder {
    /// Compiles the issue with the faces of its own series.
    pub(crate) fn compiled(&self, diagnostics: &mut Diagnostics) -> (IssueDir, Option<Edition>) {
        let dir = IssueDir::read(&self.issue(), diagnostics).unwrap();
        let fonts = if dir.fonts.is_empty() { fonts() } else { Arc::new(FontSet::new(&dir.fonts)) };
        let edition = compile::compile(&dir, &fonts, Goal::Artefacts(&[]), diagnostics);
        (dir, edition)
    }

    /// The text of `issue.lock` for the issue as it is.
    pub(crate) fn lock_text(&self) -> String {
        let mut diagnostics = Diagnostics::default();
        let (dir, edition) = self.compiled(&mut diagnostics);
        assert_eq!(lines(&dir, &diagnostics, self.series()), Vec::<String>::new());
        Lock::of(&dir, &edition.unwrap()).to_toml()
    }

    /// The same with an `issue.lock` for the issue as it is.
    pub(crate) fn locked(self) -> Self {
        let text = self.lock_text();
        self.put("2024-01/issue.lock", text)
    }

    /// What `check --locked` finds, and the lines that it prints of documents that moved.
    pub(crate) fn since_lock(&self) -> (Vec<String>, Vec<String>) {
        let mut diagnostics = Diagnostics::default();
        let (dir, edition) = self.compiled(&mut diagnostics);
        let lock = Lock::read(&dir, &mut diagnostics);
        let shifts = lock.zip(edition).map(|(lock, edition)| lock::compare(&dir, &edition, &lock, &mut diagnostics));
        let shifts = shifts.unwrap_or_default().into_iter().map(|shift| shift.to_string().trim().to_owned());
        (lines(&dir, &diagnostics, self.series()), shifts.collect())
    }

    /// Expects these findings of `check --locked`.
    #[track_caller]
    pub(crate) fn differs(&self, findings: &[&str]) {
        assert_eq!(self.since_lock().0, findings);
    }
}

/// Three documents of a page each.
pub(crate) fn three() -> Folder {
    let named = |name: &str| document(&format!("{name}。\n\n第二段。\n")).replace("测试", name);
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md", "b.md", "c.md"]));
    folder.put("2024-01/a.md", named("甲")).put("2024-01/b.md", named("乙")).put("2024-01/c.md", named("丙"))
}

fn template(path: &str) -> String {
    fs::read_to_string(root().join("templates").join(path)).unwrap()
}

#[test]
fn lines_that_move_later_documents_are_told_with_their_page_and_place() {
    let folder = Folder::printed().locked();
    let folder = folder.edit("2024-01/zhengfa-05.md", "颜伟同志负责", &format!("{TWO_LINES}颜伟同志负责"));
    let (findings, shifts) = folder.since_lock();
    let expected = "zhengfa-05.md:39:1 error lock-differs: `关于印发《市中区202…》的通知` 25 → 26 and 1 document after it: \
                    `zhengfa-05.md` grew by 2 lines (page 23, `zhengfa-05.md:39`)";
    assert_eq!(findings, [expected]);
    let expected = [
        "25 → 26    关于印发《市中区2024年度“行政执法质量提升年”活动实施方案》的通知",
        "36 → 37    关于印发《关于推进瓶装液化石油气行业规模化高质量发展的实施方案》的通知",
    ];
    assert_eq!(shifts, expected);
}

#[test]
fn all_places_of_a_document_that_grew_are_told() {
    let folder = Folder::printed().locked();
    let folder = folder.edit("2024-01/zhengzi-02.md", "### （二）具体目标", &format!("{TWO_LINES}### （二）具体目标"));
    let folder =
        folder.edit("2024-01/zhengzi-02.md", "## 三、推进措施", &format!("{TWO_LINES}{TWO_LINES}## 三、推进措施"));
    let folder = folder.edit("2024-01/zhengzi-02.md", "## 四、实施步骤\n\n", "");
    let expected = "zhengzi-02.md:38:1 error lock-differs: `关于下达2024年度全…标的通知` 15 → 16 and 4 documents after it: \
                    `zhengzi-02.md` grew by 5 lines (page 3, `zhengzi-02.md:38`: +2; page 4, `zhengzi-02.md:50`: +4; \
                    page 8, before `zhengzi-02.md:88`: -1)";
    folder.differs(&[expected]);
}

#[test]
fn lines_that_move_nothing_are_told_too() {
    let folder = Folder::printed().locked();
    let last = "| 11 | 矿区街道 | 1 | 1 | 1 | 3 |\n";
    let folder = folder.edit("2024-01/zhengzi-02.md", last, &format!("{last}| 12 | 新区街道 | 1 | 1 | 1 | 3 |\n"));
    folder.differs(&[
        "zhengzi-02.md:199:1 error lock-differs: `zhengzi-02.md` grew by 1 line (page 14, `zhengzi-02.md:199`); no page moved",
    ]);
    let folder = Folder::printed().locked();
    let folder = folder.edit(
        "2024-01/zhengbanzi-06.md",
        "## 三、保障措施",
        &format!("{TWO_LINES}{TWO_LINES}{TWO_LINES}## 三、保障措施"),
    );
    let (findings, shifts) = folder.since_lock();
    assert_eq!((findings.len(), shifts.len()), (1, 0));
    assert!(findings[0].ends_with("; no document moved, but the PDF has 46 pages, not 45"), "{findings:?}");
}

#[test]
fn a_row_that_grows_makes_the_lines_of_others_that_of_text_as_it_was() {
    let table = |last: &str| {
        let rows = format!("| {} | 完成 |\n", "甲".repeat(16)).repeat(3);
        document(&format!("见下表。\n\n| 单位 | 说明 |\n| - | - |\n{rows}{last}"))
    };
    let folder = three().put("2024-01/a.md", table("")).locked();
    let folder = folder.put("2024-01/a.md", table(&format!("| 乙 | {} |\n", "乙".repeat(200))));
    folder.differs(&[
        "a.md:12:1 error lock-differs: `a.md` grew by 13 lines (page 1, `a.md:12`: +10; text that is as it was: +3); no page moved",
    ]);
}

#[test]
fn text_that_is_changed_without_a_line_more_is_told_by_its_places() {
    let folder = three().locked().edit("2024-01/a.md", "甲。", "丁。");
    folder.differs(&["a.md:5:1 error lock-differs: `a.md:5` changed; no page moved"]);
    let folder = folder.edit("2024-01/a.md", "第二段。", "第三段。");
    folder.differs(&["a.md:5:1 error lock-differs: `a.md:5` changed; no page moved"]);
    let folder = three().locked().edit("2024-01/a.md", "第二段。", "**第二**段。");
    folder.differs(&["a.md:7:1 error lock-differs: `a.md:7` changed, but none of its words; no page moved"]);
    let folder = three().locked().edit("2024-01/a.md", "甲。\n\n", "甲。\n\n\n");
    folder.differs(&[
        "a.md:1:1 error lock-differs: `a.md` changed where nothing is printed; no file of the edition differs",
    ]);
}

#[test]
fn a_new_page_without_a_line_is_told_as_pages() {
    let folder = three().locked().edit("2024-01/a.md", "甲。\n", "甲。\n\n<!-- 分页 -->\n");
    let moved = "`关于乙的通知` 2 → 3 and 1 document after it";
    folder.differs(&[&format!(
        "a.md:7:1 error lock-differs: {moved}: `a.md` takes 1 page more in as many lines (`a.md:7`)"
    )]);
    let folder = folder.locked().edit("2024-01/a.md", "\n<!-- 分页 -->\n", "");
    let moved = "`关于乙的通知` 3 → 2 and 1 document after it";
    folder.differs(&[&format!(
        "a.md:7:1 error lock-differs: {moved}: `a.md` takes 1 page less in as many lines (page 1, before `a.md:7`)"
    )]);
}

#[test]
fn a_title_and_a_number_are_told_by_name() {
    let folder = three().locked().edit("2024-01/a.md", "关于甲的", "关于丁的");
    folder.differs(&["a.md:3:9 error lock-differs: the title of `a.md` was `关于甲的通知`, is `关于丁的通知`"]);
    let folder = Folder::printed().locked().edit(
        "2024-01/zhengfa-02.md",
        "number = \"市中政发〔2024〕2号\"",
        "number = \"市中政发〔2024〕3号\"",
    );
    folder.differs(&[
        "zhengfa-02.md:4:10 error lock-differs: the 发文字号 of `zhengfa-02.md` was `市中政发〔2024〕2号`, is `市中政发〔2024〕3号`",
    ]);
    // One that is printed on a line more is told as that too.
    let folder = three().locked().edit(
        "2024-01/a.md",
        "\"某区人民政府关于甲的通知\"",
        "\"\"\"\n某区人民政府\n关于丁的通知\"\"\"",
    );
    folder.differs(&[
        "a.md:3:1 error lock-differs: `a.md` grew by 1 line (`a.md:3`); no page moved",
        "a.md:3:9 error lock-differs: the title of `a.md` was `关于甲的通知`, is `关于丁的通知`",
    ]);
}

#[test]
fn documents_that_are_added_taken_out_or_moved_are_told() {
    let fourth = document("丁。\n").replace("测试", "丁");
    let folder = three().locked().put("2024-01/d.md", fourth);
    let folder = folder.put("2024-01/issue.toml", issue(&["a.md", "d.md", "b.md", "c.md"]));
    let (findings, shifts) = folder.since_lock();
    let moved = "`关于乙的通知` 2 → 3 and 1 document after it";
    assert_eq!(findings, [format!("issue.toml:7:22 error lock-differs: {moved}: `d.md` was added, on page 2")]);
    assert_eq!(shifts, ["– → 2     关于丁的通知", "2 → 3     关于乙的通知", "3 → 4     关于丙的通知"]);

    let folder = three().locked().without("2024-01/b.md").put("2024-01/issue.toml", issue(&["a.md", "c.md"]));
    let (findings, shifts) = folder.since_lock();
    let moved = "`关于丙的通知` 3 → 2";
    assert_eq!(
        findings,
        [format!("issue.toml:1:1 error lock-differs: {moved}: `b.md` was taken out; it stood on page 2")]
    );
    assert_eq!(shifts, ["3 → 2     关于丙的通知", "2 → –     关于乙的通知"]);

    let folder = three().locked().put("2024-01/issue.toml", issue(&["b.md", "a.md", "c.md"]));
    let (findings, _) = folder.since_lock();
    assert_eq!(findings.len(), 1, "{findings:?}");
    let moved = "`关于乙的通知` 2 → 1 and 1 document after it";
    assert_eq!(
        findings,
        [format!("issue.toml:7:22 error lock-differs: {moved}: `a.md` was moved; it stands after `b.md`")]
    );

    let folder = three().locked().edit("2024-01/issue.toml", "区政府文件", "政府文件");
    let both = folder.edit("2024-01/issue.toml", "number = 1", "number = 1\nfirst-folio = 3");
    let moved = "`关于甲的通知` 1 → 3 and 2 documents after it";
    let (findings, _) = both.since_lock();
    assert_eq!(
        findings[0],
        format!("issue.toml:3:1 error lock-differs: {moved}: `issue.toml:3` changed"),
        "{findings:?}"
    );
    let folder = both.edit("2024-01/issue.toml", "\nfirst-folio = 3", "");
    folder.differs(&[
        "issue.toml:6:9 error lock-differs: the section of `a.md` and of 2 more documents was `区政府文件`, is `政府文件`; no page moved",
    ]);
}

#[test]
fn a_setting_is_told_by_its_line() {
    let folder = Folder::printed().locked().edit("gazette.toml", "lines = 22", "lines = 21");
    let (findings, shifts) = folder.since_lock();
    let moved = "`关于下达2024年度全…标的通知` 15 → 16 and 4 documents after it";
    assert_eq!(findings, [format!("gazette.toml:16:1 error lock-differs: {moved}: `gazette.toml:16` changed")]);
    assert_eq!(shifts.len(), 5);
    let folder = three().locked().edit("2024-01/issue.toml", "number = 1", "number = 1\nfirst-folio = 101");
    let (findings, shifts) = folder.since_lock();
    let moved = "`关于甲的通知` 1 → 101 and 2 documents after it";
    assert_eq!(findings, [format!("issue.toml:3:1 error lock-differs: {moved}: `issue.toml:3` changed")]);
    assert_eq!(shifts[2], "3 → 103   关于丙的通知");
    let folder = three().locked().edit("gazette.toml", "\nsponsor", "\n\nsponsor");
    folder.differs(&[
        "gazette.toml:1:1 error lock-differs: the blank lines of `gazette.toml` changed; no file of the edition differs",
    ]);
}

#[test]
fn a_template_is_told_with_what_it_moved() {
    let colophon = template("components/colophon.typ");
    let folder = Folder::printed().put("templates/components/colophon.typ", &colophon).locked();
    let folder = folder.put("templates/components/colophon.typ", format!("{colophon}// ours\n"));
    folder.differs(&[
        "templates/components/colophon.typ:1:1 error lock-differs: the template `components/colophon.typ` changed; no file of the edition differs",
    ]);
    let folder = Folder::printed().locked().put("templates/components/colophon.typ", &colophon);
    folder.differs(&[
        "templates/components/colophon.typ:1:1 error lock-differs: the series has a template `components/colophon.typ` of its own now; no file of the edition differs",
    ]);
    let folder = folder.locked().without("templates/components/colophon.typ");
    let (findings, _) = folder.since_lock();
    assert!(
        findings[0].contains("error lock-differs: the series has no template `components/colophon.typ` any more;"),
        "{findings:?}"
    );
    let own = template("components/document.typ").replacen(
        "  above-text(document)\n  {",
        "  above-text(document)\n  v(5 * hang)\n  {",
        1,
    );
    let folder = Folder::printed().locked().put("templates/components/document.typ", own);
    let (findings, shifts) = folder.since_lock();
    assert!(
        findings
            .iter()
            .any(|found| found.starts_with("templates/components/document.typ:1:1 error lock-differs: `关于")),
        "{findings:?}"
    );
    assert!(!shifts.is_empty());
}

#[test]
fn pages_before_the_first_document_are_told() {
    let contents = template("components/contents.typ").replacen("block(above: gap * 1.2,", "block(above: 620pt,", 1);
    let folder = three().locked().put("templates/components/contents.typ", contents);
    folder.differs(&[
        "issue.toml:1:1 error lock-differs: the first document begins on page 7 of the PDF, not on 5: what stands before it changed",
        "templates/components/contents.typ:1:1 error lock-differs: the series has a template `components/contents.typ` of its own now; no document moved, but the PDF has 9 pages, not 7",
    ]);
}

#[test]
fn several_things_that_may_move_pages_are_all_told() {
    let own = template("components/document.typ").replacen(
        "#let above-text(document) = {",
        "#let above-text(document) = {\n  pagebreak()",
        1,
    );
    let folder = three().locked().put("templates/components/document.typ", own).edit(
        "gazette.toml",
        "\nsponsor",
        "\n# 主办\nsponsor",
    );
    let mut diagnostics = Diagnostics::default();
    let (dir, edition) = folder.compiled(&mut diagnostics);
    let lock = Lock::read(&dir, &mut diagnostics).unwrap();
    lock::compare(&dir, &edition.unwrap(), &lock, &mut diagnostics);
    let list = diagnostics.sorted();
    let list: Vec<_> = list.into_iter().filter(|found| found.code == "lock-differs").collect();
    assert_eq!(list.len(), 2, "{list:?}");
    for found in list {
        assert!(found.message.to_string().starts_with("`关于甲的通知` 1 → 2 and 2 documents after it: "), "{found:?}");
        assert!(
            found
                .help
                .as_ref()
                .unwrap()
                .to_string()
                .ends_with("; it changed together with others, any of which may move pages"),
            "{found:?}"
        );
    }
}

#[test]
fn a_document_answers_for_no_more_than_its_own_lines() {
    let lines = |folder: Folder| folder.edit("gazette.toml", "lines = 22", "lines = 21");
    let moved = "`关于下达2024年度全…标的通知` 15 → 16 and 4 documents after it: ";
    let word = Folder::printed().locked().edit("2024-01/zhengzi-02.md", "## 四、实施步骤", "## 四、实施办法");
    lines(word).differs(&[
        "zhengzi-02.md:82:1 error lock-differs: `zhengzi-02.md:82` changed",
        &format!("gazette.toml:16:1 error lock-differs: {moved}`gazette.toml:16` changed"),
    ]);
}

#[test]
fn a_document_that_runs_on_passes_on_what_the_one_before_it_has_more() {
    let folder = three()
        .put("gazette.toml", "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n[layout]\nstart = \"run-on\"\n");
    let folder = folder.edit("2024-01/b.md", "第二段。", &"第二段。\n\n".repeat(6)).locked();
    let folder = folder.edit("2024-01/a.md", "第二段。", &"第二段。\n\n".repeat(5));
    let (findings, shifts) = folder.since_lock();
    let expected = "a.md:9:1 error lock-differs: `关于丙的通知` 1 → 2: `a.md` grew by 4 lines (page 1, `a.md:9`)";
    assert_eq!((&findings[..], &shifts[..]), (&[expected.to_owned()][..], &["1 → 2     关于丙的通知".to_owned()][..]));
}

#[test]
fn what_is_taken_out_is_told_by_what_is_left() {
    let folder = three().locked().edit("2024-01/a.md", "\n第二段。\n", "");
    folder.differs(&["a.md:5:1 error lock-differs: `a.md` shrank by 1 line (page 1, after `a.md:5`); no page moved"]);
    let folder =
        three().edit("gazette.toml", "\nsponsor", "\n# 主办\nsponsor").locked().edit("gazette.toml", "# 主办\n", "");
    folder.differs(&[
        "gazette.toml:2:1 error lock-differs: something before `gazette.toml:2` was taken out; no file of the edition differs",
    ]);
}

#[test]
fn a_font_is_told_with_its_file() {
    let font = fs::read(root().join("fonts/fandol/FandolKai-Regular.otf")).unwrap();
    let folder = three().edit("2024-01/a.md", "第二段", "## 一、标题\n\n### （一）小标题\n\n第二段").locked();
    let folder = folder.put("fonts/own.otf", &font);
    let (findings, _) = folder.since_lock();
    let clause = "the font `FandolKai` in `fonts/own.otf` takes the place of that of the program";
    assert_eq!(findings, [format!("fonts/own.otf:1:1 error lock-differs: {clause}; no file of the edition differs")]);
    // The day on which a font was made is no part of what is printed.
    let mut other = font.clone();
    let head = font.windows(4).position(|tag| tag == b"head").unwrap();
    let at = u32::from_be_bytes(font[head + 8..head + 12].try_into().unwrap()) as usize;
    other[at + 35] ^= 1;
    folder.locked().put("fonts/own.otf", other).differs(&[
        "fonts/own.otf:1:1 error lock-differs: the font `FandolKai` in `fonts/own.otf` changed; no file of the edition differs",
    ]);
}

#[test]
fn a_picture_is_told_where_it_is_named() {
    let svg = |height: u32| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"{height}\"><rect width=\"40\" height=\"{height}\"/></svg>"
        )
    };
    let folder =
        three().edit("2024-01/a.md", "第二段。", "![图](images/a.svg)").put("2024-01/images/a.svg", svg(30)).locked();
    let folder = folder.put("2024-01/images/a.svg", svg(900));
    let moved = "`关于乙的通知` 2 → 3 and 1 document after it";
    folder.differs(&[&format!("a.md:7:1 error lock-differs: {moved}: the picture `images/a.svg` changed")]);
    let series = "[cover]\nemblem = \"images/e.svg\"\n";
    let folder = Folder::with_series(series).put("images/e.svg", svg(30)).locked().put("images/e.svg", svg(31));
    folder.differs(&["gazette.toml:4:10 error lock-differs: the picture `images/e.svg` changed; no page moved"]);
}

#[test]
fn another_program_is_told_by_its_versions() {
    let folder = three().locked();
    let text = fs::read_to_string(folder.issue().join("issue.lock")).unwrap();
    let name = format!("gazette {}", env!("CARGO_PKG_VERSION"));
    let folder = folder.put("2024-01/issue.lock", text.replace(&name, "gazette 0.0.9"));
    let (findings, _) = folder.since_lock();
    let expected =
        format!("the issue was locked with gazette 0.0.9 with Typst 0.15.1; this is {name} with Typst 0.15.1");
    assert!(
        findings[0].starts_with("issue.lock:10:1 error lock-differs: ") && findings[0].contains(&expected),
        "{findings:?}"
    );
    let at = text.find("\ntemplates = \"").unwrap() + "\ntemplates = \"".len();
    let other = format!("{}{}{}", &text[..at], "0".repeat(64), &text[at + 64..]);
    folder.put("2024-01/issue.lock", other).differs(&[
        "issue.lock:12:1 error lock-differs: the program's own templates changed, though its version did not; no file of the edition differs",
    ]);
}

#[test]
fn a_file_that_differs_for_no_reason_is_told() {
    let folder = three().locked();
    let text = fs::read_to_string(folder.issue().join("issue.lock")).unwrap();
    let at = text.find("file = \"b.html\"").unwrap();
    let digest = at + text[at..].find("sha256 = \"").unwrap() + "sha256 = \"".len();
    let other = format!("{}{}{}", &text[..digest], "0".repeat(64), &text[digest + 64..]);
    let line = text[..at].matches('\n').count() + 1;
    folder.put("2024-01/issue.lock", other).differs(&[&format!(
        "issue.lock:{line}:1 error lock-differs: `b.html` differs from the locked one, though all that it is made of is the same"
    )]);
}

#[test]
fn a_lock_that_was_typed_in_is_found_out() {
    let folder = three().locked().edit("2024-01/issue.lock", "page = 3\nlast-page = 3\n", "page = 4\nlast-page = 4\n");
    let clause = "what the lock says differs from what is printed, though all that the issue is made of is the same";
    folder.differs(&[&format!("issue.lock:1:1 error lock-differs: `关于丙的通知` 4 → 3: {clause}")]);
}
