//! 拼版: the pages of the press edition on printed sheets, which are folded and cut afterwards.
//!
//! `order` says which pages stand beside each other, `sheet` where; `templates/sheets.typ` draws marks and words around them, and
//! `file` makes the file of the finished press edition, whose pages are not touched.

mod file;
mod order;
mod sheet;

use clap::ValueEnum;
use serde::Serialize;
use typst_pdf::PdfStandard;

use self::order::{Side, sides};
use self::sheet::{MM, Sheet, sheet};
use super::paper::Paper;
use super::{Subject, press};
use crate::artefact::Artefacts;
use crate::diag::Diagnostics;
use crate::manifest::Binding;
use crate::typeset::Export;

/// How pages stand on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Imposition {
    /// For 骑马订: two pages a side, sheets one in the other.
    Booklet,
    /// For 胶订: sections of 16 pages, one after the other.
    Signatures,
}

impl Imposition {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::Booklet, Self::Signatures];

    /// Its word on the command line, in names of files and in the job ticket.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Booklet => "booklet",
            Self::Signatures => "signatures",
        }
    }

    /// The file of an issue.
    pub(crate) fn file_name(self, issue: &str) -> String {
        format!("{issue}-{}.pdf", self.word())
    }

    /// The binding that it is made for.
    fn binding(self) -> Binding {
        match self {
            Self::Booklet => Binding::SaddleStitch,
            Self::Signatures => Binding::Perfect,
        }
    }

    /// Sheets of paper for so many pages.
    pub(crate) fn sheets(self, pages: usize) -> usize {
        sides(self, pages).len() / 2
    }
}

/// What the template of the marks is told.
#[derive(Serialize)]
struct Told {
    /// What the issue is called.
    title: String,
    /// `booklet` or `signatures`.
    imposition: &'static str,
    /// Sheets of paper.
    sheets: usize,
    /// Front and back of each in turn.
    sides: Vec<ToldSide>,
}

/// A side that gets marks; lengths in points from the upper left corner.
#[derive(Serialize)]
struct ToldSide {
    /// The number of its sheet, from 1.
    sheet: usize,
    /// Whether it is the side with its first page.
    is_front: bool,
    /// Of the paper.
    width: f64,
    /// Of the paper.
    height: f64,
    /// Left, upper, right and lower edge of what is printed.
    bleed: [f64; 4],
    /// `x` of cuts that go down, `y` of those that go across.
    cuts: [Vec<f64>; 2],
    /// The same of folds.
    folds: [Vec<f64>; 2],
    /// Where the spine of a section is, on its front: `x`, and the `y` from which on there is room for its mark.
    spine: Option<[f64; 2]>,
    /// The pages in rows from the top.
    pages: Vec<usize>,
    /// How far in mm pages are shifted to the spine.
    creep: f64,
}

/// Adds the imposed sheets of the press edition, which is there. `None` when what went wrong was reported.
pub(super) fn add(
    imposition: Imposition,
    subject: &Subject,
    artefacts: &mut Artefacts,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let settings = &subject.issue.series.press;
    if settings.binding != imposition.binding() {
        let message = message!("other-binding", imposition = imposition.word());
        diagnostics.error("other-binding", subject.dir.series_place(), message, message!("other-binding.help"));
        return None;
    }
    let press = artefacts.get(&press::file_name(&subject.issue.name)).expect("the press edition is made first");
    let press = lopdf::Document::load_mem(press).expect("the program writes files that can be read");
    let boxes = file::boxes(&press).expect("pages of the press edition have boxes");
    let paper = Paper { weight: settings.paper };
    let sides = sides(imposition, press.get_pages().len());
    // Sections of a perfect binding are too thin to push each other out.
    let creep = |side: &Side| match imposition {
        Imposition::Booklet => paper.creep(side.sheet - 1),
        Imposition::Signatures => 0.0,
    };
    let sheets: Vec<Sheet> = sides.iter().map(|side| sheet(imposition, side, &boxes, creep(side) * MM)).collect();
    let told = Told {
        title: subject.issue.title(),
        imposition: imposition.word(),
        sheets: sides.len() / 2,
        sides: sides.iter().zip(&sheets).map(|(side, sheet)| told(imposition, side, sheet, creep(side))).collect(),
    };
    let told = serde_json::to_string(&told).expect("words and numbers serialise");
    let marks = subject.typesetter.drawn("sheets()", told, diagnostics)?;
    let drawn = marks.pages().len();
    if drawn != sheets.len() {
        let message = message!("other-sides", drawn, sides = sheets.len());
        diagnostics.error("typesetting", subject.dir.series_place(), message, message!("other-sides.help"));
        return None;
    }
    let name = imposition.file_name(&subject.issue.name);
    let export = Export { name: &name, standards: &[PdfStandard::V_1_4], is_tagged: false };
    let marks = subject.typesetter.export(&marks, &export, diagnostics)?;
    let marks = lopdf::Document::load_mem(&marks).expect("Typst writes files that can be read");
    let bytes = file::imposed(press, marks, &sheets).expect("both files have the parts that every file has");
    artefacts.insert(name, bytes);
    Some(())
}

fn told(imposition: Imposition, side: &Side, sheet: &Sheet, creep: f64) -> ToldSide {
    let [width, height] = sheet.media;
    let [left, bottom, right, top] = sheet.bleed;
    let down = |list: &[f64]| list.iter().rev().map(|y| height - y).collect();
    let is_section = side.is_front && imposition == Imposition::Signatures;
    // The last page of a section and its first stand beside each other at the lower right.
    let spine = sheet.folds[0].last().filter(|_| is_section);
    let upper = sheet.folds[1].first().map_or(height - top, |y| height - y);
    ToldSide {
        sheet: side.sheet,
        is_front: side.is_front,
        width,
        height,
        bleed: [left, height - top, right, height - bottom],
        cuts: [sheet.cuts[0].clone(), down(&sheet.cuts[1])],
        folds: [sheet.folds[0].clone(), down(&sheet.folds[1])],
        spine: spine.map(|x| [*x, upper]),
        pages: side.cells.iter().map(|cell| cell.page).collect(),
        creep,
    }
}
