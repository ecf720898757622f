//! `gazette template`: the program's templates, written into a series to be changed there.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;

use anyhow::{Result, bail};

use super::{Outcome, Sink, tell};
use crate::args::Template;
use crate::language::Message;
use crate::nearest::nearest;
use crate::source::{SERIES_FILE, TEMPLATES_FOLDER, show};
use crate::start;
use crate::typeset::built_in_templates;

/// Does what was asked for with templates.
pub(super) fn run(sink: &Sink, template: &Template) -> Result<Outcome> {
    match template {
        Template::Export { series, files } => export(sink, series, files)?,
    }
    Ok(Outcome::Good)
}

/// Writes the files of these names, or all, and says what to do next.
fn export(sink: &Sink, series: &Path, names: &[String]) -> Result<()> {
    if !series.join(SERIES_FILE).is_file() {
        bail!(message!("template-no-series", folder = show(series)));
    }
    let built_in: BTreeMap<&str, &str> = built_in_templates().collect();
    if let Some(name) = names.iter().find(|name| !built_in.contains_key(name.as_str())) {
        bail!(unknown(name, &built_in));
    }
    let is_wanted = |path: &str| names.is_empty() || names.iter().any(|name| name == path);
    let files = built_in.into_iter().filter(|(path, _)| is_wanted(path));
    let files: BTreeMap<String, Vec<u8>> =
        files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_owned())).collect();
    let folder = series.join(TEMPLATES_FOLDER);
    refuse(&folder, files.keys())?;
    start::write_files(&folder, &files)?;
    for path in files.keys() {
        tell(sink, &message!("template-made", file = show(&folder.join(path))))?;
    }
    tell(sink, &message!("template-next", files = files.len(), series = show(series)))
}

/// A name that no template has, with the one that was meant. The last part alone is compared: people leave folders out, or
/// write those above `templates` too.
fn unknown(name: &str, built_in: &BTreeMap<&str, &str>) -> Message {
    let near = nearest(file_name(name), built_in.keys().map(|known| file_name(known)));
    match built_in.keys().find(|known| near == Some(file_name(known))) {
        Some(near) => message!("template-unknown-near", name, near = *near),
        None => message!("template-unknown", name, all = listed(built_in.keys())),
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Names one after the other, in backticks.
fn listed(names: impl IntoIterator<Item = impl Display>) -> Message {
    let names: Vec<Message> = names.into_iter().map(|name| Message::verbatim(format!("`{name}`"))).collect();
    Message::joined(&names, [", ", "、"])
}

/// None of the files may be there, since somebody may have changed it.
///
/// # Errors
/// Some are there.
fn refuse<'a>(folder: &Path, paths: impl Iterator<Item = &'a String>) -> Result<()> {
    let there = paths.map(|path| folder.join(path)).filter(|path| path.symlink_metadata().is_ok());
    let there: Vec<String> = there.map(|path| show(&path)).collect();
    if !there.is_empty() {
        bail!(message!("template-there", files = there.len(), all = listed(&there)));
    }
    Ok(())
}
