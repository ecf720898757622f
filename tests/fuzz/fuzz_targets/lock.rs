//! `issue.lock`.

#![no_main]

mod issue;

use gazette::diag::Diagnostics;
use gazette::lock::Lock;
use gazette::place::SourceFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|lock: &str| {
    let mut dir = issue::issue(issue::SERIES, "\"a.md\"", "");
    let file = SourceFile::new("issue.lock", lock);
    dir.lock = Some(file.clone());
    let mut diagnostics = Diagnostics::default();
    let read = Lock::read(&dir, &mut diagnostics);
    for found in diagnostics.sorted() {
        assert!(file.text().get(found.place.range.clone()).is_some(), "{found:?} is nowhere");
    }
    assert_eq!(read.is_some(), !diagnostics.has_errors());
    if let Some(read) = read {
        let again = SourceFile::new("issue.lock", read.to_toml());
        dir.lock = Some(again.clone());
        let read = Lock::read(&dir, &mut diagnostics).expect("what is written can be read");
        assert_eq!(read.to_toml(), again.text());
    }
});
