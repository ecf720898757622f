//! Structures of real documents: regulations, decimals, lists, notes, emphasis, links; on paper and on the web.

use crate::support::{Folder, HANG, Pdf, ZI, document, html, html_text, left};

/// Text in one face on one line, as the file has it.
#[derive(Debug)]
struct Run {
    text: String,
    /// PostScript name without the foundry: `Fang`, `Kai`, `Hei`, `Song`.
    face: String,
    /// For each glyph its bytes in the text, and the distance of its origin from the left edge of the type area in 字.
    starts: Vec<(usize, f64)>,
    /// The line it stands on, 1 at the top of the type area; a fraction when it is off the grid.
    line: f64,
}

impl Run {
    /// Where its first glyph stands, in 字 from the left edge of the type area.
    fn x(&self) -> f64 {
        self.starts[0].1
    }
}

/// The runs of a sheet in the order of the file.
fn runs(pdf: &Pdf, sheet: u32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in &pdf.page(sheet).glyphs {
        let face = glyph.font.trim_start_matches("Fandol").trim_end_matches("-Regular");
        // The baseline of line 1 is 0.88 characters below the top of the type area, 37 mm below that of the page.
        let line = (glyph.y - 37.0 - 0.88 * ZI) / HANG + 1.0;
        let x = (glyph.x - left(sheet)) / ZI;
        match runs.last_mut().filter(|run| run.face == face && (run.line - line).abs() < 0.001) {
            Some(run) => {
                run.starts.push((run.text.len(), x));
                run.text.push_str(&glyph.text);
            }
            None => {
                let face = face.to_owned();
                runs.push(Run { text: glyph.text.to_string(), face, starts: vec![(0, x)], line });
            }
        }
    }
    runs
}

/// Face, column from the left edge of the type area, and line of words that begin a run, or else stand within one.
#[track_caller]
fn place(runs: &[Run], words: &str) -> (String, f64, f64) {
    let found = |run: &Run| Some((run.text.find(words)?, run.starts.clone(), run.face.clone(), run.line));
    let all = || runs.iter().filter_map(found);
    let found = all().find(|(at, ..)| *at == 0).or_else(|| all().next());
    let (at, starts, face, line) = found.unwrap_or_else(|| panic!("{words} is in no run of {runs:?}"));
    let x = starts.iter().rfind(|(start, _)| *start <= at).unwrap().1;
    (face, (x * 100.0).round() / 100.0, (line * 100.0).round() / 100.0)
}

#[track_caller]
fn check(runs: &[Run], words: &str, face: &str, x: f64, line: f64) {
    assert_eq!(place(runs, words), (face.to_owned(), x, line), "{words}");
}

#[track_caller]
fn refuse(body: &str, expected: &[&str]) {
    assert_eq!(Folder::with_body(body).findings(), expected);
}

