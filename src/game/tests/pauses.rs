//! Pauses: what stops, what goes on, and what begins one.

use std::sync::Arc;

use super::table::{GUEST, NAMES, TV, Table, join, make_host, vote};
use crate::game::{Actor, Command, Game, HouseRules, Packs, Phase, Settings};

#[test]
fn pause_stops_and_resume_restarts_the_clock_of_every_phase() {
    let mut table = Table::questioning(4);
    for phase in [
        Phase::Questioning,
        Phase::Vote,
        Phase::Reveal,
        Phase::Scoring,
        Phase::Roles,
    ] {
        table.until(phase);
        table.wait(2);
        let left = table.seconds_left().unwrap();
        let ends_at = table.board()["timer"]["ends_at"].as_u64().unwrap();
        let exactly = ends_at - table.moment().epoch_ms;
        table.does(TV, Command::TogglePause);
        assert_eq!(table.board()["paused_phase"], serde_json::json!(phase));
        table.wait(3_600);
        assert_eq!(table.seconds_left(), Some(left), "{phase:?}");
        table.does(TV, Command::Resume);
        assert_eq!(table.phase(), phase);
        table.wait_ms(exactly - 1);
        assert_eq!(table.phase(), phase);
        table.wait_ms(1);
        assert_ne!(table.phase(), phase);
    }
}

#[test]
fn the_beats_of_a_reveal_move_with_a_pause() {
    let mut table = Table::voting(4);
    table.until(Phase::Reveal);
    let beats = |table: &Table| -> Vec<u64> {
        let stages = table.board()["reveal"]["stages"].clone();
        let stages = stages.as_array().unwrap().iter();
        stages.map(|stage| stage["at"].as_u64().unwrap()).collect()
    };
    let before = beats(&table);
    table.wait(3);
    assert_eq!(beats(&table), before);
    table.does(TV, Command::TogglePause);
    table.wait(100);
    table.does(TV, Command::Resume);
    let later: Vec<u64> = before.iter().map(|at| at + 100_000).collect();
    assert_eq!(beats(&table), later);
}

#[test]
fn the_five_minutes_of_a_lost_seat_stand_still_too() {
    let mut table = Table::questioning(4);
    table.does("Ana", Command::Lose);
    table.wait(100);
    table.does(TV, Command::TogglePause);
    table.wait(1_800);
    table.does("Ben", Command::Lose);
    table.wait(1_800);
    assert!(table.game.holds(table.seat("Ana")));
    table.does(TV, Command::Resume);
    table.wait(199);
    assert!(table.game.holds(table.seat("Ana")));
    table.wait(1);
    assert!(!table.game.holds(table.seat("Ana")));
    assert!(table.game.holds(table.seat("Ben")));
    table.wait(99);
    assert!(table.game.holds(table.seat("Ben")));
    table.wait(1);
    assert!(!table.game.holds(table.seat("Ben")));
}

#[test]
fn without_a_host_for_ten_seconds_the_game_pauses_until_one_returns() {
    let mut table = Table::questioning(4);
    table.does(TV, Command::Lose);
    table.wait_ms(9_999);
    assert_eq!(table.phase(), Phase::Questioning);
    table.wait_ms(1);
    assert_eq!(table.phase(), Phase::Paused);
    assert_eq!(table.board()["pause_reason"], "host_away");
    let left = table.seconds_left();
    table.wait(900);
    table.does(TV, Command::Arrive);
    assert_eq!(table.phase(), Phase::Questioning);
    assert_eq!(table.seconds_left(), left);
}

#[test]
fn a_host_who_is_back_in_time_pauses_nothing() {
    let mut table = Table::questioning(4);
    for _ in 0..3 {
        table.does(TV, Command::Lose);
        table.wait(9);
        table.does(TV, Command::Arrive);
        table.wait(9);
    }
    assert_eq!(table.phase(), Phase::Questioning);
}

#[test]
fn a_player_with_host_rights_is_host_enough() {
    let mut table = Table::questioning(4);
    table.does(TV, make_host("Ana"));
    table.does(TV, Command::Lose);
    table.wait(60);
    assert_eq!(table.phase(), Phase::Questioning);
    table.does("Ana", Command::Lose);
    table.wait(10);
    assert_eq!(table.phase(), Phase::Paused);
    table.does("Ana", Command::Arrive);
    assert_eq!(table.phase(), Phase::Questioning);
}

