//! What can be typed after `gazette`.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::language::Language;

/// Compile the issues of a government gazette (政府公报) from Markdown and TOML to PDF and HTML
#[derive(Debug, Parser)]
#[command(name = "gazette", version, arg_required_else_help = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// How findings are printed
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    pub format: Format,
    /// Treat findings of this kind as errors
    #[arg(long, global = true, value_enum, value_name = "KIND")]
    pub deny: Option<Deny>,
    /// The language of messages; that of the locale where it is not given
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
}

impl Args {
    /// The language in which this run speaks.
    pub(crate) fn language(&self) -> Language {
        self.lang.unwrap_or_else(Language::of_locale)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Build the PDF and HTML editions of each issue into OUT/<issue>/
    #[command(after_help = "Example: gazette build issues/2024-02")]
    Build {
        /// Folders of issues
        #[arg(required = true, value_name = "ISSUE")]
        issues: Vec<PathBuf>,
        /// The folder that takes the editions
        #[arg(long, default_value = "dist", value_name = "OUT")]
        out: PathBuf,
    },
    /// Find everything that a build would find wrong, and write nothing
    #[command(after_help = "Example: gazette check issues/* --deny warnings")]
    Check {
        /// Folders of issues
        #[arg(required = true, value_name = "ISSUE")]
        issues: Vec<PathBuf>,
        /// Report everything that differs from issue.lock, and why pages moved
        #[arg(long)]
        locked: bool,
        /// Build each issue a second time, in other surroundings, and compare the files byte by byte
        #[arg(long)]
        reproducible: bool,
    },
    /// Record a published issue in its issue.lock
    #[command(after_help = "Example: gazette lock issues/2024-02")]
    Lock {
        /// Folders of issues
        #[arg(required = true, value_name = "ISSUE")]
        issues: Vec<PathBuf>,
    },
    /// Print the contents of an issue with its page numbers
    #[command(after_help = "Example: gazette toc issues/2024-02 --json")]
    Toc {
        /// The folder of an issue
        #[arg(value_name = "ISSUE")]
        issue: PathBuf,
        /// Print JSON for machines
        #[arg(long)]
        json: bool,
    },
    /// Prove built editions from their files alone, without the folders they were made of
    #[command(after_help = "Example: gazette verify dist/2024-02")]
    Verify {
        /// Folders of built editions, or PDF files
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Tell what a code of a finding means and what to do, or list all codes
    #[command(after_help = "Example: gazette explain unknown-key")]
    Explain {
        /// A code, as findings have it in square brackets
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With an excerpt of the file, for people
    Human,
    /// One line a finding, for editors and logs
    Short,
    /// One JSON object a line
    Json,
    /// One SARIF 2.1.0 document for the whole run
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

/// What `--deny` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// An issue with a warning fails
    Warnings,
}
