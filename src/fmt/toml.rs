//! TOML: one blank on each side of `=`, a blank line before each table, long lists an item a line. Comments, order and every text
//! stay as they are.

use toml_edit::{Array, Decor, DocumentMut, InlineTable, Item, RawString, Table, Value};

use crate::proof::columns::width;

/// A list is long when its line takes more columns.
const LINE: usize = 100;
/// How far the items of a long list stand in.
const INDENT: &str = "    ";

/// The text as it should be written; one that the editor of TOML cannot give back letter by letter stays.
pub(super) fn formatted(text: &str) -> String {
    // The editor gives a last line back with its end.
    let text = format!("{}\n", text.strip_suffix('\n').unwrap_or(text));
    let Some(mut document) = text.parse::<DocumentMut>().ok().filter(|document| document.to_string() == text) else {
        return text;
    };
    table(document.as_table_mut());
    let trailing = spaced(document.trailing());
    document.set_trailing(trailing);
    let text = document.to_string();
    let text = text.trim_start_matches('\n').trim_end_matches(['\n', ' ', '\t']);
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

fn table(table: &mut Table) {
    for (mut key, item) in table.iter_mut() {
        match item {
            Item::Value(value) => {
                let before = spaced(key.leaf_decor().prefix().unwrap_or(&RawString::default()));
                let indent = before.rsplit('\n').next().unwrap_or_default().to_owned();
                let taken = width(&indent) + width(&key.display_repr()) + " = ".len();
                *key.leaf_decor_mut() = Decor::new(before, " ");
                *key.dotted_decor_mut() = Decor::new("", "");
                self::value(value, &indent, taken);
                let after = comment(value.decor());
                *value.decor_mut() = Decor::new(" ", after);
            }
            Item::Table(inner) if inner.is_dotted() => {
                *key.dotted_decor_mut() = Decor::new("", "");
                self::table(inner);
            }
            Item::Table(inner) => {
                bare(&mut key);
                header(inner);
                self::table(inner);
            }
            Item::ArrayOfTables(tables) => {
                bare(&mut key);
                for inner in tables.iter_mut() {
                    header(inner);
                    self::table(inner);
                }
            }
            Item::None => {}
        }
    }
}

/// Takes away the blanks around a name in a line in brackets.
fn bare(key: &mut toml_edit::KeyMut) {
    *key.leaf_decor_mut() = Decor::new("", "");
    *key.dotted_decor_mut() = Decor::new("", "");
}

/// Lets one blank line stand before the line that opens a table, or before the comment above it.
fn header(table: &mut Table) {
    let decor = table.decor();
    let before = spaced(decor.prefix().unwrap_or(&RawString::default()));
    let has_blank_line = before.starts_with('\n') || before.contains("\n\n");
    let before = if has_blank_line { before } else { format!("\n{before}") };
    *table.decor_mut() = Decor::new(before, comment(decor));
}

/// What stands above something, with no blank at the end of a line and no two blank lines together; what stands before it in its
/// own line stays.
fn spaced(above: &RawString) -> String {
    let above = above.as_str().unwrap_or_default();
    let (lines, own) = above.rsplit_once('\n').map_or((None, above), |(lines, own)| (Some(lines), own));
    let mut kept: Vec<&str> = Vec::new();
    for line in lines.into_iter().flat_map(|lines| lines.split('\n')).map(|line| line.trim_end_matches([' ', '\t'])) {
        if !line.is_empty() || kept.last().is_none_or(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    kept.into_iter().map(|line| format!("{line}\n")).chain([own.to_owned()]).collect()
}

/// The comment behind something in its line.
fn comment(decor: &Decor) -> String {
    let after = decor.suffix().and_then(RawString::as_str).unwrap_or_default().trim_end_matches([' ', '\t']);
    if after.starts_with('#') { format!(" {after}") } else { after.to_owned() }
}

/// Puts a value in order that begins after `taken` columns of a line that stands in by `indent`.
fn value(value: &mut Value, indent: &str, taken: usize) {
    match value {
        Value::Array(array) => long_or_short(array, indent, taken),
        Value::InlineTable(table) => drop(short_table(table)),
        _ => {}
    }
}

/// A list in one line, if it was typed so and has room, else an item a line.
fn long_or_short(array: &mut Array, indent: &str, taken: usize) {
    let has_comment = surroundings(array).any(|around| around.contains('#'));
    let was_long = surroundings(array).any(|around| around.contains('\n'));
    if has_comment || !array.iter_mut().all(short) {
        without_blanks_at_ends(array);
        return;
    }
    in_one_line(array);
    let mut alone = array.clone();
    alone.decor_mut().clear();
    let is_long = !array.is_empty() && (was_long || taken + width(alone.to_string().trim()) > LINE);
    if is_long {
        for item in array.iter_mut() {
            *item.decor_mut() = Decor::new(format!("\n{indent}{INDENT}"), "");
        }
        array.set_trailing(format!("\n{indent}"));
        array.set_trailing_comma(true);
    }
}

/// Takes away the blanks at the ends of the lines between items.
fn without_blanks_at_ends(array: &mut Array) {
    let ended = |around: Option<&RawString>| {
        let lines: Vec<&str> = around.and_then(RawString::as_str).unwrap_or_default().split('\n').collect();
        let (own, ended) = lines.split_last().unwrap_or((&"", &[]));
        let ended = ended.iter().map(|line| format!("{}\n", line.trim_end_matches([' ', '\t'])));
        ended.chain([(*own).to_owned()]).collect::<String>()
    };
    for item in array.iter_mut() {
        let decor = item.decor();
        *item.decor_mut() = Decor::new(ended(decor.prefix()), ended(decor.suffix()));
    }
    array.set_trailing(ended(Some(array.trailing())));
}

/// Puts a value within another in order; `false` when it has lines or comments of its own, which stay.
fn short(value: &mut Value) -> bool {
    match value {
        Value::Array(array) => {
            let is_plain = !surroundings(array).any(|around| around.contains(['#', '\n']));
            if is_plain && array.iter_mut().all(short) {
                in_one_line(array);
                return true;
            }
            false
        }
        Value::InlineTable(table) => short_table(table),
        other => {
            let mut alone = other.clone();
            alone.decor_mut().clear();
            !alone.to_string().contains('\n')
        }
    }
}

fn in_one_line(array: &mut Array) {
    for (index, item) in array.iter_mut().enumerate() {
        *item.decor_mut() = Decor::new(if index == 0 { "" } else { " " }, "");
    }
    array.set_trailing("");
    array.set_trailing_comma(false);
}

/// `{ a = 1, b = 2 }`; `false` when it is written otherwise on purpose.
fn short_table(table: &mut InlineTable) -> bool {
    let text = |around: Option<&RawString>| around.and_then(RawString::as_str).unwrap_or_default().to_owned();
    let mut around = vec![text(Some(table.trailing()))];
    let mut is_plain = !table.trailing_comma();
    for (key, value) in table.iter_mut() {
        is_plain &= !matches!(value, Value::InlineTable(inner) if inner.is_dotted());
        for decor in [key.leaf_decor(), value.decor()] {
            around.extend([text(decor.prefix()), text(decor.suffix())]);
        }
    }
    if !is_plain
        || around.iter().any(|around| around.contains(['#', '\n']))
        || !table.iter_mut().all(|(_, it)| short(it))
    {
        return false;
    }
    let last = table.len().saturating_sub(1);
    for (index, (mut key, value)) in table.iter_mut().enumerate() {
        *key.leaf_decor_mut() = Decor::new(" ", " ");
        *value.decor_mut() = Decor::new(" ", if index == last { " " } else { "" });
    }
    table.set_trailing("");
    true
}

/// What stands around the items of a list.
fn surroundings(array: &Array) -> impl Iterator<Item = &str> {
    let decors = array.iter().map(Value::decor).flat_map(|decor| [decor.prefix(), decor.suffix()]);
    decors.flatten().chain([array.trailing()]).filter_map(RawString::as_str)
}
