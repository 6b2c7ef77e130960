//! How a room is, in a few words.

use std::sync::Arc;

use serde::Serialize;
use uuid::Uuid;

use crate::game::Phase;
use crate::protocol::{RoomCode, RoomStatus};

/// How a room is, for everybody to know.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "RoomSummary"))]
pub struct Summary {
    /// The code.
    pub room: RoomCode,
    /// The room's id for all time.
    pub session_id: Uuid,
    /// The game's phase.
    pub phase: Phase,
    /// The phase in a word.
    pub status: RoomStatus,
    /// Seats taken.
    pub player_count: usize,
    /// Players connected.
    pub connected_count: usize,
    /// Seats there are.
    pub max_players: usize,
    /// When the room was created, in milliseconds since the Unix epoch.
    pub created_at: u64,
    /// The base URL by which the room's own screen came, if a phone can open it too.
    #[serde(skip)]
    pub screen_address: Option<Arc<str>>,
}
