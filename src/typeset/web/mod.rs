//! The web pages: Typst's HTML, completed where it has no words for what a page needs.

mod head;
mod linked_data;

use typst::diag::Warned;
use typst_html::{HtmlAttr, HtmlDocument, HtmlElement, HtmlNode, HtmlOptions, attr, tag};

pub(super) use self::head::Subject;
use super::report::Reporter;
use super::world::GazetteWorld;

/// Compiles the main file of `world` as the web page of a subject.
pub(super) fn export(world: &GazetteWorld, subject: &Subject, reporter: &mut Reporter) -> Option<String> {
    let Warned { output, warnings } = typst::compile::<HtmlDocument>(world);
    reporter.warnings(&warnings);
    let mut document = reporter.output(output)?;
    let root = document.root_mut();
    let notes = take(root, &|element| role(element) == Some("doc-endnotes"));
    complete(root, subject);
    if let Some((article, mut notes)) = find(root, &|element| element.tag == tag::article).zip(notes) {
        complete(&mut notes, subject);
        notes.tag = tag::div;
        notes.attrs.push(ARIA_LABEL, "脚注");
        article.children.push(notes.into());
    }
    reporter.output(typst_html::html(&document, &HtmlOptions { pretty: false }))
}

const ARIA_LABEL: HtmlAttr = HtmlAttr::constant("aria-label");

fn complete(element: &mut HtmlElement, subject: &Subject) {
    if element.tag == tag::head {
        head::fill(element, subject);
    }
    // No page has styles of its own: the policy of its head forbids them.
    element.attrs.0.retain(|(name, _)| *name != attr::style);
    // A mark of a note is a link; what stands around it is not.
    if element.tag != tag::a && matches!(role(element), Some("doc-noteref" | "doc-backlink")) {
        let role =
            element.attrs.0.iter().position(|(name, _)| *name == attr::role).map(|at| element.attrs.0.remove(at));
        let link = find(element, &|inner| inner.tag == tag::a);
        link.into_iter().zip(role).for_each(|(link, (name, value))| link.attrs.push(name, value));
    }
    for child in element.children.make_mut() {
        if let HtmlNode::Element(child) = child {
            complete(child, subject);
        }
    }
}

fn role(element: &HtmlElement) -> Option<&str> {
    element.attrs.get(attr::role).map(|role| role.as_str())
}

/// The first element within another that is meant.
fn find<'a>(element: &'a mut HtmlElement, is_meant: &dyn Fn(&HtmlElement) -> bool) -> Option<&'a mut HtmlElement> {
    for child in element.children.make_mut() {
        let HtmlNode::Element(child) = child else { continue };
        if is_meant(child) {
            return Some(child);
        }
        if let Some(found) = find(child, is_meant) {
            return Some(found);
        }
    }
    None
}

/// Takes the first child of the body that is meant.
fn take(root: &mut HtmlElement, is_meant: &dyn Fn(&HtmlElement) -> bool) -> Option<HtmlElement> {
    let body = find(root, &|element| element.tag == tag::body)?;
    let is_meant = |node: &HtmlNode| matches!(node, HtmlNode::Element(element) if is_meant(element));
    let at = body.children.iter().position(is_meant)?;
    match body.children.remove(at) {
        HtmlNode::Element(element) => Some(element),
        _ => None,
    }
}
