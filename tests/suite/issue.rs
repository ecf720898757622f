//! What an issue means: its list of documents, their names, and their titles in the contents.

use crate::support::{Folder, document, gazette, issue, text};

#[test]
fn documents_listed_and_documents_there_are_the_same() {
    let folder = Folder::new()
        .put("2024-01/issue.toml", issue(&["a.md", "zhengfa-1.md", "a.md", "../b.md"]))
        .put("2024-01/zhengfa-01.md", document("正文。\n"));
    assert_eq!(
        folder.findings(),
        [
            "issue.toml:7:22 error document-absent: the document `zhengfa-1.md` is not in the folder",
            "issue.toml:7:38 error listed-twice: `a.md` is listed twice",
            "issue.toml:7:46 error not-a-document: `../b.md` cannot be a document",
            "zhengfa-01.md:1:1 error not-listed: the document `zhengfa-01.md` is in no section",
        ]
    );
}

#[test]
fn a_document_number_that_no_office_would_give_is_a_warning() {
    let numbered = |number: &str| document("正文。\n").replacen("+++\n", &format!("+++\nnumber = \"{number}\"\n"), 1);
    let folder = Folder::new()
        .put("2024-01/issue.toml", issue(&["c.md", "a.md", "b.md", "d.md"]))
        .put("2024-01/a.md", numbered("某政发〔2024〕4号"))
        .put("2024-01/b.md", numbered("某政发[2024]第04号"))
        .put("2024-01/c.md", numbered("某政发〔2024〕4号"))
        .put("2024-01/d.md", numbered("第2号"));
    let found = folder.findings();
    assert_eq!(
        found,
        [
            "a.md:2:10 warning same-number: the 发文字号 `某政发〔2024〕4号` is that of `c.md`, too",
            "b.md:2:10 warning number-form: the 发文字号 `某政发[2024]第04号` has another form than that of the standard",
        ]
    );
}

#[test]
fn documents_get_pages_of_their_own() {
    let folder = Folder::new()
        .put("2024-01/issue.toml", issue(&["a.md", "A.md", "index.md"]))
        .put("2024-01/A.md", document("正文。\n"))
        .put("2024-01/index.md", document("正文。\n"));
    assert_eq!(
        folder.findings(),
        [
            "issue.toml:7:22 error bad-name: `A.md` and `a.md` would be the same page on some machines",
            "issue.toml:7:30 error bad-name: a document cannot be called `index.md`",
        ]
    );
}

#[track_caller]
fn contents_title(issuer: &str, title: &str) -> String {
    let text = format!("+++\nissuer = \"\"\"\n{issuer}\"\"\"\ntitle = \"\"\"\n{title}\"\"\"\n+++\n正文。\n");
    let edition = Folder::new().put("2024-01/a.md", text).edition();
    edition.issue.documents().next().unwrap().contents_title()
}

#[test]
fn the_contents_leave_the_issuing_body_out() {
    assert_eq!(contents_title("某区人民政府", "某区人民政府\n关于下达\n目标的通知"), "关于下达目标的通知");
    assert_eq!(contents_title("某市某区人民政府", "某区人民政府关于分工的通知"), "关于分工的通知");
    assert_eq!(contents_title("某区人民政府", "某区人民政府令"), "某区人民政府令");
    assert_eq!(contents_title("某区人民政府", "某区人民政府办公室关于甲的通知"), "某区人民政府办公室关于甲的通知");
    assert_eq!(contents_title("甲局\n乙局", "甲局 乙局关于丙的通知"), "关于丙的通知");
    assert_eq!(contents_title("某区人民政府", "关于分工的通知"), "关于分工的通知");
    assert_eq!(contents_title("某区人民政府", "某镇人民政府关于分工的通知"), "某镇人民政府关于分工的通知");
    assert_eq!(contents_title("某区人民政府\n某区人武部", "某区人武部关于征兵的通知"), "关于征兵的通知");
    assert_eq!(contents_title("某区人民政府", "某区人民政府"), "某区人民政府");
}

#[test]
fn a_picture_must_be_there_and_inside_the_folder() {
    let body = "![图](images/map.png)\n\n![图](../map.png)\n\n![图](https://a.cn/map.png)\n\n![](images/map.png)\n";
    let folder = Folder::with_body(body).put("map.png", "x");
    assert_eq!(
        folder.findings(),
        [
            "a.md:5:1 error picture-absent: the picture `images/map.png` is not in the issue folder",
            "a.md:7:1 error picture-outside: the picture `../map.png` is not in the issue folder",
            "a.md:9:1 error picture-outside: the picture `https://a.cn/map.png` is not in the issue folder",
            "a.md:11:1 error no-description: the picture has no description",
        ]
    );
}

