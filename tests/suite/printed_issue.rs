//! Facts about the printed issue 2024 No. 2, the real input.

use std::sync::OnceLock;

use gazette::compile::{Edition, Goal, compile};
use gazette::diag::Diagnostics;
use gazette::source::IssueDir;

use crate::support::{Pdf, fonts, root};

fn edition() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| {
        let mut diagnostics = Diagnostics::default();
        let dir = IssueDir::read(&root().join("issues/2024-02"), &mut diagnostics).unwrap();
        let edition = compile(&dir, &fonts(), Goal::Artefacts, &mut diagnostics);
        assert_eq!(diagnostics.counts(), (0, 0));
        edition.unwrap()
    })
}

#[test]
fn probe() {
    let pdf = Pdf::of(edition());
    for sheet in [1, 2, 3, 4, 5, 14, 28] {
        println!("{sheet}: {}", pdf.text(sheet));
    }
    println!("{:#?}", pdf.bookmarks());
    println!("{:?}", edition().pagination);
}
