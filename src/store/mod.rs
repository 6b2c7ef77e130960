//! What outlives the process: the rooms that are open and the games that are over.
//!
//! [`Store`] is what the house holds. A room writes through its [`DurableQueue`], which holds back what has to wait until that has
//! reached the disk; everybody else through [`Store::write`] or [`Store::queue`]. One thread commits all
//! that is queued as soon as it is free, in one transaction. Where it goes is a [`Storage`]: a SQLite
//! file, or [`Memory`]. Nothing here knows what a room or a game is: they are keys and bytes.
//!
//! # The file
//!
//! `spyster.db` in the data folder, with SQLite's log `spyster.db-wal` and its shared memory `spyster.db-shm` beside
//! it while the server runs, and `spyster.lock`, which keeps a second server out. All are for their owner alone.
//!
//! | table | a row is | key |
//! |---|---|---|
//! | `rooms` | the newest snapshot of a room; one that was set aside has `!` and a number behind its key | `room` |
//! | `packs` | a text that snapshots refer to | `id` |
//! | `beat` | the last sign of life, in the only row | |
//! | `games` | a finished game, as JSON | `id` |
//! | `players` | a name's part in a game, for the leaderboard | `name_key`, `game_id` |
//!
//! Rooms, packs and games carry a SHA-256 of their row; one that does not match is not handed out. The
//! version of the schema is `user_version`; an older file is brought forward when it is opened.
//!
//! The sqlite3 tool can look into it at any time:
//!
//! ```text
//! sqlite3 -readonly data/spyster.db 'SELECT room, datetime(saved_at / 1000, "unixepoch"), length(body) FROM rooms'
//! sqlite3 -readonly data/spyster.db 'SELECT CAST(body AS TEXT) FROM games ORDER BY ended_at DESC LIMIT 1'
//! ```
//!
//! # Durability
//!
//! What a [`DurableQueue`] calls durable survives any death of the process; with [`Durability::Power`] a power
//! cut too. With [`Durability::Process`] a power cut may take the last commits, never a part of one. While nothing can
//! be written, snapshots and games are kept in memory and tried again every second, and
//! [`Store::trouble`] says why; so it is when one of the files was moved away or deleted. Of more than 200 finished
//! games that wait the oldest go.

mod backup;
mod change;
mod checkpoint;
mod checksum;
mod completion;
mod durability;
mod durable_queue;
mod error;
mod file;
mod files;
mod games;
mod handle;
mod lock;
mod memory;
mod queue;
mod rooms;
mod schema;
mod sqlite;
mod storage;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

mod writer;

pub use backup::{backup, list_rooms};
pub use change::{BetLine, Change, FinishedGame, Heartbeat, PlayerLine};
pub use change::{Standing, StoredGame, StoredRoom, Unreadable};
pub use completion::Saved;
pub use durability::Durability;
pub use durable_queue::DurableQueue;
pub use error::{BackupError, OpenError, StoreError};
pub use handle::Store;
pub use memory::Memory;
pub use storage::Storage;