#[test]
fn a_regulation_has_its_chapters_in_the_middle_and_labels_in_another_face() {
    let body = "# 管线管理办法\n\n（2024年3月5日某区人民政府第12次常务会议通过）\n\n目　录\n\n- 第一章 总则\n  - 第一节 一般规定\n\n\
                ## 第一章 总则\n\n### 第一节　 一般规定\n\n第一条 为了加强管理，保障安全，依据有关法律、法规，结合本区实际，制定本办法。\n\n\
                **第十条之一**　本办法所称管线\n\n第三条规定的程序\n\n**第二条（定义）** 甲乙\n\n第3条\n丙丁\n";
    let edition = Folder::with_body(body).edition();
    let runs = runs(&Pdf::of(&edition), 6);
    check(&runs, "次常务会议通过）", "Kai", 17.5, 3.0);
    check(&runs, "目录", "Hei", 12.5, 5.0);
    check(&runs, "第一章　总则", "Fang", 2.0, 6.0);
    check(&runs, "第一节　一般规定", "Fang", 4.0, 7.0);
    let headings: Vec<&Run> = runs.iter().filter(|run| run.face.contains("Hei")).collect();
    // Six characters in the middle of 28, an empty line above, and one full-width blank whatever was typed.
    assert_eq!(
        (headings[1].text.as_str(), headings[1].x().round(), headings[1].line.round()),
        ("第一章　总则", 11.0, 9.0)
    );
    assert_eq!(
        (headings[2].text.as_str(), headings[2].x().round(), headings[2].line.round()),
        ("第一节　一般规定", 10.0, 11.0)
    );
    // The label, one blank, the text; the blank is one character wide in a full line too.
    check(&runs, "第一条", "Hei", 2.0, 12.0);
    check(&runs, "为了加强", "Fang", 6.0, 12.0);
    check(&runs, "第十条之一", "Hei", 2.0, 14.0);
    check(&runs, "本办法所称管线", "Fang", 8.0, 14.0);
    check(&runs, "第三条规定的程序", "Fang", 2.0, 15.0);
    check(&runs, "甲乙", "Fang", 10.0, 16.0);
    check(&runs, "丙丁", "Fang", 5.5, 17.0);
    let page = html(&edition, "a.html");
    for part in [
        "<p class=\"remark\">（2024年3月5日某区人民政府第12次常务会议通过）</p>",
        "<p>目录</p><ul><li class=\"depth-0\">第一章　总则</li><li class=\"depth-1\">第一节　一般规定</li></ul>",
        "<h3><span class=\"chapter\">第一章　总则</span></h3>",
        "<h4><span class=\"section\">第一节　一般规定</span></h4>",
        "<b class=\"run-in article\">第一条　</b>为了加强",
        "<b class=\"run-in article\">第十条之一　</b>本办法",
        "<b class=\"run-in article\">第二条（定义）　</b>甲乙",
        "<p>第三条规定的程序</p>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn a_bracketed_paragraph_without_a_date_is_no_remark() {
    for body in ["（试行）", "（一）2024年3月5日（星期二）", "（2024年3月5日通过）甲"] {
        let page = html(&Folder::with_body(&format!("# 办法\n\n{body}\n")).edition(), "a.html");
        assert!(page.contains(&format!("<p>{body}</p>")), "{page}");
    }
    let below = html(&Folder::with_body("# 办法\n\n甲\n\n（2024年3月5日通过）\n").edition(), "a.html");
    assert!(below.contains("<p>（2024年3月5日通过）</p>"), "{below}");
}

#[test]
fn contents_of_a_regulation_that_differ_from_its_headings_are_errors() {
    let text = |lines: &str| format!("## 目录\n\n{lines}\n\n## 第一章 总则\n\n### 第一节 甲\n\n## 第二章 附则\n");
    refuse(&text("- 第一章 总则\n- 第二章 附则"), &[]);
    refuse(
        &text("- 第一章 总责\n- 第二章 附则"),
        &["a.md:7:3 error contents-line: the contents have `第一章　总责` where the heading is `第一章　总则`"],
    );
    refuse(
        &text("- 第二章 附则\n- 第一章 总则"),
        &["a.md:7:3 error contents-line: the contents have `第二章　附则` where the heading is `第一章　总则`"],
    );
    refuse(
        &text("- 第一章 总则"),
        &["a.md:7:3 error contents-line: the contents end before the heading `第二章　附则`"],
    );
    refuse(
        &text("- 第一章 总则\n- 第二章 附则\n- 第三章 丙"),
        &["a.md:9:3 error contents-line: the contents name `第三章　丙`, but no such heading follows"],
    );
    refuse(
        &text("- 第一章 总则\n- 第二章 附则\n\n  > 丙"),
        &["a.md:10:3 error contents-line: this is not a line of the contents"],
    );
}

#[test]
fn a_chapter_without_a_blank_after_its_number_is_reported() {
    refuse("## 第一章总则\n", &["a.md:5:1 warning unparted-label: this heading is not read as that of `第一章`"]);
}

#[test]
fn decimal_headings_have_the_face_of_their_depth() {
    let body = "## 1 总则\n\n### 1.1　编制目的\n\n### 1.2编制依据\n\n#### 1.2.1 上位法\n\n甲\n\n## 二、乙\n\n### （一）丙\n\n#### 1.5亿元投资\n";
    let edition = Folder::with_body(body).edition();
    let runs = runs(&Pdf::of(&edition), 5);
    check(&runs, "1 总则", "Hei", 2.0, 3.0);
    assert_eq!(place(&runs, "编制依据").0, "Kai");
    assert_eq!(place(&runs, "上位法").0, "Fang");
    assert_eq!(place(&runs, "亿元投资").0, "Fang");
    let page = html(&edition, "a.html");
    assert!(page.contains("<h3><span class=\"decimal-2\">1.2编制依据</span></h3>"), "{page}");
    assert!(page.contains("<h4>1.5亿元投资</h4>"), "{page}");
    let other = html(&Folder::with_body("## （一）甲\n\n## 二、乙\n").edition(), "a.html");
    assert!(other.contains("<h2><span class=\"han-bracket\">（一）甲</span></h2><h2>二、乙</h2>"), "{other}");
}

#[test]
fn emphasis_dots_are_drawn_and_leave_the_text_as_it_is() {
    let edition = Folder::with_body("甲*强调，AB字*乙\n").edition();
    let pdf = Pdf::of(&edition);
    assert!(pdf.text(5).contains("甲强调，AB字乙"), "{}", pdf.text(5));
    // Nothing else is drawn on the page: one dot under each Han character, none under the comma and the letters.
    let dots = &pdf.page(5).marks;
    for (dot, words) in dots.iter().zip(["强", "调", "字"]) {
        let glyph = pdf.find(5, words);
        assert!(dot.top > glyph.y && ((dot.left + dot.right) / 2.0 - glyph.x - ZI / 2.0).abs() < 0.1, "{dot:?}");
    }
    assert_eq!(dots.len(), 3);
    assert_eq!(place(&runs(&pdf, 5), "强").0, "Fang");
    assert!(html(&edition, "a.html").contains("甲<em>强调，AB字</em>乙"));
}

#[test]
fn the_address_of_a_link_stands_in_a_footnote_unless_its_words_are_the_address() {
    let long = format!("https://www.example.gov.cn/{}/2024?a=1&b=2", "guihua/".repeat(12));
    let body = format!(
        "[规划]({long})，[www.example.gov.cn](https://www.example.gov.cn/)，[a@b.cn](mailto:a@b.cn)，[信箱](mailto:c@d.cn)注[^1]\n\n\
         [^1]: 见[网站](https://e.cn/f)。\n"
    );
    let edition = Folder::with_body(&body).edition();
    let text = Pdf::of(&edition).text(5);
    let expected = format!("规划①，www.example.gov.cn，a@b.cn，信箱②注③①{long}②c@d.cn③见网站（https://e.cn/f）。—1—");
    assert!(text.ends_with(&expected), "{text}");
    let page = html(&edition, "a.html");
    assert!(html_text(&page).contains("规划，www.example.gov.cn，a@b.cn，信箱注1"), "{page}");
    // Words that are an address too long for a line are broken between its pieces, and inside one that is too long.
    let typed = format!("https://www.example.gov.cn/{}", "a".repeat(90));
    let edition = Folder::with_body(&format!("见<{typed}>。\n")).edition();
    assert!(Pdf::of(&edition).text(5).ends_with(&format!("见{typed}。—1—")));
    for address in [&long.replace('&', "&amp;"), "mailto:c@d.cn", "https://e.cn/f"] {
        assert!(page.contains(&format!("href=\"{address}\"")), "{address} is not in {page}");
    }
}

#[test]
fn an_address_with_a_character_that_no_face_has_is_an_error() {
    let findings = Folder::with_body("[甲](https://a.cn/\u{10FFFD})\n").findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("a.md:5:18 error no-glyph: "), "{findings:?}");
}

