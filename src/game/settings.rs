//! What a host may set in the lobby, and what the house has set for every room.

use serde::{Deserialize, Serialize};

use super::scoring::Scoring;

/// Settings of one room: the `config` of every `state`, changed field by field with `configure`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Minutes of questions in a round, 1-30.
    pub round_duration_minutes: u32,
    /// Rounds in a game, 1-20.
    pub num_rounds: u32,
    /// Id of the location pack.
    pub location_pack: String,
    /// Seconds to vote, 15-180.
    pub vote_duration_seconds: u32,
    /// How many votes convict.
    pub conviction: Conviction,
    /// Whether votes carry a bet; without, every vote counts as a bet of 1.
    pub betting: bool,
    /// When the spy may guess the location.
    pub spy_guess: SpyGuess,
    /// Seconds the role cards are shown before the questions begin, 5-30.
    pub role_display_seconds: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            round_duration_minutes: 7,
            num_rounds: 5,
            location_pack: "classic".to_owned(),
            vote_duration_seconds: 60,
            conviction: Conviction::Plurality,
            betting: true,
            spy_guess: SpyGuess::Vote,
            role_display_seconds: 5,
        }
    }
}

/// How many votes it takes to convict somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conviction {
    /// More votes than anybody else.
    Plurality,
    /// The votes of more than half of the round's players.
    Majority,
    /// The vote of every player of the round but the accused.
    Unanimous,
}

/// When the spy may guess the location instead of voting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpyGuess {
    /// While a vote runs.
    Vote,
    /// Also during the questions.
    Anytime,
}

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
