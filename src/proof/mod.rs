//! Proofs: what is claimed of an edition, found again in its finished bytes.
//!
//! A proof is given nothing but the bytes and what is expected of them. [`reader`] and [`web`] share no code with the writer (but
//! for the outlines of glyphs, which ttf-parser tells both), so that one mistake cannot be made twice, once in setting and once in
//! proving.

pub(crate) mod columns;
pub mod contents;
pub mod glyphs;
pub mod offprint;
pub mod page;
pub mod plain;
pub mod press;
pub mod reader;
pub mod ruler;
pub mod text;
pub mod web;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;
use typst_timing::timed;

use self::contents::{Contents, Entry, Others};
use self::glyphs::{Glyphs, Scope};
use self::page::{Looks, Pages, Told};
use self::plain::{Fault, Furniture};
use self::press::Press;
use self::reader::Pdf;
use self::ruler::{Expected, Measurement};
use self::text::{Subject, Texts};
use self::web::Element;
use crate::artefact::{self, Artefacts, INDEX, TocEntry};
use crate::diag::Diagnostics;
use crate::issue::{Document, Issue};
use crate::language::Message;
use crate::pagination::Pagination;
use crate::place::{Place, SourceFile};
use crate::source::{IssueDir, SERIES_FILE};
use crate::typeset::Supply;

/// What the proofs found in an edition, as `report.json` has it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Proofs {
    /// One number, told by six sources.
    pub contents: Contents,
    /// Whether all readings of each document agree.
    pub text: Texts,
    /// Whether each web page is nothing but what it should be.
    pub pages: Pages,
    /// What the ruler measured; lengths in mm.
    pub ruler: Vec<Measurement>,
    /// What is seen is what is copied, and in which faces.
    pub glyphs: Glyphs,
    /// What hides, covers or adds.
    pub plain: Vec<Fault>,
    /// What the press edition is, where it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub press: Option<Press>,
}

/// Proves an edition, whose PDF was read already, against its issue and the faces it may be printed in; what is wrong goes to
/// `diagnostics`, at the document concerned or else at the folder as a whole.
pub(crate) fn prove(
    pdf: &Result<Pdf, Message>,
    artefacts: &Artefacts,
    dir: &IssueDir,
    issue: &Issue,
    pagination: &Pagination,
    supply: &Supply,
    diagnostics: &mut Diagnostics,
) -> Proofs {
    let whole = &Place::whole(dir.shown.clone());
    let pdf = match pdf {
        Ok(pdf) => pdf,
        Err(message) => {
            diagnostics.error("unreadable-pdf", whole.clone(), message.clone(), message!("report-issue.help"));
            return Proofs::default();
        }
    };
    // Those that read the web pages, beside those that read the PDF alone.
    let mut found = Diagnostics::default();
    let ((contents, text, pages), (ruler, glyphs, plain)) = rayon::join(
        || {
            let names = issue.documents().map(|document| document.slug.page()).chain([INDEX.to_owned()]);
            let read = names.map(|name| (name.clone(), web::read(&artefacts[&name])));
            let read: Read = timed!("read web pages", read.collect());
            let contents = timed!("prove contents", contents_of(pdf, &read, issue, pagination, whole, diagnostics));
            let text = timed!("prove text", text_of(pdf, dir, &read, issue, whole, diagnostics));
            let looks = if dir.has_own_templates() { Looks::Series } else { Looks::Program };
            let told = Told::by_issue(issue, pagination, artefacts, looks);
            (contents, text, timed!("prove web pages", pages_of(&read, &told, issue, whole, diagnostics)))
        },
        || {
            let expected = Expected::of(issue, pagination);
            let ruler = timed!("measure pages", ruler::measure_pages(&pdf.pages, &expected));
            ruler::report(&ruler, &expected, whole, &mut found);
            let glyphs = timed!("prove glyphs", glyphs_of(pdf, dir, issue, supply, &mut found));
            let plain = timed!("prove plainness", plain_of(pdf, dir, issue));
            plain::report(&plain, whole, &mut found);
            attached(pdf, dir, issue, &mut found);
            (ruler, glyphs, plain)
        },
    );
    diagnostics.append(found);
    Proofs { contents, text, pages, ruler, glyphs, plain, press: None }
}

