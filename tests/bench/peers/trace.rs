//! How long gazette and Typst take until their PDF is there, which for gazette is not the end: as their traces say, which are made
//! with the same parts of Typst and tell the same steps.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

/// The last step before the PDF is there, and the program that has it.
const ENDS: [(&str, &str); 2] = [("gazette", "write the PDF"), ("Typst", "pdf")];

/// So many rounds are measured, after one that is not.
const ROUNDS: usize = 7;
/// Where a round takes longer than so many seconds, three are measured: Typst takes longer to write its trace than to do what it tells.
const SLOW: f64 = 5.0;

/// Prints the seconds of both; `commands` are theirs, without the trace.
pub(crate) fn measure(folder: &Path, commands: [(&str, &[&str]); 2]) {
    let mut seconds = [Vec::new(), Vec::new()];
    let (mut rounds, begun) = (ROUNDS, Instant::now());
    let mut round = 0;
    while round <= rounds {
        for (at, (program, typed)) in commands.iter().enumerate() {
            let _ = fs::remove_dir_all(folder.join("dist"));
            let typed = typed.iter().chain(&["--timings", "trace.json"]);
            let said = Command::new(program).args(typed).current_dir(folder).stdin(Stdio::null()).output();
            assert!(said.is_ok_and(|said| said.status.success()), "{program} {}", commands[at].1.join(" "));
            if round > 0 {
                seconds[at].push(until(folder, ENDS[at].1));
            }
        }
        round += 1;
        if round == 1 && begun.elapsed().as_secs_f64() > SLOW {
            rounds = 3;
        }
    }
    println!("\n| until the PDF is there | seconds (least–most) | ratio to Typst |\n| --- | --: | --: |");
    seconds.iter_mut().for_each(|seconds| seconds.sort_by(f64::total_cmp));
    let middle = |seconds: &[f64]| seconds[seconds.len() / 2];
    for (seconds_of, (name, _)) in seconds.iter().zip(ENDS) {
        let ratio = middle(seconds_of) / middle(&seconds[1]);
        let (least, most) = (seconds_of[0], seconds_of[seconds_of.len() - 1]);
        println!("| {name} | {:.3} ({least:.3}–{most:.3}) | {ratio:.2} |", middle(seconds_of));
    }
}

/// The seconds from the first step of a trace to the end of the last one of this name.
fn until(folder: &Path, end: &str) -> f64 {
    let trace = fs::read(folder.join("trace.json")).expect("a trace was written");
    let events: Vec<Value> = serde_json::from_slice(&trace).expect("a trace is JSON");
    let at = |event: &Value| event["ts"].as_f64().expect("steps have times");
    let first = events.iter().map(at).fold(f64::INFINITY, f64::min);
    let ends = events.iter().filter(|event| event["ph"] == "E" && event["name"] == end);
    (ends.map(at).fold(first, f64::max) - first) / 1e6
}