#[test]
fn a_character_without_a_glyph_is_named_with_code_point_and_place() {
    let folder = Folder::with_body("正文😀。\n\n| 甲 |\n| - |\n| \u{e000} |\n")
        .put("2024-01/issue.toml", issue(&["a.md"]).replace("区政府文件", "区政府\u{2ffff}文件"));
    assert_eq!(
        folder.findings(),
        [
            "a.md:5:3 error no-glyph: no font has the character `😀` (U+1F600)",
            "a.md:9:3 error no-glyph: the private-use character U+E000 has no meaning outside the font it was typed with",
            "issue.toml:6:13 error no-glyph: no font has the character `\u{2ffff}` (U+2FFFF)",
        ]
    );
    let folder = Folder::with_body("正\u{7}文。\n");
    assert_eq!(folder.findings(), ["a.md:5:2 error no-glyph: the control character U+0007 cannot be printed"]);
}

#[test]
fn a_rare_character_is_printed_from_the_fallback_face() {
    let folder = Folder::with_series("[fonts]\nfallback = \"LXGW WenKai\"");
    let edition = folder.put("2024-01/a.md", document("公民㛃的面积为3㎡。\n")).edition();
    let pdf = crate::support::Pdf::of(&edition);
    assert!(pdf.text(5).contains("公民㛃的面积为3㎡。"), "{}", pdf.text(5));
    assert!(pdf.fonts().iter().any(|name| name.contains("LXGWWenKai")), "{:?}", pdf.fonts());
}

#[test]
fn names_that_cannot_be_part_of_an_address_are_errors() {
    let folder =
        Folder::new().put("2024-01/issue.toml", issue(&["a#b.md"])).put("2024-01/a#b.md", document("正文。\n"));
    let findings = folder.without("2024-01/a.md").findings();
    assert_eq!(findings, ["issue.toml:7:14 error bad-name: `a#b.md` cannot be part of an address"]);
}

#[test]
fn a_picture_in_cmyk_is_an_error_with_its_place() {
    // Start of image, then a frame header of four components.
    let jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 1, 0, 1, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0];
    let folder = Folder::with_body("![图](a.jpg)\n").put("2024-01/a.jpg", jpeg);
    assert_eq!(folder.findings(), ["a.md:5:1 error picture-colour: the picture `a.jpg` is in CMYK"]);
}

#[test]
fn a_private_use_character_of_gb_18030_is_told_its_standard_code_point() {
    let folder = Folder::with_body("正文\u{E863}、\u{E81E}。\n");
    let output = gazette(folder.series(), &["check", "2024-01", "--format", "short"]).code(1).get_output().clone();
    let found = text(&output.stderr);
    assert!(found.contains("if it was meant as GB 18030 once had it, type `龴` (U+9FB4)"), "{found}");
    assert_eq!(found.matches("GB 18030-2022 has one for most of them").count(), 1, "{found}");
}

#[test]
fn every_place_of_a_character_without_a_glyph_is_reported() {
    let findings = Folder::with_body("正😀文😀\u{200b}\n").findings();
    assert_eq!(
        findings,
        [
            "a.md:5:2 error no-glyph: no font has the character `😀` (U+1F600)",
            "a.md:5:4 error no-glyph: no font has the character `😀` (U+1F600)",
            "a.md:5:5 error no-glyph: the invisible character U+200B cannot be printed",
        ]
    );
}

#[test]
fn a_document_whose_name_ends_otherwise_is_an_error() {
    let folder = Folder::new().put("2024-01/b.MD", document("正文。\n")).put("2024-01/c.markdown", "x");
    assert_eq!(
        folder.findings(),
        [
            "b.MD:1:1 error not-a-document: `b.MD` is not read as a document",
            "c.markdown:1:1 error not-a-document: `c.markdown` is not read as a document",
        ]
    );
}

#[test]
fn a_character_that_stands_for_another_is_told_with_it() {
    let help = |body: &str| {
        let folder = Folder::with_body(body);
        let run = gazette(folder.series(), &["check", "2024-01", "--format", "json"]).code(1);
        let found = text(&run.get_output().stderr);
        let found: serde_json::Value = serde_json::from_str(found.lines().next().unwrap()).unwrap();
        let of = |key: &str| found[key].as_str().unwrap().to_owned();
        (of("code"), of("message"), of("help"))
    };
    let no_glyph = |message: &str, help: &str| ("no-glyph".to_owned(), message.to_owned(), help.to_owned());
    assert_eq!(
        help("甲\u{F900}。\n"),
        no_glyph(
            "no font has the character `\u{F900}` (U+F900)",
            "type `豈` (U+8C48), the character that it stands for"
        )
    );
    assert_eq!(
        help("甲\u{2F800}。\n"),
        no_glyph(
            "no font has the character `\u{2F800}` (U+2F800)",
            "type `丽` (U+4E3D), the character that it stands for"
        )
    );
    for space in ['\u{202F}', '\u{205F}', '\u{1680}'] {
        let message = format!("the space U+{:04X} cannot be printed", space as u32);
        assert_eq!(help(&format!("甲{space}乙。\n")), no_glyph(&message, "type a normal blank in its place"));
    }
}
