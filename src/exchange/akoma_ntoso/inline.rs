//! Running text.

use super::super::xml::Element;
use super::body::Body;
use crate::markdown::{Inline, InlineKind};

impl Body {
    /// An element with running text.
    pub(super) fn line<'a>(&mut self, name: &'static str, inlines: impl IntoIterator<Item = &'a Inline>) -> Element {
        self.put(Element::line(name), inlines)
    }

    /// A text in its printed lines.
    pub(super) fn printed_lines(&mut self, name: &'static str, lines: &[Vec<Inline>]) -> Element {
        lines.iter().enumerate().fold(Element::line(name), |element, (index, line)| {
            let element = element.kids((index > 0).then(|| Element::new("eol")));
            self.put(element, line)
        })
    }

    /// Adds running text to an element.
    pub(super) fn put<'a>(&mut self, element: Element, inlines: impl IntoIterator<Item = &'a Inline>) -> Element {
        inlines.into_iter().fold(element, |element, inline| match &inline.kind {
            InlineKind::Text(text) => element.text(text),
            InlineKind::Break => element.kid(Element::new("br")),
            InlineKind::Strong(body) => element.kid(self.line("b", body)),
            InlineKind::Emph(body) => element.kid(self.line("i", body)),
            InlineKind::Link { url, body, .. } => element.kid(self.line("a", body).with("href", url)),
            InlineKind::Footnote(blocks) => {
                self.notes += 1;
                let note = Element::new("authorialNote").with("marker", self.notes.to_string());
                element.kid(note.with("placement", "bottom").kids(self.blocks(blocks)))
            }
        })
    }
}
