//! One round: its deal, whose turn it is, and what can come of it.

use serde::{Deserialize, Serialize};

use super::deal::Deal;
use super::scoring::Points;
use super::tally::Tally;
use super::turns::Turn;
use crate::game::people::seat::SeatId;
use crate::game::tick::Tick;

/// What a round has from its deal to its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Round {
    /// Counts from 1; a round that is dealt in place of one that was called off has its number.
    pub(crate) number: u32,
    /// Deals there have been in this game, this one included.
    #[serde(default)]
    pub(crate) deals: u32,
    pub(crate) deal: Deal,
    pub(crate) turn: Turn,
    /// Time for questions that was left when they were last interrupted.
    pub(crate) time_left: Tick,
    /// Who has called a vote this round.
    pub(crate) callers: Vec<SeatId>,
    /// Votes that have begun this round, the running one included.
    pub(crate) votes_begun: u32,
    /// Seats that somebody was let into without a token: they do not get to see the card.
    #[serde(default)]
    pub(crate) without_card: Vec<SeatId>,
}

impl Round {
    pub(crate) fn new(number: u32, deal: Deal, turn: Turn, time: Tick) -> Self {
        Self {
            number,
            deals: 1,
            deal,
            turn,
            time_left: time,
            callers: Vec::new(),
            votes_begun: 0,
            without_card: Vec::new(),
        }
    }

    /// Whether the seat's card is kept from whoever sits there now.
    pub(crate) fn hides_card_of(&self, seat: SeatId) -> bool {
        self.without_card.contains(&seat)
    }

    pub(crate) fn has(&self, seat: SeatId) -> bool {
        self.deal.card_of(seat).is_some()
    }

    /// Who the spy is. Every deal has one.
    pub(crate) fn spy(&self) -> Option<SeatId> {
        let mut hands = self.deal.hands.iter();
        let spy = hands.find(|(seat, _)| self.deal.is_spy(*seat));
        spy.map(|(seat, _)| *seat)
    }
}

/// The spy named a location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Guess {
    /// Index in the pack.
    pub(crate) location: usize,
    pub(crate) correct: bool,
    /// Whether it was made in a vote that went on; else the vote was cut short, or there was none.
    #[serde(default)]
    pub(crate) sealed: bool,
}

/// How a vote or a guess ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum Verdict {
    /// The spy was convicted, or guessed wrong.
    SpyCaught,
    /// Somebody else was convicted.
    Innocent,
    /// Nobody was.
    NoConviction,
    /// The spy named the location.
    SpyWins,
}

impl Verdict {
    /// Whether the spy has won a round that ends like this: named the location, was not convicted,
    /// or saw an innocent convicted.
    #[must_use]
    pub fn is_spy_win(self) -> bool {
        self != Self::SpyCaught
    }
}

/// What came of a vote or a guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) verdict: Verdict,
    pub(crate) tally: Tally,
    /// Whether the round is over; if not, the questions go on after the reveal.
    pub(crate) is_final: bool,
    /// The round's points for everybody dealt in.
    pub(crate) points: Vec<(SeatId, Points)>,
}

/// Why a round was called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum CallOff {
    /// The spy is gone for good.
    SpyLeft,
    /// Fewer than three of the round's players are left.
    TooFewPlayers,
}