#[test]
fn definitions_stand_below_their_terms() {
    let body = format!("预警\n: {}\n\n响应\n\n: 指*措施*。\n\n  第二段。\n", "字".repeat(30));
    let edition = Folder::with_body(&body).edition();
    let runs = runs(&Pdf::of(&edition), 5);
    check(&runs, "预警", "Hei", 2.0, 3.0);
    let turned: Vec<_> =
        runs.iter().filter(|run| run.text.contains("字字")).map(|run| (run.x().round(), run.line.round())).collect();
    assert_eq!(turned, [(4.0, 4.0), (4.0, 5.0)]);
    check(&runs, "响应", "Hei", 2.0, 6.0);
    check(&runs, "指", "Fang", 4.0, 7.0);
    check(&runs, "第二段。", "Fang", 4.0, 8.0);
    let page = html(&edition, "a.html");
    assert!(page.contains("<dl><dt>预警</dt><dd>字"), "{page}");
    assert!(page.contains("<dt>响应</dt><dd><p>指<em>措施</em>。</p><p>第二段。</p></dd>"), "{page}");
}

#[test]
fn a_definition_begins_with_a_colon() {
    refuse("甲\n\n~ 乙\n", &["a.md:7:1 error left-over-mark: this sign would not be printed"]);
    refuse("甲\n\n:  \n\n乙\n", &["a.md:7:1 error unprinted-line: this definition has no term, or no words"]);
    let edition = Folder::with_body("甲\n\n\\~ 乙\n").edition();
    assert!(Pdf::of(&edition).text(5).contains("甲~乙"));
}

