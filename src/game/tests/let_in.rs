//! Somebody is let into a seat without a token: they play on, and do not get to see its card.

use super::table::{GUEST, TV, Table, guess, join, vote};
use crate::game::{Command, Game, Phase, Refusal};

/// Six players at a phase; one of them is lost, and somebody is let into that seat.
fn let_in(phase: Phase, is_spy: bool) -> (Table, &'static str) {
    let mut table = Table::lobby(6).with("spy_guess", "anytime").started();
    let name = if is_spy {
        table.spy()
    } else {
        table.innocents()[0]
    };
    table.until(Phase::Questioning);
    table.does(name, Command::Lose);
    table.wait(30);
    if phase == Phase::Vote {
        table.does(TV, Command::SkipToVote);
    }
    assert_eq!(table.tries(GUEST, join(name)), Err(Refusal::RejoinPending));
    let seat = table.seat(name);
    table.does(TV, Command::Readmit(seat));
    (table, name)
}

#[test]
fn whoever_was_let_in_sees_no_card_and_learns_nothing_by_guessing() {
    for phase in [Phase::Questioning, Phase::Vote] {
        let views = [true, false].map(|is_spy| {
            let (mut table, name) = let_in(phase, is_spy);
            let state = table.sees(name);
            for field in ["role_data", "is_spy", "can_guess_location"] {
                assert!(state.get(field).is_none(), "{field} in {phase:?}");
            }
            assert_eq!(state["has_voted"], false);
            for place in [table.location_known_to_the_test(), "nowhere".to_owned()] {
                let answer = table.tries(name, guess(place));
                assert_eq!(answer, Err(Refusal::InvalidPhase), "{is_spy}");
            }
            let mut keys: Vec<String> = state.as_object().unwrap().keys().cloned().collect();
            keys.sort_unstable();
            keys
        });
        assert_eq!(views[0], views[1], "spy or not");
    }
}

#[test]
fn whoever_was_let_in_votes_and_gets_a_card_with_the_next_deal() {
    let (mut table, name) = let_in(Phase::Vote, false);
    let target = table.innocents()[0];
    table.does(name, vote(target, 2));
    assert_eq!(table.sees(name)["your_vote"]["target"], target);
    assert_eq!(table.on_board(name)["has_voted"], true);
    // A tie: the round goes on.
    table.does(target, vote(table.innocents()[1], 1));
    table.until(Phase::Reveal);
    table.until(Phase::Questioning);
    assert!(table.sees(name).get("role_data").is_none(), "the same deal");
    table.does(TV, Command::SkipToVote);
    let spy = table.round().spy().unwrap();
    let spy = table.game.name_of(spy).unwrap().to_owned();
    for voter in table.innocents().into_iter().chain([name]) {
        table.does(voter, vote(&spy, 1));
    }
    table.until(Phase::Scoring);
    table.does(TV, Command::NextRound);
    assert!(table.sees(name)["role_data"].is_object());
}

#[test]
fn a_hidden_card_stays_hidden_in_a_game_that_was_written_down() {
    let (table, name) = let_in(Phase::Questioning, false);
    let saved = serde_json::to_vec(&table.game).unwrap();
    let game: Game = serde_json::from_slice(&saved).unwrap();
    let pack = table.game.pack().clone();
    let game = game.resume_with(table.game.packs.clone(), pack, table.now);
    let table = Table {
        game: game.unwrap(),
        now: table.now,
    };
    assert!(table.sees(name).get("role_data").is_none());
}
