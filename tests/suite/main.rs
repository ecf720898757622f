//! One binary for all tests of the product; `tests/README.md` lists its files in the order of the pipeline.

// A test that cannot read what it needs has failed; that is all there is to say about it.
#![allow(clippy::unwrap_used)]

mod support;

mod addresses;
mod artefact;
mod bad_input;
mod batch;
mod chinese;
mod command;
mod commonmark;
mod contained;
mod contents;
mod damage;
mod doctor;
mod exchange;
mod explain;
mod extent;
mod faults;
mod fixtures;
mod fmt;
mod folders;
mod fonts;
mod formats;
mod forms;
mod galley;
mod glyphs;
mod help;
mod hostile;
mod imposition;
mod issue;
mod job;
mod language;
mod large_print;
mod layout;
mod lines;
mod lock;
mod manifest;
mod markdown;
mod offprints;
mod pages;
mod parts;
mod plain;
mod press;
mod printed_issue;
mod random;
mod reader;
mod readme;
mod readme_zh;
#[cfg(unix)]
mod recipes;
mod reproducible;
mod ruler;
mod schema;
mod search;
mod serve;
mod shell;
mod shift;
mod signing;
mod slips;
mod source;
mod start;
mod structures;
mod tables;
mod template;
mod templates;
mod terminal;
mod text;
mod timings;
mod titles;
mod typeset;
mod verify;
mod web;
