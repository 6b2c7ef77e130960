//! Stores that are damaged: the server opens what can be read, or leaves the file alone.

mod care;
mod kept;
mod moved;

use std::fs;
use std::path::Path;

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};

use self::kept::{Kept, Outcome, listed, start};
use crate::support::{Player, get};

/// Bits that are flipped, each in a copy of its own.
const FLIPS: u32 = 100;

/// Starts a server on a damaged store. Either it serves, and what it can't read is still there, set aside;
/// or it ends with a sentence and has not touched the file. How many rooms were set aside comes back.
async fn survives(folder: &Path, kept: &Kept, damage: &str) -> Option<u32> {
    let file = folder.join("data/spyster.db");
    let before = fs::read(&file).unwrap();
    let (server, address) = match start(folder) {
        Outcome::Serves(server, address) => (server, address),
        Outcome::Refused(sentence) => {
            assert!(sentence.contains("spyster.db"), "{damage}: {sentence}");
            assert!(fs::read(&file).unwrap() == before, "{damage}: changed");
            return None;
        }
    };
    let mut aside = 0;
    for (room, host) in kept.rooms.iter().zip(&kept.hosts) {
        let path = format!("/api/spyster/rooms/{room}");
        let is_open = get(&address, &path, &[]).await.status.is_success();
        if is_open {
            let host = Player::resume(&address, host).await;
            assert_eq!(host.state["you"]["is_host"], true, "{damage}");
        } else {
            aside += 1;
            let rooms = listed(folder);
            let is_aside = |(key, _): &(String, bool)| key.starts_with(room.as_str());
            assert!(rooms.iter().any(is_aside), "{damage}: {room} in {rooms:?}");
        }
    }
    let logs = server.kill();
    assert!(!logs.contains("panicked"), "{damage}: {logs}");
    Some(aside)
}

#[tokio::test]
async fn a_store_with_flipped_bits_opens_or_is_left_alone() {
    let kept = Kept::by("TERM").await;
    let mut rng = ChaCha20Rng::seed_from_u64(11);
    let (mut served, mut aside) = (0, 0);
    for _ in 0..FLIPS {
        let folder = kept.copy();
        let file = folder.path().join("data/spyster.db");
        let mut bytes = fs::read(&file).unwrap();
        let (at, bit) = (rng.random_range(0..bytes.len()), rng.random_range(0..8));
        bytes[at] ^= 1 << bit;
        fs::write(&file, bytes).unwrap();
        let damage = format!("bit {bit} of byte {at}");
        if let Some(rooms) = survives(folder.path(), &kept, &damage).await {
            served += 1;
            aside += rooms;
        }
    }
    eprintln!(
        "{served} of {FLIPS} stores with a flipped bit were opened; {aside} rooms were set aside"
    );
}

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
        let outcome = survives(folder.path(), &kept, &damage).await;
        assert_eq!(outcome, None, "{damage}");
    }
}
