//! Pictures of pixels as a press prints them: gray with black alone, colours in four inks, and nothing shining through.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::{DynamicImage, ImageDecoder};
use lopdf::{Document, Object, Stream};

use super::profile::Profile;
use crate::language::Message;

/// The picture with inks for colours, laid on white where it was transparent.
///
/// # Errors
/// What it is made of cannot be read.
pub(super) fn separated(document: &Document, picture: &Stream, profile: &Profile) -> Result<Stream, Message> {
    let mask = picture.dict.get(b"SMask").ok().and_then(|mask| stream(document, mask));
    let (components, source) = space(document, picture).ok_or_else(|| message!("press-picture"))?;
    let mut made = picture.clone();
    made.dict.remove(b"SMask");
    let inks = match components {
        1 => Some("DeviceGray"),
        4 => Some("DeviceCMYK"),
        _ => None,
    };
    if let Some(inks) = inks
        && mask.is_none()
        && bits(picture) <= 8
    {
        made.dict.set("ColorSpace", inks);
        return Ok(made);
    }
    let (mut pixels, own) = pixels(picture, components)?;
    if let Some(mask) = mask {
        lay_on_white(&mut pixels, components, &bytes_of(mask)?)?;
    }
    let size =
        |key: &[u8]| picture.dict.get(key).and_then(Object::as_i64).ok().and_then(|side| usize::try_from(side).ok());
    if size(b"Width").zip(size(b"Height")).map(|(width, height)| width * height * components) != Some(pixels.len()) {
        return Err(message!("press-picture"));
    }
    let is_gray = components == 3 && pixels.chunks_exact(3).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let (space, pixels) = match components {
        3 if is_gray => ("DeviceGray", pixels.iter().copied().step_by(3).collect()),
        3 => ("DeviceCMYK", profile.pixels_of(own.or(source), &pixels)),
        1 => ("DeviceGray", pixels),
        _ => return Err(message!("press-picture")),
    };
    for key in [&b"Filter"[..], b"DecodeParms", b"Decode"] {
        made.dict.remove(key);
    }
    made.dict.set("ColorSpace", space);
    made.dict.set("BitsPerComponent", 8);
    made.set_plain_content(pixels);
    made.compress().map_err(|_| message!("press-picture"))?;
    Ok(made)
}

fn stream<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Stream> {
    document.dereference(object).ok()?.1.as_stream().ok()
}

/// How many parts a pixel has, and the profile that says which colours they are; `None` for what Typst does not write, such as
/// stencils and palettes.
fn space(document: &Document, picture: &Stream) -> Option<(usize, Option<Vec<u8>>)> {
    let (_, space) = document.dereference(picture.dict.get(b"ColorSpace").ok()?).ok()?;
    let parts = match space {
        Object::Array(parts) => parts.as_slice(),
        name => std::slice::from_ref(name),
    };
    match parts.first()?.as_name().ok()? {
        b"DeviceGray" | b"CalGray" => Some((1, None)),
        b"DeviceRGB" | b"CalRGB" => Some((3, None)),
        b"DeviceCMYK" => Some((4, None)),
        b"ICCBased" => {
            let profile = stream(document, parts.get(1)?)?;
            let count = usize::try_from(profile.dict.get(b"N").ok()?.as_i64().ok()?).ok()?;
            Some((count, bytes_of(profile).ok()))
        }
        _ => None,
    }
}

/// How many bits each part of a pixel has.
fn bits(picture: &Stream) -> i64 {
    picture.dict.get(b"BitsPerComponent").and_then(Object::as_i64).unwrap_or(8)
}

/// The pixels of a picture, a byte for each part, and the profile that a JPEG brings, which PDF 1.4 only tells where it is old.
fn pixels(picture: &Stream, components: usize) -> Result<(Vec<u8>, Option<Vec<u8>>), Message> {
    let is_jpeg = picture.filters().is_ok_and(|filters| filters.iter().any(|filter| *filter == b"DCTDecode"));
    if !is_jpeg {
        return Ok((bytes_of(picture)?, None));
    }
    let unreadable = |_| message!("press-picture");
    let mut decoder = JpegDecoder::new(Cursor::new(&picture.content)).map_err(unreadable)?;
    let own = decoder.icc_profile().ok().flatten();
    let read = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    Ok((if components == 1 { read.into_luma8().into_raw() } else { read.into_rgb8().into_raw() }, own))
}

/// The bytes of a picture of eight bits a part.
fn bytes_of(picture: &Stream) -> Result<Vec<u8>, Message> {
    let bytes = if picture.filters().is_ok_and(|filters| !filters.is_empty()) {
        picture.decompressed_content().map_err(|_| message!("press-picture"))?
    } else {
        picture.content.clone()
    };
    match bits(picture) {
        8 => Ok(bytes),
        // The upper half of each part.
        16 => Ok(bytes.into_iter().step_by(2).collect()),
        _ => Err(message!("press-picture")),
    }
}

/// Mixes pixels with the white of the paper as far as their mask lets it through.
fn lay_on_white(pixels: &mut [u8], components: usize, mask: &[u8]) -> Result<(), Message> {
    if mask.len() * components != pixels.len() {
        return Err(message!("press-transparent"));
    }
    for (pixel, cover) in pixels.chunks_exact_mut(components).zip(mask) {
        for part in pixel {
            let (ink, cover) = (u32::from(*part), u32::from(*cover));
            *part = ((ink * cover + 255 * (255 - cover) + 127) / 255) as u8;
        }
    }
    Ok(())
}
