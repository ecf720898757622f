//! What all documents are made with: the program, settings, templates, pictures and fonts.

use std::collections::BTreeSet;

use super::cause::{About, Difference};
use super::hunk::hunks;
use super::record::{self, PROGRAM, SERIES, SERIES_SETTINGS};
use super::{Lock, LockedFont, place_in_lock, words};
use crate::issue::Issue;
use crate::language::Message;
use crate::manifest::Home;
use crate::passage::line_ranges;
use crate::place::Place;
use crate::source::{ISSUE_FILE, IssueDir, LOCK_FILE, SERIES_FILE};

/// How that differs. Where the list of documents does, as was said, its lines in `issue.toml` are not named again.
pub(super) fn makings(dir: &IssueDir, issue: &Issue, was: &Lock, now: &Lock, is_listed_anew: bool) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut add = |place: Place, clause: Message| differences.push(Difference::new(About::Making, place, clause));
    let (old, new) = (&was.program, &now.program);
    if (&old.name, &old.typst) != (&new.name, &new.typst) {
        let program = |name: &str, typst: &str| message!("lock-program", name = name, typst = typst);
        let (old, new) = (program(&old.name, &old.typst), program(&new.name, &new.typst));
        add(place_in_lock(dir, "name = "), message!("lock-programs", old, new));
    } else if old.templates != new.templates {
        add(place_in_lock(dir, "templates = "), message!("lock-own-templates"));
    }
    let paths: BTreeSet<&String> = was.sources.keys().chain(now.sources.keys()).collect();
    for path in paths {
        match (Source::of(path), was.sources.get(path), now.sources.get(path)) {
            (_, old, new) if old == new => {}
            // Their passages and lines are compared.
            (Source::Text, ..) => {}
            (Source::Template(name), Some(_), Some(_)) => {
                add(shown(dir, path), message!("lock-template-changed", name = name));
            }
            (Source::Template(name), None, _) => {
                add(shown(dir, path), message!("lock-template-added", name = name));
            }
            (Source::Template(name), _, None) => {
                let place = place_in_lock(dir, &format!("\"{path}\" = "));
                add(place, message!("lock-template-gone", name = name));
            }
            // What names a picture first or no more was changed itself.
            (Source::Picture, Some(_), Some(_)) => {
                let name = path.trim_start_matches(SERIES);
                add(picture(dir, issue, path), message!("lock-picture", name = name));
            }
            (Source::Picture, ..) => {}
        }
    }
    differences.extend(settings(dir, was, now, is_listed_anew));
    differences.extend(fonts(dir, was, now));
    differences
}

/// A file that an edition is made of.
enum Source<'a> {
    /// A document or a file of settings.
    Text,
    /// A template or the style sheet of the series, by its path within their folder.
    Template(&'a str),
    /// A picture of the issue or of the series.
    Picture,
}

impl<'a> Source<'a> {
    fn of(path: &'a str) -> Self {
        match path.strip_prefix(SERIES) {
            _ if path == SERIES_SETTINGS || path == ISSUE_FILE => Self::Text,
            None if path.ends_with(".md") => Self::Text,
            Some(path) if path.starts_with("templates/") => Self::Template(&path["templates/".len()..]),
            _ => Self::Picture,
        }
    }
}

/// Settings that changed.
fn settings(dir: &IssueDir, was: &Lock, now: &Lock, is_listed_anew: bool) -> Vec<Difference> {
    let differences = record::settings(dir).filter_map(|(path, file)| {
        if was.sources.get(path) == now.sources.get(path) {
            return None;
        }
        let lines = |lock: &Lock| {
            let found = lock.settings.iter().find(|settings| settings.file == path);
            found.map(|settings| settings.lines.clone()).unwrap_or_default()
        };
        let ranges: Vec<_> = line_ranges(file.text(), 0..file.text().len()).map(|line| (line, None)).collect();
        let (mut hunks, _) = hunks(&lines(was), &lines(now), &ranges, file);
        if path == ISSUE_FILE && is_listed_anew {
            hunks.retain(|hunk| !is_in_section(file.text(), hunk.range.start));
            hunks.first()?;
        }
        let name = path.trim_start_matches(SERIES);
        let place =
            hunks.first().map_or(Place::whole(file.shown()), |hunk| file.place(file.line_from(hunk.range.start)));
        let clause = if hunks.is_empty() {
            message!("lock-blank-lines", name = name)
        } else {
            words::touched(name, &hunks, false)
        };
        Some(Difference::new(About::Making, place, clause))
    });
    differences.collect()
}

