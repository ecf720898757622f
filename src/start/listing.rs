//! A name put at the end of a section's `documents`, with every other byte of `issue.toml` left as it is.

use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike, Value};

use super::sections::{tables, wake};

/// The text of `issue.toml` with a document more in a section; the section is no longer a comment. `None` when the text
/// has no such section, or has it in a way that cannot be added to.
pub(crate) fn list(text: &str, section: &str, name: &str) -> Option<String> {
    // Places count from behind a byte order mark.
    let (mark, text) = text.strip_prefix('\u{feff}').map_or(("", text), |text| ("\u{feff}", text));
    let text = wake(text, section);
    // Only what is not to be edited knows its places.
    let toml = Document::parse(text.as_str()).ok()?;
    let listed = put(&text, find(toml.as_table(), section)?, name)?;
    let read = Document::parse(listed.as_str()).ok()?;
    let documents = find(read.as_table(), section)?.get("documents")?.as_array()?;
    let is_last = documents.iter().last().and_then(Value::as_str) == Some(name);
    is_last.then(|| format!("{mark}{listed}"))
}

fn find<'t>(toml: &'t Table, section: &str) -> Option<&'t dyn TableLike> {
    let is_named = |table: &&dyn TableLike| table.get("title").and_then(Item::as_str) == Some(section);
    tables(toml).into_iter().find(is_named)
}

fn put(text: &str, table: &dyn TableLike, name: &str) -> Option<String> {
    let quoted = Value::from(name).to_string();
    let quoted = quoted.trim();
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Some(item) = table.get("documents") else {
        let title = table.get("title")?.span()?;
        let line_end = text[title.end..].find(['\r', '\n']).map_or(text.len(), |at| title.end + at);
        return Some(insert(text, &[(line_end, format!("{newline}documents = [{quoted}]"))]));
    };
    let span: Range<usize> = item.span()?;
    let array = item.as_array()?;
    let Some(last) = array.iter().last() else {
        return Some(insert(text, &[(span.start + 1, quoted.to_owned())]));
    };
    let end = last.span()?.end;
    let rest = &text[end..span.end];
    let Some(line_end) = rest.find(['\r', '\n']) else {
        return Some(insert(text, &[(end, format!(", {quoted}"))]));
    };
    let has_comma = rest.trim_start_matches([' ', '\t']).starts_with(',');
    let start = last.span()?.start;
    let line = &text[text[..start].rfind('\n').map_or(0, |at| at + 1)..start];
    let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
    let comma = if has_comma { "," } else { "" };
    let entry = (end + line_end, format!("{newline}{indent}{quoted}{comma}"));
    Some(if has_comma { insert(text, &[entry]) } else { insert(text, &[(end, ",".to_owned()), entry]) })
}

/// The text with others in it, which are given in order.
fn insert(text: &str, others: &[(usize, String)]) -> String {
    let (mut out, mut from) = (String::new(), 0);
    for (at, other) in others {
        out.push_str(&text[from..*at]);
        out.push_str(other);
        from = *at;
    }
    out + &text[from..]
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn a_name_is_put_at_the_end_and_nothing_else_is_touched() {
        let head = "# 注\r\nyear  =  2024\r\n[[sections]]\r\ntitle = \"甲\" # 栏目\r\n";
        for (before, after) in [
            ("documents = []", "documents = [\"b.md\"]"),
            ("documents = [\"a.md\"] # 末", "documents = [\"a.md\", \"b.md\"] # 末"),
            ("documents = ['a.md', ]", "documents = ['a.md', \"b.md\", ]"),
            ("documents = [\r\n  \"a.md\", # 一\r\n]", "documents = [\r\n  \"a.md\", # 一\r\n  \"b.md\",\r\n]"),
            ("documents = [\r\n\t\"a.md\" # 一\r\n]", "documents = [\r\n\t\"a.md\", # 一\r\n\t\"b.md\"\r\n]"),
        ] {
            let tail = "\r\n\r\n[gazette] # 设置\r\nname = 'x'";
            let listed = list(&format!("{head}{before}{tail}"), "甲", "b.md");
            assert_eq!(listed.as_deref(), Some(&*format!("{head}{after}{tail}")));
        }
        assert_eq!(list(&format!("{head}documents = []"), "乙", "b.md"), None);
    }

    #[test]
    fn sections_in_brackets_take_names_too() {
        let listed = list("sections = [{ title = \"甲\", documents = [\"a.md\"] }]\n", "甲", "b.md");
        assert_eq!(listed.as_deref(), Some("sections = [{ title = \"甲\", documents = [\"a.md\", \"b.md\"] }]\n"));
    }
}
