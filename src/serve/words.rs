//! The words of the page that shows everything.

use crate::language::{Language, Message};

/// The page, in one language.
pub(super) fn page(language: Language) -> String {
    let page = include_str!("../../templates/serve/index.html");
    let page = page.replace("{language}", if language == Language::Zh { "zh-CN" } else { "en" });
    words().into_iter().fold(page, |page, (name, words)| {
        // The catalogue has neither `<` nor `&` in these words, but it has quotes.
        page.replace(&format!("{{{name}}}"), &words.text(language).replace('"', "&quot;"))
    })
}

/// The names that stand in braces in the page, and what takes their place. JavaScript puts numbers where `#` is.
fn words() -> Vec<(&'static str, Message)> {
    vec![
        ("title", message!("serve-title")),
        ("beginning", message!("serve-beginning")),
        ("proving", message!("serve-proving")),
        ("good", message!("serve-good")),
        ("warnings", message!("serve-warnings")),
        ("errors", message!("serve-errors")),
        ("failed", message!("serve-failed")),
        ("gone", message!("serve-gone")),
        ("error", message!("severity-error")),
        ("warning", message!("severity-warning")),
        ("page", message!("serve-page")),
        ("cover", message!("serve-cover")),
        ("nowhere", message!("serve-nowhere")),
        ("copied", message!("serve-copied")),
        ("views", message!("serve-views")),
        ("paper", message!("serve-paper")),
        ("web", message!("serve-web")),
        ("document", message!("serve-document")),
        ("stale", message!("serve-stale")),
        ("findings", message!("serve-findings")),
        ("none", message!("serve-none")),
        ("hint", message!("serve-hint")),
        ("copy", message!("serve-copy")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_the_page_is_missing() {
        for language in [Language::En, Language::Zh] {
            let page = page(language);
            let left: Vec<&str> = page.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest)).collect();
            assert_eq!(left, Vec::<&str>::new());
        }
    }
}
