//! Several issues in one call: what is told of each and of all, what is built and what is left as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};

use crate::support::{Folder, document, gazette, issue, text, without_progress};

/// A series of so many good issues, `2024-01` and on.
fn series(issues: usize) -> Folder {
    (2..=issues).fold(Folder::new(), |folder, number| {
        folder
            .put(&format!("2024-0{number}/issue.toml"), issue(&["a.md"]))
            .put(&format!("2024-0{number}/a.md"), document(&format!("第{number}期正文。\n")))
    })
}

/// The exit code of a command, and what it prints to standard output and to standard error.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = gazette(folder, args).get_output().clone();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// What the table at the end says of each issue: its last column.
fn ends(stdout: &str) -> Vec<&str> {
    let table = stdout.split("\n\n").find(|part| part.trim_start().starts_with("issue ")).unwrap();
    table.trim_start().lines().skip(1).map(|row| row.split_whitespace().last().unwrap()).collect()
}

#[test]
fn a_table_says_what_became_of_each_issue_and_below_it_stands_what_is_wrong() {
    let folder = series(3)
        .put("2024-02/a.md", document("正文<br>。\n"))
        .put("2024-03/old.txt", "x")
        .put("dist/2024-04/mine.txt", "x")
        .put("2024-04/issue.toml", issue(&["a.md"]))
        .put("2024-04/a.md", document("正文。\n"));
    let args = ["build", "2024-09", "2024-02", "2024-04", "2024-01", "2024-03", "--format", "short"];
    let (code, stdout, stderr) = run(folder.series(), &args);
    assert_eq!(code, 2, "{stderr}");
    let absent = "cannot find the issue folder `2024-09`: there is no such file or folder";
    let html = "2024-02/a.md:5:3: error[unsupported]: raw HTML cannot be printed — write it in Markdown; for a sign that \
                is to be printed, write `\\<`";
    let foreign =
        "`dist/2024-04` holds `mine.txt`, which no build wrote; move it away, or choose another folder with --out";
    let summary = format!(
        "
issue    documents  pages  errors  warnings  result
2024-09          –      –       0         0  failed
2024-02          –      –       1         0  wrong
2024-04          1      5       0         0  failed
2024-01          1      5       0         0  built
2024-03          1      5       0         1  built

2024-09: failed: {absent}
2024-02: wrong: {html}
2024-04: failed: {foreign}
5 issues: 2 failed, 1 wrong, 2 built
"
    );
    assert!(stdout.ends_with(&summary), "{stdout}");
    let unused =
        "2024-03/old.txt:1:1: warning[unused-file]: no document uses `old.txt` — delete it, move it away, or use it";
    let told = format!("error[environment]: {absent}\n{html}\nerror[environment]: {foreign}\n{unused}\n");
    assert_eq!(stderr, told, "in the order in which they were named");
    assert!(folder.series().join("dist/2024-03/index.html").is_file());
    let (code, stdout, _) =
        run(folder.series(), &["--lang", "zh", "check", "2024-01", "2024-02", "--deny", "warnings"]);
    assert_eq!(code, 1);
    let (table, rest) = stdout.rsplit_once("\n\n").unwrap();
    let table = table.rsplit_once("\n\n").unwrap().1;
    assert_eq!(
        table.lines().collect::<Vec<_>>(),
        [
            "期       公文  页数  错误  警告  结果",
            "2024-01     1     5     0     0  合格",
            "2024-02     –     –     1     0  不合格"
        ]
    );
    assert!(rest.starts_with("2024-02：不合格：2024-02/a.md:5:3: 错误[unsupported]: "), "{rest}");
    assert!(rest.ends_with("\n共 2 期：合格 1 期，不合格 1 期\n"), "{rest}");
}

#[test]
fn one_issue_has_no_table_and_those_who_want_quiet_have_none() {
    let folder = series(2);
    assert!(!run(folder.series(), &["build", "2024-01"]).1.contains("issue "));
    assert_eq!(run(folder.series(), &["build", "2024-01", "2024-02", "--quiet"]), (0, String::new(), String::new()));
}

#[test]
fn what_a_series_keeps_beside_its_issues_is_no_issue() {
    let folder = series(2)
        .put("templates/gazette.css", "x")
        .put("fonts/README", "x")
        .put("images/a.txt", "x")
        .put("notes/a.txt", "x");
    let all = ["2024-01", "2024-02", "fonts", "gazette.toml", "images", "templates"];
    let (code, stdout, _) = run(folder.series(), &[&["check"], &all[..]].concat());
    assert_eq!((code, ends(&stdout)), (0, vec!["good", "good"]));
    let (code, stdout, stderr) = run(folder.series(), &["check", "2024-01", "notes", "--format", "short"]);
    assert_eq!((code, ends(&stdout)), (1, vec!["good", "wrong"]));
    assert!(stderr.starts_with("notes:1:1: error[no-issue]: "), "{stderr}");
    let (code, _, stderr) = run(folder.series(), &["check", "fonts", "gazette.toml"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("error: `gazette.toml` is a file; name the issue's folder"), "{stderr}");
}

#[test]
fn the_number_of_cores_changes_nothing() {
    let folder = series(5).put("2024-03/a.md", document("<b>\n")).put("2024-04/old.txt", "x");
    let build = |threads: &str| {
        let mut output = Command::new(cargo_bin!("gazette"))
            .current_dir(folder.series())
            .args(["build", "2024-01", "2024-02", "2024-03", "2024-04", "2024-05"])
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        output.stderr = without_progress(&output.stderr).into_bytes();
        let mut files = BTreeMap::new();
        for number in [1, 2, 4, 5] {
            for entry in fs::read_dir(folder.series().join(format!("dist/2024-0{number}"))).unwrap() {
                let path = entry.unwrap().path();
                files.insert(path.clone(), fs::read(path).unwrap());
            }
        }
        fs::remove_dir_all(folder.series().join("dist")).unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr), files)
    };
    let one = build("1");
    assert_eq!(one.0, Some(1));
    assert!(one == build("4"));
}

