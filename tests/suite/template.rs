//! What `template export` writes, and the changes to the looks that the README shows, built as they stand there.

use std::collections::BTreeMap;
use std::fs;

use gazette::proof::reader::{Colour, Glyph, Mark, MarkKind, Page};

use crate::readme::examples;
use crate::support::{Folder, HANG, Pdf, ZI, document, gazette, issue, left, root, text};

/// Exports these templates, or all, into a series and returns their texts by their paths within its folder.
#[track_caller]
fn exported(folder: &Folder, files: &[&str]) -> BTreeMap<String, String> {
    let args = [&["template", "export", "."], files].concat();
    let printed = text(&gazette(folder.series(), &args).success().get_output().stdout);
    let paths = printed.lines().filter_map(|line| line.strip_prefix("made `")?.strip_suffix('`'));
    paths.map(|path| (path.to_owned(), fs::read_to_string(folder.series().join(path)).unwrap())).collect()
}

/// Why an export is refused.
#[track_caller]
fn refused(folder: &Folder, args: &[&str]) -> String {
    let args = [&["template", "export"], args].concat();
    let output = gazette(folder.series(), &args).code(2).get_output().clone();
    assert_eq!(text(&output.stdout), "");
    text(&output.stderr)
}

#[test]
fn all_templates_are_written_and_set_the_same_pages() {
    let folder = Folder::printed();
    let before = folder.edition();
    let files = exported(&folder, &[]);
    for (path, text) in &files {
        assert_eq!(*text, fs::read_to_string(root().join(path)).unwrap(), "{path}");
    }
    let world = fs::read_to_string(root().join("src/typeset/world.rs")).unwrap();
    assert_eq!(files.len(), world.matches("include_str!(\"../../templates/").count());
    let after = folder.edition();
    let told = ["manifest.json", "report.json"];
    for (name, bytes) in before.artefacts.iter().filter(|(name, _)| !told.contains(&name.as_str())) {
        assert!(after.artefacts[name] == *bytes, "{name}");
    }
    let report: serde_json::Value = serde_json::from_slice(&after.artefacts["report.json"]).unwrap();
    assert_eq!(report["templates"].as_array().unwrap().len(), files.len());
}

#[test]
fn those_that_are_named_are_written_and_what_comes_next_is_told() {
    let folder = Folder::new();
    let printed = gazette(folder.series(), &["template", "export", ".", "gazette.css", "components/head.typ"]);
    assert_eq!(
        text(&printed.success().get_output().stdout),
        "made `templates/components/head.typ`\nmade `templates/gazette.css`\n\
         next: change them, then run `gazette build ./…`; delete those that stay as they are, so that they follow newer \
         versions of the program\n"
    );
    let printed = gazette(folder.series(), &["template", "export", ".", "base.typ", "--lang", "zh"]);
    assert_eq!(
        text(&printed.success().get_output().stdout),
        "已新建 `templates/base.typ`\n\
         接下来：修改新建的 1 个文件，然后运行 `gazette build ./…`；没有改动的请删除，以便今后随程序更新\n"
    );
    assert_eq!(fs::read_dir(folder.series().join("templates")).unwrap().count(), 3);
}

#[test]
fn a_template_that_is_there_is_not_written_over_and_no_other_is_written() {
    let folder = Folder::new().put("templates/components/head.typ", "// ours\n");
    let there = "`templates/components/head.typ` is there already; nothing was written, rename it or name other files";
    assert_eq!(refused(&folder, &["."]), format!("error: {there}\n"));
    assert_eq!(fs::read_to_string(folder.series().join("templates/components/head.typ")).unwrap(), "// ours\n");
    assert!(!folder.series().join("templates/base.typ").exists());
    let both = refused(&folder.put("templates/base.typ", ""), &[".", "--lang", "zh"]);
    let there = "`templates/base.typ`、`templates/components/head.typ` 已经存在，没有写入任何内容；请给这 2 个文件改名";
    assert!(both.contains(there), "{both}");
}

#[test]
fn a_name_that_no_template_has_is_told_with_the_one_that_was_meant() {
    let folder = Folder::new();
    for name in ["head.typ", "components/haed.typ", "templates/components/head.typ"] {
        let told = format!("error: there is no template `{name}`; did you mean `components/head.typ`?\n");
        assert_eq!(refused(&folder, &[".", name]), told);
    }
    let told = refused(&folder, &[".", "qqq"]);
    assert!(told.starts_with("error: there is no template `qqq`; there are `base.typ`, "), "{told}");
    assert!(!folder.series().join("templates").exists());
}

