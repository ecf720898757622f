//! Facts about the lines of the finished PDF: where they are broken, and where their marks stand.

use std::collections::BTreeMap;

use gazette::proof::reader::Glyph;

use crate::support::{Folder, HEAD, Pdf, ZI, left};

/// A printed line.
struct Line {
    /// From left to right.
    glyphs: Vec<Glyph>,
    /// The left edge of the type area.
    margin: f64,
}

impl Line {
    fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    fn first(&self) -> char {
        self.text().chars().next().unwrap()
    }

    fn last(&self) -> char {
        self.text().chars().next_back().unwrap()
    }

    fn begins_a_paragraph(&self) -> bool {
        self.glyphs[0].x > self.margin + ZI
    }
}

/// The lines of a sheet in the size of the text, from top to bottom.
fn lines(sheet: u32, glyphs: impl IntoIterator<Item = Glyph>) -> Vec<Line> {
    let mut lines: BTreeMap<i64, Vec<Glyph>> = BTreeMap::new();
    for glyph in glyphs.into_iter().filter(|glyph| (glyph.size - ZI).abs() < 0.03) {
        lines.entry((glyph.y * 30.0).round() as i64).or_default().push(glyph);
    }
    let line = |mut glyphs: Vec<Glyph>| {
        glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        Line { glyphs, margin: left(sheet) }
    };
    lines.into_values().map(line).collect()
}

/// The lines of a document with this Markdown, and the PDF.
fn printed(body: &str) -> (Pdf, Vec<Line>) {
    let edition = Folder::with_body(body).edition();
    let pdf = Pdf::of(&edition);
    let lines =
        (5..=edition.pagination.sheets).flat_map(|sheet| lines(sheet, pdf.page(sheet).glyphs.clone())).collect();
    (pdf, lines)
}

/// A construct after 1 to 28 characters, so that each of its characters meets the end of a line.
fn at_all_places(construct: &str) -> String {
    (1..=28).map(|before| format!("{}{construct}{}。\n\n", "字".repeat(before), "文".repeat(30))).collect()
}

/// Each line that goes on in the next one, with it.
fn broken(lines: &[Line]) -> impl Iterator<Item = (&Line, &Line)> {
    lines.windows(2).map(|pair| (&pair[0], &pair[1])).filter(|(_, next)| !next.begins_a_paragraph())
}

const CONSTRUCTS: [&str; 22] = [
    "阿卜杜拉·买买提",
    "京—津—冀",
    "五～六",
    "区/市/县",
    "区／市",
    "出发——到达",
    "甲……乙",
    "《办法》（试行）、",
    "他说：“好。”",
    "2024年3月15日",
    "100元和15家",
    "3.5万元",
    "5%～10%",
    "第3条",
    "2023—2025年",
    "市中政发〔2024〕2号",
    "（国办发〔2024〕12号）",
    "3.5个百分点",
    "20平方公里",
    "1,234.5吨",
    "甲！？乙",
    "A4纸和PM2.5",
];

#[test]
fn no_line_breaks_a_rule_wherever_its_end_falls() {
    const NEVER_FIRST: &str = "—·，。、；：？！～-/／…%）〕］】》〉」』”’";
    const NEVER_LAST: &str = "（〔［【《〈「『“‘/／第";
    let body: String = CONSTRUCTS.iter().map(|construct| at_all_places(construct)).collect();
    let (_, lines) = printed(&body);
    let typed: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    let text: String = lines.iter().map(Line::text).collect();
    let same = text.chars().zip(typed.chars()).take_while(|(a, b)| a == b).count();
    let rest = |text: &str| text.chars().skip(same).take(20).collect::<String>();
    assert_eq!(rest(&text), rest(&typed));
    let mut count = 0;
    for (line, next) in broken(&lines) {
        let (last, first) = (line.last(), next.first());
        let place = format!("{} | {}", line.text(), next.text());
        assert!(!NEVER_FIRST.contains(first), "{place}");
        assert!(!NEVER_LAST.contains(last), "{place}");
        assert!(last != first || !"—…".contains(last), "{place}");
        assert!(!last.is_ascii_alphanumeric() || first.is_ascii_punctuation(), "{place}");
        assert!(last != '〕' && first != '〔' && !(last == '个' && first == '百'), "{place}");
        count += 1;
    }
    assert!(count >= CONSTRUCTS.len() * 28, "{count}");
}