#[test]
fn an_edition_that_would_become_the_same_is_left_as_it_is() {
    let folder = series(2);
    let args = ["build", "2024-01", "2024-02"];
    assert_eq!(ends(&run(folder.series(), &args).1), ["built", "built"]);
    fs::write(folder.series().join("dist/2024-01/manifest.json.minisig"), "untrusted comment").unwrap();
    let (code, stdout, stderr) = run(folder.series(), &args);
    assert_eq!((code, ends(&stdout), stderr.as_str()), (0, vec!["unchanged", "unchanged"], ""), "{stdout}");
    assert!(
        stdout.starts_with("dist/2024-01: unchanged, 1 document on 5 pages\ndist/2024-02: unchanged, "),
        "{stdout}"
    );
    assert!(stdout.contains("2024-01          1      5       0         0  unchanged"), "{stdout}");
    let folder = folder.put("2024-01/issue.lock", "whatever stands there");
    assert_eq!(ends(&run(folder.series(), &args).1)[0], "unchanged", "nothing that is built depends on the lock");
}

#[test]
fn whatever_an_edition_is_made_of_makes_it_anew() {
    let folder = Folder::with_series("[back-cover]\npicture = \"images/a.svg\"\npicture-alt = \"甲\"")
        .put(
            "images/a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"5\" height=\"5\"/></svg>",
        )
        .put("templates/gazette.css", "/**/")
        .put("fonts/a.otf", fs::read(crate::support::root().join("fonts/fandol/FandolHei-Regular.otf")).unwrap());
    let build = |folder: &Folder, more: &[&str]| {
        let (code, stdout, stderr) = run(folder.series(), &[&["build", "2024-01"], more].concat());
        assert_eq!(code, 0, "{stderr}");
        if stdout.starts_with("dist/2024-01: unchanged, ") { "unchanged" } else { "built" }
    };
    let mut folder = folder;
    for (path, from, to) in [
        ("2024-01/a.md", "正文。", "又一段。"),
        ("2024-01/issue.toml", "区政府文件", "区政府办文件"),
        ("gazette.toml", "某区人民政府公报", "某市人民政府公报"),
        ("images/a.svg", "\"9\" height", "\"8\" height"),
        ("templates/gazette.css", "/**/", "/* */"),
    ] {
        assert_eq!(build(&folder, &[]), "built", "{path}");
        assert_eq!(build(&folder, &[]), "unchanged", "{path}");
        folder = folder.edit(path, from, to);
    }
    assert_eq!(build(&folder, &[]), "built");
    let folder =
        folder.put("fonts/a.otf", fs::read(crate::support::root().join("fonts/fandol/FandolKai-Regular.otf")).unwrap());
    assert_eq!(build(&folder, &[]), "built");
    assert_eq!(build(&folder, &["--edition", "offprints"]), "built");
    assert_eq!(build(&folder, &["--edition", "offprints"]), "unchanged");
    assert_eq!(build(&folder, &[]), "built");
    assert!(!folder.series().join("dist/2024-01/offprints").exists());
}

#[test]
fn an_edition_that_was_damaged_or_had_warnings_is_built_again() {
    let folder = Folder::new();
    let build = |folder: &Folder| run(folder.series(), &["build", "2024-01", "--format", "short"]);
    build(&folder);
    let out = folder.series().join("dist/2024-01");
    let first = fs::read(out.join("a.html")).unwrap();
    for file in ["a.html", "manifest.json", "report.json"] {
        fs::remove_file(out.join(file)).unwrap();
        if file == "manifest.json" {
            fs::remove_dir_all(&out).unwrap();
        }
        assert!(build(&folder).1.contains(" bytes  "), "{file}");
        assert_eq!(fs::read(out.join("a.html")).unwrap(), first);
    }
    fs::write(out.join("a.html"), "mine").unwrap();
    let (code, _, stderr) = build(&folder);
    assert!(code == 2 && stderr.contains("holds `a.html`, which was changed since it was built"), "{stderr}");
    fs::write(out.join("a.html"), &first).unwrap();
    fs::write(out.join("b.html"), "mine").unwrap();
    assert!(build(&folder).2.contains("holds `b.html`, which no build wrote"));
    fs::remove_file(out.join("b.html")).unwrap();
    assert!(build(&folder).1.contains("unchanged"));
    let folder = folder.put("2024-01/old.txt", "x");
    for _ in 0..2 {
        let (code, stdout, stderr) = build(&folder);
        assert!(code == 0 && stdout.contains(" bytes  ") && stderr.contains("warning[unused-file]"), "{stderr}");
    }
    let denied = ["build", "2024-01", "--deny", "warnings"];
    assert_eq!(run(folder.series(), &denied).0, 1);
}

#[test]
fn all_that_kept_issues_from_being_done_is_in_the_sarif_document() {
    let folder = series(1);
    let (code, _, stderr) = run(folder.series(), &["check", "2024-08", "2024-01", "2024-09", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&stderr).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!((code, &invocation["exitCode"], &invocation["executionSuccessful"]), (2, &2.into(), &false.into()));
    let told = invocation["toolExecutionNotifications"].as_array().unwrap();
    let told: Vec<&str> = told.iter().map(|told| told["message"]["text"].as_str().unwrap()).collect();
    assert!(told.len() == 2 && told[0].contains("`2024-08`") && told[1].contains("`2024-09`"), "{told:?}");
}
