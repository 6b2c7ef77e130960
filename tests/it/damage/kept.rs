//! A store with rooms in it, and what becomes of a server that is started on it.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use crate::support::{Party, Player, Running, open_room, spyster};

pub(super) const FLAGS: [&str; 2] = ["--bind", "127.0.0.1:0"];

/// A folder with a store in which two rooms are: one in the middle of a vote, one in the lobby.
pub(super) struct Kept {
    pub(super) folder: TempDir,
    /// The rooms' codes.
    pub(super) rooms: [String; 2],
    /// Keys to their hosts' sessions.
    pub(super) hosts: [String; 2],
    /// Words that nobody but players may read: locations, roles, tokens.
    pub(super) secrets: Vec<String>,
}

impl Kept {
    /// Plays up to there and kills the server, so that the log is not in the file yet, or stops it.
    pub(super) async fn by(signal: &str) -> Self {
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

    pub(super) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A folder with the same store.
    pub(super) fn copy(&self) -> TempDir {
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
pub(super) enum Outcome {
    /// It serves there.
    Serves(Running, SocketAddr),
    /// It ended, with one sentence.
    Refused(String),
}

/// Starts a server and waits until it serves or has ended, which it must do well.
pub(super) fn start(folder: &Path) -> Outcome {
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

pub(super) fn run(folder: &Path, flags: &[&str]) -> (Output, String) {
    let output = spyster(folder, flags).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let said = text(&output.stdout) + &text(&output.stderr);
    (output, said)
}

/// The codes that `spyster rooms` lists, and whether it calls them readable.
pub(super) fn listed(folder: &Path) -> Vec<(String, bool)> {
    let (output, said) = run(folder, &["rooms"]);
    assert!(output.status.success(), "{said}");
    let lines = said.lines().filter(|line| line.contains("last touched"));
    let room = |line: &str| {
        let key = line.split_whitespace().next().unwrap();
        (key.to_owned(), !line.contains("can't be read"))
    };
    lines.map(room).collect()
}
