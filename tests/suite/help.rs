//! Help, and what is said of arguments that are wrong: complete in both languages, and in Chinese as whole texts.

use std::collections::BTreeSet;

use clap::{Command, CommandFactory, Parser};
use gazette::Args;
use snapbox::cmd::cargo_bin;

use crate::language::catalogue;
use crate::support::{gazette, root, text};

/// The program's arguments with all that belongs to them.
fn command() -> Command {
    let mut command = Args::command();
    command.build();
    command
}

/// What is typed for each command behind `gazette`, but for `help`, with the command.
fn commands(command: &Command) -> Vec<(Vec<String>, &Command)> {
    let below = command.get_subcommands().filter(|below| below.get_name() != "help");
    let below = below.flat_map(|below| {
        let own = below.get_name().to_owned();
        let paths = commands(below).into_iter();
        paths.map(move |(path, command)| ([vec![own.clone()], path].concat(), command))
    });
    [(Vec::new(), command)].into_iter().chain(below).collect()
}

/// What the program prints of its help.
fn page(path: &[String], options: &[&str]) -> String {
    let typed: Vec<&str> = path.iter().map(String::as_str).chain(options.iter().copied()).collect();
    text(&gazette(root(), &typed).success().get_output().stdout)
}

/// A text without the blanks at the ends of its lines, which nobody sees.
fn trimmed(text: &str) -> String {
    text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn the_catalogue_has_words_for_every_command_argument_value_and_example_and_no_others() {
    let mut expected: BTreeSet<String> =
        ["help-gazette.help", "help-gazette.help-long", "help-gazette.version", "help-help"].map(str::to_owned).into();
    for (path, command) in commands(&command()) {
        let name = format!("help-{}", if path.is_empty() { "gazette".to_owned() } else { path.join("-") });
        if !path.is_empty() {
            expected.insert(format!("{name}.example"));
        }
        let arguments = command.get_arguments().filter(|argument| path.is_empty() || !argument.is_global_set());
        for argument in arguments.filter(|argument| !["help", "version"].contains(&argument.get_id().as_str())) {
            let argument_name = format!("{name}.{}", argument.get_id().as_str().replace('_', "-"));
            let values = argument.get_possible_values();
            let explained = values.iter().filter(|value| value.get_help().is_some());
            expected.extend(explained.map(|value| format!("{argument_name}-{}", value.get_name())));
            expected.insert(argument_name);
        }
        expected.insert(name);
    }
    for language in ["en", "zh"] {
        let names: BTreeSet<String> =
            catalogue(language).into_keys().filter(|name| name.starts_with("help-")).collect();
        let missing: Vec<&String> = expected.difference(&names).collect();
        assert_eq!(missing, Vec::<&String>::new(), "what src/language/{language}/help.ftl lacks");
        let left_over: Vec<&String> = names.difference(&expected).collect();
        assert_eq!(left_over, Vec::<&String>::new(), "what src/language/{language}/help.ftl has for nothing");
    }
}

/// The words of a line for a shell, up to where its output goes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.into_iter().take_while(|word| word != ">").collect()
}

#[test]
fn every_command_has_examples_that_can_be_typed_the_same_in_both_languages() {
    for (path, _) in commands(&command()).into_iter().filter(|(path, _)| !path.is_empty()) {
        let examples = |language: &str, heading: &str| {
            let page = page(&path, &["--help", "--lang", language]);
            let (_, examples) = page.rsplit_once(heading).unwrap_or_else(|| panic!("{page}"));
            let examples = examples.split_once(if language == "en" { ": " } else { "：" }).unwrap().1;
            examples.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>()
        };
        let examples = [examples("en", "\nExample"), examples("zh", "\n示例")];
        assert_eq!(examples[0], examples[1], "{path:?}");
        for example in &examples[0] {
            let words = words(example);
            assert_eq!(words[1..=path.len()], path, "{example}");
            assert!(Args::try_parse_from(&words).is_ok(), "{example}");
        }
    }
}

