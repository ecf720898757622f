//! The formats of findings, for people and for machines, and how a command ends in each of them.

use serde_json::{Value, json};

use crate::support::{Folder, gazette, issue, root, text};

const FORMATS: [&str; 5] = ["human", "short", "json", "sarif", "github"];

/// What a command wrote to standard error, after it ended with this code.
#[track_caller]
fn stderr(folder: &Folder, args: &[&str], code: i32) -> String {
    text(&gazette(folder.series(), args).code(code).get_output().stderr)
}

/// The one run of a SARIF document.
#[track_caller]
fn sarif(folder: &Folder, args: &[&str], code: i32) -> Value {
    let log: Value = serde_json::from_str(&stderr(folder, &[args, &["--format", "sarif"]].concat(), code)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("/sarif-schema-2.1.0.json"));
    let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("{log}") };
    run.clone()
}

/// An issue with a finding that has a range, and one of a whole file.
fn wrong() -> Folder {
    Folder::with_body("正文<br>。\n").put("2024-01/old, 100%.txt", "x")
}

#[test]
fn short_is_a_line_a_finding_with_its_help() {
    assert_eq!(
        stderr(&wrong(), &["check", "2024-01", "--format", "short"], 1),
        "2024-01/a.md:5:3: error[unsupported]: raw HTML cannot be printed — write it in Markdown; for a sign that is to be printed, write `\\<`\n\
         2024-01/old, 100%.txt:1:1: warning[unused-file]: no document uses `old, 100%.txt` — delete it, move it away, or use it\n"
    );
}

#[test]
fn github_has_workflow_commands_with_what_would_end_them_escaped() {
    assert_eq!(
        stderr(&wrong(), &["check", "2024-01", "--format", "github"], 1),
        "::error file=2024-01/a.md,line=5,col=3,title=unsupported::raw HTML cannot be printed%0Ahelp: write it in Markdown; for a sign that is to be printed, write `\\<`\n\
         ::warning file=2024-01/old%2C 100%25.txt,line=1,col=1,title=unused-file::no document uses `old, 100%25.txt`%0Ahelp: delete it, move it away, or use it\n"
    );
}

#[test]
fn json_has_an_object_a_line() {
    let lines = stderr(&wrong(), &["toc", "2024-01", "--format", "json"], 1);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines,
        [
            json!({
                "file": "2024-01/a.md", "line": 5, "column": 3, "code": "unsupported", "severity": "error",
                "message": "raw HTML cannot be printed",
                "help": "write it in Markdown; for a sign that is to be printed, write `\\<`",
            }),
            json!({
                "file": "2024-01/old, 100%.txt", "line": 1, "column": 1, "code": "unused-file", "severity": "warning",
                "message": "no document uses `old, 100%.txt`", "help": "delete it, move it away, or use it",
            }),
        ]
    );
}

