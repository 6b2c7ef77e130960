//! What a bot is going to do, and when.

use serde::{Deserialize, Serialize};

use crate::game::people::seat::SeatId;
use crate::game::tick::Tick;

/// What is going to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Act {
    /// The bot in that seat votes, or guesses.
    Vote(SeatId),
    /// One of the bots calls a vote.
    CallVote,
    /// The bot in that seat, a spy who was caught, names a place.
    LastWord(SeatId),
    /// The next pair has its turn.
    NextTurn,
}

/// Something that bots are going to do in the running phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub(in crate::game) act: Act,
    /// What the phase's clock will show.
    pub(in crate::game) at_left: Tick,
}
