//! What an SVG picture must not have: it lies in the edition as it is, and whoever opens it alone opens a document that can act.

use crate::language::Message;
use roxmltree::{Document, Node, NodeType, ParsingOptions};

/// Elements that run, or hold a page of their own.
const ACTIVE: [&str; 9] =
    ["script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video"];
/// A drawing with more parts is none that a gazette shows.
const MOST_NODES: u32 = 500_000;
/// Bytes that entities may come to where they are named.
const MOST_EXPANDED: usize = 256 << 20;
/// How often the parser follows names of entities within the value of one.
const MOST_NESTED: usize = 255;
/// Pictures within a picture that browsers take as such.
const EMBEDDED: [&str; 5] =
    ["data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp"];

/// Why a drawing is refused.
pub(crate) enum Danger {
    /// It could act, or bring in something from elsewhere: what, and on which line.
    Active(Message),
    /// It would take too much memory.
    Large(Message),
}

/// Looks at an SVG file before anything else reads it; what is no SVG is reported by itself.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Danger> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Err(Danger::Active(message!("drawing-unreadable"))) };
    if expanded(text) > MOST_EXPANDED {
        return Err(Danger::Large(message!("drawing-entities")));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(roxmltree::Error::NodesLimitReached) => {
            return Err(Danger::Large(message!("drawing-parts", most = MOST_NODES.to_string())));
        }
        Err(_) => return Ok(()),
    };
    let found = document.descendants().find_map(|node| Some((of_node(&node)?, node.range().start)));
    found.map_or(Ok(()), |(what, at)| {
        Err(Danger::Active(message!("drawing-has", what, line = document.text_pos_at(at).row)))
    })
}

/// How many bytes the entities that a file declares can come to at most.
fn expanded(text: &str) -> usize {
    let values = text.split("<!ENTITY").skip(1).map(|rest| {
        let Some(start) = rest.find(['"', '\'']) else { return 0 };
        let value = &rest[start + 1..];
        value.find(&rest[start..=start]).unwrap_or(value.len())
    });
    let values: usize = values.sum();
    values.saturating_mul(text.matches('&').count()).saturating_mul(MOST_NESTED)
}

fn of_node(node: &Node) -> Option<Message> {
    if node.node_type() == NodeType::PI {
        let is_style = node.pi().is_some_and(|pi| pi.target.eq_ignore_ascii_case("xml-stylesheet"));
        return is_style.then(|| message!("drawing-style-sheet"));
    }
    let name = node.tag_name().name();
    if ACTIVE.contains(&name.to_lowercase().as_str()) {
        return Some(message!("drawing-element", name));
    }
    if node.attribute("filter").is_some_and(|value| value.trim() != "none") {
        return Some(message!("drawing-filter"));
    }
    if name.eq_ignore_ascii_case("style") {
        let text: String = node.descendants().filter_map(|kid| kid.text().filter(|_| kid.is_text())).collect();
        if has_filter(&text) {
            return Some(message!("drawing-filter"));
        }
        if let Some(address) = of_style(&text) {
            return Some(message!("drawing-reference", address = shown(&address)));
        }
    }
    node.attributes().find_map(|attribute| {
        let (key, value) = (attribute.name().to_lowercase(), attribute.value());
        if key.starts_with("on") {
            return Some(message!("drawing-handler", name = attribute.name()));
        }
        if key == "style" && has_filter(value) {
            return Some(message!("drawing-filter"));
        }
        let address = match key.as_str() {
            "href" | "src" => (!is_own(value)).then(|| value.to_owned()),
            _ if is_script(value) => Some(value.to_owned()),
            _ => of_style(value),
        };
        address.map(|address| message!("drawing-reference", address = shown(&address)))
    })
}

/// Whether an address leads to a part of the drawing, or holds a picture.
fn is_own(address: &str) -> bool {
    let address = address.trim().to_lowercase();
    address.is_empty() || address.starts_with('#') || EMBEDDED.iter().any(|kind| address.starts_with(kind))
}

/// Browsers take blanks and control characters out of a scheme.
fn is_script(value: &str) -> bool {
    let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(16).collect();
    let bare = bare.to_lowercase();
    bare.starts_with("javascript:") || bare.starts_with("vbscript:")
}

/// The first address in a style that leads away.
fn of_style(style: &str) -> Option<String> {
    let small = style.to_lowercase();
    if let Some(at) = small.find("@import") {
        return Some(small[at..].chars().take_while(|c| *c != ';').collect());
    }
    let mut addresses = small.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap_or_default());
    let address = addresses.find(|address| !is_own(address.trim().trim_matches(['"', '\''])))?;
    Some(address.trim().trim_matches(['"', '\'']).to_owned())
}

