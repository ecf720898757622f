//! The job ticket: its keys are those of the README, and what it says is what the files are.

use gazette::artefact::Artefacts;
use gazette::compile::Goal;
use gazette::proof::reader::{self, Colour};
use gazette::uses::{Imposition, Use};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Folder, root};

fn made(folder: &Folder, uses: &[Use]) -> Artefacts {
    let (edition, findings) = folder.compile(Goal::Artefacts(uses));
    assert_eq!(findings, Vec::<String>::new());
    edition.unwrap().artefacts
}

fn job(artefacts: &Artefacts) -> Value {
    serde_json::from_slice(&artefacts["2024-01-job.json"]).unwrap()
}

/// The job ticket of an issue whose series has these lines.
fn with(lines: &str) -> Value {
    job(&made(&Folder::with_series(lines), &[Use::Press]))
}

/// The words of the page, without white space.
fn words(artefacts: &Artefacts) -> String {
    let pdf = reader::read(&artefacts["2024-01-job.pdf"]).unwrap();
    assert_eq!(pdf.pages.len(), 1);
    let glyphs = pdf.pages[0].glyphs.iter().map(|glyph| &*glyph.text);
    glyphs.collect::<String>().chars().filter(|c| !c.is_whitespace()).collect()
}

/// The names of all keys, those of tables within behind a full stop.
fn keys(value: &Value, within: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(table) => {
            for (key, value) in table {
                let name = if within.is_empty() { key.clone() } else { format!("{within}.{key}") };
                match value {
                    Value::Object(_) => keys(value, &name, found),
                    Value::Array(items) if items.first().is_some_and(Value::is_object) => keys(&items[0], &name, found),
                    _ => found.push(name),
                }
            }
        }
        _ => found.push(within.to_owned()),
    }
}

#[test]
fn the_readme_names_each_key_and_no_other() {
    let artefacts = made(&Folder::printed(), &[Use::Press, Use::Imposed(Imposition::Booklet)]);
    let mut found = Vec::new();
    keys(&job(&artefacts), "", &mut found);
    found.sort();
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let section = readme.split_once("### Job ticket\n").unwrap().1.split("\n##").next().unwrap();
    let mut told = Vec::new();
    for row in section.lines().filter_map(|line| line.strip_prefix("| `")) {
        let cell = row.split(" | ").next().unwrap();
        // `press.file`, `.bytes` stands for `press.file` and `press.bytes`.
        let mut table = "";
        for name in cell.trim_end_matches('`').split("`, `") {
            match name.strip_prefix('.') {
                Some(key) => told.push(format!("{table}.{key}")),
                None => {
                    table = name.rsplit_once('.').map_or("", |(table, _)| table);
                    told.push(name.to_owned());
                }
            }
        }
    }
    told.sort();
    assert_eq!(told, found);
}

#[test]
fn pages_blanks_and_pages_with_colour_are_those_of_the_press_edition() {
    let artefacts = made(&Folder::printed(), &[Use::Press]);
    let job = job(&artefacts);
    assert_eq!([&job["pages"], &job["made_up"]], [48, 3]);
    assert_eq!(job["blank_pages"], json!([4, 46, 47, 48]));
    // The printed edition, whose red is that of screens, tells which pages have some.
    let printed = reader::read(&artefacts["2024-01.pdf"]).unwrap();
    let is_red = |colour: Colour| colour.is_red();
    let red: Vec<usize> = (1..)
        .zip(&printed.pages)
        .filter(|(_, page)| {
            page.glyphs.iter().any(|glyph| is_red(glyph.colour)) || page.marks.iter().any(|mark| is_red(mark.colour))
        })
        .map(|(at, _)| at)
        .collect();
    assert_eq!(job["colour_pages"], json!(red));
    assert_eq!(red, [1, 2, 5, 19, 22, 25, 29, 40]);
    let inks: Vec<&str> = job["inks"].as_array().unwrap().iter().map(|ink| ink["ink"].as_str().unwrap()).collect();
    assert_eq!(inks, ["Magenta", "Yellow", "Black"]);
    assert_eq!(job["inks"][2]["pages"].as_array().unwrap().len(), 44);
}

#[test]
fn a_spot_ink_is_on_the_same_pages_as_the_red_of_two_inks() {
    let series = std::fs::read_to_string(root().join("issues/gazette.toml")).unwrap();
    let folder = Folder::printed().put("gazette.toml", format!("{series}\n[press]\nspot = \"PANTONE 485 C\"\n"));
    let artefacts = made(&folder, &[Use::Press]);
    let job = job(&artefacts);
    assert_eq!(job["red"], "PANTONE 485 C");
    assert_eq!(job["colour_pages"], json!([1, 2, 5, 19, 22, 25, 29, 40]));
    let inks: Vec<&str> = job["inks"].as_array().unwrap().iter().map(|ink| ink["ink"].as_str().unwrap()).collect();
    assert_eq!(inks, ["Black", "PANTONE 485 C"]);
    assert!(words(&artefacts).contains("红色用PANTONE485C"));
}

