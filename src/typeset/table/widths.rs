//! How wide single characters are: what templates could measure one by one, each as a text of its own.

use comemo::Tracked;
use typst::World;
use typst::diag::{At, SourceResult};
use typst::ecow::EcoString;
use typst::engine::Engine;
use typst::foundations::{Context, Dict, IntoValue, StyleChain, func};
use typst::layout::Em;
use typst::syntax::Span;
use typst::text::{TextElem, families, variant};

/// The width of each of these characters in the type of this place, in thousandths of its size.
#[func(contextual)]
pub(crate) fn glyph_widths(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    /// The characters.
    characters: Vec<EcoString>,
) -> SourceResult<Dict> {
    let styles = context.styles().at(span)?;
    let width = |character: EcoString| {
        let advance = character.chars().next().and_then(|c| advance(engine, styles, c)).unwrap_or(Em::one());
        let thousandths = (advance.get() * 1000.0).round() as i64;
        (character.as_str().into(), thousandths.into_value())
    };
    Ok(characters.into_iter().map(width).collect())
}

/// How far a character moves on what follows it; `None` where no family of the text has it.
fn advance(engine: &Engine, styles: StyleChain, c: char) -> Option<Em> {
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    let (variant, size) = (variant(styles), styles.resolve(TextElem::size));
    let variations = styles.get_cloned(TextElem::variations);
    families(styles).filter(|family| family.covers().is_none_or(|covers| covers.is_match(text))).find_map(|family| {
        let font = engine.world.font(engine.world.book().select(family.as_str(), variant)?)?;
        let font = font.instantiate(variant, size, &variations);
        font.x_advance(font.ttf().glyph_index(c)?.0)
    })
}
