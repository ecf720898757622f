//! The `gazette` command; see the library for how it works.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(gazette::run(std::env::args_os()))
}
