//! Facts about titles that the program breaks.

use gazette::compile::Edition;

use crate::support::{Folder, Pdf, ZI, document, html};

/// A title that is wider than a line of 2号.
const LONG: &str = "国务院办公厅关于同意建立养老服务部际联席会议制度的函";

fn with_title(title: &str, body: &str) -> Edition {
    let text =
        document(body).replacen("某区人民政府关于测试的通知", title, 1).replacen("某区人民政府", "国务院办公厅", 1);
    Folder::new().put("2024-01/a.md", text).edition()
}

/// The largest type size of a sheet.
fn largest(edition: &Edition, sheet: u32) -> f64 {
    Pdf::of(edition).type_sizes(sheet).into_iter().fold(0.0, f64::max)
}

#[test]
fn a_long_title_is_broken_in_print_and_on_the_web_and_whole_elsewhere() {
    let edition = with_title(LONG, "正文。\n");
    let lines = "<span>国务院办公厅关于同意建立</span><span>养老服务部际联席会议制度的函</span>";
    assert!(html(&edition, "a.html").contains(lines), "{}", html(&edition, "a.html"));
    // Typst writes a line of one face as one string.
    let pdf = Pdf::of(&edition);
    let text = pdf.0.extract_text(&[5]).unwrap();
    assert!(text.contains("\n养老服务部际联席会议制度的函"), "{text:?}");
    assert_eq!(pdf.bookmarks()[1].1, LONG);
    assert_eq!(edition.pagination.headings[0].text, LONG);
    assert!(html(&edition, "a.html").contains(&format!("<title>{LONG} - ")));
    let toc = gazette::artefact::entries(&edition.issue, &edition.pagination);
    assert_eq!(toc[0].title, "关于同意建立养老服务部际联席会议制度的函");
}

#[test]
fn a_title_a_little_too_long_is_broken_rather_than_set_smaller() {
    let full = ZI * 22.0 / 16.0;
    for title in ["国务院关于印发2030年前碳达峰行动方案的通知", LONG] {
        assert!((largest(&with_title(title, "正文。\n"), 5) - full).abs() < 0.02, "{title}");
    }
}

#[test]
fn a_title_given_in_lines_stays_as_given() {
    let edition = with_title("国务院办公厅关于同意\\n建立养老服务部际联席会议制度的函", "正文。\n");
    let lines = "<span>国务院办公厅关于同意</span><span>建立养老服务部际联席会议制度的函</span>";
    assert!(html(&edition, "a.html").contains(lines));
}

#[test]
fn no_line_of_a_title_begins_or_ends_with_the_blank_between_two_bodies() {
    let edition = with_title("某区教育局　某区住房和城乡建设局　某区财政局关于做好学生资助工作的通知", "正文。\n");
    let page = html(&edition, "a.html");
    let title = &page[page.find("<h1>").unwrap()..page.find("</h1>").unwrap()];
    assert!(title.contains('　') || title.matches("<span>").count() > 2, "{title}");
    assert!(!title.contains("<span>　") && !title.contains("　</span>"), "{title}");
}

#[test]
fn titles_of_parts_are_broken_too_and_keep_their_marks() {
    let title = "关于推进瓶装液化石油气行业规模化*高质量发展的*实施方案";
    let edition = with_title("国务院办公厅的函", &format!("正文。\n\n# {title}\n\n甲。\n"));
    let lines = "<span>关于推进瓶装液化石油气行业规模化</span><span><em>高质量发展的</em>实施方案</span>";
    assert!(html(&edition, "a.html").contains(lines), "{}", html(&edition, "a.html"));
    assert_eq!(edition.pagination.headings[1].text, title.replace('*', ""));
}

#[test]
fn how_much_a_line_of_a_title_holds_follows_the_characters_of_a_line() {
    // 21 characters fit at 30 to a line (21.8), not at 28 (20.3).
    let title = "国务院关于印发二〇三〇年前碳达峰行动的通知";
    let series = "name = \"甲\"\nsponsor = \"乙\"\n[layout]\nchars = 30\n";
    let text = document("正文。\n").replacen("某区人民政府关于测试的通知", title, 1);
    let folder = Folder::new().put("2024-01/a.md", text);
    assert_eq!(html(&folder.edition(), "a.html").matches("<h1><span>").count(), 1);
    assert!(!html(&folder.edition(), "a.html").contains(&format!("<span>{title}</span>")));
    assert!(html(&folder.put("gazette.toml", series).edition(), "a.html").contains(&format!("<span>{title}</span>")));
}

#[test]
fn a_body_that_follows_another_without_a_mark_is_not_parted() {
    let title =
        "临江区人民政府办公室转发区发展改革局区财政局《关于进一步规范政府投资项目“全过程”审批管理的意见》的通知";
    let edition = with_title(title, "正文。\n");
    let page = html(&edition, "a.html");
    assert!(page.contains("区发展改革局</span><span>区财政局") || page.contains("区发展改革局区财政局"), "{page}");
}