#[test]
fn a_pause_of_the_hosts_own_outlasts_a_reload_of_their_screen() {
    let mut table = Table::questioning(4);
    table.does(TV, Command::TogglePause);
    assert_eq!(table.board()["pause_reason"], "host");
    table.does(TV, Command::Lose);
    table.wait(60);
    table.does(TV, Command::Arrive);
    assert_eq!(table.board()["pause_reason"], "host");
    table.does(TV, Command::TogglePause);
    assert_eq!(table.phase(), Phase::Questioning);
}

#[test]
fn lobby_and_end_pause_as_well_and_guests_still_come_in() {
    let mut table = Table::lobby(4);
    table.does(TV, Command::Lose);
    table.wait(10);
    assert_eq!(table.phase(), Phase::Paused);
    assert_eq!(table.board()["can_start"], false);
    table.does(GUEST, join("Zoe"));
    table.does(TV, Command::Arrive);
    let mut table = table.started().ended();
    table.does(TV, Command::TogglePause);
    assert_eq!(table.board()["paused_phase"], "END");
    table.does(TV, Command::Resume);
    table.does(TV, Command::PlayAgain);
}

#[test]
fn a_room_that_never_had_a_host_waits_for_one() {
    let packs = Arc::new(Packs::shipped());
    let game = Game::new(HouseRules::default(), Settings::default(), packs, [1; 32]);
    let mut table = Table {
        game: game.unwrap(),
        now: 0,
    };
    table.does(GUEST, join("Ana"));
    table.wait(600);
    assert_eq!(table.phase(), Phase::Lobby);
    assert!(!table.game.is_host(Actor::Seat(table.seat("Ana"))));
}

#[test]
fn a_paused_game_shows_what_it_was_showing() {
    let mut table = Table::voting(4);
    let before = table.sees("Ana");
    table.does(TV, Command::TogglePause);
    let paused = table.sees("Ana");
    assert_eq!(paused["phase"], "PAUSED");
    for (key, value) in before.as_object().unwrap() {
        let mut value = value.clone();
        if key == "timer" {
            // It stands still.
            value.as_object_mut().unwrap().remove("ends_at").unwrap();
        }
        assert!(key == "phase" || paused[key] == value, "{key}");
    }
}

#[test]
fn a_paused_game_offers_no_vote() {
    let mut table = Table::questioning(4);
    assert_eq!(table.sees("Ana")["can_call_vote"], true);
    table.does(TV, Command::TogglePause);
    assert_eq!(table.sees("Ana")["can_call_vote"], false);
}

#[test]
fn a_vote_completed_by_a_loss_in_a_pause_ends_when_the_game_goes_on() {
    let mut table = Table::voting(4);
    for (voter, target) in [("Ana", "Ben"), ("Ben", "Ana"), ("Cleo", "Ana")] {
        table.does(voter, vote(target, 1));
    }
    table.does(TV, Command::TogglePause);
    table.does("Dora", Command::Lose);
    table.wait(60);
    assert_eq!(
        table.board()["paused_phase"],
        "VOTE",
        "she may yet come back"
    );
    table.does(TV, Command::Resume);
    assert_eq!(table.phase(), Phase::Reveal);
}

#[test]
fn a_round_called_off_in_a_pause_is_followed_by_one_that_waits() {
    let mut table = Table::questioning(6);
    let spy = table.spy();
    table.does(TV, Command::TogglePause);
    table.does(spy, Command::Leave);
    assert_eq!(table.phase(), Phase::Paused);
    assert_eq!(table.board()["paused_phase"], "ROLES");
    table.wait(60);
    assert_eq!(table.seconds_left(), Some(15.0));
    table.does(TV, Command::Resume);
    table.wait(15);
    assert_eq!(table.phase(), Phase::Questioning);
}

#[test]
fn a_resumed_vote_waits_for_everybody_again() {
    let mut table = Table::voting(4);
    table.does(TV, Command::TogglePause);
    table.wait(500);
    table.does(TV, Command::Resume);
    for name in &NAMES[..4] {
        assert_eq!(table.sees(name)["has_voted"], false);
    }
    assert_eq!(table.seconds_left(), Some(60.0));
}
