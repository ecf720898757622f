//! Names of files that are not the same on every system: taken apart (NFD), or not in UTF-8.

use crate::support::{Folder, document, gazette, issue, text};

/// `é` taken apart, and `が`.
const APART: [&str; 2] = ["e\u{301}", "か\u{3099}"];

#[test]
fn a_document_whose_name_is_taken_apart_is_told_from_one_that_is_missing() {
    for (composed, apart) in ["é", "が"].into_iter().zip(APART) {
        let apart_name = format!("{apart}.md");
        let at = |folder: &Folder| folder.findings();
        let folder = |listed: &str, file: &str| {
            let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md", listed]));
            folder.put(&format!("2024-01/{file}"), document("正文。\n"))
        };
        let composed_name = format!("{composed}.md");
        assert_eq!(at(&folder(&composed_name, &composed_name)), Vec::<String>::new());
        let refused = format!("{apart_name}:1:1 error bad-name: the file's name is not in composed form (Unicode NFC)");
        assert_eq!(at(&folder(&composed_name, &apart_name)), std::slice::from_ref(&refused));
        let absent =
            |name: &str| format!("issue.toml:7:22 error document-absent: the document `{name}` is not in the folder");
        let findings = at(&folder(&apart_name, &apart_name));
        assert!(findings.contains(&refused) && findings.contains(&absent(&apart_name)), "{findings:?}");
        let folder = folder(&apart_name, &composed_name);
        assert!(at(&folder).contains(&absent(&apart_name)), "{:?}", at(&folder));
        let told = gazette(folder.series(), &["check", "2024-01", "--lang", "en"]).code(1);
        let told = text(&told.get_output().stderr);
        assert!(told.contains("help: type the name anew: as it is here, letters and their marks are apart"), "{told}");
    }
}

#[test]
fn a_picture_whose_name_is_taken_apart_is_told_from_one_that_is_missing() {
    let png = std::fs::read(crate::support::root().join("README.png")).unwrap();
    let folder = |named: &str, file: &str| {
        let folder = Folder::with_body(&format!("正文。\n\n![甲](images/{named}.png)\n"));
        folder.put(&format!("2024-01/images/{file}.png"), &png)
    };
    let refused = "images/e\u{301}.png:1:1 error bad-name: the file's name is not in composed form (Unicode NFC)";
    assert_eq!(folder("é", "é").findings(), Vec::<String>::new());
    assert_eq!(folder("é", APART[0]).findings(), [refused]);
    let absent = "a.md:7:1 error picture-absent: the picture `images/e\u{301}.png` is not in the issue folder";
    let findings = folder(APART[0], "é").findings();
    assert!(findings.contains(&absent.to_owned()), "{findings:?}");
}

#[cfg(target_os = "linux")]
mod not_text {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use snapbox::cmd::{Command, cargo_bin};

    use super::*;

    /// 公报 in GB 18030, with an end of UTF-8.
    fn name(end: &str) -> Vec<u8> {
        [b"\xb9\xab\xb1\xa8", end.as_bytes()].concat()
    }

    fn put(folder: &Path, end: &str, contents: impl AsRef<[u8]>) {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(OsStr::from_bytes(&name(end))), contents).unwrap();
    }

    #[test]
    fn files_whose_names_are_in_gb_18030_are_told_and_none_is_taken_for_another() {
        let folder = Folder::new();
        for end in [".md", ".png", ".docx"] {
            put(&folder.issue(), end, document("正文。\n"));
        }
        // It is shown in the same way, and is another file.
        fs::write(folder.issue().join(OsStr::from_bytes(b"\xb9\xab\xb9\xab.md")), document("甲。\n")).unwrap();
        put(&folder.series().join("images"), ".png", "x");
        put(&folder.series().join("templates"), ".typ", "x");
        let findings = folder.findings();
        let told: Vec<&str> =
            findings.iter().filter_map(|found| found.split_once(" error bad-name: ")).map(|it| it.1).collect();
        let name =
            |name: &str| format!("the file's name is in GB 18030 (GBK), where it reads `{name}`; it has to be UTF-8");
        let expected = ["公报.docx", "公公.md", "公报.md", "公报.png", "公报.png", "公报.typ"].map(name);
        assert_eq!(told, expected, "{findings:#?}");
        // One that is listed by the name that was meant is not called missing, too.
        let folder = folder.put("2024-01/issue.toml", issue(&["a.md", "公报.md"]));
        assert_eq!(folder.findings(), findings);
    }

    #[test]
    fn an_issue_whose_folder_has_such_a_name_is_refused_and_an_output_is_not() {
        let folder = Folder::new();
        let strange = folder.series().join(OsStr::from_bytes(&name("")));
        let run = |issue: &Path, out: &Path| {
            let mut command =
                Command::new(cargo_bin!("gazette")).current_dir(folder.series()).args(["--lang", "en", "build"]);
            command = command.arg(issue).arg("--out").arg(out);
            command.output().unwrap()
        };
        let output = run(Path::new("2024-01"), &strange);
        assert!(output.status.success(), "{output:?}");
        assert!(super::super::files(&strange.join("2024-01")) == folder.edition().artefacts);
        fs::rename(folder.issue(), folder.series().join("kept")).unwrap();
        fs::remove_dir_all(&strange).unwrap();
        fs::rename(folder.series().join("kept"), &strange).unwrap();
        let output = run(&strange, Path::new("dist"));
        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stderr);
        assert!(told.starts_with("error: the name of the issue folder `"), "{told}");
        assert!(told.ends_with("` is not text\n"), "{told}");
        assert!(!folder.series().join("dist").exists());
    }

    #[test]
    fn a_series_below_a_folder_of_such_a_name_is_built() {
        let folder = Folder::new();
        let whole = folder.edition().artefacts;
        let strange = folder.series().join(OsStr::from_bytes(&name("")));
        fs::create_dir(&strange).unwrap();
        for moved in ["gazette.toml", "2024-01"] {
            fs::rename(folder.series().join(moved), strange.join(moved)).unwrap();
        }
        let output = Command::new(cargo_bin!("gazette")).arg("build").arg(strange.join("2024-01"));
        let output = output.arg("--out").arg(strange.join("dist")).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert!(super::super::files(&strange.join("dist/2024-01")) == whole);
    }
}
