//! What lies in place of the files that an issue is made of: pipes, folders, nothing, what may not be read; and what changes while
//! it is read.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use gazette::diag::Diagnostics;
use gazette::source::IssueDir;

use crate::support::{Folder, document, gazette, issue, text};

const NO_SERIES: &str = "2024-01:1:1 error no-series: there is no `gazette.toml` in the folder above this issue";

#[test]
fn files_that_are_saved_while_they_are_read_are_of_one_moment() {
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md", "z.md"]));
    let save = |name: &str, version: usize| {
        let fresh = folder.series().join("fresh");
        fs::write(&fresh, format!("{version}")).unwrap();
        fs::rename(fresh, folder.issue().join(name)).unwrap();
    };
    let both = |version| ["a.md", "z.md"].into_iter().for_each(|name| save(name, version));
    both(0);
    // To read what lies between the two takes a while.
    fs::write(folder.issue().join("m.png"), vec![0; 4 << 20]).unwrap();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for version in 1.. {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                both(version);
                // Between two saves there is time to read.
                (0..30).for_each(|_| drop(fs::read_dir(folder.issue()).unwrap()));
            }
        });
        for _ in 0..100 {
            let mut diagnostics = Diagnostics::default();
            // That they do not come to rest may be.
            let Ok(dir) = IssueDir::read(&folder.issue(), &mut diagnostics) else { continue };
            let [a, z] = ["a.md", "z.md"].map(|name| dir.texts[name].text().parse::<usize>().unwrap());
            if a != z && a != z + 1 {
                is_over.store(true, Ordering::Relaxed);
                panic!("`a.md` is of save {a}, `z.md` of save {z}");
            }
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

#[cfg(unix)]
#[test]
fn pipes_in_place_of_files_are_not_waited_for() {
    let pipe = |folder: &Folder, path: &str| {
        let path = folder.series().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    let finds = |path: &str, expected: &[&str]| {
        let folder = Folder::new();
        pipe(&folder, path);
        assert_eq!(folder.findings(), expected, "{path}");
    };
    finds(
        "2024-01/a.md",
        &[
            "a.md:1:1 warning unused-file: no document uses `a.md`",
            "issue.toml:7:14 error document-absent: the document `a.md` is not in the folder",
        ],
    );
    finds("2024-01/issue.toml", &["2024-01:1:1 error no-issue: there is no `issue.toml` in this folder"]);
    finds("gazette.toml", &[NO_SERIES]);
    finds("2024-01/issue.lock", &["issue.lock:1:1 warning unused-file: no document uses `issue.lock`"]);
    finds("2024-01/images/a.png", &["images/a.png:1:1 warning unused-file: no document uses `images/a.png`"]);
    finds("images/a.png", &[]);
    finds("templates/base.typ", &["templates/base.typ:1:1 warning unused-file: `base.typ` is not a template"]);
    finds("fonts/a.otf", &[]);
}

#[test]
fn folders_in_place_of_files_are_told() {
    let finds = |path: &str, expected: &[&str]| {
        let folder = Folder::new();
        let path = folder.series().join(path);
        let _ = fs::remove_file(&path);
        fs::create_dir_all(&path).unwrap();
        assert_eq!(folder.findings(), expected, "{path:?}");
    };
    finds("2024-01/a.md", &["issue.toml:7:14 error document-absent: the document `a.md` is not in the folder"]);
    finds("2024-01/issue.toml", &["2024-01:1:1 error no-issue: there is no `issue.toml` in this folder"]);
    finds("gazette.toml", &[NO_SERIES]);
    finds("2024-01/issue.lock", &[]);
    finds("fonts/a.otf", &[]);
    finds("templates/base.typ", &[]);
}

#[test]
fn empty_files_are_told() {
    for (path, expected) in [
        ("2024-01/a.md", "a.md:1:1 error no-front-matter: the document has no front matter"),
        ("2024-01/issue.toml", "issue.toml:1:1 error missing-key: the key `date` is missing"),
        ("gazette.toml", "gazette.toml:1:1 error missing-key: the key `name` is missing"),
    ] {
        let findings = Folder::new().put(path, "").findings();
        assert_eq!(findings.first().map(String::as_str), Some(expected), "{path}");
    }
    // The first template that misses something of it is named.
    let found = Folder::new().put("templates/base.typ", "").findings().remove(0);
    let lacks = ["templates/", " error typesetting: unknown variable: "];
    assert!(found.starts_with(lacks[0]) && found.contains(lacks[1]), "{found}");
    // A font without faces and a style sheet without rules do no harm.
    Folder::new().put("fonts/a.otf", "").put("templates/gazette.css", "").edition();
}

#[test]
fn a_document_far_below_is_told() {
    let below = "甲/".repeat(100);
    let folder = Folder::new().put(&format!("2024-01/{below}b.md"), document("正文。\n"));
    assert_eq!(folder.findings(), [format!("{below}b.md:1:1 warning unused-file: no document uses `{below}b.md`")]);
}

#[cfg(target_os = "linux")]
#[test]
fn folders_deeper_than_the_system_names_them_are_told() {
    let folder = Folder::new();
    let mut deep = folder.issue();
    let name = "甲".repeat(80);
    // Each is made from within the one above: a path of more than 4096 bytes cannot be named.
    let line = format!("for at in $(seq 20); do mkdir {name} && cd {name} || exit 1; done; echo x >b.md");
    assert!(std::process::Command::new("bash").current_dir(&deep).args(["-c", &line]).status().unwrap().success());
    let told = gazette(folder.series(), &["--lang", "en", "check", "2024-01"]).code(2);
    let told = text(&told.get_output().stderr);
    assert!(told.starts_with("error: cannot read the folder `2024-01`: "), "{told}");
    // What removes the folder of the test names paths too.
    deep.push(&name);
    assert!(std::process::Command::new("rm").arg("-r").arg(Path::new(&deep)).status().unwrap().success());
}