/// Whether a line of `issue.toml` belongs to its list of documents.
fn is_in_section(text: &str, start: usize) -> bool {
    let above = text[..start].lines().chain(text[start..].lines().take(1)).map(str::trim);
    above.filter(|line| line.starts_with('[')).last() == Some("[[sections]]")
}

/// Fonts that are other files now, came or went.
fn fonts(dir: &IssueDir, was: &Lock, now: &Lock) -> Vec<Difference> {
    let but = |fonts: &[LockedFont], others: &[LockedFont]| -> Vec<LockedFont> {
        fonts.iter().filter(|font| !others.contains(font)).cloned().collect()
    };
    let (gone, mut new) = (but(&was.fonts, &now.fonts), but(&now.fonts, &was.fonts));
    let mut differences = Vec::new();
    let mut add = |place: Place, clause: Message| differences.push(Difference::new(About::Making, place, clause));
    for font in gone {
        let line = place_in_lock(dir, &format!("sha256 = \"{}\"", font.sha256.0));
        let same = |by: &dyn Fn(&LockedFont) -> bool| new.iter().position(|new| new.family == font.family && by(new));
        let Some(at) = same(&|new| new.file == font.file).or(same(&|_| true)) else {
            add(line, message!("lock-font-gone", font = named(&font)));
            continue;
        };
        let now = new.remove(at);
        let clause = if now.file == font.file {
            message!("lock-font-changed", font = named(&font))
        } else {
            message!("lock-font-replaced", font = named(&now), home = home(&font))
        };
        add(font_file(dir, &now, line), clause);
    }
    for font in new {
        let place = font_file(dir, &font, Place::whole(dir.show(LOCK_FILE)));
        add(place, message!("lock-font-added", font = named(&font)));
    }
    differences
}

fn named(font: &LockedFont) -> Message {
    message!("lock-font", family = &font.family, home = home(font))
}

/// Where a font comes from.
fn home(font: &LockedFont) -> Message {
    match font.file.strip_prefix(SERIES) {
        Some(path) => message!("lock-font-in", path = path),
        None => message!("lock-font-of-program"),
    }
}

/// The file of a font of the series; for one of the program `otherwise`.
fn font_file(dir: &IssueDir, font: &LockedFont, otherwise: Place) -> Place {
    if font.file == PROGRAM { otherwise } else { shown(dir, &font.file) }
}

/// A file by its path from the issue folder.
fn shown(dir: &IssueDir, path: &str) -> Place {
    let Some(path) = path.strip_prefix(SERIES) else { return Place::whole(dir.show(path)) };
    let series = dir.series.as_ref().map_or("", |file| file.shown().trim_end_matches(SERIES_FILE));
    Place::whole(format!("{series}{path}"))
}

/// Where a picture is named; its own file for one that only templates name.
fn picture(dir: &IssueDir, issue: &Issue, path: &str) -> Place {
    let (home, name) = path.strip_prefix(SERIES).map_or((Home::Issue, path), |name| (Home::Series, name));
    let found = issue.series.pictures().find(|picture| picture.home == home && picture.path.text == name);
    let mut place = found.map(|picture| picture.path.place.clone());
    for document in issue.documents().filter(|_| home == Home::Issue) {
        document.body.each_picture(&mut |range, path| {
            if path == name {
                place.get_or_insert_with(|| Place::new(document.shown.clone(), range.clone()));
            }
        });
        let element = document.front_matter.pictures().find(|(path, _)| *path == name);
        place = place.or(element.map(|(_, place)| place.clone()));
    }
    place.unwrap_or_else(|| shown(dir, path))
}
