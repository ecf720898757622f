//! What `doctor` finds right and wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};

use crate::glyphs::{renamed, table_of};
use crate::support::{Folder, document, issue, root, text};

/// The exit code and what is printed, in these surroundings; nothing is printed but the result, and nothing is left behind.
#[track_caller]
fn examined_in(folder: &Path, surroundings: &[(&str, &str)], args: &[&str]) -> (i32, String) {
    let files = || walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path());
    let before: BTreeSet<_> = files().collect();
    let mut command = Command::new(cargo_bin!("gazette")).current_dir(folder).arg("doctor").args(args);
    for name in ["LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE", "LANG", "NO_COLOR"] {
        command = command.env_remove(name);
    }
    let command = surroundings.iter().fold(command, |command, (name, value)| command.env(name, value));
    let output = command.assert().get_output().clone();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(files().collect::<BTreeSet<_>>(), before);
    (output.status.code().unwrap(), text(&output.stdout))
}

#[track_caller]
fn examined(folder: &Folder, args: &[&str]) -> (i32, String) {
    examined_in(folder.series(), &[("LANG", "en_US.UTF-8")], args)
}

/// What is wrong, which nothing may be unless the exit code says so.
#[track_caller]
fn wrong(folder: &Folder, args: &[&str]) -> Vec<String> {
    let (code, printed) = examined(folder, args);
    let wrong: Vec<String> = printed.lines().filter_map(|line| line.strip_prefix("✗ ")).map(str::to_owned).collect();
    assert_eq!(code, i32::from(!wrong.is_empty()), "{printed}");
    let total = match wrong.len() {
        0 => "nothing is wrong".to_owned(),
        1 => "1 thing is wrong".to_owned(),
        number => format!("{number} things are wrong"),
    };
    assert_eq!(printed.lines().last(), Some(&*total));
    wrong
}

/// What keeps the command from its work.
#[track_caller]
fn refused(folder: &Folder, args: &[&str]) -> String {
    let output = crate::support::gazette(folder.series(), &[&["doctor"], args].concat()).code(2).get_output().clone();
    assert_eq!(text(&output.stdout), "");
    text(&output.stderr)
}

/// The face that the program calls LXGW WenKai, under another name.
fn strange_face() -> Vec<u8> {
    renamed(fs::read(root().join("fonts/lxgw-wenkai/LXGWWenKai-Regular.ttf")).unwrap(), "LXGW", "Laxc")
}

#[test]
fn a_good_issue_is_told_in_both_languages() {
    // All that its TOML and its document say.
    let typed = ["某区人民政府公报", "区政府文件", "a.md", "某区人民政府关于测试的通知", "正文。"].concat();
    let characters = typed.chars().collect::<BTreeSet<char>>().len();
    let folder = Folder::new().put("dist/2024-01/a.html", "");
    let (code, printed) = examined(&folder, &["2024-01"]);
    assert_eq!(code, 0);
    let lines: Vec<&str> = printed.lines().collect();
    let digits = lines[0].strip_prefix("✓ gazette 0.1.0, Typst 0.15.1, templates ").unwrap();
    assert!(digits.len() == 12 && digits.chars().all(|c| c.is_ascii_hexdigit()), "{digits}");
    assert_eq!(lines[1], "✓ 6 faces are in the program");
    assert_eq!(
        lines[9..].join("\n"),
        format!(
            "✓ every role has a face\n\
             ✓ every character has a face, of {characters} different ones\n\
             ✓ the series has no templates of its own\n\
             ✓ `dist` takes editions\n\
             ✓ `2024-01` can be written\n\
             ✓ messages are in English, since the locale is `en-US`; `--lang zh` makes one run Chinese, and \
             `LANG=zh_CN.UTF-8` every run\n\
             ✓ findings have no colours, since they do not go to a terminal; `--color always` gives them\n\
             nothing is wrong"
        )
    );
    let (code, printed) = examined_in(folder.series(), &[("LANG", "zh_CN.UTF-8")], &["2024-01", "--out", "成品"]);
    assert_eq!(code, 0);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[0], format!("好 gazette 0.1.0，Typst 0.15.1，模板 {digits}"));
    assert_eq!(lines[1], "好 程序自带 6 种字体");
    assert_eq!(
        lines[9..].join("\n"),
        format!(
            "好 各种用途都有字体\n\
             好 所用的 {characters} 个不同的字都有字体\n\
             好 公报没有自己的模板\n\
             好 `成品` 还没有，可以新建来存放成品\n\
             好 `2024-01` 可以写入\n\
             好 因为系统语言是 `zh-CN`，使用中文；要在一次运行中改用英文，写 `--lang en`\n\
             好 检查结果不显示在终端上，不带颜色；要带颜色，写 `--color always`\n\
             没有问题"
        )
    );
}

