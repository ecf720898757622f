//! What templates and the elements of `gazette` refuse to set.
//!
//! Neither can choose a language. They say the name of a message of the catalogue, `name` or `name: words`, and the message is
//! made here: templates in `assert`, elements in `bail!`.

use crate::language::Message;

/// How Typst begins what a template says in an assertion.
const ASSERTION: &str = "assertion failed: ";

/// Something that was refused.
pub(super) struct Refusal<'a> {
    /// What is wrong.
    pub(super) message: Message,
    /// What to do about it.
    pub(super) help: Option<Message>,
    /// The words of the TOML that are refused.
    pub(super) words: Option<&'a str>,
}

impl<'a> Refusal<'a> {
    /// The refusal in what Typst says, if it is one. Templates of the series may refuse in their own words: what is wrong, a
    /// semicolon, what to do.
    pub(super) fn of(said: &'a str) -> Option<Self> {
        let asserted = said.strip_prefix(ASSERTION);
        Self::named(asserted.unwrap_or(said)).or_else(|| Self::in_own_words(asserted?))
    }

    fn named(said: &'a str) -> Option<Self> {
        let (name, words) = said.split_once(": ").map_or((said, None), |(name, words)| (name, Some(words)));
        let about = words.unwrap_or_default();
        let (message, help) = match name {
            "head-long" => (message!("head-long", words = about), Some(message!("head-long.help"))),
            "head-high" => (message!("head-high", words = about), Some(message!("head-high.help"))),
            "table-wide" => (message!("table-wide"), Some(message!("table-wide.help"))),
            "table-head-high" => (message!("table-head-high"), Some(message!("table-head-high.help"))),
            "turned-footnote" => (message!("turned-footnote"), Some(message!("turned-footnote.help"))),
            "contents-unshown" => (message!("contents-unshown"), None),
            "note-unshown" => (message!("note-unshown"), None),
            "address-unshown" => (message!("address-unshown"), None),
            "table-unshown" => (message!("table-unshown"), None),
            "rows-of-no-table" => (message!("rows-of-no-table"), None),
            "document-no-text" => (message!("document-no-text", path = about), None),
            "document-mistaken" => (message!("document-mistaken", path = about), None),
            _ => return None,
        };
        Some(Self { message, help, words: words.filter(|_| name.starts_with("head-")) })
    }

    fn in_own_words(said: &'a str) -> Option<Self> {
        let (message, advice) = said.split_once("; ")?;
        let quoted = message.split_once('“').and_then(|(_, rest)| rest.rsplit_once('”'));
        let help = Some(Message::verbatim(advice));
        Some(Self { message: Message::verbatim(message), help, words: quoted.map(|(words, _)| words) })
    }
}

#[cfg(test)]
mod tests {
    use super::Refusal;
    use crate::typeset::TEMPLATES;

    #[test]
    fn every_refusal_of_a_template_has_its_message() {
        let said = TEMPLATES.iter().flat_map(|(_, text)| text.split("message: \"").skip(1));
        let names: Vec<&str> = said.filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(names.len(), 4, "{names:?}");
        for name in names {
            assert!(Refusal::of(&format!("assertion failed: {name}")).is_some(), "{name}");
        }
    }

    #[test]
    fn every_refusal_of_an_element_has_its_message() {
        let sources = [include_str!("content.rs"), include_str!("elements.rs"), include_str!("table/rows.rs")];
        let calls = sources.iter().flat_map(|source| source.split("bail!(").skip(1));
        let names: Vec<&str> = calls.filter_map(|call| call.split('"').nth(1)).collect();
        assert_eq!(names.len(), 8, "{names:?}");
        for name in names {
            assert!(Refusal::of(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_template_of_a_series_refuses_in_its_own_words() {
        let refusal = Refusal::of("assertion failed: the seal of “某局” is missing; add it").expect("it is a refusal");
        assert_eq!(refusal.message.to_string(), "the seal of “某局” is missing");
        assert_eq!(refusal.help.map(|help| help.to_string()).as_deref(), Some("add it"));
        assert_eq!(refusal.words, Some("某局"));
        assert!(Refusal::of("assertion failed").is_none());
        assert!(Refusal::of("the seal is missing; add it").is_none());
    }
}
