//! Tests of the store.

mod backups;
mod damage;
mod files;
mod keeping;
mod opening;
mod outages;
mod recall;

use std::path::Path;
use std::time::{Duration, Instant};

use super::file;
use super::sqlite::Sqlite;
use super::*;

/// A snapshot to be kept.
fn room(room: &str, body: &[u8]) -> Change {
    Change::SaveRoom {
        room: room.to_owned(),
        saved_at: 1_763_712_000_000,
        format: 3,
        body: body.to_vec(),
    }
}

/// What comes back of it.
fn stored_room(room: &str, body: &[u8]) -> StoredRoom {
    StoredRoom {
        room: room.to_owned(),
        saved_at: 1_763_712_000_000,
        format: 3,
        body: Ok(body.to_vec()),
    }
}

/// A pack to be kept.
fn pack(id: &str, body: &[u8]) -> Change {
    let (id, body) = (id.to_owned(), body.to_vec());
    Change::KeepPack { id, body }
}

/// A sign of life.
fn beat(uptime_ms: u64) -> Heartbeat {
    let run = "run".to_owned();
    Heartbeat { run, uptime_ms }
}

/// A game of these players, each with points; the first has won.
fn game(id: &str, ended_at: u64, players: &[(&str, i64)]) -> FinishedGame {
    let line = |(place, &(name, points)): (usize, &(&str, i64))| PlayerLine {
        name: name.to_owned(),
        name_key: name.to_lowercase(),
        won: place == 0,
        points,
        spy_rounds: 2,
        spy_wins: 1,
        bets: [(3, 2), (2, 1), (1, 0)].map(|(votes, right)| BetLine { votes, right }),
    };
    FinishedGame {
        id: id.to_owned(),
        ended_at,
        body: format!(r#"{{"game":"{id}"}}"#).into_bytes(),
        players: players.iter().enumerate().map(line).collect(),
    }
}

/// The storage in the file.
fn sqlite(dir: &Path) -> Sqlite {
    Sqlite::open(dir, Durability::Process).unwrap()
}

/// Waits on this thread until `condition` holds.
fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "still not so: {what}"
        );
        std::thread::yield_now();
    }
}

/// The file itself, past the store.
fn raw(dir: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(dir.join(file::NAME)).unwrap()
}
