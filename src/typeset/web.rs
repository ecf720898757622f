//! The web pages: Typst's HTML, completed where it has no words for what a page needs.

use typst::diag::Warned;
use typst_html::{HtmlDocument, HtmlElement, HtmlNode, HtmlOptions, attr, tag};

use super::report::Reporter;
use super::world::GazetteWorld;
use crate::source::STYLE_SHEET_FILE;

/// Compiles the main file of `world` as one web page.
pub(super) fn export(world: &GazetteWorld, reporter: &mut Reporter) -> Option<String> {
    let Warned { output, warnings } = typst::compile::<HtmlDocument>(world);
    reporter.warnings(&warnings);
    let mut document = reporter.output(output)?;
    complete(document.root_mut());
    reporter.output(typst_html::html(&document, &HtmlOptions { pretty: false }))
}

fn complete(element: &mut HtmlElement) {
    if element.tag == tag::head {
        let link =
            HtmlElement::new(tag::link).with_attr(attr::rel, "stylesheet").with_attr(attr::href, STYLE_SHEET_FILE);
        element.children.push(HtmlNode::Element(link));
    }
    if element.tag == tag::th {
        let spans_columns = element.attrs.get(attr::colspan).is_some();
        element.attrs.push(attr::scope, if spans_columns { "colgroup" } else { "col" });
    }
    for child in element.children.make_mut() {
        if let HtmlNode::Element(child) = child {
            complete(child);
        }
    }
}
