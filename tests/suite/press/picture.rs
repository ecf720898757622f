//! Pictures in the press edition: which inks they become, which are too coarse, and which drawings are refused.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{
    DynamicImage, GrayImage, ImageBuffer, ImageEncoder, ImageFormat, Luma, LumaA, Pixel, Rgb, RgbImage, Rgba, RgbaImage,
};
use lopdf::{Document, Object, Stream};
use moxcms::ColorProfile;

use super::{document, findings, good};
use crate::support::Folder;

/// A width at which a picture that fills the type area has 300 pixels to an inch: 156 mm.
const FINE: u32 = 1900;

/// An issue that shows a picture in its document, on line 7.
fn with(name: &str, picture: impl AsRef<[u8]>) -> Folder {
    let body = format!("正文。\n\n![图]({name})\n");
    Folder::with_body(&body).put(&format!("2024-01/{name}"), picture)
}

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture of one colour, as fine as a press asks for.
fn flat<P: Pixel>(pixel: P) -> ImageBuffer<P, Vec<P::Subpixel>> {
    ImageBuffer::from_pixel(FINE, 40, pixel)
}

/// The one picture of the press edition: its colour space and its first pixel.
#[track_caller]
fn printed(folder: &Folder) -> (String, Vec<u8>) {
    let document = document(&good(folder));
    let pictures: Vec<&Stream> = pictures(&document);
    assert_eq!(pictures.len(), 1);
    let dict = &pictures[0].dict;
    assert_eq!(dict.get(b"BitsPerComponent").unwrap().as_i64().unwrap(), 8);
    assert!(!dict.has(b"SMask"));
    let space = String::from_utf8(dict.get(b"ColorSpace").unwrap().as_name().unwrap().to_vec()).unwrap();
    let parts = if space == "DeviceCMYK" { 4 } else { 1 };
    let is_jpeg = pictures[0].filters().unwrap().contains(&&b"DCTDecode"[..]);
    let pixels = if is_jpeg { Vec::new() } else { pictures[0].decompressed_content().unwrap() };
    assert!(is_jpeg || pixels.len() == FINE as usize * 40 * parts, "{}", pixels.len());
    (space, pixels.into_iter().take(parts).collect())
}

fn pictures(document: &Document) -> Vec<&Stream> {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_picture =
        |stream: &&Stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image");
    streams.filter(is_picture).collect()
}

#[test]
fn a_picture_in_colour_is_printed_in_four_inks() {
    let red: RgbImage = flat(Rgb([200, 30, 40]));
    let of_png = printed(&with("a.png", encoded(red.clone(), ImageFormat::Png)));
    let of_jpeg = printed(&with("a.jpg", encoded(red, ImageFormat::Jpeg)));
    for (space, inks) in [&of_png, &of_jpeg] {
        assert_eq!(space, "DeviceCMYK");
        let [cyan, magenta, yellow, black] = inks[..] else { panic!("{inks:?}") };
        assert!(magenta > 200 && yellow > 180 && cyan < 70 && black < 70, "{inks:?}");
    }
    // JPEG keeps colours nearly.
    assert!(of_png.1.iter().zip(&of_jpeg.1).all(|(one, other)| one.abs_diff(*other) < 12), "{of_png:?} {of_jpeg:?}");
    // White paper has no ink.
    let white: RgbImage = ImageBuffer::from_fn(FINE, 40, |x, _| if x < 10 { Rgb([255; 3]) } else { Rgb([9, 200, 9]) });
    assert_eq!(printed(&with("a.png", encoded(white, ImageFormat::Png))), ("DeviceCMYK".to_owned(), vec![0; 4]));
}

#[test]
fn a_picture_that_says_what_its_colours_are_is_printed_in_them() {
    let saved = |profile: Option<ColorProfile>| {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 100);
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
        }
        let picture: RgbImage = flat(Rgb([60, 160, 60]));
        picture.write_with_encoder(encoder).unwrap();
        printed(&with("a.jpg", bytes)).1
    };
    let plain = saved(None);
    assert_eq!(saved(Some(ColorProfile::new_srgb())), plain);
    // The same numbers are a stronger green on a wider screen, which takes more cyan and yellow or less magenta.
    let wide = saved(Some(ColorProfile::new_display_p3()));
    assert!(wide != plain && wide[1] <= plain[1], "{wide:?} {plain:?}");
}

