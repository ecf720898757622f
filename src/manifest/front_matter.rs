//! The elements of a document that GB/T 9704 names, given as TOML between two `+++` lines above its text.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::form::{self, Form, Given};
use super::web::{WebEntry, WebToml};
use super::{Date, FOLIO, MOST_OF_TITLE, Text, Toml, element, is_short, within};
use crate::diag::Diagnostics;
use crate::place::{Place, SourceFile};

/// The line that opens and closes the front matter.
const FENCE: &str = "+++";

/// The elements of one document, in the order in which they are printed.
#[derive(Debug, Clone)]
pub struct FrontMatter {
    /// How the document is set.
    pub form: Form,
    /// 发文机关, left out of the title in the contents; an article has none.
    pub issuer: Option<Text>,
    /// 份号 (7.2.1)
    pub copy_number: Option<Text>,
    /// 密级和保密期限 (7.2.2)
    pub secrecy: Option<Text>,
    /// 紧急程度 (7.2.3)
    pub urgency: Option<Text>,
    /// 发文机关标志 (7.2.4); of a joint issue one line for each body, and 文件 on a line of its own.
    pub head: Option<Text>,
    /// 发文字号 (7.2.5), or the 令号 of an order (10.2).
    pub number: Option<Text>,
    /// 签发人 (7.2.6), one line for each, in the order of the bodies.
    pub signers: Option<Text>,
    /// 标题 (7.3.1), one line of text for each printed line; an order or minutes may do without.
    pub title: Option<Text>,
    /// 主送机关 (7.3.2), with its colon.
    pub addressee: Option<Text>,
    /// 发文机关署名 (7.3.5), one line for each body.
    pub signature: Option<Text>,
    /// 印章 (7.3.5.1): the path of a picture within the issue folder for each line of the signature.
    pub seals: Option<Text>,
    /// 签名章 (7.3.5.3), in printed order.
    pub signatories: Vec<Signatory>,
    /// 成文日期 (7.3.5.4)
    pub date: Option<Date>,
    /// 出席, 请假 and 列席 of minutes (10.3)
    pub attendance: [Option<Text>; 3],
    /// 附注 (7.3.6), with its brackets.
    pub note: Option<Text>,
    /// 版记 (7.4)
    pub colophon: Option<Colophon>,
    /// The page on which the document has to begin.
    pub page: Option<Pin>,
    /// What is told of it on the web only.
    pub web: WebEntry,
}

/// A page number that an editor promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// 页码, from 1.
    pub folio: u32,
    /// Where it was typed.
    pub place: Place,
}

/// Who signs in person (7.3.5.3).
#[derive(Debug, Clone)]
pub struct Signatory {
    /// 签发人职务, in full.
    pub title: Text,
    /// The name; printed where there is no stamp.
    pub name: Text,
    /// 签名章: the path of a picture within the issue folder.
    pub stamp: Option<Text>,
}

/// 版记, at the foot of a document's last page.
#[derive(Debug, Clone)]
pub struct Colophon {
    /// 主送机关 where they would leave no room for text on the first page (7.3.2), without the label.
    pub addressee: Option<Text>,
    /// 抄送机关 (7.4.2), without the label.
    pub copies_to: Option<Text>,
    /// 印发机关 (7.4.3)
    pub printed_by: Option<Text>,
    /// 印发日期 (7.4.3), printed with 印发 after it.
    pub printed_on: Option<Date>,
}

/// A document cut at its fences.
pub(crate) struct Split<'a> {
    /// The front matter.
    pub(crate) toml: Toml<'a>,
    /// Bytes of the text below it.
    pub(crate) body: Range<usize>,
}