#[test]
fn a_field_of_red_outside_of_the_trim_makes_no_page_one_of_colour() {
    let marks = std::fs::read_to_string(root().join("templates/press.typ")).unwrap();
    let field =
        "    place(dx: 1mm, dy: 1mm, rect(width: 2mm, height: 2mm, fill: red))\n    register(middle-x, top - off)\n";
    assert_eq!(marks.matches("    register(middle-x, top - off)\n").count(), 1);
    let marks = marks.replace("    register(middle-x, top - off)\n", field);
    let with_field = made(&Folder::new().put("templates/press.typ", marks), &[Use::Press]);
    let without = made(&Folder::new(), &[Use::Press]);
    assert_ne!(with_field["2024-01-press.pdf"], without["2024-01-press.pdf"]);
    assert_eq!(job(&with_field)["colour_pages"], job(&without)["colour_pages"]);
}

#[test]
fn digests_are_those_of_the_files() {
    let artefacts = made(&Folder::new(), &[Use::Press, Use::Imposed(Imposition::Booklet)]);
    let job = job(&artefacts);
    assert_eq!(job["imposed"].as_array().unwrap().len(), 1);
    assert_eq!([&job["imposed"][0]["imposition"], &job["imposed"][0]["file"]], ["booklet", "2024-01-booklet.pdf"]);
    let manifest: Value = serde_json::from_slice(&artefacts["manifest.json"]).unwrap();
    let words = words(&artefacts);
    for file in [&job["press"], &job["imposed"][0]] {
        let name = file["file"].as_str().unwrap();
        let bytes = &artefacts[name];
        let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!([&file["sha256"], &file["standard"], &file["condition"]], [&*digest, "PDF/X-1a:2003", "FOGRA39"]);
        let listed = manifest["files"].as_array().unwrap().iter().find(|listed| listed["file"] == name).unwrap();
        assert_eq!([&listed["sm3"], &listed["bytes"]], [&file["sm3"], &file["bytes"]]);
        assert!(words.contains(&digest) && words.contains(file["sm3"].as_str().unwrap()), "{words}");
    }
}

#[test]
fn staples_spine_and_creep_follow_the_binding_and_the_paper() {
    let at = |binding: &str, paper: u32| with(&format!("[press]\nbinding = \"{binding}\"\npaper = {paper}\n"));
    // One document makes five pages.
    let saddle = at("saddle-stitch", 70);
    let holes = json!({ "count": 2, "outer_holes": 70.0, "within": 4.0, "from_spine": [0.0, 0.0] });
    assert_eq!(saddle["staples"], holes);
    assert_eq!([&saddle["pages"], &saddle["made_up"], &saddle["paper"]["sheets"]], [8, 3, 2]);
    assert_eq!([&saddle["spine"], &saddle["creep"], &saddle["paper"]["caliper"]], [0.38, 0.09, 0.095]);
    let side = at("side-stitch", 80);
    assert_eq!(side["staples"]["from_spine"], json!([3.0, 5.0]));
    assert_eq!([&side["pages"], &side["made_up"], &side["paper"]["leaves"], &side["paper"]["sheets"]], [6, 1, 3, 2]);
    assert_eq!([&side["spine"], &side["creep"]], [&json!(0.32), &Value::Null]);
    let perfect = at("perfect", 60);
    assert_eq!([&perfect["staples"], &perfect["creep"]], [&Value::Null, &Value::Null]);
    assert_eq!(perfect["paper"]["weight"], 60);
}

#[test]
fn the_page_says_what_the_series_says() {
    let lines = "printer = \"某某印刷厂\"\ncopies = \"1000册\"\n";
    let artefacts = made(&Folder::with_series(lines), &[Use::Press]);
    let (job, words) = (job(&artefacts), words(&artefacts));
    assert_eq!([&job["printer"], &job["copies"], &job["date"]], ["某某印刷厂", "1000册", "2024-03-31"]);
    for expected in
        ["某某印刷厂", "1000册", "2024年3月31日", "210mm×297mm", "骑马订", "A3", "70g/m²", "外订眼距上、下切口各70mm"]
    {
        assert!(words.contains(expected), "{expected} is not in {words}");
    }
}

#[test]
fn only_the_press_edition_has_a_job_ticket() {
    assert!(!made(&Folder::new(), &[]).keys().any(|name| name.contains("job")));
}
