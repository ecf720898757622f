//! A built edition proved from its files alone, without the folder it was made of.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::artefact::{self, Built, INDEX, REPORT_FILE};
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::manifest::Fonts;
use crate::place::Place;
use crate::proof::contents::{self, Contents, Others};
use crate::proof::glyphs::{self, Scope};
use crate::proof::offprint;
use crate::proof::page::{self, Looks};
use crate::proof::plain::{self, Furniture};
use crate::proof::reader::{self, Pdf};
use crate::proof::text::{self, Texts};
use crate::proof::web::{self, Element};
use crate::typeset::FontSet;

/// What was proved of an edition; what could not be is empty, and reported.
#[derive(Debug, Default)]
pub(crate) struct Verified {
    /// One number, told by all sources that there are.
    pub(crate) contents: Contents,
    /// The PDF and the web pages say the same.
    pub(crate) text: Texts,
}

/// Proves the files of a folder; `None` when its PDF is no edition's, as was reported.
///
/// Files that are missing or were changed are not looked into: that they are no part of the edition is reported already.
pub(crate) fn folder(built: &Built, diagnostics: &mut Diagnostics) -> Option<Verified> {
    let place = |file: &str| Place::whole(format!("{}/{file}", built.shown));
    let pdf = format!("{}.pdf", built.manifest.issue);
    let mut pages = BTreeMap::new();
    let documents = built.manifest.documents.iter().map(|document| document.html.as_str());
    for page in documents.clone().chain([INDEX]) {
        match built.files.get(page).map(|bytes| web::read(bytes)) {
            Some(Ok(read)) => drop(pages.insert(page, read)),
            Some(Err(why)) => {
                let code = if page == INDEX { "contents-differ" } else { "text-differs" };
                diagnostics.error(code, place(page), message!("page-unreadable", page, why), help());
            }
            None => {}
        }
    }
    let report = built.files.get(REPORT_FILE).map(|bytes| serde_json::from_slice::<serde_json::Value>(bytes));
    let report = report.map(|report| report.unwrap_or_default());
    let told = report.as_ref().map(|report| artefact::Told::deserialize(report).ok());
    if let Some(None) = told {
        let message = message!("verify-no-numbers", file = REPORT_FILE);
        diagnostics.error("contents-differ", place(REPORT_FILE), message, help());
    }
    let told = told.flatten();
    let place_of_pdf = place(&pdf);
    let pdf = built.files.get(&pdf).and_then(|bytes| read(bytes, &place_of_pdf, help(), diagnostics));
    if let Some(told) = &told {
        prove_pages(built, told, &pages, pdf.as_ref(), diagnostics);
    }
    let pdf = pdf?;
    prove_offprints(built, &pdf, diagnostics);
    let others = Others { toc: told.as_ref().map(|told| told.documents.as_slice()), index: pages.get(INDEX) };
    prove_plain(built, report.as_ref(), &pdf, &place_of_pdf, diagnostics);
    let contents = prove(&pdf, others, &place_of_pdf, diagnostics)?;
    // A page that is missing or changed is reported already, and without it nobody knows where the others begin.
    let documents: Option<Vec<(String, &Element)>> =
        documents.map(|page| Some((page.to_owned(), pages.get(page)?))).collect();
    let text = documents.map(|documents| text::prove_alone(&pdf, &documents)).unwrap_or_default();
    text::report(&text, |index, _| place(&text.documents[index].document), &place_of_pdf, diagnostics);
    Some(Verified { contents, text })
}

/// Proves the manifest against the report, and if they agree, the pages against both.
fn prove_pages(
    built: &Built,
    told: &artefact::Told,
    pages: &BTreeMap<&str, Element>,
    pdf: Option<&Pdf>,
    diagnostics: &mut Diagnostics,
) {
    let found = artefact::disagreements(built, told);
    for (range, message) in &found {
        diagnostics.error("bad-manifest", built.text.place(range.clone()), message.clone(), help());
    }
    if !found.is_empty() {
        return;
    }
    let is_own = told.templates.iter().any(|path| path.ends_with(".typ"));
    let looks = if is_own { Looks::Series } else { Looks::Program };
    let told = page::Told::by_manifest(&built.manifest, &told.documents, pdf, looks);
    let pages = pages.iter().map(|(name, page)| ((*name).to_owned(), page)).collect();
    let place = |file: &str| Place::whole(format!("{}/{file}", built.shown));
    page::report(&page::prove(&told, &pages), place, diagnostics);
}