#[test]
fn sarif_has_the_rules_and_the_places_of_all_findings() {
    let run = sarif(&wrong(), &["check", "2024-01"], 1);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["version"]), (&json!("gazette"), &json!(env!("CARGO_PKG_VERSION"))));
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[text]["text"].as_str().unwrap().is_empty(), "{rule}");
        }
        assert!(["error", "warning"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()), "{rule}");
    }
    let results = run["results"].as_array().unwrap();
    for result in results {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
        assert!(!result["partialFingerprints"].as_object().unwrap().is_empty());
    }
    let place = |result: &Value| result["locations"][0]["physicalLocation"].clone();
    assert_eq!(results.len(), 2);
    assert_eq!((&results[0]["ruleId"], &results[0]["level"]), (&json!("unsupported"), &json!("error")));
    assert_eq!(
        results[0]["message"]["text"],
        "raw HTML cannot be printed\nhelp: write it in Markdown; for a sign that is to be printed, write `\\<`"
    );
    assert_eq!(
        place(&results[0]),
        json!({
            "artifactLocation": { "uri": "2024-01/a.md" },
            "region": { "startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 7 },
        })
    );
    assert_eq!((&results[1]["ruleId"], &results[1]["level"]), (&json!("unused-file"), &json!("warning")));
    assert_eq!(
        place(&results[1]),
        json!({
            "artifactLocation": { "uri": "2024-01/old%2C%20100%25.txt" },
            "region": { "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1 },
        })
    );
    let expected = json!([{ "executionSuccessful": true, "exitCode": 1, "toolExecutionNotifications": [] }]);
    assert_eq!(run["invocations"], expected);
}

#[test]
fn a_run_without_findings_is_a_sarif_document_and_silent_in_other_formats() {
    let folder = Folder::new();
    let run = sarif(&folder, &["check", "2024-01"], 0);
    assert_eq!(run["results"], json!([]));
    assert_eq!(run["invocations"][0]["exitCode"], 0);
    for format in FORMATS.iter().filter(|format| **format != "sarif") {
        assert_eq!(stderr(&folder, &["check", "2024-01", "--format", format], 0), "", "{format}");
    }
}

#[test]
fn what_keeps_a_command_from_its_work_is_told_in_the_format_asked_for() {
    let folder = Folder::new();
    let says = |format: &str| stderr(&folder, &["check", "2024-09", "--format", format], 2);
    let human = says("human");
    let message = human.trim_end().strip_prefix("error: ").unwrap();
    assert!(message.starts_with("cannot find the issue folder `2024-09`: "), "{message}");
    assert_eq!(says("short"), format!("error[environment]: {message}\n"));
    assert_eq!(says("github"), format!("::error title=environment::{message}\n"));
    let expected = json!({ "code": "environment", "severity": "error", "message": message });
    assert_eq!(serde_json::from_str::<Value>(&says("json")).unwrap(), expected);
    let run = sarif(&folder, &["check", "2024-09"], 2);
    assert_eq!(
        run["invocations"],
        json!([{
            "executionSuccessful": false,
            "exitCode": 2,
            "toolExecutionNotifications": [{
                "descriptor": { "id": "environment", "index": 0 }, "level": "error", "message": { "text": message },
            }],
        }])
    );
    assert_eq!(run["tool"]["driver"]["notifications"][0]["id"], "environment");
}

#[test]
fn findings_before_a_failure_are_in_the_sarif_document() {
    let run = sarif(&wrong(), &["check", "2024-01", "2024-09"], 2);
    assert_eq!(run["results"].as_array().unwrap().len(), 2);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn machines_are_told_once_what_issues_share() {
    let folder = Folder::with_series("issn = \"1\"")
        .put("2024-02/issue.toml", issue(&["a.md"]))
        .put("2024-02/a.md", crate::support::document("正文。\n"));
    let args = ["check", "2024-01", "2024-02"];
    assert_eq!(sarif(&folder, &args, 1)["results"].as_array().unwrap().len(), 1);
    for (format, times) in [("human", 2), ("short", 1), ("json", 1), ("github", 1)] {
        let printed = stderr(&folder, &[&args[..], &["--format", format]].concat(), 1);
        assert_eq!(printed.matches("is not an ISSN").count(), times, "{printed}");
    }
}

#[test]
fn every_command_ends_with_the_code_of_what_it_found() {
    let good = Folder::new();
    let warned = Folder::new().put("2024-01/old.txt", "x");
    let wrong = wrong();
    let check = |command: &str, format: &str| {
        let args = |issue: &'static str| [command.to_owned(), issue.to_owned(), format!("--format={format}")];
        let ends = |folder: &Folder, more: &[&str], issue, code| {
            let args = args(issue);
            let args: Vec<&str> = args.iter().map(String::as_str).chain(more.iter().copied()).collect();
            gazette(folder.series(), &args).code(code);
        };
        ends(&good, &["--deny", "warnings"], "2024-01", 0);
        ends(&warned, &[], "2024-01", 0);
        ends(&warned, &["--deny", "warnings"], "2024-01", 1);
        ends(&wrong, &[], "2024-01", 1);
        ends(&good, &[], "2024-09", 2);
    };
    ["build", "check", "toc"].iter().for_each(|command| check(command, "human"));
    FORMATS.iter().for_each(|format| check("toc", format));
    for command in ["build", "check", "toc"] {
        gazette(good.series(), &[command]).code(2);
        gazette(good.series(), &[command, "2024-01", "--format", "xml"]).code(2);
    }
}

#[test]
fn a_denied_warning_stays_a_warning() {
    let folder = Folder::new().put("2024-01/old.txt", "x");
    let args = ["check", "2024-01", "--deny", "warnings"];
    let run = sarif(&folder, &args, 1);
    assert_eq!((&run["results"][0]["level"], &run["invocations"][0]["exitCode"]), (&json!("warning"), &json!(1)));
    let printed = stderr(&folder, &[&args[..], &["--format", "github"]].concat(), 1);
    assert!(printed.starts_with("::warning "), "{printed}");
}

#[test]
fn a_sarif_document_is_the_same_whatever_ran_before() {
    let folder = wrong();
    let document = || stderr(&folder, &["check", "2024-01", "--format", "sarif"], 1);
    assert_eq!(document(), document());
    assert!(!document().contains(root().to_str().unwrap()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_cannot_be_printed_ends_with_2() {
    let program =
        format!("'{}' check 2024-01 --format sarif 2>/dev/full", snapbox::cmd::cargo_bin!("gazette").display());
    let folder = Folder::new();
    let output = snapbox::cmd::Command::new("bash").current_dir(folder.series()).args(["-c", &program]).assert();
    output.code(2);
}
