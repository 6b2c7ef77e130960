//! Rounds that cannot go on: the spy is gone, too few are left, nobody is there to deal to.

use super::table::{NAMES, TV, Table, remove, vote};
use crate::game::{Command, Phase};

#[test]
fn the_round_is_called_off_when_the_spy_is_gone_for_good() {
    for phase in [Phase::Roles, Phase::Questioning, Phase::Vote] {
        let mut table = Table::roles(6);
        table.until(phase);
        let spy = table.spy();
        table.does(spy, Command::Leave);
        assert_eq!(table.phase(), Phase::Roles, "{phase:?}");
        assert_eq!(
            table.board()["current_round"],
            1,
            "in place of the one that was called off"
        );
        assert_eq!(table.board()["called_off"], "spy_left");
        assert!(
            table.dealt_in().is_empty(),
            "first everybody reads what happened"
        );
        assert_eq!(table.board()["timer"]["total"], 15.0);
        table.wait_ms(4_999);
        assert!(table.dealt_in().is_empty());
        table.wait_ms(1);
        assert_eq!(table.seconds_left(), Some(10.0));
        assert_eq!(table.board()["timer"]["total"], 15.0);
        assert_eq!(table.dealt_in().len(), 5);
        assert!(!table.dealt_in().contains(&spy));
        assert!(NAMES[..6].iter().all(|name| table.score(name) == 0));
        table.until(Phase::Questioning);
        assert!(table.board().get("called_off").is_none());
    }
}

#[test]
fn the_spy_has_five_minutes_to_come_back() {
    let mut table = Table::questioning(6);
    let spy = table.spy();
    table.does(spy, Command::Lose);
    table.wait(299);
    assert_eq!(table.board()["current_round"], 1);
    table.wait(1);
    assert_eq!(table.phase(), Phase::Roles);
    assert_eq!(table.board()["called_off"], "spy_left");
}

#[test]
fn removing_the_spy_calls_the_round_off_too() {
    let mut table = Table::questioning(6);
    let spy = table.spy();
    table.does(spy, Command::Lose);
    table.wait(60);
    table.does(TV, remove(spy));
    assert_eq!(table.board()["called_off"], "spy_left");
}

#[test]
fn a_spy_who_leaves_during_a_reveal_that_convicts_nobody_ends_the_round_after_it() {
    let mut table = Table::voting(6);
    let spy = table.spy();
    table.until(Phase::Reveal);
    table.does(spy, Command::Leave);
    assert_eq!(table.phase(), Phase::Reveal);
    table.until(Phase::Roles);
    assert_eq!(table.board()["called_off"], "spy_left");
}

#[test]
fn three_players_go_on_and_two_do_not() {
    let mut table = Table::questioning(6);
    let innocents = table.innocents();
    for name in &innocents[..3] {
        table.does(name, Command::Leave);
        assert_eq!(table.board()["current_round"], 1);
    }
    table.does(innocents[3], Command::Leave);
    assert_eq!(table.phase(), Phase::End, "below the minimum");
    assert_eq!(table.board()["called_off"], "too_few_players");
}

#[test]
fn with_enough_seats_the_next_round_starts_when_too_few_are_left_in_this_one() {
    let mut table = Table::lobby(7);
    for name in &NAMES[..3] {
        table.does(name, Command::Lose);
    }
    table.wait(31);
    let mut table = table.started().asking();
    for name in &NAMES[..3] {
        table.does(name, Command::Arrive);
    }
    let innocents = table.innocents();
    table.does(innocents[0], Command::Leave);
    table.does(innocents[1], Command::Leave);
    assert_eq!(table.board()["called_off"], "too_few_players");
    assert_eq!(table.phase(), Phase::Roles);
    table.wait(5);
    assert_eq!(table.dealt_in().len(), 5);
}

#[test]
fn below_the_minimum_the_game_ends_with_the_round() {
    let mut table = Table::questioning(4);
    table.does(table.innocents()[0], Command::Leave);
    assert_eq!(table.phase(), Phase::Questioning, "three go on");
    table.until(Phase::Vote);
    table.until(Phase::Scoring);
    table.wait(10);
    assert_eq!(table.phase(), Phase::End);
}

#[test]
fn a_called_off_last_round_is_replaced_and_counts_twice_all_the_same() {
    let mut table = Table::lobby(6).with("num_rounds", 1).started();
    let location = table.location();
    table.does(table.spy(), Command::Leave);
    table.wait(5);
    assert_ne!(table.location(), location, "a new place");
    let (spy, innocents) = (table.spy(), table.innocents());
    table.convict(spy, innocents[0], 2);
    assert_eq!(table.score(innocents[0]), 8);
    table.until(Phase::End);
    assert_eq!(table.board()["game_stats"]["rounds_played"], 1);
}

