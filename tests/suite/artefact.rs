//! The files of an edition, and how they get to the disk.

use std::fs;

use gazette::artefact::{Artefacts, write};
use gazette::proof::plain::{self, Furniture};
use sha2::Digest;

use crate::support::{Folder, Pdf, document, issue};

fn files(name: &str, contents: &str) -> Artefacts {
    let digest = sha2::Sha256::digest(contents.as_bytes());
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let manifest = serde_json::json!({ "files": [{ "file": name, "sha256": digest }] });
    Artefacts::from([
        (name.to_owned(), contents.as_bytes().to_vec()),
        ("manifest.json".to_owned(), manifest.to_string().into_bytes()),
    ])
}

#[test]
fn an_edition_has_the_fixed_names() {
    let edition = Folder::new().edition();
    let names: Vec<&str> = edition.artefacts.keys().map(String::as_str).collect();
    let expected = [
        "2024-01.pdf",
        "a.html",
        "akn.xml",
        "contents.csv",
        "feed.xml",
        "gazette.css",
        "gazette.js",
        "index.html",
        "issue.json",
        "manifest.json",
        "report.json",
        "search-data.js",
        "search.js",
    ];
    assert_eq!(names, expected);
}

#[test]
fn the_report_lists_documents_figures_and_warnings() {
    let folder = Folder::with_front_matter("number = \"某政发〔2024〕1号\"").put("2024-01/old.txt", "x");
    let (edition, _) = folder.compile(gazette::compile::Goal::Artefacts(&[]));
    let artefacts = edition.unwrap().artefacts;
    let report: serde_json::Value = serde_json::from_slice(&artefacts["report.json"]).unwrap();
    assert_eq!((report["issue"].as_str(), report["sheets"].as_u64()), (Some("2024-01"), Some(5)));
    let document = &report["documents"][0];
    assert_eq!(document["title"], "关于测试的通知");
    assert_eq!(document["number"], "某政发〔2024〕1号");
    assert_eq!((&document["page"], &document["last_page"], &document["sheet"]), (&1.into(), &1.into(), &5.into()));
    assert_eq!((&document["source"], &document["html"]), (&"a.md".into(), &"a.html".into()));
    let paper = serde_json::json!({
        "what": "用纸 width", "clause": "5.1", "sheet": 1, "places": 5, "standard": 210.0, "chosen": null,
        "measured": 210.0, "deviation": 0.0, "tolerance": 0.1, "verdict": "good",
    });
    assert_eq!(report["ruler"][0], paper);
    assert_eq!(report["warnings"][0]["file"], "old.txt");
    assert_eq!(report["warnings"][0]["code"], "unused-file");
    let message = &report["warnings"][0]["message"];
    let told = ["en", "zh"].map(|language| message[language].as_str().unwrap());
    assert_eq!(told, ["no document uses `old.txt`", "没有一件公文用到 `old.txt`"]);
}

#[test]
fn a_new_edition_takes_the_place_of_the_former_one() {
    let out = tempfile::tempdir().unwrap();
    write(out.path(), "2024-01", &files("old.html", "1")).unwrap();
    let target = write(out.path(), "2024-01", &files("new.html", "2")).unwrap();
    let mut names: Vec<_> = fs::read_dir(target).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["manifest.json", "new.html"]);
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1, "nothing temporary stays");
}

#[test]
fn a_folder_that_holds_other_files_is_not_replaced() {
    let out = tempfile::tempdir().unwrap();
    let target = write(out.path(), "2024-01", &files("a.html", "1")).unwrap();
    fs::write(target.join("notes.docx"), "mine").unwrap();
    let error = write(out.path(), "2024-01", &files("a.html", "2")).unwrap_err().to_string();
    assert!(error.contains("holds `notes.docx`, which no build wrote"), "{error}");
    assert_eq!(fs::read_to_string(target.join("a.html")).unwrap(), "1");
    assert_eq!(fs::read_to_string(target.join("notes.docx")).unwrap(), "mine");
}

