//! The settings of the layout: what is refused, and what is measured on the finished pages.

use gazette::manifest::Start;

use crate::support::{Folder, Pdf, document, issue};

#[track_caller]
fn refused(lines: &str, expected: &[&str]) {
    assert_eq!(Folder::with_series(lines).findings(), expected, "{lines}");
}

/// Left edge and baseline of the first glyph on a sheet, in mm from the left and the top edge of the paper.
fn corner(pdf: &Pdf, sheet: u32) -> (f64, f64) {
    let first = &pdf.page(sheet).glyphs[0];
    (first.x, first.y)
}

/// Three pages of text without a title on the last two.
const BODY: &str = "字字字字字字字字字字字字字字字字字字字字字字字字字字字字";

fn pages(lines: &str) -> Pdf {
    Pdf::of(&Folder::with_series(lines).put("2024-01/a.md", document(&format!("{}\n", BODY.repeat(60)))).edition())
}

#[test]
fn the_margins_are_those_of_the_standard_and_change_sides() {
    let pdf = pages("");
    let character = 156.0 / 28.0;
    for (sheet, left) in [(6, 26.0), (7, 28.0)] {
        let (x, y) = corner(&pdf, sheet);
        assert!((x - left).abs() < 0.1, "sheet {sheet}: {x}");
        assert!((y - 37.0 - 0.88 * character).abs() < 0.1, "sheet {sheet}: {y}");
    }
}

#[test]
fn margins_and_type_area_are_the_series_choice() {
    let pdf = pages("[layout]\ntop-margin = 30.5\ninner-margin = 25\nwidth = 160\nheight = 230\nmirrored = false");
    let character = 160.0 / 28.0;
    for sheet in [6, 7] {
        let (x, y) = corner(&pdf, sheet);
        assert!((x - 25.0).abs() < 0.1, "sheet {sheet}: {x}");
        assert!((y - 30.5 - 0.88 * character).abs() < 0.1, "sheet {sheet}: {y}");
    }
}

#[test]
fn sizes_are_the_series_choice_in_proportion_to_the_text() {
    let text = "[layout]\nwidth = 151.2\n[sizes]\ntitle = 18\nfolio = 10.5";
    let sizes = pages(text).type_sizes(5);
    let text = 151.2 / 28.0;
    for (at, points) in [(0, 18.0), (sizes.len() / 2, 16.0), (sizes.len() - 1, 10.5)] {
        assert!((sizes[at] - text * points / 16.0).abs() < 0.01, "{} is not {points}", sizes[at]);
    }
}

#[test]
fn an_issue_overrides_single_settings() {
    let folder = Folder::with_series(
        "[layout]\nlines = 24\nstart = \"recto\"\nrunning-heads = false\n[sizes]\ntitle = 20",
    )
    .put("2024-01/issue.toml", format!("{}[gazette.layout]\nlines = 23\nstart = \"run-on\"\n", issue(&["a.md"])));
    let read = folder.edition().issue.series;
    assert_eq!((read.layout.lines, read.layout.chars, read.layout.start), (23, 28, Start::RunOn));
    assert_eq!((read.sizes.title, read.sizes.note), (20.0, 10.5));
}

#[test]
fn a_mistake_that_an_issue_overrides_is_reported_all_the_same() {
    let folder = Folder::with_series("[layout]\nlines = 99")
        .put("2024-01/issue.toml", format!("{}[gazette.layout]\nlines = 23\n", issue(&["a.md"])));
    assert_eq!(folder.findings(), ["gazette.toml:4:9 error bad-value: 99 is out of range"]);
}

#[test]
fn settings_of_a_wrong_kind_say_what_is_expected() {
    refused(
        "[layout]\nwidth = \"156\"\nmirrored = 1\nstart = \"verso\"\ntop-margin = nan\n[sizes]\ntitle = 61\nnote = 4.9",
        &[
            "gazette.toml:4:9 error wrong-type: a number is expected here, not the text \"156\"",
            "gazette.toml:5:12 error wrong-type: `true` or `false` is expected here, not the number `1`",
            "gazette.toml:6:9 error bad-value: `verso` is not a choice here",
            "gazette.toml:7:14 error bad-value: NaN is out of range",
            "gazette.toml:9:9 error bad-value: 61 is out of range",
            "gazette.toml:10:8 error bad-value: 4.9 is out of range",
        ],
    );
}

#[test]
fn a_type_area_that_leaves_no_room_beside_it_is_an_error() {
    refused(
        "[layout]\nwidth = 175",
        &["gazette.toml:4:9 error bad-grid: `inner-margin` 28 and `width` 175 leave 7 mm at the cut side"],
    );
    refused(
        "[layout]\ninner-margin = 45",
        &["gazette.toml:4:16 error bad-grid: `inner-margin` 45 and `width` 156 leave 9 mm at the cut side"],
    );
    refused(
        "[layout]\ntop-margin = 56",
        &["gazette.toml:4:14 error bad-grid: `top-margin` 56 and `height` 225 leave 16 mm at the foot"],
    );
    assert_eq!(Folder::with_series("[layout]\nwidth = 172\ntop-margin = 54").findings(), Vec::<String>::new());
}

#[test]
fn lines_that_touch_and_characters_that_nobody_can_read_are_errors() {
    // 40 lines of 28 characters: (225 - 5.57) / 39 = 5.63 mm from line to line.
    refused("[layout]\nlines = 40", &["gazette.toml:4:9 error bad-grid: 40 lines are 5.63 mm apart and 5.57 mm high"]);
    assert_eq!(Folder::with_series("[layout]\nlines = 36\nchars = 35").findings(), Vec::<String>::new());
    refused(
        "[layout]\nchars = 45\nwidth = 120",
        &["gazette.toml:4:9 error bad-grid: 45 characters in 120 mm are 2.67 mm wide"],
    );
}

#[test]
fn a_size_that_is_higher_than_a_line_is_an_error() {
    // At 22 lines of 28 characters a line is 30 pt on the scale on which the text is 16.
    assert_eq!(Folder::with_series("[sizes]\ntitle = 30").findings(), Vec::<String>::new());
    refused(
        "[sizes]\ntitle = 30.5",
        &["gazette.toml:4:9 error bad-grid: the size 30.5 of `title` is more than the lines are apart"],
    );
}

#[test]
fn an_impossible_grid_of_two_files_is_reported_in_the_issue() {
    let folder = Folder::with_series("[layout]\ninner-margin = 40")
        .put("2024-01/issue.toml", format!("{}[gazette.layout]\nwidth = 165\n", issue(&["a.md"])));
    assert_eq!(
        folder.findings(),
        ["issue.toml:9:9 error bad-grid: `inner-margin` 40 and `width` 165 leave 5 mm at the cut side"]
    );
}
