//! Two builds of one issue, compared byte by byte.

use super::Artefacts;
use crate::language::Message;

/// The first place, by the names of the files, where two builds are not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A file that one of them lacks.
    Absent {
        /// Its name.
        file: String,
    },
    /// A file whose bytes are not the same.
    Changed {
        /// Its name.
        file: String,
        /// The first byte that differs, or that only one of them has, from 1 as `cmp` counts.
        byte: usize,
    },
}

/// How a second build differs from the first; `None` when they are identical.
pub fn compare(first: &Artefacts, second: &Artefacts) -> Option<Difference> {
    let mut files: Vec<&String> = first.keys().chain(second.keys()).collect();
    files.sort();
    files.into_iter().find_map(|file| {
        let (Some(first), Some(second)) = (first.get(file), second.get(file)) else {
            return Some(Difference::Absent { file: file.clone() });
        };
        if first == second {
            return None;
        }
        let same = first.iter().zip(second).take_while(|(first, second)| first == second).count();
        Some(Difference::Changed { file: file.clone(), byte: same + 1 })
    })
}

impl Difference {
    /// What it is, in words.
    pub fn message(&self) -> Message {
        match self {
            Self::Absent { file } => message!("builds-absent", file = file),
            Self::Changed { file, byte } => message!("builds-changed", file = file, byte = *byte),
        }
    }
}
