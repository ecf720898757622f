//! 付印版: what a print shop prints from, a PDF/X-1a:2003 file of the pages of the printed edition.
//!
//! The pages get a room around them with bleed and marks (`templates/press.typ`), and blank pages up to whole sheets. `ink` then
//! gives every mark its inks, `picture` those of pictures, by the `profile` of a printing condition; `standard` makes the file what it
//! says that it is. `proof::press` reads it afterwards.

mod ink;
mod picture;
mod profile;
mod standard;

use serde::Serialize;
use typst::layout::{Abs, Frame};
use typst_layout::{Page, PagedDocument};
use typst_pdf::PdfStandard;

use self::ink::{Fault, Inks, separate};
use self::profile::Profile;
use self::standard::{Room, conform};
use super::Subject;
use crate::artefact::Artefacts;
use crate::diag::Diagnostics;
use crate::pagination::DocumentPages;
use crate::place::Place;
use crate::typeset::{self, Export};

/// Pixels to an inch that a picture needs to be printed well.
const FINE: f64 = 300.0;
/// The number of the first page.
const FIRST: usize = 1;
/// The shortest side of a page around which marks can stand, in mm.
const SMALLEST: f64 = 60.0;

/// What the file says of itself: its standard and its printing condition.
pub(super) const CLAIM: (&str, &str) = (standard::VERSION, profile::IDENTIFIER);

/// What the template of the marks is told.
#[derive(Serialize)]
struct Told<'a> {
    /// What the issue is called.
    title: String,
    /// Its red ink, where that is a spot ink.
    spot: Option<&'a str>,
    pages: Vec<ToldPage>,
}

/// A page that gets marks.
#[derive(Serialize)]
struct ToldPage {
    /// Its printed page number.
    folio: Option<u64>,
    /// Trimmed, in points.
    width: f64,
    /// Trimmed, in points.
    height: f64,
    /// In points.
    bleed: f64,
}

/// The file of the press edition of an issue.
pub(crate) fn file_name(issue: &str) -> String {
    format!("{issue}-press.pdf")
}

/// Adds the press edition to the files of an issue. `None` when what went wrong was reported.
pub(super) fn add(subject: &Subject, artefacts: &mut Artefacts, diagnostics: &mut Diagnostics) -> Option<()> {
    let press = &subject.issue.series.press;
    check_sizes(subject, diagnostics)?;
    check_pictures(subject, diagnostics);
    let sheets = made_up(subject, press.binding.pages());
    let spot = press.spot.as_ref().map(|spot| spot.text.trim());
    let told = Told { title: subject.issue.title(), spot, pages: told_pages(subject, &sheets) };
    let told = serde_json::to_string(&told).expect("words and numbers serialise");
    let over = subject.typesetter.drawn("press()", told, diagnostics)?;
    let red = red(&over).or_else(|| {
        let (message, help) = (message!("press-no-red"), message!("press-no-red.help"));
        diagnostics.error("typesetting", place_of_marks(subject), message, help);
        None
    })?;
    let reach = reach(subject, &sheets, &over, diagnostics)?;
    let bleed = |page: &Page| Room { reach: reach.to_pt() as f32, bleed: page.bleed.left.to_pt() as f32 };
    let rooms: Vec<Room> = sheets.pages().iter().map(bleed).collect();
    let laid = typeset::laid_over(&sheets, &over, reach);
    let name = file_name(&subject.issue.name);
    let export = Export { name: &name, standards: &[PdfStandard::V_1_4], is_tagged: false };
    let bytes = subject.typesetter.export(&laid, &export, diagnostics)?;
    let inks = Inks { red, spot, profile: &Profile::new() };
    let mut document = lopdf::Document::load_mem(&bytes).expect("Typst writes files that can be read");
    // What Typst writes can be read; what a template takes out of a PDF file may not.
    let faults = separate(&mut document, &inks)
        .unwrap_or_else(|_| vec![Fault { sheet: FIRST, what: message!("press-picture") }]);
    for fault in &faults {
        let place = place_of_picture(subject, fault.sheet);
        diagnostics.error("press-colour", place, fault.what.clone(), message!("press-colour.help"));
    }
    if !faults.is_empty() {
        return None;
    }
    conform(&mut document, &rooms).expect("Typst writes files with the parts that every file has");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory takes what is written");
    artefacts.insert(name, bytes);
    Some(())
}

/// The pages and so many blank ones that whole sheets are full; before the back cover, which is the outside of the last one.
fn made_up(subject: &Subject, multiple: usize) -> PagedDocument {
    let mut pages = subject.paged.pages().to_vec();
    let Some(last) = pages.last() else { return subject.paged.clone() };
    let blank = Page { frame: Frame::hard(last.frame.size()), numbering: None, ..last.clone() };
    let at = if subject.issue.series.back_cover.is_some() { pages.len() - 1 } else { pages.len() };
    let missing = pages.len().next_multiple_of(multiple) - pages.len();
    pages.splice(at..at, std::iter::repeat_n(blank, missing));
    PagedDocument::new(pages.into(), typst::model::Document::info(subject.paged).clone())
}