/// The front matter of a document.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct FrontMatterToml {
    /// How the document is set; `document` where a `head` is given, else `plain`.
    #[schemars(title = "公文格式", with = "Form")]
    form: Option<Spanned<Form>>,
    /// Several on lines of their own.
    #[schemars(title = "发文机关", with = "String")]
    issuer: Option<Spanned<String>>,
    /// `"000001"`
    #[schemars(title = "份号", with = "String")]
    copy_number: Option<Spanned<String>>,
    /// `"机密★1年"`
    #[schemars(title = "密级和保密期限", with = "String")]
    secrecy: Option<Spanned<String>>,
    /// `"特急"`
    #[schemars(title = "紧急程度", with = "String")]
    urgency: Option<Spanned<String>>,
    /// The red head; of a joint issue a line for each body, and 文件 on a line of its own.
    #[schemars(title = "发文机关标志", with = "String")]
    head: Option<Spanned<String>>,
    /// Of an order the 令号.
    #[schemars(title = "发文字号", with = "String")]
    number: Option<Spanned<String>>,
    /// Several on lines of their own, in the order of the bodies.
    #[schemars(title = "签发人", with = "String")]
    signers: Option<Spanned<String>>,
    /// Each line is a printed line.
    #[schemars(title = "标题", with = "String")]
    title: Option<Spanned<String>>,
    /// With its colon.
    #[schemars(title = "主送机关", with = "String")]
    addressee: Option<Spanned<String>>,
    /// Several on lines of their own.
    #[schemars(title = "发文机关署名", with = "String")]
    signature: Option<Spanned<String>>,
    /// The path of a picture of the seal for each line of `signature`, on lines of their own.
    #[schemars(title = "印章", with = "String")]
    seals: Option<Spanned<String>>,
    /// Who signs in person.
    #[schemars(title = "签发人职务和签名章", with = "Vec<SignatoryToml>")]
    signatories: Option<Spanned<Vec<Spanned<SignatoryToml>>>>,
    /// `2024-09-12`
    #[schemars(title = "成文日期", with = "Date")]
    date: Option<Spanned<Date>>,
    /// Of minutes only.
    #[schemars(title = "出席人员", with = "String")]
    present: Option<Spanned<String>>,
    /// Of minutes only.
    #[schemars(title = "请假人员", with = "String")]
    excused: Option<Spanned<String>>,
    /// Of minutes only.
    #[schemars(title = "列席人员", with = "String")]
    attending: Option<Spanned<String>>,
    /// With its brackets.
    #[schemars(title = "附注", with = "String")]
    note: Option<Spanned<String>>,
    /// At the foot of the last page.
    #[schemars(title = "版记", with = "ColophonToml")]
    colophon: Option<Spanned<ColophonToml>>,
    /// The page on which the document has to begin.
    #[schemars(title = "页码", with = "i64", range(min = *FOLIO.start(), max = *FOLIO.end()))]
    page: Option<Spanned<i64>>,
    /// What is told on the web page and in the machine forms only.
    #[schemars(title = "网页信息", with = "WebToml")]
    web: Option<WebToml>,
}

/// An entry of `signatories`.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(extend("required" = ["title", "name"]))]
pub(super) struct SignatoryToml {
    /// In full; required.
    #[schemars(title = "职务", with = "String")]
    title: Option<Spanned<String>>,
    /// Printed where there is no stamp; required.
    #[schemars(title = "姓名", with = "String")]
    name: Option<Spanned<String>>,
    /// The path of a picture within the issue folder.
    #[schemars(title = "签名章", with = "String")]
    stamp: Option<Spanned<String>>,
}

/// `[colophon]`
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct ColophonToml {
    /// Where they would push the text off the first page.
    #[schemars(title = "主送机关", with = "String")]
    addressee: Option<Spanned<String>>,
    /// Without the label.
    #[schemars(title = "抄送机关", with = "String")]
    copies_to: Option<Spanned<String>>,
    /// Without the label.
    #[schemars(title = "印发机关", with = "String")]
    printed_by: Option<Spanned<String>>,
    /// `2024-09-13`
    #[schemars(title = "印发日期", with = "Date")]
    printed_on: Option<Spanned<Date>>,
}

