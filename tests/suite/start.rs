//! What `new` and `add` make, as the program is called; tests have no terminal.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{Folder, gazette, text};

/// A series with the printed issue, `2024-02`, its only one.
fn series() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let issues = crate::support::root().join("issues");
    fs::create_dir(folder.path().join("2024-02")).unwrap();
    fs::copy(issues.join("gazette.toml"), folder.path().join("gazette.toml")).unwrap();
    for entry in fs::read_dir(issues.join("2024-02")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), folder.path().join("2024-02").join(entry.file_name())).unwrap();
        }
    }
    folder
}

/// Calls the program, which must do what it is told, and returns what it printed.
#[track_caller]
fn good(folder: &Path, args: &[&str]) -> String {
    let output = gazette(folder, args).success().get_output().clone();
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout)
}

/// Calls the program, which must refuse, and returns why.
#[track_caller]
fn refused(folder: &Path, args: &[&str]) -> String {
    let output = gazette(folder, args).code(2).get_output().clone();
    assert_eq!(text(&output.stdout), "");
    text(&output.stderr)
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap()
}

/// Every file below a folder with its bytes.
fn all(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).unwrap())).collect()
}

const NEXT: [&str; 4] = ["new", "2024-03", "--date", "2024-09-30"];

#[test]
fn the_next_issue_goes_on_from_the_last_and_can_be_built() {
    let folder = series();
    let printed = good(folder.path(), &NEXT);
    assert_eq!(
        printed,
        "made `2024-03`: 2024 No. 3 (serial 32), 2024-09-30\n\
         next: put documents in place of `example.md` with `gazette add 2024-03`, then run `gazette build 2024-03`\n"
    );
    assert_eq!(
        read(folder.path(), "2024-03/issue.toml"),
        "year = 2024\nnumber = 3\nserial = 32\ndate = 2024-09-30\n\n\
         [[sections]]\ntitle = \"区政府文件\"\ndocuments = [\"example.md\"]\n\n\
         # [[sections]]\n# title = \"区政府办公室文件\"\n# documents = []\n"
    );
    assert_eq!(warnings(folder.path(), "2024-03"), ["2024-03/example.md:45:25: warning[example-left]"]);
    // 2024-06-30 is the second issue of its year, so the fourth ends it; a folder of another name is the next one.
    assert!(good(folder.path(), &["new", "2024-04", "--yes"]).contains("2024 No. 4 (serial 33), 2024-12-31\n"));
    let printed = good(folder.path(), &["new", "春季", "--date", "2025-03-31"]);
    assert!(printed.contains("made `春季`: 2025 No. 1 (serial 34), 2025-03-31\n"), "{printed}");
}

#[test]
fn comments_and_settings_of_the_last_issue_stay() {
    let folder = Folder::new().put("2024-01/cover.png", "no picture").put(
        "2024-01/issue.toml",
        "# 年度\nyear = 2024 # 年\nnumber = 1\ndate = 2024-03-31\n\
         sections = [{ title = \"甲\", documents = [\"a.md\"] }, { title = \"乙\", documents = [\"b.md\"] }]\n\n\
         # 本期起\n[gazette.layout]\nlines = 23 # 行\n\n[gazette.cover]\npicture = \"cover.png\"\npicture-alt = \"图\"\n",
    );
    good(folder.series(), &["new", "2024-02", "--date", "2024-06-30"]);
    let issue = read(folder.series(), "2024-02/issue.toml");
    for kept in ["# 年度\nyear = 2024 # 年\nnumber = 2\n", "# 本期起\n[gazette.layout]\nlines = 23 # 行\n"] {
        assert!(issue.contains(kept), "{issue}");
    }
    assert!(issue.contains("title = \"甲\"") && issue.contains("# title = \"乙\""), "{issue}");
    assert_eq!(read(folder.series(), "2024-02/cover.png"), "no picture");
    // What waits goes on waiting.
    good(folder.series(), &["new", "2024-03", "--date", "2024-09-30"]);
    assert_eq!(read(folder.series(), "2024-03/issue.toml").matches("# title = \"乙\"").count(), 1);
}

