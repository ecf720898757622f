//! Page numbers that editors promised: `page` in the front matter.

use super::Lock;
use super::cause::{Difference, differences};
use crate::compile::Edition;
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::source::IssueDir;

/// Reports every document that does not begin on its promised page, with the cause where a lock tells it.
pub(crate) fn check(dir: &IssueDir, edition: &Edition, diagnostics: &mut Diagnostics) {
    let mut causes = None;
    for (index, document) in edition.issue.documents().enumerate() {
        let folio = edition.pagination.of(&document.slug).folio;
        let Some(pin) = document.front_matter.page.as_ref().filter(|pin| pin.folio != folio.0) else { continue };
        let message = message!("pinned-page", page = folio.0, promised = pin.folio);
        let causes = causes.get_or_insert_with(|| since_lock(dir, edition));
        let before = causes.iter().filter(|(moved, _)| *moved <= index).map(|(_, clause)| clause.clone());
        let before: Vec<Message> = before.collect();
        let help = if before.is_empty() {
            message!("pinned-page.help")
        } else {
            message!("pinned-page.since-lock", causes = Message::joined(&before, ["; ", "；"]))
        };
        diagnostics.error("pinned-page", pin.place.clone(), message, help);
    }
}

/// What moved pages since the issue was locked: the place among all of the first document that it moved, from 0, and what it is.
fn since_lock(dir: &IssueDir, edition: &Edition) -> Vec<(usize, Message)> {
    // Whoever wants to know whether the lock is good asks for it.
    let lock = dir.lock.as_ref().and_then(|_| Lock::read(dir, &mut Diagnostics::default()));
    let differences = lock.map(|lock| differences(dir, edition, &lock, &Lock::of(dir, edition))).unwrap_or_default();
    let moved = |difference: &Difference| {
        let first = difference.shifts.first()?;
        edition.issue.documents().position(|document| document.path == first.source)
    };
    differences.iter().filter_map(|difference| Some((moved(difference)?, difference.clause.clone()))).collect()
}
