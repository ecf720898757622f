//! Where a page leads, and what it takes in: files of the edition, places in itself, and from a document what it links to.

use std::collections::BTreeSet;

use super::{Page, attribute};
use crate::proof::web::Element;

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
enum Address<'a> {
    /// To a place in the page, by its name.
    Anchor(&'a str),
    /// To a file beside the page, and a place in it.
    File(&'a str),
    /// To the web, or to a mailbox.
    Away,
    /// To anything else: a script, data, the root of a site, another host by the scheme of this one.
    Other,
}

impl<'a> Address<'a> {
    /// Reads an address strictly: browsers take blanks and control characters out of schemes, and good ones have none.
    fn of(address: &'a str) -> Self {
        let small = address.to_ascii_lowercase();
        if let Some(host) = small.strip_prefix("https://").or(small.strip_prefix("http://")) {
            return if host.is_empty() || host.starts_with(['/', '\\', '?', '#']) { Self::Other } else { Self::Away };
        }
        if small.starts_with("mailto:") {
            return Self::Away;
        }
        if address.is_empty() || address.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Self::Other;
        }
        if let Some(anchor) = address.strip_prefix('#') {
            return Self::Anchor(anchor);
        }
        let file = &address[..address.find(['#', '?']).unwrap_or(address.len())];
        if file.is_empty() || file.contains(':') || file.starts_with('/') {
            return Self::Other;
        }
        Self::File(file)
    }
}

impl Page<'_> {
    /// Looks at the addresses of an element.
    pub(super) fn addresses(&mut self, element: &Element, is_in_article: bool) {
        for name in ["href", "src", "action"] {
            let Some(address) = element.attributes.get(name) else { continue };
            let tag = element.name.as_str();
            let rel = attribute(element, "rel");
            let led = Address::of(address);
            let is_taken = match (tag, name) {
                // Nothing is taken in from there: the head proves the first, and the others say where more is told.
                ("link", _) if matches!(rel, "canonical" | "alternate" | "license") => {
                    matches!(led, Address::File(_) | Address::Away)
                }
                ("a", "href") => {
                    let is_away = led == Address::Away && (is_in_article || !self.is_programs());
                    is_away || matches!(led, Address::Anchor(_) | Address::File(_))
                }
                ("link", "href") | ("script" | "img", "src") | ("form", "action") => matches!(led, Address::File(_)),
                _ => false,
            };
            if !is_taken {
                self.refuse(element.at, message!("page-no-address", address = super::shown(address), name, tag));
                continue;
            }
            match led {
                Address::File(file) if !self.told.files.contains(file) && !self.told.files.contains(&decoded(file)) => {
                    self.untrue(element.at, message!("page-no-file", name, tag, file));
                }
                Address::Anchor(anchor) if !self.has_anchor(anchor) => {
                    self.untrue(element.at, message!("page-no-anchor", name, tag, anchor));
                }
                _ => {}
            }
        }
    }

    fn has_anchor(&self, anchor: &str) -> bool {
        self.names.contains(anchor) || self.names.contains(decoded(anchor).as_str())
    }

    /// Whether every name on the page is the name of one thing: a browser goes to the first.
    pub(super) fn names(&mut self) {
        let mut known = BTreeSet::new();
        for element in self.root.descendants() {
            let Some(id) = element.attributes.get("id") else { continue };
            if !known.insert(id) {
                self.untrue(element.at, message!("page-same-id", id));
            }
        }
    }
}

/// A path without `%20` and the like.
pub(super) fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        assert_eq!(Address::of("#p15"), Address::Anchor("p15"));
        assert_eq!(Address::of("2024-02.pdf#page=19"), Address::File("2024-02.pdf"));
        assert_eq!(Address::of("images/a.png"), Address::File("images/a.png"));
        for away in ["https://www.example.gov.cn/", "HTTP://a.cn", "https://[::1]/", "mailto:a@b.cn"] {
            assert_eq!(Address::of(away), Address::Away, "{away}");
        }
        let other = [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            " javascript:x",
            "java\tscript:x",
            "data:text/html,x",
            "//evil.cn/",
            "/etc",
            "\\\\evil",
            "https:evil",
            "https://",
            "https:///evil",
            "vbscript:x",
            "?x",
            "file:///etc/passwd",
        ];
        for other in other {
            assert_eq!(Address::of(other), Address::Other, "{other}");
        }
        assert_eq!(decoded("%E5%9B%BE%201.png%"), "图 1.png%");
    }
}
