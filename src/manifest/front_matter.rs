//! The elements of a document that GB/T 9704 names, given as TOML between two `+++` lines above its text.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{Date, Text, Toml, text};
use crate::diag::Diagnostics;
use crate::place::{Place, SourceFile};

/// The line that opens and closes the front matter.
const FENCE: &str = "+++";

/// The elements of one document, in the order in which they are printed.
#[derive(Debug, Clone)]
pub struct FrontMatter {
    /// 发文机关标志 (7.2.4), the red head; a document without one is set as a plain reprint.
    pub head: Option<Text>,
    /// 发文机关, left out of the title in the contents.
    pub issuer: Text,
    /// 发文字号 (7.2.5)
    pub number: Option<Text>,
    /// 标题 (7.3.1), one line of text for each printed line.
    pub title: Text,
    /// 主送机关 (7.3.2), with its colon.
    pub addressee: Option<Text>,
    /// 发文机关署名 (7.3.5), one line for each body.
    pub signature: Option<Text>,
    /// 成文日期 (7.3.5.4)
    pub date: Option<Date>,
    /// 附注 (7.3.6), with its brackets.
    pub note: Option<Text>,
    /// 版记 (7.4)
    pub colophon: Option<Colophon>,
}

/// 版记, at the foot of a document's last page.
#[derive(Debug, Clone)]
pub struct Colophon {
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

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct FrontMatterToml {
    head: Option<Spanned<String>>,
    issuer: Option<Spanned<String>>,
    number: Option<Spanned<String>>,
    title: Option<Spanned<String>>,
    addressee: Option<Spanned<String>>,
    signature: Option<Spanned<String>>,
    date: Option<Date>,
    note: Option<Spanned<String>>,
    colophon: Option<Spanned<ColophonToml>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct ColophonToml {
    copies_to: Option<Spanned<String>>,
    printed_by: Option<Spanned<String>>,
    printed_on: Option<Date>,
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
            Some(fence) => ("the front matter is not closed", file.place(fence.start..fence.start + FENCE.len())),
            None => ("the document has no front matter", Place::whole(file.shown())),
        };
        let help = "begin the file with the document's `issuer`, `title` and so on between two lines `+++`";
        diagnostics.error("no-front-matter", place, message, help);
        None
    }

    /// Reads the front matter; `None` when what is missing was reported.
    pub(crate) fn read(toml: &Toml, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (raw, keys) = toml.read::<FrontMatterToml>(diagnostics);
        if raw.issuer.is_none() {
            keys.require("issuer", "\"某某区人民政府\"", toml, diagnostics);
        }
        if raw.title.is_none() {
            keys.require("title", "\"某某区人民政府关于……的通知\"", toml, diagnostics);
        }
        let colophon = raw.colophon.map(|raw| {
            let place = toml.place(raw.span());
            let raw = raw.into_inner();
            let colophon = Colophon {
                copies_to: text(raw.copies_to, toml, diagnostics),
                printed_by: text(raw.printed_by, toml, diagnostics),
                printed_on: raw.printed_on,
            };
            if colophon.copies_to.is_none() && colophon.printed_by.is_none() && colophon.printed_on.is_none() {
                let help = "give `copies-to`, `printed-by` or `printed-on`, or delete it";
                diagnostics.error("missing-key", place, "the 版记 `[colophon]` has no key", help);
            }
            colophon
        });
        let mut text = |value| text(value, toml, diagnostics);
        let (head, issuer, number, title) = (text(raw.head), text(raw.issuer), text(raw.number), text(raw.title));
        let (addressee, signature, note) = (text(raw.addressee), text(raw.signature), text(raw.note));
        Some(Self {
            head,
            issuer: issuer?,
            number,
            title: title?,
            addressee,
            signature,
            date: raw.date,
            note,
            colophon,
        })
    }
}
