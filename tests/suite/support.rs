//! What tests share: folders made from text, findings as lines, and a reader of PDF files that is not Typst.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use gazette::compile::{self, Edition, Goal};
use gazette::diag::Diagnostics;
use gazette::explain;
use gazette::language::Language;
use gazette::proof::reader::{self, Bookmark, Glyph, Page};
use gazette::source::IssueDir;
use gazette::typeset::FontSet;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use tempfile::TempDir;

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The faces of the program, read once for all tests.
pub(crate) fn fonts() -> Arc<FontSet> {
    static FONTS: OnceLock<Arc<FontSet>> = OnceLock::new();
    FONTS.get_or_init(|| Arc::new(FontSet::new(&[]))).clone()
}

/// Calls the program in a folder. A slow machine is told of progress, which is no matter of these tests.
pub(crate) fn gazette(folder: &Path, args: &[&str]) -> OutputAssert {
    let mut output = Command::new(cargo_bin!("gazette")).current_dir(folder).args(args).output().unwrap();
    output.stderr = without_progress(&output.stderr).into_bytes();
    OutputAssert::new(output)
}

/// What the program printed to standard error, without the lines that tell how far it had come.
pub(crate) fn without_progress(stderr: &[u8]) -> String {
    text(stderr).split_inclusive('\n').filter(|line| !line.starts_with("… ")).collect()
}

/// What the program finds, told in Chinese, as `code: message`.
pub(crate) fn in_chinese(folder: &Path, args: &[&str]) -> Vec<String> {
    let run = gazette(folder, &[&["--lang", "zh", "--format", "json"], args].concat());
    let findings = text(&run.get_output().stderr);
    let line = |line: &str| {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        format!("{}: {}", found["code"].as_str().unwrap(), found["message"].as_str().unwrap())
    };
    findings.lines().map(line).collect()
}

/// The printed issue, of which nothing is found, with what else is asked for.
#[track_caller]
pub(crate) fn printed_issue(goal: Goal) -> Edition {
    let (edition, found) = compile(&root().join("issues"), &root().join("issues/2024-02"), goal);
    assert_eq!(found, Vec::<String>::new());
    edition.unwrap()
}

/// What the program printed.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The sources of the program by their paths, in order, without the tests in them.
pub(crate) fn sources() -> std::collections::BTreeMap<String, String> {
    fn walk(folder: &Path, found: &mut std::collections::BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let shown = path.strip_prefix(root()).unwrap().display().to_string();
                found.insert(
                    shown,
                    std::fs::read_to_string(&path).unwrap().split("#[cfg(test)]").next().unwrap().to_owned(),
                );
            }
        }
    }
    let mut found = std::collections::BTreeMap::new();
    walk(&root().join("src"), &mut found);
    found
}

/// A series with one issue, `2024-01`, which is good until a file is changed.
pub(crate) struct Folder {
    temporary: TempDir,
}

impl Folder {
    /// An issue of one document, `a.md`.
    pub(crate) fn new() -> Self {
        let folder = Self { temporary: tempfile::tempdir().unwrap() };
        folder
            .put("gazette.toml", "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n")
            .put("2024-01/issue.toml", issue(&["a.md"]))
            .put("2024-01/a.md", document("正文。\n"))
    }

    /// The printed issue, as if it were the one of this series.
    pub(crate) fn printed() -> Self {
        let issues = root().join("issues");
        let mut folder = Self::new().without("2024-01/a.md");
        folder = folder.put("gazette.toml", std::fs::read(issues.join("gazette.toml")).unwrap());
        for entry in std::fs::read_dir(issues.join("2024-02")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            folder = folder.put(&format!("2024-01/{name}"), std::fs::read(&path).unwrap());
        }
        folder
    }

    /// An issue of one document with this Markdown below its front matter, from line 5.
    pub(crate) fn with_body(body: &str) -> Self {
        Self::new().put("2024-01/a.md", document(body))
    }

    /// An issue of one document with these lines in its front matter, from line 4.
    pub(crate) fn with_front_matter(lines: &str) -> Self {
        let text = document("正文。\n").replacen("的通知\"\n+++", &format!("的通知\"\n{lines}\n+++"), 1);
        Self::new().put("2024-01/a.md", &text)
    }

    /// The issue of a series with these lines below its required keys, from line 3.
    pub(crate) fn with_series(lines: &str) -> Self {
        let required = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"";
        Self::new().put("gazette.toml", format!("{required}\n{lines}\n"))
    }

