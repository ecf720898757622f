//! How wide text is, before any face is known.

/// The width of a text in thousandths of the type size, letters counted as wide as they are in 宋体.
pub(super) fn width(text: &str) -> i64 {
    text.chars().map(char_width).sum()
}

/// The width of one character, as [`width`] counts it.
pub(super) fn char_width(c: char) -> i64 {
    match c {
        'A'..='Z' | '@' | '%' => 800,
        'a'..='z' => 550,
        c if c.is_ascii() => 500,
        _ => 1000,
    }
}
