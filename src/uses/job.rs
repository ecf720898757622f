//! 印刷工单: what a print shop is told of an issue, for people on one page and for machines in JSON.
//!
//! What it says of the press edition is read from the finished file, by `proof::press`.

use serde::Serialize;
use typst_pdf::PdfStandard;

use super::imposition::Imposition;
use super::paper::{BULK, Paper};
use super::{Subject, press};
use crate::artefact::Artefacts;
use crate::diag::Diagnostics;
use crate::digest::{sha256, sm3};
use crate::manifest::Binding;
use crate::proof::press::{InkPages, Press};
use crate::proof::reader::{self, Area, Colour, MarkKind, Page};
use crate::typeset::{Export, UsedFont};

/// The form of the file; another number when a key changes its meaning.
const VERSION: u32 = 1;
/// Outer holes of staples from the upper and lower edge of a page, in mm (GB/T 9704, 6.3).
const HOLES: f64 = 70.0;
/// How far they may be off, in mm (6.3).
const HOLES_WITHIN: f64 = 4.0;
/// Staples of 平订 from the spine, in mm (6.3).
const FROM_SPINE: [f64; 2] = [3.0, 5.0];

/// `<issue>-job.json`; lengths are in mm, pages those of the press edition, from 1.
#[derive(Serialize)]
struct Job<'a> {
    /// The form of this file.
    version: u32,
    /// What wrote it.
    generator: &'a str,
    /// The name of its folder.
    issue: &'a str,
    /// What it is called.
    title: String,
    /// 出版日期, as in ISO 8601.
    date: String,
    /// 承印
    printer: Option<String>,
    /// 印数, as the series says it.
    copies: Option<String>,
    /// The press edition.
    press: File,
    /// Its pages on sheets, if they were asked for.
    imposed: Vec<Imposed>,
    /// Width and height of a page.
    trim: [f64; 2],
    /// What is printed beyond the trim.
    bleed: f64,
    /// All of them, those of the covers and those that were made up included.
    pages: usize,
    /// How many blank ones were made up to fill the last sheet.
    made_up: usize,
    /// Pages with nothing within the trim.
    blank_pages: Vec<usize>,
    /// What the red is: `M80 Y80`, or the name of a spot ink.
    red: &'a str,
    /// Pages with any ink but black within the trim.
    colour_pages: Vec<usize>,
    /// The inks and the pages that they are on.
    inks: Vec<InkPages>,
    /// What it is printed on.
    paper: ToldPaper,
    /// As the series has it.
    binding: Binding,
    /// None in a glued spine.
    staples: Option<Staples>,
    /// The width of the spine, which is the thickness of all leaves together.
    spine: f64,
    /// How far the innermost sheet is pushed out of the fold; none where sheets do not lie in one another.
    creep: Option<f64>,
    /// Embedded in the press edition.
    fonts: Vec<ToldFont<'a>>,
}

/// A file to print from.
#[derive(Serialize)]
struct File {
    /// Its name.
    file: String,
    /// Its size.
    bytes: usize,
    /// As in the manifest.
    sha256: String,
    /// As in the manifest.
    sm3: String,
    /// What it says that it conforms to.
    standard: &'static str,
    /// The printing condition that its inks are meant for.
    condition: &'static str,
}

/// A file of imposed sheets.
#[derive(Serialize)]
struct Imposed {
    /// `booklet` or `signatures`.
    imposition: &'static str,
    /// Sheets of paper, printed on both sides.
    sheets: usize,
    /// What it is known by.
    #[serde(flatten)]
    file: File,
}

/// The paper, and how much of it a copy takes.
#[derive(Serialize)]
struct ToldPaper {
    /// In g/m²; 60 to 80 (GB/T 9704, 4).
    weight: u16,
    /// In cm³/g, as reckoned with.
    bulk: f64,
    /// The thickness of a leaf.
    caliper: f64,
    /// Leaves in a copy.
    leaves: usize,
    /// Sheets of two pages a side that a copy takes.
    sheets: usize,
    /// Width and height of such a sheet; that of A4 pages is A3.
    sheet: [f64; 2],
}

