//! Input that was made to take the memory of the machine, its time, or the reader in: a message with a place, and soon.

mod names;
mod pdf;
mod toml;

use std::collections::BTreeSet;
use std::fs::File;

use gazette::compile::{Goal, compile};
use gazette::diag::Diagnostics;
use gazette::markdown::parse;
use gazette::place::SourceFile;
use gazette::source::{ISSUE_FILE, IssueDir};
use lopdf::{Dictionary, Stream};

use crate::support::{Folder, document, fonts, gazette, issue, lines, text};

/// Makes a file that seems to have so many bytes and takes none on the disk.
fn vast(folder: Folder, path: &str, bytes: u64) -> Folder {
    let folder = folder.put(path, "");
    File::options().write(true).open(folder.series().join(path)).unwrap().set_len(bytes).unwrap();
    folder
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let all = [
        ("2024-01/a.md", 8_000_001, 8_000_000u64),
        ("2024-01/issue.lock", 8_000_001, 8_000_000),
        ("2024-01/x.png", 5_000_000_000, 256_000_000),
        ("gazette.toml", 50_000_000, 8_000_000),
        ("fonts/x.otf", 256_000_001, 256_000_000),
        ("images/x.svg", 256_000_001, 256_000_000),
        ("templates/paged.typ", 8_000_001, 8_000_000),
    ];
    for (path, bytes, most) in all {
        let folder = vast(Folder::new(), path, bytes);
        let mut diagnostics = Diagnostics::default();
        let dir = IssueDir::read(&folder.issue(), &mut diagnostics).unwrap();
        let found = lines(&dir, &diagnostics, folder.series());
        let path = path.trim_start_matches("2024-01/");
        let message = format!("the file has {bytes} bytes; no more than {most} are read of one");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with(&format!("{path}:1:1 error too-large: {message}")), "{found:?}");
    }
    let folder = vast(Folder::with_body("![图](x.png)\n"), "2024-01/x.png", 256_000_001);
    assert_eq!(folder.findings().len(), 1, "what is too large is not called absent too");
}

#[test]
fn a_line_that_nobody_can_read_is_named_and_not_shown() {
    let told = |length: usize| {
        let folder = Folder::with_body(&format!("{}\u{1}\n", "甲".repeat(length)));
        text(&gazette(folder.series(), &["--lang", "en", "check", "2024-01"]).get_output().stderr)
    };
    assert!(told(6_000).contains("甲甲甲"));
    let long = told(7_000);
    assert!(!long.contains('甲'), "{long}");
    assert!(long.contains("2024-01/a.md:5:7001\n"), "{long}");
}

#[test]
fn an_issue_is_refused_where_it_becomes_too_much() {
    let beyond = "error too-large: up to this place the issue has more than 30 lines, 28 characters to a line";
    let found = |body: &str| Folder::with_series("[limits]\nlines = 30").put("2024-01/a.md", document(body)).findings();
    // 4 lines of the series, 6 of the issue and 4 of the front matter.
    assert_eq!(found(&"甲。\n\n".repeat(16)), Vec::<String>::new());
    assert_eq!(found(&"甲。\n\n".repeat(23)), [format!("a.md:49:1 {beyond}")]);
    assert_eq!(found(&"甲".repeat(28 * 16)), Vec::<String>::new());
    assert_eq!(found(&"甲".repeat(28 * 22 + 1)), [format!("a.md:5:1 {beyond}")]);
    assert_eq!(found(&"甲".repeat(28 * 16 + 1)), [format!("issue.toml:7:1 {beyond}")]);
    let row = format!("{}|\n", "| 1 ".repeat(1000));
    let table = format!("{row}{}|\n{}", "|---".repeat(1000), row.repeat(1000));
    assert_eq!(
        Folder::with_body(&table)
            .put("gazette.toml", "name = \"某公报\"\nsponsor = \"某区\"\n[limits]\nlines = 500000\n")
            .findings(),
        ["a.md:65:1 error too-large: up to this line the tables of the issue have more than 60000 cells"]
    );
    for limits in ["lines = 0", "lines = 500001", "cells = 1000001", "megapixels = 4001"] {
        let found = Folder::with_series(&format!("[limits]\n{limits}")).findings();
        assert!(found.iter().any(|found| found.starts_with("gazette.toml:4:")), "{found:?}");
    }
}

/// A chunk of a PNG file.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let bytes = [kind.as_slice(), data].concat();
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 })
    });
    [&(data.len() as u32).to_be_bytes(), bytes.as_slice(), &(!crc).to_be_bytes()].concat()
}