#[test]
fn a_gray_picture_is_printed_with_black_alone_however_it_was_saved() {
    let gray = |folder: Folder, expected: &[u8]| {
        assert_eq!(printed(&folder), ("DeviceGray".to_owned(), expected.to_vec()));
    };
    let rgb: RgbImage = flat(Rgb([120; 3]));
    gray(with("a.png", encoded(rgb, ImageFormat::Png)), &[120]);
    let luma: GrayImage = flat(Luma([120]));
    gray(with("a.png", encoded(luma.clone(), ImageFormat::Png)), &[120]);
    gray(with("a.jpg", encoded(luma, ImageFormat::Jpeg)), &[]);
    // Sixteen bits, of which a press prints eight.
    gray(with("a.png", encoded(flat(Luma([0x7856_u16])), ImageFormat::Png)), &[0x78]);
    gray(with("a.png", encoded(flat(Rgb([0x7856_u16; 3])), ImageFormat::Png)), &[0x78]);
}

#[test]
fn what_shines_through_is_laid_on_white() {
    let rgba: RgbaImage = flat(Rgba([0, 0, 0, 51]));
    let found = printed(&with("a.png", encoded(rgba, ImageFormat::Png)));
    assert_eq!(found, ("DeviceGray".to_owned(), vec![204]));
    let luma = flat(LumaA([100_u8, 0]));
    let found = printed(&with("a.png", encoded(luma, ImageFormat::Png)));
    assert_eq!(found, ("DeviceGray".to_owned(), vec![255]));
    let clear: RgbaImage = ImageBuffer::from_fn(FINE, 40, |x, _| Rgba([255, 0, 0, if x < 10 { 0 } else { 255 }]));
    let found = printed(&with("a.png", encoded(clear, ImageFormat::Png)));
    assert_eq!(found, ("DeviceCMYK".to_owned(), vec![0; 4]));
}

#[test]
fn a_coarse_picture_is_a_warning_where_it_is_named() {
    let coarse: RgbImage = ImageBuffer::from_pixel(600, 40, Rgb([200, 30, 40]));
    let folder = with("a.png", encoded(coarse, ImageFormat::Png));
    // 600 pixels on 156 mm.
    let told = "a.md:7:1 warning picture-coarse: the picture is printed on page 5 with 98 pixels to an inch";
    assert_eq!(findings(&folder), [told]);
    assert_eq!(folder.findings(), Vec::<String>::new());
}

fn drawing(inner: &str) -> Folder {
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"40\">{inner}</svg>");
    with("a.svg", svg)
}

#[test]
fn a_drawing_of_flat_colours_is_printed_in_inks() {
    let folder =
        drawing("<rect width=\"9\" height=\"9\" fill=\"#00f\"/><rect width=\"5\" height=\"5\" fill=\"#c00000\"/>");
    let document = document(&good(&folder));
    let colours = super::colours(&document);
    assert!(colours.contains("0 0.8 0.8 0 k"), "{colours:?}");
    assert!(!colours.iter().any(|colour| colour.ends_with(" rg")), "{colours:?}");
    let inks = &good(&folder).proofs.press.unwrap().inks;
    assert!(inks.iter().any(|used| used.ink == "Cyan" && used.pages == [5]), "{inks:?}");
}

#[test]
fn a_drawing_that_no_ink_can_print_is_refused_where_it_is_named() {
    let gradient = "<defs><linearGradient id=\"g\"><stop stop-color=\"red\"/><stop offset=\"1\" stop-color=\"blue\"/>\
                    </linearGradient></defs><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>";
    let pattern = "<defs><pattern id=\"g\" width=\"2\" height=\"2\" patternUnits=\"userSpaceOnUse\"><rect width=\"1\" \
                   height=\"1\"/></pattern></defs><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>";
    let opacity = "<rect width=\"9\" height=\"9\" fill=\"red\" opacity=\"0.5\"/>";
    for (inner, told) in [
        (gradient, "a gradient or pattern has no ink"),
        (pattern, "a gradient or pattern has no ink"),
        (opacity, "something shines through, which a press cannot print"),
    ] {
        let found = findings(&drawing(inner));
        let expected = format!("a.md:7:1 error press-colour: {told}");
        assert_eq!(found, [expected]);
    }
}
