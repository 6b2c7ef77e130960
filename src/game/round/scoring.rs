//! What a round's votes, bets and guesses are worth.

use serde::{Deserialize, Serialize};

use super::deal::Deal;
use super::tally::{ALL_IN, Ballot};
use crate::game::people::seat::SeatId;

/// Points for each event: one of the tables of the rules, or the `[scoring]` table of the configuration. Losses
/// are negative. The spy's own vote scores by the spy's rows alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(!deny_unknown_fields))]
pub struct Scoring {
    /// A vote for the spy with a bet of 1, 2 and 3.
    pub vote_right: [i32; 3],
    /// A vote for an innocent with a bet of 1, 2 and 3.
    pub vote_wrong: [i32; 3],
    /// The spy was convicted.
    pub spy_convicted: i32,
    /// Nobody was convicted, and the time is up.
    pub spy_escaped: i32,
    /// An innocent was convicted: what the spy gets.
    pub innocent_convicted: i32,
    /// The spy went ALL IN on the innocent who is convicted; instead of `innocent_convicted`.
    pub double_agent: i32,
    /// The spy's own vote with a bet of 1 and 2 for somebody who is not convicted, on top.
    pub spy_bet_lost: [i32; 2],
    /// The same with ALL IN.
    pub spy_all_in_lost: i32,
    /// The spy named the location, instead of all other rows of the spy.
    pub spy_guess_right: i32,
    /// The spy named another location, instead of all other rows of the spy.
    pub spy_guess_wrong: i32,
    /// A spy who was convicted named the location with the last word, on top.
    pub last_word: i32,
}

/// The numbers of `classic`: a `[scoring]` table replaces some of them.
impl Default for Scoring {
    fn default() -> Self {
        Self::CLASSIC
    }
}

impl Scoring {
    /// Bets that are decisions: 1 is best for somebody who believes less than one half, 2 up to two thirds, ALL
    /// IN above.
    pub(crate) const NERVE: Self = Self {
        vote_right: [2, 4, 6],
        vote_wrong: [0, -2, -6],
        spy_convicted: -1,
        spy_escaped: 3,
        innocent_convicted: 4,
        double_agent: 8,
        spy_bet_lost: [0, 0],
        spy_all_in_lost: -3,
        spy_guess_right: 6,
        spy_guess_wrong: -4,
        last_word: 2,
    };
    /// Small losses.
    pub(crate) const FAMILY: Self = Self {
        vote_right: [1, 3, 5],
        vote_wrong: [0, -1, -3],
        spy_convicted: 0,
        spy_escaped: 2,
        innocent_convicted: 3,
        double_agent: 6,
        spy_bet_lost: [0, 0],
        spy_all_in_lost: -2,
        spy_guess_right: 5,
        spy_guess_wrong: -2,
        last_word: 2,
    };
    /// The original's.
    pub(crate) const CLASSIC: Self = Self {
        vote_right: [2, 4, 6],
        vote_wrong: [-1, -2, -3],
        spy_convicted: 0,
        spy_escaped: 0,
        innocent_convicted: 0,
        double_agent: 10,
        spy_bet_lost: [-1, -2],
        spy_all_in_lost: -3,
        spy_guess_right: 10,
        spy_guess_wrong: -5,
        last_word: 0,
    };
}

/// What a round was worth to one player.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "RoundScore"))]
pub(crate) struct Points {
    /// The sum.
    pub(crate) points: i32,
    /// In a word.
    pub(crate) outcome: Event,
    /// What it adds up from.
    pub(crate) breakdown: Vec<Entry>,
}

/// One line of a player's points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(crate) struct Entry {
    /// What it is for.
    pub(crate) event: Event,
    /// The bet, where there was a vote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bet: Option<u8>,
    /// What it is worth.
    pub(crate) points: i32,
}

/// What can happen to a player in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Outcome"))]
pub enum Event {
    /// Voted for the spy.
    RightVote,
    /// Voted for an innocent.
    WrongVote,
    /// Did not vote.
    Abstained,
    /// The spy went ALL IN on the innocent who was convicted.
    DoubleAgent,
    /// The spy's suspect was convicted.
    SpyBluffed,
    /// The spy's own bet was lost: somebody else or nobody was convicted.
    SpyFailed,
    /// The spy was convicted.
    SpyConvicted,
    /// An innocent was convicted, without the spy's vote.
    InnocentConvicted,
    /// The spy named the location.
    GuessedRight,
    /// The spy named another location.
    GuessedWrong,
    /// The convicted spy named the location with the last word.
    LastWord,
    /// Nobody was convicted: the spy got away.
    GotAway,
    /// The round brought nothing.
    NoPoints,
}

