//! What is said in Chinese of layouts, locks and editions, and what commands print of their results.

use std::fs;
use std::path::Path;

use crate::shift::three;
use crate::support::{Folder, gazette, text};

/// What a command prints in Chinese: its result, and its findings, a line each.
fn told(folder: &Path, args: &[&str]) -> (String, String) {
    let output = gazette(folder, &[&["--lang", "zh", "--format", "short"], args].concat()).get_output().clone();
    (text(&output.stdout), text(&output.stderr))
}

/// What `check` finds in an issue.
fn findings(folder: &Folder) -> String {
    told(folder.series(), &["check", "2024-01"]).1
}

#[test]
fn text_that_runs_off_its_page_is_told() {
    let folder = Folder::with_series(&format!("address = \"{}\"", "A".repeat(200)));
    let expected = "./gazette.toml:3:11: 错误[off-page]: `AAAAAAAAAAAA` 超出了 PDF 第 2 页的页面 — \
                    把过长或过高的内容断开：词语、数字、表格的一格、合并的格或表头\n";
    assert_eq!(findings(&folder), expected);
}

#[test]
fn what_a_template_refuses_is_told_in_words_of_the_catalogue() {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(12));
    let table = Folder::with_body(&format!("{}{}{}", row("年"), row("-"), row("1234567890123.45")));
    let expected = "2024-01/a.md:5:1: 错误[typesetting]: 表格过宽，页面排不下 — 减少栏数，或者缩短数字\n";
    assert_eq!(findings(&table), expected);
    let head = "某".repeat(80);
    let front = format!("head = \"{head}\"\nnumber = \"某政发〔2024〕1号\"\ndate = 2024-03-05");
    let expected =
        format!("2024-01/a.md:4:8: 错误[typesetting]: 发文机关标志“{head}”过长，一行排不下 — 改用发文机关的简称\n");
    assert_eq!(findings(&Folder::with_front_matter(&front)), expected);
}

#[test]
fn what_typst_says_stands_behind_a_sentence() {
    let slip = Folder::new().put("templates/components/head.typ", "#let paged(name) = {\n  v(3cm\n}\n");
    let expected = "./templates/components/head.typ:2:4: 错误[typesetting]: 排版没有成功（unclosed delimiter） — \
                    把公报自己的模板与程序中路径相同的模板核对\n";
    assert_eq!(findings(&slip), expected);
    let restless = "#let paged() = {\n  let folio = state(\"folio\", 0)\n  context folio.update(folio.final() + 1)\n  context folio.final()\n}\n#let web() = none\n";
    let restless = findings(&Folder::new().put("templates/components/back-cover.typ", restless));
    let expected =
        "错误[unsettled-layout]: 版面反复变动，无法固定，页码不可靠（document did not converge within five attempts）";
    assert!(restless.contains(expected), "{restless}");
}

#[test]
fn a_difference_from_the_lock_is_told_with_its_cause() {
    let folder = three().locked().edit("2024-01/a.md", "第二段。", &"第二段。\n\n".repeat(22));
    let (stdout, stderr) = told(folder.series(), &["check", "2024-01", "--locked"]);
    assert!(stdout.ends_with("\n   2 → 3     关于乙的通知\n   3 → 4     关于丙的通知\n"), "{stdout}");
    let expected = "2024-01/a.md:9:1: 错误[lock-differs]: `关于乙的通知` 页码 2 → 3，其后 1 件也移动：\
                    `a.md` 增加了 21 行（第 1 页，`a.md:9`） — \
                    如果是有意改动，用 `gazette lock 2024-01` 重新锁定；如果不是，改回原样\n";
    assert_eq!(stderr, expected);
    let folder = three().locked().edit("2024-01/a.md", "第二段。", "**第二**段。");
    let expected = "2024-01/a.md:7:1: 错误[lock-differs]: `a.md:7` 有改动，但文字没有变化；页码没有移动 — \
                    如果是有意改动，用 `gazette lock 2024-01` 重新锁定；如果不是，改回原样\n";
    assert_eq!(told(folder.series(), &["check", "2024-01", "--locked"]).1, expected);
}

