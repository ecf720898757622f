//! A compiler for the official gazette (政府公报) of a Chinese government office.
//!
//! An issue is a folder of Markdown documents with TOML metadata. One command turns it into a print-ready PDF and an
//! HTML edition, and works out the page numbers of the contents on the way. What a gazette prints is the legal standard
//! text (标准文本) of a document, so three things outrank everything else: nothing is lost or altered, the numbers are
//! true, and an error says where.
//!
//! # The steps
//!
//! ```text
//! issues/2024-02/
//!   → IssueDir         source      what is on disk at one moment: the issue, and what its series shares
//!   → ManifestRead     manifest    what the TOML says, with places
//!   →                  amount      an issue of more characters or cells than was meant is not read
//!   → Document…        markdown    one tree a document, a byte range of the file on every node
//!   → Draft            issue       all that could be read of an issue, wrong or not
//!   →                  lint        what can be printed and was hardly meant so is reported
//!   →                  glyphs      every character has a face, or is reported
//!   → Issue            issue       what it means: order, names, pictures
//!   → Typesetter       typeset     templates + the issue's files + what is told of it + the module `gazette`
//!   → PagedDocument    typeset     Typst's own layout loop settles the contents; what cannot be read where it was put is an error
//!   → Pagination       pagination  folio and sheet of every document and heading, read once
//!   → Extents          typeset     the printed lines of every passage, for the lock
//!   → PDF              typeset     PDF/A-2a and PDF/UA-1, packed; PDF/A-3a with the sources within it, if the series asks for them
//!   → offprints        uses        the pages of each document, if they are asked for: web pages lead to them
//!   → HTML pages       typeset     the same world, now also serving /gazette/pages.json, once a page; while the PDF is read back
//!   → Search data      artefact    every text with its folios, as a script
//!   → machine forms    exchange    what else is said of the issue, for those who take it over: JSON, CSV, Atom, Akoma Ntoso
//!   → Proofs           proof       the contents in six sources; what the ruler finds, beside the figures of GB/T 9704; every glyph
//!                                  beside its font file; nothing that hides, covers or adds; every web page beside what the
//!                                  issue says
//!   → further editions uses        for the press, for proof-readers, in large print; if they are asked for
//!   → job ticket       uses        what a print shop is told, once the press proof has read the press edition
//!   → Artefacts        artefact    name → bytes, and the report
//!   → disk             artefact    a temporary folder, which takes the place of the former edition at once
//!   → Lock             lock        issue.lock: what all this was made of and came to; what differs from it, and why
//! ```
//!
//! A built edition goes the other way, from its files alone: `verify` reads its manifest, compares the digests and what manifest
//! and report say, and proves contents, text, glyphs and pages.
//!
//! The JSON Schemas that `schema` prints are made from the types with which `manifest` reads (`manifest::schema`).
//!
//! `fmt` writes the files of an issue in one way, and holds each of them against what it said before.
//!
//! What an issue is made from begins with `start`: a new series, the next issue, a further document, from the last of their kind, and
//! templates to be changed, from those of the program.
//!
//! While somebody writes, `watch` waits for files to be saved, and `serve` shows in a browser what [`compile`] has come to: pages as
//! soon as they are laid out, as a `typeset::Layout`, the edition when it is proved. All of it is made anew each time; what was not
//! changed Typst remembers, since the places that it is told of a text have some leeway (`typeset::leeway`). Where a change moves little,
//! pages are shown even sooner (`typeset::glimpse`), laid out from those that are shown; nothing else is made of them.
//!
//! `build` and `check` work on as many issues at once as there are cores (`command::batch`): each thread goes through all steps of
//! one issue and hands back what is told of it, which one thread prints in order. They share the faces and what Typst remembers, of
//! which as much is kept as the issues in work may come back to. An edition says in one digest what it is made of
//! (`artefact::inputs`), the program included, whose own digest `build.rs` makes; one that would become the same is not built again.
//!
//! Whether all that a build needs is there, and fit for it, is asked by `doctor`: faces, templates, and where editions go.
//!
//! [`compile::compile`] knows this order and no other module does. `command` has one file for each verb.
//!
//! # What holds everywhere
//!
//! - Page numbers exist nowhere before layout, during layout in Typst's introspector, afterwards in
//!   [`pagination::Pagination`] and nowhere else.
//! - Only [`source`] reads an issue, and only [`artefact::write`] writes an edition or a lock (it reads the former one's manifest, to see
//!   whether it may be replaced). In between there is no clock, environment or global state, and files are named from within the
//!   issue folder: the same folder gives the same bytes. `check --reproducible` puts that to the test (`command::second_build`). Only
//!   `timings` looks at a clock, if it is asked to, and tells nobody but its own file.
//! - Nothing outside of the series is read or fetched: links on the disk are errors, what a document names is looked up among the files
//!   that were read, and Typst has no other world. `SECURITY.md` says what else holds against whom.
//! - What the program says is a [`language::Message`], which holds both languages; only `command` chooses one, so that no step
//!   before depends on a locale, and a file tells both.
//! - What is written is written within `interrupt::undisturbed`, and what must not stay is known to `interrupt`, so that Ctrl-C
//!   leaves neither half a file nor a process. It is the one place but `main` that ends the program. A program that is killed cannot
//!   clear up: temporary folders are held while somebody is at work in them (`interrupt::hold`), and who makes the next one deletes
//!   those that nobody holds. The same lock on the folder of all editions lets one build at a time put its edition into it.
//! - `start` reads and writes what editors go on with, never an edition; it leaves what is there as it is, but for the list in
//!   `issue.toml` that gets a new document, and what `fmt` puts in order.
//! - Rust owns facts, down to the words in which a date is printed. Templates own looks: lengths, colours, which role's face
//!   goes where. Templates never parse text. Lengths stand in Rust in three places only: where the settings of a series are
//!   checked against the paper (`manifest::grid`), in the proofs, which judge what templates made, and where pages are put on
//!   sheets (`uses::imposition`), which no template sees.
//! - Rust tells templates `/gazette/issue.json` and, apart from it, `/gazette/sections.json`, what stands in it, so that a title can be
//!   changed without setting everything anew; the functions and elements of the module `gazette` (`typeset::library`), for the web
//!   `/gazette/pages.json`, and what draws on the pages of a further edition `/gazette/sheets.json`. Templates tell Rust metadata
//!   with a label: `gazette-mark` and `gazette-end`, where a document begins and ends; `gazette-signed`, where it is signed;
//!   `gazette-back-cover`, the page after all documents; `gazette-red`, which colour has an ink of its own. What they refuse to set
//!   they assert by the name of a message, `name` or `name: words`, which `typeset::refusal` makes in both languages. Nothing else
//!   crosses. `/gazette/loose.json` goes from a first layout to a second one, past the templates; the labels `gazette-no-folio` and
//!   `gazette-before-colophon` go from template to template.
//! - What varies reaches Typst through `World::file`, never through the `Library`, which is one for all.
//! - A proof is given finished bytes and reads them with [`proof::reader`] and [`proof::web`], which share no code with the writer
//!   but ttf-parser, for the outlines of glyphs.
//! - `issue.lock` is asked for nothing but differences: an issue is the same edition with and without it.
//! - Layout that does not converge is an error: the printed numbers would be lies.
//!
//! # Two kinds of failure
//!
//! What an editor can mend is a [`diag::Diagnostic`] with a place. All of them are collected, over all files, before
//! anything stops: TOML is read again without the entry that was wrong (`manifest::strict`), and documents are read when the
//! manifest is wrong. The environment (a folder that is not there, a full disk) is an [`anyhow::Error`].
//!
//! What was typed wrongly is told before there is a command (`command_line`), by clap in the words of the catalogue, where the help is
//! too.
//!
//! Commands give both to one sink (`command::sink`), which prints them in the format asked for; the formats are functions of
//! [`diag`]. What a code means stands in one catalogue ([`explain`]), which SARIF and `gazette explain` read; the tests hold it
//! against the codes in the sources and build its examples.
//!
//! # Where this departs from the first design
//!
//! - Raw TOML structs are strict serde with every key optional; required keys are asked for afterwards. Serde alone would
//!   stop at the first mistake.
//! - Overrides of the series stand in a table `[gazette]` of `issue.toml`, so that one struct describes both.
//! - Findings are printed with annotate-snippets, which counts columns from 1; typst-kit is not used, since an issue is
//!   wholly in memory and its fonts are few, and its watcher waits longer than a change may take to the browser.
//! - A table crosses to Typst as `gazette.data-table`, with what the text of each column asks for; the template measures out
//!   the columns. What a template cannot do is done in Rust with the lengths it gives: `gazette.table-rows` says where the text
//!   of each cell stands and which rows stay whole, `gazette.whole-table` sets a table that fits a page without measuring it before,
//!   `gazette.long-table` puts 续表 above the further parts of one that does not without another pass of layout, and
//!   `gazette.turned` turns what goes on over pages.
//! - A table goes on without what is set around it of elements that no cell holds (`typeset::table::around`), and the contents take in
//!   Typst's first round the room that they have in the last: a long table takes a tenth less time, a volume two rounds in place of three.
//! - Typst's line breaking is ruled by joiners in the text, which are taken out of the finished layout; a paragraph whose lines
//!   they tear apart is composed with fewer, in a second layout.
//! - A document ends on the last printed page before the next one, not where its mark stands, which cannot know where a footnote
//!   ends.
//! - lopdf is no test dependency: [`proof::reader`] takes finished files apart with it, and the tests read pages with that.
//! - The profile is `release` throughout, since the two commands of the README are.
//! - Fonts and templates are inside the binary; the files of a series in `fonts/` and `templates/` win over them.
//! - The two files that may set a key, `gazette.toml` and `issue.toml`, are read at once (`manifest::layers`).

#[macro_use]
pub mod language;

mod address;
mod amount;
mod args;
pub mod artefact;
mod command;
mod command_line;
pub mod compile;
pub mod diag;
mod digest;
mod doctor;
mod drawing;
mod exchange;
pub mod explain;
mod fmt;
mod glyphs;
mod interrupt;
pub mod issue;
mod lint;
pub mod lock;
pub mod manifest;
pub mod markdown;
mod nearest;
pub mod pagination;
pub mod passage;
mod pictures;
pub mod place;
pub mod proof;
mod serve;
pub mod source;
mod start;
mod timings;
pub mod typeset;
pub mod uses;
mod verify;
mod watch;
mod within;

use std::ffi::OsString;

pub use args::Args;

/// What the program calls itself in the files it makes.
pub(crate) const CREATOR: &str = concat!("gazette ", env!("CARGO_PKG_VERSION"));

/// Carries out what was typed, the name of the program first, and returns the exit code: 0 good, 1 the issue is wrong, 2 usage or
/// environment.
pub fn run(typed: impl IntoIterator<Item = OsString>) -> u8 {
    match command_line::read(typed) {
        Ok(args) => command::run(&args),
        Err(exit_code) => exit_code,
    }
}
