//! What the ruler finds in good files, and in files of every form made by hand.

use std::collections::BTreeSet;

use gazette::compile::Goal;
use gazette::language::Language;
use gazette::manifest::Form;
use gazette::proof::ruler::{Expected, ExpectedDocument, Measurement, Value, Verdict, measure, table};

use crate::printed_issue::edition;
use crate::reader::{pdf, rule, text};
use crate::support::{Folder, HEAD, document, issue, sources};

/// What the ruler expects of the printed issue.
pub(crate) fn expected() -> Expected {
    Expected::of(&edition().issue, &edition().pagination)
}

/// What is off, as `what: measured`.
pub(crate) fn wrong(measurements: &[Measurement]) -> Vec<String> {
    let wrong = measurements.iter().filter(|found| found.verdict == Verdict::Wrong);
    let line = |found: &Measurement| match &found.measured {
        Some(measured) => format!("{}: {measured}", found.what),
        None => format!("{}: missing", found.what),
    };
    wrong.map(line).collect()
}

/// The measurement of this name.
pub(crate) fn item<'a>(measurements: &'a [Measurement], what: &str) -> &'a Measurement {
    measurements.iter().find(|found| found.what == what).unwrap_or_else(|| panic!("{what} is not measured"))
}

#[test]
fn the_printed_issue_is_as_the_standard_has_it() {
    let measurements = &edition().proofs.ruler;
    assert_eq!(wrong(measurements), Vec::<String>::new());
    let figures = [
        ("用纸 width", 210.0),
        ("用纸 height", 297.0),
        ("版心 width", 156.0),
        ("版心 height", 225.0),
        ("天头", 37.0),
        ("订口", 28.0),
        ("发文机关标志 below 版心's top", 35.0),
        ("red line below 发文字号", 4.0),
        ("red line, width", 156.0),
        ("页码, dash below 版心", 7.0),
        ("版记, first and last rule, weight", 0.35),
        ("版记, inner rules, weight", 0.25),
        ("版记, last rule below 版心's top", 225.0),
        // A character of the grid, and with 7/8 of another the distance of lines.
        ("正文 3号", 156.0 / 28.0),
        ("行, line to line", 156.0 / 28.0 * 15.0 / 8.0),
    ];
    for (what, standard) in figures {
        let found = item(measurements, what);
        let Some(Value::Mm(figure)) = found.standard else { panic!("{found:?}") };
        assert!((figure - standard).abs() < 0.005, "{found:?}");
        assert!(found.deviation.unwrap().abs() < 0.05, "{found:?}");
        assert_eq!((found.verdict, &found.chosen), (Verdict::Good, &None), "{found:?}");
    }
    assert_eq!(item(measurements, "lines on a full page").measured, Some(Value::Count(22)));
    assert_eq!(item(measurements, "characters in a full line").measured, Some(Value::Count(28)));
    // Every page with a folio, every document with a head, every rule of 版记.
    let places = ["页码 between dashes", "red line, width", "版记, last rule below 版心's top"];
    assert_eq!(places.map(|what| item(measurements, what).places), [41, 6, 4]);
    assert_eq!(item(measurements, "red line, weight").verdict, Verdict::Noted);
}

