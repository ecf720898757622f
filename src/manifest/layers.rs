//! One table in two files: `gazette.toml` has what all issues share, `[gazette]` in `issue.toml` what one of them overrides.

use std::fmt::Display;
use std::ops::RangeInclusive;

use toml::Spanned;

use super::cover::Home;
use super::{Text, Toml, text, within};
use crate::diag::Diagnostics;
use crate::place::Place;

/// A table as both files have it, the issue's first: what it says wins, and both are checked.
pub(super) struct Layers<'a, R> {
    layers: Vec<(&'a R, &'a Toml<'a>, Home)>,
}

/// A value and where it was given.
#[derive(Debug, Clone)]
pub(super) struct Setting<T> {
    /// What was given, or the default.
    pub(super) value: T,
    /// The TOML value; `None` for the default.
    pub(super) place: Option<Place>,
}

impl<'a, R> Layers<'a, R> {
    /// A table of the issue over that of its series, as far as there are files.
    pub(super) fn new(issue: Option<(&'a R, &'a Toml<'a>)>, series: Option<(&'a R, &'a Toml<'a>)>) -> Self {
        let issue = issue.map(|(raw, toml)| (raw, toml, Home::Issue));
        let series = series.map(|(raw, toml)| (raw, toml, Home::Series));
        Self { layers: issue.into_iter().chain(series).collect() }
    }

    /// A table within this one.
    pub(super) fn table<T>(&self, pick: fn(&R) -> &Option<T>) -> Layers<'a, T> {
        let layers = self.layers.iter().filter_map(|(raw, toml, home)| Some((pick(raw).as_ref()?, *toml, *home)));
        Layers { layers: layers.collect() }
    }

    /// A text.
    pub(super) fn text(&self, pick: fn(&R) -> &Option<Spanned<String>>, diagnostics: &mut Diagnostics) -> Option<Text> {
        self.first(|raw, toml, _| text(pick(raw).clone(), toml, diagnostics))
    }

    /// A number within bounds.
    pub(super) fn number<T: Copy + PartialOrd + Display>(
        &self,
        pick: fn(&R) -> &Option<Spanned<T>>,
        bounds: RangeInclusive<T>,
        default: T,
        diagnostics: &mut Diagnostics,
    ) -> Setting<T> {
        let given = self.first(|raw, toml, _| {
            let given = pick(raw).as_ref()?;
            let value = within(Some(given.clone()), bounds.clone(), toml, diagnostics)?;
            Some(Setting { value, place: Some(toml.place(given.span())) })
        });
        given.unwrap_or(Setting { value: default, place: None })
    }

    /// A value whose type says all that can be wrong with it.
    pub(super) fn choice<T: Copy>(&self, pick: fn(&R) -> Option<T>, default: T) -> T {
        self.layers.iter().find_map(|(raw, ..)| pick(raw)).unwrap_or(default)
    }

    /// What `read` finds first; every layer is read, so that a mistake in one that is overridden is found too.
    pub(super) fn first<T>(&self, mut read: impl FnMut(&R, &Toml, Home) -> Option<T>) -> Option<T> {
        self.layers.iter().fold(None, |found, (raw, toml, home)| {
            let read = read(raw, toml, *home);
            found.or(read)
        })
    }
}
