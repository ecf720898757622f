//! The page of the contents, and furniture.

use super::*;

#[test]
fn a_page_of_the_contents_that_is_not_true_is_found() {
    let finds = |from: &str, to: &str, says: &[&str]| finds(edition(), "index.html", from, to, says);
    finds(
        "<h1><span>市中区",
        "<h1><span>市北区",
        &["the `<h1>` says `市北区人民政府公报2024年第2期`, not `市中区人民政府公报2024年第2期`"],
    );
    finds(
        "datetime=\"2024-06-30\"",
        "datetime=\"2024-06-29\"",
        &[
            "`2024年6月30日` is told to machines as `2024-06-29`",
            "the day of the issue says `2024-06-29`, not `2024-06-30`",
        ],
    );
    finds(
        "href=\"2024-02.pdf\"",
        "href=\"zhengfa-02.html\"",
        &["the address of the PDF says `zhengfa-02.html`, not `2024-02.pdf`"],
    );
    let size = edition().artefacts["2024-02.pdf"].len().div_ceil(1000);
    finds(
        &format!("（{size} KB）"),
        "（1 KB）",
        &[&format!(
            "`.published` says `2024年6月30日出版下载本期PDF（1 KB）`, not `2024年6月30日出版下载本期PDF（{size} KB）`"
        )],
    );
    finds(
        "<label for=\"search-words\">",
        "<label for=\"search-words\">本件作废，以网站公布的另一件为准，请勿再看：",
        &["the search says `本件作废，以网站公布的另一件为准，请勿再看：搜索本期搜索`"],
    );
    finds("name=\"q\"", "name=\"q\" value=\"作废\"", &["the attribute `value` of `<input>` is none of a page"]);
    finds(
        "action=\"index.html\"",
        "action=\"https://evil.cn/\"",
        &["`https://evil.cn/` is no address for the `action` of `<form>`"],
    );
    finds(
        "<h2>目录</h2>",
        "<h2>目录</h2><p>作废</p>",
        &[
            "the contents are not those of the issue, from `作废【区政府文件】关于印发《枣庄市市中区创建国家知识产权强县建设试点县工作实施方案（2024—2026年）》的通知（市中…` on",
        ],
    );
    finds("</nav>", "</nav><p>作废</p>", &["`作废` stands outside of the text, and is no furniture of a page"]);
    finds("\"pageEnd\":41", "\"pageEnd\":42", &["`pageEnd` in the linked data says `42`, not `41`"]);
    finds_each(
        edition(),
        ("index.html", "0632-3921308", "0632-3921309"),
        &["the imprint says `电话0632-3921309`, not `电话0632-3921308`"],
        &["the imprint says `0632-3921309`, and that of the PDF does not"],
    );
    finds_each(
        rich(),
        ("index.html", "封底的话", "封底的假话"),
        &["the back cover says `封底的假话`, not `封底的话`"],
        &["the back cover says `封底的假话`, and that of the PDF does not"],
    );
}

#[test]
fn furniture_of_a_series_is_its_own_and_what_is_told_in_known_places_is_true() {
    let series = |from: &str, to: &str| prove(edition(), Looks::Series, PAGE, &damaged(edition(), PAGE, from, to));
    let good = [Vec::<String>::new(), Vec::new()];
    for (from, to) in [
        ("</article>", "</article><aside>本府热线12345 <a href=\"https://www.example.gov.cn/\">网站</a></aside>"),
        ("<p>年终", "<p><span aria-hidden=\"true\">§</span>年终"),
        ("<p class=\"cite\">", "<p>分享</p><p class=\"cite\">"),
        ("跳到正文", "直接看正文"),
        ("PDF第15页", "下载"),
    ] {
        let found = series(from, to);
        let is_shared = from == "跳到正文";
        assert!(found == good || is_shared, "{from} → {to}: {found:?}");
    }
    let both = |says: &str| [vec![format!("{PAGE}: {says}")], vec![format!("{PAGE}: {says}")]];
    assert_eq!(series("<p>年终", "<p hidden>年终"), both("the attribute `hidden` of `<p>` hides words"));
    assert_eq!(series("年终，", "<del>年终，</del>"), both("`<del>` is no element of the text of a document"));
    assert_eq!(
        series("<dd>市中政发〔2024〕2号", "<dd>市中政发〔2024〕3号"),
        both("the fact `发文字号` says `市中政发〔2024〕3号`, not `市中政发〔2024〕2号`")
    );
    assert_eq!(
        series("rel=\"next\" href=\"zhengfa-04.html\"", "rel=\"next\" href=\"zhengfa-05.html\""),
        both("the address of a neighbour says `zhengfa-05.html`, not `zhengfa-04.html`")
    );
}
