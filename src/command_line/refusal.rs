//! What is wrong with the arguments, from what clap knows of it: what it is, what may have been meant, and the usage.

use clap::builder::styling::Style;
use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};

use super::page;
use crate::language::{Language, Message};

/// Refusals in Chinese.
pub(super) struct Chinese;

impl ErrorFormatter for Chinese {
    fn format_error(error: &Error<Self>) -> StyledStr {
        told(error, Language::Zh)
    }
}

/// Refusals in English, in the words of clap.
pub(super) struct English;

impl ErrorFormatter for English {
    fn format_error(error: &Error<Self>) -> StyledStr {
        told(error, Language::En)
    }
}

/// The whole refusal.
fn told<F: ErrorFormatter>(error: &Error<F>, language: Language) -> StyledStr {
    let styles = Styles::default();
    let (open, close) = marks(styles.get_error());
    let mut text = message!("usage-error", open, close, wrong = wrong(error, &styles)).text(language).to_owned();
    let (open, close) = marks(styles.get_valid());
    for (at, tip) in tips(error, &styles).iter().enumerate() {
        text += if at == 0 { "\n\n  " } else { "\n  " };
        text += message!("usage-tip", open, close, tip).text(language);
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        text += &format!("\n\n{}", page::usage_told(usage, language));
    }
    let help = quoted(&["--help".to_owned()], styles.get_literal());
    StyledStr::from(format!("{text}\n\n{}\n", message!("usage-more", help).text(language)))
}

/// What is wrong.
fn wrong<F: ErrorFormatter>(error: &Error<F>, styles: &Styles) -> Message {
    let quote = |kind, style| quoted(&context(error, kind), style);
    let [valid, invalid, literal] = [styles.get_valid(), styles.get_invalid(), styles.get_literal()];
    match error.kind() {
        ErrorKind::ArgumentConflict => {
            let argument = quote(ContextKind::InvalidArg, invalid);
            match context(error, ContextKind::PriorArg).as_slice() {
                others if others == context(error, ContextKind::InvalidArg) => message!("usage-twice", argument),
                [other] => message!("usage-conflict", argument, other = quoted(std::slice::from_ref(other), invalid)),
                others => message!("usage-conflicts", argument, others = lines(others, invalid)),
            }
        }
        ErrorKind::InvalidValue => {
            let values = context(error, ContextKind::ValidValue);
            let wrong = if context(error, ContextKind::InvalidValue).iter().all(String::is_empty) {
                message!("usage-no-value", argument = quote(ContextKind::InvalidArg, invalid))
            } else {
                let value = quote(ContextKind::InvalidValue, invalid);
                message!("usage-bad-value", value, argument = quote(ContextKind::InvalidArg, literal))
            };
            with_known(wrong, &values, message!("usage-values", values = listed(&values, valid)))
        }
        ErrorKind::ValueValidation => {
            let value = quote(ContextKind::InvalidValue, invalid);
            // Addresses are all that is read in another way than as one of a few values.
            let cause = message!("usage-no-address");
            message!("usage-unread-value", value, argument = quote(ContextKind::InvalidArg, literal), cause)
        }
        ErrorKind::TooManyValues => {
            let value = quote(ContextKind::InvalidValue, invalid);
            message!("usage-too-many", value, argument = quote(ContextKind::InvalidArg, literal))
        }
        ErrorKind::InvalidSubcommand => {
            message!("usage-unknown-command", command = quote(ContextKind::InvalidSubcommand, invalid))
        }
        ErrorKind::UnknownArgument => {
            let argument = quote(ContextKind::InvalidArg, invalid);
            let is_option = context(error, ContextKind::InvalidArg).iter().any(|typed| typed.starts_with('-'));
            if is_option {
                message!("usage-unknown-option", argument)
            } else {
                message!("usage-unknown-argument", argument)
            }
        }
        ErrorKind::MissingRequiredArgument => {
            message!("usage-missing", arguments = lines(&context(error, ContextKind::InvalidArg), valid))
        }
        ErrorKind::MissingSubcommand => {
            let commands = context(error, ContextKind::ValidSubcommand);
            let wrong = message!("usage-no-command", command = quote(ContextKind::InvalidSubcommand, invalid));
            with_known(wrong, &commands, message!("usage-commands-known", commands = listed(&commands, valid)))
        }
        ErrorKind::InvalidUtf8 => message!("usage-not-utf-8"),
        // No argument is declared so that it could be wrong in another way.
        other => Message::verbatim(other.to_string()),
    }
}

