//! Built editions proved from their files alone: what `gazette verify` finds in damaged ones.

use std::fs;
use std::path::{Path, PathBuf};

use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};
use sha2::Digest;
use tempfile::TempDir;

use crate::printed_issue::edition;
use crate::support::{Folder, gazette, in_chinese, text};

/// The printed issue as it was built, in a folder `2024-02`.
fn built() -> (TempDir, PathBuf) {
    let out = tempfile::tempdir().unwrap();
    let target = gazette::artefact::write(out.path(), "2024-02", &edition().artefacts).unwrap();
    (out, target)
}

/// The exit code, what was printed, and the findings as `file: code: message`.
fn verify(path: &Path) -> (i32, String, Vec<String>) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let run = gazette(path.parent().unwrap(), &["verify", name, "--format", "json"]);
    let output = run.get_output();
    let findings = text(&output.stderr);
    let findings = findings.lines().map(|line| {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let of = |key: &str| found[key].as_str().unwrap();
        format!("{}:{}:{}: {}: {}", of("file"), found["line"], found["column"], of("code"), of("message"))
    });
    (output.status.code().unwrap(), text(&output.stdout), findings.collect())
}

/// What `verify` finds in the printed issue after some damage.
#[track_caller]
fn finds(damage: impl FnOnce(&Path), findings: &[&str]) {
    let (_out, folder) = built();
    damage(&folder);
    let (code, _, found) = verify(&folder);
    assert_eq!(found, findings);
    assert_eq!(code, 1);
}

