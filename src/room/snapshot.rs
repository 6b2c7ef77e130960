//! A room as it is written down, and how it comes back.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actor::Room;
use super::feed::Feed;
use super::sessions::Sessions;
use super::uptime::Stamp;
use crate::game::{Game, Tick};

/// The version of the form below. One that is not known here is not read.
pub(crate) const FORMAT: u32 = 1;

/// All of a room that outlives the process: everything but connections and what only they wait for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Snapshot<G, S, F> {
    pub(crate) session_id: Uuid,
    pub(crate) created_at: u64,
    pub(crate) seq: u64,
    pub(crate) last_errand: u64,
    /// What the room's clock showed.
    pub(crate) tick: Tick,
    /// When that was, if the clock was running.
    pub(crate) running_at: Option<Stamp>,
    /// The pack's text, by its hash: packs change with the server, a game does not.
    pub(crate) pack: String,
    pub(crate) game_id: Uuid,
    pub(crate) is_recorded: bool,
    pub(crate) game: G,
    pub(crate) sessions: S,
    pub(crate) feed: F,
}

/// A snapshot that has been read.
pub(crate) type SavedRoom = Snapshot<Game, Sessions, Feed>;

impl Room {
    /// The room as it is now, in [`FORMAT`].
    pub(crate) fn snapshot(&self, pack: String) -> Vec<u8> {
        let snapshot = Snapshot {
            session_id: self.session_id,
            created_at: self.created_at,
            seq: self.seq,
            last_errand: self.last_errand,
            tick: self.now(),
            running_at: self.clock.is_running().then(|| self.archive.stamp()),
            pack,
            game_id: self.archive.game_id,
            is_recorded: self.archive.is_recorded,
            game: &self.game,
            sessions: &self.sessions,
            feed: &self.feed,
        };
        serde_json::to_vec(&snapshot).expect("a room is made of plain values with text for keys")
    }
}