/// Whether a style asks for a filter: it is printed as pixels, of which one can ask for as much time and memory as one likes.
fn has_filter(style: &str) -> bool {
    let bare: String = style.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    bare.match_indices("filter:").any(|(at, _)| {
        let is_property = !bare[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
        is_property && !bare[at + "filter:".len()..].starts_with("none")
    })
}

fn shown(address: &str) -> String {
    let line = address.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 60 { line.chars().take(60).chain(['…']).collect() } else { line }
}

#[cfg(test)]
mod tests {
    use super::{Danger, check};

    fn of(inner: &str) -> Option<String> {
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n";
        of_file(format!("{head}{inner}</svg>").as_bytes())
    }

    fn of_file(bytes: &[u8]) -> Option<String> {
        match check(bytes) {
            Ok(()) => None,
            Err(Danger::Active(message) | Danger::Large(message)) => Some(message.to_string()),
        }
    }

    #[test]
    fn a_drawing_is_none() {
        for inner in [
            "<rect width=\"4\" height=\"3\" fill=\"url(#a)\" style=\"stroke:url('#b')\"/>",
            "<style>.a{fill:url(#a); filter: none}</style><use xlink:href=\"#a\"/>",
            "<defs><filter id=\"a\"><feGaussianBlur/></filter></defs><rect style=\"x-filter:a;color-filter:b\"/>",
            "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
            "<metadata><x resource=\"http://purl.org/dc/\"/></metadata><!-- <script> --><text>onload=1 javascript:</text>",
        ] {
            assert_eq!(of(inner), None, "{inner}");
        }
        assert_eq!(of_file(b"<svg"), None);
    }

    #[test]
    fn what_acts_or_leads_away_is_named_with_its_line() {
        for (inner, expected) in [
            ("<script>alert(1)</script>", "has `<script>` on line 2"),
            ("\n<g><s:script xmlns:s=\"http://www.w3.org/2000/svg\"/></g>", "has `<script>` on line 3"),
            ("<foreignObject><p>甲</p></foreignObject>", "has `<foreignObject>` on line 2"),
            ("<rect onload=\"x\"/>", "has the event handler `onload` on line 2"),
            ("<a xlink:href=\"https://evil.cn/\"/>", "has a reference to `https://evil.cn/` on line 2"),
            ("<image href=\"//evil.cn/x.png\"/>", "has a reference to `//evil.cn/x.png` on line 2"),
            ("<image href=\"photo.png\"/>", "has a reference to `photo.png` on line 2"),
            ("<image href=\"data:image/svg+xml,x\"/>", "has a reference to `data:image/svg+xml,x` on line 2"),
            ("<set attributeName=\"href\" to=\"java&#9;script:x\"/>", "has a reference to `java script:x` on line 2"),
            ("<rect style=\"fill:URL( 'http://evil.cn/' )\"/>", "has a reference to `http://evil.cn/` on line 2"),
            (
                "<style>@import 'http://evil.cn/a.css'; a{}</style>",
                "has a reference to `@import 'http://evil.cn/a.css'` on line 2",
            ),
            (
                "<style><![CDATA[a{fill:url(http://evil.cn/)}]]></style>",
                "has a reference to `http://evil.cn/` on line 2",
            ),
            ("<rect filter=\"url(#a)\"/>", "has a filter, which is printed as pixels, on line 2"),
            ("<rect style=\"fill:red; Filter : blur(9px)\"/>", "has a filter, which is printed as pixels, on line 2"),
            ("<style>a{b:c}rect{filter:url(#a)}</style>", "has a filter, which is printed as pixels, on line 2"),
            ("<![CDATA[ > <!-- ]]><script/><!-- -->", "has `<script>` on line 2"),
        ] {
            assert_eq!(of(inner).as_deref(), Some(expected), "{inner}");
        }
        let styled = "<?xml-stylesheet href=\"http://evil.cn/a.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        assert_eq!(of_file(styled.as_bytes()).as_deref(), Some("has a style sheet from elsewhere on line 1"));
        let entity = "<!DOCTYPE svg [<!ENTITY a \"<script xmlns='http://www.w3.org/2000/svg'/>\">]>\
                      <svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>";
        assert!(of_file(entity.as_bytes()).is_some_and(|found| found.starts_with("has `<script>`")));
        assert_eq!(of_file(&[0x1F, 0x8B, 0x80]).as_deref(), Some("is compressed or not in UTF-8"));
    }

    #[test]
    fn entities_that_grow_without_end_are_not_expanded() {
        let names: String = "&a;".repeat(100_000);
        let of = |value: &str| {
            of_file(
                format!(
                    "<!DOCTYPE svg [<!ENTITY a '{value}'>]><svg xmlns=\"http://www.w3.org/2000/svg\">{names}</svg>"
                )
                .as_bytes(),
            )
        };
        assert_eq!(of(&"甲".repeat(1000)).as_deref(), Some("has entities that come to too much"));
        assert_eq!(of("甲"), None);
    }

    #[test]
    fn a_drawing_of_too_many_parts_is_not_taken_apart() {
        assert_eq!(of(&"<g/>".repeat(500_000)).as_deref(), Some("has more than 500000 parts"));
    }
}
