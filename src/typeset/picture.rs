//! Whether a picture can be decoded, asked before layout: Typst reports a damaged one where a template shows it.

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

/// The format that the name of a picture promises, when its bytes are not in it or are damaged.
pub(crate) fn broken_format(path: &str, bytes: &[u8]) -> Option<&'static str> {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let (name, format) = match extension.as_deref() {
        Some("svg") => return SvgImage::new(Bytes::new(bytes.to_vec())).is_err().then_some("SVG"),
        Some("jpg" | "jpeg") => ("JPEG", ExchangeFormat::Jpg),
        Some("gif") => ("GIF", ExchangeFormat::Gif),
        Some("webp") => ("WebP", ExchangeFormat::Webp),
        _ => ("PNG", ExchangeFormat::Png),
    };
    RasterImage::plain(Bytes::new(bytes.to_vec()), format).is_err().then_some(name)
}
