//! Typst at work: an issue's world, compiled for paper and for the web.
//!
//! `world` holds what Typst sees: `templates`, the issue's facts as `view` tells them, its faces (`fonts`), and the module
//! `gazette` (`library`), whose `elements` are made of Markdown by `content`, with `compose` and `joiner` for line breaks,
//! `title` for titles and `table` for tables. A finished layout is looked through as `printed`, and page by page as `runs`: for
//! `lines` that are loose or too short, for `overflow`, for pages that are `lonely`, for the `spots` of characters and the
//! `beginning` of each line in its file; it is kept as a `layout` for those who look at pages, and for a `glimpse` of the next one. `archive` makes it the PDF that is kept,
//! `packed`; `report` turns all that is found into our findings: every `refusal` of ours, and what is `foreign`, Typst's own words;
//! `web` completes HTML.

mod archive;
mod beginning;
mod compose;
mod content;
mod element;
mod elements;
mod excerpt;
mod extent;
mod fonts;
mod foreign;
mod glimpse;
mod joiner;
mod layout;
mod leeway;
mod library;
mod lines;
mod lonely;
mod measure;
mod origin;
mod overflow;
mod packed;
mod picture;
mod pictures;
mod printed;
mod refusal;
mod report;
mod runs;
mod sheets;
mod small;
mod spots;
mod table;
mod templates;
mod title;
mod turns;
mod view;
mod web;
mod world;

use std::sync::Arc;

use comemo::Track;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use typst::World;
use typst::diag::{SourceResult, Warned};
use typst::text::Font;
use typst_layout::{Page, PagedDocument};

pub(crate) use self::beginning::Beginning;
pub(crate) use self::excerpt::{Excerpt, excerpt};
pub use self::extent::{Extent, PrintedPassage};
pub(crate) use self::fonts::{FontChains, ROLES, RoleCoverage};
pub use self::fonts::{FontSet, Standing, SuppliedFace, Supply, UsedFont};
pub(crate) use self::layout::{Layout, Spot};
use self::lines::Paragraph;
pub(crate) use self::picture::{PictureFault, check_picture};
pub(crate) use self::printed::each_printed;
use self::printed::each_text;
use self::report::Reporter;
use self::runs::PageRuns;
pub(crate) use self::sheets::{Export, laid_over, told};
pub(crate) use self::spots::{Area, Spots};
pub(crate) use self::templates::{
    built_in as built_in_templates, check as check_templates, digest as digest_of_templates, page_files,
    source as template_source,
};
pub(crate) use self::turns::folio_of;
use self::world::GazetteWorld;
pub(crate) use self::world::TEMPLATES;
use crate::artefact::Artefacts;
use crate::diag::Diagnostics;
use crate::issue::{Document, Issue};
use crate::pagination::{PageTurn, Pagination};
use crate::source::IssueDir;

/// An issue ready to be typeset.
pub(crate) struct Typesetter<'a> {
    dir: &'a IssueDir,
    issue: &'a Issue,
    chains: &'a FontChains,
    world: GazetteWorld,
}

impl<'a> Typesetter<'a> {
    /// Puts an issue and the faces of its roles into a world.
    pub(crate) fn new(dir: &'a IssueDir, issue: &'a Issue, fonts: Arc<FontSet>, chains: &'a FontChains) -> Self {
        let world = GazetteWorld::new(dir, fonts, view::told(issue, chains));
        Self { dir, issue, chains, world }
    }

    /// Lays out the printed edition; `None` when what went wrong was reported.
    pub(crate) fn paged(&self, diagnostics: &mut Diagnostics) -> Option<PagedDocument> {
        let (document, paragraphs) = self.laid_out("print()", &self.world, diagnostics)?;
        let mut reporter = Reporter::new(&self.world, self.dir, diagnostics);
        paragraphs.iter().for_each(|paragraph| reporter.paragraph(paragraph));
        (!diagnostics.has_errors()).then_some(document)
    }

    /// Lays out the edition in large print; `told` is what its template finds in `/gazette/sheets.json`.
    pub(crate) fn large_print(&self, told: String, diagnostics: &mut Diagnostics) -> Option<PagedDocument> {
        let (document, _) = self.laid_out("large-print()", &self.world.with_sheets(told), diagnostics)?;
        (!diagnostics.has_errors()).then_some(document)
    }

    /// The same for an issue that differs from this one in its layout only.
    pub(crate) fn of<'b>(&'b self, issue: &'b Issue) -> Typesetter<'b> {
        let world = self.world.with_issue(view::told(issue, self.chains));
        Typesetter { dir: self.dir, issue, chains: self.chains, world }
    }

