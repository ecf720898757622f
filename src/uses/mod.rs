//! Further editions of an issue (付印版, 校样, 单行本, 大字版), each made of what the printed edition is made of.
//!
//! Press, proof and offprints are the finished pages of the printed edition, never laid out anew: their lines, pages and folios are the
//! same. The large print is a layout of its own.

mod galley;

use typst_layout::PagedDocument;

use crate::artefact::Artefacts;
use crate::diag::Diagnostics;
use crate::issue::Issue;
use crate::pagination::Pagination;
use crate::source::IssueDir;
use crate::typeset::Typesetter;

/// What an issue is put to beside the edition that is published, which is always made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// 付印版: what a print shop prints from.
    Press,
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

/// Makes further editions and adds their files to those of the published one. `None` when what went wrong was reported.
pub(crate) fn add(
    uses: &[Use],
    subject: &Subject,
    artefacts: &mut Artefacts,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    for wanted in uses {
        match wanted {
            Use::Press => todo!(),
            Use::Proof => galley::add(subject, artefacts, diagnostics)?,
            Use::Offprints => todo!(),
            Use::LargePrint => todo!(),
        }
    }
    Some(())
}
