//! Where the files of an edition refer to: what its sources name, the site that publishes it, and names that are no addresses.

use std::collections::BTreeSet;
use std::path::Path;

use gazette::compile::{Edition, Goal};
use gazette::proof::web;
use gazette::uses::{Imposition, Use};
use lopdf::{Dictionary, Object};

use crate::support::{Folder, HEAD, compile, root};

/// What an edition can be put to.
const ALL: [Use; 5] = [Use::Press, Use::Imposed(Imposition::Booklet), Use::Proof, Use::Offprints, Use::LargePrint];

/// Names that are written as addresses, which nobody fetches: of XML, of linked data, of PDF metadata (ISO 19005, 14289, 15930); and
/// what the maker of the Fandol faces has in them for their licence, which the report quotes.
const NAMES: [&str; 19] = [
    "adobe:ns:meta/",
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0",
    "http://ns.adobe.com/pdf/1.3/",
    "http://ns.adobe.com/pdfx/1.3/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/xap/1.0/mm/",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "http://ns.adobe.com/xap/1.0/t/pg/",
    "http://purl.org/dc/elements/1.1/",
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfa/ns/property#",
    "http://www.aiim.org/pdfa/ns/schema#",
    "http://www.aiim.org/pdfua/ns/id/",
    "http://www.gnu.org/licenses/licenses.html",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/2005/Atom",
    "https://schema.org",
];

/// What refers to anything outside of the folder it lies in: addresses with a scheme, and those that take it from the page.
fn addresses_in(text: &str) -> BTreeSet<String> {
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_address = |c: char| c.is_ascii_graphic() && !"\"'<>()[]{}\\`|^,;".contains(c);
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("//") {
        let rest: String = text[at..].chars().take_while(|c| is_address(*c)).collect();
        let before = text[..at].strip_suffix(':').map(|before| {
            let scheme = before.len() - before.chars().rev().take_while(|c| is_scheme(*c)).count();
            &text[scheme..at]
        });
        // `// words` and `//!` begin comments.
        if let Some(scheme) = before.filter(|_| rest.len() > 2) {
            found.insert(format!("{scheme}{rest}"));
        } else if rest.chars().nth(2).is_some_and(|c| c.is_ascii_alphanumeric()) {
            found.insert(rest);
        }
    }
    for (at, scheme) in
        ["mailto:", "javascript:", "data:", "file:", "blob:"].iter().flat_map(|it| text.match_indices(it))
    {
        let rest: String = text[at..].chars().take_while(|c| is_address(*c)).collect();
        if rest.len() > scheme.len() {
            found.insert(rest.chars().take(60).collect());
        }
    }
    found
}

/// The values of a JSON file.
fn strings<'a>(value: &'a serde_json::Value, found: &mut Vec<&'a str>) {
    match value {
        serde_json::Value::String(text) => found.push(text),
        serde_json::Value::Array(values) => values.iter().for_each(|value| strings(value, found)),
        serde_json::Value::Object(pairs) => pairs.iter().for_each(|(key, value)| {
            found.push(key);
            strings(value, found);
        }),
        _ => {}
    }
}

fn of_xml(text: &str) -> BTreeSet<String> {
    let document = roxmltree::Document::parse(text).unwrap();
    let mut found = BTreeSet::new();
    for node in document.descendants() {
        found.extend(node.attributes().flat_map(|attribute| addresses_in(attribute.value())));
        found.extend(node.text().map(addresses_in).unwrap_or_default());
        found.extend(node.namespaces().map(|name| name.uri().to_owned()));
        assert!(node.pi().is_none_or(|pi| pi.target == "xpacket"), "{text:.200}");
    }
    found
}

fn of_html(bytes: &[u8]) -> BTreeSet<String> {
    let page = web::read(bytes).unwrap();
    let mut found = BTreeSet::new();
    for element in page.descendants() {
        found.extend(element.attributes.values().flat_map(|value| addresses_in(value)));
        if element.name == "script" && !element.text().is_empty() {
            found.extend(of_json(element.text().as_bytes()));
        }
    }
    found.extend(addresses_in(&page.text()));
    found
}

fn of_json(bytes: &[u8]) -> BTreeSet<String> {
    let value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let mut found = Vec::new();
    strings(&value, &mut found);
    found.into_iter().flat_map(addresses_in).collect()
}

