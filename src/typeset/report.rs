//! Typst's findings as ours: its spans already point into the Markdown.

use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic, SourceResult};
use typst::ecow::EcoVec;
use typst::syntax::DiagSpan;

use super::foreign::{self, ABSENT, UNSETTLED};
use super::lines::Paragraph;
use super::origin;
use super::overflow::{Fault, Overflow};
use super::refusal::Refusal;
use super::templates;
use super::world::{GazetteWorld, SERIES_ROOT};
use crate::diag::{self, Diagnostics};
use crate::issue::Document;
use crate::language::Message;
use crate::place::Place;
use crate::source::{IssueDir, SERIES_FILE};

/// Typst says this on every HTML export.
const HTML_NOTICE: &str = "html export is under active development and incomplete";

/// Takes over Typst's findings for one world.
pub(super) struct Reporter<'a> {
    world: &'a GazetteWorld,
    dir: &'a IssueDir,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reporter<'a> {
    /// A reporter that adds to `diagnostics`.
    pub(super) fn new(world: &'a GazetteWorld, dir: &'a IssueDir, diagnostics: &'a mut Diagnostics) -> Self {
        Self { world, dir, diagnostics }
    }

    /// The output, or its errors reported.
    pub(super) fn output<T>(&mut self, output: SourceResult<T>) -> Option<T> {
        match output {
            Ok(output) => Some(output),
            Err(errors) => {
                // What refers to a document that could not be set fails with it.
                let is_consequence = |error: &&SourceDiagnostic| error.message.contains(ABSENT);
                let causes: Vec<_> = errors.iter().filter(|error| !is_consequence(error)).collect();
                let told = if causes.is_empty() { errors.iter().collect() } else { causes };
                told.into_iter().for_each(|error| self.take_over(error));
                None
            }
        }
    }

    /// Takes over warnings.
    pub(super) fn warnings(&mut self, warnings: &EcoVec<SourceDiagnostic>) {
        for warning in warnings.iter().filter(|warning| warning.message != HTML_NOTICE) {
            self.take_over(warning);
        }
    }

    /// Reports text that cannot be read where it was put, on a page of `document`.
    pub(super) fn overflow(&mut self, overflow: &Overflow, document: Option<&Document>) {
        let short = |words: &str| words.chars().take(12).collect::<String>();
        let path = document.map(|document| document.path.as_str());
        let (words, sheet) = (short(&overflow.text), overflow.sheet);
        let (code, message, origin) = match &overflow.fault {
            Fault::OffPage => {
                ("off-page", message!("off-page", words, sheet), origin::of(&overflow.text, path, self.dir))
            }
            Fault::Overprinted(under) => {
                let places = [under, &overflow.text].map(|words| origin::of(words, path, self.dir));
                let longest = places.into_iter().flatten().max_by_key(|place| place.range.len());
                ("overprinted", message!("overprinted", words, under = short(under), sheet), longest)
            }
        };
        let place = self.place(overflow.span);
        let in_issue = place.clone().filter(|place| self.is_in_issue(place));
        let whole = || Place::whole(document.map_or(&self.dir.shown, |document| &document.shown).clone());
        let in_template = place.filter(|place| self.is_own_template(place));
        let place = in_issue.or(origin).or(in_template).unwrap_or_else(whole);
        self.diagnostics.error(code, place, message, message!("off-page.help"));
    }

    /// Reports a paragraph that ends on a line of one character (GB/T 15834 5.1.11).
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph) {
        let Some(range) = paragraph.short_last_line() else { return };
        let place = Place::new(self.dir.show(&paragraph.path), range.clone());
        let (message, help) = (message!("short-last-line"), message!("short-last-line.help"));
        self.diagnostics.warning("short-last-line", place, message, help);
    }

    fn take_over(&mut self, found: &SourceDiagnostic) {
        let traced = found.trace.iter().map(|point| DiagSpan::from(point.span));
        let places: Vec<Place> =
            std::iter::once(found.span).chain(traced).filter_map(|span| self.place(span)).collect();
        let refusal = Refusal::of(&found.message);
        // A slip in a template of the series is mended there; everything else where the words come from.
        let in_template = places.first().filter(|place| refusal.is_none() && self.is_own_template(place));
        let in_issue = places.iter().find(|place| self.is_in_issue(place));
        let refused = refusal.as_ref().and_then(|refusal| refusal.words);
        let place = in_template
            .or(in_issue)
            .cloned()
            .or_else(|| origin::of(refused?, None, self.dir))
            .or_else(|| places.first().cloned())
            .unwrap_or_else(|| Place::whole(self.dir.shown.clone()));
        let is_unsettled = found.message.contains(UNSETTLED);
        let severity = match found.severity {
            Severity::Error => diag::Severity::Error,
            Severity::Warning if is_unsettled => diag::Severity::Error,
            Severity::Warning => diag::Severity::Warning,
        };
        let code = if is_unsettled { "unsettled-layout" } else { "typesetting" };
        let (message, help) = match refusal {
            Some(refusal) => (refusal.message, refusal.help),
            None => (foreign::message(&found.message), self.help(found, &place)),
        };
        self.diagnostics.push(severity, code, place, message, help);
    }

    /// What to do about a finding of Typst's own.
    fn help(&self, found: &SourceDiagnostic, place: &Place) -> Option<Message> {
        if foreign::is_of_picture(&found.message) {
            return foreign::help(found).or_else(|| Some(message!("typst-picture.help")));
        }
        // A slip in a template of the series may show in one of the program.
        if place.file.ends_with(".typ") && !self.dir.templates.is_empty() {
            return Some(message!("typst-other.help"));
        }
        foreign::help(found)
    }

    /// Whether the series brings the template itself; in one of the program there is nothing that an editor could mend.
    fn is_own_template(&self, place: &Place) -> bool {
        self.dir.templates.values().any(|template| template.shown() == place.file)
    }

    fn is_in_issue(&self, place: &Place) -> bool {
        place.file.starts_with(&self.dir.show(""))
    }

    fn place(&self, span: DiagSpan) -> Option<Place> {
        if let Some((path, range)) = self.world.bytes(span) {
            return Some(Place::new(self.dir.show(path), range));
        }
        let (id, range) = (span.id()?, self.world.range(span)?);
        let path = id.vpath().get_with_slash();
        if let Some((path, series)) = path.strip_prefix(SERIES_ROOT).zip(self.dir.series.as_ref()) {
            let folder = series.shown().trim_end_matches(SERIES_FILE);
            return Some(Place::new(format!("{folder}{}", path.trim_start_matches('/')), range));
        }
        let own = path.strip_prefix(templates::ROOT).and_then(|path| self.dir.templates.get(path));
        Some(Place::new(own.map_or(path.trim_start_matches('/'), |file| file.shown()), range))
    }
}
