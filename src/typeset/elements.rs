//! The module `gazette` as templates see it: one function that loads Markdown, and the elements that Typst lacks.

use comemo::Tracked;
use typst::World;
use typst::diag::{At, SourceResult, bail};
use typst::ecow::EcoString;
use typst::engine::Engine;
use typst::foundations::{Content, Dict, Module, NativeRuleMap, Scope, ShowFn, Target, elem, func};
use typst::syntax::{RootedPath, Spanned, VirtualPath, VirtualRoot};
use typst::{Feature, Library, LibraryExt};

use super::content;

/// Typst's standard library with HTML export and the module `gazette`; the same for every issue and every edit, since
/// a changed library throws away all incremental work.
pub(super) fn library() -> Library {
    let mut library = Library::builder().with_features([Feature::Html].into_iter().collect()).build();
    let mut scope = Scope::new();
    scope.define_func::<markdown>();
    scope.define_elem::<HeadingWordsElem>();
    scope.define_elem::<AttachmentNoteElem>();
    scope.define_elem::<DataTableElem>();
    register(&mut library.rules);
    library.global.scope_mut().define("gazette", Module::new("gazette", scope));
    library
}

fn register(rules: &mut NativeRuleMap) {
    const WORDS: ShowFn<HeadingWordsElem> = |elem, _, _| Ok(elem.body.clone());
    const NOTE: ShowFn<AttachmentNoteElem> = |elem, _, _| Ok(Content::sequence(elem.items.iter().cloned()));
    const TABLE: ShowFn<DataTableElem> = |elem, _, _| bail!(elem.span(), "no template shows this table");
    for target in [Target::Paged, Target::Html] {
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

/// Loads a document of the issue, a sibling of `json` and `toml`.
///
/// The result has `text`, the document's own text, and `parts`, an array of issued texts and attachments with `label`
/// (content or none), `title` (an array with an entry for each printed line) and `body`.
#[func]
fn markdown(
    engine: &mut Engine,
    /// The path in the world: `/issue/a.md`.
    path: Spanned<EcoString>,
) -> SourceResult<Dict> {
    let virtual_path =
        VirtualPath::new(path.v.as_str()).map_err(|error| EcoString::from(error.to_string())).at(path.span)?;
    let id = RootedPath::new(VirtualRoot::Project, virtual_path).intern();
    content::load(Tracked::clone(&engine.world) as Tracked<dyn World>, id)
}
