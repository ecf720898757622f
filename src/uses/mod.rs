//! Further editions of an issue (付印版, 校样, 单行本, 大字版), each made of what the printed edition is made of.
//!
//! Press, proof and offprints are the finished pages of the printed edition, never laid out anew: their lines, pages and folios are the
//! same. The large print is a layout of its own.

mod galley;
pub(crate) mod imposition;
pub(crate) mod job;
mod large_print;
mod offprint;
mod paper;
pub(crate) mod press;

use typst_layout::PagedDocument;
use typst_timing::timed;

pub use self::imposition::Imposition;
use crate::artefact::Artefacts;
use crate::diag::Diagnostics;
use crate::issue::Issue;
use crate::pagination::Pagination;
use crate::proof::reader::Pdf;
use crate::source::IssueDir;
use crate::typeset::Typesetter;

/// What an issue is put to beside the edition that is published, which is always made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// 付印版: what a print shop prints from.
    Press,
    /// 拼版: its pages on sheets; only beside it.
    Imposed(Imposition),
    /// 校样: what proof-readers mark.
    Proof,
    /// 单行本: a PDF of each document.
    Offprints,
    /// 大字版: the text in large print.
    LargePrint,
}

/// What further editions are made of.
pub(crate) struct Subject<'a> {
    /// The folder.
    pub(crate) dir: &'a IssueDir,
    /// What it says.
    pub(crate) issue: &'a Issue,
    /// What lays it out.
    pub(crate) typesetter: &'a Typesetter<'a>,
    /// The pages of the printed edition.
    pub(crate) paged: &'a PagedDocument,
    /// Where its parts stand.
    pub(crate) pagination: &'a Pagination,
}

/// Makes the further editions that web pages lead to, and adds their files. `None` when what went wrong was reported.
pub(crate) fn add_linked(
    uses: &[Use],
    subject: &Subject,
    artefacts: &mut Artefacts,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    if uses.contains(&Use::Offprints) {
        offprint::add(subject, artefacts, diagnostics)?;
    }
    Some(())
}

/// Proves the further editions that web pages lead to, beside the PDF of the issue, which was read.
pub(crate) fn prove_linked(
    uses: &[Use],
    subject: &Subject,
    whole: &Pdf,
    artefacts: &Artefacts,
    diagnostics: &mut Diagnostics,
) {
    if uses.contains(&Use::Offprints) {
        offprint::prove(subject, whole, artefacts, diagnostics);
    }
}

/// Makes the other further editions, which may tell what the proofs found, and adds their files to those of the published one.
/// `None` when what went wrong was reported.
pub(crate) fn add(
    uses: &[Use],
    subject: &Subject,
    artefacts: &mut Artefacts,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    for wanted in uses {
        match wanted {
            Use::Press => timed!("press edition", press::add(subject, artefacts, diagnostics))?,
            Use::Imposed(imposition) => {
                timed!("imposed sheets", imposition::add(*imposition, subject, artefacts, diagnostics))?;
            }
            Use::Proof => timed!("proof", galley::add(subject, artefacts, diagnostics))?,
            // Web pages lead to them, so that they are there already.
            Use::Offprints => {}
            Use::LargePrint => timed!("large print", large_print::add(subject, artefacts, diagnostics))?,
        }
    }
    Some(())
}
