//! The Chinese README is that of the English one, part by part.

use std::fs;

use crate::support::root;

/// The English README and the Chinese one.
fn readmes() -> [String; 2] {
    ["README.md", "README.zh-CN.md"].map(|name| fs::read_to_string(root().join(name)).unwrap())
}

/// Each line with its number from 1, and whether it is of a fenced block.
fn lines(readme: &str) -> Vec<(usize, &str, bool)> {
    let mut open = false;
    let mut lines = Vec::new();
    for (at, line) in readme.lines().enumerate() {
        let is_fence = line.starts_with("```");
        lines.push((at + 1, line, open || is_fence));
        open ^= is_fence;
    }
    lines
}

/// What does not depend on the language, with the numbers of its lines: blocks with the file that they stand for, the levels of
/// headings, and of each row of a table how many cells it has and what is code in the first one.
fn frame(readme: &str) -> Vec<(usize, String)> {
    let mut frame = Vec::new();
    for (at, line, is_block) in lines(readme) {
        let part = if is_block || line.starts_with("<!-- ") {
            line.to_owned()
        } else if line.starts_with('#') {
            line.chars().take_while(|c| *c == '#').collect()
        } else if let Some(row) = line.strip_prefix("| ") {
            let code: Vec<&str> = row.split(" | ").next().unwrap().split('`').skip(1).step_by(2).collect();
            format!("{} cells, {code:?}", row.matches(" |").count())
        } else {
            continue;
        };
        frame.push((at, part));
    }
    frame
}

/// The text outside of blocks, cut at each sign of code: words and code in turn.
fn cut(readme: &str) -> Vec<String> {
    let prose: Vec<&str> =
        lines(readme).into_iter().filter(|(_, _, is_block)| !is_block).map(|(_, line, _)| line).collect();
    prose.join(" ").split('`').map(str::to_owned).collect()
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim_start().to_lowercase();
    let kept = words.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Which heading, from 0, each link within a README leads to, and where its other links and pictures lead to; both sorted.
fn links(readme: &str) -> (Vec<usize>, Vec<String>) {
    let headings: Vec<String> = lines(readme)
        .into_iter()
        .filter(|(_, line, is_block)| !is_block && line.starts_with('#'))
        .map(|(_, line, _)| anchor(line))
        .collect();
    let words = cut(readme).into_iter().step_by(2).collect::<Vec<_>>().join("`");
    let (mut within, mut elsewhere) = (Vec::new(), Vec::new());
    for rest in words.split("](").skip(1) {
        let target = rest.split(')').next().unwrap();
        match target.strip_prefix('#') {
            Some(name) => {
                let heading = headings.iter().position(|heading| heading == name);
                within.push(heading.unwrap_or_else(|| panic!("no heading has the anchor #{name}")));
            }
            None => elsewhere.push(target.to_owned()),
        }
    }
    within.sort_unstable();
    elsewhere.sort_unstable();
    (within, elsewhere)
}

#[test]
fn headings_blocks_and_tables_are_the_same_in_the_same_order() {
    let [english, chinese] = readmes();
    let [english, chinese] = [frame(&english), frame(&chinese)];
    for ((at, part), (at_chinese, part_chinese)) in english.iter().zip(&chinese) {
        assert_eq!(part, part_chinese, "README.md:{at}, README.zh-CN.md:{at_chinese}");
    }
    assert_eq!(english.len(), chinese.len());
}

#[test]
fn each_leads_to_the_other_and_both_to_the_same_places() {
    let [english, chinese] = readmes();
    assert_eq!(english.lines().nth(2), Some("[中文说明](README.zh-CN.md)"));
    assert_eq!(chinese.lines().nth(2), Some("[English](README.md)"));
    let [(within, mut elsewhere), (within_chinese, mut elsewhere_chinese)] = [links(&english), links(&chinese)];
    assert_eq!(within, within_chinese);
    elsewhere.retain(|target| target != "README.zh-CN.md");
    elsewhere_chinese.retain(|target| target != "README.md");
    assert_eq!(elsewhere, elsewhere_chinese);
    for target in elsewhere.iter().filter(|target| !target.starts_with("https://")) {
        let file = target.split('#').next().unwrap();
        assert!(root().join(file).is_file(), "{target}");
    }
}

#[test]
fn the_chinese_one_names_every_command_and_option() {
    let [english, chinese] = readmes().map(|readme| cut(&readme));
    let mut commands = 0;
    for code in english.iter().skip(1).step_by(2) {
        if code.starts_with("gazette ") || code.starts_with("--") {
            assert!(chinese.iter().skip(1).step_by(2).any(|other| other == code), "`{code}`");
            commands += 1;
        }
    }
    assert!(commands > 30, "{commands}");
}