#[test]
fn lists_and_quotations_stand_on_the_grid() {
    let body = format!("- {0}\n  - 乙\n- **丙**：丁\n\n9. 子\n10. 丑\n\n    寅\n\n> {0}\n\n后。\n", "甲".repeat(30));
    let edition = Folder::with_body(&body).edition();
    let runs = runs(&Pdf::of(&edition), 5);
    let turned: Vec<_> =
        runs.iter().filter(|run| run.text.contains("甲甲")).map(|run| (run.x().round(), run.line.round())).collect();
    assert_eq!(turned, [(3.0, 3.0), (3.0, 4.0), (4.0, 10.0), (2.0, 11.0)]);
    check(&runs, "乙", "Fang", 4.0, 5.0);
    check(&runs, "丙", "Hei", 3.0, 6.0);
    check(&runs, "9.", "Song", 2.0, 7.0);
    check(&runs, "子", "Fang", 4.0, 7.0);
    check(&runs, "丑", "Fang", 4.0, 8.0);
    check(&runs, "寅", "Fang", 4.0, 9.0);
    check(&runs, "后。", "Fang", 2.0, 12.0);
}

#[test]
fn text_below_a_title_stands_on_the_grid_whatever_it_begins_with() {
    for (body, words) in
        [("## 一、戊", "一、戊"), ("- 戊", "戊"), ("> 戊", "戊"), ("## 第一章 戊", "第一章　戊"), ("戊", "戊")]
    {
        let edition = Folder::with_body(&format!("{body}\n\n# 己\n\n{body}\n")).edition();
        let pdf = Pdf::of(&edition);
        for sheet in [5, 6] {
            assert_eq!(place(&runs(&pdf, sheet), words).2, 3.0, "{body} on sheet {sheet}");
        }
    }
}

#[test]
fn a_page_break_is_a_new_page_in_print_and_nothing_on_the_web() {
    let edition = Folder::with_body("甲\n\n<!-- 分页 -->\n\n乙\n").edition();
    assert_eq!(Pdf::of(&edition).text(6), "乙—2—");
    assert!(html(&edition, "a.html").contains("<p>甲</p><p>乙</p>"));
    refuse("- 甲\n\n  <!-- 分页 -->\n", &["a.md:7:3 error unsupported: raw HTML cannot be printed"]);
    refuse("<!-- 分页 --> 甲\n", &["a.md:5:1 error unsupported: raw HTML cannot be printed"]);
}

