//! The live feed: what has happened in a room, line by line.

use serde::{Deserialize, Serialize};

use super::feed_event::{FeedEvent, FeedKind};
use crate::game::Phase;

/// One line of the live feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct FeedEntry {
    /// Counts up in a room.
    pub seq: u64,
    /// What kind of line.
    pub kind: FeedKind,
    /// The game's phase then.
    pub phase: Phase,
    /// How the room was then: waiting, playing, paused or finished.
    pub status: RoomStatus,
    /// What it tells, for those who say it in a language of their own. A line that was kept before there
    /// were events has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<FeedEvent>,
    /// The line in English.
    pub message: String,
    /// When, in milliseconds since the Unix epoch.
    pub timestamp: u64,
}

/// A room's phase in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum RoomStatus {
    /// In the lobby.
    Waiting,
    /// In a round.
    Playing,
    /// Paused.
    Paused,
    /// At the end.
    Finished,
}

impl From<Phase> for RoomStatus {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Lobby => Self::Waiting,
            Phase::Paused => Self::Paused,
            Phase::End => Self::Finished,
            _ => Self::Playing,
        }
    }
}