#[test]
fn results_are_told() {
    let folder = three();
    let (stdout, stderr) = told(folder.series(), &["build", "2024-01"]);
    assert_eq!(stderr, "");
    let size = fs::metadata(folder.series().join("dist/2024-01/a.html")).unwrap().len();
    assert!(stdout.contains(&format!("\n{size:>9} 字节  dist/2024-01/a.html\n")), "{stdout}");
    assert!(
        stdout.ends_with("    01–01 页    关于甲的通知\n    02–02 页    关于乙的通知\n    03–03 页    关于丙的通知\n"),
        "{stdout}"
    );
    let (stdout, _) = told(folder.series(), &["toc", "2024-01"]);
    assert_eq!(stdout, "【区政府文件】\n01  关于甲的通知\n02  关于乙的通知\n03  关于丙的通知\n");
    let (stdout, _) = told(folder.series(), &["check", "2024-01", "--reproducible"]);
    let expected = "\n2024-01：两次生成的 15 个文件完全相同\n2024-01：没有问题，刊登公文 3 件，共 7 页\n";
    assert!(stdout.ends_with(expected), "{stdout}");
    let (stdout, _) = told(folder.series(), &["lock", "2024-01"]);
    assert_eq!(stdout, "2024-01/issue.lock：已锁定，刊登公文 3 件，共 7 页\n");
    let (stdout, _) = told(folder.series(), &["check", "2024-01", "--locked"]);
    assert!(stdout.ends_with("\n2024-01：没有问题，刊登公文 3 件，共 7 页，与锁定时一致\n"), "{stdout}");
}

#[test]
fn a_built_edition_is_verified() {
    let folder = three();
    told(folder.series(), &["build", "2024-01"]);
    let (stdout, stderr) = told(folder.series(), &["verify", "dist/2024-01"]);
    assert!(stdout.ends_with("\ndist/2024-01：没有问题，文件 14 个，刊登公文 3 件\n"), "{stdout}");
    assert_eq!(stderr, "");
    let page = folder.series().join("dist/2024-01/a.html");
    let length = fs::metadata(&page).unwrap().len();
    fs::write(page, "x").unwrap();
    fs::remove_file(folder.series().join("dist/2024-01/akn.xml")).unwrap();
    let (stdout, stderr) = told(folder.series(), &["verify", "dist/2024-01"]);
    assert!(stdout.contains(&format!("{length:>9} 字节  已改动  a.html\n")), "{stdout}");
    assert!(stdout.contains(" 字节  缺失    akn.xml\n"), "{stdout}");
    let expected = format!(
        "dist/2024-01/a.html:1:1: 错误[file-changed]: `a.html` 生成后被改动：现有 1 字节，清单中是 {length} 字节 — \
         从发布的地方重新取得本期的成品文件\n\
         dist/2024-01/akn.xml:1:1: 错误[file-missing]: 缺少 `akn.xml`，而清单中列有它 — 从发布的地方重新取得本期的成品文件\n"
    );
    assert_eq!(stderr, expected);
}

#[test]
fn a_manifest_that_is_wrong_is_told() {
    let wrong = |manifest: &str| {
        let folder = Folder::new().put("dist/manifest.json", manifest);
        told(folder.series(), &["verify", "dist"]).1
    };
    let help = "从发布的地方重新取得本期的成品文件";
    let told = "错误[bad-manifest]: 清单无法读取：";
    assert_eq!(wrong(""), format!("dist/manifest.json:1:1: {told}内容是空的 — {help}\n"));
    let keys = "{\"version\": 1, \"generater\": \"g\"}";
    let expected = "清单中有键 `generater`，gazette 不会写这个键；是不是 `generator`？";
    assert_eq!(wrong(keys), format!("dist/manifest.json:1:26: {told}{expected} — {help}\n"));
}

#[test]
fn a_footnote_with_a_full_width_colon_is_one_finding_at_its_line() {
    let folder = Folder::with_body("正文[^1]。\n\n[^1]：说明。\n");
    let expected = "2024-01/a.md:7:1: 错误[no-footnote]: 脚注后面的冒号是全角的 — \
                    改用英文（半角）冒号，后面空一格：`[^1]: …`\n";
    assert_eq!(findings(&folder), expected);
}

#[test]
fn bold_that_does_not_end_is_told_to_lack_its_second_mark() {
    let found = findings(&Folder::with_body("**加粗的正文。\n"));
    assert!(found.contains("缺了后一个 `**` 的，补上"), "{found}");
}

