//! `gazette schema`: what editors of TOML go by, to complete keys, explain them and mark mistakes.

use anyhow::Result;

use super::{Outcome, Sink, say};
use crate::args::Typed;
use crate::manifest::{document_schema, issue_schema, series_schema};

/// Prints the schema of one kind of TOML.
pub(super) fn run(sink: &Sink, kind: Typed) -> Result<Outcome> {
    let schema = match kind {
        Typed::Gazette => series_schema(sink.language()),
        Typed::Issue => issue_schema(sink.language()),
        Typed::Document => document_schema(sink.language()),
    };
    say(format_args!("{}", serde_json::to_string_pretty(&schema)?))?;
    sink.next(|| message!("next-file", command = "schema"))?;
    Ok(Outcome::Good)
}
