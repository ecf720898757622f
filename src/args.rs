//! What can be typed after `gazette`. What the help says of it stands in the catalogue (`help.ftl`), in both languages; what is said
//! here is for readers of the program.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::language::Language;
use crate::uses::{Imposition, Use};

/// All that was typed.
#[derive(Debug, Parser)]
#[command(name = "gazette", version, arg_required_else_help = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// How findings are printed.
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    pub format: Format,
    /// What counts as an error beside errors.
    #[arg(long, global = true, value_enum, value_name = "KIND")]
    pub deny: Option<Deny>,
    /// The language of the run, unless it is that of the locale.
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
    /// When findings and help have colours.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// No results are printed.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Steps and their times are told.
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
    /// Runs `command::new`.
    New(New),
    /// Runs `command::add`.
    Add(Add),
    /// Runs `command::build`.
    Build {
        /// Folders of issues.
        #[arg(required = true, value_name = "ISSUE")]
        issues: Vec<PathBuf>,
        /// The folder that takes the editions.
        #[arg(long, default_value = "dist", value_name = "OUT")]
        out: PathBuf,
        /// What is made beside the edition that is published.
        #[arg(long = "edition", value_enum, value_name = "EDITION")]
        editions: Vec<Further>,
        /// How the pages of the press edition are put on sheets, too; asks for that edition.
        #[arg(long, value_enum, value_name = "SHEETS")]
        impose: Option<Imposition>,
        /// The file that takes a trace of what the time went into.
        #[arg(long, value_name = "FILE")]
        timings: Option<PathBuf>,
    },
    /// Runs `command::watch`.
    Watch(Followed),
    /// Runs `command::serve`.
    Serve {
        /// What is shown.
        #[command(flatten)]
        followed: Followed,
        /// The address that answers.
        #[arg(long, default_value = "127.0.0.1:4150", value_name = "ADDRESS")]
        listen: SocketAddr,
    },
    /// Runs `command::check`.
    Check {
        /// Folders of issues.
        #[arg(required = true, value_name = "ISSUE")]
        issues: Vec<PathBuf>,
        /// What is examined beside the edition that is published.
        #[arg(long = "edition", value_enum, value_name = "EDITION")]
        editions: Vec<Further>,
        /// How the pages of the press edition are put on sheets, too; asks for that edition.
        #[arg(long, value_enum, value_name = "SHEETS")]
        impose: Option<Imposition>,
        /// Whether the lock is compared.
        #[arg(long)]
        locked: bool,
        /// Whether there is a second build.
        #[arg(long)]
        reproducible: bool,
        /// The file that takes a trace of what the time went into.
        #[arg(long, value_name = "FILE")]
        timings: Option<PathBuf>,
    },
    /// Runs `command::lock`.
    Lock {
        /// Folders of issues.
        #[arg(required = true, value_name = "ISSUE")]
        issues: Vec<PathBuf>,
    },
    /// Runs `command::toc`.
    Toc {
        /// The folder of an issue.
        #[arg(value_name = "ISSUE")]
        issue: PathBuf,
        /// Whether machines read it.
        #[arg(long)]
        json: bool,
    },
    /// Runs `command::verify`.
    Verify {
        /// Folders of built editions, or PDF files.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Runs `command::explain`.
    Explain {
        /// A code; without one, all are listed.
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// Runs `command::fonts`.
    Fonts {
        /// Folders of issues; none stands for the faces of the program.
        #[arg(value_name = "ISSUE")]
        issues: Vec<PathBuf>,
    },
    /// Runs `command::doctor`.
    Doctor {
        /// The folder of an issue or of a series; without one, the program and its surroundings.
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
        /// The folder that takes the editions.
        #[arg(long, default_value = "dist", value_name = "OUT")]
        out: PathBuf,
    },
    /// Runs `command::fmt`.
    Fmt {
        /// Folders of issues.
        #[arg(required = true, value_name = "ISSUE")]
        issues: Vec<PathBuf>,
        /// Whether nothing is written.
        #[arg(long)]
        check: bool,
    },
    /// Runs `command::schema`.
    Schema {
        /// What it describes.
        #[arg(value_enum, value_name = "KIND")]
        kind: Typed,
    },
    /// Runs `command::template`.
    #[command(subcommand)]
    Template(Template),
    /// Runs `command::completions`.
    Completions {
        /// The shell that reads the script.
        #[arg(value_enum, value_name = "SHELL")]
        shell: Shell,
    },
    /// Runs `command::man`.
    Man {
        /// A command; without one, the page is that of the program.
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

/// What `gazette watch` and `gazette serve` are told.
#[derive(Debug, clap::Args)]
pub struct Followed {
    /// The folder of the issue.
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,
    /// The folder that takes the editions.
    #[arg(long, default_value = "dist", value_name = "OUT")]
    pub out: PathBuf,
    /// The file that takes a trace of what the time of the last build went into.
    #[arg(long, value_name = "FILE")]
    pub timings: Option<PathBuf>,
}

/// What `gazette new` is told; what is not told is asked.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The folder of the issue, which tells its year and number.
    #[arg(value_name = "ISSUE", required_unless_present = "series", conflicts_with = "series")]
    pub issue: Option<PathBuf>,
    /// The folder of a new series.
    #[arg(long, value_name = "DIR")]
    pub series: Option<PathBuf>,
    /// The name of the new series (刊名).
    #[arg(long, requires = "series", value_name = "NAME")]
    pub name: Option<String>,
    /// Who publishes the new series (主办单位).
    #[arg(long, requires = "series", value_name = "SPONSOR")]
    pub sponsor: Option<String>,
    /// When the issue appears (出版日期), not parsed yet.
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Whether what is proposed is taken unasked.
    #[arg(long)]
    pub yes: bool,
}

/// What `gazette add` is told.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// The folder of the issue.
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,
    /// The title of the section that gets the document.
    #[arg(long, value_name = "SECTION")]
    pub section: String,
    /// The number of the document (发文字号); one without is a reprint.
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<String>,
    /// The title of the document (标题).
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// The body that issues it (发文机关).
    #[arg(long, value_name = "ISSUER")]
    pub issuer: Option<String>,
    /// The name of its file, unless it is made of its number.
    #[arg(long, value_name = "FILE")]
    pub file: Option<String>,
}

/// What `--edition` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Further {
    /// For the print shop (付印版).
    Press,
    /// For proof-readers (校样).
    Proof,
    /// One PDF a document (单行本).
    Offprints,
    /// In large print (大字版).
    LargePrint,
    /// All of them.
    All,
}

