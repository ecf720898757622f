//! The recipes for CI: what they name exists, and their scripts do what they say.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use snapbox::cmd::{Command, OutputAssert, cargo_bin};

use crate::support::{Folder, document, issue, root, without_progress};

const ACTION: &str = ".github/actions/gazette/action.yml";
const SCRIPT: &str = ".github/actions/gazette/gazette-ci";
const HOOK: &str = ".ci/pre-commit";

/// The files of this repository that call its scripts, and the README, whose examples offices copy.
const RECIPES: [&str; 7] = [
    ACTION,
    ".ci/Dockerfile",
    ".gitea/workflows/gazette.yml",
    ".github/workflows/gazette.yml",
    ".gitlab-ci.yml",
    ".pre-commit-hooks.yaml",
    "README.md",
];

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The words of a text that begin so, up to the first character that no name has.
fn names<'a>(text: &'a str, start: &'a str) -> BTreeSet<&'a str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let name = |(at, _)| {
        let rest: &'a str = &text[at..];
        let end = rest[start.len()..].find(|c| !is_name(c)).map_or(rest.len(), |end| start.len() + end);
        &rest[..end]
    };
    text.match_indices(start).map(name).collect()
}

/// The keys of the action's inputs.
fn inputs() -> BTreeSet<String> {
    let action = read(ACTION);
    let inputs = action.lines().skip_while(|line| *line != "inputs:").skip(1).take_while(|line| line.starts_with(' '));
    let keys = inputs.filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'));
    keys.filter(|key| !key.starts_with(' ')).map(str::to_owned).collect()
}

