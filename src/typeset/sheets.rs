//! Finished pages put to further uses: with more on them, with room around them, some of them only; never laid out anew, so that
//! lines, pages and folios are those of the printed edition.

use typst::World;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Label, Selector, Smart};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{Abs, Point, Sides};
use typst::model::Document as _;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::Typesetter;
use super::report::Reporter;
use crate::diag::Diagnostics;
use crate::place::Place;

/// The template whose functions are called.
const ENTRY: &str = "gazette.typ";

/// A PDF file to be made of finished pages.
pub(crate) struct Export<'a> {
    /// Tells the file from others of the issue, in the identifier that both halves of its `/ID` are made from.
    pub(crate) name: &'a str,
    /// What it conforms to.
    pub(crate) standards: &'a [PdfStandard],
    /// Whether it tells the structure of its text.
    pub(crate) is_tagged: bool,
}

impl Typesetter<'_> {
    /// Lays out what a template draws for a further edition: `call` is its function in `gazette.typ`, `told` what it finds in
    /// `/gazette/sheets.json`. `None` when what went wrong was reported.
    pub(crate) fn drawn(&self, call: &str, told: String, diagnostics: &mut Diagnostics) -> Option<PagedDocument> {
        let world = self.world.with_sheets(told).with_main(call);
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        // The main file has nothing but the call, which fails where templates of the series lack the function.
        let is_of_call = |error: &SourceDiagnostic| error.span.id() == Some(world.main()) && error.trace.is_empty();
        let own = self.dir.templates.get(ENTRY);
        if let (Err(errors), Some(own)) = (&output, own)
            && errors.iter().any(is_of_call)
        {
            let name = call.trim_end_matches("()");
            let message = message!("template-lacks", file = format!("templates/{ENTRY}"), name);
            diagnostics.error("typesetting", Place::whole(own.shown()), message, message!("template-lacks.help", name));
            return None;
        }
        let mut reporter = Reporter::new(&world, self.dir, diagnostics);
        reporter.warnings(&warnings);
        reporter.output(output)
    }

    /// Writes pages as a PDF file. `None` when what went wrong was reported.
    pub(crate) fn export(
        &self,
        document: &PagedDocument,
        export: &Export,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<u8>> {
        let options = PdfOptions {
            // Stable over rebuilds, different for every file of every issue of every gazette.
            ident: Smart::Custom(format!("{}/{}", self.issue.series.name.text, export.name)),
            creator: Smart::Custom(Some(crate::CREATOR.to_owned())),
            standards: PdfStandards::new(export.standards).expect("standards are chosen that go together"),
            tagged: export.is_tagged,
            ..PdfOptions::default()
        };
        let world = self.world.with_main("print()");
        Reporter::new(&world, self.dir, diagnostics).output(typst_pdf::pdf(document, &options))
    }
}

/// The pages with `reach` of room around them, and on each of them what is drawn on that of the same number in `over`, whose pages
/// are larger by that room on every side.
pub(crate) fn laid_over(document: &PagedDocument, over: &PagedDocument, reach: Abs) -> PagedDocument {
    let pages = document.pages().iter().zip(over.pages()).map(|(page, over)| {
        let mut page = Page { bleed: Sides::splat(reach), ..page.clone() };
        page.frame.push_frame(Point::splat(-reach), over.frame.clone());
        page
    });
    PagedDocument::new(pages.collect::<Vec<_>>().into(), document.info().clone())
}

/// The pages without any room around them.
pub(crate) fn trimmed(document: &PagedDocument) -> PagedDocument {
    let pages = document.pages().iter().map(|page| Page { bleed: Sides::splat(Abs::zero()), ..page.clone() });
    PagedDocument::new(pages.collect::<Vec<_>>().into(), document.info().clone())
}

/// The texts that a drawing tells under a label, in printed order.
pub(crate) fn told(drawing: &PagedDocument, label: &str) -> Vec<String> {
    let label = Label::new(PicoStr::intern(label)).expect("labels of the program are not empty");
    let found = drawing.introspector().query(&Selector::Label(label));
    let texts = found.iter().filter_map(|mark| mark.to_packed::<MetadataElem>()?.value.clone().cast::<String>().ok());
    texts.collect()
}
