//! What those who write Chinese mistype in TOML: each is one finding, whose help shows the line as it should be.

use crate::support::{Folder, HEAD, gazette, text};

/// What `check` says, a line each, in both languages.
fn told(folder: &Folder) -> [String; 2] {
    ["en", "zh"].map(|language| {
        let run = gazette(folder.series(), &["--lang", language, "--format", "short", "check", "2024-01"]).code(1);
        text(&run.get_output().stderr)
    })
}

/// The one finding about a line of the front matter; both languages name its place and show the line as it was meant.
#[track_caller]
fn meant(typed: &str, column: usize, code: &str, meant: &str) {
    for told in told(&Folder::with_front_matter(typed)) {
        let place = |severity: &str| format!("2024-01/a.md:4:{column}: {severity}[{code}]: ");
        let is_there = ["error", "错误"].iter().any(|severity| told.starts_with(&place(severity)));
        assert!(is_there && told.lines().count() == 1, "{typed}: {told}");
        assert!(told.contains(&format!("`{meant}`")), "{typed}: {told}");
    }
}

/// The findings in `issue.toml` with these lines in place of those from the second on.
#[track_caller]
fn in_issue(lines: &str, expected: &[(usize, usize, &str)]) {
    let folder = Folder::new().put("2024-01/issue.toml", format!("year = 2024\n{lines}"));
    for told in told(&folder) {
        assert_eq!(told.lines().count(), expected.len(), "{lines}: {told}");
        for (found, (line, column, meant)) in told.lines().zip(expected) {
            assert!(found.starts_with(&format!("2024-01/issue.toml:{line}:{column}: ")), "{lines}: {found}");
            assert!(found.contains(&format!("`{meant}`")), "{lines}: {found}");
        }
    }
}

#[test]
fn a_date_in_other_words_is_shown_as_it_is_typed() {
    for typed in [
        "2024年3月11日",
        "２０２４-03-11",
        "2024.03.11",
        "2024-3-11",
        "2024/3/11",
        "2024-03-11日",
        "２０２４年３月１１日",
        "二〇二四年三月十一日",
        "“2024-03-11”",
    ] {
        meant(&format!("date = {typed}"), 8, "toml-syntax", "date = 2024-03-11");
    }
    for typed in ["\"2024年3月11日\"", "20240311", "\"2024-03-11\""] {
        meant(&format!("date = {typed}"), 8, "bad-value", "2024-03-11");
    }
    for typed in ["2024-02-30", "2024年2月30日", "2024-13-01"] {
        let [english, chinese] = told(&Folder::with_front_matter(&format!("date = {typed}")));
        assert!(english.contains(&format!("toml-syntax]: there is no day `{typed}` — give a day")), "{english}");
        assert!(chinese.contains(&format!("日历上没有 `{typed}` 这一天")), "{chinese}");
    }
}

#[test]
fn a_number_with_its_words_is_shown_without_them() {
    let rest = "date = 2024-03-31\n[[sections]]\ntitle = \"甲\"\ndocuments = [\"a.md\"]\n";
    for typed in ["第1期", "第１期", "１", "1期", "第一期"] {
        in_issue(&format!("number = {typed}\n{rest}"), &[(2, 10, "number = 1")]);
    }
    in_issue(&format!("number = 第２期\n{rest}"), &[(2, 10, "number = 2")]);
    meant("page = 第3页", 8, "toml-syntax", "page = 3");
    meant("number = 某政发〔2024〕1号", 10, "toml-syntax", "number = \"某政发〔2024〕1号\"");
}

#[test]
fn full_width_signs_are_shown_as_those_of_toml() {
    meant("note＝\"（甲）\"", 5, "toml-syntax", "note = \"（甲）\"");
    meant("note：\"（甲）\"", 5, "toml-syntax", "note = \"（甲）\"");
    meant("note: \"（甲）\"", 5, "toml-syntax", "note = \"（甲）\"");
    meant("note ＝ “（甲）”", 6, "toml-syntax", "note = \"（甲）\"");
    meant("note = “（甲）”", 8, "toml-syntax", "note = \"（甲）\"");
    meant("note = \"（甲）”", 8, "toml-syntax", "note = \"（甲）\"");
    meant("note = （甲）", 8, "toml-syntax", "note = \"（甲）\"");
    meant("note = \"（甲）\"；", 13, "toml-syntax", "note = \"（甲）\"");
    meant("　note = \"（甲）\"", 1, "toml-syntax", "note = \"（甲）\"");
    meant("note：“甲＝乙，丙” # 附注：“丁”", 5, "toml-syntax", "note = \"甲＝乙，丙\"");
    let stamp = "signatories = [{ title：\"区长\", name = \"张\" }]";
    meant(stamp, 23, "toml-syntax", "signatories = [{ title=\"区长\", name = \"张\" }]");
    let head = "number = 1\ndate = 2024-03-31\n[[sections]]\ntitle = \"甲\"\n";
    for typed in ["[\"a.md\"，\"b.md\"]", "[\"a.md\"、\"b.md\"]"] {
        in_issue(&format!("{head}documents = {typed}\n"), &[(6, 20, "documents = [\"a.md\",\"b.md\"]")]);
    }
    in_issue(&format!("{head}documents = [“a.md”，“b.md”]\n"), &[(6, 13, "documents = [\"a.md\",\"b.md\"]")]);
    in_issue(&format!("{head}documents = [\n  \"a.md\"，\n  \"b.md\"\n]\n"), &[(7, 9, "\"a.md\",")]);
}

