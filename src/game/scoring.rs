//! What a round's votes, bets and guesses are worth.

use serde::{Deserialize, Serialize};

/// Points for each event, the `[scoring]` table of the configuration. Losses are negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scoring {
    /// A vote for the spy with a bet of 1, 2 and 3.
    pub vote_right: [i32; 3],
    /// A vote for an innocent with a bet of 1, 2 and 3, and the spy's own when nobody is convicted by it.
    pub vote_wrong: [i32; 3],
    /// The spy went ALL IN on the innocent who is convicted.
    pub double_agent: i32,
    /// The spy named the location.
    pub spy_guess_right: i32,
    /// The spy named another location.
    pub spy_guess_wrong: i32,
}

impl Default for Scoring {
    fn default() -> Self {
        Self {
            vote_right: [2, 4, 6],
            vote_wrong: [-1, -2, -3],
            double_agent: 10,
            spy_guess_right: 10,
            spy_guess_wrong: -5,
        }
    }
}