fn told_pages(subject: &Subject, sheets: &PagedDocument) -> Vec<ToldPage> {
    let first = subject.pagination.documents.first().map_or(usize::MAX, |pages| pages.sheet.0 as usize);
    let told = sheets.pages().iter().zip(1..).map(|(page, sheet)| ToldPage {
        folio: (sheet >= first && page.numbering.is_some()).then_some(page.number),
        width: page.frame.width().to_pt(),
        height: page.frame.height().to_pt(),
        bleed: page.bleed.left.to_pt(),
    });
    told.collect()
}

/// The red that the templates print: the template of the marks says it.
fn red(over: &PagedDocument) -> Option<[f32; 3]> {
    let found = typeset::told(over, "gazette-red").into_iter().next()?;
    let digits = found.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| Some(f32::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0);
    Some([part(0)?, part(2)?, part(4)?])
}

/// How far the drawn pages go beyond the trimmed ones, which has to be as far on every side of each.
fn reach(
    subject: &Subject,
    sheets: &PagedDocument,
    over: &PagedDocument,
    diagnostics: &mut Diagnostics,
) -> Option<Abs> {
    let pages = || sheets.pages().iter().zip(over.pages());
    let room = |(page, over): (&Page, &Page)| (over.frame.size() - page.frame.size()) / 2.0;
    let first = pages().next().map(room).unwrap_or_default();
    let is_even = pages().map(room).all(|room| room.x.approx_eq(first.x) && room.y.approx_eq(first.x));
    if is_even && first.x > Abs::zero() && sheets.pages().len() == over.pages().len() {
        return Some(first.x);
    }
    let message = message!("press-uneven", drawn = over.pages().len(), pages = sheets.pages().len());
    diagnostics.error("typesetting", place_of_marks(subject), message, message!("press-uneven.help"));
    None
}

/// The template of the series that draws the marks, or the series.
fn place_of_marks(subject: &Subject) -> Place {
    let own = subject.dir.templates.get("press.typ");
    own.map_or_else(|| subject.dir.series_place(), |file| Place::whole(file.shown()))
}

/// A press trims all pages of a booklet at once, and marks need some edge to stand at.
fn check_sizes(subject: &Subject, diagnostics: &mut Diagnostics) -> Option<()> {
    let before = diagnostics.counts().0;
    let mm = |length: Abs| (length.to_mm() * 10.0).round() / 10.0;
    let size = |page: &Page| [mm(page.frame.width()), mm(page.frame.height())];
    let pages = subject.paged.pages();
    // The odd one is told, be it the cover, and not all others.
    let count = |wanted: [f64; 2]| pages.iter().filter(|page| size(page) == wanted).count();
    let most = pages.iter().map(size).max_by_key(|wanted| count(*wanted))?;
    for (page, sheet) in pages.iter().zip(1..) {
        let [width, height] = size(page);
        if [width, height] != most || width.min(height) < SMALLEST {
            let [width, height, most_width, most_height] =
                [width, height, most[0], most[1]].map(|number| number.to_string());
            let message = message!("press-size", sheet, width, height, most_width, most_height);
            diagnostics.error("press-size", place_on(subject, sheet), message, message!("press-size.help"));
        }
    }
    (diagnostics.counts().0 == before).then_some(())
}

fn check_pictures(subject: &Subject, diagnostics: &mut Diagnostics) {
    for picture in subject.typesetter.pictures(subject.paged) {
        let Some(resolution) = picture.resolution.filter(|resolution| *resolution < FINE) else { continue };
        let place = picture.place.unwrap_or_else(|| place_on(subject, picture.sheet));
        let message = message!("picture-coarse", dots = resolution.round() as u32, sheet = picture.sheet);
        diagnostics.warning("picture-coarse", place, message, message!("picture-coarse.help", dots = FINE as u32));
    }
}

/// The picture on a page, if it has one that a document names, or else the document.
fn place_of_picture(subject: &Subject, sheet: usize) -> Place {
    let pictures = subject.typesetter.pictures(subject.paged);
    let here = pictures.into_iter().find(|picture| picture.sheet == sheet && picture.place.is_some());
    here.and_then(|picture| picture.place).unwrap_or_else(|| place_on(subject, sheet))
}

/// The document that a page belongs to, or the series, whose covers are before and after all documents.
fn place_on(subject: &Subject, sheet: usize) -> Place {
    let last = |pages: &DocumentPages| pages.sheet.0 + (pages.last_folio.0 - pages.folio.0);
    let has = |pages: &&DocumentPages| (pages.sheet.0..=last(pages)).contains(&(sheet as u32));
    let begun = subject.pagination.documents.iter().find(has);
    let document = begun.and_then(|pages| subject.issue.documents().find(|document| document.slug == pages.slug));
    document.map_or_else(|| subject.dir.series_place(), |document| Place::whole(document.shown.clone()))
}
