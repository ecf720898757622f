//! That nothing leads out of the series folder: no path in Markdown, TOML or a template, and no link on the disk.

use std::path::{Path, PathBuf};

use gazette::compile::Goal;
use tempfile::TempDir;

use crate::support::{Folder, HEAD, document, gazette, issue, root, text};

/// Stands in every file outside of the series, and may be told nowhere.
const SECRET: &str = "此件不得外泄";

/// A folder outside of the series, with a file of every kind that is read.
struct Outside(TempDir);

impl Outside {
    fn new() -> Self {
        let outside = Self(tempfile::tempdir().unwrap());
        let svg =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><title>{SECRET}</title></svg>");
        let toml = format!("name = \"{SECRET}\"\nsponsor = \"{SECRET}\"\n");
        let list = issue(&["a.md"]).replace("区政府文件", SECRET).replace("number = 1", "number = 7");
        for (name, contents) in [
            ("a.md", document(&format!("{SECRET}。\n"))),
            ("gazette.toml", toml),
            ("issue.toml", list),
            ("issue.lock", format!("# {SECRET}\n")),
            ("a.svg", svg),
            ("a.typ", format!("#let paged() = [{SECRET}]\n")),
            ("a.txt", SECRET.to_owned()),
        ] {
            std::fs::write(outside.0.path().join(name), contents).unwrap();
        }
        let font = root().join("fonts/fandol/FandolKai-Regular.otf");
        std::fs::copy(font, outside.0.path().join("a.otf")).unwrap();
        outside
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The way to a file from `depth` folders below the one that holds the series.
    fn way(&self, depth: usize, name: &str) -> String {
        format!("{}{}/{name}", "../".repeat(depth), self.0.path().file_name().unwrap().to_str().unwrap())
    }
}

/// What is found; the secret is in no finding and in no file of an edition.
#[track_caller]
fn findings(folder: &Folder) -> Vec<String> {
    let (edition, findings) = folder.compile(Goal::Artefacts(&[]));
    for (name, bytes) in edition.iter().flat_map(|edition| &edition.artefacts) {
        assert!(!String::from_utf8_lossy(bytes).contains(SECRET), "{name}");
    }
    if let Some(edition) = edition {
        let pdf = crate::support::Pdf::of(&edition);
        assert!((1..=pdf.1.pages.len()).all(|sheet| !pdf.text(sheet as u32).contains(SECRET)), "the PDF");
    }
    assert!(!findings.concat().contains(SECRET), "{findings:?}");
    findings
}

#[test]
fn no_picture_or_link_of_markdown_leads_to_a_file() {
    let outside = Outside::new();
    let absolute = outside.path("a.svg").display().to_string();
    let (way, encoded) = (outside.way(2, "a.svg"), outside.way(2, "a.svg").replace('/', "%2F"));
    let picture = |path: &str| (format!("![图]({path})"), "picture-outside");
    let absent = |path: &str| (format!("![图]({path})"), "picture-absent");
    let link = |address: &str| (format!("[甲]({address})"), "bad-link");
    let rows = [
        picture(&way),
        picture(&absolute),
        picture(&format!("./{way}")),
        picture(&format!("images/../{way}")),
        picture(&format!("file://{absolute}")),
        picture("C:\\a.svg"),
        picture("C:a.svg"),
        picture("\\\\server\\share\\a.svg"),
        picture("..\\a.svg"),
        picture("//server/share/a.svg"),
        picture("https://www.example.gov.cn/a.svg"),
        picture("data:image/svg+xml,a"),
        absent(&encoded),
        absent("%2e%2e/a.svg"),
        absent("%2Fetc%2Fpasswd"),
        absent("C%3A%5Ca.svg"),
        link(&way),
        link(&absolute),
        link(&format!("file://{absolute}")),
        link("C:\\a.svg"),
        link("\\\\server\\share"),
        link("//server/share"),
        link("https:\\\\server"),
        link("https:///etc/passwd"),
        link("javascript:alert(1)"),
        link("data:text/html,a"),
        (format!("<img src=\"{absolute}\">"), "unsupported"),
        (format!("甲<img src=\"{absolute}\">乙"), "unsupported"),
    ];
    let body: String = rows.iter().map(|(typed, _)| format!("{typed}\n\n")).collect();
    let found = findings(&Folder::with_body(&body));
    for (at, (typed, code)) in rows.iter().enumerate() {
        let line = format!("a.md:{}:", 5 + 2 * at);
        let of_line: Vec<&String> = found.iter().filter(|found| found.starts_with(&line)).collect();
        assert!(of_line.len() == 1 && of_line[0].contains(&format!(" error {code}: ")), "{typed}: {of_line:?}");
    }
    assert_eq!(found.len(), rows.len(), "{found:?}");
}

#[test]
fn no_path_of_toml_leads_to_a_file() {
    let outside = Outside::new();
    let paths = |name: &str| {
        let absolute = outside.path(name).display().to_string();
        let file = format!("file://{absolute}");
        [
            outside.way(2, name),
            outside.way(1, name),
            absolute,
            file,
            "C:\\\\a.svg".into(),
            "\\\\\\\\server\\\\a.svg".into(),
        ]
    };
    for path in paths("a.md") {
        let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md", &path]));
        let found = findings(&folder);
        assert!(found.len() == 1 && found[0].starts_with("issue.toml:7:22 error "), "{path}: {found:?}");
    }
    for path in paths("a.svg") {
        let shared = findings(&Folder::with_series(&format!("[cover]\nemblem = \"{path}\"")));
        assert!(shared.len() == 1 && shared[0].starts_with("gazette.toml:4:10 error picture-absent: "), "{shared:?}");
        let own = format!("{}[gazette.cover]\nemblem = \"{path}\"\n", issue(&["a.md"]));
        let own = findings(&Folder::new().put("2024-01/issue.toml", own));
        assert!(own.len() == 1 && own[0].starts_with("issue.toml:9:10 error picture-absent: "), "{own:?}");
        let seal =
            findings(&Folder::with_front_matter(&format!("{HEAD}\nsignature = \"某区人民政府\"\nseals = \"{path}\"")));
        assert!(
            seal.len() == 1 && seal[0].starts_with("a.md:8:") && seal[0].contains(" error picture-absent: "),
            "{seal:?}"
        );
    }
    let font = outside.path("a.otf").display().to_string();
    let found = findings(&Folder::with_series(&format!("[fonts]\ntitle = \"{font}\"")));
    assert!(found.len() == 1 && found[0].starts_with("gazette.toml:4:9 error "), "{found:?}");
}

#[cfg(unix)]
#[test]
fn no_link_on_the_disk_is_followed() {
    let outside = Outside::new();
    let whole = outside.0.path();
    for (place, target) in [
        ("gazette.toml", outside.path("gazette.toml")),
        ("2024-01/issue.toml", outside.path("issue.toml")),
        ("2024-01/a.md", outside.path("a.md")),
        ("2024-01/issue.lock", outside.path("issue.lock")),
        ("2024-01/b.txt", outside.path("a.txt")),
        ("2024-01/images", whole.to_owned()),
        ("2024-01/a.svg", outside.path("a.svg")),
        ("images", whole.to_owned()),
        ("images/a.svg", outside.path("a.svg")),
        ("fonts", whole.to_owned()),
        ("fonts/a.otf", outside.path("a.otf")),
        ("fonts/more", whole.to_owned()),
        ("templates", whole.to_owned()),
        ("templates/gazette.typ", outside.path("a.typ")),
        ("templates/gazette.css", outside.path("a.txt")),
        ("templates/components", whole.to_owned()),
        ("2024-01/nowhere.md", PathBuf::from("nowhere")),
    ] {
        let folder = Folder::new();
        let link = folder.series().join(place);
        drop(std::fs::remove_file(&link));
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, &link).unwrap();
        let shown = place.strip_prefix("2024-01/").unwrap_or(place);
        let expected = format!("{shown}:1:1 error symbolic-link: a symbolic link leads out of the folder");
        assert_eq!(findings(&folder), [expected], "{place}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_begun_or_put_in_order_goes_over_no_link() {
    let outside = Outside::new();
    let list = format!("{}[gazette.cover]\nemblem = \"images/a.svg\"\n", issue(&["a.md"]));
    let folder = Folder::new().put("2024-01/issue.toml", list);
    std::os::unix::fs::symlink(outside.0.path(), folder.issue().join("images")).unwrap();
    std::os::unix::fs::symlink(outside.0.path(), folder.series().join("2024-09")).unwrap();
    gazette(folder.series(), &["new", "2024-02", "--yes"]).success();
    let begun = std::fs::read_to_string(folder.series().join("2024-02/issue.toml")).unwrap();
    assert!(begun.contains("number = 2\n"), "the issue elsewhere is none of this series: {begun}");
    assert!(!folder.series().join("2024-02/images").exists(), "the picture was not in the folder");
    let examined = gazette(folder.series(), &["doctor", ".", "--lang", "en"]);
    let told = text(&examined.get_output().stdout);
    assert!(told.contains("2024-02") && !told.contains("2024-09"), "{told}");
    for name in ["gazette.toml", "2024-01/issue.toml"] {
        let folder = Folder::new();
        let link = folder.series().join(name);
        std::fs::remove_file(&link).unwrap();
        let target = outside.path(Path::new(name).file_name().unwrap().to_str().unwrap());
        let before = std::fs::read(&target).unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let refused = gazette(folder.series(), &["new", "2024-02", "--yes", "--lang", "en"]).code(2);
        let told = text(&refused.get_output().stderr);
        assert!(told.contains(&format!("`{name}` is a symbolic link")) && !told.contains(SECRET), "{told}");
        gazette(folder.series(), &["fmt", "2024-01"]).code(1);
        assert_eq!(std::fs::read(&target).unwrap(), before);
    }
}

/// The program's template of the cover, which does this first.
fn in_cover(typed: &str) -> String {
    let cover = std::fs::read_to_string(root().join("templates/components/cover.typ")).unwrap();
    let (head, begin) = ("#let paged() = {\n", format!("#let paged() = {{\n  {typed}\n"));
    assert!(cover.contains(head));
    cover.replacen(head, &begin, 1)
}

#[test]
fn a_template_reaches_no_file_no_package_and_no_network() {
    let outside = Outside::new();
    let absolute = outside.path("a.txt").display().to_string();
    for (typed, expected) in [
        (format!("read(\"{absolute}\")"), "file not found"),
        (format!("read(\"/../{}\")", outside.way(1, "a.txt")), "path"),
        (format!("read(\"{}\")", outside.way(3, "a.txt")), "path"),
        (format!("read(\"{}\")", outside.way(9, "a.txt")), "path"),
        ("read(\"/series/../gazette.toml\")".into(), "file not found"),
        ("read(\"/gazette.toml\")".into(), "file not found"),
        ("read(\"C:\\\\a.txt\")".into(), "path"),
        ("read(\"\\\\\\\\server\\\\share\\\\a.txt\")".into(), "path"),
        ("read(\"//server/share/a.txt\")".into(), "file not found"),
        (format!("read(\"file://{absolute}\")"), "file not found"),
        ("read(\"https://www.example.gov.cn/a.txt\")".into(), "file not found"),
        (format!("image(\"{absolute}\")"), "file not found"),
        ("image(\"https://www.example.gov.cn/a.png\")".into(), "file not found"),
        (format!("include \"{absolute}\""), "file not found"),
        (format!("import \"{absolute}\": a"), "file not found"),
        ("import \"@preview/example:0.1.0\": a".into(), "package not found"),
        ("import \"@local/example:0.1.0\": a".into(), "package not found"),
        ("include \"@preview/example:0.1.0\"".into(), "package not found"),
        ("plugin(\"/series/a.wasm\")".into(), "file not found"),
        (format!("pdf.attach(\"{absolute}\")"), "file not found"),
        (format!("bibliography(\"{absolute}\")"), "file not found"),
        (format!("csv(\"{absolute}\")"), "file not found"),
        (format!("gazette.markdown(\"{absolute}\", 20)"), "file not found"),
        (format!("eval(\"read(\\\"{absolute}\\\")\")"), "file not found"),
    ] {
        let own = in_cover(&typed);
        let line = own.lines().position(|line| line.trim() == typed).unwrap() + 1;
        let found = findings(&Folder::new().put("templates/components/cover.typ", own));
        let place = format!("templates/components/cover.typ:{line}:");
        let is_told =
            |found: &String| found.starts_with(&place) && found.contains(&format!(" error typesetting: {expected}"));
        assert!(found.len() == 1 && is_told(&found[0]), "{typed}: {found:?}");
    }
}

#[test]
fn a_template_knows_no_clock_and_no_environment_and_comes_to_an_end() {
    for (typed, expected) in [
        ("datetime.today()", "unable to get the current date"),
        ("sys.inputs.at(\"HOME\")", "dictionary"),
        ("while true {}", "condition is always true"),
        ("let i = 0; while i < 1000000000 { i += 1 }", "loop seems to be infinite"),
        ("let f(n) = f(n + 1); f(0)", "maximum function call depth exceeded"),
    ] {
        let found = findings(&Folder::new().put("templates/components/cover.typ", in_cover(typed)));
        let told = format!(" error typesetting: {expected}");
        assert!(found.len() == 1 && found[0].contains(&told), "{typed}: {found:?}");
    }
}

#[test]
fn a_picture_of_a_template_takes_nothing_in() {
    let outside = Outside::new();
    let absolute = outside.path("a.svg").display().to_string();
    let own = in_cover("image(\"/series/images/a.svg\", alt: \"徽\")");
    for (address, expected) in [
        (absolute.clone(), "absolute paths are not allowed"),
        (format!("file://{absolute}"), "absolute paths are not allowed"),
        (outside.way(2, "a.svg"), "file not found"),
        ("http://127.0.0.1:9/a.svg".into(), "URLs are not allowed"),
    ] {
        let image = format!("<image href=\"{address}\" width=\"9\" height=\"9\"/>");
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">{image}</svg>");
        let folder = Folder::new().put("templates/components/cover.typ", &own).put("images/a.svg", svg);
        let found = findings(&folder);
        let is_told =
            |found: &String| found.starts_with("images/a.svg:1:1 error typesetting: ") && found.contains(expected);
        assert!(found.len() == 1 && is_told(&found[0]), "{address}: {found:?}");
    }
}