#[test]
fn only_the_folder_of_a_series_takes_templates() {
    let folder = Folder::new();
    let told = refused(&folder, &["2024-01"]);
    assert!(told.starts_with("error: there is no `gazette.toml` in `2024-01`; name the folder of a series"), "{told}");
    let folder = folder.put("templates", "");
    let told = refused(&folder, &["."]);
    assert_eq!(told, "error: `templates` is a file or a link, not a folder; move it away, nothing was written\n");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_where_a_link_leads() {
    let folder = Folder::new().put("elsewhere/a.txt", "").put("templates/own.typ", "");
    let link = folder.series().join("templates/components");
    std::os::unix::fs::symlink(folder.series().join("elsewhere"), &link).unwrap();
    let told = refused(&folder, &[".", "base.typ", "components/head.typ"]);
    assert!(told.starts_with("error: `templates/components` is a file or a link, not a folder"), "{told}");
    assert!(!folder.series().join("templates/base.typ").exists());
    assert_eq!(fs::read_dir(folder.series().join("elsewhere")).unwrap().count(), 1);
}

/// Exports templates and changes them as the README says: each of its blocks takes the place of what has the same name.
#[track_caller]
fn changed(mut folder: Folder, files: &[&str]) -> Folder {
    for (path, mut text) in exported(&folder, files) {
        let blocks = examples().into_iter().filter(|example| example.within.as_deref() == Some(&path));
        let unchanged = text.clone();
        for block in blocks {
            let names = block.text.lines().filter_map(|line| line.strip_prefix("#let "));
            let names = names.map(|line| line.split(['(', ' ']).next().unwrap());
            let start = names.map(|name| [format!("#let {name}("), format!("#let {name} =")]).find_map(|forms| {
                let found = forms.iter().find_map(|form| text.find(&format!("\n{form}")));
                found.map(|at| at + 1)
            });
            let start = start.unwrap_or_else(|| panic!("{path} has nothing that\n{}would replace", block.text));
            // A definition ends before an empty line or at the end of the file.
            let end = text[start..].find("\n\n").map_or(text.len(), |length| start + length + 1);
            text.replace_range(start..end, &block.text);
        }
        assert_ne!(text, unchanged, "the README changes nothing in {path}");
        folder = folder.put(&path, text);
    }
    folder
}

/// A case of `tests/issues`.
fn case(name: &str) -> Folder {
    let series = root().join("tests/issues").join(name);
    let mut folder = Folder::new().without("2024-01/a.md");
    for entry in walkdir::WalkDir::new(&series).into_iter().map(|entry| entry.unwrap()) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&series).unwrap().to_str().unwrap();
            folder = folder.put(path, fs::read(entry.path()).unwrap());
        }
    }
    folder
}

/// The PDF of an issue in which every proof finds nothing, not even something to warn of.
#[track_caller]
fn good(folder: &Folder) -> Pdf {
    gazette(folder.series(), &["check", "2024-01", "--deny", "warnings"]).success();
    Pdf::of(&folder.edition())
}

/// Red rules across a page from the top: left and right end, axis, weight.
fn red_rules(page: &Page) -> Vec<[f64; 4]> {
    let is_rule = |mark: &&Mark| is_red(mark.colour) && mark.right - mark.left > 100.0;
    let mut rules: Vec<[f64; 4]> = page.marks.iter().filter(is_rule).filter_map(rule).collect();
    rules.sort_by(|a, b| a[2].total_cmp(&b[2]));
    rules
}

fn rule(mark: &Mark) -> Option<[f64; 4]> {
    let weight = match mark.kind {
        MarkKind::Stroke(weight) => weight,
        // The edge of a block is filled.
        MarkKind::Fill if mark.bottom - mark.top < 3.0 => mark.bottom - mark.top,
        MarkKind::Fill | MarkKind::Image => return None,
    };
    Some([mark.left, mark.right, (mark.top + mark.bottom) / 2.0, weight])
}

fn is_red(colour: Colour) -> bool {
    colour.red > 0.6 && colour.green < 0.2 && colour.blue < 0.3
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.1, "{found:.2} mm, not {expected:.2} mm");
}