#[test]
fn a_picture_larger_than_the_page_is_made_to_fit_with_its_caption_and_text_goes_on_on_the_grid() {
    for (width, height) in [(900, 700), (700, 2000), (3000, 300)] {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"/>");
        let folder = Folder::with_body("前。\n\n![图](map.svg \"图1　位置\")\n\n后。\n").put("2024-01/map.svg", svg);
        let edition = folder.edition();
        let pdf = Pdf::of(&edition);
        let all: Vec<Run> = (5..=edition.pagination.sheets).flat_map(|sheet| runs(&pdf, sheet)).collect();
        let (face, _, line) = place(&all, "图");
        assert_eq!(face, "Kai");
        assert!(line < 22.1, "{width} × {height}: the caption stands on line {line}");
        let line = place(&all, "后。").2;
        assert!((line - line.round()).abs() < 0.02, "{width} × {height}: line {line}");
    }
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3000\" height=\"300\"><rect width=\"3000\" height=\"300\"/></svg>";
    let folder = Folder::with_body("- 甲\n\n  ![图](map.svg)\n\n后。\n").put("2024-01/map.svg", svg);
    let pdf = Pdf::of(&folder.edition());
    let widths = pdf.page(5).marks.iter().map(|mark| mark.right - mark.left);
    let widest = widths.fold(0.0, f64::max);
    // Three characters of 28 are taken by the mark and its indent.
    assert!((widest - 25.0 * ZI).abs() < 0.2, "{widest}");
}

#[test]
fn an_attachment_note_has_its_names_below_each_other() {
    let (name, more) = ("表".repeat(25), ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]);
    let mut note = format!("附件：1. {name}\n");
    more.iter().enumerate().for_each(|(at, name)| note.push_str(&format!("{}.{name}\n", at + 2)));
    let parts: String = std::iter::once(name.as_str())
        .chain(more)
        .chain(["终"])
        .enumerate()
        .map(|(at, name)| format!("附件{}\n\n# {name}\n\n文\n\n", at + 1))
        .collect();
    let edition = Folder::with_body(&format!("正文。\n\n{note}10.终\n\n{parts}")).edition();
    let runs = runs(&Pdf::of(&edition), 5);
    check(&runs, "附件：", "Fang", 2.0, 5.0);
    check(&runs, "1.", "Song", 5.0, 5.0);
    // 10. is 1.278 characters wide, so all names begin at 6.278, the turn-over line of the first one too.
    let names: Vec<_> = runs.iter().filter(|run| run.text.starts_with('表')).map(|run| (run.x(), run.line)).collect();
    assert_eq!(names.len(), 2);
    assert!(names.iter().all(|(x, _)| (x - 6.278).abs() < 0.03), "{names:?}");
    assert!((place(&runs, "甲").1 - 6.278).abs() < 0.03);
    check(&runs, "10.", "Song", 5.0, 15.0);
    assert!((place(&runs, "终").1 - 6.278).abs() < 0.03);
    assert!(html(&edition, "a.html").contains("<p><span>2.</span><span class=\"name\">甲</span></p>"));
}

#[test]
fn a_note_may_be_a_list_and_may_name_what_is_not_printed() {
    let edition = Folder::with_body(
        "正文。\n\n附件：\n1. 甲\n2. 乙（略）\n3. 丙\n\n附件1\n\n# 甲\n\n子\n\n附件3\n\n# 丙\n\n丑\n",
    )
    .edition();
    assert!(Pdf::of(&edition).text(5).ends_with("正文。附件：1.甲2.乙（略）3.丙—1—"));
    Folder::with_body("正文。\n\n附件：甲（另发）\n").edition();
}

#[test]
fn attachments_of_attachments_belong_to_the_note_of_theirs() {
    let nested = "正文。\n\n附件：1.方案\n2.名单\n\n附件1\n\n# 方案\n\n子\n\n附件：1.甲表\n2.乙表\n\n附件1-1\n\n# 甲表\n\n丑\n\n\
                  附件1-2\n\n# 乙表\n\n寅\n\n附件2\n\n# 名单\n\n卯\n";
    Folder::with_body(nested).edition();
    let issued = "正文。\n\n# 方案一\n\n子\n\n附件：甲表\n\n附件：\n\n# 甲表\n\n丑\n\n# 方案二\n\n寅\n\n附件：乙表\n\n附件\n\n# 乙表\n\n卯\n";
    Folder::with_body(issued).edition();
    refuse(
        &issued.replace("附件\n\n# 乙表", "# 乙表"),
        &["a.md:23:4 error attachment-absent: the attachment `乙表` does not follow"],
    );
}

