//! What an editor typed, and the faces that print it.

use super::*;

#[test]
fn a_character_in_a_face_nobody_asked_for_is_a_warning_with_its_place() {
    let folder = Folder::with_body("正文䶮字。\n\n再䶮一次䶮。\n");
    let lacking = "since `FandolFang R`, `FandolKai`, `FandolHei` and `FandolSong` lack it";
    assert_eq!(
        folder.findings(),
        [format!(
            "a.md:5:3 warning substitute-face: `䶮` (U+4DAE), here and 2 times more, is printed in `LXGW WenKai`, \
             for which nobody asked, {lacking}"
        )]
    );
    let told = "substitute-face: `䶮`（U+4DAE）在此处及另外 2 处改用没有指定的字体 `LXGW WenKai` 印出，因为 `FandolFang R`、\
                `FandolKai`、`FandolHei` 和 `FandolSong` 中都没有它";
    assert_eq!(in_chinese(folder.series(), &["check", "2024-01"]), [told]);
    // Named by the series it is listed and no more, in whatever role.
    for lines in ["fallback = \"LXGW WenKai\"", "fallback = \"lxgw wenkai\""] {
        let folder = Folder::with_series(&format!("[fonts]\n{lines}"))
            .put("2024-01/a.md", document("正文䶮字。\n\n再䶮一次䶮。\n"));
        let glyphs = folder.edition().proofs.glyphs;
        let substitute = &glyphs.substitutes[0];
        assert_eq!((substitute.character, substitute.face.as_str()), ('䶮', "LXGW WenKai"));
        let place = |line: usize| FileLine { file: "a.md".to_owned(), line };
        assert_eq!(substitute.places, [place(5), place(7)].into());
        let row = table(&glyphs, Language::En).pop().unwrap();
        assert_eq!(row, "䶮  U+4DAE  in LXGW WenKai  a.md:5, a.md:7");
    }
}

#[test]
fn a_font_of_the_series_that_lacks_a_character_is_no_silent_fallback() {
    // LXGW WenKai without its 通 and what follows is the series' own face of titles; the program's bold face stands in for it.
    let face = std::fs::read(root().join("fonts/lxgw-wenkai/LXGWWenKai-Regular.ttf")).unwrap();
    let face = renamed(without(face, '通'), "LXGW", "Laxc");
    let folder = Folder::with_series("[fonts]\ntitle = \"Laxc WenKai\"").put("fonts/a.ttf", face);
    let (glyphs, findings) = with_own_fonts(&folder);
    assert_eq!(
        findings,
        ["a.md:3:21 warning substitute-face: `通` (U+901A) is printed in `FandolSong`, for which nobody asked, \
          since `Laxc WenKai` lacks it"]
    );
    assert_eq!(faults(&glyphs), Vec::<String>::new());
    let own = glyphs.faces.iter().find(|face| face.name == "LaxcWenKai-Regular").unwrap();
    assert_eq!(own.file.as_deref(), Some("fonts/a.ttf"));
    assert_eq!(own.coverage, Some(glyphs.characters - 1));
    assert!(own.compared > 10, "{own:?}");
}

#[test]
fn a_font_that_may_not_be_embedded_in_part_is_a_warning() {
    let mut face = std::fs::read(root().join("fonts/fandol/FandolHei-Regular.otf")).unwrap();
    let at = table_of(&face, b"OS/2");
    face[at + 8..at + 10].copy_from_slice(&[0x01, 0x04]);
    let folder = Folder::new().put("fonts/hei.otf", face);
    assert_eq!(
        with_own_fonts(&folder).1,
        [
            "fonts/hei.otf:1:1 warning font-not-embeddable: the maker of `FandolHei-Regular` does not allow a part of it to be \
          embedded: preview and print, no subsetting"
        ]
    );
}

#[test]
fn characters_that_look_like_others_are_warnings_and_rare_ones_are_listed() {
    let series = "[fonts]\nfallback = \"LXGW WenKai\"";
    let body = "本\u{2F45}案，\u{2F45}向：\u{2EA6}、\u{F9DC}盛、㐂某、國。\n\n㐂。\n";
    let folder = Folder::with_series(series).put("2024-01/a.md", document(body));
    assert_eq!(
        folder.findings(),
        [
            "a.md:5:2 warning look-alike-character: `\u{2F45}` (U+2F45), here and 1 time more, is a radical that looks like \
             `方` (U+65B9)",
            "a.md:5:8 warning look-alike-character: `\u{2EA6}` (U+2EA6) is a radical that looks like `丬` (U+4E2C)",
            "a.md:5:10 warning look-alike-character: `\u{F9DC}` (U+F9DC) is a compatibility ideograph that looks like `隆` (U+9686)",
        ]
    );
    let (edition, _) = folder.compile(Goal::Artefacts(&[]));
    let glyphs = edition.unwrap().proofs.glyphs;
    assert_eq!(faults(&glyphs), Vec::<String>::new());
    let listed = glyphs.listed.iter().map(|listed| (listed.character, listed.kind, listed.places.len()));
    assert_eq!(
        listed.collect::<Vec<_>>(),
        [
            ('\u{2EA6}', Kind::Radical, 1),
            ('\u{2F45}', Kind::Radical, 1),
            ('㐂', Kind::Rare, 2),
            ('國', Kind::Rare, 1),
            ('\u{F9DC}', Kind::CompatibilityIdeograph, 1),
        ]
    );
    let rows = table(&glyphs, Language::En);
    let rare = rows.iter().find(|row| row.contains("U+3402")).unwrap();
    assert_eq!(
        rare.split_whitespace().collect::<Vec<_>>().join(" "),
        "㐂 U+3402 rare character, in LXGW WenKai a.md:5, a.md:7"
    );
}

