//! Facts about tables: what stands around them, where their text stands, and what becomes of them over pages.

use gazette::compile::Edition;

use crate::support::{Folder, HANG, Pdf, html, html_text};

/// The first sheet of the first document.
const FIRST: u32 = 5;
fn sheets(edition: &Edition) -> std::ops::RangeInclusive<u32> {
    FIRST..=edition.pagination.sheets
}

/// A table of two columns and `count` rows.
fn rows(count: usize) -> String {
    let rows: String = (1..=count).map(|n| format!("| {n} | 事{n}终 |\n")).collect();
    format!("| 序号 | 事项 |\n| - | - |\n{rows}")
}

/// A table whose numbers fit no upright page.
fn wide(count: usize) -> String {
    let row = |cell: &dyn Fn(usize) -> String| {
        format!("|{}\n", (0..12).map(|n| format!(" {} |", cell(n))).collect::<String>())
    };
    let body: String = (1..=count).map(|y| row(&|x| format!("{y},{:03}.00", 100 + x))).collect();
    format!(
        "{}{}{}{body}",
        row(&|x| if x == 1 {
            "合并甲".to_owned()
        } else if x == 2 {
            "<".to_owned()
        } else {
            "年度甲".to_owned()
        }),
        row(&|_| "-".to_owned()),
        row(&|x| if x == 0 || x > 2 { "^".to_owned() } else { format!("乙{x}") })
    )
}

#[test]
fn a_table_over_pages_repeats_its_head_and_says_that_it_is_continued() {
    let body = format!("正文。\n\n表1　任务表\n\n单位：件\n\n{}\n注：完。\n\n后文。\n", rows(100));
    let edition = Folder::with_body(&body).edition();
    let pdf = Pdf::of(&edition);
    let texts: Vec<String> = sheets(&edition).map(|sheet| pdf.text(sheet)).collect();
    assert!(texts.len() > 3, "{texts:?}");
    assert!(texts[0].contains("正文。表1任务表单位：件序号事项1事1终") && !texts[0].contains("续表"), "{}", texts[0]);
    for text in &texts[1..] {
        assert!(text.starts_with("续表1单位：件序号事项"), "{text}");
    }
    assert!(texts.last().unwrap().contains("100事100终注：完。后文。"));
    let all = texts.concat();
    assert!((1..=100).all(|n| all.matches(&format!("事{n}终")).count() == 1), "{all}");
    assert!(!html_text(&html(&edition, "a.html")).contains("续表"));
}

#[test]
fn the_words_above_a_further_part_are_no_text_of_the_document() {
    let edition = Folder::with_body(&rows(60)).edition();
    let pdf = Pdf::of(&edition);
    assert!(pdf.find(FIRST + 1, "续表").is_artifact && !pdf.find(FIRST + 1, "终").is_artifact);
}

#[test]
fn many_long_tables_do_not_keep_the_layout_from_settling() {
    let body = format!("{}\n正文。\n\n", rows(40)).repeat(9);
    let edition = Folder::with_body(&body).edition();
    assert!(edition.pagination.sheets > 15);
}

#[test]
fn the_text_after_a_long_table_stands_on_the_lines_of_the_page() {
    let full = Pdf::of(&Folder::with_body(&format!("{}\n", "顶".repeat(27 * 28))).edition());
    let top = full.find(FIRST + 1, "顶").y;
    for count in [40, 41, 43, 60] {
        let edition = Folder::with_body(&format!("{}\n注：一二三。\n\n后文。\n\n再后。\n", rows(count))).edition();
        let pdf = Pdf::of(&edition);
        let sheet = sheets(&edition).find(|sheet| pdf.text(*sheet).contains("后文")).unwrap();
        let lines = (pdf.find(sheet, "后文").y - top) / HANG;
        assert!(
            (lines - lines.round()).abs() < 0.002,
            "after {count} rows the text stands {lines} lines below the top"
        );
    }
}

