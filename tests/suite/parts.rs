//! The parts of an issue around its documents: cover, imprint, contents, running heads, back cover, numbering.

use gazette::compile::{Edition, Goal};
use gazette::proof::reader::MarkKind;

use crate::support::{Folder, Pdf, document, html, html_text, issue};

const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"40\" height=\"30\"/></svg>";

fn web(edition: &Edition) -> String {
    html_text(&html(edition, "index.html"))
}

/// Areas that a sheet fills: one for each `PICTURE`, and nothing else on a cover is filled.
fn pictures(pdf: &Pdf, sheet: u32) -> usize {
    pdf.page(sheet).marks.iter().filter(|mark| mark.kind == MarkKind::Fill).count()
}

/// Descriptions of the figures of a file, in the order of its objects.
fn descriptions(pdf: &Pdf) -> Vec<String> {
    let dicts = pdf.0.objects.values().filter_map(|object| object.as_dict().ok());
    let alts = dicts.filter_map(|dict| dict.get(b"Alt").ok());
    alts.map(|alt| lopdf::decode_text_string(pdf.follow(alt)).unwrap()).collect()
}

/// `count` documents named `d0.md` and so on, whose titles take two lines of the contents each.
fn many(count: usize) -> Folder {
    let names: Vec<String> = (0..count).map(|n| format!("d{n}.md")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let text = |n: usize| {
        let title = format!("某区人民政府关于第{n}项工作的实施方案和有关部门职责分工以及完成期限要求的通知终");
        format!("+++\nissuer = \"某区人民政府\"\ntitle = \"{title}\"\n+++\n正文。\n")
    };
    let listed = names.chunks(10).enumerate().map(|(n, names)| {
        let documents: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        format!("[[sections]]\ntitle = \"栏目{n}终\"\ndocuments = [{}]\n", documents.join(", "))
    });
    let toml = format!("year = 2024\nnumber = 1\ndate = 2024-03-31\n{}", listed.collect::<String>());
    let folder = Folder::new().without("2024-01/a.md").put("2024-01/issue.toml", toml);
    names.iter().enumerate().fold(folder, |folder, (n, name)| folder.put(&format!("2024-01/{name}"), text(n)))
}

#[test]
fn issn_and_cn_stand_in_the_imprint_and_on_the_cover() {
    let edition =
        Folder::with_series("issn = \"1004-3438\"\ncn = \"11-1611/D\"\nwebsite = \"www.example.cn\"").edition();
    let pdf = Pdf::of(&edition);
    assert!(pdf.text(1).ends_with("某区人民政府ISSN1004-3438CN11-1611/D"), "{}", pdf.text(1));
    assert!(pdf.text(2).contains("ISSN1004-3438CN11-1611/D") && pdf.text(2).contains("网址：www.example.cn"));
    let web = web(&edition);
    assert!(web.contains("ISSN1004-3438CN11-1611/D") && web.contains("网址www.example.cn"), "{web}");
}

#[test]
fn a_permit_makes_the_gazette_internal_material() {
    let lines = "permit = \"（某）准印证第7号\"\nrecipients = \"各镇街\"\ncopies = \"500册\"";
    let edition = Folder::with_series(lines).edition();
    let pdf = Pdf::of(&edition);
    assert!(pdf.text(1).ends_with("准印证号：（某）准印证第7号内部资料，免费交流"), "{}", pdf.text(1));
    let rows = ["准印证号：（某）准印证第7号", "发送对象：各镇街", "印数：500册", "发行方式：内部资料，免费交流"];
    assert!(pdf.text(2).contains(&rows.concat()), "{}", pdf.text(2));
    assert!(web(&edition).contains(&rows.concat().replace('：', "")), "{}", web(&edition));
    assert!(!Pdf::of(&Folder::new().edition()).text(1).contains("内部资料"));
}

#[test]
fn an_imprint_that_says_much_stays_on_its_page() {
    let keys =
        ["editor", "address", "postcode", "phone", "email", "website", "printer", "permit", "recipients", "copies"];
    let lines: String = keys.map(|key| format!("{key} = \"\"\"\n甲\n乙\"\"\"\n")).concat();
    let edition = Folder::with_series(&format!("{lines}notice = \"说明终\"")).edition();
    assert!(Pdf::of(&edition).text(2).ends_with("说明终"), "{}", Pdf::of(&edition).text(2));
    assert_eq!(edition.pagination.documents[0].sheet.0, 5);
}

#[test]
fn the_check_digit_of_an_issn_is_verified() {
    let refused = |issn: &str, message: &str| {
        let found = Folder::with_series(&format!("issn = \"{issn}\"")).findings();
        assert_eq!(found, [format!("gazette.toml:3:8 error bad-issn: {message}")]);
    };
    refused("1004-3437", "the ISSN `1004-3437` does not end in its check digit `8`");
    // 2·8 + 4·7 + 3·6 + 4·5 + 5·4 + 6·3 + 1·2 = 122 = 11·11 + 1, so the check digit is 10.
    refused("2434-5610", "the ISSN `2434-5610` does not end in its check digit `X`");
    for wrong in ["10043438", "1004-343", "ISSN 1004-3438", "1004-343x", "10X4-3438", "１004-3438", "1004–3438"] {
        refused(wrong, &format!("`{wrong}` is not an ISSN"));
    }
    for good in ["1004-3438", "2434-561X", "0317-8471", "0000-0000"] {
        assert_eq!(Folder::with_series(&format!("issn = \"{good}\"")).findings(), Vec::<String>::new(), "{good}");
    }
}

#[test]
fn a_cn_number_has_region_serial_number_and_class() {
    for good in ["11-1611/D", "37-1492/TP", "22-1390/G4"] {
        assert_eq!(Folder::with_series(&format!("cn = \"{good}\"")).findings(), Vec::<String>::new(), "{good}");
    }
    for wrong in ["CN11-1611/D", "11-1611", "11-161/D", "1-11611/D", "11-1611/d", "11-1611/", "11-1611/4", "11/1611-D"]
    {
        let expected = [format!("gazette.toml:3:6 error bad-cn: `{wrong}` is not a CN number")];
        assert_eq!(Folder::with_series(&format!("cn = \"{wrong}\"")).findings(), expected);
    }
}

#[test]
fn the_cover_has_a_picture_that_is_described_and_an_emblem_that_is_not() {
    let plain = Pdf::of(&Folder::new().edition());
    let lines = "[cover]\npicture = \"images/town.svg\"\npicture-alt = \"区政府\"\nemblem = \"./images/emblem.svg\"";
    let folder = Folder::with_series(lines).put("images/town.svg", PICTURE).put("images/emblem.svg", PICTURE);
    let pdf = Pdf::of(&folder.edition());
    assert_eq!((pictures(&plain, 1), pictures(&pdf, 1)), (0, 2));
    assert_eq!(descriptions(&pdf), ["区政府"]);
    assert_eq!(pdf.text(1), plain.text(1));
}

#[test]
fn a_picture_is_looked_for_beside_the_file_that_names_it() {
    let lines = "[cover]\npicture = \"images/town.svg\"\npicture-alt = \"区政府\"";
    let own = "[gazette.cover]\npicture = \"images/flood.svg\"\npicture-alt = \"防汛现场\"\n";
    let toml = format!("{}{own}", issue(&["a.md"]));
    let folder = Folder::with_series(lines).put("images/town.svg", PICTURE).put("2024-01/issue.toml", &toml);
    let folder = folder.put("2024-01/images/flood.svg", PICTURE);
    assert_eq!(descriptions(&Pdf::of(&folder.edition())), ["防汛现场"]);
    let missing = "issue.toml:9:11 error picture-absent: the picture `images/flood.svg` is not in the issue folder";
    assert_eq!(folder.without("2024-01/images/flood.svg").findings(), [missing]);
    for path in ["town.svg", "../images/town.svg", "images/../images/town.svg", "/etc/passwd", "2024-01/images/map.svg"]
    {
        let folder = Folder::with_series(&lines.replace("images/town.svg", path)).put("images/town.svg", PICTURE);
        let message = format!("the picture `{path}` is not in the folder `images` beside `gazette.toml`");
        assert_eq!(folder.findings(), [format!("gazette.toml:4:11 error picture-absent: {message}")]);
    }
}

#[test]
fn a_picture_without_its_description_is_an_error_and_so_is_one_without_its_picture() {
    let folder = Folder::with_series("[cover]\npicture = \"images/a.svg\"\n[back-cover]\npicture-alt = \"二维码\"");
    assert_eq!(
        folder.put("images/a.svg", PICTURE).findings(),
        [
            "gazette.toml:4:11 error missing-key: the picture has no description",
            "gazette.toml:6:15 error missing-key: there is no `picture` that this describes",
        ]
    );
    let found = Folder::with_series("[back-cover]").findings();
    assert_eq!(found, ["gazette.toml:3:1 error missing-key: the back cover `[back-cover]` has no key"]);
}

#[test]
fn the_back_cover_is_the_outside_of_the_last_leaf() {
    let lines = "[back-cover]\ntext = \"\"\"\n免费赠阅\n地址：某路1号\"\"\"\npicture = \"images/qr.svg\"\npicture-alt = \"二维码\"";
    let back = |pages: usize| {
        let text = "字".repeat(28 * 22 * (pages - 1) + 28);
        let folder = Folder::with_series(lines)
            .put("images/qr.svg", PICTURE)
            .put("2024-01/a.md", document(&format!("{text}\n")));
        let edition = folder.edition();
        let pdf = Pdf::of(&edition);
        let (last, sheets) = (edition.pagination.documents[0].last_folio.0, edition.pagination.sheets);
        assert_eq!(last as usize, pages);
        assert_eq!((pdf.text(sheets).as_str(), pictures(&pdf, sheets)), ("免费赠阅地址：某路1号", 1));
        assert!(web(&edition).ends_with("免费赠阅地址：某路1号主办：某区人民政府"), "{}", web(&edition));
        (sheets, pdf)
    };
    // Four pages stand before folio 1; folio 1 is on a right-hand page and the back cover is its other side.
    assert_eq!(back(1).0, 6);
    let (sheets, pdf) = back(2);
    assert_eq!((sheets, pdf.text(6).ends_with("—2—"), pdf.text(7).as_str()), (8, true, ""));
}

#[test]
fn folios_go_on_from_the_first_one_given_and_odd_ones_stay_on_the_right() {
    let numbered = |first: u32| {
        let toml = issue(&["a.md", "b.md"]).replacen("date", &format!("first-folio = {first}\ndate"), 1);
        let folder = Folder::new().put("2024-01/issue.toml", toml).put("2024-01/b.md", document("乙\n"));
        let edition = folder.edition();
        let documents = edition.pagination.documents.iter();
        (documents.map(|pages| (pages.folio.0, pages.sheet.0)).collect::<Vec<_>>(), Pdf::of(&edition))
    };
    let (odd, pdf) = numbered(243);
    assert_eq!(odd, [(243, 5), (244, 6)]);
    assert!(pdf.text(5).ends_with("—243—") && pdf.text(6).ends_with("—244—"));
    assert_eq!(pdf.page_labels()[3..], ["iv", "243", "244"]);
    let contents = pdf.text(3).replace('…', "");
    assert!(contents.contains("通知243") && contents.ends_with("通知244"), "{contents}");
    // The contents are on the third page; an even folio is on the fourth, its back.
    let (even, pdf) = numbered(98);
    assert_eq!(even, [(98, 4), (99, 5)]);
    assert!(pdf.text(3).replace('…', "").ends_with("通知99"), "{}", pdf.text(3));
}

#[test]
fn a_first_folio_out_of_range_is_an_error() {
    for wrong in [0, -5, 10000] {
        let toml = issue(&["a.md"]).replacen("date", &format!("first-folio = {wrong}\ndate"), 1);
        let found = Folder::new().put("2024-01/issue.toml", toml).findings();
        assert_eq!(found, [format!("issue.toml:3:15 error bad-value: {wrong} is out of range")]);
    }
    let toml = issue(&["a.md"]).replacen("date", "first-folio = 2\ndate", 1);
    let found = Folder::with_series("[layout]\nstart = \"recto\"").put("2024-01/issue.toml", toml).findings();
    let message = "page 2 is a left-hand page, but documents begin on right-hand pages";
    assert_eq!(found, [format!("issue.toml:3:15 error bad-value: {message}")]);
}

#[test]
fn contents_of_several_pages_keep_sections_with_their_documents() {
    let edition = many(120).compile(Goal::Artefacts(&[])).0.unwrap();
    let pdf = Pdf::of(&edition);
    let first = edition.pagination.documents[0].sheet.0;
    let pages: Vec<String> = (3..first).map(|sheet| pdf.text(sheet).replace('…', "")).collect();
    let pages: Vec<&String> = pages.iter().filter(|page| !page.is_empty()).collect();
    assert!(pages.len() >= 5, "{pages:?}");
    for page in &pages {
        assert!(!page.ends_with('】'), "{page}");
        assert!(page.starts_with("目录") == (*page == pages[0]), "{page}");
    }
    let all: String = pages.iter().map(|page| page.as_str()).collect();
    for (n, document) in edition.pagination.documents.iter().enumerate() {
        assert!(all.contains(&format!(
            "关于第{n}项工作的实施方案和有关部门职责分工以及完成期限要求的通知终{}",
            document.folio
        )));
    }
    assert_eq!(edition.pagination.documents[119].folio.0, 120);
}

#[test]
fn running_heads_name_the_gazette_outside_and_the_section_inside() {
    let body = "字".repeat(28 * 22 * 3);
    let lines = "[layout]\nrunning-heads = true";
    let folder = Folder::with_series(lines)
        .put("2024-01/issue.toml", issue(&["a.md", "b.md"]))
        .put("2024-01/a.md", document(&format!("{body}\n")))
        .put("2024-01/b.md", document("正文。\n"));
    let pdf = Pdf::of(&folder.edition());
    let (gazette, section) = ("某区人民政府公报2024年第1期", "区政府文件");
    for sheet in [1, 2, 3, 4, 5, 9] {
        assert!(!pdf.text(sheet).starts_with(gazette) || sheet <= 2, "sheet {sheet}: {}", pdf.text(sheet));
        assert!(!pdf.text(sheet).starts_with(section), "sheet {sheet}: {}", pdf.text(sheet));
    }
    assert!(pdf.text(6).starts_with(&format!("{gazette}{section}字")), "{}", pdf.text(6));
    assert!(pdf.text(7).starts_with(&format!("{section}{gazette}字")), "{}", pdf.text(7));
    let text = Pdf::of(&Folder::with_series("").put("2024-01/a.md", document(&format!("{body}\n"))).edition()).text(6);
    assert!(text.starts_with('字'), "{text}");
}
