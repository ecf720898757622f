//! A compiler for the official gazette (政府公报) of a Chinese government office.
//!
//! An issue is a folder of Markdown documents with TOML metadata. One command turns it into a print-ready PDF and an
//! HTML edition, and works out the page numbers of the contents on the way.

mod args;
pub mod artefact;
mod command;
pub mod compile;
pub mod diag;
mod glyphs;
pub mod issue;
pub mod manifest;
pub mod markdown;
pub mod pagination;
pub mod source;
pub mod typeset;

pub use args::Args;

/// What the program calls itself in the files it makes.
pub(crate) const CREATOR: &str = concat!("gazette ", env!("CARGO_PKG_VERSION"));

/// Carries out what was typed and returns the exit code: 0 good, 1 the issue is wrong, 2 usage or environment.
pub fn run(args: &Args) -> u8 {
    match command::run(args) {
        Ok(command::Outcome::Good) => 0,
        Ok(command::Outcome::Wrong) => 1,
        Err(error) => {
            eprintln!("error: {error:#}");
            2
        }
    }
}
