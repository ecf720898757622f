//! The catalogue of messages, read once, when the first message is made.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Argument, Language};

/// The files of one language.
type Files = &'static [&'static str];

const ENGLISH: Files = &[
    include_str!("en/command.ftl"),
    include_str!("en/input.ftl"),
    include_str!("en/help.ftl"),
    include_str!("en/output.ftl"),
    include_str!("en/proof.ftl"),
    include_str!("en/start.ftl"),
    include_str!("en/serve.ftl"),
    include_str!("en/fmt.ftl"),
    include_str!("en/progress.ftl"),
    include_str!("en/doctor.ftl"),
    include_str!("en/schema.ftl"),
];
const CHINESE: Files = &[
    include_str!("zh/command.ftl"),
    include_str!("zh/input.ftl"),
    include_str!("zh/help.ftl"),
    include_str!("zh/output.ftl"),
    include_str!("zh/proof.ftl"),
    include_str!("zh/start.ftl"),
    include_str!("zh/serve.ftl"),
    include_str!("zh/fmt.ftl"),
    include_str!("zh/progress.ftl"),
    include_str!("zh/doctor.ftl"),
    include_str!("zh/schema.ftl"),
];

/// What the message `name`, or `name.attribute`, says; the name itself where there is none, which the tests rule out.
pub(super) fn text(language: Language, name: &str, arguments: &[(&str, Argument)]) -> String {
    static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
        LazyLock::new(|| [bundle("en", ENGLISH), bundle("zh", CHINESE)]);
    let bundle = &BUNDLES[usize::from(language == Language::Zh)];
    let (id, attribute) = name.split_once('.').map_or((name, None), |(id, attribute)| (id, Some(attribute)));
    let pattern = bundle.get_message(id).and_then(|message| match attribute {
        Some(attribute) => Some(message.get_attribute(attribute)?.value()),
        None => message.value(),
    });
    let Some(pattern) = pattern else { return name.to_owned() };
    let mut values = FluentArgs::new();
    for (argument, value) in arguments {
        values.set(
            *argument,
            match value {
                Argument::Number(number) => FluentValue::from(*number),
                Argument::Text(text) => FluentValue::from(text.as_str()),
                Argument::Message(message) => FluentValue::from(message.text(language).to_owned()),
            },
        );
    }
    bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
}

fn bundle(language: &str, files: Files) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = language.parse().expect("the names of languages are written in this program");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks of direction around every name would stand in what is copied from a terminal.
    bundle.set_use_isolating(false);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}
