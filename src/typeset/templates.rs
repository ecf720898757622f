//! The templates of an issue: those of the program, with the series' own in their places.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::syntax::{FileId, Source, SyntaxNode, ast, parse};

use super::world::{PAGE_FILES, TEMPLATES};
use crate::diag::Diagnostics;
use crate::digest::sha256;
use crate::nearest::nearest;
use crate::place::Place;
use crate::source::{IssueDir, STYLE_SHEET_FILE};

/// Where the templates lie in the world.
pub(super) const ROOT: &str = "/templates/";

/// Every template by its path in the world. A file of the series replaces the program's of the same path.
pub(super) fn all(dir: &IssueDir) -> impl Iterator<Item = (String, &str)> {
    let own = dir.templates.iter().filter(|(path, _)| !is_page_file(path));
    let own = own.map(|(path, file)| (format!("{ROOT}{path}"), file.text()));
    let program = program().filter(|(path, _)| !dir.templates.contains_key(*path));
    program.map(|(path, text)| (format!("{ROOT}{path}"), text)).chain(own)
}

/// What web pages use as it is: the style sheet and the scripts, by name.
pub(crate) fn page_files(dir: &IssueDir) -> impl Iterator<Item = (&'static str, &str)> {
    PAGE_FILES.iter().map(|(name, text)| (*name, dir.templates.get(*name).map_or(*text, |file| file.text())))
}

/// Every file of the program that one of the series can replace, with its text, by path.
pub(crate) fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    program().chain(PAGE_FILES)
}

/// Reports templates of the series that nothing would ever read, since a name was mistyped, and what its style sheet takes from
/// elsewhere.
pub(crate) fn check(dir: &IssueDir, diagnostics: &mut Diagnostics) {
    for range in dir.templates.get(STYLE_SHEET_FILE).map(|file| taken_in(file.text())).unwrap_or_default() {
        let file = &dir.templates[STYLE_SHEET_FILE];
        let message = message!("style-sheet-takes", what = &file.text()[range.clone()]);
        diagnostics.error("page-unsafe", file.place(range), message, message!("style-sheet-takes.help"));
    }
    let mut read: BTreeSet<String> = built_in().map(|(path, _)| path.to_owned()).collect();
    let mut unseen: Vec<String> = read.iter().filter(|path| dir.templates.contains_key(*path)).cloned().collect();
    while let Some(path) = unseen.pop() {
        let Some(file) = dir.templates.get(&path).filter(|_| !is_page_file(&path)) else { continue };
        let mut imports = Vec::new();
        find_imports(&parse(file.text()), &mut imports);
        for import in imports.iter().filter_map(|import| resolve(&path, import)) {
            if read.insert(import.clone()) {
                unseen.push(import);
            }
        }
    }
    for (path, file) in dir.templates.iter().filter(|(path, _)| !read.contains(*path)) {
        let help = match nearest(path, program().map(|(known, _)| known)) {
            Some(known) => message!("template-unused.help", known),
            None => message!("template-unused.import"),
        };
        diagnostics.warning("unused-file", Place::whole(file.shown()), message!("template-unused", path), help);
    }
}

/// A template of the program as Typst reads it.
pub(crate) fn source(id: FileId) -> Option<Source> {
    let path = id.vpath().get_with_slash().strip_prefix(ROOT)?;
    program().find(|(own, _)| *own == path).map(|(_, text)| Source::new(id, text.to_owned()))
}

/// One digest of all templates of the program, its style sheet and its scripts.
pub(crate) fn digest() -> String {
    let files: BTreeMap<_, _> = built_in().collect();
    let list: String = files.iter().map(|(path, text)| format!("{}  {path}\n", sha256(text.as_bytes()))).collect();
    sha256(list.as_bytes())
}

/// The templates of the program by their paths within their folder.
fn program() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES.iter().filter_map(|(path, text)| Some((path.strip_prefix("templates/")?, *text)))
}

/// Whether a file beside the templates is no template.
fn is_page_file(path: &str) -> bool {
    PAGE_FILES.iter().any(|(name, _)| *name == path)
}

/// Where a style sheet names another one, or a host: outside of its comments nothing else has two strokes.
fn taken_in(style: &str) -> Vec<Range<usize>> {
    let mut code = String::new();
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        let length = comment.find("*/").map_or(comment.len(), |end| end + 2);
        code += before;
        code += &" ".repeat(2 + length);
        rest = &comment[length..];
    }
    code += rest;
    code.make_ascii_lowercase();
    let ends = |c: char| c.is_whitespace() || "\"'(){};,".contains(c);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in code.match_indices("@import").chain(code.match_indices("//")) {
        let start = code[..at].rfind(ends).map_or(0, |before| before + 1);
        let end = code[at..].find(ends).map_or(code.len(), |length| at + length);
        if found.last().is_none_or(|last| last.start != start) {
            found.push(start..end);
        }
    }
    found
}

/// The paths in `import` and `include`.
fn find_imports(node: &SyntaxNode, found: &mut Vec<String>) {
    let import = node.cast::<ast::ModuleImport>().map(|import| import.source());
    let source = import.or_else(|| node.cast::<ast::ModuleInclude>().map(|include| include.source()));
    if let Some(ast::Expr::Str(path)) = source {
        found.push(path.get().to_string());
    }
    node.children().for_each(|child| find_imports(child, found));
}

/// The path within the folder of templates that `import` means in the file at `path`.
fn resolve(path: &str, import: &str) -> Option<String> {
    let base = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let full = if import.starts_with('/') { import.strip_prefix(ROOT)?.to_owned() } else { format!("{base}/{import}") };
    let mut parts = Vec::new();
    for part in full.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
