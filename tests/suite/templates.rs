//! The series' own templates: they replace those of the program, and their mistakes are located.

use std::fs;

use gazette::compile::Goal;

use crate::support::{Folder, HEAD, Pdf, gazette, html_text, in_chinese, root, whole_html};

/// A template of the program with `from` replaced.
fn changed(path: &str, from: &str, to: &str) -> String {
    let text = fs::read_to_string(root().join("templates").join(path)).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    text.replacen(from, to, 1)
}

#[test]
fn a_template_of_the_series_takes_the_place_of_the_programs() {
    let own = "align(center)[#pdf.artifact[【]#document.number#pdf.artifact[】]]";
    let own = changed("components/head.typ", "align(center, document.number)", own);
    let folder = Folder::with_front_matter(HEAD).put("templates/components/head.typ", own);
    let (edition, findings) = folder.compile(Goal::Artefacts(&[]));
    // No proof reads what it prints beside the text.
    let warning = "warning unknown-furniture: `【】` on page 5 of the PDF is neither text nor furniture of the program";
    assert!(findings.len() == 1 && findings[0].ends_with(warning), "{findings:?}");
    let text = Pdf::of(&edition.unwrap()).text(5);
    assert!(text.starts_with("某区人民政府文件【某政发〔2024〕1号】"), "{text}");
    // The other templates are still those of the program, and so are those of other series.
    assert_eq!(Pdf::of(&Folder::with_front_matter(HEAD).edition()).text(5), text.replace(['【', '】'], ""));
}

#[test]
fn a_template_of_the_series_imports_others_and_shows_pictures_of_the_series() {
    let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"4\" height=\"3\"/></svg>";
    let own = changed(
        "components/cover.typ",
        "#let paged() = {",
        "#import \"house/mark.typ\": mark\n#let paged() = {\n  mark\n  image(\"/series/images/mark.svg\", alt: \"徽\")\n",
    );
    let folder = Folder::new()
        .put("templates/components/cover.typ", own)
        .put("templates/components/house/mark.typ", "#let mark = [本府专用]\n")
        .put("images/mark.svg", svg);
    let text = Pdf::of(&folder.edition()).text(1);
    assert!(text.starts_with("本府专用某区人民政府公报"), "{text}");
}

#[test]
fn a_slip_in_a_template_of_the_series_is_located_there() {
    let folder = Folder::new().put("templates/components/head.typ", "#let paged(name) = {\n  v(3cm\n}\n");
    assert_eq!(folder.findings(), ["templates/components/head.typ:2:4 error typesetting: unclosed delimiter"]);
    let own = changed("components/signature.typ", "#let paged(document) = {", "#let paged(document) = {\n  nought");
    let folder = Folder::new().put("templates/components/signature.typ", &own);
    let line = own.lines().position(|line| line == "  nought").unwrap() + 1;
    assert_eq!(
        folder.findings(),
        [format!("templates/components/signature.typ:{line}:3 error typesetting: unknown variable: nought")]
    );
}

#[test]
fn a_head_that_stands_too_low_is_told_in_chinese() {
    let own = changed("components/head.typ", "  v(35mm)\n", "  v(40mm)\n");
    let folder = Folder::with_front_matter(HEAD).put("templates/components/head.typ", own);
    let told =
        "off-standard: PDF 第 5 页的 `发文机关标志距版心上边缘` 为 40.00 mm，应为 35.00 mm（GB/T 9704—2012 7.2.4）";
    let found = in_chinese(folder.series(), &["check", "2024-01"]);
    assert!(found.iter().any(|found| found == told), "{found:?}");
}

#[test]
fn a_template_that_nothing_imports_is_reported() {
    let folder = Folder::new()
        .put("templates/component/head.typ", "#let paged(..) = []\n")
        .put("templates/components/heads.typ", "")
        .put("templates/logo.png", "x")
        .put("templates/.DS_Store", "x");
    assert_eq!(
        folder.findings(),
        [
            "templates/component/head.typ:1:1 warning unused-file: no template imports `component/head.typ`",
            "templates/components/heads.typ:1:1 warning unused-file: no template imports `components/heads.typ`",
            "templates/logo.png:1:1 warning unused-file: `logo.png` is not a template",
        ]
    );
}

#[test]
fn a_template_cannot_read_beside_the_series() {
    let own = changed("components/cover.typ", "#let paged() = {", "#let paged() = {\n  read(\"../../../secret.txt\")");
    let line = own.lines().position(|line| line.starts_with("  read(")).unwrap() + 1;
    let findings = Folder::new().put("templates/components/cover.typ", &own).put("secret.txt", "x").findings();
    assert_eq!(findings.len(), 1);
    let expected = format!("templates/components/cover.typ:{line}:8 error typesetting: path");
    assert!(findings[0].starts_with(&expected), "{findings:?}");
}

