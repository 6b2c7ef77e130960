//! Who gets which award at the end of a game.

use serde_json::{Value, json};

use super::table::{TV, Table, guess, remove, vote};
use crate::game::{Command, Phase};

/// The players and the value of an award; null if nobody has it.
fn award(table: &Table, award: &str) -> Value {
    let board = table.board();
    let mut awards = board["awards"].as_array().unwrap().iter();
    let found = awards.find(|given| given["award"] == award);
    found.map_or(Value::Null, |given| {
        json!([given["players"], given["value"]])
    })
}

fn ended(mut table: Table) -> Table {
    table.does(TV, Command::EndGame);
    table
}

/// A vote in which everybody dealt in votes, as (voter, target, bet), up to its scores.
fn round(table: &mut Table, votes: &[(&str, &str, u8)]) {
    table.until(Phase::Questioning);
    table.does(TV, Command::SkipToVote);
    for (voter, target, bet) in votes {
        table.does(voter, vote(target, *bet));
    }
    table.until(Phase::Scoring);
}

#[test]
fn each_award_goes_to_the_one_who_has_earned_it() {
    let mut table = Table::roles(4);
    let (spy, a) = (table.spy(), table.innocents());
    let votes = [
        (a[0], spy, 2),
        (a[1], a[2], 1),
        (a[2], a[1], 3),
        (spy, a[2], 2),
    ];
    round(&mut table, &votes);
    let table = ended(table);
    assert_eq!(award(&table, "best_read"), json!([[a[0]], 4]));
    assert_eq!(award(&table, "boldest_bet"), json!([[a[2]], 1]));
    assert_eq!(award(&table, "master_spy"), json!([[spy], 1]));
    assert_eq!(award(&table, "most_suspected"), json!([[a[2]], 2]));
    let order: Vec<_> = table.board()["awards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["award"].clone())
        .collect();
    assert_eq!(
        order,
        ["best_read", "boldest_bet", "master_spy", "most_suspected"]
    );
}

#[test]
fn equals_share_an_award() {
    let mut table = Table::roles(4);
    let (spy, a) = (table.spy(), table.innocents());
    let votes = [
        (a[0], spy, 3),
        (a[1], spy, 3),
        (a[2], spy, 1),
        (spy, a[1], 3),
    ];
    round(&mut table, &votes);
    let table = ended(table);
    assert_eq!(award(&table, "best_read"), json!([[a[0], a[1]], 6]));
    let mut bold = [spy, a[0], a[1]];
    bold.sort_unstable();
    assert_eq!(
        award(&table, "boldest_bet"),
        json!([bold, 1]),
        "the spy's bet too, by their seats"
    );
    assert_eq!(
        award(&table, "master_spy"),
        Value::Null,
        "a spy who was caught"
    );
    assert_eq!(
        award(&table, "most_suspected"),
        json!([[a[1]], 1]),
        "votes for the spy do not count"
    );
}

#[test]
fn wrong_votes_are_taken_off_a_best_read() {
    let mut table = Table::roles(4);
    let (spy, a) = (table.spy(), table.innocents());
    let votes = [
        (a[0], a[1], 3),
        (a[1], a[0], 1),
        (a[2], a[0], 2),
        (spy, a[0], 1),
    ];
    round(&mut table, &votes);
    assert_eq!(
        award(&ended(table), "best_read"),
        Value::Null,
        "nobody has gained by their votes"
    );
}

#[test]
fn awards_add_up_over_the_rounds() {
    let mut table = Table::lobby(4).with("num_rounds", 3).started();
    let (accused, instead) = (table.innocents()[0], table.innocents()[1]);
    let mut votes_as_innocent = 0;
    for _ in 0..3 {
        if table.spy() != accused {
            votes_as_innocent += 3;
        }
        table.convict(accused, instead, 3);
        table.does(TV, Command::NextRound);
    }
    assert_eq!(table.phase(), Phase::End);
    assert!(votes_as_innocent >= 3);
    let expected = json!([[accused], votes_as_innocent]);
    assert_eq!(award(&table, "most_suspected"), expected);
    let everybody = json!([["Ana", "Ben", "Cleo", "Dora"], 3]);
    assert_eq!(award(&table, "boldest_bet"), everybody);
}

#[test]
fn among_spies_with_equal_wins_points_decide() {
    let mut table = Table::lobby(4).with("num_rounds", 20).started();
    let first = table.spy();
    table.until(Phase::Scoring);
    while table.phase() == Phase::Scoring {
        table.does(TV, Command::NextRound);
        if table.spy() != first {
            break;
        }
        let (spy, wrong) = (table.spy(), table.another_location());
        table.until(Phase::Vote);
        table.does(spy, guess(wrong));
        table.until(Phase::Scoring);
    }
    let (second, place) = (table.spy(), table.location());
    table.until(Phase::Vote);
    table.does(second, guess(place));
    table.until(Phase::Scoring);
    assert_eq!(award(&ended(table), "master_spy"), json!([[second], 1]));
}

#[test]
fn without_betting_there_is_no_boldest_bet() {
    let mut table = Table::lobby(4).with("betting", false).started();
    let (spy, other) = (table.spy(), table.innocents()[0]);
    table.convict(spy, other, 3);
    let table = ended(table);
    assert_eq!(award(&table, "boldest_bet"), Value::Null);
    assert_eq!(award(&table, "best_read")[1], 2);
}

#[test]
fn a_game_without_a_finished_round_has_no_awards() {
    let mut table = Table::questioning(4);
    table.does("Ana", Command::Leave);
    table.does("Ben", Command::Leave);
    assert_eq!(table.phase(), Phase::End, "below the minimum");
    assert_eq!(table.board()["awards"], json!([]));
}

#[test]
fn whoever_left_keeps_an_award_and_whoever_was_removed_does_not() {
    for removed in [false, true] {
        let mut table = Table::roles(6);
        let (spy, a) = (table.spy(), table.innocents());
        let votes = [
            (a[0], spy, 3),
            (a[1], spy, 1),
            (a[2], spy, 1),
            (a[3], spy, 1),
            (a[4], spy, 1),
            (spy, a[1], 1),
        ];
        round(&mut table, &votes);
        table.does(a[0], Command::Leave);
        if removed {
            table.does(TV, Command::TogglePause);
            table.wait(60);
            table.does(TV, remove(a[0]));
        }
        let table = ended(table);
        let best = award(&table, "best_read");
        match removed {
            true => assert_eq!(best, json!([a[1..], 2])),
            false => assert_eq!(best, json!([[a[0]], 6])),
        }
        let bold = award(&table, "boldest_bet");
        assert_eq!(bold.is_null(), removed);
    }
}

#[test]
fn no_award_is_told_before_the_end() {
    let mut table = Table::lobby(4).with("num_rounds", 2).started();
    table.convict(table.spy(), table.innocents()[0], 3);
    for phase in [
        Phase::Scoring,
        Phase::Roles,
        Phase::Questioning,
        Phase::Vote,
        Phase::Reveal,
    ] {
        table.until(phase);
        for viewer in [TV, "Ana", "Ben", "Cleo", "Dora"] {
            assert_eq!(
                table.sees(viewer).get("awards"),
                None,
                "{viewer} in {phase:?}"
            );
        }
    }
    table.does(TV, Command::TogglePause);
    assert_eq!(table.board().get("awards"), None);
}
