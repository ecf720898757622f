//! 校样: what proof-readers mark, the pages of the printed edition with the numbers of the lines of Markdown beside their lines, after a
//! cover on which 一校, 二校 and 三校 are signed.
//!
//! `templates/galley.typ` draws what is added; every `finding` made so far stands on the cover, in the margin of its page, and as an
//! `annotation` upon its words. The file is no PDF/A and is not tagged: it is thrown away when the issue is good.

mod annotation;
mod finding;

use serde::Serialize;
use typst::layout::Abs;
use typst::model::Document as _;
use typst_layout::PagedDocument;

use self::finding::{Finding, findings};
use super::Subject;
use crate::artefact::{Artefacts, TocEntry, entries};
use crate::diag::Diagnostics;
use crate::lock;
use crate::typeset::{self, Area, Beginning, Export};

/// How many digits of the SHA-256 of the sources tell proofs apart; more would only be harder to compare by eye.
const DIGITS: usize = 16;
/// Findings closer than this, in points, have their numbers beside each other.
const CLOSE: f64 = 11.0;

/// What the template is told.
#[derive(Serialize)]
struct Told<'a> {
    /// Tells proofs of different sources apart.
    digest: String,
    /// In printed order.
    documents: Vec<TocEntry>,
    /// In the order of files and places.
    findings: &'a [Finding],
    /// All pages of the printed edition.
    pages: Vec<ToldPage<'a>>,
}

/// What is drawn on a page.
#[derive(Serialize)]
struct ToldPage<'a> {
    /// In points.
    width: f64,
    /// In points.
    height: f64,
    /// The Markdown files that are printed on it.
    files: Vec<&'a str>,
    /// From the top, turned ones from the left.
    lines: Vec<ToldLine>,
    /// From the top.
    marks: Vec<ToldMark>,
}

/// The number beside a printed line.
#[derive(Serialize)]
struct ToldLine {
    /// The line in the file, from 1.
    number: usize,
    /// Whether the printed line above has the same.
    is_again: bool,
    /// Whether the line runs up the page.
    is_turned: bool,
    /// Where the line begins, in points from the left of the page; turned, its baseline.
    x: f64,
    /// Its baseline, in points from the top; turned, where it begins.
    y: f64,
}

/// The numbers of findings beside their line.
#[derive(Serialize)]
struct ToldMark {
    /// From 1, as on the cover.
    numbers: Vec<usize>,
    /// The lower edge of their words, in points from the top.
    y: f64,
}

/// The file of the proof of an issue.
fn file_name(issue: &str) -> String {
    format!("{issue}-proof.pdf")
}

/// Adds the proof to the files of an issue. `None` when what went wrong was reported.
pub(super) fn add(subject: &Subject, artefacts: &mut Artefacts, diagnostics: &mut Diagnostics) -> Option<()> {
    let beginnings = subject.typesetter.beginnings(subject.paged, subject.pagination);
    let findings = findings(subject, &beginnings, diagnostics);
    let told = Told {
        digest: digest(subject),
        documents: entries(subject.issue, subject.pagination),
        findings: &findings,
        pages: pages(subject, &beginnings, &findings),
    };
    let told = serde_json::to_string(&told).expect("words and numbers serialise");
    let drawn = subject.typesetter.drawn("galley()", told, diagnostics)?;
    let covers = drawn.pages().len().checked_sub(subject.paged.pages().len())?;
    let name = file_name(&subject.issue.name);
    let export = Export { name: &name, standards: &[], is_tagged: false };
    let bytes = subject.typesetter.export(&bound(subject.paged, &drawn, covers), &export, diagnostics)?;
    let bytes =
        annotation::annotated(&bytes, &findings, subject.paged, covers).expect("Typst writes files that can be read");
    artefacts.insert(name, bytes);
    Some(())
}

/// The digest of all that the issue is made of but what is in the program.
fn digest(subject: &Subject) -> String {
    let mut digest = lock::digest_of_sources(subject.dir, subject.issue);
    digest.truncate(DIGITS);
    digest
}

/// The covers, then the printed pages with what is drawn upon each.
fn bound(paged: &PagedDocument, drawn: &PagedDocument, covers: usize) -> PagedDocument {
    let (covers, over) = drawn.pages().split_at(covers);
    let over = PagedDocument::new(over.iter().cloned().collect(), drawn.info().clone());
    let pages = typeset::laid_over(paged, &over, Abs::zero());
    let pages = covers.iter().chain(pages.pages()).cloned();
    PagedDocument::new(pages.collect(), drawn.info().clone())
}

fn pages<'a>(subject: &'a Subject, beginnings: &[Beginning], findings: &[Finding]) -> Vec<ToldPage<'a>> {
    let pages = subject.paged.pages().iter().zip(1..);
    let pages = pages.map(|(page, sheet)| ToldPage {
        width: page.frame.width().to_pt(),
        height: page.frame.height().to_pt(),
        files: files(subject, sheet),
        lines: lines(subject, beginnings, sheet),
        marks: marks(findings.iter().filter_map(|finding| Some((finding.number, finding.area()?))), sheet),
    });
    pages.collect()
}

/// The files of the documents that have a part of a page.
fn files<'a>(subject: &Subject<'a>, sheet: u32) -> Vec<&'a str> {
    let documents = subject.issue.documents().zip(&subject.pagination.documents);
    let is_on = |first: u32, more: u32| (first..=first + more).contains(&sheet);
    let documents = documents.filter(|(_, pages)| is_on(pages.sheet.0, pages.last_folio.0 - pages.folio.0));
    documents.map(|(document, _)| document.path.as_str()).collect()
}

fn lines(subject: &Subject, beginnings: &[Beginning], sheet: u32) -> Vec<ToldLine> {
    let mut above = None;
    let on_sheet = beginnings.iter().filter(|beginning| beginning.area.sheet == sheet);
    let lines = on_sheet.filter_map(|beginning| {
        let Beginning { area, baseline, is_turned, path, at } = beginning;
        let (number, _) = subject.dir.texts.get(path)?.line_column(*at);
        let is_again = above.replace((path, number)) == Some((path, number));
        let (x, y) = if *is_turned { (*baseline, area.bottom) } else { (area.left, *baseline) };
        Some(ToldLine { number, is_again, is_turned: *is_turned, x, y })
    });
    lines.collect()
}

/// The numbers of findings on a page, those that would touch together.
fn marks(findings: impl Iterator<Item = (usize, Area)>, sheet: u32) -> Vec<ToldMark> {
    let mut found: Vec<(f64, usize)> =
        findings.filter(|(_, area)| area.sheet == sheet).map(|(number, area)| (area.bottom, number)).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut marks: Vec<ToldMark> = Vec::new();
    for (y, number) in found {
        match marks.last_mut().filter(|mark| y - mark.y < CLOSE) {
            Some(mark) => mark.numbers.push(number),
            None => marks.push(ToldMark { numbers: vec![number], y }),
        }
    }
    marks
}
