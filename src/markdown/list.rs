//! Lists: bulleted, numbered, and of terms with their definitions.

use comrak::nodes::{AstNode, ListDelimType, ListType, NodeList, NodeValue};

use super::parse::Reader;
use super::{BlockKind, Definition, inline};

impl<'a> Reader<'a> {
    /// A list with bullets or numbers.
    pub(super) fn list(&mut self, node: &'a AstNode<'a>, list: &NodeList, depth: usize) -> BlockKind {
        self.report_numbers(node, list);
        for item in node.children().filter(|item| item.first_child().is_none()) {
            let position = item.data.borrow().sourcepos;
            self.see(position);
            let help = message!("item-empty.help");
            self.diagnostics.error("empty-item", self.place(position), message!("item-empty"), help);
        }
        BlockKind::List {
            start: (list.list_type == ListType::Ordered).then_some(list.start as u64),
            items: node.children().map(|item| self.blocks(item, depth + 1)).collect(),
        }
    }

    /// A list of terms; a term is a line, its definition begins with a colon and a blank.
    pub(super) fn definitions(&mut self, node: &'a AstNode<'a>, depth: usize) -> BlockKind {
        let mut definitions = Vec::new();
        for part in node.children().flat_map(AstNode::children) {
            let position = part.data.borrow().sourcepos;
            if matches!(part.data.borrow().value, NodeValue::DescriptionTerm) {
                self.see(position);
                let term = part.children().flat_map(|term| inline::read(self, term, inline::Soft::Join)).collect();
                definitions.push(Definition { range: self.range(position), term, body: Vec::new() });
                continue;
            }
            let range = self.range(position);
            if self.file.text()[range.clone()].starts_with('~') {
                let help = message!("tilde-unprinted.help");
                let place = self.file.place(range.start..range.start + 1);
                self.diagnostics.error("left-over-mark", place, message!("tilde-unprinted"), help);
            }
            if let Some(definition) = definitions.last_mut() {
                definition.body.extend(self.blocks(part, depth + 1));
            }
        }
        BlockKind::Definitions(definitions)
    }

    /// Reports numbers that would not be printed as typed: Markdown counts from the first by itself.
    fn report_numbers(&mut self, node: &'a AstNode<'a>, list: &NodeList) {
        if list.list_type != ListType::Ordered {
            return;
        }
        let help = message!("list-bracket.help");
        if list.delimiter == ListDelimType::Paren {
            let place = self.place(node.data.borrow().sourcepos);
            self.diagnostics.error("list-number", place, message!("list-bracket"), help);
            return;
        }
        for (index, item) in node.children().enumerate() {
            let data = item.data.borrow();
            let NodeValue::Item(typed) = &data.value else { continue };
            if typed.start != list.start + index {
                let message = message!("list-number", printed = list.start + index, typed = typed.start);
                self.diagnostics.error("list-number", self.place(data.sourcepos), message, help.clone());
            }
        }
    }
}
