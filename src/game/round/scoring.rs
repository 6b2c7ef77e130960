//! What a round's votes, bets and guesses are worth.

use serde::{Deserialize, Serialize};

use super::deal::Deal;
use super::tally::{ALL_IN, Ballot};
use crate::game::people::seat::SeatId;

/// Points for each event, the `[scoring]` table of the configuration. Losses are negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(!deny_unknown_fields))]
pub struct Scoring {
    /// A vote for the spy with a bet of 1, 2 and 3.
    pub vote_right: [i32; 3],
    /// A vote for an innocent with a bet of 1, 2 and 3, and the spy's own vote unless
    /// its target is convicted.
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
    /// The spy voted, and somebody else or nobody was convicted.
    SpyFailed,
    /// The spy named the location.
    GuessedRight,
    /// The spy named another location.
    GuessedWrong,
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
}

impl Scoring {
    /// Points when somebody is convicted. A vote scores by the bet on it; without betting all bets
    /// are 1, which also rules Double Agent out.
    pub(crate) fn of_conviction(
        &self,
        deal: &Deal,
        ballots: &[Ballot],
        convicted: SeatId,
    ) -> Vec<(SeatId, Points)> {
        each(deal, |seat| {
            let Some(ballot) = ballots.iter().find(|ballot| ballot.voter == seat) else {
                return Points::of(Event::Abstained, None, 0);
            };
            let bet = ballot.confidence;
            let (event, points) = match deal.is_spy(seat) {
                true => self.spy_vote(ballot.target == convicted, bet),
                false if deal.is_spy(ballot.target) => (Event::RightVote, at(self.vote_right, bet)),
                false => (Event::WrongVote, at(self.vote_wrong, bet)),
            };
            Points::of(event, Some(bet), points)
        })
    }

    fn spy_vote(&self, target_convicted: bool, bet: u8) -> (Event, i32) {
        match (target_convicted, bet) {
            (true, ALL_IN) => (Event::DoubleAgent, self.double_agent),
            (true, _) => (Event::SpyBluffed, 0),
            (false, _) => (Event::SpyFailed, at(self.vote_wrong, bet)),
        }
    }

    /// Points when the spy guessed: votes do not score.
    pub(crate) fn of_guess(&self, deal: &Deal, correct: bool) -> Vec<(SeatId, Points)> {
        each(deal, |seat| match (deal.is_spy(seat), correct) {
            (true, true) => Points::of(Event::GuessedRight, None, self.spy_guess_right),
            (true, false) => Points::of(Event::GuessedWrong, None, self.spy_guess_wrong),
            (false, _) => Points::of(Event::NoPoints, None, 0),
        })
    }

    /// Points when nobody is convicted: none.
    pub(crate) fn of_no_conviction(deal: &Deal) -> Vec<(SeatId, Points)> {
        each(deal, |seat| match deal.is_spy(seat) {
            true => Points::of(Event::GotAway, None, 0),
            false => Points::of(Event::NoPoints, None, 0),
        })
    }
}

fn each(deal: &Deal, points: impl Fn(SeatId) -> Points) -> Vec<(SeatId, Points)> {
    let seats = deal.hands.iter().map(|(seat, _)| *seat);
    seats.map(|seat| (seat, points(seat))).collect()
}

/// What a bet of 1, 2 or 3 is worth.
fn at(worth: [i32; 3], bet: u8) -> i32 {
    worth[usize::from(bet.clamp(1, ALL_IN)) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::round::deal::Card;

    const SPY: u32 = 0;

    fn deal() -> Deal {
        let hands = (0..4).map(|n| match n {
            SPY => (SeatId(n), Card::Spy),
            _ => (SeatId(n), Card::Role(n as usize)),
        });
        Deal {
            location: 0,
            hands: hands.collect(),
            language_of: 0,
        }
    }

    /// Points and event of `voter`, who bet `bet` on `target`, when `convicted` is convicted.
    fn vote(voter: u32, target: u32, bet: u8, convicted: u32) -> (i32, Event) {
        let ballot = Ballot {
            voter: SeatId(voter),
            target: SeatId(target),
            confidence: bet,
        };
        let all = Scoring::default().of_conviction(&deal(), &[ballot], SeatId(convicted));
        let (_, points) = all.into_iter().find(|(seat, _)| seat.0 == voter).unwrap();
        (points.points, points.outcome)
    }

    #[test]
    fn the_table_of_points() {
        for (bet, right, wrong) in [(1, 2, -1), (2, 4, -2), (3, 6, -3)] {
            assert_eq!(vote(1, SPY, bet, SPY), (right, Event::RightVote));
            assert_eq!(
                vote(1, SPY, bet, 2),
                (right, Event::RightVote),
                "somebody else convicted"
            );
            assert_eq!(vote(1, 2, bet, 2), (wrong, Event::WrongVote));
            assert_eq!(vote(1, 2, bet, SPY), (wrong, Event::WrongVote));
            assert_eq!(vote(SPY, 2, bet, 3), (wrong, Event::SpyFailed));
            assert_eq!(vote(SPY, 2, bet, SPY), (wrong, Event::SpyFailed));
        }
        assert_eq!(vote(SPY, 2, 1, 2), (0, Event::SpyBluffed));
        assert_eq!(vote(SPY, 2, 2, 2), (0, Event::SpyBluffed));
        assert_eq!(vote(SPY, 2, 3, 2), (10, Event::DoubleAgent));
    }

    #[test]
    fn a_guess_scores_for_the_spy_alone() {
        for (correct, worth) in [(true, 10), (false, -5)] {
            for (seat, points) in Scoring::default().of_guess(&deal(), correct) {
                assert_eq!(points.points, if seat.0 == SPY { worth } else { 0 });
            }
        }
    }

    #[test]
    fn no_vote_no_bet_no_points() {
        let all = Scoring::default().of_conviction(&deal(), &[], SeatId(1));
        assert!(
            all.iter()
                .all(|(_, p)| p.points == 0 && p.outcome == Event::Abstained)
        );
        let all = Scoring::of_no_conviction(&deal());
        assert!(all.iter().all(|(_, p)| p.points == 0));
    }
}
