//! What befalls a build: it is killed, disks are full, others write at the same time. The former edition is whole or the new one is.

mod files;
mod names;
mod surroundings;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use gazette::artefact::{Artefacts, write};
use snapbox::cmd::cargo_bin;

use crate::support::{Folder, document, gazette, text};

/// The names of what lies in a folder.
fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The files of an edition as they are on the disk.
fn files(edition: &Path) -> Artefacts {
    names(edition).into_iter().map(|name| (name.clone(), fs::read(edition.join(name)).unwrap())).collect()
}

/// An edition of this many files that all have one text, and a manifest.
fn edition(contents: &str, files: usize) -> Artefacts {
    let digest: String =
        <sha2::Sha256 as sha2::Digest>::digest(contents).iter().map(|byte| format!("{byte:02x}")).collect();
    let names: Vec<String> = (0..files).map(|at| format!("{at}.html")).collect();
    let listed: Vec<_> = names.iter().map(|name| serde_json::json!({ "file": name, "sha256": digest })).collect();
    let manifest = serde_json::json!({ "files": listed }).to_string().into_bytes();
    let pages = names.into_iter().map(|name| (name, contents.as_bytes().to_vec()));
    pages.chain([("manifest.json".to_owned(), manifest)]).collect()
}

/// Starts the program, whose lines on standard error are read by the caller.
fn start(folder: &Path, args: &[&str]) -> Child {
    let mut command = Command::new(cargo_bin!("gazette"));
    command.current_dir(folder).args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Whether the folders of the file system at this path can take each other's place.
#[cfg(target_os = "linux")]
fn can_swap(folder: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let [one, other] = ["one", "other"].map(|name| folder.join(name));
    [&one, &other].iter().for_each(|path| fs::create_dir(path).unwrap());
    let swapped = renameat_with(CWD, &one, CWD, &other, RenameFlags::EXCHANGE).is_ok();
    [&one, &other].iter().for_each(|path| fs::remove_dir(path).unwrap());
    swapped
}

#[test]
fn a_build_that_is_killed_leaves_the_former_edition_or_the_new_one_and_the_next_clears_up() {
    let folder = Folder::new();
    gazette(folder.series(), &["build", "2024-01"]).success();
    let out = folder.series().join("dist");
    let former = files(&out.join("2024-01"));
    let folder = folder.put("2024-01/a.md", document("另一段正文。\n"));
    gazette(folder.series(), &["build", "2024-01", "--out", "new"]).success();
    let new = files(&folder.series().join("new/2024-01"));
    // Each step tells a line at its end; behind the last one the files are written.
    for lines in 0..=4 {
        let mut child = start(folder.series(), &["build", "2024-01", "--verbose"]);
        let mut told = BufReader::new(child.stderr.take().unwrap()).lines();
        assert_eq!(told.by_ref().take(lines).count(), lines);
        child.kill().unwrap();
        child.wait().unwrap();
        let left = files(&out.join("2024-01"));
        assert!(left == former || left == new, "after {lines} lines");
    }
    gazette(folder.series(), &["build", "2024-01"]).success();
    assert!(files(&out.join("2024-01")) == new);
    assert_eq!(names(&out), ["2024-01"]);
}

#[cfg(target_os = "linux")]
#[test]
fn there_is_an_edition_at_every_moment() {
    let out = tempfile::tempdir().unwrap();
    if !can_swap(out.path()) {
        eprintln!("not tested: the folders of this file system cannot take each other's place");
        return;
    }
    let target = write(out.path(), "2024-01", &edition("0", 1)).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for version in 1..100 {
                write(out.path(), "2024-01", &edition(&version.to_string(), 1)).unwrap();
            }
        });
        while !writer.is_finished() {
            assert!(target.join("manifest.json").is_file());
        }
    });
    assert_eq!(names(out.path()), ["2024-01"]);
}

#[test]
fn what_is_changed_after_it_was_read_is_of_the_next_build() {
    let folder = Folder::new();
    let whole = folder.edition().artefacts;
    let mut child = start(folder.series(), &["build", "2024-01", "--verbose"]);
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(told.next().unwrap().unwrap().contains("2024-01"), "it has been read");
    let folder = folder.put("2024-01/issue.toml", "").without("2024-01/a.md");
    assert!(child.wait().unwrap().success());
    assert!(files(&folder.series().join("dist/2024-01")) == whole);
}

