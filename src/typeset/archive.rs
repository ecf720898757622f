//! The file that is published and kept: PDF/A and PDF/UA-1, with its objects packed into streams, and the sources attached if the
//! series asks for that.

use typst::foundations::{Bytes, Content, Derived, NativeElement, PathOrStr};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{FrameItem, Point};
use typst::model::Document as _;
use typst::pdf::{AttachElem, AttachedFileRelationship};
use typst_layout::{Page, PagedDocument};
use typst_pdf::PdfStandard;
use typst_timing::timed;

use super::Typesetter;
use super::packed::packed;
use super::sheets::{Export, trimmed};
use crate::diag::Diagnostics;
use crate::source::IssueDir;

impl Typesetter<'_> {
    /// Exports the edition that is published: PDF/A-2a, or PDF/A-3a with its sources, and PDF/UA-1.
    pub(crate) fn pdf(&self, document: &PagedDocument, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
        let document = trimmed(document);
        if self.issue.has_sources() {
            let with_sources = with_attached(&document, sources(self.dir));
            return self.kept(&with_sources, &self.issue.name, PdfStandard::A_3a, diagnostics);
        }
        self.kept(&document, &self.issue.name, PdfStandard::A_2a, diagnostics)
    }

    /// Exports finished pages as a file that is kept; `name` tells it from others of the issue.
    pub(crate) fn kept(
        &self,
        document: &PagedDocument,
        name: &str,
        level: PdfStandard,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<u8>> {
        let export = Export { name, standards: &[level, PdfStandard::Ua_1], is_tagged: true };
        let pdf = self.export(document, &export, diagnostics)?;
        // What cannot be packed is as good as it is, and only larger.
        Some(timed!("pack the PDF", packed(&pdf)).unwrap_or(pdf))
    }
}

/// A file that is attached.
struct Source {
    name: String,
    text: String,
    mime_type: &'static str,
}

/// What an issue is made of, as text, in the order of the names.
fn sources(dir: &IssueDir) -> Vec<Source> {
    dir.sources()
        .map(|(name, file)| Source {
            name: name.to_owned(),
            text: file.text().to_owned(),
            mime_type: if name.ends_with(".md") { "text/markdown" } else { "application/toml" },
        })
        .collect()
}

/// The pages, the first of which has files attached. They show nowhere.
fn with_attached(document: &PagedDocument, sources: Vec<Source>) -> PagedDocument {
    let mut pages: Vec<Page> = document.pages().to_vec();
    let attached = sources.into_iter().flat_map(|source| {
        let key = typst::utils::hash128(&source.name);
        let flags = TagFlags { introspectable: true, tagged: false };
        let start = Tag::Start(attached(source, Location::new(key)), flags);
        [start, Tag::End(Location::new(key), key, flags)]
    });
    if let Some(first) = pages.first_mut() {
        first.frame.push_multiple(attached.map(|tag| (Point::zero(), FrameItem::Tag(tag))));
    }
    PagedDocument::new(pages.into(), document.info().clone())
}

/// What tells the exporter of a file.
fn attached(source: Source, location: Location) -> Content {
    let Source { name, text, mime_type } = source;
    let path = Derived::new(PathOrStr::Str(name.as_str().into()), name.as_str().into());
    let content = AttachElem::new(path, Bytes::from_string(text))
        .with_relationship(Some(AttachedFileRelationship::Source))
        .with_mime_type(Some(mime_type.into()))
        .with_description(Some(name.as_str().into()));
    let mut content = content.pack();
    content.set_location(location);
    content
}
