//! How far a command has come, told on standard error where it takes longer than half a second.
//!
//! On a terminal it is one line that is written anew; elsewhere a line a step, without control characters. Every such line begins
//! with `…`, so that logs can leave them out.

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::compile::Step;
use crate::language::{Language, Message};

/// What is done sooner is not worth a word.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line on a terminal is written anew.
const BEAT: Duration = Duration::from_millis(100);

/// How progress is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Not at all.
    Silent,
    /// One line, written anew.
    Terminal,
    /// A line a step.
    Plain,
    /// A line a step with the time it took, also for what is done at once.
    Verbose,
}

/// What is being done; the numbers are those of documents, pages and files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Reading,
    Documents(usize),
    Pages(usize),
    Proofs,
    SecondBuild,
    Files,
    /// Issues that are done, and all of them.
    Issues(usize, usize),
}

impl From<&Step<'_>> for Stage {
    fn from(step: &Step) -> Self {
        match step {
            Step::Documents { count, .. } => Self::Documents(*count),
            Step::Pages { sheets, .. } => Self::Pages(*sheets as usize),
            Step::Proofs => Self::Proofs,
        }
    }
}

impl Stage {
    fn message(self, subject: &str) -> Message {
        match self {
            Self::Reading => message!("progress-reading", subject = subject),
            Self::Documents(documents) => message!("progress-documents", subject = subject, documents),
            Self::Pages(sheets) => message!("progress-pages", subject = subject, sheets),
            Self::Proofs => message!("progress-proofs", subject = subject),
            Self::SecondBuild => message!("progress-second-build", subject = subject),
            Self::Files => message!("progress-files", subject = subject),
            Self::Issues(done, issues) => message!("progress-issues", done = done.to_string(), issues),
        }
    }
}

/// Tells the progress of the work on one thing until it is dropped.
pub(super) struct Progress {
    shared: Arc<Shared>,
    ticker: Option<JoinHandle<()>>,
}

struct Shared {
    manner: Manner,
    language: Language,
    /// What is worked on, as the user named it.
    subject: String,
    now: Mutex<Now>,
    changed: Condvar,
}

struct Now {
    stage: Stage,
    since: Instant,
    is_over: bool,
}

impl Progress {
    /// Begins with a stage of the work on `subject`.
    pub(super) fn begin(manner: Manner, language: Language, subject: &str, stage: Stage) -> Self {
        let now = Mutex::new(Now { stage, since: Instant::now(), is_over: false });
        let shared = Arc::new(Shared { manner, language, subject: subject.to_owned(), now, changed: Condvar::new() });
        let ticks = matches!(manner, Manner::Terminal | Manner::Plain);
        let ticker = ticks.then(|| {
            let shared = shared.clone();
            thread::spawn(move || shared.tick())
        });
        Self { shared, ticker }
    }

    /// Goes on to another stage.
    pub(super) fn stage(&self, stage: Stage) {
        let mut now = self.shared.now();
        self.shared.tell_time(&now);
        (now.stage, now.since) = (stage, Instant::now());
        drop(now);
        self.shared.changed.notify_all();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let mut now = self.shared.now();
        self.shared.tell_time(&now);
        now.is_over = true;
        drop(now);
        self.shared.changed.notify_all();
        if let Some(ticker) = self.ticker.take() {
            // It prints to standard error and does nothing else; what becomes of that is no matter of the work.
            let _ = ticker.join();
        }
    }
}

impl Shared {
    /// Tells stages as they come, once patience is over.
    fn tick(&self) {
        let over = |now: &mut Now| !now.is_over;
        let (mut now, _) =
            self.changed.wait_timeout_while(self.now(), PATIENCE, over).unwrap_or_else(PoisonError::into_inner);
        let mut told = None;
        while !now.is_over {
            let (stage, seconds) = (now.stage, format!("{:.1}", now.since.elapsed().as_secs_f64()));
            drop(now);
            let line = || stage.message(&self.subject).text(self.language).to_owned();
            if self.manner == Manner::Terminal {
                let line = line();
                write(format_args!("\r\x1b[K… {}", message!("progress-time", line, seconds).text(self.language)));
            } else if told != Some(stage) {
                write(format_args!("… {}\n", line()));
            }
            told = Some(stage);
            let again = |now: &mut Now| !now.is_over && (self.manner == Manner::Terminal || Some(now.stage) == told);
            let waited = self.changed.wait_timeout_while(self.now(), BEAT, again);
            now = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if told.is_some() && self.manner == Manner::Terminal {
            write(format_args!("\r\x1b[K"));
        }
    }

    /// Tells how long the present stage took, where that is asked for.
    fn tell_time(&self, now: &Now) {
        if self.manner == Manner::Verbose {
            let line = now.stage.message(&self.subject);
            let seconds = format!("{:.2}", now.since.elapsed().as_secs_f64());
            write(format_args!("… {}\n", message!("progress-time", line, seconds).text(self.language)));
        }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A terminal that is gone is no reason to stop the work.
fn write(text: std::fmt::Arguments) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_fmt(text).and_then(|()| stderr.flush());
}
