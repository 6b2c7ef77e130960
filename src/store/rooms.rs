//! Rooms, packs and signs of life in SQLite.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension, params};
use tracing::warn;

use super::change::{Change, Heartbeat, StoredRoom, Unreadable};
use super::checksum::checksum;
use super::error::StoreError;

/// Stands between the key of a room that was set aside and a number.
const ASIDE: char = '!';

/// Whether this is the key of a room that was set aside.
pub(super) fn is_aside(key: &str) -> bool {
    key.contains(ASIDE)
}

/// Writes a change of a room, a pack or a sign of life; leaves others alone.
pub(super) fn apply(connection: &Connection, change: &Change) -> rusqlite::Result<()> {
    let execute = |sql, params: &[&dyn rusqlite::ToSql]| {
        connection.prepare_cached(sql)?.execute(params).map(drop)
    };
    match change {
        Change::SaveRoom {
            room,
            saved_at,
            format,
            body,
        } => {
            let saved_at = saved_at.cast_signed();
            let checksum = room_checksum(room, saved_at, *format, body);
            execute(
                "INSERT INTO rooms (room, saved_at, format, checksum, body) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (room) DO UPDATE SET saved_at = excluded.saved_at,
                     format = excluded.format, checksum = excluded.checksum, body = excluded.body",
                params![room, saved_at, format, checksum, body],
            )
        }
        Change::ForgetRoom { room } => execute("DELETE FROM rooms WHERE room = ?1", params![room]),
        Change::KeepPack { id, body } => execute(
            "INSERT INTO packs (id, checksum, body) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING",
            params![id, pack_checksum(id, body), body],
        ),
        Change::Heartbeat(Heartbeat { run, uptime_ms }) => execute(
            "INSERT INTO beat (only, run, uptime_ms) VALUES (1, ?1, ?2)
             ON CONFLICT (only) DO UPDATE SET run = excluded.run, uptime_ms = excluded.uptime_ms",
            params![run, uptime_ms.cast_signed()],
        ),
        Change::AddGame(_) | Change::RemoveGame { .. } => Ok(()),
    }
}

fn room_checksum(key: &str, saved_at: i64, format: u32, body: &[u8]) -> [u8; 32] {
    let room = key.split(ASIDE).next().unwrap_or(key);
    let (saved_at, format) = (saved_at.to_be_bytes(), format.to_be_bytes());
    checksum(&[room.as_bytes(), &saved_at, &format, body])
}

fn pack_checksum(id: &str, body: &[u8]) -> [u8; 32] {
    checksum(&[id.as_bytes(), body])
}

/// All rooms, those set aside among them; one that is broken hides no other.
pub(super) fn all(connection: &Connection) -> Result<Vec<StoredRoom>, StoreError> {
    let mut keys = BTreeMap::new();
    // The same list twice, from the index and from the table: where one is broken the other may not be.
    let by_index = list(connection, "SELECT rowid, room FROM rooms", &mut keys);
    let by_table = list(
        connection,
        "SELECT rowid, room FROM rooms NOT INDEXED",
        &mut keys,
    );
    match (by_index, by_table) {
        (Err(error), Err(_)) if keys.is_empty() => return Err(error.into()),
        (Err(error), _) | (_, Err(error)) => {
            warn!(%error, "the list of stored rooms is damaged; some may be missing");
        }
        (Ok(()), Ok(())) => {}
    }
    let rooms = keys.into_iter();
    Ok(rooms.map(|(row, key)| read(connection, row, key)).collect())
}

/// Adds keys by row to `keys`, up to the first that cannot be read.
fn list(
    connection: &Connection,
    sql: &str,
    keys: &mut BTreeMap<i64, String>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = row.get_ref(1)?.as_bytes().unwrap_or(b"?");
        let key = String::from_utf8_lossy(key).into_owned();
        keys.entry(row.get(0)?).or_insert(key);
    }
    Ok(())
}

fn read(connection: &Connection, row: i64, room: String) -> StoredRoom {
    // Without the body first: that one is most of the record, and the likeliest to be broken.
    let about: rusqlite::Result<(i64, u32, Vec<u8>)> = connection
        .prepare_cached("SELECT saved_at, format, checksum FROM rooms WHERE rowid = ?1")
        .and_then(|mut statement| {
            statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        });
    let (saved_at, format, expected) = match about {
        Ok(about) => about,
        Err(error) => {
            let body = Err(unreadable(&error));
            return StoredRoom {
                room,
                saved_at: 0,
                format: 0,
                body,
            };
        }
    };
    let body: rusqlite::Result<Vec<u8>> = connection
        .prepare_cached("SELECT body FROM rooms WHERE rowid = ?1")
        .and_then(|mut statement| statement.query_row([row], |row| row.get(0)));
    let body = match body {
        Err(error) => Err(unreadable(&error)),
        Ok(body) if room_checksum(&room, saved_at, format, &body)[..] == expected[..] => Ok(body),
        Ok(_) => Err(Unreadable("Its checksum is wrong.".to_owned())),
    };
    let saved_at = saved_at.cast_unsigned();
    StoredRoom {
        room,
        saved_at,
        format,
        body,
    }
}

fn unreadable(error: &rusqlite::Error) -> Unreadable {
    Unreadable(format!("SQLite cannot read it: {error}."))
}

/// Puts a room under a key of its own.
pub(super) fn set_aside(connection: &Connection, room: &str) -> Result<(), StoreError> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let mut update =
        connection.prepare_cached("UPDATE OR IGNORE rooms SET room = ?2 WHERE room = ?1")?;
    let mut exists = connection.prepare_cached("SELECT 1 FROM rooms WHERE room = ?1")?;
    let mut number = now.as_millis();
    // Ignored where that key is taken.
    while exists.exists([room])? {
        update.execute(params![room, format!("{room}{ASIDE}{number}")])?;
        number += 1;
    }
    Ok(())
}

/// The text kept under `id`.
pub(super) fn pack(connection: &Connection, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let found: Option<(Vec<u8>, Vec<u8>)> = connection
        .prepare_cached("SELECT checksum, body FROM packs WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        None => Ok(None),
        Some((checksum, body)) if pack_checksum(id, &body)[..] == checksum[..] => Ok(Some(body)),
        Some(_) => Err(StoreError::BadRecord { key: id.to_owned() }),
    }
}

/// The newest sign of life.
pub(super) fn last_beat(connection: &Connection) -> Result<Option<Heartbeat>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT run, uptime_ms FROM beat")?;
    let beat = statement.query_row([], |row| {
        // The row has no checksum, but nothing has been up for less than no time.
        let kept: i64 = row.get(1)?;
        let uptime_ms =
            u64::try_from(kept).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(1, kept))?;
        let run = row.get(0)?;
        Ok(Heartbeat { run, uptime_ms })
    });
    Ok(beat.optional().unwrap_or_else(|error| {
        warn!(%error, "when the last run ended cannot be read");
        None
    }))
}