#[test]
fn notes_are_never_alone_on_a_page() {
    for count in 38..50 {
        let edition = Folder::with_body(&format!("{}\n注：一二三。\n", rows(count))).edition();
        let pdf = Pdf::of(&edition);
        let text = sheets(&edition).map(|sheet| pdf.text(sheet)).find(|text| text.contains("注：一二三。")).unwrap();
        assert!(text.contains(&format!("事{count}终注：")), "{count}: {text}");
    }
}

#[test]
fn a_title_and_a_unit_are_kept_with_their_table_and_a_sentence_is_none() {
    // Lines left on the page: room for the title, none for the table.
    for lines in 17..20 {
        let body = format!("{}\n\n表1　甲表\n单位：元\n\n{}", "字".repeat(28 * lines - 2), rows(60));
        let edition = Folder::with_body(&body).edition();
        let pdf = Pdf::of(&edition);
        let text = sheets(&edition).map(|sheet| pdf.text(sheet)).find(|text| text.contains("表1甲表")).unwrap();
        assert!(text.contains("单位：元序号事项1事1终"), "{lines}: {text}");
    }
    let page =
        html(&Folder::with_body(&format!("表1　甲表\n\n单位：元\n\n{}\n注：乙。\n", rows(1))).edition(), "a.html");
    assert!(page.contains("<table><caption><span class=\"title\">表1\u{3000}甲表</span><span class=\"unit\">单位：元</span></caption><thead>"), "{page}");
    assert!(page.contains("<p class=\"table-note\">注：乙。</p>"), "{page}");
    let page =
        html(&Folder::with_body(&format!("表1显示，收入增加。\n\n{}\n注意事项。\n", rows(1))).edition(), "a.html");
    assert!(
        page.contains("<p>表1显示，收入增加。</p>")
            && page.contains("<p>注意事项。</p>")
            && !page.contains("<caption>"),
        "{page}"
    );
    let page = html(&Folder::with_body(&format!("表1　甲表\n\n表2　乙表\n\n{}", rows(1))).edition(), "a.html");
    assert!(page.contains("<p>表1\u{3000}甲表</p>") && page.contains("<caption><span class=\"title\">表2"), "{page}");
    let page = html(&Folder::with_body("表1　甲表\n\n单位：元\n").edition(), "a.html");
    assert!(page.contains("<p>表1\u{3000}甲表</p>") && page.contains("<p>单位：元</p>"), "{page}");
}

#[test]
fn characters_beside_a_table_are_looked_at_too() {
    let body = format!("表1　甲\u{e000}\n\n单位：\u{e001}\n\n{}\n注：\u{e002}。\n", rows(1));
    let findings = Folder::with_body(&body).findings();
    let lines: Vec<&str> = findings.iter().map(|finding| finding.split(" error").next().unwrap()).collect();
    assert_eq!(lines, ["a.md:5:5", "a.md:7:4", "a.md:13:3"], "{findings:?}");
}

#[test]
fn decimal_points_stand_below_each_other_unless_the_editor_says_otherwise() {
    let table = |dashes: &str| {
        format!(
            "| 项 | 数 |\n| - | {dashes} |\n| 甲 | 12.5% |\n| 乙 | 1.25 |\n| 丙 | 7 |\n| 丁 | 1,047 |\n| 戊 | — |\n| 己 | 34.75[^1] |\n\n[^1]: 注。\n"
        )
    };
    let x = |dashes: &str, texts: [&str; 5]| {
        let edition = Folder::with_body(&table(dashes)).edition();
        let pdf = Pdf::of(&edition);
        texts.map(|text| pdf.find(FIRST, text).x)
    };
    let texts = ["12.5%", "34.75", "1.25", "7", "1,047"];
    let [twelve, thirty_four, one, seven, thousand] = x("-", texts);
    assert!((twelve - thirty_four).abs() < 0.02 && (one - seven).abs() < 0.02, "{twelve} {thirty_four} {one} {seven}");
    let digit = one - twelve;
    assert!(digit > 1.4 && (seven - thousand) / digit > 3.0, "{digit} {seven} {thousand}");
    let [twelve, thirty_four, ..] = x(":-", texts);
    assert!((twelve - thirty_four).abs() < 0.02);
    let [twelve, _, one, ..] = x(":-", texts);
    assert!((twelve - one).abs() < 0.02, "the column is flush left: {twelve} {one}");
}

