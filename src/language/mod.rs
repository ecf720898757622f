//! What the program says to people, in Chinese and in English: one catalogue of messages, and the choice between them.
//!
//! A [`Message`] is made with the macro `message!` from its name in the catalogue and holds both texts. Which of them is read is
//! decided where it is printed, so that nothing before depends on a locale. The catalogue is `en/*.ftl` and `zh/*.ftl`, in the
//! notation of Project Fluent; the help of a message `name` is its attribute, `name.help`.

mod catalogue;

use std::fmt;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// A message of the catalogue: `message!("unknown-key", key, known = names.join(", "))`. An argument without a value is
/// the variable of its name; numbers are given as numbers, since the words beside them depend on them.
macro_rules! message {
    ($name:literal $(, $argument:ident $(= $value:expr)?)* $(,)?) => {
        $crate::language::Message::new(
            $name,
            &[$((stringify!($argument), $crate::language::Argument::from(argument!($argument $(, $value)?)))),*],
        )
    };
}

/// The value of an argument of `message!`.
macro_rules! argument {
    ($name:ident) => {
        $name.clone()
    };
    ($name:ident, $value:expr) => {
        $value
    };
}

/// A language in which the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Chinese, in the simplified characters of the mainland.
    Zh,
    /// English.
    En,
}

impl Language {
    /// The language of the surroundings: Chinese where their locale says so.
    pub fn of_locale() -> Self {
        Self::named(locale().as_deref())
    }

    /// The language that a locale such as `zh-CN` stands for.
    fn named(locale: Option<&str>) -> Self {
        let is_chinese = locale.is_some_and(|locale| locale.split(['-', '_', '.']).next() == Some("zh"));
        if is_chinese { Self::Zh } else { Self::En }
    }
}

/// The locale of the surroundings, such as `zh-CN`.
pub(crate) fn locale() -> Option<String> {
    sys_locale::get_locale()
}

/// Something that the program says, in every language; one that lacks a language, or has another, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// In English: names in backticks; what is found begins in lower case and has no full stop.
    en: String,
    /// In Chinese: the same names in backticks; what is found has no full stop.
    zh: String,
}

impl Message {
    /// The message of this name, with what it says between its words. The macro `message!` is the way to call it.
    pub(crate) fn new(name: &str, arguments: &[(&str, Argument)]) -> Self {
        let text = |language| catalogue::text(language, name, arguments);
        Self { en: text(Language::En), zh: text(Language::Zh) }
    }

    /// The same text in all languages: what others say, such as the operating system, or a name.
    pub(crate) fn verbatim(text: impl Into<String>) -> Self {
        let en = text.into();
        Self { zh: en.clone(), en }
    }

    /// Several messages, one after the other; `between` stands between them in English and in Chinese.
    pub(crate) fn joined(messages: &[Self], between: [&str; 2]) -> Self {
        let texts = |language| messages.iter().map(move |message| message.text(language)).collect::<Vec<_>>();
        Self { en: texts(Language::En).join(between[0]), zh: texts(Language::Zh).join(between[1]) }
    }

    /// What it says in one language.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Zh => &self.zh,
        }
    }
}

/// A message can be what went wrong: `bail!(message!(…))`. Whoever prints an error takes it out and reads it in one language.
impl std::error::Error for Message {}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// Something that went wrong, and what it came of.
#[derive(Debug)]
struct Failure {
    message: Message,
    /// Kept as it is: in a box it could no longer be told which kind of error it was.
    cause: anyhow::Error,
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.cause.as_ref())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

/// Says what a failure kept the program from.
pub(crate) trait OrFail<T> {
    /// The value, or an error that begins with a message and ends with its cause.
    ///
    /// # Errors
    /// There is no value.
    fn or_fail(self, message: impl FnOnce() -> Message) -> anyhow::Result<T>;
}

impl<T, E: Into<anyhow::Error>> OrFail<T> for Result<T, E> {
    fn or_fail(self, message: impl FnOnce() -> Message) -> anyhow::Result<T> {
        self.map_err(|cause| Failure { message: message(), cause: cause.into() }.into())
    }
}

