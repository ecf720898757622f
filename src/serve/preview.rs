//! What `gazette serve` shows: the last good pages, the last edition, and what was found since.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;

use crate::artefact::{Artefacts, INDEX};
use crate::compile::{self, Edition};
use crate::diag::Diagnostics;
use crate::language::{Language, Message};
use crate::place::Place;
use crate::source::IssueDir;
use crate::typeset::{Layout, Spot};

/// So many characters from the clicked one on tell an editor which words are meant.
const WORDS: usize = 30;

/// So many wait for news at once, fewer than connections are taken: pages and files are for the others.
const MOST_WAITING: usize = 32;

/// Between the one who compiles and those who look, each in a thread of its own.
pub(crate) struct Preview {
    language: Language,
    now: Mutex<Now>,
    changed: Condvar,
    /// How many wait for news.
    waiting: AtomicUsize,
}

/// What becomes of somebody who waits for news.
pub(super) enum News {
    /// The state as JSON.
    Changed(String),
    /// Nothing has changed.
    None,
    /// Too many wait already.
    Crowded,
}

/// Everything that is shown at one moment.
#[derive(Default, Clone)]
struct Now {
    /// Counts the moments, from 1.
    generation: u64,
    status: Status,
    /// The last pages that could be laid out.
    pages: Option<Arc<Pages>>,
    /// Whether the files have become others since.
    is_stale: bool,
    /// The last edition that could be made.
    edition: Arc<Artefacts>,
    /// The moment in which the edition was made.
    edition_generation: u64,
    /// The web pages of the edition in printed order, each with its title.
    web: Vec<WebPage>,
    findings: Vec<serde_json::Value>,
    /// The place of each finding.
    places: Vec<Place>,
    /// Why the folder could not even be read.
    failure: Option<Message>,
}

/// Pages that were laid out.
struct Pages {
    layout: Layout,
    /// The folder they are made of.
    dir: Arc<IssueDir>,
    /// What is told of each of them.
    sheets: Vec<serde_json::Value>,
}

/// How far the compilation has come.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    /// Nothing stands yet.
    #[default]
    Beginning,
    /// The pages stand, and are proved now.
    Proving,
    /// Nothing is wrong.
    Good,
    /// The edition was made, and something was found.
    Warnings,
    /// The issue is wrong.
    Errors,
    /// The folder could not be read.
    Failed,
}

#[derive(Clone, Serialize)]
struct WebPage {
    file: String,
    title: String,
}