/// Where words of a page end.
fn right_of<'a>(pdf: &'a Pdf, sheet: u32, words: &str) -> &'a Glyph {
    let last = pdf.find(sheet, words);
    let at = pdf.page(sheet).glyphs.iter().position(|glyph| std::ptr::eq(glyph, last)).unwrap();
    &pdf.page(sheet).glyphs[at + words.chars().count() - 1]
}

#[test]
fn the_readmes_red_head_fills_the_width_above_two_red_lines() {
    let folder = changed(case("document"), &["components/head.typ"]);
    let pdf = good(&folder);
    let (first, last) = (pdf.find(5, "临江区人民政府办公室文件"), right_of(&pdf, 5, "文件"));
    near(first.x, left(5));
    near(last.x + last.advance, left(5) + 156.0);
    let number = pdf.find(5, "临政办发〔2024〕12号");
    let rules = red_rules(pdf.page(5));
    assert_eq!(rules.len(), 2, "{rules:?}");
    for [from, to, ..] in &rules {
        near(*from, left(5));
        near(*to, left(5) + 156.0);
    }
    // The thick one stands where the standard has the line (7.2.7).
    near(rules[0][2], number.y + 0.12 * number.size + 4.0);
    near(rules[0][3], 1.0);
    near(rules[1][2] - rules[0][2], 1.0);
    near(rules[1][3], 0.25);
    // The text stands where the program's own head has it.
    near(pdf.find(5, "秋季气候干燥").y, Pdf::of(&case("document").edition()).find(5, "秋季气候干燥").y);
    // What has a line for each body stays as it was.
    let joint = changed(case("joint"), &["components/head.typ"]);
    assert!(red_rules(good(&joint).page(5)).len() == 2);
    // A name that has no room to be spread is set smaller, as ever.
    let long = "临江区人民政府防汛抗旱指挥部办公室文件";
    let named = case("document").edit(
        "2024-01/senlin.md",
        "head = \"临江区人民政府办公室文件\"",
        &format!("head = \"{long}\""),
    );
    let pdf = good(&changed(named, &["components/head.typ"]));
    let (first, last) = (pdf.find(5, long), right_of(&pdf, 5, long));
    near(last.x + last.advance - first.x, 156.0);
    assert!(first.size < 9.0, "{}", first.size);
}

/// Entries of a chronicle, each with a date, those of a month below a heading.
fn chronicle(entries: usize) -> String {
    let entry = |at: usize| {
        let what = "研究秋粮收购和秋季防火工作，听取安全生产情况汇报。".repeat(at % 3 + 1);
        let (month, day) = (at / 25, at % 25 + 1);
        let heading =
            if day == 1 { format!("## {}\n\n", ["一月", "二月", "三月"][month]) } else { String::new() };
        format!("{heading}**{}月{day}日** 区政府召开第{at}次常务会议，{what}\n\n", month + 1)
    };
    (0..entries).map(entry).collect()
}

/// The columns of a page: where the lines of text begin, and the baselines of its first and last line.
fn columns(page: &Page) -> Vec<(f64, f64, f64)> {
    let is_entry = |glyph: &&Glyph| !glyph.is_artifact && (glyph.size - ZI * 0.75).abs() < 0.01;
    let mut columns: Vec<(f64, f64, f64)> = Vec::new();
    for middle in [false, true] {
        let glyphs: Vec<&Glyph> =
            page.glyphs.iter().filter(is_entry).filter(|glyph| (glyph.x > page.width / 2.0) == middle).collect();
        let ys = || glyphs.iter().map(|glyph| glyph.y);
        let x = glyphs.iter().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min);
        let right = glyphs.iter().map(|glyph| glyph.x + glyph.advance).fold(0.0, f64::max);
        assert!(right - x < 156.0 / 2.0 - ZI + 0.75 * ZI / 2.0, "from {x} to {right}");
        columns.push((x, ys().fold(f64::INFINITY, f64::min), ys().fold(0.0, f64::max)));
    }
    columns
}