impl FrontMatter {
    /// Cuts a file at its fences; reported and `None` when they are missing.
    pub(crate) fn split<'a>(file: &'a SourceFile, diagnostics: &mut Diagnostics) -> Option<Split<'a>> {
        let text = file.text();
        let mut at = 0;
        let mut opening = None;
        for line in text.split_inclusive('\n') {
            let is_fence = line.trim_end() == FENCE;
            match &opening {
                None if is_fence => opening = Some(at..at + line.len()),
                None if !line.trim().is_empty() => break,
                None => {}
                Some(fence) if is_fence => {
                    let (offset, opening) = (fence.end, fence.start..fence.start + FENCE.len());
                    let toml = Toml { shown: file.shown(), text: &text[offset..at], offset, opening };
                    return Some(Split { toml, body: at + line.len()..text.len() });
                }
                Some(_) => {}
            }
            at += line.len();
        }
        let (message, place) = match opening {
            Some(fence) => (message!("front-matter-open"), file.place(fence.start..fence.start + FENCE.len())),
            None => (message!("front-matter-absent"), Place::whole(file.shown())),
        };
        let help = message!("front-matter-open.help");
        diagnostics.error("no-front-matter", place, message, help);
        None
    }

    /// Reads the front matter; `None` when what is missing was reported.
    pub(crate) fn read(toml: &Toml, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (raw, keys) = toml.read::<FrontMatterToml>(diagnostics);
        let form = raw.form.as_ref().map_or_else(
            || if raw.head.is_some() || keys.was_wrong("head") { Form::Document } else { Form::Plain },
            |form| *form.get_ref(),
        );
        let before = diagnostics.counts().0;
        let chosen = span(&raw.form).or_else(|| span(&raw.head)).map(|span| toml.place(span));
        let opening = toml.place_of_opening();
        form::check(form, [chosen.as_ref().unwrap_or(&opening), &opening], &given(&raw, toml), &keys, diagnostics);
        let colophon = raw.colophon.map(|raw| colophon(raw, toml, diagnostics));
        let signatories = raw.signatories.map(Spanned::into_inner).unwrap_or_default();
        let signatories: Vec<_> = signatories.into_iter().map(|raw| signatory(raw, toml, diagnostics)).collect();
        let page = raw.page.and_then(|raw| {
            let place = toml.place(raw.span());
            let folio = within(Some(raw), FOLIO, toml, diagnostics)?;
            Some(Pin { folio: folio as u32, place })
        });
        let web = WebEntry::resolve(raw.web.unwrap_or_default(), toml, diagnostics);
        let title = element(raw.title, toml, diagnostics);
        let title = title.filter(|title| is_short(&title.text, MOST_OF_TITLE, &title.place, diagnostics));
        let mut text = |value| element(value, toml, diagnostics);
        let matter = Self {
            form,
            issuer: text(raw.issuer),
            copy_number: text(raw.copy_number),
            secrecy: text(raw.secrecy),
            urgency: text(raw.urgency),
            head: text(raw.head),
            number: text(raw.number),
            signers: text(raw.signers),
            title,
            addressee: text(raw.addressee),
            signature: text(raw.signature),
            seals: text(raw.seals),
            signatories: signatories.into_iter().flatten().collect(),
            date: raw.date.map(Spanned::into_inner),
            attendance: [text(raw.present), text(raw.excused), text(raw.attending)],
            note: text(raw.note),
            colophon,
            page,
            web,
        };
        matter.check_seals(diagnostics);
        (diagnostics.counts().0 == before).then_some(matter)
    }

    /// Every seal belongs to one body, and a document has seals or 签名章.
    fn check_seals(&self, diagnostics: &mut Diagnostics) {
        let Some(seals) = &self.seals else { return };
        let bodies = self.signature.as_ref().map_or(0, |signature| signature.lines().count());
        if !self.signatories.is_empty() {
            let help = message!("seals-and-stamps.help");
            diagnostics.error("seals", seals.place.clone(), message!("seals-and-stamps"), help);
        } else if seals.lines().count() != bodies {
            let message = message!("seals-count", pictures = seals.lines().count(), bodies);
            let help = message!("seals-count.help");
            diagnostics.error("seals", seals.place.clone(), message, help);
        }
        if self.date.is_none() {
            let help = message!("sealed-undated.help");
            diagnostics.error("missing-key", seals.place.clone(), message!("sealed-undated"), help);
        }
    }

    /// Everything in it that may be printed.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> {
        let colophon = self.colophon.iter();
        let above = [&self.copy_number, &self.secrecy, &self.urgency, &self.head, &self.number, &self.signers];
        let texts = above.into_iter().chain([&self.title, &self.addressee, &self.signature]).chain(&self.attendance);
        let below =
            colophon.clone().flat_map(|colophon| [&colophon.addressee, &colophon.copies_to, &colophon.printed_by]);
        let texts = texts.chain([&self.note]).chain(below).flatten().map(Text::joined);
        let signatories =
            self.signatories.iter().flat_map(|signatory| [&signatory.title, &signatory.name]).map(Text::joined);
        let dates = self.date.into_iter().chain(colophon.filter_map(|colophon| colophon.printed_on));
        texts.chain(signatories).chain(dates.map(|date| date.to_string()))
    }

    /// The pictures that are printed with its elements, each named within the issue folder.
    pub fn pictures(&self) -> impl Iterator<Item = (&str, &Place)> {
        let seals = self.seals.iter().flat_map(|text| text.lines().map(|path| (path, &text.place)));
        let stamps = self.signatories.iter().filter_map(|signatory| signatory.stamp.as_ref());
        seals.chain(stamps.map(|text| (text.text.as_str(), &text.place)))
    }
}