/// The links of a PDF file, its metadata and that of what is in it; everything that could lead elsewhere in another way is absent.
fn of_pdf(bytes: &[u8]) -> BTreeSet<String> {
    let pdf = lopdf::Document::load_mem(bytes).unwrap();
    let mut found = BTreeSet::new();
    let mut dicts: Vec<&Dictionary> = vec![&pdf.trailer];
    let mut left: Vec<&Object> = pdf.objects.values().chain(pdf.trailer.iter().map(|(_, value)| value)).collect();
    while let Some(object) = left.pop() {
        match object {
            Object::Array(values) => left.extend(values),
            Object::Dictionary(dict) => {
                dicts.push(dict);
                left.extend(dict.iter().map(|(_, value)| value));
            }
            Object::Stream(stream) => {
                assert!(!stream.dict.has(b"F"), "a stream in another file");
                if stream.dict.has_type(b"Metadata") {
                    let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                    found.extend(of_xml(std::str::from_utf8(&content).unwrap()));
                }
                dicts.push(&stream.dict);
                left.extend(stream.dict.iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    let has = |dict: &Dictionary, key: &[u8], name: &str| {
        dict.get(key).and_then(Object::as_name).is_ok_and(|found| found == name.as_bytes())
    };
    for dict in dicts {
        for action in ["Launch", "GoToR", "GoToE", "SubmitForm", "ImportData", "JavaScript", "Rendition", "Thread"] {
            assert!(!has(dict, b"S", action), "{action}");
        }
        assert!(!has(dict, b"FS", "URL"), "a file on the web");
        if let Ok(Object::String(address, _)) = dict.get(b"URI") {
            found.insert(String::from_utf8(address.clone()).unwrap());
        }
    }
    found
}

/// Every address in a file, by its name.
fn addresses(name: &str, bytes: &[u8]) -> BTreeSet<String> {
    let text = || std::str::from_utf8(bytes).unwrap();
    match name.rsplit_once('.').unwrap().1 {
        "html" => of_html(bytes),
        "svg" | "xml" => of_xml(text()),
        "json" => of_json(bytes),
        "pdf" => of_pdf(bytes),
        // A line feed in a string of a script is no part of the address behind it.
        "js" => addresses_in(&text().replace("\\n", "\n")),
        "css" | "csv" => addresses_in(text()),
        other => panic!("{name}: nobody looked into files of the kind {other}"),
    }
}

/// The addresses that stand in the sources of an issue; `<a@b.cn>` is one of a mailbox.
fn typed(series: &Path, issue: &Path) -> BTreeSet<String> {
    let files = std::fs::read_dir(issue).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let files = files.chain([series.join("gazette.toml")]);
    let texts: String = files.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let marked = texts.split('<').filter_map(|rest| rest.split_once('>')).map(|(marked, _)| marked);
    let mailboxes = marked.filter(|marked| marked.contains('@')).map(|mailbox| format!("mailto:{mailbox}"));
    addresses_in(&texts).into_iter().chain(mailboxes).collect()
}

/// Holds every file of an edition against what its sources name; returns the names that are no addresses.
#[track_caller]
fn refers_nowhere_else(edition: &Edition, typed: &BTreeSet<String>, site: Option<&str>) -> BTreeSet<String> {
    let is_own = |address: &str| site.is_some_and(|site| address.starts_with(site));
    let (mut others, mut names) = (BTreeSet::new(), BTreeSet::new());
    for (name, bytes) in &edition.artefacts {
        for address in addresses(name, bytes) {
            if NAMES.contains(&address.as_str()) {
                names.insert(address);
            } else if !typed.contains(&address) && !is_own(&address) {
                others.insert(format!("{name}: {address}"));
            }
        }
    }
    assert_eq!(others, BTreeSet::new());
    names
}

#[test]
fn the_printed_issue_refers_to_nothing() {
    let (series, issue) = (root().join("issues"), root().join("issues/2024-02"));
    let (edition, _) = compile(&series, &issue, Goal::Artefacts(&ALL));
    let typed = typed(&series, &issue);
    refers_nowhere_else(&edition.unwrap(), &typed, None);
}

#[test]
fn an_issue_of_every_construct_refers_to_what_its_documents_link() {
    let (series, issue) = (root().join("tests/browser/series"), root().join("tests/browser/series/2024-09"));
    let (edition, _) = compile(&series, &issue, Goal::Artefacts(&ALL));
    let typed = typed(&series, &issue);
    let edition = edition.unwrap();
    let names = refers_nowhere_else(&edition, &typed, Some("https://www.linjiang.example/gongbao/"));
    assert_eq!(names.into_iter().collect::<Vec<_>>(), NAMES, "each is in some file");
    let link = "https://www.example.gov.cn/yingji/fanghuo?year=2024";
    for name in ["wenjian.html", "2024-09.pdf"] {
        assert!(addresses(name, &edition.artefacts[name]).contains(link), "{name}");
    }
}

#[test]
fn what_refers_elsewhere_is_seen_in_files_of_every_kind() {
    let edition = Folder::with_front_matter(HEAD).edition();
    let evil = "https://evil.cn/a";
    let page = String::from_utf8(edition.artefacts["a.html"].clone()).unwrap();
    for (name, contents) in [
        ("a.html", page.replace("<main", &format!("<img src=\"{evil}\"><main"))),
        ("b.html", page.replace("<main", "<img src=\"//evil.cn/a\"><main")),
        ("a.css", format!("@import url({evil});")),
        ("b.css", "a { background: url('//evil.cn/a') }".to_owned()),
        ("a.js", format!("fetch(\"{evil}\");")),
        ("a.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"{evil}\"/></svg>")),
        ("a.xml", format!("<a><b>{evil}</b></a>")),
        ("a.json", format!("{{\"a\": [\"{evil}\"]}}")),
        ("a.csv", format!("a,{evil}\n")),
    ] {
        assert!(addresses(name, contents.as_bytes()).iter().any(|found| found.ends_with("//evil.cn/a")), "{name}");
    }
    let mut pdf = lopdf::Document::load_mem(&edition.artefacts["2024-01.pdf"]).unwrap();
    let action = lopdf::dictionary! { "S" => "URI", "URI" => Object::string_literal(evil) };
    pdf.add_object(lopdf::dictionary! { "Subtype" => "Link", "A" => action });
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    assert!(addresses("a.pdf", &bytes).contains(evil));
}

#[test]
fn an_address_leads_where_it_was_typed_whatever_its_characters() {
    let typed = [
        "https://例子.cn/甲?乙=丙&丁=戊#己",
        "https://a.cn/%E7%94%B2%20b",
        "https://a.cn/b(c)",
        "mailto:甲@example.cn",
    ];
    let body: String = typed.iter().map(|address| format!("[甲](<{address}>)。\n\n")).collect();
    let edition = Folder::with_body(&body).edition();
    let found = addresses("2024-01.pdf", &edition.artefacts["2024-01.pdf"]);
    assert!(typed.iter().all(|address| found.contains(*address)), "{found:?}");
}
