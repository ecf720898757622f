//! What the ruler measures, and what it finds that is no figure, in the words of every language.
//!
//! `report.json` has the words of the items themselves, which are those of the English messages.

use super::measurement::{Measurement, Value};
use crate::language::Message;

impl Measurement {
    /// What was measured; names that are the standard's alone have no other words.
    pub(super) fn name(&self) -> Message {
        match self.what {
            "用纸 width" => message!("ruler-paper-width"),
            "用纸 height" => message!("ruler-paper-height"),
            "版心 width" => message!("ruler-type-width"),
            "版心 height" => message!("ruler-type-height"),
            "正文 3号" => message!("ruler-text-size"),
            "行, line to line" => message!("ruler-pitch"),
            "行, off the grid" => message!("ruler-grid"),
            "lines on a full page" => message!("ruler-lines"),
            "characters in a full line" => message!("ruler-characters"),
            "发文机关标志 below 版心's top" => message!("ruler-head"),
            "纪要标志 below 版心's top" => message!("ruler-minutes-head"),
            "发文机关标志, colour" => message!("ruler-head-colour"),
            "发文字号 below 标志" => message!("ruler-number"),
            "令号 below 标志" => message!("ruler-order-number"),
            "red line below 发文字号" => message!("ruler-line"),
            "red line, left of 版心" => message!("ruler-line-left"),
            "red line, width" => message!("ruler-line-width"),
            "red line, weight" => message!("ruler-line-weight"),
            "red line, colour" => message!("ruler-line-colour"),
            "标题 below the red line" => message!("ruler-title"),
            "正文, from 令号's line" => message!("ruler-order-text"),
            "标题 2号" => message!("ruler-title-size"),
            "发文机关标志 below the paper's top" => message!("ruler-letter-head"),
            "first double line below 标志" => message!("ruler-first-line"),
            "second double line above the paper's foot" => message!("ruler-second-line"),
            "double lines, width" => message!("ruler-lines-width"),
            "double lines, off the middle" => message!("ruler-lines-middle"),
            "first double line, weights" => message!("ruler-first-weights"),
            "second double line, weights" => message!("ruler-second-weights"),
            "double lines, colour" => message!("ruler-lines-colour"),
            "发文字号 below the double line" => message!("ruler-letter-number"),
            "标题 below the last element" => message!("ruler-letter-title"),
            "发文字号, off 版心's right" => message!("ruler-letter-number-right"),
            "页码 4号" => message!("ruler-folio-size"),
            "页码, dash below 版心" => message!("ruler-folio-below"),
            "页码, from the right on odd pages" => message!("ruler-folio-odd"),
            "页码, from the left on even pages" => message!("ruler-folio-even"),
            "页码 between dashes" => message!("ruler-folio-dashes"),
            "页码 before the first document" => message!("ruler-folio-early"),
            "页码 on a letter's first page" => message!("ruler-folio-letter"),
            "版记, first and last rule, weight" => message!("ruler-colophon-outer"),
            "版记, inner rules, weight" => message!("ruler-colophon-inner"),
            "版记 rules, left of 版心" => message!("ruler-colophon-left"),
            "版记 rules, width" => message!("ruler-colophon-width"),
            "版记, last rule below 版心's top" => message!("ruler-colophon-foot"),
            "版记 of a letter, foot below 版心's top" => message!("ruler-letter-colophon-foot"),
            "版记 4号" => message!("ruler-colophon-size"),
            what => Message::verbatim(what),
        }
    }
}

impl Value {
    /// The figure, or the words in place of one.
    pub(super) fn told(&self) -> Message {
        match self {
            Self::Words(words) => match words.as_str() {
                "red" => message!("ruler-red"),
                "not red" => message!("ruler-not-red"),
                "thick above thin" => message!("ruler-thick-thin"),
                "thin above thick" => message!("ruler-thin-thick"),
                "equal" => message!("ruler-equal"),
                words => Message::verbatim(words),
            },
            figure => Message::verbatim(figure.to_string()),
        }
    }
}
