//! What `template export` writes.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Folder, gazette, root, text};

/// Exports these templates, or all, into a series and returns their texts by their paths within its folder.
#[track_caller]
fn exported(folder: &Folder, files: &[&str]) -> BTreeMap<String, String> {
    let args = [&["template", "export", "."], files].concat();
    let printed = text(&gazette(folder.series(), &args).success().get_output().stdout);
    let paths = printed.lines().filter_map(|line| line.strip_prefix("made `")?.strip_suffix('`'));
    paths.map(|path| (path.to_owned(), fs::read_to_string(folder.series().join(path)).unwrap())).collect()
}

/// Why an export is refused.
#[track_caller]
fn refused(folder: &Folder, args: &[&str]) -> String {
    let args = [&["template", "export"], args].concat();
    let output = gazette(folder.series(), &args).code(2).get_output().clone();
    assert_eq!(text(&output.stdout), "");
    text(&output.stderr)
}

#[test]
fn all_templates_are_written_and_set_the_same_pages() {
    let folder = Folder::printed();
    let before = folder.edition();
    let files = exported(&folder, &[]);
    for (path, text) in &files {
        assert_eq!(*text, fs::read_to_string(root().join(path)).unwrap(), "{path}");
    }
    let world = fs::read_to_string(root().join("src/typeset/world.rs")).unwrap();
    assert_eq!(files.len(), world.matches("include_str!(\"../../templates/").count());
    let after = folder.edition();
    let told = ["manifest.json", "report.json"];
    for (name, bytes) in before.artefacts.iter().filter(|(name, _)| !told.contains(&name.as_str())) {
        assert!(after.artefacts[name] == *bytes, "{name}");
    }
    let report: serde_json::Value = serde_json::from_slice(&after.artefacts["report.json"]).unwrap();
    assert_eq!(report["templates"].as_array().unwrap().len(), files.len());
}

#[test]
fn those_that_are_named_are_written_and_what_comes_next_is_told() {
    let folder = Folder::new();
    let printed = gazette(folder.series(), &["template", "export", ".", "gazette.css", "components/head.typ"]);
    assert_eq!(
        text(&printed.success().get_output().stdout),
        "made `templates/components/head.typ`\nmade `templates/gazette.css`\n\
         next: change them, then run `gazette build ./…`; delete those that stay as they are, so that they follow newer \
         versions of the program\n"
    );
    let printed = gazette(folder.series(), &["template", "export", ".", "base.typ", "--lang", "zh"]);
    assert_eq!(
        text(&printed.success().get_output().stdout),
        "已新建 `templates/base.typ`\n\
         接下来：修改新建的 1 个文件，然后运行 `gazette build ./…`；没有改动的请删除，以便今后随程序更新\n"
    );
    assert_eq!(fs::read_dir(folder.series().join("templates")).unwrap().count(), 3);
}

#[test]
fn a_template_that_is_there_is_not_written_over_and_no_other_is_written() {
    let folder = Folder::new().put("templates/components/head.typ", "// ours\n");
    let there = "`templates/components/head.typ` is there already; nothing was written, rename it or name other files";
    assert_eq!(refused(&folder, &["."]), format!("error: {there}\n"));
    assert_eq!(fs::read_to_string(folder.series().join("templates/components/head.typ")).unwrap(), "// ours\n");
    assert!(!folder.series().join("templates/base.typ").exists());
    let both = refused(&folder.put("templates/base.typ", ""), &[".", "--lang", "zh"]);
    let there = "`templates/base.typ`、`templates/components/head.typ` 已经存在，没有写入任何内容；请给这 2 个文件改名";
    assert!(both.contains(there), "{both}");
}

#[test]
fn a_name_that_no_template_has_is_told_with_the_one_that_was_meant() {
    let folder = Folder::new();
    for name in ["head.typ", "components/haed.typ", "templates/components/head.typ"] {
        let told = format!("error: there is no template `{name}`; did you mean `components/head.typ`?\n");
        assert_eq!(refused(&folder, &[".", name]), told);
    }
    let told = refused(&folder, &[".", "qqq"]);
    assert!(told.starts_with("error: there is no template `qqq`; there are `base.typ`, "), "{told}");
    assert!(!folder.series().join("templates").exists());
}

#[test]
fn only_the_folder_of_a_series_takes_templates() {
    let folder = Folder::new();
    let told = refused(&folder, &["2024-01"]);
    assert!(told.starts_with("error: there is no `gazette.toml` in `2024-01`; name the folder of a series"), "{told}");
    let folder = folder.put("templates", "");
    let told = refused(&folder, &["."]);
    assert_eq!(told, "error: `templates` is a file or a link, not a folder; move it away, nothing was written\n");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_where_a_link_leads() {
    let folder = Folder::new().put("elsewhere/a.txt", "").put("templates/own.typ", "");
    let link = folder.series().join("templates/components");
    std::os::unix::fs::symlink(folder.series().join("elsewhere"), &link).unwrap();
    let told = refused(&folder, &[".", "base.typ", "components/head.typ"]);
    assert!(told.starts_with("error: `templates/components` is a file or a link, not a folder"), "{told}");
    assert!(!folder.series().join("templates/base.typ").exists());
    assert_eq!(fs::read_dir(folder.series().join("elsewhere")).unwrap().count(), 1);
}
