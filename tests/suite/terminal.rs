//! What is seen on a terminal and what is not elsewhere: colours, progress, how much is said, what to do next.

use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};

use crate::support::{Folder, document, gazette, issue, text};

/// What the program prints on a terminal of its own, line ends as terminals have them.
#[cfg(target_os = "linux")]
fn on_terminal(folder: &Path, line: &str) -> String {
    typing(folder, line, "")
}

/// The same, while these lines are typed.
#[cfg(target_os = "linux")]
fn typing(folder: &Path, line: &str, typed: &str) -> String {
    let program = cargo_bin!("gazette").display().to_string();
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command", &format!("'{program}' {line}"), "/dev/null"])
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env("TERM", "xterm")
        .stdin(typed)
        .output()
        .unwrap();
    text(&output.stdout)
}

const RED: &str = "\u{1b}[1m\u{1b}[91m";

#[test]
fn colours_are_those_that_the_user_wishes() {
    let folder = Folder::with_body("<b>\n");
    let stderr = |args: &[&str], no_color: Option<&str>| {
        let mut command =
            Command::new(cargo_bin!("gazette")).current_dir(folder.series()).args(["check", "2024-01"]).args(args);
        command = command.env("NO_COLOR", no_color.unwrap_or_default());
        text(&command.output().unwrap().stderr)
    };
    assert!(!stderr(&[], None).contains('\u{1b}'));
    assert!(stderr(&["--color", "always"], None).contains(RED), "{}", stderr(&["--color", "always"], None));
    assert!(stderr(&["--color", "always"], Some("1")).contains(RED), "what is asked for wins over the surroundings");
    assert!(!stderr(&["--color", "never"], None).contains('\u{1b}'));
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_has_colours_and_is_told_what_to_do_next() {
    let folder = Folder::with_body("<b>\n");
    let seen = on_terminal(folder.series(), "check 2024-01 --lang en");
    assert!(seen.contains(RED), "{seen}");
    let next = "next: mend what is named above and call this again; `gazette serve 2024-01` shows the pages meanwhile, \
                `gazette explain CODE` tells more\r\n";
    assert!(seen.ends_with(next), "{seen}");
    assert!(!on_terminal(folder.series(), "check 2024-01 --color never").contains(RED));
    assert!(!on_terminal(folder.series(), "check 2024-01 --lang en --quiet").contains("next: "));
    assert!(!on_terminal(folder.series(), "check 2024-01 --lang en --format short").contains("next: "));
}

#[cfg(target_os = "linux")]
#[test]
fn a_date_that_is_answered_is_told_what_is_wrong_with_it() {
    let folder = Folder::new();
    let seen = typing(folder.series(), "new 2024-02 --lang zh", "2024年6月30日\n2024-02-30\n2024-06-30\n");
    assert!(seen.contains("日期不能写成 `2024年6月30日`；请写 `2024-06-30`\r\n"), "{seen}");
    assert!(seen.contains("日历上没有 `2024-02-30` 这一天"), "{seen}");
    assert!(folder.series().join("2024-02/issue.toml").is_file(), "{seen}");
}

#[cfg(target_os = "linux")]
#[test]
fn every_command_says_what_comes_next() {
    let folder = Folder::new();
    for (line, next) in [
        ("toc 2024-01", "下一步：用 `gazette check 2024-01` 在成品上核验这些页码"),
        ("check 2024-01", "下一步：用 `gazette build 2024-01` 写出成品"),
        ("fmt 2024-01 --check", "下一步：用 `gazette fmt 2024-01` 整理"),
        ("fmt 2024-01", "下一步：看一遍改动，再运行 `gazette check 2024-01`"),
        ("fmt ./2024-01", "下一步：无须再整理；用 `gazette check 2024-01` 检查其他问题"),
        ("build 2024-01", "下一步：请查看 `dist/2024-01/index.html`；本期出版后，用 `gazette lock 2024-01` 锁定"),
        ("verify dist/2024-01/2024-01.pdf", "下一步：最好核验整个成品文件夹；单独一个 PDF 只能看出页码和字形前后一致"),
        ("verify dist/2024-01", "下一步：核对清单的签名，由签名可知是谁出版的（见 README）；各文件与清单彼此一致"),
        (
            "lock 2024-01",
            "下一步：请提交 `2024-01/issue.lock`；此后 `gazette check 2024-01 --locked` 会指出与它不同之处",
        ),
        ("explain unknown-key", "下一步：改正后，再次执行 `gazette check`"),
        ("explain", "下一步：`gazette explain 代码` 说明其中一个的含义"),
        ("fonts 2024-01", "下一步：在 gazette.toml 的 `[fonts]` 中可为各用途指定其他字体，`gazette build` 即会采用"),
        ("schema issue", "下一步：请把以上内容存入文件，写法见 `gazette schema --help`"),
        ("completions zsh", "下一步：请把以上内容存入文件，写法见 `gazette completions --help`"),
        ("man", "下一步：请把以上内容存入文件，写法见 `gazette man --help`"),
        ("doctor 2024-01", "下一步：用 `gazette check` 检查一期公报"),
    ] {
        let seen = on_terminal(folder.series(), &format!("{line} --lang zh"));
        assert!(seen.trim_end().ends_with(next), "{line}: {seen}");
        let piped = gazette(folder.series(), &[&line.split(' ').collect::<Vec<_>>()[..], &["--lang", "zh"]].concat());
        assert!(!text(&piped.get_output().stderr).contains("下一步"), "{line}: what is piped is for programs");
    }
}

#[test]
fn those_who_want_quiet_are_told_findings_alone() {
    let folder = Folder::new();
    for line in ["build 2024-01 --quiet", "check 2024-01 -q", "lock 2024-01 -q", "verify dist/2024-01 -q"] {
        let output = gazette(folder.series(), &line.split(' ').collect::<Vec<_>>()).success();
        assert_eq!(text(&output.get_output().stdout), "", "{line}");
        assert_eq!(text(&output.get_output().stderr), "", "{line}");
    }
    let toc = gazette(folder.series(), &["toc", "2024-01", "--quiet"]).success();
    assert!(text(&toc.get_output().stdout).contains("【区政府文件】"), "what a command is called for is printed");
    let wrong = Folder::with_body("<b>\n");
    let output = gazette(wrong.series(), &["check", "2024-01", "--quiet", "--lang", "en"]).code(1);
    assert!(text(&output.get_output().stderr).contains("raw HTML cannot be printed"));
}

#[test]
fn each_step_is_told_with_its_time_where_that_is_asked_for() {
    let folder =
        Folder::new().put("2024-01/issue.toml", issue(&["a.md", "b.md"])).put("2024-01/b.md", document("乙。\n"));
    let output = Command::new(cargo_bin!("gazette"))
        .current_dir(folder.series())
        .args(["build", "2024-01", "--verbose", "--lang", "en"])
        .output()
        .unwrap();
    let stderr = text(&output.stderr);
    let steps: Vec<&str> = stderr.lines().map(|line| line.rsplit_once(": ").unwrap().0).collect();
    assert_eq!(
        steps,
        [
            "… 2024-01: reading",
            "… 2024-01: laying out 2 documents",
            "… 2024-01: writing 6 pages as PDF and web pages",
            "… 2024-01: proving what is finished",
        ]
    );
    assert!(stderr.lines().all(|line| line.ends_with(" s")), "{stderr}");
    let machine = gazette(folder.series(), &["build", "2024-01", "--verbose", "--format", "json"]).success();
    assert_eq!(text(&machine.get_output().stderr), "", "machines are told findings alone");
}