    /// Lays out what a function of the templates makes of `world`, and reports what cannot be read where it was put.
    fn laid_out(
        &self,
        call: &str,
        world: &GazetteWorld,
        diagnostics: &mut Diagnostics,
    ) -> Option<(PagedDocument, Vec<Paragraph>)> {
        let mut world = world.with_main(call);
        self.load_documents(&world);
        let mut compiled = without_joiners(&world);
        let mut paragraphs = self.paragraphs(&compiled);
        if let Some(loose) = lines::loose(&paragraphs) {
            // What is kept on one line without need must not tear lines apart: such paragraphs are set once more.
            world = world.with_loose(loose);
            compiled = without_joiners(&world);
            paragraphs = self.paragraphs(&compiled);
        }
        let Warned { output, warnings } = compiled;
        let mut reporter = Reporter::new(&world, self.dir, diagnostics);
        reporter.warnings(&warnings);
        let document = reporter.output(output)?;
        let overflows = overflow::find(document.pages());
        if !overflows.is_empty() {
            let pages = Pagination::harvest(&document, self.issue).ok();
            let on = |sheet: usize| {
                let pages = pages.iter().flat_map(|pages| pages.documents.iter().rev());
                let slug = &pages.into_iter().find(|pages| pages.sheet.0 as usize <= sheet)?.slug;
                self.issue.documents().find(|document| document.slug == *slug)
            };
            overflows.iter().for_each(|overflow| reporter.overflow(overflow, on(overflow.sheet)));
        }
        Some((document, paragraphs))
    }

    /// Builds the content of all documents at the same time, as templates will ask for it, one after the other; it is remembered.
    fn load_documents(&self, world: &GazetteWorld) {
        let capacity = view::title_capacity(&self.issue.series);
        let documents: Vec<&Document> = self.issue.documents().collect();
        documents.par_iter().for_each(|document| {
            let world: &dyn World = world;
            // Templates are told what is wrong when they ask, and where they asked.
            let _ = content::load(world.track(), world::in_issue(&document.path), capacity);
        });
    }

    /// Keeps a finished layout to be looked at.
    pub(crate) fn layout(&self, document: &PagedDocument, pagination: &Pagination) -> Layout {
        let (pages, introspector) = (document.pages().to_vec(), document.introspector().clone());
        Layout::new(pages, introspector, self.world.clone(), self.issue, pagination)
    }

    /// Reports pages that a reader would find without the text they belong to.
    pub(crate) fn check_pages(&self, document: &PagedDocument, pagination: &Pagination, diagnostics: &mut Diagnostics) {
        lonely::check(document, &self.runs(document.pages()), self.issue, pagination, diagnostics);
    }

    /// How many printed lines each document and each of its passages takes.
    pub(crate) fn extents(&self, document: &PagedDocument, pagination: &Pagination) -> Vec<Extent> {
        extent::measure(document, &self.runs(document.pages()), pagination, self.issue, self.dir)
    }

    /// Where each printed line begins in the file of its document.
    pub(crate) fn beginnings(&self, document: &PagedDocument, pagination: &Pagination) -> Vec<Beginning> {
        beginning::find(document, pagination, self.issue, self.dir, &self.world)
    }

    /// Where the characters of the issue's files are printed.
    pub(crate) fn spots(&self, document: &PagedDocument) -> Spots {
        Spots::of(document.pages(), &self.world)
    }

    /// Where the pages of each document turn, in printed order.
    pub(crate) fn turns(&self, document: &PagedDocument, pagination: &Pagination) -> Vec<Vec<PageTurn>> {
        turns::find(document, &self.runs(document.pages()), self.issue, &pagination.documents)
    }

    /// What each page prints.
    fn runs(&self, pages: &[Page]) -> Vec<Arc<PageRuns>> {
        runs::all(pages, &self.world)
    }

    fn paragraphs(&self, compiled: &Warned<SourceResult<PagedDocument>>) -> Vec<Paragraph> {
        let document = compiled.output.as_ref().ok();
        document.map(|document| lines::paragraphs(&self.runs(document.pages()), self.issue)).unwrap_or_default()
    }

    /// The font files that the layout uses, in the order of their families.
    pub(crate) fn used_fonts(&self, document: &PagedDocument) -> Vec<UsedFont> {
        let mut fonts: Vec<Font> = Vec::new();
        for page in document.pages() {
            each_text(&page.frame, &mut |_, item| {
                if !fonts.contains(item.font.font()) {
                    fonts.push(item.font.font().clone());
                }
            });
        }
        let mut used: Vec<UsedFont> = fonts.iter().filter_map(|font| self.world.fonts().used(font)).collect();
        used.sort_by(|a, b| (&a.family, &a.file).cmp(&(&b.family, &b.file)));
        used
    }

