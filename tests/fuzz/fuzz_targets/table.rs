//! A table with merged cells, whose signs are those that tables are made of.

#![no_main]

mod issue;

use libfuzzer_sys::fuzz_target;

/// What each byte stands for.
const PIECES: [&str; 16] = [
    "|",
    " ",
    "\n",
    "|---|:-:|--:|\n",
    "^",
    "<",
    "|",
    "甲",
    "7",
    "<br>",
    "**",
    "\\",
    "[^1]",
    "\n\n[^1]: 注。\n",
    "表1 乙\n\n",
    "\n注：丙。\n",
];

fuzz_target!(|bytes: &[u8]| {
    let table: String = bytes.iter().map(|byte| PIECES[usize::from(byte % 16)]).collect();
    issue::build(&issue::issue(issue::SERIES, "\"a.md\"", &format!("{}甲。\n\n{table}", issue::HEAD)));
});
