//! Text that a terminal only shows: names of files may hold what moves its cursor, colours it or turns its lines around.

/// The text with pictures in place of characters that do more than to be seen, all on one line.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// Whether a character is a command of ISO 6429 in one: many terminals take U+009B for `ESC [`.
pub(super) fn is_c1(c: char) -> bool {
    ('\u{80}'..='\u{9F}').contains(&c)
}

fn shown(c: char) -> char {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7F}' => '␡',
        c if is_c1(c) => char::REPLACEMENT_CHARACTER,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        _ => c,
    }
}
