//! The structure that the schema of Akoma Ntoso 3.0 (`akomantoso30.xsd`, OASIS Standard, 29 August 2018) gives to the elements
//! that `akn.xml` uses: what may stand in each, in which order, and the attributes that it needs.
//!
//! The schema itself is read by no test, since no reader of such schemas is at hand in Rust; this is its part, typed by hand.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::AKN;

/// What may stand in an element: names in order, `?` for one or none, `*` for any number, `+` for one or more, `|` between those
/// that may be mixed; `text` is what stands in running text. Then its attributes, `!` behind those that it needs.
const MODEL: [(&str, &str, &str); 64] = [
    ("akomaNtoso", "officialGazette", ""),
    ("officialGazette", "meta preface? collectionBody", "name!"),
    ("collectionBody", "component+", ""),
    ("component", "toc|interstitial|doc", "eId"),
    ("toc", "tocItem+", "eId"),
    ("tocItem", "text", "level! href!"),
    ("interstitial", "BLOCK*", ""),
    ("doc", "meta preface? mainBody conclusions? attachments?", "name!"),
    ("meta", "identification publication? references*", ""),
    ("identification", "FRBRWork FRBRExpression FRBRManifestation", "source!"),
    ("FRBRWork", "FRBRthis FRBRuri+ FRBRdate+ FRBRauthor+ FRBRcountry FRBRsubtype? FRBRnumber* FRBRname*", ""),
    ("FRBRExpression", "FRBRthis FRBRuri+ FRBRdate+ FRBRauthor+ FRBRlanguage+", ""),
    ("FRBRManifestation", "FRBRthis FRBRuri+ FRBRdate+ FRBRauthor+ FRBRformat?", ""),
    ("FRBRthis", "", "value!"),
    ("FRBRuri", "", "value!"),
    ("FRBRdate", "", "date! name!"),
    ("FRBRauthor", "", "href!"),
    ("FRBRcountry", "", "value!"),
    ("FRBRsubtype", "", "value!"),
    ("FRBRnumber", "", "value!"),
    ("FRBRname", "", "value!"),
    ("FRBRlanguage", "", "language!"),
    ("FRBRformat", "", "value!"),
    ("publication", "", "date! name! number showAs!"),
    ("references", "TLCOrganization+", "source!"),
    ("TLCOrganization", "", "eId href! showAs!"),
    ("preface", "BLOCK+", ""),
    ("mainBody", "BLOCK|HIERARCHY+", ""),
    ("conclusions", "BLOCK|container+", ""),
    ("container", "BLOCK+", "name!"),
    ("attachments", "attachment+", ""),
    ("attachment", "doc", "eId"),
    ("book", "num? heading? content?|intro?|HIERARCHY*", "eId"),
    ("chapter", "num? heading? content?|intro?|HIERARCHY*", "eId"),
    ("section", "num? heading? content?|intro?|HIERARCHY*", "eId"),
    ("article", "num? heading? content?|intro?|HIERARCHY*", "eId"),
    ("level", "num? heading? content?|intro?|HIERARCHY*", "eId"),
    ("num", "text", ""),
    ("heading", "text", ""),
    ("intro", "BLOCK*", ""),
    ("content", "BLOCK*", ""),
    ("p", "text", "class"),
    ("blockList", "listIntroduction? item+", "eId class"),
    ("listIntroduction", "text", ""),
    ("item", "num? heading? BLOCK+", "eId"),
    ("blockContainer", "BLOCK+", "class"),
    ("table", "caption? tr+", "eId"),
    ("caption", "text", ""),
    ("tr", "th|td+", ""),
    ("th", "BLOCK*", "colspan rowspan"),
    ("td", "BLOCK*", "colspan rowspan"),
    ("authorialNote", "BLOCK+", "eId marker placement"),
    ("docTitle", "text", ""),
    ("docNumber", "text", ""),
    ("docProponent", "text", ""),
    ("docDate", "text", "date!"),
    ("signature", "text", "class"),
    ("date", "text", "date!"),
    ("span", "text", "class"),
    ("inline", "text", "name!"),
    ("b", "text", ""),
    ("i", "text", ""),
    ("a", "text", "href!"),
    ("img", "", "src! alt"),
];

