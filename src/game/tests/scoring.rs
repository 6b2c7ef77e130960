//! What a round is worth, row by row of each table.

use crate::game::people::seat::SeatId;
use crate::game::round::deal::{Card, Deal};
use crate::game::round::scoring::{Ending, Event, Scoring};
use crate::game::round::tally::Ballot;
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

/// Points and events of `voter`, who bet `bet` on `target`.
fn vote(table: &Scoring, voter: u32, target: u32, bet: u8, ending: Ending) -> (i32, Vec<Event>) {
    let ballot = Ballot {
        voter: SeatId(voter),
        target: SeatId(target),
        confidence: bet,
    };
    let all = table.of_round(&deal(), &[ballot], ending, 1);
    let (_, points) = all.into_iter().find(|(seat, _)| seat.0 == voter).unwrap();
    let events = points.breakdown.iter().map(|entry| entry.event);
    (points.points, events.collect())
}

const TABLES: [Scoring; 3] = [Scoring::NERVE, Scoring::FAMILY, Scoring::CLASSIC];

fn convicted(seat: u32) -> Ending {
    Ending::Convicted(SeatId(seat))
}

#[test]
fn votes_score_by_their_bet_whatever_comes_of_the_round() {
    let rows = [
        ([2, 4, 6], [0, -2, -6]),
        ([1, 3, 5], [0, -1, -3]),
        ([2, 4, 6], [-1, -2, -3]),
    ];
    for (table, (right, wrong)) in TABLES.iter().zip(rows) {
        for ending in [
            convicted(SPY),
            convicted(2),
            Ending::NoConviction,
            Ending::Guessed(true),
            Ending::Guessed(false),
        ] {
            for bet in 1..=3 {
                let index = usize::from(bet) - 1;
                let voted = vote(table, 1, SPY, bet, ending);
                assert_eq!(voted, (right[index], vec![Event::RightVote]));
                let voted = vote(table, 1, 2, bet, ending);
                assert_eq!(voted, (wrong[index], vec![Event::WrongVote]));
            }
        }
    }
}

#[test]
fn the_spys_rows() {
    use Event::{DoubleAgent, GotAway, InnocentConvicted, SpyBluffed, SpyConvicted, SpyFailed};
    // By table: convicted, got away, an innocent without the spy's vote and with a bet of 1 and 3.
    let rows = [[-1, 3, 4, 4, 8], [0, 2, 3, 3, 6], [0, 0, 0, 0, 10]];
    for (table, row) in TABLES.iter().zip(rows) {
        let silent = |ending| {
            let all = table.of_round(&deal(), &[], ending, 1);
            let (_, points) = all.into_iter().find(|(seat, _)| seat.0 == SPY).unwrap();
            (points.points, points.outcome)
        };
        assert_eq!(silent(convicted(SPY)), (row[0], SpyConvicted));
        assert_eq!(silent(Ending::NoConviction), (row[1], GotAway));
        assert_eq!(silent(convicted(2)), (row[2], InnocentConvicted));
        assert_eq!(
            vote(table, SPY, 2, 1, convicted(2)),
            (row[3], vec![SpyBluffed])
        );
        assert_eq!(
            vote(table, SPY, 2, 3, convicted(2)),
            (row[4], vec![DoubleAgent])
        );
        let lost = vote(table, SPY, 2, 3, convicted(SPY));
        assert_eq!(
            lost,
            (
                row[0] + table.spy_all_in_lost,
                vec![SpyConvicted, SpyFailed]
            )
        );
    }
    let bets = [1, 2, 3].map(|bet| vote(&Scoring::CLASSIC, SPY, 2, bet, convicted(3)).0);
    assert_eq!(bets, [-1, -2, -3]);
    let bets = [1, 2, 3].map(|bet| vote(&Scoring::NERVE, SPY, 2, bet, convicted(3)).0);
    assert_eq!(bets, [4, 4, 1]);
}

#[test]
fn a_guess_takes_the_place_of_the_spys_other_rows() {
    for (table, right, wrong) in [
        (Scoring::NERVE, 6, -4),
        (Scoring::FAMILY, 5, -2),
        (Scoring::CLASSIC, 10, -5),
    ] {
        for (is_right, worth) in [(true, right), (false, wrong)] {
            let all = table.of_round(&deal(), &[], Ending::Guessed(is_right), 1);
            assert!(
                all.iter()
                    .all(|(s, p)| p.points == if s.0 == SPY { worth } else { 0 })
            );
        }
    }
}

#[test]
fn everything_counts_twice() {
    let ballot = Ballot {
        voter: SeatId(SPY),
        target: SeatId(2),
        confidence: 3,
    };
    for ending in [convicted(SPY), convicted(2), Ending::NoConviction] {
        let once = Scoring::NERVE.of_round(&deal(), &[ballot], ending, 1);
        let twice = Scoring::NERVE.of_round(&deal(), &[ballot], ending, 2);
        for ((_, once), (_, twice)) in once.iter().zip(&twice) {
            assert_eq!(twice.points, 2 * once.points);
            let lines: i32 = twice.breakdown.iter().map(|entry| entry.points).sum();
            assert_eq!(lines, twice.points);
        }
    }
}