/// Where a copy is stapled.
#[derive(Serialize)]
struct Staples {
    /// How many there are (GB/T 9704, 6.3).
    count: u32,
    /// From the upper and lower edge to the outer holes.
    outer_holes: f64,
    /// How far they may be off.
    within: f64,
    /// The least and the most from the spine; 0 on the fold.
    from_spine: [f64; 2],
}

/// A family that it is set in.
#[derive(Serialize, PartialEq, Eq)]
struct ToldFont<'a> {
    /// Its name.
    family: &'a str,
    /// The file of the series; none for one that comes with the program.
    file: Option<&'a str>,
}

/// The job ticket of an issue as a page.
pub(crate) fn page_name(issue: &str) -> String {
    format!("{issue}-job.pdf")
}

/// The job ticket of an issue for machines.
pub(crate) fn data_name(issue: &str) -> String {
    format!("{issue}-job.json")
}

/// Adds the job ticket of the press edition, which is there and was proved. `None` when what went wrong was reported.
pub(crate) fn add(
    subject: &Subject,
    proved: &Press,
    fonts: &[UsedFont],
    artefacts: &mut Artefacts,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let job = job(subject, proved, fonts, artefacts);
    let mut bytes = serde_json::to_vec_pretty(&job).expect("text and numbers serialise");
    bytes.push(b'\n');
    let told = serde_json::to_string(&job).expect("text and numbers serialise");
    let drawn = subject.typesetter.drawn("job()", told, diagnostics)?;
    let name = page_name(&subject.issue.name);
    let export = Export { name: &name, standards: &[PdfStandard::A_2a, PdfStandard::Ua_1], is_tagged: true };
    let page = subject.typesetter.export(&drawn, &export, diagnostics)?;
    artefacts.insert(name, page);
    artefacts.insert(data_name(&subject.issue.name), bytes);
    Some(())
}

fn job<'a>(subject: &'a Subject, proved: &Press, fonts: &'a [UsedFont], artefacts: &Artefacts) -> Job<'a> {
    let (issue, settings) = (subject.issue, &subject.issue.series.press);
    let pages = proved.pages;
    let trim = subject
        .paged
        .pages()
        .first()
        .map_or([0.0; 2], |page| [page.frame.width(), page.frame.height()].map(|side| to_hundredth(side.to_mm())));
    let bleed = subject.paged.pages().first().map_or(0.0, |page| to_hundredth(page.bleed.left.to_mm()));
    let seen = Seen::of(&artefacts[&press::file_name(&issue.name)], trim);
    let inks = inks(proved, &seen);
    let paper = Paper { weight: settings.paper };
    let sheets = pages.div_ceil(4);
    let text = |text: &Option<crate::manifest::Text>| text.as_ref().map(|text| text.joined());
    Job {
        version: VERSION,
        generator: crate::CREATOR,
        issue: &issue.name,
        title: issue.title(),
        date: issue.date.iso(),
        printer: text(&issue.series.imprint.printer),
        copies: text(&issue.series.imprint.copies),
        press: file(press::file_name(&issue.name), artefacts).expect("the press edition is there"),
        imposed: imposed(&issue.name, pages, artefacts),
        trim,
        bleed,
        pages,
        made_up: pages.saturating_sub(subject.pagination.sheets as usize),
        blank_pages: seen.pages(|kind| kind == Kind::Blank),
        red: settings.spot.as_ref().map_or("M80 Y80", |spot| spot.text.trim()),
        colour_pages: colour_pages(&inks),
        inks,
        paper: ToldPaper {
            weight: settings.paper,
            bulk: BULK,
            caliper: to_hundredth(paper.caliper() * 10.0) / 10.0,
            leaves: pages.div_ceil(2),
            sheets,
            sheet: [to_hundredth(2.0 * trim[0]), trim[1]],
        },
        binding: settings.binding,
        staples: staples(settings.binding),
        spine: to_hundredth(paper.thickness(pages)),
        creep: (settings.binding == Binding::SaddleStitch).then(|| to_hundredth(paper.creep(sheets.saturating_sub(1)))),
        fonts: families(fonts),
    }
}