const BLOCK: [&str; 4] = ["p", "blockList", "blockContainer", "table"];
const HIERARCHY: [&str; 5] = ["book", "chapter", "section", "article", "level"];
/// What stands in running text; `eol` and `br` are empty.
const TEXT: [&str; 15] = [
    "docTitle",
    "docNumber",
    "docProponent",
    "docDate",
    "signature",
    "date",
    "span",
    "inline",
    "b",
    "i",
    "a",
    "img",
    "authorialNote",
    "eol",
    "br",
];

/// Fails where a file is not as the schema has it.
pub(super) fn check(name: &str, root: Node) {
    let mut ids = BTreeSet::new();
    for node in root.descendants().filter(Node::is_element) {
        let own = node.tag_name().name();
        let at = format!("{name}: <{own}> {:?}", node.range());
        assert_eq!(node.tag_name().namespace(), Some(AKN), "{at}");
        let model = MODEL.iter().find(|(name, ..)| *name == own);
        let (_, content, attributes) = model.unwrap_or(&("", "", "")).to_owned();
        assert!(model.is_some() || ["eol", "br"].contains(&own), "{at} is not known");
        check_attributes(&at, node, attributes);
        if let Some(id) = node.attribute("eId") {
            assert!(ids.insert(id), "{at}: the id {id} is given twice");
            assert!(!id.contains(char::is_whitespace), "{at}: {id}");
        }
        let has_text =
            node.children().any(|kid| kid.is_text() && kid.text().is_some_and(|text| !text.trim().is_empty()));
        assert!(content == "text" || !has_text, "{at} has text");
        let kids: Vec<&str> = node.children().filter(Node::is_element).map(|kid| kid.tag_name().name()).collect();
        check_kids(&at, content, &kids);
    }
    for node in root.descendants() {
        for target in ["href", "source"].iter().filter_map(|key| node.attribute(*key)?.strip_prefix('#')) {
            assert!(ids.contains(target), "{name}: nothing has the id {target}");
        }
    }
}

fn check_attributes(at: &str, node: Node, attributes: &str) {
    let known: Vec<&str> = attributes.split_whitespace().collect();
    for attribute in node.attributes() {
        let is_known = known.iter().any(|known| known.trim_end_matches('!') == attribute.name());
        assert!(is_known, "{at} has {}", attribute.name());
        assert!(!attribute.value().is_empty() || attribute.name() == "alt", "{at}: {} is empty", attribute.name());
    }
    for needed in known.iter().filter_map(|known| known.strip_suffix('!')) {
        assert!(node.has_attribute(needed), "{at} lacks {needed}");
    }
}

fn check_kids(at: &str, content: &str, kids: &[&str]) {
    if content == "text" {
        return kids.iter().for_each(|kid| assert!(TEXT.contains(kid), "{at} has <{kid}> in its text"));
    }
    let mut rest = kids;
    for particle in content.split_whitespace() {
        let names = particle.split('|').flat_map(|name| match name.trim_end_matches(['?', '*', '+']) {
            "BLOCK" => BLOCK.to_vec(),
            "HIERARCHY" => HIERARCHY.to_vec(),
            name => vec![name],
        });
        let names: Vec<&str> = names.collect();
        let count = rest.iter().take_while(|kid| names.contains(kid)).count();
        let is_good = match particle.chars().last() {
            Some('?') => count <= 1,
            Some('*') => true,
            Some('+') => count >= 1,
            _ => count == 1,
        };
        assert!(is_good, "{at} has {count} of {particle} in {kids:?}");
        rest = &rest[count..];
    }
    assert!(rest.is_empty(), "{at} has {rest:?} too many");
    // Text before what stands below a heading, or text alone.
    let middle = kids.iter().position(|kid| ["content", "intro"].contains(kid)).unwrap_or(0);
    let headed = kids.iter().take(middle).all(|kid| ["num", "heading"].contains(kid));
    assert!(headed && (!kids.contains(&"content") || kids.last() == Some(&"content")), "{at} has {kids:?}");
}