/// The press proof of an edition that has one; what is wrong is reported at the folder as a whole.
pub(crate) fn prove_press(
    artefacts: &Artefacts,
    dir: &IssueDir,
    issue: &Issue,
    diagnostics: &mut Diagnostics,
) -> Option<Press> {
    let file = artefacts.get(&crate::uses::press::file_name(&issue.name))?;
    let settings = &issue.series.press;
    let spot = settings.spot.as_ref().map(|spot| spot.text.trim());
    let expected = press::Expected { printed: &artefacts[&issue.pdf()], spot, multiple: settings.binding.pages() };
    let proved = press::prove(file, &expected);
    press::report(&proved, &Place::whole(dir.shown.clone()), diagnostics);
    Some(proved)
}

/// Proves a PDF file of an issue that no web page goes with: what it says is what was typed, its contents are true, and nothing hides,
/// covers or adds. What is wrong goes to `diagnostics`, at the document concerned or else at the folder as a whole.
pub(crate) fn prove_paper(
    pdf: &[u8],
    dir: &IssueDir,
    issue: &Issue,
    pagination: &Pagination,
    diagnostics: &mut Diagnostics,
) {
    let whole = &Place::whole(dir.shown.clone());
    let pdf = match reader::read(pdf) {
        Ok(pdf) => pdf,
        Err(message) => {
            return diagnostics.error("unreadable-pdf", whole.clone(), message, message!("report-issue.help"));
        }
    };
    let mut found = Diagnostics::default();
    let toc = artefact::entries(issue, pagination);
    contents_against(contents::prove(&pdf, Others { toc: Some(&toc), index: None }), &toc, issue, whole, &mut found);
    let documents: Vec<_> = issue.documents().filter_map(|it| Some((it, dir.texts.get(&it.path)?))).collect();
    let texts = text::prove_paper(&pdf, &documents, &issue.series.layout);
    report_texts(&texts, &documents, whole, &mut found);
    plain::report(&plain_of(&pdf, dir, issue), whole, &mut found);
    let edition = issue.pdf();
    for finding in found.sorted() {
        let message = message!("proof-of-file", file = &edition, finding = &finding.message);
        diagnostics.push(finding.severity, finding.code, finding.place.clone(), message, finding.help.clone());
    }
}

/// Reports sources that are not attached as they are typed, if the series asks for them.
fn attached(pdf: &Pdf, dir: &IssueDir, issue: &Issue, diagnostics: &mut Diagnostics) {
    let mut left: Vec<_> = pdf.anatomy.attached.iter().collect();
    for (name, file) in dir.sources().filter(|_| issue.has_sources()) {
        let found = left.iter().position(|attached| attached.name == name).map(|at| left.remove(at));
        if found.and_then(|attached| attached.bytes.as_deref()) != Some(file.text().as_bytes()) {
            let message = message!("source-not-attached", name);
            diagnostics.error("not-plain", Place::whole(file.shown()), message, message!("report-issue.help"));
        }
    }
    for attached in left {
        let (place, message) = (Place::whole(dir.shown.clone()), message!("plain-attached", name = &attached.name));
        diagnostics.error("not-plain", place, message, message!("report-issue.help"));
    }
}

/// What hides, covers or adds in a file of an issue. What else than the program's may be printed beside the text, templates say.
fn plain_of(pdf: &Pdf, dir: &IssueDir, issue: &Issue) -> Vec<Fault> {
    let furniture = if dir.templates.is_empty() { Furniture::Own } else { Furniture::Templates };
    let mut linked = BTreeSet::new();
    issue.documents().for_each(|document| document.body.each_link(&mut |url| linked.extend([url.to_owned()])));
    let mut faults = plain::prove(pdf, Some(&issue.title()), furniture);
    faults.extend(plain::away(pdf, &linked, furniture));
    faults
}

/// Web pages by their names, or why they cannot be read.
type Read = BTreeMap<String, Result<Element, Message>>;

