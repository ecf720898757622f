//! Where the time goes, as `--timings` tells it: the steps of each issue, and how often what is printed is laid out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, document, gazette, issue, text};

/// The files of an edition.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let file = |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap());
    fs::read_dir(folder).unwrap().map(|entry| file(entry.unwrap())).collect()
}

/// The events of a trace.
fn events(folder: &Folder) -> Vec<Value> {
    let trace = fs::read_to_string(folder.series().join("trace.json")).unwrap();
    serde_json::from_str(&trace).unwrap()
}

#[test]
fn a_trace_has_the_steps_of_each_issue_and_the_edition_nothing_of_it() {
    let folder =
        Folder::new().put("2024-02/issue.toml", issue(&["a.md"])).put("2024-02/a.md", document("第2期正文。\n"));
    gazette(folder.series(), &["build", "2024-01", "--out", "untimed"]).code(0);
    let told = gazette(folder.series(), &["build", "2024-01", "2024-02", "--timings", "trace.json"]).code(0);
    assert_eq!(text(&told.get_output().stderr), "");
    assert!(files(&folder.series().join("untimed/2024-01")) == files(&folder.series().join("dist/2024-01")));
    let events = events(&folder);
    // Within each thread what began last ends first.
    let mut open: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for event in &events {
        let (name, open) = (event["name"].as_str().unwrap(), open.entry(event["tid"].as_u64().unwrap()).or_default());
        assert!(event["ts"].is_f64());
        if event["ph"] == "B" {
            if let [issue] = open[..] {
                below.entry(issue).or_default().push(name);
            }
            open.push(name);
        } else {
            assert_eq!(open.pop(), Some(name));
        }
    }
    assert!(open.values().all(Vec::is_empty));
    let steps = [
        "read",
        "compare with the former edition",
        "read faces",
        "read documents",
        "look for glyphs",
        "settle the issue",
        "take up templates",
        "lay out",
        "find turns",
        "check pages",
        "further editions",
        "write the PDF",
        "read the PDF",
        "write web pages",
        "write machine forms",
        "prove further editions",
        "prove",
        "further editions",
        "prove the press edition",
        "list files",
        "write files",
    ];
    for issue in ["2024-01", "2024-02"] {
        // Pages of documents may be written and passages measured on another thread, the page of the contents never.
        let mut found = below[issue].clone();
        found.retain(|step| *step != "measure passages");
        found.dedup();
        assert_eq!(found, steps, "{issue}");
    }
    assert!(events.iter().any(|event| event["name"] == "measure passages"));
    assert!(events.iter().any(|event| event["args"]["file"] == "templates/paged.typ" && event["args"]["line"] != 0));
    let told = gazette(folder.series(), &["check", "2024-01", "--timings", "nowhere/trace.json"]).code(2);
    let stderr = text(&told.get_output().stderr);
    assert!(stderr.starts_with("error: cannot write `nowhere/trace.json`"), "{stderr}");
}

#[test]
fn contents_of_several_pages_take_no_third_round_of_layout() {
    let names: Vec<String> = (1..=60).map(|number| format!("d{number:02}.md")).collect();
    let listed: Vec<&str> = names.iter().map(String::as_str).collect();
    let folder = Folder::new().put("2024-01/issue.toml", issue(&listed));
    let folder = names.iter().fold(folder, |folder, name| folder.put(&format!("2024-01/{name}"), document("正文。\n")));
    fs::remove_file(folder.series().join("2024-01/a.md")).unwrap();
    gazette(folder.series(), &["check", "2024-01", "--timings", "trace.json"]).code(0);
    let events = events(&folder);
    let rounds = |name: &str| events.iter().filter(|event| event["name"] == name && event["ph"] == "B").count();
    // Each web page takes one or two.
    assert!(rounds("iter (1)") > 60);
    assert_eq!(rounds("iter (3)"), 0);
}
