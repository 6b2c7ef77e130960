//! What all rooms of a server have in common.

use std::sync::Arc;
use std::time::Duration;

use crate::game::{HouseRules, Packs, Settings};
use crate::room::join_address::JoinAddress;

/// What all rooms of a server have in common.
#[derive(Debug, Clone)]
pub struct RoomOptions {
    /// Rules no host can change.
    pub house: HouseRules,
    /// What a new room is set to.
    pub settings: Settings,
    /// Packs to choose from.
    pub packs: Arc<Packs>,
    /// Rooms at the same time; 0 for any number.
    pub max_rooms: usize,
    /// A room that nobody has been connected to for so long is closed.
    pub closes_after: Duration,
    /// After a start, rooms that were touched within this time come back.
    pub restores_within: Duration,
    /// Whether finished games are remembered.
    pub remembers_games: bool,
    /// Where guests join.
    pub join_address: Arc<dyn JoinAddress>,
}
