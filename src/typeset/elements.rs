//! Elements of an official document that Typst lacks; templates say how they look.

use typst::diag::bail;
use typst::ecow::EcoString;
use typst::foundations::{Content, NativeRuleMap, ShowFn, Target, elem};

/// Gives each element what it comes to where no template shows it.
pub(super) fn register(rules: &mut NativeRuleMap) {
    const WORDS: ShowFn<HeadingWordsElem> = |elem, _, _| Ok(elem.body.clone());
    const REMARK: ShowFn<RemarkElem> = |elem, _, _| Ok(elem.body.clone());
    const CONTENTS: ShowFn<TextContentsElem> = |elem, _, _| bail!(elem.span(), "no template shows these contents");
    const NOTE: ShowFn<AttachmentNoteElem> = |elem, _, _| bail!(elem.span(), "no template shows this note");
    const ADDRESS: ShowFn<AddressElem> = |elem, _, _| Ok(Content::sequence(elem.pieces.iter().cloned()));
    const LINK: ShowFn<LinkNoteElem> = |elem, _, _| bail!(elem.span(), "no template shows this address");
    const BREAK: ShowFn<PageBreakElem> = |_, _, _| Ok(Content::empty());
    const TABLE: ShowFn<DataTableElem> = |elem, _, _| bail!(elem.span(), "no template shows this table");
    for target in [Target::Paged, Target::Html] {
        rules.register(target, WORDS);
        rules.register(target, REMARK);
        rules.register(target, CONTENTS);
        rules.register(target, NOTE);
        rules.register(target, ADDRESS);
        rules.register(target, LINK);
        rules.register(target, BREAK);
        rules.register(target, TABLE);
    }
}

/// A table as typed; a template makes a `table` of it, whose columns it measures out.
#[elem]
pub struct DataTableElem {
    /// For each column the longest run without a place to break, in thousandths of the type size.
    #[required]
    pub narrowest: Vec<i64>,
    /// For each column the longest text, in thousandths of the type size.
    #[required]
    pub widest: Vec<i64>,
    /// `table.header`, then the cells, each with its column and row.
    #[required]
    pub children: Vec<Content>,
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
