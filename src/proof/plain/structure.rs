//! Whether the structure leads to all that it claims, and says nothing that is not printed.

use std::collections::BTreeSet;

use super::{MOST, sheet_of};
use crate::language::Message;
use crate::proof::reader::{Kid, Node, Pdf};

/// What takes an element out of the text, so that readers of the structure may pass it over (14.8.4; ISO 32000-2, 14.8.2.2).
const PASSED_OVER: [&str; 3] = ["Artifact", "NonStruct", "Private"];
/// The types that every reader knows (ISO 32000-1, 14.8.4): to take one for another would change what is read.
const STANDARD: [&str; 48] = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Form",
];

/// What is wrong with the structure.
pub(super) fn faults(pdf: &Pdf) -> Vec<Message> {
    let roles = pdf.anatomy.roles.iter().filter(|role| STANDARD.contains(&role.as_str()));
    let mut faults: Vec<Message> = roles.map(|role| message!("plain-role", role)).collect();
    let numbers = pdf.pages.iter().zip(1..).flat_map(|(page, sheet)| page.contents.iter().map(move |id| (sheet, *id)));
    let mut walk = Walk { known: BTreeSet::new(), again: BTreeSet::new(), read: BTreeSet::new(), faults: Vec::new() };
    for content in numbers {
        if !walk.known.insert(content) {
            walk.again.insert(content);
        }
    }
    walk.kids(pdf.structure.as_deref().unwrap_or_default(), None);
    faults.extend(walk.faults);
    faults
}

struct Walk {
    /// All marked contents: page, from 1, and number.
    known: BTreeSet<(u32, u32)>,
    /// Those that a page has twice.
    again: BTreeSet<(u32, u32)>,
    /// Those that the structure has led to so far.
    read: BTreeSet<(u32, u32)>,
    /// Without one that is told twice in a row, and no more than are reported.
    faults: Vec<Message>,
}

impl Walk {
    /// Notes a fault; what would not be reported is not put into words, since a file may have millions.
    fn fault(&mut self, message: impl FnOnce() -> Message) {
        if self.faults.len() < MOST {
            let message = message();
            if self.faults.last() != Some(&message) {
                self.faults.push(message);
            }
        }
    }

    fn kids(&mut self, kids: &[Kid], near: Option<u32>) {
        for kid in kids {
            match kid {
                Kid::Node(node) => self.node(node, near),
                Kid::Content { sheet, id } => self.content(*sheet, *id),
            }
        }
    }

    fn node(&mut self, node: &Node, near: Option<u32>) {
        let sheet = sheet_of(node).or(near);
        let structure = || match sheet {
            Some(sheet) => message!("plain-structure-on-sheet", sheet),
            None => message!("plain-structure"),
        };
        let kind = &node.kind;
        if PASSED_OVER.contains(&kind.as_str()) {
            self.fault(|| message!("plain-passed-over", structure = structure(), kind));
        }
        if node.is_replaced || node.alt.is_some() && kind != "Figure" {
            self.fault(|| message!("plain-replaced", structure = structure(), kind));
        }
        self.kids(&node.kids, sheet);
    }

    fn content(&mut self, sheet: u32, id: u32) {
        let content = (sheet, id);
        if !self.known.contains(&content) {
            self.fault(|| message!("plain-content-absent", id, sheet));
        }
        if self.again.contains(&content) || !self.read.insert(content) {
            self.fault(|| message!("plain-content-twice", id, sheet));
        }
    }
}