#[test]
fn a_document_number_stays_whole_where_that_tears_no_line() {
    let paragraphs = at_all_places("（市中政办发〔2024〕12号）");
    for body in [paragraphs.clone(), paragraphs.replace("\n\n", "\n\n- ")] {
        let (_, lines) = printed(body.trim_end_matches("- "));
        let holding = |part: &str| lines.iter().filter(|line| line.text().contains(part)).count();
        assert_eq!(holding("发〔2024〕12号）"), 28);
        // Where the whole would begin a line, the line before it would lack up to ten characters.
        assert!((20..28).contains(&holding("（市中政办发〔2024〕12号）")), "{}", holding("（市中政办发〔2024〕12号）"));
        let advances = lines.iter().flat_map(|line| line.glyphs.windows(2)).filter(|pair| pair[0].text == "字");
        let widest = advances.map(|pair| pair[1].x - pair[0].x).fold(0.0, f64::max);
        assert!(widest < ZI * 1.45, "{widest}");
    }
}

#[test]
fn rules_hold_between_marks_of_markdown() {
    let (_, lines) = printed(&at_all_places("**2024**年*3*月15日第**7**号"));
    assert!(broken(&lines).all(|(line, _)| !line.last().is_ascii_digit() && line.last() != '第'));
}

#[test]
fn the_mark_of_a_footnote_begins_no_line() {
    let notes: String = (1..=28).map(|note| format!("[^{note}]: 注。\n\n")).collect();
    let body = (1..=28).map(|note| format!("{}[^{note}]{}\n\n", "字".repeat(note), "文".repeat(30)));
    let (pdf, _) = printed(&format!("{}{notes}", body.collect::<String>()));
    let mut count = 0;
    for (sheet, _) in pdf.0.get_pages() {
        let is_mark = |glyph: &Glyph| ('①'..='⑳').contains(&glyph.text.chars().next().unwrap());
        let (marks, others): (Vec<Glyph>, Vec<Glyph>) = pdf.page(sheet).glyphs.iter().cloned().partition(is_mark);
        for line in lines(sheet, others) {
            let marks = marks.iter().filter(|mark| (mark.y - line.glyphs[0].y).abs() < ZI / 2.0);
            for mark in marks {
                assert!(mark.x > line.glyphs[0].x, "{}", line.text());
                count += 1;
            }
        }
    }
    assert_eq!(count, 28);
}

#[test]
fn no_paragraph_ends_on_a_line_of_one_character() {
    let body: String = (20..90).map(|length| format!("{}。\n\n", "字".repeat(length))).collect();
    let (_, lines) = printed(&body);
    let ends = lines.windows(2).filter(|pair| pair[1].begins_a_paragraph()).map(|pair| &pair[0]).chain(lines.last());
    assert_eq!(ends.clone().count(), 70);
    assert!(ends.clone().all(|line| line.begins_a_paragraph() || line.text().chars().count() >= 3));
}