#[test]
fn the_style_sheet_and_the_script_of_the_series_take_the_place_of_the_programs() {
    let folder =
        Folder::new().put("templates/gazette.css", "body { color: navy }\n").put("templates/search.js", "// own\n");
    let edition = folder.edition();
    assert_eq!(edition.artefacts["search.js"], b"// own\n");
    assert_eq!(edition.artefacts["gazette.css"], b"body { color: navy }\n");
    assert!(html_text(std::str::from_utf8(&edition.artefacts["index.html"]).unwrap()).contains("某区人民政府公报"));
}

#[test]
fn what_a_style_sheet_of_the_series_takes_from_elsewhere_is_named() {
    let style = "/* as at https://www.example.gov.cn/ */\n@import 'b.css';\na { background: url(\"//evil.cn/a.png\") }\n\
                 b { background: URL(HTTPS://evil.cn/b.png), url(#c) }\n.d { color: red } /* \n";
    assert_eq!(
        Folder::new().put("templates/gazette.css", style).findings(),
        [
            "templates/gazette.css:2:1 error page-unsafe: the style sheet takes in `@import`",
            "templates/gazette.css:3:22 error page-unsafe: the style sheet takes in `//evil.cn/a.png`",
            "templates/gazette.css:4:21 error page-unsafe: the style sheet takes in `HTTPS://evil.cn/b.png`",
        ]
    );
}

#[test]
fn a_link_of_a_template_that_no_document_has_is_told() {
    let own =
        changed("components/cover.typ", "#let paged() = {\n", "#let paged() = {\n  link(\"https://evil.cn/\")[甲]\n");
    let findings = Folder::new().put("templates/components/cover.typ", own).findings();
    let told = " warning unknown-furniture: page 1 of the PDF has a link to `https://evil.cn/`, which no document has";
    assert!(findings.iter().any(|found| found.ends_with(told)), "{findings:?}");
}

#[cfg(unix)]
#[test]
fn links_in_the_folders_of_the_series_are_not_followed() {
    let folder = Folder::new().put("templates/components/a.txt", "x").put("images/a.txt", "x").put("away.typ", "x");
    let link = |path: &str| std::os::unix::fs::symlink(folder.series().join("away.typ"), folder.series().join(path));
    link("templates/gazette.typ").unwrap();
    link("images/b.png").unwrap();
    assert_eq!(
        folder.findings(),
        [
            "images/b.png:1:1 error symbolic-link: a symbolic link leads out of the folder",
            "templates/components/a.txt:1:1 warning unused-file: `components/a.txt` is not a template",
            "templates/gazette.typ:1:1 error symbolic-link: a symbolic link leads out of the folder",
        ]
    );
}

#[test]
fn pages_of_a_series_have_furniture_of_their_own_and_nothing_that_acts() {
    let own = changed(
        "web.typ",
        "  html.main(id: \"text\", body)",
        "  html.aside[本府热线12345，#html.a(href: \"https://www.example.gov.cn/\")[本府网站]]\n  html.main(id: \"text\", body)",
    );
    let folder = Folder::new().put("templates/web.typ", own);
    let edition = folder.edition();
    assert!(whole_html(&edition, "a.html").contains("本府热线"));
    let report: serde_json::Value = serde_json::from_slice(&edition.artefacts["report.json"]).unwrap();
    assert_eq!(report["templates"], serde_json::json!(["web.typ"]));
    // Its files alone tell whose templates they were made with.
    let out = tempfile::tempdir().unwrap();
    gazette::artefact::write(out.path(), "2024-01", &edition.artefacts).unwrap();
    gazette(out.path(), &["verify", "2024-01", "--deny", "warnings"]).success();
    let acting = changed(
        "web.typ",
        "  html.main(id: \"text\", body)",
        "  html.elem(\"iframe\", attrs: (src: \"https://evil.cn/\"))\n  html.main(id: \"text\", body)",
    );
    let findings = Folder::new().put("templates/web.typ", acting).findings();
    assert_eq!(findings.len(), 4, "{findings:?}");
    assert!(findings.iter().all(|found| found.contains(" error page-unsafe: ")), "{findings:?}");
    assert!(findings.iter().any(|found| found.ends_with("`<iframe>` is no element of a page")), "{findings:?}");
    let untrue =
        changed("web.typ", "str(pages.folio)\n  if pages.last_folio", "str(pages.folio + 1)\n  if pages.last_folio");
    let findings = Folder::new().put("templates/web.typ", untrue).findings();
    let says = "the citation says `《某区人民政府公报》2024年第1期，第2页`, not `某区人民政府公报2024年第1期，第1页`";
    assert!(findings.len() == 1 && findings[0].ends_with(says) && findings[0].contains("page-differs"), "{findings:?}");
}