#[test]
fn a_phone_that_has_slept_tells_the_votes_of_a_replaced_round_apart() {
    let mut table = Table::voting(6);
    assert_eq!(table.board()["vote_number"], 1);
    table.does(table.spy(), Command::Leave);
    table.until(Phase::Questioning);
    table.does(TV, Command::SkipToVote);
    assert_eq!(table.board()["current_round"], 1);
    assert_eq!(table.board()["vote_number"], 2);
}

#[test]
fn a_late_returner_is_dealt_in_from_the_next_round_on() {
    let mut table = Table::lobby(5);
    table.does("Emil", Command::Lose);
    table.wait(31);
    let mut table = table.started();
    assert_eq!(table.dealt_in().len(), 4);
    table.does("Emil", Command::Arrive);
    assert!(table.sees("Emil").get("role_data").is_none());
    assert_eq!(table.on_board("Emil")["spectating"], true);
    table.until(Phase::Questioning);
    table.until(Phase::Vote);
    table.until(Phase::Scoring);
    table.does(TV, Command::NextRound);
    assert!(table.dealt_in().contains(&"Emil"));
}

#[test]
fn a_player_in_their_grace_period_is_dealt_in() {
    let mut table = Table::lobby(5);
    table.does("Emil", Command::Lose);
    table.wait(29);
    assert_eq!(table.started().dealt_in().len(), 5);
}

#[test]
fn a_round_waits_in_scoring_until_enough_players_are_there() {
    let mut table = Table::voting(4);
    table.all_accuse(table.spy(), table.innocents()[0], 1);
    table.until(Phase::Scoring);
    table.does("Ana", Command::Lose);
    table.does("Ben", Command::Lose);
    table.does(TV, Command::TogglePause);
    table.wait(40);
    table.does(TV, Command::Resume);
    table.wait(10);
    assert_eq!(table.phase(), Phase::Scoring);
    assert!(table.board()["scoring_timer"].is_null());
    let next = table.tries(TV, Command::NextRound);
    assert_eq!(next, Err(crate::game::Refusal::NotEnoughPlayers));
    table.does("Ana", Command::Arrive);
    assert_eq!(table.phase(), Phase::Roles);
    assert_eq!(table.board()["current_round"], 2);
}

#[test]
fn a_round_that_waits_in_vain_ends_the_game() {
    let mut table = Table::voting(4);
    table.all_accuse(table.spy(), table.innocents()[0], 1);
    table.until(Phase::Scoring);
    table.does("Ana", Command::Lose);
    table.does("Ben", Command::Lose);
    table.does(TV, Command::TogglePause);
    table.wait(40);
    table.does(TV, Command::Resume);
    table.until(Phase::End);
}

#[test]
fn removing_a_player_never_breaks_the_turn_order() {
    let mut table = Table::questioning(8);
    loop {
        let turn = table.board()["current_turn"].clone();
        let pair = ["questioner", "answerer"].map(|who| turn[who]["name"].clone());
        let spy = table.spy();
        let Some(leaver) = pair
            .iter()
            .filter_map(|name| name.as_str())
            .find(|n| *n != spy)
        else {
            panic!("a pair of two: {pair:?}");
        };
        table.does(leaver, Command::Lose);
        table.wait(1);
        table.does(TV, Command::TogglePause);
        table.wait(60);
        table.does(TV, Command::Resume);
        table.does(TV, remove(leaver));
        if table.phase() == Phase::End {
            return;
        }
        let turn = table.board()["current_turn"].clone();
        let dealt_in = table.dealt_in();
        for who in ["questioner", "answerer"] {
            let name = turn[who]["name"].as_str().unwrap();
            assert!(name != leaver && dealt_in.contains(&name), "{name}");
        }
        assert_ne!(turn["questioner"], turn["answerer"]);
    }
}

#[test]
fn whoever_was_asked_asks_next() {
    let mut table = Table::questioning(5);
    for _ in 0..50 {
        let before = table.board()["current_turn"].clone();
        table.does(TV, Command::AdvanceTurn);
        let after = table.board()["current_turn"].clone();
        assert_eq!(after["questioner"], before["answerer"]);
        assert_ne!(after["answerer"], before["questioner"]);
    }
}

#[test]
fn a_lost_player_is_not_proposed_while_others_are_there() {
    let mut table = Table::questioning(5);
    table.does("Ana", Command::Lose);
    for _ in 0..50 {
        table.does(TV, Command::AdvanceTurn);
        let turn = table.board()["current_turn"].clone();
        assert!(turn["questioner"]["name"] != "Ana" && turn["answerer"]["name"] != "Ana");
    }
}

#[test]
fn a_vote_for_one_who_is_gone_is_no_vote() {
    let mut table = Table::voting(6);
    let innocents = table.innocents();
    table.does(innocents[0], Command::Leave);
    let answer = table.tries(innocents[1], vote(innocents[0], 1));
    assert_eq!(answer, Err(crate::game::Refusal::InvalidTarget));
    assert_eq!(table.board()["total_voters"], 5);
}
