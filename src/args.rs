//! What can be typed after `gazette`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

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
    /// When findings have colours; NO_COLOR in the environment stands for never
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// Print findings and failures, and nothing else
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Tell each step and the time that it takes
    #[arg(long, short, global = true)]
    pub verbose: bool,
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
    /// Make the next issue of a series, or a new series with its first issue
    #[command(
        after_help = "Examples: gazette new issues/2024-03 --date 2024-09-30\n          gazette new --series issues"
    )]
    New(New),
    /// Add a document to a section of an issue
    #[command(after_help = "Example: gazette add issues/2024-03 --section 区政府文件 --number '某政发〔2024〕9号'")]
    Add(Add),
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
    /// Build an issue anew whenever something of it is saved
    #[command(after_help = "Example: gazette watch issues/2024-02")]
    Watch {
        /// The folder of an issue
        #[arg(value_name = "ISSUE")]
        issue: PathBuf,
        /// The folder that takes the editions
        #[arg(long, default_value = "dist", value_name = "OUT")]
        out: PathBuf,
    },
    /// Show an issue in a browser, and build and show it anew whenever something of it is saved
    #[command(after_help = "Example: gazette serve issues/2024-02")]
    Serve {
        /// The folder of an issue
        #[arg(value_name = "ISSUE")]
        issue: PathBuf,
        /// The folder that takes the editions
        #[arg(long, default_value = "dist", value_name = "OUT")]
        out: PathBuf,
        /// The address that answers; port 0 stands for any free one
        #[arg(long, default_value = "127.0.0.1:4150", value_name = "ADDRESS")]
        listen: SocketAddr,
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
    /// List the faces of each role, mark those that an issue uses, and tell what stands in for others
    #[command(after_help = "Example: gazette fonts issues/2024-02")]
    Fonts {
        /// Folders of issues; without one, the faces that come with the program
        #[arg(value_name = "ISSUE")]
        issues: Vec<PathBuf>,
    },
    /// Examine what a build needs: fonts, templates, versions, write access, language
    #[command(after_help = "Example: gazette doctor issues/2024-02")]
    Doctor {
        /// The folder of an issue or of a series; without one, the program and its surroundings
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
        /// The folder that takes the editions
        #[arg(long, default_value = "dist", value_name = "OUT")]
        out: PathBuf,
    },
    /// Write the TOML and Markdown of an issue in one way, without changing what they say
    #[command(after_help = "Example: gazette fmt issues/2024-02 --check")]
    Fmt {
        /// Folders of issues
        #[arg(required = true, value_name = "ISSUE")]
        issues: Vec<PathBuf>,
        /// Write nothing, list the files that would change, and fail if there are any
        #[arg(long)]
        check: bool,
    },
    /// Print the JSON Schema of gazette.toml, issue.toml or the front matter, for editors
    #[command(after_help = "Example: gazette schema gazette > issues/gazette.schema.json")]
    Schema {
        /// What it describes
        #[arg(value_enum, value_name = "KIND")]
        kind: Typed,
    },
    /// Write the templates of the program into a series, to be changed there
    #[command(subcommand)]
    Template(Template),
    /// Print the script that completes commands and options in a shell
    #[command(after_help = "Example: gazette completions bash > ~/.local/share/bash-completion/completions/gazette")]
    Completions {
        /// The shell
        #[arg(value_enum, value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the manual page of the program, or of one command
    #[command(after_help = "Example: gazette man build > gazette-build.1")]
    Man {
        /// A command
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

/// What `gazette new` is told; what is not told is asked.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The folder of the issue, named with year and number, in the folder that has gazette.toml
    #[arg(value_name = "ISSUE", required_unless_present = "series", conflicts_with = "series")]
    pub issue: Option<PathBuf>,
    /// The folder of a new series, which gets its first issue
    #[arg(long, value_name = "DIR")]
    pub series: Option<PathBuf>,
    /// The name of the new series (刊名)
    #[arg(long, requires = "series", value_name = "NAME")]
    pub name: Option<String>,
    /// Who publishes the new series (主办单位)
    #[arg(long, requires = "series", value_name = "SPONSOR")]
    pub sponsor: Option<String>,
    /// When the issue appears (出版日期): 2024-09-30
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Ask nothing and take what is proposed
    #[arg(long)]
    pub yes: bool,
}

/// What `gazette add` is told.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// The folder of the issue
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,
    /// The title of the section that gets the document
    #[arg(long, value_name = "SECTION")]
    pub section: String,
    /// The number of the document (发文字号); a document without one is a reprint
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<String>,
    /// The title of the document (标题)
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// The body that issues it (发文机关)
    #[arg(long, value_name = "ISSUER")]
    pub issuer: Option<String>,
    /// The name of its file; after its number unless given
    #[arg(long, value_name = "FILE")]
    pub file: Option<String>,
}

/// What editors type in TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Typed {
    /// gazette.toml, which all issues share
    Gazette,
    /// issue.toml
    Issue,
    /// The front matter of a document
    Document,
}

/// What `gazette template` does.
#[derive(Debug, Subcommand)]
pub enum Template {
    /// Write templates of the program into the folder `templates` of a series; nothing that is there is written over
    #[command(after_help = "Example: gazette template export issues components/head.typ")]
    Export {
        /// The folder of the series, which has gazette.toml
        #[arg(value_name = "SERIES")]
        series: PathBuf,
        /// Templates, such as components/head.typ or gazette.css; all unless given
        #[arg(value_name = "FILE")]
        files: Vec<String>,
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

/// When findings have colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Also in a file or a pipe
    Always,
    /// Not even on a terminal
    Never,
}

impl Color {
    /// Whether the surroundings ask for no colours (<https://no-color.org>: `NO_COLOR` is set and not empty).
    pub(crate) fn are_refused() -> bool {
        std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
    }
}

/// What `--deny` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// An issue with a warning fails
    Warnings,
}
