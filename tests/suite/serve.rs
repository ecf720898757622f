//! `gazette watch` and `gazette serve`: what becomes of saved changes, seen by a client of its own.

mod glimpse;
mod hostile;

use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;
use snapbox::cmd::cargo_bin;

use crate::support::{Folder, document, gazette, issue, text};

/// The program while it runs; it ends with the test.
struct Running {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Running {
    /// Starts it in the folder of a series.
    fn start(series: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(cargo_bin!("gazette"))
            .current_dir(series)
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The next line that it prints; waits for it.
    fn line(&mut self) -> String {
        self.lines.next().unwrap().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A client of `gazette serve`.
struct Client {
    running: Running,
    /// Without a slash at its end.
    address: String,
    series: PathBuf,
}

impl Client {
    /// Serves the issue of a folder at a free port, and waits until it is there.
    fn of(folder: &Folder) -> (Self, Value) {
        Self::speaking("en", folder)
    }

    /// The same, in a language.
    fn speaking(language: &str, folder: &Folder) -> (Self, Value) {
        let args = ["serve", "2024-01", "--lang", language, "--listen", "127.0.0.1:0"];
        let mut running = Running::start(folder.series(), &args);
        let line = running.line();
        let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
        let address = address.trim_end_matches(|c| !char::is_ascii_digit(&c)).to_owned();
        let client = Self { running, address, series: folder.series().to_owned() };
        let state = client.settled(0);
        (client, state)
    }

    /// What the server answers to a path, with status and body.
    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
        let mut answer = agent.get(format!("{}{path}", self.address)).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_vec().unwrap())
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).1).unwrap()
    }

    /// The first state after that of a generation in which nothing more is to come.
    fn settled(&self, generation: u64) -> Value {
        let mut state = self.json(&format!("/state?after={generation}"));
        while state["status"] == "proving" {
            state = self.json(&format!("/state?after={}", state["generation"]));
        }
        state
    }

    /// Saves a file of the series and returns the state that comes of it.
    fn save(&self, path: &str, contents: impl AsRef<[u8]>, state: &Value) -> Value {
        std::fs::write(self.series.join(path), contents).unwrap();
        self.settled(state["generation"].as_u64().unwrap())
    }

    /// Where the words of a page come from, read from its top to its bottom every few points, each place once.
    fn places(&self, sheet: usize) -> Vec<String> {
        let mut places = Vec::new();
        for y in (100..700).step_by(6) {
            let place = self.json(&format!("/place?sheet={sheet}&x=200&y={y}"));
            let place = (!place.is_null()).then(|| format!("{}:{}", place["file"].as_str().unwrap(), place["line"]));
            places.extend(place.filter(|place| !places.contains(place)));
        }
        places
    }
}

/// Findings as `file:line: message`.
fn findings(state: &Value) -> Vec<String> {
    let findings = state["findings"].as_array().unwrap().iter();
    findings
        .map(|f| format!("{}:{}: {}", f["file"].as_str().unwrap(), f["line"], f["message"].as_str().unwrap()))
        .collect()
}

fn digests(state: &Value) -> Vec<&str> {
    state["sheets"].as_array().unwrap().iter().map(|sheet| sheet["digest"].as_str().unwrap()).collect()
}

/// An issue of two documents.
fn two() -> Folder {
    let folder = Folder::new().put("2024-01/issue.toml", issue(&["a.md", "b.md"]));
    folder.put("2024-01/b.md", document("第二件。\n"))
}

#[test]
fn a_saved_change_is_shown_on_its_page_and_no_other() {
    let folder = two();
    let (client, state) = Client::of(&folder);
    assert_eq!((&state["status"], &state["stale"]), (&"good".into(), &false.into()), "{state}");
    let first = client.get("/pages/4.svg");
    assert_eq!(first.0, 200);
    assert!(text(&first.1).starts_with("<svg"));
    let news = client.save("2024-01/b.md", document("第二件改了。\n"), &state);
    let changed: Vec<usize> = digests(&state)
        .iter()
        .zip(digests(&news))
        .enumerate()
        .filter(|(_, (a, b))| *a != b)
        .map(|(n, _)| n + 1)
        .collect();
    assert_eq!(changed, [6], "the first document and the covers are as they were: {news}");
    let page = client.get("/edition/b.html");
    assert!(text(&page.1).contains("第二件改了。"));
    assert!(news["edition"].as_u64() > state["edition"].as_u64());
}

