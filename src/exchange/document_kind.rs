//! 文种: what kind of document a title says that it is.

use crate::issue::Document;
use crate::manifest::Form;

/// The kinds of 党政机关公文处理工作条例 (article 8) but 命令（令）, then those of 行政法规制定程序条例 and 规章制定程序条例.
const KINDS: [&str; 18] = [
    "决议", "决定", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要",
    "条例", "规定", "办法", "细则",
];
/// What only ends as a kind does.
const OTHERS: [&str; 1] = ["征求意见"];
/// What makes a draft of a document, where it stands in brackets behind its title.
const DRAFTS: [&str; 2] = ["草案", "稿"];

/// The kind of a document, or `None` where its form and title do not say it for certain.
pub(super) fn document_kind(document: &Document) -> Option<&'static str> {
    match document.front_matter.form {
        Form::Article => None,
        Form::Order => Some("命令"),
        Form::Minutes => Some("纪要"),
        Form::Document | Form::Letter | Form::Plain => of_title(&document.title().joined()),
    }
}

/// The kind that a title ends with; a remark in brackets behind it, such as （试行）, does not count.
fn of_title(title: &str) -> Option<&'static str> {
    let title = title.trim_end();
    let opened = title.strip_suffix(['）', ')']).and_then(|title| Some((title, title.rfind(['（', '('])?)));
    let title = match opened {
        Some((title, at)) if DRAFTS.iter().any(|draft| title[at..].contains(draft)) => return None,
        Some((title, at)) => title[..at].trim_end(),
        None => title,
    };
    if OTHERS.iter().any(|other| title.ends_with(other)) {
        return None;
    }
    let is_order = ["政府令", "命令"].iter().any(|order| title.ends_with(order));
    if is_order { Some("命令") } else { KINDS.into_iter().find(|kind| title.ends_with(kind)) }
}

#[cfg(test)]
mod tests {
    use super::of_title;

    #[test]
    fn the_end_of_a_title_says_its_kind() {
        let kinds = [
            ("某区人民政府关于印发《防火方案》的通知", Some("通知")),
            ("某区人民政府关于加快发展的实施意见", Some("意见")),
            ("某区人民政府关于同意设立幼儿园的复函", Some("函")),
            ("某区古树名木保护办法（试行）", Some("办法")),
            ("某区人民政府令", Some("命令")),
            ("某区古树名木保护办法（征求意见稿）", None),
            ("关于公开征求意见", None),
            ("《某区古树名木保护办法》", None),
            ("《防火通知》解读", None),
            ("2024年10月大事记", None),
            ("（通知）", None),
        ];
        for (title, kind) in kinds {
            assert_eq!(of_title(title), kind, "{title}");
        }
    }
}
