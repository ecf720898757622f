//! The `gazette` command; see the library for how it works.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = gazette::Args::parse();
    ExitCode::from(gazette::run(&args))
}
