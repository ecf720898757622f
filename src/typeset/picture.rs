//! Whether a picture can be decoded, asked before layout: Typst reports a damaged one where a template shows it, and asks nobody
//! how large it is unpacked.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::{LimitError, LimitErrorKind};
use image::{ImageDecoder, ImageError, ImageResult, Limits};
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use crate::language::Message;

/// Bytes that a picture may unpack to; Typst refuses more.
const MOST_BYTES: u64 = 512 << 20;
/// Bytes that what comes before the pixels may unpack to, such as a colour profile.
const MOST_HEAD: u64 = 16 << 20;

/// Why a picture cannot be printed.
pub(crate) enum PictureFault {
    /// Its bytes are not in the format that its name promises, or are damaged.
    Broken(&'static str),
    /// It would take too much memory: what the message says of it.
    Large(Message),
}

/// Asks how many pixels a picture has together with those in it, and whether it has a good end; `most` pixels are not decoded.
pub(crate) fn check_picture(path: &str, bytes: &[u8], most: u64) -> Result<u64, PictureFault> {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let (name, format) = match extension.as_deref() {
        Some("svg") => return check_drawing(bytes),
        Some("jpg" | "jpeg") => ("JPEG", ExchangeFormat::Jpg),
        Some("gif") => ("GIF", ExchangeFormat::Gif),
        Some("webp") => ("WebP", ExchangeFormat::Webp),
        _ => ("PNG", ExchangeFormat::Png),
    };
    let pixels = pixels(bytes, format, name)?;
    if pixels <= most && RasterImage::plain(Bytes::new(bytes.to_vec()), format).is_err() {
        return Err(PictureFault::Broken(name));
    }
    Ok(pixels)
}

/// How many pixels a picture has, as its head says.
fn pixels(bytes: &[u8], format: ExchangeFormat, name: &'static str) -> Result<u64, PictureFault> {
    fn size(decoder: ImageResult<impl ImageDecoder>) -> ImageResult<(u32, u32, u64)> {
        let decoder = decoder?;
        let (width, height) = decoder.dimensions();
        Ok((width, height, decoder.total_bytes()))
    }
    let cursor = Cursor::new(bytes);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_HEAD);
    let size = match format {
        ExchangeFormat::Png => PngDecoder::with_limits(cursor, limits).and_then(|mut decoder| {
            // The decoder passes over a profile that is too large, and Typst would not.
            if decoder.icc_profile()?.is_none() && has_profile(bytes) {
                return Err(ImageError::Limits(LimitError::from_kind(LimitErrorKind::InsufficientMemory)));
            }
            size(Ok(decoder))
        }),
        ExchangeFormat::Jpg => size(JpegDecoder::new(cursor)),
        ExchangeFormat::Gif => size(GifDecoder::new(cursor)),
        ExchangeFormat::Webp => size(WebPDecoder::new(cursor)),
    };
    match size {
        Ok((width, height, bytes)) if bytes > MOST_BYTES => {
            Err(PictureFault::Large(message!("picture-pixels", width, height)))
        }
        Ok((width, height, _)) => Ok(u64::from(width) * u64::from(height)),
        Err(ImageError::Limits(_)) => Err(PictureFault::Large(message!("picture-head", most = MOST_HEAD.to_string()))),
        Err(_) => Err(PictureFault::Broken(name)),
    }
}

/// Whether a PNG file has a chunk with a colour profile.
fn has_profile(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let [a, b, c, d, kind @ ..] = rest {
        if kind.starts_with(b"iCCP") {
            return true;
        }
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        rest = rest.get(length.saturating_add(12)..).unwrap_or_default();
    }
    false
}

/// A drawing has no pixels of its own, but there may be pictures in it.
fn check_drawing(bytes: &[u8]) -> Result<u64, PictureFault> {
    let drawing = SvgImage::new(Bytes::new(bytes.to_vec())).map_err(|_| PictureFault::Broken("SVG"))?;
    embedded(drawing.tree().root())
}

/// The pixels of the pictures in a part of a drawing.
fn embedded(group: &usvg::Group) -> Result<u64, PictureFault> {
    let mut sum = 0;
    for node in group.children() {
        let mut add = |found: Result<u64, PictureFault>| found.map(|pixels| sum += pixels);
        match node {
            usvg::Node::Group(group) => add(embedded(group))?,
            usvg::Node::Image(image) => add(match image.kind() {
                usvg::ImageKind::PNG(data) => pixels(data, ExchangeFormat::Png, "PNG"),
                usvg::ImageKind::JPEG(data) => pixels(data, ExchangeFormat::Jpg, "JPEG"),
                usvg::ImageKind::GIF(data) => pixels(data, ExchangeFormat::Gif, "GIF"),
                usvg::ImageKind::WEBP(data) => pixels(data, ExchangeFormat::Webp, "WebP"),
                usvg::ImageKind::SVG(tree) => embedded(tree.root()),
            })?,
            usvg::Node::Path(_) | usvg::Node::Text(_) => {}
        }
        let mut within = Ok(());
        node.subroots(|group| {
            if within.is_ok() {
                within = embedded(group).map(|pixels| sum += pixels);
            }
        });
        within?;
    }
    Ok(sum)
}
