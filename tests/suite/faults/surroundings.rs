//! What surrounds a build: variables, the clock, closed streams, a working directory that is gone, signals.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use snapbox::cmd::cargo_bin;

use super::{files, names};
use crate::support::{Folder, document, gazette, text, without_progress};

#[test]
fn an_edition_depends_on_no_variable() {
    let folder = Folder::new();
    let whole = folder.edition().artefacts;
    for variables in
        [&[][..], &[("LC_ALL", "POSIX"), ("LANG", "C")], &[("PATH", ""), ("HOME", "/nowhere"), ("TERM", "")]]
    {
        let mut command = Command::new(cargo_bin!("gazette"));
        command.current_dir(folder.series()).args(["build", "2024-01"]).env_clear();
        let output = command.envs(variables.iter().copied()).output().unwrap();
        assert!(output.status.success(), "{variables:?}: {output:?}");
        assert_eq!(without_progress(&output.stderr), "");
        assert!(text(&output.stdout).contains("关于测试的通知"), "words are UTF-8 in every locale");
        assert!(files(&folder.series().join("dist/2024-01")) == whole);
        fs::remove_dir_all(folder.series().join("dist")).unwrap();
    }
}

#[test]
fn an_edition_depends_on_no_time_of_a_file() {
    let folder = Folder::new().put("images/a.png", "x");
    let whole = folder.edition().artefacts;
    for seconds in [0, 1, 4_102_444_800] {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        for path in ["gazette.toml", "2024-01/issue.toml", "2024-01/a.md", "images/a.png"] {
            fs::File::options().append(true).open(folder.series().join(path)).unwrap().set_modified(time).unwrap();
        }
        assert!(folder.edition().artefacts == whole, "{seconds}");
    }
}

#[cfg(unix)]
#[test]
fn closed_streams_are_no_files_to_write_into() {
    let folder = Folder::new();
    let whole = folder.edition().artefacts;
    let line = format!("exec '{}' build 2024-01 <&- >&- 2>&-", cargo_bin!("gazette").display());
    let status = Command::new("bash").current_dir(folder.series()).args(["-c", &line]).status().unwrap();
    assert!(status.success());
    assert!(files(&folder.series().join("dist/2024-01")) == whole);
    let line = format!("exec '{}' check 2024-09 <&- >&- 2>&-", cargo_bin!("gazette").display());
    let status = Command::new("bash").current_dir(folder.series()).args(["-c", &line]).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_working_directory_that_is_gone_is_no_panic() {
    let folder = Folder::new();
    let run = |line: &str| {
        let line = format!(
            "mkdir gone && cd gone && rmdir ../gone && exec '{}' --lang en {line}",
            cargo_bin!("gazette").display()
        );
        Command::new("bash").current_dir(folder.series()).args(["-c", &line]).output().unwrap()
    };
    let root = folder.series().display();
    let output = run(&format!("build '{root}/2024-01' --out '{root}/dist'"));
    assert!(output.status.success(), "{output:?}");
    assert!(files(&folder.series().join("dist/2024-01")) == folder.edition().artefacts);
    for line in ["build ../2024-01", &format!("build '{root}/2024-01'"), "check .", "new x", "watch ../2024-01"] {
        let output = run(line);
        assert_eq!(output.status.code(), Some(2), "{line}: {output:?}");
        let told = without_progress(&output.stderr);
        assert!(told.starts_with("error: ") && !told.contains("panicked"), "{line}: {told}");
    }
}

/// Starts a `watch` of the issue by way of a shell that does something before, and waits for its first build.
#[cfg(target_os = "linux")]
fn watch(folder: &Folder, before: &str) -> (std::process::Child, impl Iterator<Item = String> + use<>) {
    let line = format!("{before} exec '{}' --lang en watch 2024-01", cargo_bin!("gazette").display());
    let mut command = Command::new("bash");
    command.current_dir(folder.series()).args(["-c", &line]).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.next().unwrap().starts_with("2024-01: built"));
    (child, lines)
}

