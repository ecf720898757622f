//! One binary for all tests of the product, in the order of the pipeline; see `tests/README.md`.

mod support;

mod artefact;
mod command;
mod issue;
mod manifest;
mod markdown;
mod printed_issue;
mod readme;
mod source;
mod typeset;
