//! Where an issue is worked on: what all who do so share, and what one of them hands back.

use std::path::Path;

use anyhow::Result;
use typst_timing::timed;

use super::Outcome;
use super::faces::Faces;
use super::progress::{Manner, Progress, Stage};
use super::sink::Measure;
use crate::compile::{self, Edition, Goal};
use crate::diag::Diagnostics;
use crate::language::{Language, Message};
use crate::place::SourceFile;
use crate::source::{IssueDir, show};

/// What all share who work on issues, perhaps at the same time.
pub(super) struct Desk {
    /// Read once for all issues of a series.
    pub(super) faces: Faces,
    /// What makes an issue wrong.
    pub(super) measure: Measure,
    /// In which people are told.
    pub(super) language: Language,
    /// How the steps of one issue are told.
    pub(super) manner: Manner,
}

impl Desk {
    /// Reads an issue, and begins to tell how far it has come.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn read(&self, path: &Path) -> Result<Work<'_>> {
        let progress = Progress::begin(self.manner, self.language, &show(path), Stage::Reading);
        let mut found = Diagnostics::default();
        let dir = timed!("read", IssueDir::read(path, &mut found))?;
        Ok(Work { desk: self, progress, dir, found })
    }

    /// A message in the language of the run.
    pub(super) fn told(&self, message: &Message) -> String {
        message.text(self.language).to_owned()
    }
}

/// An issue that is worked on.
pub(super) struct Work<'a> {
    desk: &'a Desk,
    /// Tells how far it has come.
    pub(super) progress: Progress,
    /// What was read.
    pub(super) dir: IssueDir,
    /// What was found so far.
    pub(super) found: Diagnostics,
}

impl Work<'_> {
    /// Compiles it; an edition that a proof found wrong is there, too.
    pub(super) fn compile(&mut self, goal: Goal) -> Option<Edition> {
        let fonts = timed!("read faces", self.desk.faces.of(&self.dir.fonts));
        compile::compile_in_steps(&self.dir, &fonts, goal, &mut self.found, &mut |step| {
            self.progress.stage(Stage::from(&step));
        })
    }

    /// How what was found so far leaves it.
    pub(super) fn outcome(&self) -> Outcome {
        self.desk.measure.outcome(&self.found)
    }

    /// Ends the work.
    pub(super) fn done(self, end: Result<End>, size: Option<Size>, lines: Vec<String>) -> Done {
        Done { findings: Findings::of(&self.dir, self.found), end, size, lines }
    }
}

/// What came of an issue, in the order in which it is told.
pub(super) struct Done {
    /// What was found in it.
    pub(super) findings: Findings,
    /// The command's result.
    pub(super) lines: Vec<String>,
    /// How much it is, if it could be made.
    pub(super) size: Option<Size>,
    /// How it ended; or what kept the command from its work.
    pub(super) end: Result<End>,
}

/// How much an edition is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// Of the issue.
    pub(super) documents: usize,
    /// Pages of the PDF.
    pub(super) sheets: u32,
}

impl Size {
    /// That of an edition.
    pub(super) fn of(edition: &Edition) -> Self {
        Self { documents: edition.pagination.documents.len(), sheets: edition.pagination.sheets }
    }
}

/// How the work on an issue ended; each holds what comes next.
pub(super) enum End {
    /// Its edition was written.
    Built(Message),
    /// Its edition was there already.
    Unchanged(Message),
    /// Nothing forbids to print it.
    Good(Message),
    /// It has errors, or warnings that were denied.
    Wrong(Message),
}

impl End {
    /// That of a wrong issue, which the user named `shown`.
    pub(super) fn wrong(shown: &str) -> Self {
        Self::Wrong(message!("next-wrong", issue = shown))
    }

    /// What comes next.
    pub(super) fn next(&self) -> &Message {
        let (Self::Built(next) | Self::Unchanged(next) | Self::Good(next) | Self::Wrong(next)) = self;
        next
    }

    /// How it ended, in a word.
    pub(super) fn name(&self) -> Message {
        match self {
            Self::Built(_) => message!("ended-built"),
            Self::Unchanged(_) => message!("ended-unchanged"),
            Self::Good(_) => message!("ended-good"),
            Self::Wrong(_) => message!("ended-wrong"),
        }
    }

    /// Whether the issue may be printed.
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Built(_) | Self::Unchanged(_) | Self::Good(_) => Outcome::Good,
            Self::Wrong(_) => Outcome::Wrong,
        }
    }
}

/// What was found in an issue, without all that nothing was found in.
pub(super) struct Findings {
    /// The folder as the user named it.
    pub(super) shown: String,
    /// What was found.
    pub(super) list: Diagnostics,
    files: Vec<SourceFile>,
}

impl Findings {
    /// None in an issue that could not be read.
    pub(super) fn none(path: &Path) -> Self {
        Self { shown: show(path), list: Diagnostics::default(), files: Vec::new() }
    }

    /// Those in the issue of a folder.
    pub(super) fn of(dir: &IssueDir, list: Diagnostics) -> Self {
        let mut files: Vec<SourceFile> = Vec::new();
        for found in list.sorted() {
            if !files.iter().any(|file| file.shown() == found.place.file) {
                files.extend(compile::file_of(dir, found));
            }
        }
        Self { shown: dir.shown.clone(), list, files }
    }

    /// The text that messages call `shown`, if something was found in it.
    pub(super) fn file(&self, shown: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.shown() == shown)
    }
}
