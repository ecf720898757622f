//! What a page may be made of: elements and attributes that neither act, nor bring in anything, nor hide anything.

use super::{Page, attribute};
use crate::proof::web::{Element, Node};

/// A page takes nothing from anywhere but its own folder, and runs no script that stands in itself.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";

/// Elements that hold text or put it in order; those of the head, scripts and forms have rules of their own.
const ELEMENTS: &str = "\
    html head title meta link script body a abbr address article aside b blockquote br button caption cite code col \
    colgroup dd details dfn div dl dt em figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img \
    input kbd label li main mark nav ol output p pre q rp rt ruby samp search section small span strong sub summary \
    sup table tbody td tfoot th thead time tr u ul var wbr picture data menu";
/// Elements that are no text of a document.
const OUTSIDE: &str = "\
    button details form input label link meta output script search summary title";
/// Attributes that name, describe or lead; those that begin with `aria-` and `data-` come to them.
const ATTRIBUTES: &str = "\
    alt async charset class colspan content crossorigin datetime decoding defer headers height href hreflang \
    http-equiv id integrity itemprop lang loading media name property referrerpolicy rel role rowspan scope span src \
    start tabindex target width";
/// Those of a form and what stands in it; nothing is typed in beforehand.
const OF_FORMS: &str = "\
    action autocapitalize autocomplete autocorrect enterkeyhint for maxlength method minlength placeholder \
    spellcheck type";
/// Classes of what stands around a document, some of which style sheets hide; within a document they would hide its words.
const FURNITURE: [&str; 9] = ["skip", "masthead", "designation", "tools", "pager", "site", "search", "found", "hits"];
/// Elements whose words a label would take the place of, for those who listen.
const SPOKEN: &str = "\
    b caption dd dt em h1 h2 h3 h4 h5 h6 i li p span strong sup td th";

/// Whether a name is one of those in a list, which has blanks between them.
fn has(list: &str, name: &str) -> bool {
    list.split(' ').any(|known| known == name)
}

/// Where an element stands.
#[derive(Clone, Copy, Default)]
struct Within {
    /// In the text of a document.
    article: bool,
    /// In the form of the search.
    form: bool,
}

impl Page<'_> {
    /// Looks at every element.
    pub(super) fn safe(&mut self) {
        self.element(self.root, Within::default());
        let policy = |element: &&Element| element.name == "meta" && element.attributes.contains_key("http-equiv");
        let head = super::kids(self.root).find(|element| element.name == "head");
        let policies = head.map_or(0, |head| super::kids(head).filter(policy).count());
        if policies == 0 {
            self.refuse(self.root.at, message!("page-no-policy"));
        }
    }

    fn element(&mut self, element: &Element, mut within: Within) {
        let (name, at) = (element.name.as_str(), element.at);
        let is_search = name == "form" && attribute(element, "role") == "search";
        let is_known = has(ELEMENTS, name) && !(within.article && has(OUTSIDE, name));
        let is_formed = match name {
            "form" => is_search,
            "input" | "button" => within.form,
            _ => true,
        };
        if !is_known || !is_formed {
            let in_text = within.article;
            let says = if in_text { message!("page-element-in-text", name) } else { message!("page-element", name) };
            self.refuse(at, says);
        }
        within.form |= is_search;
        match name {
            "script" => self.script(element),
            "meta" if element.attributes.contains_key("http-equiv") => {
                let is_policy = attribute(element, "http-equiv").eq_ignore_ascii_case("content-security-policy");
                if !is_policy || attribute(element, "content") != POLICY {
                    self.refuse(at, message!("page-other-policy"));
                }
            }
            _ => {}
        }
        for attribute in element.attributes.keys() {
            self.attribute(element, attribute, within);
        }
        self.addresses(element, within.article);
        within.article |= name == "article";
        for kid in &element.kids {
            if let Node::Element(kid) = kid {
                self.element(kid, within);
            }
        }
    }

    /// A script is a file of the edition, or linked data, which is none.
    fn script(&mut self, script: &Element) {
        let (kind, src) = (attribute(script, "type"), attribute(script, "src"));
        let is_file = !src.is_empty() && ["", "module", "text/javascript"].contains(&kind) && script.kids.is_empty();
        let is_data = src.is_empty() && kind == "application/ld+json";
        if !is_file && !is_data {
            self.refuse(script.at, message!("page-script"));
        }
    }

    fn attribute(&mut self, element: &Element, name: &str, within: Within) {
        let (tag, at) = (element.name.as_str(), element.at);
        let has_text = || !element.text().trim().is_empty();
        let is_taken = match name {
            "hidden" => !has_text() || tag == "form",
            // Templates of a series hide words of their own from those who listen, as the README says.
            "aria-hidden" => !has_text() || !self.is_programs(),
            "aria-label" => !(within.article && self.is_programs() && has(SPOKEN, tag)),
            "title" | "dir" => !self.is_programs(),
            "type" => within.form || matches!(tag, "script" | "link"),
            _ if has(OF_FORMS, name) => within.form,
            _ => has(ATTRIBUTES, name) || name.starts_with("aria-") || name.starts_with("data-"),
        };
        if !is_taken {
            let says = match name {
                "hidden" | "aria-hidden" => message!("page-attribute-hides", name, tag),
                _ => message!("page-attribute", name, tag),
            };
            self.refuse(at, says);
        }
        let hiding = || FURNITURE.iter().find(|class| element.has_class(class));
        if name == "class"
            && within.article
            && let Some(class) = hiding()
        {
            self.refuse(at, message!("page-class", class = *class, tag));
        }
    }
}
