//! The contents as the web page of the issue has them.

use super::squeezed;
use crate::proof::web::Element;

/// An entry of the contents on the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    /// Title and number without white space.
    pub(super) text: String,
    /// The folio beside it.
    pub(super) folio: Option<u32>,
    /// The page it leads to.
    pub(super) page: String,
}

/// The entries in the order of the page.
pub(super) fn entries(index: &Element) -> Vec<Listed> {
    let contents = index.find(|element| element.name == "nav" && element.has_class("contents"));
    let links = contents.into_iter().flat_map(Element::descendants).filter(|element| element.name == "a");
    let entry = |link: &Element| {
        let of = |class: &str| link.find(|element| element.has_class(class)).map(Element::text).unwrap_or_default();
        Listed {
            text: squeezed(&(of("title") + &of("number"))),
            folio: squeezed(&of("folio")).parse().ok(),
            page: link.attributes.get("href").cloned().unwrap_or_default(),
        }
    };
    links.map(entry).collect()
}