#[test]
fn faces_are_told_with_role_file_coverage_and_permission() {
    let face = fs::read(root().join("fonts/lxgw-wenkai/LXGWWenKai-Regular.ttf")).unwrap();
    let folder = Folder::with_series("[fonts]\nheiti = \"LXGW WenKai\"").put("fonts/kai.ttf", face);
    let (code, printed) = examined(&folder, &["2024-01"]);
    assert_eq!(code, 0);
    let cells =
        |line: &str| line.split("  ").filter(|cell| !cell.is_empty()).map(str::trim).map(str::to_owned).collect();
    let rows: Vec<Vec<String>> = printed.lines().filter(|line| line.starts_with("  ")).map(cells).collect();
    let heads = ["role", "family", "file", "通用规范汉字表", "GB/T 2312", "embedding", "licence"];
    assert_eq!(rows[0], heads);
    let firsts: Vec<[&str; 3]> = rows[1..].iter().map(|row| [&*row[0], &*row[1], &*row[2]]).collect();
    assert_eq!(
        firsts,
        [
            ["仿宋", "FandolFang R", "the program"],
            ["楷体", "FandolKai", "the program"],
            ["黑体", "LXGW WenKai", "fonts/kai.ttf"],
            ["宋体", "FandolSong", "the program"],
            ["标题", "FandolSong", "the program"],
            ["stands in", "FandolHei", "the program"],
            // The one of the series hides it.
            ["–", "LXGW WenKai", "the program"],
        ]
    );
    // Its makers say that it has the whole table.
    assert_eq!(rows[3][3..6], ["8105 of 8105", "6763 of 6763", "installable"]);
    assert!(rows[3][6].contains("SIL Open Font License"), "{:?}", rows[3]);
    assert!(rows[1][3] != "8105 of 8105" && rows[1][4] == "6763 of 6763", "{:?}", rows[1]);
}

#[test]
fn fonts_of_the_series_that_are_of_no_use_are_told() {
    let mut hei = fs::read(root().join("fonts/fandol/FandolHei-Regular.otf")).unwrap();
    let at = table_of(&hei, b"OS/2");
    hei[at + 8..at + 10].copy_from_slice(&[0x01, 0x04]);
    let folder = Folder::new().put("fonts/a.ttf", strange_face()).put("fonts/b.otf", "x").put("fonts/hei.otf", hei);
    assert_eq!(
        wrong(&folder, &["2024-01"]),
        [
            "`fonts/a.ttf` is used for no role; name its family `Laxc WenKai` in `[fonts]`, or delete it",
            "`fonts/b.otf` is no font that can be read; put a whole copy in its place, or delete it",
            "the maker of `FandolHei-Regular` does not allow a part of it to be embedded: preview and print, no subsetting; \
             ask its maker for a licence that allows it, or name another font in `[fonts]`",
        ]
    );
    // A template of the series may ask for it.
    let head = fs::read(root().join("templates/components/back-cover.typ")).unwrap();
    let folder = Folder::new()
        .put("fonts/a.ttf", strange_face())
        .put("templates/components/back-cover.typ", [b"// ours\n", &*head].concat());
    assert_eq!(wrong(&folder, &["2024-01"]), Vec::<String>::new());
}

#[test]
fn a_family_that_is_not_there_is_told_once() {
    let folder = Folder::with_series("[fonts]\ntitle = \"方正小标宋简体\"");
    let found = wrong(&folder, &["."]);
    let start = "there is no font family `方正小标宋简体`; put its file into `fonts/` beside `gazette.toml`";
    assert!(found.len() == 1 && found[0].starts_with(start), "{found:?}");
    let printed = examined(&folder, &["."]).1;
    assert!(!printed.contains("every role has a face") && !printed.contains("every character"), "{printed}");
}

#[test]
fn characters_without_a_face_are_told_with_the_issues_that_have_them() {
    let folder = Folder::new()
        .put("2024-02/issue.toml", issue(&["b.md"]).replace("number = 1", "number = 2"))
        .put("2024-02/b.md", document("正文\u{1F600}和\u{1F600}。\n"));
    let told = |number: &str, codes: &str, issues: &str| {
        format!("{number} no face or cannot be printed: {codes}; `gazette check {issues}` tells where and what to do")
    };
    assert_eq!(wrong(&folder, &["."]), [told("1 character has", "U+1F600", "2024-02")]);
    assert_eq!(wrong(&folder, &["2024-01"]), Vec::<String>::new());
    let folder = folder.put("2024-01/a.md", document("\u{F0000}\u{F0001}\u{F0002}\u{F0003}\u{F0004}\u{F0005}甲\n"));
    let codes = "U+1F600, U+F0000, U+F0001, U+F0002, U+F0003, U+F0004, U+F0005";
    assert_eq!(wrong(&folder, &["."]), [told("7 characters have", codes, "2024-01 2024-02")]);
    let folder = folder
        .put("2024-01/a.md", document("\u{F0000}\u{F0001}\u{F0002}\u{F0003}\u{F0004}\u{F0005}\u{F0006}\u{F0007}甲\n"));
    let codes = format!("{codes}, U+F0006 …");
    assert_eq!(wrong(&folder, &["."]), [told("9 characters have", &codes, "2024-01 2024-02")]);
}

