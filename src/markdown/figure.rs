//! Pictures that stand alone, each with a description and a path within the issue folder.

use comrak::nodes::{AstNode, NodeValue};

use super::parse::Reader;
use super::{BlockKind, Inline, inline, plain};
use crate::language::Message;

impl<'a> Reader<'a> {
    /// A paragraph that holds a picture and nothing else; `Some(None)` when it was reported.
    pub(super) fn figure(&mut self, node: &'a AstNode<'a>) -> Option<Option<BlockKind>> {
        let mut children = node.children();
        let (child, None) = (children.next()?, children.next()) else { return None };
        let data = child.data.borrow();
        let NodeValue::Image(image) = &data.value else { return None };
        let described = inline::read(self, child, inline::Soft::Join);
        let alt = plain(&described);
        let place = self.place(data.sourcepos);
        if described.iter().any(Inline::has_footnote) {
            let help = message!("footnote-in-description.help");
            self.diagnostics.error("unsupported", place, message!("footnote-in-description"), help);
            return Some(None);
        }
        if self.within_footnote {
            let help = message!("picture-in-footnote.help");
            self.diagnostics.error("unsupported", place, message!("picture-in-footnote"), help);
            return Some(None);
        }
        if alt.trim().is_empty() {
            let help = message!("picture-undescribed.help");
            self.diagnostics.error("no-description", place, message!("picture-undescribed"), help);
            return Some(None);
        }
        let caption = Some(image.title.clone()).filter(|title| !title.is_empty());
        let path = match within_folder(&image.url) {
            Ok(path) => path,
            Err(message) => {
                let help = if image.url.contains('\\') {
                    message!("picture-outside.slash", path = image.url.replace('\\', "/"))
                } else {
                    message!("picture-outside.help")
                };
                self.diagnostics.error("picture-outside", place, message, help);
                return Some(None);
            }
        };
        Some(Some(BlockKind::Figure { path, alt, caption }))
    }
}

/// The path within the issue folder that a picture names.
fn within_folder(url: &str) -> Result<String, Message> {
    if url.is_empty() {
        return Err(message!("picture-unnamed"));
    }
    if url.contains(':') || url.starts_with('/') || url.contains('\\') {
        return Err(message!("picture-outside", url));
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in url.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(|| message!("picture-outside", url))?;
            }
            part => parts.push(part),
        }
    }
    Ok(percent_decoded(&parts.join("/")))
}

/// Editors that insert pictures write blanks and Han characters as `%20`.
fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = (first == b'%').then(|| path_byte(tail)).flatten();
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

fn path_byte(tail: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::within_folder;

    #[test]
    fn keeps_pictures_inside_the_folder() {
        assert_eq!(within_folder("images/./x/../map.png").as_deref(), Ok("images/map.png"));
        assert_eq!(within_folder("images/%E5%9B%BE%201.png").as_deref(), Ok("images/图 1.png"));
        for outside in ["../x.png", "images/../../x.png", "/etc/x.png", "https://a/x.png", "C:\\x.png", ""] {
            assert!(within_folder(outside).is_err(), "{outside}");
        }
    }
}
