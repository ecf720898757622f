//! The module `gazette` as templates see it: one function that loads Markdown, and the elements that Typst lacks.

use comemo::Tracked;
use typst::World;
use typst::diag::{At, SourceResult};
use typst::ecow::EcoString;
use typst::engine::Engine;
use typst::foundations::{Dict, Module, Scope, func};
use typst::syntax::{RootedPath, Spanned, VirtualPath, VirtualRoot};
use typst::{Feature, Library, LibraryExt};

use super::content;
use super::elements::{
    self, AddressElem, AttachmentNoteElem, DataTableElem, HeadingWordsElem, LinkNoteElem, PageBreakElem, RemarkElem,
    TextContentsElem,
};

/// Typst's standard library with HTML export and the module `gazette`; the same for every issue and every edit, since
/// a changed library throws away all incremental work.
pub(super) fn library() -> Library {
    let mut library = Library::builder().with_features([Feature::Html].into_iter().collect()).build();
    let mut scope = Scope::new();
    scope.define_func::<markdown>();
    scope.define_elem::<HeadingWordsElem>();
    scope.define_elem::<RemarkElem>();
    scope.define_elem::<TextContentsElem>();
    scope.define_elem::<AttachmentNoteElem>();
    scope.define_elem::<AddressElem>();
    scope.define_elem::<LinkNoteElem>();
    scope.define_elem::<PageBreakElem>();
    scope.define_elem::<DataTableElem>();
    elements::register(&mut library.rules);
    library.global.scope_mut().define("gazette", Module::new("gazette", scope));
    library
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