/// A PNG file of so many grey pixels, with some chunks before them; there are no pixels in it.
fn png(width: u32, height: u32, before: &[Vec<u8>]) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let chunks = [
        chunk(b"IHDR", &head),
        before.concat(),
        chunk(b"IDAT", &packed(1 + width.min(100) as usize)),
        chunk(b"IEND", b""),
    ];
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat()
}

/// So many zeros, packed.
fn packed(zeros: usize) -> Vec<u8> {
    let mut stream = Stream::new(Dictionary::new(), vec![0; zeros]);
    stream.allows_compression = true;
    stream.compress().unwrap();
    stream.content
}

/// Bytes in the letters of an address.
fn base64(bytes: &[u8]) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let triple = |bytes: &[u8]| {
        let number = (0..3).fold(0, |number, at| number << 8 | usize::from(bytes.get(at).copied().unwrap_or(0)));
        let letter = |at: usize| if at > bytes.len() { '=' } else { char::from(letters[number >> (18 - 6 * at) & 63]) };
        (0..4).map(letter).collect::<String>()
    };
    bytes.chunks(3).map(triple).collect()
}

/// What is found of a picture of this name.
fn of_picture(name: &str, bytes: &[u8]) -> Vec<String> {
    Folder::with_body(&format!("![图]({name})\n")).put(&format!("2024-01/{name}"), bytes).findings()
}

#[test]
fn a_picture_is_measured_before_it_is_unpacked() {
    let many = |name: &str, pixels: u64| {
        format!(
            "a.md:5:1 error too-large: with the picture `{name}`, which has {pixels} pixels, the issue has more than 250 million"
        )
    };
    let large = |name: &str, how: &str| format!("a.md:5:1 error too-large: the picture `{name}` {how}");
    let grey = png(20_000, 20_000, &[]);
    assert_eq!(of_picture("a.png", &grey), [many("a.png", 400_000_000)]);
    let vast = png(30_000, 30_000, &[]);
    let memory = "has 30000 × 30000 pixels, which take too much memory";
    assert_eq!(of_picture("a.png", &vast), [large("a.png", memory)]);
    let profile = [b"a\0\0".to_vec(), packed(20 << 20)].concat();
    let bomb = png(1, 1, &[chunk(b"iCCP", &profile)]);
    assert_eq!(
        of_picture("a.png", &bomb),
        [large("a.png", "has more than 16777216 bytes of other data before its pixels")]
    );
    let jpeg = b"\xFF\xD8\xFF\xC0\x00\x11\x08\xFF\x00\xFF\x00\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00\xFF\xDA\x00\x0C\x03\x01\x00\x02\x11\x03\x11\x00\x3F\x00";
    assert_eq!(of_picture("a.jpg", jpeg), [large("a.jpg", "has 65280 × 65280 pixels, which take too much memory")]);
    let gif = b"GIF89a\xFF\xFF\xFF\xFF\x80\x00\x00\x00\x00\x00\xFF\xFF\xFF,\x00\x00\x00\x00\xFF\xFF\xFF\xFF\x00\x02\x02D\x01\x00;";
    assert_eq!(of_picture("a.gif", gif), [large("a.gif", "has 65535 × 65535 pixels, which take too much memory")]);
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><image width=\"4\" height=\"3\" href=\"data:image/png;base64,{}\"/></svg>",
        base64(&grey)
    );
    assert_eq!(of_picture("a.svg", drawing.as_bytes()), [many("a.svg", 400_000_000)]);
}

#[test]
fn all_pictures_of_an_issue_count_together() {
    let picture = std::fs::read(crate::support::root().join("README.png")).unwrap();
    let size = image::ImageReader::new(std::io::Cursor::new(&picture))
        .with_guessed_format()
        .unwrap()
        .into_dimensions()
        .unwrap();
    let pixels = u64::from(size.0) * u64::from(size.1);
    let copies = 1_000_000 / pixels + 1;
    let body: String = (0..copies).map(|copy| format!("![图]({copy}.png)\n\n![图]({copy}.png)\n\n")).collect();
    let mut folder = Folder::with_series("[limits]\nmegapixels = 1").put("2024-01/a.md", document(&body));
    for copy in 0..copies {
        folder = folder.put(&format!("2024-01/{copy}.png"), &picture);
    }
    let found: Vec<String> = folder.findings().into_iter().filter(|found| found.contains("too-large")).collect();
    let last = copies - 1;
    let message = format!(
        "error too-large: with the picture `{last}.png`, which has {pixels} pixels, the issue has more than 1 million"
    );
    let line = |at: u64| format!("a.md:{}:1 {message}", 5 + 4 * last + 2 * at);
    assert_eq!(found, [line(0), line(1)], "each picture counts once, and is told wherever it stands");
}