#[test]
fn a_key_in_chinese_is_named_in_english() {
    for (term, key) in [("标题", "title"), ("主送机关", "addressee"), ("发文机关", "issuer"), ("发文字号", "number")]
    {
        meant(&format!("{term} = \"甲\""), 1, "unknown-key", &format!("{key} = \"甲\""));
        meant(&format!("{term}：“甲”"), 1, "unknown-key", &format!("{key} = \"甲\""));
    }
    meant("成文日期 = 2024-03-11", 1, "unknown-key", "date = 2024-03-11");
    meant("署名 = \"甲\"", 1, "unknown-key", "signature = \"甲\"");
    meant("\"主送机关\" = \"甲\"", 1, "unknown-key", "addressee");
    meant("天气 = \"晴\"", 1, "unknown-key", "天气");
    let lines = "number = 1\n出版日期 = 2024-03-31\n[[栏目]]\n标题 = \"甲\"\n文件 = [\"a.md\"]\n";
    let expected = [
        (3, 1, "date = 2024-03-31"),
        (4, 1, "[[sections]]"),
        (5, 1, "title = \"甲\""),
        (6, 1, "documents = [\"a.md\"]"),
    ];
    in_issue(lines, &expected);
}

#[test]
fn a_section_with_one_bracket_is_not_to_be_deleted() {
    let head = "number = 1\ndate = 2024-03-31\n";
    let section = |header: &str| format!("{header}\ntitle = \"甲\"\ndocuments = [\"a.md\"]\n");
    let once = section("[sections]");
    in_issue(&format!("{head}{once}"), &[(4, 1, "[[sections]]")]);
    in_issue(&format!("{head}{once}{once}"), &[(4, 1, "[[sections]]"), (7, 1, "[[sections]]")]);
    let right = section("[[sections]]");
    in_issue(&format!("{head}{right}{once}"), &[(7, 1, "[[sections]]")]);
    in_issue(&format!("{head}{once}{right}"), &[(4, 1, "[[sections]]")]);
    for header in ["[[sections]", "【sections】", "［［sections］］", "【栏目】"] {
        in_issue(&format!("{head}{}", section(header)), &[(4, 1, "[[sections]]")]);
        let two = [(4, 1, "[[sections]]"), (7, 1, "[[sections]]")];
        in_issue(&format!("{head}{}{}", section(header), section(header)), &two);
    }
    let signatory = "title = \"区长\"\nname = \"张\"";
    meant(&format!("[signatories]\n{signatory}"), 1, "toml-syntax", "[[signatories]]");
}

#[test]
fn no_english_of_the_reader_stands_in_chinese_findings_that_say_enough() {
    for line in [
        "note",
        "note =",
        "note = \"甲",
        "note = \"甲\\乙\"",
        "note = \"甲\" \"乙\"",
        "note = \"甲\"\nnote = \"乙\"",
        "note = “甲\n乙”",
        "colophon = [\"甲\"",
        "a b = 1",
    ] {
        let [_, chinese] = told(&Folder::with_front_matter(line));
        assert!(!chinese.contains("expected") && !chinese.contains("原文"), "{line}: {chinese}");
    }
    let [_, chinese] = told(&Folder::with_front_matter("web = { subject = \"甲\""));
    assert!(chinese.contains("TOML 的写法不对（原文：unclosed inline table"), "{chinese}");
}

#[test]
fn a_form_is_named_with_its_name_in_the_standard() {
    let [english, chinese] = told(&Folder::with_front_matter(&format!("{HEAD}\nform = \"xyz\"")));
    assert!(chinese.contains("应为以下之一：`\"document\"`（文件）、`\"letter\"`（信函）、"), "{chinese}");
    assert!(english.contains("choose one of `\"document\"` (文件), `\"letter\"` (信函), "), "{english}");
    meant("form = \"信函\"", 8, "bad-value", "letter");
}
