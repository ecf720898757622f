//! All that differs from the lock, and which of it moved pages.

use super::change::Change;
use super::listing::{front, listings};
use super::making::makings;
use super::shift::{Jump, Shift, jumps, shifts};
use super::{Lock, place_in_lock, words};
use crate::compile::Edition;
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::manifest::Start;
use crate::place::Place;
use crate::source::{IssueDir, LOCK_FILE};

/// One thing that differs from the lock.
pub(super) struct Difference {
    /// What it is about.
    pub(super) about: About,
    /// Where an editor finds it.
    pub(super) place: Place,
    /// What differs, without what it came to.
    pub(super) clause: Message,
    /// The documents that it moved.
    pub(super) shifts: Vec<Shift>,
}

/// What a difference is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum About {
    /// The text or the elements of a document.
    Document {
        /// Its place among all, from 0.
        index: usize,
        /// Printed lines that came with what changed, less those that went.
        lines: i64,
        /// The same of what did not change.
        elsewhere: i64,
    },
    /// The file of a document, but nothing that is printed.
    Unprinted,
    /// Whether and where the document with this file is listed.
    Listing(String),
    /// What all documents are made with: the program, templates, fonts, settings, pictures.
    Making,
    /// What moves nothing: a title in the contents, a file that differs for no reason.
    Aside,
}

impl Difference {
    /// A difference that has moved nothing yet.
    pub(super) fn new(about: About, place: Place, clause: Message) -> Self {
        Self { about, place, clause, shifts: Vec::new() }
    }
}

/// Reports everything in which an edition differs from its lock, and returns the documents that begin on other pages.
pub fn compare(dir: &IssueDir, edition: &Edition, lock: &Lock, diagnostics: &mut Diagnostics) -> Vec<Shift> {
    let now = Lock::of(dir, edition);
    let differences = differences(dir, edition, lock, &now);
    let shifts = shifts(&lock.documents, &now.documents);
    let makings = differences.iter().filter(|difference| difference.about == About::Making).count();
    for Difference { about, place, clause, shifts: moved } in differences {
        let clause = match &about {
            About::Aside => clause,
            _ if lock.artefacts == now.artefacts => message!("lock-no-file", clause),
            _ if !shifts.is_empty() => clause,
            _ if lock.sheets == now.sheets => message!("lock-no-page", clause),
            _ => message!("lock-sheets", clause, now = now.sheets, was = lock.sheets),
        };
        let help = message!("lock-differs.help", issue = &dir.shown);
        let is_one_of_several = about == About::Making && makings > 1 && !moved.is_empty();
        let help = if is_one_of_several { message!("lock-differs.doubt", help) } else { help };
        diagnostics.error("lock-differs", place, words::moved(&moved, clause), help);
    }
    shifts
}

/// Everything that differs, each with the documents that it moved.
pub(super) fn differences(dir: &IssueDir, edition: &Edition, was: &Lock, now: &Lock) -> Vec<Difference> {
    let mut differences = listings(dir, was, now);
    let is_listed_anew = !differences.is_empty();
    differences.extend(front(dir, was, now));
    let makings = makings(dir, &edition.issue, was, now, is_listed_anew);
    // Else what a document has in pages may come from elsewhere.
    let is_by_pages = makings.is_empty() && edition.issue.series.layout.start != Start::RunOn;
    let new = &now.sources;
    for ((index, document), now) in edition.issue.documents().enumerate().zip(&now.documents) {
        let is_same_file = was.sources.get(&now.source) == new.get(&now.source);
        if let Some(was) = was.documents.iter().find(|was| was.source == now.source)
            && let Some((file, extent)) = dir.texts.get(&now.source).zip(edition.extents.get(index))
        {
            let mut change = Change::of(was, now, extent, file);
            change.pages = if is_by_pages { change.pages } else { 0 };
            differences.extend(change.differences(index, (was, now), document, file, is_same_file));
        }
    }
    differences.extend(makings);
    let unowned = attribute(&mut differences, jumps(&was.documents, &now.documents));
    if !unowned.is_empty() || differences.is_empty() && was != now {
        differences.extend(unexplained(dir, was, now, unowned));
    }
    differences
}

/// Gives every jump to what caused it; returns the documents that moved for no reason.
fn attribute(differences: &mut [Difference], jumps: Vec<Jump>) -> Vec<Shift> {
    let mut unowned = Vec::new();
    for jump in jumps {
        let owners = owners(differences, &jump);
        if owners.is_empty() {
            unowned.extend(jump.shifts);
        } else {
            owners.iter().for_each(|owner| differences[*owner].shifts.extend(jump.shifts.clone()));
        }
    }
    unowned
}

/// The differences that can have caused a jump, the likeliest kind of them.
fn owners(differences: &[Difference], jump: &Jump) -> Vec<usize> {
    let of = |is_meant: &dyn Fn(&About) -> bool| -> Vec<usize> {
        let found = differences.iter().enumerate().filter(|(_, difference)| is_meant(&difference.about));
        found.map(|(owner, _)| owner).collect()
    };
    let beside = [Some(&jump.source), jump.after.as_ref(), jump.was_after.as_ref()];
    let listed = of(&|about| matches!(about, About::Listing(source) if beside.contains(&Some(source))));
    let making = of(&|about| *about == About::Making);
    // Where something else changed that may move pages, a document answers for lines of its own only.
    let is_before = |index: usize, lines: i64| index + 1 == jump.index && (making.is_empty() || lines != 0);
    let before = of(&|about| matches!(about, About::Document { index, lines, .. } if is_before(*index, *lines)));
    let is_shared =
        |owner: &usize| matches!(&differences[*owner].about, About::Document { elsewhere, .. } if *elsewhere != 0);
    if jump.is_listing() && !listed.is_empty() {
        listed
    } else if before.iter().any(is_shared) {
        [before, making].concat()
    } else if !before.is_empty() {
        before
    } else if !making.is_empty() {
        making
    } else {
        // Where documents run on, one that is as it was passes on what one before it has more.
        let above = of(&|about| matches!(about, About::Document { index, .. } if *index < jump.index));
        let any = of(&|about| matches!(about, About::Listing(_)));
        above.last().map_or(any, |nearest| vec![*nearest])
    }
}

/// What differs although all that the issue is made of is as it was.
fn unexplained(dir: &IssueDir, was: &Lock, now: &Lock, shifts: Vec<Shift>) -> Vec<Difference> {
    let files = now.artefacts.iter().filter(|file| !was.artefacts.contains(file)).map(|file| {
        let clause = message!("lock-file-unexplained", file = &file.file);
        Difference::new(About::Aside, place_in_lock(dir, &format!("file = \"{}\"", file.file)), clause)
    });
    if shifts.is_empty() && was.documents == now.documents {
        let files: Vec<Difference> = files.collect();
        if !files.is_empty() {
            return files;
        }
    }
    let (place, clause) = (Place::whole(dir.show(LOCK_FILE)), message!("lock-unexplained"));
    vec![Difference { shifts, ..Difference::new(About::Aside, place, clause) }]
}
