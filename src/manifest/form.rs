//! The forms an official document can have (GB/T 9704, 7 and 10), and which elements each needs or cannot have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::strict::Keys;
use crate::diag::Diagnostics;
use crate::language::Message;
use crate::place::Place;

/// How a document is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// 文件: a red head and its line (7.2).
    Document,
    /// 信函: the name above two red double lines, the number at the right (10.1).
    Letter,
    /// 命令（令）: the head, the 令号 and the text (10.2).
    Order,
    /// 纪要: the head of a meeting, and who was there (10.3).
    Minutes,
    /// A reprint as the State Council Gazette has it: no red head, the number under the title, no 版记.
    Plain,
    /// What is no document: 大事记, 人事任免, 政策解读.
    Article,
}

impl Form {
    /// All of them, in the order of the table below.
    const ALL: [Self; 6] = [Self::Document, Self::Letter, Self::Order, Self::Minutes, Self::Plain, Self::Article];

    /// The form that is typed so.
    pub(super) fn named(typed: &str) -> Option<Self> {
        Self::ALL.into_iter().zip(TYPED).find(|(_, (known, _))| *known == typed).map(|(form, _)| form)
    }

    /// What is to be typed for a form that is named in Chinese.
    pub(super) fn of_term(term: &str) -> Option<&'static str> {
        TYPED.into_iter().find(|(_, known)| *known == term).map(|(typed, _)| typed)
    }

    /// As it is typed, and what it is called.
    pub(super) fn message(self) -> Message {
        match self {
            Self::Document => message!("form-document"),
            Self::Letter => message!("form-letter"),
            Self::Order => message!("form-order"),
            Self::Minutes => message!("form-minutes"),
            Self::Plain => message!("form-plain"),
            Self::Article => message!("form-article"),
        }
    }
}

/// How each form is typed, and what those call it who type the Chinese word, in the order of [`Form`].
const TYPED: [(&str, &str); 6] = [
    ("document", "文件"),
    ("letter", "信函"),
    ("order", "命令"),
    ("minutes", "纪要"),
    ("plain", "转载"),
    ("article", "文章"),
];

/// An element as the front matter gives it.
pub(super) struct Given {
    /// Its key.
    pub(super) key: &'static str,
    /// Where its value stands, or `None` when it is not given.
    pub(super) place: Option<Place>,
}

/// What a form makes of an element.
#[derive(PartialEq)]
enum Use {
    /// It cannot do without.
    Needed,
    /// It may have it.
    Free,
    /// It cannot have it.
    Barred,
}

use Use::{Barred, Free, Needed};

/// Each element: its key, its name in the standard, and its use in the forms in the order of [`Form`].
const ELEMENTS: [(&str, &str, [Use; 6]); 19] = [
    ("issuer", "发文机关", [Needed, Needed, Needed, Needed, Needed, Free]),
    ("copy-number", "份号", [Free, Free, Free, Free, Barred, Barred]),
    ("secrecy", "密级和保密期限", [Free, Free, Free, Free, Barred, Barred]),
    ("urgency", "紧急程度", [Free, Free, Free, Free, Barred, Barred]),
    ("head", "发文机关标志", [Needed, Needed, Needed, Needed, Barred, Barred]),
    ("number", "发文字号", [Needed, Needed, Needed, Free, Free, Barred]),
    ("signers", "签发人", [Free, Barred, Barred, Barred, Barred, Barred]),
    ("title", "标题", [Needed, Needed, Free, Free, Needed, Needed]),
    ("addressee", "主送机关", [Free, Free, Barred, Free, Free, Barred]),
    ("signature", "发文机关署名", [Free, Free, Barred, Barred, Free, Free]),
    ("seals", "印章", [Free, Free, Barred, Barred, Barred, Barred]),
    ("signatories", "签名章", [Free, Barred, Needed, Barred, Free, Barred]),
    ("date", "成文日期", [Needed, Needed, Needed, Free, Free, Free]),
    ("present", "出席人员", [Barred, Barred, Barred, Free, Barred, Barred]),
    ("excused", "请假人员", [Barred, Barred, Barred, Free, Barred, Barred]),
    ("attending", "列席人员", [Barred, Barred, Barred, Free, Barred, Barred]),
    ("note", "附注", [Free, Free, Free, Free, Free, Barred]),
    ("colophon", "版记", [Free, Free, Free, Free, Barred, Barred]),
    // 10.1: the 版记 of a letter has neither 印发机关 nor 印发日期.
    ("colophon.printed-by", "印发机关和印发日期", [Free, Barred, Free, Free, Free, Free]),
];

/// Reports what a form needs and does not get, and what it gets and cannot have. `chosen` is where the form was said, `opening`
/// where the front matter begins: what a document needs whatever it has is missing there, and not because of what chose the form.
/// Keys whose own mistake was reported are left alone.
pub(super) fn check(
    form: Form,
    [chosen, opening]: [&Place; 2],
    given: &[Given],
    keys: &Keys,
    diagnostics: &mut Diagnostics,
) {
    for (key, term, uses) in ELEMENTS.iter().filter(|(key, ..)| !keys.was_wrong(key)) {
        let place = given.iter().find(|given| given.key == *key).and_then(|given| given.place.clone());
        match (&uses[form as usize], place) {
            (Needed, None) => {
                let message = message!("element-missing", key = *key, term = *term);
                let help = message!("element-missing.help", example = example(key), form = form.message());
                let place = if uses[Form::Plain as usize] == Needed { opening } else { chosen };
                diagnostics.error("missing-key", place.clone(), message, help);
            }
            (Barred, Some(place)) => {
                let message = message!("element-barred", key = *key, term = *term);
                let help = message!("element-barred.help", form = form.message());
                diagnostics.error("form", place, message, help);
            }
            _ => {}
        }
    }
}

/// The same rules for the JSON Schema of the front matter: one of `if` and `then` for each form.
pub(super) fn rules() -> Vec<Value> {
    Form::ALL.into_iter().map(rule).collect()
}

fn rule(form: Form) -> Value {
    let (mut required, mut refused) = (Vec::new(), Map::new());
    for (key, _, uses) in &ELEMENTS {
        match (&uses[form as usize], key.split_once('.')) {
            (Needed, _) => required.push(*key),
            // The one element that stands in a table, with its date.
            (Barred, Some((table, key))) => {
                refused.insert(table.to_owned(), json!({ "properties": { key: false, "printed-on": false } }));
            }
            (Barred, None) => drop(refused.insert((*key).to_owned(), json!(false))),
            (Free, _) => {}
        }
    }
    let said = json!({ "required": ["form"], "properties": { "form": { "const": form } } });
    let chosen = match form {
        Form::Document => json!({ "anyOf": [said, { "required": ["head"], "not": { "required": ["form"] } }] }),
        Form::Plain => {
            json!({ "anyOf": [said, { "not": { "anyOf": [{ "required": ["form"] }, { "required": ["head"] }] } }] })
        }
        _ => said,
    };
    json!({ "if": chosen, "then": { "required": required, "properties": refused } })
}

/// A line that gives a key, for messages.
fn example(key: &str) -> &'static str {
    match key {
        "issuer" => "issuer = \"某某区人民政府\"",
        "head" => "head = \"某某区人民政府文件\"",
        "number" => "number = \"某政发〔2024〕2号\"",
        "title" => "title = \"某某区人民政府关于……的通知\"",
        "date" => "date = 2024-02-29",
        _ => "signatories = [{ title = \"区长\", name = \"某某某\" }]",
    }
}