/// The page proof of a built edition; what is wrong is reported at the document concerned.
fn pages_of(read: &Read, told: &Told, issue: &Issue, whole: &Place, diagnostics: &mut Diagnostics) -> Pages {
    let pages = read.iter().filter_map(|(name, page)| Some((name.clone(), page.as_ref().ok()?))).collect();
    let proved = page::prove(told, &pages);
    let place = |page: &str| {
        let document = issue.documents().find(|document| document.slug.page() == page);
        document.map_or(whole.clone(), |document| document.title().place.clone())
    };
    page::report(&proved, place, diagnostics);
    proved
}

/// The glyph proof of a built edition; what is wrong is reported where its characters are typed.
fn glyphs_of(pdf: &Pdf, dir: &IssueDir, issue: &Issue, supply: &Supply, diagnostics: &mut Diagnostics) -> Glyphs {
    let mut proved = glyphs::prove(pdf, supply, Scope::Issue);
    let typed = crate::glyphs::typed(dir, issue, &proved.sought());
    proved.locate(dir, &typed);
    let series = dir.series.as_ref().map_or("", |series| series.shown().trim_end_matches(SERIES_FILE));
    let font_file = |file: &str| Place::whole(format!("{series}{file}"));
    glyphs::report(&proved, &typed, font_file, &Place::whole(dir.shown.clone()), diagnostics);
    proved
}

/// The contents proof of a built edition; what is wrong is reported at the document concerned.
fn contents_of(
    pdf: &Pdf,
    read: &Read,
    issue: &Issue,
    pagination: &Pagination,
    whole: &Place,
    diagnostics: &mut Diagnostics,
) -> Contents {
    let toc = artefact::entries(issue, pagination);
    let unreadable = |why: &Message| message!("page-unreadable", page = INDEX, why);
    let index = read[INDEX].as_ref().map_err(unreadable);
    let proved = index.and_then(|index| contents::prove(pdf, Others { toc: Some(&toc), index: Some(index) }));
    contents_against(proved, &toc, issue, whole, diagnostics)
}

/// Reports what the contents proof found, each entry at its document in `toc`.
fn contents_against(
    proved: Result<Contents, Message>,
    toc: &[TocEntry],
    issue: &Issue,
    whole: &Place,
    diagnostics: &mut Diagnostics,
) -> Contents {
    match proved {
        Ok(contents) => {
            let place = |entry: &Entry| {
                let document = issue.documents().zip(toc).find(|(_, toc)| Some(toc.page.0) == entry.toc);
                document.map_or(whole.clone(), |(document, _)| document.title().place.clone())
            };
            contents::report(&contents, place, whole, diagnostics);
            contents
        }
        Err(message) => {
            diagnostics.error("contents-differ", whole.clone(), message, message!("report-issue.help"));
            Contents::default()
        }
    }
}

/// The text proof of a built edition; what is wrong is reported where it is typed.
fn text_of(
    pdf: &Pdf,
    dir: &IssueDir,
    read: &Read,
    issue: &Issue,
    whole: &Place,
    diagnostics: &mut Diagnostics,
) -> Texts {
    let documents: Vec<_> = issue.documents().filter_map(|it| Some((it, dir.texts.get(&it.path)?))).collect();
    let subjects = documents.iter().map(|(document, file)| Subject {
        document,
        file,
        page: read[&document.slug.page()].as_ref().map_err(Clone::clone),
    });
    let texts = text::prove(pdf, &subjects.collect::<Vec<_>>(), &issue.series.layout);
    report_texts(&texts, &documents, whole, diagnostics);
    texts
}

/// Reports what the text proof found, where it is typed.
fn report_texts(texts: &Texts, documents: &[(&Document, &SourceFile)], whole: &Place, diagnostics: &mut Diagnostics) {
    let place = |index: usize, range: Option<Range<usize>>| {
        let (document, file) = documents[index];
        let whole = |range: Range<usize>| range.start..file.text().ceil_char_boundary(range.end.max(range.start + 1));
        range.map_or_else(|| document.title().place.clone(), |range| file.place(whole(range)))
    };
    text::report(texts, place, whole, diagnostics);
}
