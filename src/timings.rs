//! Where the time goes: the steps of a run and, within them, what Typst does, as a trace that Perfetto and `chrome://tracing` open.
//!
//! A step is timed by Typst's own `timed!` or [`TimingScope`], which cost nothing unless a trace was asked for.

use std::collections::HashMap;
use std::io::{self, Write};
use std::num::NonZeroU64;
use std::path::Path;

use anyhow::Result;
use typst::syntax::{FileId, Source, Span, SpanKind};
use typst_timing::TimingScope;

use crate::interrupt::undisturbed;
use crate::language::OrFail;
use crate::typeset::template_source;

/// Runs something, and writes where its time went to a file if one is named.
///
/// # Errors
/// The file cannot be written; what ran is told with its own error first.
pub(crate) fn traced<T>(file: Option<&Path>, run: impl FnOnce() -> Result<T>) -> Result<T> {
    let Some(file) = file else { return run() };
    typst_timing::enable();
    let ran = run();
    typst_timing::disable();
    let mut trace = Vec::new();
    let written = export(&mut trace).and_then(|()| undisturbed(|| std::fs::write(file, trace)));
    let value = ran?;
    written.or_fail(|| message!("cannot-write", file = file.display().to_string()))?;
    Ok(value)
}

/// The work on one thing, by its name; the steps within it are those that its thread takes until this is dropped.
pub(crate) fn scope(name: &str) -> Option<TimingScope> {
    // The recorder keeps names as long as the program runs. There are as many as things that the user named.
    typst_timing::is_enabled().then(|| TimingScope::new(name.to_owned().leak())).flatten()
}

fn export(trace: &mut impl Write) -> io::Result<()> {
    let mut sources = HashMap::new();
    typst_timing::export_json(trace, |span| place(span, &mut sources)).map_err(io::Error::other)
}

/// The file that a span leads to and its line in a template of the program; what comes from an issue has no line, since several may
/// have files of one name.
fn place(span: NonZeroU64, sources: &mut HashMap<FileId, Option<Source>>) -> (String, u32) {
    let (id, number) = match Span::from_raw(span).get() {
        SpanKind::Detached => return (String::new(), 0),
        SpanKind::Range { id, .. } => (id, None),
        SpanKind::Number { id, num } => (id, Some(num)),
    };
    let source = sources.entry(id).or_insert_with(|| template_source(id)).as_ref();
    let line = source.zip(number).and_then(|(source, number)| {
        let range = source.range(number, None)?;
        source.lines().byte_to_line(range.start)
    });
    (id.vpath().get_without_slash().to_string(), line.map_or(0, |line| line as u32 + 1))
}
