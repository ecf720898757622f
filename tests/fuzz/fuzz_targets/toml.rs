//! `gazette.toml`, and the same as `[gazette]` in `issue.toml`.

#![no_main]

mod issue;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|toml: &str| {
    // The second document is not there, so that nothing is set.
    let document = format!("{}正文。\n", issue::HEAD);
    issue::build(&issue::issue(&format!("{}{toml}", issue::SERIES), "\"a.md\", \"b.md\"", &document));
    issue::build(&issue::issue(issue::SERIES, &format!("\"a.md\", \"b.md\"]\n[gazette]\n{toml}\n#"), &document));
});
