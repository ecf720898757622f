//! The pictures that an issue shows: each is there, can be printed, does nothing, and all of them have room in memory.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::is_nfc;

use crate::diag::Diagnostics;
use crate::drawing::{self, Danger};
use crate::language::Message;
use crate::manifest::{Home, Limits};
use crate::place::Place;
use crate::source::IssueDir;
use crate::typeset::{self, PictureFault};

/// A place where a picture is shown.
pub(crate) struct Shown {
    place: Place,
    home: Home,
    path: String,
}

impl Shown {
    /// The picture at `path` in its home is shown at a place.
    pub(crate) fn new(place: &Place, home: Home, path: &str) -> Self {
        Self { place: place.clone(), home, path: path.to_owned() }
    }
}

/// What is wrong with a picture.
struct Fault {
    code: &'static str,
    message: Message,
    help: Message,
}

/// Reports every place of a picture that is wrong, and returns which of the issue's own are used.
pub(crate) fn check(
    dir: &IssueDir,
    shown: &[Shown],
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let mut judged: BTreeMap<(bool, &str), Option<Fault>> = BTreeMap::new();
    let mut pixels = 0;
    for Shown { place, home, path } in shown {
        let is_own = *home == Home::Issue;
        if is_own {
            used.insert(path.clone());
        }
        let new = || judge(dir, *home, path, limits, &mut pixels).err();
        if let Some(Fault { code, message, help }) = judged.entry((is_own, path)).or_insert_with(new) {
            diagnostics.error(code, place.clone(), message.clone(), help.clone());
        }
    }
    used
}

/// Looks at one picture; `pixels` is how many those before it have.
fn judge(dir: &IssueDir, home: Home, path: &str, limits: &Limits, pixels: &mut u64) -> Result<(), Fault> {
    let (pictures, folder, within) = match home {
        Home::Issue => (&dir.pictures, message!("in-issue-folder"), path.to_owned()),
        Home::Series => (&dir.series_pictures, message!("in-series-pictures"), format!("../{path}")),
    };
    let Some(picture) = pictures.get(path) else {
        if dir.is_unreadable(&within) {
            return Ok(());
        }
        let help = if is_nfc(path) { message!("picture-absent.help") } else { message!("reference-not-composed.help") };
        let message = message!("picture-absent", path, folder);
        return Err(Fault { code: "picture-absent", message, help });
    };
    if is_cmyk_jpeg(picture) {
        let (message, help) = (message!("picture-cmyk", path), message!("picture-cmyk.help"));
        return Err(Fault { code: "picture-colour", message, help });
    }
    let large = |how: Message| {
        let (message, help) = (message!("picture-large", path, how), message!("picture-large.help"));
        Fault { code: "too-large", message, help }
    };
    if path.to_lowercase().ends_with(".svg") {
        drawing::check(picture).map_err(|danger| match danger {
            Danger::Active(danger) => {
                let (message, help) = (message!("picture-active", path, danger), message!("picture-active.help"));
                Fault { code: "picture-active", message, help }
            }
            Danger::Large(how) => large(how),
        })?;
    }
    let most = limits.megapixels * 1_000_000;
    let own = typeset::check_picture(path, picture, most - *pixels).map_err(|fault| match fault {
        PictureFault::Broken(format) => {
            let (message, help) = (message!("picture-broken", path, format), message!("picture-broken.help"));
            Fault { code: "picture-broken", message, help }
        }
        PictureFault::Large(how) => large(how),
    })?;
    if own > most - *pixels {
        let (key, most) = ("megapixels", limits.megapixels.to_string());
        let message = message!("many-pixels", path, pixels = own.to_string(), most);
        return Err(Fault { code: "too-large", message, help: message!("limit-higher", key) });
    }
    *pixels += own;
    Ok(())
}

/// Whether a picture is a JPEG of four colour components (ITU-T T.81, B.2.2).
fn is_cmyk_jpeg(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(&[0xFF, 0xD8]) else { return false };
    while let [0xFF, marker, high, low, segment @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        if matches!(marker, 0xC0..=0xC3) {
            return segment.get(5) == Some(&4);
        }
        let Some(next) = rest.get(2 + length..) else { return false };
        rest = next;
    }
    false
}