    /// Writes a file, named within the series.
    pub(crate) fn put(self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.temporary.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
        self
    }

    /// Replaces the one place where a file, named within the series, has this text.
    #[track_caller]
    pub(crate) fn edit(self, path: &str, from: &str, to: &str) -> Self {
        let text = std::fs::read_to_string(self.series().join(path)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from} in {path}");
        self.put(path, text.replace(from, to))
    }

    /// Deletes a file, named within the series.
    pub(crate) fn without(self, path: &str) -> Self {
        std::fs::remove_file(self.temporary.path().join(path)).unwrap();
        self
    }

    /// The folder of the series.
    pub(crate) fn series(&self) -> &Path {
        self.temporary.path()
    }

    /// The folder of the issue.
    pub(crate) fn issue(&self) -> PathBuf {
        self.temporary.path().join("2024-01")
    }

    /// Compiles the issue, as [`compile`] does.
    pub(crate) fn compile(&self, goal: Goal) -> (Option<Edition>, Vec<String>) {
        compile(self.series(), &self.issue(), goal)
    }

    /// The findings alone.
    pub(crate) fn findings(&self) -> Vec<String> {
        self.compile(Goal::Artefacts(&[])).1
    }

    /// The edition of an issue that must be good.
    pub(crate) fn edition(&self) -> Edition {
        let (edition, findings) = self.compile(Goal::Artefacts(&[]));
        assert_eq!(findings, Vec::<String>::new());
        edition.unwrap()
    }
}

/// Compiles an issue of a series; findings come as `file:line:column severity code: message`, without the folder.
pub(crate) fn compile(series: &Path, issue: &Path, goal: Goal) -> (Option<Edition>, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let dir = IssueDir::read(issue, &mut diagnostics).unwrap();
    let edition = compile::compile(&dir, &fonts(), goal, &mut diagnostics);
    (edition, lines(&dir, &diagnostics, series))
}

/// Findings as `file:line:column severity code: message`, without the folder of the series and its issue.
pub(crate) fn lines(dir: &IssueDir, diagnostics: &Diagnostics, series: &Path) -> Vec<String> {
    let (of_series, of_issue) = (format!("{}/", series.display()), dir.show(""));
    let lines = diagnostics.sorted().into_iter().map(|found| {
        let json = found.to_json(compile::file_of(dir, found).as_ref(), Language::En);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let file = json["file"].as_str().unwrap().replace(&of_issue, "").replace(&of_series, "");
        let (severity, code) = (json["severity"].as_str().unwrap(), json["code"].as_str().unwrap());
        assert!(explain::find(code).is_some(), "src/explain/catalogue.toml has no table `{code}`");
        format!("{file}:{}:{} {severity} {code}: {}", json["line"], json["column"], json["message"].as_str().unwrap())
    });
    lines.collect()
}

/// `issue.toml` with these documents in one section.
pub(crate) fn issue(documents: &[&str]) -> String {
    let documents: Vec<String> = documents.iter().map(|path| format!("\"{path}\"")).collect();
    format!(
        "year = 2024\nnumber = 1\ndate = 2024-03-31\n\n[[sections]]\ntitle = \"区政府文件\"\ndocuments = [{}]\n",
        documents.join(", ")
    )
}

/// A document whose Markdown begins on line 5.
pub(crate) fn document(body: &str) -> String {
    format!("+++\nissuer = \"某区人民政府\"\ntitle = \"某区人民政府关于测试的通知\"\n+++\n{body}")
}

/// 字 of the standard in mm (GB/T 9704 3.1): 28 fill the width of the type area.
pub(crate) const ZI: f64 = 156.0 / 28.0;
/// 行 of the standard in mm (3.2): 22 lines fill the height, the last one standing on its foot.
pub(crate) const HANG: f64 = (225.0 - ZI) / 21.0;

/// The left edge of the type area of the standard, in mm from that of the paper; margins are mirrored.
pub(crate) fn left(sheet: u32) -> f64 {
    if sheet % 2 == 1 { 28.0 } else { 26.0 }
}

/// What the form 文件 asks of a front matter, beside `issuer` and `title`.
pub(crate) const HEAD: &str = "head = \"某区人民政府文件\"\nnumber = \"某政发〔2024〕1号\"\ndate = 2024-03-05";

/// A PDF file as lopdf reads it, and its pages as the proofs read them; neither shares code with Typst.
pub(crate) struct Pdf(pub(crate) lopdf::Document, pub(crate) reader::Pdf);

