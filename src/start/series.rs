//! What lies in the folder of a series, as far as new issues and documents go on from it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use toml_edit::DocumentMut;

use super::{date, parse, read};
use crate::language::OrFail;
use crate::manifest::Date;
use crate::source::{ISSUE_FILE, SERIES_FILE, show};

/// A series with its issues.
pub(crate) struct SeriesDir {
    /// 主办单位, the first of them.
    pub(crate) sponsor: String,
    /// From the first to the last, by year and number.
    pub(crate) issues: Vec<FormerIssue>,
}

/// An issue that is there.
pub(crate) struct FormerIssue {
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// Its `issue.toml`.
    pub(crate) text: String,
    /// The same, taken apart.
    pub(crate) toml: DocumentMut,
    /// 年
    pub(crate) year: u16,
    /// 期
    pub(crate) number: u16,
    /// 总期号
    pub(crate) serial: Option<u32>,
    /// 出版日期, where it can be read.
    pub(crate) date: Option<Date>,
}

impl SeriesDir {
    /// Reads a folder with `gazette.toml`; all issues have to say their year and number, since the last one is asked
    /// for.
    ///
    /// # Errors
    /// There is no `gazette.toml`, or a file cannot be read.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let file = path.join(SERIES_FILE);
        if !file.is_file() {
            bail!(message!("start-no-series", folder = show(path)));
        }
        let toml = parse(&read(&file)?, &file)?;
        let sponsor = toml.get("sponsor").and_then(|item| item.as_str()).and_then(|text| text.trim().lines().next());
        let Some(sponsor) = sponsor else { bail!(message!("start-no-sponsor", file = show(&file))) };
        let cannot = || message!("cannot-read", file = show(path));
        let mut issues = Vec::new();
        for entry in fs::read_dir(path).or_fail(cannot)? {
            let folder = path.join(entry.or_fail(cannot)?.file_name());
            let file = folder.join(ISSUE_FILE);
            let is_hidden = folder.file_name().is_some_and(crate::source::is_hidden);
            // A link may lead anywhere.
            if !is_hidden && !folder.is_symlink() && file.is_file() {
                issues.push(FormerIssue::read(folder, &file)?);
            }
        }
        issues.sort_by(|a, b| (a.year, a.number, &a.folder).cmp(&(b.year, b.number, &b.folder)));
        Ok(Self { sponsor: sponsor.to_owned(), issues })
    }

    /// The last issue, if there is any.
    pub(crate) fn last(&self) -> Option<&FormerIssue> {
        self.issues.last()
    }
}

impl FormerIssue {
    fn read(folder: PathBuf, file: &Path) -> Result<Self> {
        let text = read(file)?;
        let toml = parse(&text, file)?;
        let number = |key: &str| toml.get(key).and_then(|item| item.as_integer());
        let year = number("year").and_then(|year| u16::try_from(year).ok());
        let issue = number("number").and_then(|number| u16::try_from(number).ok());
        let (Some(year), Some(issue)) = (year, issue) else {
            bail!(message!("start-unnumbered", file = show(file)));
        };
        let serial = number("serial").and_then(|serial| u32::try_from(serial).ok());
        let date = toml.get("date").and_then(|item| item.as_datetime()).and_then(date);
        Ok(Self { folder, year, number: issue, serial, date, text, toml })
    }
}
