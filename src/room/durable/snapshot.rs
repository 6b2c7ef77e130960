//! A room as it is written down, and how it comes back.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::game::{Game, Tick};
use crate::room::durable::uptime::Stamp;
use crate::room::members::sessions::Sessions;
use crate::room::outgoing::feed::Feed;

/// The version of the form below. One that is not known here is not read.
pub(crate) const FORMAT: u32 = 1;

/// All of a room that outlives the process: everything but connections and what only they wait for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(
    deserialize = "P: Default + Deserialize<'de>, G: Deserialize<'de>, S: Deserialize<'de>, F: Deserialize<'de>"
))]
pub(crate) struct Snapshot<P, G, S, F> {
    pub(crate) session_id: Uuid,
    pub(crate) created_at: u64,
    pub(crate) seq: u64,
    /// How many device commands there have been, under the name that it had first.
    #[serde(rename = "last_errand")]
    pub(crate) last_command: u64,
    /// What the room's clock showed.
    pub(crate) tick: Tick,
    /// When that was, if the clock was running.
    pub(crate) running_at: Option<Stamp>,
    /// The pack's text, by its hash: packs change with the server, a game does not.
    pub(crate) pack: String,
    pub(crate) game_id: Uuid,
    pub(crate) is_recorded: bool,
    /// Older snapshots do not say: their games are the whole server's to forget.
    #[serde(default)]
    pub(crate) past_games: P,
    pub(crate) game: G,
    pub(crate) sessions: S,
    pub(crate) feed: F,
    /// Older snapshots do not say; a room that may have been used is not closed to make room.
    #[serde(default = "yes")]
    pub(crate) has_been_joined: bool,
}

fn yes() -> bool {
    true
}

/// A snapshot that has been read.
pub(crate) type SavedRoom = Snapshot<Vec<Uuid>, Game, Sessions, Feed>;
