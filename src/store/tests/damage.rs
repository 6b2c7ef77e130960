//! Files that a failing disk has been at.

use std::fs;
use std::ops::Range;

use super::*;

/// A body that is found in the file by what it is filled with.
fn body(fill: u8) -> Vec<u8> {
    vec![fill; 6_000]
}

fn three_rooms() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let changes =
        [(b'a', "AAAA"), (b'b', "BBBB"), (b'c', "CCCC")].map(|(fill, key)| room(key, &body(fill)));
    sqlite(dir.path()).commit(&changes).unwrap();
    dir
}

/// Where in the file the first part of a body of `fill` is: the part in the row's own page. The others
/// begin right behind the four bytes with which their pages begin. More than one place, where a row was moved.
fn first_parts(bytes: &[u8], fill: u8) -> Vec<Range<usize>> {
    let mut begun = 0;
    let mut parts = Vec::new();
    for run in bytes.chunk_by(|one, next| one == next) {
        if run.len() > 64 && run[0] == fill && begun % 4096 != 4 {
            parts.push(begun..begun + run.len());
        }
        begun += run.len();
    }
    parts
}

/// Changes the file in the folder.
fn spoil(dir: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let path = dir.join(file::NAME);
    let mut bytes = fs::read(&path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_flipped_bit_in_one_room_is_that_rooms_trouble_alone() {
    let dir = three_rooms();
    spoil(dir.path(), |bytes| {
        for part in first_parts(bytes, b'b') {
            bytes[part.start] ^= 4;
        }
    });
    let storage = sqlite(dir.path());
    let all = storage.rooms().unwrap();
    let (a, c) = (
        stored_room("AAAA", &body(b'a')),
        stored_room("CCCC", &body(b'c')),
    );
    assert_eq!((&all[0], &all[2]), (&a, &c));
    assert_eq!((all[1].room.as_str(), all[1].format), ("BBBB", 3));
    let why = all[1].body.as_ref().unwrap_err();
    assert_eq!(why.to_string(), "Its checksum is wrong.");
    storage.set_aside("BBBB").unwrap();
    assert_eq!(storage.rooms().unwrap(), [a, c]);
    drop(storage);
    let aside = list_rooms(dir.path()).unwrap();
    let kept = aside
        .iter()
        .find(|room| room.room.starts_with("BBBB!"))
        .unwrap();
    assert_eq!(&kept.body, &Err(why.clone()));
}

#[test]
fn a_row_that_sqlite_cannot_read_hides_no_other() {
    let dir = three_rooms();
    spoil(dir.path(), |bytes| {
        // The number of the page where the body goes on: now one that there is not.
        for part in first_parts(bytes, b'b') {
            bytes[part.end..part.end + 4].copy_from_slice(&[0, 0, 0xff, 0xff]);
        }
    });
    let all = sqlite(dir.path()).rooms().unwrap();
    assert_eq!(all[0], stored_room("AAAA", &body(b'a')));
    assert_eq!(all[2], stored_room("CCCC", &body(b'c')));
    let why = all[1].body.as_ref().unwrap_err().to_string();
    assert!(why.starts_with("SQLite cannot read it"), "{why}");
}

#[test]
fn no_flipped_bit_makes_another_room_of_a_room() {
    let dir = three_rooms();
    let whole = fs::read(dir.path().join(file::NAME)).unwrap();
    let (mut refused, mut broken) = (0, 0);
    for at in (0..whole.len()).step_by(211) {
        spoil(dir.path(), |bytes| {
            bytes.clone_from(&whole);
            bytes[at] ^= 1 << (at % 8);
        });
        for left in ["-wal", "-shm"] {
            let _ = fs::remove_file(file::beside(&dir.path().join(file::NAME), left));
        }
        let Ok(storage) = Sqlite::open(dir.path(), Durability::Process) else {
            refused += 1;
            continue;
        };
        for room in storage.rooms().unwrap_or_default() {
            match room.body {
                Ok(found) => {
                    let fill = room.room.to_lowercase().as_bytes()[0];
                    assert_eq!(found, body(fill), "byte {at}: {}", room.room);
                }
                Err(_) => broken += 1,
            }
        }
        // Must not panic, whatever it does.
        let _ = storage.commit(&[super::room("DDDD", b"four")]);
    }
    assert!(broken > 20, "{refused} refused, {broken} broken");
}

#[test]
fn broken_games_are_passed_over_and_the_page_is_full_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let add = |id, at| Change::AddGame(game(id, at, &[("Ann", 1)]));
    let storage = sqlite(dir.path());
    storage
        .commit(&[add("a", 1), add("b", 2), add("c", 3)])
        .unwrap();
    let body = r#"UPDATE games SET body = CAST('{"game":"x"}' AS BLOB) WHERE id = 'b'"#;
    raw(dir.path()).execute_batch(body).unwrap();
    let page = storage.games(None, 2).unwrap();
    assert_eq!(
        page.iter().map(|game| &game.id[..]).collect::<Vec<_>>(),
        ["c", "a"]
    );
    assert_eq!(storage.game("b").unwrap(), None);
}

#[test]
fn a_broken_pack_is_not_handed_out() {
    let dir = tempfile::tempdir().unwrap();
    let storage = sqlite(dir.path());
    storage.commit(&[pack("a", b"places")]).unwrap();
    raw(dir.path())
        .execute_batch("UPDATE packs SET body = x'00'")
        .unwrap();
    let error = storage.pack("a").unwrap_err();
    assert!(matches!(error, StoreError::BadRecord { key } if key == "a"));
}

#[test]
fn a_sign_of_life_from_before_the_beginning_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let storage = sqlite(dir.path());
    storage.commit(&[Change::Heartbeat(beat(5))]).unwrap();
    assert_eq!(storage.last_beat().unwrap(), Some(beat(5)));
    raw(dir.path())
        .execute_batch("UPDATE beat SET uptime_ms = -30000")
        .unwrap();
    assert_eq!(storage.last_beat().unwrap(), None);
}
