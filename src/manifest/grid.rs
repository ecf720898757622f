//! Whether lines, characters, margins and sizes go together: each may be good by itself and the page impossible.

use super::layers::Setting;
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::place::Place;

/// The paper, A4 (GB/T 9704, 5.1), in mm.
const PAPER: (f64, f64) = (210.0, 297.0);
/// What trimming and a reader's thumb need beside the type area at the cut side (切口), in mm.
const CUT_SIDE: f64 = 10.0;
/// From the type area to the dash of the folio (7.5), in mm.
const TO_FOLIO: f64 = 7.0;
/// What printers need free below the folio, in mm.
const FOOT: f64 = 5.0;
/// The smallest character that a long text is read in, in mm: 小五.
const CHARACTER: f64 = 3.15;
/// From line to line in characters: closer ones touch. The standard has 15/8 (3.2).
const PITCH: f64 = 1.2;
/// The text on the scale of the type sizes, in pt (3号, 5.2.2).
const TEXT: f64 = 16.0;

/// The settings that have to go together; lengths in mm, sizes in pt on the scale on which the text is 16.
pub(super) struct Grid<'a> {
    /// Lines to a page.
    pub(super) lines: &'a Setting<u64>,
    /// Characters to a line.
    pub(super) chars: &'a Setting<u64>,
    /// 天头
    pub(super) top_margin: &'a Setting<f64>,
    /// 订口
    pub(super) inner_margin: &'a Setting<f64>,
    /// Width of the type area.
    pub(super) width: &'a Setting<f64>,
    /// Height of the type area.
    pub(super) height: &'a Setting<f64>,
    /// 页码
    pub(super) folio: &'a Setting<f64>,
    /// The sizes by their keys.
    pub(super) sizes: [(&'static str, &'a Setting<f64>); 5],
}

impl Grid<'_> {
    /// Reports what does not go together, at the value that was given. The defaults do go together.
    pub(super) fn check(&self, diagnostics: &mut Diagnostics) {
        let (inner, width, height) = (self.inner_margin.value, self.width.value, self.height.value);
        let mut refuse = |places: &[&Option<Place>], message: Message, help: Message| {
            if let Some(place) = places.iter().find_map(|place| place.as_ref()) {
                diagnostics.error("bad-grid", place.clone(), message, help);
            }
        };
        let cut = PAPER.0 - inner - width;
        if cut < CUT_SIDE {
            refuse(
                &[&self.width.place, &self.inner_margin.place],
                message!("cut-side-narrow", inner = mm(inner), width = mm(width), cut = mm(cut)),
                message!("cut-side-narrow.help", most = mm(PAPER.0 - CUT_SIDE), paper = PAPER.0.to_string()),
            );
        }
        let character = width / self.chars.value as f64;
        let top = self.top_margin.value;
        let foot = PAPER.1 - top - height;
        let needed = TO_FOLIO + character * self.folio.value / TEXT + FOOT;
        if foot < needed {
            refuse(
                &[&self.height.place, &self.top_margin.place, &self.folio.place, &self.chars.place, &self.width.place],
                message!("foot-low", top = mm(top), height = mm(height), foot = mm(foot)),
                message!("foot-low.help", needed = mm((needed * 100.0).ceil() / 100.0)),
            );
        }
        if character < CHARACTER {
            refuse(
                &[&self.chars.place, &self.width.place],
                message!(
                    "characters-narrow",
                    chars = self.chars.value.to_string(),
                    width = mm(width),
                    character = mm(character)
                ),
                message!("characters-narrow.help", most = (width / CHARACTER).floor().to_string()),
            );
        }
        let pitch = (height - character) / (self.lines.value - 1) as f64;
        if pitch < PITCH * character {
            let most = ((height - character) / (PITCH * character)).floor() + 1.0;
            refuse(
                &[&self.lines.place, &self.chars.place, &self.height.place, &self.width.place],
                message!(
                    "lines-close",
                    lines = self.lines.value.to_string(),
                    pitch = mm(pitch),
                    character = mm(character)
                ),
                message!("lines-close.help", most = most.to_string()),
            );
            return;
        }
        for (key, size) in self.sizes {
            if size.value / TEXT * character > pitch {
                let most = (pitch / character * TEXT * 10.0).floor() / 10.0;
                refuse(
                    &[&size.place, &self.lines.place, &self.chars.place, &self.height.place, &self.width.place],
                    message!("size-large", size = size.value.to_string(), key),
                    message!("size-large.help", most = most.to_string()),
                );
            }
        }
    }
}

/// A length as messages have it, with two decimals at most.
fn mm(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}