#[test]
fn an_issue_that_is_left_out_is_noticed() {
    let folder = series();
    let printed = good(folder.path(), &["new", "2025-02", "--date", "2024-06-30"]);
    assert!(printed.contains("\nnote: this leaves issues out; the last one is 2024 No. 2;"), "{printed}");
    assert!(printed.contains("\nnote: 2024-06-30 is not later than 2024-06-30, the date of the last"), "{printed}");
}

#[test]
fn what_is_there_is_not_touched() {
    let folder = series();
    good(folder.path(), &NEXT);
    let before = all(folder.path());
    assert_eq!(
        refused(folder.path(), &NEXT),
        "error: `2024-03` is there already; nothing was changed, choose another name\n"
    );
    assert!(refused(folder.path(), &["new", "--series", "2024-02", "--yes"]).contains("`2024-02` is there already"));
    let add = ["add", "2024-02", "--section", "区政府文件", "--number", "某政发〔2024〕1号", "--file", "zhengfa-02.md"];
    assert!(refused(folder.path(), &add).contains("`2024-02/zhengfa-02.md` is there already"));
    let taken = refused(folder.path(), &["new", "2024-2", "--date", "2024-09-30"]);
    assert!(taken.contains("there is a No. 2 of 2024 already, in `2024-02`"), "{taken}");
    let early = refused(folder.path(), &["new", "2024-01", "--yes"]);
    assert!(early.contains("No. 1 of 2024 would come before the last issue, which is `2024-03`"), "{early}");
    assert_eq!(all(folder.path()), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn without_a_terminal_options_are_asked_for() {
    let folder = series();
    let told = refused(folder.path(), &["new", "2024-03"]);
    assert_eq!(
        told,
        "error: this is no terminal, so nobody can be asked; give `--date`, or `--yes` to take what is proposed\n"
    );
    let told = refused(folder.path(), &["new", "--series", "gongbao", "--lang", "zh"]);
    assert_eq!(
        told,
        "错误：当前不在终端上，无法提问；请用选项写明 `--name`、`--sponsor`、`--date`，或者用 `--yes` 采用建议的内容\n"
    );
    let named = ["new", "--series", "gongbao", "--name", "某公报", "--sponsor", "某区人民政府"];
    let told = refused(folder.path(), &named);
    assert!(told.contains("; give `--date`, or `--yes` to take"), "{told}");
    assert!(!folder.path().join("gongbao").exists());
    let told = refused(folder.path(), &["new", "2024-03", "--date", "2024-09-31"]);
    assert!(told.contains("there is no day `2024-09-31` in the calendar"), "{told}");
    let told = refused(folder.path(), &["new", "2024-03", "--date", "2024年9月30日"]);
    assert!(told.contains("is not how a date is typed; write `--date 2024-09-30`"), "{told}");
    let told = refused(folder.path(), &["new", "elsewhere/2024-03", "--yes"]);
    assert!(told.contains("there is no `gazette.toml` in `elsewhere`"), "{told}");
}

#[test]
fn a_new_series_can_be_built_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let new = ["new", "--series", "a/公报", "--name", "东区公报", "--sponsor", "东区人民政府", "--date", "2024-03-31"];
    let printed = good(folder.path(), &[&new[..], &["--lang", "zh"]].concat());
    assert_eq!(
        printed,
        "已新建 `a/公报`：东区公报\n已新建 `a/公报/2024-01`：2024年第1期，2024-03-31 出版\n\
         接下来：填写 `a/公报/gazette.toml`，然后运行 `gazette build a/公报/2024-01`\n"
    );
    let at = folder.path();
    assert_eq!(warnings(at, "a/公报/2024-01"), ["a/公报/2024-01/example.md:45:25: warning[example-left]"]);
    assert!(read(folder.path(), "a/公报/2024-01/example.md").contains("\nissuer = \"东区人民政府\"  # 发文机关\n"));
    assert!(good(folder.path(), &["new", "--series", "b", "--yes"]).starts_with("made `b`: 某某区人民政府公报\n"));
}

/// The keys of a table in a manifest's source.
fn keys(source: &str, table: &str) -> Vec<String> {
    let source = read(crate::support::root(), &format!("src/manifest/{source}.rs"));
    let fields = source.split(&format!("struct {table} {{\n")).nth(1).unwrap().lines().take_while(|line| *line != "}");
    fields
        .filter(|line| !line.trim().starts_with(['/', '#']))
        .map(|line| line.trim().trim_start_matches("pub(super) ").split(':').next().unwrap().replace('_', "-"))
        .collect()
}

#[test]
fn the_example_has_every_key() {
    let elements = read(crate::support::root(), "src/start/elements.toml");
    let series = read(crate::support::root(), "src/start/gazette.toml");
    for (text, source, table) in [
        (&elements, "front_matter", "FrontMatterToml"),
        (&elements, "front_matter", "ColophonToml"),
        (&elements, "web", "WebToml"),
        (&series, "series", "SeriesToml"),
        (&series, "series", "FontsToml"),
        (&series, "cover", "CoverToml"),
        (&series, "cover", "BackCoverToml"),
        (&series, "layout", "LayoutToml"),
        (&series, "layout", "SizesToml"),
        (&series, "site", "SiteToml"),
        (&series, "press", "PressToml"),
        (&series, "archive", "ArchiveToml"),
    ] {
        for key in keys(source, table) {
            let is_given = |line: &str| line.starts_with(&format!("{key} = ")) || line == format!("[{key}]");
            assert!(text.lines().any(|line| is_given(line.trim_start_matches("# "))), "{key} of {table}");
        }
    }
}

#[test]
fn a_document_is_added_after_its_kind() {
    let folder = series();
    good(folder.path(), &NEXT);
    let former = read(folder.path(), "2024-03/issue.toml");
    let add = |section: &str, more: &[&str]| {
        good(folder.path(), &[&["add", "2024-03", "--section", section][..], more].concat())
    };
    let printed = add("区政府文件", &["--number", "市中政发〔2024〕9号", "--title", "市中区人民政府关于测试的通知"]);
    assert_eq!(
        printed,
        "made `2024-03/zhengfa-09.md` in the section `区政府文件`\nnext: write the text into `zhengfa-09.md` and look over \
         its elements, dates above all, then run `gazette check 2024-03`\n"
    );
    let expected = former.replace("\"example.md\"", "\"example.md\", \"zhengfa-09.md\"");
    assert_eq!(read(folder.path(), "2024-03/issue.toml"), expected);
    let document = read(folder.path(), "2024-03/zhengfa-09.md");
    for line in ["head = \"枣庄市市中区人民政府文件\"", "number = \"市中政发〔2024〕9号\"", "date = 2024-09-30"]
    {
        assert!(document.contains(&format!("\n{line}\n")), "{document}");
    }
    // The same number again, a number of no kind that is known, and none; the section no longer waits.
    assert!(add("区政府文件", &["--number", "市中政发〔2024〕9号"]).contains("`2024-03/zhengfa-09-2.md`"));
    assert!(
        add("区政府办公室文件", &["--number", "区教发〔2024〕1号", "--issuer", "区教育局"]).contains("/2024-01.md`")
    );
    assert!(add("区政府办公室文件", &["--file", "转载.md", "--title", "关于测试的通知"]).contains("`2024-03/转载.md`"));
    let issue = read(folder.path(), "2024-03/issue.toml");
    assert!(
        issue.ends_with("\n[[sections]]\ntitle = \"区政府办公室文件\"\ndocuments = [\"2024-01.md\", \"转载.md\"]\n")
    );
    let left = ["2024-01.md", "example.md", "zhengfa-09-2.md", "zhengfa-09.md", "转载.md"];
    let warned = warnings(folder.path(), "2024-03");
    let of =
        |file: &&str| warned.iter().any(|line| line.contains(&format!("/{file}:")) && line.contains("example-left"));
    assert!(left.iter().all(of), "{warned:?}");
    assert!(warned.iter().any(|line| line.ends_with("warning[same-number]")), "{warned:?}");
}

#[test]
fn the_first_document_of_a_series_is_named_after_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    good(at, &["new", "--series", "a", "--name", "甲公报", "--sponsor", "甲", "--date", "2024-12-31"]);
    let add = |issue: &str, number: &str| {
        let printed = good(at, &["add", issue, "--section", "区政府文件", "--number", number]);
        printed.split('`').nth(1).unwrap().rsplit('/').next().unwrap().to_owned()
    };
    assert_eq!(add("a/2024-01", "甲政发〔2024〕9号"), "2024-09.md");
    assert_eq!(add("a/2024-01", "甲政发〔2024〕10号"), "2024-10.md");
    // Another body counts for itself, and what has no year and number is not named after them.
    assert_eq!(add("a/2024-01", "甲政办发〔2024〕9号"), "2024-09-2.md");
    assert_eq!(add("a/2024-01", "第2号"), "document-1.md");
    // The next year is named as this one was.
    good(at, &["new", "a/2025-01", "--date", "2025-03-31"]);
    assert_eq!(add("a/2025-01", "甲政发〔2025〕1号"), "2025-01.md");
}

