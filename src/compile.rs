//! The steps from a folder to an edition, in order; no other module knows the order.

use std::sync::Arc;

use typst_timing::timed;

use crate::artefact::{self, Artefacts};
use crate::diag::{Diagnostic, Diagnostics};
use crate::exchange;
use crate::glyphs;
use crate::issue::{Draft, Issue};
use crate::lock;
use crate::pagination::Pagination;
use crate::place::{Place, SourceFile};
use crate::proof::{self, Proofs, reader};
use crate::source::IssueDir;
use crate::typeset::{self, Extent, FontSet, Layout, TEMPLATES, Typesetter, UsedFont};
use crate::uses::{self, Subject, Use};

/// An issue, where its parts stand, and its files.
#[derive(Debug)]
pub struct Edition {
    /// What it says.
    pub issue: Issue,
    /// Where it stands.
    pub pagination: Pagination,
    /// How many printed lines its documents take, in printed order.
    pub extents: Vec<Extent>,
    /// The font files it is set in.
    pub fonts: Vec<UsedFont>,
    /// All its files, the report included; empty when only the page numbers were asked for.
    pub artefacts: Artefacts,
    /// What the proofs found in the files; empty when only the page numbers were asked for.
    pub proofs: Proofs,
}

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal<'a> {
    /// Only the page numbers.
    Pagination,
    /// All files of the edition that is published, and of what the issue is put to beside it.
    Artefacts(&'a [Use]),
}

/// What a compilation has come to, for those who wait for it.
pub(crate) enum Step<'a> {
    /// The documents were read without mistakes and are laid out now.
    Documents {
        /// How many there are.
        count: usize,
        /// Makes a layout of them that is looked at until the pages stand, from a former one, if that settles soon.
        glimpse: &'a dyn Fn(&Layout) -> Option<Layout>,
    },
    /// The pages stand: how they can be looked at, and how many there are. What was found so far is all that is wrong with them
    /// but for the proofs.
    Pages {
        /// Makes the layout that is looked at.
        layout: &'a dyn Fn() -> Layout,
        /// How many pages the PDF has.
        sheets: u32,
        /// What was found so far.
        found: &'a Diagnostics,
    },
    /// Web pages and machine forms are written, and everything is proved.
    Proofs,
}

/// Compiles an issue. `None` when it cannot be made; an edition that a proof found wrong is there, and has errors.
pub fn compile(dir: &IssueDir, fonts: &Arc<FontSet>, goal: Goal, diagnostics: &mut Diagnostics) -> Option<Edition> {
    compile_in_steps(dir, fonts, goal, diagnostics, &mut |_| ())
}