#[test]
fn a_line_of_a_page_tells_its_file_and_line() {
    let folder = Folder::with_body("第一段。\n\n第二段。\n");
    let (client, _) = Client::of(&folder);
    // The title stands in line 3 of the front matter, the text from line 5 on.
    let places = client.places(5);
    for expected in ["2024-01/a.md:3", "2024-01/a.md:5", "2024-01/a.md:7"] {
        assert!(places.iter().any(|place| place == expected), "{expected} in {places:?}");
    }
    assert_eq!(client.json("/place?sheet=5&x=1&y=1"), Value::Null);
    assert_eq!(client.json("/place?sheet=99&x=100&y=100"), Value::Null);
    assert_eq!(client.get("/place?sheet=5").0, 400);
}

#[test]
fn a_line_of_a_title_tells_its_own_line() {
    let text = "+++\nissuer = \"某区人民政府\"\ntitle = \"\"\"\n某区人民政府\n关于测试的通知\"\"\"\n+++\n正文。\n";
    let folder = Folder::new().put("2024-01/a.md", text);
    let (client, _) = Client::of(&folder);
    let places = client.places(5);
    assert_eq!(places[..2], ["2024-01/a.md:4", "2024-01/a.md:5"], "{places:?}");
}

#[test]
fn a_mistake_leaves_the_last_good_pages_and_is_shown_beside_them() {
    let folder = two();
    let (client, good) = Client::of(&folder);
    let page = client.get("/pages/6.svg");
    let wrong = client.save("2024-01/b.md", document("第二件。<b>\n"), &good);
    assert_eq!(findings(&wrong), ["2024-01/b.md:5: raw HTML cannot be printed"]);
    assert_eq!((&wrong["status"], &wrong["stale"]), (&"errors".into(), &true.into()));
    assert_eq!(client.json("/spot?finding=0")["sheet"], 6, "a click on the finding leads to the page");
    assert_eq!(client.json("/spot?finding=1"), Value::Null);
    assert_eq!(digests(&wrong), digests(&good));
    assert_eq!(client.get("/pages/6.svg"), page);
    assert_eq!(client.get("/edition/b.html").0, 200);
    let mended = client.save("2024-01/b.md", document("第二件。\n"), &wrong);
    assert_eq!((&mended["status"], &mended["stale"]), (&"good".into(), &false.into()));
    assert_eq!(digests(&mended), digests(&good));
}

#[test]
fn a_file_that_is_half_saved_is_named_until_it_is_whole() {
    let folder = two();
    let (client, good) = Client::of(&folder);
    let whole = document("第二件改了。\n");
    let half = whole.len() - 5;
    let state = client.save("2024-01/b.md", &whole.as_bytes()[..half], &good);
    assert_eq!(findings(&state), ["2024-01/b.md:1: line 5 is not UTF-8 text"]);
    let state = client.save("2024-01/b.md", whole, &state);
    assert_eq!(state["status"], "good");
}

#[test]
fn a_folder_that_is_removed_is_waited_for() {
    let folder = two();
    let (client, good) = Client::of(&folder);
    let aside = folder.series().join(".aside");
    std::fs::rename(folder.issue(), &aside).unwrap();
    let gone = client.settled(good["generation"].as_u64().unwrap());
    assert_eq!(gone["status"], "failed");
    assert!(gone["failure"].as_str().unwrap().starts_with("cannot find the issue folder `2024-01`"), "{gone}");
    assert_eq!(digests(&gone), digests(&good), "the last good pages stay");
    std::fs::rename(&aside, folder.issue()).unwrap();
    let back = client.settled(gone["generation"].as_u64().unwrap());
    assert_eq!(back["status"], "good");
    // What is saved in the folder that came back is seen.
    let news = client.save("2024-01/b.md", document("第二件改了。\n"), &back);
    assert_ne!(digests(&news), digests(&back));
}