#[test]
fn a_document_that_cannot_be_read_wholly_is_told() {
    let folder = Folder::with_front_matter("titel = \"甲\"");
    let told = "`2024-01` has 1 error and may not have been read wholly; `gazette check 2024-01` tells what to do";
    assert_eq!(wrong(&folder, &["2024-01"]), [told]);
}

#[test]
fn a_template_that_is_the_same_as_the_programs_is_told() {
    let template = |path: &str| fs::read(root().join("templates").join(path)).unwrap();
    let windows = String::from_utf8(template("components/cover.typ")).unwrap().replace('\n', "\r\n");
    let folder = Folder::new()
        .put("templates/gazette.css", template("gazette.css"))
        .put("templates/components/cover.typ", windows)
        .put("templates/components/head.typ", [b"// ours\n", &*template("components/head.typ")].concat())
        .put("templates/components/haed.typ", "");
    let same = |path: &str| {
        format!(
            "`templates/{path}` is the same as the program's; delete it, so that it follows newer versions of the program"
        )
    };
    let found = wrong(&folder, &["2024-01"]);
    assert_eq!(found[..2], [same("components/cover.typ"), same("gazette.css")]);
    assert!(found.len() == 3 && found[2].contains("`components/haed.typ`"), "{found:?}");
    let printed = examined(&folder, &["2024-01"]).1;
    assert!(printed.contains("✓ 1 template of the series takes the place of the program's: `components/head.typ`\n"));
    assert!(printed.contains("✓ 1 template of the series stands beside the program's\n"), "{printed}");
}

#[test]
fn a_folder_that_takes_no_edition_is_told() {
    let folder = Folder::new().put("a", "");
    let told = |out: &str| {
        format!(
            "`{out}` cannot take editions: this is no folder; name another folder with `--out`, or have \
             this one opened for writing"
        )
    };
    assert_eq!(wrong(&folder, &["--out", "a"]), [told("a")]);
    assert_eq!(wrong(&folder, &["2024-01", "--out", "a/b"]), [told("a/b")]);
    assert_eq!(wrong(&folder, &["2024-01", "--out", "b/c"]), Vec::<String>::new());
    let chinese = examined(&folder, &["--out", "a", "--lang", "zh"]).1;
    let told = "错 `a` 不能存放成品：这不是文件夹；请用 `--out` 另选文件夹，或者为它开通写入权限\n";
    assert!(chinese.contains(told), "{chinese}");
    assert!(chinese.ends_with("\n有 1 个问题\n"), "{chinese}");
}

#[test]
fn those_who_want_quiet_are_told_what_is_wrong_alone() {
    let folder = Folder::new().put("a", "");
    assert_eq!(examined(&folder, &["--quiet"]), (0, String::new()));
    let (code, printed) = examined(&folder, &["--quiet", "--out", "a"]);
    assert!(
        code == 1 && printed.starts_with("✗ `a` cannot take editions: ") && printed.lines().count() == 1,
        "{printed}"
    );
}

#[test]
fn a_folder_that_is_none_of_an_issue_or_a_series_is_refused() {
    let folder = Folder::new().put("elsewhere/a.md", "").put("empty/gazette.toml", "");
    assert_eq!(refused(&folder, &["2024-09"]), "error: there is no folder `2024-09`\n");
    let neither = "has neither `issue.toml` nor `gazette.toml`; name the folder of an issue or of a series";
    assert_eq!(refused(&folder, &["elsewhere"]), format!("error: `elsewhere` {neither}\n"));
    let none = "error: the series `empty` has no issue yet; `gazette new` makes one\n";
    assert_eq!(refused(&folder, &["empty"]), none);
    assert_eq!(refused(&folder, &["2024-09", "--lang", "zh"]), "错误：没有文件夹 `2024-09`\n");
}

#[test]
fn where_language_and_colours_come_from_is_told() {
    let folder = Folder::new();
    for (surroundings, args, told) in [
        (&[("LANG", "zh_CN.UTF-8")][..], &["--lang", "en"][..], "messages are in English, as `--lang` says"),
        (
            &[("LANG", "de_DE.UTF-8")],
            &[],
            "messages are in English, since the locale is `de-DE`; `--lang zh` makes one run",
        ),
        (&[], &[], "messages are in English, since there is no locale; `--lang zh` makes one run"),
        (&[("NO_COLOR", "1")], &[], "findings have no colours, since `NO_COLOR` is set; `--color always` gives them"),
        (&[("NO_COLOR", "")], &[], "findings have no colours, since they do not go to a terminal"),
        (&[("NO_COLOR", "1")], &["--color", "always"], "findings have colours, as `--color` says"),
        (&[], &["--color", "never"], "findings have no colours, as `--color` says"),
    ] {
        let (code, printed) = examined_in(folder.series(), surroundings, args);
        assert!(code == 0 && printed.contains(&format!("✓ {told}")), "{surroundings:?} {args:?}: {printed}");
    }
}
