//! `gazette add`: a document more in a section of an issue.

use std::path::Path;

use anyhow::{Result, bail};

use super::{Outcome, Sink, tell};
use crate::args::Add;
use crate::language::Message;
use crate::nearest::nearest;
use crate::source::{ISSUE_FILE, SERIES_FILE, show};
use crate::start::{self, SeriesDir, Wish};
use crate::within;

/// Writes the document, lists it, and says what to do next.
pub(super) fn run(sink: &Sink, options: &Add) -> Result<Outcome> {
    if let Some(file) = options.file.as_deref().filter(|file| !is_document_name(file)) {
        bail!(message!("add-bad-file", file));
    }
    let texts = [("--number", &options.number), ("--title", &options.title), ("--issuer", &options.issuer)];
    let is_empty = |text: &Option<String>| text.as_ref().is_some_and(|text| text.trim().is_empty());
    if let Some((option, _)) = texts.into_iter().find(|(_, text)| is_empty(text)) {
        bail!(message!("option-empty", option));
    }
    let folder = options.issue.as_path();
    let (series, at) = find(folder)?;
    let issue = &series.issues[at];
    let text = start::exact(&folder.join(ISSUE_FILE))?;
    let section = options.section.trim().trim_start_matches('【').trim_end_matches('】');
    let titles = start::titles(&text);
    if !titles.iter().any(|title| title == section) {
        let all: Vec<_> = titles.iter().map(|title| Message::verbatim(format!("`{title}`"))).collect();
        let all = Message::joined(&all, [", ", "、"]);
        bail!(match nearest(section, titles.iter().map(String::as_str)) {
            Some(near) => message!("add-no-section-near", section, near, all),
            None => message!("add-no-section", section, all),
        });
    }
    let wish = Wish {
        number: options.number.as_deref().map(str::trim),
        title: options.title.as_deref().map(str::trim),
        issuer: options.issuer.as_deref().map(str::trim),
        file: options.file.as_deref(),
    };
    let (name, document) = start::document(&series, issue, &wish)?;
    let Some(listed) = start::list(&text, section, &name) else {
        bail!(message!("add-cannot-list", file = show(&folder.join(ISSUE_FILE)), section));
    };
    start::write_document(folder, &name, &document, [&text, &listed])?;
    let made = message!("add-made", file = show(&folder.join(&name)), section);
    tell(sink, &made)?;
    let next = message!("add-next", file = name.as_str(), issue = show(&options.issue));
    tell(sink, &next)?;
    Ok(Outcome::Good)
}

/// The series of an issue, and where the issue stands among those of the series.
fn find(path: &Path) -> Result<(SeriesDir, usize)> {
    let no_issue = || no_issue(path);
    let Ok(real) = path.canonicalize() else { bail!(no_issue()) };
    if !path.join(ISSUE_FILE).is_file() {
        bail!(no_issue());
    }
    let Some(parent) = real.parent() else { bail!(no_issue()) };
    let series = SeriesDir::read(parent)?;
    let Some(at) = series.issues.iter().position(|issue| issue.folder == real) else { bail!(no_issue()) };
    Ok((series, at))
}

/// That a folder is no issue, and which are, or how one is made there.
fn no_issue(path: &Path) -> Message {
    let folder = show(path);
    let issues = within::issues(path);
    let parent = path.canonicalize().ok().and_then(|real| Some(real.parent()?.join(SERIES_FILE)));
    let above = path.parent().map(|parent| parent.join(SERIES_FILE));
    let is_in_series = [parent, above].into_iter().flatten().any(|file| file.is_file());
    if !issues.is_empty() {
        message!("add-series", folder, issues = within::listed(path, &issues))
    } else if path.join(SERIES_FILE).is_file() {
        message!("add-no-issues", folder, first = show(&path.join("2024-01")))
    } else if path.exists() {
        message!("add-no-issue", folder)
    } else if is_in_series {
        message!("add-nothing-in-series", folder)
    } else {
        message!("add-nothing", folder)
    }
}

/// Whether a name can be that of a document: it lies in the folder itself and stands in an address as it is.
fn is_document_name(name: &str) -> bool {
    let stem = name.strip_suffix(".md").unwrap_or_default();
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    is_plain && !stem.is_empty() && !stem.starts_with('.') && !stem.eq_ignore_ascii_case("index")
}
