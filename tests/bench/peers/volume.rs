//! Issues of any size made of the documents of the printed one.

use std::fs;
use std::path::{Path, PathBuf};

/// The printed issue with each document so many times, under numbers of their own; the folder of the issue.
pub(crate) fn copies(series: &Path, copies: usize) -> PathBuf {
    let printed = Path::new(env!("CARGO_MANIFEST_DIR")).join("issues");
    let settings = fs::read_to_string(printed.join("gazette.toml")).expect("it can be read");
    // Thousands of pages are more than is meant by an issue.
    let settings = settings + "\n[limits]\nlines = 500000\ncells = 500000\n";
    fs::write(series.join("gazette.toml"), settings).expect("it can be written");
    let (issue, read) = (series.join("2024-02"), |name: &str| {
        fs::read_to_string(printed.join("2024-02").join(name)).expect("it can be read")
    });
    fs::create_dir(&issue).expect("a folder can be made");
    let mut list: toml::Table = read("issue.toml").parse().expect("it is TOML");
    for section in list["sections"].as_array_mut().expect("sections are a list") {
        let documents = section["documents"].as_array_mut().expect("documents are a list");
        let names: Vec<String> = documents.iter().filter_map(|name| Some(name.as_str()?.to_owned())).collect();
        documents.clear();
        for copy in 0..copies {
            for name in &names {
                let file = format!("{}-{:03}.md", name.trim_end_matches(".md"), copy + 1);
                fs::write(issue.join(&file), numbered(&read(name), copy)).expect("it can be written");
                documents.push(file.into());
            }
        }
    }
    fs::write(issue.join("issue.toml"), list.to_string()).expect("it can be written");
    issue
}

/// The same document under the number of another one.
fn numbered(text: &str, copy: usize) -> String {
    let (before, after) = text.split_once('〕').expect("it has a number");
    let (number, after) = after.split_once('号').expect("it has a number");
    let number: usize = number.parse().expect("it has a number");
    format!("{before}〕{}号{after}", number + copy * 10)
}

/// An issue of one document with a table of so many rows of six columns, as the printed issue has them.
pub(crate) fn one_table(series: &Path, rows: usize) -> PathBuf {
    let issue = copies(series, 1);
    let name = issue.join("zhengzi-02-001.md");
    let text = fs::read_to_string(&name).expect("it can be read");
    let (head, _) = text.split_once("\n| 1 |").expect("it has a table");
    let row = |row: usize| format!("\n| {} | 税郭镇 | {} | 15 | 15 | {} |", row + 1, row % 97, row % 97 + 30);
    fs::write(name, head.to_owned() + &(0..rows).map(row).collect::<String>() + "\n").expect("it can be written");
    issue
}

/// So many issues of one series, each the printed one under a number of its own; the names of their folders.
pub(crate) fn issues(series: &Path, issues: usize) -> Vec<String> {
    let printed = copies(series, 1);
    let name = |number: usize| format!("i{number:03}");
    for number in 1..=issues {
        let folder = series.join(name(number));
        fs::create_dir(&folder).expect("a folder can be made");
        for entry in fs::read_dir(&printed).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            let file = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("it can be read");
            let text = if file.ends_with(".md") { numbered(&text, number) } else { text };
            let text = text.replace("number = 2\n", &format!("number = {number}\n"));
            fs::write(folder.join(file), text).expect("it can be written");
        }
    }
    (1..=issues).map(name).collect()
}
