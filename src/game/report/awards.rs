//! Awards at the end of a game: who read best, bet boldest, was the master spy and the most suspected.

use serde::Serialize;

use super::history::RoundRecord;
use crate::game::engine::Game;
use crate::game::people::seat::{Seat, SeatId};
use crate::game::round::tally::ALL_IN;

/// What an award is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "AwardKind"))]
pub(in crate::game) enum Award {
    /// Most points from votes, while not the spy.
    BestRead,
    /// Most votes ALL IN.
    BoldestBet,
    /// Most rounds won as the spy; among equals, most points as the spy.
    MasterSpy,
    /// Most votes received while not the spy.
    MostSuspected,
}

impl Award {
    const ALL: [Self; 4] = [
        Self::BestRead,
        Self::BoldestBet,
        Self::MasterSpy,
        Self::MostSuspected,
    ];

    /// What a round adds to a player's claim: the value that is shown, and what decides among equals.
    fn claim(self, round: &RoundRecord, seat: SeatId) -> (i32, i32) {
        let is_spy = round.spy == seat;
        let points = || round.points_of(seat).map_or(0, |points| points.points);
        let has_voted = || round.ballots.iter().any(|ballot| ballot.voter == seat);
        match self {
            Self::BestRead if !is_spy && has_voted() => (points(), 0),
            Self::BoldestBet => {
                let ballots = round.ballots.iter();
                let all_ins = ballots.filter(|b| b.voter == seat && b.confidence == ALL_IN);
                (count(all_ins), 0)
            }
            Self::MasterSpy if is_spy => (i32::from(round.verdict.is_spy_win()), points()),
            Self::MostSuspected if !is_spy => {
                let ballots = round.ballots.iter();
                (count(ballots.filter(|ballot| ballot.target == seat)), 0)
            }
            Self::BestRead | Self::MasterSpy | Self::MostSuspected => (0, 0),
        }
    }
}

fn count(entries: impl Iterator) -> i32 {
    i32::try_from(entries.count()).unwrap_or(i32::MAX)
}

/// An award that somebody has earned.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Award"))]
pub(in crate::game) struct AwardView<'a> {
    /// What for.
    award: Award,
    /// Who, by their seats; several share it in a tie.
    players: Vec<&'a str>,
    /// The points, votes or rounds of each of them; always above 0.
    value: i32,
}

impl Game {
    /// The awards of the finished rounds, in the order they are shown. One that nobody on the board
    /// has earned is left out.
    pub(in crate::game) fn awards(&self) -> Vec<AwardView<'_>> {
        let awards = Award::ALL.into_iter();
        awards.filter_map(|award| self.award(award)).collect()
    }

    fn award(&self, award: Award) -> Option<AwardView<'_>> {
        let claim = |seat: &Seat| {
            let rounds = self.history.iter().map(|round| award.claim(round, seat.id));
            rounds.fold((0, 0), |sum, more| (sum.0 + more.0, sum.1 + more.1))
        };
        let seats = self.seats.iter().filter(|seat| seat.is_listed());
        let claims: Vec<_> = seats.map(|seat| (seat, claim(seat))).collect();
        let best = claims.iter().map(|(_, claim)| *claim).max()?;
        let winners = claims.iter().filter(|(_, claim)| *claim == best);
        (best.0 > 0).then(|| AwardView {
            award,
            players: winners.map(|(seat, _)| seat.name.as_str()).collect(),
            value: best.0,
        })
    }
}
