//! How long a saved change takes to the browser: `cargo bench --bench preview`.
//!
//! A client as a browser is one saves a changed character, waits for the news, and asks for the picture of the page that changed. Before
//! that the same changes are compiled in this process, whose trace tells what of the time is layout. It prints medians with minimum and
//! maximum, of the printed issue and of a volume of many documents.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Instant;

use gazette::compile::{Goal, compile};
use gazette::diag::Diagnostics;
use gazette::source::IssueDir;
use gazette::typeset::FontSet;
use serde_json::Value;

/// Each is typed in turn, so that no change leads to what was laid out before; all but the first are measured.
const TYPED: &str = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳";

/// So many compilations ago something was last used that is still remembered, as in `watch`.
const REMEMBERED: usize = 10;

fn main() {
    let printed = tempfile::tempdir().expect("a folder can be made");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("issues"), printed.path());
    measure("the printed issue, its first document", printed.path(), "2024-02", "zhengzi-02.md", "知识产权");
    let volume = tempfile::tempdir().expect("a folder can be made");
    make_volume(volume.path(), 300);
    measure("300 documents, the third", volume.path(), "2024-01", "d003.md", "会议");
}

/// Saves changes of the first character of `word` in a document, and prints how long they took.
fn measure(name: &str, series: &Path, issue: &str, document: &str, word: &str) {
    let mut layout = layout(series, issue, document, word);
    let mut server = Server::start(series, issue);
    let path = series.join(issue).join(document);
    let text = fs::read_to_string(&path).expect("the document is there");
    let mut times: [Vec<f64>; 3] = Default::default();
    let mut state = server.settled(&server.state(0));
    for (round, typed) in TYPED.chars().enumerate() {
        let changed = typed_over(&text, word, typed);
        let begun = Instant::now();
        fs::write(&path, changed).expect("the document can be saved");
        let news = server.state(generation(&state));
        let laid_out = begun.elapsed();
        let (before, after) = (digests(&state), digests(&news));
        let sheet = after.iter().zip(&before).position(|(a, b)| a != b).expect("a page has changed") + 1;
        server.get(&format!("/pages/{sheet}.svg"));
        let shown = begun.elapsed();
        state = server.settled(&news);
        let written = begun.elapsed();
        if round > 0 {
            for (times, time) in times.iter_mut().zip([laid_out, shown, written]) {
                times.push(time.as_secs_f64() * 1e3);
            }
        }
    }
    println!("{name}: {} pages", digests(&state).len());
    let [told, shown, written] = &mut times;
    for (what, times) in [
        ("layout", &mut layout),
        ("told to the browser", told),
        ("picture of the page there", shown),
        ("proved and on the disk", written),
    ] {
        times.sort_by(f64::total_cmp);
        println!("  {what:26} {:7.1} ms ({:.1}–{:.1})", times[times.len() / 2], times[0], times[times.len() - 1]);
    }
    drop(server.child.kill());
    drop(server.child.wait());
}

/// The text with another character in place of the first of a word of its body.
fn typed_over(text: &str, word: &str, typed: char) -> String {
    let body = text.rfind("+++").expect("it has front matter");
    let at = body + text[body..].find(word).expect("the word is there");
    let (before, after) = (&text[..at], &text[at + word.len()..]);
    let rest: String = word.chars().skip(1).collect();
    format!("{before}{typed}{rest}{after}")
}

/// The milliseconds of layout after each of the same changes.
fn layout(series: &Path, issue: &str, document: &str, word: &str) -> Vec<f64> {
    let folder = series.join(issue);
    let path = folder.join(document);
    let text = fs::read_to_string(&path).expect("the document is there");
    let fonts = Arc::new(FontSet::new(&[]));
    let mut times = Vec::new();
    for (round, typed) in TYPED.chars().enumerate() {
        fs::write(&path, typed_over(&text, word, typed)).expect("it can be saved");
        let mut found = Diagnostics::default();
        let dir = IssueDir::read(&folder, &mut found).expect("the issue can be read");
        typst_timing::clear();
        typst_timing::enable();
        compile(&dir, &fonts, Goal::Artefacts(&[]), &mut found).expect("the issue is good");
        typst_timing::disable();
        comemo::evict(REMEMBERED);
        if round > 0 {
            times.push(time_of("lay out"));
        }
    }
    fs::write(&path, text).expect("it can be saved");
    times
}

