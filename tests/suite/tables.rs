//! Facts about tables: what stands around them, where their text stands, and what becomes of them over pages.

use gazette::compile::Edition;

use crate::support::{Folder, Pdf, html_text};

/// The first sheet of the first document.
const FIRST: u32 = 5;
/// From one line of the page to the next in pt, and from the foot of the page to the baseline of its first line.
const HANG: f64 = (225.0 - 156.0 / 28.0) / 21.0 * 72.0 / 25.4;

/// Text as a page's operators print it.
#[derive(Debug)]
struct Piece {
    /// Where its baseline begins, in pt from the left and the foot of the page.
    x: f64,
    y: f64,
    /// Whether it reads from the foot of the page to its head.
    is_turned: bool,
    /// Whether it is no text of the document.
    is_artifact: bool,
    text: String,
}

/// The pieces of a sheet in the order of the file.
fn pieces(pdf: &Pdf, sheet: u32) -> Vec<Piece> {
    let id = pdf.0.get_pages()[&sheet];
    let fonts = pdf.0.get_page_fonts(id).unwrap();
    let encodings: Vec<_> = fonts.iter().map(|(name, font)| (name, font.get_font_encoding(&pdf.0).unwrap())).collect();
    let number = |object: &lopdf::Object| f64::from(object.as_float().unwrap());
    let matrix = |operands: &[lopdf::Object]| -> [f64; 6] { std::array::from_fn(|at| number(&operands[at])) };
    let mut page = vec![[1.0, 0.0, 0.0, 1.0, 0.0, 0.0]];
    let (mut text, mut font, mut marks, mut pieces) = ([0.0; 6], Vec::new(), Vec::new(), Vec::new());
    for operation in pdf.0.get_and_decode_page_content(id).unwrap().operations {
        let operands = &operation.operands;
        let top = page.len() - 1;
        match operation.operator.as_str() {
            "q" => page.push(page[top]),
            "Q" => drop(page.pop()),
            "cm" => page[top] = chained(matrix(operands), page[top]),
            "BDC" | "BMC" => marks.push(operands[0].as_name().unwrap() == b"Artifact"),
            "EMC" => drop(marks.pop()),
            "Tf" => font = operands[0].as_name().unwrap().to_vec(),
            "Tm" => text = matrix(operands),
            "Tj" | "TJ" => {
                let parts = match &operands[0] {
                    lopdf::Object::Array(parts) => parts.clone(),
                    part => vec![part.clone()],
                };
                let bytes: Vec<u8> = parts.iter().filter_map(|part| part.as_str().ok()).flatten().copied().collect();
                let (_, encoding) = encodings.iter().find(|(name, _)| **name == font).unwrap();
                let at = chained(text, page[top]);
                pieces.push(Piece {
                    x: at[4],
                    y: at[5],
                    is_turned: at[0].abs() < 0.01 * at[1].abs(),
                    is_artifact: marks.contains(&true),
                    text: lopdf::Document::decode_text(encoding, &bytes).unwrap(),
                });
            }
            _ => {}
        }
    }
    pieces
}

/// What comes of doing `inner`, then `outer`.
fn chained(inner: [f64; 6], outer: [f64; 6]) -> [f64; 6] {
    let [a, b, c, d, e, f] = inner;
    let [m, n, o, p, q, r] = outer;
    [a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r]
}

fn find<'a>(pieces: &'a [Piece], text: &str) -> &'a Piece {
    pieces.iter().find(|piece| piece.text.contains(text)).unwrap_or_else(|| panic!("{text} is not in {pieces:?}"))
}

fn sheets(edition: &Edition) -> std::ops::RangeInclusive<u32> {
    FIRST..=edition.pagination.sheets
}

fn html(edition: &Edition) -> String {
    String::from_utf8(edition.artefacts["a.html"].clone()).unwrap()
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
    assert!(!html_text(&html(&edition)).contains("续表"));
}

#[test]
fn the_words_above_a_further_part_are_no_text_of_the_document() {
    let edition = Folder::with_body(&rows(60)).edition();
    let pieces = pieces(&Pdf::of(&edition), FIRST + 1);
    assert!(find(&pieces, "续表").is_artifact && !find(&pieces, "终").is_artifact);
}

#[test]
fn many_long_tables_do_not_keep_the_layout_from_settling() {
    let body = format!("{}\n正文。\n\n", rows(40)).repeat(9);
    let edition = Folder::with_body(&body).edition();
    assert!(edition.pagination.sheets > 15);
}

