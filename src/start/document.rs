//! The text of a new document: its elements from the last one whose 发文字号 begins alike, else from the program's example.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Result;
use toml_edit::{DocumentMut, TableLike};

use super::sections::tables;
use super::{FormerIssue, SeriesDir, day, read, set};
use crate::exchange::DocumentNumber;
use crate::manifest::Date;

const ELEMENTS: &str = include_str!("elements.toml");
const EXAMPLE: &str = include_str!("example.md");
const BODY: &str = include_str!("document.md");

/// Elements that no document has from the one before it.
const OWN: [&str; 9] = ["copy-number", "secrecy", "urgency", "page", "seals", "present", "excused", "attending", "web"];

/// What is asked of a new document.
pub(crate) struct Wish<'a> {
    /// 发文字号; a document without it is set as a reprint.
    pub(crate) number: Option<&'a str>,
    /// 标题
    pub(crate) title: Option<&'a str>,
    /// 发文机关
    pub(crate) issuer: Option<&'a str>,
    /// Its file, where it is not to be named after its number.
    pub(crate) file: Option<&'a str>,
}

/// A document that is there.
struct Former {
    /// How its file is named, where that is after its number.
    name: Option<Name>,
    /// 机关代字
    agency: String,
    matter: DocumentMut,
}

/// The name of a document's file that ends with its number: `zhengfa-06`, `2024-06`.
struct Name {
    /// What stands before the digits.
    prefix: String,
    /// How many digits the number has.
    digits: usize,
    /// 年份 of its 发文字号, which the prefix may name.
    year: u16,
}

/// The document that shows how things are written.
pub(crate) fn example(issuer: &str, date: Date) -> Result<String> {
    let title = format!("{issuer}\n关于印发《示例工作方案》的通知");
    let number = format!("某政发〔{}〕1号", date.year);
    let mut matter = elements(issuer, &title, &number)?;
    set_dates(&mut matter, date);
    Ok(joined(&matter, EXAMPLE))
}

/// The name and the text of a new document of `issue`.
///
/// # Errors
/// The folder of the issue cannot be read.
pub(crate) fn document(series: &SeriesDir, issue: &FormerIssue, wish: &Wish) -> Result<(String, String)> {
    let number = wish.number.map(|number| DocumentNumber::of(number.to_owned()));
    let formers: Vec<Former> = series.issues.iter().flat_map(formers).collect();
    let agency = number.as_ref().and_then(|number| number.agency.as_deref());
    let mut alike = formers.iter().rev().filter(|former| agency == Some(&*former.agency));
    let model = alike.clone().find(|former| {
        let issuer = former.matter.get("issuer").and_then(|item| item.as_str());
        wish.issuer.is_none() || wish.issuer == issuer
    });
    let name = alike.find_map(|former| former.name.as_ref());
    let stem = number.as_ref().and_then(|number| stem(name, number.year?, number.serial?));
    let file = wish.file.map_or_else(|| free(issue, stem), str::to_owned);
    let mut matter = match model {
        Some(model) => model.matter.clone(),
        None => elements(wish.issuer.unwrap_or(&series.sponsor), "", wish.number.unwrap_or_default())?,
    };
    if model.is_some() {
        OWN.iter().for_each(|key| drop(matter.remove(key)));
        forget_stamps(&mut matter);
    }
    let issuer = matter.get("issuer").and_then(|item| item.as_str()).unwrap_or_default().replace('\n', "");
    let title = wish.title.map_or_else(|| format!("{issuer}关于……的通知"), str::to_owned);
    set(matter.as_table_mut(), "title", title);
    match wish.number {
        Some(number) => set(matter.as_table_mut(), "number", number),
        // What has no number is no document of this body, but a reprint.
        None => ["number", "head", "colophon"].iter().for_each(|key| drop(matter.remove(key))),
    }
    set_dates(&mut matter, issue.date.unwrap_or(Date { year: issue.year, month: 1, day: 1 }));
    Ok((file, joined(&matter, BODY)))
}

