//! Where things are kept.

use std::fmt;

use super::change::{Change, Heartbeat, Standing, StoredGame, StoredRoom};
use super::error::StoreError;

/// Where things are kept. Its methods block: the writer's thread and blocking tasks call them.
pub trait Storage: Send + Sync + fmt::Debug + 'static {
    /// Writes all of `changes`, in order, or none.
    ///
    /// # Errors
    ///
    /// Nothing has been written, and why.
    fn commit(&self, changes: &[Change]) -> Result<(), StoreError>;

    /// Looks whether what is written can be found again.
    ///
    /// # Errors
    ///
    /// It can't be, as [`commit`](Self::commit) would say too.
    fn check(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// All rooms except those set aside. One that cannot be read says so in its body.
    ///
    /// # Errors
    ///
    /// Not even their keys can be read.
    fn rooms(&self) -> Result<Vec<StoredRoom>, StoreError>;

    /// Puts a room under another key, where [`rooms`](Self::rooms) passes it over and no other room
    /// takes its place. Nothing happens when there is no such room.
    ///
    /// # Errors
    ///
    /// It is still where it was.
    fn set_aside(&self, room: &str) -> Result<(), StoreError>;

    /// The text that was kept under `id`.
    ///
    /// # Errors
    ///
    /// There is one and it cannot be read.
    fn pack(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// The newest sign of life; none too when it cannot be read.
    ///
    /// # Errors
    ///
    /// The store cannot be asked.
    fn last_beat(&self) -> Result<Option<Heartbeat>, StoreError>;

    /// At most `limit` games that can be read, the newest first; those older than the game `before`, if given.
    /// None when there is no game `before`.
    ///
    /// # Errors
    ///
    /// The store cannot be asked.
    fn games(&self, before: Option<&str>, limit: usize) -> Result<Vec<StoredGame>, StoreError>;

    /// One game; none too when it cannot be read.
    ///
    /// # Errors
    ///
    /// The store cannot be asked.
    fn game(&self, id: &str) -> Result<Option<StoredGame>, StoreError>;

    /// The first `limit` names by games won, then by points per game, then by name key.
    ///
    /// # Errors
    ///
    /// The store cannot be asked.
    fn leaderboard(&self, limit: usize) -> Result<Vec<Standing>, StoreError>;
}
