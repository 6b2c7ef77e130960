//! A spy who was convicted may still name the location; until then nobody is told where it was.

use super::table::{GUEST, NAMES, TV, Table, guess};
use crate::game::{Command, Phase, Refusal};

/// The spy is convicted, and the reveal has come to the last word.
fn caught(players: usize) -> Table {
    let mut table = Table::voting(players);
    let (spy, other) = (table.spy(), table.innocents()[0]);
    table.all_accuse(spy, other, 1);
    while table.board()["timer"]["name"] != "last_word" {
        assert_eq!(table.phase(), Phase::Reveal);
        table.wait(1);
    }
    table
}

fn spy_of(table: &Table) -> String {
    table.board()["actual_spy"].as_str().unwrap().to_owned()
}

#[test]
fn nobodys_state_tells_the_place_before_it_is_over() {
    let mut table = Table::voting(5);
    let (spy, other) = (table.spy(), table.innocents()[0]);
    let place = table.location();
    let roles = table.innocents().into_iter().map(|name| {
        let card = table.sees(name)["role_data"].clone();
        card["role"].as_str().unwrap().to_owned()
    });
    let roles: Vec<String> = roles.collect();
    table.all_accuse(spy, other, 1);
    while table.phase() == Phase::Reveal && table.board()["last_word"]["given"] != true {
        for viewer in NAMES[..5].iter().chain(&[TV, GUEST]) {
            let state = table.sees(viewer);
            assert!(state.get("location").is_none() && state.get("round_scores").is_none());
            assert!(state.get("role_data").is_none());
            let text = state.to_string();
            assert!(
                roles.iter().all(|role| !text.contains(role.as_str())),
                "{viewer}"
            );
        }
        if table.board()["timer"]["name"] == "last_word" {
            table.does(spy, guess(&place));
        } else {
            table.wait_ms(500);
        }
    }
    assert_eq!(table.board()["location"]["id"], place);
}

#[test]
fn right_is_worth_two_and_wins_nothing() {
    for (right, points) in [(true, 1), (false, -1)] {
        let mut table = caught(4);
        let spy = spy_of(&table);
        let place = table.location_known_to_the_test();
        let named = match right {
            true => place,
            false => table.another_location_known_to_the_test(),
        };
        assert!(table.board()["last_word"]["until"].is_number());
        table.does(&spy, guess(&named));
        let word = table.board()["last_word"].clone();
        assert_eq!(
            (&word["given"], &word["correct"]),
            (&true.into(), &right.into())
        );
        assert_eq!(word["location_id"], named);
        assert_eq!(table.seconds_left(), Some(3.0));
        table.until(Phase::Scoring);
        assert_eq!(table.score(&spy), points);
        assert_eq!(table.board()["verdict"], "spy_caught");
        let others = NAMES[..4].iter().filter(|name| **name != spy);
        for name in others {
            assert_eq!(table.score(name), 2, "nothing is taken from {name}");
        }
    }
}

#[test]
fn every_phone_has_the_list_and_only_the_spys_can_send() {
    let mut table = caught(4);
    let spy = spy_of(&table);
    let place = table.location_known_to_the_test();
    for name in &NAMES[..4] {
        let state = table.sees(name);
        assert_eq!(state["location_list"].as_array().unwrap().len(), 12);
        assert_eq!(state["can_guess_location"], *name == spy);
        if *name != spy {
            assert_eq!(table.tries(name, guess(&place)), Err(Refusal::NotSpy));
        }
    }
    assert_eq!(
        table.tries(&spy, guess("atlantis")),
        Err(Refusal::InvalidLocation)
    );
    table.does(TV, Command::TogglePause);
    assert_eq!(table.tries(&spy, guess(&place)), Err(Refusal::InvalidPhase));
    table.does(TV, Command::Resume);
    table.does(&spy, guess(&place));
    assert_eq!(table.tries(&spy, guess(&place)), Err(Refusal::InvalidPhase));
}

#[test]
fn it_is_over_after_fifteen_seconds() {
    let mut table = caught(4);
    let spy = spy_of(&table);
    let left = table.board()["timer"]["remaining"].as_f64().unwrap();
    assert!(left > 13.0 && left <= 15.0, "{left}");
    table.wait(15);
    assert_eq!(table.board()["last_word"]["given"], false);
    assert!(table.board()["location"].is_object());
    table.until(Phase::Scoring);
    assert_eq!(table.score(&spy), -1);
}

#[test]
fn a_spy_who_is_away_has_none() {
    let mut table = Table::voting(5);
    let (spy, other) = (table.spy(), table.innocents()[0]);
    table.all_accuse(spy, other, 1);
    table.does(spy, Command::Lose);
    while table.phase() == Phase::Reveal {
        assert_ne!(table.board()["timer"]["name"], "last_word");
        table.wait_ms(500);
    }
    assert_eq!(table.score(spy), -1);
}

#[test]
fn there_is_none_where_it_is_worth_nothing_or_not_wanted() {
    for (field, value) in [
        ("points", "classic".into()),
        ("last_word", serde_json::json!(false)),
    ] {
        let table = Table::lobby(4).with(field, value);
        let mut table = table.started().asking().voted_on();
        let (spy, other) = (table.spy(), table.innocents()[0]);
        table.all_accuse(spy, other, 1);
        assert!(table.board().get("last_word").is_none());
        assert!(table.board()["location"].is_object());
    }
}

#[test]
fn it_counts_twice_in_the_last_round() {
    let mut table = Table::lobby(4).with("num_rounds", 1);
    table = table.started().asking().voted_on();
    let (spy, other, place) = (table.spy(), table.innocents()[0], table.location());
    table.all_accuse(spy, other, 1);
    while table.board()["timer"]["name"] != "last_word" {
        table.wait(1);
    }
    table.does(spy, guess(place));
    table.until(Phase::Scoring);
    assert_eq!(table.score(spy), -2 + 4);
    assert_eq!(table.score(other), 4);
}
