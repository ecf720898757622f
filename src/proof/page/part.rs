//! The parts of a page that have to say something, as findings name them.

use crate::language::Message;

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part<'a> {
    /// The name by which links lead to the article.
    Article,
    /// 引用
    Citation,
    /// Its first heading.
    Heading,
    /// Where the link to the PDF leads.
    PdfAddress,
    /// The words of the link to the PDF.
    PdfLink,
    /// Where the link to the offprint leads.
    OffprintAddress,
    /// The words of the link to the offprint.
    OffprintLink,
    /// What stands before a footnote and leads back.
    NoteMark,
    /// Where a picture is taken from.
    PictureAddress,
    /// A fact of the document, by its label.
    Fact(&'a str),
    /// The link past the head of the page.
    WayToText,
    /// The gazette's name.
    Gazette,
    /// Year and number.
    Issue,
    /// What ends every page.
    Foot,
    /// The notice on standard texts.
    Notice,
    /// Where the link to a neighbour leads.
    NeighbourAddress,
    /// The words of the links to the neighbours.
    Neighbours,
    /// `<title>`
    Title,
    /// A class, or a `meta` element, by its name.
    Named(&'a str),
    /// Where the page itself is published.
    Address,
    /// The folder of the editions.
    Editions,
    /// 封底
    BackCover,
    /// 出版日期
    Day,
    /// 版权页
    Imprint,
    /// The periodical of the linked data, as a whole.
    Periodical,
    /// Its name.
    PeriodicalName,
    /// Who publishes it.
    Publisher,
    /// Another entry of the linked data, by its key.
    Data(&'a str),
}

impl Part<'_> {
    /// What it is called.
    pub(super) fn name(self) -> Message {
        match self {
            Self::Article => message!("page-part-article"),
            Self::Citation => message!("page-part-citation"),
            Self::Heading => message!("page-part-heading"),
            Self::PdfAddress => message!("page-part-pdf-address"),
            Self::PdfLink => message!("page-part-pdf-link"),
            Self::OffprintAddress => message!("page-part-offprint-address"),
            Self::OffprintLink => message!("page-part-offprint-link"),
            Self::NoteMark => message!("page-part-note-mark"),
            Self::PictureAddress => message!("page-part-picture-address"),
            Self::Fact(label) => message!("page-part-fact", label),
            Self::WayToText => message!("page-part-way-to-text"),
            Self::Gazette => message!("page-part-gazette"),
            Self::Issue => message!("page-part-issue"),
            Self::Foot => message!("page-part-foot"),
            Self::Notice => message!("page-part-notice"),
            Self::NeighbourAddress => message!("page-part-neighbour-address"),
            Self::Neighbours => message!("page-part-neighbours"),
            Self::Title => message!("page-part-title"),
            Self::Named(name) => message!("page-part-named", name),
            Self::Address => message!("page-part-address"),
            Self::Editions => message!("page-part-editions"),
            Self::BackCover => message!("page-part-back-cover"),
            Self::Day => message!("page-part-day"),
            Self::Imprint => message!("page-part-imprint"),
            Self::Periodical => message!("page-part-periodical"),
            Self::PeriodicalName => message!("page-part-periodical-name"),
            Self::Publisher => message!("page-part-publisher"),
            Self::Data(key) => message!("page-part-data", key),
        }
    }
}
