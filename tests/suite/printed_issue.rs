//! Facts about the printed issue 2024 No. 2, the real input.

use std::sync::OnceLock;

use gazette::artefact::entries;
use gazette::compile::{Edition, Goal, compile};
use gazette::diag::Diagnostics;
use gazette::source::IssueDir;

use crate::support::{Pdf, fonts, html, html_text, root};

/// Cover, imprint, contents and its blank back stand before folio 1.
const FRONT: u32 = 4;

/// The issue, compiled once for all tests.
pub(crate) fn edition() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| {
        let mut diagnostics = Diagnostics::default();
        let dir = IssueDir::read(&root().join("issues/2024-02"), &mut diagnostics).unwrap();
        let edition = compile(&dir, &fonts(), Goal::Artefacts(&[]), &mut diagnostics);
        assert_eq!(diagnostics.counts(), (0, 0), "{:?}", diagnostics.sorted());
        edition.unwrap()
    })
}

fn page(name: &str) -> String {
    html(edition(), name)
}

#[test]
fn the_documents_start_where_the_printed_contents_say() {
    let entries = entries(&edition().issue, &edition().pagination);
    let pages: Vec<_> =
        entries.iter().map(|entry| (entry.page.to_string(), entry.last_page.0, entry.sheet.0)).collect();
    let expected = [("01", 14, 5), ("15", 17, 19), ("18", 20, 22), ("21", 24, 25), ("25", 35, 29), ("36", 41, 40)];
    assert_eq!(pages, expected.map(|(page, last, sheet)| (page.to_owned(), last, sheet)));
    assert_eq!(edition().pagination.sheets, FRONT + 41);
}

#[test]
fn the_contents_are_printed_as_in_the_issue() {
    let printed = [
        "【区政府文件】",
        "关于印发《枣庄市市中区创建国家知识产权强县建设试点县工作实施方案（2024—2026年）》的通知（市中政字〔2024〕2号）01",
        "关于下达2024年度全区安全生产控制目标的通知（市中政发〔2024〕2号）15",
        "关于公布枣庄市市中区人民政府2024年度重大行政决策事项目录的通知（市中政发〔2024〕4号）18",
        "关于调整区政府领导成员工作分工的通知（市中政发〔2024〕5号）21",
        "【区政府办公室文件】",
        "关于印发《市中区2024年度“行政执法质量提升年”活动实施方案》的通知（市中政办发〔2024〕4号）25",
        "关于印发《关于推进瓶装液化石油气行业规模化高质量发展的实施方案》的通知（市中政办字〔2024〕6号）36",
    ];
    let text = Pdf::of(edition()).text(3).replace('…', "");
    assert_eq!(text, format!("目录{}", printed.concat()));
    let index = html_text(&page("index.html"));
    assert!(index.contains(&format!("目录{}", printed.concat())), "{index}");
}

#[test]
fn every_folio_is_printed_and_equals_the_page_label() {
    let pdf = Pdf::of(edition());
    let labels = pdf.page_labels();
    assert_eq!(labels[..FRONT as usize], ["i", "ii", "iii", "iv"]);
    for folio in 1..=41 {
        let text = pdf.text(folio + FRONT);
        assert!(text.ends_with(&format!("—{folio}—")), "sheet {}: {text}", folio + FRONT);
        assert_eq!(labels[(folio + FRONT - 1) as usize], folio.to_string());
    }
    for sheet in 1..=FRONT {
        assert!(!pdf.text(sheet).contains('—') || sheet == 3, "sheet {sheet} has a folio: {}", pdf.text(sheet));
    }
    assert_eq!(pdf.text(4), "");
}

#[test]
fn entries_link_to_their_documents() {
    assert_eq!(Pdf::of(edition()).links(3), [5, 19, 22, 25, 29, 40]);
}

#[test]
fn documents_begin_with_their_elements_in_order() {
    let pdf = Pdf::of(edition());
    let starts = [
        (5, "枣庄市市中区人民政府市中政字〔2024〕2号枣庄市市中区人民政府关于印发《"),
        (19, "枣庄市市中区人民政府文件市中政发〔2024〕2号枣庄市市中区人民政府关于下达2024年度"),
        (22, "枣庄市市中区人民政府文件市中政发〔2024〕4号枣庄市市中区人民政府关于公布"),
        (25, "枣庄市市中区人民政府文件市中政发〔2024〕5号市中区人民政府关于调整"),
        (29, "枣庄市市中区人民政府办公室文件市中政办发〔2024〕4号枣庄市市中区人民政府办公室关于印发"),
        (40, "枣庄市市中区人民政府办公室文件市中政办字〔2024〕6号枣庄市市中区人民政府办公室关于印发"),
    ];
    for (sheet, start) in starts {
        assert!(pdf.text(sheet).starts_with(start), "sheet {sheet}: {}", pdf.text(sheet));
    }
    let ends = [
        (5, "枣庄市市中区人民政府2024年2月29日（此件公开发布）—1—"),
        (18, "枣庄市市中区人民政府办公室2024年2月29日印发—14—"),
        (28, "区法院、区检察院市中区人民政府办公室2024年6月24日印发—24—"),
        (29, "枣庄市市中区人民政府办公室2024年4月26日（此件公开发布）—25—"),
    ];
    for (sheet, end) in ends {
        assert!(pdf.text(sheet).ends_with(end), "sheet {sheet}: {}", pdf.text(sheet));
    }
}

