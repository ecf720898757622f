//! The faces of the last issue, for the next one.

use std::sync::{Arc, Mutex, PoisonError};

use crate::source::FontFile;
use crate::typeset::FontSet;

/// As long as the font files are the same, no face is read again and no text is set again.
#[derive(Default)]
pub(super) struct Faces(Mutex<Option<(Vec<FontFile>, Arc<FontSet>)>>);

impl Faces {
    /// The faces of the program and of these files.
    pub(super) fn of(&self, files: &[FontFile]) -> Arc<FontSet> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((former, fonts)) if former == files => fonts.clone(),
            _ => {
                let fonts = Arc::new(FontSet::new(files));
                *last = Some((files.to_vec(), fonts.clone()));
                fonts
            }
        }
    }
}
