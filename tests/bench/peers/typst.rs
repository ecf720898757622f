//! The issue as somebody would write it by hand for Typst: the same page, faces, sizes and words, with contents whose numbers Typst
//! works out.

use super::issue::{Block, Document, Issue, Span, Table, put};

const PREAMBLE: &str = r##"// Made for a benchmark.
#let (zi, hang) = (156mm / 28, (225mm - 156mm / 28) / 21)
#let gap = hang - zi
#let red = rgb("#c00000")
#let song = ("FandolSong", "LXGW WenKai")
#let western(face) = ((name: "FandolSong", covers: regex("[!-~]")), face, "LXGW WenKai")
#let hei = ("FandolHei", "LXGW WenKai")
#set text(
  font: western("FandolFang R"), lang: "zh", region: "cn", size: zi, top-edge: 0.88em, bottom-edge: -0.12em,
  fallback: false, costs: (widow: 0%, orphan: 0%),
)
#set par(leading: gap, spacing: gap, justify: true, first-line-indent: (amount: 2em, all: true))
#set block(spacing: gap)
#set page(paper: "a4", margin: (inside: 28mm, outside: 26mm, top: 37mm, bottom: 35mm), numbering: "i", footer: none)
#set table(inset: (x: 3pt, y: 5pt), align: center + horizon, stroke: 0.5pt)
#show table: set text(size: 12pt)
#show table: set par(first-line-indent: 0pt, justify: false, leading: 0.4em)
#show strong: it => text(font: hei, it.body)
#show heading: set text(size: zi, weight: "regular")
#show heading: set block(above: gap, below: gap)
#show heading.where(level: 3): set text(font: hei)
#show heading.where(level: 4): set text(font: western("FandolKai"))
#show heading: it => block(sticky: true, width: 100%, par(it.body))
#let title(lines, level, name: none) = {
  show heading: it => it.body
  set text(font: song, weight: "bold", size: 22pt)
  set par(leading: hang - 22pt, first-line-indent: 0pt, justify: false)
  block(spacing: 0pt, width: 100%, align(center, {
    show heading: set text(size: 22pt, weight: "bold")
    let words = heading(level: level, lines.join(linebreak()))
    if name == none { words } else [#words#name]
  }))
  v(0pt, weak: true)
  v(2 * hang - 22pt)
}
#let folio = context {
  let page = counter(page).get().first()
  align(if calc.odd(page) { right } else { left }, pad(x: zi, text(font: song, size: 14pt)[— #page —]))
}
#let head(words, number) = {
  set block(spacing: 0pt)
  set par(first-line-indent: 0pt, justify: false)
  let letters(size) = text(font: song, weight: "bold", fill: red, size: size, top-edge: "bounds", bottom-edge: "bounds", words)
  v(35mm)
  context {
    let width = measure(letters(29.5pt)).width
    block(width: 100%, align(center, letters(29.5pt * calc.min(1, 156mm / width * 0.999))))
  }
  v(2 * hang)
  block(width: 100%, align(center, number))
  v(4mm)
  block(height: 0pt, width: 100%, line(length: 100%, stroke: 0.5mm + red))
  v(2 * hang)
}
#let signature(lines, date) = block(above: hang + gap, below: gap, width: 100%, sticky: true, context {
  let name = calc.max(0pt, ..lines.map(line => measure(line).width))
  let stamped = measure(date).width
  let indent = calc.max(0pt, 156mm - if stamped > name { 4 * zi + stamped } else { 2 * zi + name })
  set par(first-line-indent: 0pt, justify: false)
  for line in lines { block(inset: (left: indent), line) }
  block(inset: (left: indent + 2 * zi), date)
})
#let part(label, lines) = {
  pagebreak(weak: true)
  if label != none { text(font: hei, par(first-line-indent: 0pt, label)); v(hang + gap) }
  title(lines, 2)
}
#let colophon(copies, by, on) = {
  v(gap)
  v(1fr)
  set text(size: 14pt)
  set par(first-line-indent: 0pt, leading: 14pt * 0.6)
  let rule(weight) = block(spacing: 0pt, line(length: 100%, stroke: weight))
  let row(body) = block(spacing: 0pt, width: 100%, inset: (x: 14pt, y: gap * 0.4), body)
  block(width: 100%, breakable: false, spacing: 0pt, {
    rule(0.35mm)
    if copies != none { row(par(hanging-indent: 3em)[抄送：#copies]); rule(0.25mm) }
    row(grid(columns: (1fr, auto), column-gutter: 1em, by, on))
    rule(0.35mm)
  })
  pagebreak(weak: true)
}
"##;

/// A whole file.
pub(crate) fn write(issue: &Issue) -> String {
    let mut text = PREAMBLE.to_owned();
    let (name, designation) = (escaped(&issue.name), escaped(&issue.designation));
    put(&mut text, format_args!("#set document(title: [{name}{designation}], author: \"{name}\")\n"));
    put(
        &mut text,
        format_args!(
            "#align(center)[#v(18mm)#text(font: song, weight: \"bold\", size: 46pt, fill: red)[{name}]\n\n#v(10mm)\
         #line(length: 100%, stroke: 1.2mm + red)\n\n#v(22mm)#text(font: song, weight: \"bold\", size: 22pt)[{designation}]]\n\
         #pagebreak()\n#align(center)[{}]\n#pagebreak()\n",
            issue.imprint.iter().map(|line| escaped(line)).collect::<Vec<_>>().join(" \\\n")
        ),
    );
    text.push_str("#align(center, text(font: song, weight: \"bold\", size: 22pt, tracking: 1em)[目录])\n\n");
    let mut at = 0;
    for (section, documents) in &issue.sections {
        put(&mut text, format_args!("#block(sticky: true, text(font: hei)[【{}】])\n", escaped(section)));
        for document in documents {
            at += 1;
            let (title, number) = (escaped(&document.title.concat()), escaped(&document.number));
            put(
                &mut text,
                format_args!(
                    "#context {{ set par(first-line-indent: 0pt, leading: 14pt * 0.6); set text(size: 14pt); \
                 block(breakable: false, grid(columns: (1fr, 2em), align: (left + bottom, right + bottom), \
                 link(<d{at}>)[{title}（{number}）#box(width: 1fr, repeat[…])], \
                 link(<d{at}>, text(font: song, str(counter(page).at(<d{at}>).first()))))) }}\n"
                ),
            );
        }
    }
    text.push_str("#pagebreak(to: \"odd\")\n#set page(numbering: \"1\", footer: folio, footer-descent: 7mm)\n#counter(page).update(1)\n");
    for (at, document) in issue.documents().enumerate() {
        self::document(&mut text, at + 1, document);
    }
    text
}

fn document(text: &mut String, at: usize, document: &Document) {
    let lines = |lines: &[String]| lines.iter().map(|line| format!("[{}],", escaped(line))).collect::<String>();
    put(
        text,
        format_args!(
            "#pagebreak(weak: true)\n#head([{}], [{}])\n#title(({}), 1, name: <d{at}>)\n\n#par(first-line-indent: 0pt)[{}]\n\n",
            escaped(&document.head),
            escaped(&document.number),
            lines(&document.title),
            escaped(&document.addressee)
        ),
    );
    let (running, parts) = document.text_and_parts();
    running.iter().for_each(|block| self::block(text, block));
    put(text, format_args!("#signature(({}), [{}])\n", lines(&document.signature), escaped(&document.date)));
    if !document.note.is_empty() {
        put(text, format_args!("{}\n\n", escaped(&document.note)));
    }
    parts.iter().for_each(|block| self::block(text, block));
    if !document.printed_by.is_empty() {
        let copies = if document.copies_to.is_empty() {
            "none".to_owned()
        } else {
            format!("[{}]", escaped(&document.copies_to))
        };
        let (by, on) = (escaped(&document.printed_by), escaped(&document.printed_on));
        put(text, format_args!("#colophon({copies}, [{by}], [{on}印发])\n"));
    }
}

fn block(text: &mut String, block: &Block) {
    match block {
        Block::Part(label, lines) => {
            let label = label.as_ref().map_or("none".to_owned(), |label| format!("[{}]", escaped(label)));
            let lines: String = lines.iter().map(|line| format!("[{}],", escaped(line))).collect();
            put(text, format_args!("#part({label}, ({lines}))\n"));
        }
        Block::Heading(level, spans) => {
            put(text, format_args!("{} {}\n\n", "=".repeat(usize::from(*level) + 1), inline(spans)));
        }
        Block::Paragraph(spans) => put(text, format_args!("{}\n\n", inline(spans))),
        Block::Table(table) => self::table(text, table),
    }
}

fn table(text: &mut String, table: &Table) {
    put(text, format_args!("#table(columns: (1fr,) * {}, table.header(", table.columns));
    for (y, row) in table.rows.iter().enumerate() {
        if y == table.head {
            text.push_str("),\n");
        }
        for cell in row {
            let words = escaped(&cell.text);
            if cell.columns + cell.rows == 2 {
                put(text, format_args!("[{words}],"));
            } else {
                put(text, format_args!("table.cell(colspan: {}, rowspan: {})[{words}],", cell.columns, cell.rows));
            }
        }
        text.push('\n');
    }
    text.push_str(if table.rows.len() == table.head { "))\n\n" } else { ")\n\n" });
}

fn inline(spans: &[Span]) -> String {
    let span =
        |span: &Span| if span.is_strong { format!("#strong[{}]", escaped(&span.text)) } else { escaped(&span.text) };
    spans.iter().map(span).collect()
}

/// Words that mean nothing to Typst but themselves.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        // The ordinals of headings would be those of a list.
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