#[test]
fn the_imprint_carries_the_notice() {
    assert_eq!(
        Pdf::of(edition()).text(2),
        "市中区人民政府公报2024年第2期6月30日出版总第31期主办单位市中区人民政府编辑出版：市中区人民政府办公室\
         地址：市中区君山中路321号邮编：277101电话：0632-3921308电子邮箱：szqxxglzx@zz.shandong.cn\
         承印：市中区七彩石印务部△本刊所载区政府规范性文件为标准文本"
    );
}

#[test]
fn headings_stand_on_their_sheets() {
    let headings = &edition().pagination.headings;
    let sheet = |text: &str| {
        let mut found = headings.iter().filter(|heading| heading.text == text);
        found.next().unwrap_or_else(|| panic!("no heading {text}")).sheet.0
    };
    assert_eq!(sheet("一、指导思想"), 6);
    assert_eq!(sheet("五、保障措施"), 12);
    assert_eq!(sheet("枣庄市市中区创建国家知识产权强县建设试点县工作任务目标分解表"), 14);
    assert_eq!(sheet("枣庄市市中区人民政府2024年度重大行政决策事项目录"), 24);
    assert_eq!(sheet("三、工作实施步骤"), 37);
    assert_eq!(sheet("关于推进瓶装液化石油气行业规模化高质量发展的实施方案"), 41);
    // Clauses that begin with 一、 are no headings.
    assert!(!headings.iter().any(|heading| heading.text.contains("生产安全责任事故")));
    assert!(headings.iter().all(|heading| heading.sheet.0 == heading.folio.0 + FRONT));
}

#[test]
fn bookmarks_are_the_headings_with_the_contents_before_them() {
    let bookmarks = Pdf::of(edition()).bookmarks();
    assert_eq!(bookmarks[0], (1, "目录".to_owned(), 3));
    let headings = edition().pagination.headings.iter();
    let headings: Vec<_> =
        headings.map(|heading| (heading.level as usize, heading.text.clone(), heading.sheet.0 as usize)).collect();
    assert_eq!(bookmarks[1..], headings);
}

#[test]
fn each_table_stands_whole_on_one_sheet_with_its_heading() {
    let pdf = Pdf::of(edition());
    let totals = ["全区140140140420", "全区1717", "全区555555165", "全区1717", "全区11111133"];
    for (sheet, total) in (14..).zip(totals) {
        let text = pdf.text(sheet);
        assert_eq!(text.matches("合计").count(), 1, "sheet {sheet}: {text}");
        assert!(text.contains(total) && text.contains("11矿区街道"), "sheet {sheet}: {text}");
        let heading =
            edition().pagination.headings.iter().find(|heading| heading.sheet.0 == sheet && heading.level == 3);
        assert!(text.contains(&heading.unwrap().text), "sheet {sheet}: {text}");
    }
}

/// Characters in order of their code points, to compare texts whose order differs.
fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    characters.sort_unstable();
    characters
}

#[test]
fn the_pdf_and_the_html_have_exactly_the_text_of_every_document() {
    let pdf = Pdf::of(edition());
    for document in edition().issue.documents() {
        let elements = &document.front_matter;
        let mut expected = String::new();
        let above = [&elements.head, &elements.number, &elements.title, &elements.addressee];
        above.into_iter().flatten().for_each(|text| expected.push_str(&text.joined()));
        let mut pieces = Vec::new();
        document.body.each_text(&mut |_, text| pieces.push(text.to_owned()));
        expected.push_str(&pieces.concat());
        [&elements.signature, &elements.note].into_iter().flatten().for_each(|text| expected.push_str(&text.joined()));
        expected.extend(elements.date.map(|date| date.to_string()));
        if let Some(colophon) = &elements.colophon {
            expected.extend(colophon.copies_to.as_ref().map(|text| format!("抄送：{}", text.joined())));
            expected.extend(colophon.printed_by.as_ref().map(|text| text.joined()));
            expected.extend(colophon.printed_on.map(|date| format!("{date}印发")));
        }

        let pages = edition().pagination.of(&document.slug);
        let sheets = (pages.folio.0..=pages.last_folio.0).map(|folio| {
            let text = pdf.text(folio + FRONT);
            text.strip_suffix(&format!("—{folio}—")).unwrap().to_owned()
        });
        let printed: String = sheets.collect();
        let web = page(&document.slug.page());
        let article = web.split_once("<article ").unwrap().1.split_once('>').unwrap().1;
        let (before, facts) = article.split("</article>").next().unwrap().split_once("<dl class=\"facts\">").unwrap();
        let web = html_text(before) + &html_text(facts.split_once("</header>").unwrap().1);
        assert!(sorted(&printed) == sorted(&expected), "{}: the PDF differs", document.slug);
        assert!(sorted(&web) == sorted(&expected), "{}: the HTML differs", document.slug);

        // In order too; but Typst draws a merged head cell before the cells at its left.
        let (mut in_print, mut in_web) = (0, 0);
        for piece in pieces {
            let piece: String = piece.chars().filter(|c| !c.is_whitespace()).collect();
            in_web += web[in_web..].find(&piece).unwrap_or_else(|| panic!("the HTML lacks {piece}")) + piece.len();
            if piece.chars().count() > 7 {
                in_print +=
                    printed[in_print..].find(&piece).unwrap_or_else(|| panic!("the PDF lacks {piece}")) + piece.len();
            }
        }
    }
}