#[test]
fn a_page_of_help_in_chinese() {
    let expected = "\
生成各期的 PDF 和网页，放在 `OUT/期名/` 里

用法：gazette build [选项] <ISSUE>...

参数：
  <ISSUE>...
          各期的文件夹

选项：
      --out <OUT>
          放成品的文件夹

          [默认值：dist]

      --edition <EDITION>
          除发布版外还生成什么

          可选值：
          - press：      付印版：带出血和标记，黑、红两色油墨，交印刷厂
          - proof：      校样：带行号和发现的问题，供校对用
          - offprints：  单行本：每份公文一个 PDF
          - large-print：大字版：大字重排
          - all：        以上全部

      --impose <SHEETS>
          付印版的各面再怎样拼成印张；同时生成付印版

          可选值：
          - booklet：   骑马订：每面两页，逐张套叠
          - signatures：胶订：每帖16页

      --timings <FILE>
          写入时间用在哪里的文件

      --format <FORMAT>
          发现的问题用什么格式输出

          可选值：
          - human： 附上有关的原文，供人阅读
          - short： 每个问题一行，供编辑器和日志使用
          - json：  每个问题一行 JSON，供程序读取
          - sarif： 整次运行输出一份 SARIF 2.1.0 文档
          - github：用 GitHub Actions 的工作流命令输出

          [默认值：human]

      --deny <KIND>
          把这类问题当作错误

          可选值：
          - warnings：有警告的一期也算不合格

      --lang <LANGUAGE>
          用哪种语言；不写时按系统的语言

          可选值：
          - zh：简体中文
          - en：英文

      --color <WHEN>
          什么时候用颜色；设置了环境变量 NO_COLOR 就相当于 never

          可选值：
          - auto：  输出到终端时使用
          - always：输出到文件或者其他程序时也使用
          - never： 输出到终端时也不使用

          [默认值：auto]

  -q, --quiet
          只输出发现的问题和失败的原因

  -v, --verbose
          说明每一步和所用的时间

  -h, --help
          显示帮助（用 `-h` 可看简要说明）

示例：gazette build issues/2024-02
";
    let build = ["build".to_owned()];
    assert_eq!(trimmed(&page(&build, &["--help", "--lang", "zh"])), expected);
    assert_eq!(trimmed(&page(&[], &["help", "build", "--lang", "zh"])), expected);
    assert_eq!(trimmed(&page(&[], &["--lang=zh", "help", "build"])), expected);
    let short = page(&build, &["-h", "--lang", "zh"]);
    let told = "发现的问题用什么格式输出 [默认值：human] [可选值：human、short、json、sarif、github]";
    assert!(short.contains(&format!("      --format <FORMAT>    {told}\n")), "{short}");
    assert!(short.contains("  -h, --help               显示帮助（用 `--help` 可看详细说明）\n"), "{short}");
}

#[test]
fn examples_stand_below_each_other() {
    let new = ["new".to_owned()];
    let lines = ["gazette new issues/2024-03 --date 2024-09-30", "gazette new --series issues"];
    let (english, chinese) = (page(&new, &["-h", "--lang", "en"]), page(&new, &["-h", "--lang", "zh"]));
    assert!(english.ends_with(&format!("\nExamples: {}\n          {}\n", lines[0], lines[1])), "{english}");
    assert!(chinese.ends_with(&format!("\n示例：{}\n      {}\n", lines[0], lines[1])), "{chinese}");
}

