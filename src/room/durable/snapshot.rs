//! Snapshot: a room as it is written down, and how one of any format is read.

use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;
use uuid::Uuid;

use crate::game::{Game, Tick, from_format_1};
use crate::room::durable::uptime::Stamp;
use crate::room::members::sessions::Sessions;
use crate::room::outgoing::feed::Feed;

/// The version of the form below. Older ones are read as well.
pub(crate) const FORMAT: u32 = 2;

/// Why a snapshot can't be read. No reason repeats what is written there: it is full of secrets.
#[derive(Debug, Error)]
pub(crate) enum Illegible {
    #[error("it has format {0}, and this version of Spyster knows up to {FORMAT}")]
    Format(u32),
    #[error("it makes no sense at byte {0}")]
    Nonsense(usize),
}

/// All of a room that outlives the process: everything but connections and what only they wait for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(
    deserialize = "P: Default + Deserialize<'de>, G: Deserialize<'de>, S: Deserialize<'de>, F: Deserialize<'de>"
))]
pub(crate) struct Snapshot<P, G, S, F> {
    pub(crate) session_id: Uuid,
    pub(crate) created_at: u64,
    pub(crate) seq: u64,
    /// How many device commands there have been.
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

impl SavedRoom {
    /// Reads a snapshot of that format.
    ///
    /// # Errors
    ///
    /// [`Illegible`] when it is of a later format, or makes no sense.
    pub(crate) fn read(format: u32, body: &[u8]) -> Result<Self, Illegible> {
        let saved = match format {
            1 => serde_json::from_slice(body)
                .and_then(from_1)
                .and_then(serde_json::from_value),
            FORMAT => serde_json::from_slice(body),
            _ => return Err(Illegible::Format(format)),
        };
        saved.map_err(|error| Illegible::Nonsense(error.column()))
    }
}

/// Format 2 has a game's stage in place of a phase and a round, and calls a device command by its name.
fn from_1(mut room: Value) -> serde_json::Result<Value> {
    let missing = |field| move || serde_json::Error::missing_field(field);
    let fields = room.as_object_mut().ok_or_else(missing("game"))?;
    let game = fields.remove("game").ok_or_else(missing("game"))?;
    let commands = fields.remove("last_errand");
    let commands = commands.ok_or_else(missing("last_errand"))?;
    fields.insert("game".to_owned(), from_format_1(game)?);
    fields.insert("last_command".to_owned(), commands);
    Ok(room)
}
