//! Stores that are damaged, in use or out of room; copies of stores; and a stop that is none of these.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::binary::{Running, spyster};
use super::support::{DEADLINE, Party, Player, get, open_room};

const FLAGS: [&str; 2] = ["--bind", "127.0.0.1:0"];

/// A folder with a store in which two rooms are: one in the middle of a vote, one in the lobby.
struct Kept {
    folder: TempDir,
    /// The rooms' codes.
    rooms: [String; 2],
    /// Keys to their hosts' sessions.
    hosts: [String; 2],
    /// Words that nobody but players may read: locations, roles, tokens.
    secrets: Vec<String>,
}

impl Kept {
    /// Plays up to there and kills the server, so that the log is not in the file yet, or stops it.
    async fn by(signal: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let server = Running::start(&mut spyster(folder.path(), &FLAGS));
        let address = server.address();
        let mut party = Party::of(&address, 4).await;
        party.host.admin("start_game").await;
        party.phase("ROLES").await;
        party.phase("QUESTIONING").await;
        party.go_to_vote().await;
        party.vote(0, 1, 3).await;
        let lobby = open_room(&address).await;
        let mut secrets: Vec<String> = party.everybody().map(|one| one.token.clone()).collect();
        let card = &party.players[party.innocent()].state["role_data"];
        let words = ["location", "role"].map(|word| card[word].as_str().unwrap().to_owned());
        secrets.extend(words);
        secrets.push(lobby.1.clone());
        let hosts = [party.host.token.clone(), lobby.1];
        let rooms = [party.room.clone(), lobby.0];
        // Its last word may still be on its way to the store.
        Player::resume(&address, &hosts[1]).await;
        drop(party);
        server.end(signal);
        Self {
            folder,
            rooms,
            hosts,
            secrets,
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A folder with the same store.
    fn copy(&self) -> TempDir {
        let copy = TempDir::new().unwrap();
        fs::create_dir(copy.path().join("data")).unwrap();
        for name in ["spyster.db", "spyster.db-wal"] {
            let from = self.data().join(name);
            if from.exists() {
                fs::copy(from, copy.path().join("data").join(name)).unwrap();
            }
        }
        copy
    }
}

/// What came of starting a server.
enum Outcome {
    /// It serves there.
    Serves(Running, SocketAddr),
    /// It ended, with one sentence.
    Refused(String),
}

/// Starts a server and waits until it serves or has ended, which it must do well.
fn start(folder: &Path) -> Outcome {
    let mut command = spyster(folder, &FLAGS);
    let server = Running::start(command.env("RUST_LOG", "warn"));
    if let Some(address) = server.address_or_end() {
        return Outcome::Serves(server, address);
    }
    let (status, logs) = server.ended();
    assert_eq!(status.code(), Some(1), "{logs}");
    assert_eq!(logs.lines().count(), 1, "{logs}");
    Outcome::Refused(logs)
}

fn run(folder: &Path, flags: &[&str]) -> (Output, String) {
    let output = spyster(folder, flags).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let said = text(&output.stdout) + &text(&output.stderr);
    (output, said)
}

/// The codes that `spyster rooms` lists, and whether it calls them readable.
fn listed(folder: &Path) -> Vec<(String, bool)> {
    let (output, said) = run(folder, &["rooms"]);
    assert!(output.status.success(), "{said}");
    let lines = said.lines().filter(|line| line.contains("last touched"));
    let room = |line: &str| {
        let key = line.split_whitespace().next().unwrap();
        (key.to_owned(), !line.contains("can't be read"))
    };
    lines.map(room).collect()
}

/// Starts a server on a damaged store. Either it serves, and what it can't read is still there, set aside;
/// or it ends with a sentence and has not touched the file.
async fn survives(folder: &Path, kept: &Kept, damage: &str) -> bool {
    let file = folder.join("data/spyster.db");
    let before = fs::read(&file).unwrap();
    let (server, address) = match start(folder) {
        Outcome::Serves(server, address) => (server, address),
        Outcome::Refused(sentence) => {
            assert!(sentence.contains("spyster.db"), "{damage}: {sentence}");
            assert!(fs::read(&file).unwrap() == before, "{damage}: changed");
            return false;
        }
    };
    for (room, host) in kept.rooms.iter().zip(&kept.hosts) {
        let path = format!("/api/spyster/rooms/{room}");
        let is_open = get(&address, &path, &[]).await.status.is_success();
        if is_open {
            let host = Player::resume(&address, host).await;
            assert_eq!(host.state["you"]["is_host"], true, "{damage}");
        } else {
            let rooms = listed(folder);
            let is_aside = |(key, _): &(String, bool)| key.starts_with(room.as_str());
            assert!(rooms.iter().any(is_aside), "{damage}: {room} in {rooms:?}");
        }
    }
    let logs = server.kill();
    assert!(!logs.contains("panicked"), "{damage}: {logs}");
    true
}

#[tokio::test]
async fn a_store_with_flipped_bits_opens_or_is_left_alone() {
    let kept = Kept::by("TERM").await;
    let mut rng = ChaCha20Rng::seed_from_u64(11);
    let mut served = 0;
    for _ in 0..FLIPS {
        let folder = kept.copy();
        let file = folder.path().join("data/spyster.db");
        let mut bytes = fs::read(&file).unwrap();
        let (at, bit) = (rng.random_range(0..bytes.len()), rng.random_range(0..8));
        bytes[at] ^= 1 << bit;
        fs::write(&file, bytes).unwrap();
        let damage = format!("bit {bit} of byte {at}");
        served += u32::from(survives(folder.path(), &kept, &damage).await);
    }
    eprintln!("{served} of {FLIPS} stores with a flipped bit were opened");
}

/// Bits that are flipped, each in a copy of its own.
const FLIPS: u32 = 100;

#[tokio::test]
async fn a_store_with_a_damaged_log_opens_with_what_came_before() {
    let kept = Kept::by("KILL").await;
    let mut rng = ChaCha20Rng::seed_from_u64(12);
    for _ in 0..20 {
        let folder = kept.copy();
        let log = folder.path().join("data/spyster.db-wal");
        let mut bytes = fs::read(&log).unwrap();
        assert!(!bytes.is_empty());
        match rng.random_range(0..2) {
            0 => bytes.truncate(rng.random_range(0..bytes.len())),
            _ => {
                let at = rng.random_range(0..bytes.len());
                bytes[at] ^= 1 << rng.random_range(0..8);
            }
        }
        fs::write(&log, bytes).unwrap();
        // What a log has lost is lost; the rest is an earlier moment of the same store.
        let Outcome::Serves(server, _) = start(folder.path()) else {
            panic!("the log's end is not the store's");
        };
        let logs = server.kill();
        assert!(!logs.contains("panicked"), "{logs}");
    }
}

#[tokio::test]
async fn a_store_that_was_cut_off_is_left_alone() {
    let kept = Kept::by("TERM").await;
    let length = fs::metadata(kept.data().join("spyster.db")).unwrap().len();
    for cut in [1, 100, 511, 512, 4095, 4096, length / 2, length - 1] {
        let folder = kept.copy();
        let file = folder.path().join("data/spyster.db");
        let bytes = fs::read(&file).unwrap();
        fs::write(&file, &bytes[..usize::try_from(cut).unwrap()]).unwrap();
        let damage = format!("cut off after {cut} bytes");
        assert!(!survives(folder.path(), &kept, &damage).await, "{damage}");
    }
}

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
    command.args(["-c", &script, env!("CARGO_BIN_EXE_spyster")]);
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
    assert!(logs.contains("nothing can be saved"), "{logs}");
    assert!(!logs.contains("panicked"), "{logs}");
}