#[test]
fn a_last_line_of_one_character_that_cannot_be_avoided_is_reported() {
    // The number is too long to be kept with what follows it.
    let number = "1".repeat(34);
    let findings = Folder::with_body(&format!("正文。\n\n{}**{number}号**。\n", "字".repeat(9))).findings();
    let message = "warning short-last-line: a paragraph ends on a line of one character";
    assert_eq!(findings, [format!("a.md:7:46 {message}")]);
    // An editor may break a line before its last character, and lists, headings and cells are no paragraphs.
    for body in ["字字字\\\n末", "字", &format!("- {}{number}号\n", "字".repeat(7))] {
        assert_eq!(Folder::with_body(&format!("{body}\n")).findings(), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn marks_at_the_ends_of_lines_are_trimmed() {
    let body: String = (20..50).map(|before| format!("{}，{}。\n\n", "字".repeat(before), "文".repeat(40))).collect();
    let (_, lines) = printed(&body);
    let ends: Vec<f64> = broken(&lines)
        .filter(|(line, _)| line.last() == '，')
        .map(|(line, _)| line.glyphs.last().unwrap().x - line.margin)
        .collect();
    assert!(!ends.is_empty());
    // Half of the mark's cell is left at the end of the line.
    assert!(ends.iter().all(|end| (end - (156.0 - ZI / 2.0)).abs() < 0.15), "{ends:?}");
    let body: String = (20..50).map(|before| format!("{}（{}）\n\n", "字".repeat(before), "文".repeat(40))).collect();
    let (_, lines) = printed(&body);
    let starts: Vec<&Line> = broken(&lines).map(|(_, next)| next).filter(|line| line.first() == '（').collect();
    assert!(!starts.is_empty());
    // A bracket has its ink in the right half of its cell; the left half lies outside the type area.
    let starts: Vec<f64> = starts.iter().map(|line| line.glyphs[1].x - line.margin).collect();
    assert!(starts.iter().all(|start| (start - ZI / 2.0).abs() < 0.15), "{starts:?}");
}

#[test]
fn marks_that_meet_share_their_blank() {
    let (_, lines) = printed("甲（乙）、（丙）。”丁，戊\n");
    let x = |c: &str| lines[0].glyphs.iter().find(|glyph| glyph.text == c).unwrap().x;
    // 乙 to 丙 is three cells and a half: ）、（ take 1.5 less one for the two pairs.
    assert!(((x("丙") - x("乙")) / ZI - 3.0).abs() < 0.02, "{}", (x("丙") - x("乙")) / ZI);
    assert!(((x("丁") - x("丙")) / ZI - 3.0).abs() < 0.02, "{}", (x("丁") - x("丙")) / ZI);
    assert!(((x("戊") - x("丁")) / ZI - 2.0).abs() < 0.02);
}

#[test]
fn han_characters_keep_a_distance_from_digits_by_choice() {
    let gap = |layout: &str| {
        let series = format!("name = \"甲\"\nsponsor = \"乙\"\n{layout}");
        let edition = Folder::with_body("共2024年\n").put("gazette.toml", series).edition();
        let line = lines(5, Pdf::of(&edition).page(5).glyphs.clone()).remove(0);
        (line.glyphs[5].x - line.glyphs[0].x) / ZI
    };
    // Four digits of half a character, and the gap before and after them, the joiner notwithstanding.
    assert!((gap("") - 3.0).abs() < 0.02);
    assert!((gap("[layout]\nhan-latin-gap = false\n") - 3.0).abs() < 0.02);
    assert!((gap("[layout]\nhan-latin-gap = true\n") - 3.5).abs() < 0.02);
}

#[test]
fn no_joiner_is_left_in_any_string_of_an_edition() {
    let body = "附件：2024年第1号《甲—乙》的\n\n附件\n\n# 2024年第1号《甲—乙》的\n\n## 一、2024年·计划\n\n**1.共3条**。见[第1条](https://a.cn/b)。\
                [^1]\n\n| 第1列 | 2024年 |\n| - | - |\n| 100元 | 区/市 |\n\n- 第1项\n\n> 第2项\n\n[^1]: 第3注。\n";
    let front = "addressee = \"第1局、第2局：\"\nnote = \"（第3条不公开）\"\nsignature = \"第1局\"";
    let text = crate::support::document(body).replacen("的通知\"\n", &format!("的通知\"\n{front}\n{HEAD}\n"), 1);
    let text = text.replacen("\n+++\n", "\n[colophon]\ncopies-to = \"第5局，100家单位。\"\n+++\n", 1);
    let edition = Folder::new().put("2024-01/a.md", text).edition();
    let pdf = Pdf::of(&edition);
    let (utf8, utf16) = ("\u{2060}".as_bytes(), [0x20, 0x60]);
    for (id, object) in &pdf.0.objects {
        strings(object, &mut |string| {
            let is_utf16 = string.starts_with(&[0xFE, 0xFF]);
            let found = if is_utf16 { string.chunks(2).any(|unit| unit == utf16) } else { holds(string, utf8) };
            assert!(!found, "object {id:?}: {string:?}");
        });
        if let Ok(stream) = object.as_stream() {
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            let is_font = stream.dict.has(b"Subtype") || stream.dict.has(b"Length1");
            assert!(is_font || !holds(&content, utf8) && !holds(&content, b"<2060>"), "stream {id:?}");
        }
    }
    for name in edition.artefacts.keys().filter(|name| !name.ends_with(".pdf")) {
        assert!(!holds(&edition.artefacts[name], utf8), "{name}");
    }
    for (sheet, _) in pdf.0.get_pages() {
        assert!(!pdf.text(sheet).contains('\u{2060}'));
    }
    assert!(edition.pagination.headings.iter().all(|heading| !heading.text.contains('\u{2060}')));
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Calls `see` with every string in an object.
fn strings(object: &lopdf::Object, see: &mut dyn FnMut(&[u8])) {
    match object {
        lopdf::Object::String(string, _) => see(string),
        lopdf::Object::Array(items) => items.iter().for_each(|item| strings(item, see)),
        lopdf::Object::Dictionary(dict) => dict.iter().for_each(|(_, item)| strings(item, see)),
        lopdf::Object::Stream(stream) => stream.dict.iter().for_each(|(_, item)| strings(item, see)),
        _ => {}
    }
}
