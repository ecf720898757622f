//! How long gazette takes beside others who print the same text: `cargo bench --bench peers`.
//!
//! Each program is a whole process, and they take turns, so that what disturbs the machine disturbs all. After `--` may stand how
//! many times the documents of the printed issue are printed (`22` makes about 1,000 pages; several numbers, several tables), or
//! `rows=5000`, one table of so many rows. Programs that are not there are left out.

mod html;
mod issue;
mod tex;
mod trace;
mod typst;
#[allow(dead_code, reason = "other benchmarks print other volumes")]
mod volume;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use self::issue::Issue;

/// So many rounds are measured, after one that is not.
const ROUNDS: usize = 7;
/// A program that takes longer than so many seconds is measured once.
const SLOW: f64 = 20.0;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let asked = if asked.is_empty() { vec!["1".to_owned()] } else { asked };
    for what in asked {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let source = match what.strip_prefix("rows=") {
            Some(rows) => volume::one_table(folder.path(), rows.parse().expect("a number of rows")),
            None => volume::copies(folder.path(), what.parse().expect("a number of copies")),
        };
        measure(&what, folder.path(), &source);
    }
}

/// A program at work on the text.
struct Peer {
    name: &'static str,
    commands: Vec<Command>,
    /// The PDF it makes.
    pdf: PathBuf,
    seconds: Vec<f64>,
    /// The most memory of one of its processes, in MiB.
    memory: u64,
}

fn measure(what: &str, folder: &Path, source: &Path) {
    println!("\n{what}");
    let mut peers = peers(folder, source);
    for round in 0..=ROUNDS {
        for peer in &mut peers {
            if round > 0 && peer.seconds.first().is_some_and(|seconds| *seconds > SLOW) {
                continue;
            }
            let (seconds, memory) = run(&mut peer.commands, folder);
            // The first round fills caches of the system.
            if round > 0 || seconds > SLOW {
                peer.seconds.push(seconds);
            }
            peer.memory = peer.memory.max(memory);
        }
    }
    let median = |peer: &mut Peer| {
        peer.seconds.sort_by(f64::total_cmp);
        peer.seconds[peer.seconds.len() / 2]
    };
    let stock = peers.iter_mut().find(|peer| peer.name.starts_with("Typst")).map(median);
    println!("\n| program | pages | seconds (least–most) | ratio to Typst | MiB |\n| --- | --: | --: | --: | --: |");
    for peer in &mut peers {
        let pages = lopdf::Document::load(&peer.pdf).map(|pdf| pdf.get_pages().len()).unwrap_or_default();
        let (middle, all) = (median(peer), &peer.seconds);
        let ratio = stock.map(|stock| format!("{:.2}", middle / stock)).unwrap_or_default();
        println!(
            "| {} | {pages} | {middle:.3} ({:.3}–{:.3}) | {ratio} | {} |",
            peer.name,
            all[0],
            all[all.len() - 1],
            peer.memory
        );
    }
}

/// Runs the commands one after the other; seconds, and the most MiB.
fn run(commands: &mut [Command], folder: &Path) -> (f64, u64) {
    if commands.iter().any(|command| command.get_args().any(|typed| typed == "build")) {
        // An edition that is there already would not be built.
        let _ = fs::remove_dir_all(folder.join("dist"));
    }
    let (begun, mut memory) = (Instant::now(), 0);
    for command in commands {
        let said = command.current_dir(folder).stdin(Stdio::null()).output().expect("the program starts");
        assert!(said.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&said.stderr));
        let kibibytes = fs::read_to_string(folder.join("memory")).unwrap_or_default();
        memory = memory.max(kibibytes.trim().parse::<u64>().unwrap_or_default() / 1024);
    }
    (begun.elapsed().as_secs_f64(), memory)
}

/// All who are there.
fn peers(folder: &Path, source: &Path) -> Vec<Peer> {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let issue = Issue::read(source);
    fs::write(folder.join("stock.typ"), typst::write(&issue)).expect("it can be written");
    fs::write(folder.join("latex.tex"), tex::write(&issue, &fonts)).expect("it can be written");
    fs::write(folder.join("page.html"), html::write(&issue, &fonts)).expect("it can be written");
    let name = source.file_name().expect("it has a name").to_string_lossy().into_owned();
    let page = format!("file://{}", folder.join("page.html").display());
    let font_path = fonts.display().to_string();
    let stock = ["compile", "--ignore-system-fonts", "--ignore-embedded-fonts", "--font-path", &font_path];
    let stock = [&stock[..], &["--pdf-standard", "a-2a,ua-1", "stock.typ", "stock.pdf"]].concat();
    let chromium =
        ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=chromium.pdf", &page];
    let latex = ["-interaction=batchmode", "latex.tex"];
    let gazette = env!("CARGO_BIN_EXE_gazette");
    let peer = |name, pdf: &str, program: &str, typed: &[&str], times| Peer {
        name,
        commands: (0..times).map(|_| command(program, typed)).collect(),
        pdf: folder.join(pdf),
        seconds: Vec::new(),
        memory: 0,
    };
    let own = ["build", &name, "--quiet"];
    let all = [
        (gazette, peer("gazette build (PDF, HTML, proofs)", &format!("dist/{name}/{name}.pdf"), gazette, &own, 1)),
        ("typst", peer("Typst (PDF)", "stock.pdf", "typst", &stock, 1)),
        ("xelatex", peer("XeLaTeX + ctex, two passes (PDF)", "latex.pdf", "xelatex", &latex, 2)),
        ("weasyprint", peer("WeasyPrint (PDF)", "weasyprint.pdf", "weasyprint", &["page.html", "weasyprint.pdf"], 1)),
        ("chromium", peer("Chromium (PDF)", "chromium.pdf", "chromium", &chromium, 1)),
    ];
    let is_there =
        |program: &str| Command::new(program).arg("--version").output().is_ok_and(|run| run.status.success());
    if is_there("typst") {
        trace::measure(folder, [(gazette, &own), ("typst", &stock)]);
    }
    all.into_iter().filter(|(program, _)| is_there(program)).map(|(_, peer)| peer).collect()
}

/// The program under GNU time, which tells the most memory that it took.
fn command(program: &str, typed: &[&str]) -> Command {
    let mut command = Command::new("time");
    command.args(["-f", "%M", "-o", "memory", program]).args(typed);
    command
}
