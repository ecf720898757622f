//! What the parts of the text are known by within the file (`eId`, naming convention 5).

use std::collections::BTreeMap;

use super::super::xml::Element;

/// How a component is called in ids.
pub(super) const COMPONENT: &str = "cmp";

/// What can be pointed at, and how it is called in ids.
const NAMES: [(&str, &str); 12] = [
    ("component", COMPONENT),
    ("attachment", "att"),
    ("toc", "toc"),
    ("book", "book"),
    ("chapter", "chp"),
    ("section", "sec"),
    ("article", "art"),
    ("level", "lvl"),
    ("blockList", "list"),
    ("item", "item"),
    ("table", "table"),
    ("authorialNote", "note"),
];

/// Gives an id to all that can be pointed at: the id of what it stands in, its name, and the how manieth of its kind it is there.
pub(super) fn identify(root: &mut Element) {
    number(root, "", &mut BTreeMap::new());
}

fn number(parent: &mut Element, prefix: &str, counts: &mut BTreeMap<&'static str, u32>) {
    for element in parent.elements_mut() {
        let Some((_, name)) = NAMES.iter().find(|(name, _)| *name == element.name()) else {
            number(element, prefix, counts);
            continue;
        };
        let count = counts.entry(name).or_default();
        *count += 1;
        let id = match element.attribute("eId") {
            Some(id) => id.to_owned(),
            None => {
                let id = format!("{prefix}{name}_{count}");
                element.set("eId", id.clone());
                id
            }
        };
        number(element, &format!("{id}__"), &mut BTreeMap::new());
    }
}