#[test]
fn two_builds_of_one_issue_at_once_are_both_good_and_one_of_them_stays() {
    let other = Folder::with_body("另一段正文。\n");
    let folder = Folder::new();
    let out = folder.series().join("dist");
    let whole: Vec<Artefacts> = [&folder, &other].iter().map(|folder| folder.edition().artefacts).collect();
    let builds = [&folder, &other, &folder, &other];
    let builds = builds.map(|folder| start(folder.series(), &["build", "2024-01", "--out", out.to_str().unwrap()]));
    for build in builds {
        let output = build.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    assert!(whole.contains(&files(&out.join("2024-01"))));
    assert_eq!(names(&out), ["2024-01"]);
}

#[test]
fn many_editions_written_at_once_are_never_mixed() {
    let out = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let out = out.path();
            scope.spawn(move || {
                for round in 0..5 {
                    let mine = edition(&format!("{writer} {round}"), 3);
                    write(out, "2024-01", &mine).unwrap();
                    write(out, &format!("2024-0{}", 2 + writer), &mine).unwrap();
                }
            });
        }
    });
    let whole: Vec<_> = (0..4).map(|writer| edition(&format!("{writer} 4"), 3)).collect();
    assert!(whole.contains(&files(&out.path().join("2024-01"))));
    for (writer, own) in whole.iter().enumerate() {
        assert!(files(&out.path().join(format!("2024-0{}", 2 + writer))) == *own);
    }
    assert_eq!(names(out.path()), ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]);
}

#[cfg(unix)]
#[test]
fn an_edition_that_is_verified_while_it_is_built_is_of_one_build() {
    let folder = Folder::new();
    let out = folder.series().join("dist");
    let editions = [folder.edition(), Folder::with_body("另一段正文。\n").edition()].map(|edition| edition.artefacts);
    let target = write(&out, "2024-01", &editions[0]).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for round in 1..=12 {
                write(&out, "2024-01", &editions[round % 2]).unwrap();
            }
        });
        while !writer.is_finished() {
            let mut diagnostics = gazette::diag::Diagnostics::default();
            let read = gazette::artefact::Read::of(&target, "dist/2024-01", &mut diagnostics).unwrap();
            assert_eq!(diagnostics.counts(), (0, 0), "{:?}", diagnostics.sorted());
            assert!(editions.iter().any(|edition| read.built.as_ref().unwrap().files["a.html"] == edition["a.html"]));
        }
    });
}

