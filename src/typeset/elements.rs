//! Elements of an official document that Typst lacks; templates say how they look.

use typst::diag::bail;
use typst::ecow::EcoString;
use typst::foundations::{Content, NativeRuleMap, ShowFn, Target, elem};
use typst::text::TextElem;

use super::{joiner, table};

/// Gives each element what it comes to where no template shows it.
pub(super) fn register(rules: &mut NativeRuleMap) {
    const WORDS: ShowFn<HeadingWordsElem> = |elem, _, _| Ok(elem.body.clone());
    const JOINER: [ShowFn<JoinerElem>; 2] =
        [|_, _, _| Ok(TextElem::packed(joiner::JOINER)), |_, _, _| Ok(Content::empty())];
    const REMARK: ShowFn<RemarkElem> = |elem, _, _| Ok(elem.body.clone());
    const CONTENTS: ShowFn<TextContentsElem> = |elem, _, _| bail!(elem.span(), "contents-unshown");
    const NOTE: ShowFn<AttachmentNoteElem> = |elem, _, _| bail!(elem.span(), "note-unshown");
    const ADDRESS: ShowFn<AddressElem> = |elem, _, _| Ok(Content::sequence(elem.pieces.iter().cloned()));
    const LINK: ShowFn<LinkNoteElem> = |elem, _, _| bail!(elem.span(), "address-unshown");
    const BREAK: ShowFn<PageBreakElem> = |_, _, _| Ok(Content::empty());
    const TURN: ShowFn<PageTurnElem> = |_, _, _| Ok(Content::empty());
    const PICTURE: ShowFn<PictureElem> = |elem, _, _| Ok(elem.body.clone());
    const TABLE: ShowFn<DataTableElem> = |elem, _, _| bail!(elem.span(), "table-unshown");
    const CAPTION: ShowFn<TableCaptionElem> = |elem, _, _| Ok(elem.body.clone());
    const UNIT: ShowFn<TableUnitElem> = |elem, _, _| Ok(elem.body.clone());
    const TABLE_NOTE: ShowFn<TableNoteElem> = |elem, _, _| Ok(elem.body.clone());
    const HEAD: ShowFn<TableHeadElem> = |elem, _, _| Ok(elem.body.clone());
    for (target, joiner) in [Target::Paged, Target::Html].into_iter().zip(JOINER) {
        rules.register(target, joiner);
        rules.register(target, WORDS);
        rules.register(target, REMARK);
        rules.register(target, CONTENTS);
        rules.register(target, NOTE);
        rules.register(target, ADDRESS);
        rules.register(target, LINK);
        rules.register(target, BREAK);
        rules.register(target, TURN);
        rules.register(target, PICTURE);
        rules.register(target, TABLE);
        rules.register(target, CAPTION);
        rules.register(target, UNIT);
        rules.register(target, TABLE_NOTE);
        rules.register(target, HEAD);
    }
    table::register(rules);
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
    /// Which ordinal it begins with, by the name that `Ordinal::name` gives it.
    #[required]
    pub ordinal: EcoString,
    /// The words.
    #[required]
    pub body: Content,
}

/// 题注, the bracketed line under the title of a regulation.
#[elem]
pub struct RemarkElem {
    /// The line, brackets included.
    #[required]
    pub body: Content,
}

/// The contents that a regulation itself has.
#[elem]
pub struct TextContentsElem {
    /// 目录
    #[required]
    pub title: Content,
    /// The headings in order.
    #[required]
    pub lines: Vec<Content>,
    /// For each line, how many levels its heading stands below the highest.
    #[required]
    pub depths: Vec<i64>,
}

/// 附件说明 (GB/T 9704 7.3.4).
#[elem]
pub struct AttachmentNoteElem {
    /// 附件：
    #[required]
    pub prefix: Content,
    /// For each attachment its number; empty for a single one.
    #[required]
    pub numbers: Vec<Content>,
    /// For each attachment its name.
    #[required]
    pub names: Vec<Content>,
}

/// Forbids a line break, in print only. It is no text: bookmarks and web pages know nothing of it.
#[elem]
pub struct JoinerElem {}

/// An address on the web, which no line is wide enough for.
#[elem]
pub struct AddressElem {
    /// The address in pieces, between which a line may end.
    #[required]
    pub pieces: Vec<Content>,
}

/// What paper says of a link, which nobody can follow there.
#[elem]
pub struct LinkNoteElem {
    /// Whether it can stand in a footnote; else in brackets.
    #[required]
    pub footnote: bool,
    /// The address.
    #[required]
    pub body: Content,
}

/// A new page that the editor asked for.
#[elem]
pub struct PageBreakElem {}

/// Where a printed page begins, on the web only.
#[elem]
pub struct PageTurnElem {
    /// The page.
    #[required]
    pub folio: i64,
}

/// A picture, which paper has in the file and the web beside the page.
#[elem]
pub struct PictureElem {
    /// Its address from the page.
    #[required]
    pub address: EcoString,
    /// What it shows.
    #[required]
    pub alt: EcoString,
    /// The picture itself.
    #[required]
    pub body: Content,
}
