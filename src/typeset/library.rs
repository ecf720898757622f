//! The module `gazette` as templates see it: functions that load Markdown, compose text of the front matter and measure out
//! tables, and the elements that Typst lacks.

use comemo::Tracked;
use typst::World;
use typst::diag::{At, SourceResult};
use typst::ecow::EcoString;
use typst::engine::Engine;
use typst::foundations::{Content, Dict, Module, Scope, func};
use typst::syntax::{RootedPath, Spanned, VirtualPath, VirtualRoot};
use typst::{Feature, Library, LibraryExt};

use super::content;
use super::elements::{
    self, AddressElem, AttachmentNoteElem, DataTableElem, HeadingWordsElem, LinkNoteElem, PageBreakElem, PageTurnElem,
    PictureElem, RemarkElem, TableCaptionElem, TableHeadElem, TableNoteElem, TableUnitElem, TextContentsElem,
};
use super::table::{LongTableElem, TurnedElem, WholeTableElem, glyph_widths, table_rows};

/// Typst's standard library with HTML export and the module `gazette`; the same for every issue and every edit, since
/// a changed library throws away all incremental work.
pub(super) fn library() -> Library {
    let mut library = Library::builder().with_features([Feature::Html].into_iter().collect()).build();
    let mut scope = Scope::new();
    scope.define_func::<markdown>();
    scope.define_func::<composed>();
    scope.define_elem::<HeadingWordsElem>();
    scope.define_elem::<RemarkElem>();
    scope.define_elem::<TextContentsElem>();
    scope.define_elem::<AttachmentNoteElem>();
    scope.define_elem::<AddressElem>();
    scope.define_elem::<LinkNoteElem>();
    scope.define_elem::<PageBreakElem>();
    scope.define_elem::<PageTurnElem>();
    scope.define_elem::<PictureElem>();
    scope.define_elem::<DataTableElem>();
    scope.define_elem::<TableCaptionElem>();
    scope.define_elem::<TableUnitElem>();
    scope.define_elem::<TableNoteElem>();
    scope.define_elem::<TableHeadElem>();
    scope.define_elem::<LongTableElem>();
    scope.define_elem::<WholeTableElem>();
    scope.define_elem::<TurnedElem>();
    scope.define_func::<glyph_widths>();
    scope.define_func::<table_rows>();
    elements::register(&mut library.rules);
    library.global.scope_mut().define("gazette", Module::new("gazette", scope));
    library
}

/// Loads a document of the issue, a sibling of `json` and `toml`.
///
/// The result has `text`, the document's own text, and `parts`, an array of issued texts and attachments with `label`
/// (content or none), `title` (an array with an entry for each printed line), `table` (the data-table that it begins with,
/// or none) and `body`, which is the rest.
#[func]
fn markdown(
    engine: &mut Engine,
    /// The path in the world: `/issue/a.md`.
    path: Spanned<EcoString>,
    /// What a line of a title holds, in thousandths of its type size; a title of one line that is longer is broken.
    title_capacity: i64,
) -> SourceResult<Dict> {
    let virtual_path =
        VirtualPath::new(path.v.as_str()).map_err(|error| EcoString::from(error.to_string())).at(path.span)?;
    let id = RootedPath::new(VirtualRoot::Project, virtual_path).intern();
    content::load(Tracked::clone(&engine.world) as Tracked<dyn World>, id, title_capacity)
}

/// Text of the front matter with the line breaks of Chinese composition, for texts of more than one line.
#[func]
fn composed(
    /// The text.
    text: Spanned<EcoString>,
) -> Content {
    content::composed(&text.v, text.span)
}
