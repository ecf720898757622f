//! Elements of an official document that Typst lacks; templates say how they look.

use typst::diag::bail;
use typst::ecow::EcoString;
use typst::foundations::{Content, NativeRuleMap, ShowFn, Target, elem};

use super::{long_table, turned};

/// Gives each element what it comes to where no template shows it.
pub(super) fn register(rules: &mut NativeRuleMap) {
    const WORDS: ShowFn<HeadingWordsElem> = |elem, _, _| Ok(elem.body.clone());
    const NOTE: ShowFn<AttachmentNoteElem> = |elem, _, _| Ok(Content::sequence(elem.items.iter().cloned()));
    const TABLE: ShowFn<DataTableElem> = |elem, _, _| bail!(elem.span(), "no template shows this table");
    const CAPTION: ShowFn<TableCaptionElem> = |elem, _, _| Ok(elem.body.clone());
    const UNIT: ShowFn<TableUnitElem> = |elem, _, _| Ok(elem.body.clone());
    const TABLE_NOTE: ShowFn<TableNoteElem> = |elem, _, _| Ok(elem.body.clone());
    const HEAD: ShowFn<TableHeadElem> = |elem, _, _| Ok(elem.body.clone());
    for target in [Target::Paged, Target::Html] {
        rules.register(target, WORDS);
        rules.register(target, NOTE);
        rules.register(target, TABLE);
        rules.register(target, CAPTION);
        rules.register(target, UNIT);
        rules.register(target, TABLE_NOTE);
        rules.register(target, HEAD);
    }
    long_table::register(rules);
    turned::register(rules);
}

/// A table as typed; a template makes a `table` of it, whose columns it measures out.
#[elem]
pub struct DataTableElem {
    /// The headings directly above it.
    pub lead: Content,
    /// Its title and its unit.
    pub above: Content,
    /// Its notes.
    pub below: Content,
    /// What its further parts are called: 续表1.
    pub continued: EcoString,
    /// The words of its unit, for its further parts.
    pub unit: Option<EcoString>,
    /// For each column the longest run without a place to break, in thousandths of the type size.
    #[required]
    pub narrowest: Vec<i64>,
    /// For each column the longest line, in thousandths of the type size.
    #[required]
    pub widest: Vec<i64>,
    /// How many rows it has.
    #[required]
    pub rows: usize,
    /// How many of them are its head.
    #[required]
    pub head_rows: usize,
    /// The cells, each with its column and row; `gazette.table-rows` makes the children of a `table` of them.
    #[required]
    pub cells: Vec<Content>,
    /// The characters of each cell, its lines apart.
    #[required]
    pub texts: Vec<EcoString>,
    /// How many footnotes are marked in each cell.
    #[required]
    pub notes: Vec<usize>,
}

/// The title of a table.
#[elem]
pub struct TableCaptionElem {
    /// Its words, number included.
    #[required]
    pub body: Content,
}

/// The unit of the numbers in a table.
#[elem]
pub struct TableUnitElem {
    /// Its words, 单位： included.
    #[required]
    pub body: Content,
}

/// A note to a table.
#[elem]
pub struct TableNoteElem {
    /// Its words, 注： included.
    #[required]
    pub body: Content,
}

/// The text of a cell in the head of a table.
#[elem]
pub struct TableHeadElem {
    /// The text.
    #[required]
    pub body: Content,
}

/// The words of a heading, alone or run-in, which alone are set in its face (GB/T 9704 7.3.3).
#[elem]
pub struct HeadingWordsElem {
    /// Which ordinal it begins with: `han`, `han-bracket`, `arabic`, `arabic-bracket` or `none`.
    #[required]
    pub ordinal: EcoString,
    /// The words.
    #[required]
    pub body: Content,
}

/// 附件说明 (GB/T 9704 7.3.4).
#[elem]
pub struct AttachmentNoteElem {
    /// One entry for each line as typed.
    #[required]
    pub items: Vec<Content>,
}