#[test]
fn a_wrong_section_is_told_with_all_others() {
    let folder = series();
    let before = all(folder.path());
    let add = |section| ["add", "2024-02", "--section", section, "--number", "市中政发〔2024〕9号"];
    let told = refused(folder.path(), &add("区政府文"));
    assert_eq!(
        told,
        "error: there is no section `区政府文` in this issue; did you mean `区政府文件`? its sections are `区政府文件`, \
         `区政府办公室文件`\n"
    );
    let told = refused(folder.path(), &[&add("大事记")[..], &["--lang", "zh"]].concat());
    assert_eq!(told, "错误：本期没有栏目 `大事记`；本期的栏目有 `区政府文件`、`区政府办公室文件`\n");
    let told = refused(folder.path(), &[&add("区政府文件")[..], &["--file", "a/b.md"]].concat());
    assert!(told.contains("`a/b.md` cannot be the file of a document"), "{told}");
    assert!(
        refused(folder.path(), &["add", ".", "--section", "甲"])
            .contains("`.` is not the folder of an issue, but holds issues")
    );
    assert_eq!(all(folder.path()), before);
}

/// What a build of an issue warns of: file, line, column and code.
fn warnings(at: &Path, issue: &str) -> Vec<String> {
    let output = gazette(at, &["build", issue, "--format", "short"]).code(0).get_output().clone();
    let printed = text(&output.stderr);
    let warned = printed.lines().filter_map(|line| {
        Some(format!("{}]", line.split_once("]: ").filter(|(head, _)| head.contains("warning["))?.0))
    });
    warned.collect()
}

