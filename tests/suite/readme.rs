//! Every example of the README is run as printed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use snapbox::cmd::OutputAssert;

use crate::support::{gazette, root, text};

/// A fenced block.
pub(crate) struct Example {
    /// The file it stands for.
    file: Option<String>,
    /// The file of which it is a part.
    pub(crate) within: Option<String>,
    language: String,
    /// Its lines.
    pub(crate) text: String,
}

pub(crate) fn examples() -> Vec<Example> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut examples: Vec<Example> = Vec::new();
    let (mut file, mut within, mut open) = (None, None, false);
    for line in readme.lines() {
        if let Some(path) = line.strip_prefix("<!-- file: ") {
            file = Some(path.trim_end_matches(" -->").to_owned());
        } else if let Some(path) = line.strip_prefix("<!-- in: ") {
            within = Some(path.trim_end_matches(" -->").to_owned());
        } else if let Some(language) = line.strip_prefix("```") {
            open = !open;
            if open {
                let language = language.to_owned();
                examples.push(Example { file: file.take(), within: within.take(), language, text: String::new() });
            }
        } else if open {
            let text = &mut examples.last_mut().unwrap().text;
            text.push_str(line);
            text.push('\n');
        }
    }
    examples
}

/// Runs a command line of the README and returns its results, which must be good.
fn run(folder: &Path, line: &str) -> String {
    let output = call(folder, line).success().get_output().clone();
    let told = text(&output.stderr);
    if ["gazette build issues/2025-01", "gazette build gongbao/2024-01"].contains(&line) {
        // Of what `new` and `add` have put there, as the README says.
        let codes: BTreeSet<&str> =
            told.lines().filter_map(|line| line.strip_prefix("warning[")?.split(']').next()).collect();
        assert!(codes.contains("example-left") && codes.is_subset(&["example-left", "same-number"].into()), "{told}");
    } else {
        assert_eq!(told, "", "{line}");
    }
    text(&output.stdout)
}

/// Runs a command line of the README and returns its findings, since the issue is wrong.
fn run_wrong(folder: &Path, line: &str) -> String {
    let output = call(folder, line).code(1).get_output().clone();
    assert_eq!(text(&output.stdout), "", "{line}");
    text(&output.stderr)
}

fn call(folder: &Path, line: &str) -> OutputAssert {
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words[0], "gazette", "{line}");
    gazette(folder, &words[1..])
}

/// Whether a command printed what the README says, where `…` on a line of its own stands for lines that are left out.
fn is_as(printed: &str, expected: &str) -> bool {
    let mut parts = expected.split("…\n");
    let Some(mut rest) = parts.next().and_then(|first| printed.strip_prefix(first)) else { return false };
    for part in parts {
        let Some(at) = rest.find(&format!("\n{part}")) else { return false };
        rest = &rest[at + 1 + part.len()..];
    }
    rest.is_empty()
}

#[test]
fn the_example_issue_is_good_and_the_commands_print_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let mut commands = 0;
    for example in examples() {
        if let Some(file) = &example.file {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &example.text).unwrap();
        }
        let run = match example.language.as_str() {
            "console" => run,
            "console wrong" => run_wrong,
            _ => continue,
        };
        for entry in example.text.split("$ ").skip(1) {
            let (line, expected) = entry.split_once('\n').unwrap();
            let printed = run(folder.path(), line);
            assert!(expected.is_empty() || is_as(&printed, expected), "{line} printed\n{printed}");
            commands += 1;
        }
    }
    assert_eq!(commands, 27);
    for name in ["2024-03.pdf", "index.html", "zhengfa-06.html", "gazette.css", "report.json"] {
        assert!(folder.path().join("dist/2024-03").join(name).is_file(), "{name}");
    }
}

#[test]
fn the_two_commands_are_those_that_ci_runs() {
    let example = examples().into_iter().find(|example| example.language == "sh").unwrap();
    let [build, test] = example.text.lines().collect::<Vec<_>>()[..] else { panic!("two commands") };
    let script = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(script.lines().any(|line| line == test), "{test} is not in .ci/run");
    let out = tempfile::tempdir().unwrap();
    let line =
        format!("gazette {} --out {}", build.strip_prefix("cargo run --release -- ").unwrap(), out.path().display());
    run(root(), &line);
    assert!(out.path().join("2024-02/2024-02.pdf").is_file());
}

/// Keys that hold a table, which is explained by its keys.
const TABLES: [&str; 11] =
    ["cover", "back-cover", "layout", "sizes", "fonts", "site", "press", "archive", "limits", "colophon", "web"];

#[test]
fn every_key_is_explained() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let sources = ["series", "cover", "layout", "site", "press", "archive", "limits", "issue", "front_matter", "web"]
        .map(|name| format!("src/manifest/{name}.rs"));
    let mut keys = 0;
    for source in sources {
        let source = fs::read_to_string(root().join(source)).unwrap();
        for raw in source.split("#[serde(deny_unknown_fields").skip(1) {
            let name = raw.split("struct ").nth(1).unwrap().split("Toml").next().unwrap();
            let table = match name {
                "Layout" => "layout.",
                "Cover" => "cover.",
                "BackCover" => "back-cover.",
                "Sizes" => "sizes.",
                "Fonts" => "fonts.",
                "Site" => "site.",
                "Press" => "press.",
                "Archive" => "archive.",
                "Limits" => "limits.",
                "Section" => "sections.",
                "Colophon" => "colophon.",
                "Signatory" => "signatories.",
                "Web" => "web.",
                "Series" | "Issue" | "FrontMatter" => "",
                other => panic!("the table of {other} is not known to this test"),
            };
            for line in raw.lines().take_while(|line| *line != "}").filter(|line| line.starts_with("    ")) {
                if line.trim().starts_with(['/', '#']) {
                    continue;
                }
                let key = line.trim().split(':').next().unwrap().replace('_', "-");
                let row = if TABLES.contains(&key.as_str()) {
                    format!("\n| `{key}.")
                } else {
                    format!("\n| `{table}{key}` |")
                };
                assert!(readme.contains(&row), "{row}");
                keys += 1;
            }
        }
    }
    assert_eq!(keys, 24 + 3 + 3 + 6 + 13 + 5 + 9 + 3 + 1 + 3 + 7 + 2 + 21 + 3 + 4 + 8);
}

#[test]
fn every_command_and_option_is_explained() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = text(&gazette(root(), &["--help"]).success().get_output().stdout);
    let commands = help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    for command in commands.map(|line| line.split_whitespace().next().unwrap()) {
        assert!(readme.contains(&format!("`gazette {command}")), "{command}");
    }
    let starting = [
        "--date",
        "--series",
        "--name",
        "--sponsor",
        "--yes",
        "--section",
        "--number",
        "--title",
        "--issuer",
        "--file",
    ];
    let others = [
        "--out",
        "--json",
        "--locked",
        "--reproducible",
        "--check",
        "--deny warnings",
        "--format FORMAT",
        "--lang LANGUAGE",
    ];
    for option in starting.into_iter().chain(others) {
        assert!(readme.contains(option), "{option}");
    }
    let formats = help.split("--format <FORMAT>").nth(1).unwrap();
    let formats = formats.split("[default").next().unwrap().lines().filter_map(|line| line.trim().strip_prefix("- "));
    let formats: Vec<&str> = formats.map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(formats.len(), 5);
    for format in formats {
        assert!(readme.contains(&format!("\n| `{format}` |")), "{format}");
    }
}
