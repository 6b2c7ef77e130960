//! A game that is written down and read again: the same game, with everybody expected back.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::chaos::night;
use super::table::{NAMES, TV, Table, vote};
use crate::game::{Command, Game, NotResumable, Packs, Phase, Refusal};

/// The game as its saved form has it, whole again, and nobody lost.
fn reread(game: &Game) -> Game {
    let mut read: Game = serde_json::from_str(&json!(game).to_string()).unwrap();
    read.packs = Arc::clone(&game.packs);
    read.pack = game.pack.clone();
    read
}

impl Table {
    /// The server dies and comes back.
    fn restarted(self) -> Self {
        let saved = json!(self.game).to_string();
        let read: Game = serde_json::from_str(&saved).unwrap();
        let pack = Arc::clone(self.game.pack());
        let packs = self.game.packs;
        let game = read.resume_with(packs, pack, self.now).unwrap();
        Self { game, ..self }
    }
}

/// What everybody holds in their hands.
fn cards(table: &Table) -> Vec<Value> {
    let players = table.dealt_in().into_iter();
    players
        .map(|name| table.sees(name)["role_data"].clone())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_game_read_again_goes_on_as_if_nothing_had_been(night in night(120), at in 0..120_usize) {
        let (mut through, mut reread_once) = (night.table(), night.table());
        for (index, step) in night.steps.iter().enumerate() {
            if index == at.min(night.steps.len() - 1) {
                reread_once.game = reread(&reread_once.game);
            }
            prop_assert_eq!(through.take(step, |_| ()), reread_once.take(step, |_| ()));
        }
        prop_assert_eq!(json!(through.game), json!(reread_once.game));
        for who in NAMES.iter().filter(|name| through.game.seat_named(name).is_some()) {
            prop_assert_eq!(through.sees(who), reread_once.sees(who));
        }
    }
}

#[test]
fn votes_cards_scores_and_time_are_as_before() {
    let mut table = Table::voting(5);
    table.wait(7);
    let first = table.dealt_in()[0];
    let target = table.dealt_in()[1];
    table.does(first, vote(target, 3));
    let (cards_before, left_before) = (cards(&table), table.seconds_left());
    let mut table = table.restarted();
    assert_eq!(table.seconds_left(), left_before);
    assert_eq!(cards(&table), cards_before);
    assert_eq!(table.sees(first)["your_vote"]["target"], target);
    table.does(first, Command::Arrive);
    assert_eq!(
        table.tries(first, vote(target, 1)),
        Err(Refusal::AlreadyVoted)
    );
}

#[test]
fn a_running_vote_waits_for_those_who_take_longer_to_come_back() {
    let mut table = Table::voting(4);
    let players = table.dealt_in();
    table.does(players[0], vote(players[1], 1));
    let mut table = table.restarted();
    table.does(TV, Command::Arrive);
    table.does(players[0], Command::Arrive);
    table.wait(14);
    assert_eq!(table.phase(), Phase::Vote, "the others may be on their way");
    table.wait(1);
    assert_eq!(
        table.phase(),
        Phase::Reveal,
        "everybody who is here has voted"
    );
}

#[test]
fn a_game_whose_host_does_not_come_back_pauses() {
    let table = Table::questioning(4).restarted();
    let mut table = table;
    table.wait(9);
    assert_eq!(table.phase(), Phase::Questioning);
    table.wait(1);
    assert_eq!(table.phase(), Phase::Paused);
    table.does(TV, Command::Arrive);
    assert_eq!(table.phase(), Phase::Questioning);
}

/// Takes out of a saved game what older versions did not write.
fn as_older_versions_wrote_it(saved: &mut Value) {
    match saved {
        Value::Object(fields) => {
            for new in ["seated_at", "without_card", "is_unanimous"] {
                fields.remove(new);
            }
            fields.values_mut().for_each(as_older_versions_wrote_it);
        }
        Value::Array(entries) => entries.iter_mut().for_each(as_older_versions_wrote_it),
        _ => {}
    }
}

#[test]
fn a_game_of_an_older_version_goes_on() {
    let mut table = Table::voting(4);
    table.until(Phase::Reveal);
    let mut saved = json!(table.game);
    let before = saved.clone();
    as_older_versions_wrote_it(&mut saved);
    assert_ne!(saved, before);
    let read: Game = serde_json::from_value(saved).unwrap();
    let (packs, pack) = (table.game.packs.clone(), Arc::clone(table.game.pack()));
    let game = read.resume_with(packs, pack, table.now).unwrap();
    let mut table = Table { game, ..table };
    table.does(TV, Command::Arrive);
    table.does(TV, Command::Lose);
    table.does("Ana", Command::Arrive);
    table.wait(60);
    table.does("Ana", Command::ClaimHost);
}

#[test]
fn a_game_does_not_go_on_with_another_pack() {
    let table = Table::roles(4);
    let saved = json!(table.game).to_string();
    let mut smaller = (*table.game.pack).clone();
    smaller.locations.truncate(table.round().deal.location);
    let mut renamed = (*table.game.pack).clone();
    renamed.id = "other".to_owned();
    for pack in [smaller, renamed] {
        let read: Game = serde_json::from_str(&saved).unwrap();
        let resumed = read.resume_with(Arc::new(Packs::shipped()), Arc::new(pack), 0);
        assert_eq!(resumed.err(), Some(NotResumable::PackMismatch));
    }
}