/// Regular and bold of a family are told once.
fn families(fonts: &[UsedFont]) -> Vec<ToldFont<'_>> {
    let mut told: Vec<ToldFont> =
        fonts.iter().map(|font| ToldFont { family: &font.family, file: font.file.as_deref() }).collect();
    told.dedup();
    told
}

fn to_hundredth(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}

/// What the pages show within the trim, in order; what stands around them is no concern of a plate.
struct Seen(Vec<Kind>);

/// The most that a page shows, in rising order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Nothing.
    Blank,
    /// Nothing but gray and black, or tints of a spot ink.
    Gray,
    /// With colours, or with a picture that may have some.
    Coloured,
}

impl Seen {
    /// Reads the press edition, whose pages are trimmed to `trim`.
    fn of(press: &[u8], trim: [f64; 2]) -> Self {
        let pages = reader::read(press).map(|pdf| pdf.pages).unwrap_or_default();
        Self(pages.iter().map(|page| kind(page, trim)).collect())
    }

    /// The pages of a kind, from 1.
    fn pages(&self, is_meant: impl Fn(Kind) -> bool) -> Vec<usize> {
        self.0.iter().zip(1..).filter(|(kind, _)| is_meant(**kind)).map(|(_, page)| page).collect()
    }
}

fn kind(page: &Page, [width, height]: [f64; 2]) -> Kind {
    let (x, y) = ((page.width - width) / 2.0, (page.height - height) / 2.0);
    let trim = Area { left: x, top: y, right: x + width, bottom: y + height };
    let of_colour =
        |Colour { red, green, blue }| if red == green && green == blue { Kind::Gray } else { Kind::Coloured };
    let glyphs = page.glyphs.iter().filter(|glyph| glyph.core().meets(&trim)).map(|glyph| of_colour(glyph.colour));
    let marks = page.marks.iter().filter(|mark| mark.area().meets(&trim)).map(|mark| match mark.kind {
        MarkKind::Image => Kind::Coloured,
        _ => of_colour(mark.colour),
    });
    glyphs.chain(marks).max().unwrap_or(Kind::Blank)
}

/// The inks of the pages that show them within the trim. A spot ink is gray to the reader of the file.
fn inks(proved: &Press, seen: &Seen) -> Vec<InkPages> {
    let inks = proved.inks.iter().map(|ink| {
        let is_process = ["Cyan", "Magenta", "Yellow"].contains(&ink.ink.as_str());
        let shown = seen.pages(|kind| kind >= if is_process { Kind::Coloured } else { Kind::Gray });
        InkPages {
            ink: ink.ink.clone(),
            pages: ink.pages.iter().copied().filter(|page| shown.contains(page)).collect(),
        }
    });
    inks.filter(|ink| !ink.pages.is_empty()).collect()
}

fn colour_pages(inks: &[InkPages]) -> Vec<usize> {
    let colours = inks.iter().filter(|ink| ink.ink != "Black");
    let pages: std::collections::BTreeSet<usize> = colours.flat_map(|ink| ink.pages.iter().copied()).collect();
    pages.into_iter().collect()
}

fn staples(binding: Binding) -> Option<Staples> {
    let from_spine = match binding {
        Binding::SaddleStitch => [0.0; 2],
        Binding::SideStitch => FROM_SPINE,
        Binding::Perfect => return None,
    };
    Some(Staples { count: 2, outer_holes: HOLES, within: HOLES_WITHIN, from_spine })
}

fn imposed(issue: &str, pages: usize, artefacts: &Artefacts) -> Vec<Imposed> {
    let files = Imposition::ALL.into_iter().filter_map(|imposition| {
        let file = file(imposition.file_name(issue), artefacts)?;
        Some(Imposed { imposition: imposition.word(), sheets: imposition.sheets(pages), file })
    });
    files.collect()
}

fn file(name: String, artefacts: &Artefacts) -> Option<File> {
    let bytes = artefacts.get(&name)?;
    let (standard, condition) = press::CLAIM;
    Some(File { bytes: bytes.len(), sha256: sha256(bytes), sm3: sm3(bytes), standard, condition, file: name })
}
