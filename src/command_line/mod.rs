//! What was typed, read: as arguments, or as what is said in their place, which is help or what is wrong with them.

mod page;
mod refusal;
mod words;

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::ops::Range;

use clap::{ColorChoice, CommandFactory, Parser, ValueEnum};

pub(crate) use self::words::in_language;
use crate::args::{Args, Color};
use crate::language::Language;

/// The arguments; or, where help was asked for or they are wrong, the exit code of a run that has printed what there is to say.
pub(crate) fn read(typed: impl IntoIterator<Item = OsString>) -> Result<Args, u8> {
    let typed: Vec<OsString> = typed.into_iter().collect();
    // A run that needs no help looks no words up.
    let error = match Args::try_parse_from(&typed) {
        Ok(args) => return Ok(args),
        Err(error) => error,
    };
    let language = wishes(&typed, "--lang").next().map_or_else(Language::of_locale, |wish| wish.value);
    let color = wishes(&typed, "--color").next().map_or(Color::Auto, |wish| wish.value);
    let command = Args::command().color(match color {
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
        Color::Auto => ColorChoice::Auto,
    });
    let command = page::laid_out(in_language(command, language), language);
    let error = command.try_get_matches_from(for_help(&typed)).err().unwrap_or(error);
    let is_wrong = error.use_stderr();
    let printed = match language {
        Language::Zh => error.apply::<refusal::Chinese>().print(),
        Language::En => error.apply::<refusal::English>().print(),
    };
    // What cannot be printed leaves the exit code to say it; a reader that has seen enough is no failure.
    let is_lost = printed.and_then(|()| std::io::stdout().flush()).is_err_and(|it| it.kind() != ErrorKind::BrokenPipe);
    Err(if is_wrong || is_lost { 2 } else { 0 })
}

/// A value of an option in arguments that could not be read as a whole.
struct Wish<T> {
    value: T,
    /// Where it stands among the arguments, with its option.
    at: Range<usize>,
}

/// The values of an option, as far as they are any; behind `--` there are no options.
fn wishes<T: ValueEnum>(typed: &[OsString], option: &str) -> impl Iterator<Item = Wish<T>> {
    let words = typed.iter().map(|word| word.to_str().unwrap_or_default()).enumerate().skip(1);
    let words = words.take_while(|(_, word)| *word != "--");
    words.filter_map(move |(start, word)| {
        let (value, at) = match word.strip_prefix(option)? {
            "" => (typed.get(start + 1)?.to_str()?, start..start + 2),
            rest => (rest.strip_prefix('=')?, start..start + 1),
        };
        Some(Wish { value: T::from_str(value, false).ok()?, at })
    })
}

/// The arguments without wishes behind `help`, which takes every word for that of a command.
fn for_help(typed: &[OsString]) -> Vec<OsString> {
    let help = typed.iter().position(|word| word == "help").unwrap_or(typed.len());
    let mut taken: Vec<Range<usize>> = wishes::<Language>(typed, "--lang").map(|wish| wish.at).collect();
    taken.extend(wishes::<Color>(typed, "--color").map(|wish| wish.at));
    let is_kept = |at: &usize| *at < help || !taken.iter().any(|range| range.contains(at));
    (0..typed.len()).filter(is_kept).map(|at| typed[at].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pages of a command and of those below it, without blanks at the ends of lines.
    fn pages(command: &mut clap::Command) -> String {
        let both = format!("{}\n{}\n", command.render_help(), command.render_long_help());
        let own: String = both.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
        own + &command.get_subcommands_mut().map(pages).collect::<String>()
    }

    #[test]
    fn english_pages_are_laid_out_as_clap_does_it() {
        let mut by_clap = in_language(Args::command(), Language::En);
        let mut laid_out = page::laid_out(by_clap.clone(), Language::En);
        assert_eq!(pages(&mut laid_out), pages(&mut by_clap));
    }

    #[test]
    fn english_refusals_are_those_of_clap() {
        for typed in [
            "buidl x",
            "--lang en",
            "-- build",
            "--out x build",
            "build",
            "build x --fromat json",
            "build x --zzz",
            "build x --out",
            "build x --format",
            "build x --format jsom",
            "build x --quiet -v",
            "build x -q -q",
            "serve x --listen abc",
            "toc x --json=1",
            "toc x y",
            "template -q",
            "template exprt",
            "new --series a b",
            "new --name x",
            "help buidl",
        ] {
            let typed: Vec<OsString> = ["gazette"].into_iter().chain(typed.split(' ')).map(OsString::from).collect();
            let by_clap = Args::try_parse_from(&typed).expect_err("wrong");
            let command = page::laid_out(in_language(Args::command(), Language::En), Language::En);
            let error = command.try_get_matches_from(&typed).expect_err("wrong").apply::<refusal::English>();
            assert_eq!(error.to_string(), by_clap.to_string());
            assert_eq!(error.render().ansi().to_string(), by_clap.render().ansi().to_string());
        }
    }

    #[test]
    fn wishes_are_read_wherever_they_stand() {
        let language = |typed: &str| {
            let typed: Vec<OsString> = typed.split(' ').map(OsString::from).collect();
            wishes::<Language>(&typed, "--lang").next().map(|wish| wish.value)
        };
        assert_eq!(language("gazette --lang zh buidl"), Some(Language::Zh));
        assert_eq!(language("gazette buidl --lang=en --lang zh"), Some(Language::En));
        assert_eq!(language("gazette buidl --lang fr --language zh --lang"), None);
        assert_eq!(language("gazette buidl -- --lang zh"), None);
        assert_eq!(language("--lang zh"), None, "the name of the program");
    }
}
