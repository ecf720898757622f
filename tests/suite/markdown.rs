//! Markdown: the place of every kind of node, what becomes of it, and what is refused.

use std::fmt::Write;

use gazette::diag::Diagnostics;
use gazette::markdown::{Address, Block, BlockKind, Document, Inline, InlineKind, parse, plain};
use gazette::place::SourceFile;

use crate::support::Folder;

/// One line a node: its kind, and between ⟦ and ⟧ what the file has at its place.
struct Outline<'a> {
    file: &'a SourceFile,
    lines: String,
}

impl Outline<'_> {
    fn of(text: &str) -> String {
        let file = SourceFile::new("a.md", text);
        let mut diagnostics = Diagnostics::default();
        let document = parse(&file, 0..text.len(), &mut diagnostics);
        assert_eq!(diagnostics.counts(), (0, 0), "{:?}", diagnostics.sorted());
        let mut outline = Outline { file: &file, lines: String::new() };
        outline.document(&document);
        outline.lines
    }

    fn line(&mut self, depth: usize, what: &str, range: &std::ops::Range<usize>) {
        let source = self.file.text()[range.clone()].replace('\n', "⏎");
        writeln!(self.lines, "{}{what} ⟦{source}⟧", "  ".repeat(depth)).unwrap();
    }

    fn document(&mut self, document: &Document) {
        self.blocks(0, &document.text);
        for part in &document.parts {
            let kind = if part.label.is_some() { "attachment" } else { "issued text" };
            self.line(0, &format!("{kind} of {} lines", part.title.len()), &part.range);
            self.blocks(1, &part.blocks);
        }
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        for block in blocks {
            self.block(depth, block);
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        let what = match &block.kind {
            BlockKind::Heading { level, ordinal, .. } => format!("heading {level} {}", ordinal.name()),
            BlockKind::Paragraph { .. } => "paragraph".to_owned(),
            BlockKind::Remark(_) => "remark".to_owned(),
            BlockKind::Contents { lines, .. } => format!("contents of {}", lines.len()),
            BlockKind::AttachmentNote(note) => format!("attachment note of {}", note.items.len()),
            BlockKind::Definitions(_) => "definitions".to_owned(),
            BlockKind::PageBreak => "page break".to_owned(),
            BlockKind::List { start: Some(start), .. } => format!("list from {start}"),
            BlockKind::List { start: None, .. } => "list".to_owned(),
            BlockKind::Quote(_) => "quote".to_owned(),
            BlockKind::Table(table) => format!("table of {} columns, {} head rows", table.columns, table.head_rows),
            BlockKind::Figure { path, alt, caption } => format!("figure {path} {alt} {caption:?}"),
        };
        self.line(depth, &what, &block.range);
        match &block.kind {
            BlockKind::Heading { body, .. } => self.inlines(depth + 1, body),
            BlockKind::Paragraph { lead, body } => {
                if let Some(lead) = lead {
                    self.line(depth + 1, &format!("lead {}", lead.ordinal.name()), &lead.range);
                }
                self.inlines(depth + 1, body);
            }
            BlockKind::Remark(body) => self.inlines(depth + 1, body),
            BlockKind::Contents { title, lines } => {
                self.inlines(depth + 1, title);
                for line in lines {
                    self.line(depth + 1, &format!("line at depth {}", line.depth), &line.range);
                    self.inlines(depth + 2, &line.body);
                }
            }
            BlockKind::AttachmentNote(note) => {
                self.inlines(depth + 1, std::slice::from_ref(&note.label));
                for item in &note.items {
                    self.line(depth + 1, "item", &item.range);
                    self.inlines(depth + 2, item.number.as_slice());
                    self.inlines(depth + 2, &item.name);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.line(depth + 1, "term", &definition.range);
                    self.inlines(depth + 2, &definition.term);
                    self.blocks(depth + 2, &definition.body);
                }
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(depth + 1, item)),
            BlockKind::Quote(blocks) => self.blocks(depth + 1, blocks),
            BlockKind::Table(table) => {
                for cell in &table.cells {
                    let what =
                        format!("cell {},{} {}×{} {}", cell.x, cell.y, cell.colspan, cell.rowspan, plain(&cell.body));
                    self.line(depth + 1, what.trim_end(), &cell.range);
                }
            }
            BlockKind::Figure { .. } | BlockKind::PageBreak => {}
        }
    }

    fn inlines(&mut self, depth: usize, inlines: &[Inline]) {
        for inline in inlines {
            let what = match &inline.kind {
                InlineKind::Text(text) => format!("text {text}"),
                InlineKind::Break => "break".to_owned(),
                InlineKind::Strong(_) => "strong".to_owned(),
                InlineKind::Emph(_) => "emph".to_owned(),
                InlineKind::Link { url, address, .. } => match address {
                    Some(Address::Footnote(_)) => format!("link {url} with a footnote"),
                    Some(Address::Brackets(_)) => format!("link {url} with brackets"),
                    None => format!("link {url}"),
                },
                InlineKind::Footnote(_) => "footnote".to_owned(),
            };
            self.line(depth, &what, &inline.range);
            match &inline.kind {
                InlineKind::Strong(body) | InlineKind::Emph(body) | InlineKind::Link { body, .. } => {
                    self.inlines(depth + 1, body);
                }
                InlineKind::Footnote(blocks) => self.blocks(depth + 1, blocks),
                InlineKind::Text(_) | InlineKind::Break => {}
            }
        }
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let lines: Vec<&str> = expected.lines().filter(|line| !line.trim().is_empty()).collect();
    let margin = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let expected: String = lines.iter().map(|line| format!("{}\n", &line[margin..])).collect();
    assert_eq!(Outline::of(text), expected);
}

#[test]
fn headings_and_paragraphs() {
    check(
        "## 一、总则\n\n### （一）范围\n\n#### 1.对象\n\n##### （1）机关\n\n正文\\*一\\*&lt;二\n",
        "
        heading 1 han ⟦## 一、总则⟧
          text 一、总则 ⟦一、总则⟧
        heading 2 han-bracket ⟦### （一）范围⟧
          text （一）范围 ⟦（一）范围⟧
        heading 3 arabic ⟦#### 1.对象⟧
          text 1.对象 ⟦1.对象⟧
        heading 4 arabic-bracket ⟦##### （1）机关⟧
          text （1）机关 ⟦（1）机关⟧
        paragraph ⟦正文\\*一\\*&lt;二⟧
          text 正文*一*<二 ⟦正文\\*一\\*&lt;二⟧
        ",
    );
}

#[test]
fn a_bold_beginning_is_a_run_in_heading_wherever_its_full_stop_stands() {
    check(
        "**1. 培育**。以\n\n**（一）统一思想。**依法\n\n甲**乙**丙*丁*\n",
        "
        paragraph ⟦**1. 培育**。以⟧
          lead arabic ⟦**1. 培育**⟧
          text 。以 ⟦。以⟧
        paragraph ⟦**（一）统一思想。**依法⟧
          lead han-bracket ⟦**（一）统一思想。**⟧
          text 依法 ⟦依法⟧
        paragraph ⟦甲**乙**丙*丁*⟧
          text 甲 ⟦甲⟧
          strong ⟦**乙**⟧
            text 乙 ⟦乙⟧
          text 丙 ⟦丙⟧
          emph ⟦*丁*⟧
            text 丁 ⟦丁⟧
        ",
    );
}

#[test]
fn a_clause_with_an_ordinal_is_no_heading_and_no_list() {
    check(
        "一、各单位认真组织实施。\n\n1、甲\n\n1.乙\n",
        "
        paragraph ⟦一、各单位认真组织实施。⟧
          text 一、各单位认真组织实施。 ⟦一、各单位认真组织实施。⟧
        paragraph ⟦1、甲⟧
          text 1、甲 ⟦1、甲⟧
        paragraph ⟦1.乙⟧
          text 1.乙 ⟦1.乙⟧
        ",
    );
}

#[test]
fn lines_of_chinese_run_on_without_a_blank_and_of_latin_with_one() {
    check(
        "甲乙\n丙丁 abc\ndef\n戊\\\n己\n",
        "
        paragraph ⟦甲乙⏎丙丁 abc⏎def⏎戊\\⏎己⟧
          text 甲乙 ⟦甲乙⟧
          text 丙丁 abc ⟦丙丁 abc⟧
          text   ⟦⏎⟧
          text def ⟦def⟧
          text 戊 ⟦戊⟧
          break ⟦\\⏎⟧
          text 己 ⟦己⟧
        ",
    );
}

#[test]
fn level_1_headings_start_issued_texts_and_attachments() {
    check(
        "正文\n\n附件：1.清单\n2.乙（略）\n\n实施方案\n（试行）\n===\n\n## 一、总则\n\n附件1\n\n# 清单\n\n丙\n",
        "
        paragraph ⟦正文⟧
          text 正文 ⟦正文⟧
        attachment note of 2 ⟦附件：1.清单⏎2.乙（略）⟧
          text 附件： ⟦附件：⟧
          item ⟦1.清单⟧
            text 1. ⟦1.⟧
            text 清单 ⟦清单⟧
          item ⟦2.乙（略）⟧
            text 2. ⟦2.⟧
            text 乙（略） ⟦乙（略）⟧
        issued text of 2 lines ⟦实施方案⏎（试行）⏎===⟧
          heading 1 han ⟦## 一、总则⟧
            text 一、总则 ⟦一、总则⟧
        attachment of 1 lines ⟦附件1⏎⏎# 清单⟧
          paragraph ⟦丙⟧
            text 丙 ⟦丙⟧
        ",
    );
}

#[test]
fn lists_quotes_links_and_footnotes() {
    check(
        "- 甲\n- 乙\n\n3. 丙\n4. 丁\n\n> 戊\n\n[己](https://a.cn)庚[^1]\n\n[^1]: 辛\n",
        "
        list ⟦- 甲⏎- 乙⟧
          paragraph ⟦甲⟧
            text 甲 ⟦甲⟧
          paragraph ⟦乙⟧
            text 乙 ⟦乙⟧
        list from 3 ⟦3. 丙⏎4. 丁⟧
          paragraph ⟦丙⟧
            text 丙 ⟦丙⟧
          paragraph ⟦丁⟧
            text 丁 ⟦丁⟧
        quote ⟦> 戊⟧
          paragraph ⟦戊⟧
            text 戊 ⟦戊⟧
        paragraph ⟦[己](https://a.cn)庚[^1]⟧
          link https://a.cn with a footnote ⟦[己](https://a.cn)⟧
            text 己 ⟦己⟧
          text 庚 ⟦庚⟧
          footnote ⟦[^1]⟧
            paragraph ⟦辛⟧
              text 辛 ⟦辛⟧
        ",
    );
}

#[test]
fn articles_definitions_contents_and_page_breaks() {
    check(
        "目　录\n\n- 第一章 甲\n\n## 第一章  甲\n\n第一条 乙\n\n**第二条**　丙\n\n丁\n: 戊\n\n<!-- 分页 -->\n\n己\n",
        "
        contents of 1 ⟦目　录⏎⏎- 第一章 甲⟧
          text 目录 ⟦目　录⟧
          line at depth 0 ⟦第一章 甲⟧
            text 第一章 ⟦第一章⟧
            text 　 ⟦ ⟧
            text 甲 ⟦甲⟧
        heading 1 chapter ⟦## 第一章  甲⟧
          text 第一章 ⟦第一章⟧
          text 　 ⟦  ⟧
          text 甲 ⟦甲⟧
        paragraph ⟦第一条 乙⟧
          lead article ⟦第一条 ⟧
          text 乙 ⟦乙⟧
        paragraph ⟦**第二条**　丙⟧
          lead article ⟦**第二条**⟧
          text 丙 ⟦丙⟧
        definitions ⟦丁⏎: 戊⏎⟧
          term ⟦丁⟧
            text 丁 ⟦丁⟧
            paragraph ⟦戊⟧
              text 戊 ⟦戊⟧
        page break ⟦<!-- 分页 -->⟧
        paragraph ⟦己⟧
          text 己 ⟦己⟧
        ",
    );
}

#[test]
fn figures() {
    check(
        "![位置图](images/%E5%9B%BE.png \"图1\")\n",
        "figure images/图.png 位置图 Some(\"图1\") ⟦![位置图](images/%E5%9B%BE.png \"图1\")⟧",
    );
}

#[test]
fn cells_are_merged_to_the_left_and_upwards_and_the_head_grows_with_them() {
    check(
        "| 序号 | 目标 | < | 总数 |\n| :-: | - | -: | - |\n| ^ | 甲 | 乙 | ^ |\n| 1 | \\< | \\^ | 丙\\|丁 |\n",
        "
        table of 4 columns, 2 head rows ⟦| 序号 | 目标 | < | 总数 |⏎| :-: | - | -: | - |⏎| ^ | 甲 | 乙 | ^ |⏎| 1 | \\< | \\^ | 丙\\|丁 |⟧
          cell 0,0 1×2 序号 ⟦ 序号 ⟧
          cell 1,0 2×1 目标 ⟦ 目标 ⟧
          cell 3,0 1×2 总数 ⟦ 总数 ⟧
          cell 1,1 1×1 甲 ⟦ 甲 ⟧
          cell 2,1 1×1 乙 ⟦ 乙 ⟧
          cell 0,2 1×1 1 ⟦ 1 ⟧
          cell 1,2 1×1 < ⟦ \\< ⟧
          cell 2,2 1×1 ^ ⟦ \\^ ⟧
          cell 3,2 1×1 丙|丁 ⟦ 丙\\|丁 ⟧
        ",
    );
}

#[track_caller]
fn refuse(body: &str, expected: &[&str]) {
    assert_eq!(Folder::with_body(body).findings(), expected);
}

#[test]
fn merged_cells_that_do_not_fit_their_table_are_errors() {
    refuse(
        "| < | 甲 |\n| - | - |\n",
        &["a.md:5:2 error merged-cell: there is no cell at the left for `<` to be merged with"],
    );
    refuse(
        "| ^ | 甲 |\n| - | - |\n",
        &["a.md:5:2 error merged-cell: there is no cell above for `^` to be merged with"],
    );
    refuse(
        "| 甲 | 乙 |\n| - | - |\n| 丙 | < |\n| ^ | 丁 |\n",
        &["a.md:7:2 error merged-cell: the cells merged with this one do not form a rectangle"],
    );
}

#[test]
fn a_row_with_too_few_or_too_many_cells_is_an_error() {
    refuse(
        "| 甲 | 乙 |\n| - | - |\n| 1 |\n| 1 | 2 | 3 |\n",
        &[
            "a.md:7:1 error ragged-table: this row has 1 cells, but the table has 2 columns",
            "a.md:8:1 error ragged-table: this row has 3 cells, but the table has 2 columns",
        ],
    );
}

#[test]
fn what_cannot_be_printed_is_an_error_and_never_dropped() {
    refuse("甲<br>乙\n", &["a.md:5:2 error unsupported: raw HTML cannot be printed"]);
    refuse("<!-- 甲 -->\n", &["a.md:5:1 error unsupported: raw HTML cannot be printed"]);
    refuse("甲\n\n    乙\n", &["a.md:7:5 error unsupported: text indented by four blanks cannot be printed"]);
    refuse("```\n甲\n```\n", &["a.md:5:1 error unsupported: a code block cannot be printed"]);
    refuse("甲`乙`\n", &["a.md:5:2 error unsupported: code between backticks cannot be printed"]);
    refuse("甲\n\n---\n", &["a.md:7:1 error unsupported: a rule across the page cannot be printed"]);
    refuse("###### 甲\n", &["a.md:5:1 error unsupported: a heading of level 6 cannot be printed"]);
    refuse("甲![乙](c.png)\n", &["a.md:5:2 error unsupported: a picture inside a paragraph cannot be printed"]);
    refuse("[甲](#b)\n", &["a.md:5:1 error bad-link: the link `#b` leads nowhere in print"]);
    refuse(
        "> # 甲\n",
        &["a.md:5:3 error unsupported: a heading or a table cannot stand inside a list, a quotation or a footnote"],
    );
    refuse("甲[^1]\n\n[^1]: 乙[^1]\n", &["a.md:7:8 error unsupported: a footnote cannot stand inside a footnote"]);
}

#[test]
fn what_markdown_itself_would_drop_is_an_error() {
    refuse("[附件]: 甲\n\n乙\n", &["a.md:5:1 error unprinted-line: Markdown does not print this line"]);
    refuse("[附件]: 甲\n乙\n", &["a.md:5:1 error unprinted-line: Markdown does not print this line"]);
    refuse("[一、关于\n说明]: 甲\n乙\n", &["a.md:5:1 error unprinted-line: Markdown does not print this line"]);
    refuse("> [附件]: 甲\n> 乙\n", &["a.md:5:3 error unprinted-line: Markdown does not print this line"]);
    refuse("甲\n\n[^1]: 乙\n", &["a.md:7:1 error unprinted-line: this footnote is not marked anywhere in the text"]);
}

#[test]
fn a_footnote_mark_without_its_footnote_is_an_error() {
    refuse("甲[^1]\n", &["a.md:5:2 error no-footnote: there is no footnote `[^1]`"]);
}

#[test]
fn each_mark_without_its_footnote_is_reported() {
    refuse(
        "甲[^1]乙[^2]丙\\[^3]\n",
        &[
            "a.md:5:2 error no-footnote: there is no footnote `[^1]`",
            "a.md:5:7 error no-footnote: there is no footnote `[^2]`",
        ],
    );
}

#[test]
fn words_that_a_link_or_a_picture_would_hide_are_errors() {
    refuse("甲[](https://a.cn)乙\n", &["a.md:5:2 error bad-link: the words of this link would not be printed"]);
    refuse("[甲](https://a.cn \"乙\")\n", &["a.md:5:1 error bad-link: the words of this link would not be printed"]);
    refuse(
        "![图[^1]](m.svg)\n\n[^1]: 注\n",
        &["a.md:5:1 error unsupported: a footnote cannot stand in the description of a picture"],
    );
}

#[test]
fn numbers_of_lists_are_printed_as_typed_or_refused() {
    refuse("1. 甲\n2. 乙\n5. 丙\n", &["a.md:7:1 error list-number: this item would be printed as 3., not as 5."]);
    refuse("1) 甲\n2) 乙\n", &["a.md:5:1 error list-number: numbers with a bracket would be printed with a full stop"]);
}

#[test]
fn marks_that_were_mistyped_are_errors() {
    refuse("##一、目标\n", &["a.md:5:1 error no-heading: this is not read as a heading"]);
    refuse("| 甲 | 乙 |\n| --- |\n| 1 | 2 |\n", &["a.md:5:1 error no-table: this is not read as a table"]);
    refuse("＃＃ 一、目标\n", &["a.md:5:1 error no-heading: the number sign `＃` of full width makes no heading"]);
    refuse("#＃ 一、目标\n", &["a.md:5:1 error no-heading: the number sign `＃` of full width makes no heading"]);
    let stroke = "a.md:5:1 error no-table: the stroke `｜` of full width makes no table";
    refuse("｜ 甲 ｜ 乙 ｜\n｜ --- ｜ --- ｜\n", &[stroke]);
    refuse("甲** 乙**丙\n", &["a.md:5:2 error left-over-mark: these asterisks are printed as they stand"]);
    refuse("~~甲~~\n", &["a.md:5:1 error left-over-mark: text cannot be struck through"]);
    refuse("[甲](https://a b.cn)\n", &["a.md:5:3 error left-over-mark: this is not read as a link or a picture"]);
    refuse("3*4*5\n", &["a.md:5:2 error hidden-asterisk: these asterisks would not be printed"]);
    refuse("甲\n---\n", &["a.md:5:1 error unsupported: the dashes below this paragraph make it a heading"]);
    let escaped = Folder::with_body("\\##甲3\\*4\\*5\\~\\~乙\\*\\*丙\\](丁)\n").edition();
    assert!(crate::support::Pdf::of(&escaped).text(5).contains("##甲3*4*5~~乙**丙](丁)"));
}

#[test]
fn the_head_of_a_table_has_no_footnotes_and_no_links() {
    let expected = ["a.md:5:2 error unsupported: a footnote or a link cannot stand in the head of a table"];
    refuse("| 甲[^1] |\n| - |\n\n[^1]: 注\n", &expected);
    refuse("| [甲](https://a.cn) |\n| - |\n", &expected);
}

#[test]
fn headings_skip_no_level() {
    refuse("### （一）甲\n", &["a.md:5:1 error heading-level: this heading skips a level"]);
    refuse("# 甲\n\n## 一、乙\n\n#### 1.丙\n", &["a.md:9:1 error heading-level: this heading skips a level"]);
}

#[test]
fn typed_indents_and_empty_headings_are_errors() {
    refuse("　　甲\n", &["a.md:5:1 error typed-indent: the paragraph begins with typed blanks"]);
    refuse("##\n", &["a.md:5:1 error empty-heading: the heading has no words"]);
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let findings = Folder::with_body(&format!("{}甲\n", "> ".repeat(5000))).findings();
    assert_eq!(findings, ["a.md:5:51 error too-deep: this is nested too deeply"]);
    let stars = format!("{}甲{}\n", "*".repeat(6000), "*".repeat(6000));
    assert_eq!(Folder::with_body(&stars).findings(), ["a.md:5:49 error too-deep: this is nested too deeply"]);
}
