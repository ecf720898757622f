//! How a page of help is laid out, with every heading from the catalogue; clap has its own in English only.

use clap::builder::StyledStr;
use clap::{Arg, Command};

use crate::language::{Language, Message};

/// The command and those below it, with their pages of help.
pub(super) fn laid_out(command: Command, language: Language) -> Command {
    let command = command.mut_args(|arg| with_values_told(arg, language));
    let mut command = command.mut_subcommands(|below| laid_out(below, language));
    let usage = command.render_usage();
    let header = *command.get_styles().get_header();
    let section = |heading: Message, tag: &str| format!("{header}{}{header:#}\n{{{tag}}}", heading.text(language));
    let mut sections = Vec::new();
    if command.has_subcommands() {
        sections.push(section(message!("usage-commands"), "subcommands"));
    }
    if command.get_positionals().next().is_some() {
        sections.push(section(message!("usage-arguments"), "positionals"));
    }
    if command.get_opts().next().is_some() {
        sections.push(section(message!("usage-options"), "options"));
    }
    let head = format!("{{about-with-newline}}\n{}", usage_told(&usage, language));
    sections.insert(0, head);
    command.help_template(sections.join("\n\n") + "{after-help}")
}

/// A line of usage as clap makes it, with its two English words in the language.
pub(super) fn usage_told(usage: &StyledStr, language: Language) -> String {
    let usage = usage.ansi().to_string();
    let usage = usage.replacen("[OPTIONS]", message!("usage-any-options").text(language), 1);
    let Some((open, rest)) = usage.split_once("Usage:") else { return usage };
    let at = rest.find(' ').unwrap_or_default();
    message!("usage-line", open, close = &rest[..at], usage = rest[at..].trim_start()).text(language).to_owned()
}

/// The argument, with what it takes and has by itself told in its help, short and long, and not by clap.
fn with_values_told(arg: Arg, language: Language) -> Arg {
    if !arg.get_action().takes_values() {
        return arg;
    }
    let told = |message: Message| message.text(language).to_owned();
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let (mut short, mut long) = (vec![help.clone()], vec![help]);
    let values = arg.get_possible_values();
    let names: Vec<Message> = values.iter().map(|value| Message::verbatim(value.get_name())).collect();
    let width = values.iter().map(|value| value.get_name().len()).max().unwrap_or_default();
    let explained = values.iter().filter_map(|value| {
        let (name, help) = (value.get_name(), value.get_help()?.to_string());
        Some(told(message!("usage-value", name, pad = " ".repeat(width - name.len()), help)))
    });
    let explained: Vec<String> = explained.collect();
    if !explained.is_empty() {
        long.push(format!("{}\n{}", told(message!("usage-values-explained")), explained.join("\n")));
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !defaults.is_empty() {
        let default = told(message!("usage-default", value = defaults.join(" ")));
        long.push(default.clone());
        short.push(default);
    }
    if !names.is_empty() {
        let all = told(message!("usage-values", values = Message::joined(&names, [", ", "、"])));
        if explained.is_empty() {
            long.push(all.clone());
        }
        short.push(all);
    }
    let arg = arg.help(short.join(" ")).long_help(long.join("\n\n"));
    arg.hide_possible_values(true).hide_default_value(true)
}
