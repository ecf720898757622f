//! How long a saved change takes to the browser: `cargo bench --bench preview`.
//!
//! A client as a browser is one saves a changed character, waits for the news, and asks for the picture of the page that changed; what of the
//! time is layout it reads from the trace of the build. A character is put in the place of another, or between others, so that all that
//! follows in its file stands elsewhere, or it is one of the title, which stands in the contents too. It prints medians with minimum and maximum, of the printed issue and of a volume of many documents.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Instant;

use serde_json::Value;

/// Each is typed in turn, so that no change leads to what was laid out before; all but the first are measured.
const TYPED: &str = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳";

/// The file that takes the trace of each build, beside the issue.
const TRACE: &str = "trace.json";

/// What is measured of each change.
const MEASURED: [&str; 4] = ["layout", "told to the browser", "picture of the page there", "proved and on the disk"];

fn main() {
    let printed = tempfile::tempdir().expect("a folder can be made");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("issues"), printed.path());
    measure("the printed issue, its first document", printed.path(), "2024-02", "zhengzi-02.md", "知识产权");
    let volume = tempfile::tempdir().expect("a folder can be made");
    make_volume(volume.path(), 300);
    measure("300 documents, the third", volume.path(), "2024-01", "d003.md", "会议");
}

/// Saves changes at the first `word` of a document, and prints how long they took.
fn measure(name: &str, series: &Path, issue: &str, document: &str, word: &str) {
    let path = series.join(issue).join(document);
    let text = fs::read_to_string(&path).expect("the document is there");
    let at = text.rfind("+++").expect("it has front matter");
    let at = at + text[at..].find(word).expect("the word is there");
    let length = word.chars().next().map_or(0, char::len_utf8);
    let replaced = |typed: usize| format!("{}{}{}", &text[..at], character(typed), &text[at + length..]);
    let added =
        |typed: usize| format!("{}{}{}", &text[..at], TYPED.chars().take(typed + 1).collect::<String>(), &text[at..]);
    let title = text.find("title = ").expect("it has a title");
    let title = title + text[title..].find("通知").expect("it is a notice");
    let titled = |typed: usize| format!("{}{}{}", &text[..title], character(typed), &text[title + length..]);
    for (change, changed) in
        [("replaced", &replaced as &dyn Fn(usize) -> String), ("added", &added), ("replaced in its title", &titled)]
    {
        let mut server = Server::start(series, issue);
        let mut state = server.settled(&server.state(0));
        println!("{name}, a character {change}: {} pages", digests(&state).len());
        let mut times: [Vec<f64>; MEASURED.len()] = Default::default();
        for typed in 0..TYPED.chars().count() {
            let taken = server.save(&mut state, series, &path, &changed(typed));
            if typed > 0 {
                times.iter_mut().zip(taken).for_each(|(times, taken)| times.push(taken));
            }
        }
        for (what, times) in MEASURED.iter().zip(&mut times) {
            times.sort_by(f64::total_cmp);
            println!("  {what:26} {:7.1} ms ({:.1}–{:.1})", times[times.len() / 2], times[0], times[times.len() - 1]);
        }
        drop(server.child.kill());
        drop(server.child.wait());
        fs::write(&path, &text).expect("the document can be saved");
    }
}

fn character(typed: usize) -> char {
    TYPED.chars().nth(typed).expect("there are so many")
}

/// The milliseconds of a step that the trace of the last build has.
fn time_of(step: &str, trace: &[Value]) -> f64 {
    let at = |kind: &str| {
        let event = trace.iter().find(|event| event["name"] == step && event["ph"] == kind);
        event.and_then(|event| event["ts"].as_f64()).expect("the step is in the trace")
    };
    (at("E") - at("B")) / 1e3
}

/// The trace of the last build, which is there once the program says that it is built.
fn trace_of(path: &Path) -> Vec<Value> {
    let trace = fs::read(path).expect("a trace was written");
    serde_json::from_slice(&trace).expect("a trace is JSON")
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
            .args(["serve", issue, "--lang", "en", "--listen", "127.0.0.1:0", "--timings", TRACE])
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

    /// Saves a document, and looks at what becomes of it; milliseconds, as [`MEASURED`] names them.
    fn save(&self, state: &mut Value, series: &Path, path: &Path, text: &str) -> [f64; MEASURED.len()] {
        let begun = Instant::now();
        fs::write(path, text).expect("the document can be saved");
        let news = self.state(generation(state));
        let told = begun.elapsed();
        let (before, after) = (digests(state), digests(&news));
        let sheet = after.iter().zip(&before).position(|(a, b)| a != b).expect("a page has changed") + 1;
        self.get(&format!("/pages/{sheet}.svg"));
        let shown = begun.elapsed();
        let settled = self.settled(&news);
        let written = begun.elapsed();
        let trace = trace_of(&series.join(TRACE));
        // Without a layout made of the former one there is one moment less.
        let full = if generation(&settled) - generation(state) > 2 { 0.0 } else { time_of("lay out", &trace) };
        *state = settled;
        let [told, shown, written] = [told, shown, written].map(|time| time.as_secs_f64() * 1e3);
        [time_of("lay out from the former layout", &trace) + full, told, shown, written]
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
