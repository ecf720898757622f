//! The issue for XeLaTeX with ctex, whose contents take their numbers from the pass before.

use std::path::Path;

use super::issue::{Block, Document, Issue, Span, Table, put};

const PREAMBLE: &str = r"% Made for a benchmark.
\documentclass[UTF8,fontset=none,twoside]{ctexart}
\usepackage[a4paper,inner=28mm,outer=26mm,top=37mm,bottom=35mm]{geometry}
\usepackage{xcolor,multirow,longtable,array,fancyhdr}
\setmainfont[Path=FONTS/fandol/]{FandolSong-Regular.otf}
\setCJKmainfont[Path=FONTS/fandol/,BoldFont=FandolHei-Regular.otf]{FandolFang-Regular.otf}
\newCJKfontfamily\kai[Path=FONTS/fandol/]{FandolKai-Regular.otf}
\newCJKfontfamily\hei[Path=FONTS/fandol/]{FandolHei-Regular.otf}
\newCJKfontfamily\song[Path=FONTS/fandol/]{FandolSong-Bold.otf}
\definecolor{red}{HTML}{C00000}
\fancypagestyle{folio}{\fancyhf{}\renewcommand{\headrulewidth}{0pt}\fancyfoot[LE,RO]{\fontsize{14}{14}\selectfont — \thepage\ —}}
\setlength{\parindent}{2em}
\newcommand{\normal}{\fontsize{15.79bp}{29.7bp}\selectfont}
\newcommand{\head}[2]{\vspace*{35mm}{\centering\song\color{red}\fontsize{29}{34}\selectfont #1\par}\vspace{20mm}{\centering #2\par}\vspace{4mm}{\color{red}\hrule height 0.5mm}\vspace{14mm}}
\newcommand{\heading}[1]{{\centering\song\fontsize{22}{30}\selectfont #1\par}\vspace{10mm}}
\newcommand{\signed}[2]{\vspace{10mm}{\raggedleft #1\hspace*{2em}\par #2\hspace*{2em}\par}}
\begin{document}\pagestyle{empty}\normal
";

/// A whole file; `fonts` is the folder of the faces.
pub(crate) fn write(issue: &Issue, fonts: &Path) -> String {
    let mut text = PREAMBLE.replace("FONTS", &fonts.display().to_string());
    let (name, designation) = (escaped(&issue.name), escaped(&issue.designation));
    put(
        &mut text,
        format_args!(
            "{{\\centering\\vspace*{{18mm}}\\song\\color{{red}}\\fontsize{{46}}{{50}}\\selectfont {name}\\par\\fontsize{{22}}{{30}}\\selectfont \
         {designation}\\par}}\\clearpage\n{{\\centering {}\\par}}\\clearpage\n{{\\centering\\heading{{目录}}}}\n",
            issue.imprint.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\\\\\n")
        ),
    );
    let mut at = 0;
    for (section, documents) in &issue.sections {
        put(&mut text, format_args!("\\noindent{{\\hei 【{}】}}\\par\n", escaped(section)));
        for document in documents {
            at += 1;
            let (title, number) = (escaped(&document.title.concat()), escaped(&document.number));
            put(&mut text, format_args!("\\noindent {title}（{number}）\\dotfill\\pageref{{d{at}}}\\par\n"));
        }
    }
    text.push_str("\\cleardoublepage\\pagestyle{folio}\\setcounter{page}{1}\n");
    for (at, document) in issue.documents().enumerate() {
        self::document(&mut text, at + 1, document);
    }
    text + "\\end{document}\n"
}

fn document(text: &mut String, at: usize, document: &Document) {
    put(
        text,
        format_args!(
            "\\clearpage\\head{{{}}}{{{}}}\\heading{{{}}}\\label{{d{at}}}\n\\noindent {}\\par\n",
            escaped(&document.head),
            escaped(&document.number),
            lines(&document.title),
            escaped(&document.addressee)
        ),
    );
    let (running, parts) = document.text_and_parts();
    running.iter().for_each(|block| self::block(text, block));
    put(text, format_args!("\\signed{{{}}}{{{}}}\n", lines(&document.signature), escaped(&document.date)));
    put(text, format_args!("{}\\par\n", escaped(&document.note)));
    parts.iter().for_each(|block| self::block(text, block));
    if !document.printed_by.is_empty() {
        let copies = if document.copies_to.is_empty() {
            String::new()
        } else {
            format!("抄送：{}\\par\\hrule", escaped(&document.copies_to))
        };
        put(
            text,
            format_args!(
                "\\vfill{{\\parindent0pt\\fontsize{{14}}{{22}}\\selectfont\\hrule {copies} {}\\hfill {}印发\\par\\hrule}}\n",
                escaped(&document.printed_by),
                escaped(&document.printed_on)
            ),
        );
    }
}

fn block(text: &mut String, block: &Block) {
    match block {
        Block::Part(label, title) => {
            text.push_str("\\clearpage ");
            if let Some(label) = label {
                put(text, format_args!("\\noindent{{\\hei {}}}\\par", escaped(label)));
            }
            put(text, format_args!("\\heading{{{}}}\n", lines(title)));
        }
        Block::Heading(level, spans) => {
            put(text, format_args!("{{{} {}\\par}}\n", if *level == 2 { "\\hei" } else { "\\kai" }, inline(spans)));
        }
        Block::Paragraph(spans) => put(text, format_args!("{}\\par\n", inline(spans))),
        Block::Table(table) => self::table(text, table),
    }
}

fn table(text: &mut String, table: &Table) {
    let width = format!(
        "|*{{{}}}{{>{{\\centering\\arraybackslash}}p{{{:.3}\\textwidth}}|}}",
        table.columns,
        0.9 / table.columns as f64
    );
    put(text, format_args!("{{\\fontsize{{12}}{{17}}\\selectfont\\begin{{longtable}}{{{width}}}\\hline\n"));
    // A cell that goes down leaves its place free in the rows below.
    let mut taken = vec![0_usize; table.columns];
    for row in &table.rows {
        let (mut cells, mut row, mut column, mut lines) = (Vec::new(), row.iter(), 0, String::new());
        while column < table.columns {
            if taken[column] > 0 {
                taken[column] -= 1;
                cells.push(String::new());
                column += 1;
                continue;
            }
            let Some(cell) = row.next() else { break };
            let words = escaped(&cell.text);
            let words = if cell.rows > 1 { format!("\\multirow{{{}}}{{*}}{{{words}}}", cell.rows) } else { words };
            let words =
                if cell.columns > 1 { format!("\\multicolumn{{{}}}{{c|}}{{{words}}}", cell.columns) } else { words };
            taken[column..column + cell.columns].fill(cell.rows - 1);
            cells.push(words);
            column += cell.columns;
        }
        for (column, _) in taken.iter().enumerate().filter(|(_, rows)| **rows == 0) {
            put(&mut lines, format_args!("\\cline{{{0}-{0}}}", column + 1));
        }
        put(text, format_args!("{}\\\\ {lines}\n", cells.join("&")));
    }
    text.push_str("\\end{longtable}}\n");
}

fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\\\\")
}

fn inline(spans: &[Span]) -> String {
    let span =
        |span: &Span| if span.is_strong { format!("\\textbf{{{}}}", escaped(&span.text)) } else { escaped(&span.text) };
    spans.iter().map(span).collect()
}

fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' | '{' | '}' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}