#[test]
fn a_title_that_a_text_quotes_with_words_left_out_is_no_example() {
    assert_eq!(findings(&Folder::with_body("现将《关于……的通知》印发给你们。\n")), "");
    let found = findings(&Folder::with_front_matter("note = \"（关于……的通知）\""));
    assert!(found.contains("[example-left]"), "{found}");
}

#[test]
fn bytes_in_a_lock_that_no_toml_has_are_told_by_their_line() {
    let folder = Folder::new().put("2024-01/issue.lock", "version = 1\n<<<<<<< HEAD\n");
    let found = told(folder.series(), &["check", "2024-01", "--locked"]).1;
    assert!(found.contains("错误[bad-lock]: 锁定记录已损坏：第 2 行不是程序所写的内容 — "), "{found}");
}

#[test]
fn a_list_without_documents_is_pointed_at() {
    let issue = "year = 2024\nnumber = 1\ndate = 2024-03-31\n\n[[sections]]\ntitle = \"文件\"\ndocuments = []\n";
    let found = findings(&Folder::new().put("2024-01/issue.toml", issue));
    let expected = "2024-01/issue.toml:7:13: 错误[missing-key]: 公文的列表是空的 — 写上公文的文件名，或者删去本栏目\n";
    assert!(found.contains(expected), "{found}");
}

#[test]
fn a_listed_document_is_not_meant_by_another_that_is_absent() {
    let issue = "year = 2024\nnumber = 1\ndate = 2024-03-31\n\n[[sections]]\ntitle = \"文件\"\ndocuments = [\"a.md\", \"b.md\"]\n";
    let found = findings(&Folder::new().put("2024-01/issue.toml", issue));
    assert!(found.contains("[document-absent]") && !found.contains("是不是"), "{found}");
}

#[test]
fn the_path_of_a_picture_with_backslashes_is_shown_with_slashes() {
    let found = findings(&Folder::with_body("![图](images\\map.png)\n"));
    assert!(found.contains("路径用 `/`，不用 `\\`：`images/map.png`"), "{found}");
}

#[test]
fn values_of_another_type_are_shown_as_they_are_meant() {
    for (typed, meant) in [("lines = \"24\"", "`24`"), ("width = 156mm", "`width = 156`")] {
        let found = findings(&Folder::with_series(&format!("[layout]\n{typed}")));
        assert!(found.contains(meant), "{typed}: {found}");
    }
    for (typed, meant) in [("是", "mirrored = true"), ("否", "mirrored = false")] {
        let found = findings(&Folder::with_series(&format!("[layout]\nmirrored = {typed}")));
        assert!(found.contains(&format!("这里写 `{meant}`")), "{found}");
    }
    let found = findings(&Folder::with_series("[layout]\nmirrored = \"是\""));
    assert!(found.contains("这里应为 `true` 或 `false`，"), "{found}");
    let found = findings(&Folder::with_front_matter("signatories = \"张某\""));
    assert!(found.contains("写成 `signatories = [{ title = \"区长\", name = \"某某某\" }]`"), "{found}");
}

#[test]
fn empty_text_of_a_required_key_is_not_told_to_be_deleted() {
    let found = findings(&Folder::with_front_matter("note = \"\""));
    assert!(found.contains("填写内容；不是必填的，也可以删去整行"), "{found}");
}

#[test]
fn a_family_that_is_absent_is_told_with_those_of_the_program() {
    let found = findings(&Folder::with_series("[fonts]\nfangsong = \"没有的字体\""));
    assert!(found.contains("现有的字体（包括程序自带的）有 `FandolFang R`"), "{found}");
}

#[test]
fn an_empty_option_is_named() {
    let folder = Folder::new();
    for (args, option) in [
        (&["add", "2024-01", "--section", "文件", "--title", ""][..], "--title"),
        (&["new", "--series", "zz", "--yes", "--name", ""], "--name"),
    ] {
        let run = gazette(folder.series(), &[&["--lang", "zh"], args].concat()).code(2);
        let found = text(&run.get_output().stderr);
        assert!(found.contains(&format!("选项 `{option}` 是空的")), "{found}");
    }
}
