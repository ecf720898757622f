//! How colours that are neither gray nor the red of the gazette are printed: as the profile of a printing condition says.
//!
//! It is FOGRA39 (offset, ISO 12647-2), the one profile of four inks that may be passed on freely; its licence lies beside it.

use std::sync::Arc;

use moxcms::{ColorProfile, Layout, RenderingIntent, TransformExecutor, TransformOptions};

use super::ink::Parts;

/// The profile as it goes into the file.
pub(super) const BYTES: &[u8] = include_bytes!("FOGRA39L_coated.icc");
/// What the registry of the ICC calls its printing condition.
pub(super) const IDENTIFIER: &str = "FOGRA39";
/// Where that name is registered.
pub(super) const REGISTRY: &str = "http://www.color.org";

/// Makes parts of inks of the colours of screens.
pub(super) struct Profile(Arc<dyn TransformExecutor<u8> + Send + Sync>);

impl Profile {
    /// The profile of the program.
    pub(super) fn new() -> Self {
        let press = ColorProfile::new_from_slice(BYTES).expect("the profile of the program is whole");
        let options =
            TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() };
        // Its name of four parts without any meaning is that of red, green, blue and alpha.
        let transform = ColorProfile::new_srgb().create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, options);
        Self(transform.expect("the profile of the program has tables for its inks"))
    }

    /// The inks of one colour, red, green and blue from 0 to 1.
    pub(super) fn parts(&self, colour: [f32; 3]) -> Parts {
        let bytes = self.pixels(&colour.map(|part| (part * 255.0).round() as u8));
        [0, 1, 2, 3].map(|at| f32::from(bytes[at]) / 255.0)
    }

    /// The inks of pixels, four bytes for each three; 255 is an ink in full.
    pub(super) fn pixels(&self, pixels: &[u8]) -> Vec<u8> {
        let mut inks = vec![0; pixels.len() / 3 * 4];
        self.0.transform(pixels, &mut inks).expect("there are four bytes for each three");
        inks
    }
}
