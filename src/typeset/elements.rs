//! Elements of an official document that Typst lacks; templates say how they look.

use typst::diag::bail;
use typst::ecow::EcoString;
use typst::foundations::{Content, NativeRuleMap, ShowFn, Target, elem};
use typst::text::TextElem;

use super::joiner;

/// Gives each element what it comes to where no template shows it.
pub(super) fn register(rules: &mut NativeRuleMap) {
    const WORDS: ShowFn<HeadingWordsElem> = |elem, _, _| Ok(elem.body.clone());
    const NOTE: ShowFn<AttachmentNoteElem> = |elem, _, _| Ok(Content::sequence(elem.items.iter().cloned()));
    const JOINER: [ShowFn<JoinerElem>; 2] =
        [|_, _, _| Ok(TextElem::packed(joiner::JOINER)), |_, _, _| Ok(Content::empty())];
    const TABLE: ShowFn<DataTableElem> = |elem, _, _| bail!(elem.span(), "no template shows this table");
    for (target, joiner) in [Target::Paged, Target::Html].into_iter().zip(JOINER) {
        rules.register(target, joiner);
        rules.register(target, WORDS);
        rules.register(target, NOTE);
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

/// Forbids a line break, in print only. It is no text: bookmarks and web pages know nothing of it.
#[elem]
pub struct JoinerElem {}
