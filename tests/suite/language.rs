//! The catalogue of messages: complete in both languages and used to the last entry, and the choice of the language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use snapbox::cmd::{Command, cargo_bin};

use crate::support::{Folder, root, sources, text, without_progress};

/// The texts of a language by their names, `name` or `name.attribute`, each with its variables.
pub(crate) type Catalogue = BTreeMap<String, BTreeSet<String>>;

/// The catalogue of a language; a mistake in its notation fails.
pub(crate) fn catalogue(language: &str) -> Catalogue {
    let mut found = Catalogue::new();
    let mut add = |name: String, pattern: &Pattern<&str>| {
        let mut variables = BTreeSet::new();
        variables_of(pattern, &mut variables);
        assert!(found.insert(name.clone(), variables).is_none(), "`{name}` stands twice in {language}");
    };
    for file in fs::read_dir(root().join("src/language").join(language)).unwrap() {
        let path = file.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        let resource = parser::parse(source.as_str()).unwrap_or_else(|(_, errors)| panic!("{path:?}: {errors:?}"));
        for entry in &resource.body {
            match entry {
                Entry::Message(message) => {
                    message.value.iter().for_each(|value| add(message.id.name.to_owned(), value));
                    for attribute in &message.attributes {
                        add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
                    }
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                other => panic!("{path:?}: neither a message nor a comment: {other:?}"),
            }
        }
    }
    found
}

fn variables_of(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                variants.iter().for_each(|variant| variables_of(&variant.value, found));
                selector
            }
        };
        match inline {
            InlineExpression::VariableReference { id } => drop(found.insert(id.name.to_owned())),
            InlineExpression::StringLiteral { .. } => {}
            other => panic!("messages are made of words, variables and choices: {other:?}"),
        }
    }
}

/// Every call of `message!` in a file: the name, and the names of the arguments.
fn calls(source: &str) -> Vec<(String, BTreeSet<String>)> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let calls = code.split("message!(").skip(1).filter_map(|rest| {
        let rest = rest.trim_start().strip_prefix('"')?;
        let (name, rest) = rest.split_once('"')?;
        let arguments = arguments(rest);
        let names = arguments.iter().map(|argument| argument.split('=').next().unwrap().trim().to_owned());
        Some((name.to_owned(), names.filter(|name| !name.is_empty()).collect()))
    });
    calls.collect()
}

/// The arguments up to the bracket that closes the call, parted at the commas between them.
fn arguments(rest: &str) -> Vec<String> {
    let (mut depth, mut is_quoted, mut is_escaped) = (0, false, false);
    let mut arguments = vec![String::new()];
    for c in rest.chars() {
        let last = arguments.last_mut().unwrap();
        if is_quoted {
            is_quoted = is_escaped || c != '"';
            is_escaped = !is_escaped && c == '\\';
            continue;
        }
        match c {
            '"' => is_quoted = true,
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(String::new());
                continue;
            }
            _ => {}
        }
        last.push(c);
    }
    arguments
}

#[test]
fn both_languages_say_the_same_messages_with_the_same_variables() {
    let (english, chinese) = (catalogue("en"), catalogue("zh"));
    for (name, variables) in &english {
        assert_eq!(chinese.get(name), Some(variables), "`{name}` in zh beside that in en");
    }
    let more: Vec<&String> = chinese.keys().filter(|name| !english.contains_key(*name)).collect();
    assert_eq!(more, Vec::<&String>::new(), "what zh has and en has not");
}

#[test]
fn every_call_has_its_message_and_every_message_its_call() {
    let catalogue = catalogue("en");
    let mut used = BTreeSet::new();
    let calls = sources()
        .into_iter()
        .flat_map(|(path, source)| calls(&source).into_iter().map(move |call| (path.clone(), call)));
    for (path, (name, arguments)) in calls {
        let Some(variables) = catalogue.get(&name) else { panic!("{path}: there is no message `{name}`") };
        assert_eq!(&arguments, variables, "{path}: the arguments of `{name}` beside its variables");
        used.insert(name);
    }
    // The words of the help are found by the names of commands and arguments, which `help.rs` holds them against, those of the
    // schemas by the names of keys, for which `schema.rs` does.
    let is_found_by_name = |name: &str| name.starts_with("help-") || name.starts_with("schema-");
    let unused: Vec<&String> =
        catalogue.keys().filter(|name| !used.contains(*name) && !is_found_by_name(name)).collect();
    assert_eq!(unused, Vec::<&String>::new(), "no call has these messages");
}

/// What `check` says on standard error of a folder whose document has no text.
fn told(locale: &str, options: &[&str]) -> String {
    let folder = Folder::with_body("");
    let output = Command::new(cargo_bin!("gazette"))
        .current_dir(folder.series())
        .env_remove("LC_ALL")
        .env_remove("LC_CTYPE")
        .env_remove("LC_MESSAGES")
        .env_remove("LANGUAGE")
        .env("LANG", locale)
        .args(options)
        .args(["check", "2024-01"])
        .assert()
        .code(1)
        .get_output()
        .clone();
    text(&output.stdout) + &without_progress(&output.stderr)
}

#[test]
fn findings_are_told_in_the_language_that_is_asked_for() {
    let (chinese, english) = ("公文没有正文", "the document has no text");
    for (locale, options, is_chinese) in [
        ("en_US.UTF-8", &["--lang", "zh"][..], true),
        ("zh_CN.UTF-8", &[], true),
        ("zh_CN.UTF-8", &["--lang", "en"], false),
        ("en_US.UTF-8", &[], false),
    ] {
        let told = told(locale, options);
        assert_eq!(told.contains(chinese), is_chinese, "{locale} {options:?}: {told}");
        assert_eq!(told.contains(english), !is_chinese, "{locale} {options:?}: {told}");
    }
}