#[test]
fn hidden_files_and_files_that_were_changed_are_not_replaced_either() {
    let out = tempfile::tempdir().unwrap();
    let edition = Folder::new().compile(gazette::compile::Goal::Artefacts(&[])).0.unwrap().artefacts;
    let target = write(out.path(), "2024-01", &edition).unwrap();
    fs::write(target.join(".DS_Store"), "x").unwrap();
    write(out.path(), "2024-01", &edition).unwrap();
    fs::write(target.join(".htaccess"), "mine").unwrap();
    let error = write(out.path(), "2024-01", &edition).unwrap_err().to_string();
    assert!(error.contains("holds `.htaccess`, which no build wrote"), "{error}");
    fs::remove_file(target.join(".htaccess")).unwrap();
    fs::write(target.join("a.html"), "mine").unwrap();
    let error = write(out.path(), "2024-01", &edition).unwrap_err().to_string();
    assert!(error.contains("holds `a.html`, which was changed since it was built"), "{error}");
    assert_eq!(fs::read_to_string(target.join("a.html")).unwrap(), "mine");
}

#[test]
fn sources_are_never_overwritten_by_an_output_folder_that_is_theirs() {
    let folder = Folder::new();
    let error = write(folder.series(), "2024-01", &files("a.html", "1")).unwrap_err().to_string();
    assert!(error.contains("which no build wrote"), "{error}");
    assert_eq!(fs::read_to_string(folder.issue().join("issue.toml")).unwrap(), issue(&["a.md"]));
}