#[test]
fn a_drawing_that_grows_without_end_is_refused() {
    let svg = |before: &str, inner: &str| {
        format!("{before}<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">{inner}</svg>")
    };
    let found = |text: &str| {
        let found = of_picture("a.svg", text.as_bytes());
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].clone()
    };
    let mut laughs = "<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..12 {
        laughs += &format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10));
    }
    let laughs = svg(&format!("<!DOCTYPE svg [{laughs}]>"), "<text>&a11;</text>");
    assert_eq!(found(&laughs), "a.md:5:1 error picture-broken: the picture `a.svg` is damaged or no SVG");
    let long = svg(&format!("<!DOCTYPE svg [<!ENTITY a \"{}\">]>", "a".repeat(100_000)), &"&a;".repeat(20_000));
    assert_eq!(found(&long), "a.md:5:1 error too-large: the picture `a.svg` has entities that come to too much");
    let mut uses = "<rect id=\"a0\" width=\"1\" height=\"1\"/>".to_owned();
    for level in 1..40 {
        uses += &format!("<g id=\"a{level}\"><use href=\"#a{0}\"/><use href=\"#a{0}\"/></g>", level - 1);
    }
    assert_eq!(
        found(&svg("", &format!("<defs>{uses}</defs><use href=\"#a39\"/>"))),
        "a.md:5:1 error picture-broken: the picture `a.svg` is damaged or no SVG"
    );
    let packed = [&[0x1F, 0x8B, 8][..], &packed(1 << 20)].concat();
    assert_eq!(
        of_picture("a.svg", &packed),
        ["a.md:5:1 error picture-active: the picture `a.svg` is compressed or not in UTF-8"]
    );
}

#[test]
fn what_is_nested_a_hundred_thousand_times_is_refused() {
    let deep = 100_000;
    for body in [">".repeat(deep), "> ".repeat(deep), "- ".repeat(deep), "1. ".repeat(deep)] {
        let found = Folder::with_body(&format!("{body}甲\n")).findings();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(" error too-deep: "), "{found:?}");
    }
    for body in ["*甲 ".repeat(deep) + &"甲*".repeat(deep), "_".repeat(deep) + "甲" + &"_".repeat(deep)] {
        let found = parsed(&body);
        assert!(found.iter().all(|code| *code == "too-deep") && !found.is_empty(), "{found:?}");
    }
    for body in ["[".repeat(deep) + "甲" + &"]".repeat(deep), "[^".repeat(deep), "[a](".repeat(deep), "![".repeat(deep)]
    {
        parsed(&body);
    }
}

/// The codes of what is found in some Markdown.
fn parsed(body: &str) -> Vec<&'static str> {
    let mut diagnostics = Diagnostics::default();
    parse(&SourceFile::new("a.md", body), 0..body.len(), &mut diagnostics);
    diagnostics.sorted().into_iter().map(|found| found.code).collect()
}

#[test]
fn many_of_a_kind_take_neither_the_stack_nor_all_day() {
    assert_eq!(parsed(&"单位：元\n\n".repeat(100_000)), Vec::<&str>::new());
    assert_eq!(parsed(&"表1 甲\n\n".repeat(100_000)), Vec::<&str>::new());
    let marks: String = (0..100_000).map(|mark| format!("[^{mark}]")).collect();
    assert_eq!(parsed(&format!("{marks}\n")).len(), 1001);
    let wide = format!("{}\n\n[^1]：注。\n", "[^1]".repeat(100_000));
    assert_eq!(parsed(&wide), ["no-footnote"]);
    assert_eq!(parsed(&("[^1]\n".repeat(50_000) + "\n[^1]: 注。\n")), Vec::<&str>::new());
}

#[test]
fn a_long_footnote_that_is_marked_again_and_again_is_refused() {
    let body = format!("{}\n\n[^1]: {}\n", "甲[^1]".repeat(20_000), "注".repeat(20_000));
    assert_eq!(parsed(&body), ["too-large"]);
}

#[test]
fn a_paragraph_of_seventy_pages_is_printed_whole() {
    // Typst has 16 bits for the place of a glyph in its text.
    Folder::with_body(&"甲".repeat(43_000)).edition();
}

#[test]
fn a_mark_that_stands_on_no_letter_is_refused() {
    for body in ["甲 \u{300}。", "\u{300}甲。", "甲。\n\n- \u{301}"] {
        let found = Folder::with_body(&format!("{body}\n")).findings();
        assert!(found.len() == 1 && found[0].contains("no-glyph: the mark U+030"), "{found:?}");
    }
    let found = Folder::with_body("cafe\u{301}。\n").findings();
    assert!(found.iter().all(|found| found.contains(" warning substitute-face: ")), "{found:?}");
}

