//! The issue for those who print from HTML: WeasyPrint and Chromium. The numbers of the contents are `target-counter`, which only
//! the former knows.

use std::path::Path;

use super::issue::{Block, Document, Issue, Span, Table, put};

const HEAD: &str = "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>TITLE</title><style>
@font-face{font-family:fang;src:url(FONTS/fandol/FandolFang-Regular.otf)}
@font-face{font-family:kai;src:url(FONTS/fandol/FandolKai-Regular.otf)}
@font-face{font-family:hei;src:url(FONTS/fandol/FandolHei-Regular.otf)}
@font-face{font-family:song;src:url(FONTS/fandol/FandolSong-Bold.otf)}
@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:counter(page)}}
html{font:15.79pt/29.7pt fang;text-align:justify}
p,h1,h2,h3,h4,table{margin:0;font-weight:normal;font-size:inherit}p,h2,h3,h4{text-indent:2em;break-inside:auto}
strong,h2{font-family:hei;font-weight:normal}h3{font-family:kai}h2,h3,h4{break-after:avoid}
.page{break-before:page}.first{text-indent:0}.title{font:22pt/30pt song;text-align:center;text-indent:0;margin-bottom:10mm}
.head{font:29pt/34pt song;color:#c00000;text-align:center;text-indent:0;padding-top:35mm}
.number{text-align:center;text-indent:0;border-bottom:.5mm solid #c00000;margin:20mm 0 14mm;padding-bottom:4mm}
.signed{text-align:right;text-indent:0;padding-right:2em}
table{border-collapse:collapse;width:100%;font-size:12pt;line-height:17pt;text-align:center}td,th{border:.5pt solid;padding:5pt 3pt;font-weight:normal}
tr{break-inside:avoid}.colophon{font-size:14pt;border-top:.35mm solid;border-bottom:.35mm solid;margin-top:10mm}
nav a{display:block;color:inherit;text-decoration:none;font-size:14pt}nav a::after{content:target-counter(attr(href),page);float:right}
</style>";

/// A whole file; `fonts` is the folder of the faces.
pub(crate) fn write(issue: &Issue, fonts: &Path) -> String {
    let mut text =
        HEAD.replace("FONTS", &format!("file://{}", fonts.display())).replace("TITLE", &escaped(&issue.name));
    put(
        &mut text,
        format_args!(
            "<p class=head>{}<p class=title>{}<div class=page>{}</div><nav class=page><p class=title>目录",
            escaped(&issue.name),
            escaped(&issue.designation),
            issue.imprint.iter().map(|line| format!("<p class=first>{}", escaped(line))).collect::<String>()
        ),
    );
    let mut at = 0;
    for (section, documents) in &issue.sections {
        put(&mut text, format_args!("<h2>【{}】</h2>", escaped(section)));
        for document in documents {
            at += 1;
            let (title, number) = (escaped(&document.title.concat()), escaped(&document.number));
            put(&mut text, format_args!("<a href=#d{at}>{title}（{number}）</a>"));
        }
    }
    text.push_str("</nav>");
    for (at, document) in issue.documents().enumerate() {
        self::document(&mut text, at + 1, document);
    }
    text
}

fn document(text: &mut String, at: usize, document: &Document) {
    put(
        text,
        format_args!(
            "<section class=page id=d{at}><p class=head>{}<p class=number>{}<h1 class=title>{}</h1><p class=first>{}</p>",
            escaped(&document.head),
            escaped(&document.number),
            lines(&document.title),
            escaped(&document.addressee)
        ),
    );
    let (running, parts) = document.text_and_parts();
    running.iter().for_each(|block| self::block(text, block));
    put(
        text,
        format_args!(
            "<p class=signed>{}<p class=signed>{}<p>{}</p>",
            lines(&document.signature),
            escaped(&document.date),
            escaped(&document.note)
        ),
    );
    parts.iter().for_each(|block| self::block(text, block));
    put(
        text,
        format_args!(
            "<div class=colophon>抄送：{}<br>{} {}印发</div></section>\n",
            escaped(&document.copies_to),
            escaped(&document.printed_by),
            escaped(&document.printed_on)
        ),
    );
}

fn block(text: &mut String, block: &Block) {
    match block {
        Block::Part(label, title) => {
            let label = label.as_deref().map(escaped).unwrap_or_default();
            put(text, format_args!("<p class='page first'>{label}<h1 class=title>{}</h1>", lines(title)));
        }
        Block::Heading(level, spans) => put(text, format_args!("<h{level}>{}</h{level}>", inline(spans))),
        Block::Paragraph(spans) => put(text, format_args!("<p>{}</p>", inline(spans))),
        Block::Table(table) => self::table(text, table),
    }
}

fn table(text: &mut String, table: &Table) {
    text.push_str("<table><thead>");
    for (y, row) in table.rows.iter().enumerate() {
        text.push_str(if y == table.head { "</thead><tbody><tr>" } else { "<tr>" });
        for cell in row {
            put(text, format_args!("<td colspan={} rowspan={}>{}", cell.columns, cell.rows, escaped(&cell.text)));
        }
    }
    text.push_str("</table>");
}

fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>")
}

fn inline(spans: &[Span]) -> String {
    let span = |span: &Span| {
        if span.is_strong { format!("<strong>{}</strong>", escaped(&span.text)) } else { escaped(&span.text) }
    };
    spans.iter().map(span).collect()
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}
