//! Fixture issues, one a form: `tests/issues/<case>` is built, and its PDF compared with the facts of `tests/ref/<case>.toml`.

mod fact;
mod found;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;

use gazette::compile::{Edition, Goal};
use gazette::proof::reader::{Page, read};

use self::fact::Reference;
use crate::ruler::wrong;
use crate::support::{compile, root};

/// A case as it was built.
struct Built {
    reference: Reference,
    /// As `file:line:column severity code: message`.
    findings: Vec<String>,
    /// What the ruler calls wrong.
    wrong: Vec<String>,
    pages: Vec<Page>,
    edition: Edition,
}

/// The editions of all cases by their names.
pub(crate) fn editions() -> impl Iterator<Item = (&'static str, &'static Edition)> {
    cases().iter().map(|(name, case)| (name.as_str(), &case.edition))
}

/// Every case by its name, built once for all tests.
fn cases() -> &'static BTreeMap<String, Built> {
    static CASES: OnceLock<BTreeMap<String, Built>> = OnceLock::new();
    CASES.get_or_init(|| {
        thread::scope(|scope| {
            let building = names(&root().join("tests/issues"))
                .map(|name| (name.clone(), scope.spawn(move || built(&name))))
                .collect::<Vec<_>>();
            building.into_iter().map(|(name, case)| (name, case.join().unwrap())).collect()
        })
    })
}

fn built(name: &str) -> Built {
    let series = root().join("tests/issues").join(name);
    let (edition, findings) = compile(&series, &issue_of(&series), Goal::Artefacts(&[]));
    let reference = std::fs::read_to_string(root().join(format!("tests/ref/{name}.toml")));
    let reference = reference.unwrap_or_else(|_| panic!("the case {name} has no reference"));
    let reference = toml::from_str(&reference).unwrap_or_else(|error| panic!("{name}: {error}"));
    let edition = edition.unwrap_or_else(|| panic!("{name}: {findings:#?}"));
    let pages = read(&edition.artefacts[&format!("{}.pdf", edition.issue.name)]).unwrap().pages;
    Built { reference, findings, wrong: wrong(&edition.proofs.ruler), pages, edition }
}

/// The one folder of a series that has an `issue.toml`.
fn issue_of(series: &Path) -> PathBuf {
    let folders = std::fs::read_dir(series).unwrap().map(|entry| entry.unwrap().path());
    folders.into_iter().find(|path| path.join("issue.toml").exists()).unwrap()
}

/// What lies in a folder, without `.toml`.
fn names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap().trim_end_matches(".toml").to_owned())
}

/// What `of` says of every case, with the case's name before it.
fn over_all(of: impl Fn(&Built) -> Vec<String>) -> Vec<String> {
    let lines = |(name, case)| of(case).into_iter().map(move |line| format!("{name}: {line}"));
    cases().iter().flat_map(lines).collect()
}

#[test]
fn every_reference_has_its_case() {
    for name in names(&root().join("tests/ref")) {
        assert!(cases().contains_key(&name), "tests/ref/{name}.toml belongs to no case");
    }
}

#[test]
fn cases_are_found_as_good_as_they_are() {
    for (name, case) in cases() {
        assert_eq!(case.findings, case.reference.findings, "{name}");
        assert_eq!(case.wrong, Vec::<String>::new(), "{name}");
        assert_eq!(case.pages.len(), case.reference.sheets, "{name}");
    }
}

#[test]
fn every_fact_holds() {
    let failed = over_all(|case| {
        let check = |fact: &fact::Fact| fact.check(&case.pages, &case.reference).err();
        case.reference.facts.iter().filter_map(check).collect()
    });
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn a_wrong_copy_of_any_fact_fails() {
    let passed = over_all(|case| {
        let passes = |fact: &fact::Fact| fact.wrong_copy().check(&case.pages, &case.reference).is_ok();
        case.reference.facts.iter().filter(|fact| passes(fact)).map(|fact| format!("{fact:?}")).collect()
    });
    assert!(passed.is_empty(), "{passed:#?}");
    assert!(cases().values().all(|case| !case.reference.facts.is_empty()));
}