#[test]
fn a_series_that_is_moved_away_and_put_back_is_watched_again() {
    let outer = tempfile::tempdir().unwrap();
    let (series, aside) = (outer.path().join("issues"), outer.path().join("aside"));
    copy(two().series(), &series);
    let mut running = Running::start(outer.path(), &["watch", "issues/2024-01", "--lang", "en", "--format", "short"]);
    assert!(running.line().contains("built into"));
    std::fs::rename(&series, &aside).unwrap();
    copy(&aside, &series);
    // Copying is seen once or several times, and then the folder that is there now is watched.
    assert!(running.line().contains("built into"));
    std::fs::write(series.join("2024-01/b.md"), document("第二件改了。\n")).unwrap();
    let page = outer.path().join("dist/2024-01/b.html");
    while !std::fs::read_to_string(&page).is_ok_and(|text| text.contains("第二件改了。")) {
        running.line();
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn what_is_written_into_the_issue_itself_is_no_change_of_it() {
    let folder = two();
    std::fs::create_dir(folder.issue().join("notes")).unwrap();
    let mut running =
        Running::start(&folder.issue().join("notes"), &["watch", "..", "--out", "../.out", "--lang", "en"]);
    assert!(running.line().contains("built into"));
    let _folder = folder.put("2024-01/b.md", document("第二件改了。\n"));
    assert!(running.line().contains("built into"));
}

#[test]
fn what_issues_share_is_watched_too() {
    let folder = two();
    let (client, good) = Client::of(&folder);
    let series = "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n[layout]\nlines = 23\n";
    let news = client.save("gazette.toml", series, &good);
    assert_ne!(digests(&news)[4], digests(&good)[4]);
    std::fs::create_dir(folder.series().join("templates")).unwrap();
    let made = client.settled(news["generation"].as_u64().unwrap());
    let wrong = client.save("templates/gazette.typ", "#let print = \n", &made);
    assert_eq!(wrong["status"], "errors", "{wrong}");
}

#[test]
fn nothing_but_its_own_files_is_answered_to_its_own_pages() {
    let folder = two();
    let (client, _) = Client::of(&folder);
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let status = |header: &str, value: &str| {
        agent.get(format!("{}/", client.address)).header(header, value).call().unwrap().status().as_u16()
    };
    assert_eq!(status("Host", "gazette.example.com"), 403);
    assert_eq!(status("Origin", "https://example.com"), 403);
    assert_eq!(status("Origin", &client.address), 200);
    assert_eq!(agent.post(format!("{}/state", client.address)).send_empty().unwrap().status().as_u16(), 405);
    for path in
        ["/gazette.toml", "/edition/../gazette.toml", "/edition/%2e%2e/gazette.toml", "/edition/", "/pages/0.svg"]
    {
        assert_eq!(client.get(path).0, 404, "{path}");
    }
    let shell = text(&client.get("/").1);
    assert!(shell.contains("Preview of the gazette") && !shell.contains("http"), "{shell}");
}

#[test]
fn what_is_refused_and_the_contents_are_told_in_chinese() {
    let folder = two();
    let (client, state) = Client::speaking("zh", &folder);
    assert_eq!(state["web"][0], serde_json::json!({ "file": "index.html", "title": "目录" }), "{state}");
    let told = |path: &str| text(&client.get(path).1);
    assert_eq!(told("/gazette.toml"), "没有这个网页或文件\n");
    assert_eq!(told("/place?sheet=5"), "位置须写明 sheet、x 和 y 三个数\n");
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let mut posted = agent.post(format!("{}/state", client.address)).send_empty().unwrap();
    assert_eq!(posted.body_mut().read_to_string().unwrap(), "这里只能查看，不能改动\n");
    let foreign = agent.get(format!("{}/", client.address)).header("Origin", "https://example.com").call();
    let told = foreign.unwrap().body_mut().read_to_string().unwrap();
    assert_eq!(told, "此服务只答复从它自己的地址打开的页面\n");
}

#[test]
fn the_edition_that_is_shown_is_the_one_that_is_built() {
    let folder = two();
    let (mut client, _) = Client::of(&folder);
    let line = client.running.line();
    assert!(line.starts_with("2024-01: built into dist/2024-01 in "), "{line}");
    for name in ["2024-01.pdf", "index.html", "b.html", "report.json"] {
        let built = std::fs::read(folder.series().join("dist/2024-01").join(name)).unwrap();
        assert!(client.get(&format!("/edition/{name}")).1 == built, "{name}");
    }
}

#[test]
fn a_port_that_is_taken_is_named_with_the_way_out() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = Folder::new();
    let told = gazette(folder.series(), &["serve", "2024-01", "--lang", "en", "--listen", &address]).code(2);
    let told = text(&told.get_output().stderr);
    let expected = format!(
        "error: cannot listen at `{address}`; choose another address with --listen, or a free port with port 0: \
         another program listens there"
    );
    assert!(told.starts_with(&expected), "{told}");
    let told = gazette(folder.series(), &["serve", "2024-01", "--lang", "zh", "--listen", &address]).code(2);
    assert!(text(&told.get_output().stderr).contains("该地址已被其他程序占用"));
}

#[test]
fn watch_builds_what_is_saved_and_keeps_the_edition_of_before_a_mistake() {
    let folder = two();
    let mut running = Running::start(folder.series(), &["watch", "2024-01", "--lang", "zh"]);
    let line = running.line();
    assert!(line.starts_with("2024-01：已生成到 dist/2024-01，用时 "), "{line}");
    let page = folder.series().join("dist/2024-01/b.html");
    let folder = folder.put("2024-01/b.md", document("第二件改了。\n"));
    assert!(running.line().contains("已生成"));
    let built = std::fs::read_to_string(&page).unwrap();
    assert!(built.contains("第二件改了。"));
    let folder = folder.put("2024-01/b.md", document("<b>\n"));
    assert_eq!(running.line(), "2024-01：未生成，原有成品保持不变；等待下一次改动，按 Ctrl-C 结束");
    assert_eq!(std::fs::read_to_string(&page).unwrap(), built);
    let _folder = folder.put("2024-01/b.md", document("第二件又改了。\n"));
    assert!(running.line().contains("已生成"));
    assert!(std::fs::read_to_string(&page).unwrap().contains("第二件又改了。"));
}

#[test]
fn a_trace_is_that_of_the_last_build_once_its_end_is_told() {
    let folder = two();
    let mut running = Running::start(folder.series(), &["watch", "2024-01", "--timings", "trace.json"]);
    let trace = folder.series().join("trace.json");
    for body in ["第二件改了。\n", "<b>\n"] {
        running.line();
        let steps: Vec<Value> = serde_json::from_slice(&std::fs::read(&trace).unwrap()).unwrap();
        assert_eq!(steps.iter().filter(|step| step["name"] == "read documents").count(), 2, "it begins and ends");
        std::fs::remove_file(&trace).unwrap();
        std::fs::write(folder.series().join("2024-01/b.md"), document(body)).unwrap();
    }
}

#[test]
fn an_interrupted_watch_leaves_nothing_behind() {
    let folder = two();
    let mut running = Running::start(folder.series(), &["watch", "2024-01", "--lang", "en"]);
    running.line();
    let id = running.child.id().to_string();
    assert!(Command::new("sh").args(["-c", &format!("kill -INT {id}")]).status().unwrap().success());
    assert_eq!(running.child.wait().unwrap().code(), Some(130));
    let left: Vec<_> =
        std::fs::read_dir(folder.series().join("dist")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["2024-01"]);
}

#[test]
fn a_log_that_needs_an_end_is_refused_where_there_is_none() {
    let folder = Folder::new();
    let told = gazette(folder.series(), &["watch", "2024-01", "--lang", "en", "--format", "sarif"]).code(2);
    assert!(text(&told.get_output().stderr).contains("a SARIF log has an end, and this command has none"));
}

/// Starts a command that tells each step, waits for the end of one and then for `is_time`, and interrupts it; returns its exit code.
#[cfg(target_os = "linux")]
fn interrupted(
    folder: &Folder,
    temporary: &Path,
    args: &[&str],
    step: &str,
    is_time: impl Fn() -> bool,
) -> Option<i32> {
    let mut child = Command::new(cargo_bin!("gazette"))
        .current_dir(folder.series())
        .args(args)
        .args(["--verbose", "--lang", "en"])
        .env("TMPDIR", temporary)
        .env("GAZETTE_TEST_OF", temporary)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains(step)), "{step}");
    while !is_time() {
        assert_eq!(child.try_wait().unwrap(), None, "it has ended by itself");
    }
    assert!(Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status().unwrap().success());
    child.wait().unwrap().code()
}