impl Points {
    fn of(event: Event, bet: Option<u8>, points: i32) -> Self {
        let entry = Entry { event, bet, points };
        Self {
            points,
            outcome: event,
            breakdown: vec![entry],
        }
    }

    /// The same with one more line.
    fn and(mut self, event: Event, bet: Option<u8>, points: i32) -> Self {
        self.points += points;
        self.breakdown.push(Entry { event, bet, points });
        self
    }

    /// Adds what a last word that named the location is worth.
    pub(crate) fn add_last_word(&mut self, worth: i32) {
        *self = self.clone().and(Event::LastWord, None, worth);
    }

    /// Everything so many times.
    fn times(mut self, factor: i32) -> Self {
        self.points *= factor;
        for entry in &mut self.breakdown {
            entry.points *= factor;
        }
        self
    }
}

/// How a round ended, as far as points go.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ending {
    /// The spy named a location, the right one or another.
    Guessed(bool),
    /// Somebody was convicted.
    Convicted(SeatId),
    /// Nobody was, and the time is up.
    NoConviction,
}

impl Scoring {
    /// What a round that ended is worth to everybody dealt in, counted `factor` times. A vote scores by the bet
    /// on it, whoever was convicted; without betting all bets are 1, which also rules Double Agent out.
    pub(crate) fn of_round(
        &self,
        deal: &Deal,
        ballots: &[Ballot],
        ending: Ending,
        factor: i32,
    ) -> Vec<(SeatId, Points)> {
        let seats = deal.hands.iter().map(|(seat, _)| *seat);
        let points = |seat| {
            let ballot = ballots.iter().find(|ballot| ballot.voter == seat);
            match deal.is_spy(seat) {
                true => self.of_spy(deal, ballot, ending),
                false => self.of_vote(deal, ballot),
            }
        };
        seats
            .map(|seat| (seat, points(seat).times(factor)))
            .collect()
    }

    /// Points of anybody but the spy.
    fn of_vote(&self, deal: &Deal, ballot: Option<&Ballot>) -> Points {
        let Some(ballot) = ballot else {
            return Points::of(Event::Abstained, None, 0);
        };
        let bet = ballot.confidence;
        let (event, worth) = match deal.is_spy(ballot.target) {
            true => (Event::RightVote, self.vote_right),
            false => (Event::WrongVote, self.vote_wrong),
        };
        Points::of(event, Some(bet), at(worth, bet))
    }

    fn of_spy(&self, deal: &Deal, ballot: Option<&Ballot>, ending: Ending) -> Points {
        let convicted = match ending {
            Ending::Guessed(true) => {
                return Points::of(Event::GuessedRight, None, self.spy_guess_right);
            }
            Ending::Guessed(false) => {
                return Points::of(Event::GuessedWrong, None, self.spy_guess_wrong);
            }
            Ending::Convicted(convicted) => Some(convicted),
            Ending::NoConviction => None,
        };
        let has_hit = |ballot: &&Ballot| Some(ballot.target) == convicted;
        let hit = ballot.filter(has_hit).map(|ballot| ballot.confidence);
        let points = match (convicted, hit) {
            (None, _) => Points::of(Event::GotAway, None, self.spy_escaped),
            (Some(convicted), _) if deal.is_spy(convicted) => {
                Points::of(Event::SpyConvicted, None, self.spy_convicted)
            }
            (_, Some(ALL_IN)) => Points::of(Event::DoubleAgent, Some(ALL_IN), self.double_agent),
            (_, Some(bet)) => Points::of(Event::SpyBluffed, Some(bet), self.innocent_convicted),
            (_, None) => Points::of(Event::InnocentConvicted, None, self.innocent_convicted),
        };
        match ballot.filter(|ballot| !has_hit(ballot)) {
            None => points,
            Some(lost) => {
                let [one, two] = self.spy_bet_lost;
                let bet = lost.confidence;
                points.and(
                    Event::SpyFailed,
                    Some(bet),
                    at([one, two, self.spy_all_in_lost], bet),
                )
            }
        }
    }
}

/// What a bet of 1, 2 or 3 is worth.
fn at(worth: [i32; 3], bet: u8) -> i32 {
    worth[usize::from(bet.clamp(1, ALL_IN)) - 1]
}