#[test]
fn help_is_in_the_language_of_the_locale_unless_another_is_asked_for() {
    let told = |locale: &str, typed: &[&str]| {
        let command = snapbox::cmd::Command::new(cargo_bin!("gazette")).current_dir(root()).args(typed);
        let command = command.env_remove("LC_MESSAGES").env_remove("LANGUAGE").env("LC_ALL", locale);
        let output = command.assert().get_output().clone();
        (text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
    };
    let usage = |text: &str| text.lines().find(|line| line.contains("gazette [")).unwrap().to_owned();
    let (chinese, english) = ("用法：gazette [选项] <COMMAND>", "Usage: gazette [OPTIONS] <COMMAND>");
    for (locale, typed, expected) in [
        ("zh_CN.UTF-8", &["--help"][..], chinese),
        ("zh_CN.UTF-8", &["--help", "--lang", "en"], english),
        ("en_US.UTF-8", &["--lang", "zh", "-h"], chinese),
        ("en_US.UTF-8", &["help"], english),
    ] {
        let (stdout, stderr, code) = told(locale, typed);
        assert_eq!((usage(&stdout).as_str(), stderr.as_str(), code), (expected, "", 0), "{locale} {typed:?}");
    }
    for (locale, typed, expected) in [
        ("zh_CN.UTF-8", &[][..], chinese),
        ("en_US.UTF-8", &[], english),
        ("en_US.UTF-8", &["buidl", "--lang=zh"], chinese),
        ("zh_CN.UTF-8", &["buidl"], chinese),
        ("zh_CN.UTF-8", &["buidl", "--", "--lang", "en"], chinese),
    ] {
        let (stdout, stderr, code) = told(locale, typed);
        assert_eq!((stdout.as_str(), usage(&stderr).as_str(), code), ("", expected, 2), "{locale} {typed:?}");
    }
}

/// What is said in Chinese of these arguments, which are wrong.
fn refused(typed: &str) -> String {
    let typed: Vec<&str> = ["--lang=zh"].into_iter().chain(typed.split_whitespace()).collect();
    let output = gazette(root(), &typed).code(2).get_output().clone();
    assert_eq!(text(&output.stdout), "", "{typed:?}");
    text(&output.stderr)
}

#[test]
fn wrong_arguments_are_refused_in_chinese() {
    let root = "gazette [选项] <COMMAND>";
    for (typed, wrong, usage) in [
        ("buidl x", "没有命令 `buidl`\n\n  提示：是不是 `build`？", root),
        ("wxyz", "没有命令 `wxyz`", root),
        ("help buidl", "没有命令 `buidl`", root),
        ("template -q", "`gazette template` 后面缺少命令\n  [命令：export、help]", "gazette template [选项] <COMMAND>"),
        ("-- build", "多出了 `build`\n\n  提示：有命令 `build`；请去掉它前面的 `--`", root),
        (
            "--out x build",
            "这里没有 `--out` 这个选项\n\n  提示：它要写在命令后面：`build --out`",
            "gazette --lang <LANGUAGE> <COMMAND>",
        ),
        (
            "build x --fromat json",
            "这里没有 `--fromat` 这个选项\n\n  提示：是不是 `--format`？",
            "gazette build --format <FORMAT> <ISSUE>...",
        ),
        (
            "toc x --wxyz",
            "这里没有 `--wxyz` 这个选项\n\n  提示：如果 `--wxyz` 是一个值，请写成 `-- --wxyz`",
            "gazette toc <ISSUE>",
        ),
        ("toc x y", "多出了 `y`", "gazette toc [选项] <ISSUE>"),
        (
            "new --name 甲",
            "缺少以下必需的内容：\n  --series <DIR>\n  <ISSUE>",
            "gazette new --series <DIR> --name <NAME> <ISSUE>",
        ),
        ("build x --out", "`--out <OUT>` 后面缺少值", ""),
        ("check x --deny", "`--deny <KIND>` 后面缺少值\n  [可选值：warnings]", ""),
        (
            "check x --format jsom",
            "`jsom` 不能作为 `--format <FORMAT>` 的值\n  [可选值：human、short、json、sarif、github]\n\n  提示：是不是 `json`？",
            "",
        ),
        (
            "serve x --listen abc",
            "`abc` 不能作为 `--listen <ADDRESS>` 的值：写成“IP 地址:端口”，例如 `127.0.0.1:4150`；端口写 0 则自动选用空闲端口",
            "",
        ),
        ("check x -q -v", "`--quiet` 不能与 `--verbose` 同时使用", "gazette check --quiet <ISSUE>..."),
        ("build x --out a --out b", "`--out <OUT>` 只能写一次", "gazette build [选项] <ISSUE>..."),
        ("toc x --json=1", "`--json` 后面多出了值 `1`", "gazette toc --json <ISSUE>"),
    ] {
        let usage = if usage.is_empty() { String::new() } else { format!("用法：{usage}\n\n") };
        assert_eq!(refused(typed), format!("错误：{wrong}\n\n{usage}详细说明见 `--help`\n"), "{typed}");
    }
}

#[test]
fn wrong_arguments_are_told_to_people_in_every_format() {
    assert_eq!(refused("build --format json"), refused("build --format=json"));
    assert!(refused("build --format json").starts_with("错误：缺少以下必需的内容：\n"));
}

#[test]
fn color_rules_help_and_refusals() {
    for (typed, is_coloured) in [
        (["build", "--help", "--lang", "zh", "--color", "always"], true),
        (["build", "--help", "--lang", "en", "--color=always", "-q"], true),
        (["build", "--help", "--lang", "zh", "--color", "never"], false),
        (["build", "--zzz", "--lang", "zh", "--color", "always"], true),
        (["build", "--zzz", "--lang", "en", "--color=always", "-q"], true),
        (["build", "--zzz", "--lang", "zh", "--color", "auto"], false),
    ] {
        let output = gazette(root(), &typed).get_output().clone();
        let printed = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(printed.contains('\u{1b}'), is_coloured, "{typed:?}: {printed}");
    }
    let coloured = page(&[], &["--help", "--lang", "zh", "--color", "always"]);
    let plain: String = coloured.split('\u{1b}').enumerate().fold(String::new(), |plain, (at, piece)| {
        plain + if at == 0 { piece } else { piece.split_once('m').unwrap().1 }
    });
    assert_eq!(plain, page(&[], &["--help", "--lang", "zh"]));
}

#[test]
fn the_manual_is_in_the_language_of_the_run() {
    let page = page(&[], &["man", "build", "--lang", "zh"]);
    let page = &page[page.find(".TH").unwrap()..];
    let begins = ".TH gazette-build 1  \"build \" \n\
                  .SH 名称\ngazette\\-build \\- 生成各期的 PDF 和网页，放在 `OUT/期名/` 里\n\
                  .SH 用法\n\\fBgazette build\\fR ";
    assert!(page.starts_with(begins), "{page}");
    assert!(page.contains("\n.TP\n\\fB\\-\\-out\\fR \\fI<OUT>\\fR [默认值：dist]\n放成品的文件夹\n"), "{page}");
    assert!(page.contains("\n\\fI可选值：\\fR\n"), "{page}");
    assert!(page.contains("\n.SH 其他\n示例：gazette build issues/2024\\-02\n"), "{page}");
    let headings = |language: &str| -> Vec<String> {
        let page = self::page(&[], &["man", "--lang", language]);
        page.lines().filter_map(|line| line.strip_prefix(".SH ")).map(str::to_owned).collect()
    };
    assert_eq!(headings("en"), ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "SUBCOMMANDS", "VERSION"]);
    assert_eq!(headings("zh"), ["名称", "用法", "说明", "选项", "命令", "版本"]);
}

