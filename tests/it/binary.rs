//! The real binary: its flags, what it prints, how it stops, and its exit codes.

use std::net::TcpListener;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use super::support::{Running, binary, spyster};

/// Runs one that is expected to end by itself.
fn run(command: &mut Command) -> (Output, String) {
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    (output, stderr)
}

#[test]
fn help_and_version() {
    let folder = TempDir::new().unwrap();
    let (output, _) = run(&mut spyster(folder.path(), &["--help"]));
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    for flag in ["--config", "--bind", "--public-url", "--log-format"] {
        assert!(help.contains(flag), "{help}");
    }
    let (output, _) = run(&mut spyster(folder.path(), &["--version"]));
    assert!(output.status.success());
    let version = format!("spyster {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), version);
}

#[test]
fn a_bad_configuration_is_one_sentence_and_exit_code_2() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("typo.toml"), "bnid = 'x'").unwrap();
    let with_variable = |name: &str, value: &str| {
        let mut command = spyster(folder.path(), &[]);
        command.env(name, value);
        command
    };
    for (mut command, culprit) in [
        (spyster(folder.path(), &["--config", "typo.toml"]), "`bnid`"),
        (
            spyster(folder.path(), &["--config", "none.toml"]),
            "none.toml",
        ),
        (spyster(folder.path(), &["--bind", "here"]), "flag --bind"),
        (
            spyster(folder.path(), &["--log-format", "xml"]),
            "`log_format`",
        ),
        (with_variable("SPYSTER_BIND", "here"), "SPYSTER_BIND"),
        (with_variable("SPYSTER_NOISE", "loud"), "SPYSTER_NOISE"),
    ] {
        let (output, stderr) = run(&mut command);
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(culprit), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn the_file_in_the_working_directory_is_read() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("config.toml"), "max_rooms = 0").unwrap();
    let (output, stderr) = run(&mut spyster(folder.path(), &[]));
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.contains("`max_rooms` (in config.toml)"), "{stderr}");
}

#[test]
fn a_port_in_use_is_one_sentence_with_a_way_out_and_exit_code_1() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (output, stderr) = run(&mut spyster(folder.path(), &["--bind", &address]));
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.contains(&address), "{stderr}");
    assert!(stderr.contains("in use"), "{stderr}");
    assert!(stderr.contains("--bind"), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.ends_with(".\n"), "{stderr}");
}

#[test]
fn what_the_system_says_is_said_once() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    for flags in [
        ["--data-dir", "file/data"].as_slice(),
        &["--config", "none.toml"],
        &["backup", "--data-dir", "file/data", "copy.db"],
        &["rooms", "--data-dir", "file/data"],
    ] {
        let (output, stderr) = run(&mut spyster(folder.path(), flags));
        assert!(!output.status.success());
        assert!(stderr.matches("os error").count() <= 1, "{stderr}");
        assert!(stderr.ends_with(".\n"), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

#[test]
fn the_folder_of_the_store_is_a_flag_too() {
    let folder = TempDir::new().unwrap();
    let flags = ["--bind", "127.0.0.1:0", "--data-dir", "there"];
    let running = Running::start(&mut spyster(folder.path(), &flags));
    running.line_with("Open on the TV:");
    assert!(folder.path().join("there/spyster.db").exists());
    assert!(!folder.path().join("data").exists());
    let (output, stderr) = run(&mut spyster(
        folder.path(),
        &["rooms", "--data-dir", "there"],
    ));
    assert!(output.status.success(), "{stderr}");
}

/// Whether these tests have SIGHUP ignored; so has then what they start.
fn runs_under_nohup() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).unwrap() & 1 == 1)
}

#[test]
fn it_prints_where_it_is_and_ends_well_at_each_signal() {
    let folder = TempDir::new().unwrap();
    let signals = match runs_under_nohup() {
        true => &["TERM", "INT"][..],
        false => &["TERM", "INT", "HUP"],
    };
    for signal in signals {
        let flags = ["--bind", "127.0.0.1:0"];
        let running = Running::start(&mut spyster(folder.path(), &flags));
        let line = running.line_with("Open on the TV:");
        let (_, url) = line.split_once("http://").unwrap();
        let (address, path) = url.split_once('/').unwrap();
        assert_eq!(path, "", "the landing page");
        let idle = std::net::TcpStream::connect(address).unwrap();
        let (status, logs) = running.end(signal);
        assert_eq!(status.code(), Some(0), "{logs}");
        assert!(logs.contains("stopping"), "{logs}");
        drop(idle);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn under_nohup_a_terminal_that_is_closed_ends_nothing() {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new("sh");
    let script = "trap '' HUP; exec \"$0\" --bind 127.0.0.1:0";
    command.args(["-c", script]).arg(binary());
    command.current_dir(folder.path()).env_clear();
    let running = Running::start(&mut command);
    running.address();
    running.signal("HUP");
    // Had it been heard, it would have ended the program: signals come in the order of their numbers.
    let (status, logs) = running.end("KILL");
    assert_eq!(status.code(), None, "{logs}");
    assert!(!logs.contains("stopping"), "{logs}");
}

#[test]
fn the_public_address_is_the_one_to_open() {
    let folder = TempDir::new().unwrap();
    let flags = [
        "--bind=127.0.0.1:0",
        "--public-url=https://party.example/games/",
    ];
    let running = Running::start(&mut spyster(folder.path(), &flags));
    running.line_with("▄▄▄▄▄");
    let line = running.line_with("Open on the TV:");
    assert!(line.ends_with(" https://party.example/games/"), "{line}");
    running.line_with("If that fails:   http://127.0.0.1:");
}

#[test]
fn logs_can_be_json_and_their_level_can_be_set() {
    let folder = TempDir::new().unwrap();
    let flags = ["--bind", "127.0.0.1:0", "--log-format", "json"];
    let running = Running::start(&mut spyster(folder.path(), &flags));
    running.line_with("Open on the TV:");
    let (_, logs) = running.end("TERM");
    assert!(!logs.is_empty());
    for line in logs.lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        assert_eq!(entry["level"], "INFO", "{line}");
    }

    let mut quiet = spyster(folder.path(), &flags);
    let running = Running::start(quiet.env("RUST_LOG", "error"));
    running.line_with("Open on the TV:");
    let (_, logs) = running.end("TERM");
    assert_eq!(logs, "");
}
