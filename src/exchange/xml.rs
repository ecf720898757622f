//! XML as a tree, which is laid out here and whose signs quick-xml escapes.

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    kids: Vec<Node>,
    layout: Layout,
}

/// What stands within an element.
#[derive(Debug, Clone)]
enum Node {
    Element(Element),
    Text(String),
}

/// Where white space may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Between the elements within it: each begins a line.
    Lines,
    /// Nowhere: all that is within it is text.
    Line,
}

impl Element {
    /// An element that holds elements only.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), kids: Vec::new(), layout: Layout::Lines }
    }

    /// An element that holds text.
    pub(super) fn line(name: &'static str) -> Self {
        Self { layout: Layout::Line, ..Self::new(name) }
    }

    /// With an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With this text at its end.
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.kids.push(Node::Text(text.into()));
        self
    }

    /// With these elements at its end; an [`Option`] is one or none.
    pub(super) fn kids(mut self, kids: impl IntoIterator<Item = Self>) -> Self {
        self.kids.extend(kids.into_iter().map(Node::Element));
        self
    }

    /// With this element at its end.
    pub(super) fn kid(self, kid: Self) -> Self {
        self.kids([kid])
    }

    /// Gives it an attribute, before the others.
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.attributes.insert(0, (name, value.into()));
    }

    /// What it is called.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.kids.is_empty()
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    /// The elements within it.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.kids.iter_mut().filter_map(|kid| match kid {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The bytes of a file with this element as its root.
    ///
    /// Control characters, which XML 1.0 cannot hold, are in no text: `glyphs` refuses them wherever they are typed.
    pub(super) fn file(&self) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new());
        put(&mut writer, Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        line_end(&mut writer);
        self.write(&mut writer, self.layout);
        line_end(&mut writer);
        writer.into_inner()
    }

    /// Writes it; within a line there are no further lines.
    fn write(&self, writer: &mut Writer<Vec<u8>>, layout: Layout) {
        let attributes = self.attributes.iter().map(|(name, value)| (*name, value.as_str()));
        let start = BytesStart::new(self.name).with_attributes(attributes);
        if self.kids.is_empty() {
            return put(writer, Event::Empty(start));
        }
        put(writer, Event::Start(start));
        for kid in &self.kids {
            if layout == Layout::Lines {
                line_end(writer);
            }
            match kid {
                Node::Element(element) if layout == Layout::Line => element.write(writer, layout),
                Node::Element(element) => element.write(writer, element.layout),
                Node::Text(text) => put(writer, Event::Text(BytesText::from_escaped(partial_escape(text.as_str())))),
            }
        }
        if layout == Layout::Lines {
            line_end(writer);
        }
        put(writer, Event::End(BytesEnd::new(self.name)));
    }
}

fn put(writer: &mut Writer<Vec<u8>>, event: Event) {
    writer.write_event(event).expect("writing to memory does not fail");
}

fn line_end(writer: &mut Writer<Vec<u8>>) {
    writer.get_mut().push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::Element;

    #[test]
    fn signs_are_escaped_and_text_keeps_its_white_space() {
        let line = Element::line("p").text("甲 <&> \"'𠮷").kid(Element::new("note").kid(Element::line("p").text("乙")));
        let root = Element::new("root").with("title", "<&> \"'𠮷").kid(line).kid(Element::new("empty"));
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                        <root title=\"&lt;&amp;&gt; &quot;&apos;𠮷\">\n\
                        <p>甲 &lt;&amp;&gt; \"'𠮷<note><p>乙</p></note></p>\n<empty/>\n</root>\n";
        assert_eq!(String::from_utf8(root.file()).as_deref(), Ok(expected));
    }
}