impl Pdf {
    /// The PDF of an edition.
    pub(crate) fn of(edition: &Edition) -> Self {
        let bytes = &edition.artefacts[&format!("{}.pdf", edition.issue.name)];
        Self(lopdf::Document::load_mem(bytes).unwrap(), reader::read(bytes).unwrap())
    }

    /// The text of a sheet, counted from 1, without white space.
    pub(crate) fn text(&self, sheet: u32) -> String {
        self.0.extract_text(&[sheet]).unwrap().chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// A sheet as it is seen, counted from 1; lengths in mm from the top left corner.
    pub(crate) fn page(&self, sheet: u32) -> &Page {
        &self.1.pages[sheet as usize - 1]
    }

    /// The first glyph of these words, which stand on a sheet in the order of the file.
    #[track_caller]
    pub(crate) fn find(&self, sheet: u32, words: &str) -> &Glyph {
        let glyphs = &self.page(sheet).glyphs;
        let text: String = glyphs.iter().map(|glyph| &*glyph.text).collect();
        let at = text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
        let mut end = 0;
        let is_there = |glyph: &&Glyph| {
            end += glyph.text.len();
            end > at
        };
        glyphs.iter().find(is_there).unwrap()
    }

    /// The sizes of the glyphs on a sheet in mm.
    pub(crate) fn type_sizes(&self, sheet: u32) -> Vec<f64> {
        self.page(sheet).glyphs.iter().map(|glyph| glyph.size).collect()
    }

    /// The bookmarks: level from 1, words, sheet.
    pub(crate) fn bookmarks(&self) -> Vec<(usize, String, usize)> {
        let sheet = |bookmark: &Bookmark| bookmark.target.sheet().unwrap() as usize;
        self.1.bookmarks.iter().map(|found| (found.level, found.title.clone(), sheet(found))).collect()
    }

    /// The PostScript names of all fonts, sorted.
    pub(crate) fn fonts(&self) -> Vec<String> {
        let dicts = self.0.objects.values().filter_map(|object| object.as_dict().ok());
        let fonts = dicts.filter(|dict| dict.get_type().is_ok_and(|kind| kind == b"FontDescriptor"));
        let mut names: Vec<String> = fonts
            .map(|dict| String::from_utf8(dict.get(b"FontName").unwrap().as_name().unwrap().to_vec()).unwrap())
            .collect();
        names.sort();
        names
    }

    /// Printed page label of every sheet.
    pub(crate) fn page_labels(&self) -> Vec<String> {
        self.1.labels.clone()
    }

    /// The sheets that the links on a sheet lead to, in order, each once a run.
    pub(crate) fn links(&self, sheet: u32) -> Vec<u32> {
        let links = self.page(sheet).links.iter().filter_map(|link| link.target.sheet());
        let mut sheets: Vec<u32> = links.collect();
        sheets.dedup();
        sheets
    }

    /// An entry of the document information, decoded.
    pub(crate) fn info(&self, key: &str) -> String {
        let info = self.follow(self.0.trailer.get(b"Info").unwrap()).as_dict().unwrap();
        lopdf::decode_text_string(info.get(key.as_bytes()).unwrap()).unwrap()
    }

    /// The XMP metadata.
    pub(crate) fn xmp(&self) -> String {
        let metadata = self.follow(self.0.catalog().unwrap().get(b"Metadata").unwrap()).as_stream().unwrap();
        let content = metadata.decompressed_content().unwrap_or_else(|_| metadata.content.clone());
        String::from_utf8(content).unwrap()
    }

    /// The object itself, or the one that a reference leads to.
    pub(crate) fn follow<'a>(&'a self, object: &'a lopdf::Object) -> &'a lopdf::Object {
        self.0.dereference(object).unwrap().1
    }
}

/// An HTML page of an edition, without the marks of printed pages.
pub(crate) fn html(edition: &Edition, page: &str) -> String {
    let page = whole_html(edition, page);
    let mut pieces = page.split("<a class=\"turn\"");
    let first = pieces.next().unwrap().to_owned();
    first + &pieces.map(|piece| piece.split_once("</a>").unwrap().1).collect::<String>()
}

/// An HTML page of an edition.
pub(crate) fn whole_html(edition: &Edition, page: &str) -> String {
    String::from_utf8(edition.artefacts[page].clone()).unwrap()
}

/// The text of the body of an HTML page, or of a part of it, between its tags, without white space.
pub(crate) fn html_text(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page.find("<body").map_or(page, |at| &page[at..]);
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = &rest[open + rest[open..].find('>').unwrap() + 1..];
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
