//! The faces: what they are for, how many characters they have, and what may be done with them.

use std::collections::BTreeSet;

use super::{Found, Subject, wrong};
use crate::language::Message;
use crate::manifest::Fonts;
use crate::proof::glyphs::{gb_2312, of_unprinted, standard};
use crate::typeset::{FontSet, ROLES, Standing, SuppliedFace, Supply};

/// Looks at the faces of the program and those of a series.
pub(super) fn examine(set: &FontSet, subject: Option<&Subject>) -> Vec<Found> {
    let supply = set.supply(&subject.map_or_else(Fonts::default, Subject::fonts));
    let mut found = vec![bundled(&supply)];
    if !supply.faces.is_empty() {
        found.push(Found::Faces(table(&supply)));
    }
    let Some(subject) = subject else { return found };
    let lacking: Vec<Found> = wrong(&subject.lacking_faces(set)).collect();
    found.extend(if lacking.is_empty() { vec![Found::Right(message!("doctor-roles"))] } else { lacking });
    for file in subject.font_files() {
        let faces: Vec<&SuppliedFace> =
            supply.faces.iter().filter(|face| face.file == Some(file.path.as_str())).collect();
        // A template may ask for a face that has no role.
        found.extend(fault(&file.path, &faces, subject.has_own_templates()).map(Found::Wrong));
    }
    found
}

fn bundled(supply: &Supply) -> Found {
    Found::Right(match supply.faces.iter().filter(|face| face.file.is_none()).count() {
        0 => message!("doctor-not-bundled"),
        faces => message!("doctor-bundled", faces),
    })
}

/// What is wrong with a file of the series.
fn fault(file: &str, faces: &[&SuppliedFace], is_asked_elsewhere: bool) -> Option<Message> {
    let Some(first) = faces.first() else { return Some(message!("doctor-font-unreadable", file)) };
    if faces.iter().all(|face| face.standing == Standing::Foreign) {
        let unused = || message!("doctor-font-unused", file, family = first.family);
        return (!is_asked_elsewhere).then(unused);
    }
    let mut passports = faces.iter().filter_map(|face| of_unprinted(face, &BTreeSet::new()));
    passports.find_map(|passport| {
        let embedding = passport.embedding.filter(|embedding| !embedding.is_allowed())?;
        let what = message!("glyph-not-embeddable", face = &passport.name, embedding = embedding.words());
        Some(Message::joined(&[what, message!("glyph-not-embeddable.help")], ["; ", "；"]))
    })
}

/// A row for each face under a row of headings: the first choice of each role, then what stands in for others.
fn table(supply: &Supply) -> Vec<[Message; 7]> {
    let mut rows: Vec<(usize, [Message; 7])> = Vec::new();
    let tables = [standard(), gb_2312()];
    for (at, face) in supply.faces.iter().enumerate() {
        let roles: Vec<usize> = (0..ROLES.len()).filter(|role| supply.roles[*role].first() == Some(&at)).collect();
        let role = match (&*roles, supply.roles.iter().any(|role| role.contains(&at))) {
            ([], true) => message!("doctor-face-stands-in"),
            ([], false) => Message::verbatim("–"),
            (roles, _) => {
                let words: Vec<Message> = roles.iter().map(|role| Message::verbatim(ROLES[*role].1)).collect();
                Message::joined(&words, [", ", "、"])
            }
        };
        rows.push((roles.first().copied().unwrap_or(ROLES.len()), row(role, face, &tables)));
    }
    rows.sort_by_key(|(first, _)| *first);
    let headings = [
        message!("doctor-face-role"),
        message!("doctor-face-family"),
        message!("doctor-face-file"),
        Message::verbatim("通用规范汉字表"),
        Message::verbatim("GB/T 2312"),
        message!("table-embedding"),
        message!("table-licence"),
    ];
    [headings].into_iter().chain(rows.into_iter().map(|(_, row)| row)).collect()
}

fn row(role: Message, face: &SuppliedFace, tables: &[BTreeSet<char>; 2]) -> [Message; 7] {
    let told = |message: Option<Message>| message.unwrap_or_else(|| Message::verbatim("–"));
    let passports = tables.each_ref().map(|table| of_unprinted(face, table));
    let coverage = |at: usize| {
        let coverage = passports[at].as_ref().and_then(|passport| passport.coverage);
        told(coverage.map(|coverage| message!("table-of-all", coverage, all = tables[at].len())))
    };
    let passport = passports[0].as_ref();
    [
        role,
        Message::verbatim(face.family),
        face.file.map_or_else(|| message!("doctor-face-program"), Message::verbatim),
        coverage(0),
        coverage(1),
        told(passport.and_then(|passport| passport.embedding).map(|embedding| embedding.words())),
        told(passport.and_then(|passport| passport.licence.as_ref()).map(Message::verbatim)),
    ]
}