/// The elements of the example, filled in for a body.
fn elements(issuer: &str, title: &str, number: &str) -> Result<DocumentMut> {
    let mut matter: DocumentMut = ELEMENTS.parse()?;
    let table = matter.as_table_mut();
    set(table, "head", format!("{issuer}文件"));
    set(table, "issuer", issuer);
    set(table, "number", number);
    set(table, "title", title);
    set(table, "signature", issuer);
    if let Some(colophon) = table.get_mut("colophon").and_then(|item| item.as_table_like_mut()) {
        let office = if issuer.ends_with("办公室") { issuer.to_owned() } else { format!("{issuer}办公室") };
        set(colophon, "printed-by", office);
    }
    Ok(matter)
}

/// Puts a day where the document has 成文日期 and 印发日期.
fn set_dates(matter: &mut DocumentMut, date: Date) {
    let replace = |table: &mut dyn TableLike, key| {
        if table.contains_key(key) {
            set(table, key, day(date));
        }
    };
    replace(matter.as_table_mut(), "date");
    if let Some(colophon) = matter.get_mut("colophon").and_then(|item| item.as_table_like_mut()) {
        replace(colophon, "printed-on");
    }
}

/// The pictures of 签名章 lie in the folder of the other issue.
fn forget_stamps(matter: &mut DocumentMut) {
    let Some(item) = matter.get_mut("signatories") else { return };
    for value in item.as_array_mut().into_iter().flat_map(|array| array.iter_mut()) {
        value.as_inline_table_mut().and_then(|table| table.remove("stamp"));
    }
    for table in item.as_array_of_tables_mut().into_iter().flat_map(|array| array.iter_mut()) {
        table.remove("stamp");
    }
}

fn joined(matter: &DocumentMut, body: &str) -> String {
    format!("+++\n{}\n+++\n{body}", matter.to_string().trim_end())
}

/// The documents of an issue that have a 发文字号 of the standard's form, in their order; what cannot be read is no model.
fn formers(issue: &FormerIssue) -> Vec<Former> {
    listed(issue).iter().filter_map(|name| Former::read(&issue.folder, name)).collect()
}

/// The names of the documents that an issue lists.
fn listed(issue: &FormerIssue) -> Vec<String> {
    let sections = tables(issue.toml.as_table()).into_iter().filter_map(|table| table.get("documents")?.as_array());
    sections.flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

impl Former {
    fn read(folder: &Path, file: &str) -> Option<Self> {
        let text = read(&folder.join(file)).ok()?;
        let (matter, _) = text.strip_prefix("+++\n")?.split_once("\n+++")?;
        let matter: DocumentMut = format!("{matter}\n").parse().ok()?;
        let number = DocumentNumber::of(matter.get("number")?.as_str()?.to_owned());
        let stem = file.strip_suffix(".md")?;
        let prefix = stem.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &stem[prefix.len()..];
        let is_named = digits.parse().ok() == number.serial;
        let name = number.year.filter(|_| is_named);
        let name = name.map(|year| Name { prefix: prefix.to_owned(), digits: digits.len(), year });
        Some(Self { name, agency: number.agency?, matter })
    }
}

/// The name of the file of a new document without its end: as that of the last one of its kind, else year and number.
fn stem(last: Option<&Name>, year: u16, serial: u32) -> Option<String> {
    let Some(Name { prefix, digits, year: former }) = last else { return Some(format!("{year}-{serial:02}")) };
    let prefix = prefix.replace(&former.to_string(), &year.to_string());
    Some(format!("{prefix}{serial:0digits$}"))
}

/// A name that no file and no entry of the issue has, on any machine.
fn free(issue: &FormerIssue, stem: Option<String>) -> String {
    let there = fs::read_dir(&issue.folder).into_iter().flatten().flatten();
    let there = there.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let taken: BTreeSet<String> = there.chain(listed(issue)).map(|name| name.to_lowercase()).collect();
    let is_free = |name: &String| !taken.contains(&name.to_lowercase());
    if let Some(name) = stem.as_ref().map(|stem| format!("{stem}.md")).filter(is_free) {
        return name;
    }
    let (stem, first) = stem.map_or(("document".to_owned(), 1), |stem| (stem, 2));
    let mut names = (first..).map(|at: u32| format!("{stem}-{at}.md"));
    names.find(is_free).unwrap_or_else(|| format!("{stem}.md"))
}