/// From the last issue to a good one, over a mistake that is told and mended, as an editor goes; each in words of its language.
fn path(language: &str, told: &str, is_good: &str) {
    let folder = series();
    let at = folder.path();
    good(at, &["new", "2024-03", "--yes", "--lang", language]);
    let (section, number) = ("区政府办公室文件", "市中政办发〔2024〕9号");
    let added = good(at, &["add", "2024-03", "--section", section, "--number", number, "--lang", language]);
    let file = added.split('`').nth(1).unwrap().to_owned();
    let right = read(at, &file);
    fs::write(at.join(&file), right.replacen("issuer =", "isuer =", 1)).unwrap();
    let wrong = gazette(at, &["build", "2024-03", "--lang", language]).code(1).get_output().clone();
    let wrong = text(&wrong.stderr);
    assert!(wrong.contains(told) && wrong.contains(&format!("{file}:")), "{wrong}");
    assert!(!at.join("dist").exists());
    fs::write(at.join(&file), right).unwrap();
    // What was only an example says so until it is gone.
    assert_eq!(warnings(at, "2024-03").len(), 2);
    for name in [&file, "2024-03/example.md"] {
        let (elements, _) = read(at, name).rsplit_once("\n+++\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        let text = format!("{}\n+++\n\n各单位要做好防火工作。\n", elements.replace("……", "防火"));
        fs::write(at.join(name), text).unwrap();
    }
    good(at, &["build", "2024-03", "--lang", language]);
    assert!(at.join("dist/2024-03/2024-03.pdf").is_file());
    assert!(good(at, &["check", "2024-03", "--lang", language, "--deny", "warnings"]).contains(is_good));
}

#[test]
fn the_way_of_an_editor_in_chinese() {
    path("zh", "错误[unknown-key]：没有 `isuer` 这个键", "2024-03：没有问题");
}

#[test]
fn the_way_of_an_editor_in_english() {
    path("en", "error[unknown-key]: unknown key `isuer`", "2024-03: good");
}