fn span<T>(value: &Option<Spanned<T>>) -> Option<Range<usize>> {
    value.as_ref().map(Spanned::span)
}

/// Which elements the front matter gives, for the rules of its form.
fn given(raw: &FrontMatterToml, toml: &Toml) -> Vec<Given> {
    let colophon = raw.colophon.as_ref().map(Spanned::get_ref);
    let has_signatories = raw.signatories.as_ref().is_some_and(|list| !list.get_ref().is_empty());
    let printed = colophon.and_then(|raw| span(&raw.printed_by).or_else(|| span(&raw.printed_on)));
    let spans = [
        ("issuer", span(&raw.issuer)),
        ("copy-number", span(&raw.copy_number)),
        ("secrecy", span(&raw.secrecy)),
        ("urgency", span(&raw.urgency)),
        ("head", span(&raw.head)),
        ("number", span(&raw.number)),
        ("signers", span(&raw.signers)),
        ("title", span(&raw.title)),
        ("addressee", span(&raw.addressee)),
        ("signature", span(&raw.signature)),
        ("seals", span(&raw.seals)),
        ("signatories", span(&raw.signatories).filter(|_| has_signatories)),
        ("date", span(&raw.date)),
        ("present", span(&raw.present)),
        ("excused", span(&raw.excused)),
        ("attending", span(&raw.attending)),
        ("note", span(&raw.note)),
        ("colophon", span(&raw.colophon)),
        ("colophon.printed-by", printed),
    ];
    spans.into_iter().map(|(key, span)| Given { key, place: span.map(|span| toml.place(span)) }).collect()
}

fn colophon(raw: Spanned<ColophonToml>, toml: &Toml, diagnostics: &mut Diagnostics) -> Colophon {
    let place = toml.place(raw.span());
    let raw = raw.into_inner();
    let mut text = |value| element(value, toml, diagnostics);
    let colophon = Colophon {
        addressee: text(raw.addressee),
        copies_to: text(raw.copies_to),
        printed_by: text(raw.printed_by),
        printed_on: raw.printed_on.map(Spanned::into_inner),
    };
    let Colophon { addressee: None, copies_to: None, printed_by: None, printed_on: None } = colophon else {
        return colophon;
    };
    let help = message!("colophon-empty.help");
    diagnostics.error("missing-key", place, message!("colophon-empty"), help);
    colophon
}

fn signatory(raw: Spanned<SignatoryToml>, toml: &Toml, diagnostics: &mut Diagnostics) -> Option<Signatory> {
    let place = toml.place(raw.span());
    let raw = raw.into_inner();
    if raw.title.is_none() || raw.name.is_none() {
        let help = message!("signatory-incomplete.help");
        diagnostics.error("missing-key", place, message!("signatory-incomplete"), help);
    }
    let mut text = |value| element(value, toml, diagnostics);
    let (title, name, stamp) = (text(raw.title), text(raw.name), text(raw.stamp));
    Some(Signatory { title: title?, name: name?, stamp })
}