#[test]
fn mistakes_of_the_printed_text_are_kept() {
    let pdf = Pdf::of(edition());
    let all: String = (1..=45).map(|sheet| pdf.text(sheet)).collect();
    for mistake in
        ["服务的能与水平", "保护和管埋为支撑", "企业and企业家", "1、市中区2024年度", "(此件公开发布)", "“4.26”宣传日"]
    {
        assert!(all.contains(mistake), "{mistake}");
    }
    assert_eq!((all.matches("塔塔埠街道").count(), all.matches("各塔埠街道").count()), (4, 1));
}

#[test]
fn the_pdf_says_what_it_is() {
    let pdf = Pdf::of(edition());
    assert_eq!(pdf.info("Title"), "市中区人民政府公报2024年第2期");
    assert_eq!(pdf.info("Author"), "市中区人民政府");
    assert!(pdf.info("CreationDate").starts_with("D:20240630"), "{}", pdf.info("CreationDate"));
    let catalog = pdf.0.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    let xmp = pdf.xmp();
    for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
        assert!(xmp.contains(claim), "{claim} is not in {xmp}");
    }
}

#[test]
fn all_fonts_are_embedded_and_are_those_of_the_program() {
    let pdf = Pdf::of(edition());
    let dicts = pdf.0.objects.values().filter_map(|object| object.as_dict().ok());
    let descriptors = dicts.filter(|dict| dict.get_type().is_ok_and(|kind| kind == b"FontDescriptor"));
    assert!(descriptors.clone().all(|dict| dict.has(b"FontFile3") || dict.has(b"FontFile2")));
    let names: Vec<String> = pdf.fonts().iter().map(|name| name.split_once('+').unwrap().1.to_owned()).collect();
    let expected =
        ["FandolFang-Regular", "FandolHei-Regular", "FandolKai-Regular", "FandolSong-Bold", "FandolSong-Regular"];
    let mut names: Vec<&str> = names.iter().map(|name| name.trim_end_matches("-Identity-H")).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, expected);
}

#[test]
fn pages_are_a4() {
    let pdf = Pdf::of(edition());
    for id in pdf.0.get_pages().into_values() {
        let media = pdf.0.get_dictionary(id).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        let size: Vec<i64> = media.iter().map(|value| value.as_float().unwrap().round() as i64).collect();
        assert_eq!(size, [0, 0, 595, 842]);
    }
}

#[test]
fn web_pages_have_semantic_elements() {
    let first = page("zhengzi-02.html");
    assert!(first.starts_with("<!DOCTYPE html><html lang=\"zh-CN\">"));
    assert_eq!(first.matches("<h1>").count(), 1);
    assert_eq!(first.matches("<table>").count(), 5);
    assert_eq!(first.matches("<thead>").count(), 5);
    assert_eq!(first.matches("<th colspan=\"3\" scope=\"colgroup\">目标值</th>").count(), 3);
    assert_eq!(first.matches("rowspan=\"2\"").count(), 15);
    assert!(first.contains("<h3>一、指导思想</h3>"));
    assert!(first.contains("<h4>（一）总体目标</h4>"));
    assert!(first.contains("<b class=\"run-in arabic\">1.知识产权创造能力显著增强</b>。全区专利授权量"));
}

#[test]
fn web_pages_lead_to_each_other() {
    let names = ["zhengzi-02", "zhengfa-02", "zhengfa-04", "zhengfa-05", "zhengbanfa-04", "zhengbanzi-06"];
    let index = page("index.html");
    for (at, name) in names.iter().enumerate() {
        assert!(index.contains(&format!("<a href=\"{name}.html\">")), "{name}");
        let document = page(&format!("{name}.html"));
        let link = |rel: &str, target: Option<&&str>| {
            let expected = target.map(|target| format!("<a rel=\"{rel}\" href=\"{target}.html\">"));
            let found = document.find(&format!("<a rel=\"{rel}\""));
            assert_eq!(found.is_some(), expected.is_some(), "{name} {rel}");
            assert!(expected.is_none_or(|expected| document.contains(&expected)), "{name} {rel}");
        };
        link("prev", at.checked_sub(1).and_then(|at| names.get(at)));
        link("next", names.get(at + 1));
    }
    assert!(index.contains("href=\"2024-02.pdf\""));
}
