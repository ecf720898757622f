//! Running text cut at places between its characters.

use super::{Inline, InlineKind};

/// Cuts running text at ascending byte offsets of its characters, as [`super::plain`] gives them.
pub(crate) fn cut(inlines: &[Inline], offsets: &[usize]) -> Vec<Vec<Inline>> {
    let mut rest = inlines.to_vec();
    let (mut lines, mut at) = (Vec::new(), 0);
    for offset in offsets {
        let (line, after) = split(rest, offset - at);
        lines.push(line);
        (rest, at) = (after, *offset);
    }
    lines.push(rest);
    lines
}

/// The first `length` bytes of characters, and the rest.
fn split(inlines: Vec<Inline>, length: usize) -> (Vec<Inline>, Vec<Inline>) {
    let (mut before, mut after, mut left) = (Vec::new(), Vec::new(), length);
    for inline in inlines {
        let own = super::plain(std::slice::from_ref(&inline)).len();
        // What has no characters of its own belongs to those before it.
        if after.is_empty() && own <= left {
            left -= own;
            before.push(inline);
        } else if left == 0 {
            after.push(inline);
        } else {
            let (first, second) = split_one(inline, left);
            before.push(first);
            after.push(second);
            left = 0;
        }
    }
    (before, after)
}

fn split_one(inline: Inline, at: usize) -> (Inline, Inline) {
    let Inline { range, kind } = inline;
    let within = |body: Vec<Inline>, kind: &dyn Fn(Vec<Inline>) -> InlineKind| {
        let (first, second) = split(body, at);
        (kind(first), kind(second))
    };
    // Where the file has the text letter by letter, each half has its own place.
    let (mut ranges, literal) = ((range.clone(), range.clone()), range.start + at);
    let (first, second) = match kind {
        InlineKind::Text(text) => {
            if text.len() == range.len() {
                ranges = (range.start..literal, literal..range.end);
            }
            let (first, second) = text.split_at(at);
            (InlineKind::Text(first.to_owned()), InlineKind::Text(second.to_owned()))
        }
        InlineKind::Strong(body) => within(body, &InlineKind::Strong),
        InlineKind::Emph(body) => within(body, &InlineKind::Emph),
        InlineKind::Link { url, body, address } => {
            let (first, second) = split(body, at);
            // The address is printed after the last word.
            let head = InlineKind::Link { url: url.clone(), body: first, address: None };
            (head, InlineKind::Link { url, body: second, address })
        }
        whole @ (InlineKind::Break | InlineKind::Footnote(_)) => (whole, InlineKind::Text(String::new())),
    };
    (Inline { range: ranges.0, kind: first }, Inline { range: ranges.1, kind: second })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_within_its_marks_and_keeps_its_places() {
        let text =
            |range: std::ops::Range<usize>, text: &str| Inline { range, kind: InlineKind::Text(text.to_owned()) };
        let strong = |body| Inline { range: 3..16, kind: InlineKind::Strong(vec![body]) };
        let title = [text(0..3, "甲"), strong(text(5..14, "乙丙丁")), text(16..19, "戊")];
        let lines = cut(&title, &[6, 12]);
        assert_eq!(lines[0], [text(0..3, "甲"), strong(text(5..8, "乙"))]);
        assert_eq!(lines[1], [strong(text(8..14, "丙丁"))]);
        assert_eq!(lines[2], [text(16..19, "戊")]);
        assert_eq!(cut(&title, &[]), [title.to_vec()]);
    }
}