#[test]
fn no_more_than_a_thousand_findings_are_told() {
    let found = Folder::with_body(&"\u{1}".repeat(2000)).findings();
    assert_eq!(found.len(), 1001);
    assert_eq!(found[0], "a.md:1:1 error more-findings: more is wrong than the first 1000 findings tell");
}

/// An issue of documents with this title and this body each, in memory.
pub(crate) fn issue_of(documents: &[(String, String)]) -> IssueDir {
    let mut dir = IssueDir { name: "2024-01".to_owned(), shown: "2024-01".to_owned(), ..IssueDir::default() };
    dir.series = Some(SourceFile::new("gazette.toml", "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n"));
    let names: Vec<&str> = documents.iter().map(|(name, _)| name.as_str()).collect();
    dir.texts.insert(ISSUE_FILE.to_owned(), SourceFile::new(dir.show(ISSUE_FILE), issue(&names)));
    for (name, text) in documents {
        dir.texts.insert(name.clone(), SourceFile::new(dir.show(name), text));
    }
    dir
}

/// The documents of an issue that are refused, all with a place of their own; the others are printed and pass the proofs.
pub(crate) fn refused(documents: &[(String, String)]) -> BTreeSet<String> {
    let found = |dir: &IssueDir| {
        let mut diagnostics = Diagnostics::default();
        compile(dir, &fonts(), Goal::Artefacts(&[]), &mut diagnostics);
        let errors = diagnostics.sorted().into_iter().filter(|found| found.severity == gazette::diag::Severity::Error);
        errors.map(|found| (found.place.file.clone(), format!("{found:?}"))).collect::<Vec<_>>()
    };
    let name = |file: String| file.trim_start_matches("2024-01/").to_owned();
    let first: BTreeSet<String> = found(&issue_of(documents)).into_iter().map(|(file, _)| name(file)).collect();
    let left: Vec<_> = documents.iter().filter(|(name, _)| !first.contains(name)).cloned().collect();
    if !left.is_empty() {
        let wrong = found(&issue_of(&left));
        let texts: Vec<_> =
            left.iter().filter(|(text, _)| wrong.iter().any(|(file, _)| file.ends_with(&format!("/{text}")))).collect();
        assert!(wrong.is_empty(), "{wrong:#?} in {texts:#?}");
    }
    first
}

/// Characters that nobody sees, or that change what is seen: one of each kind, and those at the ends of their ranges.
const UNSEEN: [u32; 61] = [
    0x0, 0x1, 0x7, 0x8, 0xB, 0xC, 0xE, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160,
    0x1680, 0x17B4, 0x180B, 0x180E, 0x2000, 0x2003, 0x2007, 0x2009, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028,
    0x2029, 0x202A, 0x202D, 0x202E, 0x202F, 0x205F, 0x2060, 0x2064, 0x2066, 0x2067, 0x2069, 0x206F, 0x2800, 0x3164,
    0xE000, 0xFDD0, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0xFFFD, 0xFFFE, 0xFFFF, 0xE0001, 0xE0041, 0xE0100,
];

/// Those of them that are blanks and printed as such.
const BLANKS: [&str; 5] = ["000a0.md", "02000.md", "02003.md", "02007.md", "02009.md"];

#[test]
fn what_nobody_sees_is_refused_wherever_it_is_typed() {
    type Put = fn(char) -> String;
    let places: [(&str, Put); 6] = [
        ("text", |c| document(&format!("甲{c}乙。\n"))),
        ("entity", |c| document(&format!("甲&#{};乙。\n", c as u32))),
        ("cell", |c| document(&format!("| 甲 | 乙 |\n|---|---|\n| 丙{c}丁 | 戊 |\n"))),
        ("words", |c| document(&format!("[文{c}字](https://a.gov.cn/)\n"))),
        ("title", |c| document("甲。\n").replace("关于测试", &format!("关于测\\U{:08X}试", c as u32))),
        ("address", |c| document(&format!("[文字](<https://a.gov.cn/a{c}b>)\n"))),
    ];
    for (place, put) in places {
        let documents: Vec<(String, String)> = UNSEEN
            .iter()
            .filter_map(|code| char::from_u32(*code))
            .map(|c| (format!("{:05x}.md", c as u32), put(c)))
            .collect();
        let refused = refused(&documents);
        let printed = documents.iter().filter(|(name, _)| !refused.contains(name)).map(|(name, _)| name.as_str());
        assert_eq!(printed.collect::<Vec<_>>(), BLANKS, "{place}");
    }
}
