//! What Typst itself says. It has one language, so a sentence of ours stands before its words where ours is another.

use typst::diag::SourceDiagnostic;

use crate::language::Message;

/// Typst only warns of this, but the printed page numbers would be lies.
pub(super) const UNSETTLED: &str = "did not converge";
/// Typst's words where the label of a document is referred to and the document is not there.
pub(super) const ABSENT: &str = "does not exist in the document";

/// What is wrong; those that an editor can meet are told apart.
pub(super) fn message(said: &str) -> Message {
    let has = |words: &str| said.contains(words);
    let detail = said;
    if has(UNSETTLED) {
        message!("typst-unsettled", detail)
    } else if has(ABSENT) {
        message!("typst-absent", detail)
    } else if has(" is too restrictive") {
        message!("typst-font-licence", detail)
    } else if said.starts_with("PDF/") && has(" error: ") {
        message!("typst-standard", detail)
    } else if is_of_picture(said) {
        message!("typst-picture", detail)
    } else if has("unknown font family") {
        message!("typst-no-font", detail)
    } else if has("failed to process ") {
        message!("typst-font", detail)
    } else if has("page configuration is not allowed") {
        message!("typst-page", detail)
    } else if has("file not found") || said.starts_with("path ") {
        message!("typst-file", detail)
    } else if has("depth exceeded") {
        message!("typst-depth", detail)
    } else if has("unknown variable") {
        message!("typst-unknown", detail)
    } else {
        message!("typst-other", detail)
    }
}

/// What to do about it, as far as Typst knows.
pub(super) fn help(found: &SourceDiagnostic) -> Option<Message> {
    let hints: Vec<&str> = found.hints.iter().map(|hint| hint.v.as_str()).collect();
    (!hints.is_empty()).then(|| message!("typst-hints", hints = hints.join("; ")))
}

/// Whether a picture cannot be decoded or exported.
pub(super) fn is_of_picture(said: &str) -> bool {
    said.contains("image")
}
