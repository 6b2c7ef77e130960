//! A store in good order: it is back after a stop, has one server and copies, tells no secret, and may fill its disk.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::kept::{FLAGS, Kept, Outcome, run, start};
use crate::support::{DEADLINE, Player, Running, binary, get, open_room, spyster};

#[tokio::test]
async fn everything_is_back_after_a_graceful_stop() {
    let kept = Kept::by("TERM").await;
    let Outcome::Serves(_server, address) = start(kept.folder.path()) else {
        panic!("it does not start");
    };
    let host = Player::resume(&address, &kept.hosts[0]).await;
    assert_eq!(host.state["phase"], "VOTE");
    assert_eq!(host.state["votes_submitted"], 1);
    Player::resume(&address, &kept.hosts[1]).await;
}

#[tokio::test]
async fn a_store_has_one_server() {
    let folder = TempDir::new().unwrap();
    let first = Running::start(&mut spyster(folder.path(), &FLAGS));
    let address = first.address();
    let Outcome::Refused(sentence) = start(folder.path()) else {
        panic!("there are two");
    };
    assert!(sentence.contains("data"), "{sentence}");
    assert!(sentence.contains("Another Spyster"), "{sentence}");
    let (_, token) = open_room(&address).await;
    Player::resume(&address, &token).await;
}

#[tokio::test]
async fn a_backup_is_a_store_and_overwrites_nothing() {
    let kept = Kept::by("KILL").await;
    let folder = kept.folder.path();
    let (output, said) = run(folder, &["backup", "while-stopped.db"]);
    assert!(output.status.success(), "{said}");
    let Outcome::Serves(server, _) = start(folder) else {
        panic!("it does not start");
    };
    let (output, said) = run(folder, &["backup", "while-running.db"]);
    assert!(output.status.success(), "{said}");
    server.kill();
    for name in ["while-stopped.db", "while-running.db"] {
        let copy = folder.join(name);
        let before = fs::read(&copy).unwrap();
        let (output, said) = run(folder, &["backup", name]);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("exists already"), "{said}");
        assert!(fs::read(&copy).unwrap() == before);
        assert_eq!(mode(&copy), 0o600);

        let restored = TempDir::new().unwrap();
        fs::create_dir(restored.path().join("data")).unwrap();
        fs::copy(&copy, restored.path().join("data/spyster.db")).unwrap();
        let Outcome::Serves(_server, address) = start(restored.path()) else {
            panic!("{name} is no store");
        };
        let host = Player::resume(&address, &kept.hosts[0]).await;
        assert_eq!(host.state["votes_submitted"], 1);
    }
}

#[tokio::test]
async fn the_list_of_rooms_tells_no_secret_and_files_are_their_owners_alone() {
    let kept = Kept::by("KILL").await;
    let (output, said) = run(kept.folder.path(), &["rooms"]);
    assert!(output.status.success(), "{said}");
    assert!(kept.rooms.iter().all(|room| said.contains(room)), "{said}");
    assert!(said.contains("VOTE  4 players"), "{said}");
    for secret in kept
        .secrets
        .iter()
        .map(String::as_str)
        .chain(["Ana", "Ben", "Cem", "Dora"])
    {
        assert!(!said.contains(secret), "{said}");
    }
    assert_eq!(mode(&kept.data()), 0o700);
    for file in fs::read_dir(kept.data()).unwrap() {
        let file = file.unwrap().path();
        assert_eq!(mode(&file), 0o600, "{}", file.display());
        // Tokens are kept as hashes.
        let bytes = fs::read(&file).unwrap();
        for token in &kept.hosts {
            let mut windows = bytes.windows(token.len());
            assert!(!windows.any(|part| part == token.as_bytes()));
        }
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_one_sentence() {
    let folder = TempDir::new().unwrap();
    // The superuser may write anywhere, but not below a file.
    fs::write(folder.path().join("file"), "").unwrap();
    for data in ["file", "file/data"] {
        let mut command = spyster(folder.path(), &FLAGS);
        let output = command.env("SPYSTER_DATA_DIR", data).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(data) && said.contains("data_dir"), "{said}");
    }
}

/// Blocks of 512 bytes that a file may have: enough for an empty store, and for some changes.
const BLOCKS: u32 = 400;

#[tokio::test]
async fn on_a_full_disk_the_server_goes_on_and_says_so() {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new("sh");
    // Without the trap a write beyond the limit would end the process; with it, the write fails.
    let script = format!("trap '' XFSZ; ulimit -f {BLOCKS}; exec \"$0\" --bind 127.0.0.1:0");
    command.args(["-c", &script]).arg(binary());
    command.current_dir(folder.path()).env_clear();
    command
        .env("SPYSTER_MESSAGE_RATE", "0")
        .stdin(Stdio::null());
    let server = Running::start(&mut command);
    let address = server.address();
    let (_, token) = open_room(&address).await;
    let mut host = Player::resume(&address, &token).await;
    let begun = Instant::now();
    let is_kept = loop {
        let configure = json!({"type": "configure", "field": "num_rounds", "value": 3});
        let answer = host.ask(configure).await;
        assert_eq!(answer["type"], "ack", "{answer}");
        if answer["durable"] == false || begun.elapsed() > DEADLINE {
            break answer["durable"] != false;
        }
    };
    assert!(!is_kept, "the disk is never full");
    let health: Value = get(&address, "/api/spyster/health", &[]).await.json();
    assert_eq!(health["status"], "degraded", "{health}");
    assert!(health["trouble"].is_string(), "{health}");
    let (status, logs) = server.end("TERM");
    assert_eq!(status.code(), Some(0), "{logs}");
    assert!(logs.contains("cannot save"), "{logs}");
    assert!(!logs.contains("panicked"), "{logs}");
}
