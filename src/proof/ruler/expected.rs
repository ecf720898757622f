//! What the ruler has to know besides the bytes: the settings, and which document stands on which sheet.

use crate::issue::Issue;
use crate::manifest::{Form, Sizes};
use crate::pagination::Pagination;

/// The settings of an issue and the places of its documents; lengths in mm.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Lines that fill the height of the type area (5.2.3).
    pub lines: u8,
    /// Characters that fill its width (5.2.3).
    pub chars: u8,
    /// 天头 (5.2.1)
    pub top_margin: f64,
    /// 订口 (5.2.1)
    pub inner_margin: f64,
    /// Width of 版心 (5.2.1).
    pub width: f64,
    /// Height of 版心 (5.2.1).
    pub height: f64,
    /// Whether even pages have their 订口 at the right.
    pub is_mirrored: bool,
    /// Sizes of type besides that of the text.
    pub sizes: Sizes,
    /// In printed order.
    pub documents: Vec<ExpectedDocument>,
}

/// A document of the issue.
#[derive(Debug, Clone)]
pub struct ExpectedDocument {
    /// Its Markdown file as messages name it.
    pub file: String,
    /// The page of the PDF on which it begins, from 1.
    pub sheet: u32,
    /// The page of the PDF on which it ends.
    pub last_sheet: u32,
    /// The folio of its first page.
    pub folio: u32,
    /// How it is laid out; [`Form::Plain`] also for a whole issue without red heads.
    pub form: Form,
    /// Whether it has 发文字号 or 令号.
    pub has_number: bool,
    /// Whether it is printed with 版记 between rules (7.4); false for a letter, which has no rules (10.1).
    pub has_colophon: bool,
    /// Whether it is a letter with 版记, which stands on the foot without rules (10.1).
    pub has_bare_colophon: bool,
}

impl ExpectedDocument {
    /// Whether 发文机关标志 stands on its first page.
    pub(super) fn has_head(&self) -> bool {
        !matches!(self.form, Form::Plain | Form::Article)
    }
}

impl Expected {
    /// What the settings and the layout of an issue promise.
    pub fn of(issue: &Issue, pagination: &Pagination) -> Self {
        let layout = &issue.series.layout;
        let documents = issue.documents().map(|document| {
            let elements = &document.front_matter;
            let pages = pagination.of(&document.slug);
            let has_colophon = layout.colophons && elements.colophon.is_some();
            let is_letter = elements.form == Form::Letter;
            ExpectedDocument {
                file: document.shown.clone(),
                sheet: pages.sheet.0,
                last_sheet: pages.sheet.0 + pages.last_folio.0.saturating_sub(pages.folio.0),
                folio: pages.folio.0,
                form: if layout.red_heads { elements.form } else { Form::Plain },
                has_number: elements.number.is_some(),
                has_colophon: has_colophon && !is_letter,
                has_bare_colophon: has_colophon && is_letter,
            }
        });
        Self {
            lines: layout.lines,
            chars: layout.chars,
            top_margin: layout.top_margin,
            inner_margin: layout.inner_margin,
            width: layout.width,
            height: layout.height,
            is_mirrored: layout.mirrored,
            sizes: issue.series.sizes.clone(),
            documents: documents.collect(),
        }
    }

    /// The standard's own figures, with no documents.
    pub fn standard() -> Self {
        Self {
            lines: 22,
            chars: 28,
            top_margin: 37.0,
            inner_margin: 28.0,
            width: 156.0,
            height: 225.0,
            is_mirrored: true,
            sizes: Sizes { title: 22.0, colophon: 14.0, folio: 14.0, table: 12.0, note: 10.5 },
            documents: Vec::new(),
        }
    }

    /// 字, the width of a character of the text and so its size (3.1).
    pub(super) fn cell(&self) -> f64 {
        self.width / f64::from(self.chars)
    }

    /// 行, from one line to the next (3.2).
    pub(super) fn pitch(&self) -> f64 {
        (self.height - self.cell()) / f64::from(self.lines.max(2) - 1)
    }

    /// A size of type on the scale on which 3号 is 16, in mm.
    pub(super) fn size(&self, size: f64) -> f64 {
        self.cell() * size / 16.0
    }

    /// The lower edge of the type area, from the top of the paper.
    pub(super) fn foot(&self) -> f64 {
        self.top_margin + self.height
    }

    /// The left edge of the type area of the page with this folio.
    pub(super) fn left(&self, folio: u32, paper: f64) -> f64 {
        if self.is_mirrored && folio.is_multiple_of(2) {
            paper - self.inner_margin - self.width
        } else {
            self.inner_margin
        }
    }

    /// The document to which a page of the PDF belongs: the one that ends there, when another begins on it.
    pub(super) fn document_on(&self, sheet: u32) -> Option<&ExpectedDocument> {
        self.documents.iter().find(|document| (document.sheet..=document.last_sheet).contains(&sheet))
    }

    /// Whether a document begins at the top of its first page.
    pub(super) fn begins_page(&self, document: &ExpectedDocument) -> bool {
        self.document_on(document.sheet).is_some_and(|first| std::ptr::eq(first, document))
    }
}