/// Each use with its name; `all` stands for all of them, in this order.
const USES: [(Further, Use); 4] = [
    (Further::Press, Use::Press),
    (Further::Proof, Use::Proof),
    (Further::Offprints, Use::Offprints),
    (Further::LargePrint, Use::LargePrint),
];

/// What was asked for, each use once; sheets are made of the pages of the press edition.
pub(crate) fn uses(editions: &[Further], impose: Option<Imposition>) -> Vec<Use> {
    let is_asked = |further: &Further| {
        let is_implied = *further == Further::Press && impose.is_some();
        editions.contains(further) || editions.contains(&Further::All) || is_implied
    };
    let mut uses: Vec<Use> = USES.iter().filter(|(further, _)| is_asked(further)).map(|(_, wanted)| *wanted).collect();
    uses.extend(impose.map(Use::Imposed));
    uses
}

/// How a use is typed.
pub(crate) fn typed(wanted: Use) -> [String; 2] {
    if let Use::Imposed(imposition) = wanted {
        return ["--impose".to_owned(), imposition.word().to_owned()];
    }
    let named = USES.iter().find(|(_, other)| *other == wanted).and_then(|(further, _)| further.to_possible_value());
    ["--edition".to_owned(), named.map(|value| value.get_name().to_owned()).unwrap_or_default()]
}

/// What editors type in TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Typed {
    /// `gazette.toml`, which all issues share.
    Gazette,
    /// `issue.toml`.
    Issue,
    /// The front matter of a document.
    Document,
}

/// What `gazette template` does.
#[derive(Debug, Subcommand)]
pub enum Template {
    /// Runs `command::template`.
    Export {
        /// The folder of the series.
        #[arg(value_name = "SERIES")]
        series: PathBuf,
        /// Templates by their paths; none stands for all.
        #[arg(value_name = "FILE")]
        files: Vec<String>,
    },
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// As `diag::human` writes them.
    Human,
    /// As `diag::short` writes them.
    Short,
    /// As `diag::json` writes them.
    Json,
    /// As `diag::sarif` writes them.
    Sarif,
    /// As `diag::github` writes them.
    Github,
}

/// When findings have colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Also in a file or a pipe.
    Always,
    /// Not even on a terminal.
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
    /// An issue with a warning fails.
    Warnings,
}