/// The milliseconds of a step, once in the trace of this process.
fn time_of(step: &str) -> f64 {
    let mut trace = Vec::new();
    typst_timing::export_json(&mut trace, |_| (String::new(), 0)).expect("a trace can be written");
    let events: Vec<Value> = serde_json::from_slice(&trace).expect("a trace is JSON");
    let at = |kind: &str| {
        let event = events.iter().find(|event| event["name"] == step && event["ph"] == kind);
        event.and_then(|event| event["ts"].as_f64()).expect("the step is in the trace")
    };
    (at("E") - at("B")) / 1e3
}

/// `gazette serve`, and the way to it.
struct Server {
    child: Child,
    address: String,
    /// What it prints of each build, once its edition is on the disk.
    built: Receiver<String>,
    agent: ureq::Agent,
}

impl Server {
    fn start(series: &Path, issue: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gazette"))
            .current_dir(series)
            .args(["serve", issue, "--lang", "en", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("it was asked for");
        let mut stdout = BufReader::new(stdout);
        stdout.read_line(&mut line).expect("it prints its address");
        let (sender, built) = mpsc::channel();
        std::thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let address = line.trim_start_matches("open ").split("/ in").next().unwrap_or_default().to_owned();
        Self { child, address, built, agent: ureq::Agent::new_with_defaults() }
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let mut answer = self.agent.get(format!("{}{path}", self.address)).call().expect("it answers");
        answer.body_mut().with_config().limit(u64::MAX).read_to_vec().expect("the answer is whole")
    }

    fn state(&self, after: u64) -> Value {
        serde_json::from_slice(&self.get(&format!("/state?after={after}"))).expect("the state is JSON")
    }

    fn settled(&self, state: &Value) -> Value {
        let mut state = state.clone();
        while state["status"] == "proving" {
            state = self.state(generation(&state));
        }
        self.built.recv().expect("the edition is written");
        state
    }
}

fn generation(state: &Value) -> u64 {
    state["generation"].as_u64().unwrap_or_default()
}

fn digests(state: &Value) -> Vec<String> {
    let sheets = state["sheets"].as_array().into_iter().flatten();
    sheets.map(|sheet| sheet["digest"].as_str().unwrap_or_default().to_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// A volume of documents of about two pages.
fn make_volume(series: &Path, documents: usize) {
    let issue = series.join("2024-01");
    fs::create_dir_all(&issue).expect("a folder can be made");
    let names: Vec<String> = (1..=documents).map(|number| format!("d{number:03}.md")).collect();
    for (number, name) in names.iter().enumerate() {
        let paragraph =
            "会议要求，各镇街、各部门要提高认识，压实责任，加强协作配合，确保各项工作任务落到实处。".repeat(4);
        let body = format!("{paragraph}\n\n").repeat(7);
        let text = format!(
            "+++\nissuer = \"某区人民政府\"\ntitle = \"某区人民政府关于第{}件事的通知\"\n+++\n{body}",
            number + 1
        );
        fs::write(issue.join(name), text).expect("the document can be written");
    }
    let list: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let toml = format!(
        "year = 2024\nnumber = 1\ndate = 2024-03-31\n\n[[sections]]\ntitle = \"文件\"\ndocuments = [{}]\n",
        list.join(", ")
    );
    fs::write(issue.join("issue.toml"), toml).expect("the list can be written");
    fs::write(series.join("gazette.toml"), "name = \"某区人民政府公报\"\nsponsor = \"某区人民政府\"\n")
        .expect("it can be written");
}
