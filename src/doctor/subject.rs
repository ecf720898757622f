//! What is examined beside the program: an issue, or a series with all its issues.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{Found, wrong};
use crate::diag::Diagnostics;
use crate::glyphs;
use crate::issue::Draft;
use crate::language::{Message, OrFail};
use crate::manifest::Fonts;
use crate::source::{FontFile, ISSUE_FILE, IssueDir, SERIES_FILE, TEMPLATES_FOLDER, is_hidden, show};
use crate::typeset::{FontSet, built_in_templates, check_templates};

/// How many characters without a face are told.
const TOLD: usize = 8;

/// An issue, or a series with all its issues.
pub(crate) struct Subject {
    /// As it was named.
    folder: PathBuf,
    /// What the newest issue shares with its series.
    newest: ReadIssue,
    /// The others, in the order of their names.
    others: Vec<ReadIssue>,
}

/// An issue as far as it can be read.
struct ReadIssue {
    dir: IssueDir,
    draft: Draft,
    errors: usize,
}

impl Subject {
    /// Reads the folder of an issue or of a series.
    ///
    /// # Errors
    /// It is not there, is neither, or cannot be read.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let shown = show(folder);
        let paths = if folder.join(ISSUE_FILE).is_file() {
            vec![folder.to_owned()]
        } else if folder.join(SERIES_FILE).is_file() {
            issues_of(folder)?
        } else if folder.is_dir() {
            bail!(message!("doctor-foreign", folder = shown));
        } else {
            bail!(message!("doctor-absent", folder = shown));
        };
        let mut others = paths.iter().map(|path| ReadIssue::read(path)).collect::<Result<Vec<_>>>()?;
        let Some(newest) = others.pop() else { bail!(message!("doctor-empty", folder = shown)) };
        Ok(Self { folder: folder.to_owned(), newest, others })
    }

    /// The folder as it was named.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The faces that are asked for, by the newest issue if there are several.
    pub(super) fn fonts(&self) -> Fonts {
        self.newest.draft.fonts()
    }

    /// The font files of the series.
    pub(super) fn font_files(&self) -> &[FontFile] {
        &self.newest.dir.fonts
    }

    /// Whether the looks of its pages are its own.
    pub(super) fn has_own_templates(&self) -> bool {
        self.newest.dir.has_own_templates()
    }

    fn issues(&self) -> impl Iterator<Item = &ReadIssue> {
        self.others.iter().chain([&self.newest])
    }

    /// The faces that an issue asks for and are not there, and the roles that have none.
    pub(super) fn lacking_faces(&self, set: &FontSet) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        for issue in self.issues() {
            set.chains(&issue.draft.fonts(), &mut diagnostics).check(&issue.dir.series_place(), &mut diagnostics);
        }
        diagnostics
    }

    /// Whether the documents can be read, and each of their characters printed.
    pub(super) fn examine_texts(&self, set: &FontSet) -> Vec<Found> {
        let mut found = Vec::new();
        let (mut characters, mut lacking) = (BTreeSet::new(), BTreeSet::new());
        let mut issues: Vec<&str> = Vec::new();
        for ReadIssue { dir, draft, errors } in self.issues() {
            if *errors > 0 {
                found.push(Found::Wrong(message!("doctor-mistakes", issue = &dir.shown, errors = *errors)));
            }
            let chains = set.chains(&draft.fonts(), &mut Diagnostics::default());
            let seen = glyphs::characters(dir, draft, set, &chains);
            if seen.values().any(|is_printable| !is_printable) {
                issues.push(&dir.shown);
            }
            lacking.extend(seen.iter().filter(|(_, is_printable)| !**is_printable).map(|(c, _)| *c));
            characters.extend(seen.into_keys());
        }
        // Without the faces that are asked for nothing can be said of characters.
        if self.lacking_faces(set).has_errors() {
            return found;
        }
        found.push(match lacking.len() {
            0 => Found::Right(message!("doctor-characters", characters = characters.len())),
            number => {
                let more = if number > TOLD { " …" } else { "" };
                let code = |c: &char| Message::verbatim(format!("U+{:04X}", *c as u32));
                let codes: Vec<Message> = lacking.iter().take(TOLD).map(code).collect();
                let codes = Message::joined(&codes, [", ", "、"]);
                Found::Wrong(message!("doctor-lacking", number, codes, more, issues = issues.join(" ")))
            }
        });
        found
    }

    /// What the series has in place of the program's templates.
    pub(super) fn examine_templates(&self) -> Vec<Found> {
        let dir = &self.newest.dir;
        if dir.templates.is_empty() {
            return vec![Found::Right(message!("doctor-no-templates"))];
        }
        let built_in: BTreeMap<&str, &str> = built_in_templates().collect();
        let (mut same, mut changed, mut further) = (Vec::new(), Vec::new(), 0_usize);
        for (path, file) in &dir.templates {
            match built_in.get(path.as_str()) {
                Some(text) if *text == file.text() => same.push(path),
                Some(_) => changed.push(Message::verbatim(format!("`{path}`"))),
                None => further += 1,
            }
        }
        let mut found = Vec::new();
        if !changed.is_empty() {
            let all = Message::joined(&changed, [", ", "、"]);
            found.push(Found::Right(message!("doctor-templates", files = changed.len(), all)));
        }
        if further > 0 {
            found.push(Found::Right(message!("doctor-templates-further", files = further)));
        }
        let same = same.into_iter().map(|path| format!("{TEMPLATES_FOLDER}/{path}"));
        found.extend(same.map(|file| Found::Wrong(message!("doctor-template-same", file))));
        let mut diagnostics = Diagnostics::default();
        check_templates(dir, &mut diagnostics);
        found.extend(wrong(&diagnostics));
        found
    }
}

impl ReadIssue {
    fn read(path: &Path) -> Result<Self> {
        let mut diagnostics = Diagnostics::default();
        let dir = IssueDir::read(path, &mut diagnostics)?;
        let draft = Draft::read(&dir, &mut diagnostics);
        Ok(Self { dir, draft, errors: diagnostics.counts().0 })
    }
}

/// The folders of the issues of a series, in the order of their names; a link may lead anywhere, and is none.
fn issues_of(series: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || message!("folder-unreadable", shown = show(series));
    let mut issues = Vec::new();
    for entry in fs::read_dir(series).or_fail(cannot)? {
        let entry = entry.or_fail(cannot)?;
        let (name, path) = (entry.file_name(), entry.path());
        if !is_hidden(&name) && !path.is_symlink() && path.join(ISSUE_FILE).is_file() {
            issues.push(path);
        }
    }
    issues.sort();
    Ok(issues)
}