impl Preview {
    /// Nothing yet, in the language of the run.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, now: Mutex::default(), changed: Condvar::new(), waiting: AtomicUsize::new(0) }
    }

    /// The language that is shown.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Shows the pages that `glimpse` makes of those that are shown, if it does; what was found is that of before.
    pub(crate) fn glimpse(&self, glimpse: &dyn Fn(&Layout) -> Option<Layout>, dir: &Arc<IssueDir>) {
        let former = self.now().pages.clone();
        let Some(layout) = former.and_then(|former| glimpse(&former.layout)) else { return };
        let pages = Arc::new(Pages { sheets: sheets(&layout), layout, dir: dir.clone() });
        self.change(|now| {
            now.status = Status::Proving;
            now.pages = Some(pages);
            now.is_stale = false;
            now.failure = None;
        });
    }

    /// Shows pages that have just been laid out.
    pub(crate) fn pages(&self, layout: Layout, dir: &Arc<IssueDir>, found: &Diagnostics) {
        let pages = Arc::new(Pages { sheets: sheets(&layout), layout, dir: dir.clone() });
        let (findings, places) = self.findings(found, dir);
        self.change(|now| {
            now.status = Status::Proving;
            now.pages = Some(pages);
            now.is_stale = false;
            (now.findings, now.places) = (findings, places);
            now.failure = None;
        });
    }

    /// Shows what a compilation came to.
    pub(crate) fn finished(&self, edition: Option<&Edition>, dir: &Arc<IssueDir>, found: &Diagnostics) {
        let (findings, places) = self.findings(found, dir);
        let status = match found.counts() {
            (0, 0) => Status::Good,
            (0, _) => Status::Warnings,
            _ => Status::Errors,
        };
        self.change(|now| {
            now.status = status;
            now.is_stale = edition.is_none();
            (now.findings, now.places) = (findings, places);
            now.failure = None;
            if let Some(edition) = edition {
                now.edition = Arc::new(edition.artefacts.clone());
                now.edition_generation = now.generation;
                now.web = web_pages(edition, self.language);
            }
        });
    }

    /// Says why the folder could not be read.
    pub(crate) fn failed(&self, failure: Message) {
        self.change(|now| {
            now.status = Status::Failed;
            now.is_stale = true;
            (now.findings, now.places) = (Vec::new(), Vec::new());
            now.failure = Some(failure);
        });
    }

    /// The state once it is another one than that of `generation`, unless it has not become so in `patience`.
    pub(super) fn after(&self, generation: u64, patience: Duration) -> News {
        let is_crowded = self.waiting.fetch_add(1, Ordering::Relaxed) >= MOST_WAITING;
        let news = if is_crowded { News::Crowded } else { self.wait(generation, patience) };
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        news
    }

    fn wait(&self, generation: u64, patience: Duration) -> News {
        let waiting = |now: &mut Now| now.generation == generation;
        let waited = self.changed.wait_timeout_while(self.now(), patience, waiting);
        let (now, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return News::None;
        }
        let state = now.clone();
        drop(now);
        News::Changed(self.json(&state))
    }

    /// The picture of a page, from 1, as SVG.
    pub(super) fn svg(&self, sheet: u32) -> Option<String> {
        let pages = self.now().pages.clone()?;
        pages.layout.svg(sheet)
    }

    /// The file, line and column that the words nearest to a spot come from, and the words from there on, as JSON.
    pub(super) fn place_at(&self, spot: Spot) -> Option<String> {
        let pages = self.now().pages.clone()?;
        let place = pages.layout.place_at(spot, &pages.dir)?;
        let file = pages.dir.file(&place.file)?;
        let (line, column) = file.line_column(place.range.start);
        let text: String = file.text()[file.line_from(place.range.start)].chars().take(WORDS).collect();
        Some(serde_json::json!({ "file": place.file, "line": line, "column": column, "text": text }).to_string())
    }

    /// The spot on the last good pages that a finding means, as JSON; findings are counted from 0.
    pub(super) fn spot_of(&self, finding: usize) -> Option<String> {
        let (pages, place) = {
            let now = self.now();
            (now.pages.clone()?, now.places.get(finding)?.clone())
        };
        let spot = pages.layout.spot_of(&place, &pages.dir)?;
        Some(serde_json::json!({ "sheet": spot.sheet, "x": spot.x, "y": spot.y }).to_string())
    }

    /// A file of the last edition.
    pub(super) fn file(&self, name: &str) -> Option<Vec<u8>> {
        let edition = self.now().edition.clone();
        edition.get(name).cloned()
    }

    fn json(&self, now: &Now) -> String {
        let state = serde_json::json!({
            "generation": now.generation,
            "status": now.status,
            "stale": now.is_stale && now.pages.is_some(),
            "failure": now.failure.as_ref().map(|failure| failure.text(self.language)),
            "sheets": now.pages.as_ref().map_or(&[][..], |pages| &pages.sheets),
            "edition": now.edition_generation,
            "web": now.web,
            "findings": now.findings,
        });
        state.to_string()
    }

    /// The findings as `--format json` tells them, and their places.
    fn findings(&self, found: &Diagnostics, dir: &IssueDir) -> (Vec<serde_json::Value>, Vec<Place>) {
        let findings = found.sorted().into_iter().map(|finding| {
            let told = finding.to_json(compile::file_of(dir, finding).as_ref(), self.language);
            (serde_json::from_str(&told).unwrap_or_default(), finding.place.clone())
        });
        findings.unzip()
    }

    /// What a thread that panicked left is whole: each change is one assignment after another, and none of them can fail.
    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Now)) {
        let mut now = self.now();
        now.generation += 1;
        change(&mut now);
        drop(now);
        self.changed.notify_all();
    }
}

fn sheets(layout: &Layout) -> Vec<serde_json::Value> {
    let sheets = layout.sheets().into_iter().map(|sheet| {
        // JavaScript has no numbers of that size.
        let digest = format!("{:032x}", sheet.digest);
        serde_json::json!({ "folio": sheet.folio, "width": sheet.width, "height": sheet.height, "digest": digest })
    });
    sheets.collect()
}

fn web_pages(edition: &Edition, language: Language) -> Vec<WebPage> {
    let title = message!("serve-index").text(language).to_owned();
    let index = WebPage { file: INDEX.to_owned(), title };
    let documents = edition.issue.documents();
    let documents = documents.map(|document| WebPage { file: document.slug.page(), title: document.title().joined() });
    std::iter::once(index).chain(documents).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_for_news_is_one_of_a_bounded_number() {
        let preview = Preview::new(Language::En);
        assert!(matches!(preview.after(0, Duration::ZERO), News::None));
        assert!(matches!(preview.after(1, Duration::ZERO), News::Changed(_)));
        preview.waiting.store(MOST_WAITING, Ordering::Relaxed);
        assert!(matches!(preview.after(0, Duration::ZERO), News::Crowded));
        preview.waiting.fetch_sub(1, Ordering::Relaxed);
        assert!(matches!(preview.after(0, Duration::ZERO), News::None), "those who were sent away do not count");
    }
}
