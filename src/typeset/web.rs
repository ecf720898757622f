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
    move_caption(element);
    for child in element.children.make_mut() {
        if let HtmlNode::Element(child) = child {
            complete(child);
        }
    }
}

/// Typst has no word for the title of a table in HTML: templates put it before the table, where it may not stay.
fn move_caption(element: &mut HtmlElement) {
    let at = |tag| move |node: &HtmlNode| matches!(node, HtmlNode::Element(element) if element.tag == tag);
    let caption = element.children.iter().position(at(tag::caption));
    let table = element.children.iter().position(at(tag::table));
    let Some((caption, table)) = caption.zip(table) else { return };
    let words = element.children[caption].clone();
    if let HtmlNode::Element(table) = &mut element.children.make_mut()[table] {
        table.children.insert(0, words);
    }
    element.children.remove(caption);
}
