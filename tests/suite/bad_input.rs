//! What an editor may get wrong in the elements, pictures and settings of an issue, and where the error points.

use crate::support::Folder;

/// An order in `a.md` with these lines in its front matter, from line 7.
fn order(lines: &str) -> Folder {
    let text = format!(
        "+++\nform = \"order\"\nhead = \"某区人民政府令\"\nissuer = \"某区人民政府\"\nnumber = \"第1号\"\ndate = 2024-03-01\n{lines}\n+++\n现予公布。\n"
    );
    Folder::new().put("2024-01/a.md", text)
}

#[test]
fn an_empty_line_within_an_element_is_an_error() {
    // Each line of `issuer` is looked for in titles, where nothing would be found for ever.
    let folder = Folder::new().put(
        "2024-01/a.md",
        "+++\nissuer = \"\"\"\n某局\n\n某厅\"\"\"\ntitle = \"关于某事的通知\"\nsignature = \"\"\"\n某局\n　\n某厅\"\"\"\n+++\n正文。\n",
    );
    assert_eq!(
        folder.findings(),
        [
            "a.md:2:10 error empty-line: there is an empty line in this text",
            "a.md:7:13 error empty-line: there is an empty line in this text"
        ]
    );
}

#[test]
fn blanks_at_the_ends_of_lines_are_no_part_of_an_element() {
    let folder = order("signatories = [{ title = \" 区长\", name = \"张某\", stamp = \" images/a.png \" }]");
    let findings = folder.findings();
    assert_eq!(findings, ["a.md:7:54 error picture-absent: the picture `images/a.png` is not in the issue folder"]);
}

#[test]
fn a_stamp_is_one_picture() {
    let stamp = "signatories = [{ title = \"区长\", name = \"张某\", stamp = \"a.png\\nb.png\" }]";
    let findings = order(stamp).put("2024-01/a.png", "").put("2024-01/b.png", "").findings();
    assert!(findings.iter().any(|found| found.starts_with("a.md:7:53 error picture-absent")), "{findings:?}");
}

#[test]
fn an_empty_list_of_signatories_is_none() {
    let findings = order("signatories = []").findings();
    assert_eq!(findings, ["a.md:2:8 error missing-key: the key `signatories` (签名章) is missing"]);
}

#[test]
fn a_form_that_is_no_text_is_told_so() {
    let findings = Folder::with_front_matter("form = 1").findings();
    assert_eq!(findings, ["a.md:4:8 error wrong-type: text in quotes is expected here"]);
}