    /// Exports the page of the contents and those of all documents, in printed order; they lead to `pdf`, the printed edition, and to the
    /// offprints among `artefacts`.
    pub(crate) fn web_pages(
        &self,
        artefacts: &Artefacts,
        pdf: &[u8],
        pagination: &Pagination,
        diagnostics: &mut Diagnostics,
    ) -> Option<(String, Vec<String>)> {
        let world = |pdf| {
            let pages = view::printed(pagination, artefacts, pdf);
            self.world.with_pages(serde_json::to_string(&pages).expect("numbers and words serialise"))
        };
        // Where only the file's size is another, the pages of documents are what they were.
        let (of_index, of_documents) = (world(Some(pdf)).with_main("index()"), world(None));
        let page = |world: GazetteWorld, document: Option<&Document>| {
            let mut found = Diagnostics::default();
            (self.web_page(&world, document, pagination, &mut found), found)
        };
        let of = |document: &&Document| {
            let slug = serde_json::to_string(document.slug.as_str()).expect("a string serialises");
            page(of_documents.with_main(&format!("page({slug})")), Some(document))
        };
        let documents: Vec<&Document> = self.issue.documents().collect();
        let (index, pages) = rayon::join(|| page(of_index, None), || documents.par_iter().map(of).collect::<Vec<_>>());
        let mut exported = |(page, found): (Option<String>, Diagnostics)| {
            diagnostics.append(found);
            page
        };
        let pages: Vec<Option<String>> = pages.into_iter().map(&mut exported).collect();
        Some((exported(index)?, pages.into_iter().collect::<Option<_>>()?))
    }

    fn web_page(
        &self,
        world: &GazetteWorld,
        document: Option<&Document>,
        pagination: &Pagination,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let subject = web::Subject { issue: self.issue, pagination, document };
        web::export(world, &subject, &mut Reporter::new(world, self.dir, diagnostics))
    }
}

/// Lays out a world in print.
fn without_joiners(world: &GazetteWorld) -> Warned<SourceResult<PagedDocument>> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    Warned { output: output.map(|document| joiner::stripped(&document)), warnings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;
    use crate::issue::Draft;
    use crate::place::SourceFile;

    /// An issue of one document, in memory.
    fn dir() -> IssueDir {
        let issue =
            "year = 2024\nnumber = 1\ndate = 2024-03-31\n[[sections]]\ntitle = \"甲\"\ndocuments = [\"a.md\"]\n";
        let document = "+++\nissuer = \"乙\"\ntitle = \"丙\"\n+++\n丁\n";
        let texts = [("issue.toml", issue), ("a.md", document)];
        IssueDir {
            name: "2024-01".to_owned(),
            shown: "2024-01".to_owned(),
            series: Some(SourceFile::new("gazette.toml", "name = \"戊\"\nsponsor = \"己\"\n")),
            texts: texts.map(|(path, text)| (path.to_owned(), SourceFile::new(path, text))).into(),
            ..IssueDir::default()
        }
    }

    /// Lays out `text` in place of the templates' call.
    fn layout(text: &str, diagnostics: &mut Diagnostics) -> (Issue, Option<PagedDocument>) {
        let dir = dir();
        let fonts = Arc::new(FontSet::new(&[]));
        let draft = Draft::read(&dir, diagnostics);
        let chains = fonts.chains(&draft.fonts(), diagnostics);
        let issue = draft.finish(&dir).expect("the issue is good");
        let typesetter = Typesetter::new(&dir, &issue, fonts, &chains);
        let world = typesetter.world.with_main(&format!("index.with()\n{text}"));
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        let mut reporter = Reporter::new(&world, &dir, diagnostics);
        reporter.warnings(&warnings);
        let document = reporter.output(output);
        (issue, document)
    }

    #[test]
    fn a_layout_that_does_not_settle_is_an_error() {
        let mut diagnostics = Diagnostics::default();
        layout("#let s = state(\"s\", 0)\n#context s.update(s.final() + 1)\n#context s.final()", &mut diagnostics);
        let found: Vec<_> = diagnostics.sorted().into_iter().map(|found| (found.severity, found.code)).collect();
        assert!(found.contains(&(Severity::Error, "unsettled-layout")), "{found:?}");
    }

    #[test]
    fn a_document_that_no_template_marks_is_named() {
        let (issue, document) = layout("", &mut Diagnostics::default());
        let harvested = Pagination::harvest(&document.expect("it is laid out"), &issue);
        let missing = harvested.err().map(|message| message.to_string());
        assert_eq!(missing.as_deref(), Some("the templates do not mark the first page of `a`"));
    }
}
