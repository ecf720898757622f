//! The lines that belong to a table: its title (表题) and unit above it, its notes below it.
//!
//! They are plain paragraphs in Markdown, so that any viewer shows them where they stand. Only their first words and
//! their place beside a table make them what they are.

use std::ops::Range;

use comrak::nodes::{AstNode, NodeValue};

use super::parse::Reader;
use super::{Inline, inline, slips};

/// A line that is kept with its table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableLine {
    /// Bytes in the file.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TableLineKind,
    /// Its words as typed.
    pub body: Vec<Inline>,
}

/// What a line beside a table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableLineKind {
    /// `表1 …`, with its number as typed: 表1. A sentence such as `表1显示：` is none.
    Caption(String),
    /// `单位：…`
    Unit,
    /// `注：…`
    Note,
}

/// What the unit line of a table begins with.
const UNITS: [&str; 3] = ["单位", "金额单位", "计量单位"];
/// What a note below a table begins with; a number may follow.
const NOTES: [&str; 3] = ["注", "备注", "资料来源"];

/// Reads a paragraph that is the title or the unit of the table below it, or both; `None` for any other node.
pub(super) fn above<'a>(reader: &mut Reader<'a>, node: &'a AstNode<'a>) -> Option<Vec<TableLine>> {
    let kinds = kinds_above(reader, node)?;
    let range = reader.range(node.data.borrow().sourcepos);
    slips::report_paragraph(reader.file, &range, reader.diagnostics);
    let lines = inline::split_lines(inline::read(reader, node, inline::Soft::Break));
    let lines = lines.into_iter().zip(kinds).map(|(body, kind)| {
        let range = body.first().map_or(range.start, |inline| inline.range.start)
            ..body.last().map_or(range.end, |inline| inline.range.end);
        TableLine { range, kind, body }
    });
    Some(lines.collect())
}

/// Reads a paragraph that is a note to the table above it; `None` for any other node.
pub(super) fn below<'a>(reader: &mut Reader<'a>, node: &'a AstNode<'a>) -> Option<TableLine> {
    if !is_paragraph(node) {
        return None;
    }
    let range = reader.range(node.data.borrow().sourcepos);
    let words = unmarked(&reader.file.text()[range.clone()]);
    let after = NOTES.iter().find_map(|label| words.strip_prefix(label))?;
    if !after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['：', ':']) {
        return None;
    }
    slips::report_paragraph(reader.file, &range, reader.diagnostics);
    let body = inline::read(reader, node, inline::Soft::Join);
    Some(TableLine { range, kind: TableLineKind::Note, body })
}

/// What the lines of a paragraph are, if they all belong to the table that follows; there is one of each kind at most.
fn kinds_above<'a>(reader: &Reader<'a>, node: &'a AstNode<'a>) -> Option<Vec<TableLineKind>> {
    let kinds = kinds_in(reader, node)?;
    let (mut units, mut captions) = (0, 0);
    let mut count = |kinds: &[TableLineKind]| {
        let own = kinds.iter().filter(|kind| **kind == TableLineKind::Unit).count();
        (units, captions) = (units + own, captions + kinds.len() - own);
        (units <= 1 && captions <= 1).then_some(())
    };
    count(&kinds)?;
    let mut next = node.next_sibling()?;
    while !matches!(next.data.borrow().value, NodeValue::Table(_)) {
        count(&kinds_in(reader, next)?)?;
        next = next.next_sibling()?;
    }
    Some(kinds)
}

/// What the lines of a paragraph are, if each of them is one that may belong to a table.
fn kinds_in<'a>(reader: &Reader<'a>, node: &'a AstNode<'a>) -> Option<Vec<TableLineKind>> {
    if !is_paragraph(node) {
        return None;
    }
    let source = &reader.file.text()[reader.range(node.data.borrow().sourcepos)];
    source.lines().map(kind_of).collect()
}

fn is_paragraph(node: &AstNode) -> bool {
    matches!(node.data.borrow().value, NodeValue::Paragraph)
}

/// A line of Markdown without the marks and blanks around it.
fn unmarked(line: &str) -> &str {
    line.trim().trim_end_matches('\\').trim_matches(['*', '_']).trim()
}

fn kind_of(line: &str) -> Option<TableLineKind> {
    let words = unmarked(line);
    // A sentence that leads up to the table.
    if words.ends_with(['。', '：', ':', '；', '，', '！', '？']) {
        return None;
    }
    if UNITS.iter().any(|label| words.strip_prefix(label).is_some_and(|rest| rest.starts_with(['：', ':']))) {
        return Some(TableLineKind::Unit);
    }
    let number = words.strip_prefix('附').unwrap_or(words).strip_prefix('表')?.trim_start_matches(' ');
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十-－—.".contains(c);
    let title = number.trim_start_matches(is_number);
    let is_numbered = number.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    is_numbered.then(|| TableLineKind::Caption(words[..words.len() - title.len()].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{TableLineKind, kind_of};

    #[test]
    fn a_title_has_a_number_and_is_no_sentence() {
        let number = |line| match kind_of(line) {
            Some(TableLineKind::Caption(number)) => Some(number),
            _ => None,
        };
        assert_eq!(number("表1 2024年收入表").as_deref(), Some("表1"));
        assert_eq!(number("**表 1-2　支出表**").as_deref(), Some("表 1-2"));
        assert_eq!(number("附表三").as_deref(), Some("附表三"));
        for other in ["表1显示，收入增加。", "见表1：", "表格如下", "表", "表面1处", "列表1 甲"]
        {
            assert_eq!(number(other), None, "{other}");
        }
    }

    #[test]
    fn a_unit_is_no_sentence() {
        assert_eq!(kind_of("单位：万元"), Some(TableLineKind::Unit));
        assert_eq!(kind_of("金额单位:元"), Some(TableLineKind::Unit));
        assert_eq!(kind_of("单位：甲、乙各出一人。"), None);
        assert_eq!(kind_of("单位负责人"), None);
    }
}
