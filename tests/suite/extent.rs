//! How many printed lines documents and their passages take.

use gazette::compile::{Edition, Goal};

use crate::printed_issue;
use crate::support::{Folder, Pdf, compile, document, issue, root};

/// The lines of each passage of a document below its front matter: its first characters, its lines, its page.
fn passages(edition: &Edition, folder: &Folder, index: usize) -> Vec<String> {
    let path = &edition.issue.documents().nth(index).unwrap().path;
    let text = std::fs::read_to_string(folder.issue().join(path)).unwrap();
    let printed = edition.extents[index].passages.iter();
    let printed = printed.map(|printed| (&text[printed.passage.range.clone()], printed));
    let printed = printed.skip_while(|(text, _)| *text != "title = \"某区人民政府关于测试的通知\"").skip(1);
    let line = printed.map(|(text, printed)| {
        let page = printed.folio.map_or("–".to_owned(), |folio| folio.0.to_string());
        format!("{} {} {page}", text.chars().take(6).collect::<String>(), printed.lines)
    });
    line.collect()
}

fn body(body: &str) -> Vec<String> {
    let folder = Folder::with_body(body);
    passages(&folder.edition(), &folder, 0)
}

#[test]
fn a_paragraph_takes_its_lines_and_its_footnotes_theirs() {
    // 26 characters on the first line, 28 on the others.
    let text = format!("{}[^1]。\n\n[^1]: 注文。\n\n## 一、标题\n", "字".repeat(26 + 28));
    assert_eq!(body(&text), ["字字字字字字 3 1", "[^1]:  1 1", "## 一、标 1 1"]);
}

#[test]
fn the_address_of_a_link_belongs_to_its_paragraph() {
    assert_eq!(body("见[网站](https://example.gov.cn/)。\n"), ["见[网站]( 2 1"]);
}

#[test]
fn items_definitions_and_quotations_are_passages_of_their_own() {
    let text = "- 甲\n- 乙\n  - 丙\n\n1. 丁\n2. 戊\n\n名称\n: 定义。\n\n> 引文\n>\n> 又一段\n";
    let expected = [
        "- 甲 1 1",
        "- 乙 1 1",
        "  - 丙 1 1",
        "1. 丁 1 1",
        "2. 戊 1 1",
        "名称 1 1",
        ": 定义。 1 1",
        "> 引文 1 1",
        "> 又一段 1 1",
    ];
    assert_eq!(body(text), expected);
}

#[test]
fn a_row_takes_as_many_lines_as_its_highest_cell() {
    let text = "表1 收入表\n单位：万元\n\n| 甲 | 乙 |\n| - | - |\n| 一<br>二<br>三 | 四 |\n| 五<br>六<br>七<br>八 | 九 |\n| ^ | 十 |\n\n注：说明。\n";
    // The joined cell has two lines more than its rows have without it.
    let expected = [
        "表1 收入表 1 1",
        "单位：万元 1 1",
        "| 甲 |  1 1",
        "| - |  0 –",
        "| 一<br 3 1",
        "| 五<br 3 1",
        "| ^ |  1 1",
        "注：说明。 1 1",
    ];
    assert_eq!(body(text), expected);
}

#[test]
fn what_a_long_table_repeats_is_no_line_of_the_document() {
    let rows: String = (1..60).map(|row| format!("| {row} | 乙 |\n")).collect();
    let folder = Folder::with_body(&format!("表1 名单\n\n| 甲 | 乙 |\n| - | - |\n{rows}"));
    let edition = folder.edition();
    let lines = passages(&edition, &folder, 0);
    assert_eq!(lines[..3], ["表1 名单 1 1", "| 甲 |  1 1", "| - |  0 –"]);
    assert!(lines[3..].iter().all(|line| line.contains(" 1 ")), "{lines:?}");
    assert_eq!(lines.last().unwrap(), "| 59 | 1 3");
    assert_eq!((edition.extents[0].elements, edition.extents[0].lines()), (1, 1 + 1 + 60));
}

#[test]
fn the_lines_of_a_turned_table_are_counted_along_the_paper() {
    let row = format!("|{}", " 1234567890 |".repeat(14));
    let head = format!("|{}\n|{}", " 甲 |".repeat(14), " - |".repeat(14));
    let lines = body(&format!("见下表。\n\n{head}\n{row}\n{row}\n"));
    assert_eq!(
        lines.iter().map(|line| line.rsplitn(3, ' ').take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>(),
        ["1 1", "2 1", "– 0", "2 1", "2 1"]
    );
}

#[test]
fn a_new_page_takes_no_line() {
    assert_eq!(body("甲。\n\n<!-- 分页 -->\n\n乙。\n"), ["甲。 1 1", "<!-- 分 0 –", "乙。 1 2"]);
}

#[test]
fn elements_are_counted_for_each_document_wherever_it_begins() {
    let second =
        document("乙。\n").replace("关于测试的通知\"", "\n关于测试的通知\"\"\"\nnumber = \"某政发〔2024〕1号\"");
    let second = second.replace("title = \"", "title = \"\"\"");
    let documents = |start: &str| {
        let folder = Folder::with_series(&format!("[layout]\nrunning-heads = true\nstart = \"{start}\""));
        let folder = folder.put("2024-01/issue.toml", issue(&["a.md", "b.md", "c.md"])).put("2024-01/b.md", &second);
        folder.put("2024-01/c.md", document("丙。\n"))
    };
    for start in ["page", "recto", "run-on"] {
        let elements: Vec<u32> = documents(start).edition().extents.iter().map(|extent| extent.elements).collect();
        assert_eq!(elements, [1, 3, 1], "{start}");
    }
}

/// The lines on some pages of the PDF, as a reader finds them that shares no code with the writer.
fn baselines(pdf: &Pdf, sheets: std::ops::Range<u32>) -> u32 {
    let lines = sheets.map(|sheet| {
        let glyphs = pdf.page(sheet).glyphs.iter().filter(|glyph| !glyph.is_artifact && !glyph.text.trim().is_empty());
        let mut lines: Vec<f64> = glyphs.map(|glyph| glyph.y).collect();
        lines.sort_by(f64::total_cmp);
        lines.dedup_by(|line, above| *line - *above < 0.3);
        lines.len() as u32
    });
    lines.sum()
}

#[test]
fn the_lines_are_those_of_the_finished_pdf() {
    let edition = printed_issue::edition();
    let pdf = Pdf::of(edition);
    let starts: Vec<u32> = edition.pagination.documents.iter().map(|pages| pages.sheet.0).collect();
    // The first document ends in tables, whose cells stand beside each other on lines of their own.
    for (index, extent) in edition.extents.iter().enumerate().skip(1) {
        let end = starts.get(index + 1).copied().unwrap_or(edition.pagination.sheets + 1);
        assert_eq!(extent.lines(), baselines(&pdf, starts[index]..end), "{index}");
    }
    for case in
        ["document", "joint", "letter", "minutes", "order", "plain", "article", "attachments", "regulation", "settings"]
    {
        let series = root().join("tests/issues").join(case);
        let (edition, _) = compile(&series, &series.join("2024-01"), Goal::Artefacts(&[]));
        let edition = edition.unwrap();
        let first = edition.pagination.documents[0].sheet.0;
        let back_cover = u32::from(edition.issue.series.back_cover.is_some());
        let counted = baselines(&Pdf::of(&edition), first..edition.pagination.sheets + 1 - back_cover);
        assert_eq!(edition.extents.iter().map(|extent| extent.lines()).sum::<u32>(), counted, "{case}");
    }
}
