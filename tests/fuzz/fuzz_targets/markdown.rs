//! The body of a document: refused with a place, or printed whole.

#![no_main]

mod issue;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| issue::build(&issue::issue(issue::SERIES, "\"a.md\"", &format!("{}{body}", issue::HEAD))));
