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
    } else if has("file not found") || said.starts_with("path ") {
        message!("typst-file", detail)
    } else if said.starts_with("package not found") {
        message!("typst-package", detail)
    } else if is_of_picture(said) {
        message!("typst-picture", detail)
    } else if has("unknown font family") {
        message!("typst-no-font", detail)
    } else if has("failed to process ") {
        message!("typst-font", detail)
    } else if has("page configuration is not allowed") {
        message!("typst-page", detail)
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

#[cfg(test)]
mod tests {
    use super::message;
    use crate::language::Language;

    #[test]
    fn what_an_editor_can_meet_has_a_sentence_of_its_own() {
        for (said, sentence) in [
            ("document did not converge within five attempts", "版面反复变动，无法固定，页码不可靠"),
            ("label `<a>` does not exist in the document", "引用的文件不在版面中"),
            ("PDF/A-2a error: license of `甲` is too restrictive", "字体的许可不允许嵌入 PDF，请换一种字体"),
            ("PDF/UA-1 error: missing alt text", "PDF 达不到 PDF/A 或 PDF/UA 标准的要求"),
            ("failed to decode image (unexpected end of file)", "图片无法使用"),
            ("unknown font family: 甲", "没有这种字体"),
            ("failed to process font `甲`", "字体文件无法使用"),
            ("page configuration is not allowed inside of containers", "模板在容器中设置了页面，这里不能设置"),
            ("file not found (searched at images/a.svg)", "模板要用的文件读不到"),
            ("package not found (searched for @preview/a:1.0.0)", "模板要用的程序包这里没有"),
            ("maximum show rule depth exceeded", "嵌套或调用层次过多"),
            ("unknown variable: nought", "模板中的名称没有定义"),
            ("unclosed delimiter", "排版没有成功"),
        ] {
            let message = message(said);
            assert_eq!(message.text(Language::En), said);
            assert_eq!(message.text(Language::Zh), format!("{sentence}（{said}）"));
        }
    }
}
