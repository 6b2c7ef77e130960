//! What the house has set for every room.

use serde::{Deserialize, Serialize};

use super::settings::PointsTable;
use crate::game::round::scoring::Scoring;

/// What the house has set for all of its rooms; no host can change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseRules {
    /// Connected players a game needs to start.
    pub min_players: usize,
    /// Seats in a room.
    pub max_players: usize,
    /// What each event of a round is worth under the points `custom`.
    pub scoring: Scoring,
}

impl HouseRules {
    /// Whether the house has a table of points of its own.
    #[must_use]
    pub fn has_own_points(&self) -> bool {
        self.scoring != Scoring::default()
    }

    /// What each event of a round is worth under a table.
    pub(super) fn scoring(&self, table: PointsTable) -> &Scoring {
        match table {
            PointsTable::Nerve => &Scoring::NERVE,
            PointsTable::Family => &Scoring::FAMILY,
            PointsTable::Classic => &Scoring::CLASSIC,
            PointsTable::Custom => &self.scoring,
        }
    }
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