/// Proves that the offprints have the pages of the PDF.
fn prove_offprints(built: &Built, whole: &Pdf, diagnostics: &mut Diagnostics) {
    for document in &built.manifest.documents {
        let Some((file, bytes)) = document.offprint().and_then(|file| built.files.get_key_value(&file)) else {
            continue;
        };
        let place = Place::whole(format!("{}/{file}", built.shown));
        let Some(own) = read(bytes, &place, help(), diagnostics) else { continue };
        let folios = (document.page.0, document.last_page.0);
        let citation = offprint::folios_in_words(folios);
        let claim = offprint::Claim { whole, sheet: document.sheet.0, folios, citation: &citation };
        offprint::report(file, offprint::fault(&own, &claim), place, diagnostics);
    }
}

/// Proves that the PDF has as many pages as the report says, and nothing that hides, covers or adds.
fn prove_plain(
    built: &Built,
    report: Option<&serde_json::Value>,
    pdf: &Pdf,
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    let sheets = report.and_then(|report| report.get("sheets")?.as_u64());
    if let Some(sheets) = sheets.filter(|sheets| *sheets != pdf.pages.len() as u64) {
        let (pages, said) = (pdf.pages.len(), sheets.to_string());
        let message = message!("verify-other-sheets", pages, file = REPORT_FILE, said);
        diagnostics.error("not-plain", place.clone(), message, help());
    }
    // What templates of the series printed was told when the edition was built, and is told again; anything else is not.
    let plain = plain::prove(pdf, Some(&built.manifest.title), furniture(report));
    plain::report(&plain, place, diagnostics);
}

/// Proves a PDF file by itself; `None` when it is no edition's, as was reported.
pub(crate) fn pdf(bytes: &[u8], shown: &str, diagnostics: &mut Diagnostics) -> Option<Verified> {
    let place = Place::whole(shown);
    // What is no PDF at all was named by mistake; an empty one was cut off.
    let is_pdf = bytes.is_empty() || bytes.windows(5).take(1024).any(|window| window == b"%PDF-");
    let help = if is_pdf { help() } else { message!("manifest-absent.help") };
    let pdf = read(bytes, &place, help, diagnostics)?;
    let contents = prove(&pdf, Others::default(), &place, diagnostics)?;
    plain::report(&plain::prove(&pdf, None, Furniture::Templates), &place, diagnostics);
    text::report(&text::prove_bare(&pdf), |_, _| place.clone(), &place, diagnostics);
    Some(Verified { contents, text: Texts::default() })
}

/// Whether the build found furniture of the series, as its report says.
fn furniture(report: Option<&serde_json::Value>) -> Furniture {
    let warnings = report.and_then(|report| report.get("warnings")?.as_array());
    let is_told = warnings.is_some_and(|all| all.iter().any(|warning| warning["code"] == "unknown-furniture"));
    if is_told { Furniture::Templates } else { Furniture::Own }
}

/// What to do about an edition that is not true.
fn help() -> Message {
    message!("verify-get-again.help")
}

/// Takes a PDF file apart; what keeps it from that is reported with this help.
fn read(bytes: &[u8], place: &Place, help: Message, diagnostics: &mut Diagnostics) -> Option<Pdf> {
    let read = reader::read(bytes);
    read.map_err(|message| diagnostics.error("unreadable-pdf", place.clone(), message, help)).ok()
}

fn prove(pdf: &Pdf, others: Others, place: &Place, diagnostics: &mut Diagnostics) -> Option<Contents> {
    prove_glyphs(pdf, place, diagnostics);
    match contents::prove(pdf, others) {
        Ok(contents) => {
            contents::report(&contents, |_| place.clone(), place, diagnostics);
            Some(contents)
        }
        Err(message) => {
            diagnostics.error("contents-differ", place.clone(), message, message!("entry-no-contents.help"));
            None
        }
    }
}

/// The glyph proof as far as it goes without the sources: against the font files of the program.
fn prove_glyphs(pdf: &Pdf, place: &Place, diagnostics: &mut Diagnostics) {
    let fonts = FontSet::new(&[]);
    let proved = glyphs::prove(pdf, &fonts.supply(&Fonts::default()), Scope::Program);
    glyphs::report_faults(&proved, &BTreeMap::new(), place, diagnostics);
}
