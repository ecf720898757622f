//! `--format human`: findings with an excerpt of their file.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::printable::{is_c1, printable};
use super::{Diagnostic, Severity};
use crate::language::Language;
use crate::place::SourceFile;

/// Bytes of a line that is shown; nobody reads a longer one, and each of its thousand findings would show it again.
const LONGEST: usize = 20_000;

impl Diagnostic {
    /// The finding with an excerpt of its file, for people.
    pub fn to_human(&self, file: Option<&SourceFile>, language: Language, renderer: &Renderer) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let name = self.severity.name();
        let level = level.with_name(name.text(language));
        let mut group = Group::with_title(level.primary_title(self.message.text(language)).id(self.code));
        let excerpt = file.filter(|file| !self.place.range.is_empty() && self.place.range.end <= file.text().len());
        let excerpt = excerpt.map(|file| file.excerpt(&self.place.range));
        let (line, column) = self.lines_columns(file)[0];
        let path = printable(&self.place.file);
        if let Some(excerpt) = &excerpt
            && excerpt.text.len() <= LONGEST
        {
            group = group.element(
                Snippet::source(excerpt.text.as_str())
                    .line_start(excerpt.line)
                    .path(path.as_str())
                    .annotation(AnnotationKind::Primary.span(excerpt.range.clone())),
            );
        } else {
            let origin = Origin::path(path.as_str());
            group = group.element(if excerpt.is_some() { origin.line(line).char_column(column) } else { origin });
        }
        if let Some(help) = &self.help {
            let help = message!("finding-help", help).text(language).to_owned();
            group = group.element(Level::HELP.no_name().message(help));
        }
        // annotate-snippets shows all other control characters as signs.
        let rendered = renderer.render(&[group]).replace(is_c1, "\u{FFFD}");
        match language {
            Language::En => rendered,
            // The first colon is that behind the code, which annotate-snippets writes; the Chinese one is as wide with its blank.
            Language::Zh => rendered.replacen(": ", "：", 1),
        }
    }
}