#[test]
fn an_attachment_that_is_not_what_its_note_says_is_an_error() {
    let text = |note: &str, parts: &[(&str, &str)]| {
        let parts: String = parts.iter().map(|(label, title)| format!("{label}\n\n# {title}\n\n文\n\n")).collect();
        format!("正文。\n\n{note}\n\n{parts}")
    };
    let two = "附件：1.甲\n2.乙";
    refuse(&text(two, &[("附件1", "甲"), ("附件二", "乙")]), &[]);
    refuse(
        &text(two, &[("附件1", "乙"), ("附件2", "甲")]),
        &[
            "a.md:12:3 error attachment-title: the attachment is called `乙`, but the 附件说明 has `甲` in its place",
            "a.md:18:3 error attachment-title: the attachment is called `甲`, but the 附件说明 has `乙` in its place",
        ],
    );
    refuse(&text(two, &[("附件1", "甲")]), &["a.md:8:1 error attachment-absent: the attachment `乙` does not follow"]);
    refuse(
        &text(two, &[("附件1", "甲"), ("附件", "乙")]),
        &["a.md:16:1 error attachment-number: the attachment must be labelled `附件2`"],
    );
    refuse(
        &text("附件：甲", &[("附件1", "甲")]),
        &["a.md:9:1 error attachment-number: the attachment must be labelled `附件`"],
    );
    refuse(
        &text("附件：甲", &[("附件", "甲"), ("附件2", "乙")]),
        &["a.md:15:1 error attachment-orphan: no 附件说明 names the attachment `乙`"],
    );
    refuse(
        &text("没有说明。", &[("附件", "甲")]),
        &["a.md:9:1 error attachment-orphan: no 附件说明 names the attachment `甲`"],
    );
}

#[test]
fn the_name_of_an_attachment_begins_with_a_year() {
    let attachments = "附件1\n\n# 2024年任务表\n\n子\n\n附件2\n\n# 2024—2026年计划\n\n丑\n";
    for gap in ["", " "] {
        Folder::with_body(&format!("正文。\n\n附件：1.{gap}2024年任务表\n2.{gap}2024—2026年计划\n\n{attachments}"))
            .edition();
    }
    refuse(
        "附件：1.5亿元项目表（略）\n2.乙（略）\n",
        &["a.md:5:4 error attachment-number: this attachment must have the number `1.`"],
    );
}

#[test]
fn an_attachment_note_has_the_numbers_and_marks_of_the_standard() {
    refuse("附件：1.甲（略）\n", &["a.md:5:4 error attachment-number: a single attachment has no number"]);
    refuse(
        "附件：1.甲（略）\n3.乙（略）\n",
        &["a.md:6:1 error attachment-number: this attachment must have the number `2.`"],
    );
    refuse(
        "附件：1、甲（略）\n2、乙（略）\n",
        &[
            "a.md:5:4 error attachment-number: this attachment must have the number `1.`",
            "a.md:6:1 error attachment-number: this attachment must have the number `2.`",
        ],
    );
    refuse(
        "附件：甲（略）\n乙（略）\n",
        &[
            "a.md:5:4 error attachment-number: this attachment must have the number `1.`",
            "a.md:6:1 error attachment-number: this attachment must have the number `2.`",
        ],
    );
    refuse(
        "附件：1.甲；\n2.乙。\n\n附件1\n\n# 甲；\n\n子\n\n附件2\n\n# 乙。\n\n丑\n",
        &[
            "a.md:5:4 error attachment-name: the name of an attachment ends with `；`",
            "a.md:6:1 error attachment-name: the name of an attachment ends with `。`",
        ],
    );
    refuse("附件：甲（略）\n\n附件：乙（略）\n", &["a.md:7:1 error attachment-note: the text has an 附件说明 already"]);
}