#[test]
fn short_text_stands_in_the_middle_of_its_column_and_long_text_at_the_left() {
    let table = format!("| 甲 | 乙 |\n| - | - |\n| 短 | {} |\n| 稍长些 | 又 |\n", "长".repeat(100));
    let pdf = Pdf::of(&Folder::with_body(&table).edition());
    let x = |text| pdf.find(FIRST, text).x;
    assert!(x("短") > x("稍长些") + 2.8);
    assert!((x("长长") - x("又")).abs() < 0.02);
}

#[test]
fn a_table_too_wide_for_the_page_is_turned_with_its_head_at_the_left_of_every_page() {
    let edition = Folder::with_body(&format!("前文。\n\n表1　甲表\n\n{}\n后文。\n", wide(60))).edition();
    let pdf = Pdf::of(&edition);
    let last = *sheets(&edition).end();
    assert!(last > FIRST + 3);
    assert_eq!(pdf.text(FIRST), "某区人民政府关于测试的通知前文。—1—");
    assert_eq!(pdf.text(last), format!("后文。—{}—", last - FIRST + 1));
    for sheet in FIRST + 1..last {
        let text = pdf.text(sheet);
        assert_eq!(text.contains("续表1"), sheet > FIRST + 1, "{text}");
        assert!(text.contains("合并甲") && text.contains("乙2"), "{text}");
        let upright = pdf.page(sheet).glyphs.iter().filter(|glyph| glyph.is_upright);
        assert_eq!(upright.map(|glyph| &*glyph.text).collect::<String>(), format!("— {} —", sheet - FIRST + 1));
        let x = |text| pdf.find(sheet, text).x;
        assert!(x("合并甲") < x(".00"), "the head is at the left of sheet {sheet}");
        // Column after column goes up the page.
        assert!(pdf.find(sheet, "乙1").y > pdf.find(sheet, "乙2").y);
    }
    for id in pdf.0.get_pages().values() {
        let page = pdf.0.get_dictionary(*id).unwrap();
        let media = page.get(b"MediaBox").unwrap().as_array().unwrap();
        assert!(media[2].as_float().unwrap() < media[3].as_float().unwrap() && page.get(b"Rotate").is_err());
    }
    let all: String = sheets(&edition).map(|sheet| pdf.text(sheet)).collect();
    assert!((1..=60).all(|n| all.matches(&format!("{n},111.00")).count() >= 1), "{all}");
}

#[test]
fn the_folio_of_a_turned_page_stands_where_it_always_stands() {
    let edition = Folder::with_body(&format!("前文。\n\n{}\n后文。\n", wide(30))).edition();
    let pdf = Pdf::of(&edition);
    let at = |sheet| {
        let mut upright = pdf.page(sheet).glyphs.iter().filter(|glyph| glyph.is_upright);
        let dash = upright.find(|glyph| glyph.text == "—").unwrap();
        (dash.x, dash.y)
    };
    let last = *sheets(&edition).end();
    let (upright, turned) = (at(last), at(last - 2));
    assert!((upright.1 - turned.1).abs() < 0.02 && (upright.0 - turned.0).abs() < 0.02, "{upright:?} {turned:?}");
}