fn edit(path: PathBuf, from: &str, to: &str) {
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_built_edition_is_good_without_its_sources() {
    let (_out, folder) = built();
    let (code, printed, findings) = verify(&folder);
    assert_eq!((code, findings), (0, Vec::new()));
    let files = edition().artefacts.len() - 1;
    assert_eq!(printed.lines().filter(|line| line.contains(" bytes  good ")).count(), files);
    assert!(printed.ends_with(&format!("2024-02: good, {files} files, 6 documents\n")), "{printed}");
    let pages = printed.lines().filter(|line| line.contains("  good  关于")).map(|line| {
        let numbers: Vec<&str> = line.split_whitespace().take(6).collect();
        assert!(numbers.iter().all(|number| *number == numbers[0]), "{line}");
        numbers[0].to_owned()
    });
    assert_eq!(pages.collect::<Vec<_>>(), ["1", "15", "18", "21", "25", "36"]);
    // A signature stands beside the manifest.
    fs::write(folder.join("manifest.json.minisig"), "untrusted comment").unwrap();
    assert_eq!(verify(&folder).0, 0);
    let (code, printed, findings) = verify(&folder.join("2024-02.pdf"));
    assert_eq!((code, findings), (0, Vec::new()));
    assert!(printed.ends_with("2024-02.pdf: good, 6 documents\n"), "{printed}");
}

#[test]
fn a_signed_edition_is_not_built_over() {
    let (out, folder) = built();
    fs::write(folder.join("manifest.json.minisig"), "untrusted comment").unwrap();
    let error = gazette::artefact::write(out.path(), "2024-02", &edition().artefacts).unwrap_err();
    assert!(
        error.to_string().contains("is signed (`manifest.json.minisig`) and is not replaced; move the whole folder"),
        "{error}"
    );
}

#[test]
fn the_manifest_lists_files_with_digests_and_documents_with_ids() {
    let manifest: gazette::artefact::Manifest = serde_json::from_slice(&edition().artefacts["manifest.json"]).unwrap();
    let names: Vec<&str> = manifest.files.iter().map(|listed| listed.file.as_str()).collect();
    let expected: Vec<&str> =
        edition().artefacts.keys().map(String::as_str).filter(|name| *name != "manifest.json").collect();
    assert_eq!(names, expected);
    let document = &manifest.documents[1];
    assert_eq!(
        (document.id.as_str(), document.page.0, document.last_page.0, document.sheet.0),
        ("2024-02/zhengfa-02", 15, 17, 19)
    );
    assert_eq!(document.number.as_deref(), Some("市中政发〔2024〕2号"));
    assert_eq!((manifest.issue.as_str(), manifest.date.as_str()), ("2024-02", "2024-06-30"));
}

#[test]
fn a_byte_changed_in_a_file_is_found() {
    let flip = |folder: &Path| {
        let mut bytes = fs::read(folder.join("gazette.css")).unwrap();
        bytes[100] ^= 1;
        fs::write(folder.join("gazette.css"), bytes).unwrap();
    };
    let (_out, folder) = built();
    flip(&folder);
    let (code, printed, found) = verify(&folder);
    assert_eq!(code, 1);
    assert_eq!(found.len(), 1);
    let message =
        "2024-02/gazette.css:1:1: file-changed: `gazette.css` was changed since it was built: its SHA-256 is ";
    assert!(found[0].starts_with(message), "{found:?}");
    assert!(printed.contains("bytes  CHANGED  gazette.css"), "{printed}");
    let longer = |folder: &Path| {
        let path = folder.join("zhengfa-02.html");
        let text = fs::read_to_string(&path).unwrap() + "\n";
        fs::write(path, text).unwrap();
    };
    let size = edition().artefacts["zhengfa-02.html"].len();
    let message = format!(
        "2024-02/zhengfa-02.html:1:1: file-changed: `zhengfa-02.html` was changed since it was built: \
         it has {} bytes, and the manifest says {size}",
        size + 1
    );
    finds(longer, &[&message]);
}

#[test]
fn a_file_missing_or_added_is_found() {
    let missing = "2024-02/zhengfa-02.html:1:1: file-missing: `zhengfa-02.html` is missing, and the manifest lists it";
    finds(|folder| fs::remove_file(folder.join("zhengfa-02.html")).unwrap(), &[missing]);
    let (_out, folder) = built();
    fs::create_dir(folder.join("old")).unwrap();
    fs::write(folder.join("old/notes.docx"), "x").unwrap();
    fs::write(folder.join(".htaccess"), "x").unwrap();
    let (code, _, found) = verify(&folder);
    let added = "2024-02/old/notes.docx:1:1: unlisted-file: `old/notes.docx` is no part of the edition: \
                 the manifest does not list it";
    assert_eq!((code, found), (0, vec![added.to_owned()]));
    let denied = gazette(&folder, &["verify", ".", "--deny", "warnings"]);
    denied.code(1);
}

/// Writes a file of an edition, and its digests into the manifest, as whoever forges one does.
fn forge(folder: &Path, name: &str, from: &str, to: &str) {
    use sha2::Digest;
    let hex = |digest: &[u8]| digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    edit(folder.join(name), from, to);
    let bytes = fs::read(folder.join(name)).unwrap();
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let mut manifest: gazette::artefact::Manifest = serde_json::from_str(&manifest).unwrap();
    let listed = manifest.files.iter_mut().find(|listed| listed.file == name).unwrap();
    listed.bytes = bytes.len() as u64;
    (listed.sha256, listed.sm3) = (hex(&sha2::Sha256::digest(&bytes)), hex(&sm3::Sm3::digest(&bytes)));
    fs::write(folder.join("manifest.json"), serde_json::to_string_pretty(&manifest).unwrap()).unwrap();
}

#[test]
fn a_number_of_pages_or_a_title_that_is_not_the_editions_is_found() {
    let pages = "2024-02/2024-02.pdf:1:1: not-plain: the PDF has 45 pages, and `report.json` says 46";
    finds(|folder| forge(folder, "report.json", "\"sheets\": 45", "\"sheets\": 46"), &[pages]);
    let title = "市中区人民政府公报2024年第2期";
    let (_out, folder) = built();
    edit(folder.join("manifest.json"), &format!("\"title\": \"{title}\""), "\"title\": \"假的公报\"");
    let (code, _, found) = verify(&folder);
    assert_eq!(code, 1);
    let message = |place: &str| {
        format!("2024-02/2024-02.pdf:1:1: not-plain: the PDF calls itself `{title}` in its {place}, and not `假的公报`")
    };
    let manifest = format!(
        "2024-02/manifest.json:5:3: bad-manifest: the manifest says that the title of the issue is `假的公报`, and \
         `report.json` says `{title}`"
    );
    assert_eq!(found, [message("document information"), message("metadata"), manifest]);
}

#[test]
fn a_manifest_whose_names_leave_the_folder_is_not_followed() {
    let finds = |name: &str, says: &str| {
        let (_out, folder) = built();
        edit(folder.join("manifest.json"), "\"file\": \"gazette.css\"", &format!("\"file\": \"{name}\""));
        let (code, printed, found) = verify(&folder);
        assert_eq!((code, printed.as_str(), found.len()), (1, "", 1), "{found:?}");
        let message = format!("bad-manifest: {says}");
        assert!(found[0].starts_with("2024-02/manifest.json:") && found[0].ends_with(&message), "{found:?}");
    };
    for name in ["../gazette.css", "/etc/passwd", "a/../../b", "C:\\\\x"] {
        finds(name, &format!("the name `{}` leads out of the folder", name.replace("\\\\", "\\")));
    }
    for name in ["a//b", "./gazette.css", "a/./b", "gazette.css/"] {
        finds(name, &format!("the name `{name}` has parts that name nothing; gazette writes none such"));
    }
    finds("", "the manifest lists a file without a name");
}

#[test]
fn a_manifest_that_lacks_files_is_one_error_for_each() {
    let lacks = |file: &str| {
        format!(
            "2024-02/manifest.json:1:1: bad-manifest: the manifest does not list `{file}`, which every copy of this edition has"
        )
    };
    let without = |is_kept: fn(&str) -> bool| {
        move |folder: &Path| {
            let path = folder.join("manifest.json");
            let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            manifest["files"].as_array_mut().unwrap().retain(|file| is_kept(file["file"].as_str().unwrap()));
            fs::write(&path, serde_json::to_vec_pretty(&manifest).unwrap()).unwrap();
        }
    };
    for file in ["2024-02.pdf", "index.html", "report.json", "zhengfa-02.html"] {
        let is_kept: fn(&str) -> bool = match file {
            "2024-02.pdf" => |file| file != "2024-02.pdf",
            "index.html" => |file| file != "index.html",
            "report.json" => |file| file != "report.json",
            _ => |file| file != "zhengfa-02.html",
        };
        finds(without(is_kept), &[&lacks(file)]);
    }
    let (_out, folder) = built();
    without(|_| false)(&folder);
    assert_eq!(verify(&folder).2.len(), 3 + 6);
}

/// Gives every file of the manifest the digests that it has now, as somebody would who wants a change to go unseen.
pub(crate) fn sign(folder: &Path) {
    let hex = |digest: &[u8]| digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let path = folder.join("manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for file in manifest["files"].as_array_mut().unwrap() {
        let bytes = fs::read(folder.join(file["file"].as_str().unwrap())).unwrap();
        file["bytes"] = bytes.len().into();
        file["sha256"] = hex(&sha2::Sha256::digest(&bytes)).into();
        file["sm3"] = hex(&sm3::Sm3::digest(&bytes)).into();
    }
    fs::write(path, serde_json::to_vec_pretty(&manifest).unwrap()).unwrap();
}

#[test]
fn documents_of_the_manifest_are_those_of_the_report_and_the_pages() {
    let id = "`枣庄市市中区人民政府关于下达2024年度全区安全生产控制目标的通知`";
    let says = |key: &str, said: &str, told: &str| {
        format!(
            "the manifest says that the `{key}` of `2024-02/zhengfa-02` is `{said}`, and `report.json` says `{told}`"
        )
    };
    for (from, to, expected) in [
        ("\"page\": 15", "\"page\": 16", says("page", "16", "15")),
        ("\"last_page\": 17", "\"last_page\": 18", says("last_page", "18", "17")),
        ("\"sheet\": 19", "\"sheet\": 20", says("sheet", "20", "19")),
        ("市中政发〔2024〕2号", "市中政发〔2024〕3号", says("number", "市中政发〔2024〕3号", "市中政发〔2024〕2号")),
        (
            "关于下达2024年度",
            "关于下达2025年度",
            says(
                "title",
                &id[1..].replace("2024", "2025").replace('`', ""),
                "关于下达2024年度全区安全生产控制目标的通知",
            ),
        ),
        (
            "2024-02/zhengfa-02",
            "2024-02/zhengfa-03",
            "the document `2024-02/zhengfa-03` of `zhengfa-02.md` cannot have the page `zhengfa-02.html`".to_owned(),
        ),
        (
            "\"date\": \"2024-06-30\"",
            "\"date\": \"2024-06-29\"",
            "the manifest says that the date of the issue is `2024-06-29`, and `report.json` says `2024-06-30`"
                .to_owned(),
        ),
    ] {
        let (_out, folder) = built();
        edit(folder.join("manifest.json"), from, to);
        let found = verify(&folder).2;
        assert_eq!(found.len(), 1, "{from}: {found:?}");
        assert_eq!(found[0].split_once("bad-manifest: ").unwrap().1, expected);
    }
    // What only the pages tell besides.
    let date =
        |folder: &Path| edit(folder.join("manifest.json"), "\"date\": \"2024-04-07\"", "\"date\": \"2024-04-08\"");
    let (_out, folder) = built();
    date(&folder);
    let found = verify(&folder).2;
    let fact = "page-differs: `zhengfa-02.html`, byte ";
    assert!(found.len() == 3 && found.iter().all(|found| found.contains(fact)), "{found:?}");
    assert!(found[2].ends_with("the fact `成文日期` says `2024年4月7日`, not `2024年4月8日`"), "{found:?}");
    let keep = |folder: &Path, number: usize| {
        let path = folder.join("manifest.json");
        let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        manifest["documents"].as_array_mut().unwrap().truncate(number);
        fs::write(path, serde_json::to_vec_pretty(&manifest).unwrap()).unwrap();
    };
    let (_out, folder) = built();
    keep(&folder, 5);
    let found = verify(&folder).2;
    let fewer = "2024-02/manifest.json:1:1: bad-manifest: the manifest has 5 documents, and `report.json` 6";
    assert_eq!(found.last().unwrap(), fewer);
    keep(&folder, 0);
    let found = verify(&folder).2;
    assert_eq!(found.last().unwrap(), "2024-02/manifest.json:1:1: bad-manifest: the manifest has no documents");
}

#[test]
fn a_page_that_was_changed_with_its_digest_is_found_at_its_byte() {
    let (_out, folder) = built();
    sign(&folder);
    assert_eq!(verify(&folder).2, Vec::<String>::new());
    edit(folder.join("zhengfa-02.html"), "</article>", "</article><p>本件作废</p>");
    sign(&folder);
    let (code, _, found) = verify(&folder);
    let html = fs::read_to_string(folder.join("zhengfa-02.html")).unwrap();
    let at = html.find("本件作废").unwrap();
    let expected = format!(
        "2024-02/zhengfa-02.html:1:1: page-differs: `zhengfa-02.html`, byte {at}: `本件作废` stands outside of the text, \
         and is no furniture of a page"
    );
    assert_eq!((code, found), (1, vec![expected]));
    let (_out, folder) = built();
    edit(folder.join("index.html"), "<script src=\"gazette.js\">", "<script src=\"https://evil.cn/x.js\">");
    sign(&folder);
    let (code, _, found) = verify(&folder);
    assert_eq!((code, found.len()), (1, 1), "{found:?}");
    let says = "`https://evil.cn/x.js` is no address for the `src` of `<script>`";
    assert!(found[0].contains("index.html:1:1: page-unsafe: ") && found[0].ends_with(says), "{found:?}");
}

#[test]
fn what_is_wrong_with_a_page_is_told_in_chinese() {
    let out = tempfile::tempdir().unwrap();
    let folder = gazette::artefact::write(out.path(), "2024-01", &Folder::new().edition().artefacts).unwrap();
    let page = folder.join("a.html");
    edit(page.clone(), "<p>正文。", "<p>正义。");
    edit(page.clone(), "</article>", "</article><p>本件作废</p>");
    sign(&folder);
    let at = fs::read_to_string(page).unwrap().find("本件作废").unwrap();
    let expected = [
        &*format!("page-differs: `a.html` 第 {at} 字节处：正文以外有 `本件作废`，不是网页应有的内容"),
        "text-differs: `a.html` 的文字不一致：`政府关于测试的通知正` 之后是 `义。`，而 PDF 第 5 页是 `文。`",
    ];
    assert_eq!(in_chinese(out.path(), &["verify", "2024-01"]), expected);
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_file_is_not_followed() {
    let link = |folder: &Path| {
        let path = folder.join("gazette.css");
        fs::rename(&path, folder.parent().unwrap().join("moved.css")).unwrap();
        std::os::unix::fs::symlink("../moved.css", path).unwrap();
    };
    let found = "2024-02/gazette.css:1:1: file-changed: `gazette.css` was changed since it was built: it is a symbolic link now";
    finds(link, &[found]);
}

#[test]
fn a_manifest_that_is_damaged_or_foreign_is_one_error() {
    let edited =
        |from: &'static str, to: &'static str| move |folder: &Path| edit(folder.join("manifest.json"), from, to);
    let later =
        "2024-02/manifest.json:1:1: bad-manifest: the manifest is of version 2, and this program reads version 1";
    finds(edited("\"version\": 1", "\"version\": 2"), &[later]);
    let key = "2024-02/manifest.json:3:13: bad-manifest: the manifest cannot be read: it has a key `maker`, which gazette does \
               not write";
    let (_out, folder) = built();
    edit(folder.join("manifest.json"), "\"generator\":", "\"maker\":");
    let found = verify(&folder).2;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].split_once(": bad-manifest").unwrap().1, key.split_once(": bad-manifest").unwrap().1);
    let manifest = std::str::from_utf8(&edition().artefacts["manifest.json"]).unwrap();
    let line = manifest.split("\"file\": \"index.html\"").next().unwrap().lines().count();
    let twice = format!("2024-02/manifest.json:{line}:7: bad-manifest: `gazette.css` is listed twice");
    finds(edited("\"file\": \"index.html\"", "\"file\": \"gazette.css\""), &[&twice]);
    let (_out, folder) = built();
    fs::write(folder.join("manifest.json"), "{").unwrap();
    let found = verify(&folder).2;
    assert!(
        found.len() == 1 && found[0].contains("bad-manifest: the manifest cannot be read: it is cut off"),
        "{found:?}"
    );
    let gone = "2024-02:1:1: bad-manifest: `2024-02` has no `manifest.json`";
    finds(|folder| fs::remove_file(folder.join("manifest.json")).unwrap(), &[gone]);
    let hash = |folder: &Path| edit(folder.join("manifest.json"), "\"sm3\": \"", "\"sm3\": \"X");
    let (_out, folder) = built();
    hash(&folder);
    let found = verify(&folder).2;
    assert!(found.len() == 1 && found[0].contains("a digest of `2024-02.pdf` is none"), "{found:?}");
}