#[test]
fn shells_explain_in_the_language_of_the_run() {
    for shell in ["fish", "zsh", "powershell"] {
        let script = page(&[], &["completions", shell, "--lang", "zh"]);
        for words in ["输出一期的目录和页码", "放成品的文件夹"] {
            assert!(script.contains(words), "{shell}: {words}");
        }
        assert!(!script.contains("Print help"), "{shell}");
    }
}

/// Names that Chinese writes in letters.
const NAMES: [&str; 9] = ["PDF", "Markdown", "TOML", "JSON", "SARIF", "GitHub", "Actions", "NO_COLOR", "never"];

/// The words in letters that a line of Chinese help says, without names of files and options in backticks.
fn letters(said: &str) -> Vec<String> {
    let said: String = said.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let words = said.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let words = words.filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()));
    words.map(str::to_owned).collect()
}

/// What a line of Chinese help says, without the option, argument, value or command that it says it of.
fn said<'l>(line: &'l str, command: &Command) -> &'l str {
    if let Some(value) = line.strip_prefix("- ") {
        return value.split_once('：').unwrap().1;
    }
    if ["-", "<", "[", "用法："].iter().any(|start| line.starts_with(start)) {
        return "";
    }
    let mut below = command.get_subcommands().map(Command::get_name);
    below.find_map(|name| line.strip_prefix(name)?.strip_prefix("  ")).unwrap_or(line)
}

#[test]
fn chinese_help_says_nothing_in_english() {
    for (path, command) in commands(&command()) {
        let page = page(&path, &["--help", "--lang", "zh"]);
        let (page, _) = page.split_once("\n示例：").unwrap_or((&page, ""));
        for line in page.lines().map(str::trim) {
            let mut english = letters(said(line, command));
            english.retain(|word| !NAMES.contains(&word.as_str()));
            assert_eq!(english, Vec::<String>::new(), "{path:?}: {line}");
        }
        assert!(page.contains("\n选项：\n"), "{page}");
    }
}
