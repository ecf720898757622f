//! Where links lead out of the file: to nothing but what documents link to.

use std::collections::BTreeSet;

use super::{Fault, Furniture, MOST};
use crate::proof::reader::{Pdf, Target};

/// The links to addresses that are none of these, which are those of the documents; templates of a series may have links of their own.
pub fn away(pdf: &Pdf, linked: &BTreeSet<String>, furniture: Furniture) -> Vec<Fault> {
    let mut others = BTreeSet::new();
    for (page, sheet) in pdf.pages.iter().zip(1_usize..) {
        let addresses = page.links.iter().filter_map(|link| match &link.target {
            Target::Address(address) => Some(address),
            _ => None,
        });
        others.extend(addresses.filter(|address| !linked.contains(*address)).map(|address| (sheet, address)));
    }
    let code = if furniture == Furniture::Own { "not-plain" } else { "unknown-furniture" };
    let fault = |(sheet, address): (usize, &String)| Fault { code, message: message!("plain-away", sheet, address) };
    others.into_iter().take(MOST).map(fault).collect()
}
