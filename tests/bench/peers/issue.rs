//! An issue as every peer is given it: read with comrak and toml alone, so that nothing of gazette's own work is in it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

/// What is printed, in order.
#[derive(Clone)]
pub(crate) struct Issue {
    /// The name of the gazette.
    pub(crate) name: String,
    /// Year and number, as on the cover.
    pub(crate) designation: String,
    /// The lines of the imprint.
    pub(crate) imprint: Vec<String>,
    /// The sections with their documents.
    pub(crate) sections: Vec<(String, Vec<Document>)>,
}

/// A document; what it lacks is empty.
#[derive(Clone)]
pub(crate) struct Document {
    pub(crate) head: String,
    pub(crate) number: String,
    pub(crate) title: Vec<String>,
    pub(crate) addressee: String,
    pub(crate) signature: Vec<String>,
    pub(crate) date: String,
    pub(crate) note: String,
    pub(crate) copies_to: String,
    pub(crate) printed_by: String,
    pub(crate) printed_on: String,
    pub(crate) body: Vec<Block>,
}

/// A block of running text.
#[derive(Clone)]
pub(crate) enum Block {
    /// The title of an issued text or an attachment, which begins a page, below its label.
    Part(Option<String>, Vec<String>),
    /// A heading of level 2 or more.
    Heading(u8, Vec<Span>),
    Paragraph(Vec<Span>),
    Table(Table),
}

/// Words, and whether they are bold.
#[derive(Clone)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) is_strong: bool,
}

#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) columns: usize,
    /// How many rows are its head.
    pub(crate) head: usize,
    pub(crate) rows: Vec<Vec<Cell>>,
}

#[derive(Clone)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl Issue {
    /// Reads the issue in a folder, and `gazette.toml` above it.
    pub(crate) fn read(folder: &Path) -> Self {
        let series = table(&folder.join("../gazette.toml"));
        let issue = table(&folder.join("issue.toml"));
        let sections = issue["sections"].as_array().expect("sections are a list").iter().map(|section| {
            let documents = section["documents"].as_array().expect("documents are a list").iter();
            let documents = documents.map(|name| Document::read(&folder.join(name.as_str().expect("names are words"))));
            (word(section.get("title")), documents.collect())
        });
        let keys = ["sponsor", "editor", "address", "postcode", "phone", "email", "printer", "notice"];
        Self {
            name: word(series.get("name")),
            designation: format!("{}年第{}期", issue["year"], issue["number"]),
            imprint: keys.iter().map(|key| word(series.get(*key))).filter(|line| !line.is_empty()).collect(),
            sections: sections.collect(),
        }
    }

    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        self.sections.iter().flat_map(|(_, documents)| documents)
    }
}

impl Document {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("the document is there");
        let (front, body) = text.trim_start_matches("+++\n").split_once("\n+++\n").expect("it has front matter");
        let front: toml::Table = front.parse().expect("its front matter is TOML");
        let colophon = front.get("colophon").and_then(toml::Value::as_table).cloned().unwrap_or_default();
        Self {
            head: word(front.get("head")),
            number: word(front.get("number")),
            title: word(front.get("title")).lines().map(str::to_owned).collect(),
            addressee: word(front.get("addressee")),
            signature: word(front.get("signature")).lines().map(str::to_owned).collect(),
            date: day(front.get("date")),
            note: word(front.get("note")),
            copies_to: word(colophon.get("copies-to")),
            printed_by: word(colophon.get("printed-by")),
            printed_on: day(colophon.get("printed-on")),
            body: blocks(body),
        }
    }

    /// The running text, and the parts after the signature.
    pub(crate) fn text_and_parts(&self) -> (&[Block], &[Block]) {
        let is_part = |block: &Block| matches!(block, Block::Part(..));
        self.body.split_at(self.body.iter().position(is_part).unwrap_or(self.body.len()))
    }
}

fn table(path: &Path) -> toml::Table {
    fs::read_to_string(path).expect("the file is there").parse().expect("it is TOML")
}

fn word(value: Option<&toml::Value>) -> String {
    value.and_then(toml::Value::as_str).unwrap_or_default().trim().to_owned()
}

fn day(value: Option<&toml::Value>) -> String {
    let date = value.and_then(toml::Value::as_datetime).and_then(|day| day.date);
    date.map(|day| format!("{}年{}月{}日", day.year, day.month, day.day)).unwrap_or_default()
}

fn blocks(markdown: &str) -> Vec<Block> {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.table = true;
    let mut blocks = Vec::new();
    for node in parse_document(&arena, markdown, &options).children() {
        let value = &node.data.borrow().value;
        match value {
            NodeValue::Heading(heading) if heading.level == 1 => {
                let label = match blocks.last() {
                    Some(Block::Paragraph(spans)) if plain(spans).chars().count() <= 4 => Some(plain(spans)),
                    _ => None,
                };
                label.is_some().then(|| blocks.pop());
                let title = plain(&spans(node)).lines().map(str::to_owned).collect();
                blocks.push(Block::Part(label, title));
            }
            NodeValue::Heading(heading) => blocks.push(Block::Heading(heading.level, spans(node))),
            NodeValue::Table(..) => blocks.push(Block::Table(merged(node))),
            NodeValue::Paragraph => blocks.push(Block::Paragraph(spans(node))),
            other => panic!("the peers are given no {other:?}"),
        }
    }
    blocks
}

fn spans<'a>(node: &'a AstNode<'a>) -> Vec<Span> {
    let mut found = Vec::new();
    collect(node, false, &mut found);
    found
}

fn collect<'a>(node: &'a AstNode<'a>, is_strong: bool, found: &mut Vec<Span>) {
    for child in node.children() {
        let span = |text: &str| Span { text: text.to_owned(), is_strong };
        match &child.data.borrow().value {
            NodeValue::Text(text) => found.push(span(text)),
            NodeValue::SoftBreak | NodeValue::LineBreak => found.push(span("\n")),
            NodeValue::Strong => collect(child, true, found),
            other => panic!("the peers are given no {other:?}"),
        }
    }
}

/// The words alone.
pub(crate) fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// A table with its merged cells: `<` goes on with the cell at its left, `^` with the one above.
fn merged<'a>(node: &'a AstNode<'a>) -> Table {
    let typed: Vec<Vec<String>> =
        node.children().map(|row| row.children().map(|cell| plain(&spans(cell)).trim().to_owned()).collect()).collect();
    let is =
        |row: usize, column: usize, sign| typed.get(row).and_then(|row| row.get(column)).is_some_and(|t| t == sign);
    let row_of = |(y, row): (usize, &Vec<String>)| {
        let own = row.iter().enumerate().filter(|(_, text)| *text != "<" && *text != "^");
        let cell = |(x, text): (usize, &String)| {
            let columns = 1 + (x + 1..).take_while(|x| is(y, *x, "<")).count();
            let rows = 1 + (y + 1..).take_while(|y| is(*y, x, "^")).count();
            Cell { text: text.clone(), columns, rows }
        };
        own.map(cell).collect()
    };
    let columns = typed.first().map_or(0, Vec::len);
    let head = 1 + (1..typed.len()).take_while(|y| typed[*y].iter().any(|text| text == "^")).count();
    Table { columns, head, rows: typed.iter().enumerate().map(row_of).collect() }
}

/// Writes a piece of a peer's file.
pub(crate) fn put(text: &mut String, what: std::fmt::Arguments) {
    text.write_fmt(what).expect("a string takes everything");
}
