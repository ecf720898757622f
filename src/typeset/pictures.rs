//! The pictures on finished pages: where each comes from, and how finely it is printed.

use typst::layout::{Frame, FrameItem, Transform};
use typst::syntax::Span;
use typst::visualize::{Image, ImageKind};
use typst_layout::PagedDocument;

use super::Typesetter;
use crate::place::Place;

/// A picture as it is printed once.
pub(crate) struct PrintedPicture {
    /// The page of the PDF, from 1.
    pub(crate) sheet: usize,
    /// Where a document names it; `None` where a template or TOML does.
    pub(crate) place: Option<Place>,
    /// Pixels to an inch of paper, in the coarser direction; `None` for a drawing.
    pub(crate) resolution: Option<f64>,
}

impl Typesetter<'_> {
    /// All pictures in printed order.
    pub(crate) fn pictures(&self, document: &PagedDocument) -> Vec<PrintedPicture> {
        let mut found = Vec::new();
        for (page, sheet) in document.pages().iter().zip(1..) {
            each(&page.frame, Transform::identity(), &mut |transform, image, width, height, span| {
                // The picture fills a box that may be enlarged and turned.
                let inches = |x: f64, y: f64, length: f64| length / 72.0 * x.hypot(y);
                let across = inches(transform.sx.get(), transform.ky.get(), width);
                let down = inches(transform.kx.get(), transform.sy.get(), height);
                let resolution = match image.kind() {
                    ImageKind::Raster(_) => Some((image.width() / across).min(image.height() / down)),
                    ImageKind::Svg(_) | ImageKind::Pdf(_) => None,
                };
                found.push(PrintedPicture { sheet, place: self.place(span), resolution });
            });
        }
        found
    }

    /// The place in a file of the issue that a span covers.
    fn place(&self, span: Span) -> Option<Place> {
        let (path, range) = self.world.bytes(span)?;
        Some(self.dir.texts.get(path)?.place(range))
    }
}

/// Calls `see` with every picture in a frame, its width and height in points before `transform`, and where it comes from.
fn each(frame: &Frame, transform: Transform, see: &mut dyn FnMut(Transform, &Image, f64, f64, Span)) {
    for (at, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => each(&group.frame, here.pre_concat(group.transform), see),
            FrameItem::Image(image, size, span) => see(here, image, size.x.to_pt(), size.y.to_pt(), *span),
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}