/// How many processes bear the mark that [`interrupted`] gave to those of `temporary`.
#[cfg(target_os = "linux")]
fn processes(temporary: &Path) -> usize {
    let mark = format!("GAZETTE_TEST_OF={}", temporary.display());
    let all = std::fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().path().join("environ"));
    all.filter(|environ| std::fs::read(environ).is_ok_and(|read| text_of(&read).split('\0').any(|set| set == mark)))
        .count()
}

#[cfg(target_os = "linux")]
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_build_leaves_the_former_edition_and_nothing_else() {
    let folder = Folder::printed();
    let temporary = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.series().join("dist/2024-01")).unwrap();
    let code = interrupted(&folder, temporary.path(), &["build", "2024-01"], "reading", || true);
    assert_eq!(code, Some(130));
    let left =
        |folder: &Path| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    assert_eq!(left(&folder.series().join("dist")), ["2024-01"]);
    assert_eq!(left(&folder.series().join("dist/2024-01")), Vec::<std::ffi::OsString>::new());
    assert_eq!(left(temporary.path()), Vec::<std::ffi::OsString>::new());
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_check_leaves_no_second_build_behind() {
    let folder = Folder::printed();
    let temporary = tempfile::tempdir().unwrap();
    // The proofs are over: what comes now is the second build, in a process of its own.
    let is_building = || processes(temporary.path()) == 2;
    let args = ["check", "2024-01", "--reproducible"];
    let code = interrupted(&folder, temporary.path(), &args, "proving what is finished", is_building);
    assert_eq!(code, Some(130));
    assert_eq!(processes(temporary.path()), 0);
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn a_preview_at_all_addresses_is_opened_at_one_that_browsers_know() {
    let folder = Folder::new();
    let listen = ["--listen", "0.0.0.0:0"];
    let mut running = Running::start(folder.series(), &[&["serve", "2024-01", "--lang", "zh"], &listen[..]].concat());
    let line = running.line();
    assert!(line.starts_with("本机请在浏览器中打开 http://127.0.0.1:") && line.contains("本机的 IP 地址"), "{line}");
}
