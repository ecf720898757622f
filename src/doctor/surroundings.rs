//! What surrounds the program: folders it has to write into, the language, and colours.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::Found;
use crate::args::Color;
use crate::interrupt::Temporary;
use crate::language::{Language, failure, locale};
use crate::source::show;

/// Whether the folder that takes the editions can be written, or made.
pub(super) fn out(out: &Path) -> Found {
    let is_there = |path: &&Path| path.symlink_metadata().is_ok();
    let nearest = out.ancestors().filter(|path| !path.as_os_str().is_empty()).find(is_there);
    let shown = show(out);
    match probe(nearest.unwrap_or(Path::new("."))) {
        Ok(()) if nearest == Some(out) => Found::Right(message!("doctor-out", out = shown)),
        Ok(()) => Found::Right(message!("doctor-out-absent", out = shown)),
        Err(error) => Found::Wrong(message!("doctor-out-closed", out = shown, reason = failure(&error.into()))),
    }
}

/// Whether the folder of an issue or a series can be written.
pub(super) fn folder(folder: &Path) -> Found {
    let shown = show(folder);
    match probe(folder) {
        Ok(()) => Found::Right(message!("doctor-folder", folder = shown)),
        Err(error) => Found::Wrong(message!("doctor-folder-closed", folder = shown, reason = failure(&error.into()))),
    }
}

/// Makes something in a folder and takes it away again.
fn probe(folder: &Path) -> io::Result<()> {
    // The name of what cannot be made, which the error has, would be another in each run.
    Temporary::within(folder, "doctor").map(drop).map_err(|error| error.kind().into())
}

/// Why the program speaks the language that it does, and how another is chosen.
pub(super) fn language(asked: Option<Language>) -> Found {
    Found::Right(match (asked, locale()) {
        (Some(_), _) => message!("doctor-language-asked"),
        (None, Some(locale)) => message!("doctor-language-locale", locale),
        (None, None) => message!("doctor-language-none"),
    })
}

/// Whether findings have colours, and why.
pub(super) fn colours(asked: Color) -> Found {
    Found::Right(match asked {
        Color::Always => message!("doctor-colours-always"),
        Color::Never => message!("doctor-colours-never"),
        Color::Auto if Color::are_refused() => message!("doctor-colours-unwanted"),
        Color::Auto if io::stderr().is_terminal() => message!("doctor-colours-terminal"),
        Color::Auto => message!("doctor-colours-file"),
    })
}