/// What is wrong, and below it, where there is anything, what would be right.
fn with_known(wrong: Message, names: &[String], known: Message) -> Message {
    if names.is_empty() { wrong } else { Message::joined(&[wrong, known], ["\n  ", "\n  "]) }
}

/// What may have been meant.
fn tips<F: ErrorFormatter>(error: &Error<F>, styles: &Styles) -> Vec<Message> {
    let valid = styles.get_valid();
    let mut tips = Vec::new();
    let near = |kind| {
        let names = context(error, kind);
        (!names.is_empty()).then(|| (names.len(), quoted(&names, valid)))
    };
    if let Some((count, near)) = near(ContextKind::SuggestedSubcommand) {
        tips.push(message!("usage-near-command", count, near));
    }
    if let Some((_, near)) = near(ContextKind::SuggestedArg) {
        tips.push(message!("usage-near-argument", near));
    }
    if let Some((_, near)) = near(ContextKind::SuggestedValue) {
        tips.push(message!("usage-near-value", near));
    }
    if let Some(ContextValue::StyledStrs(sentences)) = error.get(ContextKind::Suggested) {
        tips.extend(sentences.iter().map(|sentence| tip(&sentence.to_string(), styles)));
    }
    tips
}

/// A tip that clap has as a sentence, with the names in it between quotes.
fn tip(sentence: &str, styles: &Styles) -> Message {
    let (valid, invalid) = (styles.get_valid(), styles.get_invalid());
    let name = |name: &str, style| quoted(&[name.to_owned()], style);
    match sentence.split('\'').collect::<Vec<_>>().as_slice() {
        ["to pass ", value, " as a value, use ", written, ""] => {
            message!("usage-as-value", value = name(value, invalid), written = name(written, valid))
        }
        ["", written, " exists"] => message!("usage-elsewhere", written = name(written, valid)),
        ["subcommand ", command, " exists; to use it, remove the ", dashes, " before it"] => {
            message!("usage-dashes", command = name(command, valid), dashes = name(dashes, invalid))
        }
        _ => Message::verbatim(sentence),
    }
}

/// The names that clap has of this kind.
fn context<F: ErrorFormatter>(error: &Error<F>, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(name)) => vec![name.clone()],
        Some(ContextValue::Strings(names)) => names.clone(),
        _ => Vec::new(),
    }
}

/// Names as they stand between words.
fn quoted(names: &[String], style: &Style) -> Message {
    let names = names.iter().map(|name| message!("usage-name", name = marked(name, style)));
    Message::joined(&names.collect::<Vec<_>>(), [", ", "、"])
}

/// Names in a list of what there is.
fn listed(names: &[String], style: &Style) -> Message {
    let names = names.iter().map(|name| Message::verbatim(marked(name, style)));
    Message::joined(&names.collect::<Vec<_>>(), [", ", "、"])
}

/// Names, each on a line of its own.
fn lines(names: &[String], style: &Style) -> String {
    names.iter().map(|name| format!("\n  {}", marked(name, style))).collect()
}

fn marked(name: &str, style: &Style) -> String {
    let (open, close) = marks(style);
    format!("{open}{name}{close}")
}

/// What a terminal reads as the beginning and the end of a style.
fn marks(style: &Style) -> (String, String) {
    (style.render().to_string(), style.render_reset().to_string())
}