#[test]
fn a_truncated_encrypted_foreign_or_empty_pdf_is_one_error() {
    let pdf = &edition().artefacts["2024-02.pdf"];
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("x.pdf");
    let finds = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let (code, printed, found) = verify(&path);
        assert_eq!((code, printed.as_str(), found.len()), (1, "", 1), "{found:?}");
        found[0].strip_prefix("x.pdf:1:1: ").unwrap().to_owned()
    };
    assert_eq!(finds(b""), "unreadable-pdf: the PDF is empty");
    assert_eq!(finds("国务院公报".as_bytes()), "unreadable-pdf: the PDF is none: it does not begin as one");
    for cut in [20, 1000, pdf.len() / 2, pdf.len() - 2000] {
        let found = finds(&pdf[..cut]);
        assert_eq!(found, "unreadable-pdf: the PDF is cut off: it does not end as one");
    }
    assert_eq!(
        finds(&crate::reader::pdf(&["".to_owned()])),
        "contents-differ: the PDF has no contents whose entries lead to its pages"
    );
    // With a password that must be typed, and without one.
    for user_password in ["x", ""] {
        let mut encrypted = Document::load_mem(pdf).unwrap();
        let version = EncryptionVersion::V2 {
            document: &encrypted,
            owner_password: "y",
            user_password,
            key_length: 128,
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        encrypted.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        encrypted.save_to(&mut bytes).unwrap();
        let found = finds(&bytes);
        assert!(found.starts_with("unreadable-pdf: the PDF ") && found.contains("encrypted"), "{found}");
    }
}

#[test]
fn a_path_that_does_not_exist_is_the_environment() {
    let run = gazette(crate::support::root(), &["verify", "nowhere/2024-02"]).code(2);
    let error = text(&run.get_output().stderr);
    assert!(error.contains("cannot find `nowhere/2024-02`"), "{error}");
}

#[test]
fn no_flipped_byte_of_a_pdf_makes_the_reader_panic() {
    let folder = crate::support::Folder::new();
    let good = folder.edition().artefacts["2024-01.pdf"].clone();
    for step in 0..120 {
        let mut bytes = good.clone();
        // Spread over the file, its head and its tail too.
        let at = step * (bytes.len() - 1) / 119;
        bytes[at] ^= 1 << (step % 8);
        if let Ok(pdf) = gazette::proof::reader::read(&bytes) {
            let _ = gazette::proof::contents::prove(&pdf, gazette::proof::contents::Others::default());
        }
    }
}