#[test]
fn chronicles_questions_and_appointments_print_as_typed() {
    let body = "**3月5日** 区政府召开会议。\n\n**问：为什么出台？**\n\n**答：**为了加强管理。\n\n任命：\n\n张三为某局局长；\n\n\
                **1.推进贯标。**引导企业。\n\n牵头单位：某局；责任单位：各镇街。\n";
    let edition = Folder::with_body(body).edition();
    let runs = runs(&Pdf::of(&edition), 5);
    check(&runs, "3月5日", "Hei", 2.0, 3.0);
    check(&runs, "问：为什么出台？", "Hei", 2.0, 4.0);
    check(&runs, "答", "Hei", 2.0, 5.0);
    check(&runs, "任命：", "Fang", 2.0, 6.0);
    check(&runs, "张三为某局局长；", "Fang", 2.0, 7.0);
    check(&runs, "推进贯标", "Fang", 2.78, 8.0);
    check(&runs, "牵头单位：", "Fang", 2.0, 9.0);
}

#[test]
fn footnotes_of_several_paragraphs_and_many_on_a_page_are_numbered_by_page() {
    let marks: String = (1..=12).map(|n| format!("甲[^{n}]")).collect();
    let notes: String = (1..=12).map(|n| format!("[^{n}]: 注{n}终\n\n    次段{n}终\n\n")).collect();
    // The faces of the program have circled numbers up to 10.
    let folder = Folder::with_series("[fonts]\nfallback = \"LXGW WenKai\"");
    let body = format!("{marks}\n\n<!-- 分页 -->\n\n乙[^13]\n\n{notes}[^13]: 末\n");
    let edition = folder.put("2024-01/a.md", document(&body)).edition();
    let pdf = Pdf::of(&edition);
    let text = pdf.text(5);
    assert!(text.contains("⑫") && text.contains("注12终次段12终"), "{text}");
    assert_eq!(pdf.text(6), "乙①①末—2—");
}

#[test]
fn no_line_begins_with_the_mark_of_a_footnote() {
    let edition = Folder::with_body(&format!("{}终[^1]，尾尾尾尾\n\n[^1]: 注\n", "字".repeat(25))).edition();
    let runs = runs(&Pdf::of(&edition), 5);
    // The line has room for its 26 characters only, so the last one goes with the mark.
    check(&runs, "终", "Fang", 0.0, 4.0);
    assert_eq!(place(&runs, "①").1, 1.0);
    assert!(runs.iter().all(|run| !run.text.contains('\u{2060}')), "{runs:?}");
}

#[test]
fn the_names_of_a_note_may_stand_in_paragraphs_or_a_list_of_their_own() {
    let parts = "\n\n附件1\n\n# 甲表\n\n甲。\n\n附件2\n\n# 乙表\n\n乙。\n\n附件3\n\n# 丙表\n\n丙。\n";
    for note in
        ["附件：1.甲表\n\n2.乙表\n\n3.丙表", "附件：1. 甲表\n\n2. 乙表\n\n3. 丙表", "附件：1.甲表\n2.乙表\n\n3. 丙表"]
    {
        let edition = Folder::with_body(&format!("正文。\n\n{note}{parts}")).edition();
        let text = Pdf::of(&edition).text(5);
        assert!(text.ends_with("正文。附件：1.甲表2.乙表3.丙表—1—"), "{note}: {text}");
    }
    let wrong = Folder::with_body(&format!("正文。\n\n附件：1.甲表\n\n3.丙表{parts}")).findings();
    assert!(!wrong.is_empty());
}

#[test]
fn a_remark_is_broken_between_its_parts() {
    let remark =
        "（2024年3月5日某市人民政府令第12号公布　根据2025年6月1日某市人民政府令第15号修正　自2025年9月1日起施行）";
    let edition = Folder::with_body(&format!("正文。\n\n# 某办法\n\n{remark}\n\n第一条　甲。\n")).edition();
    let runs = runs(&Pdf::of(&edition), 6);
    let starts = ["（", "根据", "自"].map(|words| place(&runs, words).2);
    assert!((starts[1] - starts[0] - 1.0).abs() < 0.01 && (starts[2] - starts[1] - 1.0).abs() < 0.01, "{runs:?}");
}