/// The words of the report are for machines and have one language; the ruler's are those of its table in English.
#[test]
fn every_item_of_the_ruler_has_a_name_in_both_languages() {
    let what = sources().into_iter().filter(|(path, _)| path.contains("proof/ruler")).flat_map(|(_, source)| {
        source.split("what: \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    });
    let what: BTreeSet<String> = what.collect();
    assert!(what.len() > 40, "{what:?}");
    for what in what {
        let measured = Measurement {
            what: what.clone().leak(),
            clause: "1",
            sheet: 1,
            places: 1,
            standard: None,
            chosen: None,
            measured: None,
            deviation: None,
            tolerance: 0.0,
            verdict: Verdict::Good,
        };
        let name =
            |language| table(std::slice::from_ref(&measured), language)[1].split("  ").next().unwrap().to_owned();
        assert_eq!(name(Language::En), what);
        assert!(
            !name(Language::Zh).contains(|c: char| c.is_ascii_lowercase()),
            "{what} in Chinese: {}",
            name(Language::Zh)
        );
    }
}

#[test]
fn what_the_series_chose_is_no_deviation() {
    let body = "甲乙丙丁戊己庚辛壬癸".repeat(200);
    let folder = Folder::with_body(&format!("{body}\n")).put(
        "gazette.toml",
        "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n[layout]\nlines = 24\nchars = 30\n",
    );
    let measurements = folder.edition().proofs.ruler;
    let chosen: Vec<&str> =
        measurements.iter().filter(|found| found.verdict == Verdict::Chosen).map(|found| found.what).collect();
    let all = [
        "正文 3号",
        "行, line to line",
        "lines on a full page",
        "characters in a full line",
        "标题 2号",
        "页码 4号",
        "页码, from the right on odd pages",
        "页码, from the left on even pages",
    ];
    for what in all {
        assert!(chosen.contains(&what), "{what} is not among {chosen:?}");
    }
    assert_eq!(chosen.len(), all.len(), "{chosen:?}");
    let lines = item(&measurements, "lines on a full page");
    let figures = (&lines.standard, &lines.chosen, &lines.measured);
    assert_eq!(figures, (&Some(Value::Count(22)), &Some(Value::Count(24)), &Some(Value::Count(24))));
}

#[test]
fn what_the_series_chose_and_did_not_get_is_a_deviation() {
    let pdf = &edition().artefacts["2024-02.pdf"];
    let against = |change: fn(&mut Expected)| {
        let mut expected = expected();
        change(&mut expected);
        wrong(&measure(pdf, &expected).unwrap())
    };
    assert_eq!(against(|expected| expected.sizes.folio = 16.0), ["页码 4号: 4.87 mm"]);
    assert_eq!(against(|expected| expected.sizes.colophon = 12.0), ["版记 4号: 4.87 mm"]);
    assert_eq!(against(|expected| expected.sizes.title = 26.0), ["标题 2号: 7.42 mm"]);
    let found = against(|expected| expected.is_mirrored = false);
    assert_eq!(found[..1], ["订口: 28.00 mm"]);
    let found = against(|expected| expected.top_margin = 40.0);
    assert!(found.contains(&"天头: 37.00 mm".to_owned()), "{found:?}");
    let found = against(|expected| expected.inner_margin = 25.0);
    assert!(found.contains(&"订口: 28.00 mm".to_owned()), "{found:?}");
    let found = against(|expected| expected.lines = 23);
    assert!(found.contains(&"lines on a full page: 22".to_owned()), "{found:?}");
    let found = against(|expected| expected.documents[1].folio = 16);
    assert!(found.contains(&"页码 between dashes: —15—".to_owned()), "{found:?}");
}

#[test]
fn a_folio_before_the_first_document_is_found() {
    let mut expected = expected();
    expected.documents.remove(0);
    let measurements = measure(&edition().artefacts["2024-02.pdf"], &expected).unwrap();
    assert_eq!(wrong(&measurements), ["页码 before the first document: 1"]);
}

/// Settings for one document of one page in a file made by hand.
fn single(form: Form) -> Expected {
    let document = ExpectedDocument {
        file: "a.md".to_owned(),
        sheet: 1,
        last_sheet: 1,
        folio: 1,
        form,
        has_number: true,
        has_colophon: false,
        has_bare_colophon: false,
    };
    Expected { documents: vec![document], ..Expected::standard() }
}

const RED: &str = "0.75 0 0";
const BLACK: &str = "0 0 0";
/// 3号 on the grid of the standard.
const SAN: f64 = 156.0 / 28.0;

/// Baseline of type whose em box begins at `top`.
fn under(top: f64, size: f64) -> f64 {
    top + 0.88 * size
}

/// A letter as 10.1 has it, the upper edge of its first double line and the lower edge of its second at these heights, and
/// what is to be added.
fn letter(head: f64, first: f64, second: f64, number: f64, added: &str) -> String {
    [
        text(70.0, under(head, 10.0), 10.0, RED, "某区人民政府"),
        rule(20.0, 190.0, first + 0.5, 1.0, RED),
        rule(20.0, 190.0, first + 1.3, 0.4, RED),
        text(184.0 - 5.0 * SAN, under(number, SAN), SAN, BLACK, "某政字一号"),
        rule(20.0, 190.0, second - 1.3, 0.4, RED),
        rule(20.0, 190.0, second - 0.5, 1.0, RED),
        added.to_owned(),
    ]
    .concat()
}

#[test]
fn a_letter_is_measured_from_the_edges_of_the_paper() {
    let of = |content: String| measure(&pdf(&[content]), &single(Form::Letter)).unwrap();
    let gap = SAN * 7.0 / 8.0;
    let good = of(letter(30.0, 44.0, 277.0, 45.5 + gap, ""));
    assert_eq!(wrong(&good), Vec::<String>::new());
    for (what, figure) in [
        ("发文机关标志 below the paper's top", 30.0),
        ("first double line below 标志", 4.0),
        ("second double line above the paper's foot", 20.0),
        ("double lines, width", 170.0),
        ("发文字号 below the double line", gap),
    ] {
        let found = item(&good, what);
        assert_eq!(found.clause, "10.1");
        assert!(found.deviation.unwrap().abs() < 0.01, "{found:?}");
        assert!(matches!(found.standard, Some(Value::Mm(standard)) if (standard - figure).abs() < 0.001), "{found:?}");
    }
    let low = of(letter(33.0, 47.0, 277.0, 48.5 + gap, ""));
    assert_eq!(wrong(&low), ["发文机关标志 below the paper's top: 33.00 mm"]);
    let lines = of(letter(30.0, 46.0, 274.0, 47.5 + gap, ""));
    let expected = ["first double line below 标志: 6.00 mm", "second double line above the paper's foot: 23.00 mm"];
    assert_eq!(wrong(&lines), expected);
    let number = of(letter(30.0, 44.0, 277.0, 49.0, ""));
    assert_eq!(wrong(&number), ["发文字号 below the double line: 3.50 mm"]);
    let folio = of(letter(30.0, 44.0, 277.0, 45.5 + gap, &text(170.0, 271.0, 4.9, BLACK, "—1—")));
    assert_eq!(wrong(&folio), ["页码 on a letter's first page: 1"]);
    let turned = letter(30.0, 44.0, 277.0, 45.5 + gap, "")
        .replace(&rule(20.0, 190.0, 44.5, 1.0, RED), &rule(20.0, 190.0, 44.1, 0.2, RED));
    assert_eq!(wrong(&of(turned)), ["first double line, weights: thin above thick"]);
    let short = letter(30.0, 44.0, 277.0, 45.5 + gap, "")
        .replace(&rule(20.0, 190.0, 276.5, 1.0, RED), &rule(20.0, 186.0, 276.5, 1.0, RED));
    assert_eq!(wrong(&of(short)), ["double lines, width: 166.00 mm", "double lines, off the middle: -2.00 mm"]);
}

#[test]
fn orders_and_minutes_have_heads_of_their_own() {
    let order = |head: f64, number: f64, body: f64| {
        let content = [
            text(70.0, under(head, 10.0), 10.0, RED, "某区人民政府令"),
            text(90.0, under(number, SAN), SAN, BLACK, "第一号"),
            text(28.0, under(body, SAN), SAN, BLACK, "正文在此"),
            text(164.4 - 1.0, 270.9, 4.875, BLACK, "—1—"),
        ];
        let found = measure(&pdf(&[content.concat()]), &single(Form::Order)).unwrap();
        wrong(&found).into_iter().filter(|line| line.contains("标志") || line.contains("令号")).collect::<Vec<_>>()
    };
    let two = 2.0 * SAN * 15.0 / 8.0;
    assert_eq!(order(57.0, 67.0 + two, 67.0 + 2.5 * two), Vec::<String>::new());
    assert_eq!(order(59.0, 69.0 + two, 69.0 + 2.5 * two), ["发文机关标志 below 版心's top: 22.00 mm"]);
    assert_eq!(order(57.0, 80.0, 80.0 + 1.5 * two), ["令号 below 标志: 13.00 mm"]);
    assert_eq!(order(57.0, 67.0 + two, 70.0 + 2.5 * two), ["正文, from 令号's line: 34.34 mm"]);
    let minutes = |head: f64| {
        let content = text(70.0, under(head, 10.0), 10.0, RED, "某区人民政府会议纪要");
        let found = measure(&pdf(&[content]), &single(Form::Minutes)).unwrap();
        let found = item(&found, "纪要标志 below 版心's top");
        (found.clause, found.verdict)
    };
    assert_eq!(minutes(72.0), ("10.3", Verdict::Good));
    assert_eq!(minutes(74.0), ("10.3", Verdict::Wrong));
}

#[test]
fn a_head_that_is_not_there_is_missing() {
    let found = measure(&pdf(&[text(28.0, 42.0, SAN, BLACK, "正文")]), &single(Form::Document)).unwrap();
    let found = wrong(&found);
    for line in
        ["发文机关标志 below 版心's top: missing", "发文字号 below 标志: missing", "red line below 发文字号: missing"]
    {
        assert!(found.contains(&line.to_owned()), "{found:?}");
    }
}

#[test]
fn long_heads_tables_and_pictures_give_no_false_alarm() {
    let text = "这是一段正文，用来把版面填满，看看行距与版心 ABC also Latin words 在内。".repeat(12);
    let rows: String = (1..70).map(|row| format!("| {row} | 某镇第{row}号 |\n")).collect();
    let table = format!("| 序号 | 名称 |\n| --- | --- |\n{rows}");
    let body = format!("## 一、开头\n\n{text}[^1]\n\n![图](a.svg)\n\n{text}\n\n{table}\n{text}\n\n[^1]: 注。\n");
    let head = "head = \"某某某某某市某某某区人民政府应急管理委员会办公室文件\"\nnumber = \"某政发〔2024〕1号\"\ndate = 2024-03-05";
    let colophon = "[colophon]\nprinted-by = \"某区人民政府办公室\"\nprinted-on = 2024-03-02";
    let document = crate::support::document(&body);
    let plain = document.replacen("\n+++\n", "\nnumber = \"某政发〔2024〕2号\"\n+++\n", 1);
    let headed = document.replacen("\n+++\n", &format!("\n{head}\n{colophon}\n+++\n"), 1);
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='120'><path d='M20 10V100H280' fill='none' \
        stroke='black'/></svg>";
    let folder = Folder::new()
        .put("2024-01/a.svg", picture)
        .put("2024-01/a.md", headed)
        .put("2024-01/b.md", plain)
        .put("2024-01/issue.toml", crate::support::issue(&["a.md", "b.md"]));
    let measurements = folder.edition().proofs.ruler;
    assert_eq!(wrong(&measurements), Vec::<String>::new());
    assert!(item(&measurements, "正文 3号").places > 90);
}

#[test]
fn the_foot_of_a_document_is_looked_for_before_a_blank_page() {
    let rules = [rule(28.0, 184.0, 230.0, 0.35, BLACK), rule(28.0, 184.0, 262.0, 0.35, BLACK)].concat();
    let content = [rules, text(30.0, 250.0, SAN * 14.0 / 16.0, BLACK, "某区人民政府办公室")].concat();
    let mut expected = single(Form::Plain);
    expected.documents[0].has_colophon = true;
    expected.documents[0].last_sheet = 2;
    let found = measure(&pdf(&[content, String::new()]), &expected).unwrap();
    let foot = item(&found, "版记, last rule below 版心's top");
    assert_eq!((foot.sheet, foot.verdict), (1, Verdict::Good));
    let found = measure(&pdf(&[String::new(), String::new()]), &expected).unwrap();
    assert!(found.iter().all(|found| found.what != "版记 4号"), "{found:?}");
}

#[test]
fn a_combining_mark_is_no_line_of_its_own() {
    let (_, findings) = Folder::with_body("名为Jose\u{301}的人。\n").compile(Goal::Artefacts(&[]));
    assert!(!findings.iter().any(|line| line.contains("off-standard")), "{findings:?}");
}

#[test]
fn the_rule_of_a_running_head_is_no_rule_of_a_colophon() {
    let matter = format!("{HEAD}\n[colophon]\nprinted-by = \"某区人民政府办公室\"\nprinted-on = 2024-03-06");
    let text = document(&format!("{}\n", "字".repeat(600))).replacen("\n+++\n", &format!("\n{matter}\n+++\n"), 1);
    let series = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n[layout]\nrunning-heads = true\n";
    let found = Folder::new().put("gazette.toml", series).put("2024-01/a.md", text).edition().proofs.ruler;
    assert_eq!(item(&found, "版记, first and last rule, weight").places, 2);
}

#[test]
fn a_wide_blank_at_the_end_of_a_line_is_not_seen() {
    let body = format!("{}\u{3000}{}\n", "字".repeat(26), "字".repeat(40));
    assert_eq!(wrong(&Folder::with_body(&body).edition().proofs.ruler), Vec::<String>::new());
}

#[test]
fn the_colophon_of_a_letter_is_told_from_the_text_of_the_document_below_it() {
    let letter = "form = \"letter\"\nissuer = \"某区人民政府\"\nhead = \"某区人民政府\"\nnumber = \"某政函〔2024〕1号\"\n\
                  title = \"某区人民政府的函\"\ndate = 2024-03-05\n[colophon]\ncopies-to = \"某局，某委，某办。\"";
    let series = "name = \"甲\"\nsponsor = \"乙\"\n[layout]\nstart = \"run-on\"\nred-heads = false\n";
    let folder = Folder::new()
        .put("gazette.toml", series)
        .put("2024-01/issue.toml", issue(&["a.md", "b.md", "c.md"]))
        .put("2024-01/b.md", format!("+++\n{letter}\n+++\n正文。\n"))
        .put("2024-01/c.md", document("正文。\n"));
    assert_eq!(wrong(&folder.edition().proofs.ruler), Vec::<String>::new());
}

#[test]
fn a_paragraph_that_ends_a_character_short_of_a_full_line_is_no_full_line() {
    for last in 24..=28 {
        let paragraph = "字".repeat(26 + 28 + last);
        let edition = Folder::with_body(&format!("{paragraph}\n\n{paragraph}\n")).edition();
        let found = item(&edition.proofs.ruler, "版心 width");
        assert!(matches!(found.measured, Some(Value::Mm(width)) if (width - 156.0).abs() < 0.01), "{last}: {found:?}");
    }
}

#[test]
fn margins_are_measured_below_running_heads_and_lines_of_minutes_like_those_of_documents() {
    let series = "name = \"甲\"\nsponsor = \"乙\"\n[layout]\nrunning-heads = true\n";
    let long = Folder::with_body(&format!("{}\n", "字".repeat(100 * 28 - 2))).put("gazette.toml", series).edition();
    for what in ["天头", "版心 height"] {
        assert!(item(&long.proofs.ruler, what).places > 1, "{what}");
    }
    let minutes = "+++\nform = \"minutes\"\nissuer = \"甲\"\nhead = \"某区会议纪要\"\nnumber = \"〔2024〕5号\"\ntitle = \"纪要\"\n+++\n正文。\n";
    let minutes = Folder::new().put("2024-01/a.md", minutes).edition();
    for what in ["发文字号 below 标志", "red line below 发文字号", "red line, width", "标题 below the red line"]
    {
        assert!(item(&minutes.proofs.ruler, what).deviation.unwrap().abs() < 0.2, "{what}");
    }
}

#[test]
fn the_last_line_of_a_letter_that_has_a_colophon_stands_on_the_foot() {
    let mut expected = single(Form::Letter);
    expected.documents[0].has_bare_colophon = true;
    let size = SAN * 14.0 / 16.0;
    let foot = |bottom: f64| {
        let content = text(32.9, bottom - 0.12 * size, size, BLACK, "抄送：某局。");
        let found = measure(&pdf(&[content]), &expected).unwrap();
        let found = item(&found, "版记 of a letter, foot below 版心's top");
        (found.deviation.map(|deviation| (deviation * 100.0).round() / 100.0), found.verdict)
    };
    assert_eq!(foot(262.0), (Some(0.0), Verdict::Good));
    assert_eq!(foot(259.0), (Some(-3.0), Verdict::Wrong));
}