fn help(command: &str) -> String {
    let output = Command::new(cargo_bin!("gazette")).args([command, "--help"]).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

#[test]
fn the_scripts_call_commands_and_options_that_exist() {
    let mut calls = 0;
    for script in [SCRIPT, HOOK] {
        for line in read(script).lines().filter(|line| !line.trim().starts_with('#')) {
            let call = line.split("\"$gazette\" ").nth(1).or_else(|| line.trim().strip_prefix("gazette "));
            let (command, options) = match call.and_then(|call| call.split_once(' ')) {
                Some(call) => call,
                None if line.contains("(--") => ("check", line),
                None => continue,
            };
            let help = help(command);
            for option in names(options, "--").into_iter().filter(|option| *option != "--") {
                assert!(help.contains(&format!(" {option}")), "{script}: {line}");
            }
            calls += 1;
        }
    }
    assert!(calls >= 5, "{calls}");
}

#[test]
fn the_recipes_name_files_that_exist() {
    for recipe in RECIPES {
        let text = read(recipe);
        for script in [".github/actions/gazette/", "$GITHUB_ACTION_PATH/", ".ci/"].map(|start| names(&text, start)) {
            for name in script.into_iter().filter(|name| !name.ends_with('/')) {
                let path = root().join(name.replace("$GITHUB_ACTION_PATH", ".github/actions/gazette"));
                assert!(path.is_file(), "{recipe}: {name}");
                let is_script = fs::read_to_string(&path).unwrap().starts_with("#!");
                let mode = path.metadata().unwrap().permissions().mode();
                assert_eq!(is_script, mode & 0o111 != 0, "{name}");
            }
        }
    }
}

#[test]
fn variables_of_the_recipes_are_explained_and_used() {
    let script = read(SCRIPT);
    let explained: BTreeSet<&str> =
        script.lines().filter_map(|line| line.strip_prefix("#   ")?.split(' ').next()).collect();
    assert_eq!(explained.len(), 7);
    for name in &explained {
        assert!(script.contains(&format!("${{{name}:-")), "{name}");
    }
    for recipe in RECIPES {
        let placeholders = ["GAZETTE_REPOSITORY", "GAZETTE_IMAGE", "GAZETTE_HOSTS"];
        for name in names(&read(recipe), "GAZETTE_").into_iter().filter(|name| !placeholders.contains(name)) {
            assert!(explained.contains(name), "{recipe}: {name}");
        }
    }
}

#[test]
fn inputs_of_the_action_are_used_explained_and_reach_no_shell_as_text() {
    let (action, readme) = (read(ACTION), read("README.md"));
    let inputs = inputs();
    let used: BTreeSet<String> =
        names(&action, "inputs.").iter().map(|name| name["inputs.".len()..].to_owned()).collect();
    assert_eq!(used, inputs);
    let rows = readme.split("| input | value |\n").nth(1).unwrap().lines().skip(1).take_while(|line| !line.is_empty());
    assert_eq!(rows.map(|row| row.split('`').nth(1).unwrap().to_owned()).collect::<BTreeSet<_>>(), inputs);
    for recipe in RECIPES {
        for line in read(recipe).lines().filter(|line| line.trim_start_matches("- ").trim().starts_with("run:")) {
            assert!(!line.contains("${{"), "{recipe}: {line}");
        }
    }
}

/// A repository of a series with one issue, `issues/2024-01`, whose document has this Markdown from line 5.
fn series(body: &str) -> Folder {
    let folder = Folder::new().without("2024-01/issue.toml").without("2024-01/a.md");
    let gazette = fs::read(folder.series().join("gazette.toml")).unwrap();
    folder
        .without("gazette.toml")
        .put("issues/gazette.toml", gazette)
        .put("issues/2024-01/issue.toml", issue(&["a.md"]))
        .put("issues/2024-01/a.md", document(body))
}

/// Calls a script in the repository of a series; the environment is that of no CI but the one that is given.
fn call(script: &str, folder: &Path, variables: &[(&str, &str)]) -> OutputAssert {
    let bin = cargo_bin!("gazette").parent().unwrap().display().to_string();
    let path = format!("{bin}:{}", std::env::var("PATH").unwrap());
    let mut command = Command::new(root().join(script)).current_dir(folder).env("PATH", path);
    for name in ["GITHUB_ACTIONS", "GITEA_ACTIONS", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] {
        command = command.env_remove(name);
    }
    command.envs(variables.iter().copied()).assert()
}

fn stderr(output: &OutputAssert) -> String {
    without_progress(&output.get_output().stderr)
}

#[test]
fn a_good_issue_is_built_and_reported() {
    let folder = series("正文。\n").put("issues/fonts/README", "").put("issues/images/README", "");
    let variables = [("GAZETTE_JUNIT", "report.xml"), ("GITHUB_STEP_SUMMARY", "summary.md")];
    let output = call(SCRIPT, folder.series(), &variables).success();
    assert_eq!(stderr(&output), "");
    assert!(folder.series().join("dist/2024-01/2024-01.pdf").is_file());
    let report = fs::read_to_string(folder.series().join("report.xml")).unwrap();
    let expected =
        "tests=\"1\" failures=\"0\">\n<testcase classname=\"gazette\" name=\"issues/2024-01\"/>\n</testsuite>";
    assert!(report.contains(expected), "{report}");
    let summary = fs::read_to_string(folder.series().join("summary.md")).unwrap();
    assert_eq!(summary, "### issues/2024-01\n\n    【区政府文件】\n    01  关于测试的通知\n\n");
}

#[test]
fn a_mistake_is_shown_with_its_place_and_nothing_is_built() {
    let folder = series("正文。\n\n甲<br>乙 & 丙\n");
    let variables = [("GAZETTE_JUNIT", "report.xml"), ("GAZETTE_OUT", "out")];
    let output = call(SCRIPT, folder.series(), &variables).code(1);
    assert!(stderr(&output).contains("issues/2024-01/a.md:7:2"), "{}", stderr(&output));
    assert!(!folder.series().join("out").exists());
    let report = fs::read_to_string(folder.series().join("report.xml")).unwrap();
    assert!(report.contains("failures=\"1\"") && report.contains("甲&lt;br&gt;乙 &amp; 丙\n"), "{report}");
}

#[test]
fn github_is_told_the_file_and_the_line() {
    let folder = series("正文。\n\n甲<br>乙\n");
    let variables = [("GITHUB_ACTIONS", "true"), ("GAZETTE_SARIF", "reports"), ("GITHUB_OUTPUT", "output")];
    let output = call(SCRIPT, folder.series(), &variables).code(1);
    let stdout = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let found = "::group::issues/2024-01\n::endgroup::\n::error file=issues/2024-01/a.md,line=7,col=2,";
    assert!(stdout.starts_with(found), "{stdout}");
    let sarif = fs::read(folder.series().join("reports/open.sarif")).unwrap();
    let sarif: serde_json::Value = serde_json::from_slice(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "unsupported");
    assert_eq!(fs::read_to_string(folder.series().join("output")).unwrap(), "open-sarif=reports/open.sarif\n");
}

#[test]
fn gitea_is_told_as_people_are() {
    let folder = series("正文。\n\n甲<br>乙\n");
    let output = call(SCRIPT, folder.series(), &[("GITHUB_ACTIONS", "true"), ("GITEA_ACTIONS", "true")]).code(1);
    assert!(stderr(&output).contains("issues/2024-01/a.md:7:2"), "{}", stderr(&output));
}

#[test]
fn an_issue_with_a_lock_is_checked_against_it() {
    let folder = series("正文。\n");
    Command::new(cargo_bin!("gazette"))
        .current_dir(folder.series())
        .args(["lock", "issues/2024-01"])
        .assert()
        .success();
    call(SCRIPT, folder.series(), &[("GAZETTE_SARIF", "reports")]).success();
    assert!(folder.series().join("reports/locked.sarif").is_file());
    let folder = folder.put("issues/2024-01/a.md", document("别文。\n"));
    let output = call(SCRIPT, folder.series(), &[]).code(1);
    assert!(stderr(&output).contains("lock-differs"), "{}", stderr(&output));
    call(SCRIPT, folder.series(), &[("GAZETTE_LOCKED", "false")]).success();
}

#[test]
fn warnings_fail_unless_they_may_not() {
    let folder = series("正文。\n").put("issues/2024-01/old.txt", "x");
    call(SCRIPT, folder.series(), &[]).code(1);
    call(SCRIPT, folder.series(), &[("GAZETTE_DENY_WARNINGS", "false")]).success();
}

#[test]
fn no_issue_ends_with_2() {
    let folder = series("正文。\n");
    let output = call(SCRIPT, folder.series(), &[("GAZETTE_ISSUES", "issue/*")]).code(2);
    assert_eq!(stderr(&output), "error: no folder matches `issue/*`\n");
}

fn git(folder: &Path, args: &[&str]) -> OutputAssert {
    let git =
        Command::new("git").current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let name = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"];
    git.args(name).args(args).assert().success()
}

/// A repository whose first commit has two good issues.
fn repository() -> Folder {
    let folder = series("正文。\n")
        .put("issues/2024-02/issue.toml", issue(&["a.md"]).replace("number = 1", "number = 2"))
        .put("issues/2024-02/a.md", document("正文。\n"));
    git(folder.series(), &["init", "--quiet"]);
    git(folder.series(), &["add", "--all"]);
    git(folder.series(), &["commit", "--quiet", "--message", "a"]);
    folder
}

#[test]
fn the_hook_checks_what_is_committed_of_the_issues_that_are_touched() {
    let folder = repository()
        .put("issues/2024-01/a.md", document("![图](map.png)\n"))
        .put("issues/2024-01/map.png", "not added")
        .put("issues/2024-02/a.md", document("错<br>。\n"));
    call(HOOK, folder.series(), &[]).success();
    git(folder.series(), &["add", "issues/2024-01/a.md"]);
    let output = call(HOOK, folder.series(), &[]).code(1);
    assert!(stderr(&output).contains("issues/2024-01/a.md:5:1"), "{}", stderr(&output));
    assert!(!stderr(&output).contains("2024-02"), "{}", stderr(&output));
}

#[test]
fn the_hook_checks_issues_that_a_file_was_taken_from() {
    let folder = repository();
    git(folder.series(), &["rm", "--quiet", "issues/2024-02/a.md"]);
    let output = call(HOOK, folder.series(), &[]).code(1);
    assert!(stderr(&output).contains("issues/2024-02/issue.toml:7:14"), "{}", stderr(&output));
    git(folder.series(), &["rm", "--quiet", "-r", "issues/2024-02"]);
    call(HOOK, folder.series(), &[]).success();
}

#[test]
fn the_hook_checks_all_issues_when_it_is_called_for_no_commit() {
    let folder = repository().put("issues/2024-02/a.md", document("错<br>。\n")).put("note", "");
    call(HOOK, folder.series(), &[]).success();
    git(folder.series(), &["commit", "--quiet", "--all", "--message", "b"]);
    call(HOOK, folder.series(), &[]).code(1);
    git(folder.series(), &["add", "note"]);
    call(HOOK, folder.series(), &[]).success();
}

#[test]
fn the_hook_checks_all_issues_when_their_series_is_touched() {
    let folder = repository().put("issues/gazette.toml", "nam = \"x\"\n");
    git(folder.series(), &["add", "--all"]);
    let output = call(HOOK, folder.series(), &[]).code(1);
    assert!(stderr(&output).contains("2024-01: ") && stderr(&output).contains("2024-02: "), "{}", stderr(&output));
}
