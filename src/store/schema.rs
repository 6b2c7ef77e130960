//! The tables, version by version.

use rusqlite::{Connection, TransactionBehavior};

/// Says in the file's header that it is ours: "Spys".
pub(super) const APPLICATION_ID: i32 = 0x5370_7973;

/// What makes each version of the schema from the one before. Never changed once released: a new
/// version is a new entry.
const MIGRATIONS: [&str; 2] = [ROOMS, GAMES];

/// The newest version: what SQLite calls `user_version`.
pub(super) const VERSION: u32 = MIGRATIONS.len() as u32;

// The short columns come first, so that they can be read without the body.
pub(super) const ROOMS: &str = "
    CREATE TABLE rooms (
        room     TEXT PRIMARY KEY,
        saved_at INTEGER NOT NULL,
        format   INTEGER NOT NULL,
        checksum BLOB NOT NULL,
        body     BLOB NOT NULL
    ) STRICT;
    CREATE TABLE packs (
        id       TEXT PRIMARY KEY,
        checksum BLOB NOT NULL,
        body     BLOB NOT NULL
    ) STRICT;
    CREATE TABLE beat (
        only      INTEGER PRIMARY KEY CHECK (only = 1),
        run       TEXT NOT NULL,
        uptime_ms INTEGER NOT NULL
    ) STRICT;
";

// `players` is sorted by name, so that the leaderboard adds up names as it reads.
const GAMES: &str = "
    CREATE TABLE games (
        id       TEXT PRIMARY KEY,
        ended_at INTEGER NOT NULL,
        checksum BLOB NOT NULL,
        body     BLOB NOT NULL
    ) STRICT;
    CREATE INDEX games_by_end ON games (ended_at, id);
    CREATE TABLE players (
        name_key   TEXT NOT NULL,
        game_id    TEXT NOT NULL,
        name       TEXT NOT NULL,
        ended_at   INTEGER NOT NULL,
        won        INTEGER NOT NULL,
        points     INTEGER NOT NULL,
        spy_rounds INTEGER NOT NULL,
        spy_wins   INTEGER NOT NULL,
        votes_1    INTEGER NOT NULL,
        right_1    INTEGER NOT NULL,
        votes_2    INTEGER NOT NULL,
        right_2    INTEGER NOT NULL,
        votes_3    INTEGER NOT NULL,
        right_3    INTEGER NOT NULL,
        PRIMARY KEY (name_key, game_id)
    ) STRICT, WITHOUT ROWID;
";

/// The version of the schema that a file has; 0 when it is empty.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings a file of an older version to the newest, in one transaction.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let version = version(connection)?;
    if version >= VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in MIGRATIONS.iter().skip(version as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}
