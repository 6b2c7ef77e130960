//! What the house has set for every room.

use serde::{Deserialize, Serialize};

use crate::game::round::scoring::Scoring;

/// What the house has set for all of its rooms; no host can change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseRules {
    /// Connected players a game needs to start.
    pub min_players: usize,
    /// Seats in a room.
    pub max_players: usize,
    /// What each event of a round is worth.
    pub scoring: Scoring,
}

impl Default for HouseRules {
    fn default() -> Self {
        Self {
            min_players: 4,
            max_players: 10,
            scoring: Scoring::default(),
        }
    }
}