#[test]
fn letters_with_accents_agree_with_their_font_files() {
    let series = "[fonts]\nfallback = \"LXGW WenKai\"";
    let body = "拼音 le\u{30C}、n\u{30C}、m\u{300}、k\u{301}k\u{300}，office ffl。\n";
    let glyphs = Folder::with_series(series).put("2024-01/a.md", document(body)).edition().proofs.glyphs;
    assert_eq!(faults(&glyphs), Vec::<String>::new());
    // Several accents on one letter, however they are typed, and the same letter twice.
    let body = "a\u{304}\u{301}、n\u{301}、n\u{304}，ê\u{304} \u{1EBF} ê\u{30C} \u{1EC1} m\u{304} ŋ\u{300}，e\u{302}\u{304}e\u{302}\u{304}，\
                k\u{304}\u{301}k\u{304}\u{301}。\n";
    let edition = Folder::with_series(series).put("2024-01/a.md", document(body)).edition();
    assert_eq!(faults(&edition.proofs.glyphs), Vec::<String>::new());
    assert_eq!(edition.proofs.text.documents[0].pdf, None);
}

#[test]
fn marks_that_nobody_typed_are_listed_and_no_warning() {
    // The eleventh note of a page is marked ⑪, which the faces of the program's roles lack.
    let notes: String = (1..=12).map(|note| format!("句[^{note}]。")).collect();
    let texts: String = (1..=12).map(|note| format!("[^{note}]: 注。\n\n")).collect();
    let glyphs = Folder::with_body(&format!("{notes}\n\n{texts}")).edition().proofs.glyphs;
    let marks = glyphs.substitutes.iter().map(|substitute| substitute.character);
    assert_eq!(marks.collect::<Vec<_>>(), ['⑪', '⑫']);
    assert!(
        table(&glyphs, Language::En).iter().any(|row| row.starts_with("⑪  U+246A  in LXGW WenKai")),
        "{:?}",
        table(&glyphs, Language::En)
    );
}

#[test]
fn words_from_right_to_left_are_refused_once_a_passage() {
    let found = Folder::with_body("编号 שלום 12。\n\n**مرحبا**\n").findings();
    let expected = [
        "a.md:5:4 error right-to-left: `ש` (U+05E9) is read from right to left",
        "a.md:7:3 error right-to-left: `م` (U+0645) is read from right to left",
    ];
    assert_eq!(found, expected);
}

/// Where a table of a font file begins.
pub(crate) fn table_of(face: &[u8], tag: &[u8; 4]) -> usize {
    let records = face[12..].chunks(16);
    let record = records.into_iter().find(|record| record.starts_with(tag)).unwrap();
    u32::from_be_bytes(record[8..12].try_into().unwrap()) as usize
}

/// A font file whose map of characters has neither this one nor those that follow it in a row.
fn without(mut face: Vec<u8>, c: char) -> Vec<u8> {
    let cmap = table_of(&face, b"cmap");
    let number = |face: &[u8], at: usize| u32::from_be_bytes(face[at..at + 4].try_into().unwrap());
    let tables = usize::from(u16::from_be_bytes([face[cmap + 2], face[cmap + 3]]));
    let mut is_done = false;
    for record in (0..tables).map(|at| cmap + 4 + at * 8) {
        let at = cmap + number(&face, record + 4) as usize;
        if face[at..at + 2] != [0, 12] {
            // Only the table of all characters is to be found (format 12); the others become those of another platform.
            face[record..record + 2].copy_from_slice(&[0, 1]);
            continue;
        }
        // A group: first, last, the glyph of the first.
        let groups = number(&face, at + 12) as usize;
        for group in (0..groups).map(|of| at + 16 + of * 12) {
            let (first, last) = (number(&face, group), number(&face, group + 4));
            if (first..=last).contains(&(c as u32)) {
                assert!(first < c as u32, "the character stands within its group");
                face[group + 4..group + 8].copy_from_slice(&(c as u32 - 1).to_be_bytes());
                is_done = true;
            }
        }
    }
    assert!(is_done);
    face
}

/// A font file whose names have other letters, as many, in both ways of writing them.
pub(crate) fn renamed(mut face: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let name = table_of(&face, b"name");
    let length = face[12..].chunks(16).find(|record| record.starts_with(b"name")).map(|record| record[12..16].to_vec());
    let end = name + u32::from_be_bytes(length.unwrap().try_into().unwrap()) as usize;
    for (from, to) in [(from.as_bytes().to_vec(), to.as_bytes().to_vec()), (wide(from), wide(to))] {
        let places: Vec<usize> = (name..end - from.len()).filter(|at| face[*at..].starts_with(&from)).collect();
        places.into_iter().for_each(|at| face[at..at + to.len()].copy_from_slice(&to));
    }
    face
}
