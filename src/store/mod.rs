//! What outlives the process: the rooms that are open and the games that are over.
//!
//! [`Store`] is what the house holds. A room writes through its [`Keeper`], which tells it what has
//! reached the disk; everybody else through [`Store::write`] or [`Store::queue`]. One thread commits all
//! that is queued as soon as it is free, in one transaction. Where it goes is a [`Storage`]: a SQLite
//! file, or [`Memory`]. Nothing here knows what a room or a game is: they are keys and bytes.

mod backup;
mod change;
mod checksum;
mod error;
mod file;
mod games;
mod handle;
mod keeper;
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

pub use backup::{backup, look};
pub use change::{Beat, BetLine, Change, FinishedGame, PlayerLine};
pub use change::{Standing, StoredGame, StoredRoom, Unreadable};
pub use error::{BackupError, OpenError, StoreError};
pub use handle::{Durability, Store};
pub use keeper::{Keeper, Saved};
pub use memory::Memory;
pub use storage::Storage;