/// The same, and tells `step` how far it has come.
pub(crate) fn compile_in_steps(
    dir: &IssueDir,
    fonts: &Arc<FontSet>,
    goal: Goal,
    diagnostics: &mut Diagnostics,
    step: &mut dyn FnMut(Step),
) -> Option<Edition> {
    typeset::check_templates(dir, diagnostics);
    let draft = timed!("read documents", Draft::read(dir, diagnostics));
    let chains = fonts.chains(&draft.fonts(), diagnostics);
    chains.check(&dir.series_place(), diagnostics);
    fonts.begin_to_load(&chains);
    timed!("look for glyphs", glyphs::check(dir, &draft, fonts, &chains, diagnostics));
    let issue = timed!("settle the issue", draft.finish(dir)).filter(|_| !diagnostics.has_errors())?;
    let typesetter = timed!("take up templates", Typesetter::new(dir, &issue, fonts.clone(), &chains));
    step(Step::Documents {
        count: issue.documents().count(),
        glimpse: &|former| timed!("lay out from the former layout", typesetter.glimpse(former)),
    });
    let paged = timed!("lay out", typesetter.paged(diagnostics))?;
    let mut pagination = match Pagination::harvest(&paged, &issue) {
        Ok(pagination) => pagination,
        Err(message) => {
            let place = Place::whole(dir.shown.clone());
            diagnostics.error("unmarked-page", place, message, message!("unmarked-page.help"));
            return None;
        }
    };
    for (pages, turns) in timed!("find turns", typesetter.turns(&paged, &pagination)).into_iter().enumerate() {
        pagination.documents[pages].turns = turns;
    }
    timed!("check pages", typesetter.check_pages(&paged, &pagination, diagnostics));
    let layout = || typesetter.layout(&paged, &pagination);
    step(Step::Pages { layout: &layout, sheets: pagination.sheets, found: diagnostics });
    let measured = || {
        let extents = timed!("measure passages", typesetter.extents(&paged, &pagination));
        (extents, typesetter.used_fonts(&paged))
    };
    let mut artefacts = Artefacts::new();
    let mut proofs = Proofs::default();
    let (extents, fonts) = if let Goal::Artefacts(uses) = goal {
        let subject = Subject { dir, issue: &issue, typesetter: &typesetter, paged: &paged, pagination: &pagination };
        timed!("further editions", uses::add_linked(uses, &subject, &mut artefacts, diagnostics))?;
        // The PDF is what takes longest; beside it there is room for what nothing else waits for.
        let (pdf, measured) = rayon::join(|| timed!("write the PDF", typesetter.pdf(&paged, diagnostics)), measured);
        let pdf = pdf?;
        let (read, pages) = rayon::join(
            || timed!("read the PDF", reader::read(&pdf)),
            || timed!("write web pages", typesetter.web_pages(&artefacts, &pdf, &pagination, diagnostics)),
        );
        let (index, pages) = pages?;
        artefacts.insert(issue.pdf(), pdf);
        artefacts.insert(artefact::INDEX.to_owned(), index.into_bytes());
        artefacts.extend(issue.documents().map(|it| it.slug.page()).zip(pages.into_iter().map(String::into_bytes)));
        let page_files = typeset::page_files(dir).map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        artefacts.extend(page_files);
        for document in issue.documents() {
            document.body.each_picture(&mut |_, path| {
                artefacts.extend(dir.pictures.get(path).map(|picture| (path.to_owned(), picture.clone())));
            });
        }
        artefacts.insert(artefact::SEARCH_DATA_FILE.to_owned(), artefact::search_data(dir, &issue, &pagination));
        step(Step::Proofs);
        timed!("write machine forms", exchange::add(&issue, &pagination, &mut artefacts, diagnostics));
        let supply = fonts.supply(&issue.series.fonts);
        // A PDF that cannot be read back is reported by the proofs.
        if let Ok(whole) = &read {
            timed!("prove further editions", uses::prove_linked(uses, &subject, whole, &artefacts, diagnostics));
        }
        proofs = timed!("prove", proof::prove(&read, &artefacts, dir, &issue, &pagination, &supply, diagnostics));
        timed!("further editions", uses::add(uses, &subject, &mut artefacts, diagnostics))?;
        proofs.press = timed!("prove the press edition", proof::prove_press(&artefacts, dir, &issue, diagnostics));
        if let Some(press) = &proofs.press {
            uses::job::add(&subject, press, &measured.1, &mut artefacts, diagnostics)?;
        }
        let report = artefact::report(dir, &issue, &pagination, &proofs, diagnostics);
        artefacts.insert(artefact::REPORT_FILE.to_owned(), report);
        let inputs = artefact::inputs(dir, uses);
        let manifest = timed!("list files", artefact::manifest(&issue, &pagination, &artefacts, inputs));
        artefacts.insert(artefact::MANIFEST_FILE.to_owned(), manifest);
        measured
    } else {
        measured()
    };
    let edition = Edition { issue, pagination, extents, fonts, artefacts, proofs };
    lock::check_pins(dir, &edition, diagnostics);
    Some(edition)
}

/// The text that a finding points into: a file of the issue, or a template.
pub fn file_of(dir: &IssueDir, found: &Diagnostic) -> Option<SourceFile> {
    let own = dir.file(&found.place.file).cloned();
    let template = || TEMPLATES.iter().find(|(path, _)| *path == found.place.file);
    own.or_else(|| template().map(|(path, text)| SourceFile::new(*path, *text)))
}
