//! How colours that are neither gray nor the red of the gazette are printed: as the profile of a printing condition says.
//!
//! It is FOGRA39 (offset, ISO 12647-2), the one profile of four inks that may be passed on freely; its licence lies beside it.

use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformExecutor, TransformOptions};

use super::ink::Parts;

/// The profile as it goes into the file.
pub(super) const BYTES: &[u8] = include_bytes!("FOGRA39L_coated.icc");
/// What the registry of the ICC calls its printing condition.
pub(super) const IDENTIFIER: &str = "FOGRA39";
/// Where that name is registered.
pub(super) const REGISTRY: &str = "http://www.color.org";

/// What makes inks of colours.
type Transform = Arc<dyn TransformExecutor<u8> + Send + Sync>;

/// Makes parts of inks of the colours of screens.
pub(super) struct Profile {
    /// Of the printing condition.
    press: ColorProfile,
    /// From sRGB.
    transform: Transform,
}

impl Profile {
    /// The profile of the program.
    pub(super) fn new() -> Self {
        let press = ColorProfile::new_from_slice(BYTES).expect("the profile of the program is whole");
        let transform = transform(&ColorProfile::new_srgb(), &press);
        Self { transform: transform.expect("the profile of the program has tables for its inks"), press }
    }

    /// The inks of one colour, red, green and blue from 0 to 1.
    pub(super) fn parts(&self, colour: [f32; 3]) -> Parts {
        let bytes = inks_of(&self.transform, &colour.map(|part| (part * 255.0).round() as u8));
        [0, 1, 2, 3].map(|at| f32::from(bytes[at]) / 255.0)
    }

    /// The inks of the pixels of a picture that may bring a profile of its own; without one, or with one that is not of red, green
    /// and blue, they are sRGB.
    pub(super) fn pixels_of(&self, source: Option<Vec<u8>>, pixels: &[u8]) -> Vec<u8> {
        let source = source.and_then(|bytes| ColorProfile::new_from_slice(&bytes).ok());
        let own = source.filter(|source| source.color_space == DataColorSpace::Rgb);
        let own = own.and_then(|source| transform(&source, &self.press));
        inks_of(own.as_ref().unwrap_or(&self.transform), pixels)
    }
}

/// What makes inks of the colours that a profile means.
fn transform(source: &ColorProfile, press: &ColorProfile) -> Option<Transform> {
    let options = TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() };
    // Its name of four parts without any meaning is that of red, green, blue and alpha.
    source.create_transform_8bit(Layout::Rgb, press, Layout::Rgba, options).ok()
}

/// Four bytes for each three; 255 is an ink in full.
fn inks_of(transform: &Transform, pixels: &[u8]) -> Vec<u8> {
    let mut inks = vec![0; pixels.len() / 3 * 4];
    transform.transform(pixels, &mut inks).expect("there are four bytes for each three");
    inks
}