#[test]
fn the_text_after_a_long_table_stands_on_the_lines_of_the_page() {
    let top =
        find(&pieces(&Pdf::of(&Folder::with_body(&format!("{}\n", "顶".repeat(27 * 28))).edition()), FIRST + 1), "顶")
            .y;
    for count in [40, 41, 43, 60] {
        let edition = Folder::with_body(&format!("{}\n注：一二三。\n\n后文。\n\n再后。\n", rows(count))).edition();
        let pdf = Pdf::of(&edition);
        let after = sheets(&edition)
            .find_map(|sheet| pieces(&pdf, sheet).into_iter().find(|piece| piece.text.contains("后文")));
        let lines = (top - after.unwrap().y) / HANG;
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
    let page = html(&Folder::with_body(&format!("表1　甲表\n\n单位：元\n\n{}\n注：乙。\n", rows(1))).edition());
    assert!(page.contains("<table><caption><span class=\"title\">表1\u{3000}甲表</span><span class=\"unit\">单位：元</span></caption><thead>"), "{page}");
    assert!(page.contains("<p class=\"table-note\">注：乙。</p>"), "{page}");
    let page = html(&Folder::with_body(&format!("表1显示，收入增加。\n\n{}\n注意事项。\n", rows(1))).edition());
    assert!(
        page.contains("<p>表1显示，收入增加。</p>")
            && page.contains("<p>注意事项。</p>")
            && !page.contains("<caption>"),
        "{page}"
    );
    let page = html(&Folder::with_body(&format!("表1　甲表\n\n表2　乙表\n\n{}", rows(1))).edition());
    assert!(page.contains("<p>表1\u{3000}甲表</p>") && page.contains("<caption><span class=\"title\">表2"), "{page}");
    let page = html(&Folder::with_body("表1　甲表\n\n单位：元\n").edition());
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
        let pieces = pieces(&Pdf::of(&edition), FIRST);
        texts.map(|text| find(&pieces, text).x)
    };
    let texts = ["12.5%", "34.75", "1.25", "7", "1,047"];
    let [twelve, thirty_four, one, seven, thousand] = x("-", texts);
    assert!((twelve - thirty_four).abs() < 0.05 && (one - seven).abs() < 0.05, "{twelve} {thirty_four} {one} {seven}");
    let digit = one - twelve;
    assert!(digit > 4.0 && (seven - thousand) / digit > 3.0, "{digit} {seven} {thousand}");
    let [twelve, thirty_four, ..] = x(":-", texts);
    assert!((twelve - thirty_four).abs() < 0.05);
    let [twelve, _, one, ..] = x(":-", texts);
    assert!((twelve - one).abs() < 0.05, "the column is flush left: {twelve} {one}");
}

#[test]
fn short_text_stands_in_the_middle_of_its_column_and_long_text_at_the_left() {
    let table = format!("| 甲 | 乙 |\n| - | - |\n| 短 | {} |\n| 稍长些 | 又 |\n", "长".repeat(100));
    let pieces = pieces(&Pdf::of(&Folder::with_body(&table).edition()), FIRST);
    assert!(find(&pieces, "短").x > find(&pieces, "稍长些").x + 8.0);
    assert!((find(&pieces, "长长").x - find(&pieces, "又").x).abs() < 0.05);
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
        let pieces = pieces(&pdf, sheet);
        let text = pdf.text(sheet);
        assert_eq!(text.contains("续表1"), sheet > FIRST + 1, "{text}");
        assert!(text.contains("合并甲") && text.contains("乙2"), "{text}");
        let upright: String = pieces.iter().filter(|piece| !piece.is_turned).map(|piece| piece.text.as_str()).collect();
        assert_eq!(upright, format!("—\u{a0}{}\u{a0}—", sheet - FIRST + 1).replace('\u{a0}', " "));
        let row = pieces.iter().find(|piece| piece.text.ends_with(".00")).unwrap();
        assert!(find(&pieces, "合并甲").x < row.x, "the head is at the left of sheet {sheet}");
        // Column after column goes up the page.
        assert!(find(&pieces, "乙1").y < find(&pieces, "乙2").y);
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
        let pieces = pieces(&pdf, sheet);
        let folio = pieces.iter().find(|piece| piece.text.starts_with('—') && !piece.is_turned).unwrap();
        (folio.x, folio.y)
    };
    let last = *sheets(&edition).end();
    let (upright, turned) = (at(last), at(last - 2));
    assert!((upright.1 - turned.1).abs() < 0.05 && (upright.0 - turned.0).abs() < 0.05, "{upright:?} {turned:?}");
}

#[test]
fn the_title_of_an_attachment_and_a_heading_are_turned_with_their_table() {
    let body = format!("正文。\n\n附件：甲表\n\n附件\n\n# 甲表\n\n{}\n## 一、乙表\n\n{}", wide(5), wide(5));
    let edition = Folder::with_body(&body).edition();
    let pdf = Pdf::of(&edition);
    let (first, second) = (pieces(&pdf, FIRST + 1), pieces(&pdf, FIRST + 2));
    assert!(find(&first, "附件").is_turned && find(&first, "甲表").is_turned && find(&second, "一、乙表").is_turned);
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
    let pieces = pieces(&Pdf::of(&edition), FIRST);
    let y: Vec<f64> = ["一", "二", "三"].iter().map(|text| find(&pieces, text).y).collect();
    assert!(y[0] > y[1] + 5.0 && y[1] > y[2] + 5.0, "{y:?}");
    assert!(html(&edition).contains("一<br>二<br>三"));
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
    assert!(html_text(&html(&edition)).contains(expected));
}