#[test]
fn two_locks_at_once_are_both_good_and_one_of_them_stays() {
    let folder = Folder::new();
    for lock in [(); 3].map(|()| start(folder.series(), &["lock", "2024-01"])) {
        let output = lock.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    assert_eq!(names(&folder.issue()), ["a.md", "issue.lock", "issue.toml"]);
    gazette(folder.series(), &["check", "2024-01", "--locked", "--deny", "warnings"]).success();
}

#[cfg(unix)]
#[test]
fn what_a_killed_build_left_is_cleared_and_what_others_have_is_not() {
    let out = tempfile::tempdir().unwrap();
    let put = |name: &str| {
        fs::create_dir_all(out.path().join(name).join("fresh")).unwrap();
        fs::write(out.path().join(name).join("fresh/a.html"), "x").unwrap();
    };
    let (dead, alive) = (".gazette-2024-01~aBc123", ".gazette-2024-01~Def456");
    let others =
        [".gazette-2024-01~backup1", ".gazette-2024-01-a~aBc123", ".gazette-2024-02~aBc123", ".2024-01-backup"];
    others.iter().chain([&dead, &alive]).for_each(|name| put(name));
    let held = File::open(out.path().join(alive)).unwrap();
    held.lock().unwrap();
    let write = || write(out.path(), "2024-01", &edition("1", 1)).unwrap();
    write();
    let mut left: Vec<&str> = others.iter().chain([&alive, &"2024-01"]).copied().collect();
    left.sort();
    assert_eq!(names(out.path()), left);
    assert!(out.path().join(alive).join("fresh/a.html").is_file());
    drop(held);
    write();
    left.retain(|name| *name != alive);
    assert_eq!(names(out.path()), left);
}

#[test]
fn an_edition_that_a_killed_build_took_away_is_put_back_by_the_next_good_or_not() {
    // On file systems whose folders cannot take each other's place there is a moment between two steps.
    let folder = Folder::new();
    gazette(folder.series(), &["build", "2024-01"]).success();
    let out = folder.series().join("dist");
    let (target, away) = (out.join("2024-01"), out.join(".gazette-2024-01~away"));
    let former = files(&target);
    for args in [["build", "2024-01"], ["build", "2024-02"]] {
        let folder = Folder::with_body("<b>\n").put("2024-02/issue.toml", "");
        fs::rename(&target, &away).unwrap();
        gazette(folder.series(), &[&args[..], &["--out", out.to_str().unwrap()]].concat()).code(1);
        assert_eq!(target.exists(), args[1] == "2024-01", "only the issue that is built is put back");
        if !target.exists() {
            fs::rename(&away, &target).unwrap();
        }
        assert!(files(&target) == former);
        assert_eq!(names(&out), ["2024-01"]);
    }
    fs::rename(&target, &away).unwrap();
    gazette(folder.series(), &["build", "2024-01"]).success();
    assert!(files(&target) == former);
    assert_eq!(names(&out), ["2024-01"]);
}

#[test]
fn an_edition_that_was_replaced_and_not_deleted_is_deleted_by_the_next_build() {
    let out = tempfile::tempdir().unwrap();
    let away = out.path().join(".gazette-2024-01~away");
    fs::rename(write(out.path(), "2024-01", &edition("1", 2)).unwrap(), &away).unwrap();
    fs::create_dir(out.path().join("2024-01")).unwrap();
    write(out.path(), "2024-01", &edition("2", 2)).unwrap();
    assert_eq!(names(out.path()), ["2024-01"]);
    fs::create_dir(&away).unwrap();
    fs::write(away.join("notes.docx"), "mine").unwrap();
    let error = write(out.path(), "2024-01", &edition("3", 2)).unwrap_err().to_string();
    assert!(error.contains("~away` holds `notes.docx`, which no build wrote"), "{error}");
    assert!(files(&out.path().join("2024-01")) == edition("2", 2));
}

#[cfg(target_os = "linux")]
#[test]
fn an_edition_can_lie_on_another_file_system() {
    use std::os::unix::fs::MetadataExt;

    let folder = Folder::new();
    let device = |path: &Path| fs::metadata(path).ok().map(|data| data.dev());
    let memory = Path::new("/dev/shm");
    if device(memory).is_none() || device(memory) == device(folder.series()) {
        eprintln!("not tested: there is no other file system at /dev/shm");
        return;
    }
    let other = tempfile::tempdir_in(memory).unwrap();
    std::os::unix::fs::symlink(other.path(), folder.series().join("dist")).unwrap();
    let whole = folder.edition().artefacts;
    for args in [&["build", "2024-01"][..], &["build", "2024-01", "--out", other.path().to_str().unwrap()]] {
        gazette(folder.series(), args).success();
        gazette(folder.series(), args).success();
        assert!(files(&other.path().join("2024-01")) == whole);
        assert_eq!(names(other.path()), ["2024-01"]);
        fs::remove_dir_all(other.path().join("2024-01")).unwrap();
    }
    assert!(folder.series().join("dist").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_keeps_the_former_edition_and_nothing_else() {
    let folder = Folder::new();
    gazette(folder.series(), &["build", "2024-01"]).success();
    let out = folder.series().join("dist");
    let former = files(&out.join("2024-01"));
    let folder = folder.put("2024-01/a.md", document("另一段正文。\n"));
    // No file may be larger than 4 KiB, as if there were no more room; the largest one is the PDF.
    let limited = |commands: &str| {
        let line =
            format!("{commands} ulimit -f 4; exec '{}' --lang en build 2024-01", cargo_bin!("gazette").display());
        Command::new("bash").current_dir(folder.series()).args(["-c", &line]).output().unwrap()
    };
    let output = limited("trap '' XFSZ;");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let told = crate::support::without_progress(&output.stderr);
    assert_eq!(told, "error: cannot write into `dist`: the system takes no file that large\n");
    assert!(files(&out.join("2024-01")) == former);
    assert_eq!(names(&out), ["2024-01"]);
    // Without the trap, the system kills the program in the middle of a file.
    assert_eq!(limited("").status.code(), None);
    assert!(files(&out.join("2024-01")) == former);
    gazette(folder.series(), &["build", "2024-01"]).success();
    assert_eq!(names(&out), ["2024-01"]);
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_printed_are_no_success() {
    let folder = Folder::new();
    gazette(folder.series(), &["build", "2024-01"]).success();
    for line in [
        "build 2024-01",
        "check 2024-01",
        "lock 2024-01",
        "toc 2024-01",
        "toc 2024-01 --json",
        "verify dist/2024-01",
        "explain",
        "explain bad-name",
        "fonts",
        "fonts 2024-01",
        "doctor 2024-01",
        "fmt 2024-01",
        "schema issue",
        "completions bash",
        "man",
        "man build",
        "--help",
        "help build",
        "--version",
    ] {
        let line = format!("'{}' --lang en {line} >/dev/full", cargo_bin!("gazette").display());
        let output = Command::new("bash").current_dir(folder.series()).args(["-c", &line]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{line}: {output:?}");
        assert!(!text(&output.stderr).contains("panicked"), "{line}: {output:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = Folder::new().put("file", "x");
    for (out, why) in [
        ("file", "there is one already"),
        ("file/dist", "this is no folder"),
        ("/proc/dist", "there is no such file or folder"),
    ] {
        let told = gazette(folder.series(), &["--lang", "en", "build", "2024-01", "--out", out]).code(2);
        let told = text(&told.get_output().stderr);
        assert!(told.starts_with(&format!("error: cannot write into `{out}`: {why}")), "{told}");
    }
}
