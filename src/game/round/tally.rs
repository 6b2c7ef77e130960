//! Ballots, and whether they convict somebody.

use serde::{Deserialize, Serialize};

use crate::game::people::seat::SeatId;
use crate::game::settings::Conviction;

/// The highest bet: ALL IN.
pub(crate) const ALL_IN: u8 = 3;

/// A vote that has been locked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ballot {
    pub(crate) voter: SeatId,
    pub(crate) target: SeatId,
    /// 1, 2 or 3.
    pub(crate) confidence: u8,
}

/// What the ballots add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// Votes of everybody who got any, in the order of the seats.
    pub(crate) counts: Vec<(SeatId, usize)>,
    /// The most votes anybody got.
    pub(crate) most: usize,
    /// Whether two or more share the most votes.
    pub(crate) is_tie: bool,
    /// Whether everybody but the one with the most votes has voted for them.
    #[serde(default)]
    pub(crate) is_unanimous: bool,
    /// Who is convicted, if anybody.
    pub(crate) convicted: Option<SeatId>,
}

impl Tally {
    /// Counts `ballots` among the round's `players`. A bet does not weigh a vote.
    pub(crate) fn new(ballots: &[Ballot], players: &[SeatId], conviction: Conviction) -> Self {
        let mut counts: Vec<(SeatId, usize)> = Vec::new();
        for ballot in ballots {
            match counts.iter_mut().find(|(seat, _)| *seat == ballot.target) {
                Some((_, count)) => *count += 1,
                None => counts.push((ballot.target, 1)),
            }
        }
        counts.sort_unstable();
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let mut leaders = counts.iter().filter(|(_, count)| *count == most);
        let leader = leaders.next().map(|(seat, _)| *seat);
        let is_tie = leaders.next().is_some();
        let alone = leader.filter(|_| !is_tie);
        let convicted = alone.filter(|accused| reaches(most, *accused, players, conviction));
        let is_unanimous =
            alone.is_some_and(|accused| reaches(most, accused, players, Conviction::Unanimous));
        Self {
            counts,
            most,
            is_tie,
            is_unanimous,
            convicted,
        }
    }
}

/// Whether `votes` against `accused` are enough among the round's `players`.
fn reaches(votes: usize, accused: SeatId, players: &[SeatId], conviction: Conviction) -> bool {
    match conviction {
        Conviction::Plurality => true,
        Conviction::Majority => votes * 2 > players.len(),
        // The accused does not vote for themselves.
        Conviction::Unanimous => votes >= players.iter().filter(|seat| **seat != accused).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Votes as (voter, target), among `players` seats.
    fn tally(players: u32, votes: &[(u32, u32)], conviction: Conviction) -> Tally {
        let seats: Vec<SeatId> = (0..players).map(SeatId).collect();
        let ballots: Vec<Ballot> = votes
            .iter()
            .map(|(voter, target)| Ballot {
                voter: SeatId(*voter),
                target: SeatId(*target),
                confidence: 1,
            })
            .collect();
        Tally::new(&ballots, &seats, conviction)
    }

    fn convicted(players: u32, votes: &[(u32, u32)], conviction: Conviction) -> Option<u32> {
        let convicted = tally(players, votes, conviction).convicted;
        convicted.map(|seat| seat.0)
    }

    #[test]
    fn a_vote_can_convict_without_the_vote_of_the_accused() {
        let votes = [(1, 0), (2, 0), (3, 0)];
        for conviction in [
            Conviction::Plurality,
            Conviction::Majority,
            Conviction::Unanimous,
        ] {
            assert_eq!(convicted(4, &votes, conviction), Some(0), "{conviction:?}");
            let mut with_the_accused = votes.to_vec();
            with_the_accused.push((0, 1));
            assert_eq!(convicted(4, &with_the_accused, conviction), Some(0));
        }
    }

    #[test]
    fn each_rule_has_its_own_bar() {
        let two_of_five = [(1, 0), (2, 0), (3, 1)];
        assert_eq!(convicted(5, &two_of_five, Conviction::Plurality), Some(0));
        assert_eq!(convicted(5, &two_of_five, Conviction::Majority), None);
        let three_of_five = [(1, 0), (2, 0), (3, 0)];
        assert_eq!(convicted(5, &three_of_five, Conviction::Majority), Some(0));
        assert_eq!(convicted(5, &three_of_five, Conviction::Unanimous), None);
        let half = [(1, 0), (2, 0)];
        assert_eq!(convicted(4, &half, Conviction::Majority), None);
    }

    #[test]
    fn a_vote_is_unanimous_when_nobody_else_is_named_and_nobody_abstains() {
        let is_unanimous =
            |votes: &[(u32, u32)]| tally(4, votes, Conviction::Plurality).is_unanimous;
        assert!(is_unanimous(&[(1, 0), (2, 0), (3, 0), (0, 1)]));
        assert!(is_unanimous(&[(1, 0), (2, 0), (3, 0)]));
        assert!(!is_unanimous(&[(1, 0), (2, 0)]));
        assert!(!is_unanimous(&[(1, 0), (2, 0), (3, 1), (0, 1)]));
        assert!(!is_unanimous(&[]));
    }

    #[test]
    fn a_tie_or_no_votes_convict_nobody() {
        assert_eq!(convicted(4, &[(1, 0), (0, 1)], Conviction::Plurality), None);
        assert_eq!(convicted(4, &[], Conviction::Plurality), None);
    }
}
