//! How long many issues take at once: `cargo bench --bench many`, and after `--` how many, 200 unless said.
//!
//! Each issue is the printed one under a number of its own. They are built on one processor (`taskset`, of Linux), on all of them, and once
//! more where they are there already; whole processes in turn, each with the most memory that it took (GNU time).

#[path = "peers/volume.rs"]
#[allow(dead_code, reason = "other benchmarks print other volumes")]
mod volume;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// So many pairs are measured.
const ROUNDS: usize = 3;

fn main() {
    let asked = std::env::args().skip(1).find(|argument| argument != "--bench");
    let issues: usize = asked.map_or(200, |asked| asked.parse().expect("a number of issues"));
    let series = tempfile::tempdir().expect("a folder can be made");
    let names = volume::issues(series.path(), issues);
    let mut times: [Vec<f64>; 3] = Default::default();
    let mut memory = [0; 3];
    for _ in 0..ROUNDS {
        for (at, processors) in [Some("0"), None, None].into_iter().enumerate() {
            if at < 2 {
                let _ = fs::remove_dir_all(series.path().join("dist"));
            }
            let (seconds, mebibytes) = build(series.path(), &names, processors);
            times[at].push(seconds);
            memory[at] = memory[at].max(mebibytes);
        }
    }
    println!("{issues} issues");
    for ((what, times), memory) in ["one processor", "all", "all, unchanged"].iter().zip(&mut times).zip(memory) {
        times.sort_by(f64::total_cmp);
        let each = times[ROUNDS / 2] / issues as f64 * 1e3;
        println!(
            "  {what:15} {:7.2} s ({:.2}–{:.2}), {each:.1} ms an issue, {memory} MiB",
            times[ROUNDS / 2],
            times[0],
            times[ROUNDS - 1]
        );
    }
    println!("  one processor to all: {:.2}", times[0][ROUNDS / 2] / times[1][ROUNDS / 2]);
}

/// Builds all issues; seconds, and the most MiB.
fn build(series: &Path, names: &[String], processors: Option<&str>) -> (f64, u64) {
    let mut command = Command::new("time");
    command.args(["-f", "%M", "-o", "memory"]).current_dir(series);
    if let Some(processors) = processors {
        command.args(["taskset", "-c", processors]);
    }
    command.arg(env!("CARGO_BIN_EXE_gazette")).args(["build", "--quiet"]).args(names);
    let begun = Instant::now();
    let said = command.output().expect("the program starts");
    let seconds = begun.elapsed().as_secs_f64();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let kibibytes = fs::read_to_string(series.join("memory")).unwrap_or_default();
    (seconds, kibibytes.trim().parse::<u64>().unwrap_or_default() / 1024)
}