#[test]
fn an_edition_does_not_say_where_it_was_built() {
    let edition = Folder::new().put("2024-01/old.txt", "x").compile(gazette::compile::Goal::Artefacts(&[])).0.unwrap();
    let mut pdf = Pdf::of(&edition).0;
    pdf.decompress();
    let mut unpacked = Vec::new();
    pdf.save_to(&mut unpacked).unwrap();
    assert!(contains(&unpacked, b"CIDToUnicode") || contains(&unpacked, b"beginbfchar"), "streams are readable");
    let temporary = std::env::temp_dir();
    let path = temporary.to_str().unwrap().as_bytes();
    for (name, bytes) in
        edition.artefacts.iter().map(|(name, bytes)| (name.as_str(), bytes)).chain([("PDF", &unpacked)])
    {
        assert!(!contains(bytes, path), "{name}");
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn what_a_file_manager_leaves_in_the_output_is_no_hindrance() {
    let out = tempfile::tempdir().unwrap();
    let target = write(out.path(), "2024-01", &files("a.html", "1")).unwrap();
    fs::write(target.join(".DS_Store"), "x").unwrap();
    write(out.path(), "2024-01", &files("a.html", "2")).unwrap();
    assert_eq!(fs::read_to_string(target.join("a.html")).unwrap(), "2");
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_symbolic_link_is_not_replaced() {
    let (out, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(other.path(), out.path().join("2024-01")).unwrap();
    let error = write(out.path(), "2024-01", &files("a.html", "1")).unwrap_err().to_string();
    assert!(error.contains("is a symbolic link"), "{error}");
}

#[test]
fn the_report_lists_characters_that_their_faces_lack() {
    let folder = Folder::with_series("[fonts]\nfallback = \"LXGW WenKai\"")
        .put("2024-01/a.md", document("正文䶮字。\n\n| 䶮 | 乙 |\n| - | - |\n| 丙 | 䶮䶮 |\n"));
    let report = |folder: &Folder| -> serde_json::Value {
        serde_json::from_slice(&folder.edition().artefacts["report.json"]).unwrap()
    };
    let expected = serde_json::json!([{
        "character": "䶮",
        "code": "U+4DAE",
        "face": "LXGW WenKai",
        "places": [{"file": "a.md", "line": 5}, {"file": "a.md", "line": 7}, {"file": "a.md", "line": 9}],
    }]);
    assert_eq!(report(&folder)["substitutes"], expected);
    assert_eq!(report(&Folder::new())["substitutes"], serde_json::json!([]));
    // A role's own face is no substitute.
    let folder = folder.put("gazette.toml", "name = \"甲\"\nsponsor = \"乙\"\n[fonts]\nfangsong = \"LXGW WenKai\"\n");
    assert_eq!(report(&folder)["substitutes"], serde_json::json!([]));
}

#[test]
fn the_objects_of_a_pdf_are_packed() {
    let edition = Folder::new().edition();
    let bytes = &edition.artefacts["2024-01.pdf"];
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let has = |bytes: &[u8], key: &[u8]| bytes.windows(key.len()).any(|window| window == key);
    assert!(has(bytes, b"/ObjStm") && has(bytes, b"/XRef") && !has(bytes, b"\ntrailer"));
    let mut loose = Vec::new();
    lopdf::Document::load_mem(bytes).unwrap().save_to(&mut loose).unwrap();
    assert!(bytes.len() * 10 < loose.len() * 9, "{} of {} bytes", bytes.len(), loose.len());
    assert!(Pdf::of(&edition).1.structure.is_some());
}

/// A series whose PDF has its sources within it.
fn with_sources() -> Folder {
    let folder = Folder::with_series("[archive]\nattach-sources = true");
    folder.put("2024-01/issue.toml", issue(&["a.md", "乙.md"])).put("2024-01/乙.md", document("第二篇。\n"))
}

#[test]
fn the_sources_are_within_the_pdf_if_the_series_asks_for_them() {
    let folder = with_sources();
    let pdf = Pdf::of(&folder.edition());
    let attached = &pdf.1.anatomy.attached;
    let names: Vec<&str> = attached.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["a.md", "gazette.toml", "issue.toml", "乙.md"]);
    for file in attached {
        let folder = if file.name == "gazette.toml" { folder.series().to_owned() } else { folder.issue() };
        assert_eq!(file.bytes, Some(fs::read(folder.join(&file.name)).unwrap()), "{}", file.name);
        assert_eq!(file.relationship, "Source");
    }
    assert!(pdf.xmp().contains("<pdfaid:part>3</pdfaid:part>") && pdf.xmp().contains("pdfuaid:part"));
    let without = Pdf::of(&Folder::new().edition());
    assert_eq!(without.1.anatomy.attached, []);
    assert!(without.xmp().contains("<pdfaid:part>2</pdfaid:part>"));
}

#[test]
fn files_within_the_pdf_that_are_no_sources_are_found() {
    let edition = with_sources().edition();
    let bytes = &edition.artefacts["2024-01.pdf"];
    let find = |key: &[u8], value: lopdf::Object| {
        let mut pdf = lopdf::Document::load_mem(bytes).unwrap();
        let specs = pdf.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        let mut specs = specs.filter(|dict| dict.has(b"EF"));
        specs
            .find(|dict| lopdf::decode_text_string(dict.get(b"UF").unwrap()).unwrap() == "a.md")
            .unwrap()
            .set(key, value);
        let mut damaged = Vec::new();
        pdf.save_to(&mut damaged).unwrap();
        let read = gazette::proof::reader::read(&damaged).unwrap();
        let found = plain::prove(&read, None, Furniture::Own).into_iter();
        found.map(|fault| fault.message.to_string()).collect::<Vec<_>>()
    };
    let fault = |name: &str| vec![format!("the file `{name}` within the PDF is none of its sources")];
    assert_eq!(find(b"AFRelationship", "Source".into()), Vec::<String>::new());
    assert_eq!(find(b"AFRelationship", "Data".into()), fault("a.md"));
    assert_eq!(find(b"UF", lopdf::Object::string_literal("a.exe")), fault("a.exe"));
    assert_eq!(find(b"EF", lopdf::Dictionary::new().into()), fault("a.md"));
}
