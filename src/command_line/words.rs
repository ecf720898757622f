//! The words of the catalogue for commands and arguments: `help-build` says what the command does, its attributes the rest.
//!
//! An attribute has the name of the argument, `.out`; one of its values follows that, `.format-json`; `.example` holds the examples,
//! a line each. What all commands have in common is said in `help-gazette`.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};

use crate::language::{Language, Message};

/// The command with all that it has, down to what every command gets by itself, in the words of one language.
pub(crate) fn in_language(mut command: Command, language: Language) -> Command {
    command.build();
    worded(command, &[], language)
}

/// One command and those below it; `path` is what is typed for it after `gazette`.
fn worded(command: Command, path: &[&str], language: Language) -> Command {
    let name = message_of(path);
    let said = |name: &str| Message::new(name, &[]).text(language).to_owned();
    let command = command.about(said(&name)).subcommand_value_name("COMMAND");
    let has_examples = !path.is_empty() && !path.contains(&"help");
    let command = match has_examples.then(|| said(&format!("{name}.example"))) {
        Some(lines) => command.after_help(examples(&lines, language)),
        None => command,
    };
    let command = command.mut_args(|arg| {
        let is_common = arg.is_global_set() || ["help", "version"].contains(&arg.get_id().as_str());
        let owner = if is_common { message_of(&[]) } else { name.clone() };
        let attribute = format!("{owner}.{}", arg.get_id().as_str().replace('_', "-"));
        let arg = with_values(arg, |value| said(&format!("{attribute}-{value}")));
        match arg.get_id().as_str() {
            "help" => arg.help(said(&attribute)).long_help(said(&format!("{attribute}-long"))),
            _ => arg.help(said(&attribute)),
        }
    });
    command.mut_subcommands(|below| {
        let typed = below.get_name().to_owned();
        worded(below, &[path, &[&typed]].concat(), language)
    })
}

/// The name of a command's message; below `help` stand the names of other commands, and what is said of those.
fn message_of(path: &[&str]) -> String {
    let typed = match path.last() {
        None => "gazette".to_owned(),
        Some(&"help") => "help".to_owned(),
        Some(_) => path.iter().copied().filter(|name| *name != "help").collect::<Vec<_>>().join("-"),
    };
    format!("help-{typed}")
}

/// The argument, with words for each of its values that explains itself. It still knows wrong values from right ones, and no longer
/// what they stand for: a run that goes on has read its arguments before.
fn with_values(arg: Arg, said: impl Fn(&str) -> String) -> Arg {
    let values = arg.get_possible_values();
    if values.iter().all(|value| value.get_help().is_none()) {
        return arg;
    }
    let worded = values.into_iter().map(|value| {
        let help = said(value.get_name());
        value.help(help)
    });
    arg.value_parser(PossibleValuesParser::new(worded.collect::<Vec<_>>()))
}

/// The examples under the heading that fits their number, those after the first below it.
fn examples(lines: &str, language: Language) -> String {
    let count = lines.lines().count();
    let heading = message!("usage-examples", count).text(language).to_owned();
    // A full-width character takes two columns.
    let width: usize = heading.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{heading}{}", lines.replace('\n', &format!("\n{:width$}", "")))
}
