//! The front matter of a document.

#![no_main]

mod issue;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|front_matter: &str| {
    // The second document is not there, so that nothing is set.
    issue::build(&issue::issue(issue::SERIES, "\"a.md\", \"b.md\"", &format!("+++\n{front_matter}\n+++\n正文。\n")));
});