#[test]
fn the_readmes_chronicle_stands_in_two_even_columns_on_the_lines_of_the_page() {
    let title = "form = \"article\"\ntitle = \"2024年大事记\"";
    let folder = Folder::new()
        .put("2024-01/issue.toml", issue(&["a.md", "b.md"]))
        .put("2024-01/a.md", format!("+++\n{title}\n+++\n\n{}", chronicle(55)))
        .put("2024-01/b.md", document("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁。\n"));
    let pdf = good(&changed(folder, &["components/document.typ"]));
    let sheets = pdf.1.pages.len() as u32;
    assert!(sheets > 7, "{sheets} pages");
    let line = HANG * 0.75;
    for sheet in 5..sheets {
        let [(one, top, foot), (two, beside, end)] = columns(pdf.page(sheet))[..] else { panic!("two columns") };
        near(one, left(sheet));
        near(two, left(sheet) + 156.0 / 2.0 + ZI);
        // The first line below the title and an empty one, or at the top of the page.
        let lines = if sheet == 5 { 2.0 } else { 0.0 };
        near(top, 37.0 + lines * HANG + 0.88 * 0.75 * ZI);
        near(beside, top);
        let lines = (foot - top) / line;
        near(lines, lines.round());
        // An entry of up to six lines found no room.
        let room = if sheet + 1 == sheets { foot.max(end) } else { 37.0 + 225.0 - 0.12 * 0.75 * ZI };
        assert!(room - foot < 7.0 * line && room - end < 7.0 * line, "{room}, {foot}, {end} on {sheet}");
    }
    // Any other document keeps its lines.
    near(pdf.find(sheets, "甲乙丙丁戊").size, ZI);
    let reach = pdf.page(sheets).glyphs.iter().map(|glyph| glyph.x + glyph.advance).fold(0.0, f64::max);
    near(reach, left(sheets) + 156.0);
}

#[test]
fn the_readmes_style_of_a_province_is_found_on_its_pages() {
    let folder = Folder::printed();
    let toml = fs::read_to_string(folder.series().join("gazette.toml")).unwrap() + "running-heads = true\n";
    let files = ["base.typ", "components/running-head.typ", "components/contents.typ", "components/cover.typ"];
    let pdf = good(&changed(folder.put("gazette.toml", toml), &files));
    // The cover: white letters on a band of red over the whole sheet.
    let is_band = |mark: &&Mark| mark.kind == MarkKind::Fill && mark.bottom - mark.top > 20.0;
    let bands: Vec<&Mark> = pdf.page(1).marks.iter().filter(is_band).collect();
    let [band] = bands[..] else { panic!("{bands:?}") };
    assert!(is_red(band.colour));
    assert!(band.left < 0.1 && band.top < 0.1 && band.right > 209.9, "{band:?}");
    near(band.bottom, 100.0);
    let (first, last) = (pdf.find(1, "市中区人民政府公报"), right_of(&pdf, 1, "市中区人民政府公报"));
    assert!(first.colour.green > 0.9 && first.y < band.bottom, "{first:?}");
    near((first.x + last.x + last.advance) / 2.0, 106.0);
    // The contents: sections in red above a red rule.
    let section = pdf.find(3, "【区政府文件】");
    assert!(is_red(section.colour));
    let rules = red_rules(pdf.page(3));
    assert_eq!(rules.len(), 2, "{rules:?}");
    assert!(rules[0][2] > section.y && rules[0][2] < section.y + 5.0, "{rules:?}");
    // Running heads: the gazette at the outer side.
    let name = "市中区人民政府公报2024年第2期";
    for sheet in [6, 7] {
        let (name, section) = (pdf.find(sheet, name), pdf.find(sheet, "区政府文件"));
        assert!(is_red(name.colour) && !is_red(section.colour) && name.is_artifact);
        assert_eq!(name.x < section.x, sheet % 2 == 0, "the sides on {sheet}");
        let [[from, to, y, weight]] = red_rules(pdf.page(sheet))[..] else { panic!("one rule on {sheet}") };
        near(from, left(sheet));
        near(to, left(sheet) + 156.0);
        near(weight, 0.5);
        assert!(name.y < y && y < 37.0 - 6.0, "{y}");
    }
    near(pdf.find(6, name).x, left(6));
    let last = right_of(&pdf, 7, name);
    near(last.x + last.advance, left(7) + 156.0);
}

#[test]
fn every_block_of_the_readme_that_is_a_part_of_a_template_is_built_here() {
    let files: Vec<String> = examples().into_iter().filter_map(|example| example.within).collect();
    let count = |path: &str| files.iter().filter(|file| *file == path).count();
    let known = ["head", "document", "running-head", "contents", "cover"];
    let known: usize = known.iter().map(|name| count(&format!("templates/components/{name}.typ"))).sum();
    assert_eq!((known + count("templates/base.typ"), files.len()), (7, 7));
}
