//! The elements of a document that GB/T 9704 names: above its text `preface`, below it `conclusions`.

use super::super::xml::Element;
use crate::issue::Document;
use crate::manifest::{Colophon, Form, FrontMatter, Layout, Text};

/// What stands above the text, in the order of paper (7.2, 10.1, 10.2); without a red head the number stands below the title.
pub(super) fn preface(document: &Document, layout: &Layout) -> Element {
    let FrontMatter { form, copy_number, secrecy, urgency, head, number, signers, title, .. } = &document.front_matter;
    let number = number.as_ref().map(|number| Element::line("p").kid(printed_lines("docNumber", number)));
    let full_title = Element::line("p").kid(printed_lines("docTitle", document.title()));
    let addressee = line("addressee", "", &document.front_matter.addressee);
    let preface = Element::new("preface");
    let Some(head) = head.as_ref().filter(|_| layout.red_heads) else {
        return preface.kid(full_title).kids(number).kids(addressee);
    };
    let marks = [("copy-number", copy_number), ("secrecy", secrecy), ("urgency", urgency)];
    let marks = marks.into_iter().filter_map(|(class, mark)| line(class, "", mark));
    // Without a title the head is what the document is called.
    let (head, title) = match title {
        Some(_) => (Element::line("p").kid(printed_lines("docProponent", head)), Some(full_title)),
        None => (full_title, None),
    };
    let preface = match form {
        Form::Letter => preface.kid(head).kids(marks),
        _ => preface.kids(marks).kid(head),
    };
    preface.kids(number).kids(line("signers", "签发人：", signers)).kids(title).kids(addressee)
}

/// What stands below the text (7.3.5, 7.3.6, 10.3), with 版记 (7.4).
pub(super) fn conclusions(document: &Document, layout: &Layout) -> Element {
    let FrontMatter { signature, seals, signatories, date, attendance, note, colophon, .. } = &document.front_matter;
    let labels = [("present", "出席："), ("excused", "请假："), ("attending", "列席：")];
    let attendance = labels.into_iter().zip(attendance).filter_map(|((class, label), names)| line(class, label, names));
    let signed = |words: Element, is_stamped: bool, class: &'static str, stamp: &'static str| {
        let line = Element::line("p").with("class", class);
        line.kid(if is_stamped { words.with("class", stamp) } else { words })
    };
    let bodies = signature
        .iter()
        .flat_map(Text::lines)
        .map(|body| signed(Element::line("signature").text(body), seals.is_some(), "signature", "sealed"));
    let persons = signatories.iter().map(|person| {
        let words = format!("{}\u{3000}{}", person.title.joined(), person.name.joined());
        signed(Element::line("signature").text(words), person.stamp.is_some(), "signatories", "stamped")
    });
    let date = date.map(|date| {
        let words = Element::line("date").with("date", date.iso()).text(date.to_string());
        Element::line("p").with("class", "date").kid(words)
    });
    let colophon = colophon.as_ref().filter(|_| layout.colophons).map(colophon_of);
    Element::new("conclusions")
        .kids(attendance)
        .kids(bodies)
        .kids(persons)
        .kids(date)
        .kids(line("note", "", note))
        .kids(colophon)
}

fn colophon_of(colophon: &Colophon) -> Element {
    let Colophon { addressee, copies_to, printed_by, printed_on } = colophon;
    let printed_on = printed_on.map(|date| {
        let words = Element::line("date").with("date", date.iso()).text(date.to_string());
        Element::line("p").with("class", "printed-on").kid(words).text("印发")
    });
    Element::new("container")
        .with("name", "colophon")
        .kids(line("addressee", "主送：", addressee))
        .kids(line("copies-to", "抄送：", copies_to))
        .kids(line("printed-by", "", printed_by))
        .kids(printed_on)
}

/// An element that has no name of its own in Akoma Ntoso, with the label that is printed before it.
fn line(class: &'static str, label: &str, text: &Option<Text>) -> Option<Element> {
    let text = text.as_ref()?;
    Some(Element::line("p").with("class", class).text(format!("{label}{}", text.joined())))
}

/// A text whose printed lines are known.
fn printed_lines(name: &'static str, text: &Text) -> Element {
    text.lines().enumerate().fold(Element::line(name), |element, (index, line)| {
        element.kids((index > 0).then(|| Element::new("eol"))).text(line)
    })
}
