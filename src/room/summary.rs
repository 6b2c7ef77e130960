//! How a room is, in a few words.

use serde::Serialize;
use uuid::Uuid;

use crate::game::Phase;
use crate::protocol::RoomCode;

/// How a room is, for everybody to know.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// The code.
    pub room: RoomCode,
    /// The room's id for all time.
    pub session_id: Uuid,
    /// The game's phase.
    pub phase: Phase,
    /// The phase in a word.
    pub status: Status,
    /// Seats taken.
    pub player_count: usize,
    /// Players connected.
    pub connected_count: usize,
    /// Seats there are.
    pub max_players: usize,
    /// When the room was created, in milliseconds since the Unix epoch.
    pub created_at: u64,
}

/// A room's phase in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In the lobby.
    Waiting,
    /// In a round.
    Playing,
    /// Paused.
    Paused,
    /// At the end.
    Finished,
}

impl From<Phase> for Status {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Lobby => Self::Waiting,
            Phase::Paused => Self::Paused,
            Phase::End => Self::Finished,
            _ => Self::Playing,
        }
    }
}