#[cfg(target_os = "linux")]
fn kill(child: &std::process::Child, signal: &str) {
    assert!(Command::new("bash").args(["-c", &format!("kill -{signal} {}", child.id())]).status().unwrap().success());
}

#[cfg(target_os = "linux")]
#[test]
fn the_exit_code_tells_which_signal_ended_the_program() {
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let folder = Folder::new();
        let (mut child, _) = watch(&folder, "trap - HUP;");
        kill(&child, signal);
        assert_eq!(child.wait().unwrap().code(), Some(code), "{signal}");
        assert_eq!(names(&folder.series().join("dist")), ["2024-01"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_end_of_the_terminal_ends_no_program_that_was_started_to_outlive_it() {
    let folder = Folder::new();
    // As `nohup` does it.
    let (mut child, mut lines) = watch(&folder, "trap '' HUP;");
    kill(&child, "HUP");
    let _folder = folder.put("2024-01/a.md", document("另一段正文。\n"));
    assert!(lines.next().is_some_and(|line| line.starts_with("2024-01: built")));
    kill(&child, "TERM");
    assert_eq!(child.wait().unwrap().code(), Some(143));
}

/// Whether a command runs as nobody in particular, who may not read everything, and how: the superuser may.
#[cfg(target_os = "linux")]
fn unprivileged(folder: &Path) -> Option<Command> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    let program = cargo_bin!("gazette");
    let own = || {
        let mut command = Command::new(program);
        command.current_dir(folder);
        command
    };
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return Some(own());
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    let as_nobody = || {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program).current_dir(folder);
        command
    };
    let can = as_nobody().arg("--version").output().is_ok_and(|output| output.status.success());
    can.then(as_nobody)
}

#[cfg(target_os = "linux")]
#[test]
fn what_may_not_be_read_or_written_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new().put("closed/2024-01/x", "x").put("images/a.png", "x").put("fonts/a.otf", "x");
    let permit = |path: &str, mode| {
        fs::set_permissions(folder.series().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    for (path, mode, args, told) in [
        ("closed", 0o555, "build 2024-01 --out closed/x", "cannot write into `closed/x`: this is not allowed"),
        ("closed", 0o555, "build 2024-01 --out closed", "`closed/2024-01` holds `x`, which no build wrote"),
        ("2024-01/a.md", 0, "check 2024-01", "cannot read `2024-01/a.md`: this is not allowed"),
        ("2024-01/issue.toml", 0, "check 2024-01", "cannot read `2024-01/issue.toml`: this is not allowed"),
        ("gazette.toml", 0, "check 2024-01", "cannot read `./gazette.toml`: this is not allowed"),
        ("images/a.png", 0, "check 2024-01", "cannot read `./images/a.png`: this is not allowed"),
        ("fonts/a.otf", 0, "check 2024-01", "cannot read `./fonts/a.otf`: this is not allowed"),
        ("2024-01", 0, "check 2024-01", "cannot read the folder `2024-01`: this is not allowed"),
        ("2024-01", 0o555, "lock 2024-01", "cannot write `2024-01/issue.lock`: this is not allowed"),
    ] {
        permit(path, mode);
        let Some(mut command) = unprivileged(folder.series()) else {
            eprintln!("not tested: nobody else can run the program");
            return;
        };
        let output = command.args(["--lang", "en"]).args(args.split(' ')).output().unwrap();
        permit(path, 0o755);
        let stderr = without_progress(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args}: {stderr}");
        assert!(stderr.contains(told), "{args}: {stderr}");
    }
    assert_eq!(names(&folder.series().join("closed")), ["2024-01"]);
}

#[test]
fn a_home_that_is_not_there_is_not_asked_for() {
    let folder = Folder::new();
    let mut command = Command::new(cargo_bin!("gazette"));
    command.current_dir(folder.series()).args(["doctor", "2024-01"]).env_remove("HOME").env_remove("XDG_CONFIG_HOME");
    assert!(command.output().unwrap().status.success());
    gazette(folder.series(), &["build", "2024-01"]).success();
}
