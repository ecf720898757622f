//! `gazette new`: the next issue of a series, or a new series with its first issue.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::question::Answers;
use super::{Outcome, Sink, tell};
use crate::args::New;
use crate::language::Message;
use crate::manifest::{Date, Typed, typed};
use crate::source::{ISSUE_FILE, SERIES_FILE, show};
use crate::start::{self, Designation, EXAMPLE_FILE, SeriesDir};

/// Makes what was asked for and says what to do next.
pub(super) fn run(sink: &Sink, options: &New) -> Result<Outcome> {
    let date = options.date.as_deref().map(|text| match start::date_of(text) {
        Some(date) => Ok(date),
        None => Err(no_date(text, "--date ")),
    });
    let date = date.transpose()?;
    match (&options.issue, &options.series) {
        (Some(issue), _) => next_issue(sink, issue, date, options.yes)?,
        (None, Some(series)) => new_series(sink, series, date, options)?,
        (None, None) => bail!(message!("new-nothing")),
    }
    Ok(Outcome::Good)
}

/// What is wrong with a date, and how it is typed, after what stands before it.
fn no_date(text: &str, before: &str) -> Message {
    match typed(text) {
        Some(Typed::Day(day)) => message!("new-typed-date", date = text, day = format!("{before}{}", day.iso())),
        Some(Typed::Absent) => message!("new-absent-date", date = text),
        None => message!("new-bad-date", date = text),
    }
}

/// Makes the issue after the last one of the series in whose folder it is to lie.
fn next_issue(sink: &Sink, target: &Path, date: Option<Date>, takes_proposals: bool) -> Result<()> {
    let Some(name) = target.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        bail!(message!("new-unnamed", path = show(target)));
    };
    start::refuse(target)?;
    let folder = target.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
    let series = SeriesDir::read(folder)?;
    let named = start::numbers_of(&name);
    let answers = Answers::of(takes_proposals, &[("--date", date.is_some())])?;
    let proposed = || match series.last().and_then(|last| Some((last.date?, last.number))) {
        Some((date, number)) => start::date_after(date, number, named),
        None => today(),
    };
    let date = dated(sink, answers, date, proposed)?;
    let issue = start::next(&series, named, date)?;
    let mut files = match series.last() {
        Some(last) => start::next_issue(last, &issue)?,
        None => BTreeMap::from([(ISSUE_FILE.to_owned(), start::first_issue(&issue)?.into_bytes())]),
    };
    files.insert(EXAMPLE_FILE.to_owned(), start::example(&series.sponsor, date)?.into_bytes());
    start::write_folder(target, &files)?;
    tell(sink, &made(target, &issue))?;
    for notice in notices(&series, &issue) {
        tell(sink, &notice)?;
    }
    tell(sink, &message!("new-next", issue = show(target), example = EXAMPLE_FILE))
}

/// What an editor should look at, since it may not be meant.
fn notices(series: &SeriesDir, issue: &Designation) -> Vec<Message> {
    let Some(last) = series.last() else { return Vec::new() };
    let (year, number) = (last.year.to_string(), u32::from(last.number));
    let follows = (last.year, last.number.saturating_add(1)) == (issue.year, issue.number)
        || (last.year.saturating_add(1), 1) == (issue.year, issue.number);
    let skipped = (!follows).then(|| message!("new-skipped", year, number));
    let earlier = last.date.filter(|date| *date >= issue.date);
    let earlier = earlier.map(|last| message!("new-earlier", date = issue.date.iso(), last = last.iso()));
    let runs_on = last.toml.contains_key("first-folio").then(|| message!("new-first-folio"));
    skipped.into_iter().chain(earlier).chain(runs_on).collect()
}

/// Makes a series and its first issue.
fn new_series(sink: &Sink, target: &Path, date: Option<Date>, options: &New) -> Result<()> {
    start::refuse(target)?;
    let given =
        [("--name", options.name.is_some()), ("--sponsor", options.sponsor.is_some()), ("--date", date.is_some())];
    let answers = Answers::of(options.yes, &given)?;
    let read = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let ask = |option: &str, given: &Option<String>, question: Message, proposed: &str| match given.as_deref().map(read)
    {
        Some(Some(given)) => Ok(given),
        Some(None) => bail!(message!("option-empty", option)),
        None => answers.ask(sink, &question, proposed, read, |answer| message!("new-try-again", answer)),
    };
    let sponsor = ask("--sponsor", &options.sponsor, message!("new-ask-sponsor"), "某某区人民政府")?;
    let name = ask("--name", &options.name, message!("new-ask-name"), &format!("{sponsor}公报"))?;
    let date = dated(sink, answers, date, today)?;
    let issue = Designation { year: date.year, number: 1, serial: None, date };
    let folder = format!("{}-01", date.year);
    let files = BTreeMap::from([
        (SERIES_FILE.to_owned(), start::series_toml(&name, &sponsor)?.into_bytes()),
        (format!("{folder}/{ISSUE_FILE}"), start::first_issue(&issue)?.into_bytes()),
        (format!("{folder}/{EXAMPLE_FILE}"), start::example(&sponsor, date)?.into_bytes()),
    ]);
    start::write_folder(target, &files)?;
    let first: PathBuf = target.join(folder);
    tell(sink, &message!("new-made-series", folder = show(target), name))?;
    tell(sink, &made(&first, &issue))?;
    let file = show(&target.join(SERIES_FILE));
    tell(sink, &message!("new-next-series", file, issue = show(&first)))
}

/// 出版日期, as it is given or answered.
fn dated(sink: &Sink, answers: Answers, given: Option<Date>, proposed: impl FnOnce() -> Date) -> Result<Date> {
    let ask = || {
        let again = |answer: &str| no_date(answer, "");
        answers.ask(sink, &message!("new-ask-date"), &proposed().iso(), start::date_of, again)
    };
    given.map_or_else(ask, Ok)
}

fn made(folder: &Path, issue: &Designation) -> Message {
    let (year, number, date) = (issue.year.to_string(), u32::from(issue.number), issue.date.iso());
    match issue.serial {
        Some(serial) => {
            message!("new-made-serial", folder = show(folder), year, number, serial = serial.to_string(), date)
        }
        None => message!("new-made", folder = show(folder), year, number, date),
    }
}

/// The day on which the program is called, by the clock of China, which has one; a proposal only, for a series without issues.
fn today() -> Date {
    let china = time::UtcOffset::from_hms(8, 0, 0).expect("eight hours east are an offset");
    let today = time::OffsetDateTime::now_utc().to_offset(china).date();
    let year = u16::try_from(today.year()).unwrap_or_default();
    Date { year, month: today.month().into(), day: today.day() }
}
