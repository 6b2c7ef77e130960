//! What the game remembers of its finished rounds.

use serde::{Deserialize, Serialize};

use crate::game::people::seat::SeatId;
use crate::game::round::scoring::{Event, Points};
use crate::game::round::state::{Guess, Round, Verdict};
use crate::game::round::tally::{ALL_IN, Ballot};
use crate::game::stage::Judged;

/// A round that was played to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RoundRecord {
    pub(crate) number: u32,
    pub(crate) verdict: Verdict,
    pub(crate) spy: SeatId,
    /// Index in the pack.
    pub(crate) location: usize,
    pub(crate) convicted: Option<SeatId>,
    pub(crate) guess: Option<Guess>,
    /// Those of the vote that ended the round.
    pub(crate) ballots: Vec<Ballot>,
    /// Of everybody who was dealt in.
    pub(crate) points: Vec<(SeatId, Points)>,
}

impl RoundRecord {
    /// The record of a round that ended with that vote.
    pub(crate) fn of(round: &Round, judged: &Judged) -> Option<Self> {
        let Judged { vote, outcome, .. } = judged;
        Some(Self {
            number: round.number,
            verdict: outcome.verdict,
            spy: round.spy()?,
            location: round.deal.location,
            convicted: outcome.tally.convicted,
            guess: vote.guess(),
            ballots: vote.ballots.clone(),
            points: outcome.points.clone(),
        })
    }

    /// Those who could have voted and did not. Where a guess cut the vote short nobody counts as one, and a spy
    /// who guessed has used the vote.
    pub(crate) fn abstained(&self) -> Vec<SeatId> {
        let has_voted = |seat: &SeatId| self.ballots.iter().any(|ballot| ballot.voter == *seat);
        let players = self.points.iter().map(|(seat, _)| *seat);
        let is_cut_short = self.guess.is_some_and(|guess| !guess.sealed);
        let has_guessed = |seat: &SeatId| self.guess.is_some() && *seat == self.spy;
        let silent = players.filter(|seat| !is_cut_short && !has_voted(seat) && !has_guessed(seat));
        silent.collect()
    }

    /// The points of a player this round, if they were in it.
    pub(crate) fn points_of(&self, seat: SeatId) -> Option<&Points> {
        let entry = self.points.iter().find(|(id, _)| *id == seat);
        entry.map(|(_, points)| points)
    }
}

/// A game in numbers, for its last screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(crate) struct GameStats {
    /// Rounds that were played to their end.
    pub(crate) rounds_played: usize,
    /// The same, as older clients call it.
    pub(crate) total_rounds: usize,
    /// Rounds in which the spy was convicted or guessed wrong.
    pub(crate) spies_caught: usize,
    /// Rounds in which an innocent was convicted.
    pub(crate) innocents_convicted: usize,
    /// Votes that were locked in, in the votes that ended their round.
    pub(crate) votes_cast: usize,
    /// Those with a bet of 3.
    pub(crate) all_ins: usize,
    /// Those of innocents that named the spy and scored.
    pub(crate) right_votes: usize,
}

impl GameStats {
    pub(crate) fn of(history: &[RoundRecord]) -> Self {
        let ended = |verdict| history.iter().filter(move |r| r.verdict == verdict).count();
        let ballots = || history.iter().flat_map(|record| &record.ballots);
        let points = history.iter().flat_map(|record| &record.points);
        Self {
            rounds_played: history.len(),
            total_rounds: history.len(),
            spies_caught: ended(Verdict::SpyCaught),
            innocents_convicted: ended(Verdict::Innocent),
            votes_cast: ballots().count(),
            all_ins: ballots().filter(|b| b.confidence == ALL_IN).count(),
            right_votes: points
                .filter(|(_, p)| p.outcome == Event::RightVote)
                .count(),
        }
    }
}