/// What kept a command from its work, with all its causes.
pub(crate) fn failure(error: &anyhow::Error) -> Message {
    let links: Vec<Message> = error.chain().map(link).collect();
    Message::joined(&links, [": ", "："])
}

fn link(error: &(dyn std::error::Error + 'static)) -> Message {
    if let Some(message) = error.downcast_ref::<Message>() {
        message.clone()
    } else if let Some(failure) = error.downcast_ref::<Failure>() {
        failure.message.clone()
    } else if let Some(error) = error.downcast_ref::<std::io::Error>() {
        of_system(error)
    } else if let Some(error) = error.downcast_ref::<walkdir::Error>() {
        of_walk(error)
    } else {
        Message::verbatim(error.to_string())
    }
}

/// What a walk through folders stumbled over.
fn of_walk(error: &walkdir::Error) -> Message {
    error.io_error().map_or_else(|| Message::verbatim(error.to_string()), of_system)
}

/// What the operating system refuses, in the words of the program; its own, which have one language, for what is seldom.
fn of_system(error: &std::io::Error) -> Message {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => message!("system-not-found"),
        Kind::PermissionDenied => message!("system-permission"),
        Kind::AlreadyExists => message!("system-exists"),
        Kind::IsADirectory => message!("system-is-folder"),
        Kind::NotADirectory => message!("system-no-folder"),
        Kind::StorageFull | Kind::QuotaExceeded => message!("system-full"),
        Kind::FileTooLarge => message!("system-large"),
        Kind::ReadOnlyFilesystem => message!("system-read-only"),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => message!("system-busy"),
        Kind::CrossesDevices => message!("system-other-disk"),
        Kind::InvalidFilename => message!("system-file-name"),
        Kind::OutOfMemory => message!("system-memory"),
        Kind::AddrInUse => message!("system-address"),
        Kind::AddrNotAvailable => message!("system-address-foreign"),
        // So does `std` call a text that is no UTF-8.
        Kind::InvalidData => message!("system-not-text"),
        _ => message!("system-other", detail = error.to_string()),
    }
}

/// What a message says between its words.
#[derive(Debug, Clone)]
pub(crate) enum Argument {
    /// A number of things, which words agree with.
    Number(usize),
    /// A text that is the same in every language.
    Text(String),
    /// Words of the catalogue.
    Message(Message),
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(number as usize)
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<&Message> for Argument {
    fn from(message: &Message) -> Self {
        Self::Message(message.clone())
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

/// A measure, in the digits that it has everywhere.
impl From<f64> for Argument {
    fn from(measure: f64) -> Self {
        Self::Text(measure.to_string())
    }
}

impl From<char> for Argument {
    fn from(character: char) -> Self {
        Self::Text(character.into())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_chooses_the_language() {
        for (locale, language) in [
            (Some("zh-CN"), Language::Zh),
            (Some("zh_CN.UTF-8"), Language::Zh),
            (Some("zh"), Language::Zh),
            (Some("en-US"), Language::En),
            (Some("de-DE"), Language::En),
            (None, Language::En),
        ] {
            assert_eq!(Language::named(locale), language, "{locale:?}");
        }
    }

    #[test]
    fn a_message_is_read_in_all_languages_or_not_at_all() {
        let read = |text| toml::from_str::<Message>(text);
        assert_eq!(read("en = \"a\"\nzh = \"甲\"").expect("both").text(Language::Zh), "甲");
        assert!(read("en = \"a\"").is_err(), "Chinese is missing");
        assert!(read("zh = \"甲\"").is_err(), "English is missing");
        assert!(read("en = \"a\"\nzh = \"甲\"\nfr = \"a\"").is_err(), "nobody would read it");
    }

    #[test]
    fn a_failure_tells_its_causes_in_both_languages() {
        let missing: std::io::Result<()> = Err(std::io::ErrorKind::NotFound.into());
        let error = missing.or_fail(|| Message::verbatim("甲")).or_fail(|| Message::verbatim("乙")).expect_err("fails");
        let told = failure(&error);
        assert!(told.text(Language::En).starts_with("乙: 甲: "), "{told}");
        assert!(told.text(Language::Zh).starts_with("乙：甲：没有这个文件或文件夹"), "{}", told.text(Language::Zh));
    }
}