#[test]
fn the_title_of_an_attachment_and_a_heading_are_turned_with_their_table() {
    let body = format!("正文。\n\n附件：甲表\n\n附件\n\n# 甲表\n\n{}\n## 一、乙表\n\n{}", wide(5), wide(5));
    let edition = Folder::with_body(&body).edition();
    let pdf = Pdf::of(&edition);
    for (sheet, words) in [(FIRST + 1, "附件"), (FIRST + 1, "甲表"), (FIRST + 2, "一、乙表")] {
        assert!(!pdf.find(sheet, words).is_upright, "{words}");
    }
    let headings: Vec<(&str, u32, u32)> = edition
        .pagination
        .headings
        .iter()
        .map(|heading| (heading.text.as_str(), heading.level, heading.sheet.0))
        .collect();
    assert_eq!(headings[1..], [("甲表", 2, FIRST + 1), ("一、乙表", 3, FIRST + 2)]);
}

#[test]
fn a_footnote_in_a_turned_table_is_an_error_at_its_table() {
    let body = format!("{}\n[^1]: 乙。\n", wide(2).replacen("1,111.00", "1,111.00[^1]", 1));
    let expected = ["a.md:5:1 error typesetting: a footnote cannot stand in a table that is turned"];
    assert_eq!(Folder::with_body(&body).findings(), expected);
}

#[test]
fn the_rows_of_a_merged_cell_stay_on_one_page() {
    let groups: String =
        (0..20).map(|n| format!("| 组{n} | 首{n}终 |\n{}| ^ | 尾{n}终 |\n", "| ^ | 中 |\n".repeat(n % 4))).collect();
    let edition = Folder::with_body(&format!("| 组 | 值 |\n| - | - |\n{groups}")).edition();
    let pdf = Pdf::of(&edition);
    let texts: Vec<String> = sheets(&edition).map(|sheet| pdf.text(sheet)).collect();
    assert!(texts.len() > 2);
    for n in 0..20 {
        let sheet = |text: String| texts.iter().position(|sheet| sheet.contains(&text));
        assert_eq!(sheet(format!("首{n}终")), sheet(format!("尾{n}终")), "group {n}");
    }
}

#[test]
fn a_line_break_in_a_cell_is_written_as_html_writes_it_and_nowhere_else() {
    let edition = Folder::with_body("| 甲 | 乙 |\n| - | - |\n| 一<br>二<BR />三 | 丁 |\n").edition();
    let pdf = Pdf::of(&edition);
    let y = ["一", "二", "三"].map(|text| pdf.find(FIRST, text).y);
    assert!(y[0] + 1.8 < y[1] && y[1] + 1.8 < y[2], "{y:?}");
    assert!(html(&edition, "a.html").contains("一<br>二<br>三"));
    let refused = ["a.md:5:2 error unsupported: raw HTML cannot be printed"];
    assert_eq!(Folder::with_body("一<br>二\n").findings(), refused);
    let refused = ["a.md:7:4 error unsupported: raw HTML cannot be printed"];
    assert_eq!(Folder::with_body("| 甲 |\n| - |\n| 一<b>二 |\n").findings(), refused);
}

#[test]
fn small_and_odd_tables_keep_all_their_cells() {
    let twenty = |cell: &dyn Fn(usize) -> String| {
        format!("|{}\n", (0..20).map(|n| format!(" {} |", cell(n))).collect::<String>())
    };
    let body = format!(
        "| 甲列 |\n| - |\n| 乙 |\n\n只有表头：\n\n| 丙 | 丁 |\n| - | - |\n\n二十列：\n\n{}{}{}{}\n| 空 | 白 |\n| - | - |\n|  | — |\n",
        twenty(&|n| char::from(b'A' + n as u8).to_string()),
        twenty(&|_| "-".to_owned()),
        twenty(&|n| n.to_string()),
        twenty(&|_| "—".to_owned()),
    );
    let edition = Folder::with_body(&body).edition();
    let text = Pdf::of(&edition).text(FIRST);
    let expected =
        "甲列乙只有表头：丙丁二十列：ABCDEFGHIJKLMNOPQRST012345678910111213141516171819————————————————————空白—";
    assert!(text.contains(expected), "{text}");
    assert!(html_text(&html(&edition, "a.html")).contains(expected));
}
